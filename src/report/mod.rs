//! Reports: findings → text for people and machines. One file an output; knows no format.

pub mod forms;
pub mod json;
pub mod page;
pub mod paradigm;
pub mod text;
mod wording;

pub use wording::Wording;

use crate::check::Findings;
use crate::document::Source;
use crate::text::LineIndex;

/// A checked file, with what a report needs to say where things are.
pub struct FileReport {
    /// As the user named it, with forward slashes.
    pub path: String,
    pub source: Source,
    pub lines: LineIndex,
    pub findings: Findings,
    /// Names of the document's parts; `None` for a document that is its own only part.
    pub parts: Vec<Option<String>>,
}

/// Counts over all files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    pub files: usize,
    #[serde(rename = "filesWithFindings")]
    pub files_with_findings: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Findings with a safe fix.
    pub safe: usize,
    /// Findings with a fix that a person has to look at.
    pub review: usize,
    /// Hits that were let pass.
    pub exempt: usize,
    /// Directives in the text that are wrong or do nothing; each counts as a warning.
    pub problems: usize,
    /// Files that could not be read.
    pub unread: usize,
}

impl Summary {
    pub fn add(&mut self, findings: &Findings) {
        use crate::lexicon::Severity;
        self.files += 1;
        let mut any = false;
        for finding in &findings.items {
            if !finding.is_reported() {
                self.exempt += 1;
                continue;
            }
            any = true;
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
            if finding.safe_fix().is_some() {
                self.safe += 1;
            } else if !finding.fixes.is_empty() {
                self.review += 1;
            }
        }
        self.problems += findings.problems.len();
        self.files_with_findings += usize::from(any);
    }

    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Findings at or above a severity.
    pub fn at_least(&self, severity: crate::lexicon::Severity) -> usize {
        use crate::lexicon::Severity;
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings + self.problems,
            Severity::Info => self.findings() + self.problems,
        }
    }
}
