//! A string as it reads, with the place of each of its characters in the source.

use super::super::Quoting;
use super::super::builder::Builder;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// As in the source.
    Verbatim,
    /// As in the source, in a section where the format's own escapes do not count.
    Raw,
    /// Written otherwise in the source.
    Escaped,
    /// No text, but something between words.
    Opaque,
}

#[derive(Debug)]
struct Bit {
    /// Where it ends in the text.
    end: usize,
    source: Range<usize>,
    kind: Kind,
}

/// A decoded string. The bits tile its text; in the source there may be something between two bits.
#[derive(Debug, Default)]
pub(super) struct Value {
    text: String,
    bits: Vec<Bit>,
    /// What is read stands in a section where the format's own escapes do not count (CDATA).
    pub(super) is_raw: bool,
}

impl Value {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.bits.clear();
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Text that stands in the source as it reads; `source` is the whole source.
    pub(super) fn verbatim(&mut self, source: &str, range: Range<usize>) {
        let kind = if self.is_raw { Kind::Raw } else { Kind::Verbatim };
        let Some(text) = source.get(range.clone()).filter(|t| !t.is_empty()) else { return };
        self.text.push_str(text);
        match self.bits.last_mut() {
            Some(last) if last.kind == kind && last.source.end == range.start => {
                last.source.end = range.end;
                last.end = self.text.len();
            }
            _ => self.bits.push(Bit { end: self.text.len(), source: range, kind }),
        }
    }

    /// Text that is written otherwise in the source.
    pub(super) fn escaped(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.bits.push(Bit { end: self.text.len(), source: range, kind: Kind::Escaped });
        }
    }

    /// Something that is no text and stands between words: an inline element, a byte that is no character.
    pub(super) fn opaque(&mut self, range: Range<usize>) {
        self.text.push_str(super::super::builder::STAND_IN);
        self.bits.push(Bit { end: self.text.len(), source: range, kind: Kind::Opaque });
    }

    /// Joins what was written last with what comes next, though in the source there is something between them that belongs to
    /// no text (the end of one quoted string and the beginning of the next): an edit across it takes it away. It goes to the
    /// last character, so that whoever replaces the word behind it leaves the line end where it is.
    pub(super) fn glue(&mut self, to: usize) {
        let Some(last) = self.bits.last_mut() else { return };
        match last.kind {
            Kind::Escaped => last.source.end = to,
            Kind::Opaque => {}
            Kind::Verbatim | Kind::Raw => {
                let Some(c) = self.text.chars().next_back() else { return };
                let (end, start) = (last.end, last.source.end - c.len_utf8());
                last.end -= c.len_utf8();
                last.source.end = start;
                if last.source.is_empty() {
                    self.bits.pop();
                }
                self.bits.push(Bit { end, source: start..to, kind: Kind::Escaped });
            }
        }
    }

    /// Writes `by` for every `needle`.
    pub(super) fn replace(&mut self, needle: &str, by: &str) {
        if !self.text.contains(needle) {
            return;
        }
        let mut out = Value::default();
        let mut at = 0;
        let copy = |out: &mut Value, range: Range<usize>| {
            self.writer().pieces(range, |text, source, kind| {
                out.text.push_str(text);
                out.bits.push(Bit { end: out.text.len(), source, kind });
            });
        };
        for (i, _) in self.text.match_indices(needle) {
            copy(&mut out, at..i);
            at = i + needle.len();
            if let Some(source) = self.writer().source(i..at) {
                out.escaped(by, source);
            }
        }
        copy(&mut out, at..self.text.len());
        *self = out;
    }

    pub(super) fn writer(&self) -> Writer<'_> {
        Writer { value: self }
    }
}

/// Hands a value to the builder, stretch by stretch.
#[derive(Clone, Copy)]
pub(super) struct Writer<'v> {
    value: &'v Value,
}

impl Writer<'_> {
    /// The pieces of a stretch of the text: the text, its place, and how it is written.
    fn pieces(self, range: Range<usize>, mut piece: impl FnMut(&str, Range<usize>, Kind)) {
        let bits = &self.value.bits;
        let mut at = range.start;
        let mut n = bits.partition_point(|b| b.end <= at);
        while let Some(bit) = bits.get(n).filter(|_| at < range.end) {
            let start = n.checked_sub(1).and_then(|n| bits.get(n)).map_or(0, |b| b.end);
            let end = bit.end.min(range.end);
            let text = self.value.text.get(at..end).unwrap_or_default();
            let source = match bit.kind {
                Kind::Verbatim | Kind::Raw => bit.source.start + (at - start)..bit.source.start + (end - start),
                Kind::Escaped | Kind::Opaque => bit.source.clone(),
            };
            piece(text, source, bit.kind);
            at = end;
            n += 1;
        }
    }

    /// A stretch without white space.
    pub(super) fn text(self, range: Range<usize>, builder: &mut Builder) {
        self.pieces(range, |text, source, kind| match kind {
            Kind::Verbatim => builder.verbatim(source),
            Kind::Raw => {
                let before = std::mem::replace(&mut builder.quoting, Quoting::Raw);
                builder.verbatim(source);
                builder.quoting = before;
            }
            Kind::Escaped => builder.escaped(text, source),
            Kind::Opaque => builder.stand_in(source),
        });
    }

    /// A stretch of white space.
    pub(super) fn space(self, range: Range<usize>, builder: &mut Builder) {
        self.pieces(range, |text, source, kind| {
            let is_line_end = text.contains(['\n', '\r']);
            match kind {
                Kind::Verbatim | Kind::Raw => builder.space(source, is_line_end),
                Kind::Escaped | Kind::Opaque => builder.escaped_space(source, is_line_end),
            }
        });
    }

    /// A stretch that is no text, but stands between words.
    pub(super) fn stand_in(self, range: Range<usize>, builder: &mut Builder) {
        if let Some(source) = self.source(range) {
            builder.stand_in(source);
        }
    }

    /// A stretch that reads as `text`: an entity.
    pub(super) fn replaced(self, range: Range<usize>, text: &str, builder: &mut Builder) {
        if let Some(source) = self.source(range) {
            builder.escaped(text, source);
        }
    }

    /// A stretch that is a line end.
    pub(super) fn break_line(self, range: Range<usize>, builder: &mut Builder) {
        if let Some(source) = self.source(range) {
            builder.break_line(source);
        }
    }

    /// From the first to the last byte of a stretch.
    fn source(self, range: Range<usize>) -> Option<Range<usize>> {
        let mut whole: Option<Range<usize>> = None;
        self.pieces(range, |_, source, _| match &mut whole {
            Some(whole) => whole.end = source.end.max(whole.end),
            None => whole = Some(source),
        });
        whole
    }
}
