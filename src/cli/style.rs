//! `motjuste style`

use super::files::{self, Checked, Input};
use super::fix::{diff, write_back};
use super::options::{CommonOptions, Setup};
use super::{CLEAN, FAILED, Failure, output};
use crate::document::{Document, Format};
use crate::fix::splice;
use crate::style::{To, convert};
use crate::text::LineIndex;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Turns inclusive writing from one style into another.
///
/// French: nswp (travailleurSEs), median (travailleur·euse·s), median-short (travailleur·euses), paren (travailleur(euse)s),
/// doublet, feminine, epicene. Spanish: at (trabajador@s), x, slash (trabajadores/as), paren, doublet, feminine. Between
/// styles in one word, and from them to doublets and back, nothing is lost; a word that would not come back is listed. What
/// has no clean form in the new style is listed and left as it is, and so is what stands in a quotation.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders; "-" writes the converted text of standard input to standard output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The style to write [default: the configured one, or that of the configured authority]
    #[arg(long, value_name = "STYLE", value_parser = style)]
    to: Option<To>,
    /// Show what would change and write nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    common: CommonOptions,
}

fn style(name: &str) -> Result<To, String> {
    let known: Vec<&str> = To::ALL.iter().map(|(_, n, _)| *n).collect();
    To::of(name).ok_or_else(|| format!("known are {}", known.join(", ")))
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    output::end_cleanly_when_interrupted();
    let near = arguments.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let near = if near.as_os_str() == "-" { arguments.common.stdin_filename.as_deref().unwrap_or(Path::new(".")) } else { near };
    let setup = Setup::new(&arguments.common, near, false)?;
    let found = files::find(&arguments.paths, &arguments.common, &setup);
    let mut failed = !found.problems.is_empty();
    for problem in &found.problems {
        output::say(format_args!("motjuste: {problem}"));
    }
    let mut out = output::stdout();
    let (mut forms, mut left) = (0, 0);
    for input in &found.inputs {
        match one(input, &setup, arguments, &mut out) {
            Ok(counts) => {
                forms += counts.0;
                left += counts.1;
            }
            Err(Failure::Message(message)) => {
                failed = true;
                output::say(format_args!("motjuste: {message}"));
            }
            Err(closed) => return Err(closed),
        }
    }
    out.flush()?;
    if forms > 0 && arguments.to.is_some_and(|to| !to.has_a_way_back()) {
        output::say(format_args!("motjuste: this style does not show who was named in both genders: keep the text as it was"));
    }
    let verb = if arguments.diff { "would be converted" } else { "converted" };
    output::say(format_args!("{forms} places {verb}; {left} left as they are"));
    Ok(if failed { FAILED } else { CLEAN })
}

/// How many places were converted, and how many left.
fn one(input: &Input, setup: &Setup, arguments: &Arguments, out: &mut dyn Write) -> Result<(usize, usize), Failure> {
    let read = files::read(input, setup, &arguments.common, true);
    let Checked { report, rules, hints, format, bytes } = read.map_err(Failure::Message)?;
    if let Format::Container(container) = format {
        let why = format!("{}: the style of {} files cannot be converted yet", report.path, container.name);
        return Err(Failure::Message(why));
    }
    let source = &report.source.text;
    let document = Document::parse(source, format);
    let target = |language| arguments.to.or_else(|| To::configured(&rules, language));
    let converted = convert(&document, source, rules.tables(), &hints, &target);
    let text = splice(source, &converted.edits);
    let lines = LineIndex::new(source);
    for left in &converted.left {
        let at = lines.position(source, left.span.start);
        let offers = if left.offers.is_empty() { String::new() } else { format!(": {}", left.offers.join(" ; ")) };
        let word = left.text.split_whitespace().collect::<Vec<_>>().join(" ");
        output::say(format_args!("{}:{}:{}: \"{word}\" {}{offers}", report.path, at.line, at.column, left.reason.text()));
    }
    if arguments.diff {
        write!(out, "{}", diff(&report.path, source, &text))?;
    } else {
        write_back(input, &report, &bytes, &text, text != *source)?;
    }
    Ok((converted.edits.len(), converted.untouched()))
}
