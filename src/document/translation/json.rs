//! JSON (RFC 8259, with comments) as i18next, next-intl, vue-i18n and others use it, Flutter's ARB, and `messages.json` of
//! browser extensions.
//!
//! Strings are read, keys are not. ARB: the language is `@@locale`, keys that begin with `@` describe others. Extensions: of
//! every message only `message`. Where the keys of the root are languages, what is below is in them.

use super::super::builder::{Builder, LanguageId};
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Unit, escapes, message, paths};
use crate::text::LanguageTag;
use jsonc_parser::ast::{Object, StringLit, Value as Json};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions};
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "JSON",
    endings: &["json", "arb", "json5", "jsonc"],
    is_likely: |path| path.extension().is_some_and(|e| e == "arb") || paths::is_localised(path),
    of_programs: true,
    parse,
    escape,
    ..FileFormat::DEFAULT
};

pub(super) const ASCII: Quoting = Quoting::Own(1);
/// A string of JSON5.
const SINGLE: Quoting = Quoting::Single;

pub(super) fn escape(text: &str, quoting: Quoting) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' if quoting != SINGLE => out.push_str("\\\""),
            '\'' if quoting == SINGLE => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || (quoting == ASCII && !c.is_ascii()) => escapes::write_unicode(c, &mut out),
            c => out.push(c),
        }
    }
    Some(out)
}

/// Strings of a JSON file on their way to the builder.
pub(super) struct Strings<'s> {
    source: &'s str,
    pub(super) builder: Builder<'s>,
    value: Value,
    is_ascii: bool,
}

impl<'s> Strings<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let is_ascii = escapes::is_ascii_style(source);
        Strings { source, builder: Builder::new(source), value: Value::default(), is_ascii }
    }

    /// Parses the source and takes down its comments. Where it is no JSON, that is said and nothing is read.
    pub(super) fn parse(&mut self) -> Option<Json<'s>> {
        let collect = CollectOptions { comments: CommentCollectionStrategy::Separate, tokens: false };
        match jsonc_parser::parse_to_ast(self.source, &collect, &ParseOptions::default()) {
            Ok(parsed) => {
                let comments = parsed.comments.unwrap_or_default();
                let mut all: Vec<(Range<usize>, &str)> = Vec::new();
                for comment in comments.values().flat_map(|list| list.iter()) {
                    use jsonc_parser::common::Ranged;
                    all.push((comment.range().start..comment.range().end, comment.text()));
                }
                // Each stands in the map twice: before and after a token.
                all.sort_by_key(|c| c.0.start);
                all.dedup_by_key(|c| c.0.start);
                for (range, text) in all {
                    self.builder.comment(range, text.trim());
                }
                parsed.value
            }
            Err(error) => {
                self.builder.broken = Some(error.range().start.min(self.source.len()));
                None
            }
        }
    }

    /// Writes a string; gives its place in the prose.
    pub(super) fn write(&mut self, text: &StringLit) -> Option<Range<usize>> {
        let range = text.range.start + 1..text.range.end.checked_sub(1)?.max(text.range.start + 1);
        let is_single = self.source.as_bytes().get(text.range.start) == Some(&b'\'');
        self.builder.quoting = match (is_single, self.is_ascii) {
            (true, _) => SINGLE,
            (false, true) => ASCII,
            (false, false) => Quoting::Double,
        };
        self.value.clear();
        escapes::read(&mut self.value, self.source, range, escapes::common);
        let value = &self.value;
        self.builder.blocks(|b| message::write(value, b))
    }
}

fn parse(source: &str) -> Prose<'_> {
    let mut strings = Strings::new(source);
    let root = strings.parse();
    if let Some(Json::Object(root)) = &root {
        object(&mut strings, root);
    } else if let Some(root) = &root {
        walk(&mut strings, root, &mut String::new());
    }
    strings.builder.finish()
}

fn object(strings: &mut Strings, root: &Object) {
    if let Some(tag) = root.get_string("@@locale").and_then(|locale| LanguageTag::parse(&locale.value)) {
        strings.builder.document_language = Some(tag);
    }
    let is_of_extension = !root.properties.is_empty()
        && root.properties.iter().all(|p| matches!(&p.value, Json::Object(o) if o.get_string("message").is_some()));
    if is_of_extension {
        for property in &root.properties {
            if let Json::Object(entry) = &property.value
                && let Some(text) = entry.get_string("message")
            {
                let target = strings.write(text);
                strings.builder.units.push(Unit { id: property.name.as_str().to_string(), target, ..Unit::default() });
            }
        }
        return;
    }
    let languages: Option<Vec<LanguageTag>> =
        root.properties.iter().map(|p| if p.value.as_object().is_some() { paths::key(p.name.as_str()) } else { None }).collect();
    let mut path = String::new();
    for (n, property) in root.properties.iter().enumerate() {
        let tag = languages.as_ref().and_then(|l| l.get(n)).cloned();
        let is_language = tag.is_some();
        strings.builder.language = tag.map_or(LanguageId::NONE, |tag| strings.builder.intern(tag));
        let name = property.name.as_str();
        if name.starts_with('@') || name.starts_with('$') {
            continue;
        }
        path.clear();
        // What differs by language only has the same name.
        if !is_language {
            path.push_str(name);
        }
        walk(strings, &property.value, &mut path);
    }
}

/// The parser nests no deeper than it allows.
fn walk(strings: &mut Strings, value: &Json, path: &mut String) {
    let length = path.len();
    let mut step = |strings: &mut Strings, name: &str, value: &Json| {
        if length > 0 {
            path.push('.');
        }
        path.push_str(name);
        walk(strings, value, path);
        path.truncate(length);
    };
    match value {
        Json::StringLit(text) => {
            if let Some(target) = strings.write(text) {
                strings.builder.units.push(Unit { id: path.clone(), target: Some(target), ..Unit::default() });
            }
        }
        Json::Object(object) => {
            for property in object.properties.iter().filter(|p| !p.name.as_str().starts_with('@')) {
                step(strings, property.name.as_str(), &property.value);
            }
        }
        Json::Array(array) => {
            for (n, value) in array.elements.iter().enumerate() {
                step(strings, &n.to_string(), value);
            }
        }
        Json::NumberLit(_) | Json::BooleanLit(_) | Json::NullKeyword(_) => {}
    }
}
