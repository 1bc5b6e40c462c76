//! Rules for Vale: a style with a substitution (`extends: substitution`) for each language and level. Keys of `swap` are
//! regular expressions, so what is special there is escaped; several wordings are told with a bar between.

use super::{Export, FormRow, Format, TermBaseError};
use crate::lexicon::Severity;
use std::collections::BTreeMap;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "vale",
    about: "a style for Vale: a file for each language and level",
    endings: &["yml"],
    sniff: |_| false,
    read: None,
    write,
    loses: "grammar, exemptions and conditions; Vale replaces strings",
};

fn write(export: &Export) -> Result<BTreeMap<String, Vec<u8>>, TermBaseError> {
    let mut rules: BTreeMap<String, (Severity, Vec<&FormRow>)> = BTreeMap::new();
    for row in export.forms.iter().filter(|r| !r.instead.is_empty()) {
        let name = format!("motjuste/{}-{}.yml", row.language.as_str(), row.severity.as_str());
        rules.entry(name).or_insert_with(|| (row.severity, Vec::new())).1.push(row);
    }
    Ok(rules.into_iter().map(|(name, (severity, rows))| (name, file(severity, &rows).into_bytes())).collect())
}

fn file(severity: Severity, rows: &[&FormRow]) -> String {
    let level = if severity == Severity::Info { "suggestion" } else { severity.as_str() };
    let mut out =
        format!("extends: substitution\nmessage: \"Say '%s' instead of '%s'.\"\nlevel: {level}\nignorecase: true\nswap:\n");
    for row in rows {
        // Strings of JSON are strings of YAML (YAML 1.2, section 1.3).
        let text = |t: &str| serde_json::Value::String(t.to_string()).to_string();
        let _ = writeln!(out, "  {}: {}", text(&literal(&row.form)), text(&row.instead.join("|")));
    }
    out
}

/// A string as a regular expression that matches it and nothing else.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
