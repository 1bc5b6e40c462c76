//! Content streams: operators → characters with their places (ISO 32000-1, 8 and 9; 14.6 for marked content).

use super::font::{Code, Font, Fonts};
use super::geometry::{Matrix, Point, Rectangle, length};
use super::objects::{LARGEST_STREAM, Objects, as_dictionary, text};
use super::structure::{Content, Hidden, Tagged};
use super::tokens::{Token, Tokens};
use crate::text::script::is_han;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Form XObjects inside one another.
const DEEPEST_FORM: usize = 12;
/// Graphics states that are saved, and marked contents that are open, at a time; more are counted only.
const DEEPEST_STATE: usize = 1_024;
/// Different marks on a page; what comes after them keeps the mark of what is around it.
const MOST_MARKS: usize = 200_000;
/// Operands before an operator; more are forgotten.
const MOST_OPERANDS: usize = 1_024;

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

/// How much of a file is still read.
#[derive(Debug)]
pub(super) struct Budget {
    /// Bytes of content streams, each as often as it is used.
    pub(super) bytes: usize,
    /// Characters.
    pub(super) glyphs: usize,
}

/// What does not change from page to page.
pub(super) struct Context<'d> {
    pub(super) objects: Objects<'d>,
    pub(super) hidden: Hidden,
    pub(super) fonts: Fonts,
    pub(super) budget: Budget,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    /// Between characters and between words, in unscaled text units.
    char_space: f32,
    word_space: f32,
    /// Horizontal scaling; 1 is none.
    scale: f32,
    leading: f32,
    rise: f32,
}

/// Marked content that is open.
struct Open {
    mark: usize,
    is_hidden: bool,
    /// What is read instead of its characters; nothing any more once it was.
    actual: Option<Rc<str>>,
    replaces: bool,
}

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

struct Interpreter<'c, 'd> {
    context: &'c mut Context<'d>,
    tagged: Option<&'c HashMap<Content, Tagged>>,
    /// Characters outside of it cannot be seen.
    visible: Rectangle,
    page: Page,
    state: State,
    saved: Vec<State>,
    /// Saved states beyond [`DEEPEST_STATE`].
    unsaved: usize,
    line: Matrix,
    text: Matrix,
    open: Vec<Open>,
    unopened: usize,
    /// The form that is being painted.
    form: Option<ObjectId>,
}

/// Reads a page: its content streams, and the marks that the structure tree gives them.
pub(super) fn interpret<'d>(
    context: &mut Context<'d>,
    contents: &[&'d Object],
    resources: Option<&'d Dictionary>,
    visible: Rectangle,
    tagged: Option<&HashMap<Content, Tagged>>,
) -> Page {
    let state = State {
        matrix: Matrix::IDENTITY,
        font: None,
        size: 0.0,
        char_space: 0.0,
        word_space: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let page = Page { marks: vec![Mark::default()], ..Page::default() };
    let mut interpreter = Interpreter {
        context,
        tagged,
        visible,
        page,
        state,
        saved: Vec::new(),
        unsaved: 0,
        line: Matrix::IDENTITY,
        text: Matrix::IDENTITY,
        open: Vec::new(),
        unopened: 0,
        form: None,
    };
    // The streams are one, with white space between them: an operator may have its operands in the one before.
    let mut bytes = Vec::new();
    for object in contents {
        match object.as_stream().ok().map(|s| s.get_plain_content_with_limit(LARGEST_STREAM)) {
            Some(Ok(content)) if bytes.len() + content.len() <= LARGEST_STREAM => {
                bytes.extend(content);
                bytes.push(b'\n');
            }
            _ => interpreter.page.is_damaged = true,
        }
    }
    interpreter.run(&bytes, resources, 0);
    interpreter.page
}

impl<'d> Interpreter<'_, 'd> {
    fn run(&mut self, bytes: &[u8], resources: Option<&'d Dictionary>, depth: usize) {
        // Forms of a few bytes that paint one another cost more than their bytes.
        const EACH: usize = 4_096;
        let Some(left) = self.context.budget.bytes.checked_sub(bytes.len() + EACH) else {
            self.page.is_damaged = true;
            return;
        };
        self.context.budget.bytes = left;
        let mut operands: Vec<Token> = Vec::new();
        let mut tokens = Tokens::new(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Operator(operator) => {
                    if operator == b"BI" {
                        tokens.skip_inline_image();
                        self.page.pictures += self.state.matrix.area();
                    } else {
                        self.operator(&operator, &operands, resources, depth);
                    }
                    operands.clear();
                }
                operand if operands.len() < MOST_OPERANDS => operands.push(operand),
                _ => {}
            }
        }
    }

    fn operator(&mut self, operator: &[u8], operands: &[Token], resources: Option<&'d Dictionary>, depth: usize) {
        let numbers = |count: usize| -> Option<Vec<f32>> {
            let last = operands.get(operands.len().checked_sub(count)?..)?;
            last.iter().map(|t| t.number().map(|n| n as f32)).collect()
        };
        let one = || numbers(1).map(|n| n[0]);
        let last_string = || operands.last().and_then(Token::string);
        match operator {
            b"q" => match self.saved.len() < DEEPEST_STATE {
                true => self.saved.push(self.state.clone()),
                false => self.unsaved += 1,
            },
            b"Q" => match self.unsaved.checked_sub(1) {
                Some(left) => self.unsaved = left,
                None => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            },
            b"cm" => self.concatenate(numbers(6)),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tf" => {
                if let [.., Token::Name(name), Token::Number(size)] = operands {
                    self.state.size = *size as f32;
                    let fonts = resources.and_then(|r| self.context.objects.dictionary(r, b"Font"));
                    let font = fonts.and_then(|f| self.context.objects.dictionary(f, name));
                    self.state.font = font.map(|f| self.context.fonts.get(self.context.objects, f));
                }
            }
            b"gs" => self.graphics_state(operands, resources),
            b"Tc" => self.state.char_space = one().unwrap_or(self.state.char_space),
            b"Tw" => self.state.word_space = one().unwrap_or(self.state.word_space),
            b"Tz" => self.state.scale = one().map_or(self.state.scale, |n| n / 100.0),
            b"TL" => self.state.leading = one().unwrap_or(self.state.leading),
            b"Ts" => self.state.rise = one().unwrap_or(self.state.rise),
            b"Td" | b"TD" => {
                if let Some(n) = numbers(2) {
                    if operator == b"TD" {
                        self.state.leading = -n[1];
                    }
                    self.next_line(n[0], n[1]);
                }
            }
            b"Tm" => {
                if let Some(n) = numbers(6) {
                    self.line = Matrix([n[0], n[1], n[2], n[3], n[4], n[5]]);
                    self.text = self.line;
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(last_string()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(last_string());
            }
            b"\"" => {
                if let [.., Token::Number(word), Token::Number(char), Token::String(_)] = operands {
                    self.state.word_space = *word as f32;
                    self.state.char_space = *char as f32;
                }
                self.next_line(0.0, -self.state.leading);
                self.show(last_string());
            }
            b"TJ" => {
                let Some(Token::Array(items)) = operands.last() else { return };
                for item in items {
                    match item {
                        Token::String(bytes) => self.show(Some(bytes)),
                        Token::Number(by) => self.move_by(-(*by as f32) / 1000.0 * self.state.size),
                        _ => {}
                    }
                }
            }
            b"Do" => self.paint(operands, resources, depth),
            b"BMC" | b"BDC" => self.begin_marked(operator == b"BDC", operands, resources),
            b"EMC" => match self.unopened.checked_sub(1) {
                Some(left) => self.unopened = left,
                None => drop(self.open.pop()),
            },
            _ => {}
        }
    }

    fn concatenate(&mut self, numbers: Option<Vec<f32>>) {
        if let Some(n) = numbers {
            let matrix = Matrix([n[0], n[1], n[2], n[3], n[4], n[5]]).then(self.state.matrix);
            if matrix.is_finite() {
                self.state.matrix = matrix;
            }
        }
    }

    fn graphics_state(&mut self, operands: &[Token], resources: Option<&'d Dictionary>) {
        let objects = self.context.objects;
        let Some(name) = operands.last().and_then(Token::name) else { return };
        let states = resources.and_then(|r| objects.dictionary(r, b"ExtGState"));
        let font = states.and_then(|s| objects.dictionary(s, name)).and_then(|s| objects.array(s, b"Font"));
        if let Some([font, size]) = font
            && let Some(font) = as_dictionary(objects.follow(font))
        {
            self.state.font = Some(self.context.fonts.get(objects, font));
            self.state.size = super::objects::number(objects.follow(size)).unwrap_or(self.state.size);
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::translation(x, y).then(self.line);
        self.text = self.line;
    }

    /// Along the line, in text units before the horizontal scaling.
    fn move_by(&mut self, by: f32) {
        let is_vertical = self.state.font.as_ref().is_some_and(|f| f.is_vertical);
        let (x, y) = if is_vertical { (0.0, by) } else { (by * self.state.scale, 0.0) };
        self.text = Matrix::translation(x, y).then(self.text);
    }

    fn show(&mut self, bytes: Option<&[u8]>) {
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

    fn paint(&mut self, operands: &[Token], resources: Option<&'d Dictionary>, depth: usize) {
        let objects = self.context.objects;
        let Some(name) = operands.last().and_then(Token::name) else { return };
        let Some(xobjects) = resources.and_then(|r| objects.dictionary(r, b"XObject")) else { return };
        let id = Objects::id(xobjects, name);
        let Some(stream) = objects.stream(xobjects, name) else { return };
        if self.context.hidden.has(objects, &stream.dict, b"OC") {
            return;
        }
        match objects.name(&stream.dict, b"Subtype") {
            Some(b"Image") => self.page.pictures += self.state.matrix.area(),
            Some(b"Form") if depth < DEEPEST_FORM => {
                let Ok(bytes) = stream.get_plain_content_with_limit(LARGEST_STREAM) else {
                    self.page.is_damaged = true;
                    return;
                };
                let saved = (self.state.clone(), self.saved.len(), self.text, self.line, self.open.len(), self.form);
                self.concatenate(objects.numbers::<6>(&stream.dict, b"Matrix").map(|m| m.to_vec()));
                self.form = id;
                let own = objects.dictionary(&stream.dict, b"Resources");
                self.run(&bytes, own.or(resources), depth + 1);
                self.saved.truncate(saved.1);
                self.open.truncate(saved.4);
                (self.state, self.text, self.line, self.form) = (saved.0, saved.2, saved.3, saved.5);
            }
            _ => {}
        }
    }

    fn begin_marked(&mut self, has_properties: bool, operands: &[Token], resources: Option<&'d Dictionary>) {
        if self.open.len() >= DEEPEST_STATE {
            self.unopened += 1;
            return;
        }
        let objects = self.context.objects;
        let parent = self.open.last().map_or(0, |o| o.mark);
        let mut mark = self.page.marks.get(parent).cloned().unwrap_or_default();
        let mut open = Open { mark: parent, is_hidden: false, actual: None, replaces: false };
        let (tag, properties) = match operands {
            [.., Token::Name(tag), properties] if has_properties => (tag.as_slice(), Some(properties)),
            [.., Token::Name(tag)] => (tag.as_slice(), None),
            _ => (b"".as_slice(), None),
        };
        // Properties are written here, or have a name among the resources.
        let listed = properties.and_then(Token::name).and_then(|name| {
            let all = resources.and_then(|r| objects.dictionary(r, b"Properties"))?;
            open.is_hidden = tag == b"OC" && self.context.hidden.has(objects, all, name);
            objects.dictionary(all, name)
        });
        let string = |key: &[u8]| match (properties, listed) {
            (_, Some(listed)) => objects.get(listed, key).and_then(|o| o.as_str().ok()).map(text),
            (Some(given), None) => given.get(key).and_then(Token::string).map(text),
            (None, None) => None,
        };
        let number = match (properties, listed) {
            (_, Some(listed)) => objects.integer(listed, b"MCID"),
            (Some(given), None) => given.get(b"MCID").and_then(Token::number).map(|n| n as i64),
            (None, None) => None,
        };
        if let Some(language) = string(b"Lang").filter(|l| !l.is_empty()) {
            mark.language = Some(language.into());
        }
        if tag == b"Artifact" {
            let kind = match (properties, listed) {
                (_, Some(listed)) => objects.name(listed, b"Type"),
                (Some(given), None) => given.get(b"Type").and_then(Token::name),
                (None, None) => None,
            };
            let is_pagination = kind == Some(b"Pagination");
            mark.artifact = Some(if is_pagination { Artifact::Pagination } else { Artifact::Other });
        }
        if let Some(tagged) = number.and_then(|n| self.tagged?.get(&(self.form, n))) {
            mark.tagged = Some((tagged.block, tagged.rank));
            if tagged.language.is_some() {
                mark.language.clone_from(&tagged.language);
            }
            open.actual.clone_from(&tagged.actual);
            open.replaces = tagged.actual.is_some();
        }
        if let Some(actual) = string(b"ActualText") {
            open.actual = Some(super::structure::as_text(&actual));
            open.replaces = true;
        }
        if self.page.marks.get(parent) != Some(&mark) && self.page.marks.len() < MOST_MARKS {
            open.mark = self.page.marks.len();
            self.page.marks.push(mark);
        }
        self.open.push(open);
    }
}
