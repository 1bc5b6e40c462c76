//! Spanish grammar: gender and number of nouns, adjectives and determiners, and the agreement of what stands around a noun
//! that is replaced.

mod adjectives;
mod agreement;
mod determiners;
mod leftovers;
mod meaning;
mod nouns;
mod paradigm;
mod predicates;
mod realise;
mod sentence;
mod verbs;
mod words;

use super::{Features, Grammar, Phrase, PhraseError, Request, Rewrite, Style, Word};

pub struct Spanish;

impl Grammar for Spanish {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        paradigm::paradigm(word)
    }

    fn variants(&self, word: &Word) -> Vec<(String, Features)> {
        paradigm::variants(word)
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        vec![agreement::rewrite(request)]
    }

    fn styles(&self) -> &'static [&'static str] {
        &realise::STYLES
    }

    fn citation(&self, say: &Phrase, style: &Style) -> String {
        realise::citation(say, style)
    }
}
