//! Suggestions as tracked changes and comments (ECMA-376, part 1, 17.13.4 and 17.13.5).
//!
//! A touched run is cut where a change or a comment begins or ends; each piece keeps the run's properties, and what stands
//! between runs stays where it is. Of somebody else's insertion, what we delete stays inside; what we insert stands beside it,
//! so that whoever rejects one keeps the other.

use super::package_parts::add_comments;
use super::runs::{Run, near, runs, twins};
use super::{Container, NAME, Package, boxes};
use crate::document::container::relationships::main_part;
use crate::document::container::splices::{PartEdit, Splice, of_part, splice};
use crate::document::container::{AUTHOR, ContainerError, Reviewed, Section, Stamp, Suggestion};
use crate::document::html;
use crate::document::xml::{Event, Events};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

/// The numbers of changes, comments and bookmarks, of which each may stand once in all parts.
struct Ids {
    used: HashSet<u32>,
    next: u32,
}

impl Ids {
    fn of(text: &str) -> Ids {
        let used: HashSet<u32> = text
            .match_indices(":id=\"")
            .filter_map(|(at, sign)| text.get(at + sign.len()..)?.split('"').next()?.parse().ok())
            .collect();
        // Some programs give bookmarks the highest number there is.
        let next = used.iter().copied().filter(|n| *n < 1 << 30).max().map_or(1, |n| n + 1);
        Ids { used, next }
    }

    fn next(&mut self) -> u32 {
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        self.next += 1;
        self.next - 1
    }
}

/// Something that stands between two pieces of text.
struct Point {
    at: usize,
    /// Which suggestion, and what comes first of one: the beginning of a comment, an insertion, the end of a comment.
    order: (usize, u8),
    xml: String,
}

/// What is to be put into a part.
#[derive(Default)]
struct Marks {
    deletions: Vec<Range<usize>>,
    points: Vec<Point>,
}

struct Review<'c> {
    ids: Ids,
    stamp: &'c Stamp,
    /// Number, text and language.
    comments: Vec<(u32, &'c Suggestion)>,
    changed: usize,
    unplaced: usize,
}

pub(super) fn review(
    bytes: &[u8],
    container: &Container,
    suggestions: &[Suggestion],
    stamp: &Stamp,
) -> Result<Reviewed, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let main = main_part(&mut package, NAME)?;
    let mut review = Review { ids: Ids::of(&container.text), stamp, comments: Vec::new(), changed: 0, unplaced: 0 };
    let mut parts = BTreeMap::new();
    let mut namespace = String::new();
    for section in &container.sections {
        let text = container.text.get(section.source.clone()).unwrap_or_default();
        let is_main = section.name == main.target;
        if is_main {
            namespace = namespace_of(text);
        }
        let own: Vec<(usize, &Suggestion)> = suggestions.iter().enumerate().filter(|(_, s)| lies_in(s, section)).collect();
        if own.is_empty() {
            continue;
        }
        if let Some(new) = review.part(text, section, &own, is_main)? {
            parts.insert(section.name.clone(), new);
        }
    }
    if parts.is_empty() {
        return Ok(Reviewed { bytes: bytes.to_vec(), changed: 0, commented: 0, unplaced: review.unplaced });
    }
    if !review.comments.is_empty() {
        add_comments(&mut package, &main, &namespace, &mut parts, &|prefix| review.comments(prefix))?;
    }
    let bytes = package.replace(&parts)?;
    Ok(Reviewed { bytes, changed: review.changed, commented: review.comments.len(), unplaced: review.unplaced })
}

fn lies_in(suggestion: &Suggestion, section: &Section) -> bool {
    section.source.start <= suggestion.place.start.0 && suggestion.place.end.0 <= section.source.end
}

/// The address that the prefix of the root element stands for.
fn namespace_of(text: &str) -> String {
    let mut events = Events::strict(text, 0..text.len());
    while let Some((event, _)) = events.next() {
        if let Event::Start(e) = event {
            return e.get(e.prefix).unwrap_or_default().to_string();
        }
    }
    String::new()
}

impl<'c> Review<'c> {
    /// The part with suggestions put in; nothing where none has a place.
    fn part(
        &mut self,
        text: &str,
        section: &Section,
        own: &[(usize, &'c Suggestion)],
        is_main: bool,
    ) -> Result<Option<String>, ContainerError> {
        let (runs, prefix) = runs(text, is_main);
        if prefix.is_empty() {
            // Attributes would need a prefix, and there is none.
            self.unplaced += own.len();
            return Ok(None);
        }
        let boxes = boxes::twice(text, 0..text.len());
        let mut marks = Marks::default();
        for &(number, suggestion) in own {
            let edits: Vec<PartEdit> = suggestion.edits.iter().filter_map(|e| of_part(e, section)).collect();
            let mut all = edits.clone();
            for edit in &edits {
                let ends = twins(&boxes, edit.range.end);
                let both = twins(&boxes, edit.range.start).zip(ends);
                all.extend(both.map(|(start, end)| PartEdit { range: start..end, text: edit.text.clone() }));
            }
            let is_changed =
                !edits.is_empty() && edits.len() == suggestion.edits.len() && all.iter().all(|e| has_place(&runs, e));
            let place = suggestion.place.start.0 - section.source.start..suggestion.place.end.0 - section.source.start;
            let changed = || edits.iter().filter(|_| is_changed);
            let start = changed().map(|e| e.range.start).min().map_or(place.start, |m| m.min(place.start));
            let end = changed().map(|e| e.range.end).max().map_or(place.end, |m| m.max(place.end));
            let can_anchor = |at: usize| near(&runs, &(at..at)).any(|r| r.holds(at) && r.takes_comments && !r.is_deep);
            let is_commented = !suggestion.comment.is_empty() && can_anchor(start) && can_anchor(end);
            if is_commented {
                let id = self.ids.next();
                let begin = format!("<{prefix}:commentRangeStart {prefix}:id=\"{id}\"/>");
                let finish = format!(
                    "<{prefix}:commentRangeEnd {prefix}:id=\"{id}\"/><{prefix}:r><{prefix}:commentReference {prefix}:id=\"{id}\"/></{prefix}:r>"
                );
                marks.points.push(Point { at: start, order: (number, 0), xml: begin });
                marks.points.push(Point { at: end, order: (number, 2), xml: finish });
                self.comments.push((id, suggestion));
            }
            self.unplaced += usize::from(!is_changed && !is_commented && !suggestion.comment.is_empty());
            if is_changed {
                self.changed += 1;
                for edit in all {
                    if !edit.text.is_empty() {
                        let xml = self.insertion(text, &runs, &edit, prefix);
                        marks.points.push(Point { at: edit.range.end, order: (number, 1), xml });
                    }
                    if !edit.range.is_empty() {
                        marks.deletions.push(edit.range);
                    }
                }
            }
        }
        if marks.points.is_empty() && marks.deletions.is_empty() {
            return Ok(None);
        }
        marks.points.sort_by_key(|p| (p.at, p.order));
        marks.deletions.sort_by_key(|d| d.start);
        let mut splices: Vec<Splice> = Vec::new();
        for run in &runs {
            // Runs in a text box inside this one were written before: they are copied as they were written.
            let first = splices.iter().rposition(|s| s.start < run.range.start).map_or(0, |i| i + 1);
            if let Some(new) = self.run(text, run, &marks, prefix, splices.get(first..).unwrap_or_default())? {
                splices.truncate(first);
                splices.push(Splice::new(run.range.start, run.range.end, new));
            }
        }
        splice(text, splices).map(Some)
    }

    fn by(&mut self, prefix: &str) -> String {
        format!("{prefix}:id=\"{}\" {prefix}:author=\"{AUTHOR}\" {prefix}:date=\"{}Z\"", self.ids.next(), self.stamp.0)
    }

    /// New words look as most of those do that they replace.
    fn insertion(&mut self, text: &str, runs: &[Run], edit: &PartEdit, prefix: &str) -> String {
        let touched = near(runs, &edit.range).filter(|r| r.share(&edit.range) > 0);
        let model = touched
            .max_by_key(|r| (r.share(&edit.range), std::cmp::Reverse(r.range.start)))
            .or_else(|| near(runs, &edit.range).find(|r| r.holds(edit.range.end)));
        let properties = model.and_then(|r| r.properties.clone()).map_or(String::new(), |p| without_changes(text, p));
        let by = self.by(prefix);
        format!(
            "<{prefix}:ins {by}><{prefix}:r>{properties}<{prefix}:t xml:space=\"preserve\">{}</{prefix}:t></{prefix}:r></{prefix}:ins>",
            html::escape(&edit.text, false)
        )
    }

    /// The run with marks in it; nothing where there are none.
    fn run(
        &mut self,
        text: &str,
        run: &Run,
        marks: &Marks,
        prefix: &str,
        inner: &[Splice],
    ) -> Result<Option<String>, ContainerError> {
        let Range { start, end } = run.range;
        let points = marks.points.get(marks.points.partition_point(|p| p.at < start)..).unwrap_or_default().iter();
        let points: Vec<&Point> = points.take_while(|p| p.at <= end).filter(|p| run.holds(p.at)).collect();
        let deletions = marks.deletions.get(marks.deletions.partition_point(|d| d.end <= start)..).unwrap_or_default().iter();
        let deletions: Vec<&Range<usize>> = deletions.take_while(|d| d.start < end).filter(|d| run.share(d) > 0).collect();
        if points.is_empty() && deletions.is_empty() {
            return Ok(None);
        }
        let mut out = Pieces { run, text, prefix, out: String::new(), open: None };
        let mut points = points.into_iter().peekable();
        let is_deleted = |at: usize| deletions.iter().any(|d| d.start <= at && at < d.end);
        for child in &run.children {
            let whole = child.cuttable();
            if !child.is_text {
                let Range { start, end } = child.range;
                let within = inner.iter().filter(|s| start <= s.start && s.end <= end);
                let moved = within.map(|s| Splice::new(s.start - start, s.end - start, s.text.as_str()));
                let child = splice(text.get(start..end).unwrap_or_default(), moved.collect())?;
                out.keep(self, &child);
                continue;
            }
            let mut cuts: Vec<usize> = deletions.iter().flat_map(|d| [d.start, d.end]).collect();
            cuts.extend(points.clone().map(|p| p.at));
            cuts.retain(|c| whole.start < *c && *c < whole.end && child.text.is_some());
            cuts.push(whole.end);
            cuts.sort_unstable();
            cuts.dedup();
            let is_cut = cuts.len() > 1;
            let mut from = whole.start;
            for to in cuts {
                while let Some(point) = points.next_if(|p| p.at <= from) {
                    out.point(self, &point.xml);
                }
                let piece = text.get(from..to).unwrap_or_default();
                let delete = from < to && is_deleted(from);
                match (&child.text, delete) {
                    (None, true) => out.delete(self, piece),
                    (None, false) => out.keep(self, piece),
                    (Some(_), true) => {
                        out.delete(self, &format!("<{prefix}:delText xml:space=\"preserve\">{piece}</{prefix}:delText>"));
                    }
                    (Some(_), false) if !is_cut => out.keep(self, text.get(child.range.clone()).unwrap_or_default()),
                    (Some(_), false) if piece.is_empty() => {}
                    (Some(_), false) => {
                        out.keep(self, &format!("<{prefix}:t xml:space=\"preserve\">{piece}</{prefix}:t>"));
                    }
                }
                from = to;
            }
            while let Some(point) = points.next_if(|p| p.at <= whole.end) {
                out.point(self, &point.xml);
            }
        }
        out.close(self);
        Ok(Some(out.out))
    }

    fn comments(&self, prefix: &str) -> String {
        let mut out = String::new();
        for (id, suggestion) in &self.comments {
            let _ = write!(
                out,
                "<{prefix}comment {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\" {prefix}date=\"{}Z\" {prefix}initials=\"mj\">",
                self.stamp.0
            );
            for (n, line) in suggestion.comment.lines().enumerate() {
                let mark = if n == 0 { format!("<{prefix}r><{prefix}annotationRef/></{prefix}r>") } else { String::new() };
                let kind = if suggestion.language == "zh" { "eastAsia" } else { "val" };
                let _ = write!(
                    out,
                    "<{prefix}p>{mark}<{prefix}r><{prefix}rPr><{prefix}sz {prefix}val=\"20\"/><{prefix}lang {prefix}{kind}=\"{}\"/></{prefix}rPr><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}p>",
                    suggestion.language,
                    html::escape(line, false)
                );
            }
            let _ = write!(out, "</{prefix}comment>");
        }
        out
    }
}

/// Whether an edit can be tracked: its text lies in runs, and what it inserts may stand there.
fn has_place(runs: &[Run], edit: &PartEdit) -> bool {
    let at_end = near(runs, &edit.range).any(|r| r.holds(edit.range.end) && (!r.is_deep || edit.text.is_empty()));
    at_end && near(runs, &edit.range).any(|r| r.holds(edit.range.start))
}

/// Run properties without what they were before somebody's tracked change.
fn without_changes(text: &str, properties: Range<usize>) -> String {
    let mut events = Events::strict(text, properties.clone());
    let mut out = String::new();
    let mut from = properties.start;
    while let Some((event, range)) = events.next() {
        if let Event::Start(e) = event
            && e.name == "rPrChange"
        {
            out.push_str(text.get(from..range.start).unwrap_or_default());
            let _ = events.inside(e.name);
            from = events.position();
        }
    }
    out.push_str(text.get(from..properties.end).unwrap_or_default());
    out
}

/// Writes a run in pieces.
struct Pieces<'r> {
    run: &'r Run,
    text: &'r str,
    prefix: &'r str,
    out: String,
    /// Whether the piece that is open is deleted.
    open: Option<bool>,
}

impl Pieces<'_> {
    fn keep(&mut self, review: &mut Review, xml: &str) {
        self.begin(review, false);
        self.out.push_str(xml);
    }

    fn delete(&mut self, review: &mut Review, xml: &str) {
        self.begin(review, true);
        self.out.push_str(xml);
    }

    fn point(&mut self, review: &mut Review, xml: &str) {
        self.close(review);
        match &self.run.inserted {
            // A comment may begin inside an insertion; everything else stands beside it.
            Some(tag) if !xml.contains("commentRangeStart") => {
                let tag = self.text.get(tag.clone()).unwrap_or_default();
                let again = with_id(tag, review.ids.next());
                let _ = write!(self.out, "</{}:ins>{xml}{again}", self.prefix);
            }
            _ => self.out.push_str(xml),
        }
    }

    fn begin(&mut self, review: &mut Review, deleted: bool) {
        if self.open == Some(deleted) {
            return;
        }
        self.close(review);
        if deleted {
            let by = review.by(self.prefix);
            let _ = write!(self.out, "<{}:del {by}>", self.prefix);
        }
        self.out.push_str(self.text.get(self.run.tag.clone()).unwrap_or_default());
        if let Some(properties) = self.run.properties.clone() {
            self.out.push_str(self.text.get(properties).unwrap_or_default());
        }
        self.open = Some(deleted);
    }

    fn close(&mut self, _: &mut Review) {
        match self.open.take() {
            Some(true) => {
                let _ = write!(self.out, "</{0}:r></{0}:del>", self.prefix);
            }
            Some(false) => {
                let _ = write!(self.out, "</{}:r>", self.prefix);
            }
            None => {}
        }
    }
}

/// A start tag with another number.
fn with_id(tag: &str, id: u32) -> String {
    let Some((before, rest)) = tag.split_once(":id=\"") else { return tag.to_string() };
    let behind = rest.split_once('"').map_or("", |(_, b)| b);
    format!("{before}:id=\"{id}\"{behind}")
}
