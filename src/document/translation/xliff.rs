//! XLIFF 1.2 (OASIS, 2008) with what Trados Studio (sdlxliff), memoQ (mqxliff) and Phrase (mxliff) add to it, and
//! XLIFF 2.0–2.2 (OASIS, ISO 21720).
//!
//! A unit is a segment where the file has been segmented (`mrk mtype="seg"` of `seg-source` and `target`; `segment` in 2.x),
//! else the whole `trans-unit`. Locked units and those with `translate="no"` are passed over, and so are suggestions
//! (`alt-trans`, `matches`), notes and headers.

use super::super::Prose;
use super::super::builder::{Builder, LanguageId};
use super::value::Value;
use super::xml::{Content, Element, Event, Events, Inline, escape};
use super::{FileFormat, Side, Unit, UnitState};
use crate::text::LanguageTag;
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "XLIFF",
    language_ids: &["xliff"],
    endings: &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff", "txlf"],
    parse,
    escape,
    ..FileFormat::DEFAULT
};

const CONTENT: Content = Content::new(inline);

/// XLIFF 1.2, section 2.4; XLIFF 2.1, section 4.7.
fn inline(e: &Element) -> Inline {
    let is_line_end =
        || e.is("ctype", "lb") || e.is("subType", "xlf:lb") || e.get("equiv-text").is_some_and(|t| t.starts_with("&lt;br"));
    match e.name {
        "bpt" | "ept" | "it" | "bx" | "ex" | "sc" | "ec" | "sm" | "em" => Inline::Code,
        "ph" | "x" if is_line_end() => Inline::LineBreak,
        "ph" | "x" | "cp" => Inline::StandIn,
        "sub" => Inline::Apart,
        "mrk" if e.is("mtype", "protected") || e.is("translate", "no") => Inline::StandIn,
        // What a tracked change has taken away.
        "mrk" if e.is("mtype", "x-sdl-deleted") => Inline::Code,
        _ => Inline::Join,
    }
}

/// A text of a unit: what stands inside the element.
#[derive(Debug, Default)]
struct Text {
    inside: Range<usize>,
    language: LanguageId,
}

/// A unit being read: a `trans-unit`, or a `segment`.
#[derive(Debug, Default)]
struct Open {
    id: String,
    source: Option<Text>,
    /// The source once more, in segments.
    segmented: Option<Text>,
    target: Option<Text>,
    is_draft: bool,
    is_skipped: bool,
    /// Segments that must not be changed, and those that are not ready, by their number.
    locked: Vec<String>,
    drafts: Vec<String>,
}

struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    value: Value,
    source_language: LanguageId,
    target_language: LanguageId,
    /// For each open element that can say so, whether its content is not to be translated.
    closed: Vec<bool>,
    /// The identifiers of an XLIFF 2 unit, of which segments are parts.
    unit: String,
    open: Option<Open>,
    /// The number of the first comment behind the last unit: it speaks of the next.
    comments: usize,
}

fn parse(source: &str) -> Prose<'_> {
    let mut reader = Reader {
        source,
        builder: Builder::new(source),
        value: Value::default(),
        source_language: LanguageId::NONE,
        target_language: LanguageId::NONE,
        closed: Vec::new(),
        unit: String::new(),
        open: None,
        comments: 0,
    };
    let mut events = Events::new(source, 0..source.len());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) => reader.start(&e, &mut events),
            Event::Empty(e) => reader.mark(&e),
            Event::End(name) => reader.end(name, range.end),
            Event::Comment(text) => reader.builder.comment(range, text),
            _ => {}
        }
    }
    reader.builder.broken = events.broken;
    reader.builder.finish()
}

impl<'s> Reader<'s> {
    fn start(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        match e.name {
            "xliff" => self.languages(e.get("srcLang"), e.get("trgLang")),
            "file" => {
                self.languages(e.get("source-language"), e.get("target-language"));
                self.closed.push(e.is("translate", "no"));
            }
            "group" => self.closed.push(e.is("translate", "no")),
            "unit" => {
                self.closed.push(e.is("translate", "no") || is_locked(e));
                self.unit = e.get("name").or_else(|| e.get("id")).unwrap_or_default().to_string();
            }
            "trans-unit" | "bin-unit" => {
                let id = e.get("resname").or_else(|| e.get("id")).unwrap_or_default().to_string();
                self.open_unit(e, id);
            }
            "segment" => {
                let id = match e.get("id") {
                    Some(segment) => format!("{}/{segment}", self.unit),
                    None => self.unit.clone(),
                };
                self.open_unit(e, id);
            }
            "source" | "seg-source" | "target" => self.text(e, events),
            "seg" => self.mark(e),
            // Neither text of this file nor to be translated.
            "header" | "alt-trans" | "matches" | "glossary" | "note" | "notes" | "originalData" | "ignorable" | "skl"
            | "skeleton" | "bin-source" | "bin-target" | "metadata" | "tool" => {
                let _ = events.inside(e.name);
            }
            _ => {}
        }
    }

    fn languages(&mut self, source: Option<&str>, target: Option<&str>) {
        if let Some(tag) = source.and_then(LanguageTag::parse) {
            self.source_language = self.builder.intern(tag);
        }
        if let Some(tag) = target.and_then(LanguageTag::parse) {
            self.builder.document_language.get_or_insert(tag.clone());
            self.target_language = self.builder.intern(tag);
        }
    }

    fn open_unit(&mut self, e: &Element, id: String) {
        self.open = Some(Open {
            id,
            is_skipped: self.closed.contains(&true) || e.is("translate", "no") || is_locked(e),
            is_draft: is_draft(e),
            ..Open::default()
        });
    }

    /// `sdl:seg` says of a segment of Trados Studio how far it is.
    fn mark(&mut self, e: &Element) {
        let Some(open) = &mut self.open else { return };
        match (e.name, e.get("id")) {
            ("seg", Some(id)) if e.is("locked", "true") => open.locked.push(id.to_string()),
            ("seg", Some(id))
                if e.get("conf").is_some_and(|c| matches!(c, "Draft" | "Unspecified") || c.starts_with("Rejected")) =>
            {
                open.drafts.push(id.to_string());
            }
            _ => {}
        }
    }

    fn text(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        let Some(inside) = events.inside(e.name) else { return };
        let outer = if e.name == "target" { self.target_language } else { self.source_language };
        let language = e.get("lang").and_then(LanguageTag::parse).map_or(outer, |tag| self.builder.intern(tag));
        let Some(open) = &mut self.open else { return };
        let text = Some(Text { inside, language });
        match e.name {
            "source" => open.source = text,
            "seg-source" => open.segmented = text,
            _ => {
                open.is_draft |= is_draft(e);
                open.target = text;
            }
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        match name {
            "file" | "group" | "unit" => {
                self.closed.pop();
            }
            "trans-unit" | "bin-unit" | "segment" => {
                if let Some(open) = self.open.take().filter(|o| !o.is_skipped) {
                    self.write(&open);
                    self.builder.scope_comments(self.comments, at);
                }
                self.comments = self.builder.comment_count();
            }
            _ => {}
        }
    }

    fn write(&mut self, open: &Open) {
        let source = open.segmented.as_ref().or(open.source.as_ref());
        let target = open.target.as_ref();
        let (Some(source), Some(target)) = (source, target) else {
            let source = source.and_then(|s| self.side(s, s.inside.clone(), Side::Source));
            let target = target.and_then(|t| self.side(t, t.inside.clone(), target_side(open.is_draft)));
            self.unit(open.id.clone(), source, target, open.is_draft);
            return;
        };
        let (ours, theirs) = (segments(self.source, &source.inside), segments(self.source, &target.inside));
        if ours.is_empty() || theirs.is_empty() {
            let from = self.side(source, source.inside.clone(), Side::Source);
            let to = self.side(target, target.inside.clone(), target_side(open.is_draft));
            self.unit(open.id.clone(), from, to, open.is_draft);
            return;
        }
        let mut rest = theirs.iter().peekable();
        for (id, inside) in ours {
            let is_locked = open.locked.iter().any(|l| l == id);
            let is_draft = open.is_draft || open.drafts.iter().any(|d| d == id);
            // Segments nearly always stand in the same order on both sides.
            let to = match rest.next_if(|t| t.0 == id) {
                Some(found) => Some(found),
                None => theirs.iter().take(64).find(|t| t.0 == id),
            };
            if is_locked {
                continue;
            }
            let from = self.side(source, inside, Side::Source);
            let to = to.and_then(|(_, inside)| self.side(target, inside.clone(), target_side(is_draft)));
            self.unit(format!("{}/{id}", open.id), from, to, is_draft);
        }
    }

    fn side(&mut self, text: &Text, inside: Range<usize>, side: Side) -> Option<Range<usize>> {
        let Reader { source, builder, value, .. } = self;
        builder.side = side;
        builder.language = text.language;
        builder.blocks(|b| CONTENT.write(source, inside, value, b))
    }

    fn unit(&mut self, id: String, source: Option<Range<usize>>, target: Option<Range<usize>>, is_draft: bool) {
        if source.is_none() && target.is_none() {
            return;
        }
        let state = match &target {
            None => UnitState::Untranslated,
            Some(_) if is_draft => UnitState::Draft,
            Some(_) => UnitState::Translated,
        };
        self.builder.units.push(Unit { id, source, target, state });
    }
}

fn target_side(is_draft: bool) -> Side {
    if is_draft { Side::Draft } else { Side::Target }
}

/// memoQ: `mq:locked="locked"`; Phrase: `m:locked="true"`; XLIFF 2 fs module and others alike.
fn is_locked(e: &Element) -> bool {
    e.get("locked").is_some_and(|v| matches!(v, "true" | "locked" | "yes" | "1"))
}

/// `state` of XLIFF 1.2 (section 3.2) and 2.x, `mq:status` of memoQ, `m:confirmed` of Phrase.
fn is_draft(e: &Element) -> bool {
    let is_state = |s: &str| matches!(s, "new" | "initial" | "needs-translation" | "needs-l10n" | "needs-adaptation");
    let is_status =
        |s: &str| matches!(s, "NotStarted" | "PartiallyEdited" | "Pretranslated" | "AssembledFromFragments" | "Rejected");
    e.get("state").is_some_and(is_state) || e.get("status").is_some_and(is_status) || e.is("confirmed", "0")
}

/// The segments inside a text: their numbers, and what stands in them.
fn segments<'s>(source: &'s str, inside: &Range<usize>) -> Vec<(&'s str, Range<usize>)> {
    let mut found = Vec::new();
    if !source.get(inside.clone()).is_some_and(|t| t.contains("\"seg\"") || t.contains("'seg'")) {
        return found;
    }
    let mut events = Events::new(source, inside.clone());
    while let Some((event, _)) = events.next() {
        if let Event::Start(e) = event
            && e.name == "mrk"
            && e.is("mtype", "seg")
            && let Some(range) = events.inside(e.name)
        {
            found.push((e.get("mid").unwrap_or_default(), range));
        }
    }
    found
}
