//! English grammar: few forms, so most of the work is to see when a sentence wants a person.

mod articles;
mod capitals;
mod context;
mod meaning;
mod nouns;
mod postmodified;
mod replacement;
mod rewriting;
mod speech;
mod verbs;
mod words;

use super::{Features, Grammar, PartOfSpeech, PhraseError, Request, Rewrite, Word};

pub struct English;

impl Grammar for English {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        if let Some(feminine) = &word.feminine {
            return Err(PhraseError(format!(
                "\"{}|{feminine}\": English nouns have no pair of genders; write two patterns",
                word.lemma
            )));
        }
        match word.tags.part_of_speech {
            PartOfSpeech::Noun => nouns::cells(word),
            PartOfSpeech::Adjective => Ok(vec![(word.lemma.clone(), Features::default())]),
            PartOfSpeech::Verb => verbs::paradigm(word),
        }
    }

    fn variants(&self, word: &Word) -> Vec<(String, Features)> {
        if word.tags.part_of_speech == PartOfSpeech::Verb { verbs::variants(word) } else { Vec::new() }
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        rewriting::rewrite(request).into_iter().collect()
    }
}
