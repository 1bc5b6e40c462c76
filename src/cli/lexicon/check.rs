//! `motjuste lexicon check`

use super::super::options::read_lexicons;
use super::super::{CLEAN, FAILED, FINDINGS, Failure};
use crate::lexicon::{LexiconFile, builtin_lexicon, lint::lint};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Looks for mistakes in lexicon files.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tell mistakes only, not what could be better
    #[arg(long)]
    quiet: bool,
}

pub fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<u8, Failure> {
    let mut lexicon = builtin_lexicon().clone();
    let files: Vec<LexiconFile> = read_lexicons(&arguments.files)?;
    let errors = if files.is_empty() { lexicon.mistakes() } else { lexicon.add(&files) };
    for error in &errors {
        writeln!(out, "{error}")?;
    }
    let advice = if arguments.quiet { Vec::new() } else { lint(&lexicon, &files) };
    for line in &advice {
        writeln!(out, "{line}")?;
    }
    writeln!(
        out,
        "{} entries, {} protected names, {} mistakes, {} to look at",
        lexicon.entries.len(),
        lexicon.names.len(),
        errors.len(),
        advice.len()
    )?;
    Ok(match (errors.is_empty(), advice.is_empty() || files.is_empty()) {
        (false, _) => FAILED,
        (true, false) => FINDINGS,
        (true, true) => CLEAN,
    })
}
