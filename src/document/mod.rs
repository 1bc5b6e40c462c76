//! Documents: bytes → prose, with a map back. Knows no lexicon.
//!
//! A format is one file here and one line in [`text_format::FORMATS`]. It turns source text into [`Prose`]: the text a person
//! reads, without markup, cut into segments, with the place of every piece in the source.

mod asciidoc;
mod backslashes;
mod builder;
mod closers;
pub mod container;
mod html;
mod latex;
mod layout;
mod lines;
mod markdown;
mod org;
mod plain;
mod prose;
mod rest;
mod seams;
mod source;
mod source_code;
mod source_map;
mod templates;
#[cfg(test)]
pub(crate) mod testing;
pub mod text_format;
mod translation;
mod typst;
mod xml;

pub use container::{Container, ContainerError, ContainerFormat, Note, Section, Stamp, Suggestion};
pub use layout::{Area, Layout, Quad};
pub use prose::{Comment, Inline, InlineKind, Prose, Role, Segment};
pub use seams::{Seam, SeamHeading, Seams};
pub use source::{Source, SourceError};
pub use source_map::{Hole, Piece, PieceKind, Quoting, SourceEdit, SourceMap};
pub use text_format::{CommentPlace, CommentSyntax, TextFormat};
pub use translation::{Pieces, Side, TooLong, TooLongKind, Unit, UnitState};

use crate::text::fold::BLOCK_SEPARATOR;
use crate::text::{Language, LanguageTag};
use std::path::Path;

/// Quoting of what is read and never rewritten: a cell whose width counts, the name of something elsewhere.
const READ_ONLY: Quoting = Quoting::Own(u8::MAX);

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Running text, marked up or not.
    Text(&'static TextFormat),
    /// A file that translators work on.
    Translation(&'static translation::FileFormat),
    /// A file of several parts: Word, LibreOffice, EPUB, PDF.
    Container(&'static ContainerFormat),
}

impl Format {
    pub const PLAIN: Format = Format::Text(&plain::FORMAT);
    pub const MARKDOWN: Format = Format::Text(&markdown::FORMAT);
    pub const HTML: Format = Format::Text(&html::FORMAT);

    /// The format by the ending of the file's name, whatever its case.
    pub fn of(path: &Path) -> Option<Format> {
        TextFormat::of(path)
            .map(Format::Text)
            .or_else(|| translation::FileFormat::of(path).map(Format::Translation))
            .or_else(|| ContainerFormat::of(path).map(Format::Container))
    }

    /// The endings of all files of text, containers and source code not among them.
    pub fn endings() -> Vec<&'static str> {
        let own = text_format::FORMATS.iter().filter(|f| !f.is_only_named).flat_map(|f| f.endings);
        own.chain(translation::FORMATS.iter().flat_map(|f| f.endings)).copied().collect()
    }

    /// The format that editors call by a language identifier (VS Code, language server protocol), whatever its case.
    pub fn of_language_id(id: &str) -> Option<Format> {
        let id = id.to_ascii_lowercase();
        let text = text_format::FORMATS.iter().find(|f| f.language_ids.contains(&id.as_str()));
        let translation = || translation::FORMATS.iter().find(|f| f.language_ids.contains(&id.as_str()));
        text.map(|f| Format::Text(f)).or_else(|| translation().map(|f| Format::Translation(f)))
    }

    /// Whether a file with the ending of this format is one where it stands; many a JSON file is no text.
    pub fn is_likely(self, path: &Path) -> bool {
        match self {
            Format::Text(format) => !format.is_only_named,
            Format::Translation(format) => (format.is_likely)(path),
            _ => true,
        }
    }

    /// How a large file of this format is read piece by piece; nothing where it is read as a whole.
    pub fn pieces(self) -> Option<&'static Pieces> {
        match self {
            Format::Translation(format) => format.pieces.as_ref(),
            _ => None,
        }
    }

    /// The language that a file's name says, in ways of this format.
    pub fn language_of(self, path: &Path) -> Option<LanguageTag> {
        match self {
            Format::Translation(_) => translation::language_of(path),
            _ => None,
        }
    }

    /// The encoding that the bytes of a file name themselves, in a way of this format.
    pub fn declared_encoding(self, bytes: &[u8]) -> Option<String> {
        match self {
            Format::Translation(format) => (format.encoding)(bytes),
            _ => None,
        }
    }

    /// What a fix has made too long to be read, where the format has limits.
    pub fn too_long(self, before: &str, after: &str) -> Vec<TooLong> {
        match self {
            Format::Translation(format) => translation::too_long(format, before, after),
            _ => Vec::new(),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Format::Text(format) => format.name,
            Format::Translation(format) => format.name,
            Format::Container(format) => format.name,
        }
    }

    /// How a comment is written, where one may stand beside a text.
    pub fn comment(self) -> Option<CommentSyntax> {
        match self {
            Format::Text(format) => format.comment,
            _ => None,
        }
    }

    /// How a replacement must be written so that it reads as text in this format; nothing where it cannot be written there.
    pub fn escape(self, text: &str, quoting: Quoting) -> Option<String> {
        match self {
            Format::Text(format) => (format.escape)(text, quoting),
            Format::Translation(format) => (format.escape)(text, quoting),
            Format::Container(format) => (format.escape)(text, quoting),
        }
    }
}

/// What a document consists of, ready to be checked.
#[derive(Debug)]
pub struct Document<'s> {
    pub format: Format,
    pub parts: Vec<Part<'s>>,
    /// The files or pages inside a container, in the order of the source text; empty for a document that is one text.
    pub sections: Vec<Section>,
}

/// A text of a document.
#[derive(Debug)]
pub struct Part<'s> {
    pub prose: Prose<'s>,
}

impl<'s> Document<'s> {
    /// Reads source text. Cannot fail: what is no valid markup is text.
    pub fn parse(text: &'s str, format: Format) -> Document<'s> {
        let prose = match format {
            // The source text of a container, without the container: what is left of it is text.
            Format::Container(_) => plain::parse(text),
            Format::Text(format) => (format.parse)(text),
            Format::Translation(format) => (format.parse)(text),
        };
        Document::new(format, prose)
    }

    fn new(format: Format, prose: Prose<'s>) -> Document<'s> {
        Document { format, parts: vec![Part { prose }], sections: Vec::new() }
    }

    /// A document of units, each a text and its translation, and the source text that it is read from.
    pub fn of_units<'t>(
        units: impl Iterator<Item = (&'t str, &'t str)>,
        source: Language,
        target: Language,
    ) -> (String, Document<'static>) {
        let mut prose = Prose::of_text(String::new());
        let mut text = String::new();
        let mut segments = Vec::new();
        for (n, (from, to)) in units.enumerate() {
            let mut side = |words: &str, language: Language, side: Side| {
                if !text.is_empty() {
                    text.push(BLOCK_SEPARATOR);
                }
                let range = text.len()..text.len() + words.len();
                text.push_str(words);
                segments.push(Segment { range: range.clone(), language: Some(language.into()), role: Role::Paragraph, side });
                Some(range)
            };
            let unit = Unit {
                id: (n + 1).to_string(),
                source: side(from, source, Side::Source),
                target: side(to, target, Side::Target),
                state: UnitState::Translated,
            };
            prose.units.push(unit);
        }
        prose.text = text.clone().into();
        prose.segments = Some(segments);
        (text, Document::new(Format::PLAIN, prose))
    }

    /// What was read from a container.
    pub fn of_container(format: &'static ContainerFormat, container: &'s Container) -> Document<'s> {
        let sections = container.sections.clone();
        Document { sections, ..Document::new(Format::Container(format), container.prose.borrowed()) }
    }

    /// [`Document::parse`], and where the text may be cut.
    pub fn parse_with_seams(text: &'s str, format: Format) -> (Document<'s>, Seams) {
        let Format::Text(TextFormat { parse_with_seams: Some(parse), .. }) = format else {
            return (Document::parse(text, format), Seams::whole());
        };
        let (prose, seams) = parse(text);
        (Document::new(format, prose), seams)
    }

    /// What the document says of its own language.
    pub fn language(&self) -> Option<&LanguageTag> {
        self.parts.iter().find_map(|p| p.prose.language.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_and_a_language_identifier_mean_one_format() {
        let mut seen: Vec<&str> = Vec::new();
        let text = text_format::FORMATS.iter().flat_map(|f| f.language_ids);
        let translation = translation::FORMATS.iter().flat_map(|f| f.language_ids);
        for id in text.chain(translation) {
            assert!(!seen.contains(id), "{id} stands twice");
            assert_eq!(*id, id.to_ascii_lowercase());
            seen.push(id);
        }
        for format in text_format::FORMATS {
            for ending in format.endings {
                assert_eq!(Format::of(format!("a.{ending}").as_ref()), Some(Format::Text(format)), "{ending}");
            }
            // An untitled document has no other mark. Source code is read where it is named, and that only by its ending.
            let id = format.language_ids.first().map(|id| id.to_uppercase());
            assert_eq!(id.is_none(), format.is_only_named, "{}", format.name);
            if let Some(id) = id {
                assert_eq!(Format::of_language_id(&id), Some(Format::Text(format)));
            }
        }
        assert_eq!(Format::of_language_id("rust"), None);
    }
}
