//! `--format json`: a contract. `version` changes when a reader would break; new keys may come at any time.
//!
//! Bytes count from the start of the file as it is on disk (or of the part of a container, then named in `part`); lines (in a
//! container: the paragraphs of the part) and columns from 1; columns are code points, `utf16` is the column in UTF-16 code units. Edits are in bytes of the file; the
//! best fix comes first.

use super::{FileReport, Options, Output, Summary, Wording};
use crate::check::{Comparison, Finding, Fingerprint, Problem, Related, RuleSet};
use crate::document::{Quad, Side};
use crate::text::{Language, Position, SourceOffset};
use serde::Serialize;
use std::io::{self, Write};

/// The whole report as one document, written file by file.
pub struct Json {
    options: Options,
    any: bool,
}

impl Json {
    pub fn new(options: Options) -> Json {
        Json { options, any: false }
    }
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    remarks: &'a [String],
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

impl Output for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\n  \"version\": {VERSION},\n  \"files\": [")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        let findings = file
            .shown(self.options.show_exempt)
            .map(|(f, print)| Item::new(file, f, print, rules, self.options.locale))
            .collect();
        write!(out, "{}\n    ", if self.any { "," } else { "" })?;
        self.any = true;
        let problems = file.findings.problems.iter().map(|p| directive(file, p, self.options.locale)).collect();
        nested(out, &File { path: &file.path, remarks: &file.remarks, findings, problems }, 2)
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write!(out, "{}],\n  \"summary\": ", if self.any { "\n  " } else { "" })?;
        nested(out, summary, 1)?;
        writeln!(out, "\n}}")
    }
}

/// A value as it stands in a document at some depth.
pub fn nested(out: &mut dyn Write, value: &impl Serialize, depth: usize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    let mut lines = text.lines();
    out.write_all(lines.next().unwrap_or_default().as_bytes())?;
    for line in lines {
        write!(out, "\n{:1$}{line}", "", depth * 2)?;
    }
    Ok(())
}

/// Changes when a reader would break.
pub const VERSION: u32 = 1;

/// A finding.
#[derive(Serialize)]
pub struct Item<'a> {
    entry: &'a str,
    concept: &'a str,
    pack: &'a str,
    language: &'static str,
    severity: &'static str,
    message: String,
    why: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<Side>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    start: Place,
    end: Place,
    /// Of a document with pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    areas: Vec<PageArea<'a>>,
    fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    caution: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exempt: Option<Exempt<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Exempt<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedPlace<'a>>,
    fingerprint: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    preview: bool,
}

/// A place on the other side of a translation, or in another unit of it.
#[derive(Serialize)]
struct RelatedPlace<'a> {
    path: &'a str,
    side: Side,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    text: &'a str,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Exempt<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
}

#[derive(Serialize)]
struct PageArea<'a> {
    page: usize,
    quads: &'a [Quad],
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

impl<'a> Item<'a> {
    pub fn new(
        file: &'a FileReport,
        finding: &'a Finding,
        fingerprint: &Fingerprint,
        rules: &'a RuleSet,
        locale: Option<Language>,
    ) -> Item<'a> {
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
            side: Some(finding.side).filter(|s| *s != Side::Text),
            part: file.part_at(finding.span.start),
            start: place(file, finding.span.start),
            end: place(file, finding.span.end),
            areas: file.areas(finding).iter().map(|a| PageArea { page: a.page, quads: &a.quads }).collect(),
            fixes: finding
                .fixes
                .iter()
                .map(|f| Fix {
                    title: &f.title,
                    applicability: f.applicability,
                    edits: f
                        .edits
                        .iter()
                        .map(|e| Edit { start: file.byte(e.span.start), end: file.byte(e.span.end), text: &e.text })
                        .collect(),
                    check: f
                        .doubts
                        .iter()
                        .map(|(reason, s)| Doubt { reason: *reason, start: place(file, s.start), end: place(file, s.end) })
                        .collect(),
                    note: &f.note,
                })
                .collect(),
            caution: &finding.caution,
            exempt,
            note,
            compared: finding.comparison.as_ref().map(Comparison::name),
            related: finding.related.iter().map(|r| related(file, r)).collect(),
            preview: entry.preview,
            fingerprint: fingerprint.in_document(&entry.id, &file.project_path),
        }
    }
}

fn directive<'a>(file: &'a FileReport, problem: &Problem, locale: Option<Language>) -> Directive<'a> {
    Directive {
        kind: problem.kind,
        message: Wording::of(locale.unwrap_or(Language::En)).problem(problem),
        part: file.part_at(problem.span.start),
        start: place(file, problem.span.start),
        end: place(file, problem.span.end),
    }
}

fn place(file: &FileReport, offset: SourceOffset) -> Place {
    place_at(file.byte(offset), file.position(offset))
}

fn place_at(byte: usize, at: Position) -> Place {
    Place { byte, line: at.line, column: at.column, utf16: at.utf16 }
}

fn related<'a>(file: &'a FileReport, related: &'a Related) -> RelatedPlace<'a> {
    let (path, part, start, end) = match &related.file {
        Some(other) => (
            other.path.as_str(),
            other.part.as_deref(),
            place_at(other.bytes.start, other.start),
            place_at(other.bytes.end, other.end),
        ),
        None => {
            (file.path.as_str(), file.part_at(related.span.start), place(file, related.span.start), place(file, related.span.end))
        }
    };
    RelatedPlace { path, side: related.side, part, text: &related.text, start, end }
}
