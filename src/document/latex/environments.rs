//! Groups and environments of LaTeX: what holds inside, and what their end ends.

use super::commands::{Environment, environment, language};
use super::skeleton::environment_name;
use super::{Frame, FrameKind, Latex};
use crate::document::{Quoting, READ_ONLY, Role};
use std::ops::Range;

/// Groups and environments nested deeper are not kept track of.
const DEEPEST: usize = 512;

impl Latex<'_> {
    pub(super) fn begin(&mut self, at: usize, behind: usize) -> usize {
        let Some((name, end)) = environment_name(self.source, behind) else { return behind };
        // What stands right behind the `\begin` may be a stretch of code of its own, `\verb` or `\iffalse`.
        let close = format!("\\end{{{name}}}");
        let is_ours = |raw: &Range<usize>| environment(name) == Environment::Raw && self.source[raw.end..].starts_with(&close);
        if let Some(raw) = self.skeleton.raw_at(end).filter(is_ours) {
            match name.trim_end_matches('*') {
                // Inside a sentence.
                "math" => self.builder.stand_in(at..raw.end),
                "comment" => {}
                _ => self.end_block(),
            }
            return raw.end + close.len();
        }
        self.end_block();
        let kind = environment(name);
        let name_start = end - 1 - name.len();
        self.push(FrameKind::Environment(name_start..end - 1, matches!(kind, Environment::Table(_))));
        match kind {
            Environment::Quote => {
                self.builder.role = Role::Quote;
                // Who is quoted (csquotes).
                self.option(end).0
            }
            Environment::Table(count) => {
                self.tables += 1;
                self.skip(end, count)
            }
            Environment::Bibliography => {
                self.builder.quoting = READ_ONLY;
                self.skip(end, 1)
            }
            Environment::Language => {
                let (open, _) = self.option(end);
                let Some(close) = self.skeleton.close(open) else { return end };
                self.set_language(language(&self.source[open + 1..close]));
                close + 1
            }
            Environment::Text(count) => {
                if let Some(tag) = language(name) {
                    self.set_language(Some(tag));
                }
                let open = self.option(self.skip(end, count)).0;
                // What is said in the argument of a frame or a block is its title.
                if self.skeleton.close(open).is_some() && open == self.option(end).0 {
                    self.push(FrameKind::Block);
                    return open + 1;
                }
                open
            }
            Environment::Raw | Environment::Document => end,
        }
    }

    pub(super) fn push(&mut self, kind: FrameKind) {
        if self.frames.len() < DEEPEST {
            self.frames.push(Frame {
                kind,
                language: self.builder.language,
                role: self.builder.role,
                is_read_only: self.builder.quoting == READ_ONLY,
            });
        }
    }

    pub(super) fn pop(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.kind {
            FrameKind::Inline(Some(kind), start) => self.builder.inline(kind, start),
            FrameKind::Block => self.end_block(),
            FrameKind::Environment(_, is_table) => {
                self.end_block();
                self.tables -= usize::from(is_table);
            }
            FrameKind::Inline(None, _) | FrameKind::Group | FrameKind::Unknown => {}
        }
        self.builder.language = frame.language;
        self.builder.role = frame.role;
        self.builder.quoting = if frame.is_read_only { READ_ONLY } else { Quoting::Bare };
    }

    /// A closing brace closes the innermost group of its environment.
    pub(super) fn close_group(&mut self) {
        if self.frames.last().is_some_and(|f| !matches!(f.kind, FrameKind::Environment(..))) {
            self.pop();
        }
    }

    pub(super) fn close_environment(&mut self, name: &str) {
        let source = self.source;
        let is_it = |f: &Frame| matches!(&f.kind, FrameKind::Environment(n, _) if source.get(n.clone()) == Some(name));
        match self.frames.iter().rposition(is_it) {
            Some(depth) => {
                while self.frames.len() > depth {
                    self.pop();
                }
            }
            None => self.end_block(),
        }
    }
}
