#![no_main]

use libfuzzer_sys::fuzz_target;
use motjuste::check::{LanguageHints, RuleSet, Text, check_pair};
use motjuste::document::{Document, Format};
use motjuste::text::LanguageTag;

const LANGUAGES: [&str; 5] = ["en", "es", "fr", "ru", "zh"];

// The first byte chooses the languages; the two documents are divided by the first zero byte.
fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let (source, target) = text.split_once('\0').unwrap_or((text, text));
    let hints = |n: usize| LanguageHints { option: LanguageTag::parse(LANGUAGES[n % LANGUAGES.len()]), ..LanguageHints::default() };
    let (from_hints, to_hints) = (hints(usize::from(*choice)), hints(usize::from(*choice) / LANGUAGES.len()));
    let (from, to) = (Document::parse(source, Format::MARKDOWN), Document::parse(target, Format::MARKDOWN));
    let rules = RuleSet::builtin();
    let pair = check_pair(
        Text { document: &from, source, rules, hints: &from_hints },
        Text { document: &to, source: target, rules, hints: &to_hints },
    );
    for (text, found, left) in [(source, &pair.source, &pair.source_left), (target, &pair.target, &pair.target_left)] {
        let is_inside = |span: motjuste::text::SourceSpan| text.get(span.range()).is_some();
        assert!(found.items.iter().all(|f| is_inside(f.span)), "a finding outside its text");
        assert!(left.iter().all(|s| is_inside(*s)), "a place outside its text");
    }
    // What a finding points at stands in the other text.
    for finding in &pair.target.items {
        for related in &finding.related {
            assert!(source.get(related.span.range()).is_some() || target.get(related.span.range()).is_some());
        }
    }
});
