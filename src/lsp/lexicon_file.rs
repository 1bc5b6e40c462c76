//! Completion inside the writer's own lexicon files.

use super::config_file::item;
use crate::lexicon;
use tower_lsp::ls_types::{CompletionItem, CompletionItemKind};

const ENTRY: [(&str, &str); 23] = [
    ("id", "language/slug; never changes"),
    ("concept", "the idea that entries of all languages share"),
    ("denotes", "what the term stands for"),
    ("kind", "what is wrong with the term"),
    ("severity", "how grave it is"),
    ("confidence", "how sure it is"),
    ("sources", "keys of the bibliography"),
    ("find", "what to find: words that inflect in brackets"),
    ("hans", "what to find in simplified Chinese"),
    ("hant", "the same in traditional Chinese, in the same order"),
    ("shadow", "longer Chinese words in which the term is an accident"),
    ("say", "what to say, the best first"),
    ("advice", "what to do where nothing can be put in its place"),
    ("advice_en", "the same in English"),
    ("why", "why, for the person who writes"),
    ("why_en", "the same in English"),
    ("legitimate", "when the word is right"),
    ("legitimate_en", "the same in English"),
    ("number", "the term has only this number"),
    ("case", "capitals count"),
    ("regions", "what to know about the word in a country"),
    ("preview", "looked for only where previews are on"),
    ("forms", "cells that the rules of inflection get wrong"),
];
const SECTIONS: [(&str, &str); 5] = [
    ("[[entry]]", "a word more"),
    ("[[entry.change]]", "a sentence that changes; at least two"),
    ("[[entry.silent]]", "a sentence in which nothing is found; at least two"),
    ("[[entry.keep]]", "where it is no finding"),
    ("[[entry.need]]", "where alone it is one"),
];
const CHANGE: [(&str, &str); 3] =
    [("from", "the sentence"), ("to", "as it must read afterwards"), ("by", "hand: no fix makes it")];
const SILENT: [(&str, &str); 1] = [("text", "the sentence")];
const CONDITION: [(&str, &str); 7] = [
    ("before", "words right before it"),
    ("after", "words right behind it"),
    ("near", "words in its sentence"),
    ("inside", "longer phrases around it"),
    ("capital", "whether it begins with a capital"),
    ("as", "what becomes of the hit"),
    ("why", "the reason"),
];

const KINDS: [&str; 7] = ["slur", "stigma", "conflation", "criminalising", "inaccurate", "framing", "style"];
const DENOTES: [&str; 6] = ["person", "activity", "act", "place", "group", "idea"];

/// What can stand at a place of a lexicon: `before` is the text from the file's beginning to the cursor.
pub fn complete_lexicon(before: &str) -> Vec<CompletionItem> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    // Inside `say = [{ … }]` the last key counts.
    let Some((key, value)) = line.rsplit_once('=') else { return keys(before, line) };
    let quoted = value.matches('"').count() % 2 == 1;
    let key = key.trim_end().rsplit([' ', '{', ',']).next().unwrap_or_default();
    let owned = |values: &[&str]| values.iter().map(|v| (*v).to_string()).collect();
    let values: Vec<String> = match key {
        "concept" => lexicon::concepts().keys().cloned().collect(),
        "sources" => lexicon::sources().keys().cloned().collect(),
        "kind" => owned(&KINDS),
        "denotes" => owned(&DENOTES),
        "severity" => owned(&["error", "warning", "info"]),
        "confidence" => owned(&["attested", "general", "inferred"]),
        "number" => owned(&["sg", "pl"]),
        "case" => owned(&["exact"]),
        "fix" => owned(&["auto", "review", "never"]),
        "use" => owned(&["noun", "verb"]),
        "as" => owned(&["silent", "note", "review"]),
        _ => Vec::new(),
    };
    values.into_iter().map(|v| item(if quoted { v } else { format!("\"{v}\"") }, "", CompletionItemKind::VALUE)).collect()
}

fn keys(before: &str, line: &str) -> Vec<CompletionItem> {
    let named = |keys: &[(&str, &str)]| -> Vec<CompletionItem> {
        keys.iter().map(|(key, what)| item((*key).to_string(), what, CompletionItemKind::PROPERTY)).collect()
    };
    let begun = line.trim_start();
    if begun.starts_with('[') {
        return named(&SECTIONS);
    }
    // The middle of a list or of a text over several lines.
    if !begun.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Vec::new();
    }
    let section = before.lines().rev().map(str::trim).find(|l| l.starts_with('[')).unwrap_or_default();
    let own = match section {
        "[[entry.change]]" => named(&CHANGE),
        "[[entry.silent]]" => named(&SILENT),
        "[[entry.keep]]" | "[[entry.need]]" => named(&CONDITION),
        "" => Vec::new(),
        _ => named(&ENTRY),
    };
    own.into_iter().chain(named(&SECTIONS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Lexicon, LexiconFile};

    /// What is wrong with a lexicon of one entry that has more than it needs.
    fn errors(more: &str) -> String {
        let mut keys = String::new();
        for (key, value) in [
            ("id", "\"en/x\""),
            ("concept", "\"sex-work\""),
            ("kind", "\"style\""),
            ("severity", "\"info\""),
            ("why", "\"x\""),
            ("why_en", "\"x\""),
        ] {
            // What is tried stands in the place of what is right.
            if !more.starts_with(&format!("{key} ")) {
                keys.push_str(&format!("{key} = {value}\n"));
            }
        }
        let file = LexiconFile { path: "w/en/house.toml".into(), text: format!("[[entry]]\n{keys}{more}\n").into() };
        let errors = Lexicon::clone(lexicon::builtin_lexicon()).add(&[file]);
        errors.into_iter().map(|e| e.message).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_offered_exists() {
        let known = |text: String| {
            let errors = errors(&text);
            assert!(!errors.contains("unknown field") && !errors.contains("unknown variant"), "{text}: {errors}");
        };
        assert!(errors("fnd = 1").contains("unknown field") && errors("kind = \"odd\"").contains("unknown variant"));
        ENTRY.iter().for_each(|(key, _)| known(format!("{key} = 1")));
        CHANGE.iter().for_each(|(key, _)| known(format!("[[entry.change]]\n{key} = 1")));
        SILENT.iter().for_each(|(key, _)| known(format!("[[entry.silent]]\n{key} = 1")));
        for section in ["keep", "need"] {
            CONDITION.iter().for_each(|(key, _)| known(format!("[[entry.{section}]]\n{key} = 1")));
        }
        for key in ["kind", "denotes", "severity", "confidence", "number", "case", "concept"] {
            let offered = complete_lexicon(&format!("[[entry]]\n{key} = "));
            assert!(!offered.is_empty(), "{key}");
            offered.into_iter().take(40).for_each(|i| known(format!("{key} = {}", i.label)));
        }
        for key in ["fix", "use"] {
            let offered = complete_lexicon(&format!("[[entry]]\nsay = [{{ text = \"a = b\", {key} = "));
            offered.into_iter().for_each(|i| known(format!("say = [{{ {key} = {} }}]", i.label)));
        }
    }

    #[test]
    fn sections_have_their_keys() {
        let labels = |before: &str| complete_lexicon(before).into_iter().map(|i| i.label).collect::<Vec<_>>();
        assert!(labels("[[entry]]\nfi").contains(&"find".to_string()));
        assert_eq!(labels("[[entry.change]]\n")[..2], ["from", "to"]);
        assert_eq!(labels("[[entry]]\nsources = [\"LIC\", \"").iter().filter(|l| *l == "LIC").count(), 1);
        assert!(labels("[[entry]]\nfind = [\n    \"[word]").is_empty());
        assert!(labels("[[entry]]\nsay = [{ text = \"[work]\", fix = \"").contains(&"auto".to_string()));
    }
}
