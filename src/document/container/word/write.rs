//! Fixes as plain changes: only the text between the tags is another one afterwards.

use super::boxes;
use super::runs::{Run, near, runs, twins};
use super::{Container, NAME, Package};
use crate::document::container::splices::{Splice, lost, splice};
use crate::document::container::{ContainerError, Section};
use crate::document::{SourceEdit, html};
use std::collections::BTreeMap;
use std::ops::Range;

/// An edit of a part: bytes of the part, and the words, not escaped.
#[derive(Debug, Clone)]
pub(super) struct PartEdit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

pub(super) fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let mut parts = BTreeMap::new();
    for section in &container.sections {
        let text = container.text.get(section.source.clone()).unwrap_or_default();
        let own: Vec<PartEdit> = edits.iter().flat_map(|e| of_part(e, section)).collect();
        if own.is_empty() {
            continue;
        }
        let boxes = boxes::twice(text, 0..text.len());
        let (runs, _) = runs(text, false);
        let mut splices = Vec::new();
        for edit in &own {
            plain(text, &runs, edit, &mut splices)?;
            let ends = twins(&boxes, edit.range.end);
            for (start, end) in twins(&boxes, edit.range.start).zip(ends) {
                plain(text, &runs, &PartEdit { range: start..end, text: edit.text.clone() }, &mut splices)?;
            }
        }
        parts.insert(section.name.clone(), splice(text, splices)?);
    }
    package.replace(&parts)
}

/// The edit as bytes of the part it lies in.
pub(super) fn of_part(edit: &SourceEdit, section: &Section) -> Option<PartEdit> {
    let (start, end) = (edit.span.start.0, edit.span.end.0);
    let within = section.source.start <= start && end <= section.source.end;
    let offset = section.source.start;
    within.then(|| PartEdit { range: start.wrapping_sub(offset)..end.wrapping_sub(offset), text: edit.text.clone() })
}

/// An edit as splices of the text between tags. What stands outside of runs is an attribute.
fn plain(text: &str, runs: &[Run], edit: &PartEdit, splices: &mut Vec<Splice>) -> Result<(), ContainerError> {
    let range = &edit.range;
    let children = || near(runs, range).flat_map(|r| &r.children).filter(|c| c.is_text);
    let overlap = |inside: &Range<usize>| inside.end.min(range.end).saturating_sub(inside.start.max(range.start));
    let target = children()
        .filter_map(|c| c.text.clone().map(|t| (c, t)))
        .filter(|(_, t)| t.start <= range.end && range.start <= t.end)
        .max_by_key(|(_, t)| (overlap(t), std::cmp::Reverse(t.start)));
    let Some((_, target)) = target else {
        let quoted = text.get(..range.start).is_some_and(|t| t.rfind('<') > t.rfind('>'));
        if !quoted {
            return Err(lost());
        }
        splices.push(Splice::new(range.start, range.end, html::escape(&edit.text, true)));
        return Ok(());
    };
    for child in children() {
        match &child.text {
            Some(inside) if *inside == target || overlap(inside) > 0 => {
                let (start, end) = (range.start.max(inside.start), range.end.min(inside.end));
                let written = if *inside == target { html::escape(&edit.text, false) } else { String::new() };
                splices.push(Splice::new(start, end.max(start), written));
                let tag = text.get(child.range.start..inside.start).unwrap_or_default();
                if !tag.contains("xml:space") {
                    let at = inside.start - 1;
                    splices.push(Splice::new(at, at, " xml:space=\"preserve\""));
                }
            }
            None if range.start <= child.range.start && child.range.end <= range.end => {
                splices.push(Splice::new(child.range.start, child.range.end, ""));
            }
            _ => {}
        }
    }
    Ok(())
}
