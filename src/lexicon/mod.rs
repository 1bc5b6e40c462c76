//! The lexicon: what to avoid and what to say, read from TOML that translators write.

mod builtin;
mod entry;
pub mod lint;
mod load;
mod names;
mod schema;
mod tables;
mod terms;
pub mod test;
mod validate;

pub use builtin::{builtin_lexicon, concepts, sources};
pub use entry::{Condition, Entry, Example, FixClass, Kept, Region, Replacement, Rule, Search, Severity, SilentExample, Usage};
pub use load::{Lexicon, LexiconError, LexiconFile, load};
pub use names::{NameKind, ProtectedName};
pub use schema::{Concept, Confidence, EntryFile, Kind, Source};
pub use tables::{Agency, NameLanguage, NounClass, RoleNoun, Tables};
pub use terms::{Naming, TermEntries, term_entries};

pub(crate) use crate::grammar::of as grammar_of;
