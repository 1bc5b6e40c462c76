//! The built-in lexicon: every entry loads, and its examples are its tests.

use motjuste::lexicon::{Lexicon, LexiconError, LexiconFile, builtin_lexicon, load, test::run_examples};
use std::path::Path;

fn list(errors: &[LexiconError]) -> String {
    errors.iter().map(|e| format!("{e}\n")).collect()
}

fn collect(folder: &Path, files: &mut Vec<LexiconFile>) {
    for path in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            files.push(LexiconFile { path: path.display().to_string(), text: text.into() });
        }
    }
}

fn from_disk() -> (Lexicon, Vec<LexiconError>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["lexicons", "rules"] {
        collect(&root.join(folder), &mut files);
    }
    load(&files)
}

#[test]
fn every_file_loads() {
    let (lexicon, errors) = from_disk();
    assert!(errors.is_empty(), "{}", list(&errors));
    assert!(lexicon.mistakes().is_empty(), "{}", list(&lexicon.mistakes()));
    assert_eq!(lexicon.entries.len(), builtin_lexicon().entries.len(), "what is built in is what is on the disk");
}

#[test]
fn every_example_holds() {
    let errors = run_examples(builtin_lexicon(), &|_| true).unwrap_or_else(|e| panic!("{e}"));
    assert!(errors.is_empty(), "{} errors\n{}", errors.len(), list(&errors));
}

/// Whoever wrote the text reads them, in its language. Russian and Chinese show by their script (`validate`).
#[test]
fn remarks_are_in_the_language_of_their_entry() {
    const ENGLISH: [&str; 12] = ["the", "of", "and", "is", "only", "an", "otherwise", "to", "with", "when", "where", "for"];
    for entry in &builtin_lexicon().entries {
        let conditions = entry.keep.iter().chain(&entry.need).map(|c| c.why.as_str());
        for text in entry.say.iter().map(|s| s.note.as_str()).chain(conditions) {
            let english = text.split(|c: char| !c.is_alphabetic()).any(|w| ENGLISH.contains(&w));
            let own = matches!(entry.language.code(), "en");
            assert!(own || !english, "{}: \"{text}\" is English", entry.id);
        }
    }
}
