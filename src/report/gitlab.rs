//! `--format gitlab`: a code quality report (GitLab Docs, "Code Quality", "Code Quality report format").

use super::{FileReport, Options, Output, Summary, json::nested, sentence_for};
use crate::check::RuleSet;
use crate::lexicon::Severity;
use serde_json::json;
use std::io::{self, Write};

pub struct CodeQuality {
    options: Options,
    any: bool,
}

impl CodeQuality {
    pub fn new(options: Options) -> CodeQuality {
        CodeQuality { options, any: false }
    }
}

impl Output for CodeQuality {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        for (finding, print) in file.shown(false) {
            let entry = &rules.entries[finding.entry];
            let (from, to) = file.positions(finding);
            let issue = json!({
                "description": sentence_for(file, finding, rules, self.options.locale),
                "check_name": entry.id,
                "fingerprint": print.in_document(&entry.id, &file.project_path),
                "severity": match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                "location": { "path": file.path, "lines": { "begin": from.line, "end": to.line } },
            });
            write!(out, "{}\n  ", if self.any { "," } else { "" })?;
            self.any = true;
            nested(out, &issue, 1)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "{}]", if self.any { "\n" } else { "" })
    }
}
