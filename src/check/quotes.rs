//! Quotation marks of the five languages around a hit.
//!
//! A quotation counts when it opens before the hit and closes after it in the same paragraph; one that never closes ends
//! nothing and hides nothing. An apostrophe never opens a quotation.

use super::Exemption;
use crate::text::{Language, fold::BLOCK_SEPARATOR};
use std::ops::Range;

/// The quotation or title that the hit stands in, if any.
pub fn enclosing(text: &str, hit: Range<usize>, language: Language) -> Option<Exemption> {
    let paragraph = paragraph(text, &hit);
    let inside = |r: &Range<usize>| r.start <= hit.start && hit.end <= r.end;
    let quotes = pairs(&text[paragraph.clone()], language);
    let mut exemption = None;
    for (range, kind) in quotes {
        let range = range.start + paragraph.start..range.end + paragraph.start;
        if inside(&range) {
            if kind == Exemption::Title {
                return Some(kind);
            }
            exemption = Some(kind);
        }
    }
    exemption
}

/// Plain text paragraphs may reach the checker joined by a blank line; quotations do not cross one.
fn paragraph(text: &str, hit: &Range<usize>) -> Range<usize> {
    let start = text[..hit.start].rfind(BLOCK_SEPARATOR).map_or(0, |i| i + BLOCK_SEPARATOR.len_utf8());
    let end = text[hit.end..].find(BLOCK_SEPARATOR).map_or(text.len(), |i| hit.end + i);
    start..end
}

/// Every closed pair of marks, as the range between them.
fn pairs(text: &str, _language: Language) -> Vec<(Range<usize>, Exemption)> {
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (n, &(i, c)) in chars.iter().enumerate() {
        let before = n.checked_sub(1).map(|p| chars[p].1);
        let after = chars.get(n + 1).map(|a| a.1);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let start = i + c.len_utf8();
        let mut close = |openers: &[char], open: &mut Vec<(char, usize)>| {
            if let Some(at) = open.iter().rposition(|(o, _)| openers.contains(o)) {
                let (opener, from) = open[at];
                open.truncate(at);
                let kind = if matches!(opener, '《' | '〈') { Exemption::Title } else { Exemption::Quotation };
                found.push((from..i, kind));
                true
            } else {
                false
            }
        };
        match c {
            '“' if open.iter().any(|(o, _)| *o == '„') => {
                // German and Russian inner quotations close with “.
                close(&['„'], &mut open);
            }
            '“' | '„' | '«' | '「' | '『' | '《' | '〈' | '‹' | '〝' => open.push((c, start)),
            '”' => {
                close(&['“', '„', '”'], &mut open);
            }
            '»' => {
                close(&['«'], &mut open);
            }
            '›' => {
                close(&['‹'], &mut open);
            }
            '」' => {
                close(&['「'], &mut open);
            }
            '』' => {
                close(&['『'], &mut open);
            }
            '》' => {
                close(&['《'], &mut open);
            }
            '〉' => {
                close(&['〈'], &mut open);
            }
            '〞' | '〟' => {
                close(&['〝'], &mut open);
            }
            // A straight mark closes one that is open, else opens. An inch mark (5") follows a digit and opens nothing.
            '"' | '＂' if !close(&['"'], &mut open) && !before.is_some_and(|b| b.is_ascii_digit()) => open.push(('"', start)),
            '‘' | '\'' if !letter(before) && letter(after) => open.push(('‘', start)),
            '’' | '\'' if !letter(after) => {
                // The possessive of a plural (workers') stands where a quotation could close; only an open one closes.
                close(&['‘'], &mut open);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, hit: &str) -> Option<Exemption> {
        let at = text.find(hit).unwrap();
        enclosing(text, at..at + hit.len(), Language::En)
    }

    #[test]
    fn the_marks_of_the_five_languages() {
        for text in [
            "the word “prostitute” hurts",
            "the word \"prostitute\" hurts",
            "the word 'prostitute' hurts",
            "le mot « prostitute » blesse",
            "слово «prostitute» ранит",
            "слово „prostitute“ ранит",
            "「prostitute」这个词",
            "“He said ‘prostitute’ twice.”",
        ] {
            assert_eq!(quoted(text, "prostitute"), Some(Exemption::Quotation), "{text}");
        }
        assert_eq!(quoted("《prostitute》", "prostitute"), Some(Exemption::Title));
    }

    #[test]
    fn what_does_not_quote() {
        for text in [
            "the clients' view of a prostitute's work and the workers' view",
            "l'avis d'une prostitute n'est pas",
            "an unclosed “quote and a prostitute",
            "a 5\" screen and a prostitute",
            "she said “no”; a prostitute said “yes”",
            "rock 'n' roll and a prostitute",
        ] {
            assert_eq!(quoted(text, "prostitute"), None, "{text}");
        }
    }
}
