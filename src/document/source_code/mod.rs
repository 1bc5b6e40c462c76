//! Comments and docstrings of source code. Code itself, names and strings are not read; nor is the licence at the head of a file.

mod languages;
#[cfg(test)]
mod tests;

use super::builder::Builder;
use super::closers::Closers;
use super::{Prose, Quoting, TextFormat};
use languages::{SYNTAXES, Syntax, TABLE};
use std::ops::Range;

/// A format a syntax.
pub static FORMATS: [TextFormat; SYNTAXES.len()] =
    [family::<0>(), family::<1>(), family::<2>(), family::<3>(), family::<4>(), family::<5>(), family::<6>(), family::<7>()];

const fn family<const N: usize>() -> TextFormat {
    TextFormat {
        name: SYNTAXES[N].name,
        endings: SYNTAXES[N].endings,
        parse: parse::<N>,
        escape,
        is_only_named: true,
        ..TextFormat::DEFAULT
    }
}

fn parse<const N: usize>(source: &str) -> Prose<'_> {
    let mut reader = Reader {
        source,
        syntax: &TABLE[N],
        builder: Builder::new(source),
        closers: Closers::default(),
        is_head: true,
        in_fence: false,
    };
    reader.run();
    reader.builder.finish()
}

/// A replacement must not end the comment it stands in, nor be read as an escape of a string.
fn escape(text: &str, quoting: Quoting) -> Option<String> {
    let ends = ["*/", "-}", "]]", "|#", "\\", "\n"].iter().any(|sign| text.contains(sign));
    let ends = ends || quoting == Quoting::Double && text.contains(['"', '\'']);
    (!ends).then(|| text.to_string())
}

struct Reader<'s> {
    source: &'s str,
    syntax: &'static Syntax,
    builder: Builder<'s>,
    closers: Closers,
    /// No code has come yet.
    is_head: bool,
    /// In an example of code, between ``` and ```.
    in_fence: bool,
}

impl Reader<'_> {
    fn run(&mut self) {
        let source = self.source;
        let bytes = source.as_bytes();
        let mut at = 0;
        // The line has only white space so far.
        let mut is_line_start = true;
        if source.starts_with("#!") && !source.starts_with("#![") {
            at = source.find('\n').unwrap_or(source.len());
        }
        while at < bytes.len() {
            let b = bytes[at];
            if b.is_ascii_whitespace() {
                is_line_start |= b == b'\n';
                at += 1;
                continue;
            }
            let end = self.token(at, is_line_start);
            at = match end {
                Some(end) => end,
                None => {
                    self.is_head = false;
                    at + source[at..].chars().next().map_or(1, char::len_utf8)
                }
            };
            is_line_start = false;
        }
    }

    /// Reads a comment or passes over a string that begins here.
    fn token(&mut self, at: usize, is_line_start: bool) -> Option<usize> {
        let source = self.source;
        let rest = &source[at..];
        let syntax = self.syntax;
        if let Some((open, close)) = syntax.block.iter().find(|(open, _)| rest.starts_with(open)) {
            let inside = at + open.len();
            let end = self.closers.find(source, close, inside, source.len(), |_| true)?;
            self.comment(at..end + close.len(), &block_lines(source, inside..end));
            return Some(end + close.len());
        }
        if let Some(sign) = syntax.line.iter().find(|sign| rest.starts_with(**sign)) {
            // `https://`, `${#x}` are no comments.
            let before = source[..at].chars().next_back();
            let is_none = if *sign == "#" { !before.is_none_or(char::is_whitespace) } else { before == Some(':') };
            if !is_none {
                let (lines, end) = line_comments(source, at, sign, is_line_start);
                self.comment(at..end, &lines);
                return Some(end);
            }
        }
        if let Some((open, close)) = syntax.long_strings.iter().find(|(open, _)| rest.starts_with(open)) {
            let inside = at + open.len();
            let end = self.closers.find(source, close, inside, source.len(), |i| !source[..i].ends_with('\\'))?;
            if syntax.has_docstrings && is_line_start {
                self.builder.quoting = Quoting::Double;
                let lines = block_lines(source, inside..end);
                self.lines(&lines);
                self.builder.quoting = Quoting::Bare;
            }
            self.is_head = false;
            return Some(end + close.len());
        }
        if syntax.has_characters && rest.starts_with('\'') {
            // `'x'`, `'\n'`; otherwise it is a lifetime, or a part of a number.
            let close =
                rest.bytes().enumerate().skip(2).take(10).find(|(i, b)| *b == b'\'' && (*i > 2 || !rest[1..].starts_with('\\')));
            return close
                .filter(|(i, _)| rest[1..*i].chars().count() == 1 || rest[1..].starts_with('\\'))
                .map(|(i, _)| at + i + 1);
        }
        let quote = syntax.strings.iter().find(|sign| rest.starts_with(**sign))?.as_bytes()[0];
        let mut is_escaped = false;
        for (i, b) in rest.bytes().enumerate().skip(1) {
            match b {
                b'\n' => return None,
                _ if b == quote && !is_escaped => return Some(at + i + 1),
                _ => is_escaped = b == b'\\' && !is_escaped,
            }
        }
        None
    }

    fn comment(&mut self, whole: Range<usize>, lines: &[Range<usize>]) {
        let text = &self.source[whole];
        if self.is_head && is_licence(text) {
            return;
        }
        self.lines(lines);
    }

    /// The lines of a comment, without its signs; blank ones divide paragraphs.
    fn lines(&mut self, lines: &[Range<usize>]) {
        self.builder.end_block();
        self.in_fence = false;
        let mut last: Option<usize> = None;
        for line in lines {
            let text = &self.source[line.clone()];
            if text.starts_with("```") || text.starts_with("~~~") {
                self.in_fence = !self.in_fence;
                self.builder.end_block();
                last = None;
                continue;
            }
            if text.is_empty() || self.in_fence || text.starts_with(">>>") {
                self.builder.end_block();
                last = None;
                continue;
            }
            if text.starts_with("motjuste:") {
                let start = self.source[..line.start].rfind('\n').map_or(0, |i| i + 1);
                let begin = start + self.source[start..line.start].len() - self.source[start..line.start].trim_start().len();
                let begin = if self.source[begin..line.start].len() > 8 { line.start } else { begin };
                self.builder.comment(begin..line.end, text);
                continue;
            }
            let skipped = tag(text);
            if skipped > 0 || text.starts_with(['-', '*', '•']) {
                self.builder.end_block();
                last = None;
            }
            let from = line.start + skipped;
            if let Some(end) = last {
                self.builder.space(end..from, true);
            }
            self.text(from..line.end);
            last = Some(line.end);
        }
        self.builder.end_block();
    }

    fn text(&mut self, range: Range<usize>) {
        let source = self.source;
        let mut at = range.start;
        while let Some(found) = source[at..range.end].find(['`', '{']).map(|i| at + i) {
            self.builder.flow(at..found);
            let rest = &source[found..range.end];
            let close = match rest.as_bytes()[0] {
                b'`' => {
                    let ticks = rest.bytes().take_while(|b| *b == b'`').count();
                    rest[ticks..].find('`').map(|i| {
                        let behind = &rest[ticks + i..];
                        ticks + i + behind.bytes().take_while(|b| *b == b'`').count().min(ticks)
                    })
                }
                _ if rest.starts_with("{@") => rest.find('}').map(|i| i + 1),
                _ => None,
            };
            match close {
                Some(length) => {
                    self.builder.stand_in(found..found + length);
                    at = found + length;
                }
                None => {
                    self.builder.flow(found..range.end);
                    return;
                }
            }
        }
        self.builder.flow(at..range.end);
    }
}

/// The lines of a comment of several lines, without the stars at their beginnings.
fn block_lines(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    let mut lines = Vec::new();
    for line in source[range].split('\n') {
        let text = line.trim();
        let stars = text.bytes().take_while(|b| matches!(b, b'*' | b'!')).count();
        // `*emphasis*` is none.
        let is_sign = text.len() == stars || text[stars..].starts_with([' ', '\t']);
        let bare = if is_sign { text[stars..].trim_start() } else { text };
        let start = at + line.len() - line.trim_start().len() + text.len() - bare.len();
        lines.push(start..start + bare.len());
        at += line.len() + 1;
    }
    lines
}

/// The lines of a comment that begins here and goes on with the same sign at the beginning of the next lines; and its end.
fn line_comments(source: &str, at: usize, sign: &str, is_line_start: bool) -> (Vec<Range<usize>>, usize) {
    let mut lines = Vec::new();
    let mut start = at;
    loop {
        let line = source[start..].split('\n').next().unwrap_or_default();
        let end = start + line.len();
        let last = *sign.as_bytes().last().unwrap_or(&b'/');
        let inside = line[sign.len()..].trim_start_matches([char::from(last), '!']);
        let text = inside.trim();
        let from = end - inside.trim_start().len();
        lines.push(from..from + text.len());
        if !is_line_start || end >= source.len() {
            return (lines, end);
        }
        let next = &source[end + 1..];
        let text = next.trim_start_matches([' ', '\t']);
        if !text.starts_with(sign) {
            return (lines, end);
        }
        start = end + 1 + next.len() - text.len();
    }
}

fn is_licence(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["copyright", "license", "licence", "spdx-"].iter().any(|w| lower.contains(w))
}

/// How long the tag is that a line begins with: `@param name`, `:returns:`, `TODO(name):`.
fn tag(text: &str) -> usize {
    let word = |from: usize| {
        let rest = &text[from..];
        let white = rest.len() - rest.trim_start().len();
        from + white + rest.trim_start().find(char::is_whitespace).unwrap_or(rest.trim_start().len())
    };
    let white = |from: usize| from + text[from..].len() - text[from..].trim_start().len();
    if text.starts_with(['@', '\\']) && text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        let name = &text[1..word(0)];
        let has_name = matches!(
            name,
            "param"
                | "arg"
                | "argument"
                | "property"
                | "throws"
                | "exception"
                | "typedef"
                | "tparam"
                | "var"
                | "see"
                | "author"
                | "since"
        );
        let mut end = word(0);
        if has_name {
            if text[white(end)..].starts_with('{') {
                end = text[end..].find('}').map_or(end, |i| end + i + 1);
            }
            end = word(end);
        }
        return white(end);
    }
    if let Some(field) = text.strip_prefix(':') {
        let is_field = field.starts_with(|c: char| c.is_ascii_alphabetic());
        return field.find(':').filter(|_| is_field).map_or(0, |close| white(close + 2));
    }
    for mark in ["TODO(", "FIXME(", "XXX(", "NOTE("] {
        if text.starts_with(mark)
            && let Some(close) = text.find(')')
        {
            let end = close + 1;
            return white(if text[end..].starts_with(':') { end + 1 } else { end });
        }
    }
    0
}
