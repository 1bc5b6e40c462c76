//! The sentences of `cases/agreement/`: what a term and its replacement do to a sentence, and whether the tool knows when a
//! person is needed. `tune` was read while the grammar was written; `held-out` was written before it was first run.

use motjuste::grammar::{self, Denotes, Form, Grammar, Phrase, Request, Style, forms};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    find: String,
    say: String,
    from: String,
    /// The whole sentence as a careful editor would write it.
    to: String,
    /// What the tool is to offer where `to` is another wording than the term's replacement (a crime, a figure of speech):
    /// grammatical, and never called safe.
    #[serde(default)]
    offer: Option<String>,
    /// `safe`: the tool must get it right and say that it is sure; `review`: it must get it right and not say that it is
    /// sure; `none`: nothing may be offered, because the hit is a verb.
    level: String,
    /// `tune` or `held-out`.
    half: String,
    #[serde(default)]
    denotes: Denotes,
    #[serde(default)]
    style: String,
    /// A known failure, with its reason; it is counted and does not fail the test.
    #[serde(default)]
    known: Option<String>,
}

fn phrase(pattern: &str) -> Vec<Phrase> {
    // What an entry would say of an irregular word.
    let people = BTreeMap::from([("person".to_string(), BTreeMap::from([("pl".to_string(), "people".to_string())]))]);
    Phrase::parse(pattern, &people).unwrap_or_else(|e| panic!("{e}"))
}

/// The longest form of `find` in the text, as bytes, without regard to case.
fn locate(text: &str, find: &[Phrase], grammar: &dyn Grammar) -> Option<(std::ops::Range<usize>, Form, usize)> {
    let plain = |s: &str| s.replace('’', "'").replace('\n', " ");
    let mut best: Option<(std::ops::Range<usize>, Form, usize)> = None;
    for (n, phrase) in find.iter().enumerate() {
        for form in forms(phrase, grammar, true).unwrap_or_else(|e| panic!("{e}")) {
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            let wanted: Vec<char> = plain(&form.text).chars().collect();
            for i in 0..chars.len() {
                // Capitals that the form has of its own (СПИДом, CSW) count; the others are those of the place.
                let exact = form.text.chars().skip(1).any(char::is_uppercase);
                let same = wanted.iter().enumerate().all(|(k, w)| {
                    chars.get(i + k).is_some_and(|(_, c)| {
                        let c = plain(&c.to_string());
                        if exact && w.is_uppercase() {
                            c == w.to_string()
                        } else {
                            c.to_lowercase() == w.to_lowercase().to_string()
                        }
                    })
                });
                if !same {
                    continue;
                }
                let start = chars[i].0;
                let end = chars.get(i + wanted.len()).map_or(text.len(), |(b, _)| *b);
                let whole = !text[..start].chars().next_back().is_some_and(char::is_alphanumeric)
                    && !text[end..].chars().next().is_some_and(char::is_alphanumeric);
                if whole && best.as_ref().is_none_or(|(r, _, _)| r.len() < end - start) {
                    best = Some((start..end, form.clone(), n));
                }
            }
        }
    }
    best
}

fn check(language: &str, grammar: &dyn Grammar) {
    let path = format!("{}/tests/cases/agreement/{language}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut failures = Vec::new();
    let mut figures = Vec::new();
    for half in ["tune", "held-out"] {
        let (mut all, mut right, mut safe, mut safe_right) = (0, 0, 0, 0);
        for case in cases.case.iter().filter(|c| c.half == half) {
            let find = phrase(&case.find);
            let Some((hit, found, n)) = locate(&case.from, &find, grammar) else {
                failures.push(format!("{}\n    no form of {} found", case.from, case.find));
                continue;
            };
            let say = &phrase(&case.say)[0];
            let style = if case.style.is_empty() { grammar.styles().first().copied().unwrap_or_default() } else { &case.style };
            let style = Style(style.to_string());
            let request =
                Request { text: &case.from, hit, found: &found, find: &find[n], say, denotes: case.denotes, style: &style };
            let rewrites = grammar.rewrite(&request);
            let best = rewrites.first();
            let mut result = case.from.clone();
            for edit in best.iter().flat_map(|b| b.edits.iter().rev()) {
                result.replace_range(edit.range.clone(), &edit.text);
            }
            all += 1;
            let sure = best.is_some_and(|b| b.doubts.is_empty());
            let wanted = case.offer.as_ref().unwrap_or(&case.to);
            let ok = if case.level == "none" { best.is_none() } else { result == *wanted };
            right += usize::from(ok);
            safe += usize::from(sure);
            safe_right += usize::from(sure && ok);
            let fails = match case.level.as_str() {
                "safe" => !ok || !sure,
                "review" => sure || !ok,
                "none" => !ok,
                other => panic!("{path}: level \"{other}\""),
            };
            if fails && case.known.is_none() {
                failures.push(format!(
                    "{}\n    want {} ({})\n    got  {result} ({:?})",
                    case.from,
                    wanted,
                    case.level,
                    best.map(|b| &b.doubts)
                ));
            }
        }
        figures.push(format!("{language} {half}: {right} of {all} grammatical, {safe_right} of {safe} called safe are right"));
    }
    let figures = figures.join("\n");
    println!("{figures}");
    assert!(failures.is_empty(), "\n{figures}\n{}", failures.join("\n"));
}

#[test]
fn english() {
    check("en", &grammar::en::English);
}

#[test]
fn spanish() {
    check("es", &grammar::es::Spanish);
}

#[test]
fn french() {
    check("fr", &grammar::fr::French);
}

#[test]
fn russian() {
    check("ru", &grammar::ru::Russian);
}
