//! Diagnostics inside `motjuste.toml` and the writer's own lexicon files, and completion in the former.

use super::desk::Desk;
use super::diagnostics::of_problem;
use super::documents::{Kind, OpenDocument};
use super::workspace::{Problem, of_text, slashes};
use crate::check::RuleSet;
use crate::config::authorities;
use crate::lexicon::test::run_examples;
use crate::lexicon::{LexiconFile, builtin_lexicon, grammar_of};
use crate::text::Language;
use std::collections::BTreeSet;
use std::path::Path;
use tower_lsp::ls_types::{CompletionItem, CompletionItemKind, Diagnostic, Uri};

impl Desk {
    /// What is wrong with a configuration or lexicon as it stands in the editor.
    pub fn config_diagnostics(&mut self, uri: &Uri) -> Vec<Diagnostic> {
        let Some(document) = self.documents.get(uri) else { return Vec::new() };
        let Some(path) = document.path.clone() else { return Vec::new() };
        let problems = match document.kind {
            Kind::Configuration => {
                let text = document.text.to_string();
                let open = |p: &Path| match self.documents.values().find(|d| d.path.as_deref() == Some(p)) {
                    Some(document) => Ok(document.text.to_string()),
                    None => std::fs::read_to_string(p),
                };
                let problems = of_text(&text, &path, &mut Vec::new(), &open).err().unwrap_or_default();
                problems.into_iter().filter(|p| p.path == path).collect()
            }
            Kind::Toml => {
                self.workspaces.situation(Some(&path));
                if self.workspaces.lexicons().iter().any(|l| slashes(l) == slashes(&path)) {
                    self.documents.get(uri).map(|d| lexicon_problems(d, &path)).unwrap_or_default()
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        };
        let Some(document) = self.documents.get(uri) else { return Vec::new() };
        problems.iter().map(|p| of_problem(p, &document.text, self.profile.encoding)).collect()
    }
}

/// Mistakes while a person types; in a file as it was saved also what only trying shows: examples that fail, forms that can
/// never match.
fn lexicon_problems(document: &OpenDocument, path: &Path) -> Vec<Problem> {
    let text = document.text.to_string();
    let is_saved = std::fs::read_to_string(path).is_ok_and(|saved| saved == text);
    let file = LexiconFile { path: slashes(path), text: text.into() };
    let name = file.path.clone();
    let mut lexicon = builtin_lexicon().clone();
    let mut errors = lexicon.add(&[file]);
    if errors.is_empty() && is_saved {
        errors = run_examples(&lexicon, &|e| e.file == name).unwrap_or_default();
    }
    let own = errors.into_iter().filter(|e| e.file == name);
    own.map(|e| Problem { path: path.to_path_buf(), line: Some(e.line), message: e.message }).collect()
}

/// Keys of `motjuste.toml` with what they are for; those of `[packs]`, `[severity]` and `[style]` come from the lexicon.
const KEYS: [(&str, &str); 10] = [
    ("language", "where neither the text nor its path says it"),
    ("languages", "look for these only"),
    ("names", "protected names of your own"),
    ("lexicons", "lexicon files of your own"),
    ("exclude", "paths that are not read"),
    ("fail-on", "exit status 1 from this severity on"),
    ("baseline", "a file of known findings, which `check` hides"),
    ("encoding", "for files that are not UTF-8"),
    ("preview", "preview entries too"),
    ("off", "entries that are switched off"),
];
const SECTIONS: [(&str, &str); 5] = [
    ("[packs]", "switch packs of entries on or off"),
    ("[severity]", "another severity for an entry, a language or a pack"),
    ("[style]", "how words for people are written"),
    ("[[paths]]", "settings for some paths only"),
    ("[[ignore]]", "findings that are right and stay, with the reason"),
];
const PATHS_KEYS: [(&str, &str); 7] = [
    ("match", "the paths, written as in .gitignore"),
    ("packs", "switch packs of entries on or off"),
    ("severity", "another severity for an entry, a language or a pack"),
    ("off", "entries that are switched off"),
    ("language", "where the text does not say it"),
    ("style", "how words for people are written"),
    ("encoding", "for files that are not UTF-8"),
];
const IGNORE_KEYS: [(&str, &str); 4] = [
    ("match", "the paths, written as in .gitignore"),
    ("entry", "an entry, a pack or language/*"),
    ("text", "the words found"),
    ("reason", "why they are right there"),
];
const SEVERITIES: [&str; 4] = ["error", "warning", "info", "off"];
/// What can stand at a place of a configuration: `before` is the text from the file's beginning to the cursor.
pub fn complete_config(before: &str, rules: &RuleSet) -> Vec<CompletionItem> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let section = before.lines().rev().map(str::trim).find(|l| l.starts_with('[') && l.ends_with(']')).unwrap_or_default();
    let section = section.trim_matches(['[', ']']);
    let Some((key, value)) = line.split_once('=') else {
        return keys(section, line.trim_start().starts_with('"'), rules);
    };
    let quoted = value.matches('"').count() % 2 == 1;
    let key = key.trim().trim_matches('"');
    let texts: Vec<String> = match (section, key) {
        ("packs", _) => return ["true", "false"].map(|v| item(v.to_string(), "", CompletionItemKind::VALUE)).into(),
        ("severity", _) => SEVERITIES.map(str::to_string).into(),
        ("style", "authority") => authorities().iter().map(|a| a.id.clone()).collect(),
        ("style", code) => Language::from_code(code).map(styles).unwrap_or_default(),
        (_, "fail-on") => SEVERITIES[..3].iter().map(|s| (*s).to_string()).collect(),
        (_, "language" | "languages") => Language::ALL.iter().map(|l| l.code().to_string()).collect(),
        (_, "off" | "severity" | "entry") => targets(rules).into_iter().collect(),
        _ => Vec::new(),
    };
    texts.into_iter().map(|t| item(if quoted { t } else { format!("\"{t}\"") }, "", CompletionItemKind::VALUE)).collect()
}

fn keys(section: &str, quoted: bool, rules: &RuleSet) -> Vec<CompletionItem> {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let write = |key: String| if quoted || key.chars().all(bare) { key } else { format!("\"{key}\"") };
    let of = |keys: BTreeSet<String>| keys.into_iter().map(|k| item(write(k), "", CompletionItemKind::PROPERTY)).collect();
    let named = |keys: &[(&str, &str)]| -> Vec<CompletionItem> {
        keys.iter().map(|(key, what)| item((*key).to_string(), what, CompletionItemKind::PROPERTY)).collect()
    };
    match section {
        "packs" => of(rules.entries.heads().iter().map(|h| h.pack.to_string()).collect()),
        "severity" => of(targets(rules)),
        "style" => {
            let languages = Language::ALL.iter().filter(|l| !grammar_of(**l).styles().is_empty());
            of(languages.map(|l| l.code().to_string()).chain(["authority".to_string()]).collect())
        }
        "paths" => named(&PATHS_KEYS),
        "ignore" => named(&IGNORE_KEYS),
        _ => named(&KEYS).into_iter().chain(named(&SECTIONS)).collect(),
    }
}

/// What a severity can be set for: packs, languages, entries.
fn targets(rules: &RuleSet) -> BTreeSet<String> {
    let heads = rules.entries.heads();
    heads.iter().flat_map(|h| [h.id.to_string(), h.pack.to_string(), format!("{}/*", h.language)]).collect()
}

fn styles(language: Language) -> Vec<String> {
    grammar_of(language).styles().iter().map(|s| (*s).to_string()).collect()
}

pub fn item(label: String, detail: &str, kind: CompletionItemKind) -> CompletionItem {
    let detail = (!detail.is_empty()).then(|| detail.to_string());
    CompletionItem { label, detail, kind: Some(kind), ..CompletionItem::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn labels(before: &str) -> Vec<String> {
        complete_config(before, RuleSet::builtin()).into_iter().map(|i| i.label).collect()
    }

    #[test]
    fn sections_know_their_keys_and_values() {
        assert!(labels("").contains(&"fail-on".to_string()));
        assert!(labels("[packs]\n").contains(&"key-populations".to_string()));
        assert!(labels("[severity]\n").contains(&"\"fr/prostitution\"".to_string()));
        assert!(labels("[severity]\n\"fr").contains(&"fr/*".to_string()));
        assert_eq!(labels("[severity]\n\"fr/*\" = "), ["\"error\"", "\"warning\"", "\"info\"", "\"off\""]);
        assert!(labels("[style]\nfr = \"").contains(&"median".to_string()));
        assert_eq!(labels("fail-on = \"").len(), 3);
        assert!(labels("[style]\nauthority = \"").contains(&"oqlf".to_string()));
        assert_eq!(labels("[[ignore]]\n"), ["match", "entry", "text", "reason"]);
        assert!(labels("[[ignore]]\nentry = \"").contains(&"fr/prostitution".to_string()));
    }

    #[test]
    fn every_key_that_is_offered_exists() {
        let known = |text: String| {
            let error = Config::parse(&text, Path::new("motjuste.toml"));
            assert!(!error.is_err_and(|e| e.message.contains("unknown field")), "{text}");
        };
        KEYS.iter().for_each(|(key, _)| known(format!("{key} = {{}}")));
        SECTIONS.iter().for_each(|(section, _)| known(format!("{section}\n")));
        PATHS_KEYS.iter().for_each(|(key, _)| known(format!("[[paths]]\n{key} = 1\n")));
        IGNORE_KEYS.iter().for_each(|(key, _)| known(format!("[[ignore]]\n{key} = 1\n")));
    }
}
