//! `motjuste terms`

use super::dates::{Dates, GitDate};
use super::files::{self, Input, Opened};
use super::large_file::{LargeFile, Piece};
use super::options::{CommonOptions, Setup, language};
use super::{CLEAN, FAILED, Failure, check, in_order, output};
use crate::check::{Said, Text, is_named, words_used};
use crate::document::Document;
use crate::fix::AtomicFile;
use crate::lexicon::concepts;
use crate::report::terms::{By, Date, Format, Usage};
use crate::text::Language;
use clap::{Args, ValueEnum};
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

/// For the help.
const ABOUT: &str = "A document is dated by its front matter (date: 2021-03-04) or <meta>, by a name that begins with a date, by git, or by when \
    the file was changed, in that order. Words in quotations, names and titles are counted apart. Which words are preferred is \
    known for ideas whose sense is sure; of the others what is to be avoided is counted.";

/// Counts, by idea and language, what a body of text really says: preferred words against those to avoid, over time.
#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Arguments {
    /// Files and folders; "-" is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the counts are written
    #[arg(long, value_enum, default_value_t = FormatName::Text)]
    format: FormatName,
    /// The file to write; standard output where it is not given
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How long a period is
    #[arg(long, value_enum, default_value_t = ByName::Year)]
    by: ByName,
    /// Only these ideas: sex-work, sex-worker … (`motjuste lexicon list` names them)
    #[arg(long, value_name = "CONCEPT")]
    concept: Vec<String>,
    /// Which commit dates a document that says no date itself
    #[arg(long, value_enum, default_value_t = GitDate::Added)]
    git_date: GitDate,
    /// Headings in this language: en, es, fr, ru, zh
    #[arg(long, value_name = "LANG", value_parser = language, default_value = "en")]
    locale: Language,
    #[command(flatten)]
    common: CommonOptions,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    /// A table for the terminal
    Text,
    /// A row a word, period and place
    Csv,
    Json,
    /// A page with charts, which needs no network
    Html,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ByName {
    Year,
    Quarter,
    Month,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    output::end_cleanly_when_interrupted();
    if let Some(unknown) = arguments.concept.iter().find(|c| !concepts().contains_key(*c)) {
        let known: Vec<&str> = concepts().keys().map(String::as_str).collect();
        return Err(Failure::Message(format!("\"{unknown}\" is no concept; known are {}", known.join(", "))));
    }
    let near = check::near(&arguments.paths, &arguments.common);
    let setup = Setup::new(&arguments.common, &near, check::is_large(&arguments.paths))?;
    let found = files::find(&arguments.paths, &arguments.common, &setup);
    for problem in &found.problems {
        output::say(format_args!("motjuste: {problem}"));
    }
    let mut failed = !found.problems.is_empty();
    let dates = Dates::new(arguments.git_date, &arguments.paths);
    let by = match arguments.by {
        ByName::Year => By::Year,
        ByName::Quarter => By::Quarter,
        ByName::Month => By::Month,
    };
    let mut usage = Usage::new(by);
    let bar = output::progress(found.inputs.len());
    let read = |input: &Input| one(input, &setup, arguments, &dates);
    let size = |result: &Result<(Option<Date>, HashMap<Said, usize>), String>| result.as_ref().map_or(0, |(_, said)| held(said));
    in_order::each(&found.inputs, read, size, |_, result| {
        bar.inc(1);
        match result {
            Ok((date, said)) => usage.add(date, said),
            Err(message) => {
                failed = true;
                bar.suspend(|| output::say(format_args!("motjuste: {message}")));
            }
        }
        Ok::<(), Failure>(())
    })?;
    bar.finish_and_clear();
    usage.retain(&arguments.concept);
    let rules = setup.rules_for(&near)?;
    usage.mark_named(&|concept, language| is_named(&rules, concept, language));
    let format = match arguments.format {
        FormatName::Text => Format::Text,
        FormatName::Csv => Format::Csv,
        FormatName::Json => Format::Json,
        FormatName::Html => Format::Html,
    };
    match &arguments.output {
        None => {
            let mut out = output::stdout();
            usage.write(format, arguments.locale, &mut out)?;
            out.flush()?;
        }
        Some(path) => {
            let cannot = |e: std::io::Error| Failure::Message(format!("{}: cannot be written: {e}", path.display()));
            let mut file = AtomicFile::create(path).map_err(cannot)?;
            usage.write(format, arguments.locale, &mut file).map_err(cannot)?;
            file.commit().map_err(cannot)?;
        }
    }
    Ok(if failed { FAILED } else { CLEAN })
}

fn one(
    input: &Input,
    setup: &Setup,
    arguments: &Arguments,
    dates: &Dates,
) -> Result<(Option<Date>, HashMap<Said, usize>), String> {
    if let Some(said) = in_pieces(input, setup)? {
        return Ok((dates.of(input, ""), said));
    }
    let opened = Opened::new(input, setup, &arguments.common, false)?;
    let document = opened.document();
    let text = Text { document: &document, source: opened.text(), rules: &opened.rules, hints: &opened.hints };
    Ok((dates.of(input, opened.text()), words_used(text)))
}

/// The words of a large translation memory, which is not kept; nothing where the input is to be read as a whole.
fn in_pieces(input: &Input, setup: &Setup) -> Result<Option<HashMap<Said, usize>>, String> {
    let Some(file) = LargeFile::of(input, setup)? else { return Ok(None) };
    let work = |piece: &Piece| {
        let document = Document::parse(&piece.text, file.format);
        words_used(Text { document: &document, source: &piece.text, rules: &file.rules, hints: &file.hints })
    };
    let mut all = HashMap::new();
    let is_whole = file.each(work, held, |_, said| {
        for (word, times) in said {
            *all.entry(word).or_default() += times;
        }
        Ok(())
    })?;
    Ok(is_whole.then_some(all))
}

/// How many bytes these hold.
fn held(said: &HashMap<Said, usize>) -> usize {
    said.len() * std::mem::size_of::<(Said, usize)>()
}
