//! `motjuste init`

use super::{CLEAN, Failure, output};
use crate::config::{FILE_NAME, TEMPLATE};
use clap::Args;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Writes a commented motjuste.toml.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder to write it into
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let path = arguments.folder.join(FILE_NAME);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::Message(format!("{}: is there already; nothing was written", path.display()))
        }
        _ => Failure::Message(format!("{}: cannot be written: {e}", path.display())),
    })?;
    file.write_all(TEMPLATE.as_bytes())?;
    output::say(format_args!("wrote {}", path.display()));
    Ok(CLEAN)
}
