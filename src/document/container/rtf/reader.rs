//! Groups, control words and text (RTF Specification 1.9.1, "RTF Syntax").

use super::{codes, damaged};
use crate::document::builder::{Builder, LanguageId, XML_SPACE};
use crate::document::container::texts::DEEPEST;
use crate::document::container::{ContainerError, LOCKED};
use crate::document::{InlineKind, Prose};
use crate::text::script::is_han;
use encoding_rs::{Decoder, Encoding, WINDOWS_1252};
use std::collections::HashMap;
use std::ops::Range;

/// Notes in notes.
const DEEPEST_FLOW: usize = 4;

/// What holds in a group.
#[derive(Debug, Clone, Copy)]
struct State {
    is_skipped: bool,
    /// The table of fonts.
    in_fonts: bool,
    is_hidden: bool,
    is_deleted: bool,
    is_italic: bool,
    font: i32,
    language: LanguageId,
    asian: LanguageId,
    /// How many characters after one by number are there for programs that do not know it (`\uc`).
    alternatives: usize,
}

/// What a reader meets.
#[derive(Debug)]
enum Token<'s> {
    Open,
    Close,
    Word(&'s str, Option<i32>),
    /// A control symbol.
    Symbol(char),
    /// A byte by its number.
    Byte(u8),
    /// Text without line ends, which mean nothing.
    Text,
}

pub(super) struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    /// Characters beyond ASCII are bytes of a code page.
    is_bytes: bool,
    code_page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    default_font: i32,
    default_language: LanguageId,
    /// A character whose first bytes were read, and where they begin.
    decoder: Option<(Decoder, usize)>,
    /// The first half of a character beyond the basic plane, and where it begins.
    surrogate: Option<(u16, usize)>,
    emphasis: Option<usize>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s str, builder: Builder<'s>, is_bytes: bool) -> Self {
        Reader {
            source,
            builder,
            is_bytes,
            code_page: WINDOWS_1252,
            fonts: HashMap::new(),
            default_font: 0,
            default_language: LanguageId::NONE,
            decoder: None,
            surrogate: None,
            emphasis: None,
        }
    }

    pub(super) fn finish(self) -> Prose<'static> {
        self.builder.finish()
    }

    pub(super) fn read(&mut self) -> Result<(), ContainerError> {
        self.builder.quoting = LOCKED;
        let state = State {
            is_skipped: false,
            in_fonts: false,
            is_hidden: false,
            is_deleted: false,
            is_italic: false,
            font: 0,
            language: LanguageId::NONE,
            asian: LanguageId::NONE,
            alternatives: 1,
        };
        self.flow(0..self.source.len(), state, 0)
    }

    /// The next token, and where it ends.
    fn token(&self, at: usize, end: usize) -> Option<(Token<'s>, usize)> {
        let rest = self.source.get(at..end)?;
        let first = rest.chars().next()?;
        let after = at + first.len_utf8();
        Some(match first {
            '{' => (Token::Open, after),
            '}' => (Token::Close, after),
            '\r' | '\n' => {
                let line_ends = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
                (Token::Symbol('\0'), at + line_ends)
            }
            '\\' => return self.control(after, end),
            _ => {
                let length = rest.find(['{', '}', '\\', '\r', '\n']).unwrap_or(rest.len());
                (Token::Text, at + length)
            }
        })
    }

    fn control(&self, at: usize, end: usize) -> Option<(Token<'s>, usize)> {
        let rest = self.source.get(at..end)?;
        let Some(first) = rest.chars().next() else { return Some((Token::Symbol('\0'), end)) };
        if first == '\'' {
            let byte = rest.get(1..3).and_then(|h| u8::from_str_radix(h, 16).ok());
            return Some(byte.map_or((Token::Symbol('\0'), at + 1), |b| (Token::Byte(b), at + 3)));
        }
        if !first.is_ascii_alphabetic() {
            return Some((Token::Symbol(first), at + first.len_utf8()));
        }
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length);
        let digits = behind.strip_prefix('-').unwrap_or(behind);
        let count = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let number_length = if count == 0 { 0 } else { behind.len() - digits.len() + count };
        let number = behind.get(..number_length).filter(|n| !n.is_empty()).map(|n| n.parse().unwrap_or(i32::MAX));
        // One space ends a word, and is part of it.
        let space = usize::from(behind.get(number_length..).is_some_and(|r| r.starts_with(' ')));
        Some((Token::Word(word, number), at + length + number_length + space))
    }

    /// Reads a stretch: the whole file, or the inside of a group that flows elsewhere.
    fn flow(&mut self, range: Range<usize>, state: State, depth: usize) -> Result<(), ContainerError> {
        let (mut at, end) = (range.start, range.end);
        let mut state = state;
        let mut outer: Vec<State> = Vec::new();
        let mut apart: Vec<(Range<usize>, State)> = Vec::new();
        // How many characters are still to be passed over, and whether the group has just begun or said `\*`.
        let (mut passed, mut begins, mut is_optional) = (0usize, false, false);
        while let Some((token, next)) = self.token(at, end) {
            let here = at..next;
            at = next;
            if !matches!(token, Token::Byte(_) | Token::Text) {
                self.decoder = None;
            }
            match token {
                Token::Open => {
                    if outer.len() > DEEPEST {
                        return Err(damaged(format!("groups within groups, more than {DEEPEST} deep")));
                    }
                    outer.push(state);
                    (begins, passed, is_optional) = (true, 0, false);
                    continue;
                }
                Token::Close => {
                    passed = 0;
                    match outer.pop() {
                        Some(before) => state = before,
                        None => return Err(damaged("it has ends of groups without beginnings")),
                    }
                    if outer.is_empty() && depth == 0 {
                        break;
                    }
                }
                Token::Symbol('*') if begins => {
                    is_optional = true;
                    continue;
                }
                Token::Symbol('\0') => continue,
                // A paragraph may end with a backslash at the end of the line, too.
                Token::Symbol('\r' | '\n') if !state.is_skipped => self.end_paragraph(),
                Token::Symbol(sign) => {
                    if passed > 0 {
                        passed -= 1;
                    } else if let Some(c) = symbol(sign) {
                        self.character(c, here, &state);
                    }
                }
                Token::Byte(byte) => {
                    if passed > 0 {
                        passed -= 1;
                    } else {
                        self.byte(byte, here, &state);
                    }
                }
                Token::Text => {
                    let text = self.source.get(here.clone()).unwrap_or_default();
                    let skipped: usize = text.chars().take(passed).map(char::len_utf8).sum();
                    passed = passed.saturating_sub(text.chars().count());
                    self.text(here.start + skipped..here.end, &state);
                }
                Token::Word("bin", length) => {
                    at = at.saturating_add(usize::try_from(length.unwrap_or(0)).unwrap_or(0)).min(end);
                    while !self.source.is_char_boundary(at) {
                        at += 1;
                    }
                }
                Token::Word("u", number) => {
                    self.unit(number.unwrap_or(0), here, &state);
                    passed = state.alternatives;
                }
                Token::Word(..) if passed > 0 => passed -= 1,
                Token::Word(word, number) => {
                    if begins && word == "footnote" && !state.is_skipped {
                        let inside = here.end..self.end_of_group(here.end, end);
                        at = inside.end;
                        if !self.is_silent(&state) && self.builder.is_in_block() {
                            self.builder.stand_in(here);
                        }
                        apart.push((inside, state));
                    } else if is_optional && !matches!(word, "shpinst" | "ud" | "footnote") {
                        state.is_skipped = true;
                    } else if begins || is_optional {
                        self.word(word, number, here, &mut state);
                        self.destination(word, &mut state);
                    } else {
                        self.word(word, number, here, &mut state);
                    }
                }
            }
            (begins, is_optional) = (false, false);
            if !self.builder.is_in_block() && !apart.is_empty() {
                self.read_apart(&mut apart, depth)?;
            }
        }
        if depth == 0 && !outer.is_empty() {
            return Err(damaged("it ends in the middle"));
        }
        self.end_paragraph();
        self.read_apart(&mut apart, depth)
    }

    fn read_apart(&mut self, apart: &mut Vec<(Range<usize>, State)>, depth: usize) -> Result<(), ContainerError> {
        for (range, state) in std::mem::take(apart) {
            if depth < DEEPEST_FLOW {
                self.flow(range, state, depth + 1)?;
            }
        }
        Ok(())
    }

    /// Where the group ends in which a byte lies: before its closing brace.
    fn end_of_group(&self, from: usize, end: usize) -> usize {
        let (mut at, mut depth) = (from, 0usize);
        while let Some((token, next)) = self.token(at, end) {
            match token {
                Token::Open => depth += 1,
                Token::Close => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return at,
                },
                _ => {}
            }
            at = next;
        }
        end
    }

    fn destination(&mut self, word: &str, state: &mut State) {
        match word {
            "fonttbl" => (state.in_fonts, state.is_skipped) = (true, true),
            // The same text once more, by numbers.
            "ud" => state.is_skipped = false,
            _ if codes::is_no_text(word) => state.is_skipped = true,
            _ if word.starts_with("header") || word.starts_with("footer") => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, range: Range<usize>, state: &mut State) {
        let is_on = number != Some(0);
        let value = number.unwrap_or(0);
        match word {
            "ansicpg" => self.code_page = codes::of_code_page(value),
            "mac" => self.code_page = codes::of_code_page(10_000),
            "deff" => (self.default_font, state.font) = (value, value),
            "deflang" => {
                self.default_language = self.builder.language_tag(codes::of_language(value));
                state.language = self.default_language;
            }
            "f" => state.font = value,
            "fcharset" if state.in_fonts => {
                if let Some(page) = codes::of_charset(value) {
                    self.fonts.insert(state.font, codes::of_code_page(page));
                }
            }
            "cpg" if state.in_fonts => {
                self.fonts.insert(state.font, codes::of_code_page(value));
            }
            "uc" => state.alternatives = usize::try_from(value).unwrap_or(1).min(16),
            "lang" => state.language = self.builder.language_tag(codes::of_language(value)),
            "langfe" | "langfenp" => state.asian = self.builder.language_tag(codes::of_language(value)),
            "v" => state.is_hidden = is_on,
            "deleted" => state.is_deleted = is_on,
            "i" => state.is_italic = is_on,
            "plain" => {
                (state.is_hidden, state.is_deleted, state.is_italic) = (false, false, false);
                (state.font, state.language) = (self.default_font, self.default_language);
            }
            "par" | "sect" | "page" | "cell" | "row" | "nestcell" | "nestrow" if !state.is_skipped => self.end_paragraph(),
            "line" | "lbr" if !self.is_silent(state) => self.builder.break_line(range),
            "tab" if !self.is_silent(state) && self.builder.is_in_block() => self.builder.synthetic("\t", range),
            "pict" | "object" if !self.is_silent(state) && self.builder.is_in_block() => self.builder.stand_in(range),
            _ => {
                if let Some(c) = codes::sign(word) {
                    self.character(c, range, state);
                }
            }
        }
    }

    fn is_silent(&self, state: &State) -> bool {
        state.is_skipped || state.is_hidden || state.is_deleted
    }

    fn end_paragraph(&mut self) {
        if let Some(start) = self.emphasis.take() {
            self.builder.inline(InlineKind::Emphasis, start);
        }
        self.builder.end_block();
    }

    fn begin(&mut self, state: &State, first: char) {
        self.builder
            .begin_run(if is_han(first) && state.asian != LanguageId::NONE { state.asian } else { state.language }, first);
        if state.is_italic {
            self.emphasis.get_or_insert(self.builder.len());
        } else if let Some(start) = self.emphasis.take() {
            self.builder.inline(InlineKind::Emphasis, start);
        }
    }

    fn character(&mut self, c: char, range: Range<usize>, state: &State) {
        if self.is_silent(state) {
            return;
        }
        if c.is_whitespace() {
            self.builder.escaped_space(range, false);
        } else {
            self.begin(state, c);
            self.builder.escaped(c.encode_utf8(&mut [0; 4]), range);
        }
    }

    /// A half or a whole of a character of UTF-16, which may be written as a negative number.
    fn unit(&mut self, number: i32, range: Range<usize>, state: &State) {
        let unit = if number < 0 { number + 0x1_0000 } else { number };
        let Ok(unit) = u16::try_from(unit) else { return };
        match self.surrogate.take() {
            Some((first, start)) => {
                if let Some(Ok(c)) = char::decode_utf16([first, unit]).next() {
                    self.character(c, start..range.end, state);
                }
            }
            None if (0xd800..0xdc00).contains(&unit) => self.surrogate = Some((unit, range.start)),
            None => {
                if let Some(c) = char::from_u32(u32::from(unit)) {
                    self.character(c, range, state);
                }
            }
        }
    }

    fn encoding(&self, state: &State) -> &'static Encoding {
        self.fonts.get(&state.font).copied().unwrap_or(self.code_page)
    }

    /// A byte of a character, which may have two or more.
    fn byte(&mut self, byte: u8, range: Range<usize>, state: &State) {
        if self.is_silent(state) {
            return;
        }
        let (mut decoder, start) = match self.decoder.take() {
            Some(open) => open,
            None => (self.encoding(state).new_decoder_without_bom_handling(), range.start),
        };
        let mut text = String::with_capacity(16);
        let _ = decoder.decode_to_string(&[byte], &mut text, false);
        if text.is_empty() {
            self.decoder = Some((decoder, start));
        }
        for c in text.chars() {
            self.character(c, start..range.end, state);
        }
    }

    fn text(&mut self, range: Range<usize>, state: &State) {
        let Some(text) = self.source.get(range.clone()).filter(|_| !self.is_silent(state)) else { return };
        let mut run = range.start;
        for (offset, c) in text.char_indices() {
            let at = range.start + offset;
            let is_byte = self.is_bytes && !c.is_ascii() || self.decoder.is_some() && c.is_ascii();
            if is_byte {
                self.words(run..at, state);
                run = at + c.len_utf8();
                self.byte(u8::try_from(u32::from(c)).unwrap_or(b'?'), at..run, state);
            }
        }
        self.words(run..range.end, state);
    }

    fn words(&mut self, range: Range<usize>, state: &State) {
        let Some(text) = self.source.get(range.clone()).filter(|t| !t.is_empty()) else { return };
        if let Some(first) = text.trim_start_matches(XML_SPACE).chars().next() {
            let space = text.len() - text.trim_start_matches(XML_SPACE).len();
            self.builder.space(range.start..range.start + space, false);
            self.begin(state, first);
        }
        self.builder.words(range);
    }
}

/// The character that a control symbol stands for.
fn symbol(sign: char) -> Option<char> {
    match sign {
        '~' => Some('\u{a0}'),
        '-' => Some('\u{ad}'),
        '_' => Some('\u{2011}'),
        '{' | '}' | '\\' => Some(sign),
        _ => None,
    }
}
