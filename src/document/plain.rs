//! Plain text: the prose is the source, paragraphs end at blank lines, save where a sentence goes on behind one
//! ([`crate::text::sentence_goes_on`]).

use super::Prose;

pub fn parse(text: &str) -> Prose<'_> {
    Prose::of_text(text)
}
