//! What a translator may rely on: the cases of `cases/translation/`, checked and fixed by the program itself.
//!
//! `expected.toml` says what is found in each file and what its units are; `fixed/` holds the files as `fix` leaves them.

mod common;

use common::{Cases, run};
use motjuste::document::{Document, Format, Source, UnitState};
use std::fs;
use std::ops::Range;
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

#[test]
fn a_large_memory_is_read_in_pieces_and_every_place_is_right() {
    use std::fmt::Write;
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n",
    );
    let filler = "La réunion a lieu à neuf heures dans la salle du deuxième étage, près de l’escalier. ".repeat(12);
    let mut wanted = Vec::new();
    let mut unit = 0;
    while text.len() < 27 << 20 {
        unit += 1;
        let target = if unit % 4000 == 7 { "Les prostituées sont là, é\u{1f469}." } else { filler.as_str() };
        writeln!(
            text,
            "<tu tuid=\"{unit}\"><tuv xml:lang=\"en\"><seg>Sex workers are there.</seg></tuv>{}<tuv xml:lang=\"fr\"><seg>{target}</seg></tuv></tu>",
            if unit % 3 == 0 { "\r\n" } else { "" }
        )
        .expect("a string");
        if unit % 4000 == 7 {
            let at = text.rfind("prostituées").expect("the word");
            let line = text[..at].matches('\n').count() + 1;
            let column = text[text[..at].rfind('\n').map_or(0, |i| i + 1)..at].chars().count() + 1;
            wanted.push(format!("{line}:{column} byte {at}"));
        }
    }
    // The last unit, and what a writer lets pass.
    text.push_str("<!-- motjuste: ignore[fr/prostitution] because it is a title -->\n");
    text.push_str("<tu><tuv xml:lang=\"en\"><seg>Law</seg></tuv><tuv xml:lang=\"fr\"><seg>La prostitution</seg></tuv></tu>\n</body></tmx>\n");
    assert!(wanted.len() > 5);
    fs::write(folder.path().join("memory.tmx"), &text).expect("a file");
    let out = run(&["check", "--pack", "pairs=off", "--format", "jsonl", "memory.tmx"], folder.path());
    let mut prints = std::collections::BTreeSet::new();
    let found: Vec<String> = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .filter(|item| item["type"] == "finding")
        .map(|item| {
            assert_eq!(item["text"], "prostituées");
            let edit = &item["fixes"][0]["edits"][0];
            assert_eq!(edit["start"], item["start"]["byte"], "the edit is in bytes of the file");
            prints.insert(item["fingerprint"].to_string());
            format!("{}:{} byte {}", item["start"]["line"], item["start"]["column"], item["start"]["byte"])
        })
        .collect();
    assert_eq!(found, wanted);
    assert_eq!(prints.len(), wanted.len(), "each has a fingerprint of its own");
    let told = run(&["check", "--pack", "pairs=off", "memory.tmx"], folder.path());
    assert!(told.contains("Les prostituées sont là") && told.contains("memory.tmx:13:"), "{told}");

    // What counts words does not keep the file either; every unit and every word counts once.
    let counts = run(&["terms", "--concept", "sex-worker", "--format", "csv", "memory.tmx"], folder.path());
    let count = |language: &str, word: &str| -> usize {
        let is_it = |line: &&str| line.split(',').any(|c| c == language) && line.contains(word);
        let line = counts.lines().find(is_it).unwrap_or_else(|| panic!("no {word} in {counts}"));
        line.split(',').filter_map(|c| c.parse().ok()).next_back().unwrap_or_default()
    };
    assert_eq!((count("en", "sex worker"), count("fr", "avoided")), (unit, wanted.len()), "{counts}");

    // It is put right in pieces, too, and no byte is another one beside the words.
    run(&["fix", "--pack", "pairs=off", "memory.tmx"], folder.path());
    let right = text.replace("Les prostituées sont là", "Les travailleurSEs du sexe sont là");
    assert!(fs::read_to_string(folder.path().join("memory.tmx")).expect("the file") == right, "another file than the one wanted");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "a temporary file is left");
}
