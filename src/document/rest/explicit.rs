//! Explicit markup of reStructuredText: what begins with two points, and what is indented under it.

use super::directives::{Directive, directive};
use super::lists::field;
use super::{DEEPEST, Reader};
use crate::document::builder::LanguageId;
use crate::document::lines::Line;
use crate::document::{PieceKind, Role};
use crate::text::LanguageTag;
use std::ops::Range;

impl Reader<'_> {
    /// `..` and what follows: a directive, a note, a target, a comment.
    pub(super) fn explicit(&mut self, at: usize, line: Line) -> usize {
        let source = self.source;
        let text = &source[line.text..line.end];
        let rest = text[2..].trim_start();
        let from = line.end - rest.len();
        let end = self.content_end(at, line.indent);
        if rest.starts_with('_') && (rest.contains(": ") || rest.ends_with(':')) || rest.starts_with("__") {
            return end;
        }
        if rest.starts_with('[')
            && let Some(close) = rest.find(']').filter(|i| rest.as_bytes().get(i + 1).is_none_or(|b| *b == b' '))
        {
            // A note stands apart from its sentence anyway.
            let body = rest[close + 1..].trim_start();
            let body_at = line.end - body.len();
            return self.content(at, body_at, line, end, false);
        }
        let (substitution, command) = match rest.strip_prefix('|').and_then(|r| r.split_once('|')) {
            Some((name, command)) => (!name.is_empty(), command.trim_start()),
            None => (false, rest),
        };
        if let Some((name, argument)) = command.split_once("::").filter(|(name, _)| is_directive_name(name)) {
            let argument_at = line.end - argument.trim_start().len();
            let kind = directive(name.rsplit(':').next().unwrap_or(name));
            let kind = if substitution && kind == Directive::Content { Directive::Skip } else { kind };
            return self.directive(at, line, end, kind, argument_at);
        }
        // A comment.
        let end = if rest.is_empty() && self.is_blank(at + 1) { at + 1 } else { end };
        let last = self.lines[at..end].iter().rev().find(|l| !l.is_blank()).map_or(line.end, |l| l.end);
        let first = if rest.is_empty() { line.end } else { from };
        self.builder.comment(line.text..last, source[first..last].trim());
        end
    }

    /// The line behind everything that is indented deeper than an explicit mark.
    pub(super) fn content_end(&self, at: usize, indent: usize) -> usize {
        let mut end = at + 1;
        for (i, line) in self.lines.iter().enumerate().skip(at + 1) {
            if line.is_blank() {
                continue;
            }
            if line.indent <= indent {
                break;
            }
            end = i + 1;
        }
        end
    }

    /// Text behind a mark, and what is indented under it. The next line to read.
    pub(super) fn content(&mut self, at: usize, text: usize, line: Line, end: usize, is_quote: bool) -> usize {
        let first = self.lines[at + 1..end].iter().find(|l| !l.is_blank()).copied();
        if let Some(body) = first {
            self.enter(body.indent, is_quote);
        }
        if text < line.end && self.contexts.len() >= DEEPEST {
            self.inline(text..line.end);
            return at + 1;
        }
        if text < line.end {
            let indent = first.map_or(line.indent + 3, |b| b.indent);
            if first.is_none() {
                self.enter(indent, is_quote);
            }
            self.first = Some((indent, text));
            return self.block(at);
        }
        at + 1
    }

    fn directive(&mut self, at: usize, line: Line, end: usize, kind: Directive, argument: usize) -> usize {
        let source = self.source;
        // Options stand right under it.
        let mut body = at + 1;
        if kind != Directive::Meta {
            while body < end && !self.lines[body].is_blank() {
                let option = self.lines[body];
                let text = &source[option.text..option.end];
                let Some(length) = field(text) else { break };
                let key = text[1..].split(':').next().unwrap_or_default();
                if matches!(key, "alt" | "caption" | "title") && kind != Directive::Skip || key == "caption" {
                    let value = source[option.text + length..option.end].trim_start();
                    self.builder.aside(None, option.end - value.len()..option.end, PieceKind::Verbatim, false);
                    self.builder.end_aside();
                }
                body += 1;
            }
        }
        self.builder.end_block();
        match kind {
            Directive::Skip => return end,
            Directive::Meta => {
                self.meta(at + 1..end);
                return end;
            }
            Directive::Title if argument < line.end => {
                let role = std::mem::replace(&mut self.builder.role, Role::Heading);
                self.inline(argument..line.end);
                self.builder.end_block();
                self.builder.role = role;
            }
            Directive::Text | Directive::Version if argument < line.end => {
                let skipped = if kind == Directive::Version {
                    source[argument..line.end].find(' ').map_or(line.end - argument, |i| i + 1)
                } else {
                    0
                };
                // Text may go on right below it.
                if body == at + 1 {
                    return self.content(at, argument + skipped, line, end, false);
                }
                self.inline(argument + skipped..line.end);
                self.builder.end_block();
            }
            _ => {}
        }
        if let Some(first) = self.lines[body..end].iter().find(|l| !l.is_blank()) {
            self.enter(first.indent, kind == Directive::Quote);
        }
        body
    }

    /// `:description lang=fr: …` in `.. meta::`.
    fn meta(&mut self, lines: Range<usize>) {
        for n in lines {
            let line = self.lines[n];
            let text = &self.source[line.text..line.end];
            let Some(length) = field(text) else { continue };
            let mut names = text[1..length - 1].split_whitespace();
            let key = names.next().unwrap_or_default();
            let language = names.find_map(|n| LanguageTag::parse(n.strip_prefix("lang=")?));
            let value = text[length..].trim_start();
            match key {
                "description" | "keywords" => {
                    if let Some(tag) = language {
                        self.builder.language = self.builder.intern(tag);
                    }
                    self.builder.aside(None, line.end - value.len()..line.end, PieceKind::Verbatim, false);
                    self.builder.end_aside();
                    self.builder.end_block();
                    self.builder.language = LanguageId::NONE;
                }
                "language" | "lang" => self.document_language(value),
                _ => {}
            }
        }
    }

    pub(super) fn document_language(&mut self, value: &str) {
        if self.builder.document_language.is_none() {
            self.builder.document_language = LanguageTag::parse(value);
        }
    }
}

fn is_directive_name(name: &str) -> bool {
    let name = name.trim_end();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.' | b'+'))
}
