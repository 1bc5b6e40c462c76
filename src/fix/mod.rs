//! Fixes applied: edits → text.

mod container;
mod review;
#[cfg(test)]
pub(crate) mod testing;
mod write;

pub use container::{FixedContainer, fix_container};
pub use review::{ReviewOptions, ReviewedContainer, review_container};
pub use write::{AtomicFile, FileState, WriteError, discard_temporary_files, write_atomically};

use crate::check::{Applicability, Finding, Findings, LanguageHints, RuleSet, check};
use crate::document::{Document, Format, SourceEdit};
use crate::text::SourceOffset;
use std::collections::BTreeMap;

/// How much may be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Safe fixes only.
    Safe,
    /// The first fix of every finding, the doubtful ones too.
    Review,
}

/// Every round applies all fixes that do not touch; more rounds than this means that replacements chase one another.
const ROUNDS: usize = 8;

/// What became of a text.
#[derive(Debug, Clone)]
pub struct Fixed {
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// What is left to report in the fixed text.
    pub findings: Findings,
}

/// Applies fixes until none is left: one replacement may put another within reach. A second call changes nothing.
pub fn fix(text: &str, format: Format, rules: &RuleSet, hints: &LanguageHints, reach: Reach) -> Fixed {
    fix_only(text, format, rules, hints, reach, &|_| true)
}

/// [`fix`] for the findings that `wanted` picks.
pub fn fix_only(
    text: &str,
    format: Format,
    rules: &RuleSet,
    hints: &LanguageHints,
    reach: Reach,
    wanted: &dyn Fn(&Finding) -> bool,
) -> Fixed {
    let mut text = text.to_string();
    let mut applied = 0;
    for _ in 0..ROUNDS {
        let document = Document::parse(&text, format);
        let findings = check(&document, &text, rules, hints);
        let (edits, count) = select(&findings, reach, wanted);
        if edits.is_empty() {
            return Fixed { text, applied, findings };
        }
        text = splice(&text, &edits);
        applied += count;
    }
    let document = Document::parse(&text, format);
    let findings = check(&document, &text, rules, hints);
    Fixed { text, applied, findings }
}

/// The edits of as many findings as do not get into one another's way, first come first served, and of how many findings.
pub fn select(findings: &Findings, reach: Reach, wanted: &dyn Fn(&Finding) -> bool) -> (Vec<SourceEdit>, usize) {
    let mut chosen: Vec<SourceEdit> = Vec::new();
    // Where the chosen ones begin and end. They do not touch one another, so only the last that begins before can touch.
    let mut taken: BTreeMap<SourceOffset, SourceOffset> = BTreeMap::new();
    let mut count = 0;
    for finding in findings.items.iter().filter(|f| f.is_reported() && wanted(f)) {
        let Some(fix) = finding.fixes.first() else { continue };
        if reach == Reach::Safe && fix.applicability != Applicability::Safe {
            continue;
        }
        let touches = |e: &SourceEdit| taken.range(..=e.span.end).next_back().is_some_and(|(_, end)| e.span.start <= *end);
        if fix.edits.iter().any(touches) {
            continue;
        }
        for edit in &fix.edits {
            let end = taken.entry(edit.span.start).or_insert(edit.span.end);
            *end = edit.span.end.max(*end);
        }
        chosen.extend(fix.edits.iter().cloned());
        count += 1;
    }
    chosen.sort();
    (chosen, count)
}

/// Replaces the spans of `edits` (in order, not overlapping); every other byte stays.
pub fn splice(text: &str, edits: &[SourceEdit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        debug_assert!(range.start >= at, "edits overlap");
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
