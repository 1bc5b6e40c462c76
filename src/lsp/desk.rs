//! The desk: one thread that owns all documents and works through messages in the order in which they came.

use super::documents::OpenDocument;
use super::outgoing::Outgoing;
use super::profile::Profile;
use super::pull::{Held, Known, Polled};
use super::workspace::{Problem, Workspaces};
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{MessageType, ProgressToken, Uri};

/// All that the server knows.
pub struct Desk {
    pub outgoing: Outgoing,
    pub profile: Profile,
    pub workspaces: Workspaces,
    pub documents: HashMap<Uri, OpenDocument>,
    /// Open documents whose diagnostics may have changed.
    pub to_push: BTreeSet<Uri>,
    /// Open documents of which something was told in haste.
    pub owing: BTreeSet<Uri>,
    /// Files that are not open for which diagnostics were pushed.
    pub pushed_problems: BTreeSet<PathBuf>,
    /// Problems that the person was told of.
    pub told: Vec<Problem>,
    /// Diagnostics shown of a document at most.
    pub most: usize,
    /// Counts reloads, so that a result from before one is known.
    pub epoch: u64,
    /// What was found in files that are not open.
    pub known: HashMap<PathBuf, Known>,
    /// What the client knows since it last pulled the workspace.
    pub polled: Option<Polled>,
    /// Pulls of the workspace for which there is nothing new; they are answered when there is.
    pub held: Vec<Held>,
    /// Work with progress that is under way; set to cancel it.
    pub running: Vec<(ProgressToken, Arc<AtomicBool>)>,
    /// The client said goodbye, or nothing more comes from it: no answer is held any more.
    pub is_leaving: bool,
    /// The client is gone.
    pub is_closed: bool,
    /// The way to this desk, for work that is done beside it.
    pub counter: Counter,
}

/// Who presses no key for so long has finished a word.
const REST: Duration = Duration::from_millis(200);

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// Where messages for the desk are handed in. Never waits.
#[derive(Clone)]
pub struct Counter(Sender<Job>);

impl Desk {
    /// Opens the desk on a thread of its own, which ends when the last counter is gone.
    pub fn start(outgoing: Outgoing) -> Counter {
        let (sender, receiver) = channel();
        let counter = Counter(sender);
        let desk = Desk {
            outgoing,
            profile: Profile::default(),
            workspaces: Workspaces::default(),
            documents: HashMap::new(),
            to_push: BTreeSet::new(),
            owing: BTreeSet::new(),
            pushed_problems: BTreeSet::new(),
            told: Vec::new(),
            most: super::diagnostics::MOST,
            epoch: 0,
            known: HashMap::new(),
            polled: None,
            held: Vec::new(),
            running: Vec::new(),
            is_leaving: false,
            is_closed: false,
            counter: counter.clone(),
        };
        let spawned = std::thread::Builder::new().name("desk".into()).spawn(move || desk.work(&receiver));
        if let Err(e) = spawned {
            anstream::eprintln!("motjuste: the language server cannot start: {e}");
        }
        counter
    }

    fn work(mut self, jobs: &Receiver<Job>) {
        let mut next = jobs.recv().ok();
        while let Some(job) = next {
            self.guarded(job);
            if self.is_closed {
                return;
            }
            next = match jobs.try_recv() {
                Ok(job) => Some(job),
                Err(_) => {
                    // Nobody waits: time to tell what was found.
                    self.guarded(Box::new(Desk::push));
                    self.guarded(Box::new(Desk::tell_problems));
                    self.wait(jobs)
                }
            };
        }
    }

    /// The next message. When the keys rest before it comes, what was told in haste is told again, and who waits for news of
    /// the workspace gets them.
    fn wait(&mut self, jobs: &Receiver<Job>) -> Option<Job> {
        if !self.owing.is_empty() || self.has_news() {
            match jobs.recv_timeout(REST) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    if !self.owing.is_empty() {
                        self.guarded(Box::new(Desk::settle));
                    }
                    self.guarded(Box::new(Desk::tell_news));
                }
            }
        }
        jobs.recv().ok()
    }

    /// Marks work with progress as begun; what is returned says whether the person cancelled it.
    pub fn begin(&mut self, token: Option<&ProgressToken>) -> Arc<AtomicBool> {
        let cancelled = Arc::new(AtomicBool::new(false));
        self.running.extend(token.map(|t| (t.clone(), cancelled.clone())));
        cancelled
    }

    pub fn end(&mut self, token: Option<&ProgressToken>) {
        self.running.retain(|(t, _)| Some(t) != token);
    }

    pub fn cancel_progress(&mut self, token: &ProgressToken) {
        let own = self.running.iter().filter(|(t, _)| t == token);
        own.for_each(|(_, cancelled)| cancelled.store(true, Ordering::Relaxed));
    }

    /// A mistake of ours in one message must not end the session.
    fn guarded(&mut self, job: Job) {
        let outcome = catch_unwind(AssertUnwindSafe(|| job(self)));
        if let Err(panic) = outcome {
            let what =
                panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
            self.outgoing.log(MessageType::ERROR, format!("motjuste: internal error, please report it: {what}"));
            // What was half done is done anew at the next request.
            self.to_push.clear();
            self.owing.clear();
            self.documents.values_mut().for_each(OpenDocument::forget);
        }
    }
}

impl Counter {
    /// Hands in what needs no answer.
    pub fn tell(&self, job: impl FnOnce(&mut Desk) + Send + 'static) {
        // The desk is gone only when the server ends.
        let _ = self.0.send(Box::new(job));
    }

    /// Hands in a question; it is in the queue before this waits. A question whose asker is gone (cancelled) is not worked
    /// on.
    pub async fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut Desk) -> Result<T> + Send + 'static) -> Result<T> {
        self.ask_later(move |desk, answer: Answer<T>| answer.give(job(desk))).await
    }

    /// [`Counter::ask`] for what is answered from another thread.
    pub async fn ask_later<T: Send + 'static>(&self, job: impl FnOnce(&mut Desk, Answer<T>) + Send + 'static) -> Result<T> {
        let (sender, receiver) = oneshot::channel();
        self.tell(move |desk| {
            if !sender.is_closed() {
                job(desk, Answer(sender));
            }
        });
        // The sender was dropped without an answer: the work failed.
        receiver.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }
}

/// Where an answer goes.
pub struct Answer<T>(oneshot::Sender<Result<T>>);

impl<T> Answer<T> {
    /// Whether nobody waits for it any more.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_closed()
    }

    pub fn give(self, answer: Result<T>) {
        // It may have been cancelled meanwhile.
        let _ = self.0.send(answer);
    }
}

#[cfg(test)]
mod tests {
    use super::super::incremental::Effort;
    use super::super::outgoing::channel;
    use super::super::server::Handlers;
    use super::*;
    use tower_lsp::LspService;
    use tower_lsp::ls_types::TextDocumentItem;

    #[test]
    fn a_mistake_of_ours_fails_its_request_and_no_other() {
        let mut counter = None;
        let (_service, _socket) = LspService::new(|client| {
            let (outgoing, _sender) = channel(client);
            let desk = Desk::start(outgoing);
            counter = Some(desk.clone());
            Handlers::new(desk, Arc::new(AtomicBool::new(false)))
        });
        let counter = counter.expect("the service was built");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let uri: Uri = "file:///nowhere/a.md".parse().expect("an URI");
            let text = "La prostitution est pénalisée.".to_string();
            let item = TextDocumentItem { uri: uri.clone(), language_id: "markdown".into(), version: 1, text };
            counter.tell(move |desk| drop(desk.documents.insert(item.uri.clone(), OpenDocument::open(item))));
            let count = |uri: Uri| move |desk: &mut Desk| Ok(desk.diagnostics(&uri, Effort::Exact).len());
            assert_eq!(counter.ask(count(uri.clone())).await, Ok(1));
            let failed = counter.ask(|_| -> Result<()> { panic!("a mistake, made for this test") }).await;
            assert_eq!(failed, Err(Error::internal_error()));
            assert_eq!(counter.ask(count(uri)).await, Ok(1));
        });
    }
}
