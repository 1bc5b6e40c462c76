//! What a translator may rely on: the cases of `cases/translation/`, checked and fixed by the program itself.
//!
//! `expected.toml` says what is found in each file and what its units are; `fixed/` holds the files as `fix` leaves them.

mod common;

use common::Cases;
use motjuste::document::{Document, Format, Source, UnitState};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

const CASES: Cases = Cases("translation");

fn source(name: &str) -> (Source, Format) {
    let path = CASES.folder().join(name);
    let format = Format::of(&path).unwrap_or_else(|| panic!("{name} has no format"));
    let bytes = fs::read(&path).expect("a file");
    let encoding = format.declared_encoding(&bytes);
    (Source::decode(bytes, encoding.as_deref()).unwrap_or_else(|e| panic!("{name}: {e}")), format)
}

#[test]
fn what_is_found_and_where() {
    CASES.are_found();
}

#[test]
fn units_pair_the_sides() {
    for (name, expected) in CASES.expected() {
        let (source, format) = source(&name);
        let document = Document::parse(&source.text, format);
        let prose = &document.parts[0].prose;
        let text = |range: &Option<Range<usize>>| {
            let text = range.clone().map_or(String::new(), |r| prose.text[r].to_string());
            text.replace('\u{fffc}', "□").replace('\u{2029}', "¶").replace('\n', " ")
        };
        let mut at = 0;
        let mut lines = Vec::new();
        for unit in &prose.units {
            let sides = match (&unit.source, &unit.target) {
                (None, target) => text(target),
                (source, target) => format!("{} → {}", text(source), text(target)),
            };
            let state = match unit.state {
                UnitState::Translated => "",
                UnitState::Draft => " (draft)",
                UnitState::Untranslated => " (untranslated)",
            };
            lines.push(format!("{}: {sides}{state}", unit.id));
            // In the order of the text, and made of whole segments.
            for range in [&unit.target].into_iter().flatten() {
                assert!(range.start >= at, "{name}: {unit:?}");
                at = range.end;
                let segments = prose.segments_in(range.clone());
                assert_eq!(segments.first().map(|s| s.range.start), Some(range.start), "{name}: {unit:?}");
                assert_eq!(segments.last().map(|s| s.range.end), Some(range.end), "{name}: {unit:?}");
            }
        }
        if !expected.units.is_empty() {
            assert_eq!(lines, expected.units, "{name}");
        }
    }
}

#[test]
fn a_fix_changes_the_targets_and_no_other_byte() {
    CASES.are_fixed();
}

#[test]
fn edits_lie_inside_what_is_ours() {
    use motjuste::check::{LanguageHints, RuleSet, check};
    for name in CASES.files() {
        let (source, format) = source(&name);
        let document = Document::parse(&source.text, format);
        let prose = &document.parts[0].prose;
        let ours: Vec<Range<usize>> = prose
            .segments
            .iter()
            .flatten()
            .filter(|s| s.side.is_ours())
            .map(|s| prose.map.span(s.range.clone()).range())
            .collect();
        for finding in check(&document, &source.text, RuleSet::builtin(), &LanguageHints::default()).items {
            for edit in finding.fixes.iter().flat_map(|f| &f.edits) {
                let span = edit.span.range();
                assert!(ours.iter().any(|o| o.start <= span.start && span.end <= o.end), "{name}: {edit:?}");
            }
        }
    }
}

#[test]
fn what_is_not_well_formed_is_said_and_what_stands_before_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("broken.xlf");
    fs::write(
        &path,
        "<xliff><file source-language=\"en\" target-language=\"fr\"><trans-unit id=\"1\"><source>a</source><target>prostitution</target></trans-unit><trans-unit <",
    )
    .expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_motjuste")).args(["check", "broken.xlf"]).current_dir(folder.path()).output();
    let output = output.expect("motjuste");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("fr/prostitution") && text.contains("not well-formed"), "{text}");
    assert_eq!(output.status.code(), Some(2));
}
