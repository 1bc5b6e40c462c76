//! `motjuste lexicon`: one file an action that is more than a page; this one has the table of them.

mod add;
mod check;
mod diff;
mod export;
mod import;
mod new;
mod stats;

use super::options::{CommonOptions, Setup, lexicon, read_lexicons};
use super::{CLEAN, FAILED, FINDINGS, Failure, output};
use crate::lexicon::{Entry, Lexicon, builtin_lexicon, test::run_examples};
use crate::report::{forms, page, paradigm};
use crate::text::{Language, LanguageTag};
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Looks into the lexicon.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List entries, a line each
    #[command(mut_arg("lang", |lang| lang.help("Only this language")))]
    List {
        #[command(flatten)]
        common: Box<CommonOptions>,
    },
    /// Write every form of every entry as tab-separated values
    #[command(mut_arg("lang", |lang| lang.help("Only this language")))]
    Forms {
        #[command(flatten)]
        common: Box<CommonOptions>,
    },
    /// Show an entry with all its forms, or a concept in all five languages
    Show {
        /// An entry (fr/prostitution) or a concept (sex-worker)
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        common: Box<CommonOptions>,
    },
    /// Run the examples of all entries, or of some
    Test {
        /// Entries, or beginnings of their ids (fr/)
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// Test these files on top of the built-in lexicon (language/pack/file.toml)
        #[arg(long, value_name = "FILE")]
        file: Vec<PathBuf>,
        #[command(flatten)]
        common: Box<CommonOptions>,
    },
    /// Look for mistakes in lexicon files, or in the built-in ones: what does not load, and what nobody has tested
    #[command(alias = "validate")]
    Check(check::Arguments),
    /// Begin a lexicon of your own: a commented file to fill in
    New(new::Arguments),
    /// Add an entry to a file
    Add(add::Arguments),
    /// Tell how two lexicons differ, entry by entry
    Diff(diff::Arguments),
    /// Count entries, patterns, forms and examples
    Stats(stats::Arguments),
    /// Write the lexicon as a term base: TBX, CSV, XLSX, memoQ, MultiTerm, OmegaT, Xbench, SKOS, XLIFF, Vale, LanguageTool
    Export(export::Arguments),
    /// Read a term base into lexicon files
    Import(import::Arguments),
    /// Print the JSON Schema of lexicon files, for editors that complete and check TOML
    Schema,
}

/// See `lexicons/README.md`.
const SCHEMA: &str = include_str!("../../../lexicons/schema.json");

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let mut out = output::stdout();
    let code = match &arguments.action {
        Action::List { common } => list(&mut out, common)?,
        Action::Forms { common } => forms(&mut out, common)?,
        Action::Show { id, common } => show(&mut out, id, common)?,
        Action::Test { ids, file, common } => test(&mut out, ids, file, common)?,
        Action::Check(a) => check::run(&mut out, a)?,
        Action::New(a) => new::run(a)?,
        Action::Add(a) => add::run(a)?,
        Action::Diff(a) => diff::run(&mut out, a)?,
        Action::Stats(a) => stats::run(&mut out, a)?,
        Action::Export(a) => export::run(&mut out, a)?,
        Action::Import(a) => import::run(&mut out, a)?,
        Action::Schema => {
            write!(out, "{SCHEMA}")?;
            CLEAN
        }
    };
    out.flush()?;
    Ok(code)
}

/// What `--lang` asks for.
///
/// # Errors
/// A language without a lexicon.
fn only(common: &CommonOptions) -> Result<Option<Language>, Failure> {
    let known =
        |tag: &LanguageTag| tag.language().ok_or_else(|| Failure::Message("known languages are en, es, fr, ru, zh".into()));
    common.lang.as_ref().map(known).transpose()
}

fn forms(out: &mut dyn Write, common: &CommonOptions) -> Result<u8, Failure> {
    let only = only(common)?;
    let setup = Setup::new(common, Path::new("."), false)?;
    write!(out, "{}", forms::HEADER)?;
    for entry in lexicon(&setup.config)?.entries.iter().filter(|e| only.is_none_or(|l| e.language == l)) {
        let rows = forms::rows(entry).map_err(|e| Failure::Message(format!("{}: {e}", entry.id)))?;
        write!(out, "{rows}")?;
    }
    Ok(CLEAN)
}

fn list(out: &mut dyn Write, common: &CommonOptions) -> Result<u8, Failure> {
    let only = only(common)?;
    let setup = Setup::new(common, Path::new("."), false)?;
    let rules = setup.rules_for(Path::new("."))?;
    let width = rules.entries.iter().map(|e| e.id.len()).max().unwrap_or(0);
    for (n, entry) in rules.entries.iter().enumerate().filter(|(_, e)| only.is_none_or(|l| e.language == l)) {
        let severity = rules.severity(n, None).map_or("off", |s| s.as_str());
        let mut find: Vec<String> = entry.searches.iter().map(|s| s.phrase.citation()).collect();
        let more = find.len().saturating_sub(5);
        find.truncate(5);
        let more = if more > 0 { format!(" … (+{more})") } else { String::new() };
        let preview = if entry.preview { " (preview)" } else { "" };
        writeln!(out, "{:width$}  {severity:7}  {:16}  {}{more}{preview}", entry.id, entry.pack, find.join(", "))?;
    }
    Ok(CLEAN)
}

fn show(out: &mut dyn Write, id: &str, common: &CommonOptions) -> Result<u8, Failure> {
    let setup = Setup::new(common, Path::new("."), false)?;
    let lexicon = lexicon(&setup.config)?;
    let rules = setup.rules_for(Path::new("."))?;
    if let Some(entry) = lexicon.entry(id) {
        let style = rules.style(entry.language);
        write!(out, "{}", page::entry(entry, &lexicon, None, style))?;
        write!(out, "{}", paradigm::tables(entry, None, style))?;
        return Ok(CLEAN);
    }
    if let Some(concept) = lexicon.concepts.get(id) {
        writeln!(out, "{id}\n{}\n{}", "=".repeat(id.len()), concept.definition)?;
        for language in Language::ALL {
            let entries: Vec<&Entry> = lexicon.entries.iter().filter(|e| e.concept == id && e.language == language).collect();
            if entries.is_empty() {
                continue;
            }
            writeln!(out, "\n{}", language.endonym())?;
            for entry in entries {
                let find: Vec<String> = entry.searches.iter().map(|s| s.phrase.citation()).collect();
                let grammar = crate::lexicon::grammar_of(language);
                let say: Vec<String> = entry.say.iter().map(|s| grammar.citation(&s.phrase, rules.style(language))).collect();
                let say = if say.is_empty() { entry.advice.clone() } else { say.join(" | ") };
                writeln!(out, "  {} ({})\n    {}\n    → {say}", entry.id, entry.severity.as_str(), find.join(", "))?;
            }
        }
        return Ok(CLEAN);
    }
    let known: Vec<&String> = lexicon.entries.iter().map(|e| &e.id).chain(lexicon.concepts.keys()).collect();
    let nearest = known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(id, k), k))
        .min()
        .map_or(String::new(), |(_, k)| format!("; did you mean \"{k}\"?"));
    Err(Failure::Message(format!("no entry and no concept \"{id}\"{nearest}")))
}

fn test(out: &mut dyn Write, ids: &[String], files: &[PathBuf], common: &CommonOptions) -> Result<u8, Failure> {
    let own: Vec<String>;
    let lexicon: Lexicon = if files.is_empty() {
        let setup = Setup::new(common, Path::new("."), false)?;
        own = Vec::new();
        lexicon(&setup.config)?
    } else {
        let mut lexicon = builtin_lexicon().clone();
        let read = read_lexicons(files)?;
        let errors = lexicon.add(&read);
        own = read.into_iter().map(|f| f.path).collect();
        for error in &errors {
            writeln!(out, "{error}")?;
        }
        if !errors.is_empty() {
            return Ok(FAILED);
        }
        lexicon
    };
    let wanted = |e: &Entry| {
        (ids.is_empty() || ids.iter().any(|i| e.id.starts_with(i.as_str()))) && (own.is_empty() || own.contains(&e.file))
    };
    let entries = lexicon.entries.iter().filter(|e| wanted(e)).count();
    if entries == 0 {
        return Err(Failure::Message(format!("no entry begins with {}; `motjuste lexicon list` shows all", ids.join(" or "))));
    }
    let examples: usize = lexicon.entries.iter().filter(|e| wanted(e)).map(|e| e.changes.len() + e.silents.len()).sum();
    let errors = run_examples(&lexicon, &wanted)?;
    for error in &errors {
        writeln!(out, "{error}")?;
    }
    writeln!(out, "{entries} entries, {examples} examples, {} wrong", errors.len())?;
    Ok(if errors.is_empty() { CLEAN } else { FINDINGS })
}
