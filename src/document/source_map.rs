//! Where each piece of the prose stands in the source, and how an edit of the prose becomes edits of the source.

use super::Format;
use crate::text::{SourceOffset, SourceSpan};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// The same bytes in the source.
    Verbatim,
    /// Written otherwise in the source: an entity, an escape.
    Escaped,
    /// A line end inside a paragraph, with the indentation or quotation marks of the next line.
    LineBreak,
    /// Not in the source at all: a block separator, a stand-in for code or an image.
    Synthetic,
}

/// How a piece is quoted in its source: what takes its place must be quoted alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quoting {
    /// Running text.
    #[default]
    Bare,
    /// The value of an attribute.
    Attribute,
    /// Between single quotation marks.
    Single,
    /// Between double quotation marks.
    Double,
    /// A section in which nothing is escaped, up to the sign that ends it (CDATA, a block of YAML).
    Raw,
    /// In a way of the format's own, which alone knows what the number means.
    Own(u8),
}

/// A piece of the prose and its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the prose.
    pub prose: Range<usize>,
    pub source: SourceSpan,
    pub kind: PieceKind,
    pub quoting: Quoting,
}

/// Pieces in the order of the prose; none at all means that prose and source are the same.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    identity: bool,
    /// Lines of signs that must be as long as the titles beside them.
    pub(super) underlines: Vec<Underline>,
    /// An edit may reach over what stands between two pieces: who writes the format leaves that where it is.
    pub(super) crosses_markup: bool,
}

/// A line of signs that must be at least as long as the title beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Underline {
    /// Bytes of the source.
    pub(super) title: Range<usize>,
    /// Where the lines under (and above) it end, in the order of the source.
    pub(super) ends: Vec<usize>,
    /// Columns.
    pub(super) length: usize,
    pub(super) sign: char,
}

/// Bytes of the source to replace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceEdit {
    pub span: SourceSpan,
    pub text: String,
}

/// An edit that would cross markup and is therefore refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole;

impl SourceMap {
    pub fn identity() -> Self {
        SourceMap { identity: true, ..SourceMap::default() }
    }

    pub fn push(&mut self, prose: Range<usize>, source: Range<usize>, kind: PieceKind, quoting: Quoting) {
        if let Some(last) = self.pieces.last_mut()
            && last.kind == PieceKind::Verbatim
            && kind == PieceKind::Verbatim
            && last.prose.end == prose.start
            && last.source.end.0 == source.start
            && last.quoting == quoting
        {
            last.prose.end = prose.end;
            last.source.end = SourceOffset(source.end);
            return;
        }
        self.pieces.push(Piece { prose, source: SourceSpan::new(source.start, source.end), kind, quoting });
    }

    /// The pieces in the order of the prose; none where prose and source are the same.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The span of the source from the first to the last byte of a range of the prose.
    pub fn span(&self, range: Range<usize>) -> SourceSpan {
        if self.identity {
            return SourceSpan::new(range.start, range.end);
        }
        SourceSpan {
            start: SourceOffset(self.start(range.start)),
            end: SourceOffset(self.end(range.end).max(self.start(range.start))),
        }
    }

    /// The stretches of the source that a range of the prose is made from, in the order of the prose.
    pub fn sources(&self, range: Range<usize>) -> Vec<Range<usize>> {
        if self.identity {
            return vec![range];
        }
        let first = self.pieces.partition_point(|p| p.prose.end <= range.start);
        let pieces = self.pieces[first..].iter().take_while(|p| p.prose.start < range.end);
        let source = |p: &Piece| match p.kind {
            PieceKind::Verbatim => {
                let at = |prose: usize| p.source.start.0 + prose.clamp(p.prose.start, p.prose.end) - p.prose.start;
                at(range.start)..at(range.end)
            }
            _ => p.source.range(),
        };
        pieces.map(source).filter(|r| !r.is_empty()).collect()
    }

    /// The same pieces in the order of the source, for [`SourceMap::prose_at`]: text that flows elsewhere (a footnote) is read
    /// after the paragraph that it stands in.
    pub fn in_source_order(mut self) -> Self {
        self.pieces.sort_by_key(|p| p.source.start);
        self
    }

    /// The byte of the prose that stands at a byte of the source, or the next one that is in the source; for a map whose
    /// pieces are in the order of the source, too.
    pub fn prose_at(&self, at: SourceOffset) -> usize {
        if self.identity {
            return at.0;
        }
        let i = self.pieces.partition_point(|p| p.source.end <= at);
        match self.pieces.get(i) {
            Some(p) if p.kind == PieceKind::Verbatim && p.source.start <= at => p.prose.start + (at.0 - p.source.start.0),
            Some(p) => p.prose.start,
            None => self.pieces.last().map_or(0, |p| p.prose.end),
        }
    }

    fn start(&self, at: usize) -> usize {
        let i = self.pieces.partition_point(|p| p.prose.end <= at);
        match self.pieces.get(i) {
            Some(p) if p.kind == PieceKind::Verbatim => p.source.start.0 + at.saturating_sub(p.prose.start),
            Some(p) => p.source.start.0,
            None => self.pieces.last().map_or(0, |p| p.source.end.0),
        }
    }

    fn end(&self, at: usize) -> usize {
        let i = self.pieces.partition_point(|p| p.prose.start < at);
        match i.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(p) if p.kind == PieceKind::Verbatim => p.source.start.0 + (at - p.prose.start).min(p.prose.len()),
            Some(p) => p.source.end.0,
            None => 0,
        }
    }

    /// The edit of the source that replaces a range of the prose by `text`. Only what differs is replaced, so that markup
    /// next to an unchanged word does not stand in the way.
    ///
    /// # Errors
    /// [`Hole`] where markup, or something that is not in the source, lies inside what must be replaced, and where the format
    /// cannot write the text in that place.
    pub fn edit(&self, source: &str, prose: &str, range: Range<usize>, text: &str, format: Format) -> Result<SourceEdit, Hole> {
        let (range, text) = trim_common(prose, range, text);
        if self.identity {
            return Ok(SourceEdit {
                span: SourceSpan::new(range.start, range.end),
                text: format.escape(text, Quoting::Bare).ok_or(Hole)?,
            });
        }
        if range.is_empty() {
            return self.insertion(range.start, text, format);
        }
        let first = self.pieces.partition_point(|p| p.prose.end <= range.start);
        let last = self.pieces.partition_point(|p| p.prose.start < range.end);
        let pieces = &self.pieces[first..last];
        let quoting = pieces.first().ok_or(Hole)?.quoting;
        let mut breaks = Vec::new();
        for (i, piece) in pieces.iter().enumerate() {
            if piece.kind == PieceKind::Synthetic || piece.quoting != quoting {
                return Err(Hole);
            }
            if i > 0 && !self.crosses_markup && pieces[i - 1].source.end != piece.source.start {
                return Err(Hole);
            }
            if piece.kind == PieceKind::LineBreak {
                breaks.push(&source[piece.source.range()]);
            }
        }
        let span = SourceSpan { start: SourceOffset(self.start(range.start)), end: SourceOffset(self.end(range.end)) };
        // Line ends that the replacement kept come back as they stood, with the next line's indentation.
        let mut lines = text.split('\n').rev();
        let escape = |text: &str| format.escape(text, quoting).ok_or(Hole);
        let mut written = escape(lines.next().unwrap_or_default())?;
        for line in lines {
            let glue = match breaks.pop() {
                Some(glue) => glue.to_string(),
                None => escape("\n")?,
            };
            written = format!("{}{glue}{written}", escape(line)?);
        }
        Ok(SourceEdit { span, text: written })
    }

    /// What has to be edited with `edits`, so that the source stays what it is: the line under a title grows with it.
    pub fn companions(&self, source: &str, edits: &[SourceEdit]) -> Vec<SourceEdit> {
        let mut companions = Vec::new();
        for edit in edits {
            let i = self.underlines.partition_point(|u| u.title.end < edit.span.end.0);
            let Some(underline) = self.underlines.get(i).filter(|u| u.title.start <= edit.span.start.0) else { continue };
            let title = &source[underline.title.clone()];
            let inside = |e: &&SourceEdit| underline.title.start <= e.span.start.0 && e.span.end.0 <= underline.title.end;
            let added: usize = edits.iter().filter(inside).map(|e| e.text.width()).sum();
            let removed: usize = edits.iter().filter(inside).map(|e| source[e.span.range()].width()).sum();
            let missing = (title.width() + added).saturating_sub(removed).saturating_sub(underline.length);
            for &end in underline.ends.iter().filter(|_| missing > 0) {
                let text = underline.sign.to_string().repeat(missing);
                let companion = SourceEdit { span: SourceSpan::new(end, end), text };
                if !companions.contains(&companion) {
                    companions.push(companion);
                }
            }
        }
        companions
    }

    fn insertion(&self, at: usize, text: &str, format: Format) -> Result<SourceEdit, Hole> {
        // Beside the piece that ends here, so that text goes inside the markup it continues.
        let i = self.pieces.partition_point(|p| p.prose.start < at);
        let before =
            i.checked_sub(1).and_then(|i| self.pieces.get(i)).filter(|p| p.prose.end >= at && p.kind == PieceKind::Verbatim);
        let piece =
            before.or_else(|| self.pieces.get(i).filter(|p| p.prose.start == at && p.kind == PieceKind::Verbatim)).ok_or(Hole)?;
        let at = piece.source.start.0 + (at - piece.prose.start);
        Ok(SourceEdit { span: SourceSpan::new(at, at), text: format.escape(text, piece.quoting).ok_or(Hole)? })
    }
}

/// Takes from an edit what it leaves as it is, at either end, by whole characters.
fn trim_common<'t>(prose: &str, range: Range<usize>, text: &'t str) -> (Range<usize>, &'t str) {
    let old = &prose[range.clone()];
    let head: usize = old.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old_rest, text_rest) = (&old[head..], &text[head..]);
    let tail: usize =
        old_rest.chars().rev().zip(text_rest.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    // Cutting inside a word would make edits that no reader understands; give whole words back.
    let word = |c: char| c.is_alphanumeric() || c == '\'' || c == '’' || c == '-';
    let mut head = head;
    if old_rest.chars().next().is_some_and(word) || text_rest.chars().next().is_some_and(word) {
        head = old[..head].trim_end_matches(word).len();
    }
    let mut tail_start = old.len() - tail.min(old.len() - head);
    let before_tail = |s: &str, at: usize| s[..at].chars().next_back();
    let text_tail = |old_tail_start: usize| text.len() - (old.len() - old_tail_start);
    if before_tail(old, tail_start).is_some_and(word) || before_tail(text, text_tail(tail_start)).is_some_and(word) {
        let rest = &old[tail_start..];
        tail_start = old.len() - rest.trim_start_matches(word).len();
    }
    let text_end = text_tail(tail_start);
    if text_end < head || tail_start < head {
        return (range, text);
    }
    (range.start + head..range.start + tail_start, &text[head..text_end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_replaced_by_whole_words() {
        let (range, text) = trim_common("commercial sex workers", 0..22, "sex workers");
        assert_eq!((&"commercial sex workers"[range], text), ("commercial ", ""));
        let (range, text) = trim_common("prostituées", 0..12, "travailleurSEs du sexe");
        assert_eq!((range, text), (0..12, "travailleurSEs du sexe"));
        let (range, text) = trim_common("la prostitution", 0..15, "le travail du sexe");
        assert_eq!((range, text), (0..15, "le travail du sexe"));
        let (range, text) = trim_common("travailleurs du sexe", 0..20, "travailleurSEs du sexe");
        assert_eq!((range, text), (0..12, "travailleurSEs"));
    }
}
