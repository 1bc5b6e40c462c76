//! `workspace/executeCommand`.

use super::configure::{Addition, Scope};
use super::desk::{Answer, Desk};
use super::diagnostics::range;
use super::documents::OpenDocument;
use super::pull::Report;
use crate::check::Exemption;
use crate::document::Format;
use crate::lexicon::grammar_of;
use crate::report::{Summary, Wording};
use crate::style::To;
use crate::text::LanguageTag;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::atomic::Ordering;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    ExecuteCommandParams, Position, ProgressToken, PublishDiagnosticsParams, Range, Uri, WorkspaceDocumentDiagnosticReport,
    WorkspaceEdit,
};

type Run = fn(&mut Desk, &Uri, &Value) -> Result<Value>;

/// The commands by name; `None`: without a document. `README.md` beside this file tells their arguments and answers.
pub const COMMANDS: [(&str, Option<Run>); 9] = [
    ("motjuste.checkWorkspace", None),
    ("motjuste.reload", None),
    ("motjuste.explain", None),
    ("motjuste.status", Some(Desk::status)),
    ("motjuste.showExempted", Some(Desk::show_exempted)),
    ("motjuste.preview", Some(Desk::show_preview)),
    ("motjuste.fixAll", Some(Desk::apply_fix_all)),
    ("motjuste.convertStyle", Some(Desk::convert_style)),
    ("motjuste.configure", Some(Desk::configure_document)),
];

/// Options of the commands that change something.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ChangeOptions {
    /// Ask the client to apply the edit; otherwise it is answered only.
    apply: bool,
    /// The style to write.
    to: Option<String>,
    scope: Scope,
}

impl Default for ChangeOptions {
    fn default() -> Self {
        ChangeOptions { apply: true, to: None, scope: Scope::Project }
    }
}

impl Desk {
    pub fn command(&mut self, params: ExecuteCommandParams, answer: Answer<Option<Value>>) {
        let Some((name, run)) = COMMANDS.iter().find(|c| c.0 == params.command) else {
            return answer.give(Err(Error::invalid_params(format!("there is no command {}", params.command))));
        };
        let first = params.arguments.first();
        let more = params.arguments.get(1).unwrap_or(&Value::Null);
        let run = match (*name, run) {
            ("motjuste.checkWorkspace", _) => {
                let with_diagnostics = first.and_then(|o| o.get("diagnostics")).and_then(Value::as_bool).unwrap_or(false);
                return self.check_workspace(params.work_done_progress_params.work_done_token, with_diagnostics, answer);
            }
            ("motjuste.explain", _) => {
                let Some(code) = first.and_then(Value::as_str) else {
                    return answer.give(Err(Error::invalid_params("the first argument is the code of an entry")));
                };
                let document = uri_of(more);
                return answer.give(self.explain(code, document.as_ref()).map(Some));
            }
            (_, None) => {
                self.reload();
                return answer.give(Ok(None));
            }
            (_, Some(run)) => run,
        };
        let outcome = match first.and_then(uri_of) {
            Some(uri) if self.documents.contains_key(&uri) => run(self, &uri, more).map(Some),
            Some(uri) => Err(Error::invalid_params(format!("{} is not open", uri.as_str()))),
            None => Err(Error::invalid_params("the first argument is the document's URI")),
        };
        answer.give(outcome);
    }

    /// Checks every file under the roots. Answers with counts, and where that is asked for with the diagnostics of every
    /// document that has some; clients that do not pull get them pushed.
    fn check_workspace(&mut self, token: Option<ProgressToken>, with_diagnostics: bool, answer: Answer<Option<Value>>) {
        let scan = self.scan(HashMap::new(), true);
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
        let cancelled = self.begin(token.as_ref());
        let counter = self.counter.clone();
        let work = move || {
            let (mut unread, mut documents) = (Vec::new(), Vec::new());
            let mut on_file = |report: Report| {
                if let Some(summary) = report.summary {
                    total.join(&summary);
                }
                unread.extend(report.unread);
                let Some(WorkspaceDocumentDiagnosticReport::Full(full)) = report.item else { return };
                let diagnostics = full.full_document_diagnostic_report.items;
                if with_diagnostics && !diagnostics.is_empty() {
                    documents.push(json!({ "uri": full.uri, "diagnostics": diagnostics }));
                }
                if pushes && !open.contains(&full.uri) {
                    outgoing.publish(PublishDiagnosticsParams { uri: full.uri, diagnostics, version: None });
                }
            };
            let is_cancelled = || answer.is_cancelled() || cancelled.load(Ordering::Relaxed);
            let is_finished = scan.run(token.as_ref(), &is_cancelled, &mut on_file);
            counter.tell(move |desk| desk.end(token.as_ref()));
            if !is_finished {
                return answer.give(Err(Error::request_cancelled()));
            }
            total.unread = unread.len();
            let mut result = json!({ "summary": total, "unread": unread });
            if with_diagnostics {
                result["documents"] = Value::Array(documents);
            }
            answer.give(Ok(Some(result)));
        };
        // Without a thread there is no answer, which the asker hears of.
        let _ = std::thread::Builder::new().name("workspace".into()).spawn(work);
    }

    /// For a status bar: language, style, counts.
    fn status(&mut self, uri: &Uri, _: &Value) -> Result<Value> {
        let path = self.documents.get(uri).and_then(|d| d.path.clone());
        let situation = self.workspaces.situation(path.as_deref()).clone();
        let configuration = situation.setup.config.path.clone();
        let problems: Vec<String> = situation.problems.iter().map(|p| format!("{}: {}", p.path.display(), p.message)).collect();
        let format = self.documents.get(uri).and_then(OpenDocument::format).map(Format::name);
        let Some((document, rules)) = self.analysed(uri) else {
            return Ok(json!({ "checked": false, "format": format, "configuration": configuration, "problems": problems }));
        };
        let Some(analysis) = &document.analysis else { return Err(Error::internal_error()) };
        let mut summary = Summary::default();
        summary.add(&crate::check::Findings { items: analysis.findings.clone(), ..crate::check::Findings::default() });
        let directives = analysis.problems.len();
        let version = document.version;
        let is_marked = analysis.language.is_some();
        let tag = self.tag_of(uri);
        let language = tag.as_ref().and_then(LanguageTag::language);
        let styles = language.map(|l| grammar_of(l).styles()).filter(|s| !s.is_empty());
        let settings = situation.setup.config.settings_for(path.as_deref().unwrap_or(Path::new("")));
        let heads = rules.entries.heads().iter();
        let packs: BTreeMap<String, bool> =
            heads.map(|h| (h.pack.to_string(), settings.packs.get(&*h.pack).copied().unwrap_or(true))).collect();
        Ok(json!({
            "checked": true,
            "version": version,
            "format": format,
            "language": tag.as_ref().map(LanguageTag::as_str),
            "languageIsMarked": is_marked,
            "style": styles.and(language).map(|l| rules.style(l).0.as_str()),
            "styles": styles.unwrap_or_default(),
            "conversions": language.map(|l| To::names(l).collect::<Vec<_>>()).unwrap_or_default(),
            "packs": packs,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            "safe": summary.safe,
            "review": summary.review,
            "exempt": summary.exempt,
            "directives": directives,
            "configuration": configuration,
            "problems": problems,
        }))
    }

    /// What was found and let pass, with the reason.
    fn show_exempted(&mut self, uri: &Uri, _: &Value) -> Result<Value> {
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

    /// The sentences before and after each fix, of the findings at a place.
    fn show_preview(&mut self, uri: &Uri, place: &Value) -> Result<Value> {
        let place = match place {
            Value::Null => None,
            place if place.get("start").is_some() => {
                let range: Range = parse(place)?;
                Some((range.start, range.end))
            }
            place => {
                let position: Position = parse(place)?;
                Some((position, position))
            }
        };
        Ok(self.preview(uri, place))
    }

    /// All safe fixes, for clients without code actions for a whole document.
    fn apply_fix_all(&mut self, uri: &Uri, options: &Value) -> Result<Value> {
        let options: ChangeOptions = parse(options)?;
        let edit = self.fix_all(uri, None);
        self.change(edit, &options, json!({}))
    }

    /// Every inclusive form in another style; what has no clean form there is told and left.
    fn convert_style(&mut self, uri: &Uri, options: &Value) -> Result<Value> {
        let options: ChangeOptions = parse(options)?;
        let to = match options.to.as_deref() {
            Some(name) => {
                let known = || To::ALL.map(|(_, n, _)| n).join(", ");
                Some(
                    To::of(name)
                        .ok_or_else(|| Error::invalid_params(format!("there is no style {name}; known are {}", known())))?,
                )
            }
            None => None,
        };
        let Some(conversion) = self.convert(uri, to) else { return Ok(Value::Null) };
        let counts = json!({ "converted": conversion.converted, "left": conversion.left });
        self.change(conversion.edit, &options, counts)
    }

    /// Writes a decision into the configuration of the document.
    fn configure_document(&mut self, uri: &Uri, options: &Value) -> Result<Value> {
        let addition: Addition = parse(options.get("set").unwrap_or(&Value::Null))?;
        let mut options = options.clone();
        options.as_object_mut().and_then(|o| o.remove("set"));
        let options: ChangeOptions = parse(&options)?;
        let path = self.documents.get(uri).and_then(|d| d.path.clone());
        let edit = self.configuration_edit(path.as_deref(), &addition, options.scope);
        let file = self.workspaces.config_path(path.as_deref()).and_then(Uri::from_file_path);
        self.change(edit, &options, json!({ "file": file }))
    }

    /// Answers with an edit, or asks the client to apply it. `edit` in the answer is null where there is nothing to do.
    fn change(&mut self, edit: Option<WorkspaceEdit>, options: &ChangeOptions, mut answer: Value) -> Result<Value> {
        if options.apply && !self.profile.applies_edits {
            return Err(Error::invalid_params("the client cannot apply edits; say \"apply\": false"));
        }
        answer["edit"] = json!(edit);
        answer["applied"] = json!(options.apply && edit.is_some());
        if options.apply {
            edit.into_iter().for_each(|e| self.outgoing.apply(e));
        }
        Ok(answer)
    }
}

/// An argument as what it should be; nothing stands for the defaults.
fn parse<T: serde::de::DeserializeOwned>(argument: &Value) -> Result<T> {
    let argument = if argument.is_null() { json!({}) } else { argument.clone() };
    serde_json::from_value(argument).map_err(|e| Error::invalid_params(e.to_string()))
}

/// The URI of an argument: a string, or an object with `uri`.
fn uri_of(argument: &Value) -> Option<Uri> {
    argument.as_str().or_else(|| argument.get("uri")?.as_str())?.parse().ok()
}
