//! Fixes in a file of several parts.

use super::{ROUNDS, Reach, select};
use crate::check::{Findings, LanguageHints, RuleSet, check};
use crate::document::{ContainerError, ContainerFormat, Document};

/// What became of a container.
#[derive(Debug)]
pub struct FixedContainer {
    pub bytes: Vec<u8>,
    /// The text a person reads, before and after.
    pub before: String,
    pub after: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// What is left to report in the fixed file.
    pub findings: Findings,
}

/// Applies fixes until none is left, as [`super::fix`] does.
///
/// # Errors
/// A file that cannot be read, or may not be written.
pub fn fix_container(
    bytes: &[u8],
    format: &'static ContainerFormat,
    rules: &RuleSet,
    hints: &LanguageHints,
    reach: Reach,
) -> Result<FixedContainer, ContainerError> {
    let mut bytes = bytes.to_vec();
    let mut before = None;
    let (mut applied, mut rounds) = (0, 0);
    loop {
        let container = format.read(&bytes)?;
        let document = Document::of_container(format, &container);
        let findings = check(&document, &container.text, rules, hints);
        let after = &container.prose.text;
        let before = before.get_or_insert_with(|| after.to_string());
        // There is something to put right, and no place in the file that may be written.
        if let Some(reason) = container.locked.as_ref().filter(|_| findings.items.iter().any(|f| !f.refused.is_empty())) {
            return Err(ContainerError::Refused(format!("{reason}; nothing was written")));
        }
        let (edits, count) = select(&findings, reach, &|_| true);
        if edits.is_empty() || rounds == ROUNDS {
            return Ok(FixedContainer { bytes, before: std::mem::take(before), after: after.to_string(), applied, findings });
        }
        bytes = format.write(&bytes, &container, &edits)?;
        applied += count;
        rounds += 1;
    }
}

#[cfg(test)]
#[path = "container_tests.rs"]
mod tests;
