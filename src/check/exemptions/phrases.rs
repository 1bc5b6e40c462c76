//! Phrases of `rules/<language>/context.toml` in a folded text: whole words, `*` for any ending; Chinese as it stands.

use crate::text::script::is_han;
use std::ops::Range;

/// Signs that may stand before a word without being part of it.
const OPENING: [char; 11] = ['"', '“', '„', '«', '(', '[', '\'', '‘', '¿', '¡', '*'];
/// Signs that may stand behind a word without being part of it.
const CLOSING: [char; 17] = ['"', '”', '“', '»', ')', ']', '\'', '’', ',', '.', ';', ':', '!', '?', '*', '…', '—'];

fn unit_matches(unit: &str, item: &str) -> bool {
    match item.strip_suffix('*') {
        Some(stem) => unit.starts_with(stem),
        None => unit == item,
    }
}

/// The first word of a phrase may hang on an elided article: l'expression.
fn first_matches(unit: &str, item: &str) -> bool {
    let unit = unit.trim_start_matches(OPENING);
    unit_matches(unit, item) || unit.rsplit_once('\'').is_some_and(|(_, bare)| unit_matches(bare, item))
}

/// The last word of a phrase may have signs behind it, or a full stop of its own (art.).
fn last_matches(unit: &str, item: &str) -> bool {
    unit_matches(unit.trim_end_matches(CLOSING), item) || unit_matches(unit, item)
}

/// Whether the text ends with the phrase; white space behind it makes no difference.
pub fn ends_with(text: &str, phrase: &str) -> bool {
    let text = text.trim_end();
    if phrase.chars().any(is_han) {
        return text.ends_with(phrase);
    }
    let mut units = text.split_whitespace().rev();
    let mut items = phrase.split_whitespace().rev().peekable();
    while let Some(item) = items.next() {
        let Some(unit) = units.next() else { return false };
        let fits = if items.peek().is_none() { first_matches(unit, item) } else { unit_matches(unit, item) };
        if !fits {
            return false;
        }
    }
    true
}

/// Whether the text begins with the phrase; white space and closing signs before it make no difference.
pub fn starts_with(text: &str, phrase: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace());
    if phrase.chars().any(is_han) {
        return text.starts_with(phrase);
    }
    let mut units = text.split_whitespace();
    let mut items = phrase.split_whitespace().peekable();
    while let Some(item) = items.next() {
        let Some(unit) = units.next() else { return false };
        let fits = if items.peek().is_none() { last_matches(unit, item) } else { unit_matches(unit, item) };
        if !fits {
            return false;
        }
    }
    true
}

/// Where the phrase occurs last as whole words, bytes of the text.
pub fn last(text: &str, phrase: &str) -> Option<Range<usize>> {
    if phrase.chars().any(is_han) {
        return text.rfind(phrase).map(|i| i..i + phrase.len());
    }
    if !phrase.split_whitespace().all(|item| text.contains(item.trim_end_matches('*'))) {
        return None;
    }
    let items: Vec<&str> = phrase.split_whitespace().collect();
    let units: Vec<&str> = text.split_whitespace().collect();
    let last = items.len().checked_sub(1)?;
    let at = units.windows(items.len()).rposition(|w| {
        w.iter().zip(&items).enumerate().all(|(n, (unit, item))| {
            let bare = if n == last { unit.trim_end_matches(CLOSING) } else { unit };
            let test = if n == 0 { first_matches } else { unit_matches };
            // A phrase may end on a full stop of its own: art., loi n°.
            test(bare, item) || test(unit, item)
        })
    })?;
    // Units are pieces of the text, so their places are known.
    let place = |unit: &str| unit.as_ptr() as usize - text.as_ptr() as usize;
    Some(place(units[at])..place(units[at + last]) + units[at + last].len())
}

pub fn contains(text: &str, phrase: &str) -> bool {
    last(text, phrase).is_some()
}

/// Any phrase of a list, with a test of this module.
pub fn any(text: &str, list: &[String], test: fn(&str, &str) -> bool) -> bool {
    list.iter().any(|phrase| test(text, phrase))
}

/// Whether a word of the text has the beginning of `word`: the same word, however it is inflected.
pub fn has_stem(text: &str, word: &str) -> bool {
    let length = word.chars().count();
    let keep = (length * 2).div_ceil(3).max(3);
    let stem: String = word.chars().take(keep).collect();
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(&stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        assert!(ends_with("they use the word ", "word"));
        assert!(ends_with("il récuse l'expression ", "expression"));
        assert!(!ends_with("a password ", "word"));
        assert!(ends_with("(the term", "the term"));
        assert!(starts_with(" is a slur.", "is a slur"));
        assert!(!starts_with(" issue", "is"));
        assert!(contains("according to the police, they", "according to"));
        assert!(contains("по словам полиции", "по словам"));
        assert!(contains("据警方说", "据"));
        assert!(!contains("discord", "cord"));
        assert_eq!(last("she said, that", "said"), Some(4..9));
        assert!(contains("the code, art. 6 ", "art."));
        assert!(starts_with(" sic.", "sic"));
    }

    #[test]
    fn inflected_words_share_their_beginning() {
        assert!(has_stem("les travailleuses du sexe", "travailleurse"));
        assert!(!has_stem("le travail", "travailleurse"));
    }
}
