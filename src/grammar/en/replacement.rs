//! The replacement in the number and case that the place wants.

use super::super::{Case, Form, Number, Phrase, Piece, forms};
use super::nouns::{is_mass, is_plural, possessive};
use super::words::{MODALS, listed};
use super::{English, verbs};

/// A replacement before it gets its capitals.
pub struct Replacement {
    pub text: String,
    pub number: Option<Number>,
    /// A noun without plural and indefinite article.
    pub mass: bool,
    /// Something follows the head: "person living with HIV".
    pub postmodified: bool,
    /// A verb inside the phrase was put into the other number, or a noun that has no plural into the plural.
    pub strained: bool,
    /// The language could not inflect the phrase; it is written as the entry has it.
    pub failed: bool,
}

/// Words after which a noun phrase's head is over.
const AFTER_HEAD: &str = "\
    who that which whose of in to with for from on by at living using selling buying working doing criminalising \
    subjected trafficked forced without";

/// The words of a frozen noun phrase up to and with its head, and whether more follows.
fn head_words(text: &str) -> (Vec<&str>, bool) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = words.iter().skip(1).position(|w| listed(AFTER_HEAD, &w.to_lowercase())).map_or(words.len(), |i| i + 1);
    let more = end < words.len();
    (words[..end].to_vec(), more)
}

/// The number of a frozen noun phrase, read off its head.
pub fn frozen_number(text: &str) -> Option<Number> {
    let (words, _) = head_words(text);
    let head = words.last()?;
    Some(if is_plural(head) { Number::Plural } else { Number::Singular })
}

/// The number that the found form has, if it has one only.
pub fn found_number(found: &Form) -> Option<Number> {
    if found.readings.iter().all(|r| r.number.is_none()) { frozen_number(&found.text) } else { found.number() }
}

pub fn realise(say: &Phrase, number: Option<Number>, genitive: bool, verb_cell: Option<usize>) -> Replacement {
    let mut done = if say.has_verb() { with_verb(say, verb_cell) } else { with_noun(say, number, genitive) };
    let (words, _) = head_words(&done.text);
    done.mass = done.number != Some(Number::Plural) && words.last().is_some_and(|w| is_mass(w));
    let pluralised = |w: &&str| w.trim_end_matches('\'').strip_suffix('s').is_some_and(is_mass);
    done.strained |= done.number == Some(Number::Plural) && words.last().is_some_and(pluralised);
    done
}

fn with_verb(say: &Phrase, cell: Option<usize>) -> Replacement {
    let cells = say.verb().and_then(|verb| verbs::cells(verb).ok());
    let text = cells.map_or_else(|| say.citation(), |cells| say.with_verb(&cells[cell.unwrap_or(0)]));
    Replacement { text, number: None, mass: false, postmodified: true, strained: false, failed: false }
}

fn with_noun(say: &Phrase, number: Option<Number>, genitive: bool) -> Replacement {
    let citation = say.citation();
    let Some(head) = say.head() else {
        let (_, postmodified) = head_words(&citation);
        let number = frozen_number(&citation);
        let plural = number == Some(Number::Plural);
        let text = if genitive { possessive(&citation, plural || postmodified && citation.ends_with('s')) } else { citation };
        return Replacement { text, number, mass: false, postmodified, strained: false, failed: false };
    };
    let tail: String = say
        .pieces
        .iter()
        .skip_while(|p| !matches!(p, Piece::Word(w) if std::ptr::eq(w, head)))
        .skip(1)
        .map(|p| match p {
            Piece::Frozen(t) => t.as_str(),
            Piece::Word(w) => w.lemma.as_str(),
        })
        .collect();
    let postmodified = !tail.trim().is_empty();
    let all = forms(say, &English, false).unwrap_or_default();
    let case = if genitive && !postmodified { Case::Genitive } else { Case::Nominative };
    let pick = |number: Option<Number>| {
        all.iter().find_map(|f| {
            let reading = f
                .readings
                .iter()
                .find(|r| r.case.is_none_or(|c| c == case) && (number.is_none() || r.number.is_none() || r.number == number))?;
            Some((f.text.clone(), reading.number.or(number)))
        })
    };
    let Some((mut text, number)) = pick(number.or(Some(Number::Singular))).or_else(|| pick(None)) else {
        return Replacement { text: citation, number: None, mass: false, postmodified, strained: false, failed: true };
    };
    let mut strained = false;
    if postmodified && let Some(number) = number {
        strained = agree_relative(&mut text, &tail, number);
    }
    if genitive && postmodified {
        let plural = text.ends_with('s');
        text = possessive(&text, plural);
    }
    Replacement { text, number, mass: false, postmodified, strained, failed: false }
}

/// Puts the verb of a relative clause directly after the head into the head's number: "people who inject drugs".
fn agree_relative(text: &mut String, tail: &str, number: Number) -> bool {
    if !text.ends_with(tail) {
        return false;
    }
    let mut words = tail.split_whitespace();
    let (Some("who" | "that" | "which"), Some(verb)) = (words.next(), words.next()) else { return false };
    let other: String = match (verb, number) {
        ("is" | "are", Number::Singular) => "is".into(),
        ("is" | "are", Number::Plural) => "are".into(),
        ("was" | "were", Number::Singular) => "was".into(),
        ("was" | "were", Number::Plural) => "were".into(),
        ("has" | "have", Number::Singular) => "has".into(),
        ("has" | "have", Number::Plural) => "have".into(),
        ("does" | "do", Number::Singular) => "does".into(),
        ("does" | "do", Number::Plural) => "do".into(),
        (v, _) if v.ends_with("ed") || listed(MODALS, v) => return false,
        (v, Number::Singular) if !v.ends_with('s') || v.ends_with("ss") => verbs::third_person(v),
        (v, Number::Plural) if v.ends_with('s') && !v.ends_with("ss") => plain_form(v),
        _ => return false,
    };
    if other == verb {
        return false;
    }
    let at = text.len() - tail.len() + tail.find(verb).unwrap_or(0);
    text.replace_range(at..at + verb.len(), &other);
    true
}

/// The plain form of a third person in -s.
pub fn plain_form(third: &str) -> String {
    if let Some(stem) = third.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = third.strip_suffix("es").filter(|s| ["ss", "x", "ch", "sh", "zz", "o"].iter().any(|e| s.ends_with(e))) {
        return stem.to_string();
    }
    third.strip_suffix('s').unwrap_or(third).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn say(pattern: &str, number: Number, genitive: bool) -> String {
        let irregular = BTreeMap::from([("person".to_string(), BTreeMap::from([("pl".to_string(), "people".to_string())]))]);
        realise(&Phrase::parse(pattern, &irregular).unwrap()[0], Some(number), genitive, None).text
    }

    #[test]
    fn number_and_case() {
        assert_eq!(say("sex [worker]", Number::Plural, true), "sex workers'");
        assert_eq!(say("third [party]", Number::Plural, false), "third parties");
        assert_eq!(say("[person] living with HIV", Number::Plural, false), "people living with HIV");
        assert_eq!(say("[person] living with HIV", Number::Singular, true), "person living with HIV's");
        assert_eq!(say("[person] who injects drugs", Number::Plural, false), "people who inject drugs");
        assert_eq!(say("people who inject drugs", Number::Plural, true), "people who inject drugs'");
        assert_eq!(say("[person] who is in prison", Number::Plural, false), "people who are in prison");
        let works = realise(&Phrase::parse("sex [work]", &BTreeMap::new()).unwrap()[0], Some(Number::Plural), true, None);
        assert!(works.strained, "work has no plural");
    }

    #[test]
    fn number_of_frozen_phrases() {
        for plural in ["people who use drugs", "sex workers", "STIs", "men who buy sexual services", "children in care"] {
            assert_eq!(frozen_number(plural), Some(Number::Plural), "{plural}");
        }
        for singular in ["person who uses drugs", "sale of sexual services", "HIV", "AIDS", "address", "sex work"] {
            assert_eq!(frozen_number(singular), Some(Number::Singular), "{singular}");
        }
    }
}
