//! Consistency: one document, one word for one thing. An entry lists the ways to say it; where a document uses two of them,
//! the rarer ones are found, and the most frequent (of equals, the entry's first) is the fix.

use super::{PatternCounts, Place, Verdict};
use crate::check::rule_set::RuleSet;
use crate::lexicon::Rule;
use crate::text::Language;

/// How often each way stands in the document.
#[derive(Debug, Default)]
pub struct Counts(PatternCounts);

impl Counts {
    pub fn add(&mut self, entry: usize, search: usize) {
        *self.0.entry((entry, search)).or_default() += 1;
    }

    /// The ways that the document uses, in a fixed order.
    pub fn ways(&self) -> Vec<(usize, usize)> {
        let mut ways: Vec<(usize, usize)> = self.0.keys().copied().collect();
        ways.sort_unstable();
        ways
    }

    /// The words that the document uses where it could choose, and how often: what another entry offers in the place of a
    /// word is to be one of them, lest its fix is told again.
    pub fn own_words(&self, rules: &RuleSet) -> Vec<(Language, String, usize)> {
        let ways = self.0.iter().filter(|((entry, _), _)| rules.entries.head(*entry).rule == Some(Rule::Consistency));
        let word = |((entry, search), count): (&(usize, usize), &usize)| {
            let entry = &rules.entries[*entry];
            entry.searches.get(*search).map(|s| (entry.language, s.phrase.citation(), *count))
        };
        let mut words: Vec<_> = ways.filter_map(word).collect();
        words.sort();
        words
    }

    pub(super) fn of(&self, entry: usize, search: usize) -> usize {
        self.0.get(&(entry, search)).copied().unwrap_or(0)
    }
}

pub fn verdict(place: &Place) -> Verdict {
    let counts = &place.facts.counts;
    if counts.of(place.index, place.search) == 0 {
        return Verdict::Silent("somebody else's word, or part of a name");
    }
    // In Chinese a way is compared with those in its own script.
    let script = |s: &usize| place.entry.searches.get(*s).and_then(|s| s.traditional);
    let ways = (0..place.entry.searches.len()).filter(|s| script(s) == script(&place.search));
    // The first of the most frequent.
    let Some(best) = ways.min_by_key(|s| (std::cmp::Reverse(counts.of(place.index, *s)), *s)) else {
        return Verdict::Silent("nothing to compare");
    };
    if best == place.search { Verdict::Silent("the document's own word") } else { Verdict::Prefer(best) }
}
