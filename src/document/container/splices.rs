//! Many small changes of one text.

use super::ContainerError;
use std::collections::BTreeSet;

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
