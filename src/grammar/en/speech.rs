//! Whether the form of a noun stands as a verb: "to prostitute", "traffickers prostitute women", "will escort".

use super::super::{Case, Denotes, Number, Request};
use super::context::Context;
use super::words::{
    MODALS, PLURAL_DETERMINERS, SINGULAR_DETERMINERS, ends_noun_phrase, is_reflexive, is_subject_pronoun, listed, names,
    opens_noun_phrase, opens_object, takes_two_objects,
};
use std::ops::Range;

/// Nouns of the field that are also verbs.
const HOMOGRAPHS: &str = "\
    prostitute pimp escort trick whore slave tart rescue exit client risk target group abuse test convict john ho";

/// What shows a verb.
pub struct VerbSign {
    /// The word, bytes of the text.
    pub range: Range<usize>,
    /// There is no reading as a noun.
    pub is_sure: bool,
}

/// Looks for what shows a verb.
pub fn verb_sign(request: &Request, context: &Context) -> Option<VerbSign> {
    let head = request.find.head()?;
    let single = request.find.pieces.len() == 1;
    let readings = &request.found.readings;
    if readings.iter().all(|r| r.case == Some(Case::Genitive) || r.verb) || context.hyphen_after() || !single {
        return None;
    }
    let homograph = listed(HOMOGRAPHS, &head.lemma.to_lowercase());
    let singular = readings.iter().any(|r| r.number == Some(Number::Singular));
    let countable = homograph || request.denotes == Denotes::Person;
    let before = context.before.first().filter(|n| n.is_word);
    let previous = before.map_or("", |n| n.lower.as_str());
    let sign = |n: &super::context::Neighbour, is_sure: bool| VerbSign { range: n.range.clone(), is_sure: is_sure && homograph };
    if singular && countable && (listed(MODALS, previous) || matches!(previous, "to" | "not" | "never")) {
        let named = matches!(context.before_word(1), "referred" | "refers" | "refer" | "from");
        return before.map(|n| sign(n, !matches!(previous, "not" | "never") && !named));
    }
    if singular
        && countable
        && previous.ends_with("ly")
        && (listed(MODALS, context.before_word(1)) || context.before_word(1) == "to")
    {
        return before.map(|n| sign(n, true));
    }
    let next = context.next();
    if !homograph {
        return None;
    }
    if is_subject_pronoun(previous) {
        return before.map(|n| sign(n, next.is_some_and(|n| opens_object(&n.lower))));
    }
    let next = next?;
    if is_reflexive(&next.lower) || matches!(next.lower.as_str(), "him" | "them" | "us" | "me") {
        return Some(sign(next, true));
    }
    // A determiner in reach makes a noun phrase out of the hit: "the young prostitute his wife knew".
    let determined = context.before.iter().take(3).take_while(|n| n.is_word).any(|n| {
        let w = n.lower.as_str();
        listed(SINGULAR_DETERMINERS, w) || listed(PLURAL_DETERMINERS, w) || matches!(w, "the" | "his" | "her" | "their")
    });
    let subject = before.is_some() && !opens_noun_phrase(previous) && !takes_two_objects(previous);
    let directly_determined =
        matches!(previous, "the" | "a" | "an" | "his" | "her" | "their" | "this" | "these" | "those" | "each");
    let third_person = !singular && !directly_determined;
    // A singular needs a determiner: "gangs prostitute young migrants".
    let bare = singular && subject && !determined && previous.ends_with('s') && !ends_noun_phrase(&next.lower);
    if bare {
        return Some(sign(next, true));
    }
    let verb = subject && opens_object(&next.lower) && (third_person || !determined || previous.ends_with('s'));
    verb.then(|| sign(next, !names(previous)))
}
