//! `motjuste lexicon export`

use super::super::options::{CommonOptions, Setup, lexicon};
use super::super::{CLEAN, Failure, output};
use super::only;
use crate::fix::AtomicFile;
use crate::lexicon::Entry;
use crate::termbase::{Export, FORMATS, Format, TermBase, of_lexicon};
use crate::text::Language;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes the lexicon, with your own on top, as a term base.
#[derive(Debug, Args)]
#[command(mut_arg("lang", |lang| lang.help("The language of formats that have one, the target of those that have two; only this language in the others")))]
pub struct Arguments {
    #[arg(long, value_name = "FORMAT", value_parser = format(), default_value = "tbx")]
    format: &'static Format,
    /// The source of formats that have two languages
    #[arg(long, value_name = "LANG", value_parser = super::super::options::language, default_value = "en")]
    from: Language,
    /// The file to write, or the folder where the format has several; standard output where it is not given
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Every format and language into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "format"])]
    all: Option<PathBuf>,
    #[command(flatten)]
    common: Box<CommonOptions>,
}

pub(super) fn format() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|f| PossibleValue::new(f.name).help(f.about)))
        .map(|name| Format::named(&name).unwrap_or(FORMATS[0]))
}

pub fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<u8, Failure> {
    let setup = Setup::new(&arguments.common, Path::new("."), false)?;
    let lexicon = lexicon(&setup.config)?;
    let rules = setup.rules_for(Path::new("."))?;
    // What is switched off is no part of what the house says.
    let is_on = |e: &Entry| rules.entries.iter().position(|r| r.id == e.id).is_some_and(|n| rules.severity(n, None).is_some());
    let only = only(&arguments.common)?;
    let is_preview = |e: &Entry| e.preview && !arguments.common.preview;
    let title = "motjuste: terminology on sex work after NSWP";
    let left_out = lexicon.entries.iter().filter(|e| e.rule.is_some() && is_on(e)).count();
    let everything = |e: &Entry| is_on(e) && !is_preview(e);
    let forms = of_lexicon::forms(&lexicon, &|l| rules.style(l).clone(), &everything);
    if let Some(folder) = &arguments.all {
        let base = TermBase::of(&lexicon, title, &everything);
        return all(folder, &base, &forms);
    }
    let two = arguments.format.loses.contains("two languages");
    let wanted = |e: &Entry| everything(e) && (two || only.is_none_or(|l| e.language == l));
    let base = TermBase::of(&lexicon, title, &wanted);
    let target = only.unwrap_or(if arguments.from == Language::En { Language::Fr } else { Language::En });
    let forms: Vec<_> = forms.into_iter().filter(|f| only.is_none() || f.language.language() == only).collect();
    let export = Export { base: &base, source: arguments.from, target, forms: &forms };
    let files = (arguments.format.write)(&export).map_err(|e| Failure::Message(e.to_string()))?;
    match (&arguments.output, files.get("")) {
        (Some(path), Some(bytes)) => write(path, bytes)?,
        (Some(folder), None) => write_all(folder, &files)?,
        (None, Some(bytes)) if std::str::from_utf8(bytes).is_ok() => out.write_all(bytes)?,
        (None, _) => {
            return Err(Failure::Message(format!("name what to write: --output {}", example(arguments.format))));
        }
    }
    if let Some(path) = &arguments.output {
        let terms: usize = base.concepts.iter().map(|c| c.terms.len()).sum();
        output::say(format_args!("{}: {} concepts, {terms} terms", path.display(), base.concepts.len()));
        if left_out > 0 {
            output::say(format_args!("{left_out} entries are rules without words of their own; no term base can hold them"));
        }
        if !arguments.format.loses.is_empty() {
            output::say(format_args!("{} has no place for everything: {}", arguments.format.name, arguments.format.loses));
        }
    }
    Ok(CLEAN)
}

fn example(format: &Format) -> String {
    format!("nswp.{}", format.endings.first().copied().unwrap_or("txt"))
}

/// `nswp.tbx`, `nswp-en-fr.txt`, `vale/motjuste/fr-error.yml`
fn all(folder: &Path, base: &TermBase, forms: &[crate::termbase::FormRow]) -> Result<u8, Failure> {
    for format in FORMATS {
        let two = format.loses.starts_with("two languages");
        let one = matches!(format.name, "xbench" | "languagetool");
        let pairs: Vec<(Language, Language)> = match (two, one) {
            (true, _) => Language::ALL.iter().filter(|l| **l != Language::En).map(|l| (Language::En, *l)).collect(),
            (_, true) => Language::ALL.iter().map(|l| (Language::En, *l)).collect(),
            _ => vec![(Language::En, Language::Fr)],
        };
        for (source, target) in pairs {
            let files = (format.write)(&Export { base, source, target, forms }).map_err(|e| Failure::Message(e.to_string()))?;
            let ending = format.endings.first().copied().unwrap_or("txt");
            let languages = match (two, one) {
                (true, _) => format!("-{source}-{target}"),
                (_, true) => format!("-{target}"),
                _ => String::new(),
            };
            match files.get("") {
                Some(bytes) => write(&folder.join(format!("nswp-{}{languages}.{ending}", format.name)), bytes)?,
                None => write_all(&folder.join(format.name), &files)?,
            }
        }
    }
    output::say(format_args!("{}: {} concepts in {} formats", folder.display(), base.concepts.len(), FORMATS.len()));
    Ok(CLEAN)
}

fn write_all(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    files.iter().try_for_each(|(name, bytes)| write(&folder.join(name), bytes))
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let cannot = |e: std::io::Error| Failure::Message(format!("{}: cannot be written: {e}", path.display()));
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    let mut file = AtomicFile::create(path).map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)?;
    file.commit().map_err(cannot)
}
