//! The requests and notifications of the protocol, each handed to the desk. What the server can do is said here.

use super::code_actions;
use super::commands::COMMANDS;
use super::desk::{Counter, Desk};
use super::documents::OpenDocument;
use super::profile::Profile;
use super::watch;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

pub struct Handlers {
    desk: Counter,
    /// The client said `shutdown`.
    polite: Arc<AtomicBool>,
}

impl Handlers {
    pub fn new(desk: Counter, polite: Arc<AtomicBool>) -> Handlers {
        Handlers { desk, polite }
    }
}

impl Handlers {
    /// `window/workDoneProgress/cancel`, which the framework does not know.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.desk.tell(move |desk| desk.cancel_progress(&params.token));
    }
}

impl Drop for Handlers {
    fn drop(&mut self) {
        self.desk.tell(|desk| desk.is_closed = true);
    }
}

fn capabilities(profile: &Profile) -> ServerCapabilities {
    let work_done_progress_options = WorkDoneProgressOptions::default();
    let diagnostics = DiagnosticOptions {
        identifier: Some("motjuste".into()),
        inter_file_dependencies: false,
        workspace_diagnostics: true,
        work_done_progress_options,
    };
    ServerCapabilities {
        position_encoding: Some(PositionEncodingKind::new(profile.encoding.name())),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        // Never both: a client that can pull is not pushed to.
        diagnostic_provider: profile.pulls.then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(code_actions::kinds()),
            resolve_provider: Some(true),
            work_done_progress_options,
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions { resolve_provider: Some(false), ..CompletionOptions::default() }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: COMMANDS.iter().map(|c| c.0.to_string()).collect(),
            work_done_progress_options,
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

impl LanguageServer for Handlers {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let profile = Profile::of(&params);
        let capabilities = capabilities(&profile);
        if let Some(parent) = params.process_id {
            watch::end_with_parent(parent);
        }
        self.desk.tell(move |desk| desk.initialize(profile, &params));
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo { name: "motjuste".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.desk.tell(|desk| desk.initialized());
    }

    async fn shutdown(&self) -> Result<()> {
        self.polite.store(true, Ordering::Relaxed);
        self.desk.tell(Desk::release);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.desk.tell(move |desk| {
            let document = OpenDocument::open(params.text_document);
            desk.to_push.insert(document.uri.clone());
            desk.documents.insert(document.uri.clone(), document);
        });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.desk.tell(move |desk| {
            let encoding = desk.profile.encoding;
            let id = params.text_document;
            // A change of a document that was never opened has no text to change.
            if let Some(document) = desk.documents.get_mut(&id.uri) {
                document.change(id.version, params.content_changes, encoding);
                desk.to_push.insert(id.uri);
            }
        });
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.desk.tell(move |desk| desk.saved(&params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.desk.tell(move |desk| desk.close(&params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.desk.tell(move |desk| desk.files_changed(&params.changes));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.desk.tell(move |desk| desk.settings_changed(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.desk.tell(move |desk| desk.folders_changed(params.event));
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.desk.ask(move |desk| Ok(desk.pull(&params))).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.desk.ask_later(move |desk, answer| desk.pull_workspace(params, answer)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.desk.ask(move |desk| Ok(desk.code_actions(&params))).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.desk.ask(move |desk| desk.resolve(action)).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.desk.ask(move |desk| Ok(desk.hover(&params.text_document_position_params))).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.desk.ask(move |desk| Ok(desk.completion(&params.text_document_position))).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        self.desk.ask_later(move |desk, answer| desk.command(params, answer)).await
    }
}
