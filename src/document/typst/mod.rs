//! Typst: "Syntax" in the Typst documentation.
//!
//! Markup is read; of code, only the content blocks in it (`[…]`). Nothing is evaluated: what a function does with its content
//! is known for those of the standard library, and guessed for others from whether it stands in a line.

mod functions;
#[cfg(test)]
mod tests;

use super::builder::Builder;
use super::closers::Closers;
use super::{CommentPlace, CommentSyntax, InlineKind, Prose, Quoting, Role, TextFormat};
use crate::text::LanguageTag;
use crate::text::script::is_han;
use functions::{Function, function};
use std::ops::Range;

pub static FORMAT: TextFormat = TextFormat {
    name: "Typst",
    endings: &["typ"],
    language_ids: &["typst"],
    comment: Some(CommentSyntax { open: "// ", close: "", place: CommentPlace::LineEnd }),
    parse,
    escape,
    ..TextFormat::DEFAULT
};

/// Content and code nested deeper are not read.
const DEEPEST: usize = 64;

fn parse(source: &str) -> Prose<'_> {
    let mut typst = Typst {
        source,
        builder: Builder::new(source),
        closers: Closers::default(),
        brackets: brackets(source),
        depth: 0,
        in_note: false,
    };
    typst.markup(0..source.len());
    typst.end_block();
    typst.builder.finish()
}

fn escape(text: &str, _: Quoting) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_markup = match c {
            '#' | '*' | '_' | '@' | '$' | '<' | '[' | ']' | '`' | '~' | '\\' => true,
            '/' => matches!(rest.peek(), Some('/' | '*')),
            '=' | '+' | '-' => out.is_empty() && rest.peek().is_none_or(|n| *n == ' '),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    Some(out)
}

/// Every `[` with the `]` that closes it, in the order of the source.
fn brackets(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    let mut closers = Closers::default();
    let mut at = 0;
    while let Some(found) = source[at..].find(['[', ']', '\\', '`', '/']).map(|i| at + i) {
        at = found + 1;
        match bytes[found] {
            b'[' => open.push(found),
            b']' => pairs.extend(open.pop().map(|from| (from, found))),
            b'\\' => at += source[at..].chars().next().map_or(0, char::len_utf8),
            b'`' => at = raw_end(&mut closers, source, found, source.len()).unwrap_or(at),
            _ if is_comment(source, found) => at = comment_end(source, found),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The end of raw text that begins at a backquote.
fn raw_end(closers: &mut Closers, source: &str, at: usize, end: usize) -> Option<usize> {
    let ticks = source[at..end].bytes().take_while(|b| *b == b'`').count();
    match ticks {
        2 => Some(at + 2),
        1 => closers.find(source, "`", at + 1, end, |_| true).map(|i| i + 1),
        _ => {
            let close = closers
                .find(source, "```", at + ticks, end, |i| source[i..end].bytes().take_while(|b| *b == b'`').count() >= ticks)?;
            Some(close + source[close..end].bytes().take_while(|b| *b == b'`').count().min(ticks))
        }
    }
}

/// Whether a comment begins at a slash; the one of `https://` does not.
fn is_comment(source: &str, at: usize) -> bool {
    let rest = &source[at..];
    rest.starts_with("/*") || rest.starts_with("//") && !source[..at].ends_with(':')
}

/// The end of the comment that begins at a slash; comments of several lines nest.
fn comment_end(source: &str, at: usize) -> usize {
    if source[at..].starts_with("//") {
        return source[at..].find('\n').map_or(source.len(), |i| at + i);
    }
    let bytes = source.as_bytes();
    let mut depth = 0usize;
    let mut i = at;
    while i + 1 < bytes.len() {
        match &bytes[i..i + 2] {
            b"/*" => {
                depth += 1;
                i += 2;
            }
            b"*/" => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    bytes.len()
}

struct Typst<'s> {
    source: &'s str,
    builder: Builder<'s>,
    closers: Closers,
    brackets: Vec<(usize, usize)>,
    depth: usize,
    in_note: bool,
}

/// Where code ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// With its line.
    Line,
    /// Behind the first block.
    Block,
    Close(u8),
}

impl Typst<'_> {
    /// The bracket that closes one.
    fn close(&self, open: usize) -> Option<usize> {
        let i = self.brackets.binary_search_by_key(&open, |b| b.0).ok()?;
        Some(self.brackets[i].1)
    }

    fn markup(&mut self, range: Range<usize>) {
        let (language, role) = (self.builder.language, self.builder.role);
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut at = range.start;
        let mut is_line_start = true;
        while at < range.end {
            let before = at;
            at = self.step(at, range.end, is_line_start, &mut open).max(at + 1);
            let read = self.source.get(before..at).unwrap_or("");
            is_line_start = if read.trim().is_empty() { is_line_start || read.contains('\n') } else { read.ends_with('\n') };
        }
        (self.builder.language, self.builder.role) = (language, role);
    }

    fn step(&mut self, at: usize, end: usize, is_line_start: bool, open: &mut Vec<(u8, usize)>) -> usize {
        let source = self.source;
        let rest = &source[at..end];
        let first = rest.chars().next().unwrap_or(' ');
        if is_line_start && let Some(to) = self.line_start(at, end) {
            return to;
        }
        let before = source[..at].chars().next_back();
        match first {
            ' ' | '\t' | '\r' | '\n' => {
                let white = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
                match rest[..white].bytes().filter(|b| *b == b'\n').count() {
                    0 => self.builder.space(at..at + white, false),
                    1 => self.builder.space(at..at + white, true),
                    _ => self.end_block(),
                }
                return at + white;
            }
            '\\' => return self.backslash(at, end),
            '*' | '_' => {
                // Ideographs are written without spaces, and emphasis stands right between them.
                let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
                if !(is_word(before) && is_word(rest[1..].chars().next())) {
                    let sign = rest.as_bytes()[0];
                    match open.iter().rposition(|o| o.0 == sign) {
                        Some(i) => {
                            let kind = if sign == b'*' { InlineKind::Strong } else { InlineKind::Emphasis };
                            self.builder.inline(kind, open[i].1);
                            open.truncate(i);
                        }
                        None if open.len() < 16 => open.push((sign, self.builder.len())),
                        None => {}
                    }
                    return at + 1;
                }
            }
            '`' => {
                if let Some(to) = raw_end(&mut self.closers, source, at, end) {
                    self.stand_in(at..to);
                    return to;
                }
            }
            '$' => {
                let close = self.closers.find(source, "$", at + 1, end, |i| !source[..i].ends_with('\\'));
                if let Some(close) = close {
                    self.stand_in(at..close + 1);
                    return close + 1;
                }
            }
            '<' | '@' => {
                let length = label(&rest[1..]);
                if first == '<' && length > 0 && rest[1 + length..].starts_with('>') {
                    return at + length + 2;
                }
                if first == '@' && length > 0 && !before.is_some_and(char::is_alphanumeric) {
                    let length = rest[1..=length].trim_end_matches(['.', ':']).len();
                    self.builder.stand_in(at..at + 1 + length);
                    return at + 1 + length;
                }
            }
            '/' if is_comment(source, at) => {
                let to = comment_end(source, at).min(end);
                self.comment(at..to);
                return to;
            }
            '~' => {
                self.builder.escaped("\u{a0}", at..at + 1);
                return at + 1;
            }
            '-' if rest.starts_with("--") => {
                let (text, length) = if rest.starts_with("---") { ("—", 3) } else { ("–", 2) };
                self.builder.escaped(text, at..at + length);
                return at + length;
            }
            '-' if rest.starts_with("-?") => {
                self.builder.escaped("\u{ad}", at..at + 2);
                return at + 2;
            }
            '.' if rest.starts_with("...") => {
                self.builder.escaped("…", at..at + 3);
                return at + 3;
            }
            '#' if rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '(' | '[' | '{' | '"')) => {
                return self.hash(at, end);
            }
            'h' if rest.starts_with("https://") || rest.starts_with("http://") => {
                let length =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"' | '<' | '>')).unwrap_or(rest.len());
                self.builder.verbatim(at..at + length);
                return at + length;
            }
            _ => {}
        }
        let length = first.len_utf8();
        let special = |c: char| {
            c.is_whitespace() && c.is_ascii()
                || matches!(c, '\\' | '*' | '_' | '`' | '$' | '<' | '@' | '/' | '~' | '-' | '.' | '#' | 'h')
        };
        let next = rest[length..].find(special).map_or(rest.len(), |i| length + i);
        self.builder.verbatim(at..at + next);
        at + next
    }

    /// Headings, list items, terms.
    fn line_start(&mut self, at: usize, end: usize) -> Option<usize> {
        let source = self.source;
        let rest = &source[at..end];
        let first = *rest.as_bytes().first()?;
        let is_sign = |length: usize| rest[length..].starts_with([' ', '\t']);
        match first {
            b'=' => {
                let level = rest.bytes().take_while(|b| *b == b'=').count();
                if !is_sign(level) {
                    return None;
                }
                self.end_block();
                let line = rest.find('\n').map_or(end, |i| at + i);
                let role = self.builder.role;
                if role != Role::Quote {
                    self.builder.role = Role::Heading;
                }
                if self.depth < DEEPEST {
                    self.depth += 1;
                    self.markup_line(at + level + 1..line);
                    self.depth -= 1;
                }
                self.end_block();
                self.builder.role = role;
                Some(line)
            }
            b'-' | b'+' if is_sign(1) => {
                self.end_block();
                Some(at + 1)
            }
            b'0'..=b'9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                (rest[digits..].starts_with('.') && is_sign(digits + 1)).then(|| {
                    self.end_block();
                    at + digits + 1
                })
            }
            b'/' if is_sign(1) => {
                let line = rest.split('\n').next().unwrap_or_default();
                let colon = line.find(": ").or_else(|| line.ends_with(':').then(|| line.len() - 1))?;
                self.end_block();
                if self.depth < DEEPEST {
                    self.depth += 1;
                    self.markup_line(at + 1..at + colon);
                    self.depth -= 1;
                }
                self.end_block();
                Some(at + colon + 1)
            }
            _ => None,
        }
    }

    /// Markup inside a line, at whose beginning nothing begins.
    fn markup_line(&mut self, range: Range<usize>) {
        let mut open = Vec::new();
        let mut at = range.start;
        while at < range.end {
            at = self.step(at, range.end, false, &mut open).max(at + 1);
        }
    }

    fn stand_in(&mut self, range: Range<usize>) {
        self.builder.stand_in(range);
    }

    fn comment(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let inside = text.strip_prefix("//").or_else(|| text.strip_prefix("/*")).unwrap_or(text);
        self.builder.comment(range.clone(), inside.strip_suffix("*/").unwrap_or(inside).trim());
    }

    fn backslash(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.source[at + 1..end];
        let unicode = rest.strip_prefix("u{").and_then(|r| r.get(..r.bytes().take(9).position(|b| b == b'}')?));
        if let Some(hex) = unicode
            && let Some(c) = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
        {
            let mut buffer = [0; 4];
            self.builder.escaped(c.encode_utf8(&mut buffer), at..at + 4 + hex.len());
            return at + 4 + hex.len();
        }
        match rest.chars().next() {
            None => at + 1,
            Some(c) if c.is_whitespace() => {
                self.builder.break_line(at..at + 1);
                // With the line end there, if there is one.
                let text = rest.trim_start_matches([' ', '\t', '\r']);
                let text = text.strip_prefix('\n').map_or(text, |next| next.trim_start_matches([' ', '\t']));
                at + 1 + rest.len() - text.len()
            }
            Some(c) => {
                let mut buffer = [0; 4];
                self.builder.escaped(c.encode_utf8(&mut buffer), at..at + 1 + c.len_utf8());
                at + 1 + c.len_utf8()
            }
        }
    }

    /// An expression in markup, behind `#`.
    fn hash(&mut self, at: usize, end: usize) -> usize {
        let source = self.source;
        let from = at + 1;
        let rest = &source[from..end];
        let first = rest.as_bytes()[0];
        if self.depth >= DEEPEST {
            self.builder.verbatim(at..from);
            return from;
        }
        self.depth += 1;
        let word = identifier(rest);
        let mut to = match &rest[..word] {
            "let" | "set" | "show" | "import" | "include" | "return" | "context" => {
                self.statement(from, end);
                self.code(from + word, end, Until::Line)
            }
            "if" | "for" | "while" => self.code(from + word, end, Until::Block),
            _ if word > 0 => {
                let before = self.builder.len();
                let (to, is_silent) = self.call(from, end);
                if !is_silent && self.builder.len() == before {
                    self.stand_in(at..to);
                }
                to
            }
            _ => match first {
                b'(' | b'{' => {
                    let close = if first == b'(' { b')' } else { b'}' };
                    let before = self.builder.len();
                    let to = self.code(from + 1, end, Until::Close(close));
                    if self.builder.len() == before {
                        self.stand_in(at..to);
                    }
                    to
                }
                b'[' => match self.close(from).filter(|c| *c < end) {
                    Some(close) => {
                        self.markup(from + 1..close);
                        close + 1
                    }
                    None => from + 1,
                },
                _ => {
                    let to = string_end(source, from, end);
                    self.stand_in(at..to);
                    to
                }
            },
        };
        if source[to..end].starts_with(';') {
            to += 1;
        }
        self.depth -= 1;
        to
    }

    /// `set text(lang: "fr")`: the language from here to the end of the content.
    fn statement(&mut self, at: usize, end: usize) {
        let line = self.source[at..end].split('\n').next().unwrap_or_default();
        let Some(arguments) = line.strip_prefix("set text(") else { return };
        // Arguments may go on below.
        let all: String = self.source[at + (line.len() - arguments.len())..end].chars().take(400).collect();
        let Some(tag) = language(all.split(')').next().unwrap_or_default()) else { return };
        if self.builder.document_language.is_none() && self.builder.len() == 0 && self.depth == 1 {
            self.builder.document_language = Some(tag);
        } else {
            self.builder.language = self.builder.intern(tag);
        }
    }

    /// A name with what it is called with. Where it ends, and whether it shows nothing of its own.
    fn call(&mut self, at: usize, end: usize) -> (usize, bool) {
        let source = self.source;
        let mut to = at + identifier(&source[at..end]);
        let mut name = at..to;
        let mut arguments = to..to;
        let mut is_silent = function(&source[name.clone()]) == Function::Silent;
        loop {
            let rest = &source[to..end];
            let kind = function(&source[name.clone()]);
            match rest.bytes().next() {
                Some(b'(') => {
                    let (language, role) = (self.builder.language, self.builder.role);
                    let close = self.arguments(to + 1, end, kind);
                    (self.builder.language, self.builder.role) = (language, role);
                    arguments = to + 1..close;
                    to = close;
                }
                Some(b'[') => {
                    let Some(close) = self.close(to).filter(|c| *c < end) else { return (to, is_silent) };
                    is_silent = true;
                    self.content(kind, &source[arguments.clone()], to + 1..close);
                    to = close + 1;
                }
                Some(b'.') if identifier(&rest[1..]) > 0 => {
                    let length = identifier(&rest[1..]);
                    // `table.cell` is named by its last part.
                    name = to + 1..to + 1 + length;
                    to += 1 + length;
                }
                _ => return (to, is_silent),
            }
        }
    }

    /// Between the parentheses of a call: its contents are blocks, unless the function is one for a word.
    fn arguments(&mut self, at: usize, end: usize, kind: Function) -> usize {
        match kind {
            Function::Inline(_) | Function::Text | Function::Note => {}
            _ => {
                let before = self.builder.is_in_block();
                let to = self.code_with(at, end, Until::Close(b')'), true);
                // A picture in a sentence leaves it whole.
                if !before {
                    self.end_block();
                }
                return to;
            }
        }
        self.code_with(at, end, Until::Close(b')'), false)
    }

    fn content(&mut self, kind: Function, arguments: &str, range: Range<usize>) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        let (language, role) = (self.builder.language, self.builder.role);
        let start = self.builder.len();
        let is_block = |source: &str| source[range.clone()].starts_with(['\n', '\r']);
        match kind {
            Function::Note => self.builder.note(range),
            Function::Quote => {
                let is_alone = arguments.contains("block: true") || is_block(self.source);
                if is_alone {
                    self.end_block();
                    self.builder.role = Role::Quote;
                }
                self.markup(range);
                if is_alone {
                    self.end_block();
                } else {
                    self.builder.inline(InlineKind::Quote, start);
                }
            }
            Function::Heading => {
                self.end_block();
                self.builder.role = Role::Heading;
                self.markup(range);
                self.end_block();
            }
            Function::Text => {
                if let Some(tag) = language_of(arguments) {
                    self.builder.language = self.builder.intern(tag);
                }
                self.markup(range);
            }
            Function::Inline(inline) => {
                self.markup(range);
                if let Some(inline) = inline {
                    self.builder.inline(inline, start);
                }
            }
            Function::Code => {}
            Function::Block => {
                self.end_block();
                self.markup(range);
                self.end_block();
            }
            Function::Silent | Function::Unknown => {
                if is_block(self.source) {
                    self.end_block();
                    self.markup(range);
                    self.end_block();
                } else {
                    self.markup(range);
                }
            }
        }
        (self.builder.language, self.builder.role) = (language, role);
        self.depth -= 1;
    }

    fn code(&mut self, at: usize, end: usize, until: Until) -> usize {
        self.code_with(at, end, until, true)
    }

    /// Reads code for the contents in it, and says where it ends.
    fn code_with(&mut self, at: usize, end: usize, until: Until, are_blocks: bool) -> usize {
        let source = self.source;
        let bytes = source.as_bytes();
        let mut closers: Vec<u8> = Vec::new();
        let mut at = at;
        // A block has come: only `else` goes on behind it.
        let mut is_over = false;
        while at < end {
            let b = bytes[at];
            if is_over && closers.is_empty() && !b.is_ascii_whitespace() {
                if !source[at..end].starts_with("else") {
                    return at;
                }
                is_over = false;
            }
            match b {
                b'"' => at = string_end(source, at, end),
                b'/' if is_comment(source, at) => {
                    let to = comment_end(source, at).min(end);
                    self.comment(at..to);
                    at = to;
                }
                b'`' => at = raw_end(&mut self.closers, source, at, end).unwrap_or(at + 1),
                b'(' | b'{' => {
                    closers.push(if b == b'(' { b')' } else { b'}' });
                    at += 1;
                }
                b')' | b'}' | b']' => {
                    if closers.is_empty() && until == Until::Close(b) {
                        return at + 1;
                    }
                    if closers.last() == Some(&b) {
                        closers.pop();
                        at += 1;
                        if b == b'}' && until == Until::Block && closers.is_empty() {
                            let next = source[at..end].trim_start();
                            if !next.starts_with("else") {
                                return at;
                            }
                            is_over = true;
                        }
                    } else if closers.is_empty() && until != Until::Block {
                        // It closes something around the code.
                        return at;
                    } else {
                        at += 1;
                    }
                }
                b'[' => match self.close(at).filter(|c| *c < end) {
                    Some(close) => {
                        if are_blocks {
                            self.content(Function::Block, "", at + 1..close);
                        } else {
                            self.content(Function::Inline(None), "", at + 1..close);
                        }
                        at = close + 1;
                        if until == Until::Block && closers.is_empty() {
                            let next = source[at..end].trim_start();
                            if !next.starts_with("else") {
                                return at;
                            }
                            is_over = true;
                        }
                    }
                    None => at += 1,
                },
                b'\n' | b';' if until == Until::Line && closers.is_empty() => return at,
                _ if b.is_ascii_alphabetic() || b == b'_' => {
                    let word = identifier(&source[at..end]);
                    let behind = source[at + word..end].bytes().next();
                    // The block of a condition is none of its words.
                    let is_call = behind == Some(b'(') || behind == Some(b'[') && (until != Until::Block || !closers.is_empty());
                    if is_call && self.depth < DEEPEST {
                        self.depth += 1;
                        at = self.call(at, end).0;
                        self.depth -= 1;
                    } else {
                        at += word.max(1);
                    }
                }
                _ => at += source[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        end
    }

    /// Ends the block and reads its footnotes.
    fn end_block(&mut self) {
        self.builder.end_block();
        if self.in_note {
            return;
        }
        self.in_note = true;
        let (language, role) = (self.builder.language, self.builder.role);
        let role_of_notes = if role == Role::Heading { Role::Paragraph } else { role };
        loop {
            let notes = self.builder.take_notes();
            if notes.is_empty() {
                break;
            }
            for (note, language) in notes {
                (self.builder.language, self.builder.role) = (language, role_of_notes);
                self.markup(note);
                self.builder.end_block();
            }
        }
        (self.builder.language, self.builder.role) = (language, role);
        self.in_note = false;
    }
}

/// How long the identifier is that a text begins with.
fn identifier(text: &str) -> usize {
    let mut end = 0;
    for (i, c) in text.char_indices() {
        let fits = c.is_alphanumeric() || c == '_' || c == '-';
        if !fits || i == 0 && !(c.is_alphabetic() || c == '_') {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

/// How long the label is that a text begins with.
fn label(text: &str) -> usize {
    text.char_indices().find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))).map_or(text.len(), |(i, _)| i)
}

fn string_end(source: &str, at: usize, end: usize) -> usize {
    let mut is_escaped = false;
    for (i, b) in source.as_bytes()[..end].iter().enumerate().skip(at + 1) {
        if *b == b'"' && !is_escaped {
            return i + 1;
        }
        is_escaped = *b == b'\\' && !is_escaped;
    }
    end
}

/// `lang: "fr", region: "ca"` among arguments.
fn language(arguments: &str) -> Option<LanguageTag> {
    let value = |key: &str| {
        let at = arguments.find(key)?;
        let rest = arguments[at + key.len()..].trim_start().strip_prefix('"')?;
        rest.split('"').next()
    };
    let language = value("lang:")?;
    match value("region:") {
        Some(region) => LanguageTag::parse(&format!("{language}-{region}")).or_else(|| LanguageTag::parse(language)),
        None => LanguageTag::parse(language),
    }
}

fn language_of(arguments: &str) -> Option<LanguageTag> {
    language(arguments.get(..400).unwrap_or(arguments))
}
