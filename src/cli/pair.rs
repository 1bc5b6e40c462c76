//! `motjuste pair`: a translation against its source, two documents.

use super::check::{ReportOptions, Run, is_large, near};
use super::files::{Checked, Input, Opened, Told};
use super::options::{CommonOptions, Setup, tag};
use super::{Failure, output};
use crate::check::{Pair, Related, Text, check_pair};
use crate::document::Document;
use crate::report::FileReport;
use crate::text::{LanguageTag, SourceSpan};
use clap::Args;
use std::path::PathBuf;

/// For the help.
const ABOUT: &str = "Headings, paragraphs, list items and table cells of two documents are aligned by their order, length and numbers; \
    two files of strings (JSON, .properties, Android …) by the names of the strings. What cannot be aligned is checked, not compared, and said. \
    Files that hold both sides (PO, XLIFF, TMX …) are compared by `motjuste check`.";

/// Holds a translation against its source.
#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Arguments {
    /// The source
    source: PathBuf,
    /// Its translation
    target: PathBuf,
    /// The language of the source, where neither the text nor the file's name says it
    #[arg(long, value_name = "TAG", value_parser = tag)]
    source_lang: Option<LanguageTag>,
    /// The language of the translation
    #[arg(long, value_name = "TAG", value_parser = tag)]
    target_lang: Option<LanguageTag>,
    #[command(flatten)]
    common: CommonOptions,
    #[command(flatten)]
    report: ReportOptions,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    output::end_cleanly_when_interrupted();
    let paths = [arguments.source.clone(), arguments.target.clone()];
    let mut setup = Setup::new(&arguments.common, &near(&paths, &arguments.common), is_large(&paths))?;
    setup.keep_prose = arguments.report.shows_prose();
    let inputs = paths.map(Input::File);
    let open = |input: &Input, language: &Option<LanguageTag>| -> Result<Opened, Failure> {
        let mut opened = Opened::new(input, &setup, &arguments.common, false).map_err(Failure::Message)?;
        if language.is_some() {
            opened.hints.option = language.clone();
            opened.hints.path = None;
        }
        Ok(opened)
    };
    let (source, target) = (open(&inputs[0], &arguments.source_lang)?, open(&inputs[1], &arguments.target_lang)?);
    let (from, to) = (source.document(), target.document());
    for (opened, document) in [(&source, &from), (&target, &to)] {
        if has_both_sides(document) {
            return Err(Failure::Message(format!(
                "{0} holds texts and their translations; use `motjuste check {0}`",
                opened.name
            )));
        }
    }
    let Pair { source: found, target: rendered, compared, source_left, target_left } = check_pair(
        Text { document: &from, source: source.text(), rules: &source.rules, hints: &source.hints },
        Text { document: &to, source: target.text(), rules: &target.rules, hints: &target.hints },
    );
    let (found, rendered) = (Told::of(&from, found, &setup, true), Told::of(&to, rendered, &setup, true));
    drop((from, to));
    let mut checked = [source.report(found, &setup), target.report(rendered, &setup)];
    let [own, other] = &mut checked;
    tell_places(&mut own.report, &mut other.report);
    say_what_was_left(&checked, compared, &[source_left, target_left]);
    let mut sinks = arguments.report.open(&setup)?;
    let mut run = Run::new(arguments.report.known(&setup)?);
    for (input, file) in inputs.iter().zip(checked) {
        run.take(input, Ok(file), &setup, &mut sinks)?;
    }
    sinks.end(&run.summary)?;
    Ok(arguments.report.status(&run.summary, &setup, run.failed))
}

fn has_both_sides(document: &Document) -> bool {
    document.parts.iter().flat_map(|p| &p.prose.units).any(|u| u.source.is_some())
}

/// Gives the places in the other file their lines and columns.
fn tell_places(source: &mut FileReport, target: &mut FileReport) {
    fn tell(file: &mut FileReport, other: &FileReport, is_other: impl Fn(&Related) -> bool) {
        for related in file.findings.items.iter_mut().flat_map(|f| &mut f.related).filter(|r| is_other(r)) {
            related.file = Some(other.place_for_others(related.span));
        }
    }
    let is_source = |r: &Related| r.side == crate::document::Side::Source;
    tell(source, target, |r| !is_source(r));
    tell(target, source, is_source);
}

/// What was checked, but not compared.
fn say_what_was_left(checked: &[Checked; 2], compared: usize, left: &[Vec<SourceSpan>; 2]) {
    /// So many lines are named.
    const NAMED: usize = 8;
    for (file, spans) in checked.iter().zip(left).filter(|(_, spans)| !spans.is_empty()) {
        let mut lines: Vec<String> = spans.iter().take(NAMED).map(|s| file.report.position(s.start).line.to_string()).collect();
        if spans.len() > NAMED {
            lines.push("…".into());
        }
        let (texts, at) = if spans.len() == 1 { ("paragraph", "line") } else { ("paragraphs", "lines") };
        output::say(format_args!(
            "motjuste: {}: {} {texts} not aligned, so not compared ({at} {})",
            file.report.path,
            spans.len(),
            lines.join(", ")
        ));
    }
    if compared == 0 {
        output::say(format_args!(
            "motjuste: nothing in {} and {} could be aligned",
            checked[0].report.path, checked[1].report.path
        ));
    }
}
