//! Where text stands on pages: from bytes of the source text of a document with pages to rectangles.

use std::ops::Range;

/// Four corners of a stretch of text on one line: above its beginning, above its end, below its beginning, below its end, each
/// as x and y (the order of `QuadPoints`, ISO 32000-1, 12.5.6.10). Points from the lower left corner of the page's default
/// user space.
pub type Quad = [f32; 8];

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// From 1.
    pub page: usize,
    /// A quad a line.
    pub quads: Vec<Quad>,
}

/// A character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Byte of the source text; it ends where the next one begins, or with its strip.
    pub at: usize,
    /// Where it begins on the base line.
    pub x: f32,
    pub y: f32,
    /// How far it reaches along the base line.
    pub advance: f32,
}

/// Characters in a row, of one size, in one direction.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    /// Bytes of the source text.
    pub source: Range<usize>,
    pub page: usize,
    /// Of length one: along the base line, and upwards.
    pub along: (f32, f32),
    pub up: (f32, f32),
    /// Above the base line, and below it (negative).
    pub ascent: f32,
    pub descent: f32,
    /// Of [`Layout::glyphs`].
    pub glyphs: Range<usize>,
}

/// The places of all characters of a document, in the order of its source text.
#[derive(Debug, Default)]
pub struct Layout {
    pub(super) strips: Vec<Strip>,
    pub(super) glyphs: Vec<Placed>,
    /// Some of the document could not be read; its remarks say what.
    pub is_incomplete: bool,
}

impl Layout {
    /// The rectangles of ranges of the source text, page by page.
    pub fn areas(&self, ranges: &[Range<usize>]) -> Vec<Area> {
        let mut areas: Vec<Area> = Vec::new();
        for range in ranges {
            let first = self.strips.partition_point(|s| s.source.end <= range.start);
            for strip in self.strips.get(first..).unwrap_or_default().iter().take_while(|s| s.source.start < range.end) {
                let Some((from, to)) = self.reach(strip, range) else { continue };
                let quad = quad(strip, from, to);
                let area = match areas.iter_mut().position(|a| a.page == strip.page) {
                    Some(i) => &mut areas[i],
                    None => {
                        areas.push(Area { page: strip.page, quads: Vec::new() });
                        let last = areas.len() - 1;
                        &mut areas[last]
                    }
                };
                match area.quads.last_mut() {
                    Some(last) if goes_on(last, &quad, strip) => join(last, &quad),
                    _ => area.quads.push(quad),
                }
            }
        }
        areas
    }

    /// Where the characters of a strip that are in a range begin and end on their base line.
    fn reach(&self, strip: &Strip, range: &Range<usize>) -> Option<((f32, f32), (f32, f32))> {
        let glyphs = self.glyphs.get(strip.glyphs.clone())?;
        let mut ends = glyphs.iter().skip(1).map(|g| g.at).chain([strip.source.end]);
        let mut inside = glyphs.iter().filter(|g| {
            let end = ends.next().unwrap_or(g.at);
            g.at < range.end && end > range.start
        });
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        let end = (last.x + strip.along.0 * last.advance, last.y + strip.along.1 * last.advance);
        Some(((first.x, first.y), end))
    }

    /// The bytes of the source text whose characters lie in areas of a page, from the first to the last; for notes that stand
    /// on a page.
    pub(super) fn source_of(&self, page: usize, quads: &[Quad]) -> Option<Range<usize>> {
        let mut found: Option<Range<usize>> = None;
        for strip in self.strips.iter().filter(|s| s.page == page) {
            for (i, glyph) in self.glyphs.get(strip.glyphs.clone())?.iter().enumerate() {
                let middle =
                    |of: f32, along: f32, up: f32| of + along * glyph.advance / 2.0 + up * (strip.ascent + strip.descent) / 2.0;
                let at = (middle(glyph.x, strip.along.0, strip.up.0), middle(glyph.y, strip.along.1, strip.up.1));
                if quads.iter().any(|q| holds(q, at)) {
                    let end = self.glyphs.get(strip.glyphs.start + i + 1).filter(|_| i + 1 < strip.glyphs.len());
                    let end = end.map_or(strip.source.end, |g| g.at);
                    let known = found.get_or_insert(glyph.at..end);
                    *known = known.start.min(glyph.at)..known.end.max(end);
                }
            }
        }
        found
    }
}

fn quad(strip: &Strip, from: (f32, f32), to: (f32, f32)) -> Quad {
    let at = |(x, y): (f32, f32), height: f32| (x + strip.up.0 * height, y + strip.up.1 * height);
    let corners = [at(from, strip.ascent), at(to, strip.ascent), at(from, strip.descent), at(to, strip.descent)];
    let mut quad = [0.0; 8];
    for (i, (x, y)) in corners.into_iter().enumerate() {
        // A hundredth of a point is less than anybody sees.
        quad[2 * i] = (x * 100.0).round() / 100.0;
        quad[2 * i + 1] = (y * 100.0).round() / 100.0;
    }
    quad
}

/// Whether a quad stands on the line of another, right behind it.
fn goes_on(last: &Quad, next: &Quad, strip: &Strip) -> bool {
    let height = strip.ascent - strip.descent;
    // From the lower right corner of the one to the lower left corner of the other.
    let (dx, dy) = (next[4] - last[6], next[5] - last[7]);
    let (ax, ay) = strip.along;
    let (gap, off) = (dx * ax + dy * ay, dy * ax - dx * ay);
    off.abs() < 0.6 * height && (-0.5 * height..2.0 * height).contains(&gap)
}

fn join(last: &mut Quad, next: &Quad) {
    // The line of the first one is kept, so that a raised letter does not bend it.
    let (dx, dy) = (next[6] - last[6], next[7] - last[7]);
    let (wx, wy) = (last[6] - last[4], last[7] - last[5]);
    let width = wx.hypot(wy).max(f32::MIN_POSITIVE);
    let by = (dx * wx + dy * wy) / width;
    let (ux, uy) = (wx / width * by, wy / width * by);
    for (x, y) in [(2, 3), (6, 7)] {
        last[x] = ((last[x] + ux) * 100.0).round() / 100.0;
        last[y] = ((last[y] + uy) * 100.0).round() / 100.0;
    }
}

fn holds(quad: &Quad, (x, y): (f32, f32)) -> bool {
    // Along both sides from the lower left corner.
    let side = |cx: f32, cy: f32| {
        let (sx, sy) = (cx - quad[4], cy - quad[5]);
        let t = ((x - quad[4]) * sx + (y - quad[5]) * sy) / (sx * sx + sy * sy).max(f32::MIN_POSITIVE);
        (0.0..=1.0).contains(&t)
    };
    side(quad[6], quad[7]) && side(quad[0], quad[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        // "ab" on a line, "c" behind it in another font, "d" on the next line; each ten points wide.
        let strip = |source: Range<usize>, glyphs: Range<usize>| Strip {
            source,
            page: 1,
            along: (1.0, 0.0),
            up: (0.0, 1.0),
            ascent: 8.0,
            descent: -2.0,
            glyphs,
        };
        let placed = |at: usize, x: f32, y: f32| Placed { at, x, y, advance: 10.0 };
        Layout {
            strips: vec![strip(0..2, 0..2), strip(2..3, 2..3), strip(4..5, 3..4)],
            glyphs: vec![placed(0, 0.0, 100.0), placed(1, 10.0, 100.0), placed(2, 20.0, 100.0), placed(4, 0.0, 88.0)],
            is_incomplete: false,
        }
    }

    #[test]
    fn a_word_over_fonts_and_lines() {
        let areas = layout().areas(std::slice::from_ref(&(1..5)));
        let first = [10.0, 108.0, 30.0, 108.0, 10.0, 98.0, 30.0, 98.0];
        assert_eq!(areas, [Area { page: 1, quads: vec![first, [0.0, 96.0, 10.0, 96.0, 0.0, 86.0, 10.0, 86.0]] }]);
        assert_eq!(layout().source_of(1, &areas[0].quads), Some(1..5));
        assert_eq!(layout().source_of(2, &areas[0].quads), None);
        assert_eq!(layout().areas(std::slice::from_ref(&(3..4))), []);
    }
}
