//! Inclusive forms in running text: where they stand, in which notation, and what they stand for.
//!
//! One pass over the bytes looks for the places where a notation joins a mark to a word (a capital behind a small letter, a
//! dot, a bracket, a hyphen, a slash); only there are words read. Capitals that are no notation (EjeRcen, iPhone, SWIFA) have
//! no mark of a feminine and are passed over.

use super::inclusive::{self, Notation, Recognised};
use crate::grammar::Number;
use std::ops::Range;

/// An inclusive form in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Masculine singular, with the capitals of the text.
    pub masculine: String,
    /// Feminine singular.
    pub feminine: String,
    pub number: Number,
    pub notation: Notation,
    /// A third mark for those who are neither (travailleur·euse·x·s); it has no counterpart in the other notations.
    pub with_x: bool,
}

impl Marked {
    /// Whether both ways of writing the point médian read the same: the singular, and words with a plural in -x or -s
    /// (nombreux·ses, nouveaux·elles, régionaux·ales).
    pub fn fits_both_medians(&self) -> bool {
        self.number == Number::Singular
            || self.masculine.ends_with(['x', 's'])
            || self.masculine.ends_with("eau")
            || self.masculine.ends_with("al")
    }

    /// Whether this is nothing but an inclusive form: a dot or brackets, a noun of the list, a determiner, or a word that the
    /// grammar knows to agree. A capital, a hyphen or a slash is met in other words too.
    pub fn is_sure(&self, is_noun: &dyn Fn(&str) -> bool) -> bool {
        let lemma = self.masculine.to_lowercase();
        let participle = lemma.chars().count() > 4 && lemma.ends_with('é');
        matches!(self.notation, Notation::Median | Notation::MedianShort | Notation::Parentheses | Notation::ParenthesesTwice)
            || matches!(lemma.as_str(), "un" | "tout" | "nombreux")
            || participle
            || is_noun(&lemma)
            || !super::adjectives::readings(&lemma).is_empty()
    }

    /// The form in one gender.
    pub fn in_gender(&self, feminine: bool) -> String {
        let word = if feminine { &self.feminine } else { &self.masculine };
        match (self.number, feminine) {
            (Number::Singular, _) => word.clone(),
            (Number::Plural, true) => super::inflection::plural(word),
            (Number::Plural, false) => super::adjectives::masculine_plural(word),
        }
    }
}

/// The point médian and its look-alikes (OQLF's own page writes U+2219).
const DOTS: [char; 10] =
    ['·', '\u{2219}', '\u{22c5}', '\u{2022}', '\u{2027}', '\u{2e31}', '\u{387}', '\u{30fb}', '\u{ff65}', '\u{16eb}'];
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
/// Letters a mark can have; longer than any of them is another word.
const LONGEST_MARK: usize = 6;

/// Bytes at which a mark can be joined to a word.
const JOINTS: [bool; 256] = {
    let mut joints = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        joints[byte] =
            matches!(byte as u8, b'A'..=b'Z' | b'.' | b'(' | b'[' | b'-' | b'/' | 0xc2 | 0xc3 | 0xce | 0xe1 | 0xe2 | 0xe3 | 0xef);
        byte += 1;
    }
    joints
};

/// Every inclusive form of a French text, in its order.
pub fn find(text: &str) -> Vec<Marked> {
    let bytes = text.as_bytes();
    let mut found: Vec<Marked> = Vec::new();
    let mut at = 1;
    while at < bytes.len() {
        // Most bytes are small letters and spaces.
        at += bytes[at..].iter().take_while(|b| !JOINTS[usize::from(**b)]).count();
        let Some(&byte) = bytes.get(at) else { break };
        let letter = |n: usize| bytes.get(at + n).is_some_and(|b| b.is_ascii_lowercase() || *b >= 0x80);
        let joint = match byte {
            b'A'..=b'Z' => true,
            // A letter follows.
            b'.' | b'-' | b'/' => letter(1),
            b'(' | b'[' => letter(1) || bytes.get(at + 1) == Some(&b'-'),
            // È, and the first bytes of the dots and hyphens; an apostrophe, a dash and a quotation mark are more frequent.
            0xc3 => bytes.get(at + 1) == Some(&0x88),
            0xe2 => bytes.get(at + 1) != Some(&0x80) || matches!(bytes.get(at + 2), Some(0x90 | 0x91 | 0xa2 | 0xa7)),
            _ => true,
        };
        if joint && (bytes[at - 1].is_ascii_lowercase() || bytes[at - 1] >= 0x80) {
            let floor = found.last().map_or(0, |m| m.range.end);
            if let Some(marked) = read(text, floor, at) {
                at = marked.range.end;
                found.push(marked);
                continue;
            }
        }
        at += 1;
    }
    found
}

/// The form whose mark is joined at byte `joint`; it does not begin before `floor`.
fn read(text: &str, floor: usize, joint: usize) -> Option<Marked> {
    let sign = text[joint..].chars().next()?;
    let hyphen = HYPHENS.contains(&sign);
    let start = stem_start(&text[floor..joint], hyphen)? + floor;
    let stem = &text[start..joint];
    if text[..start].ends_with(['/', '@', '#', '_', '\\', '.', '·', '&']) || text[..start].ends_with("](") {
        return None;
    }
    let (tail, end, notation, with_x) = if sign.is_uppercase() {
        let (tail, end) = capitals(text, joint)?;
        (tail, end, Notation::Capitals, false)
    } else if matches!(sign, '(' | '[') {
        brackets(text, joint, if sign == '(' { ')' } else { ']' })?
    } else {
        joined(text, joint, sign)?
    };
    let next = text[end..].chars().next();
    if next.is_some_and(|c| c.is_alphabetic() || matches!(c, '@' | '_')) {
        return None;
    }
    // An address goes on behind the dot: exemple.es/page.
    if notation == Notation::FullStop && matches!(next, Some('/' | ':')) {
        return None;
    }
    let Recognised { masculine, feminine, number, .. } = inclusive::read(stem, &tail, notation)?;
    if masculine == feminine || notation == Notation::Hyphen && !sure_with_hyphen(&tail, &text[joint..end]) {
        return None;
    }
    Some(Marked { range: start..end, masculine, feminine, number, notation, with_x })
}

/// Where the word before the mark begins: small letters, the first one of any size; at least two, three where the sign is
/// no letter.
fn stem_start(before: &str, hyphen: bool) -> Option<usize> {
    let mut start = before.len();
    let mut letters = 0;
    for (i, c) in before.char_indices().rev().take(40) {
        let inner_hyphen = HYPHENS.contains(&c) && !hyphen && letters > 0 && before[..i].ends_with(char::is_alphabetic);
        if c.is_lowercase() || inner_hyphen {
            start = i;
            letters += usize::from(c.is_lowercase());
        } else if c.is_uppercase() {
            // A capital begins the word, or this is no word of running text.
            let begins = !before[..i].chars().next_back().is_some_and(char::is_alphanumeric);
            return (begins && letters > 0).then_some(i);
        } else if c.is_alphanumeric() {
            return None;
        } else {
            break;
        }
    }
    (letters >= 2).then_some(start)
}

/// Capitals and a small (or, by a slip, a capital) s.
fn capitals(text: &str, joint: usize) -> Option<(String, usize)> {
    let run: usize = text[joint..].chars().take_while(|c| c.is_uppercase()).map(char::len_utf8).sum();
    let mut end = joint + run;
    if text[joint..end].chars().count() > LONGEST_MARK {
        return None;
    }
    if text[end..].starts_with('s') {
        end += 1;
    }
    Some((text[joint..end].to_string(), end))
}

type Tail = (String, usize, Notation, bool);

/// (e)s, (e)(s), (es), (-euse), [e]s.
fn brackets(text: &str, joint: usize, closing: char) -> Option<Tail> {
    let inner = &text[joint + 1..];
    let close = inner.char_indices().take(LONGEST_MARK + 3).find(|(_, c)| *c == closing)?.0;
    let mark = inner[..close].trim_start_matches(HYPHENS);
    if mark.is_empty() || mark == "s" || mark == "x" || !mark.chars().all(char::is_lowercase) {
        return None;
    }
    let mut end = joint + 1 + close + 1;
    let mut tail = mark.to_string();
    let mut notation = Notation::Parentheses;
    if text[end..].starts_with("(s)") {
        end += 3;
        tail.push('s');
        notation = Notation::ParenthesesTwice;
    } else if text[end..].starts_with('s') {
        end += 1;
        tail.push('s');
    }
    Some((tail, end, notation, false))
}

/// ·e·s, ·es, .e.s, -e-s, /e/s, and with a third mark ·e·x·s.
fn joined(text: &str, joint: usize, sign: char) -> Option<Tail> {
    let notation = match sign {
        '.' => Notation::FullStop,
        '/' => Notation::Slash,
        c if HYPHENS.contains(&c) => Notation::Hyphen,
        c if DOTS.contains(&c) => Notation::MedianShort,
        _ => return None,
    };
    let mut tail = String::new();
    let mut end = joint;
    let mut pieces = 0;
    let mut with_x = false;
    while pieces < 4 && text[end..].starts_with(sign) {
        let from = end + sign.len_utf8();
        let piece: &str = &text[from..];
        let length: usize = piece.chars().take(LONGEST_MARK + 1).take_while(|c| c.is_lowercase()).map(char::len_utf8).sum();
        let piece = &piece[..length];
        if piece.is_empty() || piece.chars().count() > LONGEST_MARK {
            break;
        }
        match piece {
            "x" | "xs" if pieces > 0 => {
                with_x = true;
                tail.push_str(&piece[1..]);
            }
            // ·ex·s, ·exs
            _ if pieces == 0 && piece.trim_end_matches('s').ends_with("ex") => {
                with_x = true;
                tail.push_str(&piece.replacen('x', "", 1));
            }
            _ => tail.push_str(piece),
        }
        end = from + length;
        pieces += 1;
    }
    if pieces == 0 {
        return None;
    }
    let twice = pieces > 1 && notation == Notation::MedianShort;
    Some((tail, end, if twice { Notation::Median } else { notation }, with_x))
}

/// « dit-elle », « parle-t-on »: with a hyphen only marks that are no pronoun count, or any mark with a separate s.
fn sure_with_hyphen(tail: &str, written: &str) -> bool {
    let separate = written.chars().filter(|c| HYPHENS.contains(c)).count() > 1 && written.ends_with('s');
    let known = ["e", "es", "euse", "euses", "rice", "rices", "trice", "trices", "ère", "ères", "enne", "ennes", "ve", "ves"];
    separate || known.contains(&tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<(String, Notation)> {
        find(text).into_iter().map(|m| (text[m.range].to_string(), m.notation)).collect()
    }

    #[test]
    fn every_notation_is_one_word() {
        for (text, notation) in [
            ("travailleurSEs", Notation::Capitals),
            ("unE", Notation::Capitals),
            ("usagerÈREs", Notation::Capitals),
            ("touTEs", Notation::Capitals),
            ("nombreuxSEs", Notation::Capitals),
            ("strip-teaseurSEs", Notation::Capitals),
            ("travailleur·euse·s", Notation::Median),
            ("travailleur•euse•s", Notation::Median),
            ("travailleur∙euse∙s", Notation::Median),
            ("travailleur‧euses", Notation::MedianShort),
            ("étudiant·es", Notation::MedianShort),
            ("touché⋅e⋅s", Notation::Median),
            ("représenté.e.s", Notation::FullStop),
            ("prostitué-e-s", Notation::Hyphen),
            ("travailleur(se)s", Notation::Parentheses),
            ("directeur(-trice)", Notation::Parentheses),
            ("adjoint(e)(s)", Notation::ParenthesesTwice),
            ("sauveteur/euse", Notation::Slash),
            ("travailleurs/euses", Notation::Slash),
            ("travailleurs·euses", Notation::MedianShort),
            ("directeur[trice]", Notation::Parentheses),
            ("étudiant·exs", Notation::MedianShort),
            ("Travailleur·euse·x·s", Notation::Median),
        ] {
            let sentence = format!("Avec l’avis de {text}, on décide.");
            assert_eq!(forms(&sentence), [(text.to_string(), notation)], "{text}");
        }
    }

    #[test]
    fn what_is_no_notation() {
        for text in [
            "PLAPERTS EjeRcen, SWIFA et LatinoAmerica",
            "un iPhone et un TravailleurSession, la PrEP, les ONGs, les MSMs",
            "Dit-elle vrai ? Parle-t-on d’eux ? Donne-les. Celui-ci et celle-là, vis-à-vis",
            "voir www.exemple.es et nswp.es/page, et/ou, km/h, les enfant(s), la (les) loi(s)",
            "LES TRAVAILLEURSES DU SEXE, VIH/sida, Asie-Pacifique, c.-à-d., p. ex.",
            "voir la note[e] et la page [une], un tableau[i]. un mot (et) une fin.Le début. mi-temps, porte-parole, après-midi, peut-être",
        ] {
            assert_eq!(forms(text), [], "{text}");
        }
    }

    #[test]
    fn both_genders_are_known() {
        let all = find("de nombreuxSEs travailleurSEs et citoyen·ne·s");
        let pairs: Vec<(String, String)> = all.iter().map(|m| (m.in_gender(false), m.in_gender(true))).collect();
        let expected = [("nombreux", "nombreuses"), ("travailleurs", "travailleuses"), ("citoyens", "citoyennes")];
        assert_eq!(pairs, expected.map(|(m, f)| (m.to_string(), f.to_string())));
    }
}
