//! French: capitals, point médian, brackets, doublets, feminine, epicene.

mod doublets;
mod pairs;

use super::{Reason, To, Work};
use crate::check::rules::incomplete_agreement::in_front;
use crate::check::rules::people::{Before, word_before};
use crate::grammar::fr::inclusive::{Notation, recognise, write};
use crate::grammar::fr::notation::{Marked, find};
use crate::grammar::fr::rewrite::agree;
use crate::grammar::{Gender, Number};
use crate::lexicon::{RoleNoun, Tables};
use crate::text::Language;
use std::ops::Range;

pub fn convert(text: &str, to: To, tables: &Tables) -> Work {
    let nouns = tables.role_nouns.get(&Language::Fr).map_or(&[][..], Vec::as_slice);
    let marked = find(text);
    let mut work = Work::default();
    match to {
        To::Nswp => notation(text, &marked, Notation::Capitals, nouns, &mut work),
        To::Median => notation(text, &marked, Notation::Median, nouns, &mut work),
        To::MedianShort => notation(text, &marked, Notation::MedianShort, nouns, &mut work),
        To::Paren => notation(text, &marked, Notation::Parentheses, nouns, &mut work),
        To::Doublet => doublets::write(text, &marked, nouns, &mut work),
        To::Feminine => feminine(&marked, &mut work),
        To::Epicene => epicene(text, &marked, nouns, &mut work),
        To::At | To::X | To::Slash => {}
    }
    work
}

/// Every form into one notation, doublets too.
fn notation(text: &str, marked: &[Marked], to: Notation, nouns: &[RoleNoun], work: &mut Work) {
    for form in marked {
        if form.with_x {
            work.keep(form.range.clone(), Reason::ThirdMark, &[]);
            continue;
        }
        match write(&form.masculine, &form.feminine, form.number, to) {
            // A form that cannot be read back would lose the word.
            Some(new) if reads_back(&new, form) => work.edit(form.range.clone(), new),
            _ => work.keep(form.range.clone(), Reason::NoForm, &[both(form)]),
        }
    }
    let pairs: Vec<_> = pairs::find(text, nouns).into_iter().filter_map(|p| p.written(text, to).map(|new| (p, new))).collect();
    for (pair, new) in &pairs {
        work.edit(pair.range.clone(), new.clone());
    }
    for (pair, _) in &pairs {
        // The masculine stands for the pair while the sentence is put into agreement.
        let (from, end) = sentence(text, &pair.range);
        let shown = pair.masculine(text);
        let head = format!("{}{shown}", &text[from..pair.range.start]);
        let noun = head.len() - pair.noun_length();
        let tail = of_sex(&text[pair.range.end..end]);
        let projected = format!("{head}{}", &text[pair.range.end..end]);
        let rewrite = agree(&projected, noun..head.len() + tail, Gender::Masculine, pair.number, to, false);
        let shift = |at: usize| {
            if at >= head.len() { at - head.len() + pair.range.end } else { from + at }
        };
        for edit in rewrite.edits {
            let outside = edit.range.end <= head.len() - shown.len() || edit.range.start >= head.len() + tail;
            let place = shift(edit.range.start)..shift(edit.range.end);
            let form = marked.partition_point(|m| m.range.end <= place.start);
            let other = pairs.partition_point(|(p, _)| p.range.end <= place.start);
            let known = marked.get(form).is_some_and(|m| m.range.start < place.end)
                || pairs.get(other).is_some_and(|(p, _)| p.range.start < place.end);
            // « les droits humains des travailleuses et travailleurs »: what stands before may be another noun's.
            let belongs = || {
                place.start >= pair.range.end || place.end <= pair.range.start && in_front(text, &place, pair.range.start, marked)
            };
            if outside && !known && !edit.text.is_empty() && belongs() {
                if edit.text.contains('/') {
                    // An article that shows one gender is not the pair's to change.
                    if pair.number == Number::Plural {
                        work.keep(place, Reason::NoForm, &[edit.text]);
                    }
                } else {
                    work.edit(place, edit.text);
                }
            }
        }
    }
}

/// Length of « du sexe » at the beginning, white space in front of it included.
fn of_sex(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    let Some(third) = trimmed.strip_prefix("du").map(str::trim_start).and_then(|t| t.strip_prefix("sexe")) else { return 0 };
    if trimmed.len() == rest.len() { 0 } else { rest.len() - third.len() }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn reads_back(form: &str, of: &Marked) -> bool {
    // Compounds (strip-teaseurSE) are read by the finder, which knows their hyphen.
    let found = find(&format!(" {form}"));
    match found.first() {
        Some(m) => (m.masculine.as_str(), m.feminine.as_str(), m.number) == (&of.masculine, &of.feminine, of.number),
        None => recognise(form).is_some_and(|r| (r.masculine.as_str(), r.number) == (&of.masculine, of.number)),
    }
}

/// « régionaux ou régionales »: both forms in full, for a person to choose from.
fn both(form: &Marked) -> String {
    format!("{} et {}", form.in_gender(true), form.in_gender(false))
}

/// Words in the masculine after which a noun follows.
const BEFORE_NOUNS: [&str; 12] =
    ["un", "cet", "tout", "nombreux", "certain", "aucun", "quel", "nul", "ancien", "nouveau", "nouvel", "premier"];

/// What a form is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Noun,
    Determiner,
    Pronoun,
    /// Adjective or participle.
    Agreeing,
}

fn part(text: &str, marked: &[Marked], n: usize, nouns: &[RoleNoun]) -> Part {
    let form = &marked[n];
    let lemma = form.masculine.to_lowercase();
    if lemma == "un" {
        return Part::Determiner;
    }
    if lemma == "tout" {
        return Part::Pronoun;
    }
    let sexe = of_sex(&text[form.range.end..]) > 0;
    let listed = nouns.iter().find(|noun| noun.masculine == lemma);
    let before = Before::french(&word_before(text, form.range.start));
    let behind_form = n > 0 && text[marked[n - 1].range.end..form.range.start].trim().is_empty();
    let behind_determiner = behind_form && {
        let word = marked[n - 1].masculine.to_lowercase();
        BEFORE_NOUNS.contains(&word.as_str())
    };
    match listed {
        _ if sexe => Part::Noun,
        Some(noun) if !noun.adjective => Part::Noun,
        Some(_)
            if behind_determiner
                || matches!(before, Before::PluralDeterminer | Before::SingularDeterminer | Before::Adjective) =>
        {
            Part::Noun
        }
        Some(_) if matches!(before, Before::Link) && !behind_form => Part::Noun,
        None if matches!(before, Before::PluralDeterminer | Before::SingularDeterminer)
            && !follows_noun(text, marked, n, nouns) =>
        {
            Part::Noun
        }
        _ => Part::Agreeing,
    }
}

/// Whether a noun form stands directly behind, to which this one is an adjective (les nombreuxSEs éluEs).
fn follows_noun(text: &str, marked: &[Marked], n: usize, nouns: &[RoleNoun]) -> bool {
    marked.get(n + 1).is_some_and(|next| {
        text[marked[n].range.end..next.range.start].trim().is_empty()
            && nouns.iter().any(|noun| noun.masculine == next.masculine.to_lowercase())
    })
}

fn feminine(marked: &[Marked], work: &mut Work) {
    for form in marked {
        if form.with_x {
            work.keep(form.range.clone(), Reason::ThirdMark, &[]);
        } else {
            work.edit(form.range.clone(), form.in_gender(true));
        }
    }
}

/// « personnes exerçant le travail du sexe »; other nouns are listed with the wordings of the table.
fn epicene(text: &str, marked: &[Marked], nouns: &[RoleNoun], work: &mut Work) {
    let is_worker = |m: &Marked| m.masculine.eq_ignore_ascii_case("travailleur") && of_sex(&text[m.range.end..]) > 0;
    for (n, form) in marked.iter().enumerate() {
        let (from, to) = sentence(text, &form.range);
        let here = || marked.iter().enumerate().filter(|(_, m)| m.range.start >= from && m.range.end <= to);
        let other_noun = here().any(|(k, m)| !is_worker(m) && part(text, marked, k, nouns) == Part::Noun);
        let worker = here().any(|(_, m)| is_worker(m));
        let offers = || {
            let noun = nouns.iter().find(|noun| noun.masculine == form.masculine.to_lowercase());
            noun.map_or(Vec::new(), |n| n.epicene.clone())
        };
        if form.with_x || other_noun || !worker {
            work.keep(form.range.clone(), Reason::Sentence, &offers());
        } else if is_worker(form) {
            let end = form.range.end + of_sex(&text[form.range.end..]);
            let noun = if form.number == Number::Plural { "personnes" } else { "personne" };
            let noun = if form.masculine.starts_with(char::is_uppercase) { capitalised(noun) } else { noun.to_string() };
            let gaps = text[form.range.end..end].find('\n').map_or(" ", |_| "\n");
            let _ = n;
            work.edit(form.range.start..end, format!("{noun} exerçant{gaps}le travail du sexe"));
        } else {
            work.edit(form.range.clone(), form.in_gender(true));
        }
    }
}

/// The sentence around a range, as far as full stops and blank lines tell.
fn sentence(text: &str, range: &Range<usize>) -> (usize, usize) {
    let found = crate::check::sentence::around(text, range.clone());
    (found.start, found.end)
}
