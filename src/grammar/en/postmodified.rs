//! A replacement with something behind its head ("people who use drugs") where the old term stood before a noun: "a drug
//! user's health" → "the health of a person who uses drugs".

use super::super::{CasePattern, Number, Request, match_case};
use super::articles;
use super::context::{Context, Neighbour};
use super::nouns::is_plural;
use super::replacement::{plain_form, realise};
use super::rewriting::GROUP_NOUNS;
use super::words::{ends_noun_phrase, is_preposition, listed, opens_object};
use std::ops::Range;

/// What takes the place of the determiner, the hit and the noun behind it.
pub struct Turned {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub text: String,
}

/// What is done for people, not by them.
const FOR: &str = "\
    service services clinic clinics programme programmes program programs centre centres center centers shelter \
    shelters treatment care housing support project projects policy policies information training resources";

/// Determiners that can move to the noun that comes to stand in front.
const DETERMINERS: &str = "the a an every each this that no any another one some these those";

/// "a drug user's health", "every drug users' association", "a drug user memoir" with the noun in front. `genitive`: the hit
/// (up to the byte `end`) is a possessive. Nothing where more than one noun follows, or a line ends in between.
pub fn turn(request: &Request, context: &Context, number: Option<Number>, genitive: bool, end: usize) -> Option<Turned> {
    let behind: Vec<&Neighbour> = context.after.iter().filter(|n| n.range.start >= end).take(2).collect();
    let noun = behind.first().filter(|n| n.is_word && !ends_noun_phrase(&n.lower))?;
    let group = listed(GROUP_NOUNS, &noun.lower) || listed(FOR, &noun.lower);
    let plural_hit = number == Some(Number::Plural);
    // "drug users report that …", "saw a drug user twice": without a possessive, only what is a noun for sure.
    if !genitive && !group && (plural_hit || !listed(NOUNS, &noun.lower)) {
        return None;
    }
    let closed = behind.get(1).is_none_or(|n| !n.is_word || ends_noun_phrase(&n.lower) || finite(&n.lower));
    if !closed {
        return None;
    }
    let previous = context.before.first().filter(|n| n.is_word);
    let determiner = previous.filter(|n| listed(DETERMINERS, &n.lower));
    let possessor = previous.is_some_and(|n| opens_object(&n.lower) && !listed(DETERMINERS, &n.lower));
    let bare = previous.is_none_or(|n| is_preposition(&n.lower) || ends_noun_phrase(&n.lower) || finite(&n.lower));
    if possessor || determiner.is_none() && !bare {
        return None;
    }
    // A lone singular before a noun names the kind: a drug user memoir.
    let kind = !genitive && number == Some(Number::Singular);
    let plural = plural_hit || kind;
    let said = realise(request.say, Some(if plural { Number::Plural } else { Number::Singular }), false, None);
    // A frozen singular has no plural: "a memoir of a person who injects drugs".
    let alone = plural && said.number == Some(Number::Singular);
    let people = if alone { format!("{} {}", article(&said.text), said.text) } else { said.text };
    let (outer, inner) = match determiner.map(|d| d.lower.as_str()) {
        // "a person's": the possessor is one of many, what they have is known.
        Some("a" | "an") if genitive && !plural => ("the", format!("{} {people}", article(&people))),
        Some("a" | "an") => (article(&noun.lower), people),
        Some(word @ ("the" | "this" | "that" | "no" | "every" | "each" | "any" | "another" | "one")) if genitive && !plural => {
            ("the", format!("{word} {people}"))
        }
        Some(word) => (word, people),
        None => ("", people),
    };
    let start = determiner.map_or(request.hit.start, |d| d.range.start);
    let range = start..noun.range.end;
    let old = &request.text[range.clone()];
    if old.contains('\n') {
        return None;
    }
    let head = &request.text[noun.range.clone()];
    let link = if !genitive && listed(FOR, &noun.lower) { "for" } else { "of" };
    let text = format!("{outer} {head} {link} {inner}");
    let initial = old.starts_with(char::is_uppercase) && context.begins_at(start);
    let pattern = if old.chars().any(char::is_lowercase) {
        if initial { CasePattern::Initial } else { CasePattern::Lower }
    } else {
        CasePattern::Upper
    };
    Some(Turned { range, text: match_case(text.trim_start(), pattern) })
}

/// "a former drug user" → "a person who used to use drugs". `text` is the replacement; `None` where it has no such clause.
pub fn used_to(text: &str) -> Option<String> {
    let (head, clause) = text.split_once(" who ")?;
    let (verb, rest) = clause.split_once(' ').unwrap_or((clause, ""));
    if matches!(verb, "is" | "are" | "was" | "were" | "has" | "have" | "had") || verb.ends_with("ed") {
        return None;
    }
    let plain = if is_plural(head) { verb.to_string() } else { plain_form(verb) };
    Some(format!("{head} who used to {plain} {rest}").trim_end().to_string())
}

fn article(word: &str) -> &'static str {
    if articles::wants_an(word) { "an" } else { "a" }
}

/// Nouns that a lone singular stands before, naming the kind, and that are no adverbs and no verbs in the third person.
const NOUNS: &str = "\
    memoir memoirs story stories blog diary rights health perspective experience experiences voice voices population \
    populations community leader leaders activist activists issue issues law laws statistics meeting conference survey";

/// A third person that can follow a subject, as far as spelling tells it from a plural noun.
fn finite(word: &str) -> bool {
    listed("opens opened closes closed began begins needs runs ran says said calls called remains won lost came grew", word)
}
