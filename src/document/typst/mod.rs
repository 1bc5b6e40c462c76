//! Typst: "Syntax" in the Typst documentation.
//!
//! Markup is read; of code, only the content blocks in it (`[…]`). Nothing is evaluated: what a function does with its content
//! is known for those of the standard library, and guessed for others from whether it stands in a line.

mod code;
mod functions;
mod nesting;
#[cfg(test)]
mod tests;

use super::backslashes::backslashed;
use super::builder::{Builder, end_block_with_notes};
use super::closers::Closers;
use super::{CommentPlace, CommentSyntax, InlineKind, Prose, Quoting, Role, TextFormat};
use crate::text::script::is_han;
use nesting::{brackets, comment_end, is_comment, raw_end};
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
    Some(backslashed(text, |c, next, is_first| match c {
        '#' | '*' | '_' | '@' | '$' | '<' | '[' | ']' | '`' | '~' | '\\' => true,
        '/' => matches!(next, Some('/' | '*')),
        '=' | '+' | '-' => is_first && next.is_none_or(|n| n == ' '),
        _ => false,
    }))
}

struct Typst<'s> {
    source: &'s str,
    builder: Builder<'s>,
    closers: Closers,
    brackets: Vec<(usize, usize)>,
    depth: usize,
    in_note: bool,
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

    /// Ends the block and reads its footnotes.
    fn end_block(&mut self) {
        if self.in_note {
            return self.builder.end_block();
        }
        self.in_note = true;
        end_block_with_notes(self, |typst| &mut typst.builder, Self::markup);
        self.in_note = false;
    }
}

/// How long the label is that a text begins with.
fn label(text: &str) -> usize {
    text.char_indices().find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))).map_or(text.len(), |(i, _)| i)
}
