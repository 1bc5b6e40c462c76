//! Where a document may be cut: what stands before a seam reads the same without what stands behind it, and the other way
//! round. An editor's change is read again from seam to seam and not from the beginning.

use crate::text::sentence_goes_on;

/// A place to cut: the beginning of a block at the top level, after a blank line, with nothing left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seam {
    /// Bytes of the source.
    pub source: usize,
    /// Bytes of prose before it.
    pub prose: usize,
    /// Segments before it.
    pub segments: usize,
}

/// A heading: what stands under it may be read in its light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeamHeading {
    /// Where its text begins, bytes of the source.
    pub source: usize,
    /// Segments before it.
    pub segments: usize,
    /// As a person reads it.
    pub text: String,
}

/// The seams of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seams {
    /// In the order of the text; none at its beginning.
    pub at: Vec<Seam>,
    /// In the order of the text; none in plain text, where only its reader knows what is one.
    pub headings: Vec<SeamHeading>,
    /// What every part of a Markdown document may refer to (reference definitions, footnotes), as Markdown source.
    pub definitions: String,
    /// Something works across every seam: the document must be read whole.
    pub is_whole: bool,
}

impl Seams {
    /// A document that cannot be cut.
    pub(super) fn whole() -> Seams {
        Seams { is_whole: true, ..Seams::default() }
    }

    /// Plain text can be cut wherever a paragraph begins.
    pub(super) fn of_plain(text: &str) -> Seams {
        let mut at = Vec::new();
        let mut start = 0;
        let mut was_blank = false;
        for line in text.split_inclusive('\n') {
            let is_blank = line.bytes().all(|b| b.is_ascii_whitespace());
            if was_blank && !is_blank && start > 0 && !sentence_goes_on(text, start) {
                at.push(Seam { source: start, prose: start, segments: at.len() + 1 });
            }
            was_blank = is_blank;
            start += line.len();
        }
        Seams { at, ..Seams::default() }
    }

    /// The seam at a byte of the source.
    pub fn find(&self, source: usize) -> Option<Seam> {
        self.at.binary_search_by_key(&source, |s| s.source).ok().map(|i| self.at[i])
    }
}

/// Whether a byte begins a line, and the line before it is blank.
pub(super) fn follows_blank_line(source: &str, at: usize) -> bool {
    let Some(before) = source[..at].strip_suffix('\n') else { return false };
    let line = before.strip_suffix('\r').unwrap_or(before);
    let white = line.len() - line.trim_end_matches([' ', '\t']).len();
    let rest = &line[..line.len() - white];
    rest.ends_with('\n')
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format};

    fn seams(text: &str, format: Format) -> Vec<&str> {
        let seams = Document::parse_with_seams(text, format).1;
        seams.at.iter().map(|s| text[s.source..].lines().next().unwrap_or_default()).collect()
    }

    #[test]
    fn plain_text_is_cut_at_paragraphs() {
        assert_eq!(seams("\n\na\nb\n\n \nc\r\n\r\nD\n\ngoes on", Format::PLAIN), ["a", "c", "D"]);
    }

    #[test]
    fn markdown_is_cut_where_nothing_is_open() {
        let text = "a\n\n- b\n\n  c\n\n- d\n\ne\n\n```\n\nf\n\n```\n\n> g\n\nh\n\n<div>\n\ni\n\n</div>\n\nj\n";
        assert_eq!(seams(text, Format::MARKDOWN), ["- b", "e", "```", "> g", "h", "<div>", "j"]);
    }

    #[test]
    fn front_matter_is_never_cut() {
        assert_eq!(seams("---\nlang: fr\n\nx: y\n---\n\na\n\nb\n", Format::MARKDOWN), ["a", "b"]);
        assert!(Document::parse_with_seams("---\n\na\n\nb\n", Format::MARKDOWN).1.is_whole);
    }

    #[test]
    fn definitions_are_known_everywhere() {
        let seams = Document::parse_with_seams("a [x][1] b[^n]\n\n[1]: /url \"t\"\n\n[^n]: note\n", Format::MARKDOWN).1;
        assert!(seams.definitions.contains("[1]: /url \"t\"\n"), "{}", seams.definitions);
        assert!(seams.definitions.contains("[^n]: x\n"), "{}", seams.definitions);
    }
}
