//! Rules for LanguageTool: a `rules` file of one language with a group for each entry, in it a rule for all forms that become
//! the same.

use super::vale::literal;
use super::xml::escape;
use super::{Export, FormRow, Format, one_file};
use std::collections::BTreeMap;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "languagetool",
    about: "a rule file for LanguageTool, one language",
    endings: &["xml"],
    sniff: |_| false,
    read: None,
    write: |e| Ok(one_file(write(e))),
    loses: "grammar, exemptions and conditions; LanguageTool replaces strings",
};

fn write(export: &Export) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rules lang=\"{}\">\n<category id=\"MOTJUSTE\" name=\"{}\" type=\"style\">\n",
        export.target,
        escape(&export.base.title)
    );
    let mut groups: BTreeMap<&str, BTreeMap<&[String], Vec<&FormRow>>> = BTreeMap::new();
    for row in export.forms.iter().filter(|r| r.language.language() == Some(export.target)) {
        groups.entry(&row.entry).or_default().entry(&row.instead).or_default().push(row);
    }
    for (entry, rules) in groups {
        let id: String = entry.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
        let _ = writeln!(out, "<rulegroup id=\"MOTJUSTE_{id}\" name=\"{}\">", escape(entry));
        for (instead, rows) in rules {
            let forms: Vec<String> = rows.iter().map(|r| literal(&r.form)).collect();
            let has_words = !rows.iter().any(|r| r.language.as_str().starts_with("zh"));
            let (open, close) = if has_words { (r"(?&lt;!\p{L})(?:", r")(?!\p{L})") } else { ("(?:", ")") };
            let suggestions: Vec<String> = instead.iter().map(|s| format!("<suggestion>{}</suggestion>", escape(s))).collect();
            let reason = rows.first().map_or("", |r| r.reason.as_str());
            let _ = writeln!(
                out,
                "  <rule>\n    <regexp>{open}{}{close}</regexp>\n    <message>{} {}</message>\n  </rule>",
                escape(&forms.join("|")),
                escape(reason),
                suggestions.join(", ")
            );
        }
        out.push_str("</rulegroup>\n");
    }
    out.push_str("</category>\n</rules>\n");
    out
}
