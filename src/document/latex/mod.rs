//! LaTeX, as it is written by hand: "LaTeX2e: An unofficial reference manual", with babel, polyglossia, csquotes, hyperref,
//! biblatex, beamer and the other packages that texts are written with.
//!
//! Not TeX: nothing is expanded. A command that nobody here knows leaves its arguments as text.

mod commands;
mod escape;
mod skeleton;
#[cfg(test)]
mod tests;

use super::builder::{Builder, LanguageId};
use super::closers::Closers;
use super::{CommentPlace, CommentSyntax, InlineKind, Prose, READ_ONLY, Role, TextFormat};
use crate::text::LanguageTag;
use commands::{Command, Environment, command, environment, has_shorthands, language};
use escape::{compose, escape};
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

/// Groups and environments nested deeper are not kept track of.
const DEEPEST: usize = 512;
/// Optional arguments are not longer.
const LONGEST_OPTION: usize = 2048;

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
    /// Reads what stands before the text, and says where the text is. A file without `\begin{document}` is a part of another
    /// one: all of it is text.
    fn preamble(&mut self) -> Range<usize> {
        let source = self.source;
        let mut at = 0;
        let mut titles = Vec::new();
        let whole = 0..source.len();
        while let Some(found) = source[at..].find(['\\', '%']).map(|i| at + i) {
            if let Some(comment) = self.skeleton.comment_at(found) {
                at = comment.end;
                self.magic_comment(&comment);
                continue;
            }
            if let Some(raw) = self.skeleton.raw_at(found) {
                at = raw.end.max(found + 1);
                continue;
            }
            let name = command_name(source, found);
            at = found + 1 + name.len().max(source[found + 1..].chars().next().map_or(0, char::len_utf8));
            match name {
                "begin" => {
                    if let Some((environment, end)) = environment_name(source, at) {
                        at = self.skeleton.raw_at(end).map_or(end, |r| r.end);
                        if environment == "document" {
                            self.comments(0..found);
                            for title in titles {
                                self.block(title, Role::Heading);
                            }
                            let close = self.closers.find(source, "\\end{document}", end, source.len(), |_| true);
                            return end..close.unwrap_or(source.len());
                        }
                    }
                }
                "usepackage" | "RequirePackage" | "documentclass" | "setmainlanguage" | "setdefaultlanguage" => {
                    self.package(name, at)
                }
                "title" | "subtitle" => {
                    let (open, _) = self.option(at);
                    if let Some(close) = self.skeleton.close(open) {
                        titles.push(open + 1..close);
                    }
                }
                _ => {}
            }
        }
        // No preamble.
        whole
    }

    /// `% !TEX spellcheck = fr-FR`
    fn magic_comment(&mut self, comment: &Range<usize>) {
        let text = self.source[comment.clone()].trim_start_matches(['%', ' ']).to_ascii_lowercase();
        let value = text.strip_prefix("!tex").and_then(|t| t.split_once('=')).filter(|(key, _)| key.trim() == "spellcheck");
        if let Some(tag) = value.and_then(|(_, v)| LanguageTag::parse(v)) {
            self.builder.document_language = Some(tag);
        }
    }

    /// The language that the loading of a class or a package says.
    fn package(&mut self, name: &str, at: usize) {
        let (open, options) = self.option(at);
        let Some(close) = self.skeleton.close(open) else { return };
        let argument = &self.source[open + 1..close];
        let mut known = None;
        match name {
            "setmainlanguage" | "setdefaultlanguage" => known = language(argument),
            "documentclass" => {
                if argument.starts_with("ctex") {
                    known = Some("zh");
                } else {
                    self.class_language = self.source[options].split(',').filter_map(language).next_back();
                }
            }
            _ if argument.split(',').any(|p| p.trim() == "babel") => {
                let options = &self.source[options];
                let main =
                    options.split(',').find_map(|o| language(o.trim().strip_prefix("main")?.trim_start().strip_prefix('=')?));
                let all: Vec<&str> = options.split(',').filter_map(language).collect();
                self.has_shorthands |= all.iter().chain(&self.class_language).any(|tag| has_shorthands(tag));
                // The last one is that of the document.
                known = main.or(all.last().copied()).or(self.class_language);
            }
            _ if argument.split(',').any(|p| matches!(p.trim(), "ctex" | "xeCJK")) => known = Some("zh"),
            _ => {}
        }
        if let Some(tag) = known.and_then(LanguageTag::parse).filter(|_| self.builder.document_language.is_none()) {
            self.builder.document_language = Some(tag);
        }
    }

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
        self.builder.end_block();
        if self.in_note {
            return;
        }
        self.in_note = true;
        let (language, role) = (self.builder.language, self.builder.role);
        let frames = std::mem::take(&mut self.frames);
        let role_of_notes = if role == Role::Heading { Role::Paragraph } else { role };
        loop {
            let notes = self.builder.take_notes();
            if notes.is_empty() {
                break;
            }
            for (note, language) in notes {
                (self.builder.language, self.builder.role) = (language, role_of_notes);
                self.run(note);
                self.builder.end_block();
            }
        }
        self.frames = frames;
        (self.builder.language, self.builder.role) = (language, role);
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

    /// Letters, and the signs that stand for others.
    fn text(&mut self, at: usize, end: usize) -> usize {
        const LIGATURES: [(&str, &str); 10] = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            (",,", "„"),
            ("<<", "«"),
            (">>", "»"),
            ("?`", "¿"),
            ("!`", "¡"),
            ("`", "‘"),
        ];
        const SHORTHANDS: [(&str, &str); 10] = [
            ("\"---", "—"),
            ("\"--", "—"),
            ("\"=", "-"),
            ("\"~", "\u{2011}"),
            ("\"-", "\u{ad}"),
            ("\"\"", "\u{200b}"),
            ("\"<", "«"),
            ("\">", "»"),
            ("\"`", "„"),
            ("\"'", "“"),
        ];
        let rest = &self.source[at..end];
        let shorthands: &[(&str, &str)] = if self.has_shorthands { &SHORTHANDS } else { &[] };
        if let Some((sign, text)) = LIGATURES.iter().chain(shorthands).find(|(sign, _)| rest.starts_with(sign)) {
            self.builder.escaped(text, at..at + sign.len());
            return at + sign.len();
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let special = |c: char| {
            matches!(
                c,
                '\\' | '{'
                    | '}'
                    | '%'
                    | '$'
                    | '&'
                    | '~'
                    | ' '
                    | '\t'
                    | '\n'
                    | '\r'
                    | '-'
                    | '`'
                    | '\''
                    | ','
                    | '<'
                    | '>'
                    | '?'
                    | '!'
                    | '"'
            )
        };
        let length = first + rest[first..].find(special).unwrap_or(rest.len() - first);
        self.builder.verbatim(at..at + length);
        at + length
    }

    /// `$ … $`, `$$ … $$`; a dollar that nothing answers in its paragraph is one.
    fn dollar(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.source[at..end];
        let sign = if rest.starts_with("$$") { 2 } else { 1 };
        let mut was_line_end = false;
        let mut is_escaped = false;
        for (i, b) in rest.bytes().enumerate().skip(sign) {
            match b {
                b'$' if !is_escaped => {
                    let close = at + i + if rest[i..].starts_with("$$") { sign } else { 1 };
                    self.builder.stand_in(at..close);
                    return close;
                }
                b'\n' if was_line_end => break,
                b'\n' => was_line_end = true,
                b' ' | b'\t' | b'\r' => {}
                _ => was_line_end = false,
            }
            is_escaped = b == b'\\' && !is_escaped;
        }
        self.builder.verbatim(at..at + sign);
        at + sign
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

    fn control_symbol(&mut self, at: usize, end: usize) -> usize {
        let Some(sign) = self.source[at + 1..end].chars().next() else {
            self.builder.verbatim(at..at + 1);
            return at + 1;
        };
        let behind = at + 1 + sign.len_utf8();
        match sign {
            '%' | '&' | '_' | '#' | '$' | '{' | '}' => {
                let mut buffer = [0; 4];
                self.escaped(sign.encode_utf8(&mut buffer), at..behind);
            }
            '\\' => {
                let to = self.option(behind).1.end;
                let to = if to > behind { to + 1 } else { behind };
                if self.tables > 0 {
                    self.end_block();
                } else {
                    self.builder.break_line(at..behind);
                }
                return to;
            }
            ' ' | '\n' | '\t' => self.builder.escaped_space(at..behind, sign == '\n'),
            ',' | ';' | ':' | '>' => self.escaped("\u{202f}", at..behind),
            '-' => self.escaped("\u{ad}", at..behind),
            '/' | '!' => self.escaped("\u{200b}", at..behind),
            '@' => {}
            '(' | '[' => {
                let close = if sign == '(' { "\\)" } else { "\\]" };
                return match self.closers.find(self.source, close, behind, end, |_| true) {
                    Some(to) => {
                        self.builder.stand_in(at..to + 2);
                        to + 2
                    }
                    None => behind,
                };
            }
            _ => {
                let mark = match sign {
                    '\'' => '\u{301}',
                    '`' => '\u{300}',
                    '^' => '\u{302}',
                    '"' => '\u{308}',
                    '~' => '\u{303}',
                    '=' => '\u{304}',
                    '.' => '\u{307}',
                    _ => return behind,
                };
                return self.accent(mark, at, behind, end);
            }
        }
        behind
    }

    /// Text that is written with a backslash. Directly behind the letters of a command, letters in its place would go on with
    /// them: it is read, but not edited.
    fn escaped(&mut self, text: &str, source: Range<usize>) {
        let before = &self.source.as_bytes()[..source.start];
        let letters = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
        let is_command = letters > 0 && before.len() > letters && before[before.len() - letters - 1] == b'\\';
        if is_command {
            self.builder.synthetic(text, source);
        } else {
            self.builder.escaped(text, source);
        }
    }

    fn symbol(&mut self, text: &str, at: usize, behind: usize, end: usize) -> usize {
        let rest = &self.source[behind..end.max(behind)];
        // What ends the name belongs to it: `{}`, or white space.
        let to = if rest.starts_with("{}") {
            behind + 2
        } else {
            let white = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            behind + white
        };
        if text == " " {
            self.builder.escaped_space(at..to, false);
        } else {
            self.escaped(text, at..to);
        }
        to
    }

    /// `\'e`, `\'{e}`, `\c c`, `\'{\i}`.
    fn accent(&mut self, mark: char, at: usize, behind: usize, end: usize) -> usize {
        let rest = &self.source[behind..end.max(behind)];
        let text = rest.trim_start_matches(' ');
        let inside = text.strip_prefix('{').unwrap_or(text);
        let is_group = inside.len() < text.len();
        let (letter, mut used) = match inside.strip_prefix("\\i").or_else(|| inside.strip_prefix("\\j")) {
            Some(more) if !more.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let letter = if inside.starts_with("\\i") { 'i' } else { 'j' };
                let white = if is_group { 0 } else { more.len() - more.trim_start_matches(' ').len() };
                (letter, 2 + white)
            }
            _ => match inside.chars().next() {
                Some(c) if c.is_alphabetic() => (c, c.len_utf8()),
                _ => return behind,
            },
        };
        if is_group {
            let closing = inside[used..].trim_start_matches(' ');
            if !closing.starts_with('}') {
                return behind;
            }
            used += inside[used..].len() - closing.len() + 1;
        }
        let to = behind + (rest.len() - inside.len()) + used;
        self.escaped(&compose(letter, mark), at..to);
        to
    }

    /// Passes over the options of a command: where they end, and what is in the last one.
    fn option(&self, at: usize) -> (usize, Range<usize>) {
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
    fn white(&self, at: usize) -> usize {
        let rest = &self.source[at..];
        let text = rest.trim_start_matches([' ', '\t', '\r']);
        let text = match text.strip_prefix('\n') {
            Some(next) => next.trim_start_matches([' ', '\t']),
            None => text,
        };
        at + rest.len() - text.len()
    }

    /// Past so many mandatory arguments and the options between them.
    fn skip(&self, at: usize, count: u8) -> usize {
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
    fn argument(&mut self, at: usize, kind: FrameKind) -> usize {
        let (open, _) = self.option(at);
        if self.source[open..].starts_with('{') {
            self.push(kind);
            return open + 1;
        }
        open
    }

    fn block_argument(&mut self, at: usize, count: u8, role: Role) -> usize {
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

    fn foreign(&mut self, at: usize, tag: Option<&'static str>) -> usize {
        let (open, _) = self.option(at);
        if self.skeleton.close(open).is_none() {
            return at;
        }
        self.push(FrameKind::Group);
        self.set_language(tag);
        open + 1
    }

    /// A language that is none of those known here is another one.
    fn set_language(&mut self, tag: Option<&str>) {
        if let Some(tag) = LanguageTag::parse(tag.unwrap_or("und")) {
            self.builder.language = self.builder.intern(tag);
        }
    }

    fn unknown(&mut self, at: usize, behind: usize) -> usize {
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
    fn definition(&mut self, at: usize) -> usize {
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

    fn begin(&mut self, at: usize, behind: usize) -> usize {
        let Some((name, end)) = environment_name(self.source, behind) else { return behind };
        // A `\verb` may stand right behind the `\begin` of an environment of text.
        let raw = self.skeleton.raw_at(end).filter(|_| environment(name) == Environment::Raw);
        if let Some(raw) = raw {
            let close = format!("\\end{{{name}}}").len();
            match name.trim_end_matches('*') {
                // Inside a sentence.
                "math" => self.builder.stand_in(at..raw.end),
                "comment" => {}
                _ => self.end_block(),
            }
            return raw.end + close;
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

    fn push(&mut self, kind: FrameKind) {
        if self.frames.len() < DEEPEST {
            self.frames.push(Frame {
                kind,
                language: self.builder.language,
                role: self.builder.role,
                is_read_only: self.builder.quoting == READ_ONLY,
            });
        }
    }

    fn pop(&mut self) {
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
        self.builder.quoting = if frame.is_read_only { READ_ONLY } else { super::Quoting::Bare };
    }

    /// A closing brace closes the innermost group of its environment.
    fn close_group(&mut self) {
        if self.frames.last().is_some_and(|f| !matches!(f.kind, FrameKind::Environment(..))) {
            self.pop();
        }
    }

    fn close_environment(&mut self, name: &str) {
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
