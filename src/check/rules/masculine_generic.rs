//! Masculine generic: « les donateurs », « des consultants » for a mixed group, where the house makes women visible.
//!
//! A suggestion; a warning where the same noun is marked elsewhere in the document, for then it is a slip. Silent for
//! institutions and set phrases (the table of role nouns names them), men known as men, both genders named, adjectives,
//! single persons in a document that marks nobody, and capitals that cannot show the style.

use super::people::{Before, both_named, is_named, word_before};
use super::{Place, Verdict};
use crate::grammar::Tokens;
use crate::lexicon::Severity;
use crate::text::Language;

/// Words that say that men are meant.
const MEN: [&str; 22] = [
    "masculin",
    "masculins",
    "hommes",
    "homme",
    "gays",
    "gais",
    "gay",
    "garçons",
    "cisgenres",
    "barbus",
    "masculino",
    "masculinos",
    "hombres",
    "varones",
    "hombre",
    "varón",
    "gais",
    "monsieur",
    "m",
    "mm",
    "señor",
    "sr",
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
    let marked = place.facts.is_marked(language, &noun.masculine);
    if noun.optional && !marked || language == Language::Es && !marked && place.rules.style(language).0 != "doblete" {
        return Verdict::Silent("the house leaves the choice");
    }
    // « l'utilisateur », « les utilisateurs »: every manual of a program has hundreds. It is the choice of those who translate it,
    // and it is known where they write the noun inclusively, or where the house has said its style.
    if place.facts.of_program && !marked && !place.rules.style_is_chosen(language) {
        return Verdict::Silent("a program's own texts");
    }
    let word = word_before(place.prose, place.range.start);
    let before = if language == Language::Es { Before::spanish(&word) } else { Before::french(&word) };
    let plural = place.is_plural();
    let stands = match before {
        Before::PluralDeterminer | Before::Adjective => plural || before == Before::Adjective && place.facts.any_marked(language),
        // One person is mostly somebody known; where the document marks people, a bare masculine is a slip.
        Before::SingularDeterminer => !plural && !noun.collective && place.facts.any_marked(language),
        Before::Link | Before::Mark => plural && (!noun.adjective || matches!(word.as_str(), "de" | "d'" | "par" | "entre")),
        Before::Other => plural && word == "pairs",
    };
    if !stands {
        return Verdict::Silent("an adjective, or a single person");
    }
    let tokens = Tokens::around(place.text, place.local.clone(), language == Language::Fr);
    let feminine = noun.feminine();
    let mut others = vec![feminine.to_string(), crate::grammar::fr::inflection::plural(feminine)];
    others.extend(noun.also.iter().flat_map(|f| [f.clone(), format!("{f}s")]));
    if both_named(&tokens, &others) {
        return Verdict::Silent("both genders are named");
    }
    let men = |t: &crate::grammar::Token| MEN.contains(&t.lower());
    if tokens.after.iter().take(3).any(men) || tokens.before.iter().take(3).any(men) {
        return Verdict::Silent("men are meant");
    }
    if !plural && is_named(place.text, &place.local) {
        return Verdict::Silent("a person with a name");
    }
    Verdict::Report(marked.then_some(Severity::Warning))
}
