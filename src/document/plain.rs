//! Plain text: the prose is the source, paragraphs end at blank lines, save where a sentence goes on behind one
//! ([`crate::text::sentence_goes_on`]).

use super::{Prose, Seams, TextFormat};

pub static FORMAT: TextFormat = TextFormat {
    name: "plain text",
    endings: &["txt", "text"],
    language_ids: &["plaintext", "text", "plain", "txt", "", "mail", "eml", "git-commit", "gitcommit"],
    parse_with_seams: Some(|text| (parse(text), Seams::of_plain(text))),
    ..TextFormat::DEFAULT
};

pub fn parse(text: &str) -> Prose<'_> {
    Prose::of_text(text)
}
