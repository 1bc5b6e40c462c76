//! The lexicon: what to avoid and what to say, read from TOML that translators write.

mod builtin;
mod entry;
mod load;
mod names;
mod schema;
pub mod test;
mod validate;

pub use builtin::{builtin_lexicon, builtin_sources};
pub use entry::{Condition, Entry, Example, FixClass, Kept, Region, Replacement, Search, Severity, SilentExample, Usage};
pub use load::{Lexicon, LexiconError, LexiconFile, load, read};
pub use names::{NameKind, ProtectedName};
pub use schema::{Concept, Confidence, Kind, Source};

/// The grammar of a language.
pub fn grammar_of(language: crate::text::Language) -> &'static dyn crate::grammar::Grammar {
    use crate::grammar;
    use crate::text::Language;
    match language {
        Language::En => &grammar::en::English,
        Language::Es => &grammar::es::Spanish,
        Language::Fr => &grammar::fr::French,
        Language::Ru => &grammar::ru::Russian,
        Language::Zh => &grammar::zh::Chinese,
    }
}
