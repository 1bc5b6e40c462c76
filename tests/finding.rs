//! What is found in a text and what is not: the cases of `cases/finding/`, as plain text.

use motjuste::check::{LanguageHints, RuleSet, check};
use motjuste::document::{Document, Format};
use motjuste::text::LanguageTag;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    /// For cases that do not say it themselves.
    #[serde(default)]
    lang: Option<String>,
    /// For cases that do not say it themselves.
    #[serde(default)]
    from: Option<motjuste::lexicon::Severity>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case is about.
    #[serde(default)]
    about: String,
    text: String,
    /// The language; told from the text where it is not given.
    #[serde(default)]
    lang: Option<String>,
    /// Words found, in the order of the text, as they stand there: `entry: words`, or `note entry: words` for a note.
    #[serde(default)]
    finds: Vec<String>,
    /// Only findings of this severity or above count.
    #[serde(default)]
    from: Option<motjuste::lexicon::Severity>,
    /// Words and phrases of the text that invite a wrong finding.
    #[serde(default)]
    traps: Vec<String>,
}

/// Every text of `LANGUAGE-silent.toml` has at least this many traps, and every file of the suite this many texts.
const TRAPS: usize = 3;
const TEXTS: usize = 40;

#[test]
fn cases() {
    let folder = format!("{}/tests/cases/finding", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder}: {e}")).flatten().map(|e| e.path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (silent, mixed) = (name.ends_with("-silent"), name.ends_with("-mixed"));
        assert!(!(silent || mixed) || cases.case.len() >= TEXTS, "{name} has {} texts", cases.case.len());
        for case in cases.case {
            assert!(!silent || case.traps.len() >= TRAPS && case.finds.is_empty(), "{name}: {:?}", case.text);
            assert!(!mixed || !case.traps.is_empty() && !case.finds.is_empty(), "{name}: {:?}", case.text);
            for trap in &case.traps {
                assert!(case.text.to_lowercase().contains(&trap.to_lowercase()), "{name}: {trap:?} is not in {:?}", case.text);
            }
            let rules = RuleSet::builtin();
            let hints = LanguageHints {
                option: case.lang.as_deref().or(cases.lang.as_deref()).and_then(LanguageTag::parse),
                ..LanguageHints::default()
            };
            let found: Vec<String> = check(&Document::parse(&case.text, Format::PLAIN), &case.text, rules, &hints)
                .items
                .iter()
                .filter(|f| f.is_reported() && case.from.or(cases.from).is_none_or(|s| f.severity >= s))
                .map(|f| format!("{}{}: {}", if f.exemption.is_some() { "note " } else { "" }, rules.entries[f.entry].id, f.text))
                .collect();
            if found != case.finds {
                wrong.push(format!(
                    "{} ({})\n  {:?}\n  want {:?}\n  got  {found:?}",
                    path.display(),
                    case.about,
                    case.text,
                    case.finds
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
