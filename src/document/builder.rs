//! Makes [`Prose`] from what a reader of a format finds, in the order it finds it.
//!
//! A reader says "this stretch of the source is text", "white space", "a block ends here"; the builder keeps the promises of
//! [`Prose`]: blocks are divided by exactly one separator, every byte of the prose has a piece in the map, white space at the
//! edges of a block is gone, a segment has one language and one role.

use super::source_map::Underline;
use super::{Comment, Inline, InlineKind, PieceKind, Prose, Quoting, Role, Segment, Side, SourceMap, Unit};
use crate::text::{LanguageTag, SourceOffset, SourceSpan, fold::BLOCK_SEPARATOR, script::is_han};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// Stands for code, an image or a formula, so that the words around it do not join.
pub(super) const STAND_IN: &str = "\u{fffc}";

/// White space of XML (2.3).
pub(super) const XML_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// A language that markup named; [`LanguageId::NONE`] where it named none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LanguageId(u32);

impl LanguageId {
    pub(super) const NONE: LanguageId = LanguageId(0);
}

#[derive(Debug, Clone, Copy)]
struct OpenSegment {
    start: usize,
    language: LanguageId,
    role: Role,
    side: Side,
}

/// White space that is written only if text of the same block follows.
#[derive(Debug)]
struct Space {
    source: Range<usize>,
    is_line_end: bool,
    /// It is not written as white space.
    is_escaped: bool,
}

/// A piece of an attribute's text. The text itself waits in [`Asides::text`].
#[derive(Debug)]
struct AsidePiece {
    length: usize,
    source: Range<usize>,
    kind: PieceKind,
    quoting: Quoting,
}

/// Attribute texts of the block being read: they follow it as segments of their own, so that it is not torn apart.
#[derive(Debug, Default)]
struct Asides {
    text: String,
    pieces: Vec<AsidePiece>,
    /// Where each aside ends in `pieces`, and its language.
    ends: Vec<(usize, LanguageId)>,
}

#[derive(Debug)]
pub(super) struct Builder<'s> {
    source: &'s str,
    text: String,
    map: SourceMap,
    segments: Vec<Segment>,
    inlines: Vec<Inline>,
    comments: Vec<Comment>,
    languages: Vec<LanguageTag>,
    /// Tags as they were written, with what they mean.
    written_tags: HashMap<String, LanguageId>,
    /// Where the source stops being readable, in bytes.
    pub(super) broken: Option<usize>,
    /// What the document says of all of it.
    pub(super) document_language: Option<LanguageTag>,
    /// Of the text that comes next.
    pub(super) language: LanguageId,
    /// Of the block that comes next.
    pub(super) role: Role,
    /// Of the block that comes next.
    pub(super) side: Side,
    /// Of the text that comes next.
    pub(super) quoting: Quoting,
    pub(super) units: Vec<Unit>,
    /// See [`Prose::languages_are_guesses`].
    pub(super) languages_are_guesses: bool,
    segment: Option<OpenSegment>,
    space: Option<Space>,
    asides: Asides,
    /// Footnotes of the block being read, with their languages: they are read when it has ended.
    notes: Vec<(Range<usize>, LanguageId)>,
    /// Comments from here on stand between blocks and belong to the text that comes next.
    floating: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Builder {
            source,
            text: String::with_capacity(source.len() / 2),
            map: SourceMap::default(),
            segments: Vec::new(),
            inlines: Vec::new(),
            comments: Vec::new(),
            languages: Vec::new(),
            written_tags: HashMap::new(),
            document_language: None,
            language: LanguageId::NONE,
            role: Role::Paragraph,
            side: Side::default(),
            quoting: Quoting::default(),
            units: Vec::new(),
            languages_are_guesses: false,
            broken: None,
            segment: None,
            space: None,
            asides: Asides::default(),
            notes: Vec::new(),
            floating: 0,
        }
    }

    /// The length of the prose so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// How many segments are finished.
    pub(super) fn segments(&self) -> usize {
        self.segments.len()
    }

    /// Registers a language that markup names.
    pub(super) fn intern(&mut self, tag: LanguageTag) -> LanguageId {
        // A document has a few; one that has more pays with memory, not with time.
        const SEARCHED: usize = 16;
        let known = self.languages.iter().rev().take(SEARCHED).position(|t| *t == tag);
        let number = match known {
            Some(back) => self.languages.len() - back,
            None => {
                self.languages.push(tag);
                self.languages.len()
            }
        };
        LanguageId(u32::try_from(number).unwrap_or(0))
    }

    /// Registers a language by its tag (BCP 47) as markup has it; none where it is empty or no tag.
    pub(super) fn language_tag(&mut self, tag: &str) -> LanguageId {
        if tag.is_empty() {
            return LanguageId::NONE;
        }
        if let Some(known) = self.written_tags.get(tag) {
            return *known;
        }
        let id = LanguageTag::parse(tag).map_or(LanguageId::NONE, |t| self.intern(t));
        self.written_tags.insert(tag.to_string(), id);
        id
    }

    /// The language of a run of a word processor that begins with `first`: a word does not change its language in the middle,
    /// whatever a run says.
    pub(super) fn begin_run(&mut self, language: LanguageId, first: char) {
        let begins_word = |c: char| c.is_whitespace() || is_han(c) || matches!(c, '«' | '“' | '"' | '‘' | '(' | '[' | '„');
        if is_han(first) || self.last_char().is_none_or(begins_word) {
            self.language = language;
        }
    }

    fn tag(&self, id: LanguageId) -> Option<&LanguageTag> {
        self.languages.get((id.0 as usize).checked_sub(1)?)
    }

    /// Text that reads as it is written.
    pub(super) fn verbatim(&mut self, source: Range<usize>) {
        if let Some(text) = self.source.get(source.clone()).filter(|t| !t.is_empty()) {
            self.begin(source.start);
            self.push(text, source, PieceKind::Verbatim);
        }
    }

    /// Character data of XML: text, with white space at its edges that may be that of its neighbours, too.
    pub(super) fn words(&mut self, range: Range<usize>) {
        let Some(text) = self.source.get(range.clone()) else { return };
        let inner = text.trim_matches(XML_SPACE);
        let start = range.start + (text.len() - text.trim_start_matches(XML_SPACE).len());
        let end = start + inner.len();
        if start > range.start {
            self.space(range.start..start, false);
        }
        self.verbatim(start..end);
        if end < range.end && !inner.is_empty() {
            self.space(end..range.end, false);
        }
    }

    /// Text that is written otherwise: an entity, an escape.
    pub(super) fn escaped(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            self.begin(source.start);
            self.push(text, source, PieceKind::Escaped);
        }
    }

    /// Text in which white space is as in HTML: line ends are spaces, and none stands at the edges of a block.
    pub(super) fn flow(&mut self, source: Range<usize>) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut at = source.start;
        while let Some(rest) = self.source.get(at..source.end).filter(|r| !r.is_empty()) {
            let text = rest.trim_start_matches(is_space);
            let white = rest.len() - text.len();
            if white > 0 {
                let is_line_end = rest.as_bytes()[..white].iter().any(|b| matches!(b, b'\n' | b'\r'));
                self.space(at..at + white, is_line_end);
            }
            let line = text.find('\n').map_or(text, |end| &text[..end]).trim_end_matches(is_space);
            at += white;
            self.verbatim(at..at + line.len());
            at += line.len();
        }
    }

    /// A line of signs under a title, or also above it, that must be as long as the title: where it ends, and how long it is
    /// (in columns).
    pub(super) fn underline(&mut self, title: Range<usize>, ends: &[usize], length: usize, sign: char) {
        self.map.underlines.push(Underline { title, ends: ends.to_vec(), length, sign });
    }

    /// Something that is no text, but stands between words.
    pub(super) fn stand_in(&mut self, source: Range<usize>) {
        self.begin(source.start);
        self.push(STAND_IN, source, PieceKind::Synthetic);
    }

    /// Something that is not written as text and reads as `text`.
    pub(super) fn synthetic(&mut self, text: &str, source: Range<usize>) {
        self.begin(source.start);
        self.push(text, source, PieceKind::Synthetic);
    }

    /// An edit may reach over markup: who writes the format takes only the text from between.
    pub(super) fn edits_cross_markup(&mut self) {
        self.map.crosses_markup = true;
    }

    /// The last character of the block being read.
    pub(super) fn last_char(&self) -> Option<char> {
        if self.space.is_some() { Some(' ') } else { self.segment.as_ref().and_then(|_| self.text.chars().next_back()) }
    }

    /// A comment on a stretch of the source.
    pub(super) fn comment_on(&mut self, source: Range<usize>, scope: Range<usize>, text: &str) {
        let first = self.comments.len();
        self.comment(source, text);
        for comment in self.comments.get_mut(first..).unwrap_or_default() {
            comment.scope = Some(SourceSpan::new(scope.start, scope.end));
        }
    }

    /// A line end that markup makes; nothing at the beginning of a block.
    pub(super) fn break_line(&mut self, source: Range<usize>) {
        if self.segment.is_some() {
            self.space = None;
            self.push("\n", source, PieceKind::Synthetic);
        }
    }

    /// White space inside a block. Of several with markup between them the first counts (CSS Text 3, section 4.1.1).
    pub(super) fn space(&mut self, source: Range<usize>, is_line_end: bool) {
        self.wait(Space { source, is_line_end, is_escaped: false });
    }

    /// White space that is written otherwise: an escape, an entity.
    pub(super) fn escaped_space(&mut self, source: Range<usize>, is_line_end: bool) {
        self.wait(Space { source, is_line_end, is_escaped: true });
    }

    fn wait(&mut self, next: Space) {
        if self.segment.is_none() {
            return;
        }
        match &mut self.space {
            Some(space) if space.source.end == next.source.start => {
                space.source.end = next.source.end;
                space.is_line_end |= next.is_line_end;
                space.is_escaped |= next.is_escaped;
            }
            Some(_) => {}
            None => self.space = Some(next),
        }
    }

    /// Makes a line end reach to where the text of the next line begins.
    pub(super) fn extend_space(&mut self, to: usize) {
        if let Some(space) = self.space.as_mut().filter(|s| s.is_line_end && s.source.end < to) {
            let between = self.source.as_bytes().get(space.source.end..to);
            if between.is_some_and(|b| b.iter().all(|c| matches!(c, b' ' | b'\t' | b'>'))) {
                space.source.end = to;
            }
        }
    }

    /// Ends the block, if one has begun, and writes the attribute texts that it held.
    pub(super) fn end_block(&mut self) {
        self.space = None;
        self.close_segment();
        if !self.asides.ends.is_empty() {
            self.write_asides();
        }
    }

    /// A footnote of the block being read; [`Builder::end_block_with_notes`] has it read.
    pub(super) fn note(&mut self, source: Range<usize>) {
        self.notes.push((source, self.language));
    }

    /// [`end_block_with_notes`] for a reader that is apart from the builder.
    pub(super) fn end_block_with_notes(&mut self, read: impl FnMut(&mut Self, Range<usize>)) {
        end_block_with_notes(self, |builder| builder, read);
    }

    /// The range of the prose that `write` fills with blocks; nothing where it writes none.
    pub(super) fn blocks(&mut self, write: impl FnOnce(&mut Self)) -> Option<Range<usize>> {
        self.end_block();
        let before = self.text.len();
        write(self);
        self.end_block();
        let start = if before == 0 { 0 } else { before + BLOCK_SEPARATOR.len_utf8() };
        (self.text.len() > before).then_some(start..self.text.len())
    }

    pub(super) fn is_in_block(&self) -> bool {
        self.segment.is_some()
    }

    /// Part of an attribute's text; [`Builder::end_aside`] follows the last part. Without `text`, as in the source.
    pub(super) fn aside(&mut self, text: Option<&str>, source: Range<usize>, kind: PieceKind, in_attribute: bool) {
        let text = text.unwrap_or_else(|| self.source.get(source.clone()).unwrap_or_default());
        if !text.is_empty() {
            self.asides.text.push_str(text);
            let quoting = if in_attribute { Quoting::Attribute } else { Quoting::Bare };
            self.asides.pieces.push(AsidePiece { length: text.len(), source, kind, quoting });
        }
    }

    pub(super) fn end_aside(&mut self) {
        let before = self.asides.ends.last().map_or(0, |e| e.0);
        if self.asides.pieces.len() > before {
            self.asides.ends.push((self.asides.pieces.len(), self.language));
        }
    }

    /// Emphasis, a link or a quotation that began when the prose was `start` bytes long and ends here.
    pub(super) fn inline(&mut self, kind: InlineKind, start: usize) {
        // What was not written yet when it began: white space, a separator.
        let inside = self.text.get(start..).unwrap_or_default();
        let start = self.text.len() - inside.trim_start().len();
        let end = start + inside.trim().len();
        if start < end {
            self.inlines.push(Inline { range: start..end, kind });
        }
    }

    pub(super) fn comment(&mut self, source: Range<usize>, text: &str) {
        let at = self.text.len();
        let source = SourceSpan::new(source.start, source.end);
        self.comments.push(Comment { at, source, scope: None, text: text.to_string() });
        if self.segment.is_some() {
            self.floating = self.comments.len();
        }
    }

    /// The comments from the `first` on speak of what stands in the source before `end`.
    pub(super) fn scope_comments(&mut self, first: usize, end: usize) {
        for comment in self.comments.get_mut(first..).unwrap_or_default() {
            comment.scope = Some(SourceSpan { start: comment.source.end, end: SourceOffset(end) });
        }
    }

    /// How many comments there are so far.
    pub(super) fn comment_count(&self) -> usize {
        self.comments.len()
    }

    pub(super) fn finish(mut self) -> Prose<'static> {
        self.end_block();
        for comment in &mut self.comments[self.floating..] {
            comment.at = self.text.len();
        }
        self.inlines.sort_by_key(|i| (i.range.start, Reverse(i.range.end)));
        Prose {
            text: Cow::Owned(self.text),
            map: self.map,
            segments: Some(self.segments),
            inlines: self.inlines,
            comments: self.comments,
            language: self.document_language,
            languages_are_guesses: self.languages_are_guesses,
            units: self.units,
            broken: self.broken.map(SourceOffset),
            layout: None,
        }
    }

    fn push(&mut self, text: &str, source: Range<usize>, kind: PieceKind) {
        let start = self.text.len();
        self.text.push_str(text);
        self.map.push(start..self.text.len(), source, kind, self.quoting);
    }

    /// Makes ready for text: a separator before a new block, waiting white space, a new segment where the language changes.
    fn begin(&mut self, at: usize) {
        let Some(open) = self.segment else {
            self.separate(at);
            self.segment =
                Some(OpenSegment { start: self.text.len(), language: self.language, role: self.role, side: self.side });
            return;
        };
        if let Some(space) = self.space.take() {
            if space.is_line_end {
                self.push("\n", space.source, PieceKind::LineBreak);
            } else if space.is_escaped {
                self.push(" ", space.source, PieceKind::Escaped);
            } else if let Some(text) = self.source.get(space.source.clone()) {
                self.push(text, space.source, PieceKind::Verbatim);
            }
        }
        if open.language != self.language {
            if self.tag(open.language) != self.tag(self.language) {
                self.close_segment();
            }
            let start = self.segment.map_or(self.text.len(), |s| s.start);
            self.segment = Some(OpenSegment { start, language: self.language, ..open });
        }
    }

    fn separate(&mut self, at: usize) {
        if !self.text.is_empty() {
            let mut buffer = [0; 4];
            self.push(BLOCK_SEPARATOR.encode_utf8(&mut buffer), at..at, PieceKind::Synthetic);
        }
        for comment in &mut self.comments[self.floating..] {
            comment.at = self.text.len();
        }
        self.floating = self.comments.len();
    }

    fn close_segment(&mut self) {
        if let Some(open) = self.segment.take().filter(|s| s.start < self.text.len()) {
            let language = self.tag(open.language).cloned();
            self.segments.push(Segment { range: open.start..self.text.len(), language, role: open.role, side: open.side });
        }
    }

    fn write_asides(&mut self) {
        let mut asides = std::mem::take(&mut self.asides);
        let (mut piece, mut byte) = (0, 0);
        for &(end, language) in &asides.ends {
            let pieces = &asides.pieces[piece..end];
            piece = end;
            let length: usize = pieces.iter().map(|p| p.length).sum();
            if asides.text[byte..byte + length].trim().is_empty() {
                byte += length;
                continue;
            }
            self.separate(pieces.first().map_or(0, |p| p.source.start));
            let start = self.text.len();
            for p in pieces {
                let at = self.text.len();
                self.text.push_str(&asides.text[byte..byte + p.length]);
                self.map.push(at..self.text.len(), p.source.clone(), p.kind, p.quoting);
                byte += p.length;
            }
            let language = self.tag(language).cloned();
            self.segments.push(Segment { range: start..self.text.len(), language, role: Role::Attribute, side: self.side });
        }
        // The buffers are used again.
        asides.text.clear();
        asides.pieces.clear();
        asides.ends.clear();
        self.asides = asides;
    }
}

/// Ends the block of a reader's builder and has its footnotes, and theirs, read as blocks of their own.
pub(super) fn end_block_with_notes<'s, R>(
    reader: &mut R,
    builder: impl for<'r> Fn(&'r mut R) -> &'r mut Builder<'s>,
    mut read: impl FnMut(&mut R, Range<usize>),
) {
    let b = builder(reader);
    b.end_block();
    let (language, role) = (b.language, b.role);
    loop {
        let notes = std::mem::take(&mut builder(reader).notes);
        if notes.is_empty() {
            break;
        }
        for (note, language) in notes {
            let b = builder(reader);
            b.language = language;
            // A note to a heading is none.
            b.role = if role == Role::Heading { Role::Paragraph } else { role };
            read(reader, note);
            builder(reader).end_block();
        }
    }
    let b = builder(reader);
    (b.language, b.role) = (language, role);
}
