//! The lexicon that is built into the program.

use super::load::Lexicon;
use super::schema::{Concept, Source};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// All built-in entries. For checking, the rule set reads them one by one; this is for looking into the lexicon.
pub fn builtin_lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let bundle = crate::check::builtin::builtin();
        Lexicon {
            entries: bundle.entries().iter().cloned().collect(),
            names: bundle.names(),
            concepts: concepts().clone(),
            sources: sources().clone(),
            tables: bundle.rule_tables(),
        }
    })
}

/// The ideas that entries of different languages share.
pub fn concepts() -> &'static BTreeMap<String, Concept> {
    static CONCEPTS: OnceLock<BTreeMap<String, Concept>> = OnceLock::new();
    // The build script has read the same file.
    CONCEPTS.get_or_init(|| toml::from_str(include_str!("../../lexicons/concepts.toml")).expect("read by the build script"))
}

/// The bibliography.
pub fn sources() -> &'static BTreeMap<String, Source> {
    static SOURCES: OnceLock<BTreeMap<String, Source>> = OnceLock::new();
    SOURCES.get_or_init(|| toml::from_str(include_str!("../../lexicons/sources.toml")).expect("read by the build script"))
}
