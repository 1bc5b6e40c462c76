//! TMX 1.4b (LISA OSCAR / GALA): translation memories.
//!
//! The text in the language of `srclang` is the source of the others; where `srclang` is `*all*`, none is. There is a unit for
//! each translation.

use super::super::Prose;
use super::super::builder::{Builder, LanguageId};
use super::value::Value;
use super::xml::{Content, Element, Event, Events, Inline, escape};
use super::{FileFormat, Pieces, Side, Unit, UnitState};
use crate::text::LanguageTag;
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "TMX",
    endings: &["tmx"],
    language_ids: &["tmx"],
    parse,
    escape,
    pieces: Some(PIECES),
    ..FileFormat::DEFAULT
};

/// The body is nothing but units, one after another.
const PIECES: Pieces = Pieces {
    first: |text| [text.find("<tu "), text.find("<tu>")].into_iter().flatten().min(),
    end: |bytes| bytes.windows(TU_END.len()).rposition(|w| w == TU_END).map(|at| at + TU_END.len()),
};
const TU_END: &[u8] = b"</tu>";

const CONTENT: Content = Content::new(inline);

/// "Content markup" of the specification.
fn inline(e: &Element) -> Inline {
    match e.name {
        "bpt" | "ept" | "it" => Inline::Code,
        "ph" if e.is("type", "lb") => Inline::LineBreak,
        "ph" | "ut" => Inline::StandIn,
        "sub" => Inline::Apart,
        _ => Inline::Join,
    }
}

/// The text of a unit in one language.
struct Variant {
    tag: Option<LanguageTag>,
    inside: Range<usize>,
}

struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    value: Value,
    /// Of the whole memory, and of the unit being read.
    memory_language: Option<LanguageTag>,
    unit_language: Option<LanguageTag>,
    /// Of the text being read.
    language: Option<LanguageTag>,
    id: String,
    variants: Vec<Variant>,
    /// The number of the first comment behind the last unit.
    comments: usize,
}

fn parse(source: &str) -> Prose<'_> {
    let mut reader = Reader {
        source,
        builder: Builder::new(source),
        value: Value::default(),
        memory_language: None,
        unit_language: None,
        language: None,
        id: String::new(),
        variants: Vec::new(),
        comments: 0,
    };
    let mut events = Events::new(source, 0..source.len());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) => match e.name {
                "header" => reader.memory_language = e.get("srclang").and_then(LanguageTag::parse),
                "tu" => reader.open(&e),
                "tuv" => reader.language = e.get("lang").and_then(LanguageTag::parse),
                "seg" => {
                    if let Some(inside) = events.inside(e.name) {
                        reader.variants.push(Variant { tag: reader.language.clone(), inside });
                    }
                }
                "note" | "prop" | "ude" => {
                    let _ = events.inside(e.name);
                }
                _ => {}
            },
            Event::Empty(e) if e.name == "header" => {
                reader.memory_language = e.get("srclang").and_then(LanguageTag::parse);
            }
            Event::End("tu") => reader.close(range.end),
            Event::Comment(text) => reader.builder.comment(range, text),
            _ => {}
        }
    }
    reader.builder.broken = events.broken;
    reader.builder.finish()
}

impl Reader<'_> {
    fn open(&mut self, e: &Element) {
        self.variants.clear();
        self.id = e.get("tuid").unwrap_or_default().to_string();
        self.unit_language = match e.get("srclang") {
            Some(tag) => LanguageTag::parse(tag),
            None => self.memory_language.clone(),
        };
    }

    fn close(&mut self, end: usize) {
        let variants = std::mem::take(&mut self.variants);
        let original = self.unit_language.as_ref().and_then(|wanted| {
            let exact = variants.iter().position(|v| v.tag.as_ref() == Some(wanted));
            let primary = |tag: &LanguageTag| tag.as_str().split('-').next().map(str::to_string);
            exact.or_else(|| variants.iter().position(|v| v.tag.as_ref().is_some_and(|t| primary(t) == primary(wanted))))
        });
        let source = original.and_then(|n| variants.get(n)).and_then(|v| self.side(v, Side::Source));
        let side = if original.is_some() { Side::Target } else { Side::Text };
        for (n, variant) in variants.iter().enumerate() {
            if Some(n) == original {
                continue;
            }
            if let Some(target) = self.side(variant, side) {
                let unit =
                    Unit { id: self.id.clone(), source: source.clone(), target: Some(target), state: UnitState::Translated };
                self.builder.units.push(unit);
            }
        }
        self.builder.scope_comments(self.comments, end);
        self.comments = self.builder.comment_count();
        // The buffer is used again.
        self.variants = variants;
        self.variants.clear();
    }

    fn side(&mut self, variant: &Variant, side: Side) -> Option<Range<usize>> {
        let language = variant.tag.clone().map_or(LanguageId::NONE, |tag| self.builder.intern(tag));
        let Reader { source, builder, value, .. } = self;
        builder.side = side;
        builder.language = language;
        builder.blocks(|b| CONTENT.write(source, variant.inside.clone(), value, b))
    }
}
