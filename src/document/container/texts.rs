//! The texts of several parts as one source text, and what all XML parts have in common.

use super::{ContainerError, LOCKED, Section};
use crate::document::Role;
use crate::document::builder::{Builder, LanguageId};
use crate::document::xml::{Event, Events};
use std::ops::Range;

/// Elements within elements; no program comes near.
pub(super) const DEEPEST: usize = 1_000;

/// Texts of parts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) text: String,
    pub(super) sections: Vec<Section>,
}

impl Texts {
    pub(super) fn push(&mut self, name: &str, part: &str) {
        let start = self.text.len();
        self.text.push_str(part);
        self.sections.push(Section { name: name.to_string(), source: start..self.text.len() });
    }
}

/// That the part was XML to its end. No program of Office or InDesign declares a document type, so none is read.
pub(super) fn well_formed(events: &Events, section: &Section, format: &'static str) -> Result<(), ContainerError> {
    let damaged = |reason: String| Err(ContainerError::Damaged { format, reason });
    if let Some(at) = events.broken {
        return damaged(format!("{} is no well-formed XML from byte {}", section.name, at - section.source.start));
    }
    if events.depth > 0 {
        return damaged(format!("{} ends in the middle", section.name));
    }
    Ok(())
}

/// That a part that is about to be read neither declares a document type nor nests without end.
pub(super) fn plain_xml(text: &str, section: &Section, format: &'static str) -> Result<(), ContainerError> {
    let damaged = |reason: String| Err(ContainerError::Damaged { format, reason });
    let mut events = Events::strict(text, section.source.clone());
    while let Some((event, range)) = events.next() {
        if events.depth > DEEPEST {
            return damaged(format!("{}: elements within elements, more than {DEEPEST} deep", section.name));
        }
        if matches!(event, Event::Other) && text.get(range).is_some_and(|t| t.starts_with("<!DOCTYPE")) {
            return damaged(format!("{} declares a document type, as no program does", section.name));
        }
    }
    well_formed(&events, section, format)
}

/// Title, subject and so on of a file (ECMA-376, part 2, 11; OpenDocument 1.3, part 3, 4.3), which are only read.
pub(super) fn properties(builder: &mut Builder, events: &mut Events) {
    let is_text = |name: &str| matches!(name, "title" | "subject" | "description" | "keywords" | "keyword" | "category");
    (builder.quoting, builder.role, builder.language) = (LOCKED, Role::Paragraph, LanguageId::NONE);
    let mut is_open = false;
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) if is_text(e.name) => is_open = true,
            Event::End(name) if is_text(name) => {
                is_open = false;
                builder.end_block();
            }
            Event::Text if is_open => builder.words(range),
            Event::Character(c) if is_open => builder.escaped(c.encode_utf8(&mut [0; 4]), range),
            _ => {}
        }
    }
}

/// Where a value stands that was taken from the source.
pub(super) fn place_of(source: &str, value: &str) -> Option<Range<usize>> {
    let start = (value.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    (start + value.len() <= source.len()).then(|| start..start + value.len())
}

/// The value of an attribute as a person reads it, without the escapes of XML.
pub(super) fn unescape(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&apos;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
