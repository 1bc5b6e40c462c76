//! `motjuste.choices` and `motjuste.configure`: what an editor's menus offer, and the edit of `motjuste.toml` that a choice
//! means. The edit is given back, not applied: the editor saves the file behind it, so that it is in force at once.

use super::commands::uri_of;
use super::desk::Desk;
use super::suppress::Addition;
use super::workspace::slashes;
use crate::lexicon::grammar_of;
use crate::text::Language;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

impl Desk {
    /// Languages, the styles of each (the default first), and the packs with whether they are on for the document.
    pub fn choices(&mut self, uri: &Uri) -> Result<Value> {
        let document = self.documents.get(uri);
        let path = document.and_then(|d| d.path.clone());
        let name = document.map(|d| d.path_or_name().to_path_buf()).unwrap_or_default();
        let situation = self.workspaces.situation(path.as_deref()).clone();
        let rules = situation.rules(&name).ok_or_else(Error::internal_error)?;
        let settings = situation.setup.config.settings_for(&name);
        let packs: BTreeSet<String> = rules.entries.heads().iter().map(|h| h.pack.to_string()).collect();
        let packs: Vec<Value> =
            packs.iter().map(|p| json!({ "name": p, "on": settings.packs.get(p).copied().unwrap_or(true) })).collect();
        let styles: Map<String, Value> = Language::ALL
            .iter()
            .filter(|l| !grammar_of(**l).styles().is_empty())
            .map(|l| (l.code().to_string(), json!(grammar_of(*l).styles())))
            .collect();
        let languages: Vec<&str> = Language::ALL.iter().map(|l| l.code()).collect();
        Ok(json!({ "languages": languages, "styles": styles, "packs": packs, "configuration": situation.setup.config.path }))
    }

    /// The arguments are a document's URI, an [`Addition`], and whether it is for this document only. Answers with a
    /// `WorkspaceEdit`, or null where the configuration says so already or cannot be edited.
    pub fn configure_by_command(&mut self, arguments: &[Value]) -> Result<Value> {
        let uri = arguments
            .first()
            .and_then(uri_of)
            .ok_or_else(|| Error::invalid_params("the first argument is the document's URI"))?;
        let addition = arguments.get(1).cloned().unwrap_or_default();
        let addition: Addition = serde_json::from_value(addition)
            .map_err(|e| Error::invalid_params(format!("the second argument is no setting: {e}")))?;
        let path = super::documents::path_of(&uri);
        let addition = match (&path, arguments.get(2).and_then(Value::as_bool)) {
            (Some(path), Some(true)) => Addition::For { path: slashes(path), what: Box::new(addition) },
            (None, Some(true)) => return Err(Error::invalid_params("a document that is no file has no settings of its own")),
            _ => addition,
        };
        let edit = self.configuration_edit(path.as_deref(), &addition);
        serde_json::to_value(edit).map_err(|_| Error::internal_error())
    }
}
