//! String resources of Android: `res/values-fr/strings.xml` ("String resources" in the Android developer guide).
//!
//! Besides XML's, strings have escapes with a backslash, and quotation marks that keep white space. What stands in `xliff:g`
//! is a placeholder; `translatable="false"` and references to other resources are passed over.

use super::super::builder::{Builder, LanguageId};
use super::super::{Prose, Quoting, html};
use super::value::Value;
use super::xml::{Content, Element, Event, Events, Inline};
use super::{FileFormat, Unit, escapes};
use crate::text::LanguageTag;
use std::ops::Range;
use std::path::Path;

pub static FORMAT: FileFormat = FileFormat {
    name: "Android strings",
    endings: &["xml"],
    is_likely,
    needs_place: true,
    parse,
    escape,
    of_programs: true,
    ..FileFormat::DEFAULT
};

/// A file of a `values` folder.
fn is_likely(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).and_then(|f| f.to_str()).unwrap_or_default();
    folder == "values" || folder.starts_with("values-")
}

fn escape(text: &str, quoting: Quoting) -> Option<String> {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            c => escaped.push(c),
        }
    }
    match quoting {
        Quoting::Raw => (!escaped.contains("]]>")).then_some(escaped),
        _ => Some(html::escape(&escaped, false)),
    }
}

const CONTENT: Content = Content { inline, text: read };

fn inline(e: &Element) -> Inline {
    match e.name {
        "g" => Inline::StandIn,
        "br" => Inline::LineBreak,
        _ => Inline::Join,
    }
}

fn read(value: &mut Value, source: &str, range: Range<usize>) {
    let text = source.get(range.clone()).unwrap_or_default();
    let mut from = range.start;
    let mut escaped = false;
    for (i, b) in text.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                escapes::read(value, source, from..range.start + i, escapes::common);
                from = range.start + i + 1;
            }
            _ => {}
        }
    }
    escapes::read(value, source, from..range.end, escapes::common);
}

struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    value: Value,
    /// The name of the array or plural that is open, and whether it is to be translated.
    group: (&'s str, bool),
    comments: usize,
}

fn parse(source: &str) -> Prose<'_> {
    let mut reader = Reader { source, builder: Builder::new(source), value: Value::default(), group: ("", true), comments: 0 };
    let mut events = Events::new(source, 0..source.len());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) => reader.start(&e, &mut events),
            Event::Comment(text) => reader.builder.comment(range, text),
            _ => {}
        }
    }
    reader.builder.broken = events.broken;
    reader.builder.finish()
}

impl<'s> Reader<'s> {
    fn start(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        let is_translated = !e.is("translatable", "false");
        match e.name {
            "resources" => self.builder.document_language = e.get("locale").and_then(LanguageTag::parse),
            "string-array" | "plurals" => self.group = (e.get("name").unwrap_or_default(), is_translated),
            "string" => {
                if let Some(inside) = events.inside(e.name).filter(|_| is_translated) {
                    self.text(e.get("name").unwrap_or_default(), inside);
                }
            }
            "item" => {
                // Items of styles and the like are no texts.
                let inside = events.inside(e.name);
                let (group, is_translated) = self.group;
                if let Some(inside) = inside.filter(|_| is_translated && !group.is_empty()) {
                    self.text(group, inside);
                }
            }
            "style" | "declare-styleable" | "array" | "integer-array" => {
                let _ = events.inside(e.name);
            }
            _ => {}
        }
    }

    fn text(&mut self, id: &str, inside: Range<usize>) {
        let text = self.source.get(inside.clone()).unwrap_or_default().trim_start();
        if text.starts_with('@') || text.starts_with('?') && !text.contains(' ') {
            return;
        }
        let end = inside.end;
        let Reader { source, builder, value, .. } = self;
        builder.language = LanguageId::NONE;
        let target = builder.blocks(|b| CONTENT.write(source, inside, value, b));
        if target.is_some() {
            builder.units.push(Unit { id: id.to_string(), target, ..Unit::default() });
        }
        builder.scope_comments(self.comments, end);
        self.comments = builder.comment_count();
    }
}
