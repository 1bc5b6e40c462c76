//! `--format json`: a contract. `version` changes when a reader would break; new keys may come at any time.
//!
//! Bytes count from the start of the file as it is on disk (or of the part of a container, then named in `part`); lines and
//! columns from 1; columns are code points, `utf16` is the column in UTF-16 code units. Edits are in bytes of the file; the
//! best fix comes first.

use super::{FileReport, Summary, Wording};
use crate::check::{Finding, Problem, RuleSet};
use crate::text::{Language, SourceOffset};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    files: Vec<File<'a>>,
    summary: &'a Summary,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    findings: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<Directive<'a>>,
}

/// A directive that is wrong or does nothing.
#[derive(Serialize)]
struct Directive<'a> {
    kind: crate::check::ProblemKind,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Item<'a> {
    entry: &'a str,
    concept: &'a str,
    pack: &'a str,
    language: &'static str,
    severity: &'static str,
    message: String,
    why: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    start: Place,
    end: Place,
    fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exempt: Option<Exempt<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Exempt<'a>>,
}

#[derive(Serialize)]
struct Exempt<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
}

#[derive(Serialize)]
struct Place {
    byte: usize,
    line: usize,
    column: usize,
    utf16: usize,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    applicability: crate::check::Applicability,
    edits: Vec<Edit<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    check: Vec<Doubt>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
struct Doubt {
    reason: crate::grammar::DoubtKind,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// Writes the whole report.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut dyn Write,
    files: &[(FileReport, &RuleSet)],
    summary: &Summary,
    locale: Option<Language>,
    show_exempt: bool,
) -> io::Result<()> {
    let files = files
        .iter()
        .map(|(file, rules)| File {
            path: &file.path,
            findings: file
                .findings
                .items
                .iter()
                .filter(|f| f.is_reported() || show_exempt)
                .map(|f| item(file, f, rules, locale))
                .collect(),
            problems: file.findings.problems.iter().map(|p| directive(file, p, locale)).collect(),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &Report { version: 1, files, summary })?;
    writeln!(out)
}

fn item<'a>(file: &'a FileReport, finding: &'a Finding, rules: &'a RuleSet, locale: Option<Language>) -> Item<'a> {
    let entry = &rules.entries[finding.entry];
    let locale = locale.unwrap_or(entry.language);
    let exempt = finding.exemption.as_ref().map(|e| Exempt { kind: e.name(), detail: e.detail() });
    let (note, exempt) = if finding.is_reported() { (exempt, None) } else { (None, exempt) };
    Item {
        entry: &entry.id,
        concept: &entry.concept,
        pack: &entry.pack,
        language: entry.language.code(),
        severity: finding.severity.as_str(),
        message: Wording::of(locale).headline(finding, rules),
        why: entry.why_in(locale),
        text: &finding.text,
        part: file.parts.get(finding.part).and_then(|p| p.as_deref()),
        start: place(file, finding.span.start),
        end: place(file, finding.span.end),
        fixes: finding
            .fixes
            .iter()
            .map(|f| Fix {
                title: &f.title,
                applicability: f.applicability,
                edits: f
                    .edits
                    .iter()
                    .map(|e| Edit {
                        start: file.source.file_byte(e.span.start),
                        end: file.source.file_byte(e.span.end),
                        text: &e.text,
                    })
                    .collect(),
                check: f
                    .doubts
                    .iter()
                    .map(|(reason, s)| Doubt { reason: *reason, start: place(file, s.start), end: place(file, s.end) })
                    .collect(),
                note: &f.note,
            })
            .collect(),
        exempt,
        note,
    }
}

fn directive<'a>(file: &'a FileReport, problem: &Problem, locale: Option<Language>) -> Directive<'a> {
    Directive {
        kind: problem.kind,
        message: Wording::of(locale.unwrap_or(Language::En)).problem(problem),
        part: file.parts.get(problem.part).and_then(|p| p.as_deref()),
        start: place(file, problem.span.start),
        end: place(file, problem.span.end),
    }
}

fn place(file: &FileReport, offset: SourceOffset) -> Place {
    let at = file.lines.position(&file.source.text, offset);
    Place { byte: file.source.file_byte(offset), line: at.line, column: at.column, utf16: at.utf16 }
}
