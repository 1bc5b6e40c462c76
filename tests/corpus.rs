//! Precision on neutral prose: manuals, aphorisms, dictionaries, novels. Such text speaks of sex work hardly ever, so that
//! what is found there is mostly found wrongly.
//!
//! `MOTJUSTE_CORPUS` names a folder with `en.txt`, `es.txt`, `fr.txt`, `ru.txt`, `zh.txt`, one or more of them. Without it
//! nothing is tested, and that is said.

use motjuste::check::{LanguageHints, RuleSet, check};
use motjuste::document::{Document, Format};
use motjuste::lexicon::Severity;
use motjuste::text::Language;
use std::path::Path;

/// Findings of warning and error a million bytes may have. Not all are false: aphorisms and old dictionaries use the words
/// in earnest. Whoever lowers the number of findings lowers the bound.
const BOUNDS: [(Language, f64); 5] =
    [(Language::En, 1.2), (Language::Es, 0.2), (Language::Fr, 0.2), (Language::Ru, 2.2), (Language::Zh, 0.4)];

#[test]
fn few_findings_in_neutral_prose() {
    let Some(folder) = std::env::var_os("MOTJUSTE_CORPUS") else {
        println!("skipped: MOTJUSTE_CORPUS names no folder with en.txt, es.txt, fr.txt, ru.txt, zh.txt");
        return;
    };
    let folder = Path::new(&folder);
    let mut read = 0;
    let mut wrong = Vec::new();
    for (language, bound) in BOUNDS {
        let path = folder.join(format!("{}.txt", language.code()));
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: {} is not there or no UTF-8", path.display());
            continue;
        };
        read += 1;
        let hints = LanguageHints { option: Some(language.into()), ..LanguageHints::default() };
        let rules = RuleSet::builtin();
        let found = check(&Document::parse(&text, Format::PLAIN), &text, rules, &hints);
        let serious: Vec<String> = found
            .items
            .iter()
            .filter(|f| f.is_reported() && f.severity >= Severity::Warning)
            .map(|f| format!("{}: {} (byte {})", rules.entries[f.entry].id, f.text, f.span.range().start))
            .collect();
        let megabytes = text.len() as f64 / 1e6;
        let allowed = (bound * megabytes).ceil() as usize;
        println!("{language}: {} findings of warning and error in {megabytes:.1} MB; {allowed} are allowed", serious.len());
        if serious.len() > allowed {
            wrong.push(format!("{language}: {} findings, {allowed} allowed\n  {}", serious.len(), serious.join("\n  ")));
        }
    }
    assert!(read > 0, "{} has none of the files", folder.display());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
