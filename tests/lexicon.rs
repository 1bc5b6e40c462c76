//! The built-in lexicon: every entry loads, and its examples are its tests.

use motjuste::lexicon::{Lexicon, LexiconError, builtin_sources, load, test::run_examples};

fn list(errors: &[LexiconError]) -> String {
    errors.iter().map(|e| format!("{e}\n")).collect()
}

fn lexicon() -> Lexicon {
    let (lexicon, errors) = load(&builtin_sources());
    assert!(errors.is_empty(), "{}", list(&errors));
    lexicon
}

#[test]
fn every_file_loads() {
    let lexicon = lexicon();
    assert!(lexicon.entries.len() > 150, "{} entries", lexicon.entries.len());
}

#[test]
fn every_example_holds() {
    let errors = run_examples(&lexicon(), &|_| true).unwrap_or_else(|e| panic!("{e}"));
    assert!(errors.is_empty(), "{} errors\n{}", errors.len(), list(&errors));
}
