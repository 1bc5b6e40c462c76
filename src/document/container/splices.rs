//! Many small changes of one text.

use super::{ContainerError, Section};
use crate::document::SourceEdit;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is to stand in place of a range of a text, in bytes. Of several at the same place, the order decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Splice {
    pub(super) start: usize,
    pub(super) order: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(start: usize, end: usize, text: impl Into<String>) -> Splice {
        Splice { start, order: 0, end, text: text.into() }
    }
}

/// That a change lies across another one, or outside of the text.
pub(super) fn lost() -> ContainerError {
    ContainerError::Refused("a change has no place in this file; nothing was written".to_string())
}

/// Puts splices into a text; the same one twice counts once.
pub(super) fn splice(text: &str, splices: Vec<Splice>) -> Result<String, ContainerError> {
    let splices: BTreeSet<Splice> = splices.into_iter().collect();
    let mut out = String::with_capacity(text.len() + splices.iter().map(|s| s.text.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        out.push_str(text.get(at..splice.start).ok_or_else(lost)?);
        out.push_str(&splice.text);
        at = splice.end;
    }
    out.push_str(text.get(at..).ok_or_else(lost)?);
    Ok(out)
}

/// An edit of a part: bytes of the part, and what to write there.
#[derive(Debug, Clone)]
pub(super) struct PartEdit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// The edit as bytes of the part it lies in; nothing where it lies in another one.
pub(super) fn of_part(edit: &SourceEdit, section: &Section) -> Option<PartEdit> {
    let (start, end) = (edit.span.start.0, edit.span.end.0);
    let within = section.source.start <= start && end <= section.source.end;
    let offset = section.source.start;
    within.then(|| PartEdit { range: start.wrapping_sub(offset)..end.wrapping_sub(offset), text: edit.text.clone() })
}

/// Makes splices of the edits of a part.
pub(super) type Put<'p> = &'p dyn Fn(&str, &[PartEdit]) -> Result<Vec<Splice>, ContainerError>;

/// The parts that edits of the source text `text` change, as they are afterwards.
pub(super) fn changed_parts(
    text: &str,
    sections: &[Section],
    edits: &[SourceEdit],
    put: Put,
) -> Result<BTreeMap<String, String>, ContainerError> {
    let mut parts = BTreeMap::new();
    for section in sections {
        let own: Vec<PartEdit> = edits.iter().filter_map(|e| of_part(e, section)).collect();
        if !own.is_empty() {
            let part = text.get(section.source.clone()).unwrap_or_default();
            parts.insert(section.name.clone(), splice(part, put(part, &own)?)?);
        }
    }
    Ok(parts)
}
