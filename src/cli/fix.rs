//! `motjuste fix`

use super::check::{is_large, near};
use super::files::{self, Checked, Input};
use super::options::{CommonOptions, Setup};
use super::review::{self, Request, Suggest};
use super::{CLEAN, FAILED, FINDINGS, Failure, fix_large, output};
use crate::check::Findings;
use crate::document::{Format, TooLong, TooLongKind};
use crate::fix::{Reach, fix, fix_container, write_atomically};
use crate::lexicon::Severity;
use crate::report::{FileReport, Summary};
use crate::text::fold::BLOCK_SEPARATOR;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Puts the safe findings right in the files; what a person has to decide is left.
///
/// A fix is safe when the meaning stays and the grammar is sure. Every byte outside the edits stays as it is; encoding, line
/// ends, byte order mark and permissions too.
///
/// A Word or LibreOffice document is not changed itself: a copy (report.motjuste.docx) has every safe fix as a tracked change,
/// and a comment with the reason at every finding, for a person to accept or reject. Of a presentation, a workbook, a book or
/// an InDesign file, which know no tracked changes, a copy has the fixes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders; "-" writes the fixed text of standard input to standard output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: CommonOptions,
    /// Show what would change and write nothing
    #[arg(long)]
    diff: bool,
    /// Take the doubtful fixes too (read the result!)
    #[arg(long)]
    review: bool,
    #[command(flatten)]
    suggest: Suggest,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    output::end_cleanly_when_interrupted();
    let near = near(&arguments.paths, &arguments.common);
    let setup = Setup::new(&arguments.common, &near, is_large(&arguments.paths))?;
    let found = files::find(&arguments.paths, &arguments.common, &setup);
    let mut failed = !found.problems.is_empty();
    for problem in &found.problems {
        output::say(format_args!("motjuste: {problem}"));
    }
    let reach = if arguments.review { Reach::Review } else { Reach::Safe };
    let mut out = output::stdout();
    let mut left = Summary::default();
    let (mut applied, mut changed) = (0, 0);
    if arguments.suggest.write_to.is_some() && found.inputs.len() != 1 {
        return Err(Failure::Message("--write-to is for one document; name it alone".to_string()));
    }
    for input in found.inputs.iter().filter(|i| !review::is_copy_of_another(i, &found.inputs)) {
        match one(input, &setup, arguments, reach, &mut out) {
            Ok(done) => {
                applied += done.applied;
                changed += usize::from(done.applied > 0);
                left.add(&done.findings);
            }
            Err(Failure::Message(message)) => {
                failed = true;
                output::say(format_args!("motjuste: {message}"));
            }
            Err(closed) => return Err(closed),
        }
    }
    out.flush()?;
    let verb = if arguments.diff { "would be applied" } else { "applied" };
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let rest = if left.findings() > 0 {
        format!("; {} left for a person", plural(left.findings(), "finding", "findings"))
    } else {
        String::new()
    };
    output::say(format_args!(
        "{} {verb} in {} of {}{rest}",
        plural(applied, "fix", "fixes"),
        changed,
        plural(found.inputs.len(), "file", "files"),
    ));
    Ok(if failed {
        FAILED
    } else if left.at_least(setup.config.fail_on.unwrap_or(Severity::Error)) > 0 {
        FINDINGS
    } else {
        CLEAN
    })
}

/// What was done to a file.
#[derive(Default)]
pub(super) struct Done {
    pub(super) applied: usize,
    pub(super) findings: Findings,
}

fn one(input: &Input, setup: &Setup, arguments: &Arguments, reach: Reach, out: &mut dyn Write) -> Result<Done, Failure> {
    if !arguments.diff
        && let Some(done) = fix_large::fix(input, setup, reach).map_err(Failure::Message)?
    {
        return Ok(done);
    }
    let read = files::read(input, setup, &arguments.common, true);
    let Checked { report, rules, hints, format, bytes } = read.map_err(Failure::Message)?;
    let name = &report.path;
    if let Format::Container(container) = format
        && container.is_reviewable()
        && !arguments.suggest.accept
        && !arguments.diff
    {
        let request = Request { input, name, bytes: &bytes, format: container, rules: &rules, hints: &hints, reach };
        return review::suggest(&request, &arguments.suggest, &|_| true).map_err(Failure::Message);
    }
    if let Format::Container(container) = format {
        let fixed = fix_container(&bytes, container, &rules, &hints, reach);
        let fixed = fixed.map_err(|e| Failure::Message(format!("{name}: {e}")))?;
        if arguments.diff {
            let lines = |text: &str| text.replace(BLOCK_SEPARATOR, "\n");
            write!(out, "{}", diff(name, &lines(&fixed.before), &lines(&fixed.after)))?;
        } else if arguments.suggest.comments_only {
            return Err(Failure::Message(format!("{name}: {} files take no comments; nothing was written", container.name)));
        } else if arguments.suggest.accept || matches!(input, Input::Stdin) {
            write_bytes(input, &bytes, &fixed.bytes, fixed.applied > 0)?;
        } else if fixed.applied > 0 {
            let target =
                review::write_copy(input, arguments.suggest.write_to.as_deref(), &fixed.bytes).map_err(Failure::Message)?;
            output::say(format_args!("motjuste: {name}: a copy with the changes is {target}; --accept changes the file itself"));
        }
        return Ok(Done { applied: fixed.applied, findings: fixed.findings });
    }
    let source = &report.source;
    let fixed = fix(&source.text, format, &rules, &hints, reach);
    for long in format.too_long(&source.text, &fixed.text) {
        let TooLong { line, characters, most, .. } = long;
        let what = match long.kind {
            TooLongKind::Line => "characters in a line",
            TooLongKind::Second => "characters a second",
        };
        output::say(format_args!("{name}:{line}: {characters} {what}, and {most} can be read; shorten it, or divide it anew"));
    }
    if arguments.diff {
        write!(out, "{}", diff(name, &source.text, &fixed.text))?;
    } else {
        write_back(input, &report, &bytes, &fixed.text, fixed.applied > 0)?;
    }
    Ok(Done { applied: fixed.applied, findings: fixed.findings })
}

/// Writes the bytes of a file that was changed as a whole; standard input goes to standard output, changed or not.
pub(super) fn write_bytes(input: &Input, read: &[u8], content: &[u8], changed: bool) -> Result<(), Failure> {
    match input {
        Input::Stdin => {
            let mut stdout = std::io::stdout().lock();
            Ok(stdout.write_all(content).and_then(|()| stdout.flush())?)
        }
        Input::File(path) if changed => write_atomically(path, read, content).map_err(|e| Failure::Message(e.to_string())),
        Input::File(_) => Ok(()),
    }
}

/// Writes a changed text back where it came from; standard input goes to standard output, changed or not.
///
/// # Errors
/// A line for the user, then nothing was written; or nobody reads standard output any more.
pub fn write_back(input: &Input, checked: &FileReport, read: &[u8], text: &str, changed: bool) -> Result<(), Failure> {
    let (source, name) = (&checked.source, &checked.path);
    let unwritten = |why: &dyn std::fmt::Display| Failure::Message(format!("{name}: {why}; nothing was written"));
    let content = source.encode(text).map_err(|e| unwritten(&e))?;
    // What cannot be written back as it was read is not written at all.
    if changed && matches!(input, Input::File(_)) && source.encode(&source.text).map_err(|e| unwritten(&e))? != read {
        let why = format!("would not come out as it was in {}; save it as UTF-8 first", source.encoding());
        return Err(unwritten(&why));
    }
    write_bytes(input, read, &content, changed)
}

/// A unified diff, or nothing where nothing changes.
pub fn diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(2)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
