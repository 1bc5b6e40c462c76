//! What the tests of the formats share: prose as text to compare, and the promises that hold for every input.

use super::{Document, Format, InlineKind, PieceKind, Prose, Role};
use crate::text::fold::BLOCK_SEPARATOR;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

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

/// How a property test runs: the same cases each time, so that nobody's change fails by luck. `MOTJUSTE_CASES=n` runs `n` times
/// as many, and others each time; a failure names its `MOTJUSTE_SEED`, which runs them again.
pub(crate) fn cases(count: u32) -> ProptestConfig {
    let number = |name| std::env::var(name).ok().map(|v| v.parse::<u64>().unwrap_or_else(|_| panic!("{name}={v}: a number")));
    let times = number("MOTJUSTE_CASES").unwrap_or(1).max(1);
    let seed = number("MOTJUSTE_SEED").unwrap_or_else(|| match times {
        1 => 1,
        _ => SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |d| d.as_micros() as u64),
    });
    eprintln!("MOTJUSTE_SEED={seed} MOTJUSTE_CASES={times}");
    ProptestConfig {
        cases: count.saturating_mul(u32::try_from(times).unwrap_or(u32::MAX)),
        rng_seed: RngSeed::Fixed(seed),
        // A case that failed becomes a test with a name.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Sentences that can be mended, and whole ones that need not.
const SENTENCES: &[&str] =
    &["The prostitutes organise. ", "She met a prostitute", "prostitution is work", "Sex workers organise. "];

/// Holds any sequence of fragments of a format to the promises, read and fixed.
pub(super) fn hold_fragments(format: Format, fragments: &'static [&'static str]) {
    hold_any(fragments, 1500, |source| assert_promises(source, &Document::parse(source, format).parts[0].prose));
    let half = SENTENCES.repeat(fragments.len() / SENTENCES.len() / 2 + 1);
    let mixed: &'static [&'static str] = [fragments, &half].concat().leak();
    hold_any(mixed, 150, |source| crate::fix::testing::assert_promises(source, format));
}

fn hold_any(fragments: &'static [&'static str], count: u32, hold: impl Fn(&str)) {
    let picks = prop::collection::vec(prop::sample::select(fragments), 0..30);
    let hold = |picks: Vec<&str>| {
        hold(&picks.concat());
        Ok(())
    };
    if let Err(failure) = TestRunner::new(cases(count)).run(&picks, hold) {
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
