//! What the client can do, as far as the server cares: read once from `initialize`.

use super::positions::Encoding;
use crate::text::{Language, LanguageTag};
use tower_lsp::ls_types::InitializeParams;

/// The client's abilities.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub encoding: Encoding,
    /// It pulls diagnostics; then none are pushed.
    pub pulls: bool,
    /// It pulls again when asked to.
    pub refreshes: bool,
    /// It resolves the edit of a code action, and keeps the action's data until then.
    pub resolves_edits: bool,
    /// It knows code actions, not only commands.
    pub has_code_actions: bool,
    /// It knows `isPreferred`.
    pub knows_preferred: bool,
    /// It takes edits that name the version they belong to.
    pub versioned_edits: bool,
    /// It can make files in an edit.
    pub creates_files: bool,
    pub diagnostic_links: bool,
    pub diagnostic_data: bool,
    pub diagnostic_tags: bool,
    pub related_information: bool,
    pub hover_markdown: bool,
    /// It lets the server choose the files to watch.
    pub watches_files: bool,
    pub configuration: bool,
    pub applies_edits: bool,
    /// Of its user interface, where it is one of the five.
    pub locale: Option<Language>,
}

impl Profile {
    pub fn of(params: &InitializeParams) -> Profile {
        let caps = &params.capabilities;
        let text = caps.text_document.as_ref();
        let workspace = caps.workspace.as_ref();
        let offered = caps.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or_default();
        let names: Vec<&str> = offered.iter().map(|e| e.as_str()).collect();
        let publish = text.and_then(|t| t.publish_diagnostics.as_ref());
        let pull = text.and_then(|t| t.diagnostic.as_ref());
        let pulls = pull.is_some();
        let actions = text.and_then(|t| t.code_action.as_ref());
        let edit = workspace.and_then(|w| w.workspace_edit.as_ref());
        let resolves = actions.and_then(|a| a.resolve_support.as_ref()).is_some_and(|r| r.properties.iter().any(|p| p == "edit"));
        let markdown = |formats: &[tower_lsp::ls_types::MarkupKind]| formats.contains(&tower_lsp::ls_types::MarkupKind::Markdown);
        let links = publish.and_then(|p| p.code_description_support);
        let data = publish.and_then(|p| p.data_support);
        Profile {
            encoding: Encoding::choose(names),
            pulls,
            refreshes: workspace.and_then(|w| w.diagnostics.as_ref()).and_then(|d| d.refresh_support).unwrap_or(false),
            resolves_edits: resolves && actions.and_then(|a| a.data_support).unwrap_or(false),
            has_code_actions: actions.is_some_and(|a| a.code_action_literal_support.is_some()),
            knows_preferred: actions.and_then(|a| a.is_preferred_support).unwrap_or(false),
            versioned_edits: edit.and_then(|e| e.document_changes).unwrap_or(false),
            creates_files: edit
                .and_then(|e| e.resource_operations.as_ref())
                .is_some_and(|r| r.contains(&tower_lsp::ls_types::ResourceOperationKind::Create)),
            // Clients that pull state these abilities for publishing only, or for both.
            diagnostic_links: pull.and_then(|p| p.code_description_support).or(links).unwrap_or(pulls),
            diagnostic_data: pull.and_then(|p| p.data_support).or(data).unwrap_or(pulls),
            diagnostic_tags: publish.and_then(|p| p.tag_support.as_ref()).is_some(),
            related_information: pull
                .and_then(|p| p.related_information)
                .or(publish.and_then(|p| p.related_information))
                .unwrap_or(false),
            hover_markdown: text.and_then(|t| t.hover.as_ref()).and_then(|h| h.content_format.as_deref()).is_some_and(markdown),
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .and_then(|d| d.dynamic_registration)
                .unwrap_or(false),
            configuration: workspace.and_then(|w| w.configuration).unwrap_or(false),
            applies_edits: workspace.and_then(|w| w.apply_edit).unwrap_or(false),
            locale: params.locale.as_deref().and_then(LanguageTag::parse).and_then(|t| t.language()),
        }
    }
}
