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
///
/// Nothing is kept of a line by itself: every [`STEP`] bytes it is written down how far lines and columns have come, and the
/// rest is counted when it is asked for. So a text of one line costs no more than one of many, however long.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// One every [`STEP`] bytes, the first at the beginning.
    checkpoints: Vec<Checkpoint>,
}

/// Bytes between checkpoints.
const STEP: usize = 4096;

/// How far lines and columns have come before a byte, which may lie inside a character.
#[derive(Debug, Clone, Copy, Default)]
struct Checkpoint {
    /// Line ends before it.
    lines: usize,
    /// The byte at which its line begins.
    start: usize,
    /// Code points of its line that begin before it.
    points: usize,
    /// UTF-16 code units of these.
    units: usize,
}

impl Checkpoint {
    /// The checkpoint behind `bytes[from..to]`.
    fn advance(mut self, bytes: &[u8], mut from: usize, to: usize) -> Checkpoint {
        let ends = count_line_ends(bytes, from, to);
        if ends > 0 {
            from = (from..to).rev().find(|&i| is_line_end(bytes, i)).map_or(from, |last| last + 1);
            self = Checkpoint { lines: self.lines + ends, start: from, points: 0, units: 0 };
        }
        let (mut points, mut astral) = (0, 0);
        // Counted in bytes first, so that the compiler can take many at a time.
        for piece in bytes[from..to].chunks(255) {
            let (mut first, mut long) = (0u8, 0u8);
            for &byte in piece {
                first += u8::from(byte & 0xc0 != 0x80);
                long += u8::from(byte >= 0xf0);
            }
            points += usize::from(first);
            astral += usize::from(long);
        }
        self.points += points;
        self.units += points + astral;
        self
    }
}

/// Whether a line ends with this byte: LF, or a CR that no LF follows.
fn is_line_end(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')
}

fn count_line_ends(bytes: &[u8], from: usize, to: usize) -> usize {
    let mut ends = 0;
    for start in (from..to).step_by(255) {
        let piece = &bytes[start..to.min(start + 255)];
        let (mut feeds, mut returns) = (0u8, 0u8);
        for &byte in piece {
            feeds += u8::from(byte == b'\n');
            returns += u8::from(byte == b'\r');
        }
        ends += usize::from(feeds);
        // They are rare outside of CRLF, where they are no ends.
        if returns > 0 {
            ends += (start..start + piece.len()).filter(|&i| bytes[i] == b'\r' && is_line_end(bytes, i)).count();
        }
    }
    ends
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = Checkpoint::default();
        let mut checkpoints = vec![at];
        for from in (STEP..bytes.len()).step_by(STEP) {
            at = at.advance(bytes, from - STEP, from);
            checkpoints.push(at);
        }
        LineIndex { checkpoints }
    }

    /// The position of a byte; past the end counts as the end, inside a character as its beginning.
    pub fn position(&self, text: &str, offset: SourceOffset) -> Position {
        let here = self.at(text, offset);
        Position { line: here.lines + 1, column: here.points + 1, utf16: here.units + 1 }
    }

    /// The byte at which the line of a byte begins.
    pub fn line_start(&self, text: &str, offset: SourceOffset) -> usize {
        self.at(text, offset).start
    }

    fn at(&self, text: &str, offset: SourceOffset) -> Checkpoint {
        let mut at = offset.0.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let n = (at / STEP).min(self.checkpoints.len() - 1);
        self.checkpoints[n].advance(text.as_bytes(), n * STEP, at)
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

    /// The line of a byte and where it begins, by looking at every byte.
    fn line_of(text: &str, at: usize) -> (usize, usize) {
        let starts = (0..=at).filter(|&i| i == 0 || is_line_end(text.as_bytes(), i - 1));
        starts.fold((0, 0), |(line, _), start| (line + 1, start))
    }

    #[test]
    fn long_texts_with_lines_of_every_length() {
        // Lines of 0 to 20,000 bytes, so that checkpoints fall into characters, line ends, and lines without any.
        let mut text = String::new();
        for (n, (filler, end)) in
            ["a", "é性", "🙂x", "я", ""].iter().zip(["\n", "\r\n", "\r", "\n\n", "\r\r\n"]).cycle().take(60).enumerate()
        {
            text.push_str(&filler.repeat(n * n * 3));
            text.push_str(end);
        }
        let index = LineIndex::new(&text);
        let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        for at in places.filter(|at| at % 61 == 0 || at % STEP < 3 || is_line_end(text.as_bytes(), at.saturating_sub(1))) {
            let p = index.position(&text, SourceOffset(at));
            let (line, start) = line_of(&text, at);
            let before = &text[start..at];
            let expected = (line, before.chars().count() + 1, before.encode_utf16().count() + 1);
            assert_eq!((p.line, p.column, p.utf16), expected, "{at}");
            assert_eq!(index.line_start(&text, SourceOffset(at)), start, "{at}");
        }
    }
}
