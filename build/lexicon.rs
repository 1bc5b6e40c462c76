//! The parts of the program's `lexicon` module that reading needs.

#[path = "../src/lexicon/entry.rs"]
mod entry;
#[path = "../src/lexicon/load.rs"]
mod load;
#[path = "../src/lexicon/names.rs"]
mod names;
#[path = "../src/lexicon/schema.rs"]
mod schema;
#[path = "../src/lexicon/tables.rs"]
mod tables;
#[path = "../src/lexicon/terms.rs"]
mod terms;
#[path = "../src/lexicon/validate.rs"]
mod validate;

pub use crate::grammar::of as grammar_of;
pub use entry::*;
pub use load::{Lexicon, LexiconError, LexiconFile, load};
pub use names::{NameKind, ProtectedName};
pub use schema::{Concept, Confidence, Kind, Source};
pub use tables::{Agency, NameLanguage, NounClass, RoleNoun, Tables};
pub use terms::{Naming, TermEntries, term_entries};
