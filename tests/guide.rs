//! The terminology guide, row by row: every variant of every row is found, and the names that it protects keep their words
//! wherever their line breaks. `cases/guide/` holds both.

use motjuste::check::{Finding, LanguageHints, RuleSet, check};
use motjuste::document::{Document, Format};
use motjuste::text::{Language, LanguageTag};

fn read(name: &str) -> String {
    let path = format!("{}/tests/cases/guide/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn reported(text: &str, language: &str) -> Vec<Finding> {
    let hints = LanguageHints { option: LanguageTag::parse(language), ..LanguageHints::default() };
    let mut found = check(&Document::parse(text, Format::PLAIN), text, RuleSet::builtin(), &hints).items;
    found.retain(Finding::is_reported);
    found
}

/// A variant as a sentence, and the bytes that must be found.
fn sentence(variant: &str, frame: &str) -> (String, std::ops::Range<usize>) {
    match (variant.find('['), variant.find(']')) {
        (Some(from), Some(to)) => (variant.replace(['[', ']'], ""), from..to - 1),
        _ => {
            let at = frame.find("{}").expect("a frame has a place for the variant");
            (frame.replace("{}", variant), at..at + variant.len())
        }
    }
}

#[test]
fn every_variant_of_every_row_is_found() {
    let mut missing = Vec::new();
    for language in Language::ALL {
        let text = read(language.code());
        let frame = text.lines().find_map(|l| l.strip_prefix("frame: ")).expect("a file has a frame");
        let rows = text.lines().filter_map(|l| l.split_once('\t'));
        for (row, variants) in rows {
            for variant in variants.split("; ") {
                let (text, wanted) = sentence(variant, frame);
                let found = reported(&text, language.code());
                let overlaps = |f: &Finding| {
                    let range = f.span.range();
                    range.start < wanted.end && wanted.start < range.end
                };
                if !found.iter().any(overlaps) {
                    missing.push(format!("{row}: {text}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} are not found\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn names_keep_their_words_wherever_their_line_breaks() {
    let mut wrong = Vec::new();
    for line in read("names").lines().filter(|l| !l.starts_with('#')) {
        let Some((language, text)) = line.split_once('\t') else { continue };
        let broken = |at: usize, c: char, sign: &str| format!("{}{sign}{}", &text[..at], &text[at + c.len_utf8()..]);
        let mut texts = vec![text.to_string()];
        for (at, c) in text.char_indices().skip(1) {
            if c == ' ' {
                texts.extend([broken(at, c, "\n"), broken(at, c, "\u{a0}"), broken(at, c, " \r\n")]);
            } else if language == "zh" {
                texts.push(format!("{}\n{}", &text[..at], &text[at..]));
            }
        }
        for text in texts {
            for finding in reported(&text, language) {
                wrong.push(format!("{language} {:?} in {text:?}", finding.text));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} are found\n{}", wrong.len(), wrong.join("\n"));
}
