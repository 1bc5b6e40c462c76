//! `motjuste lexicon stats`

use super::super::options::{CommonOptions, Setup, lexicon};
use super::super::{CLEAN, Failure};
use crate::lexicon::{Confidence, Entry, FixClass};
use crate::text::Language;
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// Counts entries, patterns, forms and examples.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Box<CommonOptions>,
}

const COLUMNS: [&str; 10] =
    ["entries", "patterns", "forms", "sure", "review", "advice", "examples", "untested", "inferred", "concepts"];

pub fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<u8, Failure> {
    let setup = Setup::new(&arguments.common, Path::new("."), false)?;
    let lexicon = lexicon(&setup.config)?;
    let packs: BTreeSet<&str> = lexicon.entries.iter().map(|e| e.pack.as_str()).collect();
    let width = packs.iter().map(|p| p.len()).max().unwrap_or(0).max(5);
    write!(out, "{:8}  {:width$}", "language", "pack")?;
    for column in COLUMNS {
        write!(out, "  {column:>8}")?;
    }
    writeln!(out)?;
    for language in Language::ALL {
        let own: Vec<&Entry> = lexicon.entries.iter().filter(|e| e.language == language).collect();
        for pack in &packs {
            let some: Vec<&Entry> = own.iter().filter(|e| e.pack == *pack).copied().collect();
            if !some.is_empty() {
                row(out, language.code(), pack, width, &some)?;
            }
        }
        row(out, language.code(), "all", width, &own)?;
    }
    row(out, "all", "all", width, &lexicon.entries.iter().collect::<Vec<_>>())?;
    Ok(CLEAN)
}

fn row(out: &mut dyn Write, language: &str, pack: &str, width: usize, entries: &[&Entry]) -> Result<(), Failure> {
    let sum = |f: &dyn Fn(&Entry) -> usize| -> usize { entries.iter().map(|e| f(e)).sum() };
    let best = |class: FixClass| sum(&|e| usize::from(e.say.first().is_some_and(|s| s.class == class)));
    let counts = [
        entries.len(),
        sum(&|e| e.searches.len()),
        sum(&|e| e.searches.iter().map(|s| s.forms.len()).sum()),
        best(FixClass::Auto),
        best(FixClass::Review),
        sum(&|e| usize::from(e.say.first().is_none_or(|s| s.class == FixClass::Never))),
        sum(&|e| e.changes.len() + e.silents.len()),
        sum(&|e| usize::from(e.untested)),
        sum(&|e| usize::from(e.confidence == Confidence::Inferred)),
        entries.iter().map(|e| &e.concept).collect::<BTreeSet<_>>().len(),
    ];
    write!(out, "{language:8}  {pack:width$}")?;
    for count in counts {
        write!(out, "  {count:>8}")?;
    }
    Ok(writeln!(out)?)
}
