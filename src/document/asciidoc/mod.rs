//! AsciiDoc: the "AsciiDoc Language Documentation", as Asciidoctor reads it.
//!
//! A file is read by itself: what `include::` brings in is another file, and no block reaches over one.

mod inline;
mod tables;
#[cfg(test)]
mod tests;

use super::builder::Builder;
use super::closers::Closers;
use super::lines::{Line, lines};
use super::{CommentPlace, CommentSyntax, PieceKind, Prose, Quoting, READ_ONLY, Role, TextFormat};
use crate::text::LanguageTag;
use std::collections::HashSet;
use std::ops::Range;

pub static FORMAT: TextFormat = TextFormat {
    name: "AsciiDoc",
    endings: &["adoc", "asciidoc"],
    language_ids: &["asciidoc", "adoc"],
    comment: Some(CommentSyntax { open: "// ", close: "", place: CommentPlace::OwnLine }),
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
        containers: Vec::new(),
        endless: HashSet::new(),
        style: Style::None,
        in_list: false,
    };
    let mut at = 0;
    while at < reader.lines.len() {
        at = reader.block(at).max(at + 1);
    }
    reader.end_block();
    reader.builder.finish()
}

/// A backslash is text wherever it escapes nothing, so what might be markup is not written at all.
fn escape(text: &str, quoting: Quoting) -> Option<String> {
    let is_markup = |c: char| matches!(c, '*' | '_' | '`' | '#' | '^' | '~' | '{' | '<' | '[' | ']' | '+' | '\\' | '|');
    let begins_block = text.starts_with(['.', '=', '-', '/', ':', '"']) && quoting == Quoting::Bare;
    (quoting != READ_ONLY && !text.contains(is_markup) && !text.contains("--") && !text.contains("((") && !begins_block)
        .then(|| text.to_string())
}

/// What the attributes above a block make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    None,
    Quote,
    /// Code, mathematics.
    Skip,
    /// Cells that are divided otherwise than by `|`.
    Data,
}

struct Reader<'s> {
    source: &'s str,
    lines: Vec<Line>,
    builder: Builder<'s>,
    closers: Closers,
    /// Blocks with delimiters that are open: where the delimiter stands, and whether they quote somebody.
    containers: Vec<(Range<usize>, bool)>,
    /// Delimiters that do not come again.
    endless: HashSet<&'s str>,
    style: Style,
    in_list: bool,
}

const DEEPEST: usize = 64;

impl<'s> Reader<'s> {
    fn text(&self, at: usize) -> &'s str {
        self.lines.get(at).map_or("", |l| &self.source[l.start..l.end])
    }

    /// Reads the block that begins at a line, and says at which line the next one begins.
    fn block(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        let text = self.text(at);
        if line.is_blank() {
            self.end_block();
            return at + 1;
        }
        if let Some(next) = self.passed_over(at, text) {
            return next;
        }
        let is_quoted = self.containers.iter().any(|c| c.1);
        self.builder.role = if is_quoted { Role::Quote } else { Role::Paragraph };
        if let Some(length) = heading_sign(text) {
            self.end_block();
            self.in_list = false;
            let first = !self.builder.is_in_block() && self.builder.len() == 0;
            self.heading(line.start + length..line.end, Quoting::Bare);
            // The author and the revision stand right below the title of the document.
            if first && length == 2 {
                let mut next = at + 1;
                while next < at + 3 && !self.text(next).is_empty() && !self.text(next).starts_with([':', '/', '[']) {
                    next += 1;
                }
                return next;
            }
            return at + 1;
        }
        if let Some(next) = self.delimited(at, text) {
            return next;
        }
        if self.is_underlined(at, text) {
            self.end_block();
            // The line under it would no longer be as long.
            self.heading(line.start..line.end, READ_ONLY);
            return at + 2;
        }
        if let Some(title) = text.strip_prefix('.').filter(|t| !t.starts_with([' ', '.'])) {
            self.end_block();
            self.inline(line.end - title.len()..line.end);
            self.end_block();
            return at + 1;
        }
        if matches!(text, "'''" | "---" | "***" | "<<<" | "- - -" | "* * *") {
            self.end_block();
            self.in_list = false;
            return at + 1;
        }
        if text == "+" {
            self.end_block();
            return at + 1;
        }
        if let Some(length) = list_sign(text) {
            self.end_block();
            self.in_list = true;
            return self.paragraph(at, line.start + length);
        }
        if let Some((term, behind)) = description(text) {
            self.end_block();
            self.in_list = true;
            self.inline(line.text..line.start + term);
            self.end_block();
            return if line.start + behind < line.end { self.paragraph(at, line.start + behind) } else { at + 1 };
        }
        if line.indent > 0 && !self.in_list && !self.builder.is_in_block() {
            // A literal paragraph.
            self.style = Style::None;
            return self.to_blank(at);
        }
        if line.indent == 0 && at > 0 && self.lines[at - 1].is_blank() {
            self.in_list = false;
        }
        self.paragraph(at, line.text)
    }

    /// Lines that are no text: comments, attributes, directives of the preprocessor, block macros.
    fn passed_over(&mut self, at: usize, text: &'s str) -> Option<usize> {
        let line = self.lines[at];
        if text.starts_with("////") && text.bytes().all(|b| b == b'/') {
            let close = self.closing(at, text)?;
            let inside = self.source[line.end..self.lines[close].start].trim();
            self.builder.comment(line.start..self.lines[close].end, inside);
            return Some(close + 1);
        }
        if let Some(comment) = text.strip_prefix("//").filter(|t| !t.starts_with('/')) {
            self.builder.comment(line.start..line.end, comment.trim());
            return Some(at + 1);
        }
        if let Some((name, value)) = attribute(text) {
            self.end_block();
            if name == "lang" && self.builder.document_language.is_none() {
                self.builder.document_language = LanguageTag::parse(value);
            }
            let mut end = at;
            while self.text(end).ends_with(" \\") {
                end += 1;
            }
            return Some(end + 1);
        }
        if text.starts_with('[') && text.ends_with(']') && !text[1..].starts_with(char::is_whitespace) {
            self.end_block();
            self.style = style(&text[1..text.len() - 1]).unwrap_or(self.style);
            return Some(at + 1);
        }
        let (name, rest) = text.split_once("::")?;
        let is_macro = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let open = rest.find('[').filter(|_| rest.ends_with(']') && is_macro && !rest.starts_with(' '))?;
        self.end_block();
        self.style = Style::None;
        if matches!(name, "image" | "video" | "audio") {
            let inside = line.end - rest.len() + open + 1..line.end - 1;
            self.alternative_text(inside);
            self.end_block();
        }
        Some(at + 1)
    }

    /// The first attribute of a picture, if it has no name.
    fn alternative_text(&mut self, attributes: Range<usize>) {
        alternative_text(&mut self.builder, self.source, attributes);
    }

    fn to_blank(&self, at: usize) -> usize {
        self.lines[at..].iter().position(Line::is_blank).map_or(self.lines.len(), |i| at + i)
    }

    /// The line of the delimiter that closes the block which begins at a line.
    fn closing(&mut self, at: usize, delimiter: &'s str) -> Option<usize> {
        if self.endless.contains(delimiter) {
            return None;
        }
        let close = (at + 1..self.lines.len()).find(|i| self.text(*i) == delimiter);
        if close.is_none() {
            self.endless.insert(delimiter);
        }
        close
    }

    fn delimited(&mut self, at: usize, text: &'s str) -> Option<usize> {
        let line = self.lines[at];
        let kind = delimiter(text)?;
        self.end_block();
        let style = std::mem::replace(&mut self.style, Style::None);
        match kind {
            b'|' => {
                let close = self.closing(at, text)?;
                let inside = self.lines[at + 1].start.min(self.lines[close].start)..self.lines[close].start;
                self.in_list = false;
                if style == Style::Data || !text.starts_with(['|', '!']) {
                    self.builder.quoting = READ_ONLY;
                    self.inline(inside);
                    self.builder.quoting = Quoting::Bare;
                    self.end_block();
                } else {
                    for cell in tables::cells(self.source, inside, char::from(text.as_bytes()[0])) {
                        self.inline(cell);
                        self.end_block();
                    }
                }
                return Some(close + 1);
            }
            b'-' | b'.' | b'`' if text != "--" => {
                if self.is_underlined_by(at) {
                    return None;
                }
                // The language stands behind the sign that opens.
                let close = if kind == b'`' { "```" } else { text };
                return self.closing(at, close).map(|close| close + 1).or(Some(at + 1));
            }
            b'+' => return self.closing(at, text).map(|close| close + 1).or(Some(at + 1)),
            _ => {}
        }
        if style == Style::Skip {
            return self.closing(at, text).map(|close| close + 1).or(Some(at + 1));
        }
        let source = self.source;
        match self.containers.iter().rposition(|c| source.get(c.0.clone()) == Some(text)) {
            Some(open) => self.containers.truncate(open),
            None if self.containers.len() < DEEPEST && self.closing(at, text).is_some() => {
                self.containers.push((line.start..line.end, kind == b'_' || style == Style::Quote));
            }
            None => {}
        }
        self.in_list = false;
        Some(at + 1)
    }

    /// Whether the line above is a title, and this one its underline.
    fn is_underlined_by(&self, at: usize) -> bool {
        at > 0 && !self.lines[at - 1].is_blank() && self.is_underlined(at - 1, self.text(at - 1))
    }

    /// A title of two lines: the second is as long as the first, or nearly so.
    fn is_underlined(&self, at: usize, text: &str) -> bool {
        let under = self.text(at + 1);
        let Some(sign) = under.bytes().next().filter(|b| matches!(b, b'=' | b'-' | b'~' | b'^' | b'+')) else { return false };
        let length = text.chars().count();
        let is_alone = at == 0 || self.lines[at - 1].is_blank() || self.text(at - 1).ends_with(']');
        is_alone
            && under.len() > 2
            && under.bytes().all(|b| b == sign)
            && under.len().abs_diff(length) <= 1
            && text.starts_with(|c: char| c.is_alphanumeric() || c == '¿' || c == '«' || c == '¡')
    }

    fn heading(&mut self, range: Range<usize>, quoting: Quoting) {
        let role = self.builder.role;
        if role != Role::Quote {
            self.builder.role = Role::Heading;
        }
        self.builder.quoting = quoting;
        self.inline(range);
        self.end_block();
        self.builder.quoting = Quoting::Bare;
        self.builder.role = role;
        self.style = Style::None;
    }

    /// A paragraph, up to a blank line or what begins something else.
    fn paragraph(&mut self, at: usize, from: usize) -> usize {
        let style = std::mem::replace(&mut self.style, Style::None);
        let mut end = at + 1;
        while end < self.lines.len() && !self.lines[end].is_blank() && !self.interrupts(end) {
            end += 1;
        }
        if style == Style::Skip {
            return end;
        }
        let mut from = from;
        let text = &self.source[from..self.lines[end - 1].end];
        for label in ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "] {
            if text.starts_with(label) {
                from += label.len();
            }
        }
        for check in ["[ ] ", "[x] ", "[X] ", "[*] "] {
            if self.in_list && text.starts_with(check) {
                from += check.len();
            }
        }
        let is_quote = style == Style::Quote || text.starts_with("> ");
        if is_quote {
            self.builder.role = Role::Quote;
        }
        if text.starts_with("> ") {
            for i in at..end {
                let line = self.lines[i];
                let mark = self.source[line.text..line.end].strip_prefix('>').map_or(0, |t| 1 + t.len() - t.trim_start().len());
                if i > at {
                    self.builder.space(self.lines[i - 1].end..line.text + mark, true);
                }
                inline::read(&mut self.builder, &mut self.closers, self.source, line.text + mark..line.end);
            }
        } else {
            self.inline(from..self.lines[end - 1].end);
        }
        self.end_block();
        end
    }

    fn interrupts(&self, at: usize) -> bool {
        let text = self.text(at);
        text == "+"
            || delimiter(text).is_some()
            || text.starts_with('[') && text.ends_with(']') && !text[1..].starts_with(char::is_whitespace)
            || ["include::", "ifdef::", "ifndef::", "endif::", "ifeval::"].iter().any(|d| text.starts_with(d))
            || self.in_list && (list_sign(text).is_some() || description(text).is_some())
    }

    fn inline(&mut self, range: Range<usize>) {
        inline::read(&mut self.builder, &mut self.closers, self.source, range);
    }

    /// Ends the block and reads its footnotes.
    fn end_block(&mut self) {
        let Reader { builder, closers, source, .. } = self;
        builder.end_block_with_notes(|builder, note| inline::read(builder, closers, source, note));
    }
}

/// The text that stands for a picture.
fn alternative_text(builder: &mut Builder, source: &str, attributes: Range<usize>) {
    let text = &source[attributes.clone()];
    let first = text.split(',').next().unwrap_or_default();
    let first = text.strip_prefix('"').and_then(|t| t.split('"').next()).unwrap_or(first);
    if first.contains('=') || first.is_empty() {
        return;
    }
    let from = attributes.start + usize::from(text.starts_with('"'));
    builder.aside(None, from..from + first.len(), PieceKind::Verbatim, false);
    builder.end_aside();
}

/// How long `== ` at the beginning of a line is.
fn heading_sign(text: &str) -> Option<usize> {
    let sign = text.bytes().next().filter(|b| matches!(b, b'=' | b'#'))?;
    let count = text.bytes().take_while(|b| *b == sign).count();
    let rest = &text[count..];
    (count <= 6 && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| count + rest.len() - rest.trim_start().len())
}

/// The kind of a delimiter, by its sign.
fn delimiter(text: &str) -> Option<u8> {
    let bytes = text.as_bytes();
    if text == "--" {
        return Some(b'-');
    }
    if bytes.len() == 4 && matches!(bytes[0], b'|' | b',' | b':' | b'!') && &bytes[1..] == b"===" {
        return Some(b'|');
    }
    let sign = *bytes.first()?;
    if sign == b'`' {
        return text.starts_with("```").then_some(b'`').filter(|_| bytes.len() < 40 && !text[3..].contains('`'));
    }
    let all = bytes.len() >= 4 && bytes.iter().all(|b| *b == sign);
    (all && matches!(sign, b'-' | b'.' | b'+' | b'=' | b'*' | b'_')).then_some(sign)
}

/// `:name: value`
fn attribute(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.strip_prefix(':')?.split_once(':')?;
    let bare = name.trim_matches('!');
    let is_name = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    (is_name && (value.is_empty() || value.starts_with(' '))).then_some((bare, value.trim()))
}

/// What the attributes of a block say of it.
fn style(attributes: &str) -> Option<Style> {
    let first = attributes.split([',', '#', '.', '%']).next().unwrap_or_default().trim().trim_matches('"');
    match first {
        "quote" | "verse" => Some(Style::Quote),
        "source" | "listing" | "literal" | "stem" | "latexmath" | "asciimath" | "pass" | "comment" | "plantuml" | "ditaa"
        | "graphviz" | "mermaid" => Some(Style::Skip),
        _ if attributes.contains("format=") || attributes.contains("separator=") => Some(Style::Data),
        _ => None,
    }
}

/// How long the sign of a list item is, with the white space around it.
fn list_sign(text: &str) -> Option<usize> {
    let inside = text.trim_start_matches([' ', '\t']);
    let before = text.len() - inside.len();
    let bytes = inside.as_bytes();
    let length = match bytes.first()? {
        b'-' => 1,
        sign @ (b'*' | b'.') => bytes.iter().take_while(|b| *b == sign).count(),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            (bytes.get(digits) == Some(&b'.')).then_some(digits + 1)?
        }
        b'<' => inside.find('>').filter(|i| *i < 5 && *i > 1)? + 1,
        b if b.is_ascii_alphabetic() && before == 0 && bytes.get(1) == Some(&b'.') && b.is_ascii_lowercase() => 2,
        _ => return None,
    };
    let rest = inside.get(length..)?;
    (length <= 6 && rest.starts_with([' ', '\t'])).then(|| before + length + rest.len() - rest.trim_start().len())
}

/// `term:: text`: where the term ends, and where the text begins.
fn description(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = text[from..].find([':', ';']).map(|i| from + i) {
        let sign = bytes[found];
        let count = bytes[found..].iter().take_while(|b| **b == sign).count();
        let behind = found + count;
        let is_mark = if sign == b';' { count == 2 } else { (2..=4).contains(&count) };
        let rest = &text[behind..];
        if is_mark && found > 0 && (rest.is_empty() || rest.starts_with(' ')) && !text[..found].ends_with(' ') {
            return Some((found, behind + rest.len() - rest.trim_start().len()));
        }
        from = behind;
    }
    None
}
