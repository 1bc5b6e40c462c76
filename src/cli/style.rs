//! `motjuste style`

use super::files::{self, Checked, Input};
use super::fix::{diff, write_back, write_bytes};
use super::options::{CommonOptions, Setup};
use super::review::write_copy;
use super::{CLEAN, FAILED, Failure, output};
use crate::document::{ContainerError, Document, Format};
use crate::fix::splice;
use crate::style::{Left, To, convert};
use crate::text::LineIndex;
use crate::text::fold::BLOCK_SEPARATOR;
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
    /// Word, LibreOffice, slides, books…: convert the document itself, and no copy
    #[arg(long, conflicts_with_all = ["diff", "write_to"])]
    accept: bool,
    /// The name of the copy of a document
    #[arg(long, value_name = "FILE", conflicts_with = "diff")]
    write_to: Option<PathBuf>,
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
    let target = |language| arguments.to.or_else(|| To::configured(&rules, language));
    if let Format::Container(container) = format {
        let unread = |e: ContainerError| Failure::Message(format!("{}: {e}", report.path));
        let read = container.read(&bytes).map_err(unread)?;
        let converted = convert(&Document::of_container(container, &read), &read.text, rules.tables(), &hints, &target);
        for left in &converted.left {
            let part = read.sections.iter().find(|s| s.source.contains(&left.span.start.0));
            tell(&part.map_or(report.path.clone(), |p| format!("{} ({})", report.path, p.name)), left);
        }
        let changed = container.write(&bytes, &read, &converted.edits).map_err(unread)?;
        if arguments.diff {
            let after = container.read(&changed).map_err(unread)?;
            let lines = |text: &str| text.replace(BLOCK_SEPARATOR, "\n");
            write!(out, "{}", diff(&report.path, &lines(&read.prose.text), &lines(&after.prose.text)))?;
        } else if arguments.accept || matches!(input, Input::Stdin) {
            write_bytes(input, &bytes, &changed, !converted.edits.is_empty())?;
        } else if !converted.edits.is_empty() {
            let copy = write_copy(input, arguments.write_to.as_deref(), &changed).map_err(Failure::Message)?;
            output::say(format_args!("motjuste: {}: the converted copy is {copy}", report.path));
        }
        return Ok((converted.edits.len(), converted.untouched()));
    }
    let source = &report.source.text;
    let document = Document::parse(source, format);
    let converted = convert(&document, source, rules.tables(), &hints, &target);
    let text = splice(source, &converted.edits);
    let lines = LineIndex::new(source);
    for left in &converted.left {
        let at = lines.position(source, left.span.start);
        tell(&format!("{}:{}:{}", report.path, at.line, at.column), left);
    }
    if arguments.diff {
        write!(out, "{}", diff(&report.path, source, &text))?;
    } else {
        write_back(input, &report, &bytes, &text, text != *source)?;
    }
    Ok((converted.edits.len(), converted.untouched()))
}

/// Lists a place that has no clean form in the new style.
fn tell(place: &str, left: &Left) {
    let offers = if left.offers.is_empty() { String::new() } else { format!(": {}", left.offers.join(" ; ")) };
    let word = left.text.split_whitespace().collect::<Vec<_>>().join(" ");
    output::say(format_args!("{place}: \"{word}\" {}{offers}", left.reason.text()));
}
