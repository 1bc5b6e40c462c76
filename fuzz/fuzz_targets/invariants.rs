//! What must hold for every text, whatever its format.

use motjuste::check::{Fingerprint, LanguageHints, RuleSet, check};
use motjuste::document::{Document, Format};
use motjuste::fix::{Reach, fix};
use motjuste::text::LanguageTag;

/// Reads, checks and fixes a text. The first byte chooses the language.
pub fn hold(data: &[u8], format: Format) {
    let Some((choice, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let tags = ["", "en", "es", "fr", "ru", "zh", "zh-Hant", "es-MX"];
    let option = LanguageTag::parse(tags[usize::from(*choice) % tags.len()]);
    let hints = LanguageHints { option, ..LanguageHints::default() };
    let rules = RuleSet::builtin();
    let document = Document::parse(text, format);
    let findings = check(&document, text, rules, &hints);
    let prints = Fingerprint::of(&document, &findings.items);
    assert_eq!(prints.len(), findings.items.len());
    for finding in &findings.items {
        assert!(text.get(finding.span.range()).is_some(), "a finding cuts a character or lies outside: {finding:?}");
        let prose = &document.parts[finding.part].prose.text;
        assert_eq!(prose.get(finding.prose.clone()), Some(finding.text.as_str()));
        for edit in finding.fixes.iter().flat_map(|f| &f.edits) {
            assert!(text.get(edit.span.range()).is_some(), "an edit cuts a character or lies outside: {finding:?}");
        }
    }
    let fixed = fix(text, format, rules, &hints, Reach::Safe);
    let again = fix(&fixed.text, format, rules, &hints, Reach::Safe);
    assert_eq!(again.text, fixed.text, "a second fix changes something");
    // Doubtful fixes, too, must not end in a panic.
    let _ = fix(text, format, rules, &hints, Reach::Review);
}
