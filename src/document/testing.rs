//! What the tests of the formats share: prose as text to compare, and the promises that hold for every input.

use super::{Document, Format, InlineKind, PieceKind, Prose, Role};
use crate::text::fold::BLOCK_SEPARATOR;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::fmt::Write;

/// Compares the segments of a document with what is expected, a line a segment:
/// `text` a paragraph, `# text` a heading, `> text` a quotation, `@ text` an attribute; `{fr}` before a text with a language;
/// `+` before a segment that goes on without a separator. `□` is a stand-in, `⏎` a line end inside a segment.
#[track_caller]
pub(super) fn check(format: Format, source: &str, expected: &[&str]) {
    let prose = parse(format, source);
    assert_eq!(render(&prose), expected, "{source:?}");
}

#[track_caller]
pub(super) fn parse(format: Format, source: &str) -> Prose<'_> {
    let mut document = Document::parse(source, format);
    let prose = document.parts.remove(0).prose;
    assert_promises(source, &prose);
    prose
}

fn render(prose: &Prose) -> Vec<String> {
    let mut lines = Vec::new();
    let mut end = None;
    for segment in prose.segments.iter().flatten() {
        let mut line = String::new();
        if end == Some(segment.range.start) {
            line.push('+');
        }
        end = Some(segment.range.end);
        line.push_str(match segment.role {
            Role::Paragraph => "",
            Role::Heading => "# ",
            Role::Quote => "> ",
            Role::Attribute => "@ ",
            Role::Verbatim => "= ",
        });
        if let Some(language) = &segment.language {
            let _ = write!(line, "{{{language}}}");
        }
        line.push_str(&prose.text[segment.range.clone()].replace('\u{fffc}', "□").replace('\n', "⏎"));
        lines.push(line);
    }
    lines
}

/// The inlines as `kind text`.
pub(super) fn inlines(prose: &Prose) -> Vec<String> {
    let name = |kind| match kind {
        InlineKind::Emphasis => "em",
        InlineKind::Strong => "strong",
        InlineKind::Quote => "q",
        InlineKind::Link => "a",
    };
    prose.inlines.iter().map(|i| format!("{} {}", name(i.kind), &prose.text[i.range.clone()])).collect()
}

/// The comments as `text | what follows | source`.
pub(super) fn comments(source: &str, prose: &Prose) -> Vec<String> {
    let line = |c: &super::Comment| format!("{} | {} | {}", c.text, &prose.text[c.at..], &source[c.source.range()]);
    prose.comments.iter().map(line).collect()
}

/// Reads pieces that are repeated many times: linear time lets a test end.
pub(super) fn read_repeated(format: Format, pieces: &[(&str, usize)]) {
    for (piece, times) in pieces {
        parse(format, &piece.repeat(*times));
    }
}

/// Holds any sequence of fragments of a format to the promises.
pub(super) fn hold_fragments(format: Format, fragments: &'static [&'static str]) {
    let config = ProptestConfig::with_cases(1500);
    let picks = prop::collection::vec(prop::sample::select(fragments), 0..30);
    let hold = |picks: Vec<&str>| {
        let source = picks.concat();
        assert_promises(&source, &Document::parse(&source, format).parts[0].prose);
        Ok(())
    };
    if let Err(failure) = TestRunner::new(config).run(&picks, hold) {
        panic!("{failure}");
    }
}

/// Pieces tile the prose, verbatim ones have the bytes of the source, segments cover all but the separators.
#[track_caller]
pub(super) fn assert_promises(source: &str, prose: &Prose) {
    let mut at = 0;
    for piece in prose.map.pieces() {
        assert_eq!(piece.prose.start, at, "{piece:?} of {source:?}");
        assert!(!piece.prose.is_empty(), "{piece:?} of {source:?}");
        at = piece.prose.end;
        let text = &prose.text[piece.prose.clone()];
        let written = source.get(piece.source.range()).unwrap_or_else(|| panic!("{piece:?} of {source:?}"));
        match piece.kind {
            PieceKind::Verbatim => assert_eq!(text, written, "{source:?}"),
            // In formats of strings it may be an escape.
            PieceKind::LineBreak => assert!(text == "\n" && !written.is_empty(), "{piece:?} of {source:?}"),
            PieceKind::Escaped => assert!(!written.is_empty(), "{piece:?} of {source:?}"),
            PieceKind::Synthetic => {}
        }
    }
    assert_eq!(at, prose.text.len(), "{source:?}");
    let mut end = 0;
    for segment in prose.segments.iter().flatten() {
        let between = &prose.text[end..segment.range.start];
        assert!(between.is_empty() || between.chars().eq([BLOCK_SEPARATOR]), "{between:?} in {source:?}");
        assert!(!segment.range.is_empty(), "{source:?}");
        end = segment.range.end;
    }
    assert_eq!(end, prose.text.len(), "{source:?}");
    for inline in &prose.inlines {
        assert!(!prose.text[inline.range.clone()].is_empty(), "{source:?}");
    }
    for comment in &prose.comments {
        assert!(prose.text.is_char_boundary(comment.at) && source.get(comment.source.range()).is_some(), "{source:?}");
    }
}
