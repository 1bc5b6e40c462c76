//! What a term that was written for people means for a lexicon: which of its words inflects, and what it is called.

use super::Term;
use crate::grammar::{Phrase, forms};
use crate::lexicon::grammar_of;
use crate::text::Language;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// A term as a pattern: the word that inflects in brackets, where that can be known from its place. In English that is the
/// last word, in French and Spanish the first one before a preposition, in Russian the only one. A guess: `lexicon show` shows
/// what it makes.
pub fn pattern(text: &str, term: &Term) -> String {
    let Some(language) = term.language.language() else { return text.to_string() };
    let plain: String = text.chars().filter(|c| !matches!(c, '[' | ']' | '{' | '}')).collect();
    let guessed = bracketed(&plain, language, term);
    match guessed.filter(|g| makes_forms(g, language)) {
        Some(guessed) => guessed,
        None => plain,
    }
}

fn bracketed(text: &str, language: Language, term: &Term) -> Option<String> {
    let is_noun = term.grammar.part_of_speech.is_none_or(|p| p == "noun");
    // An abbreviation or a verb is left as it is.
    if !is_noun || text.chars().all(|c| !c.is_lowercase()) {
        return None;
    }
    let words: Vec<&str> = text.split(' ').collect();
    let at = match (language, words.len()) {
        (Language::Zh, _) => return None,
        (_, 1) => 0,
        (Language::En, n) => n - 1,
        (Language::Fr | Language::Es, _) => {
            let joins = ["de", "du", "des", "d'", "d’", "à", "au", "en", "del", "para", "con"];
            let next = words[1];
            joins.iter().any(|j| next == *j || (j.ends_with(['\'', '’']) && next.starts_with(j))).then_some(0)?
        }
        (Language::Ru, _) => return None,
    };
    // «секс-работница»: what stands before the last hyphen does not inflect.
    let (before, word) = match (language, words[at].rsplit_once('-')) {
        (Language::Ru, Some((prefix, word))) => (format!("{prefix}-"), word),
        _ => (String::new(), words[at]),
    };
    let gender = match term.grammar.gender {
        Some("masculine") => ":m",
        Some("feminine") => ":f",
        Some("neuter") => ":neut",
        _ => "",
    };
    let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
    words[at] = format!("{before}[{word}{gender}]");
    Some(words.join(" "))
}

fn makes_forms(pattern: &str, language: Language) -> bool {
    let phrases = Phrase::parse(pattern, &BTreeMap::new());
    phrases.is_ok_and(|all| all.iter().all(|p| forms(p, grammar_of(language), false).is_ok()))
}

/// The part of an id behind the language: lower-case ASCII letters, digits and hyphens. Nothing where no letter is left.
pub fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.to_lowercase().nfd() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            // й and ё come apart into a letter and a mark.
            '\u{300}'..='\u{36f}' | 'ъ' | 'ь' => {}
            _ => match RUSSIAN.iter().find(|(letter, _)| *letter == c) {
                Some((_, latin)) => slug.push_str(latin),
                None if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
                None => {}
            },
        }
    }
    let slug: String = slug.trim_matches('-').chars().take(60).collect();
    (!slug.is_empty()).then(|| slug.trim_end_matches('-').to_string())
}

/// As in the ids of the built-in lexicon (`ru/sutener`).
const RUSSIAN: [(char, &str); 29] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ы', "y"),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::termbase::Status;
    use crate::text::LanguageTag;

    #[test]
    fn ids_are_ascii() {
        for (text, expected) in [
            ("personne prostituée", Some("personne-prostituee")),
            ("Сутенёр", Some("sutener")),
            ("cœur de cible", Some("coeur-de-cible")),
            ("卖淫", None),
            ("  –  ", None),
        ] {
            assert_eq!(slug(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_word_that_inflects_is_found_where_its_place_tells() {
        for (language, text, expected) in [
            ("en", "sex worker", "sex [worker]"),
            ("en", "MSM", "MSM"),
            ("fr", "travailleur du sexe", "[travailleur] du sexe"),
            ("fr", "femme prostituée", "femme prostituée"),
            ("es", "trabajo", "[trabajo]"),
            ("ru", "секс-работница", "секс-[работница]"),
            ("ru", "ночная бабочка", "ночная бабочка"),
            ("zh-hans", "性工作者", "性工作者"),
        ] {
            let tag = LanguageTag::parse(language).expect(language);
            assert_eq!(pattern(text, &Term::new(tag, text, Status::Admitted)), expected);
        }
    }
}
