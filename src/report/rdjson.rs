//! `--format rdjson`: reviewdog's Diagnostic Format. Columns are bytes of the line in UTF-8, from 1 (`reviewdog.proto`,
//! message `Position`); a suggestion is one replacement, so a fix of several edits is given as the stretch that holds them.

use super::{FileReport, Options, Output, Summary, help_uri, json::nested, sentence_for};
use crate::check::RuleSet;
use crate::lexicon::Severity;
use crate::text::{SourceOffset, SourceSpan};
use serde_json::{Value, json};
use std::io::{self, Write};

pub struct Rdjson {
    options: Options,
    any: bool,
}

impl Rdjson {
    pub fn new(options: Options) -> Rdjson {
        Rdjson { options, any: false }
    }
}

impl Output for Rdjson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\n  \"source\": {{ \"name\": \"motjuste\" }},\n  \"diagnostics\": [")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        for (finding, _) in file.shown(false) {
            let entry = &rules.entries[finding.entry];
            let suggestions: Vec<Value> = finding
                .fixes
                .iter()
                .filter_map(|fix| file.as_one_edit(fix))
                .map(|(span, text)| json!({ "range": range(file, span), "text": text }))
                .collect();
            let diagnostic = json!({
                "message": sentence_for(file, finding, rules, self.options.locale),
                "location": { "path": file.path, "range": range(file, finding.span) },
                "severity": match finding.severity {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Info => "INFO",
                },
                "code": { "value": entry.id, "url": help_uri(entry) },
                "suggestions": suggestions,
            });
            write!(out, "{}\n    ", if self.any { "," } else { "" })?;
            self.any = true;
            nested(out, &diagnostic, 2)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "{}]\n}}", if self.any { "\n  " } else { "" })
    }
}

fn range(file: &FileReport, span: SourceSpan) -> Value {
    let place = |offset: SourceOffset| {
        // Columns of this format are bytes.
        let (text, lines, range) = file.readable(SourceSpan { start: offset, end: offset });
        let start = lines.line_start(text, SourceOffset(range.start));
        json!({ "line": file.position(offset).line, "column": range.start - start + 1 })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}
