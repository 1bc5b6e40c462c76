//! `textDocument/diagnostic` and `workspace/diagnostic`: a client that asks again is told `unchanged`, at the cost of looking
//! a number up. A workspace is read on a thread of its own, so that nobody who types waits for it. Where the client tells of
//! changed files, a pull of the workspace for which there is nothing new is held until there is, as the protocol proposes
//! ("Workspace Diagnostics"): Visual Studio Code asks again two seconds after every answer.

use super::desk::{Answer, Desk};
use super::diagnostics::{Shown, of_problem, of_shown};
use super::documents::{OpenDocument, path_of};
use super::incremental::Effort;
use super::outgoing::Outgoing;
use super::profile::Profile;
use super::workspace::{Problem, Workspaces};
use crate::check::check;
use crate::config::FILE_NAME;
use crate::document::{Document, Format, Source};
use crate::report::Summary;
use crate::text::{Language, LanguageTag};
use ignore::WalkBuilder;
use ropey::Rope;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::SystemTime;
use tower_lsp::jsonrpc::Error;
use tower_lsp::ls_types::*;

/// Larger files are not read unasked.
const LARGEST: u64 = 32 << 20;
/// Parts of a result hold this many documents.
const PART: usize = 32;

/// What is known of a file that is not open.
#[derive(Debug, Clone)]
pub struct Known {
    modified: Option<SystemTime>,
    length: u64,
    result_id: String,
    summary: Summary,
}

/// What a client knows that pulled the workspace.
#[derive(Debug)]
pub struct Polled {
    /// Of the desk, when it was told.
    epoch: u64,
    /// The names of the diagnostics by document.
    told: HashMap<Uri, String>,
}

/// A pull of the workspace that waits for news.
pub struct Held {
    params: WorkspaceDiagnosticParams,
    answer: Answer<WorkspaceDiagnosticReportResult>,
    /// What the client knows, by document.
    previous: HashMap<Uri, String>,
    /// Of the desk, when it was held.
    epoch: u64,
}

impl Desk {
    /// The diagnostics of one document, or `unchanged`.
    pub fn pull(&mut self, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
        let uri = &params.text_document.uri;
        let result_id = self.result_id(uri);
        if result_id.is_some() && result_id == params.previous_result_id {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: result_id.unwrap_or_default() };
            let report = RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: unchanged,
            };
            return DocumentDiagnosticReport::Unchanged(report).into();
        }
        // Who cannot be told to ask again gets all of it now.
        let effort = if self.profile.refreshes { Effort::Hasty } else { Effort::Exact };
        let items = self.diagnostics(uri, effort);
        if self.documents.get(uri).is_some_and(OpenDocument::owes) {
            self.owing.insert(uri.clone());
        }
        let result_id = self.result_id(uri);
        let full = FullDocumentDiagnosticReport { result_id, items };
        let report = RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: full };
        DocumentDiagnosticReport::Full(report).into()
    }

    /// Another one whenever the diagnostics of an open document may be others.
    fn result_id(&self, uri: &Uri) -> Option<String> {
        self.documents.get(uri).map(OpenDocument::result_id)
    }

    pub fn pull_workspace(&mut self, params: WorkspaceDiagnosticParams, answer: Answer<WorkspaceDiagnosticReportResult>) {
        let known = params.previous_result_ids.iter().map(|p| (p.uri.clone(), p.value.clone()));
        let previous: HashMap<Uri, String> = known.collect();
        let knows_files = self.knows_files(&previous);
        if knows_files && self.knows_open(&previous) && !self.is_leaving {
            self.held.retain(|h| !h.answer.is_cancelled());
            self.held.push(Held { params, answer, previous, epoch: self.epoch });
            return;
        }
        // A key press changes no file: then only what is open is told.
        let mut told = self.polled.take().filter(|_| knows_files).map(|p| p.told).unwrap_or_default();
        let scan = self.scan(previous, !knows_files);
        let partial = params.partial_result_params.partial_result_token;
        let progress = params.work_done_progress_params.work_done_token;
        let counter = self.counter.clone();
        let cancelled = self.begin(progress.as_ref());
        let work = move || {
            let mut parts: Vec<WorkspaceDocumentDiagnosticReport> = Vec::new();
            let outgoing = scan.outgoing.clone();
            let mut known = HashMap::new();
            let mut on_file = |report: Report| {
                known.extend(report.known);
                told.extend(report.item.as_ref().and_then(named));
                parts.extend(report.item);
                if let Some(token) = partial.as_ref().filter(|_| parts.len() >= PART) {
                    let items = std::mem::take(&mut parts);
                    outgoing.partial(token, WorkspaceDiagnosticReportPartialResult { items });
                }
            };
            let is_finished =
                scan.run(progress.as_ref(), &|| answer.is_cancelled() || cancelled.load(Ordering::Relaxed), &mut on_file);
            let epoch = scan.epoch;
            // Before the answer, so that whoever asks again at once finds it known.
            counter.tell(move |desk| {
                desk.end(progress.as_ref());
                // What was read before a reload is void.
                if desk.epoch == epoch {
                    desk.known.extend(known);
                    if is_finished {
                        desk.polled = Some(Polled { epoch, told });
                    }
                }
            });
            answer.give(if is_finished {
                Ok(WorkspaceDiagnosticReport { items: parts }.into())
            } else {
                Err(Error::request_cancelled())
            });
        };
        // Without a thread there is no answer, which the asker hears of.
        let _ = std::thread::Builder::new().name("workspace".into()).spawn(work);
    }

    /// Whether who asks knows what there is in files that are not open: nothing changed on the disk since it was told, as far
    /// as the client watches files for us.
    fn knows_files(&self, previous: &HashMap<Uri, String>) -> bool {
        let is_known = |(uri, id): (&Uri, &String)| previous.get(uri) == Some(id) || self.documents.contains_key(uri);
        let polled = self.polled.as_ref().filter(|p| self.profile.watches_files && p.epoch == self.epoch);
        polled.is_some_and(|p| p.told.iter().all(is_known))
    }

    /// Whether who asks knows what there is in all open documents.
    fn knows_open(&self, previous: &HashMap<Uri, String>) -> bool {
        self.documents.iter().all(|(uri, d)| previous.get(uri) == Some(&open_id(d)))
    }

    /// Whether somebody who waits for news of the workspace can be answered. Asked after every key press.
    pub fn has_news(&self) -> bool {
        self.held.iter().any(|h| h.epoch != self.epoch || !self.knows_open(&h.previous))
    }

    /// Answers those who wait for news of the workspace.
    pub fn tell_news(&mut self) {
        for Held { params, answer, .. } in std::mem::take(&mut self.held) {
            // Who has nothing to hear waits on.
            self.pull_workspace(params, answer);
        }
    }

    /// Answers everybody who waits, that nothing is new: nobody will be there to hear news.
    pub fn release(&mut self) {
        self.is_leaving = true;
        for held in std::mem::take(&mut self.held) {
            held.answer.give(Ok(WorkspaceDiagnosticReport { items: Vec::new() }.into()));
        }
    }

    /// All that is needed to look through the workspace without the desk. Without `reads_files` only what is open is told.
    pub fn scan(&mut self, previous: HashMap<Uri, String>, reads_files: bool) -> Scan {
        let open: Vec<Uri> = self.documents.keys().cloned().collect();
        let mut reports = Vec::new();
        for uri in open {
            let Some(document) = self.documents.get(&uri) else { continue };
            let version = Some(i64::from(document.version));
            let result_id = open_id(document);
            let item = if previous.get(&uri) == Some(&result_id) {
                unchanged(uri, version, result_id)
            } else {
                let items = self.diagnostics(&uri, Effort::Exact);
                full(uri, version, Some(result_id), items)
            };
            reports.push(item);
        }
        Scan {
            outgoing: self.outgoing.clone(),
            profile: self.profile.clone(),
            workspaces: self.workspaces.clone(),
            most: self.most,
            epoch: self.epoch,
            open: self.documents.values().filter_map(|d| d.path.clone()).collect(),
            known: self.known.clone(),
            previous,
            reports,
            reads_files,
        }
    }
}

/// A look at everything under the roots, on a snapshot of what the desk knows.
pub struct Scan {
    outgoing: Outgoing,
    profile: Profile,
    workspaces: Workspaces,
    most: usize,
    epoch: u64,
    open: HashSet<PathBuf>,
    known: HashMap<PathBuf, Known>,
    previous: HashMap<Uri, String>,
    reports: Vec<WorkspaceDocumentDiagnosticReport>,
    reads_files: bool,
}

/// What became of one file.
#[derive(Default)]
pub struct Report {
    pub item: Option<WorkspaceDocumentDiagnosticReport>,
    known: Option<(PathBuf, Known)>,
    pub summary: Option<Summary>,
    /// The file could not be read; why.
    pub unread: Option<String>,
}

impl Scan {
    /// Goes through open documents, then files. Returns whether it came to its end and was not cancelled.
    pub fn run(
        &self,
        progress: Option<&ProgressToken>,
        is_cancelled: &dyn Fn() -> bool,
        on_file: &mut dyn FnMut(Report),
    ) -> bool {
        if let Some(token) = progress {
            let begin =
                WorkDoneProgressBegin { title: "motjuste".into(), cancellable: Some(true), message: None, percentage: None };
            self.outgoing.work(token, WorkDoneProgress::Begin(begin));
        }
        let finished = self.go(progress, is_cancelled, on_file);
        if let Some(token) = progress {
            self.outgoing.work(token, WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
        finished
    }

    fn go(&self, progress: Option<&ProgressToken>, is_cancelled: &dyn Fn() -> bool, on_file: &mut dyn FnMut(Report)) -> bool {
        for item in &self.reports {
            on_file(Report { item: Some(item.clone()), ..Report::default() });
        }
        if !self.reads_files {
            return !is_cancelled();
        }
        let mut workspaces = self.workspaces.clone();
        let mut seen: HashSet<PathBuf> = HashSet::new();
        let mut count = 0;
        for root in &self.workspaces.roots {
            let mut walker = WalkBuilder::new(root);
            walker.require_git(false).sort_by_file_path(Path::cmp);
            for entry in walker.build().flatten() {
                if is_cancelled() {
                    return false;
                }
                let path = entry.path();
                let is_configuration = path.file_name().is_some_and(|n| n == FILE_NAME);
                if is_configuration {
                    // Its mistakes are found by reading it.
                    workspaces.situation(Some(path));
                }
                let Some(format) = readable(path).filter(|_| entry.file_type().is_some_and(|t| t.is_file())) else { continue };
                if self.open.contains(path) || !seen.insert(path.to_path_buf()) {
                    continue;
                }
                // A mistake of ours in one file must not keep the others from being read.
                let read = catch_unwind(AssertUnwindSafe(|| self.file(path, format, &mut workspaces)));
                let failed = |_| Report {
                    unread: Some(format!("{}: internal error, please report it", path.display())),
                    ..Report::default()
                };
                on_file(read.unwrap_or_else(failed));
                count += 1;
                if let Some(token) = progress.filter(|_| count % 64 == 0) {
                    let report = WorkDoneProgressReport { message: Some(count.to_string()), ..WorkDoneProgressReport::default() };
                    self.outgoing.work(token, WorkDoneProgress::Report(report));
                }
            }
        }
        self.report_problems(&workspaces.problems(), on_file);
        // What was reported once and is gone must not stay on the screen.
        let gone = |u: &&Uri| path_of(u).is_some_and(|p| !self.open.contains(&p) && !seen.contains(&p) && !p.exists());
        for uri in self.previous.keys().filter(gone) {
            on_file(Report { item: Some(full(uri.clone(), None, None, Vec::new())), ..Report::default() });
        }
        true
    }

    fn file(&self, path: &Path, format: Format, workspaces: &mut Workspaces) -> Report {
        let Some(uri) = Uri::from_file_path(path) else { return Report::default() };
        let situation = workspaces.situation(Some(path)).clone();
        if situation.setup.config.is_excluded(path, false) {
            return Report::default();
        }
        let unread = |why: String| Report { unread: Some(format!("{}: {why}", path.display())), ..Report::default() };
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) if metadata.len() <= LARGEST => metadata,
            Ok(_) => return unread("too large to be read unasked".into()),
            Err(e) => return unread(e.to_string()),
        };
        let (modified, length) = (metadata.modified().ok(), metadata.len());
        if let Some(known) = self.known.get(path).filter(|k| k.modified.is_some() && k.modified == modified && k.length == length)
            && self.previous.get(&uri) == Some(&known.result_id)
        {
            return Report {
                item: Some(unchanged(uri, None, known.result_id.clone())),
                summary: Some(known.summary),
                ..Report::default()
            };
        }
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(e) => return unread(e.to_string()),
        };
        let encoding = situation.setup.encoding_for(path).or_else(|| format.declared_encoding(&bytes));
        let source = match Source::decode(bytes, encoding.as_deref()) {
            Ok(source) => source,
            Err(e) => return unread(e.to_string()),
        };
        let Some(rules) = situation.rules(path) else { return Report::default() };
        let hints = workspaces.hints(&situation, path);
        let document = Document::parse(&source.text, format);
        let findings = check(&document, &source.text, &rules, &hints);
        let mut summary = Summary::default();
        summary.add(&findings);
        let shown = Shown {
            uri: &uri,
            text: &Rope::from_str(if findings.items.is_empty() && findings.problems.is_empty() { "" } else { &source.text }),
            findings: &findings.items,
            problems: &findings.problems,
            language: document.language().and_then(LanguageTag::language).unwrap_or(Language::En),
            rules: &rules,
        };
        let items = of_shown(&shown, &self.profile, self.most);
        let stamp = modified.and_then(|m| m.duration_since(SystemTime::UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos());
        let result_id = format!("{stamp:x}-{length:x}-{}", self.epoch_of_settings());
        let known = Known { modified, length, result_id: result_id.clone(), summary };
        // A file without findings need not be spoken of, unless it was before.
        let item = (!items.is_empty() || self.previous.contains_key(&uri)).then(|| full(uri, None, Some(result_id), items));
        Report { item, known: Some((path.to_path_buf(), known)), summary: Some(summary), unread: None }
    }

    fn epoch_of_settings(&self) -> u64 {
        self.workspaces.generation
    }

    fn report_problems(&self, problems: &[Problem], on_file: &mut dyn FnMut(Report)) {
        let mut by_file: HashMap<&Path, Vec<&Problem>> = HashMap::new();
        problems.iter().filter(|p| !self.open.contains(&p.path)).for_each(|p| by_file.entry(&p.path).or_default().push(p));
        // What was mended since is told as nothing.
        let previous: Vec<PathBuf> =
            self.previous.keys().filter_map(path_of).filter(|p| readable(p).is_none() && p.exists()).collect();
        for path in &previous {
            by_file.entry(path).or_default();
        }
        for (path, problems) in by_file.into_iter().filter(|(p, _)| !self.open.contains(*p)) {
            let Some(uri) = Uri::from_file_path(path) else { continue };
            let text = Rope::from_str(&std::fs::read_to_string(path).unwrap_or_default());
            let items: Vec<Diagnostic> = problems.iter().map(|p| of_problem(p, &text, self.profile.encoding)).collect();
            on_file(Report { item: Some(full(uri, None, Some("problems".into()), items)), ..Report::default() });
        }
    }
}

/// The format of a file that is checked unasked: text, and where it stands likely one of its kind (many a JSON file holds
/// no words for people). What is in a container is no text that an editor shows.
fn readable(path: &Path) -> Option<Format> {
    Format::of(path).filter(|f| f.is_likely(path) && !matches!(f, Format::Container(_)))
}

/// Names what is told of an open document with the workspace. What was told in haste is not told again by that name.
fn open_id(document: &OpenDocument) -> String {
    format!("open-{}", document.stamp)
}

/// The document of a report, and the name of its diagnostics.
fn named(item: &WorkspaceDocumentDiagnosticReport) -> Option<(Uri, String)> {
    match item {
        WorkspaceDocumentDiagnosticReport::Full(full) => {
            Some((full.uri.clone(), full.full_document_diagnostic_report.result_id.clone()?))
        }
        WorkspaceDocumentDiagnosticReport::Unchanged(unchanged) => {
            Some((unchanged.uri.clone(), unchanged.unchanged_document_diagnostic_report.result_id.clone()))
        }
    }
}

fn full(uri: Uri, version: Option<i64>, result_id: Option<String>, items: Vec<Diagnostic>) -> WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id, items };
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report,
    })
}

fn unchanged(uri: Uri, version: Option<i64>, result_id: String) -> WorkspaceDocumentDiagnosticReport {
    let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report,
    })
}
