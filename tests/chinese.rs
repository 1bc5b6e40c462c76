//! The sentences of `cases/agreement/zh.toml`: noun or verb, classifiers, simplified and traditional, Latin words. Chinese
//! has no inflection, so they go through the built-in lexicon and not, as `agreement.rs` does, through the grammar alone.

use motjuste::check::{LanguageHints, RuleSet};
use motjuste::document::Format;
use motjuste::fix::{Reach, fix};
use motjuste::text::{Language, LanguageTag};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    from: String,
    to: String,
    level: String,
    half: String,
    /// A known failure, with its reason; it is counted and does not fail the test.
    #[serde(default)]
    known: Option<String>,
}

#[test]
fn sentences() {
    let path = format!("{}/tests/cases/agreement/zh.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    let hints = LanguageHints { option: Some(LanguageTag::from(Language::Zh)), ..LanguageHints::default() };
    let mut failures = Vec::new();
    for half in ["tune", "held-out"] {
        let (mut all, mut right, mut safe, mut safe_right) = (0, 0, 0, 0);
        for case in cases.case.iter().filter(|c| c.half == half) {
            let best = fix(&case.from, Format::PLAIN, RuleSet::builtin(), &hints, Reach::Review);
            let sure = fix(&case.from, Format::PLAIN, RuleSet::builtin(), &hints, Reach::Safe);
            let is_sure = sure.applied > 0;
            all += 1;
            right += usize::from(best.text == case.to);
            safe += usize::from(is_sure);
            safe_right += usize::from(is_sure && sure.text == case.to);
            let fails = match case.level.as_str() {
                "safe" => !is_sure || sure.text != case.to,
                "review" => is_sure || best.text != case.to,
                other => panic!("{path}: level \"{other}\""),
            };
            if fails && case.known.is_none() {
                failures.push(format!(
                    "{} ({}, {half})\n    want {}\n    got  {} (sure: {is_sure})",
                    case.from, case.about, case.to, best.text
                ));
            }
        }
        println!("zh {half}: {right} of {all} right, {safe_right} of {safe} called safe are right");
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
