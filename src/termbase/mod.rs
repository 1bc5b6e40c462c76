//! Term bases: the lexicon in the formats of translators' tools, and theirs as a lexicon. One file a format, and a line in
//! [`FORMATS`].
//!
//! A lexicon says of a language what to avoid and what to say instead; a term base says of a concept which terms it has in
//! every language, and of each term whether it is preferred, admitted or deprecated (ISO 30042, *administrative status*). What
//! a term base has no place for (patterns, kind of fault, fix) travels with each term as a [`Mark`], one line that people may
//! ignore; what it shows wins over the mark, so that a term added, taken out or promoted in another tool is what is read back.

mod cells;
mod guess;
mod languagetool;
mod mark;
mod memoq;
mod multiterm;
pub mod of_lexicon;
mod omegat;
mod skos;
mod table;
mod tbx;
#[cfg(test)]
mod tests;
mod to_lexicon;
mod vale;
mod xbench;
mod xliff;
mod xlsx;
mod xml;

pub use guess::slug;
pub use mark::Mark;
pub use to_lexicon::{Imported, LexiconFiles};

use crate::lexicon::FixClass;
use crate::text::{Language, LanguageTag};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// What is called what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermBase {
    pub title: String,
    pub concepts: Vec<Concept>,
}

/// An idea with its terms, a *concept entry* of ISO 30042.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Concept {
    pub id: String,
    /// In English.
    pub definition: String,
    pub terms: Vec<Term>,
}

/// A term of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// BCP 47; Chinese with its script.
    pub language: LanguageTag,
    /// In dictionary form.
    pub text: String,
    pub status: Status,
    /// Whether it names the concept; else it only stands where something else is to be avoided, or is found.
    pub is_name: bool,
    pub grammar: TermGrammar,
    /// Why it is avoided, or when it is right, in its own language.
    pub note: String,
    /// The same in English; empty where the term is English.
    pub note_en: String,
    /// Titles of publications.
    pub sources: Vec<String>,
    pub marks: Vec<Mark>,
}

impl Term {
    pub fn new(language: LanguageTag, text: impl Into<String>, status: Status) -> Term {
        let (note, note_en) = Default::default();
        Term {
            language,
            text: text.into(),
            status,
            is_name: true,
            grammar: TermGrammar::default(),
            note,
            note_en,
            sources: Vec::new(),
            marks: Vec::new(),
        }
    }
}

/// ISO 30042 (TBX-Min and TBX-Basic), data category *administrativeStatus*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Preferred,
    Admitted,
    /// Not to be used.
    Deprecated,
    /// Used once, and no more.
    Superseded,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::Preferred, Status::Admitted, Status::Deprecated, Status::Superseded];

    pub fn is_avoided(self) -> bool {
        matches!(self, Status::Deprecated | Status::Superseded)
    }

    pub fn name(self) -> &'static str {
        match self {
            Status::Preferred => "preferred",
            Status::Admitted => "admitted",
            Status::Deprecated => "deprecated",
            Status::Superseded => "superseded",
        }
    }

    /// The status that tools write in their own words; admitted where they say nothing that is known.
    pub fn read(text: &str) -> Status {
        let text: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
        let any = |words: &[&str]| words.iter().any(|w| text.contains(w));
        if any(&["supersed", "obsolete", "outdated", "archa"]) {
            Status::Superseded
        } else if any(&["deprecat", "forbid", "prohibit", "notrecommend", "reject", "avoid", "donotuse", "blacklist", "negative"])
        {
            Status::Deprecated
        } else if any(&["prefer", "approved", "recommended", "standard"]) {
            Status::Preferred
        } else {
            Status::Admitted
        }
    }
}

/// What a term base says of a term's grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TermGrammar {
    pub part_of_speech: Option<&'static str>,
    pub gender: Option<&'static str>,
    pub number: Option<&'static str>,
}

impl TermGrammar {
    /// ISO 30042's picklists, in any capitals; what is in none of them is left out.
    pub fn read(part_of_speech: &str, gender: &str, number: &str) -> TermGrammar {
        let one = |text: &str, known: &[&'static str]| known.iter().find(|k| k.eq_ignore_ascii_case(text.trim())).copied();
        TermGrammar {
            part_of_speech: one(part_of_speech, &["noun", "verb", "adjective"]),
            gender: one(gender, &["masculine", "feminine", "neuter"]),
            number: one(number, &["singular", "plural"]),
        }
    }
}

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    pub base: &'a TermBase,
    /// Of formats that know two languages only.
    pub source: Language,
    /// The other one; of formats that know one language, that one.
    pub target: Language,
    /// Every inflected form with its replacement, for formats that match strings.
    pub forms: &'a [FormRow],
}

/// A form to avoid and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    pub entry: String,
    pub language: LanguageTag,
    pub form: String,
    /// Best first; empty where there is only advice.
    pub instead: Vec<String>,
    pub reason: String,
    pub class: Option<FixClass>,
    pub severity: crate::lexicon::Severity,
}

/// A term base that cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermBaseError {
    #[error("line {line}: {message}")]
    Line { line: usize, message: String },
    #[error("{0}")]
    Whole(String),
}

/// What a file of a format becomes when it is read.
type Read = fn(&[u8]) -> Result<TermBase, TermBaseError>;
/// The files of an export, by name; most formats have one, whose name is empty.
type Write = fn(&Export) -> Result<BTreeMap<String, Vec<u8>>, TermBaseError>;

/// A format of term bases.
pub struct Format {
    /// As it is named on the command line.
    pub name: &'static str,
    pub about: &'static str,
    /// Of its files, lower case, without the dot; the first is written.
    pub endings: &'static [&'static str],
    /// Whether bytes look like this format, among those with the same ending.
    sniff: fn(&[u8]) -> bool,
    /// Nothing where such files are only written.
    pub read: Option<Read>,
    pub write: Write,
    /// What the format has no place for.
    pub loses: &'static str,
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Every format; where several have one ending, the more particular first.
pub static FORMATS: &[&Format] = &[
    &tbx::FORMAT,
    &tbx::DCT_FORMAT,
    &tbx::V2_FORMAT,
    &memoq::FORMAT,
    &table::CSV,
    &table::TSV,
    &xlsx::FORMAT,
    &multiterm::FORMAT,
    &omegat::FORMAT,
    &xbench::FORMAT,
    &skos::FORMAT,
    &xliff::FORMAT,
    &vale::FORMAT,
    &languagetool::FORMAT,
];

impl Format {
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|f| f.name == name).copied()
    }

    /// The format of a file, by its ending and what stands in it.
    pub fn of(path: &Path, bytes: &[u8]) -> Option<&'static Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|f| f.read.is_some() && f.endings.contains(&ending.as_str()) && (f.sniff)(bytes)).copied()
    }
}

/// The text of a file: UTF-8, or UTF-16 with its mark, as spreadsheets and MultiTerm write it.
fn text_of(bytes: &[u8]) -> Result<String, TermBaseError> {
    let (encoding, skip) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(skip..).unwrap_or_default());
    text.map(|t| t.into_owned())
        .ok_or_else(|| TermBaseError::Whole(format!("the bytes are no {}; save it as UTF-8 or as Unicode text", encoding.name())))
}

fn one_file(text: String) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([(String::new(), text.into_bytes())])
}

/// The beginning of a file, to tell formats apart; UTF-16 is read as the letters in it.
fn beginning(bytes: &[u8]) -> String {
    bytes.iter().take(4096).filter(|b| **b != 0).map(|b| char::from(*b)).collect()
}
