//! The baseline: findings that were there when somebody began to look, and that are hidden until their sentence is edited.
//!
//! A finding is known by its entry, its document's path and its sentence ([`Fingerprint`]), with a count for sentences that
//! stand in a document several times. The file is TOML in a stable order, a line a sentence, so that two branches can each
//! take lines out of it.

use crate::check::{Finding, Fingerprint, RuleSet};
use crate::report::FileReport;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file's name where nobody chose another.
pub const FILE_NAME: &str = "motjuste-baseline.toml";

const VERSION: u32 = 1;

/// Entry and hash of the sentence.
type Key = (String, u64);

/// Known findings by document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, BTreeMap<Key, u32>>,
}

/// A line of a baseline that stands for more findings than there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    pub path: String,
    pub entry: String,
    sentence: u64,
    /// How many findings too many.
    pub count: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: u32,
    #[serde(default)]
    files: BTreeMap<String, BTreeMap<String, u32>>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    #[error("line {line}: {message}")]
    Toml {
        /// From 1.
        line: usize,
        message: String,
    },
    #[error("version {0} is not known to this program; write the baseline anew with `motjuste baseline`")]
    Version(u32),
    #[error("\"{0}\" is no line of a baseline (entry, space, 16 hexadecimal digits); write it anew with `motjuste baseline`")]
    Key(String),
}

impl Baseline {
    /// Reads a baseline's text.
    ///
    /// # Errors
    /// It is no TOML, of another version, or has a line that means nothing.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let raw: Raw = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            BaselineError::Toml { line, message: e.message().to_string() }
        })?;
        if raw.version != VERSION {
            return Err(BaselineError::Version(raw.version));
        }
        let mut baseline = Baseline::default();
        for (path, lines) in raw.files {
            let known = baseline.files.entry(path).or_default();
            for (key, count) in lines {
                let parsed = key.split_once(' ').and_then(|(entry, hash)| {
                    let hash = u64::from_str_radix(hash, 16).ok().filter(|_| hash.len() == 16)?;
                    Some((entry.to_string(), hash))
                });
                known.insert(parsed.ok_or(BaselineError::Key(key))?, count);
            }
        }
        Ok(baseline)
    }

    /// The text of the file.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# Findings that were known when this was written; `motjuste check` hides them until their sentence is edited.\n\
             # A line: entry, hash of the sentence = how often. `motjuste check --prune` takes out what is no longer there.\n",
        );
        let _ = writeln!(text, "version = {VERSION}");
        for (path, lines) in &self.files {
            let _ = writeln!(text, "\n[files.{}]", quoted(path));
            for ((entry, sentence), count) in lines {
                let _ = writeln!(text, "{} = {count}", quoted(&format!("{entry} {sentence:016x}")));
            }
        }
        text
    }

    /// How many findings it stands for.
    pub fn count(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(|c| *c as usize).sum()
    }

    /// The documents it knows.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Takes in what is reported in a file.
    pub fn add(&mut self, file: &FileReport, rules: &RuleSet) {
        for (key, count) in counts(file, rules) {
            self.files.entry(file.project_path.clone()).or_default().insert(key, count);
        }
    }

    /// Takes the known findings out of a file's report.
    pub fn hide(&self, file: &mut FileReport, rules: &RuleSet) -> usize {
        let Some(known) = self.files.get(&file.project_path) else { return 0 };
        let before = file.findings.items.len();
        file.retain(|finding, print| {
            let is_known = known.get(&key(finding, print, rules)).is_some_and(|count| print.occurrence <= *count);
            !(finding.is_reported() && is_known)
        });
        before - file.findings.items.len()
    }

    /// Lines that stand for more than a file has, before anything was hidden in it. What is switched off for the file is
    /// left alone: nobody has looked for it.
    pub fn stale_in(&self, file: &FileReport, rules: &RuleSet) -> Vec<Stale> {
        let Some(known) = self.files.get(&file.project_path) else { return Vec::new() };
        let present = counts(file, rules);
        let is_off = |entry: &str| rules.entry_index(entry).is_some_and(|n| rules.severity(n, None).is_none());
        let mut stale = Vec::new();
        for ((entry, sentence), &count) in known {
            let there = present.get(&(entry.clone(), *sentence)).copied().unwrap_or(0);
            if there < count && !is_off(entry) {
                stale.push(Stale {
                    path: file.project_path.clone(),
                    entry: entry.clone(),
                    sentence: *sentence,
                    count: count - there,
                });
            }
        }
        stale
    }

    /// All lines of a document that does not exist any more.
    pub fn all_of(&self, path: &str) -> Vec<Stale> {
        let lines = self.files.get(path).into_iter().flatten();
        lines
            .map(|((entry, sentence), &count)| Stale { path: path.to_string(), entry: entry.clone(), sentence: *sentence, count })
            .collect()
    }

    /// Takes stale findings out.
    pub fn prune(&mut self, stale: &[Stale]) {
        for line in stale {
            let Some(known) = self.files.get_mut(&line.path) else { continue };
            let key = (line.entry.clone(), line.sentence);
            if let Some(count) = known.get_mut(&key) {
                *count = count.saturating_sub(line.count);
                if *count == 0 {
                    known.remove(&key);
                }
            }
            if known.is_empty() {
                self.files.remove(&line.path);
            }
        }
    }
}

fn key(finding: &Finding, print: &Fingerprint, rules: &RuleSet) -> Key {
    (rules.entries.head(finding.entry).id.to_string(), print.sentence)
}

fn counts(file: &FileReport, rules: &RuleSet) -> BTreeMap<Key, u32> {
    let mut counts: BTreeMap<Key, u32> = BTreeMap::new();
    for (finding, print) in file.findings.items.iter().zip(&file.fingerprints).filter(|(f, _)| f.is_reported()) {
        let count = counts.entry(key(finding, print, rules)).or_default();
        *count = (*count).max(print.occurrence);
    }
    counts
}

/// A TOML basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut baseline = Baseline::default();
        baseline.files.entry("docs/\"a\" \\b\n.md".into()).or_default().insert(("fr/prostituee".into(), 0xab), 2);
        baseline.files.entry("été.txt".into()).or_default().insert(("fr/prostitution".into(), u64::MAX), 1);
        let text = baseline.to_toml();
        assert_eq!(Baseline::parse(&text).unwrap(), baseline, "{text}");
        assert_eq!(baseline.count(), 3);
    }

    #[test]
    fn what_means_nothing_is_said() {
        assert_eq!(Baseline::parse("version = 7\n").unwrap_err(), BaselineError::Version(7));
        assert!(
            matches!(Baseline::parse("version = 1\n[files.\"a\"]\n\"x\" = 1\n").unwrap_err(), BaselineError::Key(k) if k == "x")
        );
        assert!(matches!(Baseline::parse("version = 1\n\noops\n").unwrap_err(), BaselineError::Toml { line: 3, .. }));
        assert!(Baseline::parse("version = 1\n[files.\"a\"]\n\"x 0000000000000000\" = -1\n").is_err());
    }

    #[test]
    fn pruning_takes_out_lines_and_then_files() {
        let mut baseline = Baseline::default();
        baseline.files.entry("a.md".into()).or_default().insert(("fr/x".into(), 1), 2);
        let stale = |count| Stale { path: "a.md".into(), entry: "fr/x".into(), sentence: 1, count };
        baseline.prune(&[stale(1)]);
        assert_eq!(baseline.count(), 1);
        baseline.prune(&[stale(1), stale(1)]);
        assert_eq!(baseline, Baseline::default());
    }
}
