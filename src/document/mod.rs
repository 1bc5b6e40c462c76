//! Documents: bytes → prose, with a map back. Knows no lexicon.
//!
//! A format is one file here and one row in [`Format::ALL`]. It turns source text into [`Prose`]: the text a person
//! reads, without markup, cut into segments, with the place of every piece in the source.

mod builder;
pub mod container;
mod html;
mod markdown;
mod plain;
mod prose;
mod seams;
mod source;
mod source_map;
mod templates;
#[cfg(test)]
mod testing;
mod translation;
mod xml;

pub use container::{Container, ContainerError, ContainerFormat, Note, Section, Stamp, Suggestion};
pub use prose::{Comment, Inline, InlineKind, Prose, Role, Segment};
pub use seams::{Seam, SeamHeading, Seams};
pub use source::{Source, SourceError};
pub use source_map::{Hole, Piece, PieceKind, Quoting, SourceEdit, SourceMap};
pub use translation::{Side, TooLong, TooLongKind, Unit, UnitState};

use crate::text::LanguageTag;
use std::path::Path;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Plain,
    Markdown,
    Html,
    /// A file that translators work on.
    Translation(&'static translation::FileFormat),
    /// A file of several parts: Word, LibreOffice, EPUB, PDF.
    Container(&'static ContainerFormat),
}

/// A format of texts that people write, as programs and people around it know it.
#[derive(Debug, Clone, Copy)]
pub struct TextFormat {
    pub format: Format,
    /// Endings of its files, lower case.
    pub endings: &'static [&'static str],
    /// What editors call such documents, lower case: the `languageId` of the Language Server Protocol, which is a language
    /// identifier of VS Code, a file type of Vim, a mode of Emacs, a language of Helix.
    pub language_ids: &'static [&'static str],
    /// How a comment is written beside text; nothing where there are none.
    pub comment: Option<CommentSyntax>,
}

/// How a comment is written beside text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentSyntax {
    /// Between two signs, anywhere: `<!-- … -->`.
    Between(&'static str, &'static str),
    /// From a sign to the end of the line: `% …`.
    ToLineEnd(&'static str),
}

impl Format {
    /// Every format of texts that people write. Those of translators are in [`translation::FORMATS`].
    pub const ALL: [TextFormat; 3] = [
        TextFormat {
            format: Format::Plain,
            endings: &["txt", "text"],
            language_ids: &["plaintext", "text", "plain", "txt", "mail", "eml", "git-commit", "gitcommit"],
            comment: None,
        },
        TextFormat {
            format: Format::Markdown,
            endings: &["md", "markdown", "mdown", "mkd", "mdwn", "qmd", "rmd"],
            language_ids: &["markdown", "gfm", "quarto", "rmd", "pandoc", "mdx"],
            comment: Some(CommentSyntax::Between("<!--", "-->")),
        },
        TextFormat {
            format: Format::Html,
            endings: &["html", "htm", "xhtml"],
            language_ids: &["html", "xhtml", "mhtml"],
            comment: Some(CommentSyntax::Between("<!--", "-->")),
        },
    ];

    /// The format by the ending of the file's name, whatever its case.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Format::ALL
            .iter()
            .find(|row| row.endings.contains(&ending.as_str()))
            .map(|row| row.format)
            .or_else(|| translation::FileFormat::of(path).map(Format::Translation))
            .or_else(|| ContainerFormat::of(path).map(Format::Container))
    }

    /// The format that an editor means by a language identifier, whatever its case. Some say too little (`xml`, `json`).
    pub fn of_language_id(id: &str) -> Option<Format> {
        let id = id.to_ascii_lowercase();
        let text = Format::ALL.iter().find(|row| row.language_ids.contains(&id.as_str())).map(|row| row.format);
        text.or_else(|| translation::FileFormat::of_language_id(&id).map(Format::Translation))
    }

    /// How a comment is written beside text in this format; nothing where there are none, or they stand elsewhere.
    pub fn comment_syntax(self) -> Option<CommentSyntax> {
        Format::ALL.iter().find(|row| row.format == self)?.comment
    }

    /// The endings of all files of text, containers not among them.
    pub fn endings() -> Vec<&'static str> {
        let own = Format::ALL.iter().flat_map(|row| row.endings);
        own.chain(translation::FORMATS.iter().flat_map(|f| f.endings)).copied().collect()
    }

    /// Whether a file with the ending of this format is one where it stands; many a JSON file is no text.
    pub fn is_likely(self, path: &Path) -> bool {
        match self {
            Format::Translation(format) => (format.is_likely)(path),
            _ => true,
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
            Format::Plain => "plain text",
            Format::Markdown => "Markdown",
            Format::Html => "HTML",
            Format::Translation(format) => format.name,
            Format::Container(format) => format.name,
        }
    }

    /// How a replacement must be written so that it reads as text in this format; nothing where it cannot be written there.
    pub fn escape(self, text: &str, quoting: Quoting) -> Option<String> {
        let in_attribute = quoting == Quoting::Attribute;
        match self {
            Format::Plain => Some(text.to_string()),
            // The only attributes there are those of HTML, and titles, which know entities too.
            Format::Markdown if in_attribute => Some(html::escape(text, true)),
            Format::Markdown => Some(markdown::escape(text)),
            Format::Html => Some(html::escape(text, in_attribute)),
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
            Format::Plain | Format::Container(_) => plain::parse(text),
            Format::Markdown => markdown::parse(text),
            Format::Html => html::parse(text),
            Format::Translation(format) => (format.parse)(text),
        };
        Document::new(format, prose)
    }

    fn new(format: Format, prose: Prose<'s>) -> Document<'s> {
        Document { format, parts: vec![Part { prose }], sections: Vec::new() }
    }

    /// What was read from a container.
    pub fn of_container(format: &'static ContainerFormat, container: &'s Container) -> Document<'s> {
        let sections = container.sections.clone();
        Document { sections, ..Document::new(Format::Container(format), container.prose.borrowed()) }
    }

    /// [`Document::parse`], and where the text may be cut.
    pub fn parse_with_seams(text: &'s str, format: Format) -> (Document<'s>, Seams) {
        let (prose, seams) = match format {
            Format::Plain => (plain::parse(text), Seams::of_plain(text)),
            Format::Markdown => markdown::parse_with_seams(text),
            _ => return (Document::parse(text, format), Seams::whole()),
        };
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
        let text = Format::ALL.iter().flat_map(|row| row.language_ids);
        let translation = translation::FORMATS.iter().flat_map(|f| f.language_ids);
        for id in text.chain(translation) {
            assert!(!seen.contains(id), "{id} stands twice");
            assert_eq!(*id, id.to_ascii_lowercase());
            seen.push(id);
        }
        for row in Format::ALL {
            assert!(!row.language_ids.is_empty(), "an untitled {} document has no other mark", row.format.name());
            assert_eq!(Format::of_language_id(&row.language_ids[0].to_uppercase()), Some(row.format));
            for ending in row.endings {
                assert_eq!(Format::of(format!("a.{ending}").as_ref()), Some(row.format));
            }
        }
        assert_eq!(Format::of_language_id("rust"), None);
    }
}
