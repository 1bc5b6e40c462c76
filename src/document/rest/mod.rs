//! reStructuredText: the "reStructuredText Markup Specification" of docutils, with the directives and roles of Sphinx.
//!
//! The underline of a title grows with it ([`Builder::underline`]). Tables are read and not rewritten: their columns would not
//! fit any more.

mod directives;
mod explicit;
mod inline;
mod lists;
mod tables;
#[cfg(test)]
mod tests;

use super::backslashes::backslashed;
use super::builder::Builder;
use super::closers::Closers;
use super::lines::{Line, lines};
use super::{CommentPlace, CommentSyntax, Prose, Quoting, READ_ONLY, Role, TextFormat};
use lists::{BULLETS, field};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

pub static FORMAT: TextFormat = TextFormat {
    name: "reStructuredText",
    endings: &["rst", "rest", "restx"],
    language_ids: &["restructuredtext", "rst"],
    comment: Some(CommentSyntax { open: ".. ", close: "", place: CommentPlace::OwnParagraph }),
    parse,
    escape,
    ..TextFormat::DEFAULT
};

fn parse(source: &str) -> Prose<'_> {
    let mut reader = Reader {
        source,
        lines: lines(source),
        builder: Builder::new(source),
        closers: Closers::default(),
        contexts: Vec::new(),
        first: None,
        has_no_border: false,
    };
    let mut at = 0;
    while at < reader.lines.len() {
        at = reader.block(at).max(at + 1);
    }
    reader.builder.finish()
}

/// How a replacement must be written so that it reads as text ("Escaping Mechanism").
fn escape(text: &str, quoting: Quoting) -> Option<String> {
    if quoting == READ_ONLY {
        return None;
    }
    Some(backslashed(text, |c, next, is_first| match c {
        '*' | '`' | '|' | '\\' => true,
        '_' => next.is_none_or(|n| !n.is_alphanumeric()),
        '-' | '+' => is_first && next == Some(' '),
        _ => false,
    }))
}

/// What is indented.
#[derive(Debug, Clone, Copy)]
struct Context {
    indent: usize,
    is_quote: bool,
}

struct Reader<'s> {
    source: &'s str,
    lines: Vec<Line>,
    builder: Builder<'s>,
    closers: Closers,
    contexts: Vec<Context>,
    /// The column and the byte where the text of the line begins that is read now, behind the sign of a list.
    first: Option<(usize, usize)>,
    /// No simple table ends from here on.
    has_no_border: bool,
}

/// Blocks nested deeper are read as those around them.
const DEEPEST: usize = 256;

impl Reader<'_> {
    /// Reads the block that begins at a line, and says at which line the next one begins.
    fn block(&mut self, at: usize) -> usize {
        let mut line = self.lines[at];
        if line.is_blank() {
            return at + 1;
        }
        self.contexts.retain({
            let indent = self.first.map_or(line.indent, |f| f.0);
            move |c| c.indent <= indent
        });
        if let Some((indent, text)) = self.first.take() {
            (line.indent, line.text) = (indent, text);
        } else if line.indent > self.contexts.last().map_or(0, |c| c.indent) {
            self.enter(line.indent, true);
        }
        self.builder.end_block();
        self.builder.role = if self.contexts.iter().any(|c| c.is_quote) { Role::Quote } else { Role::Paragraph };
        let text = &self.source[line.text..line.end];
        if text.starts_with("..") && (text.len() == 2 || text.as_bytes()[2].is_ascii_whitespace()) {
            return self.explicit(at, line);
        }
        if text.starts_with("__ ") && text.contains("://") || text.starts_with("__ ") && text.ends_with('_') {
            return at + 1;
        }
        if let Some(next) = self.title(at, line) {
            return next;
        }
        if text.starts_with("+-") || text.starts_with("+=") {
            return self.grid_table(at);
        }
        if tables::is_border(text) && text.contains(' ') {
            return self.simple_table(at);
        }
        if is_run(text) && text.len() >= 4 && self.is_blank(at + 1) {
            return at + 1;
        }
        if text.starts_with(">>> ") {
            return self.to_blank(at);
        }
        if let Some(rest) = text.strip_prefix("| ").or_else(|| (text == "|").then_some("")) {
            let from = line.end - rest.len();
            self.inline(from..line.end);
            let mut next = at + 1;
            while let Some(more) = self.lines.get(next).copied().filter(|l| !l.is_blank() && l.indent >= line.indent) {
                let text = &self.source[more.text..more.end];
                let mark = if text.starts_with("| ") { 2 } else { text.len().min(usize::from(text == "|")) };
                self.builder.break_line(more.start..more.text);
                self.inline(more.text + mark..more.end);
                next += 1;
            }
            return next;
        }
        if let Some(length) = self.list_sign(at, line) {
            return self.item(at, line, length);
        }
        if let Some(length) = field(text) {
            return self.field(at, line, length);
        }
        self.paragraph(at, line)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.lines.get(at).is_none_or(Line::is_blank)
    }

    fn enter(&mut self, indent: usize, is_quote: bool) {
        if self.contexts.len() < DEEPEST {
            self.contexts.push(Context { indent, is_quote });
        }
    }

    fn to_blank(&self, at: usize) -> usize {
        self.lines[at..].iter().position(Line::is_blank).map_or(self.lines.len(), |i| at + i)
    }

    fn inline(&mut self, range: Range<usize>) {
        inline::read(&mut self.builder, &mut self.closers, self.source, range);
    }

    /// A title with a line of signs under it, perhaps one above, too.
    fn title(&mut self, at: usize, line: Line) -> Option<usize> {
        let source = self.source;
        let text = &source[line.text..line.end];
        let run = |l: Option<&Line>| l.copied().filter(|l| is_run(&source[l.text..l.end]));
        if is_run(text) {
            let title = self.lines.get(at + 1).copied().filter(|t| !t.is_blank())?;
            let under = run(self.lines.get(at + 2))?;
            let is_alike = source[under.text..under.end] == *text || under.end - under.text == text.len();
            if !is_alike || source.as_bytes()[under.text] != text.as_bytes()[0] {
                return None;
            }
            self.heading(title, &[line.end, under.end], text.len(), char::from(text.as_bytes()[0]));
            return Some(at + 3);
        }
        // An item of a list is never a title, however long the line under it is.
        if text.starts_with(BULLETS) && text.chars().nth(1).is_some_and(char::is_whitespace) {
            return None;
        }
        let under = run(self.lines.get(at + 1)).filter(|u| u.indent == line.indent)?;
        let length = under.end - under.text;
        if length < 4 && length < text.width() || text.starts_with(".. ") {
            return None;
        }
        self.heading(line, &[under.end], length, char::from(source.as_bytes()[under.text]));
        Some(at + 2)
    }

    fn heading(&mut self, title: Line, ends: &[usize], length: usize, sign: char) {
        let role = std::mem::replace(&mut self.builder.role, Role::Heading);
        self.inline(title.text..title.end);
        self.builder.end_block();
        self.builder.role = role;
        self.builder.underline(title.text..title.end, ends, length, sign);
    }

    fn paragraph(&mut self, at: usize, line: Line) -> usize {
        let source = self.source;
        let mut end = at + 1;
        while let Some(next) = self.lines.get(end).filter(|l| !l.is_blank() && l.indent == line.indent) {
            // What looks like the beginning of something else inside a paragraph is its text, save an explicit mark.
            if source[next.text..next.end].starts_with(".. ") {
                break;
            }
            end += 1;
        }
        let mut last = self.lines[end - 1].end;
        let deeper = self.lines.get(end).filter(|l| !l.is_blank() && l.indent > line.indent).copied();
        let is_literal = source[line.text..last].ends_with("::");
        if is_literal {
            last -= 1;
            let before = &source[line.text..last - 1];
            if before.is_empty() || before.ends_with(char::is_whitespace) {
                last = line.text + before.trim_end().len();
            }
        }
        self.inline(line.text..last);
        self.builder.end_block();
        if is_literal {
            return self.literal(end, line.indent);
        }
        if let Some(body) = deeper {
            // A term with its definition.
            self.enter(body.indent, false);
        }
        end
    }

    /// Passes over the literal block behind a paragraph: what is indented, or quoted with the same sign on every line.
    fn literal(&self, at: usize, indent: usize) -> usize {
        let first = self.lines[at..].iter().position(|l| !l.is_blank()).map_or(self.lines.len(), |i| at + i);
        let Some(line) = self.lines.get(first) else { return first };
        if line.indent > indent {
            return self.content_end(first - 1, indent).max(first);
        }
        let sign = self.source.as_bytes()[line.text];
        if line.indent == indent && sign.is_ascii_punctuation() && !matches!(sign, b'.' | b':' | b'`' | b'*') {
            let same = |l: &&Line| !l.is_blank() && l.indent == indent && self.source.as_bytes()[l.text] == sign;
            return first + self.lines[first..].iter().take_while(same).count();
        }
        first
    }
}

/// A line of one sign, as it stands under a title.
fn is_run(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 1 && bytes[0].is_ascii_punctuation() && bytes.iter().all(|b| *b == bytes[0]) && text != "::" && text != ".."
}
