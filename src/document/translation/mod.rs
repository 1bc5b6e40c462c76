//! Files that translators work on. One file a format, and a line in [`FORMATS`].
//!
//! A reader finds the strings of its format and hands each, as a [`Value`](value::Value), to [`message`], which knows what
//! strings of programs hold besides text (placeholders, tags, accelerators). What the strings are to one another it writes
//! down as [`Unit`]s: `pair` compares their two sides.
//!
//! Source texts of a translation are the author's: they are read and reported, and never rewritten ([`Side::Source`]).

mod message;
mod po;
mod srt;
mod tbx;
mod tmx;
mod unit;
mod value;
mod vtt;
mod xliff;
mod xml;

pub use unit::{Side, Unit, UnitState};

use super::{Prose, Quoting};
use std::fmt;
use std::path::Path;

/// A format of translation files.
pub struct FileFormat {
    /// As translators call it.
    pub name: &'static str,
    /// Endings of its files, lower case.
    pub endings: &'static [&'static str],
    /// Whether a file with such an ending is one of these where it stands. Many a JSON file is no translation.
    pub(super) is_likely: fn(&Path) -> bool,
    pub(super) parse: for<'s> fn(&'s str) -> Prose<'s>,
    /// How a replacement must be written; nothing where it cannot be written in that place.
    pub(super) escape: fn(&str, Quoting) -> Option<String>,
    /// The encoding that the bytes of a file name themselves, where no byte order mark does.
    pub(super) encoding: fn(&[u8]) -> Option<String>,
}

/// Every format.
pub static FORMATS: &[&FileFormat] = &[&po::FORMAT, &xliff::FORMAT, &tmx::FORMAT, &tbx::FORMAT, &srt::FORMAT, &vtt::FORMAT];

impl FileFormat {
    /// The format by the ending of the file's name, whatever its case.
    pub(super) fn of(path: &Path) -> Option<&'static FileFormat> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|f| f.endings.contains(&ending.as_str())).copied()
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

fn always(_: &Path) -> bool {
    true
}

fn no_encoding(_: &[u8]) -> Option<String> {
    None
}
