//! Content streams: operators → characters with their places (ISO 32000-1, 8 and 9; 14.6 for marked content).

mod glyphs;
mod marked;

use super::font::{Font, Fonts};
use super::geometry::{Matrix, Rectangle};
use super::objects::{LARGEST_STREAM, Objects, as_dictionary};
use super::page::{Mark, Page};
use super::structure::{Content, Hidden, Tagged};
use super::tokens::{Token, Tokens};
use lopdf::{Dictionary, Object, ObjectId};
use marked::Open;
use std::collections::HashMap;
use std::rc::Rc;

/// Form XObjects inside one another.
const DEEPEST_FORM: usize = 12;
/// Graphics states that are saved, and marked contents that are open, at a time; more are counted only.
const DEEPEST_STATE: usize = 1_024;
/// Operands before an operator; more are forgotten.
const MOST_OPERANDS: usize = 1_024;

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
}
