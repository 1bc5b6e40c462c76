//! The text a person reads, cut into segments.

use super::{Layout, Side, SourceMap, Unit};
use crate::text::{LanguageTag, SourceOffset, SourceSpan, sentence_goes_on};
use memchr::{memchr, memrchr};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What a segment is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Paragraph,
    Heading,
    /// A block quotation.
    Quote,
    /// Text in an attribute (alternative text, a title).
    Attribute,
    /// Text that its format marks as not to be translated or checked for wording: addresses, sample output.
    Verbatim,
}

/// A stretch of prose with a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the prose.
    pub range: Range<usize>,
    /// What the markup says of this stretch; nothing where it says nothing.
    pub language: Option<LanguageTag>,
    pub role: Role,
    /// Which side of a translation this is.
    pub side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InlineKind {
    Emphasis,
    Strong,
    /// `<q>`, `<cite>`.
    Quote,
    Link,
}

/// Emphasis, a link or an inline quotation inside a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// Bytes of the prose.
    pub range: Range<usize>,
    pub kind: InlineKind,
}

/// A comment of the format; those that speak to the linter are directives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where the comment stands: the byte of the prose before which it would be.
    pub at: usize,
    pub source: SourceSpan,
    /// What it speaks of, where the format says so (the entry it belongs to); elsewhere its line or the next.
    pub scope: Option<SourceSpan>,
    /// Without the comment's own signs.
    pub text: String,
}

/// A part's text without markup. Segments are divided by [`crate::text::fold::BLOCK_SEPARATOR`].
#[derive(Debug)]
pub struct Prose<'s> {
    pub text: Cow<'s, str>,
    pub map: SourceMap,
    /// In the order of the text. `None`: paragraphs of plain text, found when asked for.
    pub segments: Option<Vec<Segment>>,
    pub inlines: Vec<Inline>,
    pub comments: Vec<Comment>,
    /// What the document says of the language of all of it.
    pub language: Option<LanguageTag>,
    /// The languages of the segments are what a word processor happened to be set to: the words themselves decide where they
    /// tell.
    pub languages_are_guesses: bool,
    /// The units of a translation file, in the order of the text; empty for other documents.
    pub units: Vec<Unit>,
    /// Where the source stops being what its format says; what follows was not read.
    pub broken: Option<SourceOffset>,
    /// Where the text stands on pages, for a document that has pages.
    pub layout: Option<Arc<Layout>>,
}

/// A paragraph is looked at this far on either side of a hit; lines of a hundred megabytes exist.
const REACH: usize = 8 * 1024;
/// In such a paragraph, hits in the same cell of this size share one segment.
const CELL: usize = 4 * 1024;

/// How far a paragraph is looked at around a range: the same for all ranges of a cell.
fn reach(range: &Range<usize>, length: usize) -> (usize, usize) {
    let cell = range.start / CELL * CELL;
    (cell.saturating_sub(REACH), (cell + CELL + REACH).max(range.end).min(length))
}

impl<'s> Prose<'s> {
    /// Text without any markup.
    pub(crate) fn of_text(text: impl Into<Cow<'s, str>>) -> Prose<'s> {
        Prose {
            text: text.into(),
            map: SourceMap::identity(),
            segments: None,
            inlines: Vec::new(),
            comments: Vec::new(),
            language: None,
            languages_are_guesses: false,
            units: Vec::new(),
            broken: None,
            layout: None,
        }
    }
}

impl Prose<'_> {
    /// The same prose; its text is not copied.
    pub fn borrowed(&self) -> Prose<'_> {
        Prose {
            text: Cow::Borrowed(&self.text),
            map: self.map.clone(),
            segments: self.segments.clone(),
            inlines: self.inlines.clone(),
            comments: self.comments.clone(),
            language: self.language.clone(),
            languages_are_guesses: self.languages_are_guesses,
            units: self.units.clone(),
            broken: self.broken,
            layout: self.layout.clone(),
        }
    }

    /// The segments that lie in a range of the prose, such as the side of a [`Unit`].
    pub fn segments_in(&self, range: Range<usize>) -> &[Segment] {
        let all = self.segments.as_deref().unwrap_or_default();
        let from = all.partition_point(|s| s.range.end <= range.start);
        let to = all.partition_point(|s| s.range.start < range.end);
        all.get(from..to).unwrap_or_default()
    }

    /// The segment that a range of the prose lies in; made larger where the range crosses the end of a paragraph.
    pub fn segment_at(&self, range: Range<usize>) -> Segment {
        match &self.segments {
            Some(segments) => {
                let at = segments.partition_point(|s| s.range.end <= range.start).min(segments.len().saturating_sub(1));
                match segments.get(at) {
                    Some(s) => {
                        let clipped = self.clip(s.range.clone(), &range);
                        Segment { range: clipped, ..s.clone() }
                    }
                    None => Segment { range, language: None, role: Role::Paragraph, side: Side::Text },
                }
            }
            None => {
                let (floor, ceiling) = reach(&range, self.text.len());
                let from = self.paragraph_start(range.start, floor);
                let to = self.paragraph_end(range.end, ceiling);
                Segment { range: from..to, language: None, role: Role::Paragraph, side: Side::Text }
            }
        }
    }

    fn clip(&self, whole: Range<usize>, around: &Range<usize>) -> Range<usize> {
        let (floor, ceiling) = reach(around, self.text.len());
        let mut from = whole.start.max(floor);
        let mut to = whole.end.min(ceiling).max(around.end);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        while !self.text.is_char_boundary(to) {
            to += 1;
        }
        from.min(around.start)..to.min(self.text.len())
    }

    /// A paragraph begins behind a blank line, and not before `floor`.
    fn paragraph_start(&self, at: usize, floor: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut start = floor;
        // The end of the line that was passed last; the line of `at` itself may be blank up to there.
        let mut passed = None;
        while let Some(n) = memrchr(b'\n', bytes.get(floor..passed.unwrap_or(at)).unwrap_or_default()) {
            let line = floor + n + 1;
            if passed.is_some_and(|end| bytes[line..end].iter().all(u8::is_ascii_whitespace))
                && !sentence_goes_on(&self.text, line)
            {
                start = line;
                break;
            }
            passed = Some(line - 1);
        }
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        // Past the blank line itself.
        start + (self.text[start..at].len() - self.text[start..at].trim_start().len())
    }

    /// A paragraph ends before a blank line, and not behind `ceiling`.
    fn paragraph_end(&self, at: usize, ceiling: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = ceiling.min(bytes.len());
        let mut passed = None;
        while let Some(n) = memchr(b'\n', bytes.get(passed.unwrap_or(at)..ceiling).unwrap_or_default()) {
            let feed = passed.unwrap_or(at) + n;
            if passed.is_some_and(|start| bytes[start..feed].iter().all(u8::is_ascii_whitespace))
                && !sentence_goes_on(&self.text, feed)
            {
                end = feed;
                break;
            }
            passed = Some(feed + 1);
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format};

    #[test]
    fn paragraphs_of_plain_text_end_at_blank_lines() {
        let text = "one\n\nTwo\nstill two\r\n \r\nThree";
        let doc = Document::parse(text, Format::PLAIN);
        let prose = &doc.parts[0].prose;
        let paragraph = |word: &str| {
            let at = text.find(word).unwrap();
            text[prose.segment_at(at..at + word.len()).range].trim().to_string()
        };
        assert_eq!(paragraph("one"), "one");
        assert_eq!(paragraph("still"), "Two\nstill two");
        assert_eq!(paragraph("Three"), "Three");
        let text = "whom are met\n\nworkers, who\r\n\r\nknow.\n\nlater\n\n\nlist";
        let doc = Document::parse(text, Format::PLAIN);
        let prose = &doc.parts[0].prose;
        let sentence = "whom are met\n\nworkers, who\r\n\r\nknow.";
        for (word, whole) in [("met", sentence), ("who\r", sentence), ("later", "later"), ("list", "list")] {
            let at = text.find(word).unwrap();
            assert_eq!(text[prose.segment_at(at..at + 3).range].trim(), whole, "{word}");
        }
    }

    #[test]
    fn a_range_across_paragraphs_has_both() {
        let text = "one\n\nTwo\nstill two\r\n \r\nThree";
        let doc = Document::parse(text, Format::PLAIN);
        let prose = &doc.parts[0].prose;
        let across = prose.segment_at(0..text.find("Two").unwrap() + 3);
        assert_eq!(text[across.range].trim(), "one\n\nTwo\nstill two");
    }
}
