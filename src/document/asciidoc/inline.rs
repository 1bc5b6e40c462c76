//! Inline markup of AsciiDoc.

use super::alternative_text;
use crate::document::InlineKind;
use crate::document::builder::Builder;
use crate::document::closers::Closers;
use std::ops::Range;

/// Reads the text of a block; its footnotes wait in the builder.
pub(super) fn read(builder: &mut Builder, closers: &mut Closers, source: &str, range: Range<usize>) {
    let mut inline = Inline { builder, closers, source, start: range.start, end: range.end, open: Vec::new() };
    let mut at = range.start;
    while at < range.end {
        at = inline.step(at).max(at + 1);
    }
}

struct Inline<'b, 's> {
    builder: &'b mut Builder<'s>,
    closers: &'b mut Closers,
    source: &'b str,
    start: usize,
    end: usize,
    /// Formatting and links that are open: the sign that closes them, what they are, the length of the prose where they began.
    open: Vec<(&'static str, Option<InlineKind>, usize)>,
}

/// Macros whose text is read, with those whose text is not.
const MACROS: [&str; 23] = [
    "link:",
    "xref:",
    "mailto:",
    "image:",
    "icon:",
    "footnote:",
    "footnoteref:",
    "kbd:",
    "btn:",
    "menu:",
    "pass:",
    "stem:",
    "latexmath:",
    "asciimath:",
    "indexterm:",
    "indexterm2:",
    "anchor:",
    "https://",
    "http://",
    "ftp://",
    "irc://",
    "audio:",
    "video:",
];

impl Inline<'_, '_> {
    fn step(&mut self, at: usize) -> usize {
        let (source, end) = (self.source, self.end);
        let rest = &source[at..end];
        let before = source[self.start..at].chars().next_back();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let first = rest.chars().next().unwrap_or(' ');
        let is_line_start = before.is_none_or(|c| c == '\n');
        if is_line_start && rest.starts_with("//") && !rest.starts_with("///") && before.is_some() {
            let line = rest.split('\n').next().unwrap_or_default();
            self.builder.comment(at..at + line.trim_end().len(), line[2..].trim());
            return at + line.len();
        }
        match first {
            '\\' => {
                // It counts only before what would be markup.
                let next = rest[1..].chars().next();
                if let Some(c) = next.filter(|c| "*_`#+^~{<[(\\h|".contains(*c)) {
                    let mut buffer = [0; 4];
                    self.builder.escaped(c.encode_utf8(&mut buffer), at..at + 1 + c.len_utf8());
                    return at + 1 + c.len_utf8();
                }
            }
            '"' | '\'' if rest[1..].starts_with('`') && !is_word(before) => {
                self.builder.escaped(if first == '"' { "“" } else { "‘" }, at..at + 2);
                return at + 2;
            }
            '`' if rest[1..].starts_with(['"', '\'']) => {
                self.builder.escaped(if rest[1..].starts_with('"') { "”" } else { "’" }, at..at + 2);
                return at + 2;
            }
            '`' => {
                if let Some(to) = self.passed(at, before, "``", "`") {
                    self.builder.stand_in(at..to);
                    return to;
                }
            }
            '+' if rest.starts_with("++") => {
                let sign = if rest.starts_with("+++") { "+++" } else { "++" };
                if let Some(close) = self.closers.find(source, sign, at + sign.len(), end, |i| i > at + sign.len()) {
                    self.builder.stand_in(at..close + sign.len());
                    return close + sign.len();
                }
            }
            '+' => {
                let line_end = rest[1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
                if line_end && before == Some(' ') {
                    self.builder.break_line(at..at + 1);
                    return at + 1 + rest[1..].len() - rest[1..].trim_start().len();
                }
                // Text in which nothing means anything.
                if let Some(to) = self.passed(at, before, "\0", "+") {
                    self.builder.flow(at + 1..to - 1);
                    return to;
                }
            }
            '*' | '_' | '#' => {
                let (double, single) = match first {
                    '*' => ("**", "*"),
                    '_' => ("__", "_"),
                    _ => ("##", "#"),
                };
                let kind = match first {
                    '*' => Some(InlineKind::Strong),
                    '_' => Some(InlineKind::Emphasis),
                    _ => None,
                };
                let sign = if rest.starts_with(double) { double } else { single };
                let behind = rest[sign.len()..].chars().next();
                let is_double = sign == double;
                if let Some(i) = self.open.iter().rposition(|o| o.0 == sign)
                    && before.is_some_and(|c| !c.is_whitespace())
                    && (is_double || !is_word(behind))
                {
                    let (_, kind, start) = self.open[i];
                    self.open.truncate(i);
                    if let Some(kind) = kind {
                        self.builder.inline(kind, start);
                    }
                    return at + sign.len();
                }
                let can_open = behind.is_some_and(|c| !c.is_whitespace()) && (is_double || !is_word(before));
                if can_open
                    && self.open.len() < 16
                    && self.closers.find(source, sign, at + sign.len() + 1, end, |_| true).is_some()
                {
                    self.open.push((sign, kind, self.builder.len()));
                    return at + sign.len();
                }
            }
            '^' | '~' => {
                let sign = if first == '^' { "^" } else { "~" };
                let close = self.closers.find(source, sign, at + 1, end, |_| true);
                if let Some(close) = close.filter(|c| *c > at + 1 && !source[at + 1..*c].contains(char::is_whitespace)) {
                    self.builder.flow(at + 1..close);
                    return close + 1;
                }
            }
            '{' => {
                let length =
                    rest.bytes().skip(1).take(64).take_while(|b| b.is_ascii_alphanumeric() || b"_-:.".contains(b)).count();
                if length > 0 && rest[1 + length..].starts_with('}') {
                    let to = at + length + 2;
                    match character(&rest[1..=length]) {
                        Some(text) => self.builder.escaped(text, at..to),
                        None => self.builder.stand_in(at..to),
                    }
                    return to;
                }
            }
            '<' if rest.starts_with("<<") => {
                let close = self.closers.find(source, ">>", at + 2, end, |_| true);
                if let Some(close) = close.filter(|c| c - at < 400) {
                    match source[at + 2..close].find(',') {
                        Some(comma) => self.link_text(at + 3 + comma..close),
                        None => self.builder.stand_in(at..close + 2),
                    }
                    return close + 2;
                }
            }
            '[' if rest.starts_with("[[") => {
                let close = self.closers.find(source, "]]", at + 2, end, |_| true);
                if let Some(close) = close.filter(|c| c - at < 400) {
                    return close + 2;
                }
            }
            '[' => {
                // Attributes of the formatting behind them.
                let close = rest.bytes().take(200).position(|b| b == b']');
                if let Some(close) =
                    close.filter(|c| rest[c + 1..].starts_with(['#', '*', '_', '`']) && rest[1..].starts_with(['.', '#', '%']))
                {
                    return at + close + 1;
                }
            }
            ']' => {
                if let Some(i) = self.open.iter().rposition(|o| o.0 == "]") {
                    let (_, kind, start) = self.open[i];
                    self.open.truncate(i);
                    if let Some(kind) = kind {
                        self.builder.inline(kind, start);
                    }
                    return at + 1;
                }
            }
            '(' if rest.starts_with("(((") => {
                if let Some(close) = self.closers.find(source, ")))", at + 3, end, |_| true) {
                    return close + 3;
                }
            }
            '(' if rest.starts_with("((") => {
                if let Some(close) = self.closers.find(source, "))", at + 2, end, |_| true) {
                    self.builder.flow(at + 2..close);
                    return close + 2;
                }
            }
            c if c.is_ascii_lowercase() && (!is_word(before) || rest.starts_with("footnote:")) => {
                if let Some(name) = MACROS.iter().find(|m| rest.starts_with(**m))
                    && let Some(to) = self.inline_macro(at, name)
                {
                    return to;
                }
            }
            _ => {}
        }
        // A word as a whole: macros begin at its beginning only.
        let length = first.len_utf8();
        let next = rest[length..]
            .find(|c: char| c.is_whitespace() || "\\\"'`+*_#^~{<[](\0".contains(c) || c == '(' || c == '/' || c == '-')
            .map_or(rest.len(), |i| length + i);
        let next = if first.is_alphanumeric() { next } else { length };
        // A footnote may follow a word directly.
        let next = rest[length..next].find("footnote:").map_or(next, |i| length + i);
        self.builder.flow(at..at + next);
        at + next
    }

    /// The end of a stretch between single or double signs in which nothing else counts.
    fn passed(&mut self, at: usize, before: Option<char>, double: &'static str, single: &'static str) -> Option<usize> {
        let (source, end) = (self.source, self.end);
        let rest = &source[at..end];
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if rest.starts_with(double) {
            let close = self.closers.find(source, double, at + 2, end, |i| i > at + 2)?;
            return Some(close + 2);
        }
        let is_open = !is_word(before) && rest[1..].starts_with(|c: char| !c.is_whitespace());
        let close = self.closers.find(source, single, at + 1, end, |i| {
            !source[..i].ends_with(char::is_whitespace) && !is_word(source[i + 1..end].chars().next())
        });
        close.filter(|c| is_open && *c > at + 1).map(|c| c + 1)
    }

    /// The text of a link that is open up to a `]` or the like.
    fn link_text(&mut self, range: Range<usize>) {
        let start = self.builder.len();
        let text = &self.source[range.clone()];
        let white = text.len() - text.trim_start().len();
        self.builder.flow(range.start + white..range.end);
        self.builder.inline(InlineKind::Link, start);
    }

    fn inline_macro(&mut self, at: usize, name: &str) -> Option<usize> {
        /// No target is longer.
        const LONGEST: usize = 2048;
        let rest = &self.source[at..self.end];
        let target = rest[name.len()..].bytes().take(LONGEST).position(|b| b == b'[' || b.is_ascii_whitespace())?;
        let open = name.len() + target;
        if !rest[open..].starts_with('[') || rest[open..].starts_with("[[") {
            return None;
        }
        let inside = at + open + 1;
        let source = self.source;
        let close = self.closers.find(source, "]", inside, self.end, |i| !source[..i].ends_with('\\'))?;
        match name {
            "footnote:" | "footnoteref:" => {
                if close > inside {
                    self.builder.note(inside..close);
                }
                return Some(close + 1);
            }
            "image:" | "icon:" => {
                self.builder.stand_in(at..close + 1);
                alternative_text(self.builder, source, inside..close);
                return Some(close + 1);
            }
            "indexterm:" | "anchor:" => return Some(close + 1),
            "indexterm2:" => {
                self.builder.flow(inside..close);
                return Some(close + 1);
            }
            "kbd:" | "btn:" | "menu:" | "pass:" | "stem:" | "latexmath:" | "asciimath:" | "audio:" | "video:" => {
                self.builder.stand_in(at..close + 1);
                return Some(close + 1);
            }
            _ => {}
        }
        // A link without a text shows its address.
        let text = &source[inside..close];
        if text.trim().is_empty() || !text.contains(',') && text.contains('=') {
            self.builder.stand_in(at..close + 1);
            return Some(close + 1);
        }
        let is_marked = text.contains("\",") || text.contains('=');
        if is_marked {
            // A text between quotation marks, and attributes behind it.
            let shown =
                text.strip_prefix('"').and_then(|t| t.split('"').next()).or_else(|| text.split(',').next()).unwrap_or(text);
            let from = inside + usize::from(text.starts_with('"'));
            self.link_text(from..from + shown.len());
            return Some(close + 1);
        }
        if self.open.len() >= 16 {
            return None;
        }
        self.open.push(("]", Some(InlineKind::Link), self.builder.len()));
        Some(inside)
    }
}

/// The characters that attributes stand for ("Character Replacement Attributes").
fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{a0}",
        "apos" => "'",
        "quot" => "\"",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "empty" | "blank" | "zwsp" | "wj" => "\u{200b}",
        "sp" => " ",
        "deg" => "°",
        "plus" => "+",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "startsb" => "[",
        "endsb" => "]",
        "vbar" => "|",
        "caret" => "^",
        "asterisk" => "*",
        "tilde" => "~",
        "backslash" => "\\",
        "backtick" => "`",
        "two-colons" => "::",
        "two-semicolons" => ";;",
        "cpp" => "C++",
        _ => return None,
    })
}
