//! Code in Typst markup: calls, statements, and the contents in them.

use super::functions::{Function, function};
use super::nesting::{comment_end, is_comment, raw_end};
use super::{DEEPEST, Typst};
use crate::document::{InlineKind, Role};
use crate::text::LanguageTag;
use std::ops::Range;

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
    /// An expression in markup, behind `#`.
    pub(super) fn hash(&mut self, at: usize, end: usize) -> usize {
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
