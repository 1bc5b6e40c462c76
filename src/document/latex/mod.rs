//! LaTeX, as it is written by hand: "LaTeX2e: An unofficial reference manual", with babel, polyglossia, csquotes, hyperref,
//! biblatex, beamer and the other packages that texts are written with.
//!
//! Not TeX: nothing is expanded. A command that nobody here knows leaves its arguments as text.

mod arguments;
mod commands;
mod environments;
mod escape;
mod preamble;
mod signs;
mod skeleton;
#[cfg(test)]
mod tests;

use super::builder::{Builder, LanguageId, end_block_with_notes};
use super::closers::Closers;
use super::{CommentPlace, CommentSyntax, InlineKind, Prose, Role, TextFormat};
use commands::{Command, command, language};
use escape::escape;
use skeleton::{Skeleton, command_name, environment_name};
use std::ops::Range;

pub static FORMAT: TextFormat = TextFormat {
    name: "LaTeX",
    endings: &["tex", "latex", "ltx"],
    language_ids: &["latex", "tex", "plaintex"],
    comment: Some(CommentSyntax { open: "% ", close: "", place: CommentPlace::LineEnd }),
    parse,
    escape,
    ..TextFormat::DEFAULT
};

fn parse(source: &str) -> Prose<'_> {
    let mut latex = Latex {
        source,
        skeleton: Skeleton::of(source),
        builder: Builder::new(source),
        closers: Closers::default(),
        frames: Vec::new(),
        in_note: false,
        tables: 0,
        has_shorthands: false,
        class_language: None,
    };
    let body = latex.preamble();
    latex.run(body.clone());
    latex.end_block();
    latex.comments(body.end..source.len());
    latex.builder.finish()
}

/// What a group or an environment does when it ends.
#[derive(Debug, Clone)]
struct Frame {
    kind: FrameKind,
    language: LanguageId,
    role: Role,
    is_read_only: bool,
}

#[derive(Debug, Clone)]
enum FrameKind {
    Group,
    /// An argument of text.
    Inline(Option<InlineKind>, usize),
    /// An argument that is a block of its own.
    Block,
    /// An argument of a command that nobody knows: another one is apart from it.
    Unknown,
    /// By where its name stands, and whether it is a table.
    Environment(Range<usize>, bool),
}

struct Latex<'s> {
    source: &'s str,
    skeleton: Skeleton,
    builder: Builder<'s>,
    closers: Closers,
    frames: Vec<Frame>,
    in_note: bool,
    /// Open tables.
    tables: usize,
    has_shorthands: bool,
    class_language: Option<&'static str>,
}

impl<'s> Latex<'s> {
    /// Hands over the comments of a stretch that is not read.
    fn comments(&mut self, range: Range<usize>) {
        let from = self.skeleton.comments.partition_point(|c| c.start < range.start);
        let to = self.skeleton.comments.partition_point(|c| c.start < range.end);
        for i in from..to {
            let comment = self.skeleton.comments[i].clone();
            self.comment(comment);
        }
    }

    fn comment(&mut self, comment: Range<usize>) {
        let text = self.source[comment.clone()].trim_start_matches('%').trim();
        self.builder.comment(comment.start..comment.end, text);
    }

    /// Reads a stretch as a block of its own.
    fn block(&mut self, range: Range<usize>, role: Role) {
        self.end_block();
        let before = std::mem::replace(&mut self.builder.role, role);
        self.run(range);
        self.end_block();
        self.builder.role = before;
    }

    /// Ends the block and reads its footnotes.
    fn end_block(&mut self) {
        if self.in_note {
            return self.builder.end_block();
        }
        self.in_note = true;
        let frames = std::mem::take(&mut self.frames);
        end_block_with_notes(self, |latex| &mut latex.builder, Self::run);
        self.frames = frames;
        self.in_note = false;
    }

    fn run(&mut self, range: Range<usize>) {
        let depth = self.frames.len();
        let mut at = range.start;
        while at < range.end {
            at = self.step(at, range.end).max(at + 1);
        }
        while self.frames.len() > depth {
            self.pop();
        }
    }

    /// Reads what stands at a byte, and says where it ends.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let source = self.source;
        let bytes = source.as_bytes();
        if let Some(raw) = self.skeleton.raw_at(at) {
            // `\verb` and `\iffalse`; code between `\begin` and `\end` is passed over where it begins.
            if source[at..].starts_with("\\iffalse") {
                return raw.end;
            }
            self.builder.stand_in(raw.start..raw.end);
            return raw.end;
        }
        match bytes[at] {
            b'\\' => self.backslash(at, end),
            b'{' => {
                self.push(FrameKind::Group);
                at + 1
            }
            b'}' => {
                let was_unknown = self.frames.last().is_some_and(|f| matches!(f.kind, FrameKind::Unknown));
                self.close_group();
                if was_unknown && source[at + 1..end].starts_with('{') {
                    self.builder.stand_in(at..at + 1);
                    self.push(FrameKind::Unknown);
                    return at + 2;
                }
                at + 1
            }
            b'%' => {
                let Some(comment) = self.skeleton.comment_at(at) else { return at + 1 };
                self.comment(comment.clone());
                // The line end goes with it, and so does the indentation of the next line.
                let rest = &source[comment.end..end.max(comment.end)];
                let next = rest.strip_prefix('\n').unwrap_or(rest);
                let text = next.trim_start_matches([' ', '\t']);
                // A blank line there ends the paragraph.
                if text.starts_with('\n') || text.starts_with("\r\n") { comment.end } else { end - text.len() }
            }
            b'$' => self.dollar(at, end),
            b'&' if self.tables > 0 => {
                self.end_block();
                at + 1
            }
            b'~' => {
                self.builder.escaped("\u{a0}", at..at + 1);
                at + 1
            }
            b'\n' | b' ' | b'\t' | b'\r' => {
                let rest = &source[at..end];
                let white = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
                let lines = rest[..white].bytes().filter(|b| *b == b'\n').count();
                if lines > 1 {
                    self.end_block();
                } else {
                    self.builder.space(at..at + white, lines == 1);
                }
                at + white
            }
            _ => self.text(at, end),
        }
    }

    fn backslash(&mut self, at: usize, end: usize) -> usize {
        let source = self.source;
        let name = command_name(source, at);
        if name.is_empty() {
            return self.control_symbol(at, end);
        }
        let mut behind = at + 1 + name.len();
        if source[behind..].starts_with('*') {
            behind += 1;
        }
        match command(name) {
            Command::Silent(count) => self.skip(behind, count),
            Command::StandIn(count) => {
                let to = self.skip(behind, count);
                self.builder.stand_in(at..to);
                to
            }
            Command::Text(count, kind) => {
                let from = self.skip(behind, count);
                self.argument(from, FrameKind::Inline(kind, self.builder.len()))
            }
            Command::Heading(count) => self.block_argument(behind, count, Role::Heading),
            Command::Block(count) => self.block_argument(behind, count, Role::Paragraph),
            Command::Note(count) => {
                let (open, _) = self.option(self.skip(behind, count));
                match self.skeleton.close(open) {
                    Some(close) => {
                        self.builder.note(open + 1..close);
                        close + 1
                    }
                    None => behind,
                }
            }
            Command::Foreign => {
                let (open, _) = self.option(behind);
                let Some(close) = self.skeleton.close(open) else { return behind };
                let tag = language(&source[open + 1..close]);
                self.foreign(close + 1, tag)
            }
            Command::In(tag) => self.foreign(behind, Some(tag)),
            Command::Select => {
                let (open, _) = self.option(behind);
                let Some(close) = self.skeleton.close(open) else { return behind };
                self.set_language(language(&source[open + 1..close]));
                close + 1
            }
            Command::Symbol(text) => self.symbol(text, at, behind, end),
            Command::Accent(mark) => self.accent(mark, at, behind, end),
            Command::Item => {
                self.end_block();
                if name == "bibitem" { self.skip(behind, 1) } else { behind }
            }
            Command::Paragraph => {
                self.end_block();
                behind
            }
            Command::Begin => self.begin(at, behind),
            Command::End => {
                let Some((name, to)) = environment_name(source, behind) else { return behind };
                self.close_environment(name);
                to
            }
            // Its end was not found.
            Command::Verbatim | Command::IfFalse => behind,
            Command::Define => self.definition(behind),
            Command::Unknown => self.unknown(at, behind),
        }
    }
}
