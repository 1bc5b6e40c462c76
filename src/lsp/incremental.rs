//! Checking again only what a change touched.
//!
//! A finding depends on its paragraph, on [`REACH`] bytes of prose on either side (the language of a short paragraph is told
//! from what stands around it), and on what the document says of itself. So a change is checked in a window from seam to
//! seam: the findings of the *zone* (the change and [`REACH`] around it) are made new, in a *window* that reaches as far
//! again, so that what the zone depends on is there. When the seam behind the zone is no seam any more (a fence was opened),
//! or something works across seams (a directive, front matter, a template), the whole document is checked.
//!
//! That the outcome is the same as that of a fresh check is held to by a test with thousands of random edits.

use super::documents::Change;
use crate::check::{Finding, LanguageHints, RuleSet, check};
use crate::document::{Document, Format, Seam, Seams};
use crate::text::{LanguageTag, SourceOffset, SourceSpan};
use ropey::Rope;
use std::ops::Range;

/// How far what stands around a paragraph decides about it, in bytes of prose; not less than the language detection takes.
const REACH: usize = 2 * 1024;
/// Longer paragraphs are looked at in cells counted from the beginning of the document.
const LONGEST_PARAGRAPH: usize = 4 * 1024;
/// Larger windows are not worth it.
const LARGEST_WINDOW: usize = 256 * 1024;

/// What was found in a document, and what is needed to bring it up to date.
#[derive(Debug)]
pub struct Analysis {
    /// Those that were let pass among them, in the order of the text.
    pub findings: Vec<Finding>,
    /// What the document says of its own language.
    pub language: Option<LanguageTag>,
    /// The text that was checked.
    text: Rope,
    seams: Seams,
}

/// A change of the text, in bytes.
struct Hull {
    /// What was replaced in the old text.
    old: Range<usize>,
    /// How much longer the new text is.
    delta: isize,
}

impl Hull {
    /// The smallest one that covers changes made one after the other.
    fn of(changes: &[Change]) -> Option<Hull> {
        let (first, rest) = changes.split_first()?;
        let mut old = first.old.clone();
        let mut end = first.old.start + first.length;
        for change in rest {
            if change.old.end > end {
                old.end += change.old.end - end;
                end = change.old.end;
            }
            old.start = old.start.min(change.old.start);
            end = end - change.old.len() + change.length;
        }
        let delta = end as isize - old.end as isize;
        Some(Hull { old, delta })
    }
}

/// Bytes of the old text, each a seam or an end of the text.
struct Window {
    outer: Range<usize>,
    zone: Range<usize>,
}

impl Analysis {
    /// Checks all of a text.
    pub fn new(text: &Rope, format: Format, rules: &RuleSet, hints: &LanguageHints) -> Analysis {
        let source = text.to_string();
        let (document, mut seams) = Document::parse_with_seams(&source, format);
        seams.is_whole |= document.parts.iter().any(|p| p.prose.comments.iter().any(|c| c.text.contains("motjuste")));
        let findings = check(&document, &source, rules, hints).items;
        let language = document.language().cloned();
        Analysis { findings, language, text: text.clone(), seams }
    }

    /// Brings the findings up to date with a text that came about by `changes`.
    pub fn update(&mut self, text: &Rope, changes: &[Change], format: Format, rules: &RuleSet, hints: &LanguageHints) {
        let Some(hull) = Hull::of(changes) else { return };
        if !self.seams.is_whole && self.update_window(text, &hull, format, rules, hints).is_some() {
            self.text = text.clone();
            return;
        }
        *self = Analysis::new(text, format, rules, hints);
    }

    fn update_window(&mut self, text: &Rope, hull: &Hull, format: Format, rules: &RuleSet, hints: &LanguageHints) -> Option<()> {
        let Window { outer, zone } = self.window(&hull.old);
        let shift = |byte: usize| byte.checked_add_signed(hull.delta);
        let new_outer = outer.start..shift(outer.end)?;
        let new_zone = zone.start..shift(zone.end)?;
        if new_outer.end > text.len_bytes() || new_outer.len() > LARGEST_WINDOW || outer.len() == self.text.len_bytes() {
            return None;
        }
        let new = text.byte_slice(new_outer.clone()).to_string();
        let old = self.text.byte_slice(outer.clone()).to_string();
        if format == Format::Markdown && !self.is_local(&old, &new, outer.start == 0) {
            return None;
        }
        // Definitions stand where they are no neighbours of the zone: behind a window at the beginning, before any other.
        let (mut before, mut behind) = (String::new(), String::new());
        if !self.seams.definitions.is_empty() {
            if outer.start == 0 {
                behind = format!("\n\n{}", self.seams.definitions);
            } else {
                before = format!("{}\n\nx\n\n", self.seams.definitions);
            }
        }
        let source = format!("{before}{new}{behind}");
        let place = |byte: usize| byte - new_outer.start + before.len();
        let (mut document, seams) = Document::parse_with_seams(&source, format);
        let part = document.parts.first_mut()?;
        if part.prose.comments.iter().any(|c| c.text.contains("motjuste"))
            || has_long_paragraph(part.prose.segments.as_deref(), &seams, &source)
        {
            return None;
        }
        // What lies behind the zone reads as before only if a block still begins there with nothing left open.
        let from = if zone.start == 0 { Some(Seam { source: 0, prose: 0 }) } else { seams.find(place(new_zone.start)) }?;
        let to = if zone.end == self.text.len_bytes() {
            Some(Seam { source: source.len(), prose: part.prose.text.len() })
        } else {
            seams.find(place(new_zone.end))
        }?;
        part.prose.language.clone_from(&self.language);
        let mut fresh = check(&document, &source, rules, hints).items;
        fresh.retain(|f| (place(new_zone.start)..place(new_zone.end)).contains(&f.span.start.0));
        for finding in &mut fresh {
            shift_finding(finding, new_outer.start as isize - before.len() as isize);
        }
        self.splice_findings(&zone, fresh, hull.delta);
        self.splice_seams(&zone, &seams, from, to, hull.delta, new_zone.start as isize - place(new_zone.start) as isize);
        Some(())
    }

    /// The zone around a change, and the window around the zone.
    fn window(&self, change: &Range<usize>) -> Window {
        let seams = &self.seams.at;
        let length = self.text.len_bytes();
        // The block before the change is read again too: what follows a block can change what it is.
        let left = |from: usize, prose: usize| {
            let mut i = from;
            while i > 0 {
                i -= 1;
                if prose.saturating_sub(seams[i].prose) >= REACH {
                    return Some(i);
                }
            }
            None
        };
        let right = |from: usize, prose: usize| (from + 1..seams.len()).find(|&i| seams[i].prose.saturating_sub(prose) >= REACH);
        let last = seams.partition_point(|s| s.source <= change.start).checked_sub(1);
        // One block further: in plain text a term may run over a blank line, and then belongs to both paragraphs.
        let zone_start = last.and_then(|l| left(l, seams[l].prose)).and_then(|i| i.checked_sub(1));
        let outer_start = zone_start.and_then(|z| left(z, seams[z].prose));
        let next = seams.partition_point(|s| s.source <= change.end);
        let zone_end = seams.get(next).and_then(|n| right(next, n.prose));
        let outer_end = zone_end.and_then(|z| right(z, seams[z].prose));
        let source = |seam: Option<usize>, otherwise: usize| seam.map_or(otherwise, |i| seams[i].source);
        Window { zone: source(zone_start, 0)..source(zone_end, length), outer: source(outer_start, 0)..source(outer_end, length) }
    }

    /// Whether nothing in the old or the new window reaches beyond it.
    fn is_local(&self, old: &str, new: &str, is_beginning: bool) -> bool {
        let opens = |t: &str| t.starts_with("---") || t.starts_with("+++");
        if is_beginning && (opens(old) || opens(new)) || new.contains("{{") || new.contains("{%") {
            return false;
        }
        let may_define = |t: &str| t.contains("]:");
        if !may_define(old) && !may_define(new) {
            return true;
        }
        let definitions = |t: &str| Document::parse_with_seams(t, Format::Markdown).1.definitions;
        definitions(old) == definitions(new)
    }

    fn splice_findings(&mut self, zone: &Range<usize>, fresh: Vec<Finding>, delta: isize) {
        let from = self.findings.partition_point(|f| f.span.start.0 < zone.start);
        let to = self.findings.partition_point(|f| f.span.start.0 < zone.end || zone.end == self.text.len_bytes());
        let count = fresh.len();
        self.findings.splice(from..to, fresh);
        if delta != 0 {
            for finding in &mut self.findings[from + count..] {
                shift_finding(finding, delta);
            }
        }
    }

    /// `from` and `to`: the ends of the zone as seams of the window; `back`: from places in the window to the document.
    fn splice_seams(&mut self, zone: &Range<usize>, window: &Seams, from: Seam, to: Seam, delta: isize, back: isize) {
        let at = &mut self.seams.at;
        let first = at.partition_point(|s| s.source <= zone.start);
        let behind = at.partition_point(|s| s.source < zone.end);
        let before = if zone.start == 0 { 0 } else { at[first - 1].prose };
        let prose = |p: usize| (before + p).saturating_sub(from.prose);
        let inner: Vec<Seam> = window
            .at
            .iter()
            .filter(|s| from.source < s.source && s.source < to.source)
            .map(|s| Seam { source: s.source.saturating_add_signed(back), prose: prose(s.prose) })
            .collect();
        let moved = at.get(behind).map(|s| prose(to.prose) as isize - s.prose as isize);
        let count = inner.len();
        at.splice(first..behind, inner);
        for seam in &mut at[first + count..] {
            seam.source = seam.source.saturating_add_signed(delta);
            seam.prose = seam.prose.saturating_add_signed(moved.unwrap_or(0));
        }
    }
}

fn has_long_paragraph(segments: Option<&[crate::document::Segment]>, seams: &Seams, source: &str) -> bool {
    match segments {
        Some(segments) => segments.iter().any(|s| s.range.len() > LONGEST_PARAGRAPH),
        None => {
            let starts = std::iter::once(0).chain(seams.at.iter().map(|s| s.source));
            let ends = seams.at.iter().map(|s| s.source).chain([source.len()]);
            starts.zip(ends).any(|(a, b)| b - a > LONGEST_PARAGRAPH)
        }
    }
}

fn shift_finding(finding: &mut Finding, by: isize) {
    let shift = |span: &mut SourceSpan| {
        span.start = SourceOffset(span.start.0.saturating_add_signed(by));
        span.end = SourceOffset(span.end.0.saturating_add_signed(by));
    };
    shift(&mut finding.span);
    for fix in &mut finding.fixes {
        fix.edits.iter_mut().for_each(|e| shift(&mut e.span));
        fix.doubts.iter_mut().for_each(|(_, span)| shift(span));
    }
}

#[cfg(test)]
#[path = "incremental_tests.rs"]
mod tests;
