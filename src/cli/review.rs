//! What `motjuste fix` does with documents that know tracked changes: a copy with suggestions, for a person to decide on.

use super::files::{Input, shown};
use super::fix::Done;
use super::output;
use crate::check::{Finding, LanguageHints, RuleSet};
use crate::document::{ContainerFormat, Stamp};
use crate::fix::{AtomicFile, Reach, ReviewOptions, review_container};
use crate::report::Wording;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Stands in the name of a copy, before the ending.
const MARK: &str = ".motjuste";

#[derive(Debug, Args)]
pub struct Suggest {
    /// Word, LibreOffice, slides, books…: change the document itself, without tracked changes, comments and a copy
    #[arg(long, conflicts_with_all = ["comments_only", "write_to"])]
    pub accept: bool,
    /// Word, LibreOffice: comments at all findings, and no changes; a PDF never gets others
    #[arg(long, conflicts_with = "diff")]
    pub comments_only: bool,
    /// The name of the copy of a document
    #[arg(long, value_name = "FILE", conflicts_with = "diff")]
    pub write_to: Option<PathBuf>,
}

/// A document to make suggestions in.
pub struct Request<'a> {
    pub input: &'a Input,
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub format: &'static ContainerFormat,
    pub rules: &'a RuleSet,
    pub hints: &'a LanguageHints,
    pub reach: Reach,
}

/// Writes the copy, if there is anything to suggest of the findings that are `wanted`.
///
/// # Errors
/// A line for the user; then nothing was written.
pub fn suggest(request: &Request, options: &Suggest, wanted: &dyn Fn(&Finding) -> bool) -> Result<Done, String> {
    let Request { input, name, bytes, rules, .. } = request;
    let target = target(input, options.write_to.as_deref())?;
    let comment = |finding: &Finding| match wanted(finding) {
        true => Wording::of(finding.language).comment(finding, rules),
        false => String::new(),
    };
    let review = ReviewOptions { reach: request.reach, comments_only: options.comments_only, stamp: now()?, comment: &comment };
    let done = review_container(bytes, request.format, rules, request.hints, &review)
        .map_err(|e| format!("{name}: {e}; nothing was written"))?;
    let plural = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    if done.unplaced > 0 {
        let where_ = "headers, footers, notes, text boxes and protected text take no comments";
        output::say(format_args!(
            "motjuste: {name}: {} without a mark in the copy ({where_}); `motjuste check` lists them",
            plural(done.unplaced, "finding")
        ));
    }
    let is_changed = done.bytes != *bytes;
    match target {
        None => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(&done.bytes).and_then(|()| stdout.flush()).map_err(|e| format!("standard output: {e}"))?;
        }
        Some(_) if !is_changed => output::say(format_args!("motjuste: {name}: nothing to suggest, so no copy was written")),
        Some(target) => {
            write(&target, &done.bytes, options.write_to.is_some())?;
            let comments = plural(done.commented, "comment");
            let changes = match request.format.is_writable() && !options.comments_only {
                true => format!("{} and ", plural(done.changed, "tracked change")),
                false => String::new(),
            };
            output::say(format_args!("motjuste: {name}: {changes}{comments} in {}", shown(&target)));
        }
    }
    Ok(Done { applied: done.changed, findings: done.findings })
}

/// Writes a copy of a document with plain changes; gives its name.
///
/// # Errors
/// A line for the user; then nothing was written.
pub fn write_copy(input: &Input, write_to: Option<&Path>, bytes: &[u8]) -> Result<String, String> {
    let target = target(input, write_to)?.unwrap_or_else(|| PathBuf::from("-"));
    write(&target, bytes, write_to.is_some())?;
    Ok(shown(&target))
}

/// Where the copy of a document goes; nothing where it goes to standard output.
///
/// # Errors
/// A name that promises another format: no program would open the copy.
pub fn target(input: &Input, write_to: Option<&Path>) -> Result<Option<PathBuf>, String> {
    let ending = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match (write_to, input) {
        (Some(target), Input::File(path)) if ending(target).is_some() && ending(target) != ending(path) => {
            let kind = ending(path).unwrap_or_default();
            Err(format!("{}: the copy of a .{kind} document is one; let its name end in .{kind}", shown(target)))
        }
        (Some(target), _) => Ok(Some(target.to_path_buf())),
        (None, Input::File(path)) => Ok(Some(beside(path))),
        (None, Input::Stdin) => Ok(None),
    }
}

/// `report.docx` → `report.motjuste.docx`
fn beside(path: &Path) -> PathBuf {
    let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!("{}{MARK}.{}", name(path.file_stem()), name(path.extension())))
}

/// Whether this is a copy with suggestions for a document that is among the inputs, too.
pub fn is_copy_of_another(input: &Input, all: &[Input]) -> bool {
    let Input::File(path) = input else { return false };
    let Some(stem) = path.file_stem().and_then(|s| s.to_str()).and_then(|s| s.strip_suffix(MARK)) else { return false };
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let original = path.with_file_name(format!("{stem}.{ending}"));
    all.iter().any(|i| matches!(i, Input::File(p) if *p == original))
}

/// A copy in which somebody may have worked already is not written over, unless its name was given.
fn write(target: &Path, bytes: &[u8], is_named: bool) -> Result<(), String> {
    let name = shown(target);
    if !is_named && let Ok(there) = std::fs::read(target) {
        return if there == bytes {
            Ok(())
        } else {
            Err(format!("{name} is there already, with other content; move it away, or name another copy with --write-to"))
        };
    }
    let failed = |e: std::io::Error| format!("{name}: cannot be written: {e}; nothing was changed");
    let mut file = AtomicFile::create(target).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.commit().map_err(failed)
}

/// The time of the changes: now, or what SOURCE_DATE_EPOCH says (reproducible-builds.org), so that the same input makes the
/// same copy.
fn now() -> Result<Stamp, String> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse().map_err(|_| format!("SOURCE_DATE_EPOCH is no number of seconds: {text}"))?,
        Err(_) => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs()),
    };
    Ok(Stamp(iso(seconds)))
}

/// Seconds since 1970 as `2026-11-23T10:00:00`, in the Gregorian calendar.
pub(super) fn iso(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let is_leap = |y: u64| y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    // Whole cycles of 400 years first, so that a large number takes no time.
    const CYCLE: u64 = 146_097;
    let (mut year, mut day) = (1970 + days / CYCLE * 400, days % CYCLE);
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if day < length {
            break;
        }
        day -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}T{:02}:{:02}:{:02}", day + 1, rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_as_dates() {
        assert_eq!(iso(0), "1970-01-01T00:00:00");
        assert_eq!(iso(951_782_400), "2000-02-29T00:00:00");
        assert_eq!(iso(1_700_000_000), "2023-11-14T22:13:20");
        assert_eq!(iso(4_107_542_400), "2100-03-01T00:00:00");
    }

    #[test]
    fn copies_are_named_beside_their_documents() {
        assert_eq!(beside(Path::new("a/report.v2.docx")), Path::new("a/report.v2.motjuste.docx"));
        let file = |p: &str| Input::File(PathBuf::from(p));
        let all = [file("a/b.docx"), file("a/b.motjuste.docx"), file("c.motjuste.docx")];
        assert!(is_copy_of_another(&all[1], &all));
        assert!(!is_copy_of_another(&all[2], &all) && !is_copy_of_another(&all[0], &all));
    }
}
