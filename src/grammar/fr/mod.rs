//! French grammar.
//!
//! `paradigm` and its tables (`inflection`, `verbs`) make forms; `verb_phrases` puts one verb in the place of another; `inclusive` writes and reads spellings for both genders;
//! `realise` puts a phrase into the writer's style; `rewrite` puts a sentence right (`edge`, `phrase`,
//! `clause`, `around`, `meaning`).

pub mod adjectives;
mod around;
mod change;
mod clause;
mod edge;
pub mod inclusive;
pub mod inflection;
mod meaning;
pub mod notation;
mod paradigm;
mod phrase;
mod realise;
pub mod rewrite;
mod sequence;
mod verb_phrases;
mod verbs;
mod word_classes;

use super::{Features, Grammar, Phrase, PhraseError, Request, Rewrite, Style, Word};

pub struct French;

impl Grammar for French {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        paradigm::paradigm(word)
    }

    fn variants(&self, word: &Word) -> Vec<(String, Features)> {
        paradigm::variants(word)
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        rewrite::rewrite(request)
    }

    fn styles(&self) -> &'static [&'static str] {
        realise::STYLES
    }

    fn citation(&self, say: &Phrase, style: &Style) -> String {
        realise::citation(say, style)
    }
}
