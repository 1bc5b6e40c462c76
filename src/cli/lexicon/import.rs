//! `motjuste lexicon import`

use super::super::options::{CommonOptions, Setup, lexicon};
use super::super::{CLEAN, Failure, output};
use super::export::{format, write};
use crate::lexicon::{Lexicon, LexiconFile};
use crate::termbase::Format;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads a term base into lexicon files. Terms that it deprecates are what to avoid, its other terms what to say instead.
#[derive(Debug, Args)]
pub struct Arguments {
    /// TBX, CSV, TSV, XLSX, MultiTerm XML, OmegaT glossary, Xbench checklist, SKOS, XLIFF
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the file is, where its name and content do not tell
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    format: Option<&'static Format>,
    /// The folder for the lexicon files
    #[arg(long, value_name = "FOLDER", default_value = "words")]
    to: PathBuf,
    /// The pack of what names none
    #[arg(long = "as", value_name = "PACK", default_value = "house")]
    named: String,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    common: Box<CommonOptions>,
}

pub fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<u8, Failure> {
    let shown = arguments.file.display();
    let bytes = std::fs::read(&arguments.file).map_err(|e| Failure::Message(format!("{shown}: cannot be read: {e}")))?;
    let format = arguments.format.or_else(|| Format::of(&arguments.file, &bytes));
    let Some((format, read)) = format.and_then(|f| Some((f, f.read?))) else {
        return Err(Failure::Message(format!("{shown}: not known as a term base; say what it is with --format")));
    };
    let base = read(&bytes).map_err(|e| Failure::Message(format!("{shown}: {e}")))?;
    let setup = Setup::new(&arguments.common, Path::new("."), false)?;
    let known = lexicon(&setup.config)?;
    let imported = base.to_lexicon(&known, &arguments.named);
    if imported.entries == 0 {
        for remark in &imported.remarks {
            writeln!(out, "{remark}")?;
        }
        let message = format!("{shown}: {} concepts, and none says what to avoid; nothing was written", base.concepts.len());
        return Err(Failure::Message(message));
    }
    let paths: Vec<(PathBuf, &String)> = imported.files.iter().map(|(name, text)| (arguments.to.join(name), text)).collect();
    if let Some((path, _)) = paths.iter().find(|(p, _)| p.exists() && !arguments.force) {
        return Err(Failure::Message(format!(
            "{}: is there already; --force writes over it, --to names another folder",
            path.display()
        )));
    }
    let mut mistakes = Vec::new();
    let files: Vec<LexiconFile> = paths
        .iter()
        .map(|(p, text)| LexiconFile { path: p.display().to_string().replace('\\', "/"), text: (*text).clone().into() })
        .collect();
    let mut with: Lexicon = known;
    mistakes.extend(with.add(&files));
    for (path, text) in &paths {
        write(path, text.as_bytes())?;
    }
    for remark in &imported.remarks {
        writeln!(out, "{remark}")?;
    }
    for mistake in &mistakes {
        writeln!(out, "{mistake}")?;
    }
    writeln!(
        out,
        "{} entries from {} concepts ({}), {} without examples",
        imported.entries,
        base.concepts.len(),
        format.name,
        imported.untested
    )?;
    output::say(format_args!(
        "put them into motjuste.toml:  lexicons = [\"{}\"]\nand look at them:              motjuste lexicon check {}",
        arguments.to.display(),
        arguments.to.display()
    ));
    Ok(if mistakes.is_empty() { CLEAN } else { super::FINDINGS })
}
