//! Files that translators work on. One file a format, and a line in [`FORMATS`].
//!
//! A reader finds the strings of its format and hands each, as a [`Value`](value::Value), to [`message`], which knows what
//! strings of programs hold besides text (placeholders, tags, accelerators). What the strings are to one another it writes
//! down as [`Unit`]s: `pair` compares their two sides.
//!
//! Source texts of a translation are the author's: they are read and reported, and never rewritten ([`Side::Source`]).

mod android;
mod csv;
mod escapes;
mod json;
mod message;
mod paths;
mod po;
mod properties;
mod srt;
mod strings;
mod stringsdict;
mod subtitles;
mod tbx;
#[cfg(test)]
mod tests;
mod tmx;
mod unit;
mod value;
mod vtt;
mod xcstrings;
mod xliff;
mod xml;
mod yaml;

pub use subtitles::{TooLong, TooLongKind};
pub use unit::{Side, Unit, UnitState};

use super::{Prose, Quoting};
use crate::text::LanguageTag;
use std::fmt;
use std::path::Path;

/// A format of translation files.
pub struct FileFormat {
    /// As translators call it.
    pub name: &'static str,
    /// Endings of its files, lower case.
    pub endings: &'static [&'static str],
    /// What editors call it: language identifiers of VS Code and of the language server protocol, lower case. XML, JSON and
    /// YAML alone say too little.
    pub language_ids: &'static [&'static str],
    /// Whether a file with such an ending is one of these where it stands. Many a JSON file is no translation.
    pub(super) is_likely: fn(&Path) -> bool,
    /// A file of that ending that is not likely to be one of these is none, even if it is asked for by name.
    pub(super) needs_place: bool,
    /// Whether its texts are the strings and manuals of programs, and not documents that somebody writes.
    pub(crate) of_programs: bool,
    pub(super) parse: for<'s> fn(&'s str) -> Prose<'s>,
    /// How a replacement must be written; nothing where it cannot be written in that place.
    pub(super) escape: fn(&str, Quoting) -> Option<String>,
    /// The encoding that the bytes of a file name themselves, where no byte order mark does.
    pub(super) encoding: fn(&[u8]) -> Option<String>,
    /// How a large file is read piece by piece; nothing where it is read as a whole.
    pub(super) pieces: Option<Pieces>,
}

/// Where a file may be cut so that its head and a piece of it are read as they are in the whole.
pub struct Pieces {
    /// The byte at which the first unit begins, behind the head.
    pub first: fn(&str) -> Option<usize>,
    /// The byte behind the last unit that ends in a text.
    pub end: fn(&[u8]) -> Option<usize>,
}

/// The language that the name of a translation file, or the folder of its platform, says.
pub(super) fn language_of(path: &Path) -> Option<LanguageTag> {
    paths::language(path)
}

/// In a format of subtitles: what a fix has made too long to be read.
pub(super) fn too_long(format: &FileFormat, before: &str, after: &str) -> Vec<TooLong> {
    if *format == srt::FORMAT || *format == vtt::FORMAT { subtitles::too_long(before, after) } else { Vec::new() }
}

/// Every format.
pub static FORMATS: &[&FileFormat] = &[
    &po::FORMAT,
    &xliff::FORMAT,
    &tmx::FORMAT,
    &tbx::FORMAT,
    &srt::FORMAT,
    &vtt::FORMAT,
    &json::FORMAT,
    &yaml::FORMAT,
    &android::FORMAT,
    &strings::FORMAT,
    &stringsdict::FORMAT,
    &xcstrings::FORMAT,
    &properties::FORMAT,
    &csv::FORMAT,
];

impl FileFormat {
    /// What most formats have in common.
    const DEFAULT: FileFormat = FileFormat {
        name: "",
        endings: &[],
        language_ids: &[],
        is_likely: |_| true,
        needs_place: false,
        of_programs: false,
        parse: |_| Prose::of_text(""),
        escape: |_, _| None,
        encoding: |_| None,
        pieces: None,
    };

    /// The format by the ending of the file's name, whatever its case.
    pub(super) fn of(path: &Path) -> Option<&'static FileFormat> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let is_it = |f: &&&FileFormat| f.endings.contains(&ending.as_str()) && (!f.needs_place || (f.is_likely)(path));
        FORMATS.iter().find(is_it).copied()
    }
}

impl fmt::Debug for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for FileFormat {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for FileFormat {}

impl std::hash::Hash for FileFormat {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
