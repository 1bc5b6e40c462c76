//! `motjuste check --annotate COPY FILE`: a copy of a document with a note at every finding.

use super::Failure;
use super::files::{Input, shown};
use super::options::Setup;
use super::review::{Request, Suggest, suggest, target};
use crate::check::Finding;
use crate::document::Format;
use crate::fix::Reach;
use crate::report::FileReport;
use crate::text::SourceSpan;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The findings that were reported of a file: what a baseline or a revision hides gets no note.
#[derive(Debug, Default)]
pub struct Reported(HashSet<(usize, SourceSpan)>);

impl Reported {
    pub fn of(report: &FileReport) -> Reported {
        Reported(report.findings.items.iter().map(|f| (f.entry, f.span)).collect())
    }

    fn has(&self, finding: &Finding) -> bool {
        self.0.contains(&(finding.entry, finding.span))
    }
}

/// The one document that a copy can be made of.
///
/// # Errors
/// There are several, or it is of a format without notes, or the copy would take its place.
pub fn only<'i>(inputs: &'i [Input], copy: &Path) -> Result<&'i PathBuf, Failure> {
    let [Input::File(path)] = inputs else {
        return Err(Failure::Message(format!("--annotate makes a copy of one document; {} were named", inputs.len())));
    };
    if !matches!(Format::of(path), Some(Format::Container(format)) if format.is_reviewable()) {
        return Err(Failure::Message(format!("{}: --annotate is for PDF, Word and LibreOffice documents", shown(path))));
    }
    let is_same = path == copy || path.canonicalize().is_ok_and(|p| copy.canonicalize().is_ok_and(|c| c == p));
    if is_same {
        return Err(Failure::Message(format!("{}: the copy needs a name of its own", shown(path))));
    }
    target(&inputs[0], Some(copy)).map_err(Failure::Message)?;
    Ok(path)
}

/// Writes the copy; nothing where there is nothing to say.
///
/// # Errors
/// A line for the user; then nothing was written.
pub fn write(path: &Path, copy: &Path, reported: &Reported, setup: &Setup) -> Result<(), Failure> {
    let input = Input::File(path.to_path_buf());
    let Some(Format::Container(format)) = Format::of(path) else { return Ok(()) };
    let bytes = match setup.instead.get(path) {
        Some(staged) => staged.clone(),
        None => fs::read(path).map_err(|e| Failure::Message(format!("{}: cannot be read: {e}", shown(path))))?,
    };
    let (rules, hints) = (setup.rules_for(path)?, setup.hints_for(path));
    let name = shown(path);
    let request = Request { input: &input, name: &name, bytes: &bytes, format, rules: &rules, hints: &hints, reach: Reach::Safe };
    let options = Suggest { accept: false, comments_only: true, write_to: Some(copy.to_path_buf()) };
    suggest(&request, &options, &|finding| reported.has(finding)).map(drop).map_err(Failure::Message)
}
