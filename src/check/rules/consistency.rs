//! Consistency: one document, one word for one thing. An entry lists the ways to say it; where a document uses two of them,
//! the rarer ones are found, and the most frequent (of equals, the entry's first) is the fix.

use super::{PatternCounts, Place, Verdict};

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

    pub(super) fn of(&self, entry: usize, search: usize) -> usize {
        self.0.get(&(entry, search)).copied().unwrap_or(0)
    }
}

pub fn verdict(place: &Place) -> Verdict {
    let counts = &place.facts.counts;
    let ways = 0..place.entry.searches.len();
    // The first of the most frequent.
    let Some(best) = ways.min_by_key(|s| (std::cmp::Reverse(counts.of(place.index, *s)), *s)) else {
        return Verdict::Silent("nothing to compare");
    };
    if best == place.search { Verdict::Silent("the document's own word") } else { Verdict::Prefer(best) }
}
