//! Mixed notation: one document, one way of writing both genders. The writer's configured notation, where the document uses
//! it, else the most frequent one, is what the others are put into.

use super::{Facts, Proposal};
use crate::check::exemptions;
use crate::check::rule_set::RuleSet;
use crate::document::Prose;
use crate::grammar::es::inclusive as es;
use crate::grammar::fr::inclusive::{Notation, write};
use crate::grammar::fr::notation::Marked;
use crate::grammar::{Number, TextEdit};
use crate::text::Language;
use std::collections::HashMap;

/// Notations that count as one: `(e)s` and `(e)(s)`.
fn style(notation: Notation) -> Notation {
    if notation == Notation::ParenthesesTwice { Notation::Parentheses } else { notation }
}

/// The notation that most forms have.
pub fn usual(all: &[Marked]) -> Option<Notation> {
    let mut counts: HashMap<Notation, (usize, std::cmp::Reverse<usize>)> = HashMap::new();
    for marked in all {
        let count = counts.entry(style(marked.notation)).or_insert((0, std::cmp::Reverse(marked.range.start)));
        count.0 += 1;
    }
    // One dot in the singular is the same in both ways of writing the plural.
    if counts.contains_key(&Notation::Median)
        && let Some((short, _)) = counts.get(&Notation::MedianShort).copied()
    {
        let neutral = all.iter().filter(|m| m.notation == Notation::MedianShort && m.fits_both_medians()).count();
        counts.entry(Notation::Median).and_modify(|c| c.0 += neutral);
        if neutral == short {
            counts.remove(&Notation::MedianShort);
        }
    }
    counts.into_iter().max_by_key(|(_, c)| *c).map(|(n, _)| n)
}

pub fn french(prose: &Prose, facts: &Facts, rules: &RuleSet) -> Vec<Proposal> {
    let text: &str = &prose.text;
    let Some(first) = facts.french.first().map(|m| style(m.notation)) else { return Vec::new() };
    if facts.french.iter().all(|m| style(m.notation) == first) {
        return if first == Notation::Capitals { slips(text, &facts.french, rules) } else { Vec::new() };
    }
    // What is quoted, or written as a word to speak of, is no choice of this document.
    let own: Vec<Marked> = facts
        .french
        .iter()
        .filter(|m| {
            let segment = prose.segment_at(m.range.clone()).range;
            let local = m.range.start - segment.start..m.range.end - segment.start;
            exemptions::enclosing(&text[segment], &local).is_none()
        })
        .cloned()
        .collect();
    let configured = match rules.style(Language::Fr).0.as_str() {
        "nswp" => Some(Notation::Capitals),
        "median" => Some(Notation::Median),
        "median-short" => Some(Notation::MedianShort),
        "paren" => Some(Notation::Parentheses),
        _ => None,
    };
    let chosen = configured.filter(|c| rules.style_is_chosen(Language::Fr) && own.iter().any(|m| style(m.notation) == *c));
    let Some(target) = chosen.or_else(|| usual(&own)) else { return Vec::new() };
    let medians = |n: Notation| matches!(n, Notation::Median | Notation::MedianShort);
    own.iter()
        .filter(|m| style(m.notation) != target && !(medians(m.notation) && medians(target) && m.fits_both_medians()))
        .map(|m| {
            let form = if m.with_x { None } else { write(&m.masculine, &m.feminine, m.number, target) };
            let edits = form.map(|text| TextEdit { range: m.range.clone(), text }).into_iter().collect();
            Proposal { range: m.range.clone(), edits, safe: true }
        })
        .chain(if target == Notation::Capitals { slips(text, &own, rules) } else { Vec::new() })
        .collect()
}

/// Capitals that slipped: travailleurSES, travailleurES for travailleurSEs.
fn slips(text: &str, all: &[Marked], rules: &RuleSet) -> Vec<Proposal> {
    let nouns = rules.tables().role_nouns.get(&Language::Fr).map_or(&[][..], Vec::as_slice);
    let slip = |m: &Marked| {
        let written = &text[m.range.clone()];
        if !written.ends_with('S') || m.notation != Notation::Capitals {
            return None;
        }
        let lemma = m.masculine.to_lowercase();
        let noun = nouns.iter().find(|n| n.masculine == lemma && !n.is_epicene());
        let feminine = noun.map_or(m.feminine.as_str(), |n| n.feminine());
        let right = write(&m.masculine, feminine, Number::Plural, Notation::Capitals)?;
        let edits = vec![TextEdit { range: m.range.clone(), text: right }];
        // The same letters but for the size of the plural's s; else the letters are in another order, and a person looks.
        let safe = edits[0].text.eq_ignore_ascii_case(written);
        (safe || feminine != m.feminine).then(|| Proposal { range: m.range.clone(), edits, safe })
    };
    all.iter().filter_map(slip).collect()
}

/// The notation that most Spanish forms have, the first of equals.
pub fn usual_spanish(all: &[es::Marked]) -> Option<es::Notation> {
    let mut counts: HashMap<es::Notation, (usize, std::cmp::Reverse<usize>)> = HashMap::new();
    for marked in all {
        let count = counts.entry(marked.notation).or_insert((0, std::cmp::Reverse(marked.range.start)));
        count.0 += 1;
    }
    counts.into_iter().max_by_key(|(_, c)| *c).map(|(n, _)| n)
}

pub fn spanish(prose: &Prose, facts: &Facts) -> Vec<Proposal> {
    let Some(target) = usual_spanish(&facts.spanish) else { return Vec::new() };
    let text: &str = &prose.text;
    facts
        .spanish
        .iter()
        .filter(|m| m.notation != target)
        .filter(|m| {
            let segment = prose.segment_at(m.range.clone()).range;
            let local = m.range.start - segment.start..m.range.end - segment.start;
            exemptions::enclosing(&text[segment], &local).is_none()
        })
        .map(|m| {
            let edits = es::write(m, target).map(|text| TextEdit { range: m.range.clone(), text }).into_iter().collect();
            Proposal { range: m.range.clone(), edits, safe: true }
        })
        .collect()
}

pub fn russian(prose: &Prose) -> Vec<Proposal> {
    let text: &str = &prose.text;
    let all = crate::grammar::ru::inclusive::find(text);
    let count = |sign: char| all.iter().filter(|m| m.sign == sign).count();
    // Of equals the first of this row, which is the most usual.
    let Some(target) = ['*', ':', '_'].into_iter().max_by_key(|s| count(*s)) else { return Vec::new() };
    all.iter()
        .filter(|m| m.sign != target)
        .map(|m| {
            let form = format!("{}{target}{}", &text[m.range.start..m.sign_at], &text[m.sign_at + 1..m.range.end]);
            let edits = vec![TextEdit { range: m.range.clone(), text: form }];
            Proposal { range: m.range.clone(), edits, safe: true }
        })
        .collect()
}
