//! What can only be seen when all entries are known.

use super::load::{Lexicon, LexiconError};
use crate::text::Language;
use crate::text::fold::fold;
use crate::text::script::{is_cyrillic, is_han};
use std::collections::HashMap;

/// Two entries with one form, sources and concepts that do not exist, too few examples, remarks in another language. Whether a replacement is itself
/// flagged needs the checker, so [`super::test`] says it.
pub fn validate(lexicon: &Lexicon) -> Vec<LexiconError> {
    let mut errors = Vec::new();
    let mut owner: HashMap<(Language, String, bool), &super::Entry> = HashMap::new();
    for entry in &lexicon.entries {
        let mut error = |message: String| {
            errors.push(LexiconError { file: entry.file.clone(), line: entry.line, message: format!("{}: {message}", entry.id) });
        };
        for key in &entry.sources {
            if !lexicon.sources.is_empty() && !lexicon.sources.contains_key(key) {
                error(format!("there is no source \"{key}\"{}", meant(key, lexicon.sources.keys())));
            }
        }
        if !lexicon.concepts.is_empty() && !lexicon.concepts.contains_key(&entry.concept) {
            error(format!("there is no concept \"{}\"{}", entry.concept, meant(&entry.concept, lexicon.concepts.keys())));
        }
        if !entry.untested && (entry.changes.len() < 2 || entry.silents.len() < 2) {
            error(format!(
                "{} examples that change and {} that stay silent; give at least two of each",
                entry.changes.len(),
                entry.silents.len()
            ));
        }
        let conditions = entry.keep.iter().chain(&entry.need).map(|c| c.why.as_str());
        for text in entry.say.iter().map(|s| s.note.as_str()).chain(conditions) {
            if !own_script(entry.language, text) {
                error(format!("\"{text}\" is told to who wrote the text; write it in the language of the entry"));
            }
        }
        // A rule decides about its forms itself, so an entry may have them too.
        for search in entry.searches.iter().filter(|_| entry.rule.is_none()) {
            for form in &search.forms {
                // Forms that differ in capitals only are different where capitals count.
                let capitals = entry.exact || form.text.chars().skip(1).any(char::is_uppercase);
                let key = if capitals { form.text.clone() } else { fold(&form.text) };
                match owner.get(&(entry.language, key.clone(), capitals)) {
                    Some(other) if other.id != entry.id => {
                        error(format!("\"{}\" is found by {} too; leave it to one of them", form.text, other.id));
                    }
                    Some(_) => {}
                    None => {
                        owner.insert((entry.language, key, capitals), entry);
                    }
                }
                if !form.text.chars().any(char::is_alphabetic) {
                    error(format!("\"{}\" has no letter and can never match", form.text));
                }
            }
        }
    }
    errors
}

/// Whether a text can be in the language at all: nothing, or a letter of the script.
fn own_script(language: Language, text: &str) -> bool {
    text.is_empty()
        || match language {
            Language::Ru => text.chars().any(is_cyrillic),
            Language::Zh => text.chars().any(is_han),
            Language::En | Language::Es | Language::Fr => text.chars().any(char::is_alphanumeric),
        }
}

/// "; did you mean …?" for a misspelt key.
pub fn meant<'a>(wrong: &str, known: impl Iterator<Item = &'a String>) -> String {
    known
        .map(|k| (strsim::damerau_levenshtein(wrong, k), k))
        .min()
        .filter(|(d, k)| *d <= (k.chars().count() / 2).max(2))
        .map(|(_, k)| format!("; did you mean \"{k}\"?"))
        .unwrap_or_default()
}
