//! Nouns: number and the possessive.
//!
//! Rules after Huddleston and Pullum, *The Cambridge Grammar of the English Language* (2002), ch. 18 §§4–5.

use super::super::{Case, Features, Number, PhraseError, Word};
use super::words::listed;

/// The cells an entry may correct.
const CELLS: [&str; 4] = ["sg-gen", "pl", "pl-gen", "sg"];

/// Endings whose plural is no matter of rule. What only ends like them is in `REGULAR`.
const CHANGING: [&str; 8] = ["man", "person", "child", "foot", "tooth", "goose", "mouse", "louse"];
const REGULAR: [&str; 9] = ["human", "german", "shaman", "talisman", "ottoman", "roman", "norman", "caiman", "mongoose"];

/// The closed class that turns -f(e) to -ves.
const TO_VES: [&str; 13] =
    ["wife", "life", "knife", "half", "self", "shelf", "elf", "wolf", "leaf", "loaf", "calf", "thief", "sheaf"];

/// Singular, singular possessive, plural, plural possessive.
pub fn cells(word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
    let lemma = word.lemma.as_str();
    if let Some(key) = word.irregular.keys().find(|k| !CELLS.contains(&k.as_str())) {
        return Err(PhraseError(format!(
            "\"{lemma}\": an English noun has no cell \"{key}\"; write pl (and sg-gen or pl-gen where the possessive is irregular)"
        )));
    }
    let cell = |key: &str, rule: String| word.irregular.get(key).cloned().unwrap_or(rule);
    let singular = cell("sg", lemma.to_string());
    let only_plural = word.tags.number == Some(Number::Plural);
    let plural = if word.irregular.contains_key("pl") {
        word.irregular["pl"].clone()
    } else if word.tags.invariable || (only_plural && is_plural(lemma)) {
        lemma.to_string()
    } else if word.tags.number == Some(Number::Singular) {
        String::new()
    } else {
        let lower = lemma.to_lowercase();
        if CHANGING.iter().any(|c| lower.ends_with(c)) && !REGULAR.iter().any(|r| lower.ends_with(r)) {
            return Err(PhraseError(format!(
                "\"{lemma}\": the plural follows no rule; add [entry.forms.\"{lemma}\"] with pl = \"…\" (or tag it sg)"
            )));
        }
        plural(lemma)
    };
    let mut cells = Vec::with_capacity(4);
    let mut add = |number, case, text: String| {
        cells.push((text, Features { number: Some(number), case: Some(case), ..Features::default() }));
    };
    if !only_plural {
        add(Number::Singular, Case::Genitive, cell("sg-gen", format!("{singular}'s")));
        add(Number::Singular, Case::Nominative, singular);
    }
    if !plural.is_empty() {
        add(Number::Plural, Case::Genitive, cell("pl-gen", possessive(&plural, true)));
        add(Number::Plural, Case::Nominative, plural);
    }
    cells.reverse();
    cells.sort_by_key(|(_, f)| (f.number, f.case));
    Ok(cells)
}

/// The possessive of a noun or, added to its last word, of a noun phrase (the group genitive).
pub fn possessive(text: &str, plural: bool) -> String {
    if plural && text.ends_with(['s', 'S']) { format!("{text}'") } else { format!("{text}'s") }
}

/// The regular plural.
pub fn plural(lemma: &str) -> String {
    // The letters of an abbreviation take a bare s (STIs, NGOs).
    if lemma.chars().next_back().is_some_and(char::is_uppercase) {
        return format!("{lemma}s");
    }
    if TO_VES.iter().any(|w| lemma.ends_with(w)) {
        let stem = lemma.trim_end_matches('e').trim_end_matches('f');
        return format!("{stem}ves");
    }
    match lemma.strip_suffix("sis") {
        Some(stem) => format!("{stem}ses"),
        None => sibilant_s(lemma),
    }
}

/// The -s of plurals and of the third person: -es after a sibilant, -ies for consonant and y.
pub fn sibilant_s(stem: &str) -> String {
    if ["s", "x", "z", "ch", "sh"].iter().any(|e| stem.ends_with(e)) {
        return format!("{stem}es");
    }
    match stem.strip_suffix('y') {
        Some(body) if body.ends_with(|c: char| !is_vowel(c)) || body.ends_with("qu") => format!("{body}ies"),
        _ => format!("{stem}s"),
    }
}

pub fn is_vowel(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether a word looks like a plural.
pub fn is_plural(word: &str) -> bool {
    let letters = word.trim_end_matches(['\'', '’']);
    // Abbreviations: STIs, but AIDS.
    let mut capitals = letters.chars().rev();
    let last = capitals.next();
    if letters.chars().count() > 1 && capitals.all(char::is_uppercase) {
        return last == Some('s') && letters.chars().count() > 2;
    }
    let word = letters.to_lowercase();
    ["people", "men", "children", "feet", "mice"].iter().any(|p| word.ends_with(p))
        || (word.len() > 2 && word.ends_with('s') && !["ss", "us", "is", "'s", "’s", "ics"].iter().any(|e| word.ends_with(e)))
}

/// Common nouns of the field that have no plural and take no a/an.
pub fn is_mass(word: &str) -> bool {
    const MASS: &str = "\
        hiv aids work sex violence slavery labour labor use dependence exploitation trafficking testing screening \
        information decriminalisation decriminalization criminalisation criminalization stigma discrimination \
        counselling care advice prohibitionism abolitionism treatment transmission health housing equipment research \
        safety solicitation";
    listed(MASS, &word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Phrase;
    use std::collections::BTreeMap;

    fn all(pattern: &str, pl: Option<&str>) -> Result<Vec<String>, PhraseError> {
        let mut word = Phrase::parse(pattern, &BTreeMap::new()).unwrap()[0].head().unwrap().clone();
        if let Some(pl) = pl {
            word.irregular.insert("pl".into(), pl.into());
        }
        Ok(cells(&word)?.into_iter().map(|(t, _)| t).collect())
    }

    #[test]
    fn four_forms() {
        let forms = |p| all(p, None).unwrap();
        assert_eq!(forms("[prostitute]"), ["prostitute", "prostitute's", "prostitutes", "prostitutes'"]);
        assert_eq!(forms("[party]"), ["party", "party's", "parties", "parties'"]);
        assert_eq!(forms("[CSW]"), ["CSW", "CSW's", "CSWs", "CSWs'"]);
        assert_eq!(forms("[work:sg]"), ["work", "work's"]);
        assert_eq!(forms("[people:pl]"), ["people", "people's"]);
        assert_eq!(forms("[third party:pl]"), ["third parties", "third parties'"]);
    }

    #[test]
    fn irregular_plurals_come_from_the_entry() {
        assert_eq!(all("[woman]", Some("women")).unwrap(), ["woman", "woman's", "women", "women's"]);
        let error = all("[woman]", None).unwrap_err();
        assert!(error.0.contains("[entry.forms.\"woman\"]"), "{error}");
    }

    /// Answers of lemminflect 0.2.3 for the words of the field.
    #[test]
    fn plurals_as_an_independent_oracle_has_them() {
        for (lemma, expected) in include_str!("oracle/plurals.txt").lines().filter_map(|l| l.split_once(' ')) {
            assert_eq!(plural(lemma), expected, "{lemma}");
        }
    }
}
