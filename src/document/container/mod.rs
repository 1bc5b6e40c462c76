//! Files that hold their text in parts, such as the XML files of a zip or the pages of a PDF. One file a format, and a line in
//! [`FORMATS`].
//!
//! A reader joins the texts of all parts into one source text and says where each part begins ([`Section`]). So a document is
//! one text to all that comes after: a rule that compares a footnote with a chapter needs to know nothing of parts. Bytes of
//! that text count from the beginning of their section when a person or a program is told.

mod drawing;
mod epub;
mod excel;
mod indesign;
mod kinds;
mod odf;
mod package;
mod pdf;
mod plain;
mod powerpoint;
mod relationships;
mod rtf;
mod splices;
#[cfg(test)]
pub(crate) mod testing;
mod texts;
mod word;

pub use kinds::told;

use super::{Prose, Quoting, SourceEdit, html};
use crate::text::SourceSpan;
use std::fmt;
use std::ops::Range;
use std::path::Path;

/// Who signs the changes and comments that are written into a document.
pub const AUTHOR: &str = "motjuste";

/// The mark of text that may be read, but not written: other programs would write it anew, or it is protected.
const LOCKED: Quoting = Quoting::Own(0);

/// For formats whose writer escapes: what it is handed is text, not markup.
fn unescaped(text: &str, quoting: Quoting) -> Option<String> {
    (quoting != LOCKED).then(|| text.to_string())
}

/// For formats whose writer puts edits in as they are.
fn escaped(text: &str, quoting: Quoting) -> Option<String> {
    (quoting != LOCKED).then(|| html::escape(text, quoting == Quoting::Attribute))
}

/// A format of containers.
pub struct ContainerFormat {
    /// As its users call it.
    pub name: &'static str,
    /// Endings of its files, lower case.
    pub endings: &'static [&'static str],
    pub(super) read: fn(&[u8]) -> Result<Container, ContainerError>,
    /// How a replacement must be written; nothing where it cannot be written in that place.
    pub(super) escape: fn(&str, Quoting) -> Option<String>,
    /// Puts edits of the source text, in its order, into the bytes that were read; every other byte of the parts stays, and
    /// every other part. Nothing where such files are only read.
    pub(super) write: Option<Write>,
    /// Puts suggestions into the bytes that were read, as changes and comments that a person accepts or rejects in the
    /// program the file is for.
    pub(super) review: Option<Review>,
}

type Review = fn(&[u8], &Container, &[Suggestion], &Stamp) -> Result<Reviewed, ContainerError>;
type Write = fn(&[u8], &Container, &[SourceEdit]) -> Result<Vec<u8>, ContainerError>;

/// What was read from a container.
#[derive(Debug)]
pub struct Container {
    /// The texts of all parts, one after the other.
    pub text: String,
    /// In the order of the text.
    pub sections: Vec<Section>,
    pub prose: Prose<'static>,
    /// Comments of ours that are already there.
    pub notes: Vec<Note>,
    /// Why nothing may be written into this file, although its format can be written: it is signed, or protected.
    pub locked: Option<String>,
    /// What a person should know of the file: pages without text, parts that were passed over.
    pub remarks: Vec<String>,
}

/// A comment of ours that is already in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The stretch of the source text that it is about.
    pub source: Range<usize>,
    /// A line a paragraph.
    pub text: String,
}

/// What is to be put into a document for a person to decide on.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The words that it is about.
    pub place: SourceSpan,
    /// In order, not overlapping those of any other suggestion; empty where there is only something to say.
    pub edits: Vec<SourceEdit>,
    /// A line a paragraph; empty where it was said before.
    pub comment: String,
    /// The language of the comment (BCP 47).
    pub language: &'static str,
}

/// When a change was made: `2026-11-23T10:00:00`, in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(pub String);

/// What became of suggestions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    pub bytes: Vec<u8>,
    /// How many suggestions are in the document as changes.
    pub changed: usize,
    /// How many are in it as comments.
    pub commented: usize,
    /// How many are not in it at all, although there is something to say.
    pub unplaced: usize,
}

/// A part of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The path inside the container, or what a person calls the part: `word/document.xml`, `page 3`.
    pub name: String,
    /// Bytes of the source text.
    pub source: Range<usize>,
}

/// Why a container cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContainerError {
    /// It is something else than its name says, or broken.
    #[error("this is no {format} file, or it is damaged: {reason}")]
    Damaged { format: &'static str, reason: String },
    #[error("it is protected by a password; save it without one")]
    Encrypted,
    #[error("it unpacks to more than is reasonable ({0}); nothing was read")]
    TooLarge(String),
    #[error("it holds no text: its pages are pictures, perhaps from a scanner; make the text readable (OCR) first")]
    NoText,
    #[error("{0}")]
    Refused(String),
}

/// Every format.
pub static FORMATS: &[&ContainerFormat] = &[
    &word::FORMAT,
    &odf::FORMAT,
    &odf::FLAT_FORMAT,
    &epub::FORMAT,
    &powerpoint::FORMAT,
    &excel::FORMAT,
    &indesign::FORMAT,
    &rtf::FORMAT,
    &pdf::FORMAT,
];

impl ContainerFormat {
    /// The format by the ending of the file's name, whatever its case.
    pub(super) fn of(path: &Path) -> Option<&'static ContainerFormat> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|f| f.endings.contains(&ending.as_str())).copied()
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// See [`ContainerError`].
    pub fn read(&self, bytes: &[u8]) -> Result<Container, ContainerError> {
        (self.read)(bytes).map_err(|error| match (error, told(bytes)) {
            // What is told of a file of this very format is nothing new.
            (ContainerError::Damaged { format, .. }, Some(told))
                if !self.endings.iter().any(|e| told.ends_with(&format!(".{e}"))) =>
            {
                ContainerError::Damaged { format, reason: told.to_string() }
            }
            (error, _) => error,
        })
    }

    /// Whether fixes can be written into such files.
    pub fn is_writable(&self) -> bool {
        self.write.is_some()
    }

    /// Whether changes can be suggested in such files.
    pub fn is_reviewable(&self) -> bool {
        self.review.is_some()
    }

    /// The bytes of the file with suggestions put in; the same bytes where none has a place.
    ///
    /// # Errors
    /// A file that may not be written, or that is none of these any more.
    pub fn review(
        &self,
        bytes: &[u8],
        container: &Container,
        suggestions: &[Suggestion],
        stamp: &Stamp,
    ) -> Result<Reviewed, ContainerError> {
        if let Some(reason) = &container.locked {
            return Err(ContainerError::Refused(reason.clone()));
        }
        match self.review {
            Some(review) => review(bytes, container, suggestions, stamp),
            None => Err(ContainerError::Refused(format!("{} files know no suggestions", self.name))),
        }
    }

    /// The bytes of the file with `edits` (bytes of the source text, in order, not overlapping) put in.
    ///
    /// # Errors
    /// A file that may not be written, or that is none of these any more.
    pub fn write(&self, bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
        if let Some(reason) = &container.locked {
            return Err(ContainerError::Refused(reason.clone()));
        }
        match self.write {
            Some(write) => write(bytes, container, edits),
            None if self.review.is_some() => Err(ContainerError::Refused(format!(
                "the text of {} files is never changed; without --accept a copy gets notes",
                self.name
            ))),
            None => Err(ContainerError::Refused(format!("{} files are only read", self.name))),
        }
    }
}

impl fmt::Debug for ContainerFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for ContainerFormat {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ContainerFormat {}

impl std::hash::Hash for ContainerFormat {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
