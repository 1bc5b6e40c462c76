//! Russian grammar.

use super::{Features, Grammar, PhraseError, Request, Rewrite, Word, replace_plainly};

pub struct Russian;

impl Grammar for Russian {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        Ok(vec![(word.lemma.clone(), Features::default())])
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        vec![Rewrite { edits: vec![replace_plainly(request, &request.say.citation())], doubts: Vec::new() }]
    }
}
