//! Conflation is a finding of its own, and a text that keeps the two apart has none: `cases/conflation.toml`.

use motjuste::check::{LanguageHints, RuleSet, check};
use motjuste::document::{Document, Format};
use motjuste::text::LanguageTag;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Group {
    lang: String,
    about: About,
    conflates: Vec<String>,
    keeps_apart: Vec<String>,
}

#[derive(Deserialize, Clone, Copy, Debug)]
#[serde(rename_all = "kebab-case")]
enum About {
    Trafficking,
    Children,
    LegalModels,
}

/// Fewer sentences either way are no test.
const SENTENCES: usize = 6;

/// The findings of the kind that a group is about, and whether each has a fix that is applied unasked.
fn of_kind(text: &str, language: &str, about: About) -> Vec<(String, bool)> {
    let rules = RuleSet::builtin();
    let hints = LanguageHints { option: LanguageTag::parse(language), ..LanguageHints::default() };
    let found = check(&Document::parse(text, Format::PLAIN), text, rules, &hints).items;
    let entries = found.iter().filter(|f| f.is_reported()).map(|f| (f, &rules.entries[f.entry]));
    let kind = entries.filter(|(_, entry)| match about {
        About::Trafficking => entry.kind == motjuste::lexicon::Kind::Conflation,
        About::Children => entry.concept == "exploitation-of-children",
        About::LegalModels => entry.concept == "legal-models",
    });
    kind.map(|(f, entry)| (format!("{}: {}", entry.id, f.text), f.safe_fix().is_some())).collect()
}

#[test]
fn what_is_equated_is_found_and_never_rewritten_unasked() {
    let path = format!("{}/tests/cases/conflation.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut wrong = Vec::new();
    for group in &cases.group {
        let Group { lang, about, conflates, keeps_apart } = group;
        assert!(conflates.len() >= SENTENCES && keeps_apart.len() >= SENTENCES, "{lang} {about:?} has too few sentences");
        for sentence in conflates {
            let found = of_kind(sentence, lang, *about);
            if found.is_empty() || found.iter().any(|(_, safe)| *safe) {
                wrong.push(format!("{lang} {about:?} {sentence:?}: {found:?}"));
            }
        }
        for sentence in keeps_apart {
            let found = of_kind(sentence, lang, *about);
            if !found.is_empty() {
                wrong.push(format!("{lang} {about:?} keeps apart {sentence:?}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
