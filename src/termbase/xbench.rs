//! ApSIC Xbench checklists (`.xbckl`): one check a term to avoid in the target, with all its inflected forms as a search of
//! Xbench's PowerSearch (`"form" OR "form"`), whole words. The elements follow checklists that Xbench has written.

use super::xml::{all, attribute, child, escape, parse, text};
use super::{Export, FormRow, Format, Status, Term, TermBase, TermBaseError, beginning, cells, one_file, text_of};
use crate::text::LanguageTag;
use std::collections::BTreeMap;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "xbench",
    about: "Xbench checklist of the terms to avoid in the target",
    endings: &["xbckl"],
    sniff: |bytes| beginning(bytes).contains("xbench-checklist"),
    read: Some(read),
    write: |e| Ok(one_file(write(e))),
    loses: "one language; what it does not avoid",
};

/// Between what to say instead and the reason.
const BETWEEN: &str = " — ";

fn write(export: &Export) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xbench-checklist version=\"1.0\">\n");
    let _ = writeln!(out, "  <checklist name=\"{} ({})\">", escape(&export.base.title), export.target);
    let mut checks: BTreeMap<(&str, &str), Vec<&FormRow>> = BTreeMap::new();
    for row in export.forms.iter().filter(|r| r.language.language() == Some(export.target)) {
        checks.entry((&row.entry, row.language.as_str())).or_default().push(row);
    }
    for ((entry, language), rows) in checks {
        let search: Vec<String> = rows.iter().map(|r| format!("\"{}\"", r.form.replace('"', "\"\""))).collect();
        let instead = rows.iter().find(|r| !r.instead.is_empty()).map_or(String::new(), |r| r.instead.join(" / "));
        let reason = rows.first().map_or("", |r| r.reason.as_str());
        let _ = writeln!(out, "    <check name=\"{}\" categories=\"motjuste {}\">", escape(entry), escape(language));
        let _ = writeln!(
            out,
            "      <term type=\"target\" xml:space=\"preserve\" wholeword=\"{}\" powersearch=\"yes\" searchmode=\"Simple\">{}</term>",
            if language.starts_with("zh") { "no" } else { "yes" },
            escape(&search.join(" OR "))
        );
        let both = [instead.as_str(), reason].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(BETWEEN);
        let _ = writeln!(out, "      <description xml:space=\"preserve\">{}</description>\n    </check>", escape(&both));
    }
    out.push_str("  </checklist>\n</xbench-checklist>\n");
    out
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let content = text_of(bytes)?;
    let document = parse(&content)?;
    let mut base = TermBase::default();
    for check in all(document.root_element(), "check") {
        let name = attribute(check, "name");
        let categories = attribute(check, "categories");
        let language = categories
            .split_whitespace()
            .chain([name])
            .find_map(|c| LanguageTag::parse(c.split('/').next().unwrap_or_default()).filter(|t| t.language().is_some()));
        let Some(language) = language else {
            let message = format!("the check \"{name}\" says no language; put its code among the categories (motjuste fr)");
            return Err(TermBaseError::Line {
                line: usize::try_from(document.text_pos_at(check.range().start).row).unwrap_or(1),
                message,
            });
        };
        let target = check.children().find(|n| n.tag_name().name() == "term" && attribute(*n, "type") == "target").map(text);
        let description = child(check, "description").map(text).unwrap_or_default();
        let (instead, reason) = description.split_once(BETWEEN).unwrap_or(("", description.as_str()));
        let target = target.unwrap_or_default();
        let forms = target.split(" OR ").map(|f| f.trim().trim_matches('"').replace("\"\"", "\"")).filter(|f| !f.is_empty());
        let mut terms: Vec<Term> =
            forms.map(|f| Term { note: reason.to_string(), ..Term::new(language.clone(), f, Status::Deprecated) }).collect();
        let says = instead.split(" / ").map(str::trim).filter(|s| !s.is_empty()).enumerate();
        terms
            .extend(says.map(|(n, s)| Term::new(language.clone(), s, if n == 0 { Status::Preferred } else { Status::Admitted })));
        cells::add(&mut base, name, "", terms);
    }
    Ok(base)
}
