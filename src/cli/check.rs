//! `motjuste check`

use super::files::{self, Checked, Input};
use super::options::{CommonOptions, Setup, SeverityName, language};
use super::{CLEAN, FAILED, FINDINGS, Failure, output};
use crate::lexicon::Severity;
use crate::report::{Summary, json, text};
use crate::text::Language;
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reports findings in files, folders or standard input.
///
/// Formats: plain text (.txt, and any other text file that is named), Markdown (.md), HTML (.html).
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders; "-" is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: CommonOptions,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 from this severity on [default: error]
    #[arg(long, value_enum)]
    fail_on: Option<SeverityName>,
    /// Messages in this language instead of the text's: en, es, fr, ru, zh
    #[arg(long, value_name = "LANG", value_parser = language)]
    locale: Option<Language>,
    /// List what was let pass, too, with the reason
    #[arg(long)]
    show_exempt: bool,
    /// Say how every verdict came about
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let near = arguments.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let near = if near.as_os_str() == "-" { arguments.common.stdin_filename.as_deref().unwrap_or(Path::new(".")) } else { near };
    let large = is_large(&arguments.paths);
    let setup = Setup::new(&arguments.common, near, large)?;
    let found = files::find(&arguments.paths, &arguments.common, &setup);
    let mut summary = Summary::default();
    let mut out = output::stdout();
    let mut kept: Vec<Checked> = Vec::new();
    let mut failed = !found.problems.is_empty();
    for problem in &found.problems {
        anstream::eprintln!("motjuste: {problem}");
    }
    // By its place in the configuration: what it says, and whether it let something pass.
    let mut ignores: BTreeMap<usize, (String, bool)> = BTreeMap::new();
    let bar = output::progress(found.inputs.len());
    let options = text::Options {
        locale: arguments.locale,
        show_exempt: arguments.show_exempt,
        explain: arguments.explain,
        width: output::width(),
    };
    // In batches, so that memory stays flat in the number of files and the order stays that of the paths.
    for batch in found.inputs.chunks(256) {
        let checked: Vec<Result<Checked, String>> =
            batch.par_iter().with_max_len(1).map(|input: &Input| files::read(input, &setup, &arguments.common, false)).collect();
        for result in checked {
            bar.inc(1);
            match result {
                Ok(file) => {
                    summary.add(&file.report.findings);
                    for (index, said) in setup.config.ignores_for(Path::new(&file.report.path)) {
                        ignores.entry(index).or_insert((said, false)).1 |= file.report.findings.ignores_used.contains(&index);
                    }
                    for line in text::other_languages(&file.report) {
                        bar.suspend(|| anstream::eprintln!("{line}"));
                    }
                    match arguments.format {
                        Format::Text => bar.suspend(|| text::write_file(&mut out, &file.report, &file.rules, &options))?,
                        Format::Json => kept.push(file),
                    }
                }
                Err(message) => {
                    failed = true;
                    summary.unread += 1;
                    bar.suspend(|| anstream::eprintln!("motjuste: {message}"));
                }
            }
        }
    }
    bar.finish_and_clear();
    for (index, (said, _)) in ignores.iter().filter(|(_, (_, used))| !used) {
        let path = setup.config.path.as_deref().unwrap_or(Path::new(crate::config::FILE_NAME)).display();
        anstream::eprintln!("motjuste: {path}: [[ignore]] number {} {said} let nothing pass in these files", index + 1);
    }
    match arguments.format {
        Format::Text => text::write_summary(&mut out, &summary, arguments.show_exempt)?,
        Format::Json => {
            let rules: Vec<_> = kept.iter().map(|f| f.rules.clone()).collect();
            let files: Vec<_> = kept.into_iter().zip(&rules).map(|(f, r)| (f.report, r.as_ref())).collect();
            json::write(&mut out, &files, &summary, arguments.locale, arguments.show_exempt)?;
        }
    }
    out.flush()?;
    let fail_on = arguments.fail_on.map(Severity::from).or(setup.config.fail_on).unwrap_or(Severity::Error);
    Ok(if failed {
        FAILED
    } else if summary.at_least(fail_on) > 0 {
        FINDINGS
    } else {
        CLEAN
    })
}

/// Whether the work is likely to be worth a larger automaton: folders, or files of some size.
pub fn is_large(paths: &[PathBuf]) -> bool {
    let size = |p: &PathBuf| std::fs::metadata(p).map_or(0, |m| if m.is_dir() { u64::MAX / 1024 } else { m.len() });
    paths.iter().map(size).fold(0u64, u64::saturating_add) > 512 * 1024
}
