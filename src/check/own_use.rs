//! Which of the words that a document could choose between it uses itself: what is quoted, or part of a name, is no choice.

use super::conditions::Surroundings;
use super::rule_set::RuleSet;
use super::scan::{Hit, Mask, MaskKind};
use super::{exemptions, near};
use crate::document::Segment;
use std::ops::Range;

/// Whether a word is the writer's own choice and meant in the entry's sense, not a part of a quotation or a name. `known`:
/// what the paragraph that was last asked for needed.
pub fn is_own_use<'t>(
    rules: &RuleSet,
    text: &'t str,
    hit: &Hit,
    segment: &Segment,
    masks: &[Mask],
    known: &mut Option<(usize, Vec<Range<usize>>, Surroundings<'t>)>,
) -> bool {
    let start = segment.range.start;
    if known.as_ref().is_none_or(|k| k.0 != start) {
        let paragraph = &text[segment.range.clone()];
        *known = Some((start, exemptions::quoted(paragraph), Surroundings::new(paragraph)));
    }
    let Some((_, quoted, surroundings)) = known else { return false };
    let local = hit.range.start - start..hit.range.end - start;
    let covers = |r: &Range<usize>, of: &Range<usize>| r.start <= of.start && of.end <= r.end;
    let masked = |m: &Mask| {
        let other = match m.kind {
            MaskKind::Name(_) => true,
            MaskKind::Shadow(entry) => entry == hit.entry,
            MaskKind::Approved => false,
        };
        other && covers(&m.range, &hit.range) && m.range.len() > hit.range.len()
    };
    if quoted.iter().any(|q| covers(q, &local)) || near(masks, &hit.range).iter().any(masked) {
        return false;
    }
    let entry = &rules.entries[hit.entry];
    let around = surroundings.at(local);
    (entry.need.is_empty() || entry.need.iter().any(|c| around.holds(c))) && !entry.keep.iter().any(|c| around.holds(c))
}
