//! Findings as diagnostics ("Diagnostic"), and pushing them to clients that do not pull.

use super::desk::Desk;
use super::directives::of_directive;
use super::documents::{Kind, OpenDocument};
use super::incremental::Effort;
use super::positions::{Encoding, position_of};
use super::profile::Profile;
use super::workspace::{Problem as ConfigurationProblem, Situation, Workspaces};
use crate::check::{Applicability, Finding, LanguageHints, Problem, RuleSet, detect};
use crate::lexicon::{self, Severity};
use crate::report::Wording;
use crate::text::{Language, LanguageTag, SourceSpan};
use ropey::Rope;
use serde_json::json;
use std::path::Path;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position,
    PublishDiagnosticsParams, Range, Uri,
};

/// How many findings of a document are shown at most; more would slow the editor and help nobody.
pub const MOST: usize = 500;

/// The name under which editors show what we say.
pub const SOURCE: &str = "motjuste";

pub fn position(text: &Rope, byte: usize, encoding: Encoding) -> Position {
    let at = position_of(text, byte, encoding);
    Position { line: at.line, character: at.character }
}

pub fn range(text: &Rope, span: SourceSpan, encoding: Encoding) -> Range {
    Range { start: position(text, span.start.0, encoding), end: position(text, span.end.0, encoding) }
}

pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// The language in which a finding is told.
pub fn locale(profile: &Profile, finding: &Finding) -> Language {
    profile.locale.unwrap_or(finding.language)
}

/// A text that was checked.
pub struct Shown<'a> {
    pub uri: &'a Uri,
    pub text: &'a Rope,
    pub findings: &'a [Finding],
    pub problems: &'a [Problem],
    /// Of the document, for what belongs to no finding.
    pub language: Language,
    pub rules: &'a RuleSet,
}

/// The diagnostics of a text: at most `most` findings, the gravest first when there are more, and then one that says so;
/// and what is wrong with its directives.
pub fn of_shown(document: &Shown, profile: &Profile, most: usize) -> Vec<Diagnostic> {
    let Shown { uri, text, findings, problems, language, rules } = document;
    let mut shown: Vec<&Finding> = findings.iter().filter(|f| f.is_reported()).collect();
    let all = shown.len();
    if all > most {
        shown.sort_by_key(|f| std::cmp::Reverse(f.severity));
        shown.truncate(most);
        shown.sort_by_key(|f| f.span);
    }
    let mut diagnostics: Vec<Diagnostic> = shown.iter().map(|f| of_finding(uri, text, f, rules, profile)).collect();
    if all > most
        && let Some(first) = shown.first()
    {
        let wording = Wording::of(locale(profile, first));
        let start = Position::default();
        diagnostics.push(Diagnostic {
            range: Range { start, end: start },
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some(SOURCE.into()),
            message: wording.editor("more").replace("{count}", &(all - most).to_string()),
            ..Diagnostic::default()
        });
    }
    diagnostics.extend(problems.iter().take(most).map(|p| of_directive(p, text, *language, profile)));
    diagnostics
}

/// One finding.
pub fn of_finding(uri: &Uri, text: &Rope, finding: &Finding, rules: &RuleSet, profile: &Profile) -> Diagnostic {
    let wording = Wording::of(locale(profile, finding));
    let entry = &rules.entries[finding.entry];
    let encoding = profile.encoding;
    let located = |span: SourceSpan, message: String| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: range(text, span, encoding) },
        message,
    };
    let doubts = finding
        .fixes
        .first()
        .into_iter()
        .flat_map(|fix| &fix.doubts)
        .map(|(kind, span)| located(*span, format!("{}{}{}", wording.check_agreement, wording.colon, wording.doubt(*kind))));
    let sides = finding.related.iter().map(|r| located(r.span, r.text.clone()));
    let related = profile.related_information.then(|| doubts.chain(sides).collect::<Vec<_>>());
    let data = profile.diagnostic_data.then(|| {
        let fixes: Vec<_> = finding
            .fixes
            .iter()
            .map(|fix| {
                let edits: Vec<_> =
                    fix.edits.iter().map(|e| json!({ "range": range(text, e.span, encoding), "newText": e.text })).collect();
                json!({ "title": fix.title, "safe": fix.applicability == Applicability::Safe, "edits": edits })
            })
            .collect();
        json!({ "entry": entry.id, "concept": entry.concept, "fixes": fixes })
    });
    Diagnostic {
        range: range(text, finding.span, encoding),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(entry.id.clone())),
        code_description: link(&entry.sources).filter(|_| profile.diagnostic_links).map(|href| CodeDescription { href }),
        source: Some(SOURCE.into()),
        message: wording.headline(finding, rules),
        related_information: related.filter(|r| !r.is_empty()),
        tags: None,
        data,
    }
}

/// Where to read on: the first address of the entry's sources.
fn link(sources: &[String]) -> Option<Uri> {
    sources.iter().filter_map(|key| lexicon::sources().get(key)).flat_map(|s| &s.urls).find_map(|url| url.parse().ok())
}

/// A mistake in a configuration or a lexicon. `text`: of its file, for the length of the line.
pub fn of_problem(problem: &ConfigurationProblem, text: &Rope, encoding: Encoding) -> Diagnostic {
    let line = problem.line.map_or(0, |l| l - 1).min(text.len_lines().saturating_sub(1));
    let start = text.line_to_byte(line);
    let end = super::positions::line_end(text, line);
    let indented = text.byte_slice(start..end).chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    Diagnostic {
        range: Range { start: position(text, start + indented, encoding), end: position(text, end, encoding) },
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.into()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

/// From so many letters at its beginning the language of a document is told, where nothing says it.
const BEGINNING: usize = 4000;

fn hints(workspaces: &Workspaces, situation: &Situation, path: Option<&Path>, name: &Path) -> LanguageHints {
    if path.is_some() { workspaces.hints(situation, name) } else { situation.setup.hints_for(name) }
}

impl Desk {
    /// Makes sure that a document is checked as it is now, and gives it with the rules in force.
    pub fn analysed(&mut self, uri: &Uri) -> Option<(&OpenDocument, std::sync::Arc<RuleSet>)> {
        self.analysed_with(uri, Effort::Exact)
    }

    fn analysed_with(&mut self, uri: &Uri, effort: Effort) -> Option<(&OpenDocument, std::sync::Arc<RuleSet>)> {
        let document = self.documents.get(uri)?;
        let format = document.format()?;
        let path = document.path.clone();
        let situation = self.workspaces.situation(path.as_deref()).clone();
        let document = self.documents.get_mut(uri)?;
        if path.as_deref().is_some_and(|p| situation.setup.config.is_excluded(p, false)) {
            return None;
        }
        let name = document.path_or_name().to_path_buf();
        let rules = situation.rules(&name)?;
        let hints = hints(&self.workspaces, &situation, path.as_deref(), &name);
        document.check(format, &rules, &hints, effort);
        Some((document, rules))
    }

    /// What is known of a document's language from outside.
    pub fn hints_of(&mut self, uri: &Uri) -> Option<LanguageHints> {
        let document = self.documents.get(uri)?;
        let (path, name) = (document.path.clone(), document.path_or_name().to_path_buf());
        let situation = self.workspaces.situation(path.as_deref()).clone();
        Some(hints(&self.workspaces, &situation, path.as_deref(), &name))
    }

    /// The language that a document is in, as far as one can be told for all of it.
    pub fn tag_of(&mut self, uri: &Uri) -> Option<LanguageTag> {
        let hints = self.hints_of(uri)?;
        let document = self.documents.get(uri)?;
        let marked = document.analysis.as_ref().and_then(|a| a.language.clone());
        let known = marked.or(hints.path).or(hints.option).or(hints.configuration);
        known.or_else(|| detect(&document.text.chars().take(BEGINNING).collect::<String>()).tag)
    }

    /// [`Desk::tag_of`], where it is one of ours.
    pub fn language_of(&mut self, uri: &Uri) -> Option<Language> {
        self.tag_of(uri)?.language()
    }

    /// The diagnostics of an open document, whatever it is.
    pub fn diagnostics(&mut self, uri: &Uri, effort: Effort) -> Vec<Diagnostic> {
        let Some(document) = self.documents.get(uri) else { return Vec::new() };
        match document.kind {
            Kind::Prose(_) => {
                let (profile, most) = (self.profile.clone(), self.most);
                // Only a directive is told in the language of the document; to tell that takes longer than a key press may.
                let analysis = self.analysed_with(uri, effort).and_then(|(d, _)| d.analysis.as_ref());
                let has_problems = analysis.is_some_and(|a| !a.problems.is_empty());
                let language = if has_problems { self.language_of(uri) } else { None };
                let Some((document, rules)) = self.analysed_with(uri, effort) else { return Vec::new() };
                let Some(analysis) = &document.analysis else { return Vec::new() };
                let shown = Shown {
                    uri,
                    text: &document.text,
                    findings: &analysis.findings,
                    problems: &analysis.problems,
                    language: language.unwrap_or(Language::En),
                    rules: &rules,
                };
                of_shown(&shown, &profile, most)
            }
            Kind::Configuration | Kind::Toml => self.config_diagnostics(uri),
            Kind::Other => Vec::new(),
        }
    }

    /// Pushes the diagnostics of documents that changed. Called when no message waits: of several changes only the last
    /// state is told, so none that is told is stale.
    pub fn push(&mut self) {
        let changed = std::mem::take(&mut self.to_push);
        if self.profile.pulls {
            return;
        }
        for uri in changed {
            self.publish(uri, Effort::Hasty);
        }
    }

    fn publish(&mut self, uri: Uri, effort: Effort) {
        let Some(version) = self.documents.get(&uri).map(|d| d.version) else { return };
        let diagnostics = self.diagnostics(&uri, effort);
        if self.documents.get(&uri).is_some_and(OpenDocument::owes) {
            self.owing.insert(uri.clone());
        }
        self.outgoing.publish(PublishDiagnosticsParams { uri, diagnostics, version: Some(version) });
    }

    /// Tells what had to wait while a person typed. Called when the keys rest.
    pub fn settle(&mut self) {
        let owing = std::mem::take(&mut self.owing);
        if self.profile.pulls {
            // What it has is known by its name, so only documents that changed are told anew.
            self.outgoing.refresh();
            for uri in &owing {
                self.analysed(uri);
            }
            return;
        }
        for uri in owing {
            self.publish(uri, Effort::Exact);
        }
    }
}
