//! Every inflected form as tab-separated values, for programs that hold them against a dictionary: `lexicon forms`.

use crate::grammar::{Grammar, Phrase, PhraseError, Piece, Word};
use crate::lexicon::{Entry, grammar_of};
use std::fmt::Write;

/// The columns. A word stands in its brackets with its tags; `use` is `find` or `say`; features are those of
/// [`crate::grammar::Features`]. A pattern without brackets is one row, with itself as word and form.
pub const HEADER: &str = "entry\tuse\tpattern\tword\tform\tfeatures\n";

/// The rows of an entry: every cell of every bracketed word, spellings that are searched and never written marked
/// `variant`; in Chinese the features are `hans`, `hant`, or nothing where both are written the same.
///
/// # Errors
/// A word that cannot be inflected; a lexicon that was loaded has none.
pub fn rows(entry: &Entry) -> Result<String, PhraseError> {
    let mut rows = Rows { entry, grammar: grammar_of(entry.language), text: String::new() };
    for search in &entry.searches {
        let script = match search.traditional {
            Some(true) => "hant",
            Some(false) => "hans",
            None => "",
        };
        rows.phrase("find", &search.phrase, script)?;
    }
    for say in &entry.say {
        let differs = say.traditional.as_ref().filter(|t| **t != say.phrase);
        rows.phrase("say", &say.phrase, if differs.is_some() { "hans" } else { "" })?;
        if let Some(traditional) = differs {
            rows.phrase("say", traditional, "hant")?;
        }
    }
    Ok(rows.text)
}

struct Rows<'a> {
    entry: &'a Entry,
    grammar: &'static dyn Grammar,
    text: String,
}

impl Rows<'_> {
    fn phrase(&mut self, usage: &str, phrase: &Phrase, script: &str) -> Result<(), PhraseError> {
        let pattern = phrase.to_string();
        for piece in &phrase.pieces {
            let Piece::Word(word) = piece else { continue };
            for (form, features) in cells(word, self.grammar)? {
                let _ = writeln!(self.text, "{}\t{usage}\t{pattern}\t{word}\t{form}\t{features}", self.entry.id);
            }
        }
        if phrase.words().next().is_none() {
            let _ = writeln!(self.text, "{}\t{usage}\t{pattern}\t{pattern}\t{pattern}\t{script}", self.entry.id);
        }
        Ok(())
    }
}

/// The cells of a word with their features as text, those it is written in first, then the variants.
///
/// # Errors
/// A word that cannot be inflected.
pub fn cells(word: &Word, grammar: &dyn Grammar) -> Result<Vec<(String, String)>, PhraseError> {
    let variants = grammar.variants(word).into_iter().map(|(t, f)| (t, crate::grammar::Features { variant: true, ..f }));
    let all = grammar.paradigm(word)?.into_iter().chain(variants);
    let wanted = word.tags.number;
    Ok(all
        .filter(|(form, _)| !word.tags.without.contains(form))
        .filter(|(_, f)| wanted.is_none() || f.number.is_none() || f.number == wanted)
        .map(|(t, f)| (t, f.to_string()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::builtin_lexicon;

    #[test]
    fn rows_name_word_form_and_features() {
        let row_of = |id: &str, row: &str| {
            let entry = builtin_lexicon().entry(id).expect(id);
            let rows = rows(entry).expect(id);
            assert!(rows.lines().any(|l| l == row), "{row}\nis not in\n{rows}");
            assert!(rows.lines().all(|l| l.split('\t').count() == HEADER.split('\t').count()));
        };
        row_of("fr/prostitution", "fr/prostitution\tsay\t[travail] du sexe\t[travail]\ttravaux\tm pl");
        row_of(
            "es/prostituta",
            "es/prostituta\tfind\t[prostituto|prostituta]\t[prostituto|prostituta]\tprostitut@s\tvariant m+f pl",
        );
        row_of("zh/maiyin", "zh/maiyin\tsay\t從事性工作\t從事性工作\t從事性工作\thant");
    }
}
