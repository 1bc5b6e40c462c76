//! `--format github`: workflow commands that GitHub Actions turns into annotations
//! (GitHub Docs, "Workflow commands for GitHub Actions", "Setting an error message").

use super::{FileReport, Options, Output, Summary, sentence_for};
use crate::check::RuleSet;
use crate::lexicon::Severity;
use std::io::{self, Write};

pub struct Annotations(pub Options);

impl Output for Annotations {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        for (finding, _) in file.shown(false) {
            let entry = &rules.entries[finding.entry];
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let (from, to) = file.positions(finding);
            write!(out, "::{command} file={},line={},endLine={}", property(&file.path), from.line, to.line)?;
            // Columns over several lines are ignored, with a warning.
            if from.line == to.line {
                write!(out, ",col={},endColumn={}", from.column, to.column)?;
            }
            let title = format!("motjuste {}{}", entry.id, if entry.preview { " (preview)" } else { "" });
            writeln!(out, ",title={}::{}", property(&title), data(&sentence_for(file, finding, rules, self.0.locale)))?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// As in `escapeData` of the actions toolkit.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As in `escapeProperty` of the actions toolkit.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_command_are_escaped() {
        assert_eq!(property("a,b: 100%"), "a%2Cb%3A 100%25");
        assert_eq!(data("one\r\ntwo: 3"), "one%0D%0Atwo: 3");
    }
}
