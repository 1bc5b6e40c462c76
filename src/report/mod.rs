//! Reports: findings → text for people and machines. Knows no format of documents.
//!
//! An output is a file here that implements [`Output`], and a line in [`OUTPUTS`]. Outputs get the files one by one, in a
//! stable order, and write what they can at once: text, JSON, JSON lines, GitHub, SARIF, GitLab, JUnit, Checkstyle and rdjson
//! need no more memory for a thousand files than for one. The page (html) begins with the totals and so keeps what it says of
//! each file until the end.

mod checkstyle;
pub mod forms;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
pub mod page;
mod page_words;
pub mod paradigm;
mod place;
mod rdjson;
mod review;
mod sarif;
pub mod terms;
pub mod text;
mod wording;
pub mod xml;

pub use place::{ContainerText, Excerpts};
pub use wording::Wording;
pub(crate) use wording::one_line;

use crate::check::{Finding, Findings, Fingerprint, Fix, RuleSet};
use crate::document::{Document, Role, Section, Source, Unit};
use crate::fix::splice;
use crate::lexicon::{Entry, Severity, sources};
use crate::text::{Language, LineIndex, SourceOffset, SourceSpan};
use std::io::{self, Write};
use std::ops::Range;

/// What the outputs are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Messages in this language; nothing: in the language of the text.
    pub locale: Option<Language>,
    /// With what was let pass.
    pub show_exempt: bool,
    /// With the way to every verdict.
    pub explain: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// From this severity on a finding counts as a failure.
    pub fail_on: Severity,
}

/// Findings as somebody wants to read them.
pub trait Output {
    /// What stands before the first file.
    ///
    /// # Errors
    /// Those of the writer; the same holds for the others.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// A checked file, with findings or without.
    ///
    /// # Errors
    /// See [`Output::begin`].
    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()>;

    /// What stands after the last file.
    ///
    /// # Errors
    /// See [`Output::begin`].
    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
}

/// An output by the name that users give it.
#[derive(Debug)]
pub struct OutputKind {
    pub name: &'static str,
    /// For the help.
    pub about: &'static str,
    /// Whether it shows the documents' text, which is otherwise not kept.
    pub shows_prose: bool,
    pub new: fn(Options) -> Box<dyn Output>,
}

/// Every output there is.
pub const OUTPUTS: &[OutputKind] = &[
    OutputKind { name: "text", about: "for reading in a terminal", shows_prose: false, new: |o| Box::new(text::Text(o)) },
    OutputKind {
        name: "json",
        about: "one JSON document; its format is a contract",
        shows_prose: false,
        new: |o| Box::new(json::Json::new(o)),
    },
    OutputKind { name: "jsonl", about: "JSON, a line a finding", shows_prose: false, new: |o| Box::new(jsonl::JsonLines(o)) },
    OutputKind {
        name: "github",
        about: "annotations of GitHub Actions",
        shows_prose: false,
        new: |o| Box::new(github::Annotations(o)),
    },
    OutputKind {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning",
        shows_prose: false,
        new: |o| Box::new(sarif::Sarif::new(o)),
    },
    OutputKind {
        name: "gitlab",
        about: "GitLab's code quality report",
        shows_prose: false,
        new: |o| Box::new(gitlab::CodeQuality::new(o)),
    },
    OutputKind { name: "junit", about: "JUnit XML, a test suite a file", shows_prose: false, new: |o| Box::new(junit::JUnit(o)) },
    OutputKind { name: "checkstyle", about: "Checkstyle XML", shows_prose: false, new: |o| Box::new(checkstyle::Checkstyle(o)) },
    OutputKind {
        name: "rdjson",
        about: "reviewdog's diagnostics, with suggestions",
        shows_prose: false,
        new: |o| Box::new(rdjson::Rdjson::new(o)),
    },
    OutputKind {
        name: "html",
        about: "one page for a browser, with the documents' text",
        shows_prose: true,
        new: |o| Box::new(html::Page::new(o)),
    },
    OutputKind {
        name: "xlsx",
        about: "a workbook for reviewers: segment, source, translation, suggestion, columns to fill in",
        shows_prose: true,
        new: |o| Box::new(review::Table::workbook(o)),
    },
    OutputKind {
        name: "review",
        about: "the same as a page to print",
        shows_prose: true,
        new: |o| Box::new(review::Table::page(o)),
    },
];

/// The output of a name.
pub fn output(name: &str) -> Option<&'static OutputKind> {
    OUTPUTS.iter().find(|o| o.name == name)
}

/// Whose guidance this is: the address where no entry names a better one.
pub const GUIDANCE: &str = "https://www.nswp.org/";

/// Where to read on about an entry: the first of its sources that has an address.
pub fn help_uri(entry: &Entry) -> &'static str {
    let mut urls = entry.sources.iter().filter_map(|key| sources().get(key)).flat_map(|s| &s.urls);
    urls.find(|u| u.starts_with("http")).map_or(GUIDANCE, String::as_str)
}

/// A finding in a paragraph: what to say instead, and why.
fn sentence_for(file: &FileReport, finding: &Finding, rules: &RuleSet, locale: Option<Language>) -> String {
    let entry = &rules.entries[finding.entry];
    let locale = locale.unwrap_or(entry.language);
    let wording = Wording::of(locale);
    let why = match &finding.exemption {
        Some(exemption) if !finding.is_reported() => wording.exemption(exemption),
        _ => entry.why_in(locale).to_string(),
    };
    let stop = if locale == Language::Zh { "。" } else { ". " };
    let part = file.part_in_brackets(finding.span.start);
    let sides: String = wording.sides(finding).iter().map(|side| format!(" ({side})")).collect();
    wording::one_line(&format!("{}{stop}{why}{sides}{part}", wording.headline(finding, rules)))
}

/// A checked file, with what a report needs to say where things are.
pub struct FileReport {
    /// As the user named it, with forward slashes.
    pub path: String,
    /// From the project's folder on, with forward slashes: the same wherever the command is run. Fingerprints rest on it.
    pub project_path: String,
    pub source: Source,
    pub lines: LineIndex,
    pub findings: Findings,
    /// One for each finding.
    pub fingerprints: Vec<Fingerprint>,
    /// For a document of several parts: its text as a person reads it.
    pub container: Option<ContainerText>,
    /// Of a large file `source` holds excerpts only: where they stand.
    pub excerpts: Option<Excerpts>,
    /// What a person should know of the file apart from its words: pages without text, parts that were passed over.
    pub remarks: Vec<String>,
    /// Some of it could not be read, as the remarks say: what was not found may still be there.
    pub is_incomplete: bool,
    /// The document's text in paragraphs; nothing unless an output shows it.
    pub prose: Option<Prose>,
}

impl FileReport {
    /// Leaves only some findings.
    pub fn retain(&mut self, mut keep: impl FnMut(&Finding, &Fingerprint) -> bool) {
        let kept: Vec<bool> = self.findings.items.iter().zip(&self.fingerprints).map(|(f, p)| keep(f, p)).collect();
        let mut flags = kept.iter();
        self.findings.items.retain(|_| flags.next().copied().unwrap_or(true));
        let mut flags = kept.iter();
        self.fingerprints.retain(|_| flags.next().copied().unwrap_or(true));
    }

    /// The findings to report, with their fingerprints.
    fn shown(&self, show_exempt: bool) -> impl Iterator<Item = (&Finding, &Fingerprint)> {
        self.findings.items.iter().zip(&self.fingerprints).filter(move |(f, _)| f.is_reported() || show_exempt)
    }

    /// A fix as one edit, for readers that know no other: the span from its first to its last edit, and what stands there then.
    fn as_one_edit(&self, fix: &Fix) -> Option<(SourceSpan, String)> {
        if !self.is_text() {
            return None;
        }
        let start = fix.edits.iter().map(|e| e.span.start).min()?;
        let end = fix.edits.iter().map(|e| e.span.end).max()?;
        let old = self.source.text.get(start.0..end.0)?;
        let local: Vec<_> = fix
            .edits
            .iter()
            .map(|e| {
                let mut edit = e.clone();
                edit.span = SourceSpan::new(e.span.start.0 - start.0, e.span.end.0 - start.0);
                edit
            })
            .collect();
        Some((SourceSpan { start, end }, splice(old, &local)))
    }
}

/// The text of a document, in paragraphs.
#[derive(Debug, Clone)]
pub struct Prose {
    pub text: String,
    /// In the order of the text, bytes of it.
    pub blocks: Vec<(Range<usize>, Role)>,
    /// The parts of a container: the byte at which each begins, and its name.
    pub sections: Vec<(usize, String)>,
    /// Of a translation file.
    pub units: Vec<Unit>,
}

impl Prose {
    /// The prose of a document.
    pub fn of(document: &Document) -> Option<Prose> {
        use crate::text::fold::BLOCK_SEPARATOR;
        let blocks = |prose: &crate::document::Prose| {
            let mut blocks = Vec::new();
            let mut at = 0;
            // Plain text has its paragraphs between blank lines, everything else between separators.
            let plain = prose.segments.is_none();
            for (i, c) in prose.text.char_indices().chain([(prose.text.len(), BLOCK_SEPARATOR)]) {
                let blank_line = || plain && c == '\n' && (prose.text[..i].ends_with('\n') || prose.text[..i].ends_with("\n\r"));
                if i >= at && (c == BLOCK_SEPARATOR || blank_line()) {
                    // A picture alone says nothing.
                    if !prose.text[at..i].trim_matches(|c: char| c.is_whitespace() || c == '\u{fffc}').is_empty() {
                        let first = i - prose.text[at..i].trim_start().len();
                        let role = prose.segments.as_ref().map_or(Role::Paragraph, |_| prose.segment_at(first..first).role);
                        blocks.push((at..i, role));
                    }
                    at = (i + c.len_utf8()).min(prose.text.len());
                }
            }
            blocks
        };
        let prose = &document.parts.first()?.prose;
        let start = |s: &Section| prose.map.prose_at(SourceOffset(s.source.start));
        let sections = document.sections.iter().map(|s| (start(s), s.name.clone())).collect();
        Some(Prose { text: prose.text.to_string(), blocks: blocks(prose), sections, units: prose.units.clone() })
    }
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
    /// Findings that a baseline hides.
    pub baseline: usize,
    /// Findings that a baseline names and that are no longer there.
    pub stale: usize,
}

impl Summary {
    pub fn add(&mut self, findings: &Findings) {
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

    /// Counts of other files on top.
    pub fn join(&mut self, other: &Summary) {
        self.files += other.files;
        self.files_with_findings += other.files_with_findings;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.safe += other.safe;
        self.review += other.review;
        self.exempt += other.exempt;
        self.unread += other.unread;
    }

    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Findings at or above a severity.
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings + self.problems,
            Severity::Info => self.findings() + self.problems,
        }
    }
}
