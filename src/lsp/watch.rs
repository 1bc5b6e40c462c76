//! Beginning and end, and what changes beside the documents: roots, settings, configurations, lexicons, files.

use super::desk::Desk;
use super::diagnostics::{MOST, of_problem};
use super::documents::{Kind, OpenDocument, path_of};
use super::profile::Profile;
use super::workspace::{Problem, slashes};
use crate::config::FILE_NAME;
use crate::document::Format;
use crate::text::LanguageTag;
use ropey::Rope;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tower_lsp::ls_types::{
    FileChangeType, FileEvent, InitializeParams, MessageType, PublishDiagnosticsParams, Registration, Uri,
    WorkspaceFoldersChangeEvent,
};

/// Ends the process when the one that started it is gone. Standard input closes then, too; but a descriptor that somebody
/// else inherited keeps it open.
pub fn end_with_parent(parent: u32) {
    #[cfg(unix)]
    {
        /// Looked at this often; costs nothing that could be measured.
        const EVERY: Duration = Duration::from_secs(3);
        // Told only where the client started us itself; behind a wrapper, another process is our parent.
        if std::os::unix::process::parent_id() != parent {
            return;
        }
        let watch = move || {
            while std::os::unix::process::parent_id() == parent {
                std::thread::sleep(EVERY);
            }
            std::process::exit(1);
        };
        // Without the thread the end of standard input is still noticed.
        let _ = std::thread::Builder::new().name("parent".into()).spawn(watch);
    }
    #[cfg(not(unix))]
    let _ = (parent, Duration::ZERO);
}

impl Desk {
    pub fn initialize(&mut self, profile: Profile, params: &InitializeParams) {
        self.profile = profile;
        let folders = params.workspace_folders.iter().flatten().map(|f| &f.uri);
        self.workspaces.roots = folders.filter_map(path_of).collect();
        #[allow(deprecated)] // Clients of before 2018 know nothing else.
        if self.workspaces.roots.is_empty()
            && let Some(root) = params.root_uri.as_ref().and_then(path_of).or(params.root_path.as_ref().map(PathBuf::from))
        {
            self.workspaces.roots.push(root);
        }
        if let Some(options) = &params.initialization_options {
            self.take_settings(options);
        }
        // The rules are ready when the first document comes.
        self.workspaces.situation(None).rules(Path::new(""));
    }

    pub fn initialized(&mut self) {
        if self.profile.watches_files {
            let globs = [format!("**/{FILE_NAME}"), "**/*.toml".to_string(), format!("**/*.{{{}}}", Format::endings().join(","))];
            let watchers: Vec<Value> = globs.iter().map(|g| json!({ "globPattern": g })).collect();
            self.outgoing.register(vec![Registration {
                id: "motjuste-files".into(),
                method: "workspace/didChangeWatchedFiles".into(),
                register_options: Some(json!({ "watchers": watchers })),
            }]);
        }
        if self.profile.configuration {
            self.ask_settings();
        }
    }

    fn ask_settings(&self) {
        let counter = self.counter.clone();
        self.outgoing.settings(move |settings| {
            counter.tell(move |desk| {
                if desk.take_settings(&settings) {
                    desk.show_anew();
                }
            });
        });
    }

    /// Settings of the client: `{ "maxDiagnostics": 500, "locale": "fr" }`, alone or under `motjuste`. Returns whether
    /// something changed.
    fn take_settings(&mut self, settings: &Value) -> bool {
        let settings = settings.get("motjuste").unwrap_or(settings);
        let before = (self.most, self.profile.locale);
        if let Some(most) = settings.get("maxDiagnostics").and_then(Value::as_u64) {
            self.most = usize::try_from(most).unwrap_or(MOST);
        }
        if let Some(locale) = settings.get("locale").and_then(Value::as_str) {
            self.profile.locale = LanguageTag::parse(locale).and_then(|t| t.language());
        }
        before != (self.most, self.profile.locale)
    }

    pub fn settings_changed(&mut self, settings: Value) {
        if self.take_settings(&settings) {
            self.show_anew();
        }
        // Clients that keep settings to themselves send nothing here and wait to be asked.
        if self.profile.configuration {
            self.ask_settings();
        }
    }

    pub fn folders_changed(&mut self, event: WorkspaceFoldersChangeEvent) {
        let removed: Vec<PathBuf> = event.removed.iter().filter_map(|f| path_of(&f.uri)).collect();
        self.workspaces.roots.retain(|r| !removed.contains(r));
        self.workspaces.roots.extend(event.added.iter().filter_map(|f| path_of(&f.uri)));
        self.reload();
    }

    pub fn close(&mut self, uri: &Uri) {
        let Some(document) = self.documents.remove(uri) else { return };
        self.epoch += 1;
        // What was pushed for it stays on the screen until it is taken back.
        if !self.profile.pulls && document.kind != Kind::Other {
            self.outgoing.publish(PublishDiagnosticsParams { uri: uri.clone(), diagnostics: Vec::new(), version: None });
        }
        if matches!(document.kind, Kind::Configuration | Kind::Toml) {
            self.pushed_problems.clear();
            self.told.clear();
        }
    }

    pub fn saved(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else { return };
        if self.is_configuration(&path) {
            self.reload();
        }
    }

    pub fn files_changed(&mut self, changes: &[FileEvent]) {
        let paths: Vec<PathBuf> = changes.iter().filter_map(|c| path_of(&c.uri)).collect();
        let may_name = |c: &FileEvent| c.typ != FileChangeType::CHANGED;
        let is_new_configuration = changes.iter().any(|c| may_name(c) && c.uri.as_str().ends_with(FILE_NAME));
        self.epoch += 1;
        if is_new_configuration || paths.iter().any(|p| self.is_configuration(p)) {
            self.reload();
        } else if paths.iter().any(|p| !self.is_open(p)) && self.profile.pulls && self.profile.refreshes {
            self.outgoing.refresh();
        }
    }

    pub fn is_open(&self, path: &Path) -> bool {
        self.documents.values().any(|d| d.path.as_deref() == Some(path))
    }

    fn is_configuration(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|n| n == FILE_NAME) || self.workspaces.lexicons().iter().any(|l| slashes(l) == slashes(path))
    }

    /// Reads configurations and lexicons again, and checks what is open.
    pub fn reload(&mut self) {
        self.workspaces.reload();
        self.known.clear();
        self.documents.values_mut().for_each(OpenDocument::forget);
        self.show_anew();
    }

    /// Tells the diagnostics of all open documents anew.
    fn show_anew(&mut self) {
        self.epoch += 1;
        self.documents.values_mut().for_each(OpenDocument::touch);
        self.to_push.extend(self.documents.keys().cloned());
        if self.profile.pulls && self.profile.refreshes {
            self.outgoing.refresh();
        }
    }

    /// Says what is wrong with configurations and lexicons: once to the person, and as diagnostics in the file.
    pub fn tell_problems(&mut self) {
        let problems = self.workspaces.problems();
        if problems == self.told {
            return;
        }
        for problem in problems.iter().filter(|p| !self.told.contains(p)) {
            let line = problem.line.map_or(String::new(), |l| format!(":{l}"));
            let roots = &self.workspaces.roots;
            let inside = roots.iter().find_map(|r| problem.path.strip_prefix(r).ok()).unwrap_or(&problem.path);
            // The mend first: a notification may show one line of it.
            let text = format!("{}{line}: {}; the last good configuration stays in force", inside.display(), problem.message);
            self.outgoing.show(MessageType::WARNING, text);
        }
        if !self.profile.pulls {
            self.push_problems(&problems);
        }
        self.told = problems;
    }

    fn push_problems(&mut self, problems: &[Problem]) {
        let files: BTreeSet<PathBuf> = problems.iter().map(|p| p.path.clone()).collect();
        let before = std::mem::replace(&mut self.pushed_problems, files.clone());
        for path in files.union(&before) {
            // An open file is told about as it stands in the editor.
            if self.is_open(path) {
                continue;
            }
            let Some(uri) = Uri::from_file_path(path) else { continue };
            let text = Rope::from_str(&std::fs::read_to_string(path).unwrap_or_default());
            let own = problems.iter().filter(|p| p.path == *path);
            let diagnostics = own.map(|p| of_problem(p, &text, self.profile.encoding)).collect();
            self.outgoing.publish(PublishDiagnosticsParams { uri, diagnostics, version: None });
        }
    }
}
