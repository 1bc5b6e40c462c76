//! Text below the level of grammar: folding, word boundaries per script, line and column.

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
