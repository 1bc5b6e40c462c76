//! CSV (RFC 4180, with the delimiters that spreadsheets write) and TSV: a table whose first row names the languages of its
//! columns.
//!
//! A column is a language by its code or name (`fr`, `fr-CA`, `French`), or `source` or `target`. The first language is the
//! source of the others, as translation tools have it; a column before the languages names the row. Without such a
//! row every cell is a text.

use super::super::builder::{Builder, LanguageId};
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Side, Unit, UnitState, message, paths};
use crate::text::LanguageTag;
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat { name: "CSV", endings: &["csv", "tsv", "tab"], parse, escape, ..FileFormat::DEFAULT };

/// A field without quotation marks is `Own` with its delimiter.
fn escape(text: &str, quoting: Quoting) -> Option<String> {
    match quoting {
        Quoting::Double => Some(text.replace('"', "\"\"")),
        Quoting::Own(delimiter) if !text.contains(['"', '\n', '\r', char::from(delimiter)]) => Some(text.to_string()),
        _ => None,
    }
}

#[derive(Debug, Clone)]
struct Field {
    /// Without its quotation marks.
    inside: Range<usize>,
    is_quoted: bool,
}

/// The fields of a table, row by row.
struct Rows<'s> {
    source: &'s str,
    at: usize,
    delimiter: u8,
}

impl Rows<'_> {
    /// The next row; `fields` is used again.
    fn next(&mut self, fields: &mut Vec<Field>) -> bool {
        fields.clear();
        let bytes = self.source.as_bytes();
        if self.at >= bytes.len() {
            return false;
        }
        loop {
            let start = self.at;
            let rest = bytes.get(start..).unwrap_or_default();
            let field = if rest.first() == Some(&b'"') {
                let mut end = start + 1;
                loop {
                    match (bytes.get(end), bytes.get(end + 1)) {
                        (Some(b'"'), Some(b'"')) => end += 2,
                        (Some(b'"'), _) | (None, _) => break,
                        _ => end += 1,
                    }
                }
                self.at = (end + 1).min(bytes.len());
                Field { inside: start + 1..end.min(bytes.len()), is_quoted: true }
            } else {
                Field { inside: start..start, is_quoted: false }
            };
            // What follows a closing quotation mark belongs to no field that anybody writes.
            let tail = bytes.get(self.at..).unwrap_or_default();
            let length = tail.iter().position(|b| *b == self.delimiter || *b == b'\n').unwrap_or(tail.len());
            let mut end = self.at + length;
            let stop = bytes.get(end).copied();
            self.at = end + 1;
            if stop != Some(self.delimiter) && end > start && bytes.get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
            fields.push(if field.is_quoted { field } else { Field { inside: start..end, is_quoted: false } });
            if stop != Some(self.delimiter) {
                return true;
            }
        }
    }
}

/// The delimiter that stands in the first line most often.
fn delimiter(source: &str) -> u8 {
    let line = source.lines().next().unwrap_or_default();
    let count = |d: u8| line.bytes().filter(|b| *b == d).count();
    [b'\t', b',', b';', b'|'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Text(LanguageId, Side),
    Id,
    Other,
}

fn columns(source: &str, header: &[Field], builder: &mut Builder) -> Option<Vec<Column>> {
    let names: Vec<String> =
        header.iter().map(|f| source.get(f.inside.clone()).unwrap_or_default().trim().to_ascii_lowercase()).collect();
    let tag = |name: &str| {
        let named = LanguageTag::parse(name).filter(|t| t.language().is_some() && t.as_str() != name && name.len() > 3);
        // "English (en-GB)", "target_fr"
        let inner = name.split(['(', ')', '[', ']', ' ', '_', ':']).rev().find_map(paths::key);
        paths::key(name).or(named).or(inner)
    };
    let mut found: Vec<Column> = Vec::new();
    for name in &names {
        let is_source = name.starts_with("source");
        let is_target = name.starts_with("target") || name.starts_with("translation");
        let column = match (tag(name), is_source || is_target) {
            (None, false) if matches!(name.as_str(), "id" | "key" | "name" | "identifier" | "context" | "string id") => {
                Column::Id
            }
            (None, false) => Column::Other,
            (tag, _) => {
                let side = if is_source { Side::Source } else { Side::Target };
                Column::Text(tag.map_or(LanguageId::NONE, |t| builder.intern(t)), side)
            }
        };
        found.push(column);
    }
    let texts = found.iter().filter(|c| matches!(c, Column::Text(..))).count();
    let has_source = found.iter().any(|c| matches!(c, Column::Text(_, Side::Source)));
    if let Some(Column::Text(_, side)) = found.iter_mut().find(|c| matches!(c, Column::Text(..))) {
        match texts {
            1 => *side = Side::Text,
            _ if !has_source => *side = Side::Source,
            _ => {}
        }
    }
    (texts > 0).then_some(found)
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let mut rows = Rows { source, at: 0, delimiter: delimiter(source) };
    let mut value = Value::default();
    let mut fields = Vec::new();
    if !rows.next(&mut fields) {
        return builder.finish();
    }
    let Some(columns) = columns(source, &fields, &mut builder) else {
        let mut any = true;
        while any {
            for field in &fields {
                write(source, field, rows.delimiter, &mut value, &mut builder);
            }
            any = rows.next(&mut fields);
        }
        return builder.finish();
    };
    while rows.next(&mut fields) {
        let id = columns.iter().zip(&fields).find(|(c, _)| **c == Column::Id).and_then(|(_, f)| source.get(f.inside.clone()));
        let id = id.unwrap_or_default();
        let mut original = None;
        let mut any = false;
        for wanted in [Side::Source, Side::Target, Side::Text] {
            for (column, field) in columns.iter().zip(&fields) {
                let Column::Text(language, side) = column else { continue };
                if *side != wanted {
                    continue;
                }
                (builder.language, builder.side) = (*language, *side);
                let range = write(source, field, rows.delimiter, &mut value, &mut builder);
                match (side, range) {
                    (Side::Source, range) => original = range,
                    (_, Some(target)) => {
                        let unit = Unit { id: id.to_string(), source: original.clone(), target: Some(target), ..Unit::default() };
                        builder.units.push(unit);
                        any = true;
                    }
                    (_, None) => {}
                }
            }
        }
        if !any && original.is_some() {
            builder.units.push(Unit { id: id.to_string(), source: original, target: None, state: UnitState::Untranslated });
        }
    }
    builder.finish()
}

fn write(source: &str, field: &Field, delimiter: u8, value: &mut Value, builder: &mut Builder) -> Option<Range<usize>> {
    value.clear();
    let mut at = field.inside.start;
    if field.is_quoted {
        builder.quoting = Quoting::Double;
        while let Some(i) = source.get(at..field.inside.end).and_then(|rest| rest.find("\"\"")) {
            value.verbatim(source, at..at + i);
            value.escaped("\"", at + i..at + i + 2);
            at += i + 2;
        }
    } else {
        builder.quoting = Quoting::Own(delimiter);
    }
    value.verbatim(source, at..field.inside.end);
    builder.blocks(|b| message::write(value, b))
}
