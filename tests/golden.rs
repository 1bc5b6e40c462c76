//! Every form of every bracketed word, held against the tables that independent dictionaries confirmed
//! (`golden/forms/`, written by `scripts/oracles --write`, which says which dictionaries).

use motjuste::grammar::{self, Phrase, Piece, Word};
use motjuste::lexicon::{Lexicon, builtin_lexicon};
use motjuste::report::forms::cells;
use motjuste::text::Language;
use std::collections::{BTreeMap, BTreeSet};

/// The lines of a table: word → forms.
fn table(language: Language) -> BTreeMap<String, String> {
    let path = format!("{}/tests/golden/forms/{language}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let line = |line: &str| {
        let mut columns = line.split('\t');
        match (columns.next(), columns.next(), columns.next()) {
            (Some(word), Some("confirmed" | "judged"), Some(forms)) => (word.to_string(), forms.to_string()),
            _ => panic!("{path}: \"{line}\""),
        }
    };
    text.lines().skip(1).map(line).collect()
}

fn phrases(lexicon: &Lexicon, language: Language) -> impl Iterator<Item = &Phrase> {
    let entries = lexicon.entries.iter().filter(move |e| e.language == language);
    entries.flat_map(|e| e.searches.iter().map(|s| &s.phrase).chain(e.say.iter().map(|s| &s.phrase)))
}

/// The forms of a word as the table writes them.
fn line(word: &Word, language: Language) -> String {
    let mut forms: Vec<(String, Vec<String>)> = Vec::new();
    for (form, features) in cells(word, grammar::of(language)).unwrap_or_else(|e| panic!("{word}: {e}")) {
        if features.starts_with("variant") {
            continue;
        }
        match forms.iter_mut().find(|(f, _)| *f == form) {
            Some((_, readings)) if readings.contains(&features) => {}
            Some((_, readings)) => readings.push(features),
            None => forms.push((form, vec![features])),
        }
    }
    let written = |(form, readings): &(String, Vec<String>)| match readings.iter().any(|r| !r.is_empty()) {
        true => format!("{form} = {}", readings.join(", ")),
        false => form.clone(),
    };
    forms.iter().map(written).collect::<Vec<_>>().join(" | ")
}

fn check(language: Language) {
    let golden = table(language);
    let mut seen = BTreeSet::new();
    let mut different = Vec::new();
    for phrase in phrases(builtin_lexicon(), language) {
        for piece in &phrase.pieces {
            let Piece::Word(word) = piece else { continue };
            if !seen.insert(word.to_string()) {
                continue;
            }
            let forms = line(word, language);
            if let Some(confirmed) = golden.get(&word.to_string()).filter(|c| **c != forms) {
                different.push(format!("{word}\n  confirmed: {confirmed}\n  now:       {forms}"));
            }
        }
    }
    let unconfirmed: Vec<&String> = seen.iter().filter(|w| !golden.contains_key(*w)).collect();
    if !unconfirmed.is_empty() {
        println!("{language}: run scripts/oracles, which has not seen {unconfirmed:?}");
    }
    let share = (seen.len() - unconfirmed.len()) * 100 / seen.len().max(1);
    assert!(share >= 80, "{language}: only {share} % of the words are confirmed; run scripts/oracles --write {language}");
    assert!(
        different.is_empty(),
        "{} words no longer have the forms that the dictionaries confirmed. If the new ones are right, run \
         `scripts/oracles --write {language}` and commit tests/golden/forms/{language}.tsv.\n{}",
        different.len(),
        different.join("\n")
    );
}

#[test]
fn spanish() {
    check(Language::Es);
}

#[test]
fn english() {
    check(Language::En);
}

#[test]
fn french() {
    check(Language::Fr);
}

#[test]
fn russian() {
    check(Language::Ru);
}

/// A traditional spelling stands beside the simplified one that it is converted to.
#[test]
fn chinese() {
    let golden = table(Language::Zh);
    let mut wrong = Vec::new();
    let (mut seen, mut unconfirmed) = (0, 0);
    for entry in builtin_lexicon().entries.iter().filter(|e| e.language == Language::Zh) {
        let found =
            |script: Option<bool>| entry.searches.iter().filter(move |s| s.traditional == script).map(|s| s.phrase.citation());
        let simplified: Vec<String> =
            found(Some(false)).chain(found(None)).chain(entry.say.iter().map(|s| s.phrase.citation())).collect();
        let said = entry.say.iter().filter_map(|s| s.traditional.as_ref().filter(|t| **t != s.phrase)).map(Phrase::citation);
        for traditional in found(Some(true)).chain(said) {
            seen += 1;
            match golden.get(&traditional) {
                None => unconfirmed += 1,
                Some(wanted) if !simplified.contains(wanted) => {
                    wrong.push(format!("{}: {traditional} wants {wanted} beside it, and there are {simplified:?}", entry.id));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unconfirmed * 5 <= seen, "{unconfirmed} of {seen} traditional spellings are new; run scripts/oracles --write zh");
}

#[test]
fn a_changed_cell_is_noticed() {
    let golden = table(Language::Fr);
    let mut words = Phrase::parse("[travail]", &BTreeMap::new()).unwrap_or_else(|e| panic!("{e}"));
    let Piece::Word(word) = &mut words[0].pieces[0] else { panic!("a word") };
    assert_eq!(line(word, Language::Fr), golden["[travail]"]);
    word.irregular.insert("pl".into(), "travails".into());
    assert_ne!(line(word, Language::Fr), golden["[travail]"]);
}
