//! The text of a page, as it was painted: characters with their places, and what marked content says of them.

use super::geometry::Point;
use std::ops::Range;
use std::rc::Rc;

/// A character, or what a code stands for, on a page. Coordinates are those of the page's default user space: points, y
/// upwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Byte of [`Page::text`] at which its text begins; it ends where that of the next one begins.
    pub(super) text: u32,
    /// Where it begins on its base line.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How far it reaches along the base line.
    pub(super) advance: f32,
}

/// Characters in a row, in one font, with one mark.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    /// Of [`Page::glyphs`]; not empty.
    pub(super) glyphs: Range<usize>,
    /// Of length one: the way that the text runs, and what is above it.
    pub(super) along: Point,
    pub(super) up: Point,
    /// Of the font, in points.
    pub(super) size: f32,
    /// Of the font, in points above the base line.
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) is_bold: bool,
    /// A gap of this many points is a space between words.
    pub(super) space: f32,
    /// Index into [`Page::marks`].
    pub(super) mark: usize,
    /// Where the next character would stand.
    pub(super) pen: Point,
}

/// What is known of characters from the marked content that they are in.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Mark {
    /// The paragraph of the structure tree, and the place in its order.
    pub(super) tagged: Option<(u32, u32)>,
    pub(super) artifact: Option<Artifact>,
    pub(super) language: Option<Rc<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// A running header or footer, a page number.
    Pagination,
    /// Lines, backgrounds.
    Other,
}

/// The text of a page, as it was painted.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) fragments: Vec<Fragment>,
    pub(super) marks: Vec<Mark>,
    /// The sum of the areas of all pictures, in square points.
    pub(super) pictures: f32,
    /// Codes of which the file does not say what they stand for.
    pub(super) unknown: usize,
    /// Something could not be read: a stream that is damaged or far too large.
    pub(super) is_damaged: bool,
}

impl Page {
    pub(super) fn glyph_text(&self, index: usize) -> &str {
        let from = self.glyphs.get(index).map_or(self.text.len(), |g| g.text as usize);
        let to = self.glyphs.get(index + 1).map_or(self.text.len(), |g| g.text as usize);
        self.text.get(from..to).unwrap_or_default()
    }

    pub(super) fn fragment_text(&self, fragment: &Fragment) -> &str {
        let from = self.glyphs.get(fragment.glyphs.start).map_or(0, |g| g.text as usize);
        let to = self.glyphs.get(fragment.glyphs.end).map_or(self.text.len(), |g| g.text as usize);
        self.text.get(from..to).unwrap_or_default()
    }
}
