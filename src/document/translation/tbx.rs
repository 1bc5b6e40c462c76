//! TBX: term bases, of ISO 30042:2008 (`martif`) and ISO 30042:2019 (`tbx`, both of its styles), as texts to check.
//!
//! What is read are the terms, definitions, contexts and notes. A term that the term base itself speaks against (deprecated,
//! superseded, forbidden) is no wording of anybody and passed over.

use super::super::Prose;
use super::super::builder::{Builder, LanguageId};
use super::value::Value;
use super::xml::{Content, Element, Event, Events, Inline, escape};
use super::{FileFormat, Side, Unit};
use crate::text::LanguageTag;
use std::ops::Range;

pub static FORMAT: FileFormat =
    FileFormat { name: "TBX", endings: &["tbx"], language_ids: &["tbx"], parse, escape, ..FileFormat::DEFAULT };

const CONTENT: Content = Content::new(inline);

fn inline(e: &Element) -> Inline {
    match e.name {
        "bpt" | "ept" | "it" | "sc" | "ec" => Inline::Code,
        "ph" => Inline::StandIn,
        _ => Inline::Join,
    }
}

/// Kinds of `descrip` and `admin` that hold sentences (TBX-Basic, TBX-Default).
const SENTENCES: [&str; 6] = ["definition", "context", "explanation", "example", "sampleSentence", "note"];

struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    value: Value,
    concept: String,
    language: LanguageId,
    document_language: LanguageId,
    terms: Vec<Range<usize>>,
    is_avoided: bool,
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    builder.side = Side::Term;
    let mut reader = Reader {
        source,
        builder,
        value: Value::default(),
        concept: String::new(),
        language: LanguageId::NONE,
        document_language: LanguageId::NONE,
        terms: Vec::new(),
        is_avoided: false,
    };
    let mut events = Events::new(source, 0..source.len());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) => reader.start(&e, &mut events),
            Event::End(name) => reader.end(name),
            Event::Comment(text) => reader.builder.comment(range, text),
            _ => {}
        }
    }
    reader.builder.broken = events.broken;
    reader.builder.finish()
}

impl<'s> Reader<'s> {
    fn start(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        let language = e.get("lang").and_then(LanguageTag::parse);
        match e.name {
            "martif" | "tbx" => {
                self.document_language = language.map_or(LanguageId::NONE, |tag| self.builder.intern(tag));
                self.language = self.document_language;
            }
            "termEntry" | "conceptEntry" => self.concept = e.get("id").unwrap_or_default().to_string(),
            "langSet" | "langSec" => {
                self.language = language.map_or(LanguageId::NONE, |tag| self.builder.intern(tag));
            }
            "tig" | "ntig" | "termSec" => {
                self.terms.clear();
                self.is_avoided = false;
            }
            "term" => self.terms.extend(events.inside(e.name)),
            "termNote" if e.is("type", "administrativeStatus") => self.status(e, events),
            "administrativeStatus" => self.status(e, events),
            "descrip" | "admin" if e.get("type").is_some_and(|t| SENTENCES.contains(&t)) => self.sentence(e, events),
            "note" | "definition" | "context" => self.sentence(e, events),
            "martifHeader" | "tbxHeader" | "back" | "descrip" | "admin" | "termNote" | "transac" | "date" | "xref" => {
                let _ = events.inside(e.name);
            }
            _ => {}
        }
    }

    /// `administrativeStatus`, with the values of TBX-Basic and those met elsewhere.
    fn status(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        let Some(inside) = events.inside(e.name) else { return };
        let value = self.source.get(inside).unwrap_or_default().to_ascii_lowercase();
        let avoided = ["deprecated", "superseded", "forbidden", "obsolete", "prohibited", "notrecommended", "rejected"];
        self.is_avoided |= avoided.iter().any(|a| value.contains(a));
    }

    fn sentence(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        if let Some(inside) = events.inside(e.name) {
            let _ = self.write(inside);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "tig" | "ntig" | "termSec" => {
                let terms = std::mem::take(&mut self.terms);
                if self.is_avoided {
                    return;
                }
                for inside in terms {
                    let target = self.write(inside);
                    self.builder.units.push(Unit { id: self.concept.clone(), target, ..Unit::default() });
                }
            }
            "langSet" | "langSec" => self.language = self.document_language,
            _ => {}
        }
    }

    fn write(&mut self, inside: Range<usize>) -> Option<Range<usize>> {
        let Reader { source, builder, value, language, .. } = self;
        builder.language = *language;
        builder.blocks(|b| CONTENT.write(source, inside, value, b))
    }
}
