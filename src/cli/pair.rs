//! `motjuste pair`: a translation against its source, two documents or two folders of them.

use super::check::{ReportOptions, Run, is_large, near};
use super::files::{self, Checked, Input, Opened, Told};
use super::options::{CommonOptions, Setup, is_code, tag};
use super::sinks::Sinks;
use super::{Failure, output};
use crate::check::{Pair, Related, Text, check_pair};
use crate::document::Document;
use crate::report::FileReport;
use crate::text::{LanguageTag, SourceSpan};
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// For the help.
const ABOUT: &str = "Headings, paragraphs, list items and table cells of two documents are aligned by their order, length and numbers; \
    two files of strings (JSON, .properties, Android …) by the names of the strings. What cannot be aligned is checked, not compared, and said. \
    Files that hold both sides (PO, XLIFF, TMX …) are compared by `motjuste check`. Of two folders, documents of one name are compared, \
    whatever language the names say (guide.en.md, fr/guide.md); those without a counterpart are named.";

/// Holds a translation against its source: two documents, or two folders of them.
#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Arguments {
    /// The source, or a folder of sources
    source: PathBuf,
    /// Its translation, or the folder of the translations
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
    let mut sinks = arguments.report.open(&setup)?;
    let mut run = Run::new(arguments.report.known(&setup)?);
    match [arguments.source.is_dir(), arguments.target.is_dir()] {
        [true, true] => {
            let matched = Matched::find(arguments, &setup)?;
            run.failed |= matched.say();
            for (source, target) in &matched.pairs {
                // One that cannot be read is said, and the others are compared.
                if let Err(Failure::Message(message)) =
                    one([source.clone(), target.clone()], arguments, &setup, &mut run, &mut sinks)
                {
                    run.failed = true;
                    run.summary.unread += 1;
                    output::say(format_args!("motjuste: {message}"));
                }
            }
        }
        [false, false] => one(paths, arguments, &setup, &mut run, &mut sinks)?,
        _ => {
            return Err(Failure::Message(
                "one of the two is a folder and the other is not; name two documents, or two folders".into(),
            ));
        }
    }
    sinks.end(&run.summary)?;
    Ok(arguments.report.status(&run.summary, &setup, run.failed))
}

/// Two documents.
fn one(paths: [PathBuf; 2], arguments: &Arguments, setup: &Setup, run: &mut Run, sinks: &mut Sinks) -> Result<(), Failure> {
    let inputs = paths.map(Input::File);
    let open = |input: &Input, language: &Option<LanguageTag>| -> Result<Opened, Failure> {
        let mut opened = Opened::new(input, setup, &arguments.common, false).map_err(Failure::Message)?;
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
    let (found, rendered) = (Told::of(&from, found, setup, true), Told::of(&to, rendered, setup, true));
    drop((from, to));
    let mut checked = [source.report(found, setup), target.report(rendered, setup)];
    let [own, other] = &mut checked;
    tell_places(&mut own.report, &mut other.report);
    say_what_was_left(&checked, compared, &[source_left, target_left]);
    for (input, file) in inputs.iter().zip(checked) {
        run.take(input, Ok(file), setup, sinks)?;
    }
    Ok(())
}

/// The documents of two folders that belong together.
struct Matched {
    pairs: Vec<(PathBuf, PathBuf)>,
    /// Documents without a counterpart, and with several.
    alone: Vec<PathBuf>,
    problems: Vec<String>,
}

impl Matched {
    fn find(arguments: &Arguments, setup: &Setup) -> Result<Matched, Failure> {
        let mut problems = Vec::new();
        let mut of = |folder: &PathBuf| -> BTreeMap<PathBuf, Vec<PathBuf>> {
            let found = files::find(std::slice::from_ref(folder), &arguments.common, setup);
            problems.extend(found.problems);
            let mut by_key: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
            for input in found.inputs {
                let Input::File(path) = input else { continue };
                by_key.entry(without_language(path.strip_prefix(folder).unwrap_or(&path))).or_default().push(path);
            }
            by_key
        };
        let (sources, mut targets) = (of(&arguments.source), of(&arguments.target));
        let (mut pairs, mut alone) = (Vec::new(), Vec::new());
        for (key, sources) in sources {
            match (sources.as_slice(), targets.remove(&key).unwrap_or_default().as_slice()) {
                ([source], [target]) if source != target => pairs.push((source.clone(), target.clone())),
                (sources, others) => alone.extend(sources.iter().chain(others).cloned()),
            }
        }
        alone.extend(targets.into_values().flatten());
        if pairs.is_empty() && problems.is_empty() {
            return Err(Failure::Message(format!(
                "no document of {} has one of the same name in {}; names may differ in their language (guide.en.md, guide.fr.md)",
                arguments.source.display(),
                arguments.target.display()
            )));
        }
        Ok(Matched { pairs, alone, problems })
    }

    /// Says what is not compared; whether something went wrong.
    fn say(&self) -> bool {
        for problem in &self.problems {
            output::say(format_args!("motjuste: {problem}"));
        }
        for path in &self.alone {
            output::say(format_args!("motjuste: {}: has no counterpart in the other folder; not compared", files::shown(path)));
        }
        !self.problems.is_empty()
    }
}

/// A path without what says its language: `fr/guide.fr.md` and `en/guide.en.md` are both `guide.md`.
fn without_language(path: &Path) -> PathBuf {
    let is_language = |text: &str| LanguageTag::parse(text).is_some_and(|t| t.language().is_some()) && is_code(text);
    let mut key: PathBuf =
        path.parent().into_iter().flat_map(Path::iter).filter(|f| !f.to_str().is_some_and(is_language)).collect();
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = match stem.rsplit_once(['.', '_', '-']) {
        Some((before, language)) if is_language(language) => before,
        _ if is_language(stem) => "",
        _ => stem,
    };
    key.push(format!("{stem}.{}", ending.to_ascii_lowercase()));
    key
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
