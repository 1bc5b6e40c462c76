//! Plain text: the prose is the source, paragraphs end at blank lines.

use super::Prose;

pub fn parse(text: &str) -> Prose<'_> {
    Prose::of_text(text)
}
