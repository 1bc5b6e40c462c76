//! `textDocument/codeAction` and `codeAction/resolve`.
//!
//! Everything is made from our own text and the range of the request. The diagnostics that the client sends along are not
//! used for edits: some clients send their ranges in another unit.

use super::configure::{Addition, Scope};
use super::desk::Desk;
use super::diagnostics::{locale, of_finding, range};
use super::documents::{OpenDocument, line_position};
use super::positions::bytes_of;
use super::profile::Profile;
use super::style;
use super::suppress;
use crate::check::{Applicability, Exemption, Finding, Fix, RuleSet};
use crate::document::SourceEdit;
use crate::fix::{Reach, fix_only, select, splice};
use crate::report::Wording;
use crate::style::To;
use crate::text::Language;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

/// What a lazily made action will do; travels as `data` through the client and back. Without nulls and empty objects: Neovim
/// knows neither and gives back an empty list.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pending {
    uri: Uri,
    /// Of the document, when the action was offered.
    stamp: u64,
    what: What,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    FixAll,
    /// All safe fixes of one entry.
    FixEntry(String),
    /// Written into the configuration.
    Configure(Addition),
    /// Into an inclusive style.
    Style(String),
}

const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.motjuste");

pub fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, FIX_ALL, CodeActionKind::new(style::CONVERT)]
}

/// Whether actions of a kind were asked for: a kind asks for all that are below it (`source` for `source.fixAll`).
pub fn is_wanted(kind: &CodeActionKind, only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|only| {
        only.iter().any(|o| {
            let (kind, o) = (kind.as_str(), o.as_str());
            o.is_empty() || kind == o || kind.strip_prefix(o).is_some_and(|rest| rest.starts_with('.'))
        })
    })
}

impl Desk {
    pub fn code_actions(&mut self, params: &CodeActionParams) -> Option<CodeActionResponse> {
        // A client that knows only commands would run the edit's title.
        if !self.profile.has_code_actions {
            return None;
        }
        let uri = &params.text_document.uri;
        let only = params.context.only.as_deref();
        let profile = self.profile.clone();
        let (document, rules) = self.analysed(uri)?;
        let place =
            bytes_of(&document.text, line_position(params.range.start), line_position(params.range.end), profile.encoding);
        let findings = document.analysis.as_ref().map_or(&[][..], |a| &a.findings);
        let touched: Vec<Finding> = findings
            .iter()
            .filter(|f| f.is_reported() && f.span.start.0 <= place.end && place.start <= f.span.end.0)
            .cloned()
            .collect();
        let safe = || findings.iter().filter(|f| f.is_reported() && f.safe_fix().is_some());
        let mut counts: HashMap<usize, usize> = HashMap::new();
        safe().for_each(|f| *counts.entry(f.entry).or_default() += 1);
        let language = touched.first().or_else(|| safe().next()).map(|f| f.language);
        let stamp = document.stamp;
        let mut actions = Vec::new();
        if is_wanted(&CodeActionKind::QUICKFIX, only) {
            self.mend_directives(uri, &place, &mut actions);
            for finding in &touched {
                self.quick_fixes(uri, finding, &rules, &profile, &mut actions);
                let wording = Wording::of(locale(&profile, finding));
                let entry = &rules.entries[finding.entry].id;
                if counts.get(&finding.entry).is_some_and(|n| *n > 1) {
                    let title = wording.editor("fix-entry").replace("{entry}", entry);
                    self.lazy(title, CodeActionKind::QUICKFIX, uri, stamp, What::FixEntry(entry.clone()), &mut actions);
                }
                self.suppressions(uri, stamp, finding, entry, wording, &mut actions);
            }
        }
        if is_wanted(&FIX_ALL, only) && !counts.is_empty() {
            let title = Wording::of(profile.locale.or(language).unwrap_or(Language::En)).editor("fix-all").to_string();
            self.lazy(title, FIX_ALL, uri, stamp, What::FixAll, &mut actions);
        }
        self.style_actions(uri, only, &mut actions);
        // The same offer for two findings of one range is one offer.
        let mut seen = Vec::new();
        actions.retain(|a: &CodeAction| {
            let is_new = !seen.contains(&a.title);
            seen.push(a.title.clone());
            is_new
        });
        Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect())
    }

    fn quick_fixes(&self, uri: &Uri, finding: &Finding, rules: &RuleSet, profile: &Profile, actions: &mut Vec<CodeAction>) {
        let Some(document) = self.documents.get(uri) else { return };
        let diagnostic = of_finding(uri, &document.text, finding, rules, profile);
        for (n, fix) in finding.fixes.iter().enumerate() {
            let is_safe = fix.applicability == Applicability::Safe;
            actions.push(CodeAction {
                title: title(document, finding, fix, profile),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic.clone()]),
                edit: Some(self.edit(uri.clone(), Some(document.version), self.text_edits(document, &fix.edits))),
                is_preferred: (profile.knows_preferred && n == 0 && is_safe).then_some(true),
                ..CodeAction::default()
            });
        }
    }

    fn suppressions(
        &mut self,
        uri: &Uri,
        stamp: u64,
        finding: &Finding,
        entry: &str,
        wording: &Wording,
        actions: &mut Vec<CodeAction>,
    ) {
        let Some(document) = self.documents.get(uri) else { return };
        let Some(format) = document.format() else { return };
        let reason = wording.editor("reason");
        let title = wording.editor("ignore-here").replace("{found}", &finding.text);
        let name = match &finding.exemption {
            Some(Exemption::LikelyName(name)) => Some(name.clone()),
            _ => suppress::name_around(&document.text, finding),
        };
        let has_path = document.path.is_some();
        if let Some((at, comment)) = suppress::comment(&document.text, format, finding, entry, reason) {
            let span = crate::text::SourceSpan::new(at, at);
            let edits = self.text_edits(document, &[SourceEdit { span, text: comment }]);
            actions.push(CodeAction {
                title,
                kind: Some(CodeActionKind::QUICKFIX),
                edit: Some(self.edit(uri.clone(), Some(document.version), edits)),
                ..CodeAction::default()
            });
        } else if has_path {
            let addition = Addition::Ignore { entry: entry.into(), text: finding.text.clone(), reason: reason.into() };
            self.configure(title, uri, stamp, addition, actions);
        }
        if let Some(name) = name {
            let title = wording.editor("protect").replace("{name}", &name);
            self.configure(title, uri, stamp, Addition::Name { name }, actions);
        }
        let title = wording.editor("ignore-project").replace("{entry}", entry);
        self.configure(title, uri, stamp, Addition::Off { entry: entry.into() }, actions);
    }

    /// An edit of the configuration; offered only where it can be made.
    fn configure(&mut self, title: String, uri: &Uri, stamp: u64, addition: Addition, actions: &mut Vec<CodeAction>) {
        let path = self.documents.get(uri).and_then(|d| d.path.clone());
        if self.configuration_edit(path.as_deref(), &addition, Scope::Project).is_some() {
            self.lazy(title, CodeActionKind::QUICKFIX, uri, stamp, What::Configure(addition), actions);
        }
    }

    /// An action whose edit is made when it is chosen, for clients that ask then; for the others now.
    pub fn lazy(
        &mut self,
        title: String,
        kind: CodeActionKind,
        uri: &Uri,
        stamp: u64,
        what: What,
        actions: &mut Vec<CodeAction>,
    ) {
        let mut action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
        let pending = Pending { uri: uri.clone(), stamp, what };
        if self.profile.resolves_edits {
            action.data = serde_json::to_value(pending).ok();
        } else {
            action.edit = self.pending_edit(&pending);
            if action.edit.is_none() {
                return;
            }
        }
        actions.push(action);
    }

    /// `codeAction/resolve`. What was offered for a text that has changed meanwhile is refused.
    pub fn resolve(&mut self, mut action: CodeAction) -> Result<CodeAction> {
        // Some clients ask for actions, too, that have their edit already.
        let Some(data) = action.data.clone().filter(|_| action.edit.is_none()) else { return Ok(action) };
        let pending: Pending =
            serde_json::from_value(data).map_err(|e| Error::invalid_params(format!("data of another server: {e}")))?;
        if self.documents.get(&pending.uri).is_none_or(|d| d.stamp != pending.stamp) {
            return Err(Error::content_modified());
        }
        action.edit = self.pending_edit(&pending);
        Ok(action)
    }

    fn pending_edit(&mut self, pending: &Pending) -> Option<WorkspaceEdit> {
        match &pending.what {
            What::FixAll => self.fix_all(&pending.uri, None),
            What::FixEntry(entry) => self.fix_all(&pending.uri, Some(entry)),
            What::Configure(addition) => {
                let path = self.documents.get(&pending.uri)?.path.clone();
                self.configuration_edit(path.as_deref(), addition, Scope::Project)
            }
            What::Style(name) => self.convert(&pending.uri, To::of(name))?.edit,
        }
    }

    /// All safe fixes of a document, or those of one entry, as `fix` makes them.
    pub fn fix_all(&mut self, uri: &Uri, entry: Option<&str>) -> Option<WorkspaceEdit> {
        let (document, rules) = self.analysed(uri)?;
        let (format, text) = (document.format()?, document.text.to_string());
        let hints = self.hints_of(uri)?;
        let wanted = |f: &Finding| entry.is_none_or(|e| rules.entries[f.entry].id == e);
        let fixed = fix_only(&text, format, &rules, &hints, Reach::Safe, &wanted);
        let document = self.documents.get(uri)?;
        let findings = &document.analysis.as_ref()?.findings;
        let found = crate::check::Findings { items: findings.clone(), ..crate::check::Findings::default() };
        let (edits, _) = select(&found, Reach::Safe, &wanted);
        // One round of fixes may put another within reach; then what differs is replaced line by line.
        let edits = if splice(&text, &edits) == fixed.text { edits } else { by_lines(&text, &fixed.text) };
        if edits.is_empty() {
            return None;
        }
        Some(self.edit(uri.clone(), Some(document.version), self.text_edits(document, &edits)))
    }

    pub fn text_edits(&self, document: &OpenDocument, edits: &[SourceEdit]) -> Vec<TextEdit> {
        let edit =
            |e: &SourceEdit| TextEdit { range: range(&document.text, e.span, self.profile.encoding), new_text: e.text.clone() };
        edits.iter().map(edit).collect()
    }

    /// Edits of one document, for the version they were made for where the client can say so.
    pub fn edit(&self, uri: Uri, version: Option<i32>, edits: Vec<TextEdit>) -> WorkspaceEdit {
        if self.profile.versioned_edits {
            let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
            let edits = edits.into_iter().map(OneOf::Left).collect();
            let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
            WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
        } else {
            WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
        }
    }

    /// An edit that makes a file; nothing where the client cannot make any.
    pub fn edit_of_new_file(&self, uri: Uri, edit: TextEdit) -> Option<WorkspaceEdit> {
        if !self.profile.versioned_edits || !self.profile.creates_files {
            return None;
        }
        let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
        let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
        let operations = vec![
            DocumentChangeOperation::Op(ResourceOp::Create(create)),
            DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] }),
        ];
        Some(WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() })
    }
}

/// The title of a fix: what will stand there, when it is the right one, and what to look at afterwards.
fn title(document: &OpenDocument, finding: &Finding, fix: &Fix, profile: &Profile) -> String {
    let wording = Wording::of(locale(profile, finding));
    let mut title = if fix.title.is_empty() {
        wording.editor("delete").replace("{found}", &finding.text)
    } else {
        wording.editor("replace").replace("{say}", &fix.title)
    };
    if !fix.note.is_empty() {
        title.push_str(&format!(" — {}", fix.note));
    }
    let mut words: Vec<String> = Vec::new();
    for (kind, span) in &fix.doubts {
        let bytes = span.range();
        let word = document.text.get_byte_slice(bytes).map(|s| s.to_string()).unwrap_or_default();
        let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
        let word = if word.is_empty() {
            wording.doubt(*kind).to_string()
        } else {
            format!("{}{word}{}", wording.quotes[0], wording.quotes[1])
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if !words.is_empty() {
        title.push_str(&format!(" ({})", wording.editor("check").replace("{words}", &words.join(", "))));
    }
    title
}

/// What differs between two texts, as replacements of lines.
fn by_lines(old: &str, new: &str) -> Vec<SourceEdit> {
    let diff = similar::TextDiff::from_lines(old, new);
    fn starts<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<usize> {
        let mut starts = vec![0];
        starts.extend(lines.scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        }));
        starts
    }
    let (olds, news) = (starts(diff.iter_old_slices()), starts(diff.iter_new_slices()));
    let at = |starts: &[usize], line: usize| starts.get(line).copied().or(starts.last().copied()).unwrap_or(0);
    let mut edits = Vec::new();
    for op in diff.ops().iter().filter(|op| !matches!(op, similar::DiffOp::Equal { .. })) {
        let (o, n) = (op.old_range(), op.new_range());
        let span = crate::text::SourceSpan::new(at(&olds, o.start), at(&olds, o.end));
        edits.push(SourceEdit { span, text: new[at(&news, n.start)..at(&news, n.end)].to_string() });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_asks_for_those_below_it() {
        let wanted = |only: &'static str| is_wanted(&FIX_ALL, Some(&[CodeActionKind::new(only)]));
        assert!(wanted("source") && wanted("source.fixAll") && wanted("source.fixAll.motjuste") && wanted(""));
        assert!(!wanted("quickfix") && !wanted("source.fix") && !wanted("source.fixAll.other"));
        assert!(is_wanted(&FIX_ALL, None));
    }

    #[test]
    fn lines_that_differ_are_replaced() {
        for (old, new) in [("a\nb\nc\n", "a\nX\nc\n"), ("a\r\nb", "a\r\nb\r\nc"), ("", "x"), ("a\nb\n", "b\n"), ("x", "")] {
            assert_eq!(splice(old, &by_lines(old, new)), new, "{old:?}");
        }
    }
}
