//! Forms for both genders with a gap, a colon or an asterisk (секс-работни_ца, активист:ки, эксперт*ки), as GOLOS and TEPL
//! write them. They are read, so that a document keeps to one sign, and never made out of a plain form.

use std::ops::Range;

/// A marked form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// `_`, `:` or `*`; where it stands, bytes of the text.
    pub sign: char,
    pub sign_at: usize,
}

/// What stands between the stem and the feminine ending.
pub const SIGNS: [char; 3] = ['_', ':', '*'];

/// «секс-работницы» with the sign that the found form has: «секс-работни:цы».
pub fn keep_sign(found: &str, written: String) -> String {
    match found.chars().find(|c| SIGNS.contains(c)) {
        Some(sign) => written.replacen("работниц", &format!("работни{sign}ц"), 1),
        None => written,
    }
}

/// Feminine endings that stand behind a sign, in their cases.
const MARKS: &str = "ца цы це цу цей цам цами цах ц ка ки ке ку кой кам ками ках ниц ница ницы нице ницу ницей ницам ницами \
    ницах ок";

/// Whether a sign and a feminine ending stand here, so that the word before is only the stem of a form for both.
pub fn mark_follows(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(SIGNS) else { return false };
    let ending: &str = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    MARKS.split_ascii_whitespace().any(|m| m == ending)
}

/// Every marked form of a text, in its order.
pub fn find(text: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices(SIGNS).filter_map(|(i, s)| s.chars().next().map(|c| (i, c))) {
        let letter = |c: &char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '-');
        let stem: usize = text[..at].chars().rev().take(40).take_while(letter).map(char::len_utf8).sum();
        let mark: usize = text[at + 1..].chars().take(8).take_while(letter).map(char::len_utf8).sum();
        let ending = &text[at + 1..at + 1 + mark];
        let next = text[at + 1 + mark..].chars().next();
        let before = text[..at - stem].chars().next_back();
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '*' | '/'));
        // At least three letters of two bytes.
        if stem >= 6 && MARKS.split_ascii_whitespace().any(|m| m == ending) && !joined(next) && !joined(before) {
            found.push(Marked { range: at - stem..at + 1 + mark, sign, sign_at: at });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_signs() {
        let text = "Секс-работни_ца, активист:ки и эксперт*ки; отчёт_итоги, в 10:30, слово: ка и всё";
        let forms: Vec<&str> = find(text).iter().map(|m| &text[m.range.clone()]).collect();
        assert_eq!(forms, ["Секс-работни_ца", "активист:ки", "эксперт*ки"]);
        assert!(mark_follows(":ки собрались") && mark_follows("*ок") && !mark_follows(": ки") && !mark_follows(":запрет"));
    }
}
