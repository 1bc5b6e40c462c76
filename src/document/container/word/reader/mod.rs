//! The text of a part: paragraphs over runs (ECMA-376, part 1, 17.3).

mod comments;
mod fields;
mod paragraphs;

use super::NAME;
use super::boxes::{self, TextBox};
use super::damaged;
use super::parts::Use;
use super::styles::{RunProperties, Styles};
use crate::document::builder::{Builder, LanguageId};
use crate::document::container::drawing;
use crate::document::container::texts::{properties, well_formed};
use crate::document::container::{ContainerError, LOCKED, Note, Section};
use crate::document::xml::{Element, Event, Events};
use crate::document::{InlineKind, Prose, Role};
use comments::Remark;
use fields::Field;
use paragraphs::Paragraph;
use std::collections::HashMap;
use std::ops::Range;

/// Elements within elements; Word itself stays far below.
const DEEPEST: usize = 1_000;

/// What an open element changes until it ends.
#[derive(Debug)]
enum Frame {
    Paragraph(Box<Paragraph>),
    Run,
    Text,
    /// A stretch of text that may not be written, perhaps; and what held before it.
    Locked(bool),
    /// A text box, and the same.
    Box(bool),
    /// A link, and where it begins.
    Link(usize),
    /// A field in one element.
    Field,
    /// A row, and whether it was deleted with all others before.
    Row(bool),
    Other,
}

pub(super) struct Reader<'s, 'y> {
    source: &'s str,
    builder: Builder<'s>,
    styles: &'y Styles,
    /// The prefix of the format's elements in this part.
    prefix: &'s str,
    frames: Vec<Frame>,
    fields: Vec<Field>,
    paragraph: Paragraph,
    /// May be read, not written.
    is_locked: bool,
    /// In a row that was deleted.
    is_deleted: bool,
    /// The paragraph that comes next goes on in the line of the last one.
    joins_next: bool,
    boxes: Vec<TextBox>,
    /// Comments that speak to the linter, and our own, by id.
    comments: HashMap<&'s str, Remark>,
    pub(super) notes: Vec<Note>,
    pub(super) locked: Option<String>,
    unchecked: usize,
    endless_fields: usize,
    foreign_parts: usize,
}

impl<'s, 'y> Reader<'s, 'y> {
    pub(super) fn new(source: &'s str, builder: Builder<'s>, styles: &'y Styles) -> Self {
        Reader {
            source,
            builder,
            styles,
            prefix: "",
            frames: Vec::new(),
            fields: Vec::new(),
            paragraph: Paragraph::default(),
            is_locked: false,
            is_deleted: false,
            joins_next: false,
            boxes: Vec::new(),
            comments: HashMap::new(),
            notes: Vec::new(),
            locked: None,
            unchecked: 0,
            endless_fields: 0,
            foreign_parts: 0,
        }
    }

    /// What was passed over.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let s = |n: usize| if n == 1 { "" } else { "s" };
        if self.unchecked > 0 {
            let n = self.unchecked;
            remarks.push(format!(
                "{n} stretch{} of text marked “do not check spelling or grammar” left alone",
                if n == 1 { "" } else { "es" }
            ));
        }
        if self.endless_fields > 0 {
            let n = self.endless_fields;
            remarks.push(format!("{n} field{} without an end: what follows in the same part may not have been checked", s(n)));
        }
        if self.foreign_parts > 0 {
            let n = self.foreign_parts;
            remarks.push(format!("{n} inserted document{} of another format not checked", s(n)));
        }
        remarks
    }

    pub(super) fn finish(self) -> Prose<'static> {
        self.builder.finish()
    }

    /// Reads a part.
    pub(super) fn part(&mut self, section: &Section, purpose: Use) -> Result<(), ContainerError> {
        let range = section.source.clone();
        self.builder.end_block();
        self.prefix = "";
        self.boxes = boxes::twice(self.source, range.clone());
        self.is_locked = matches!(purpose, Use::Comments | Use::Drawing | Use::Properties);
        self.is_deleted = false;
        self.joins_next = false;
        self.frames.clear();
        self.fields.clear();
        let mut events = Events::strict(self.source, range);
        match purpose {
            Use::Properties => properties(&mut self.builder, &mut events),
            Use::Drawing => {
                self.builder.quoting = LOCKED;
                self.builder.role = Role::Paragraph;
                self.builder.language = LanguageId::NONE;
                drawing::read(&mut self.builder, self.source, &mut events, true);
            }
            _ => self.flow(&mut events, &section.name)?,
        }
        self.builder.end_block();
        well_formed(&events, section, NAME)?;
        if !self.frames.is_empty() {
            return Err(damaged(format!("{} ends in the middle", section.name)));
        }
        self.endless_fields += usize::from(!self.fields.is_empty());
        Ok(())
    }

    fn flow(&mut self, events: &mut Events<'s>, part: &str) -> Result<(), ContainerError> {
        let mut is_root = true;
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(e) => {
                    if is_root {
                        self.prefix = e.prefix;
                        is_root = false;
                    }
                    if self.frames.len() > DEEPEST {
                        return Err(damaged(format!("{part}: elements within elements, more than {DEEPEST} deep")));
                    }
                    self.start(&e, range, events);
                }
                Event::Empty(e) => self.empty(&e, range),
                Event::End(_) => self.end(),
                Event::Text => {
                    if matches!(self.frames.last(), Some(Frame::Text)) {
                        self.text(range);
                    }
                }
                Event::Character(c) => {
                    if matches!(self.frames.last(), Some(Frame::Text)) {
                        self.character(c, range);
                    }
                }
                Event::Cdata(_) | Event::Unknown => {
                    if matches!(self.frames.last(), Some(Frame::Text)) {
                        self.builder.stand_in(range);
                    }
                }
                Event::Comment(_) | Event::Other => {
                    if self.source.get(range).is_some_and(|t| t.starts_with("<!DOCTYPE")) {
                        return Err(damaged(format!("{part} declares a document type, as Word never does")));
                    }
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, e: &Element<'s>, range: Range<usize>, events: &mut Events<'s>) {
        let is_ours = e.prefix == self.prefix;
        let skip = |events: &mut Events<'s>| {
            let _ = events.inside(e.name);
        };
        let frame = match e.name {
            "AlternateContent" | "Choice" => Frame::Other,
            "Fallback" => return skip(events),
            "oMath" | "oMathPara" => {
                self.stand_in(range);
                return skip(events);
            }
            "docPr" => {
                self.alternative_text(e);
                Frame::Other
            }
            _ if !is_ours => Frame::Other,
            "p" => {
                if !std::mem::take(&mut self.joins_next) {
                    self.builder.end_block();
                }
                let outer = std::mem::take(&mut self.paragraph);
                self.paragraph.is_open = true;
                self.style(None);
                Frame::Paragraph(Box::new(outer))
            }
            "pPr" => {
                self.paragraph_properties(events);
                return;
            }
            "r" => {
                self.run(&RunProperties::default());
                Frame::Run
            }
            "rPr" => {
                let properties = RunProperties::read(events);
                if matches!(self.frames.last(), Some(Frame::Run)) {
                    self.run(&properties);
                }
                return;
            }
            "t" => Frame::Text,
            "del" | "moveFrom" | "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "sdtEndPr" | "rt" | "delText" | "delInstrText" => {
                return skip(events);
            }
            "instrText" => {
                let inside = events.inside(e.name).and_then(|i| self.source.get(i)).unwrap_or_default();
                if let Some(field) = self.fields.last_mut().filter(|f| !f.in_result) {
                    field.code.push_str(inside);
                }
                return;
            }
            "fldChar" => {
                self.field(e);
                Frame::Other
            }
            "fldSimple" => {
                self.fields.push(Field { code: e.get("instr").unwrap_or_default().to_string(), in_result: true });
                Frame::Field
            }
            "sdt" => {
                // Around whole paragraphs LibreOffice does not undo tracked deletions, so those are not made.
                let is_block = !self.paragraph.is_open;
                Frame::Locked(self.lock_if(is_block))
            }
            "sdtPr" => {
                self.control(e, events);
                return;
            }
            "moveTo" | "ruby" => Frame::Locked(self.lock_if(true)),
            "txbxContent" => {
                let twin = self.boxes.iter().find(|b| b.choice.start == range.end);
                let is_lost = twin.is_some_and(|b| b.fallback.is_none());
                self.paragraph.is_open = false;
                Frame::Box(self.lock_if(is_lost))
            }
            "drawing" | "pict" | "object" => {
                self.stand_in(range);
                Frame::Other
            }
            "hyperlink" => Frame::Link(self.builder.len()),
            "trPr" => {
                let inside = events.inside(e.name).and_then(|i| self.source.get(i)).unwrap_or_default();
                self.is_deleted |= inside.contains("<w:del ") || inside.contains(":del ");
                return;
            }
            "tr" => Frame::Row(self.is_deleted),
            "comment" if e.get("id").is_some_and(|id| self.comments.contains_key(id)) => return skip(events),
            "altChunk" => {
                self.foreign();
                Frame::Other
            }
            "tc" => {
                self.end_story();
                Frame::Other
            }
            _ => Frame::Other,
        };
        self.frames.push(frame);
    }

    fn end(&mut self) {
        match self.frames.pop() {
            Some(Frame::Paragraph(outer)) => {
                self.end_inlines();
                if self.paragraph.goes_on {
                    self.joins_next = true;
                } else {
                    self.builder.end_block();
                }
                self.paragraph = *outer;
                self.role();
            }
            Some(Frame::Locked(before)) => self.is_locked = before,
            Some(Frame::Box(before)) => {
                self.end_story();
                self.is_locked = before;
                self.paragraph.is_open = true;
            }
            Some(Frame::Link(start)) => self.builder.inline(InlineKind::Link, start),
            Some(Frame::Field) => {
                self.fields.pop();
            }
            Some(Frame::Row(before)) => self.is_deleted = before,
            Some(Frame::Run | Frame::Text | Frame::Other) | None => {}
        }
    }

    fn empty(&mut self, e: &Element<'s>, range: Range<usize>) {
        if e.name == "docPr" {
            return self.alternative_text(e);
        }
        if e.prefix != self.prefix {
            return;
        }
        match e.name {
            "tab" | "ptab" => self.synthetic("\t", range),
            "br" | "cr" if self.is_shown() => self.builder.break_line(range),
            "noBreakHyphen" => self.character('\u{2011}', range),
            "softHyphen" => self.character('\u{ad}', range),
            "sym" | "footnoteReference" | "endnoteReference" | "drawing" | "object" => self.stand_in(range),
            "fldChar" => self.field(e),
            // A paragraph without anything in it.
            "p" => self.builder.end_block(),
            "altChunk" => self.foreign(),
            "commentRangeStart" => {
                if let Some(remark) = e.get("id").and_then(|id| self.comments.get_mut(id)) {
                    remark.start = Some(range.end);
                }
            }
            "commentRangeEnd" => {
                if let Some(remark) = e.get("id").and_then(|id| self.comments.get(id))
                    && let Some(start) = remark.start
                {
                    let source = start..range.start;
                    if remark.is_ours {
                        self.notes.push(Note { source, text: remark.text.clone() });
                    } else {
                        self.builder.comment_on(remark.place.clone(), source, &remark.text);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whatever its last paragraph says, nothing goes on beyond a cell or a box.
    fn end_story(&mut self) {
        self.joins_next = false;
        self.builder.end_block();
    }

    /// Gives what held before.
    fn lock_if(&mut self, locks: bool) -> bool {
        let before = self.is_locked;
        self.is_locked |= locks;
        before
    }

    fn foreign(&mut self) {
        self.foreign_parts += 1;
        self.locked = Some(
            "it takes in another document (altChunk) that Word has not merged yet; open and save it in Word first".to_string(),
        );
    }

    /// Properties of a content control (17.5.2).
    fn control(&mut self, e: &Element<'s>, events: &mut Events<'s>) {
        let inside = events.inside(e.name).unwrap_or_default();
        let mut properties = Events::new(self.source, inside);
        while let Some((event, _)) = properties.next() {
            let (Event::Start(e) | Event::Empty(e)) = event else { continue };
            match e.name {
                // Word writes it anew from elsewhere when the file is opened.
                "dataBinding" => self.is_locked = true,
                "lock" if matches!(e.get("val"), Some("contentLocked" | "sdtContentLocked")) => self.is_locked = true,
                _ => {}
            }
        }
    }
}
