//! Inline markup of Org ("Objects").

use crate::document::InlineKind;
use crate::document::builder::Builder;
use crate::document::closers::Closers;
use std::ops::Range;

/// Reads the text of an element; its footnotes wait in the builder.
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
    /// Emphasis and links that are open: the sign that closes them, and the length of the prose where they began.
    open: Vec<(&'static str, usize)>,
}

/// A footnote or a citation is not longer.
const LONGEST: usize = 2048;

impl Inline<'_, '_> {
    fn step(&mut self, at: usize) -> usize {
        let (source, end) = (self.source, self.end);
        let rest = &source[at..end];
        let before = source[self.start..at].chars().next_back();
        let first = rest.chars().next().unwrap_or(' ');
        match first {
            '*' | '/' | '_' | '+' | '=' | '~' => {
                if let Some(to) = self.emphasis(at, first, before) {
                    return to;
                }
                let behind = &rest[1..];
                // `_{…}`
                if first == '_' && behind.starts_with('{') && before.is_some_and(char::is_alphanumeric) {
                    return self.script(at);
                }
            }
            '^' if rest[1..].starts_with('{') => return self.script(at),
            '[' => {
                if let Some(to) = self.bracket(at) {
                    return to;
                }
            }
            ']' if rest.starts_with("]]") => {
                if let Some(i) = self.open.iter().rposition(|o| o.0 == "]]") {
                    self.builder.inline(InlineKind::Link, self.open[i].1);
                    self.open.truncate(i);
                    return at + 2;
                }
            }
            '<' => {
                if rest.starts_with("<<<") {
                    if let Some(close) = self.closers.find(source, ">>>", at + 3, end, |_| true) {
                        self.builder.flow(at + 3..close);
                        return close + 3;
                    }
                } else if rest.starts_with("<<")
                    && let Some(close) = self.closers.find(source, ">>", at + 2, end, |_| true)
                {
                    return close + 2;
                }
                let is_stamp = rest.len() > 5 && rest.as_bytes()[1..5].iter().all(u8::is_ascii_digit);
                let close = rest.bytes().take(400).position(|b| b == b'>' || b == b'\n').filter(|i| rest.as_bytes()[*i] == b'>');
                if let Some(close) = close.filter(|c| is_stamp || rest[..*c].contains("://") || rest.starts_with("<mailto:")) {
                    self.builder.stand_in(at..at + close + 1);
                    return at + close + 1;
                }
            }
            '$' => {
                let inside = rest[1..].chars().next();
                if inside.is_some_and(|c| !c.is_whitespace() && c != '$')
                    && !before.is_some_and(|c| c.is_alphanumeric() || c == '$')
                {
                    let close = self.closers.find(source, "$", at + 1, end, |i| {
                        !source[..i].ends_with(char::is_whitespace) && !source[i + 1..].starts_with(char::is_alphanumeric)
                    });
                    if let Some(close) = close.filter(|c| *c > at + 1) {
                        self.builder.stand_in(at..close + 1);
                        return close + 1;
                    }
                }
            }
            '\\' => return self.backslash(at),
            '@' if rest.starts_with("@@") => {
                if let Some(close) = self.closers.find(source, "@@", at + 2, end, |_| true) {
                    return close + 2;
                }
            }
            '{' if rest.starts_with("{{{") => {
                if let Some(close) = self.closers.find(source, "}}}", at + 3, end, |_| true) {
                    self.builder.stand_in(at..close + 3);
                    return close + 3;
                }
            }
            '\n' => {
                // A comment inside a paragraph ends it; nothing else begins with a line.
            }
            _ => {}
        }
        let length = first.len_utf8();
        let next = rest[length..].find(['*', '/', '_', '+', '=', '~', '^', '[', ']', '<', '$', '\\', '@', '{']);
        let next = next.map_or(rest.len(), |i| length + i);
        self.builder.flow(at..at + next);
        at + next
    }

    /// Emphasis begins behind white space or an opening sign and ends before white space or a closing one.
    fn emphasis(&mut self, at: usize, sign: char, before: Option<char>) -> Option<usize> {
        let (source, end) = (self.source, self.end);
        let sign = match sign {
            '*' => "*",
            '/' => "/",
            '_' => "_",
            '+' => "+",
            '=' => "=",
            _ => "~",
        };
        let behind = source[at + 1..end].chars().next();
        let may_follow = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "-.,;:!?'\")}[]\\»”’…/*_+".contains(c));
        if let Some(i) = self.open.iter().rposition(|o| o.0 == sign)
            && before.is_some_and(|c| !c.is_whitespace())
            && may_follow(behind)
        {
            let kind = if sign == "*" { InlineKind::Strong } else { InlineKind::Emphasis };
            if sign != "+" {
                self.builder.inline(kind, self.open[i].1);
            }
            self.open.truncate(i);
            return Some(at + 1);
        }
        let can_start = before.is_none_or(|c| c.is_whitespace() || "-({'\"«“‘[/*_+|".contains(c));
        if !can_start || behind.is_none_or(char::is_whitespace) || self.open.len() >= 16 {
            return None;
        }
        let close = self.closers.find(source, sign, at + 1, end, |i| {
            !source[..i].ends_with(char::is_whitespace) && may_follow(source[i + 1..end].chars().next())
        });
        let close = close.filter(|c| *c > at + 1)?;
        if matches!(sign, "=" | "~") {
            self.builder.stand_in(at..close + 1);
            return Some(close + 1);
        }
        self.open.push((sign, self.builder.len()));
        Some(at + 1)
    }

    /// `^{text}`, `_{text}`
    fn script(&mut self, at: usize) -> usize {
        match self.source[at..self.end].bytes().take(200).position(|b| b == b'}') {
            Some(close) => {
                self.builder.flow(at + 2..at + close);
                at + close + 1
            }
            None => {
                self.builder.flow(at..at + 1);
                at + 1
            }
        }
    }

    /// Links, footnotes, citations, timestamps.
    fn bracket(&mut self, at: usize) -> Option<usize> {
        let (source, end) = (self.source, self.end);
        let rest = &source[at..end];
        if rest.starts_with("[[") {
            let close = self.closers.find(source, "]", at + 2, end, |_| true)?;
            if source[close..end].starts_with("]]") {
                // Shown is its address.
                self.builder.stand_in(at..close + 2);
                return Some(close + 2);
            }
            if self.open.len() < 16
                && source[close..end].starts_with("][")
                && self.closers.find(source, "]]", close + 2, end, |_| true).is_some()
            {
                self.open.push(("]]", self.builder.len()));
                return Some(close + 2);
            }
            return None;
        }
        if let Some(note) = rest.strip_prefix("[fn:") {
            let close = self.matching(at)?;
            let label = note.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
            let inside = at + 4 + label;
            if source[inside..close].starts_with(':') {
                self.builder.note(inside + 1..close);
            }
            return Some(close + 1);
        }
        let is_stamp = rest.len() > 5 && rest.as_bytes()[1..5].iter().all(u8::is_ascii_digit) && rest.as_bytes()[5] == b'-';
        if rest.starts_with("[cite") || is_stamp {
            let close = self.matching(at)?;
            self.builder.stand_in(at..close + 1);
            return Some(close + 1);
        }
        // The cookie of a headline: `[2/5]`.
        None
    }

    /// The bracket that closes the one at a byte.
    fn matching(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (i, b) in self.source.as_bytes()[open..self.end].iter().take(LONGEST).enumerate() {
            match b {
                b'[' => depth += 1,
                b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(open + i);
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn backslash(&mut self, at: usize) -> usize {
        let rest = &self.source[at + 1..self.end];
        for (open, close) in [("(", "\\)"), ("[", "\\]")] {
            if rest.starts_with(open)
                && let Some(end) = self.closers.find(self.source, close, at + 2, self.end, |_| true)
            {
                self.builder.stand_in(at..end + 2);
                return end + 2;
            }
        }
        if let Some(behind) = rest.strip_prefix('\\') {
            let white = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
            if behind[white..].starts_with('\n') {
                self.builder.break_line(at..at + 2);
                return at + 2 + behind.len() - behind.trim_start().len();
            }
        }
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &rest[..length];
        if length == 0 {
            self.builder.flow(at..at + 1);
            return at + 1;
        }
        let braces = if rest[length..].starts_with("{}") { 2 } else { 0 };
        let to = at + 1 + length + braces;
        match entity(name) {
            Some(text) => self.builder.escaped(&text, at..to),
            None => self.builder.stand_in(at..to),
        }
        to
    }
}

/// The entities that are letters of our languages, or signs; most names are those of HTML.
fn entity(name: &str) -> Option<String> {
    let marks = [
        ("acute", '\u{301}'),
        ("grave", '\u{300}'),
        ("circ", '\u{302}'),
        ("uml", '\u{308}'),
        ("tilde", '\u{303}'),
        ("cedil", '\u{327}'),
        ("caron", '\u{30c}'),
    ];
    for (suffix, mark) in marks {
        if let Some(letter) = name.strip_suffix(suffix).filter(|l| l.len() == 1).and_then(|l| l.chars().next()) {
            return unicode_normalization::char::compose(letter, mark).map(String::from);
        }
    }
    let text = match name {
        "oelig" => "œ",
        "OElig" => "Œ",
        "aelig" => "æ",
        "AElig" => "Æ",
        "szlig" => "ß",
        "nbsp" => "\u{a0}",
        "shy" => "\u{ad}",
        "zwnj" | "zwj" => "\u{200b}",
        "ndash" => "–",
        "mdash" => "—",
        "laquo" => "«",
        "raquo" => "»",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "hellip" | "dots" => "…",
        "iquest" => "¿",
        "iexcl" => "¡",
        "middot" => "·",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "ast" => "*",
        "slash" => "/",
        "under" => "_",
        "vert" | "vbar" => "|",
        "plus" => "+",
        "tilde" => "~",
        _ => return None,
    };
    Some(text.to_string())
}
