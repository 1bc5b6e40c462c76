//! reStructuredText: the "reStructuredText Markup Specification" of docutils, with the directives and roles of Sphinx.
//!
//! The underline of a title grows with it ([`Builder::underline`]). Tables are read and not rewritten: their columns would not
//! fit any more.

mod directives;
mod inline;
mod tables;
#[cfg(test)]
mod tests;

use super::builder::Builder;
use super::closers::Closers;
use super::lines::{Line, lines};
use super::{CommentPlace, CommentSyntax, PieceKind, Prose, Quoting, READ_ONLY, Role, TextFormat};
use crate::text::LanguageTag;
use directives::{Directive, directive};
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
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_markup = match c {
            '*' | '`' | '|' | '\\' => true,
            '_' => rest.peek().is_none_or(|n| !n.is_alphanumeric()),
            '-' | '+' => out.is_empty() && rest.peek() == Some(&' '),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    Some(out)
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

    /// `..` and what follows: a directive, a note, a target, a comment.
    fn explicit(&mut self, at: usize, line: Line) -> usize {
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
    fn content_end(&self, at: usize, indent: usize) -> usize {
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
    fn content(&mut self, at: usize, text: usize, line: Line, end: usize, is_quote: bool) -> usize {
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
                    self.builder.language = super::builder::LanguageId::NONE;
                }
                "language" | "lang" => self.document_language(value),
                _ => {}
            }
        }
    }

    fn document_language(&mut self, value: &str) {
        if self.builder.document_language.is_none() {
            self.builder.document_language = LanguageTag::parse(value);
        }
    }

    /// How long the sign of a list item at the beginning of a line is, with the white space behind it.
    fn list_sign(&self, at: usize, line: Line) -> Option<usize> {
        let text = &self.source[line.text..line.end];
        let first = text.chars().next()?;
        let sign = if matches!(first, '-' | '+' | '*' | '•' | '‣' | '⁃') { first.len_utf8() } else { enumerator(text)? };
        let rest = &text[sign..];
        let white = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if white == 0 && !rest.is_empty() {
            return None;
        }
        let length = sign + white;
        // "A. Smith" at the beginning of a paragraph is no item.
        let is_letter = first.is_alphabetic();
        let goes_on = self.lines.get(at + 1).is_none_or(|l| {
            l.is_blank() || l.indent >= line.indent + length || enumerator(&self.source[l.text..l.end]).is_some()
        });
        (!is_letter || goes_on).then_some(length)
    }

    fn item(&mut self, at: usize, line: Line, length: usize) -> usize {
        let indent = line.indent + self.source[line.text..line.text + length].chars().count();
        self.enter(indent, false);
        if line.text + length >= line.end {
            return at + 1;
        }
        if self.contexts.len() >= DEEPEST {
            return self.paragraph(at, Line { text: line.text + length, ..line });
        }
        self.first = Some((indent, line.text + length));
        self.block(at)
    }

    fn field(&mut self, at: usize, line: Line, length: usize) -> usize {
        let text = &self.source[line.text..line.end];
        let key = text[1..length - 1].trim().to_ascii_lowercase();
        let value = text[length..].trim_start();
        if matches!(key.as_str(), "lang" | "language") {
            self.document_language(value);
            return at + 1;
        }
        let end = self.content_end(at, line.indent);
        self.content(at, line.end - value.len(), line, end, false)
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

    fn grid_table(&mut self, at: usize) -> usize {
        let end = self.to_blank(at);
        let lines = self.lines[at..end].to_vec();
        let cells = tables::grid(self.source, &lines);
        self.cells(cells);
        end
    }

    fn simple_table(&mut self, at: usize) -> usize {
        let border = |l: &Line| tables::is_border(&self.source[l.text..l.end]);
        // The last border has a blank line behind it, or nothing.
        let mut rest = if self.has_no_border { 0..0 } else { at + 1..self.lines.len() };
        let last = rest.find(|i| border(&self.lines[*i]) && self.is_blank(i + 1));
        let Some(last) = last else {
            self.has_no_border = true;
            return at + 1;
        };
        let lines = self.lines[at..=last].to_vec();
        let cells = tables::simple(self.source, &lines);
        self.cells(cells);
        last + 1
    }

    /// Cells as blocks. What changes a width would break the table: it is read only.
    fn cells(&mut self, cells: Vec<Vec<Range<usize>>>) {
        self.builder.quoting = READ_ONLY;
        for cell in cells {
            for (i, part) in cell.into_iter().enumerate() {
                if i > 0 {
                    self.builder.break_line(part.start..part.start);
                }
                self.inline(part);
            }
            self.builder.end_block();
        }
        self.builder.quoting = Quoting::Bare;
    }
}

/// A line of one sign, as it stands under a title.
fn is_run(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 1 && bytes[0].is_ascii_punctuation() && bytes.iter().all(|b| *b == bytes[0]) && text != "::" && text != ".."
}

fn is_directive_name(name: &str) -> bool {
    let name = name.trim_end();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.' | b'+'))
}

/// How long `:name:` at the beginning of a line is.
fn field(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(':')?;
    let close = inside.char_indices().find(|(i, c)| *c == ':' && inside[i + 1..].chars().next().is_none_or(char::is_whitespace));
    let (close, _) = close.filter(|(i, _)| *i > 0 && *i < 100 && !inside[..*i].contains('`'))?;
    (!inside.starts_with(char::is_whitespace)).then_some(close + 2)
}

/// How long `1.`, `#.`, `(a)`, `iv)` at the beginning of a line is.
fn enumerator(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let open = text.len() - inside.len();
    let length = inside.bytes().take(8).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let label = &inside[..length];
    let is_label = label == "#"
        || !label.is_empty() && label.len() <= 4 && label.bytes().all(|b| b.is_ascii_digit())
        || label.len() == 1 && label.as_bytes()[0].is_ascii_alphabetic()
        || label.len() > 1 && label.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c'));
    let close = inside.as_bytes().get(length)?;
    let is_closed = if open > 0 { *close == b')' } else { matches!(close, b'.' | b')') };
    let rest = inside.get(length + 1..)?;
    (is_label && is_closed && (rest.is_empty() || rest.starts_with(' '))).then_some(open + length + 1)
}
