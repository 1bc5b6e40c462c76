//! `motjuste check`

use super::annotate::{self, Reported};
use super::changed::{Changed, Since};
use super::files::{self, Checked, Input};
use super::known::Known;
use super::options::{CommonOptions, Setup, SeverityName, language};
use super::sinks::{Destination, Sinks, destination, output_kind};
use super::{CLEAN, FAILED, FINDINGS, Failure, in_order, output};
use crate::check::ProblemKind;
use crate::lexicon::Severity;
use crate::report::{Options, OutputKind, Summary, text};
use crate::text::Language;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// For the help; README.md says more of each.
const FORMATS: &str = "Formats: plain text (.txt, and any other text file that is named), Markdown (.md), MDX (.mdx), HTML (.html), \
    LaTeX (.tex), reStructuredText (.rst), AsciiDoc (.adoc), Org (.org), Typst (.typ), comments of source code that is named, Word (.docx, .docm, \
    .dotx), LibreOffice (.odt, .ott, .fodt), PowerPoint (.pptx), Excel (.xlsx), InDesign (.idml), EPUB, RTF, PDF; translation files: PO, XLIFF (also .sdlxliff, .mqxliff, .mxliff), TMX, TBX, subtitles (.srt, .vtt), CSV and TSV with \
    columns of languages, and the strings of programs (JSON, YAML, Android, .strings, .xcstrings, .properties).";

/// Reports findings in files, folders or standard input.
#[derive(Debug, Args)]
#[command(after_long_help = FORMATS)]
pub struct Arguments {
    /// Files and folders; "-" is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: CommonOptions,
    #[command(flatten)]
    report: ReportOptions,
    /// Write a copy of one PDF (or Word or LibreOffice document) with a note at every finding
    #[arg(long, value_name = "COPY")]
    annotate: Option<PathBuf>,
    /// Take out of the baseline what is no longer there
    #[arg(long)]
    prune: bool,
    /// Only findings on lines that are new since this git revision (or since the branch left it)
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Only findings on lines that are staged for the next git commit
    #[arg(long, conflicts_with_all = ["since", "prune"])]
    staged: bool,
}

/// What findings are compared with, how they are told, and what follows from them.
#[derive(Debug, Args)]
pub struct ReportOptions {
    /// How findings are written to standard output
    #[arg(long, default_value = "text", value_parser = output_kind())]
    format: &'static OutputKind,
    /// Write a report into a file as well, in any of the formats: sarif=out.sarif, html=report.html; may be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = destination)]
    output: Vec<Destination>,
    /// Exit with 1 from this severity on [default: error]
    #[arg(long, value_enum)]
    fail_on: Option<SeverityName>,
    /// Tolerate so many findings of that severity before exiting with 1
    #[arg(long, value_name = "N", default_value_t = 0)]
    max: usize,
    /// Hide the findings of this baseline, and say how many they are
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
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

impl ReportOptions {
    pub fn shows_prose(&self) -> bool {
        self.format.shows_prose || self.output.iter().any(|d| d.kind.shows_prose)
    }

    pub fn fails_on(&self, setup: &Setup) -> Severity {
        self.fail_on.map(Severity::from).or(setup.config.fail_on).unwrap_or(Severity::Error)
    }

    pub fn known(&self, setup: &Setup) -> Result<Option<Known>, Failure> {
        Known::read(self.baseline.as_deref(), setup)
    }

    pub fn open(&self, setup: &Setup) -> Result<Sinks, Failure> {
        let options = Options {
            locale: self.locale,
            show_exempt: self.show_exempt,
            explain: self.explain,
            width: output::width(),
            fail_on: self.fails_on(setup),
        };
        Sinks::open(self.format, &self.output, options)
    }

    /// The exit status for what was found.
    pub fn status(&self, summary: &Summary, setup: &Setup, failed: bool) -> u8 {
        if failed {
            FAILED
        } else if summary.at_least(self.fails_on(setup)) > self.max {
            FINDINGS
        } else {
            CLEAN
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    output::end_cleanly_when_interrupted();
    let near = near(&arguments.paths, &arguments.common);
    let mut setup = Setup::new(&arguments.common, &near, is_large(&arguments.paths))?;
    let told = &arguments.report;
    setup.keep_prose = told.shows_prose();
    let known = told.known(&setup)?;
    if arguments.prune && known.is_none() {
        return Err(Failure::Message("--prune needs --baseline FILE, or `baseline` in motjuste.toml".into()));
    }
    let since = match (&arguments.since, arguments.staged) {
        (_, true) => Some(Since::Staged),
        (Some(revision), _) => Some(Since::Revision(revision)),
        (None, false) => None,
    };
    // New lines are found in the text.
    setup.keep_text = since.is_some();
    let changed = since.map(|since| Changed::ask(since, &near)).transpose()?;
    let mut found = files::find(&arguments.paths, &arguments.common, &setup);
    // A report of the last run is no document.
    let reports: Vec<PathBuf> = told.output.iter().filter_map(|d| d.file.canonicalize().ok()).collect();
    found
        .inputs
        .retain(|i| !matches!(i, Input::File(p) if !reports.is_empty() && p.canonicalize().is_ok_and(|p| reports.contains(&p))));
    if let Some(changed) = &changed {
        found.inputs.retain(|i| matches!(i, Input::File(p) if changed.touches(p)));
        setup.instead = changed.staged_content(&found.inputs)?;
    }
    let annotated = match &arguments.annotate {
        Some(copy) => Some((annotate::only(&found.inputs, copy)?, copy)),
        None => None,
    };
    for problem in &found.problems {
        output::say(format_args!("motjuste: {problem}"));
    }
    let mut sinks = told.open(&setup)?;
    let annotating = annotated.map(|_| Reported::default());
    let mut run = Run { failed: !found.problems.is_empty(), changed, annotated: annotating, ..Run::new(known) };
    let bar = output::progress(found.inputs.len());
    let read = |input: &Input| files::read(input, &setup, &arguments.common, false);
    in_order::each(&found.inputs, read, files::held, |input, result| {
        bar.inc(1);
        bar.suspend(|| run.take(input, result, &setup, &mut sinks))
    })?;
    bar.finish_and_clear();
    if let (Some((path, copy)), Some(reported)) = (annotated, &run.annotated)
        && run.summary.unread == 0
    {
        annotate::write(path, copy, reported, &setup)?;
    }
    for (index, (said, _)) in run.ignores.iter().filter(|(_, (_, used))| !used) {
        let path = setup.config.path.as_deref().unwrap_or(Path::new(crate::config::FILE_NAME)).display();
        output::say(format_args!("motjuste: {path}: [[ignore]] number {} {said} let nothing pass in these files", index + 1));
    }
    if is_whole(&setup, &arguments.paths) && arguments.since.is_none() && !arguments.staged {
        for (index, said) in setup.config.ignores().filter(|(index, _)| !run.ignores.contains_key(index)) {
            let path = setup.config.path.as_deref().unwrap_or(Path::new(crate::config::FILE_NAME)).display();
            output::say(format_args!("motjuste: {path}: [[ignore]] number {} {said} covers none of the files", index + 1));
        }
    }
    if let Some(known) = run.known {
        run.summary.stale = known.finish(&setup, &arguments.paths, arguments.prune)?;
    }
    sinks.end(&run.summary)?;
    Ok(told.status(&run.summary, &setup, run.failed))
}

/// Whether everything that the configuration speaks of is being checked: its folder, or one around it.
fn is_whole(setup: &Setup, paths: &[PathBuf]) -> bool {
    let Some(folder) = setup.config.path.as_deref().and_then(|p| p.canonicalize().ok()) else { return false };
    paths.iter().filter_map(|p| p.canonicalize().ok()).any(|p| p.is_dir() && folder.starts_with(p))
}

/// What is gathered while files come in.
pub struct Run {
    pub summary: Summary,
    pub failed: bool,
    pub known: Option<Known>,
    changed: Option<Changed>,
    /// By its place in the configuration: what an `[[ignore]]` says, and whether it let something pass.
    ignores: BTreeMap<usize, (String, bool)>,
    /// What a copy with notes is to be made of.
    annotated: Option<Reported>,
}

impl Run {
    pub fn new(known: Option<Known>) -> Run {
        Run { summary: Summary::default(), failed: false, known, changed: None, ignores: BTreeMap::new(), annotated: None }
    }

    pub fn take(
        &mut self,
        input: &Input,
        result: Result<Checked, String>,
        setup: &Setup,
        sinks: &mut Sinks,
    ) -> Result<(), Failure> {
        let mut file = match result {
            Ok(file) => file,
            Err(message) => {
                self.failed = true;
                self.summary.unread += 1;
                output::say(format_args!("motjuste: {message}"));
                return Ok(());
            }
        };
        for (index, said) in setup.config.ignores_for(Path::new(&file.report.path)) {
            self.ignores.entry(index).or_insert((said, false)).1 |= file.report.findings.ignores_used.contains(&index);
        }
        if let Some(known) = &mut self.known {
            self.summary.baseline += known.hide(&mut file.report, &file.rules);
        }
        if let (Some(changed), Input::File(path)) = (&self.changed, input) {
            changed.retain_new(path, &mut file.report);
        }
        if self.annotated.is_some() {
            self.annotated = Some(Reported::of(&file.report));
        }
        self.summary.add(&file.report.findings);
        self.failed |= file.report.is_incomplete;
        // What was read in part only has not been checked.
        for problem in file.report.findings.problems.iter().filter(|p| p.kind == ProblemKind::NotWellFormed) {
            self.failed = true;
            let line = file.report.position(problem.span.start).line;
            output::say(format_args!(
                "motjuste: {}: not well-formed from line {line} on; what follows was not read",
                file.report.path
            ));
        }
        for line in text::other_languages(&file.report) {
            output::say(line);
        }
        sinks.file(&file.report, &file.rules)
    }
}

/// Where the search for a configuration, and for a git repository, begins.
pub fn near(paths: &[PathBuf], common: &CommonOptions) -> PathBuf {
    match paths.first() {
        Some(path) if path.as_os_str() == "-" => common.stdin_filename.clone().unwrap_or_else(|| PathBuf::from(".")),
        Some(path) => path.clone(),
        None => Path::new(".").to_path_buf(),
    }
}

/// Whether the work is likely to be worth a larger automaton: folders, or files of some size.
pub fn is_large(paths: &[PathBuf]) -> bool {
    let size = |p: &PathBuf| std::fs::metadata(p).map_or(0, |m| if m.is_dir() { u64::MAX / 1024 } else { m.len() });
    paths.iter().map(size).fold(0u64, u64::saturating_add) > 512 * 1024
}
