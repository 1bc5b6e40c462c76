//! The language server: `motjuste lsp`.
//!
//! Handlers ([`server`]) never wait before the state has changed: each hands its message, synchronously, to the one thread
//! that owns all documents ([`desk`]), which keeps the order in which messages came. Nothing is asked of the client from
//! inside a notification. What takes long (a whole workspace) runs beside it on a snapshot. One file a request.

mod code_actions;
mod commands;
mod completion;
mod config_file;
mod configure;
mod desk;
mod diagnostics;
mod directives;
mod documents;
mod explain;
mod hover;
mod incremental;
mod input;
mod lexicon_file;
mod outgoing;
mod positions;
mod preview;
mod profile;
mod pull;
mod server;
mod style;
mod suppress;
mod watch;
mod workspace;

use desk::Desk;
use server::Handlers;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

/// How many messages may be under way at once. Handlers wait for the desk, which takes one at a time; a low number would
/// let four slow requests hold back the cancellation of one of them.
const UNDER_WAY: usize = 256;

/// Bytes between the look at the messages and the framework.
const PIPE: usize = 1 << 16;

/// Serves one client until it says `exit` or closes its end.
///
/// Returns whether it said `shutdown` before, as the protocol wants it ("Exit Notification").
pub async fn serve<I, O>(input: I, output: O) -> bool
where
    I: AsyncRead + Unpin,
    O: AsyncWrite,
{
    let polite = Arc::new(AtomicBool::new(false));
    let mut counter = None;
    let (service, socket) = LspService::build(|client| {
        let (outgoing, sender) = outgoing::channel(client);
        // Runs until the desk, and with it the last sender, is gone.
        tokio::spawn(sender);
        let desk = Desk::start(outgoing);
        counter = Some(desk.clone());
        Handlers::new(desk, polite.clone())
    })
    .custom_method(input::UNREADABLE, input::unreadable)
    .custom_method("window/workDoneProgress/cancel", Handlers::cancel_progress)
    .finish();
    let (near, far) = tokio::io::duplex(PIPE);
    let server = Server::new(near, output, socket).concurrency_level(UNDER_WAY).serve(service);
    // Whoever ends first ends the other: the client by closing its end, the server at `exit`.
    let passing = async {
        input::pass(input, far).await;
        // The framework ends when nobody waits for an answer any more.
        if let Some(desk) = &counter {
            desk.tell(Desk::release);
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = server => {}
        () = passing => {}
    }
    polite.load(Ordering::Relaxed)
}

/// Serves standard input and output.
pub fn run() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            anstream::eprintln!("motjuste: the language server cannot start: {e}");
            return ExitCode::from(2);
        }
    };
    let polite = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // A read from standard input cannot be interrupted; nothing waits for it.
    runtime.shutdown_background();
    ExitCode::from(u8::from(!polite))
}
