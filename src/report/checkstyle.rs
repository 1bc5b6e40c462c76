//! `--format checkstyle`: the XML of Checkstyle, which many CI servers and editors read.

use super::xml::escape;
use super::{FileReport, Options, Output, Summary, sentence_for};
use crate::check::RuleSet;
use std::io::{self, Write};

pub struct Checkstyle(pub Options);

impl Output for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        let mut found = file.shown(false).peekable();
        if found.peek().is_none() {
            return Ok(());
        }
        writeln!(out, "  <file name=\"{}\">", escape(&file.path))?;
        for (finding, _) in found {
            let entry = &rules.entries[finding.entry];
            let (from, _) = file.positions(finding);
            let message = sentence_for(file, finding, rules, self.0.locale);
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"motjuste.{}\"/>",
                from.line,
                from.column,
                finding.severity.as_str(),
                escape(&message),
                escape(&entry.id),
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}
