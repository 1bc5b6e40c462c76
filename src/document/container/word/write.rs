//! Fixes as plain changes: only the text between the tags is another one afterwards.

use super::boxes;
use super::runs::{Run, near, runs, twins};
use super::{Container, NAME, Package};
use crate::document::container::ContainerError;
use crate::document::container::splices::{PartEdit, Splice, changed_parts, lost};
use crate::document::{SourceEdit, html};
use std::ops::Range;

pub(super) fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let parts = changed_parts(&container.text, &container.sections, edits, &|text, own| {
        let boxes = boxes::twice(text, 0..text.len());
        let (runs, _) = runs(text, false);
        let mut splices = Vec::new();
        for edit in own {
            plain(text, &runs, edit, &mut splices)?;
            let ends = twins(&boxes, edit.range.end);
            for (start, end) in twins(&boxes, edit.range.start).zip(ends) {
                plain(text, &runs, &PartEdit { range: start..end, text: edit.text.clone() }, &mut splices)?;
            }
        }
        Ok(splices)
    })?;
    Package::open(bytes, NAME)?.replace(&parts)
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
