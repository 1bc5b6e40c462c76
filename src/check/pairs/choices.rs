//! One term of the source, one term in the translation: where several are used, the rarer ones are told once each.

use super::mentions::{Mention, Word};
use super::{Couple, Terms, Text, new_finding};
use crate::check::finding::{Comparison, Finding};
use crate::check::rule_set::RuleSet;
use crate::document::Side as TextSide;
use crate::lexicon::Rule;
use crate::text::Language;
use std::collections::BTreeMap;
use std::ops::Range;

/// A term of the source and what renders it in a unit that has nothing else of the concept.
struct Use {
    source: Range<usize>,
    target: Range<usize>,
    couple: Couple,
}

/// What is chosen where, by languages and concept; and for each of the source's terms, by its entry, the uses of each target
/// entry.
#[derive(Default)]
pub struct Choices(BTreeMap<(Language, Language, usize), BTreeMap<usize, Uses>>);

#[derive(Default)]
struct Uses {
    times: usize,
    first: Vec<Use>,
}

/// The places of a choice that are kept, for reports.
const KEPT: usize = 3;

impl Choices {
    /// Takes what a unit chooses. Units that mention a concept by several words choose nothing.
    pub fn take(&mut self, couple: &Couple, said: &[Mention], rendered: &[Mention], terms: &Terms) {
        for mention in said {
            let Word::Term(source) = mention.word else { continue };
            let sole = |all: &[Mention], concept: &str| all.iter().filter(|m| terms.renders(concept, m.concept)).count() == 1;
            if !sole(said, mention.concept) || mention.is_named || !sole(rendered, mention.concept) {
                continue;
            }
            let Some(chosen) = rendered.iter().find(|m| m.concept == mention.concept) else { continue };
            let Word::Term(target) = chosen.word else { continue };
            if chosen.is_named {
                continue;
            }
            let key = (couple.source_language, couple.target_language, source);
            let uses = self.0.entry(key).or_default().entry(target).or_default();
            uses.times += 1;
            if uses.first.len() < KEPT {
                uses.first.push(Use { source: mention.range.clone(), target: chosen.range.clone(), couple: couple.clone() });
            }
        }
    }

    /// A finding for each choice but the most frequent one (of equals the first of the concept's list).
    pub fn findings(&self, source: &Text, target: &Text, rules: &RuleSet) -> Vec<Finding> {
        let mut found = Vec::new();
        for choices in self.0.values() {
            let Some((best, most)) = choices.iter().max_by_key(|(entry, uses)| (uses.times, std::cmp::Reverse(**entry))) else {
                continue;
            };
            let Some(usual) = most.first.first() else { continue };
            for (_, uses) in choices.iter().filter(|(entry, _)| *entry != best) {
                let Some(first) = uses.first.first() else { continue };
                let Some(finding) = new_finding(Rule::TermChoice, target, first.target.clone(), &first.couple, rules) else {
                    continue;
                };
                let comparison = Comparison::Choice {
                    other: target.prose.text[usual.target.clone()].to_string(),
                    times: uses.times,
                    other_times: most.times,
                };
                let mut related = vec![
                    source.related(&first.source, TextSide::Source),
                    target.related(&usual.target, usual.couple.target_side),
                ];
                related.extend(uses.first.iter().skip(1).map(|u| target.related(&u.target, u.couple.target_side)));
                found.push(Finding { comparison: Some(comparison), related, ..finding });
            }
        }
        found
    }
}
