//! YAML 1.2 as Rails and other i18n libraries use it.
//!
//! Values are read, keys are not. Where a key of the root is a language (`fr:`), what is below is in it. A plain scalar that
//! a replacement would turn into something else is not rewritten.

use super::super::builder::{Builder, LanguageId};
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Unit, escapes, message, paths};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "YAML",
    endings: &["yml", "yaml"],
    is_likely: paths::is_localised,
    parse,
    escape,
    of_programs: true,
    ..FileFormat::DEFAULT
};

/// A string in double quotation marks of a file that is all ASCII.
const ASCII: Quoting = super::json::ASCII;

fn escape(text: &str, quoting: Quoting) -> Option<String> {
    match quoting {
        Quoting::Double | ASCII => super::json::escape(text, quoting),
        Quoting::Single if !text.contains(['\n', '\r']) => Some(text.replace('\'', "''")),
        Quoting::Raw if !text.contains(['\n', '\r']) => Some(text.to_string()),
        // A plain scalar: none of these is always safe there (section 7.3.3), and at the beginning even fewer are.
        Quoting::Bare => {
            let unsafe_sign = |c: char| ":#\"[]{},&*!|>%@`\n\r\t".contains(c);
            let begins = text.starts_with(['\'', '-', '?', '=', '~']);
            (!text.contains(unsafe_sign) && !begins).then(|| text.to_string())
        }
        _ => None,
    }
}

/// What a collection of YAML is waiting for.
enum Open {
    Key,
    /// The length of the path without this step.
    Value(usize),
    Item(usize, usize),
}

struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    value: Value,
    open: Vec<Open>,
    /// Keys from the root on, with dots.
    path: String,
    places: Places<'s>,
    comments: Vec<(Range<usize>, &'s str)>,
    is_ascii: bool,
}

fn parse(source: &str) -> Prose<'_> {
    let mut reader = Reader {
        source,
        builder: Builder::new(source),
        value: Value::default(),
        open: Vec::new(),
        path: String::new(),
        places: Places { source, character: 0, byte: 0 },
        comments: comments(source),
        is_ascii: escapes::is_ascii_style(source),
    };
    reader.comments.reverse();
    let mut parser = Parser::new_from_str(source);
    loop {
        match parser.next_event() {
            Some(Ok((Event::StreamEnd, _))) | None => break,
            Some(Ok((event, span))) => reader.event(&event, span),
            Some(Err(error)) => {
                reader.builder.broken = Some(reader.places.byte(error.marker().index()));
                break;
            }
        }
    }
    while let Some((range, text)) = reader.comments.pop() {
        reader.builder.comment(range, text);
    }
    reader.builder.finish()
}

impl Reader<'_> {
    fn event(&mut self, event: &Event, span: Span) {
        match event {
            Event::Scalar(text, style, ..) => {
                if matches!(self.open.last(), Some(Open::Key)) {
                    self.key(text);
                } else {
                    self.before_value();
                    self.scalar(*style, span);
                    self.after_value();
                }
            }
            Event::Alias(_) => {
                self.before_value();
                self.after_value();
            }
            Event::MappingStart(..) => {
                self.before_value();
                self.open.push(Open::Key);
            }
            Event::SequenceStart(..) => {
                self.before_value();
                self.open.push(Open::Item(self.path.len(), 0));
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.after_value();
            }
            Event::DocumentStart(_) => {
                self.open.clear();
                self.path.clear();
                self.builder.language = LanguageId::NONE;
            }
            _ => {}
        }
    }

    fn key(&mut self, text: &str) {
        let length = self.path.len();
        if self.open.len() == 1 {
            self.builder.language = match paths::key(text) {
                Some(tag) => self.builder.intern(tag),
                None => LanguageId::NONE,
            };
        }
        // The language is no part of what the string is called.
        if self.open.len() > 1 || self.builder.language == LanguageId::NONE {
            self.step(text);
        }
        if let Some(open) = self.open.last_mut() {
            *open = Open::Value(length);
        }
    }

    fn step(&mut self, name: &str) {
        // A path that is longer names nothing.
        const LONGEST: usize = 1024;
        if self.path.len() + name.len() > LONGEST {
            return;
        }
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
    }

    fn before_value(&mut self) {
        match self.open.last_mut() {
            Some(Open::Item(length, n)) => {
                let (length, number) = (*length, n.to_string());
                *n += 1;
                self.path.truncate(length);
                self.step(&number);
            }
            // A collection as a key: its texts are none of the file's.
            Some(open @ Open::Key) => *open = Open::Value(self.path.len()),
            _ => {}
        }
    }

    fn after_value(&mut self) {
        match self.open.last_mut() {
            Some(open @ Open::Value(_)) => {
                if let Open::Value(length) = open {
                    self.path.truncate(*length);
                }
                *open = Open::Key;
            }
            Some(Open::Item(length, _)) => self.path.truncate(*length),
            _ => {}
        }
    }

    fn scalar(&mut self, style: ScalarStyle, span: Span) {
        let range = self.places.byte(span.start.index())..self.places.byte(span.end.index());
        while let Some((comment, text)) = self.comments.pop_if(|c| c.0.start < range.end) {
            // Inside a block scalar it is text.
            if comment.end <= range.start {
                self.builder.comment(comment, text);
            }
        }
        let raw = self.source.get(range.clone()).unwrap_or_default();
        self.value.clear();
        let Reader { source, value, .. } = self;
        let quoting = match style {
            ScalarStyle::Plain => {
                value.verbatim(source, range);
                Quoting::Bare
            }
            ScalarStyle::SingleQuoted => {
                let Some(inside) = within(raw, range.start, '\'') else { return };
                value.verbatim(source, inside);
                value.replace("''", "'");
                Quoting::Single
            }
            ScalarStyle::DoubleQuoted => {
                let Some(inside) = within(raw, range.start, '"') else { return };
                escapes::read(value, source, inside, double);
                if self.is_ascii { ASCII } else { Quoting::Double }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // Behind the line with the sign, which has been read already or not.
                let header = if raw.trim_start().starts_with(['|', '>']) { raw.find('\n').unwrap_or(raw.len()) } else { 0 };
                value.verbatim(source, range.start + header..range.end);
                Quoting::Raw
            }
        };
        self.builder.quoting = quoting;
        let value = &self.value;
        if let Some(target) = self.builder.blocks(|b| message::write(value, b)) {
            self.builder.units.push(Unit { id: self.path.clone(), target: Some(target), ..Unit::default() });
        }
    }
}

/// What stands between quotation marks.
fn within(raw: &str, start: usize, mark: char) -> Option<Range<usize>> {
    let inside = raw.trim_end().strip_prefix(mark)?.strip_suffix(mark)?;
    Some(start + 1..start + 1 + inside.len())
}

/// Escapes of YAML (section 5.7) beyond those of JSON.
fn double(text: &str) -> escapes::Escape {
    use escapes::Meaning::{Character, Joint, Opaque};
    let hex = |from: usize, length: usize| {
        let c = text.get(from..from + length).and_then(|d| u32::from_str_radix(d, 16).ok()).and_then(char::from_u32);
        (escapes::character(c), from + length)
    };
    match text.as_bytes().get(1) {
        Some(b'x') => hex(2, 2),
        Some(b'U') => hex(2, 8),
        Some(b'_') => (Character('\u{a0}'), 2),
        Some(b'N' | b'L' | b'P' | b'e' | b'a' | b'v') => (Opaque, 2),
        // The line goes on, behind the indentation of the next.
        Some(b'\n' | b'\r') => (Joint, 1 + text.bytes().skip(1).take_while(u8::is_ascii_whitespace).count()),
        _ => escapes::common(text),
    }
}

/// Comments that have a line to themselves, or stand behind white space.
fn comments(source: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // Only those that speak to the linter are asked for.
        if let Some(i) = line.find("# motjuste:") {
            let text = line.get(i..).unwrap_or_default().trim_end();
            found.push((start + i..start + i + text.len(), text.trim_start_matches('#').trim()));
        }
    }
    found
}

/// From the parser's places, which count characters, to bytes.
struct Places<'s> {
    source: &'s str,
    character: usize,
    byte: usize,
}

impl Places<'_> {
    /// Places come nearly always in order.
    fn byte(&mut self, character: usize) -> usize {
        if character < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let rest = self.source.get(self.byte..).unwrap_or_default();
        let steps = character - self.character;
        let length = rest.char_indices().nth(steps).map_or(rest.len(), |(i, _)| i);
        self.character = character;
        self.byte += length;
        self.byte
    }
}
