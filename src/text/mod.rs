//! Text below the level of grammar: folding, word boundaries per script, line and column.

mod blocks;
pub mod fold;
pub mod language;
pub mod lines;
pub mod script;
pub mod starts;

pub use language::{Language, LanguageTag};
pub use lines::{LineIndex, Position};

use std::ops::Range;

/// A place in a document as it is read: bytes from the start of the decoded text, a byte order mark not counted.
/// Offsets into a stretch of prose are plain `usize`; this type keeps the two apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceOffset(pub usize);

/// A half-open range of [`SourceOffset`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceSpan {
    pub start: SourceOffset,
    pub end: SourceOffset,
}

impl SourceSpan {
    pub fn new(start: usize, end: usize) -> Self {
        SourceSpan { start: SourceOffset(start), end: SourceOffset(end) }
    }

    pub fn range(self) -> Range<usize> {
        self.start.0..self.end.0
    }
}

/// Whether a sentence goes on over the single blank line that `at`, a byte in its white space, belongs to. So it often is in
/// text that came out of a PDF: no mark ends what stands before, and a small letter follows.
pub fn sentence_goes_on(text: &str, at: usize) -> bool {
    /// More white space than this is a division, whatever stands around it; in characters.
    const WIDEST: usize = 40;
    let mut line_ends = 0;
    let mut solid = |c: &char| {
        line_ends += usize::from(*c == '\n');
        !c.is_whitespace()
    };
    let before = text[..at].chars().rev().take(WIDEST).find(&mut solid);
    let after = text[at..].chars().take(WIDEST).find(&mut solid);
    line_ends == 2
        && before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '’' | '\''))
        && after.is_some_and(char::is_lowercase)
}
