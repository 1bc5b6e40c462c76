//! Positions of the Language Server Protocol (3.17, "Position"): line and character from 0, the character counted in the
//! unit that client and server agreed on. Made here and nowhere else.

use ropey::Rope;
use std::ops::Range;

/// What the character of a position counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client knows.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Encoding {
    /// The name that the protocol has for it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    /// The first encoding that a client names and we know; UTF-16 where it names none.
    pub fn choose<'n>(offered: impl IntoIterator<Item = &'n str>) -> Encoding {
        let known = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];
        offered.into_iter().find_map(|name| known.into_iter().find(|e| e.name() == name)).unwrap_or_default()
    }
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinePosition {
    /// From 0.
    pub line: u32,
    /// From 0, in units of the [`Encoding`].
    pub character: u32,
}

/// The byte of a position. A line past the end is the end of the text, a character past the end of its line the end of the
/// line before its line end, one inside a character that character's beginning.
pub fn byte_of(text: &Rope, position: LinePosition, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= text.len_lines() {
        return text.len_bytes();
    }
    let start = text.line_to_byte(line);
    let end = line_end(text, line);
    let wanted = position.character as usize;
    match encoding {
        Encoding::Utf8 => {
            let byte = start.saturating_add(wanted).min(end);
            // Bytes inside a character lead back to its beginning.
            text.char_to_byte(text.byte_to_char(byte))
        }
        Encoding::Utf16 => {
            let first = text.char_to_utf16_cu(text.byte_to_char(start));
            let last = text.char_to_utf16_cu(text.byte_to_char(end));
            text.char_to_byte(text.utf16_cu_to_char(first.saturating_add(wanted).min(last)))
        }
        Encoding::Utf32 => {
            let first = text.byte_to_char(start);
            text.char_to_byte(first.saturating_add(wanted).min(text.byte_to_char(end)))
        }
    }
}

/// The position of a byte; past the end counts as the end, inside a character as its beginning.
pub fn position_of(text: &Rope, byte: usize, encoding: Encoding) -> LinePosition {
    let at = text.byte_to_char(byte.min(text.len_bytes()));
    let line = text.char_to_line(at);
    let first = text.line_to_char(line);
    let character = match encoding {
        Encoding::Utf8 => text.char_to_byte(at) - text.char_to_byte(first),
        Encoding::Utf16 => text.char_to_utf16_cu(at) - text.char_to_utf16_cu(first),
        Encoding::Utf32 => at - first,
    };
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    LinePosition { line: narrow(line), character: narrow(character) }
}

/// The bytes between two positions, whichever comes first.
pub fn bytes_of(text: &Rope, from: LinePosition, to: LinePosition, encoding: Encoding) -> Range<usize> {
    let (a, b) = (byte_of(text, from, encoding), byte_of(text, to, encoding));
    a.min(b)..a.max(b)
}

/// The byte before a line's end of line (LF, CRLF or a lone CR: what the protocol knows).
pub fn line_end(text: &Rope, line: usize) -> usize {
    if line + 1 >= text.len_lines() {
        return text.len_bytes();
    }
    let mut end = text.line_to_byte(line + 1);
    let start = text.line_to_byte(line);
    if end > start && text.byte(end - 1) == b'\n' {
        end -= 1;
    }
    if end > start && text.byte(end - 1) == b'\r' {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use Encoding::{Utf8, Utf16, Utf32};

    fn at(line: u32, character: u32) -> LinePosition {
        LinePosition { line, character }
    }

    #[test]
    fn the_three_units_of_an_emoji_and_of_cyrillic() {
        let text = Rope::from_str("🙂 эx\r\nb");
        let byte = text.to_string().find('x').unwrap();
        for (encoding, character) in [(Utf8, 7), (Utf16, 4), (Utf32, 3)] {
            assert_eq!(position_of(&text, byte, encoding), at(0, character));
            assert_eq!(byte_of(&text, at(0, character), encoding), byte);
        }
    }

    #[test]
    fn positions_past_the_end_are_clamped() {
        let text = Rope::from_str("ab\r\ncd");
        for encoding in [Utf8, Utf16, Utf32] {
            assert_eq!(byte_of(&text, at(0, 99), encoding), 2);
            assert_eq!(byte_of(&text, at(0, u32::MAX), encoding), 2);
            assert_eq!(byte_of(&text, at(9, 0), encoding), 6);
            assert_eq!(byte_of(&text, at(u32::MAX, u32::MAX), encoding), 6);
        }
        assert_eq!(byte_of(&Rope::from_str("a\n"), at(1, 0), Utf16), 2);
        assert_eq!(position_of(&text, 99, Utf16), at(1, 2));
    }

    #[test]
    fn a_position_inside_a_character_is_its_beginning() {
        let text = Rope::from_str("a🙂b");
        assert_eq!(byte_of(&text, at(0, 2), Utf16), 1);
        assert_eq!(byte_of(&text, at(0, 3), Utf8), 1);
    }

    #[test]
    fn lines_end_as_the_protocol_has_it() {
        // U+2028, a form feed and U+0085 end no line.
        let text = Rope::from_str("a\u{2028}b\u{c}c\u{85}d\re\n");
        assert_eq!(text.len_lines(), 3);
        assert_eq!(position_of(&text, text.len_bytes() - 2, Utf32), at(1, 0));
    }

    #[test]
    fn the_client_s_first_choice_counts() {
        assert_eq!(Encoding::choose(["utf-32", "utf-8", "utf-16"]), Utf32);
        assert_eq!(Encoding::choose(["utf-8", "utf-16"]), Utf8);
        assert_eq!(Encoding::choose(["utf-7"]), Utf16);
        assert_eq!(Encoding::choose([]), Utf16);
    }
}
