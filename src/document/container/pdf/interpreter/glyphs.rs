//! Strings that are shown → characters with their places (ISO 32000-1, 9.4).

use super::Interpreter;
use crate::document::container::pdf::font::{Code, Font};
use crate::document::container::pdf::geometry::{Matrix, Point, length};
use crate::document::container::pdf::page::{Fragment, Glyph};
use crate::text::script::is_han;
use std::rc::Rc;

/// Where a character is painted, in the page's user space.
#[derive(Debug, Clone, Copy)]
struct Placement {
    at: Point,
    advance: f32,
    along: Point,
    up: Point,
    /// Of the font.
    size: f32,
}

impl Interpreter<'_, '_> {
    /// Along the line, in text units before the horizontal scaling.
    pub(super) fn move_by(&mut self, by: f32) {
        let is_vertical = self.state.font.as_ref().is_some_and(|f| f.is_vertical);
        let (x, y) = if is_vertical { (0.0, by) } else { (by * self.state.scale, 0.0) };
        self.text = Matrix::translation(x, y).then(self.text);
    }

    pub(super) fn show(&mut self, bytes: Option<&[u8]>) {
        let (Some(bytes), Some(font)) = (bytes, self.state.font.clone()) else { return };
        font.codes(bytes, |code| self.glyph(&font, code));
    }

    fn glyph(&mut self, font: &Rc<Font>, code: Code) {
        let state = &self.state;
        let space = state.char_space + if code.is_space { state.word_space } else { 0.0 };
        let matrix = self.text.then(state.matrix);
        let width = code.width * state.size;
        let (origin, step, reach) = if font.is_vertical {
            // The origin of a glyph that stands under another is above its middle (9.7.4.3).
            (matrix.apply((0.0, state.rise)), (0.0, -(width - space)), (0.0, -width))
        } else {
            let scale = state.scale;
            (matrix.apply((0.0, state.rise)), ((width + space) * scale, 0.0), (width * scale, 0.0))
        };
        let reach = matrix.distance(reach);
        let up = if font.is_vertical { matrix.distance((1.0, 0.0)) } else { matrix.distance((0.0, 1.0)) };
        let size = length(up) * state.size.abs();
        let rest = matrix.apply((step.0, step.1 + state.rise));
        self.text = Matrix::translation(step.0, step.1).then(self.text);
        // Nobody sees what is smaller or further away; that it is finite keeps all that is reckoned from it finite.
        let is_sane = (0.01..1e6).contains(&size) && length(origin) < 1e6 && length(reach) < 1e6;
        if !is_sane || self.context.budget.glyphs == 0 {
            self.page.is_damaged |= self.context.budget.glyphs == 0;
            return;
        }
        if self.open.iter().any(|o| o.is_hidden) || !self.visible.contains((origin.0 + reach.0 / 2.0, origin.1 + reach.1 / 2.0)) {
            return;
        }
        self.context.budget.glyphs -= 1;
        let replaced = self.open.iter_mut().find(|o| o.replaces).map(|o| o.actual.take().unwrap_or_else(|| "".into()));
        let text: &str = match (&replaced, &code.text) {
            (Some(actual), _) => actual,
            (None, Some(text)) => text,
            (None, None) => {
                self.page.unknown += 1;
                "\u{fffc}"
            }
        };
        let advance = length(reach);
        let along = match font.is_vertical {
            _ if advance > 0.0 => (reach.0 / advance, reach.1 / advance),
            true => matrix.distance((0.0, -1.0)),
            false => matrix.distance((1.0, 0.0)),
        };
        let unit = |(x, y): Point| {
            let n = length((x, y)).max(f32::MIN_POSITIVE);
            (x / n, y / n)
        };
        let (along, up) = (unit(along), unit(up));
        self.place(font, text, Placement { at: origin, advance, along, up, size });
        if let Some(fragment) = self.page.fragments.last_mut() {
            fragment.pen = rest;
        }
    }

    /// Puts a character behind the last fragment, or begins another.
    fn place(&mut self, font: &Rc<Font>, text: &str, placement: Placement) {
        let Placement { at, advance, along, up, size } = placement;
        let mark = self.open.last().map_or(0, |o| o.mark);
        let page = &mut self.page;
        let space = font.space.map_or(0.15, |s| (s / 2.0).clamp(0.1, 0.2)) * size;
        let end = page.glyphs.len();
        let last = page.fragments.last().filter(|f| {
            f.mark == mark
                && f.is_bold == font.is_bold
                && (f.size - size).abs() < 0.05 * size
                && f.along.0 * along.0 + f.along.1 * along.1 > 0.999
        });
        let gap = last.map(|f| {
            let (dx, dy) = (at.0 - f.pen.0, at.1 - f.pen.1);
            (dx * along.0 + dy * along.1, dx * -along.1 + dy * along.0)
        });
        let (x, y) = at;
        match gap {
            Some((gap, off)) if off.abs() < 0.1 * size && (-0.3 * size..size).contains(&gap) => {
                let before = page.text.chars().next_back();
                let next = text.chars().next();
                let is_open = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
                let between_ideographs = before.is_some_and(is_han) && next.is_some_and(is_han);
                if gap > space && is_open(before) && is_open(next) && !(between_ideographs && gap < 0.7 * size) {
                    let (px, py) = page.fragments.last().map_or(at, |f| f.pen);
                    page.glyphs.push(Glyph { text: page.text.len() as u32, x: px, y: py, advance: gap });
                    page.text.push(' ');
                }
                page.glyphs.push(Glyph { text: page.text.len() as u32, x, y, advance });
                page.text.push_str(text);
                if let Some(fragment) = page.fragments.last_mut() {
                    fragment.glyphs.end = page.glyphs.len();
                }
            }
            _ => {
                page.glyphs.push(Glyph { text: page.text.len() as u32, x, y, advance });
                page.text.push_str(text);
                let (ascent, descent) = if font.is_vertical { (0.5, -0.5) } else { (font.ascent, font.descent) };
                page.fragments.push(Fragment {
                    glyphs: end..end + 1,
                    along,
                    up,
                    size,
                    ascent: ascent * size,
                    descent: descent * size,
                    is_bold: font.is_bold,
                    space,
                    mark,
                    pen: at,
                });
            }
        }
    }
}
