//! The report a person reads in a terminal: where, what, the line with the words marked, what to say, and why.

use super::wording::one_line;
use super::{FileReport, Options, Output, Summary, Wording};
use crate::check::{Applicability, Finding, Problem, RuleSet};
use crate::lexicon::{Entry, Rule, Severity};
use crate::text::{Language, SourceOffset};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// The report in a terminal.
pub struct Text(pub Options);

impl Output for Text {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        write_file(out, file, rules, &self.0)
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write_summary(out, summary, self.0.show_exempt)
    }
}

/// Writes the findings of a file.
///
/// # Errors
/// Those of the writer.
fn write_file(out: &mut dyn Write, file: &FileReport, rules: &RuleSet, options: &Options) -> io::Result<()> {
    for finding in &file.findings.items {
        if finding.is_reported() || options.show_exempt || options.explain {
            write_finding(out, file, finding, rules, options)?;
        }
    }
    for problem in &file.findings.problems {
        write_problem(out, file, problem, options)?;
    }
    Ok(())
}

/// A directive that is wrong or does nothing.
fn write_problem(out: &mut dyn Write, file: &FileReport, problem: &Problem, options: &Options) -> io::Result<()> {
    let wording = Wording::of(options.locale.unwrap_or(Language::En));
    let at = file.position(problem.span.start);
    let part = file.part_in_brackets(problem.span.start);
    let bold = Style::new().bold();
    let mark = AnsiColor::Yellow.on_default().bold();
    writeln!(
        out,
        "{bold}{}:{}:{}{part}:{bold:#} {mark}warning[motjuste/{}]{mark:#}{bold} {}{bold:#}",
        file.path,
        at.line,
        at.column,
        problem.kind.name(),
        wording.problem(problem)
    )?;
    writeln!(out)
}

/// What was left alone in a file, for standard error.
pub fn other_languages(file: &FileReport) -> Vec<String> {
    file.findings
        .other_languages
        .iter()
        .map(|o| {
            let at = file.position(o.first.start);
            let part = file.part_in_brackets(o.first.start);
            let what = if o.tag == "und" {
                "a language that could not be told".to_string()
            } else {
                format!("another language ({})", o.tag)
            };
            let paragraphs = if o.paragraphs == 1 { "1 paragraph".to_string() } else { format!("{} paragraphs", o.paragraphs) };
            format!(
                "{}:{}{part}: left alone: {paragraphs} in {what}; --lang or lang=\"…\" in the text overrules this",
                file.path, at.line
            )
        })
        .collect()
}

fn write_finding(
    out: &mut dyn Write,
    file: &FileReport,
    finding: &Finding,
    rules: &RuleSet,
    options: &Options,
) -> io::Result<()> {
    let entry = &rules.entries[finding.entry];
    let locale = options.locale.unwrap_or(entry.language);
    let wording = Wording::of(locale);
    let at = file.position(finding.span.start);
    let (level, colour) = match finding.severity {
        _ if !finding.is_reported() => (Level::NOTE, AnsiColor::BrightBlack),
        Severity::Error => (Level::ERROR, AnsiColor::BrightRed),
        Severity::Warning => (Level::WARNING, AnsiColor::Yellow),
        Severity::Info => (Level::INFO, AnsiColor::BrightBlue),
    };
    let bold = Style::new().bold();
    let mark = colour.on_default().bold();
    let name = if finding.is_reported() { finding.severity.as_str() } else { "exempt" };
    let headline = match &finding.exemption {
        Some(e) if !finding.is_reported() => format!("{}: {}", one_line(&finding.text), wording.exemption(e)),
        _ => wording.headline(finding, rules),
    };
    let part = file.part_in_brackets(finding.span.start);
    writeln!(
        out,
        "{bold}{}:{}:{}{part}:{bold:#} {mark}{name}[{}{}]{mark:#}{bold} {headline}{bold:#}",
        file.path,
        at.line,
        at.column,
        entry.id,
        if entry.preview { ", preview" } else { "" }
    )?;
    writeln!(out, "{}", snippet(file, finding, level, options.width))?;
    let label = Style::new().dimmed();
    if finding.is_reported() {
        writeln!(out, "  {label}={label:#} {}", one_line(entry.why_in(locale)))?;
        if !entry.advice.is_empty() {
            writeln!(out, "  {label}={label:#} {}", one_line(entry.advice_in(locale)))?;
        }
        for fix in finding.fixes.iter().take(1).filter(|f| f.applicability == Applicability::Review) {
            let words: Vec<String> = fix
                .doubts
                .iter()
                .map(|(kind, span)| {
                    let word = one_line(file.words(*span));
                    let doubt = wording.doubt(*kind);
                    if word.is_empty() {
                        doubt.to_string()
                    } else {
                        format!("{}{word}{} ({doubt})", wording.quotes[0], wording.quotes[1])
                    }
                })
                .collect();
            if !words.is_empty() {
                let said = words.join(&wording.comma);
                writeln!(out, "  {label}={label:#} {}{}{said}", wording.check_agreement, wording.colon)?;
            }
        }
        if !finding.caution.is_empty() {
            writeln!(out, "  {label}={label:#} {}", one_line(&finding.caution))?;
        }
        for side in wording.sides(finding) {
            writeln!(out, "  {label}={label:#} {side}")?;
        }
        for related in &finding.related {
            let (path, at, part) = file.related(related);
            writeln!(out, "  {label}-->{label:#} {path}:{}:{}{part} {}", at.line, at.column, one_line(&related.text))?;
        }
        if !finding.refused.is_empty() {
            writeln!(out, "  {label}={label:#} {}", wording.refused)?;
        }
    }
    if options.explain {
        explain(out, finding, rules)?;
    }
    writeln!(out)
}

/// The way to the verdict: form, pattern, language, and what let it pass.
fn explain(out: &mut dyn Write, finding: &Finding, rules: &RuleSet) -> io::Result<()> {
    let entry = &rules.entries[finding.entry];
    let source =
        serde_json::to_value(finding.language_source).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default();
    let found = entry.searches.get(finding.form.0).and_then(|s| Some((s, s.forms.get(finding.form.1)?)));
    let by_itself =
        entry.rule.is_some_and(|r| matches!(r, Rule::IncompleteAgreement | Rule::MixedNotation) || r.is_about_pairs());
    match found.filter(|_| !by_itself) {
        Some((search, form)) => writeln!(
            out,
            "  - form \"{}\" of \"{}\" in {} (line {} of {})",
            form.text,
            search.phrase.citation(),
            entry.id,
            entry.line,
            entry.file
        )?,
        // A rule of style found it by itself.
        None => writeln!(out, "  - the rule {} (line {} of {})", entry.id, entry.line, entry.file)?,
    }
    writeln!(out, "  - language {} by {source}", finding.language)?;
    writeln!(out, "  - severity {}, kind {}, pack {}", entry.severity.as_str(), kind_name(entry), entry.pack)?;
    writeln!(out, "  - tried: {}", finding.tried.join(", "))?;
    match &finding.exemption {
        None => writeln!(out, "  - none held: {}", finding.severity.as_str()),
        Some(e) => {
            let detail = if e.detail().is_empty() { String::new() } else { format!(" ({})", one_line(e.detail())) };
            let outcome = if e.is_note() { "a note without a fix" } else { "let pass" };
            writeln!(out, "  - held: {}{detail}: {outcome}", e.name())
        }
    }
}

fn kind_name(entry: &Entry) -> String {
    serde_json::to_value(entry.kind).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// The lines of the finding with the words marked. Of a line of many kilobytes only the neighbourhood is shown.
fn snippet(file: &FileReport, finding: &Finding, level: Level, width: usize) -> String {
    const REACH: usize = 400;
    let (text, lines, range) = file.readable(finding.span);
    let mut from = lines.line_start(text, SourceOffset(range.start));
    let near = &text.as_bytes()[range.end..text.len().min(range.end + REACH + 1)];
    let mut to = range.end + near.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(near.len());
    if range.start - from > REACH {
        from = range.start - REACH;
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    if to - range.end > REACH {
        to = range.end + REACH;
        while !text.is_char_boundary(to) {
            to -= 1;
        }
    }
    let shown = text[from..to].replace('\u{2029}', " ");
    let annotation = AnnotationKind::Primary.span(range.start - from..range.end - from);
    let snippet = Snippet::source(shown).line_start(file.position(finding.span.start).line).annotation(annotation);
    let report = [Group::with_level(level).element(snippet)];
    Renderer::styled().term_width(width).render(&report)
}

/// The last line: findings, fixes at hand, files.
///
/// # Errors
/// Those of the writer.
fn write_summary(out: &mut dyn Write, summary: &Summary, show_exempt: bool) -> io::Result<()> {
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let files = plural(summary.files, "file", "files");
    if summary.findings() == 0 {
        write!(out, "no findings in {files}")?;
    } else {
        write!(
            out,
            "{} ({}, {}, {}) in {} of {files}; {} safe, {} to review",
            plural(summary.findings(), "finding", "findings"),
            plural(summary.errors, "error", "errors"),
            plural(summary.warnings, "warning", "warnings"),
            plural(summary.infos, "note", "notes"),
            summary.files_with_findings,
            plural(summary.safe, "fix", "fixes"),
            summary.review,
        )?;
    }
    if summary.problems > 0 {
        write!(out, "; {}", plural(summary.problems, "directive to mend", "directives to mend"))?;
    }
    if show_exempt {
        write!(out, "; {} let pass", plural(summary.exempt, "hit", "hits"))?;
    }
    if summary.baseline > 0 {
        write!(out, "; {} more in the baseline", summary.baseline)?;
    }
    if summary.unread > 0 {
        write!(out, "; {} not read", plural(summary.unread, "file", "files"))?;
    }
    writeln!(out)
}
