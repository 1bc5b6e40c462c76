//! Open documents and their synchronisation ("Text Document Synchronization").

use super::incremental::{Analysis, Effort};
use super::positions::{Encoding, LinePosition, bytes_of};
use crate::check::{LanguageHints, RuleSet};
use crate::config::FILE_NAME;
use crate::document::Format;
use ropey::Rope;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use tower_lsp::ls_types::{Position, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

/// What a document is to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text that is checked.
    Prose(Format),
    /// `motjuste.toml`.
    Configuration,
    /// A TOML file that may be a lexicon of the writer's own.
    Toml,
    /// Left alone: a programming language, a format that cannot be read, a scheme that is no file.
    Other,
}

/// Replaced bytes: where in the old text, and how long the new text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub old: std::ops::Range<usize>,
    pub length: usize,
}

/// A document that the client has open. Its text here is the truth, whatever is on the disk.
#[derive(Debug)]
pub struct OpenDocument {
    pub uri: Uri,
    /// Nothing for untitled documents and foreign schemes.
    pub path: Option<PathBuf>,
    pub version: i32,
    pub kind: Kind,
    pub text: Rope,
    /// What was found, in the text as it was before [`OpenDocument::changes`].
    pub analysis: Option<Analysis>,
    /// Not checked yet, in the order they came.
    pub changes: Vec<Change>,
    /// Another number whenever the diagnostics may be others: never the same twice in a session.
    pub stamp: u64,
}

impl OpenDocument {
    pub fn open(item: TextDocumentItem) -> OpenDocument {
        let path = path_of(&item.uri);
        let kind = if is_binary(&item.text) { Kind::Other } else { kind_of(&item.uri, path.as_deref(), &item.language_id) };
        OpenDocument {
            kind,
            path,
            uri: item.uri,
            version: item.version,
            text: Rope::from_str(&item.text),
            analysis: None,
            changes: Vec::new(),
            stamp: next_stamp(),
        }
    }

    /// Applies the changes of one notification, in their order; each sees what the ones before it left.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            match change.range {
                Some(range) => {
                    let bytes = bytes_of(&self.text, line_position(range.start), line_position(range.end), encoding);
                    let at = self.text.byte_to_char(bytes.start);
                    self.text.remove(at..self.text.byte_to_char(bytes.end));
                    self.text.insert(at, &change.text);
                    self.changes.push(Change { old: bytes, length: change.text.len() });
                }
                None => {
                    self.text = Rope::from_str(&change.text);
                    self.forget();
                }
            }
        }
        self.version = version;
        self.touch();
    }

    /// Brings what was found up to date with the text; no work where nothing changed.
    pub fn check(&mut self, format: Format, rules: &RuleSet, hints: &LanguageHints, effort: Effort) {
        let changes = std::mem::take(&mut self.changes);
        match &mut self.analysis {
            Some(analysis) => analysis.update(&self.text, &changes, format, rules, hints, effort),
            None => self.analysis = Some(Analysis::new(&self.text, format, rules, hints)),
        }
    }

    /// What was found is void: another configuration, or something went wrong.
    pub fn forget(&mut self) {
        self.analysis = None;
        self.changes.clear();
        self.touch();
    }

    /// The diagnostics may be others now.
    pub fn touch(&mut self) {
        self.stamp = next_stamp();
    }

    /// Names the diagnostics of the document as it is now; another name whenever they may be others.
    pub fn result_id(&self) -> String {
        format!("open-{}{}", self.stamp, if self.owes() { "-hasty" } else { "" })
    }

    /// Whether something that is compared across the document waits.
    pub fn owes(&self) -> bool {
        self.analysis.as_ref().is_some_and(|a| a.owes)
    }

    pub fn format(&self) -> Option<Format> {
        match self.kind {
            Kind::Prose(format) => Some(format),
            _ => None,
        }
    }

    /// The path, or for an untitled document a name that goes with its format.
    pub fn path_or_name(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new("untitled"))
    }
}

fn next_stamp() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub fn line_position(position: Position) -> LinePosition {
    LinePosition { line: position.line, character: position.character }
}

/// The file that an URI names.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    uri.to_file_path().map(|p| p.into_owned()).filter(|p| p.is_absolute())
}

/// Files and untitled documents are checked; what a version-control view, a notebook or a chat shows is left alone.
fn kind_of(uri: &Uri, path: Option<&Path>, language_id: &str) -> Kind {
    let scheme = uri.scheme().as_str();
    if path.is_none() && !scheme.eq_ignore_ascii_case("untitled") {
        return Kind::Other;
    }
    if path.is_some_and(|p| p.file_name().is_some_and(|n| n == FILE_NAME)) {
        return Kind::Configuration;
    }
    if language_id.eq_ignore_ascii_case("toml") {
        return Kind::Toml;
    }
    let of_path = path.and_then(|p| Format::of(p).map(|f| (f, f.is_likely(p))));
    let named = Format::of_language_id(language_id);
    match (of_path, named) {
        // What is in a container is no text, whatever opened it.
        (Some((Format::Container(_), _)), _) => Kind::Other,
        // The client's word comes first: a person may have chosen it. "Plain text" is what editors call all that they do
        // not know.
        (_, Some(format)) if format != Format::PLAIN && matches!(format, Format::Text(_)) => Kind::Prose(format),
        // Many a JSON file is no translation where it stands.
        (Some((format, is_likely)), _) => {
            if is_likely {
                Kind::Prose(format)
            } else {
                Kind::Other
            }
        }
        // An untitled document, or a file without an ending, has no other mark.
        (None, Some(format)) => Kind::Prose(format),
        (None, None) => Kind::Other,
    }
}

/// Text that holds such a byte is a picture or an archive that an editor opened as text.
fn is_binary(text: &str) -> bool {
    const BEGINNING: usize = 8192;
    text.bytes().take(BEGINNING).any(|b| b == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(uri: &str, language_id: &str) -> Kind {
        let uri: Uri = uri.parse().unwrap();
        kind_of(&uri, path_of(&uri).as_deref(), language_id)
    }

    #[test]
    fn what_is_checked_and_what_is_left_alone() {
        assert_eq!(kind("file:///w/a.md", "markdown"), Kind::Prose(Format::MARKDOWN));
        assert_eq!(kind("file:///w/a.txt", "plaintext"), Kind::Prose(Format::PLAIN));
        // A person told the editor what this file is.
        assert_eq!(kind("file:///w/README", "markdown"), Kind::Prose(Format::MARKDOWN));
        assert_eq!(kind("untitled:Untitled-1", "html"), Kind::Prose(Format::HTML));
        assert_eq!(kind("file:///w/motjuste.toml", "toml"), Kind::Configuration);
        assert_eq!(kind("file:///w/main.rs", "rust"), Kind::Other);
        assert_eq!(kind("git:/w/a.md?ref=HEAD", "markdown"), Kind::Other);
        // Translation files, by ending and by what the editor calls them.
        let name = |uri: &str, id: &str| match kind(uri, id) {
            Kind::Prose(format) => format.name(),
            other => panic!("{uri}: {other:?}"),
        };
        assert_eq!(name("file:///w/fr.po", "plaintext"), "PO");
        assert_eq!(name("file:///w/messages", "gettext"), "PO");
        assert_eq!(name("untitled:Untitled-2", "po"), "PO");
        assert_eq!(name("file:///w/a.fr.xlf", "xml"), name("file:///w/a", "xliff"));
        assert_eq!(name("file:///w/talk.srt", "subrip"), "SubRip");
        assert_eq!(name("file:///w/locales/fr.json", "json"), "JSON");
        // Data, and containers that somebody opened as text.
        assert_eq!(kind("file:///w/package.json", "json"), Kind::Other);
        assert_eq!(kind("file:///w/ci.yml", "yaml"), Kind::Other);
        assert_eq!(kind("file:///w/pom.xml", "xml"), Kind::Other);
        assert_eq!(kind("file:///w/letter.docx", "plaintext"), Kind::Other);
        assert_eq!(kind("file:///w/letter.odt", "markdown"), Kind::Other);
        assert_eq!(kind("vscode-notebook-cell:/w/a.ipynb#x", "markdown"), Kind::Other);
    }
}
