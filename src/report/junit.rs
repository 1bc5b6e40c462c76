//! `--format junit`: JUnit XML as CI servers read it; `ci/junit.xsd` describes what is written here. A file is a test suite, a
//! finding a test case; those at or above `--fail-on` fail, the others carry their message as output.

use super::xml::escape;
use super::{FileReport, Options, Output, Summary, sentence_for};
use crate::check::{Finding, RuleSet};
use std::io::{self, Write};

pub struct JUnit(pub Options);

impl Output for JUnit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"motjuste\">")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        let fails = |f: &Finding| f.severity >= self.0.fail_on;
        let findings: Vec<&Finding> = file.shown(false).map(|(f, _)| f).collect();
        let failures = findings.iter().filter(|f| fails(f)).count();
        let path = escape(&file.path);
        // A suite without a case reads as a mistake; a clean file is one case that passes.
        let tests = findings.len().max(1);
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">")?;
        if findings.is_empty() {
            writeln!(out, "    <testcase classname=\"{path}\" name=\"wording\"/>")?;
        }
        for finding in findings {
            let entry = &rules.entries[finding.entry];
            let (from, _) = file.positions(finding);
            let message = escape(&sentence_for(file, finding, rules, self.0.locale));
            writeln!(out, "    <testcase classname=\"{path}\" name=\"{}:{} {}\">", from.line, from.column, escape(&entry.id))?;
            let place = format!("{path}:{}:{}", from.line, from.column);
            if fails(finding) {
                writeln!(
                    out,
                    "      <failure type=\"{}\" message=\"{message}\">{place}: {message}</failure>",
                    finding.severity.as_str()
                )?;
            } else {
                writeln!(out, "      <system-out>{}: {place}: {message}</system-out>", finding.severity.as_str())?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}
