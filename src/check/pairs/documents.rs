//! What is compared: the units of a bilingual file, or the paragraphs of two documents.

use super::{Couple, RULES, Text, align, compare};
use crate::check::{Checker, Findings, Text as Document};
use crate::document::{Side, SourceMap, Unit};
use crate::text::SourceSpan;
use std::ops::Range;

/// What came of checking two documents of which one translates the other.
pub struct Pair {
    pub source: Findings,
    pub target: Findings,
    /// How many paragraphs, or units, were held against one another.
    pub compared: usize,
    /// Those of the source and of the target that were not, in their source texts.
    pub source_left: Vec<SourceSpan>,
    pub target_left: Vec<SourceSpan>,
}

/// Checks two documents, and holds the second, a translation, against the first. What they say is aligned by the names of their
/// units, else by their paragraphs.
pub fn check_pair(source: Document, target: Document) -> Pair {
    let mut pair = Pair {
        source: Findings::default(),
        target: Findings::default(),
        compared: 0,
        source_left: Vec::new(),
        target_left: Vec::new(),
    };
    // A document is one part; the files of a container are sections of it.
    let (Some(from), Some(to)) = (source.document.parts.first(), target.document.parts.first()) else { return pair };
    let alignment = align(&from.prose, &to.prose);
    let spans = |map: &SourceMap, left: &[Range<usize>]| left.iter().map(|r| map.span(r.clone())).collect();
    pair.compared = alignment.pairs.len();
    pair.source_left = spans(&from.prose.map, &alignment.source_left);
    pair.target_left = spans(&to.prose.map, &alignment.target_left);
    let mut own = source.checker(0, &mut pair.source);
    let mut other = target.checker(0, &mut pair.target);
    own.find();
    other.find();
    let outcome = {
        let texts = (
            Text::new(&from.prose, &own.findings.items, 0, target.rules),
            Text::new(&to.prose, &other.findings.items, 0, target.rules),
        );
        let mut couples = Vec::new();
        for (from_range, to_range) in alignment.pairs {
            if !texts.0.has_something_in(&from_range) {
                continue;
            }
            let (from_segment, to_segment) = (from.prose.segment_at(start(&from_range)), to.prose.segment_at(start(&to_range)));
            let languages = (own.decide(&from_segment), other.decide(&to_segment));
            let side = if to_segment.side == Side::Text { Side::Target } else { to_segment.side };
            couples.extend(Couple::new(from_range, to_range, &languages.0, &languages.1, side));
        }
        compare(&texts.0, &texts.1, &couples, target.rules)
    };
    for remark in outcome.remarks {
        let findings = if remark.on_source { &mut own.findings.items } else { &mut other.findings.items };
        remark.apply(&mut findings[..]);
    }
    other.findings.items.extend(outcome.new);
    own.settle(0);
    other.settle(0);
    pair
}

fn start(range: &Range<usize>) -> Range<usize> {
    range.start..range.start
}

impl Checker<'_, '_> {
    /// Holds the translations of a file against their sources.
    pub fn compare_units(&mut self, first: usize) {
        let prose = &self.part.prose;
        let sides = |u: &Unit| u.source.clone().zip(u.target.clone());
        if prose.units.is_empty() || !RULES.iter().any(|rule| self.rules.has_rule(*rule)) {
            return;
        }
        let text = Text::new(prose, &self.findings.items[first..], self.part_index, self.rules);
        let mut couples = Vec::new();
        for (source, target) in prose.units.iter().filter_map(sides).filter(|(source, _)| text.has_something_in(source)) {
            let (from, to) = (prose.segment_at(start(&source)), prose.segment_at(start(&target)));
            if to.side == Side::Term {
                continue;
            }
            couples.extend(Couple::new(source, target, &self.decide(&from), &self.decide(&to), to.side));
        }
        let outcome = compare(&text, &text, &couples, self.rules);
        for remark in outcome.remarks {
            remark.apply(&mut self.findings.items[first..]);
        }
        self.findings.items.extend(outcome.new);
    }
}
