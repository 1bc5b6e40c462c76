//! `workspace/executeCommand`.

use super::desk::{Answer, Desk};
use super::diagnostics::range;
use super::pull::Report;
use crate::check::{Exemption, detect};
use crate::lexicon::grammar_of;
use crate::report::{Summary, Wording};
use crate::text::Language;
use serde_json::{Value, json};
use std::collections::HashMap;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    ExecuteCommandParams, ProgressToken, PublishDiagnosticsParams, Uri, WorkspaceDocumentDiagnosticReport,
};

type Run = fn(&mut Desk, &Uri) -> Result<Value>;

/// The commands by name; `None`: without a document.
pub const COMMANDS: [(&str, Option<Run>); 5] = [
    ("motjuste.checkWorkspace", None),
    ("motjuste.reload", None),
    ("motjuste.status", Some(Desk::status)),
    ("motjuste.showExempted", Some(Desk::show_exempted)),
    ("motjuste.fixAll", Some(Desk::apply_fix_all)),
];

impl Desk {
    pub fn command(&mut self, params: ExecuteCommandParams, answer: Answer<Option<Value>>) {
        let Some((name, run)) = COMMANDS.iter().find(|c| c.0 == params.command) else {
            return answer.give(Err(Error::invalid_params(format!("there is no command {}", params.command))));
        };
        let run = match (*name, run) {
            ("motjuste.checkWorkspace", _) => {
                return self.check_workspace(params.work_done_progress_params.work_done_token, answer);
            }
            (_, None) => {
                self.reload();
                return answer.give(Ok(None));
            }
            (_, Some(run)) => run,
        };
        let outcome = match params.arguments.first().and_then(uri_of) {
            Some(uri) if self.documents.contains_key(&uri) => run(self, &uri).map(Some),
            Some(uri) => Err(Error::invalid_params(format!("{} is not open", uri.as_str()))),
            None => Err(Error::invalid_params("the first argument is the document's URI")),
        };
        answer.give(outcome);
    }

    /// Checks every file under the roots. Answers with counts; clients that do not pull get the diagnostics pushed.
    fn check_workspace(&mut self, token: Option<ProgressToken>, answer: Answer<Option<Value>>) {
        let scan = self.scan(HashMap::new());
        let outgoing = self.outgoing.clone();
        let pushes = !self.profile.pulls;
        let open: Vec<Uri> = self.documents.keys().cloned().collect();
        let mut total = Summary::default();
        for uri in &open {
            if let Some((document, _)) = self.analysed(uri)
                && let Some(analysis) = &document.analysis
            {
                total.add(&crate::check::Findings { items: analysis.findings.clone(), ..crate::check::Findings::default() });
            }
        }
        let work = move || {
            let mut unread = Vec::new();
            let mut on_file = |report: Report| {
                if let Some(summary) = report.summary {
                    total.join(&summary);
                }
                unread.extend(report.unread);
                if let Some(WorkspaceDocumentDiagnosticReport::Full(full)) = report.item
                    && pushes
                    && !open.contains(&full.uri)
                {
                    let diagnostics = full.full_document_diagnostic_report.items;
                    outgoing.publish(PublishDiagnosticsParams { uri: full.uri, diagnostics, version: None });
                }
            };
            if scan.run(token.as_ref(), &|| answer.is_cancelled(), &mut on_file) {
                total.unread = unread.len();
                answer.give(Ok(Some(json!({ "summary": total, "unread": unread }))));
            }
        };
        // Without a thread there is no answer, which the asker hears of.
        let _ = std::thread::Builder::new().name("workspace".into()).spawn(work);
    }

    /// For a status bar: language, style, counts.
    fn status(&mut self, uri: &Uri) -> Result<Value> {
        let path = self.documents.get(uri).and_then(|d| d.path.clone());
        let situation = self.workspaces.situation(path.as_deref()).clone();
        let configuration = situation.setup.config.path.clone();
        let problems: Vec<String> = situation.problems.iter().map(|p| format!("{}: {}", p.path.display(), p.message)).collect();
        let Some((document, rules)) = self.analysed(uri) else {
            return Ok(json!({ "checked": false, "configuration": configuration, "problems": problems }));
        };
        let Some(analysis) = &document.analysis else { return Err(Error::internal_error()) };
        let mut summary = Summary::default();
        summary.add(&crate::check::Findings { items: analysis.findings.clone(), ..crate::check::Findings::default() });
        let beginning: String = document.text.chars().take(4000).collect();
        let format = document.format().map(|f| f.name());
        let marked = analysis.language.clone();
        let name = document.path_or_name().to_path_buf();
        let version = document.version;
        let hints = if path.is_some() { self.workspaces.hints(&situation, &name) } else { situation.setup.hints_for(&name) };
        let known = marked.or(hints.path).or(hints.option).or(hints.configuration).map(|t| t.as_str().to_string());
        let language = known.or_else(|| detect(&beginning).tag.map(|t| t.as_str().to_string()));
        let style = language
            .as_deref()
            .and_then(|l| Language::from_code(l.split('-').next().unwrap_or_default()))
            .filter(|l| !grammar_of(*l).styles().is_empty())
            .map(|l| rules.style(l).0.clone());
        Ok(json!({
            "checked": true,
            "version": version,
            "format": format,
            "language": language,
            "style": style,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            "safe": summary.safe,
            "review": summary.review,
            "exempt": summary.exempt,
            "configuration": configuration,
            "problems": problems,
        }))
    }

    /// What was found and let pass, with the reason.
    fn show_exempted(&mut self, uri: &Uri) -> Result<Value> {
        let profile = self.profile.clone();
        let Some((document, rules)) = self.analysed(uri) else { return Ok(json!([])) };
        let findings = document.analysis.as_ref().map_or(&[][..], |a| &a.findings);
        let exempted = findings.iter().filter(|f| !f.is_reported()).map(|f| {
            let wording = Wording::of(profile.locale.unwrap_or(f.language));
            json!({
                "range": range(&document.text, f.span, profile.encoding),
                "text": f.text,
                "entry": rules.entries[f.entry].id,
                "kind": f.exemption.as_ref().map(Exemption::name),
                "reason": f.exemption.as_ref().map(|e| wording.exemption(e)),
            })
        });
        Ok(Value::Array(exempted.collect()))
    }

    /// All safe fixes, for clients without code actions for a whole document.
    fn apply_fix_all(&mut self, uri: &Uri) -> Result<Value> {
        if !self.profile.applies_edits {
            return Err(Error::invalid_params("the client cannot apply edits"));
        }
        let edit = self.fix_all(uri, None);
        let is_something = edit.is_some();
        edit.into_iter().for_each(|e| self.outgoing.apply(e));
        Ok(json!(is_something))
    }
}

/// The URI of an argument: a string, or an object with `uri`.
fn uri_of(argument: &Value) -> Option<Uri> {
    argument.as_str().or_else(|| argument.get("uri")?.as_str())?.parse().ok()
}
