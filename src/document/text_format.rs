//! Formats of running text, marked up or not. One file (or folder) a format, and a line in [`FORMATS`].

use super::{Prose, Quoting, Seams, asciidoc, html, latex, markdown, org, plain, rest, source_code, typst};
use std::fmt;
use std::path::Path;

/// A format of running text.
pub struct TextFormat {
    /// As its users call it.
    pub name: &'static str,
    /// Endings of its files, lower case.
    pub endings: &'static [&'static str],
    /// What editors call it: the language identifiers of VS Code and of the language server protocol, lower case.
    pub language_ids: &'static [&'static str],
    /// How a comment is written, where one may stand beside a text.
    pub comment: Option<CommentSyntax>,
    /// Cannot fail: what is no markup is text.
    pub(super) parse: for<'s> fn(&'s str) -> Prose<'s>,
    /// [`TextFormat::parse`], and where the text may be cut; nothing where its reader does not know.
    pub(super) parse_with_seams: Option<ParseWithSeams>,
    /// How a replacement must be written so that it reads as text; nothing where it cannot be written in that place.
    pub(super) escape: fn(&str, Quoting) -> Option<String>,
    /// Such files are read when somebody names them, and not where they lie in a folder.
    pub is_only_named: bool,
}

type ParseWithSeams = for<'s> fn(&'s str) -> (Prose<'s>, Seams);

/// How a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentSyntax {
    pub open: &'static str,
    /// Nothing where a comment ends with its line.
    pub close: &'static str,
    pub place: CommentPlace,
}

/// Where a comment that speaks of a line may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentPlace {
    /// Anywhere in a text, so also at the end of the line that it speaks of.
    Anywhere,
    /// At the end of any line.
    LineEnd,
    /// On a line of its own, also inside a paragraph.
    OwnLine,
    /// On a line of its own, between blank lines.
    OwnParagraph,
}

/// Every format.
pub static FORMATS: &[&TextFormat] = &[
    &plain::FORMAT,
    &markdown::FORMAT,
    &markdown::mdx::FORMAT,
    &html::FORMAT,
    &latex::FORMAT,
    &rest::FORMAT,
    &asciidoc::FORMAT,
    &org::FORMAT,
    &typst::FORMAT,
    &source_code::FORMATS[0],
    &source_code::FORMATS[1],
    &source_code::FORMATS[2],
    &source_code::FORMATS[3],
    &source_code::FORMATS[4],
    &source_code::FORMATS[5],
    &source_code::FORMATS[6],
    &source_code::FORMATS[7],
];

impl TextFormat {
    /// What most formats have in common.
    pub(super) const DEFAULT: TextFormat = TextFormat {
        name: "",
        endings: &[],
        language_ids: &[],
        comment: None,
        parse: plain::parse,
        parse_with_seams: None,
        escape: |text, _| Some(text.to_string()),
        is_only_named: false,
    };

    /// The format by the ending of the file's name, whatever its case.
    pub(super) fn of(path: &Path) -> Option<&'static TextFormat> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|f| f.endings.contains(&ending.as_str())).copied()
    }
}

impl fmt::Debug for TextFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for TextFormat {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for TextFormat {}

impl std::hash::Hash for TextFormat {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
