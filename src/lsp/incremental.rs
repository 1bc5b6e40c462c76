//! Checking again only what a change touched.
//!
//! A finding depends on its paragraph, on what stands [`reach`] bytes of prose around it (the language of a short paragraph
//! is told from there), on the heading above it, and on what the document says of itself. So a change is checked in a window
//! from seam to seam: the findings of the *zone* (the change and its reach) are made new, in a *window* that reaches as far
//! again, so that what the zone depends on is there; the heading above the window and the definitions of the document are
//! put before it. When the seam behind the zone is no seam any more (a fence was opened), or something works across seams (a
//! directive for a block, front matter, a template), the whole document is checked. Rules that compare words across a document
//! need all of it, too; while a person types in a long one, they wait until the keys rest ([`Effort::Hasty`]).
//!
//! That the outcome is the same as that of a fresh check is held to by a test with thousands of random edits.

use super::documents::Change;
use crate::check::{Elsewhere, Finding, Findings, LanguageHints, Problem, RuleSet, check};
use crate::document::{Document, Format, Part, Quoting, Seam, SeamHeading, Seams};
use crate::text::{LanguageTag, SourceOffset, SourceSpan};
use ropey::Rope;
use std::ops::Range;

/// How far what stands around a paragraph decides about it, in bytes of prose: not less than the language detection takes,
/// and in plain text not less than a heading is looked for.
fn reach(format: Format) -> usize {
    if format == Format::PLAIN { 8 * 1024 } else { 2 * 1024 }
}

/// A heading is looked for this many segments back.
const SECTION: usize = 400;
/// Longer paragraphs are looked at in cells counted from the beginning of the document.
const LONGEST_PARAGRAPH: usize = 4 * 1024;
/// Larger windows are not worth it.
const LARGEST_WINDOW: usize = 256 * 1024;

/// What was found in a document, and what is needed to bring it up to date.
#[derive(Debug)]
pub struct Analysis {
    /// Those that were let pass among them, in the order of the text.
    pub findings: Vec<Finding>,
    /// Directives that are wrong or do nothing, in the order of the text.
    pub problems: Vec<Problem>,
    /// What the document says of its own language.
    pub language: Option<LanguageTag>,
    /// What stands somewhere in the document and decides about the rest of it.
    elsewhere: Elsewhere,
    /// What compares words across the document is as it was before the last changes.
    pub owes: bool,
    /// The text that was checked.
    text: Rope,
    seams: Seams,
}

/// How exact an update has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// As exact as a fresh check.
    Exact,
    /// While a person types in a long document: rules that compare words across it may wait.
    Hasty,
}

/// Shorter texts are always checked exactly: all of one takes less than a person notices. Bytes.
const LONG: usize = 64 * 1024;

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

impl Hull {
    /// Where a span is after the change; nothing where the change touched it.
    fn moved_span(&self, span: SourceSpan) -> Option<SourceSpan> {
        let mut moved = span;
        if span.start.0 > self.old.end {
            shift_span(&mut moved, self.delta);
        } else if span.end.0 >= self.old.start {
            return None;
        }
        Some(moved)
    }

    fn moved_problem(&self, problem: &Problem) -> Option<Problem> {
        Some(Problem { span: self.moved_span(problem.span)?, ..problem.clone() })
    }

    /// A finding with all that belongs to it.
    fn moved(&self, finding: &Finding) -> Option<Finding> {
        let mut moved = finding.clone();
        moved.span = self.moved_span(moved.span)?;
        for fix in &mut moved.fixes {
            for edit in &mut fix.edits {
                edit.span = self.moved_span(edit.span)?;
            }
            for (_, span) in &mut fix.doubts {
                *span = self.moved_span(*span)?;
            }
        }
        Some(moved)
    }
}

fn in_zone(span: SourceSpan, zone: &Range<usize>) -> bool {
    zone.contains(&span.start.0)
}

/// Why a window was not enough.
enum Beyond {
    /// The heading over what follows the zone is another one now.
    Heading,
    /// What changed works on the whole document, or may.
    Document,
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
        seams.is_whole |= document.parts.iter().any(works_beyond_a_line);
        let Findings { items: findings, elsewhere, problems, .. } = check(&document, &source, rules, hints);
        let language = document.language().cloned();
        Analysis { findings, problems, language, elsewhere, owes: false, text: text.clone(), seams }
    }

    /// Brings the findings up to date with a text that came about by `changes`.
    pub fn update(
        &mut self,
        text: &Rope,
        changes: &[Change],
        format: Format,
        rules: &RuleSet,
        hints: &LanguageHints,
        effort: Effort,
    ) {
        let effort = if text.len_bytes() < LONG { Effort::Exact } else { effort };
        let is_done = match Hull::of(changes) {
            _ if self.owes && effort == Effort::Exact => false,
            Some(hull) => self.update_in_window(text, &hull, format, rules, hints, effort),
            None => true,
        };
        if !is_done {
            *self = Analysis::new(text, format, rules, hints);
        }
    }

    /// Returns whether a window was enough; else nothing has changed.
    fn update_in_window(
        &mut self,
        text: &Rope,
        hull: &Hull,
        format: Format,
        rules: &RuleSet,
        hints: &LanguageHints,
        effort: Effort,
    ) -> bool {
        if self.seams.is_whole || self.elsewhere.is_wide && effort == Effort::Exact {
            return false;
        }
        let window = self.window(&hull.old, 0, format);
        let mut outcome = self.update_window(text, hull, &window, format, rules, hints);
        if matches!(outcome, Err(Beyond::Heading)) {
            // To where the next heading takes over.
            let headings = &self.seams.headings;
            let next = headings.get(headings.partition_point(|h| h.source < window.zone.end));
            let end = next.map_or(self.text.len_bytes(), |h| h.source);
            let window = self.window(&hull.old, end, format);
            outcome = self.update_window(text, hull, &window, format, rules, hints);
        }
        if outcome.is_ok() {
            self.text = text.clone();
        }
        outcome.is_ok()
    }

    fn update_window(
        &mut self,
        text: &Rope,
        hull: &Hull,
        window: &Window,
        format: Format,
        rules: &RuleSet,
        hints: &LanguageHints,
    ) -> Result<(), Beyond> {
        let Window { outer, zone } = window;
        let shift = |byte: usize| byte.checked_add_signed(hull.delta).ok_or(Beyond::Document);
        let new_outer = outer.start..shift(outer.end)?;
        let new_zone = zone.start..shift(zone.end)?;
        let length = self.text.len_bytes();
        if new_outer.end > text.len_bytes() || new_outer.len() > LARGEST_WINDOW || outer.len() == length {
            return Err(Beyond::Document);
        }
        let new = text.byte_slice(new_outer.clone()).to_string();
        let old = self.text.byte_slice(outer.clone()).to_string();
        if format == Format::MARKDOWN && !is_local(&old, &new, outer.start == 0) {
            return Err(Beyond::Document);
        }
        let (before, behind) = self.surroundings(window)?;
        let source = format!("{before}{new}{behind}");
        let place = |byte: usize| byte - new_outer.start + before.len();
        let (mut document, seams) = Document::parse_with_seams(&source, format);
        let part = document.parts.first_mut().ok_or(Beyond::Document)?;
        if works_beyond_a_line(part) || has_long_paragraph(part.prose.segments.as_deref(), &seams, &source) {
            return Err(Beyond::Document);
        }
        // What lies behind the zone reads as before only if a block still begins there with nothing left open.
        let first = Seam { source: 0, prose: 0, segments: 0 };
        let last = Seam {
            source: source.len(),
            prose: part.prose.text.len(),
            segments: part.prose.segments.as_ref().map_or(seams.at.len() + 1, Vec::len),
        };
        let from = if zone.start == 0 { Some(first) } else { seams.find(place(new_zone.start)) }.ok_or(Beyond::Document)?;
        let to = if zone.end == length { Some(last) } else { seams.find(place(new_zone.end)) }.ok_or(Beyond::Document)?;
        let inner = place(new_zone.start)..place(new_zone.end);
        let headings: Vec<SeamHeading> = seams.headings.iter().filter(|h| inner.contains(&h.source)).cloned().collect();
        self.compare_headings(zone, headings.last(), to.segments - from.segments)?;
        part.prose.language.clone_from(&self.language);
        let hints = LanguageHints { elsewhere: self.elsewhere.languages.clone(), ..hints.clone() };
        let Findings { items: mut fresh, elsewhere, mut problems, .. } = check(&document, &source, rules, &hints);
        // What is compared across a document that compares is looked at later; what makes it one is looked at now.
        let is_later = self.elsewhere.is_wide && elsewhere.languages.iter().all(|l| self.elsewhere.languages.contains(l));
        if !is_later && !self.elsewhere.covers(&elsewhere) {
            return Err(Beyond::Document);
        }
        fresh.retain(|f| inner.contains(&f.span.start.0));
        let back = new_outer.start as isize - before.len() as isize;
        for finding in &mut fresh {
            shift_finding(finding, back);
        }
        problems.retain(|p| inner.contains(&p.span.start.0));
        problems.iter_mut().for_each(|p| shift_span(&mut p.span, back));
        if is_later {
            let is_compared = |f: &Finding| rules.entries.head(f.entry).rule.is_some();
            fresh.retain(|f| !is_compared(f));
            fresh.extend(self.findings.iter().filter(|f| is_compared(f) && in_zone(f.span, zone)).filter_map(|f| hull.moved(f)));
            fresh.sort_by_key(|f| f.span);
            // A directive may speak of what is compared.
            problems = self.problems.iter().filter(|p| in_zone(p.span, zone)).filter_map(|p| hull.moved_problem(p)).collect();
            self.owes = true;
        }
        self.splice_findings(zone, fresh, hull.delta);
        self.splice_problems(zone, problems, hull.delta);
        self.splice_seams(zone, &seams, headings, from, to, hull.delta, back);
        Ok(())
    }

    /// What is put before and behind a window: definitions and the heading above it. Definitions stand where they are no
    /// neighbours of the zone: behind a window at the beginning, before any other.
    fn surroundings(&self, window: &Window) -> Result<(String, String), Beyond> {
        let Window { outer, zone } = window;
        let definitions = &self.seams.definitions;
        if outer.start == 0 {
            let behind = if definitions.is_empty() { String::new() } else { format!("\n\n{definitions}") };
            return Ok((String::new(), behind));
        }
        let mut before = if definitions.is_empty() { String::new() } else { format!("{definitions}\n\nx\n\n") };
        let above = self.seams.headings.partition_point(|h| h.source < outer.start);
        if let Some(heading) = above.checked_sub(1).map(|i| &self.seams.headings[i]) {
            let first = self.seams.find(outer.start).map_or(0, |s| s.segments);
            let last = self.seams.find(zone.end).map_or(usize::MAX, |s| s.segments);
            if last - heading.segments <= SECTION {
                let line = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
                before.push_str(&format!("# {}\n\n", escaped(&line)));
            } else if first - heading.segments <= SECTION + 1 {
                // It counts for some paragraphs of the window and not for others.
                return Err(Beyond::Document);
            }
        }
        Ok((before, String::new()))
    }

    /// Whether what follows the zone still stands under the same heading. `last`: the last one in the new zone, which has
    /// `segments` segments.
    fn compare_headings(&self, zone: &Range<usize>, last: Option<&SeamHeading>, segments: usize) -> Result<(), Beyond> {
        let Some(end) = self.seams.find(zone.end) else { return Ok(()) };
        let headings = &self.seams.headings;
        let next = headings.partition_point(|h| h.source < zone.end);
        // The next block is a heading itself: nothing else follows.
        if headings.get(next).is_some_and(|h| h.segments == end.segments) {
            return Ok(());
        }
        let above = next.checked_sub(1).map(|i| &headings[i]);
        let above_in_zone = above.filter(|h| h.source >= zone.start);
        if above_in_zone.map(|h| &h.text) != last.map(|h| &h.text) {
            return Err(Beyond::Heading);
        }
        // In a section so long that its heading is out of sight further down, each paragraph counts.
        let start = self.seams.find(zone.start).map_or(0, |s| s.segments);
        let section_end = headings.get(next).map_or(usize::MAX, |h| h.segments);
        if segments != end.segments - start && above.is_some_and(|h| section_end - h.segments > SECTION) {
            return Err(Beyond::Document);
        }
        Ok(())
    }

    /// The zone around a change, and the window around the zone. `end`: the zone reaches at least as far.
    fn window(&self, change: &Range<usize>, end: usize, format: Format) -> Window {
        let reach = reach(format);
        let seams = &self.seams.at;
        let length = self.text.len_bytes();
        // The block before the change is read again too: what follows a block can change what it is.
        let left = |from: usize, prose: usize| {
            let mut i = from;
            while i > 0 {
                i -= 1;
                if prose.saturating_sub(seams[i].prose) >= reach {
                    return Some(i);
                }
            }
            None
        };
        let right = |from: usize, prose: usize| (from + 1..seams.len()).find(|&i| seams[i].prose.saturating_sub(prose) >= reach);
        let last = seams.partition_point(|s| s.source <= change.start).checked_sub(1);
        // One block further: in plain text a term may run over a blank line, and then belongs to both paragraphs.
        let zone_start = last.and_then(|l| left(l, seams[l].prose)).and_then(|i| i.checked_sub(1));
        let outer_start = zone_start.and_then(|z| left(z, seams[z].prose));
        let next = seams.partition_point(|s| s.source <= change.end);
        let zone_end = seams.get(next).and_then(|n| right(next, n.prose));
        let zone_end = zone_end.map(|z| z.max(seams.partition_point(|s| s.source < end))).filter(|z| *z < seams.len());
        let outer_end = zone_end.and_then(|z| right(z, seams[z].prose));
        let source = |seam: Option<usize>, otherwise: usize| seam.map_or(otherwise, |i| seams[i].source);
        Window { zone: source(zone_start, 0)..source(zone_end, length), outer: source(outer_start, 0)..source(outer_end, length) }
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

    fn splice_problems(&mut self, zone: &Range<usize>, fresh: Vec<Problem>, delta: isize) {
        let from = self.problems.partition_point(|p| p.span.start.0 < zone.start);
        let to = self.problems.partition_point(|p| p.span.start.0 < zone.end || zone.end == self.text.len_bytes());
        let behind = from + fresh.len();
        self.problems.splice(from..to, fresh);
        self.problems[behind..].iter_mut().for_each(|p| shift_span(&mut p.span, delta));
    }

    /// `from` and `to`: the ends of the zone as seams of the window; `back`: from places in the window to the document.
    #[allow(clippy::too_many_arguments)] // One splice, told with all it needs.
    fn splice_seams(
        &mut self,
        zone: &Range<usize>,
        window: &Seams,
        headings: Vec<SeamHeading>,
        from: Seam,
        to: Seam,
        delta: isize,
        back: isize,
    ) {
        let at = &mut self.seams.at;
        let first = at.partition_point(|s| s.source <= zone.start);
        let behind = at.partition_point(|s| s.source < zone.end);
        let start = if zone.start == 0 { Seam { source: 0, prose: 0, segments: 0 } } else { at[first - 1] };
        let prose = |p: usize| (start.prose + p).saturating_sub(from.prose);
        let segments = |n: usize| (start.segments + n).saturating_sub(from.segments);
        let source = |s: usize| s.saturating_add_signed(back);
        let inner: Vec<Seam> = window
            .at
            .iter()
            .filter(|s| from.source < s.source && s.source < to.source)
            .map(|s| Seam { source: source(s.source), prose: prose(s.prose), segments: segments(s.segments) })
            .collect();
        let end = at.get(behind).copied();
        let more_prose = end.map_or(0, |s| prose(to.prose) as isize - s.prose as isize);
        let more_segments = end.map_or(0, |s| segments(to.segments) as isize - s.segments as isize);
        let count = inner.len();
        at.splice(first..behind, inner);
        for seam in &mut at[first + count..] {
            seam.source = seam.source.saturating_add_signed(delta);
            seam.prose = seam.prose.saturating_add_signed(more_prose);
            seam.segments = seam.segments.saturating_add_signed(more_segments);
        }
        let all = &mut self.seams.headings;
        let first = all.partition_point(|h| h.source < zone.start);
        let behind = if end.is_none() { all.len() } else { all.partition_point(|h| h.source < zone.end) };
        let count = headings.len();
        let moved = headings.into_iter().map(|h| SeamHeading { source: source(h.source), segments: segments(h.segments), ..h });
        all.splice(first..behind, moved);
        for heading in &mut all[first + count..] {
            heading.source = heading.source.saturating_add_signed(delta);
            heading.segments = heading.segments.saturating_add_signed(more_segments);
        }
    }
}

/// Whether nothing in the old or the new window reaches beyond it.
fn is_local(old: &str, new: &str, is_beginning: bool) -> bool {
    let opens = |t: &str| t.starts_with("---") || t.starts_with("+++");
    if is_beginning && (opens(old) || opens(new)) || new.contains("{{") || new.contains("{%") {
        return false;
    }
    let may_define = |t: &str| t.contains("]:");
    if !may_define(old) && !may_define(new) {
        return true;
    }
    let definitions = |t: &str| Document::parse_with_seams(t, Format::MARKDOWN).1.definitions;
    definitions(old) == definitions(new)
}

/// Whether there is a directive that speaks of more than a line.
fn works_beyond_a_line(part: &Part) -> bool {
    part.prose.comments.iter().any(|c| {
        let command = c.text.trim().strip_prefix("motjuste:").map(str::trim_start);
        command.is_some_and(|c| !c.starts_with("ignore") || c.starts_with("ignore-"))
    })
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

fn shift_span(span: &mut SourceSpan, by: isize) {
    span.start = SourceOffset(span.start.0.saturating_add_signed(by));
    span.end = SourceOffset(span.end.0.saturating_add_signed(by));
}

fn shift_finding(finding: &mut Finding, by: isize) {
    shift_span(&mut finding.span, by);
    for fix in &mut finding.fixes {
        fix.edits.iter_mut().for_each(|e| shift_span(&mut e.span, by));
        fix.doubts.iter_mut().for_each(|(_, span)| shift_span(span, by));
    }
}

#[cfg(test)]
#[path = "incremental_tests.rs"]
mod tests;

/// A line of text as a heading's.
fn escaped(line: &str) -> String {
    Format::MARKDOWN.escape(line, Quoting::Bare).unwrap_or_default().replace('#', "\\#")
}
