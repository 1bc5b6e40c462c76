//! Spanish: a generic put into the notation that the document writes elsewhere (l@s educador@s … los educadores).

use super::{Facts, mixed_notation};
use crate::grammar::es::inclusive::{Marked, write};
use crate::grammar::{Number, TextEdit};
use crate::lexicon::RoleNoun;
use std::ops::Range;

/// The edits of a noun and its article, bytes of `text`; none where the document has no notation or the noun no form in it.
pub fn spanish(text: &str, hit: &Range<usize>, plural: bool, noun: &RoleNoun, facts: &Facts) -> Vec<TextEdit> {
    let Some(notation) = mixed_notation::usual_spanish(&facts.spanish) else { return Vec::new() };
    let number = if plural { Number::Plural } else { Number::Singular };
    let form = |like: &str, masculine: &str, feminine: &str| {
        let marked = Marked { range: 0..0, masculine: masculine.into(), feminine: feminine.into(), number, notation };
        let written = write(&marked, notation)?;
        let mut letters = written.chars();
        let first = letters.next()?;
        let capital = like.starts_with(char::is_uppercase);
        Some(if capital { first.to_uppercase().chain(letters).collect() } else { written })
    };
    let Some(new) = form(&text[hit.clone()], &noun.masculine, noun.feminine()) else { return Vec::new() };
    let mut edits = vec![TextEdit { range: hit.clone(), text: new }];
    let mut before = text[..hit.start].trim_end();
    // « todos los ciudadanos »
    for _ in 0..2 {
        let start = before.trim_end_matches(char::is_alphabetic).len();
        let word = &before[start..];
        let pair = match word.to_lowercase().as_str() {
            "los" | "las" | "el" | "la" => ("el", "la"),
            "todos" | "todas" => ("todo", "toda"),
            "muchos" | "muchas" => ("mucho", "mucha"),
            "algunos" | "algunas" => ("alguno", "alguna"),
            "otros" | "otras" => ("otro", "otra"),
            "varios" | "varias" => ("vario", "varia"),
            "nuestros" | "nuestras" => ("nuestro", "nuestra"),
            _ => break,
        };
        if let Some(text) = form(word, pair.0, pair.1).filter(|t| t != word) {
            edits.insert(0, TextEdit { range: start..start + word.len(), text });
        }
        before = before[..start].trim_end();
    }
    edits
}
