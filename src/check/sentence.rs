//! Sentences, as far as a linter needs them: the stretch in which words belong together.

use crate::text::sentence_goes_on;
use std::ops::Range;

/// Shortened words that a number follows: art. 6, No. 12, ст. 240.
const NUMBERED: [&str; 20] = [
    "art", "arts", "no", "nos", "núm", "nr", "sec", "secs", "ch", "chap", "pp", "vol", "fig", "al", "ст", "стр", "гл", "рис",
    "пп", "табл",
];

fn ends(text: &str, at: usize, c: char) -> bool {
    match c {
        '!' | '?' | '…' | '。' | '！' | '？' | '\u{2029}' => true,
        '\n' => text[at + 1..].starts_with('\n') && !sentence_goes_on(text, at),
        // A full stop ends a sentence where white space follows, and what stands before it is no single letter (J. Smith),
        // number of a list or shortened word before its number.
        '.' => {
            let rest = &text[at + 1..];
            let next = rest.trim_start_matches(['"', '”', '»', '\'', ')', '’']);
            let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let numbered = || {
                next.trim_start().starts_with(|c: char| c.is_ascii_digit()) && NUMBERED.contains(&word.to_lowercase().as_str())
            };
            (next.is_empty() || next.starts_with(char::is_whitespace)) && word.chars().count() != 1 && !numbered()
        }
        _ => false,
    }
}

/// The sentence around a range, bytes of the same text.
pub fn around(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].char_indices().rev().find(|(i, c)| ends(text, *i, *c)).map_or(0, |(i, c)| i + c.len_utf8());
    let end = text[range.end..]
        .char_indices()
        .find(|(i, c)| ends(text, range.end + i, *c))
        .map_or(text.len(), |(i, c)| range.end + i + c.len_utf8());
    start..end.max(range.end)
}

/// Whether a sentence, a list item or a paragraph begins at this byte.
pub fn begins_at(text: &str, at: usize) -> bool {
    let opens =
        |c: char| matches!(c, '"' | '“' | '«' | '(' | '‘' | '¿' | '¡' | '[' | '*' | '_') || (c.is_whitespace() && c != '\n');
    let before = text[..at].trim_end_matches(opens);
    match before.char_indices().next_back() {
        None => true,
        Some((i, '•' | '-' | '–' | '—' | '◗' | '\u{f075}')) => {
            // A dash is the sign of a list item where its line begins; elsewhere it is part of the sentence.
            let line = before[..i].trim_end_matches([' ', '\t']);
            line.is_empty() || line.ends_with('\n')
        }
        Some((i, c)) => ends(text, i, c) || c == ':' || (c == '\n' && before.ends_with("\n\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_that_end_nothing() {
        let text = "See J. Smith, art. 6.11 of the law. Then go.";
        let at = text.find("6.11").unwrap();
        assert_eq!(&text[around(text, at..at + 4)], "See J. Smith, art. 6.11 of the law.");
        assert!(begins_at(text, text.find("Then").unwrap()));
        assert!(!begins_at(text, text.find("Smith").unwrap()));
        assert!(!begins_at("ruin. --Hooker", 8));
        assert!(begins_at("one\n- Hooker", 6));
    }
}
