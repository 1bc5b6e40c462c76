//! `motjuste lsp`

use clap::Args;
use std::process::ExitCode;

/// Serves an editor: hints while a person writes.
///
/// The editor starts this and speaks the Language Server Protocol with it; editors/ has configurations for several.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Standard input and output; the only way there is, and what many editors ask for
    #[arg(long)]
    stdio: bool,
    /// What many editors pass along: the process to end with; the protocol says it too
    #[arg(long = "clientProcessId", value_name = "ID", hide = true)]
    _client_process_id: Option<u32>,
}

pub fn run(_arguments: &Arguments) -> ExitCode {
    crate::lsp::run()
}
