//! Agencies, treaties and networks have an official name in each language. Where the source names one, the translation has that
//! name, or its short form; a foreign form that was kept is a finding of its own already.

use super::mentions::{self, Mention, Word};
use super::{Comparer, Couple, Remark};
use crate::check::finding::Comparison;
use crate::document::Side as TextSide;
use crate::lexicon::Rule;
use crate::text::Language;
use crate::text::fold::fold;
use std::ops::Range;

pub(super) fn compare<'a>(comparer: &mut Comparer<'a, '_>, couple: &Couple, said: &[Mention<'a>], rendered: &[Mention<'a>]) {
    let mut done: Vec<&str> = Vec::new();
    for mention in said.iter().filter(|m| m.word.is_agency() && m.language == couple.source_language) {
        let agency = mention.concept;
        if done.contains(&agency) || mention.is_named {
            continue;
        }
        done.push(agency);
        let places: Vec<Range<usize>> = {
            let same = said.iter().filter(|m| m.concept == agency && m.word.is_agency() && m.language == couple.source_language);
            same.map(|m| m.range.clone()).collect()
        };
        let there: Vec<&Mention> = rendered.iter().filter(|m| m.concept == agency && m.word.is_agency()).collect();
        if !there.is_empty() {
            kept(comparer, &there, &places);
            continue;
        }
        let is_sure = said.iter().any(|m| m.concept == agency && m.word == Word::Agency && m.language == couple.source_language);
        if !is_sure || mentions::is_exempt(comparer.source, mention, comparer.terms) {
            continue;
        }
        let text = &comparer.target.prose.text[couple.target.clone()];
        let names = comparer.names_of(agency, couple.target_language);
        if names.is_empty() || has_slip(comparer, couple) || names.iter().any(|name| stands(name, text)) {
            continue;
        }
        let say = comparer.terms.call(agency, couple.target_language, text, comparer.rules);
        let finding = comparer.finding(Rule::NameLost, couple, &places, Comparison::NameLost { say });
        comparer.outcome.new.extend(finding);
    }
}

impl Comparer<'_, '_> {
    /// The names of an agency in a language.
    fn names_of(&self, agency: &str, language: Language) -> Vec<String> {
        let entries = (0..self.terms.entries.len()).filter(|e| {
            let head = self.terms.entries.head(*e);
            head.concept == agency && head.language == language && self.terms.naming(*e).is_agency()
        });
        entries.flat_map(|e| &self.terms.entries[e].searches).map(|s| s.phrase.citation()).collect()
    }
}

/// A foreign form that was kept hears what the source says.
fn kept(comparer: &mut Comparer, there: &[&Mention], places: &[Range<usize>]) {
    for mention in there {
        let Some(finding) = comparer.target.findings_in(&mention.range).find(|n| {
            let finding = &comparer.target.findings[*n];
            finding.exemption.is_none()
                && finding.prose.end <= mention.range.end
                && comparer.rules.entries.head(finding.entry).rule == Some(Rule::OfficialNames)
        }) else {
            continue;
        };
        comparer.outcome.remarks.push(Remark {
            on_source: false,
            finding,
            severity: None,
            comparison: Comparison::SourceSays,
            related: places.iter().take(1).map(|r| comparer.source.related(r, TextSide::Source)).collect(),
        });
    }
}

/// Whether a machine's or a hurried hand's version of some name stands in the unit: that is a finding already.
fn has_slip(comparer: &Comparer, couple: &Couple) -> bool {
    comparer
        .target
        .findings_in(&couple.target)
        .any(|n| comparer.rules.entries.head(comparer.target.findings[n].entry).rule == Some(Rule::OfficialNames))
}

/// The short form that stands in Russian names, and may be spelled out.
const UNITED_NATIONS: &str = "оон";

/// Whether a name of several words stands in a text in any case and number: its longer words, in their order, each by its
/// beginning. Too much is taken for the name rather than too little.
fn stands(name: &str, text: &str) -> bool {
    let text = fold(text);
    let name = fold(name);
    let is_long = |w: &&str| (w.chars().count() > 3 || *w == UNITED_NATIONS) && !w.chars().any(crate::text::script::is_han);
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(is_long).collect();
    if words.len() < 2 {
        return false;
    }
    let mut rest = text.as_str();
    words.iter().all(|word| {
        let letters = word.chars().count();
        let stem: String = word.chars().take((letters * 2 / 3).max(4)).collect();
        let spelled_out = if *word == UNITED_NATIONS { rest.find("объедин") } else { None };
        match rest.find(&stem).or(spelled_out) {
            Some(at) => {
                rest = &rest[at..];
                true
            }
            None => false,
        }
    })
}
