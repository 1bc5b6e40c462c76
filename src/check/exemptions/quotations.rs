//! Quotation marks of the five languages around a hit.
//!
//! A quotation counts when it opens before the hit and closes after it in the same paragraph; one that never closes ends
//! with its paragraph and hides nothing. An apostrophe never opens a quotation.

use super::{Exemption, Place};
use crate::text::fold::BLOCK_SEPARATOR;
use crate::text::script::is_han;
use std::ops::Range;

/// A closed pair of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Between the marks, bytes of the text.
    pub inner: Range<usize>,
    /// With the marks.
    pub outer: Range<usize>,
    /// 《…》 and 〈…〉 are titles.
    pub is_title: bool,
}

/// The quotation that the hit stands in, if any.
pub fn find(place: &Place) -> Option<Exemption> {
    place.quote().map(|_| Exemption::Quotation)
}

/// The quotation or title that a range of a text stands in, if any; for rules that have no [`Place`].
pub(crate) fn enclosing(text: &str, range: &Range<usize>) -> Option<Exemption> {
    let around = pairs(text).into_iter().filter(|q| q.inner.start <= range.start && range.end <= q.inner.end);
    around.map(|q| q.is_title).max().map(|is_title| if is_title { Exemption::Title } else { Exemption::Quotation })
}

/// What stands between marks of quotation.
pub(crate) fn quoted(text: &str) -> Vec<Range<usize>> {
    pairs(text).into_iter().map(|q| q.inner).collect()
}

/// Quotations inside one another; of marks that never close the oldest are forgotten.
const MOST_OPEN: usize = 32;

/// Every closed pair of marks of a text.
pub fn pairs(text: &str) -> Vec<Quote> {
    let mut found = Vec::new();
    // Opening mark, where it stands, where what it opens begins.
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // Beside an ideograph a mark is no apostrophe.
        let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let behind = i + c.len_utf8();
        let mut close = |openers: &[char], open: &mut Vec<(char, usize, usize)>| {
            let Some(at) = open.iter().rposition(|(o, ..)| openers.contains(o)) else { return false };
            let (opener, outer, inner) = open[at];
            open.truncate(at);
            found.push(Quote { inner: inner..i, outer: outer..behind, is_title: matches!(opener, '《' | '〈') });
            true
        };
        match c {
            // A quotation ends with its paragraph.
            BLOCK_SEPARATOR => open.clear(),
            '\n' if after == Some('\n') => open.clear(),
            // Russian inner quotations („…“) close with this mark.
            '“' if open.iter().any(|(o, ..)| *o == '„') => {
                close(&['„'], &mut open);
            }
            '“' | '„' | '«' | '「' | '『' | '《' | '〈' | '‹' | '〝' => open.push((c, i, behind)),
            '”' => {
                close(&['“', '„'], &mut open);
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
            // A straight mark closes where it leans on a word, and opens where one follows. One that follows white space
            // closes nothing: the mark before it was never closed.
            '"' | '＂' => {
                let closes = !space(before) && close(&['"'], &mut open);
                // An inch mark (5") follows a digit.
                if !closes && !space(after) && !before.is_some_and(|b| b.is_ascii_digit()) {
                    open.retain(|(o, ..)| *o != '"');
                    open.push(('"', i, behind));
                }
            }
            '‘' | '\''
                if !in_word(before)
                    && letter(after)
                    && !(c == '\'' && before.is_some_and(is_han) && open.iter().any(|(o, ..)| *o == '‘')) =>
            {
                open.push(('‘', i, behind));
            }
            // The possessive of a plural (workers') stands where a quotation could close; only an open one closes.
            '’' | '\'' if !in_word(after) => {
                close(&['‘'], &mut open);
            }
            _ => {}
        }
        before = Some(c);
        if open.len() > MOST_OPEN {
            open.remove(0);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};
    use super::*;

    fn quoted(text: &str, hit: &str) -> Option<bool> {
        let at = text.find(hit).unwrap();
        pairs(text).iter().find(|q| q.inner.start <= at && at + hit.len() <= q.inner.end).map(|q| q.is_title)
    }

    #[test]
    fn the_marks_of_the_five_languages() {
        for text in [
            "he wrote “prostitute” here",
            "he wrote \"prostitute\" here",
            "he wrote 'prostitute' here",
            "il écrit « prostitute » ici",
            "пишут «prostitute» там",
            "пишут „prostitute“ там",
            "他写「prostitute」",
            "他寫『prostitute』",
            "她说：“‘prostitute’这个词难听。”",
            "她说'prostitute'这个词",
            "“He said ‘prostitute’ twice.”",
            "« il a dit “prostitute” deux fois »",
            "(\"prostitute\")",
            "l’avis de l’« prostitute » est",
        ] {
            assert_eq!(quoted(text, "prostitute"), Some(false), "{text}");
        }
        assert_eq!(quoted("《prostitute》", "prostitute"), Some(true));
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
            "an \"unclosed mark and a prostitute and \"a whole one\"",
            "an “unclosed one\n\nprostitute” in the next paragraph",
        ] {
            assert_eq!(quoted(text, "prostitute"), None, "{text}");
        }
    }

    #[test]
    fn somebody_elses_words_make_a_note() {
        all(
            "quotation",
            &[
                ("en", "The mayor shouted “no more prostitutes here” and left."),
                ("fr", "La maire a crié « plus de prostituées ici » avant de partir."),
                ("es", "La alcaldesa gritó «no más prostitutas aquí» y se fue."),
                ("ru", "Мэр крикнул: «Здесь больше не будет проституток» — и ушёл."),
                ("zh", "市长喊道：“这里不再有妓女”，然后离开了。"),
            ],
        );
        none("quotation", &[("en", "The workers’ guide to a prostitute’s rights isn’t out.")]);
    }
}
