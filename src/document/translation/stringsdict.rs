//! `.stringsdict` of Apple's platforms: a property list (XML) with the plural forms of strings.

use super::super::Prose;
use super::super::builder::Builder;
use super::value::Value;
use super::xml::{Content, Event, Events, Inline, escape};
use super::{FileFormat, Unit};
use std::ops::Range;

pub static FORMAT: FileFormat =
    FileFormat { name: "Apple stringsdict", endings: &["stringsdict"], parse, escape, of_programs: true, ..FileFormat::DEFAULT };

const CONTENT: Content = Content::new(|_| Inline::Join);

/// Whether what stands under a key is text: the format of a string, a plural form (CLDR), a width.
fn is_text(key: &str) -> bool {
    matches!(key, "NSStringLocalizedFormatKey" | "zero" | "one" | "two" | "few" | "many" | "other")
        || key.bytes().all(|b| b.is_ascii_digit())
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let mut value = Value::default();
    let mut events = Events::new(source, 0..source.len());
    let mut key = "";
    // The keys of the dictionaries that are open: the first is the string's own.
    let mut open: Vec<&str> = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) => match e.name {
                "dict" => open.push(key),
                "key" => key = text(source, events.inside(e.name)),
                "string" => {
                    let inside = events.inside(e.name);
                    if let Some(inside) = inside.filter(|_| is_text(key)) {
                        let target = builder.blocks(|b| CONTENT.write(source, inside, &mut value, b));
                        let id = open.get(1).copied().unwrap_or_default().to_string();
                        if target.is_some() {
                            builder.units.push(Unit { id, target, ..Unit::default() });
                        }
                    }
                }
                _ => {}
            },
            Event::End("dict") => {
                open.pop();
            }
            Event::Comment(text) => builder.comment(range, text),
            _ => {}
        }
    }
    builder.broken = events.broken;
    builder.finish()
}

fn text(source: &str, range: Option<Range<usize>>) -> &str {
    range.and_then(|r| source.get(r)).unwrap_or_default()
}
