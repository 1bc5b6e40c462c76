//! `motjuste explain`

use super::options::{CommonOptions, Setup, language};
use super::{CLEAN, Failure, output};
use crate::check::{LanguageHints, check};
use crate::config::{Authority, authorities};
use crate::document::{Document, Format};
use crate::lexicon::sources;
use crate::report::page;
use crate::text::Language;
use clap::Args;
use std::io::Write;
use std::path::Path;

/// Shows an entry as a page: why, what to say instead, when the word is right, sources. Of an authority ("oqlf"): what it
/// recommends, with its sources.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The entry's code as reports print it (fr/prostitution), or a term
    #[arg(value_name = "CODE")]
    code: String,
    /// In this language instead of the entry's own
    #[arg(long, value_name = "LANG", value_parser = language)]
    locale: Option<Language>,
    #[command(flatten)]
    common: CommonOptions,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let setup = Setup::new(&arguments.common, Path::new("."), false)?;
    let lexicon = super::options::lexicon(&setup.config)?;
    let rules = setup.rules_for(Path::new("."))?;
    let mut out = output::stdout();
    if let Some(entry) = lexicon.entry(&arguments.code) {
        write!(out, "{}", page::entry(entry, &lexicon, arguments.locale, rules.style(entry.language)))?;
        out.flush()?;
        return Ok(CLEAN);
    }
    if let Some(house) = authorities().iter().find(|a| a.id == arguments.code) {
        authority(house, &mut out)?;
        out.flush()?;
        return Ok(CLEAN);
    }
    // A term instead of a code: whatever finds it, in any language.
    let mut shown = Vec::new();
    for language in Language::ALL {
        let document = Document::parse(&arguments.code, Format::PLAIN);
        let hints = LanguageHints { option: Some(language.into()), ..LanguageHints::default() };
        for finding in check(&document, &arguments.code, &rules, &hints).items {
            if !shown.contains(&finding.entry) {
                shown.push(finding.entry);
            }
        }
    }
    if shown.is_empty() {
        let ids = lexicon.entries.iter().map(|e| &e.id);
        let nearest = ids
            .map(|id| (strsim::damerau_levenshtein(&arguments.code, id), id))
            .min()
            .map_or(String::new(), |(_, id)| format!("; did you mean \"{id}\"?"));
        return Err(Failure::Message(format!(
            "no entry and no term \"{}\"{nearest} `motjuste lexicon list` shows all",
            arguments.code
        )));
    }
    for (n, entry) in shown.into_iter().map(|e| &rules.entries[e]).enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        write!(out, "{}", page::entry(entry, &lexicon, arguments.locale, rules.style(entry.language)))?;
    }
    out.flush()?;
    Ok(CLEAN)
}

/// What a house recommends for inclusive writing in French, the style that is taken for it, and where it says so.
fn authority(house: &Authority, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}\n\n{}\n\nstyle: {}\n\nsources:", house.name, house.position, house.style)?;
    for key in &house.sources {
        let Some(source) = sources().get(key) else { continue };
        writeln!(out, "  {key}: {} ({}; read: {})", source.title, source.year, source.read)?;
        for url in &source.urls {
            writeln!(out, "    {url}")?;
        }
    }
    Ok(())
}
