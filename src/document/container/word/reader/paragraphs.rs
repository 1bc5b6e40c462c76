//! Paragraphs and their runs: what they are like, and their text.

use super::Reader;
use super::fields::FieldText;
use crate::document::builder::{LanguageId, XML_SPACE};
use crate::document::container::word::styles::{RunProperties, Style};
use crate::document::container::{LOCKED, drawing};
use crate::document::xml::{Element, Event, Events};
use crate::document::{InlineKind, Quoting, Role};
use crate::text::script::is_han;
use std::ops::Range;

/// What holds in a paragraph, and is put aside for a text box inside it.
#[derive(Debug, Default, Clone)]
pub(super) struct Paragraph {
    pub(super) style: Style,
    pub(super) emphasis: Option<usize>,
    pub(super) strong: Option<usize>,
    pub(super) is_open: bool,
    /// A tracked change has deleted its end: the next one goes on in its line.
    pub(super) goes_on: bool,
    pub(super) run: Run,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Run {
    pub(super) language: LanguageId,
    pub(super) east_asian: LanguageId,
    pub(super) is_italic: bool,
    pub(super) is_bold: bool,
    pub(super) visibility: Visibility,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    #[default]
    Shown,
    /// Nobody sees it.
    Hidden,
    /// It stands between words and is not to be checked.
    Unchecked,
}

impl<'s> Reader<'s, '_> {
    pub(super) fn paragraph_properties(&mut self, events: &mut Events<'s>) {
        let mut depth = 0usize;
        let mut heading = None;
        let mut in_mark = false;
        while let Some((event, _)) = events.next() {
            match event {
                Event::Start(e) => {
                    in_mark |= depth == 0 && e.name == "rPr";
                    depth += 1;
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => {
                    depth -= 1;
                    in_mark &= depth > 0;
                }
                Event::Empty(e) if in_mark && depth == 1 => self.paragraph.goes_on |= matches!(e.name, "del" | "moveFrom"),
                Event::Empty(e) if depth == 0 && e.name == "pStyle" => self.style(e.get("val")),
                Event::Empty(e) if depth == 0 && e.name == "outlineLvl" => heading = Some(e.get("val") != Some("9")),
                _ => {}
            }
        }
        match heading {
            Some(true) => self.paragraph.style.role = Role::Heading,
            Some(false) if self.paragraph.style.role == Role::Heading => self.paragraph.style.role = Role::Paragraph,
            _ => {}
        }
        self.role();
    }

    pub(super) fn style(&mut self, id: Option<&str>) {
        let style = id.and_then(|id| self.styles.get(id)).unwrap_or(&self.styles.paragraph);
        self.paragraph.style = style.clone();
        self.role();
    }

    pub(super) fn role(&mut self) {
        self.builder.role = self.paragraph.style.role;
    }

    /// A run begins, or says what it is like.
    pub(super) fn run(&mut self, own: &RunProperties) {
        let named = own.style.as_deref().and_then(|id| self.styles.get(id));
        let of_style = named.map(|s| &s.run);
        let paragraph = &self.paragraph.style;
        let pick = |get: fn(&RunProperties) -> Option<&str>| {
            get(own)
                .or_else(|| of_style.and_then(get))
                .or_else(|| get(&paragraph.run))
                .or_else(|| get(&self.styles.defaults))
                .unwrap_or_default()
                .to_string()
        };
        let (language, east_asian) = (pick(|r| r.language.as_deref()), pick(|r| r.east_asian.as_deref()));
        let is = |get: fn(&RunProperties) -> Option<bool>| {
            get(own).or_else(|| of_style.and_then(get)).or_else(|| get(&paragraph.run)).unwrap_or(false)
        };
        let (is_italic, is_bold, is_hidden) = (is(|r| r.italic), is(|r| r.bold), is(|r| r.hidden));
        // Of a paragraph's style it says that somebody did not want red lines; that is no word about wording.
        let unchecked =
            own.unchecked.or_else(|| of_style.and_then(|r| r.unchecked)).unwrap_or(false) || language.starts_with("zxx");
        let is_code = paragraph.is_code || named.is_some_and(|s| s.is_code);
        let visibility = match () {
            () if is_hidden => Visibility::Hidden,
            () if is_code || unchecked => Visibility::Unchecked,
            () => Visibility::Shown,
        };
        self.unchecked += usize::from(unchecked && !is_code && !is_hidden && self.field_text() == FieldText::Text);
        let (language, east_asian) = (self.builder.language_tag(&language), self.builder.language_tag(&east_asian));
        self.paragraph.run = Run { language, east_asian, is_italic, is_bold, visibility };
    }

    pub(super) fn is_shown(&self) -> bool {
        self.paragraph.run.visibility == Visibility::Shown && !self.is_deleted && self.field_text() != FieldText::Copied
    }

    /// Text that is not checked; where it stands in a line, the words on either side do not join.
    fn left_out(&mut self, range: Range<usize>) {
        if !self.is_deleted
            && self.paragraph.run.visibility != Visibility::Hidden
            && self.builder.is_in_block()
            && self.builder.last_char() != Some('\u{fffc}')
        {
            self.builder.stand_in(range);
        }
    }

    pub(super) fn stand_in(&mut self, range: Range<usize>) {
        if self.is_shown() {
            self.builder.stand_in(range);
        }
    }

    pub(super) fn synthetic(&mut self, text: &str, range: Range<usize>) {
        if self.is_shown() && self.builder.is_in_block() {
            self.builder.synthetic(text, range);
        }
    }

    /// Whether the text that comes next is to be written down; then everything is ready for it.
    fn prepare(&mut self, range: &Range<usize>, first: char) -> bool {
        if !self.is_shown() {
            self.left_out(range.clone());
            return false;
        }
        let run = &self.paragraph.run;
        let language = if is_han(first) { run.east_asian } else { run.language };
        self.builder.begin_run(language, first);
        let is_written = !self.is_locked && self.field_text() == FieldText::Text;
        self.builder.quoting = if is_written { Quoting::Bare } else { LOCKED };
        let (is_italic, is_bold) = (run.is_italic, run.is_bold);
        let now = self.builder.len();
        let change = |open: &mut Option<usize>, is: bool| match (is, *open) {
            (true, None) => {
                *open = Some(now);
                None
            }
            (false, Some(start)) => {
                *open = None;
                Some(start)
            }
            _ => None,
        };
        if let Some(start) = change(&mut self.paragraph.emphasis, is_italic) {
            self.builder.inline(InlineKind::Emphasis, start);
        }
        if let Some(start) = change(&mut self.paragraph.strong, is_bold) {
            self.builder.inline(InlineKind::Strong, start);
        }
        true
    }

    pub(super) fn end_inlines(&mut self) {
        if let Some(start) = self.paragraph.emphasis.take() {
            self.builder.inline(InlineKind::Emphasis, start);
        }
        if let Some(start) = self.paragraph.strong.take() {
            self.builder.inline(InlineKind::Strong, start);
        }
    }

    pub(super) fn character(&mut self, c: char, range: Range<usize>) {
        if self.prepare(&range, c) {
            self.builder.escaped(c.encode_utf8(&mut [0; 4]), range);
        }
    }

    pub(super) fn text(&mut self, range: Range<usize>) {
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

    /// What stands for a picture for those who do not see it.
    pub(super) fn alternative_text(&mut self, e: &Element<'s>) {
        if self.is_shown() {
            self.builder.language = self.paragraph.run.language;
            drawing::alternative_text(&mut self.builder, self.source, e);
        }
    }
}
