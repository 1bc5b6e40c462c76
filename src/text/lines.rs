//! Line, column and UTF-16 column of a byte: made here and nowhere else.

use super::SourceOffset;

/// A place as people and protocols write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode code points (a tab is one, an emoji of several code points is several).
    pub column: usize,
    /// From 1, in UTF-16 code units.
    pub utf16: usize,
}

impl Position {
    /// The same place in a text in which what stands at `from` here stands at `to`.
    pub fn moved(self, from: Position, to: Position) -> Position {
        let same_line = self.line == from.line;
        let shifted = |own: usize, from: usize, to: usize| if same_line { (to + own).saturating_sub(from) } else { own };
        Position {
            line: (to.line + self.line).saturating_sub(from.line),
            column: shifted(self.column, from.column, to.column),
            utf16: shifted(self.utf16, from.utf16, to.utf16),
        }
    }
}

/// Where the lines of a text begin. Lines end with LF, CRLF or a lone CR.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        LineIndex { starts }
    }

    /// The position of a byte; past the end counts as the end, inside a character as its beginning.
    pub fn position(&self, text: &str, offset: SourceOffset) -> Position {
        let mut at = offset.0.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|&s| s <= at) - 1;
        let (mut column, mut utf16) = (1, 1);
        for c in text[self.starts[line]..at].chars() {
            column += 1;
            utf16 += c.len_utf16();
        }
        Position { line: line + 1, column, utf16 }
    }

    /// The bytes of a line (from 1) without its line end.
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let Some(&start) = self.starts.get(line.wrapping_sub(1)) else { return "" };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// The byte at which a line (from 1) begins.
    pub fn line_start(&self, line: usize) -> usize {
        self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0)
    }

    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, needle: &str) -> (usize, usize, usize) {
        let p = LineIndex::new(text).position(text, SourceOffset(text.find(needle).unwrap()));
        (p.line, p.column, p.utf16)
    }

    #[test]
    fn emoji_combining_marks_tabs_and_line_ends() {
        assert_eq!(at("👩🏽‍🦱 x", "x"), (1, 6, 9));
        assert_eq!(at("e\u{301}x", "x"), (1, 3, 3));
        assert_eq!(at("a\r\n\tb", "b"), (2, 2, 2));
        assert_eq!(at("a\rb\nc", "c"), (3, 1, 1));
        assert_eq!(at("| 性 | b |", "b"), (1, 7, 7));
    }

    #[test]
    fn lines_come_without_their_ends() {
        let text = "a\r\nb\n";
        let index = LineIndex::new(text);
        assert_eq!((index.line(text, 1), index.line(text, 2), index.line(text, 3)), ("a", "b", ""));
    }
}
