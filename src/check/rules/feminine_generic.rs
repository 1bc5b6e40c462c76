//! Feminine generic: « les conseillères » for a mixed group, in a document that elsewhere marks both genders of the noun.
//! Right wherever women are meant, so it is a suggestion only, and silent beside words that say so.

use super::people::{Before, both_named, word_before};
use super::{Place, Verdict};
use crate::grammar::Tokens;
use crate::text::Language;

/// Words in the sentence that say that women are meant.
const WOMEN: [&str; 20] = [
    "femmes",
    "femme",
    "filles",
    "mères",
    "mère",
    "féminines",
    "féminin",
    "trans",
    "enceintes",
    "sœurs",
    "maternité",
    "grossesse",
    "mujeres",
    "mujer",
    "madres",
    "embarazadas",
    "niñas",
    "lesbiennes",
    "lesbianas",
    "maternidad",
];

pub fn verdict(place: &Place) -> Verdict {
    let language = place.entry.language;
    let Some(noun) = place.noun() else { return Verdict::Silent("no role noun") };
    if place.facts.covers(&place.range) {
        return Verdict::Silent("part of an inclusive form");
    }
    if super::super::all_capitals(place.found()) {
        return Verdict::Silent("capitals cannot show the style");
    }
    if !place.facts.is_marked(language, &noun.masculine) {
        return Verdict::Silent("the document does not mark this noun");
    }
    let word = word_before(place.prose, place.range.start);
    let before = if language == Language::Es { Before::spanish(&word) } else { Before::french(&word) };
    if !place.is_plural() || !matches!(before, Before::PluralDeterminer | Before::Link | Before::Adjective) {
        return Verdict::Silent("a single person, or an adjective");
    }
    let tokens = Tokens::around(place.text, place.local.clone(), language == Language::Fr);
    let others =
        [noun.masculine.clone(), crate::grammar::fr::inflection::plural(&noun.masculine), format!("{}es", noun.masculine)];
    if both_named(&tokens, &others) {
        return Verdict::Silent("both genders are named");
    }
    let sentence =
        tokens.before.iter().take_while(|t| !t.ends_sentence()).chain(tokens.after.iter().take_while(|t| !t.ends_sentence()));
    if sentence.take(40).any(|t| WOMEN.contains(&t.lower())) {
        return Verdict::Silent("women are meant");
    }
    Verdict::Report(None)
}
