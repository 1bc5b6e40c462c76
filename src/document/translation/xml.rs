//! The text of an XML element with inline elements inside.

pub(super) use super::super::xml::{Element, Event, Events, escape};

use super::super::builder::Builder;
use super::message;
use super::value::Value;
use std::ops::Range;

/// Texts within texts (footnotes in footnotes) deeper than this are not read.
const DEEPEST: usize = 4;

/// What an inline element means for the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inline {
    /// Its text is part of the text.
    Join,
    /// It and its content are no text, and what stands on either side belongs together: code that begins or ends a format.
    Code,
    /// It stands between words, as a picture does; its content is no text.
    StandIn,
    LineBreak,
    /// Its content is a text of its own.
    Apart,
}

/// How the text of elements is read.
#[derive(Clone, Copy)]
pub(super) struct Content {
    pub(super) inline: fn(&Element) -> Inline,
    /// Reads character data, which may have escapes of its own.
    pub(super) text: fn(&mut Value, &str, Range<usize>),
}

impl Content {
    pub(super) const fn new(inline: fn(&Element) -> Inline) -> Self {
        Content { inline, text: Value::verbatim }
    }

    /// Writes what stands in an element as blocks, and after it the texts of their own inside.
    pub(super) fn write(self, source: &str, range: Range<usize>, value: &mut Value, builder: &mut Builder) {
        self.write_at(source, range, value, builder, 0);
    }

    fn write_at(self, source: &str, range: Range<usize>, value: &mut Value, builder: &mut Builder, depth: usize) {
        value.clear();
        let apart = self.read(source, range, value);
        message::write(value, builder);
        if depth < DEEPEST {
            for range in apart {
                self.write_at(source, range, value, builder, depth + 1);
            }
        }
    }

    /// Reads the text of a stretch into `value`; gives the texts of their own inside.
    pub(super) fn read(self, source: &str, range: Range<usize>, value: &mut Value) -> Vec<Range<usize>> {
        let mut events = Events::new(source, range);
        let mut apart = Vec::new();
        // The element whose content is no text, and how many of its name are open.
        let mut skipped: Option<(&str, usize)> = None;
        while let Some((event, range)) = events.next() {
            if let Some((name, depth)) = &mut skipped {
                match event {
                    Event::Start(e) if (self.inline)(&e) == Inline::Apart => apart.extend(events.inside(e.name)),
                    Event::Start(e) if e.name == *name => *depth += 1,
                    Event::End(end) if end == *name && *depth == 0 => skipped = None,
                    Event::End(end) if end == *name => *depth -= 1,
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Text => (self.text)(value, source, range),
                Event::Character(c) => value.escaped(c.encode_utf8(&mut [0; 4]), range),
                Event::Unknown => value.opaque(range),
                Event::Cdata(inside) => value.raw(source, inside),
                Event::Start(e) => match (self.inline)(&e) {
                    Inline::Join => {}
                    Inline::Code => skipped = Some((e.name, 0)),
                    Inline::StandIn => {
                        value.opaque(range);
                        skipped = Some((e.name, 0));
                    }
                    Inline::LineBreak => {
                        value.escaped("\n", range);
                        skipped = Some((e.name, 0));
                    }
                    Inline::Apart => apart.extend(events.inside(e.name)),
                },
                Event::Empty(e) => match (self.inline)(&e) {
                    Inline::StandIn => value.opaque(range),
                    Inline::LineBreak => value.escaped("\n", range),
                    Inline::Join | Inline::Code | Inline::Apart => {}
                },
                Event::End(_) | Event::Comment(_) | Event::Other => {}
            }
        }
        apart
    }
}
