//! Fixes as plain changes, and as tracked changes with comments (OpenDocument 1.3, part 3, 5.5 and 14.1).
//!
//! Text that is deleted moves into a region at the beginning of the text, with the spans it stood in; all tags of the paragraph
//! stay where they are. New words stand in the span of most of the old ones.

use super::reader::{Kind, kind};
use super::{FLAT, NAME, Package};
use crate::document::container::splices::{PartEdit, Splice, changed_parts, lost, splice};
use crate::document::container::{AUTHOR, Container, ContainerError, Reviewed, Stamp, Suggestion};
use crate::document::xml::{Event, Events};
use crate::document::{SourceEdit, html};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// Declared where it is used: a file need not have it.
const DC: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

pub(super) fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    Package::open(bytes, NAME)?.replace(&plain_parts(container, edits)?)
}

pub(super) fn write_flat(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let mut parts = plain_parts(container, edits)?;
    Ok(parts.remove(FLAT).map_or_else(|| bytes.to_vec(), String::into_bytes))
}

pub(super) fn review(
    bytes: &[u8],
    container: &Container,
    suggestions: &[Suggestion],
    stamp: &Stamp,
) -> Result<Reviewed, ContainerError> {
    let (mut reviewed, parts) = reviewed_parts(container, suggestions, stamp)?;
    reviewed.bytes = if parts.is_empty() { bytes.to_vec() } else { Package::open(bytes, NAME)?.replace(&parts)? };
    Ok(reviewed)
}

pub(super) fn review_flat(
    bytes: &[u8],
    container: &Container,
    suggestions: &[Suggestion],
    stamp: &Stamp,
) -> Result<Reviewed, ContainerError> {
    let (mut reviewed, mut parts) = reviewed_parts(container, suggestions, stamp)?;
    reviewed.bytes = parts.remove(FLAT).map_or_else(|| bytes.to_vec(), String::into_bytes);
    Ok(reviewed)
}

fn plain_parts(container: &Container, edits: &[SourceEdit]) -> Result<BTreeMap<String, String>, ContainerError> {
    changed_parts(&container.text, &container.sections, edits, &|text, own| {
        let mut splices = Vec::new();
        for PartEdit { range, text: new } in own {
            let atoms = atoms(text, range);
            let main = main_atom(&atoms, range);
            let others = atoms.iter().map(|a| a.range.clone()).filter(|a| *a != main);
            splices.extend(others.map(|a| Splice::new(a.start, a.end, "")));
            splices.push(Splice::new(main.start, main.end, html::escape(new, false)));
        }
        Ok(splices)
    })
}

fn within(range: &Range<usize>, start: usize) -> Range<usize> {
    range.start.saturating_sub(start)..range.end.saturating_sub(start)
}

/// A piece of text between tags, and the tags of the spans that begin and end before it, within the range looked at.
struct Atom {
    range: Range<usize>,
    /// How many spans that were open at the beginning have ended.
    closed: usize,
    /// Start tags of spans that have begun.
    opened: Vec<Range<usize>>,
}

/// The text in a range that begins and ends in the text of one paragraph.
fn atoms(text: &str, range: &Range<usize>) -> Vec<Atom> {
    let mut events = Events::new(text, range.clone());
    let (mut closed, mut opened): (usize, Vec<Range<usize>>) = (0, Vec::new());
    let mut atoms = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Text | Event::Character(_) => atoms.push(Atom { range, closed, opened: opened.clone() }),
            Event::Empty(e) if e.name == "s" => atoms.push(Atom { range, closed, opened: opened.clone() }),
            Event::Start(e) if matches!(kind(&e), Kind::Join | Kind::Link) => opened.push(range),
            Event::Start(e) => {
                let _ = events.inside(e.name);
            }
            Event::End(_) if opened.pop().is_none() => closed += 1,
            _ => {}
        }
    }
    atoms
}

fn main_atom(atoms: &[Atom], range: &Range<usize>) -> Range<usize> {
    let longest = atoms.iter().map(|a| a.range.clone()).max_by_key(|a| (a.len(), std::cmp::Reverse(a.start)));
    longest.unwrap_or_else(|| range.clone())
}

/// What holds at a place of the text.
#[derive(Debug, Clone, Default)]
struct Context {
    /// Start tags of the spans it stands in.
    spans: Vec<Range<usize>>,
    /// Changes can be tracked: it lies in the body, and in nobody else's insertion.
    takes_changes: bool,
    /// It lies in no footnote and no frame.
    takes_comments: bool,
}

/// The contexts of places, which are in order; nothing for one that is not in text.
fn contexts(text: &str, places: &[usize]) -> Vec<Option<Context>> {
    let mut found = vec![None; places.len()];
    let mut next = 0;
    let mut events = Events::strict(text, 0..text.len());
    // Open elements; a span's start tag.
    let mut open: Vec<(Kind, Option<Range<usize>>, bool)> = Vec::new();
    let (mut in_body, mut insertions, mut aside) = (false, 0usize, 0usize);
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) => {
                let kind = kind(&e);
                if kind == Kind::Annotation || e.name == "tracked-changes" {
                    let _ = events.inside(e.name);
                    continue;
                }
                in_body |= (e.prefix, e.name) == ("office", "text");
                let is_aside = kind == Kind::Apart;
                aside += usize::from(is_aside);
                let is_span = matches!(kind, Kind::Join | Kind::Link);
                open.push((kind, is_span.then_some(range), is_aside));
            }
            Event::Empty(e) => match e.name {
                "change-start" => insertions += 1,
                "change-end" => insertions = insertions.saturating_sub(1),
                _ => {}
            },
            Event::End(_) => {
                if let Some((_, _, true)) = open.pop() {
                    aside = aside.saturating_sub(1);
                }
            }
            Event::Text | Event::Character(_) => {
                while places.get(next).is_some_and(|p| *p < range.start) {
                    next += 1;
                }
                let mut here = next;
                while let Some(place) = places.get(here).filter(|p| **p <= range.end) {
                    // The end of one piece of text may be the beginning of the next.
                    let slot = found.get_mut(here).filter(|s| s.is_none() || *place == range.start);
                    if let Some(slot) = slot {
                        let first = open.iter().rposition(|(k, ..)| *k == Kind::Paragraph).map_or(0, |i| i + 1);
                        let spans = open.get(first..).unwrap_or_default().iter().filter_map(|(_, tag, _)| tag.clone()).collect();
                        *slot = Some(Context {
                            spans,
                            takes_changes: in_body && insertions == 0,
                            takes_comments: in_body && aside == 0,
                        });
                    }
                    here += 1;
                }
            }
            _ => {}
        }
    }
    found
}

/// Makes names for changes and comments that the file does not have yet.
struct Names<'t> {
    text: &'t str,
    next: usize,
}

impl Names<'_> {
    fn next(&mut self) -> String {
        loop {
            self.next += 1;
            let name = format!("{AUTHOR}{}", self.next);
            if !self.text.contains(&format!("\"{name}\"")) {
                return name;
            }
        }
    }
}

fn reviewed_parts(
    container: &Container,
    suggestions: &[Suggestion],
    stamp: &Stamp,
) -> Result<(Reviewed, BTreeMap<String, String>), ContainerError> {
    let mut reviewed = Reviewed { bytes: Vec::new(), changed: 0, commented: 0, unplaced: 0 };
    let mut parts = BTreeMap::new();
    for section in &container.sections {
        let text = container.text.get(section.source.clone()).unwrap_or_default();
        let is_own = |s: &&Suggestion| section.source.start <= s.place.start.0 && s.place.end.0 <= section.source.end;
        let own: Vec<&Suggestion> = suggestions.iter().filter(is_own).collect();
        if own.is_empty() {
            continue;
        }
        let mut places: Vec<usize> = own
            .iter()
            .flat_map(|s| std::iter::once(s.place.range()).chain(s.edits.iter().map(|e| e.span.range())))
            .flat_map(|r| {
                let r = within(&r, section.source.start);
                [r.start, r.end]
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        let known: BTreeMap<usize, Context> =
            places.iter().copied().zip(contexts(text, &places)).filter_map(|(p, c)| Some((p, c?))).collect();
        let names = Names { text, next: first_name(text) };
        let mut part = Part { text, known, names, stamp, regions: String::new(), splices: Vec::new() };
        for (number, suggestion) in own.into_iter().enumerate() {
            let (changed, commented) = part.put(number, suggestion, section.source.start);
            reviewed.changed += usize::from(changed);
            reviewed.commented += usize::from(commented);
            reviewed.unplaced += usize::from(!changed && !commented && !suggestion.comment.is_empty());
        }
        if part.splices.is_empty() {
            continue;
        }
        if !part.regions.is_empty() {
            let regions = regions(text, &part.regions)?;
            part.splices.push(regions);
        }
        parts.insert(section.name.clone(), splice(text, part.splices)?);
    }
    Ok((reviewed, parts))
}

/// The highest number among our names.
fn first_name(text: &str) -> usize {
    let sign = format!("\"{AUTHOR}");
    let numbers = text.match_indices(&sign).filter_map(|(at, _)| text.get(at + sign.len()..)?.split('"').next()?.parse().ok());
    numbers.filter(|n: &usize| *n < 1 << 30).max().unwrap_or(0)
}

struct Part<'t> {
    text: &'t str,
    known: BTreeMap<usize, Context>,
    names: Names<'t>,
    stamp: &'t Stamp,
    regions: String,
    splices: Vec<Splice>,
}

impl Part<'_> {
    /// Whether a suggestion is in the part now as a change, and as a comment.
    fn put(&mut self, number: usize, suggestion: &Suggestion, offset: usize) -> (bool, bool) {
        let edits: Vec<(Range<usize>, &str)> =
            suggestion.edits.iter().map(|e| (within(&e.span.range(), offset), e.text.as_str())).collect();
        let at = |place: usize, is: fn(&Context) -> bool| self.known.get(&place).is_some_and(is);
        let is_changed =
            !edits.is_empty() && edits.iter().all(|(r, _)| at(r.start, |c| c.takes_changes) && at(r.end, |c| c.takes_changes));
        let place = within(&suggestion.place.range(), offset);
        let changed = || edits.iter().filter(|_| is_changed);
        let start = changed().map(|e| e.0.start).min().map_or(place.start, |m| m.min(place.start));
        let end = changed().map(|e| e.0.end).max().map_or(place.end, |m| m.max(place.end));
        let is_commented = !suggestion.comment.is_empty() && at(start, |c| c.takes_comments) && at(end, |c| c.takes_comments);
        // What begins comes before what is changed, and that before what ends.
        let order = |phase: usize| number * 3 + phase;
        if is_commented {
            let name = self.names.next();
            let annotation = self.annotation(&name, suggestion);
            self.splices.push(Splice { start, order: order(0), end: start, text: annotation });
            let finish = format!("<office:annotation-end office:name=\"{name}\"/>");
            self.splices.push(Splice { start: end, order: order(2), end, text: finish });
        }
        if is_changed {
            for (range, text) in edits {
                self.change(&range, text, order(1));
            }
        }
        (is_changed, is_commented)
    }

    fn change(&mut self, range: &Range<usize>, new: &str, order: usize) {
        let atoms = atoms(self.text, range);
        let main = main_atom(&atoms, range);
        let mut mark = String::new();
        if !range.is_empty() {
            let name = self.names.next();
            let outer = self.known.get(&range.start).map(|c| c.spans.clone()).unwrap_or_default();
            let mut old = String::new();
            for atom in &atoms {
                let kept = outer.get(..outer.len().saturating_sub(atom.closed)).unwrap_or_default();
                let spans: Vec<&Range<usize>> = kept.iter().chain(&atom.opened).collect();
                let tag = |r: &&Range<usize>| self.text.get((*r).clone()).unwrap_or_default().to_string();
                let tags: Vec<String> = spans.iter().map(tag).collect();
                let name_of =
                    |t: &String| t.trim_start_matches('<').split([' ', '>', '\n', '\t']).next().unwrap_or_default().to_string();
                old.push_str(&tags.concat());
                old.push_str(self.text.get(atom.range.clone()).unwrap_or_default());
                for tag in tags.iter().rev() {
                    let _ = write!(old, "</{}>", name_of(tag));
                }
            }
            let kind = format!("<text:deletion>{}<text:p>{old}</text:p></text:deletion>", self.info());
            self.region(&name, &kind);
            let _ = write!(mark, "<text:change text:change-id=\"{name}\"/>");
        }
        if !new.is_empty() {
            let name = self.names.next();
            let kind = format!("<text:insertion>{}</text:insertion>", self.info());
            self.region(&name, &kind);
            let new = html::escape(new, false);
            let _ =
                write!(mark, "<text:change-start text:change-id=\"{name}\"/>{new}<text:change-end text:change-id=\"{name}\"/>");
        }
        for atom in atoms.iter().filter(|a| a.range != main) {
            self.splices.push(Splice { order, ..Splice::new(atom.range.start, atom.range.end, "") });
        }
        self.splices.push(Splice { order, ..Splice::new(main.start, main.end, mark) });
    }

    fn region(&mut self, name: &str, kind: &str) {
        let _ = write!(self.regions, "<text:changed-region xml:id=\"{name}\" text:id=\"{name}\">{kind}</text:changed-region>");
    }

    fn creator(&self) -> String {
        format!("<dc:creator {DC}>{AUTHOR}</dc:creator><dc:date {DC}>{}</dc:date>", self.stamp.0)
    }

    fn info(&self) -> String {
        format!("<office:change-info>{}</office:change-info>", self.creator())
    }

    fn annotation(&self, name: &str, suggestion: &Suggestion) -> String {
        let mut out = format!("<office:annotation office:name=\"{name}\">{}", self.creator());
        for line in suggestion.comment.lines() {
            let _ = write!(out, "<text:p>{}</text:p>", html::escape(line, false));
        }
        out.push_str("</office:annotation>");
        out
    }
}

/// Where the regions of deleted and inserted text stand: at the beginning of the text, behind its forms.
fn regions(text: &str, regions: &str) -> Result<Splice, ContainerError> {
    let mut events = Events::strict(text, 0..text.len());
    let mut in_body = false;
    let mut place = None;
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) if (e.prefix, e.name) == ("office", "text") => {
                in_body = true;
                place = Some(range.end);
            }
            Event::Start(e) if in_body && e.name == "forms" => {
                let _ = events.inside(e.name);
                place = Some(events.position());
            }
            Event::Empty(e) if in_body && e.name == "forms" => place = Some(range.end),
            Event::Start(e) if in_body && e.name == "tracked-changes" => {
                let inside = events.inside(e.name).ok_or_else(lost)?;
                return Ok(Splice::new(inside.end, inside.end, regions));
            }
            Event::Empty(e) if in_body && e.name == "tracked-changes" => {
                let tag = text.get(range.clone()).and_then(|t| t.strip_suffix("/>")).ok_or_else(lost)?;
                return Ok(Splice::new(range.start, range.end, format!("{tag}>{regions}</text:tracked-changes>")));
            }
            Event::Start(_) | Event::Empty(_) if in_body => break,
            _ => {}
        }
    }
    let place = place.ok_or_else(lost)?;
    Ok(Splice::new(place, place, format!("<text:tracked-changes>{regions}</text:tracked-changes>")))
}
