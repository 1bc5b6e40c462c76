//! The text of a part (OpenDocument 1.3, part 3, chapters 5 to 7).

use super::styles::{Styles, TextProperties};
use super::{NAME, damaged};
use crate::document::builder::{Builder, LanguageId, XML_SPACE};
use crate::document::container::texts::{properties, well_formed};
use crate::document::container::{AUTHOR, ContainerError, LOCKED, Note, Section};
use crate::document::xml::{Element, Event, Events};
use crate::document::{InlineKind, Prose, Quoting, Role};
use crate::text::script::is_han;
use std::ops::Range;

/// Elements within elements.
const DEEPEST: usize = 1_000;
/// Notes in frames in notes.
const DEEPEST_FLOW: usize = 8;
/// The address of the elements of text, and the prefix that every program gives them.
const TEXT: (&str, &str) = ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text");

/// What an element means for the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// Its text is part of the text.
    Join,
    Link,
    /// It has paragraphs of its own, which are read after the one that it stands in.
    Apart,
    Annotation,
    /// It may not be written: what it holds.
    Locked,
    /// A text that is written anew from elsewhere: it stands between words, and is not read.
    Field,
    /// No text at all, and what stands on either side belongs together.
    Nothing,
    /// Paragraphs within.
    Structure,
}

/// By name, as the format's standard gives it; prefixes are those that all programs use, which the reader has made sure of.
pub(super) fn kind(e: &Element) -> Kind {
    match (e.prefix, e.name) {
        ("text", "p" | "h") => Kind::Paragraph,
        ("text", "span" | "ruby" | "ruby-base" | "meta" | "meta-field") => Kind::Join,
        ("text", "a") => Kind::Link,
        ("text", "note-body") | ("draw", "text-box") => Kind::Apart,
        ("text", "note") | ("draw", "frame" | "custom-shape" | "rect" | "g" | "a") => Kind::Structure,
        ("office", "annotation") => Kind::Annotation,
        ("text", "section") if e.is("protected", "true") => Kind::Locked,
        (
            "text",
            "tracked-changes" | "note-citation" | "ruby-text" | "script" | "hidden-text" | "hidden-paragraph" | "changed-region",
        )
        | (
            "text",
            "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index" | "alphabetical-index"
            | "bibliography",
        )
        | ("office", "annotation-end" | "forms" | "settings" | "scripts" | "font-face-decls" | "automatic-styles")
        | ("text", "sequence-decls" | "variable-decls" | "user-field-decls" | "bookmark" | "bookmark-start" | "bookmark-end")
        | ("text", "soft-page-break" | "change" | "change-start" | "change-end" | "reference-mark" | "toc-mark") => Kind::Nothing,
        ("text", "list" | "list-item" | "list-header" | "section" | "numbered-paragraph") | ("table" | "office" | "style", _) => {
            Kind::Structure
        }
        ("text", _) => Kind::Field,
        ("draw" | "svg" | "math" | "form", _) => Kind::Nothing,
        _ => Kind::Structure,
    }
}

#[derive(Debug)]
enum Frame {
    Paragraph(Box<Style>),
    Span(Box<Style>),
    Link(usize),
    Locked(bool),
    Other,
}

/// What holds for the text that comes next.
#[derive(Debug, Clone, Default)]
struct Style {
    properties: TextProperties,
    language: LanguageId,
    asian: LanguageId,
    in_paragraph: bool,
}

/// A comment that is open.
#[derive(Debug)]
struct Remark {
    name: String,
    place: Range<usize>,
    text: String,
    is_ours: bool,
}

pub(super) struct Reader<'s, 'y> {
    source: &'s str,
    builder: Builder<'s>,
    styles: &'y Styles,
    style: Style,
    is_locked: bool,
    emphasis: Option<usize>,
    strong: Option<usize>,
    remarks: Vec<Remark>,
    notes: Vec<Note>,
}

impl<'s, 'y> Reader<'s, 'y> {
    pub(super) fn new(source: &'s str, builder: Builder<'s>, styles: &'y Styles) -> Self {
        Reader {
            source,
            builder,
            styles,
            style: Style::default(),
            is_locked: false,
            emphasis: None,
            strong: None,
            remarks: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Prose<'static>, Vec<Note>) {
        (self.builder.finish(), self.notes)
    }

    pub(super) fn part(&mut self, section: &Section) -> Result<(), ContainerError> {
        self.builder.end_block();
        self.style = Style::default();
        self.remarks.clear();
        let mut events = Events::strict(self.source, section.source.clone());
        if section.name == "meta.xml" {
            properties(&mut self.builder, &mut events);
        } else {
            self.flow(&mut events, &section.name, 0)?;
        }
        well_formed(&events, section, NAME)?;
        self.builder.end_block();
        Ok(())
    }

    fn flow(&mut self, events: &mut Events<'s>, part: &str, depth: usize) -> Result<(), ContainerError> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut apart: Vec<Range<usize>> = Vec::new();
        let mut is_root = depth == 0;
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(e) => {
                    if std::mem::take(&mut is_root) && e.get(TEXT.1) != Some(TEXT.0) {
                        return Err(damaged(format!("{part} does not use the usual prefixes")));
                    }
                    if frames.len() > DEEPEST {
                        return Err(damaged(format!("{part}: elements within elements, more than {DEEPEST} deep")));
                    }
                    if let Some(frame) = self.start(&e, range, events, &mut apart) {
                        frames.push(frame);
                    }
                }
                Event::Empty(e) => self.empty(&e, range),
                Event::End(_) => match frames.pop() {
                    Some(Frame::Paragraph(outer)) => {
                        self.end_inlines();
                        self.builder.end_block();
                        self.style = *outer;
                        self.read_apart(&mut apart, part, depth)?;
                    }
                    Some(Frame::Span(outer)) => self.style = *outer,
                    Some(Frame::Link(start)) => self.builder.inline(InlineKind::Link, start),
                    Some(Frame::Locked(before)) => self.is_locked = before,
                    Some(Frame::Other) | None => {}
                },
                Event::Text if self.style.in_paragraph => self.text(range),
                Event::Character(c) if self.style.in_paragraph => self.character(c, range),
                Event::Cdata(_) | Event::Unknown if self.style.in_paragraph => self.stand_in(range),
                Event::Other if self.source.get(range.clone()).is_some_and(|t| t.starts_with("<!DOCTYPE")) => {
                    return Err(damaged(format!("{part} declares a document type, as no program does")));
                }
                _ => {}
            }
        }
        if !frames.is_empty() && events.broken.is_none() {
            return Err(damaged(format!("{part} ends in the middle")));
        }
        Ok(())
    }

    fn read_apart(&mut self, apart: &mut Vec<Range<usize>>, part: &str, depth: usize) -> Result<(), ContainerError> {
        let ranges = std::mem::take(apart);
        if depth >= DEEPEST_FLOW {
            return Ok(());
        }
        for range in ranges {
            let outer = std::mem::take(&mut self.style);
            let mut events = Events::strict(self.source, range);
            self.flow(&mut events, part, depth + 1)?;
            self.style = outer;
        }
        Ok(())
    }

    fn start(
        &mut self,
        e: &Element<'s>,
        range: Range<usize>,
        events: &mut Events<'s>,
        apart: &mut Vec<Range<usize>>,
    ) -> Option<Frame> {
        Some(match kind(e) {
            Kind::Paragraph => {
                self.builder.end_block();
                let outer = std::mem::take(&mut self.style);
                self.style.in_paragraph = true;
                let mut properties =
                    e.get("style-name").map(|n| self.styles.get("paragraph", n)).unwrap_or_default().or(&self.styles.default);
                if e.name == "h" {
                    properties.role = Role::Heading;
                }
                self.builder.role = properties.role;
                self.set(properties);
                Frame::Paragraph(Box::new(outer))
            }
            Kind::Join => {
                let outer = self.style.clone();
                if let Some(name) = e.get("style-name") {
                    let own = self.styles.get("text", name);
                    let base = self.style.properties.clone();
                    self.set(own.or(&base));
                }
                Frame::Span(Box::new(outer))
            }
            Kind::Link => Frame::Link(self.builder.len()),
            Kind::Locked => Frame::Locked(std::mem::replace(&mut self.is_locked, true)),
            Kind::Apart => {
                self.stand_in(range);
                let inside = events.inside(e.name)?;
                // Outside of a paragraph it is read where it stands; there is no such place in texts.
                apart.push(inside);
                return None;
            }
            Kind::Annotation => {
                self.annotation(e, range, events);
                return None;
            }
            Kind::Field => {
                self.stand_in(range);
                let _ = events.inside(e.name);
                return None;
            }
            Kind::Nothing => {
                // A picture's own frame may hold text all the same.
                let _ = events.inside(e.name);
                return None;
            }
            Kind::Structure => Frame::Other,
        })
    }

    fn empty(&mut self, e: &Element<'s>, range: Range<usize>) {
        match (e.prefix, e.name) {
            ("text", "s") if self.is_shown() => {
                self.builder.escaped_space(range, false);
            }
            ("text", "tab") if self.is_shown() && self.builder.is_in_block() => {
                self.builder.synthetic("\t", range);
            }
            ("text", "line-break") if self.is_shown() => {
                self.builder.break_line(range);
            }
            ("text", "p" | "h") => self.builder.end_block(),
            ("office", "annotation-end") => self.annotation_ends(e, range.start),
            _ if kind(e) == Kind::Field => self.stand_in(range),
            _ => {}
        }
    }

    fn annotation(&mut self, e: &Element<'s>, range: Range<usize>, events: &mut Events<'s>) {
        let Some(inside) = events.inside(e.name) else { return };
        let (mut text, mut creator, mut open) = (String::new(), String::new(), "");
        let mut inner = Events::new(self.source, inside);
        while let Some((event, range)) = inner.next() {
            let piece = match event {
                Event::Start(e) if matches!(e.name, "p" | "creator" | "date" | "initials") => {
                    open = e.name;
                    continue;
                }
                Event::End("p") => {
                    text.push('\n');
                    open = "";
                    continue;
                }
                Event::Text => self.source.get(range).unwrap_or_default().to_string(),
                Event::Character(c) => c.to_string(),
                _ => continue,
            };
            match open {
                "p" => text.push_str(&piece),
                "creator" => creator.push_str(&piece),
                _ => {}
            }
        }
        let text = text.trim().to_string();
        let is_ours = creator == AUTHOR;
        if is_ours || text.starts_with("motjuste:") {
            let place = range.start..events.position();
            let name = e.get("name").unwrap_or_default().to_string();
            self.remarks.push(Remark { name, place, text, is_ours });
        }
    }

    fn annotation_ends(&mut self, e: &Element, at: usize) {
        let name = e.get("name").unwrap_or_default();
        let Some(open) = self.remarks.iter().position(|r| r.name == name) else { return };
        let remark = self.remarks.swap_remove(open);
        let source = remark.place.end..at;
        if remark.is_ours {
            self.notes.push(Note { source, text: remark.text });
        } else {
            self.builder.comment_on(remark.place, source, &remark.text);
        }
    }

    fn set(&mut self, properties: TextProperties) {
        self.style.language = self.language(properties.language.as_deref());
        self.style.asian = self.language(properties.asian.as_deref());
        self.style.properties = properties;
    }

    fn language(&mut self, tag: Option<&str>) -> LanguageId {
        self.builder.language_tag(tag.unwrap_or_default())
    }

    fn is_hidden(&self) -> bool {
        self.style.properties.hidden == Some(true)
    }

    fn is_shown(&self) -> bool {
        let p = &self.style.properties;
        !self.is_hidden() && !p.is_code && !p.language.as_deref().is_some_and(|l| l.starts_with("zxx"))
    }

    fn stand_in(&mut self, range: Range<usize>) {
        if self.is_shown() && self.style.in_paragraph {
            self.builder.stand_in(range);
        }
    }

    /// Whether the text that comes next is to be written down; then everything is ready for it.
    fn prepare(&mut self, range: &Range<usize>, first: char) -> bool {
        if !self.is_shown() {
            if !self.is_hidden() && self.builder.is_in_block() && self.builder.last_char() != Some('\u{fffc}') {
                self.builder.stand_in(range.clone());
            }
            return false;
        }
        self.builder.begin_run(if is_han(first) { self.style.asian } else { self.style.language }, first);
        self.builder.quoting = if self.is_locked { LOCKED } else { Quoting::Bare };
        let now = self.builder.len();
        let (is_italic, is_bold) = (self.style.properties.italic == Some(true), self.style.properties.bold == Some(true));
        if is_italic && self.emphasis.is_none() {
            self.emphasis = Some(now);
        } else if !is_italic && let Some(start) = self.emphasis.take() {
            self.builder.inline(InlineKind::Emphasis, start);
        }
        if is_bold && self.strong.is_none() {
            self.strong = Some(now);
        } else if !is_bold && let Some(start) = self.strong.take() {
            self.builder.inline(InlineKind::Strong, start);
        }
        true
    }

    fn end_inlines(&mut self) {
        if let Some(start) = self.emphasis.take() {
            self.builder.inline(InlineKind::Emphasis, start);
        }
        if let Some(start) = self.strong.take() {
            self.builder.inline(InlineKind::Strong, start);
        }
    }

    fn character(&mut self, c: char, range: Range<usize>) {
        if self.prepare(&range, c) {
            self.builder.escaped(c.encode_utf8(&mut [0; 4]), range);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let Some(text) = self.source.get(range.clone()) else { return };
        let Some(first) = text.trim_start_matches(XML_SPACE).chars().next() else {
            if self.is_shown() {
                self.builder.space(range, false);
            }
            return;
        };
        if text.starts_with(XML_SPACE) && self.is_shown() {
            // Before anything else that the run begins with.
            self.builder.space(range.start..range.start + text.len() - text.trim_start_matches(XML_SPACE).len(), false);
        }
        if self.prepare(&range, first) {
            self.builder.words(range);
        }
    }
}
