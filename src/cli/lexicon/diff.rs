//! `motjuste lexicon diff`

use super::super::options::read_lexicons;
use super::super::{CLEAN, FINDINGS, Failure};
use crate::lexicon::{Entry, Lexicon, builtin_lexicon, load};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Tells how two lexicons differ; exit status 1 when they do.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A file, a folder of lexicon files, or "builtin"
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The same; the built-in lexicon where it is not given
    #[arg(value_name = "NEW", default_value = "builtin")]
    new: PathBuf,
}

pub fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<u8, Failure> {
    let (old, new) = (read(&arguments.old)?, read(&arguments.new)?);
    let ids: BTreeSet<&str> = old.entries.iter().chain(&new.entries).map(|e| e.id.as_str()).collect();
    let (mut added, mut removed, mut changed) = (0, 0, 0);
    for id in ids {
        match (old.entry(id), new.entry(id)) {
            (None, Some(entry)) => {
                added += 1;
                writeln!(out, "+ {id}")?;
                for (key, value) in fields(entry).into_iter().filter(|(_, v)| !v.is_empty()) {
                    writeln!(out, "    + {key}: {value}")?;
                }
            }
            (Some(_), None) => {
                removed += 1;
                writeln!(out, "- {id}")?;
            }
            (Some(before), Some(after)) => {
                let (before, after) = (fields(before), fields(after));
                let differing: Vec<&str> = after.keys().filter(|k| before.get(*k) != after.get(*k)).copied().collect();
                if differing.is_empty() {
                    continue;
                }
                changed += 1;
                writeln!(out, "~ {id}")?;
                for key in differing {
                    for (sign, fields) in [('-', &before), ('+', &after)] {
                        if let Some(value) = fields.get(key).filter(|v| !v.is_empty()) {
                            writeln!(out, "    {sign} {key}: {value}")?;
                        }
                    }
                }
            }
            (None, None) => {}
        }
    }
    writeln!(out, "{added} added, {removed} removed, {changed} changed")?;
    Ok(if added + removed + changed == 0 { CLEAN } else { FINDINGS })
}

/// Entries as they are, whether or not they would be accepted beside others.
fn read(path: &Path) -> Result<Lexicon, Failure> {
    if path == Path::new("builtin") {
        return Ok(builtin_lexicon().clone());
    }
    let (lexicon, errors) = load(&read_lexicons(&[path.to_path_buf()])?);
    let unreadable: Vec<String> =
        errors.iter().filter(|e| lexicon.entries.is_empty() || e.line == 0).map(ToString::to_string).collect();
    if lexicon.entries.is_empty() && !unreadable.is_empty() {
        return Err(Failure::Message(unreadable.join("\n")));
    }
    Ok(lexicon)
}

/// What people compare, in words.
fn fields(entry: &Entry) -> BTreeMap<&'static str, String> {
    let find: BTreeSet<String> = entry.searches.iter().map(|s| s.phrase.to_string()).collect();
    let say: Vec<String> = entry
        .say
        .iter()
        .map(|s| {
            let traditional = s.traditional.as_ref().map_or(String::new(), |t| format!(" / {t}"));
            let class = format!("{:?}", s.class).to_lowercase();
            let note = if s.note.is_empty() { String::new() } else { format!(": {}", s.note) };
            format!("{}{traditional} ({class}{note})", s.phrase)
        })
        .collect();
    let conditions = |all: &[crate::lexicon::Condition]| all.iter().map(|c| format!("{c:?}")).collect::<Vec<_>>().join("; ");
    BTreeMap::from([
        ("find", find.into_iter().collect::<Vec<_>>().join(", ")),
        ("say", say.join(", ")),
        ("severity", entry.severity.as_str().to_string()),
        ("kind", format!("{:?}", entry.kind).to_lowercase()),
        ("concept", entry.concept.clone()),
        ("pack", entry.pack.clone()),
        ("why", entry.why.clone()),
        ("why_en", entry.why_en.clone()),
        ("advice", entry.advice.clone()),
        ("legitimate", entry.legitimate.clone()),
        ("sources", entry.sources.join(", ")),
        ("keep", conditions(&entry.keep)),
        ("need", conditions(&entry.need)),
    ])
}
