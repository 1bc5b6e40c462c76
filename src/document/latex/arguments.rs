//! Arguments of LaTeX commands, optional and mandatory.

use super::skeleton::command_name;
use super::{FrameKind, Latex};
use crate::document::Role;
use crate::text::LanguageTag;
use std::ops::Range;

/// Optional arguments are not longer.
const LONGEST_OPTION: usize = 2048;

impl Latex<'_> {
    /// Passes over the options of a command: where they end, and what is in the last one.
    pub(super) fn option(&self, at: usize) -> (usize, Range<usize>) {
        let mut at = at;
        let mut options = at..at;
        loop {
            let next = self.white(at);
            if !self.source[next..].starts_with('[') {
                return (if self.source[next..].starts_with('{') { next } else { at }, options);
            }
            let Some(close) = self.option_end(next) else { return (at, options) };
            options = next + 1..close;
            at = close + 1;
        }
    }

    fn option_end(&self, open: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let limit = bytes.len().min(open + LONGEST_OPTION);
        let mut at = open + 1;
        while at < limit {
            match bytes[at] {
                b']' => return Some(at),
                b'{' => at = self.skeleton.close(at)?,
                b'\\' => at += 1,
                b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Past white space inside a paragraph.
    pub(super) fn white(&self, at: usize) -> usize {
        let rest = &self.source[at..];
        let text = rest.trim_start_matches([' ', '\t', '\r']);
        let text = match text.strip_prefix('\n') {
            Some(next) => next.trim_start_matches([' ', '\t']),
            None => text,
        };
        at + rest.len() - text.len()
    }

    /// Past so many mandatory arguments and the options between them.
    pub(super) fn skip(&self, at: usize, count: u8) -> usize {
        let mut at = at;
        if count > 0 {
            at = self.option(at).0;
        }
        for _ in 0..count {
            let next = self.option(at).0;
            match self.skeleton.close(next) {
                Some(close) => at = close + 1,
                None => return next,
            }
        }
        at
    }

    /// An argument of text that begins here, behind options. Without braces it is a single letter or command, and is read as
    /// what it is.
    pub(super) fn argument(&mut self, at: usize, kind: FrameKind) -> usize {
        let (open, _) = self.option(at);
        if self.source[open..].starts_with('{') {
            self.push(kind);
            return open + 1;
        }
        open
    }

    pub(super) fn block_argument(&mut self, at: usize, count: u8, role: Role) -> usize {
        let open = self.option(self.skip(at, count)).0;
        if self.skeleton.close(open).is_none() {
            return open;
        }
        self.end_block();
        self.push(FrameKind::Block);
        if self.builder.role != Role::Quote {
            self.builder.role = role;
        }
        open + 1
    }

    pub(super) fn foreign(&mut self, at: usize, tag: Option<&'static str>) -> usize {
        let (open, _) = self.option(at);
        if self.skeleton.close(open).is_none() {
            return at;
        }
        self.push(FrameKind::Group);
        self.set_language(tag);
        open + 1
    }

    /// A language that is none of those known here is another one.
    pub(super) fn set_language(&mut self, tag: Option<&str>) {
        if let Some(tag) = LanguageTag::parse(tag.unwrap_or("und")) {
            self.builder.language = self.builder.intern(tag);
        }
    }

    pub(super) fn unknown(&mut self, at: usize, behind: usize) -> usize {
        let (open, _) = self.option(behind);
        let is_directly_behind = self.source[behind..].starts_with(['{', '[']);
        if is_directly_behind && self.source[open..].starts_with('{') {
            self.push(FrameKind::Unknown);
            return open + 1;
        }
        // What follows belongs to it only as the white space that ends its name.
        let rest = &self.source[behind..];
        let to = if rest.starts_with("{}") { behind + 2 } else { behind };
        self.builder.stand_in(at..to);
        to
    }

    /// `\newcommand{\x}[1]{…}`, `\def\x#1{…}`: up to where no group follows any more.
    pub(super) fn definition(&mut self, at: usize) -> usize {
        let mut at = at;
        loop {
            let next = self.option(at).0;
            let rest = &self.source[next..];
            if let Some(close) = self.skeleton.close(next) {
                at = close + 1;
            } else if rest.starts_with('\\') {
                at = next + 1 + command_name(self.source, next).len().max(1);
                if !self.source.is_char_boundary(at.min(self.source.len())) {
                    return next + 1;
                }
            } else if rest.starts_with(['#', '=']) {
                at = next + 1;
                at += self.source[at..].bytes().take_while(u8::is_ascii_digit).count();
            } else {
                return next;
            }
            if at >= self.source.len() || !self.source[at..].starts_with(['{', '[', '\\', '#', '=']) {
                return at;
            }
        }
    }
}
