//! `motjuste man`

use super::{CLEAN, Failure, output};
use clap::{Args, CommandFactory};
use clap_mangen::Man;
use std::io::Write;

/// Prints the manual page: of the program, or of a command.
///
/// motjuste man check | man -l -
#[derive(Debug, Args)]
pub struct Arguments {
    /// A command; nothing: the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let mut program = super::Arguments::command();
    program.build();
    let page = match &arguments.command {
        None => program,
        Some(name) => match program.get_subcommands().find(|c| c.get_name() == name) {
            Some(command) => command.clone(),
            None => return Err(Failure::Message(format!("there is no command \"{name}\""))),
        },
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    let mut out = output::stdout();
    out.write_all(&text)?;
    out.flush()?;
    Ok(CLEAN)
}
