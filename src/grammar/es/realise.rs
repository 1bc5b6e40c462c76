//! The replacement as it will stand in the sentence: number, gender, style.

use super::{nouns, paradigm::paradigm, verbs};
use crate::grammar::{DoubtKind, Gender, Number, PartOfSpeech, Phrase, Piece, Style, Word};

/// Styles for words for people, the default first.
pub const STYLES: [&str; 3] = ["trabajadora", "persona", "doblete"];

/// A replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub text: String,
    /// What determiners before it agree with.
    pub determiner: Gender,
    /// What adjectives after it and predicates agree with.
    pub gender: Gender,
    pub number: Number,
    /// In a doublet: where the second noun begins in `text`, so that it can have its own determiner.
    pub second: Option<usize>,
    /// Where adjectives of the head must go, if the replacement ends in a relative clause.
    pub slot: Option<usize>,
    /// The gender is a guess.
    pub unsure: bool,
    pub doubts: Vec<DoubtKind>,
}

/// What is known of the found form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub gender: Option<Gender>,
    pub number: Number,
    /// The form itself or a determiner shows the number; an abbreviation alone does not.
    pub number_known: bool,
    /// An inclusive spelling, or a word with one form for both.
    pub common: bool,
    pub person: bool,
}

pub fn realise(say: &Phrase, found: Found, style: &Style) -> Target {
    let Some(head) = say.head() else {
        return frozen(&say.citation(), found);
    };
    let cells = paradigm(head).unwrap_or_default();
    let mut doubts = Vec::new();
    let mut number = found.number;
    if !cells.is_empty() && !cells.iter().any(|(_, f)| f.number.is_none_or(|n| n == number)) {
        number = cells.iter().find_map(|(_, f)| f.number).unwrap_or(number);
        doubts.push(DoubtKind::Number);
    }
    if let Some(only) = head.tags.number
        && only != number
    {
        number = only;
        if found.number_known {
            doubts.push(DoubtKind::Number);
        }
    }
    let pair = head.feminine.is_some();
    let sex_worker = pair && head.lemma == "trabajador" && say.citation().contains("sex");
    if pair
        && sex_worker
        && style.0 == "persona"
        && say.pieces.first().is_some_and(|p| matches!(p, Piece::Word(w) if std::ptr::eq(w, head)))
    {
        let (noun, verb) = if number == Number::Plural { ("personas", "ejercen") } else { ("persona", "ejerce") };
        return Target {
            text: format!("{noun} que {verb} el trabajo sexual"),
            determiner: Gender::Feminine,
            gender: Gender::Feminine,
            number,
            second: None,
            slot: Some(noun.len()),
            unsure: false,
            doubts,
        };
    }
    if pair && style.0 == "doblete" && (number == Number::Plural || found.gender.is_none()) {
        return doublet(say, head, number, doubts);
    }
    let of_head = cells.iter().find_map(|(_, f)| f.gender.filter(|g| *g != Gender::Common));
    let gender = if pair || cells.iter().all(|(_, f)| f.gender.is_none_or(|g| g == Gender::Common)) {
        // Both genders exist: the found one, and for an inclusive spelling the feminine, the house's generic.
        found.gender.unwrap_or(Gender::Feminine)
    } else {
        of_head.unwrap_or(Gender::Masculine)
    };
    let unsure = !pair && head.tags.gender.is_none() && of_head.is_none() && found.gender.is_none();
    let (text, slot) = spell(say, head, gender, number);
    Target { text, determiner: gender, gender, number, second: None, slot, unsure, doubts }
}

/// The phrase with its head in one gender and number, and where a relative clause begins.
fn spell(say: &Phrase, head: &Word, gender: Gender, number: Number) -> (String, Option<usize>) {
    let mut text = String::new();
    let mut slot = None;
    for piece in &say.pieces {
        match piece {
            Piece::Frozen(frozen) => {
                if slot.is_none() && (frozen.starts_with(" que ") || frozen.starts_with(" con ") && !text.is_empty()) {
                    slot = Some(text.len());
                }
                text.push_str(&if number == Number::Plural { relative_in_plural(frozen) } else { frozen.clone() });
            }
            Piece::Word(word) if word.tags.part_of_speech == PartOfSpeech::Verb => {
                let after_relative =
                    text.ends_with("que ") || [" se ", " no ", " le ", " lo ", " la "].iter().any(|c| text.ends_with(c));
                text.push_str(&if after_relative { finite(word, number) } else { word.lemma.clone() });
            }
            Piece::Word(word) => {
                let own = if std::ptr::eq(word, head) || word.tags.part_of_speech == PartOfSpeech::Adjective {
                    Some(gender)
                } else {
                    None
                };
                text.push_str(&cell(word, own, number));
            }
        }
    }
    (text, slot)
}

fn cell(word: &Word, gender: Option<Gender>, number: Number) -> String {
    let cells = paradigm(word).unwrap_or_default();
    let numbered = |f: &crate::grammar::Features| f.number.is_none_or(|n| n == number);
    cells
        .iter()
        .find(|(_, f)| numbered(f) && (gender.is_none() || f.gender.is_none_or(|g| Some(g) == gender || g == Gender::Common)))
        .or_else(|| cells.iter().find(|(_, f)| numbered(f)))
        .map_or_else(|| word.lemma.clone(), |(t, _)| t.clone())
}

fn finite(word: &Word, number: Number) -> String {
    let singular = if verbs::is_infinitive(&word.lemma) {
        verbs::forms(word)
            .into_iter()
            .find(|(t, f)| f.number == Some(Number::Singular) && (t.ends_with('a') || t.ends_with('e')))
            .map_or_else(|| word.lemma.clone(), |(t, _)| t)
    } else {
        word.lemma.clone()
    };
    match number {
        Number::Plural => word.irregular.get("pl").cloned().unwrap_or_else(|| verbs::plural_of_finite(&singular)),
        Number::Singular => singular,
    }
}

/// " que vive con el VIH" → " que viven con el VIH": a frozen relative clause whose subject is the head.
fn relative_in_plural(frozen: &str) -> String {
    let Some(rest) = frozen.strip_prefix(" que ") else {
        return frozen.to_string();
    };
    let mut result = String::from(" que");
    let mut done = false;
    for word in rest.split(' ') {
        result.push(' ');
        if done || matches!(word, "se" | "no" | "le" | "les" | "ya" | "lo" | "la" | "los" | "las") {
            result.push_str(word);
        } else {
            done = true;
            let finite = word.ends_with(['a', 'e', 'á']) || word == "es";
            result.push_str(&if finite { verbs::plural_of_finite(word) } else { word.to_string() });
        }
    }
    result
}

fn doublet(say: &Phrase, head: &Word, number: Number, mut doubts: Vec<DoubtKind>) -> Target {
    let (masculine, _) = spell(say, head, Gender::Masculine, number);
    let feminine_head = cell(head, Some(Gender::Feminine), number);
    // What stands before the noun (ex) belongs to both.
    let mut prefix = String::new();
    for piece in &say.pieces {
        match piece {
            Piece::Frozen(t) => prefix.push_str(t),
            Piece::Word(w) if std::ptr::eq(w, head) => break,
            Piece::Word(w) => prefix.push_str(&cell(w, Some(Gender::Feminine), number)),
        }
    }
    let link = if number == Number::Plural { "y" } else { "o" };
    if number == Number::Singular {
        doubts.push(DoubtKind::Determiner);
    }
    let first = format!("{prefix}{feminine_head} {link} ");
    Target {
        second: Some(first.len()),
        text: first + &masculine,
        determiner: Gender::Feminine,
        gender: Gender::Masculine,
        number,
        slot: None,
        unsure: false,
        doubts,
    }
}

/// A replacement without brackets: gender and number are read from its first word.
fn frozen(text: &str, found: Found) -> Target {
    let first = text.split(' ').next().unwrap_or(text);
    let (look, number) = super::sentence::noun_look(&first.to_lowercase());
    let lower = first.chars().any(char::is_lowercase);
    let look =
        if lower { look.filter(|g| *g != Gender::Common) } else { nouns::gender(first).filter(|_| first.chars().count() > 1) };
    let number = if lower && look.is_some() { number } else { found.number };
    let mut doubts = Vec::new();
    if number != found.number && found.number_known {
        doubts.push(DoubtKind::Number);
    }
    let gender = look.or(found.gender).unwrap_or(Gender::Masculine);
    Target { text: text.into(), determiner: gender, gender, number, second: None, slot: None, unsure: look.is_none(), doubts }
}

/// The replacement out of context, in the writer's style.
pub fn citation(say: &Phrase, style: &Style) -> String {
    let person = say.head().is_some_and(|h| h.feminine.is_some());
    // "[persona] que [ejercer:v] …": the verb of the clause has its person.
    let clause = say.has_verb() && say.head().is_some_and(|h| h.tags.part_of_speech == PartOfSpeech::Noun);
    if !person && !clause {
        return say.citation();
    }
    // A doublet has no singular of its own.
    let number = if style.0 == "doblete" { Number::Plural } else { Number::Singular };
    let gender = if person { Some(Gender::Feminine) } else { None };
    let found = Found { gender, number, number_known: true, common: true, person };
    realise(say, found, style).text
}
