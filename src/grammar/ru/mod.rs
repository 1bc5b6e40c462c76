//! Russian grammar.
//!
//! Words inflect for case, number and (adjectives, participles, the past tense) gender; a replacement is put into the case
//! the sentence wants, and what agreed with the old word is put into agreement with the new one.

mod adjectives;
mod agreement;
mod context;
mod meaning;
mod nouns;
mod predicates;
mod pronouns;
mod realise;
mod right;
mod verbs;

use super::{Features, Grammar, PartOfSpeech, Phrase, PhraseError, Request, Rewrite, Style, Word};

pub struct Russian;

impl Grammar for Russian {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        match word.tags.part_of_speech {
            PartOfSpeech::Noun => nouns::paradigm(word),
            PartOfSpeech::Adjective => adjectives::paradigm(word),
            PartOfSpeech::Verb => verbs::paradigm(word),
        }
    }

    fn variants(&self, word: &Word) -> Vec<(String, Features)> {
        match word.tags.part_of_speech {
            PartOfSpeech::Noun => nouns::variants(word),
            PartOfSpeech::Adjective => adjectives::variants(word),
            PartOfSpeech::Verb => Vec::new(),
        }
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        agreement::rewrite(request)
    }

    fn styles(&self) -> &'static [&'static str] {
        realise::STYLES
    }

    fn citation(&self, say: &Phrase, style: &Style) -> String {
        realise::citation(say, style)
    }
}
