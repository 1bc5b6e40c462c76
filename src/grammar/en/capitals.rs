//! Which capitals the replacement gets.

use super::super::{CasePattern, is_title_line};
use super::context::Context;
use super::words::listed;

/// The capitals, and whether the hit looks like part of a name.
pub struct Capitals {
    pub pattern: CasePattern,
    pub looks_like_name: bool,
}

/// Reads the capitals of the hit. `form` is the entry's spelling: capitals that it has of its own (CSW, AIDS patient) say
/// nothing about the place, so there the line and the start of the sentence decide.
pub fn read(context: &Context, form: &str) -> Capitals {
    let (line, hit) = context.line();
    let plain = |pattern| Capitals { pattern, looks_like_name: false };
    let found = &context.text[context.hit.clone()];
    let begins = context.begins_at(context.hit.start);
    if form.chars().any(char::is_uppercase) {
        let start = line.as_ptr() as usize - context.text.as_ptr() as usize;
        let around = [&line[..hit.start - start], &line[hit.end - start..]].concat();
        let letters = || around.chars().filter(|c| c.is_alphabetic());
        if letters().count() > 3 && letters().all(|c| !c.is_lowercase()) {
            return plain(CasePattern::Upper);
        }
        if is_title_line(&around) {
            return plain(CasePattern::Title);
        }
        return plain(if begins { CasePattern::Initial } else { CasePattern::Lower });
    }
    match CasePattern::of(found, line) {
        CasePattern::Initial if !begins => {
            // A capital in mid-sentence: a name (the Prostitution Licensing Board), or a defined term of a statute.
            let capital =
                |t: Option<&super::super::Token>| t.is_some_and(|t| t.is_word() && t.text.starts_with(char::is_uppercase));
            let before = context.tokens.before.first();
            let name = capital(context.tokens.after.first())
                || capital(before) && before.is_some_and(|t| !context.begins_at(t.range.start));
            Capitals { pattern: CasePattern::Title, looks_like_name: name }
        }
        CasePattern::Initial => {
            // "High-Risk Groups": every word of the term has its capital.
            let mut words = found.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            let several = words.clone().nth(1).is_some() && words.all(|w| w.starts_with(char::is_uppercase));
            let next = context.tokens.after.first();
            let name = next.is_some_and(|t| listed("Act Bill Law Licensing Reform Board Control Commission Prevention", t.text));
            Capitals { pattern: if several || name { CasePattern::Title } else { CasePattern::Initial }, looks_like_name: name }
        }
        pattern => {
            // In a line of capitals a statute's name shows by its last word only.
            let statute =
                |t: &super::super::Token| listed("act bill ordinance code", t.lower()) && t.text.starts_with(char::is_uppercase);
            let looks_like_name = pattern != CasePattern::Lower && context.tokens.after.iter().take(6).any(statute);
            Capitals { pattern, looks_like_name }
        }
    }
}
