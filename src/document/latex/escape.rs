//! Letters and signs as LaTeX writes them.

use crate::document::{Quoting, READ_ONLY};

/// A letter with a mark, as one character where there is one.
pub(super) fn compose(letter: char, mark: char) -> String {
    match unicode_normalization::char::compose(letter, mark) {
        Some(whole) => whole.to_string(),
        None => [letter, mark].iter().collect(),
    }
}

/// How a replacement must be written so that it reads as text.
pub(super) fn escape(text: &str, quoting: Quoting) -> Option<String> {
    if quoting == READ_ONLY {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '%' | '&' | '_' | '#' | '$' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\u{a0}' => out.push('~'),
            '\u{ad}' => out.push_str("\\-"),
            // An option, if it came behind a command.
            '[' => out.push_str("{[}"),
            ']' => out.push_str("{]}"),
            // Signs that would become another one with the next.
            '-' if rest.peek() == Some(&'-') => out.push_str("-{}"),
            '<' | '>' | ',' if rest.peek() == Some(&c) => out.extend([c, '{', '}']),
            '\'' if rest.peek() == Some(&'\'') => out.push_str("'{}"),
            '`' => out.push_str("\\textquoteleft{}"),
            // A shorthand of many languages.
            '"' => return None,
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_composed() {
        assert_eq!(compose('e', '\u{301}'), "é");
        assert_eq!(compose('q', '\u{301}'), "q\u{301}");
    }

    #[test]
    fn replacements_are_text() {
        let written = |text| escape(text, Quoting::Bare);
        assert_eq!(written("R&D_1 50 % #2").as_deref(), Some("R\\&D\\_1 50 \\% \\#2"));
        assert_eq!(written("travailleur·se·s [sic]").as_deref(), Some("travailleur·se·s {[}sic{]}"));
        assert_eq!(written("a\u{a0}: b--c").as_deref(), Some("a~: b-{}-c"));
        assert_eq!(written("\"x\""), None);
        assert_eq!(escape("x", READ_ONLY), None);
    }
}
