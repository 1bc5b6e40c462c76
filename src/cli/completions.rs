//! `motjuste completions`

use super::{CLEAN, Failure, output};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::Write;

/// Prints what a shell needs to complete this program's arguments.
///
/// bash: motjuste completions bash > ~/.local/share/bash-completion/completions/motjuste
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "motjuste", &mut script);
    let mut out = output::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(CLEAN)
}
