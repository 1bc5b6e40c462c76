//! `motjuste baseline`

use super::check::{is_large, near};
use super::files::{self, Input};
use super::options::{CommonOptions, Setup};
use super::{CLEAN, FAILED, Failure, in_order, output};
use crate::baseline::{Baseline, FILE_NAME};
use crate::fix::AtomicFile;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Writes down what is found now, so that `check` reports only what is new.
///
/// A finding stays known while its sentence stays: text may move within its file and be wrapped anew. `check --baseline FILE`,
/// or `baseline = "FILE"` in motjuste.toml, hides what is known.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: CommonOptions,
    /// The file to write; "-" is standard output [default: that of motjuste.toml, or motjuste-baseline.toml]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    output::end_cleanly_when_interrupted();
    let setup = Setup::new(&arguments.common, &near(&arguments.paths, &arguments.common), is_large(&arguments.paths))?;
    let found = files::find(&arguments.paths, &arguments.common, &setup);
    let mut problems = found.problems.clone();
    let mut baseline = Baseline::default();
    let read = |input: &Input| files::read(input, &setup, &arguments.common, false);
    in_order::each(&found.inputs, read, files::held, |_, result| {
        match result {
            Ok(file) => baseline.add(&file.report, &file.rules),
            Err(message) => problems.push(message),
        }
        Ok::<(), Failure>(())
    })?;
    for problem in &problems {
        output::say(format_args!("motjuste: {problem}"));
    }
    let path = arguments.output.clone().or_else(|| setup.config.baseline.clone()).unwrap_or_else(|| setup.in_project(FILE_NAME));
    if path.as_os_str() == "-" {
        let mut out = output::stdout();
        out.write_all(baseline.to_toml().as_bytes())?;
        out.flush()?;
    } else {
        let shown = path.display();
        let written = AtomicFile::create(&path).and_then(|mut file| {
            file.write_all(baseline.to_toml().as_bytes())?;
            file.commit()
        });
        written.map_err(|e| Failure::Message(format!("{shown}: cannot be written: {e}")))?;
        let (findings, files) = (baseline.count(), baseline.paths().count());
        output::say(format_args!("wrote {shown}: findings {findings}, files {files}"));
    }
    Ok(if problems.is_empty() { CLEAN } else { FAILED })
}
