//! Comments that speak to the linter: what is wrong with one as a diagnostic, how it is mended, what a hover says of it.

use super::desk::Desk;
use super::diagnostics::{SOURCE, range};
use super::documents::OpenDocument;
use super::positions::line_end;
use super::profile::Profile;
use crate::check::directives::{parse, scope};
use crate::check::{Exemption, Finding, Problem, ProblemKind};
use crate::document::{Document, SourceEdit};
use crate::report::Wording;
use crate::text::{Language, SourceSpan};
use ropey::Rope;
use serde_json::json;
use std::ops::Range;
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, DiagnosticTag, NumberOrString, Uri};

/// What is wrong with a directive, as a diagnostic.
pub fn of_directive(problem: &Problem, text: &Rope, language: Language, profile: &Profile) -> Diagnostic {
    let unused = problem.kind == ProblemKind::IgnoresNothing;
    Diagnostic {
        range: range(text, problem.span, profile.encoding),
        severity: Some(DiagnosticSeverity::WARNING),
        code: Some(NumberOrString::String(format!("motjuste/{}", problem.kind.name()))),
        source: Some(SOURCE.into()),
        message: Wording::of(profile.locale.unwrap_or(language)).problem(problem),
        tags: (unused && profile.diagnostic_tags).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: profile.diagnostic_data.then(|| json!({ "directive": problem.kind.name() })),
        ..Diagnostic::default()
    }
}

impl Desk {
    /// Quick fixes of the directives that a place touches.
    pub fn mend_directives(&mut self, uri: &Uri, place: &Range<usize>, actions: &mut Vec<CodeAction>) {
        let language = self.language_of(uri).unwrap_or(Language::En);
        let Some(document) = self.documents.get(uri) else { return };
        let Some(analysis) = &document.analysis else { return };
        let wording = Wording::of(self.profile.locale.unwrap_or(language));
        let touched = analysis.problems.iter().filter(|p| p.span.start.0 <= place.end && place.start <= p.span.end.0);
        for problem in touched {
            let Some((title, edit)) = mend(&document.text, problem, wording) else { continue };
            let diagnostic = of_directive(problem, &document.text, language, &self.profile);
            let edits = self.text_edits(document, &[edit]);
            actions.push(CodeAction {
                title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic]),
                edit: Some(self.edit(uri.clone(), Some(document.version), edits)),
                // A place for a reason is no reason yet.
                is_preferred: (self.profile.knows_preferred && problem.kind != ProblemKind::NoReason).then_some(true),
                ..CodeAction::default()
            });
        }
    }
}

/// What mends a directive, with its title.
fn mend(text: &Rope, problem: &Problem, wording: &Wording) -> Option<(String, SourceEdit)> {
    let comment = text.get_byte_slice(problem.span.range())?.to_string();
    let start = problem.span.start.0;
    match problem.kind {
        ProblemKind::IgnoresNothing | ProblemKind::EndWithoutBlock | ProblemKind::UnknownCommand => {
            let Range { start, end } = removal(text, problem.span.range());
            let edit = SourceEdit { span: SourceSpan::new(start, end), text: String::new() };
            Some((wording.editor("remove-comment").to_string(), edit))
        }
        ProblemKind::NoReason => {
            let at = start + before_closing_sign(&comment)?;
            let text = format!(" because {}", wording.editor("reason"));
            Some((wording.editor("add-reason").to_string(), SourceEdit { span: SourceSpan::new(at, at), text }))
        }
        ProblemKind::UnknownName => {
            // `fr/prostitutoin; did you mean "fr/prostitution"?`
            let (wrong, hint) = problem.text.split_once(';')?;
            let meant = hint.split('"').nth(1)?;
            let at = start + comment.find(wrong)?;
            let edit = SourceEdit { span: SourceSpan::new(at, at + wrong.len()), text: meant.to_string() };
            Some((wording.editor("replace").replace("{say}", meant), edit))
        }
        ProblemKind::BlockWithoutEnd | ProblemKind::NotWellFormed => None,
    }
}

/// The byte behind the last word of a comment, before the sign that closes it.
fn before_closing_sign(comment: &str) -> Option<usize> {
    let inner = comment.trim_end();
    let inner = ["-->", "*/", "#}", "%}", ")", "\"", "'"].iter().find_map(|sign| inner.strip_suffix(sign)).unwrap_or(inner);
    let end = inner.trim_end().len();
    (end > 0).then_some(end)
}

/// The comment with what it leaves behind: its line where it has one to itself, else the white space before it.
fn removal(text: &Rope, comment: Range<usize>) -> Range<usize> {
    let (first, last) = (text.byte_to_line(comment.start), text.byte_to_line(comment.end));
    let (start, end) = (text.line_to_byte(first), line_end(text, last));
    let before = text.byte_slice(start..comment.start).to_string();
    let behind = text.byte_slice(comment.end..end).to_string();
    if !before.trim().is_empty() || !behind.trim().is_empty() {
        let space = before.len() - before.trim_end_matches([' ', '\t']).len();
        // Between two words one space stays; at the beginning of a line there is none to take.
        let keeps_space = before.trim().is_empty() || !(behind.is_empty() || behind.starts_with(char::is_whitespace));
        return comment.start - if keeps_space { 0 } else { space }..comment.end;
    }
    let next = if last + 1 < text.len_lines() { text.line_to_byte(last + 1) } else { text.len_bytes() };
    // With the blank line below, where there is one above too: two paragraphs stay two, with one blank line between them.
    let is_blank = |line: usize| text.line(line).chars().all(char::is_whitespace);
    let above = first == 0 || is_blank(first - 1);
    if above && last + 2 < text.len_lines() && is_blank(last + 1) {
        return start..text.line_to_byte(last + 2);
    }
    start..next
}

/// A hover names these many words at most.
const MOST: usize = 12;

/// The page of a comment that lets something pass: what, and why. Nothing where no such comment stands at a byte.
pub fn page(document: &OpenDocument, at: usize, locale: Language) -> Option<(String, SourceSpan)> {
    let source = document.text.to_string();
    if !source.contains("motjuste:") {
        return None;
    }
    // Where the comments are, only the format's reader knows.
    let read = Document::parse(&source, document.format()?);
    let mut comments = read.parts.iter().flat_map(|p| &p.prose.comments);
    let comment = comments.find(|c| c.source.start.0 <= at && at <= c.source.end.0)?;
    let command = parse(&comment.text).filter(|c| c.name.starts_with("ignore"))?;
    let ids = if command.names.is_empty() { "*".to_string() } else { command.names.join(", ") };
    let wording = Wording::of(locale);
    let page = wording.editor("ignores").replace("{entry}", &ids).replace("{reason}", command.reason);
    // Without a reason it ends with the sign that would lead to one.
    let mut page = page.trim_end_matches([':', '：', ' ', '\u{a0}']).to_string();
    // The words that pass; of a block or a file, those for the same reason.
    let scope = if command.name == "ignore" { scope(comment, &source) } else { 0..source.len() };
    let passes = |f: &Finding| matches!(&f.exemption, Some(Exemption::Ignored(why)) if why == command.reason);
    let all = document.analysis.iter().flat_map(|a| &a.findings);
    let found = all.filter(|f| scope.contains(&f.span.start.0) && passes(f)).take(MOST);
    let words: Vec<String> = found.map(|f| wording.quoted(&f.text)).collect();
    if !words.is_empty() {
        page.push_str(&format!("\n\n{}", words.join(", ")));
    }
    Some((page, comment.source))
}
