//! The command line. One file a subcommand; this one has the table of them.

mod annotate;
mod baseline;
mod changed;
mod check;
mod check_large;
mod completions;
mod dates;
mod explain;
mod files;
mod fix;
mod fix_large;
mod in_order;
mod init;
mod known;
mod large_file;
mod lexicon;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
pub(crate) mod options;
mod output;
mod pair;
mod review;
mod sinks;
mod style;
mod terms;

pub use options::CommonOptions;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Findings.
const FINDINGS: u8 = 1;
/// Wrong use, or something that could not be read or written.
const FAILED: u8 = 2;

/// Says which words about sex work harm, and which to use instead, in Chinese, English, French, Russian and Spanish.
#[derive(Debug, Parser)]
#[command(name = "motjuste", version, about, max_term_width = 100, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report findings in files, folders or standard input (-)
    Check(check::Arguments),
    /// Hold a translation against its source: two documents, or two folders of them
    Pair(pair::Arguments),
    /// Put the safe ones right in the files
    Fix(fix::Arguments),
    /// Write down what is found now, so that only what is new is reported
    Baseline(baseline::Arguments),
    /// Turn inclusive writing from one style into another
    Style(style::Arguments),
    /// Show an entry as a page: why, what to say, when the word is right
    Explain(explain::Arguments),
    /// Count what a body of text says: preferred words against those to avoid, over time
    Terms(terms::Arguments),
    /// Look into the lexicon
    Lexicon(lexicon::Arguments),
    /// Write a commented motjuste.toml into the current folder
    Init(init::Arguments),
    /// Serve an editor that speaks the Language Server Protocol over standard input and output
    #[cfg(feature = "lsp")]
    Lsp(lsp::Arguments),
    /// Print what a shell needs to complete this program's arguments
    Completions(completions::Arguments),
    /// Print the manual page
    Man(man::Arguments),
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Check(a) => check::run(&a),
        Command::Pair(a) => pair::run(&a),
        Command::Fix(a) => fix::run(&a),
        Command::Baseline(a) => baseline::run(&a),
        Command::Style(a) => style::run(&a),
        Command::Explain(a) => explain::run(&a),
        Command::Terms(a) => terms::run(&a),
        Command::Lexicon(a) => lexicon::run(&a),
        Command::Init(a) => init::run(&a),
        #[cfg(feature = "lsp")]
        Command::Lsp(a) => return lsp::run(&a),
        Command::Completions(a) => completions::run(&a),
        Command::Man(a) => man::run(&a),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(Failure::ClosedPipe) => ExitCode::from(CLEAN),
        Err(Failure::Message(message)) => {
            output::say(format_args!("motjuste: {message}"));
            ExitCode::from(FAILED)
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    Message(String),
    /// Whoever read the output has seen enough.
    ClosedPipe,
}

impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(e) = cause {
            match e.downcast_ref::<std::io::Error>().map(std::io::Error::kind) {
                Some(std::io::ErrorKind::BrokenPipe) => return Failure::ClosedPipe,
                // Errors of files are told with their names where they happen.
                Some(std::io::ErrorKind::StorageFull) => return Failure::Message(format!("standard output: {error}")),
                _ => {}
            }
            cause = e.source();
        }
        Failure::Message(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_table_of_flags_holds_together() {
        super::Arguments::command().debug_assert();
    }
}
