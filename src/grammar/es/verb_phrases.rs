//! A verb in the place of another, in the same tense and person: « se prostituía » → « ejercía el trabajo sexual ».

use super::verbs::{self, Cell, HABER, Tense};
use crate::grammar::{Phrase, Request, Word};

const PRONOUNS: [&str; 5] = ["me", "te", "se", "nos", "os"];

/// `say` in the tense and person of what was found. `None`: it is no verb, or the form has no counterpart.
pub fn realise(request: &Request) -> Option<String> {
    let say = verb_of(request.say)?;
    let find = verb_of(request.find)?;
    let said = verbs::cells(say);
    let found = verb_in(&request.found.text, request.find)?;
    let bare = PRONOUNS.iter().find_map(|p| found.strip_prefix(p)?.strip_prefix(' ')).filter(|_| find.lemma.ends_with("rse"));
    let bare = bare.unwrap_or(found);
    let cells = verbs::cells(find);
    // se ha prostituido
    if let Some((auxiliary, participle)) = bare.split_once(' ')
        && HABER.iter().any(|(haber, _)| *haber == auxiliary)
        && cells.iter().any(|c| c.tense == Tense::Participle && c.form == participle)
    {
        let participle = said.iter().find(|c| c.tense == Tense::Participle)?;
        return Some(request.say.with_verb(&format!("{auxiliary} {}", participle.form)));
    }
    let same: Vec<&Cell> = cells.iter().filter(|c| c.form == bare || with_clitic(c, bare)).collect();
    // *ejercía* is what he did more often than what I did.
    let by_pronoun = PRONOUNS.iter().position(|p| *p != "se" && found.starts_with(&format!("{p} ")));
    let person = by_pronoun.map(|i| if i > 2 { i } else { i.min(1) });
    let cell = same.iter().find(|c| person.map_or(matches!(c.person, 2 | 5), |p| c.person == p)).or_else(|| same.first())?;
    // With an object of its own, a participle has nothing before it to agree with.
    let with_object = cell.tense == Tense::Participle && request.say.pieces.len() > 1;
    let person = if with_object { 0 } else { cell.person };
    let form = said.iter().find(|c| c.tense == cell.tense && c.person == person)?;
    Some(request.say.with_verb(&form.form))
}

/// *prostituirse*, *prostituyéndose*: an infinitive or a gerund with a pronoun written onto it.
fn with_clitic(cell: &Cell, found: &str) -> bool {
    let bare = |text: &str| text.chars().map(super::nouns::bare_vowel).collect::<String>();
    matches!(cell.tense, Tense::Infinitive | Tense::Gerund)
        && PRONOUNS.iter().any(|p| found.strip_suffix(p).is_some_and(|f| bare(f) == bare(&cell.form)))
}

fn verb_of(phrase: &Phrase) -> Option<&Word> {
    phrase.verb().filter(|verb| verbs::is_infinitive(&verb.lemma))
}

/// The part of what was found that the verb of the pattern stands for.
fn verb_in<'a>(found: &'a str, find: &Phrase) -> Option<&'a str> {
    let pattern = find.with_verb("\0");
    let (before, after) = pattern.split_once('\0')?;
    found.strip_prefix(before)?.strip_suffix(after)
}
