//! `--format sarif`: SARIF 2.1.0 (OASIS Standard of 27 March 2020), as code scanning services read it.
//!
//! The results come first and are written file by file; the rules that they name follow at the end, which the standard leaves
//! open (the order of properties in JSON says nothing).

use super::{FileReport, Options, Output, Summary, Wording, help_uri, json::nested, sentence_for};
use crate::check::{Applicability, Finding, Fingerprint, Related, RuleSet};
use crate::document::{Area, Quad};
use crate::lexicon::{Entry, Severity, concepts};
use crate::text::SourceSpan;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, Write};

pub struct Sarif {
    options: Options,
    rules: Vec<Value>,
    /// Where an entry stands in `rules`.
    known: HashMap<String, usize>,
    any: bool,
}

impl Sarif {
    pub fn new(options: Options) -> Sarif {
        Sarif { options, rules: Vec::new(), known: HashMap::new(), any: false }
    }

    fn rule(&mut self, entry: &Entry) -> usize {
        if let Some(&known) = self.known.get(&entry.id) {
            return known;
        }
        let known = self.rules.len();
        self.known.insert(entry.id.clone(), known);
        self.rules.push(rule(entry, &self.options));
        known
    }

    fn result(&mut self, file: &FileReport, finding: &Finding, print: &Fingerprint, rules: &RuleSet) -> Value {
        let entry = &rules.entries[finding.entry];
        let print = print.in_document(&entry.id, &file.project_path);
        let index = self.rule(entry);
        let mut result = json!({
            "ruleId": entry.id,
            "ruleIndex": index,
            "level": level(finding.severity),
            "message": { "text": sentence_for(file, finding, rules, self.options.locale) },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact(&file.path), "region": region(file, finding.span, true) } }],
            // The second is the name that GitHub's code scanning looks for.
            "partialFingerprints": { "motjuste/v1": print, "primaryLocationLineHash": print },
        });
        // As exact as they are: the nearest number of twice the digits would look more exact.
        let number = |n: &f32| (f64::from(*n) * 100.0).round() / 100.0;
        let quad = |quad: &Quad| -> Vec<f64> { quad.iter().map(number).collect() };
        let quads = |area: &Area| -> Vec<Vec<f64>> { area.quads.iter().map(quad).collect() };
        let areas: Vec<Value> = file.areas(finding).iter().map(|a| json!({ "page": a.page, "quads": quads(a) })).collect();
        if !areas.is_empty() {
            result["locations"][0]["properties"] = json!({ "areas": areas });
        }
        let related: Vec<Value> = finding.related.iter().map(|r| related(file, r)).collect();
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        let fixes: Vec<Value> = finding
            .fixes
            .iter()
            .map(|fix| {
                let replacements: Vec<Value> = fix
                    .edits
                    .iter()
                    .map(|e| json!({ "deletedRegion": region(file, e.span, false), "insertedContent": { "text": e.text } }))
                    .collect();
                let safe = if fix.applicability == Applicability::Safe { "safe" } else { "review" };
                json!({
                    "description": { "text": format!("{} ({safe})", fix.title) },
                    "artifactChanges": [{ "artifactLocation": artifact(&file.path), "replacements": replacements }],
                })
            })
            .collect();
        if !fixes.is_empty() {
            result["fixes"] = fixes.into();
        }
        if !finding.is_reported()
            && let Some(exemption) = &finding.exemption
        {
            let why = Wording::of(self.options.locale.unwrap_or(entry.language)).exemption(exemption);
            result["suppressions"] = json!([{ "kind": "external", "justification": why }]);
        }
        result
    }
}

impl Output for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "{{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n  \"runs\": [\n    {{\n      \
             \"columnKind\": \"utf16CodeUnits\",\n      \"results\": ["
        )
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        for (finding, print) in file.shown(self.options.show_exempt) {
            let result = self.result(file, finding, print, rules);
            write!(out, "{}\n        ", if self.any { "," } else { "" })?;
            self.any = true;
            nested(out, &result, 4)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let tool = json!({ "driver": {
            "name": "motjuste",
            "fullName": "motjuste, a terminology linter for texts about sex work",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": super::GUIDANCE,
            "rules": self.rules,
        } });
        write!(out, "{}],\n      \"tool\": ", if self.any { "\n      " } else { "" })?;
        nested(out, &tool, 3)?;
        write!(out, ",\n      \"invocations\": ")?;
        nested(out, &json!([{ "executionSuccessful": summary.unread == 0 }]), 3)?;
        writeln!(out, "\n    }}\n  ]\n}}")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(entry: &Entry, options: &Options) -> Value {
    let locale = options.locale.unwrap_or(entry.language);
    let wording = Wording::of(locale);
    let find: Vec<String> = entry.searches.iter().map(|s| s.phrase.citation()).collect();
    let concept = concepts().get(&entry.concept).map_or("", |c| c.definition.as_str());
    let sections: Vec<(&str, &str)> =
        [("why", entry.why_in(locale)), ("advice", entry.advice_in(locale)), ("legitimate", entry.legitimate_in(locale))]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| (wording.label(label), text))
            .collect();
    let text: Vec<String> = sections.iter().map(|(label, text)| format!("{label}: {text}")).collect();
    let markdown: Vec<String> = sections.iter().map(|(label, text)| format!("**{label}**\n\n{text}")).collect();
    let mut tags = vec![entry.pack.clone(), entry.concept.clone(), entry.language.code().to_string()];
    if entry.preview {
        tags.push("preview".to_string());
    }
    // A pack may be named like a concept, and tags are a set.
    tags.sort();
    tags.dedup();
    json!({
        "id": entry.id,
        "name": pascal_case(&entry.id),
        "shortDescription": { "text": super::wording::one_line(&format!("{}.", find.join(", "))) },
        "fullDescription": { "text": if concept.is_empty() { entry.why_in(locale) } else { concept } },
        "help": { "text": text.join("\n\n"), "markdown": markdown.join("\n\n") },
        "helpUri": help_uri(entry),
        "defaultConfiguration": { "level": level(entry.severity) },
        "properties": { "tags": tags },
    })
}

/// `fr/travail-force` → `FrTravailForce`.
fn pascal_case(id: &str) -> String {
    let capitalised = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
    };
    id.split(|c: char| !c.is_alphanumeric()).map(capitalised).collect()
}

fn artifact(path: &str) -> Value {
    // A relative path belongs to the root of the sources, wherever that is; an absolute one needs its scheme.
    match path.strip_prefix('/') {
        Some(absolute) => json!({ "uri": format!("file:///{}", uri(absolute)) }),
        None => json!({ "uri": uri(path), "uriBaseId": "%SRCROOT%" }),
    }
}

/// Percent-encodes what RFC 3986 does not allow in a path.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for &b in path.as_bytes() {
        if b.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

/// A place on the other side of a translation, or in another unit of it (section 3.27.22).
fn related(file: &FileReport, related: &Related) -> Value {
    let (path, mut region) = match &related.file {
        Some(other) => {
            let (from, to) = (other.start, other.end);
            let region = json!({ "startLine": from.line, "startColumn": from.utf16, "endLine": to.line, "endColumn": to.utf16 });
            (other.path.as_str(), region)
        }
        None => (file.path.as_str(), region(file, related.span, false)),
    };
    region["snippet"] = json!({ "text": related.text });
    json!({
        "physicalLocation": { "artifactLocation": artifact(path), "region": region },
        "message": { "text": related.text },
    })
}

fn region(file: &FileReport, span: SourceSpan, snippet: bool) -> Value {
    let (from, to) = (file.position(span.start), file.position(span.end));
    let mut region = json!({ "startLine": from.line, "startColumn": from.utf16, "endLine": to.line, "endColumn": to.utf16 });
    if snippet {
        region["snippet"] = json!({ "text": file.words(span) });
    }
    region
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(artifact("docs/été 1.md"), json!({ "uri": "docs/%C3%A9t%C3%A9%201.md", "uriBaseId": "%SRCROOT%" }));
        assert_eq!(artifact("/a:b/c.md"), json!({ "uri": "file:///a%3Ab/c.md" }));
        assert_eq!(pascal_case("fr/travail-force"), "FrTravailForce");
    }
}
