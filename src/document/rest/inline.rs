//! Inline markup of reStructuredText.

use super::directives::{TextRole, text_role};
use crate::document::builder::Builder;
use crate::document::closers::Closers;
use crate::document::{InlineKind, Quoting, READ_ONLY};
use std::ops::Range;

/// Reads the text of a block. White space with line ends in it is a line end, whatever indentation follows.
pub(super) fn read(builder: &mut Builder, closers: &mut Closers, source: &str, range: Range<usize>) {
    let mut inline = Inline { builder, closers, source, end: range.end, open: Vec::new() };
    let mut at = range.start;
    while at < range.end {
        at = inline.step(at, range.start).max(at + 1);
    }
}

struct Inline<'b, 's> {
    builder: &'b mut Builder<'s>,
    closers: &'b mut Closers,
    source: &'b str,
    end: usize,
    /// Emphasis that is open: its sign, and the length of the prose where it began.
    open: Vec<(&'static str, usize)>,
}

impl Inline<'_, '_> {
    fn step(&mut self, at: usize, start: usize) -> usize {
        let (source, end) = (self.source, self.end);
        let rest = &source[at..end];
        let before = source[start..at].chars().next_back();
        let can_start = before.is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric() && c != '_');
        let first = rest.chars().next().unwrap_or(' ');
        match first {
            '\\' => return self.backslash(at),
            '`' if rest.starts_with("``") && can_start => {
                let close = self.closers.find(source, "``", at + 2, end, |i| i > at + 2);
                if let Some(close) = close {
                    // The sign may be preceded by a backquote that is text.
                    let close = if source[close..end].starts_with("```") { close + 1 } else { close };
                    self.builder.stand_in(at..close + 2);
                    return close + 2;
                }
            }
            '`' if can_start => {
                if let Some(to) = self.interpreted(at, at, None) {
                    return to;
                }
            }
            ':' if can_start => {
                if let Some((role, tick)) = role_before(rest)
                    && let Some(to) = self.interpreted(at, at + tick, Some(role))
                {
                    return to;
                }
            }
            '_' if can_start && rest[1..].starts_with('`') => {
                let close = self.closers.find(source, "`", at + 2, end, |_| true);
                if let Some(close) = close {
                    self.read_only(at + 2..close);
                    return close + 1;
                }
            }
            '*' => {
                let sign = if rest.starts_with("**") { "**" } else { "*" };
                let behind = rest[sign.len()..].chars().next();
                if let Some(i) = self.open.iter().rposition(|o| o.0 == sign)
                    && before.is_some_and(|c| !c.is_whitespace())
                    && behind.is_none_or(|c| !c.is_alphanumeric())
                {
                    let kind = if sign == "**" { InlineKind::Strong } else { InlineKind::Emphasis };
                    self.builder.inline(kind, self.open[i].1);
                    self.open.truncate(i);
                    return at + sign.len();
                }
                let close = self.closers.find(source, sign, at + sign.len(), end, |_| true);
                if can_start && behind.is_some_and(|c| !c.is_whitespace()) && close.is_some() && self.open.len() < 16 {
                    self.open.push((sign, self.builder.len()));
                    return at + sign.len();
                }
            }
            '|' if can_start && rest[1..].starts_with(|c: char| !c.is_whitespace() && c != '|') => {
                let close = self.closers.find(source, "|", at + 1, end, |_| true);
                if let Some(close) = close.filter(|c| !source[at..*c].contains('\n')) {
                    let marks = source[close + 1..end].bytes().take_while(|b| *b == b'_').count().min(2);
                    self.builder.stand_in(at..close + 1 + marks);
                    return close + 1 + marks;
                }
            }
            '[' => {
                if let Some(length) = note_reference(rest) {
                    return at + length;
                }
            }
            _ => {}
        }
        let length = first.len_utf8();
        let next = rest[length..].find(['\\', '`', ':', '*', '|', '[', '_']).map_or(rest.len(), |i| length + i);
        let run = at..at + next;
        // A word with an underscore behind it is the name of a target.
        if source[run.end..end].starts_with('_') {
            let behind = source[run.end..end].trim_start_matches('_');
            let marks = end - run.end - behind.len();
            let word = source[run.clone()].trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '+'));
            let name = run.start + word.len();
            let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
            if name < run.end && marks <= 2 && ends && !(word.is_empty() && before == Some('_')) {
                self.builder.flow(run.start..name);
                self.read_only(name..run.end);
                return run.end + marks;
            }
        }
        self.builder.flow(run.clone());
        run.end
    }

    /// `\*` is a star; behind a backslash white space is nothing, and words join.
    fn backslash(&mut self, at: usize) -> usize {
        let rest = &self.source[at + 1..self.end];
        match rest.chars().next() {
            None => at + 1,
            Some(c) if c.is_whitespace() => at + 1 + rest.len() - rest.trim_start().len(),
            Some(c) => {
                let mut buffer = [0; 4];
                self.builder.escaped(c.encode_utf8(&mut buffer), at..at + 1 + c.len_utf8());
                at + 1 + c.len_utf8()
            }
        }
    }

    /// `` `text` `` with a role before or behind it, or as a reference. `at` is where it begins, `tick` its backquote.
    fn interpreted(&mut self, at: usize, tick: usize, role: Option<&str>) -> Option<usize> {
        let source = self.source;
        let inside = tick + 1;
        if source[inside..self.end].starts_with(char::is_whitespace) {
            return None;
        }
        let close = self.closers.find(source, "`", inside, self.end, |i| {
            i > inside && !source[..i].ends_with(char::is_whitespace) && !source[..i].ends_with('\\')
        })?;
        let behind = &source[close + 1..self.end];
        let marks = behind.bytes().take_while(|b| *b == b'_').count().min(2);
        let mut to = close + 1 + marks;
        let mut role = role;
        if role.is_none()
            && marks == 0
            && let Some((name, length)) = role_behind(behind)
        {
            role = Some(name);
            to += length;
        }
        // `text <target>`
        let text = &source[inside..close];
        let shown = text.ends_with('>').then(|| text.rfind('<')).flatten().map(|i| text[..i].trim_end());
        let kind = role.map_or(TextRole::Text, text_role);
        match (shown, kind) {
            (Some(""), _) | (_, TextRole::Code) | (None, TextRole::Reference) => self.builder.stand_in(at..to),
            (Some(shown), _) => {
                let start = self.builder.len();
                let end = self.end;
                self.end = inside + shown.len();
                self.text(inside);
                self.end = end;
                self.builder.inline(InlineKind::Link, start);
            }
            (None, TextRole::Name) => self.read_only(inside..close),
            (None, TextRole::Text) if marks > 0 => {
                let start = self.builder.len();
                self.read_only(inside..close);
                self.builder.inline(InlineKind::Link, start);
            }
            (None, TextRole::Text) => {
                let start = self.builder.len();
                let end = std::mem::replace(&mut self.end, close);
                self.text(inside);
                self.end = end;
                match role {
                    Some("emphasis") => self.builder.inline(InlineKind::Emphasis, start),
                    Some("strong") => self.builder.inline(InlineKind::Strong, start),
                    _ => {}
                }
            }
        }
        Some(to)
    }

    /// Text in which only backslashes mean something, up to [`Inline::end`].
    fn text(&mut self, from: usize) {
        let mut at = from;
        while at < self.end {
            let next = self.source[at..self.end].find('\\').map_or(self.end, |i| at + i);
            self.builder.flow(at..next);
            at = if next < self.end { self.backslash(next) } else { next };
        }
    }

    fn read_only(&mut self, range: Range<usize>) {
        let before: Quoting = std::mem::replace(&mut self.builder.quoting, READ_ONLY);
        self.builder.flow(range);
        self.builder.quoting = before;
    }
}

/// `:role:` at the beginning of a text, with a backquote behind it: its name, and where the backquote is.
fn role_before(text: &str) -> Option<(&str, usize)> {
    let (name, length) = role_behind(text)?;
    text[length..].starts_with('`').then_some((name, length))
}

/// `:role:` at the beginning of a text: its name, and how long it is.
fn role_behind(text: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 64;
    let inside = text.strip_prefix(':')?;
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_' | b'.' | b'+');
    let length = inside.bytes().take(LONGEST).take_while(|b| is_name(*b)).count();
    let name = inside[..length].trim_end_matches(':');
    (name.len() < length).then_some((name, 2 + name.len()))
}

/// How long `[1]_`, `[#note]_`, `[*]_` or `[CIT2002]_` at the beginning of a text is.
fn note_reference(text: &str) -> Option<usize> {
    const LONGEST: usize = 64;
    let is_label =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'*' | b'-' | b'_' | b'.' | b':' | b'+') || *b >= 0x80;
    let length = text.bytes().skip(1).take(LONGEST).take_while(is_label).count();
    (length > 0 && text.get(1 + length..).is_some_and(|t| t.starts_with("]_"))).then_some(length + 3)
}
