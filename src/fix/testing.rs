//! What tests of formats share about fixes.

use super::{Reach, fix, select};
use crate::check::{LanguageHints, RuleSet, check};
use crate::document::{Document, Format, Role};
use crate::text::LanguageTag;

pub(crate) fn english() -> LanguageHints {
    LanguageHints { option: LanguageTag::parse("en"), ..LanguageHints::default() }
}

/// Without a safe fix no byte changes. With some, the document has the same paragraphs, comments and emphasised words as before,
/// no safe fix is left, and a second one changes nothing.
#[track_caller]
pub(crate) fn assert_promises(source: &str, format: Format) {
    let (rules, hints) = (RuleSet::builtin(), english());
    let document = Document::parse(source, format);
    let before = check(&document, source, rules, &hints);
    let (edits, count) = select(&before, Reach::Safe, &|_| true);
    let fixed = fix(source, format, rules, &hints, Reach::Safe);
    if count == 0 {
        assert_eq!(fixed.text, source);
        assert_eq!(fixed.applied, 0, "{source:?}");
        return;
    }
    assert!(edits.iter().all(|e| source.get(e.span.range()).is_some()), "{edits:?} of {source:?}");
    assert!(
        fixed.findings.items.iter().all(|f| !f.is_reported() || f.safe_fix().is_none()),
        "{source:?} became {:?}",
        fixed.text
    );
    let again = fix(&fixed.text, format, rules, &hints, Reach::Safe);
    assert_eq!(again.text, fixed.text, "a second fix of {source:?}");
    let after = Document::parse(&fixed.text, format);
    assert_eq!(shape(&after), shape(&document), "{source:?} became {:?}", fixed.text);
}

/// The roles and languages of the paragraphs of a part, and how much emphasis and how many comments it has.
type Shape = (Vec<(Role, Option<String>)>, usize, usize);

/// What a document is made of, without its words.
fn shape(document: &Document) -> Vec<Shape> {
    let part = |part: &crate::document::Part| {
        let prose = &part.prose;
        let segments = prose.segments.iter().flatten();
        let segments = segments.map(|s| (s.role, s.language.as_ref().map(ToString::to_string))).collect();
        (segments, prose.inlines.len(), prose.comments.len())
    };
    document.parts.iter().map(part).collect()
}
