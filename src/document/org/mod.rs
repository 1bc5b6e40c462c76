//! Org: "Org Syntax" (orgmode.org/worg/org-syntax.html).

mod inline;
#[cfg(test)]
mod tests;

use super::builder::Builder;
use super::closers::Closers;
use super::lines::{Line, lines};
use super::{CommentPlace, CommentSyntax, Prose, Quoting, Role, TextFormat};
use crate::text::LanguageTag;
use std::collections::HashSet;
use std::ops::Range;

pub static FORMAT: TextFormat = TextFormat {
    name: "Org",
    endings: &["org"],
    language_ids: &["org"],
    comment: Some(CommentSyntax { open: "# ", close: "", place: CommentPlace::OwnParagraph }),
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
        quotes: 0,
        endless: HashSet::new(),
    };
    let mut at = 0;
    while at < reader.lines.len() {
        at = reader.element(at).max(at + 1);
    }
    reader.end_block();
    reader.builder.finish()
}

/// Org has no way to write its signs as text in every place, so what might be markup is not written at all. A slash inside a
/// word is one.
fn escape(text: &str, _: Quoting) -> Option<String> {
    let bytes = text.as_bytes();
    let is_inside =
        |i: usize| i > 0 && bytes[i - 1].is_ascii_alphanumeric() && bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric);
    let is_markup = |(i, c): (usize, char)| match c {
        '*' | '_' | '+' | '=' | '~' | '[' | ']' | '$' | '\\' | '{' | '}' | '|' | '<' | '^' => true,
        '/' => !is_inside(i),
        '#' | ':' => i == 0,
        _ => false,
    };
    (!text.char_indices().any(is_markup)).then(|| text.to_string())
}

struct Reader<'s> {
    source: &'s str,
    lines: Vec<Line>,
    builder: Builder<'s>,
    closers: Closers,
    /// Open quotations.
    quotes: usize,
    /// Ends that do not come again, in capitals.
    endless: HashSet<String>,
}

/// `-----`
fn is_rule(text: &str) -> bool {
    text.len() >= 5 && text.bytes().all(|b| b == b'-')
}

/// `SCHEDULED: <2026-01-01>`
fn is_planning(text: &str) -> bool {
    ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"].iter().any(|k| text.starts_with(k))
}

impl<'s> Reader<'s> {
    fn text(&self, at: usize) -> &'s str {
        self.lines.get(at).map_or("", |l| l.text_of(self.source))
    }

    /// Reads the element that begins at a line, and says at which line the next one begins.
    fn element(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        let text = self.text(at);
        self.end_block();
        self.builder.role = if self.quotes > 0 { Role::Quote } else { Role::Paragraph };
        if line.is_blank() {
            return at + 1;
        }
        if let Some(level) = headline(self.source, line) {
            return self.headline(at, line, level);
        }
        if let Some(comment) = comment(text) {
            self.builder.comment(line.text..line.end, comment.trim());
            return at + 1;
        }
        if let Some(keyword) = text.strip_prefix("#+") {
            return self.keyword(at, line, keyword);
        }
        if text == ":" || text.starts_with(": ") || is_rule(text) || is_planning(text) {
            return at + 1;
        }
        if text.len() > 2 && text.starts_with(':') && text.ends_with(':') && !text.contains(' ') {
            return self.closing(at, ":END:", |t| t.eq_ignore_ascii_case(":END:")).map_or(at + 1, |close| close + 1);
        }
        if let Some(name) = text.strip_prefix("\\begin{").and_then(|t| t.split('}').next()) {
            let end = format!("\\end{{{name}}}");
            if let Some(close) = self.closing(at, &end, |t| t.ends_with(&end)) {
                return close + 1;
            }
        }
        if text.starts_with('|') {
            self.row(line);
            return at + 1;
        }
        let mut from = line.text;
        if let Some(length) = list_sign(text, line.indent) {
            from += length;
            let item = &self.source[from..line.end];
            if let Some(term) = item.find(" ::").filter(|i| item[i + 3..].is_empty() || item[i + 3..].starts_with(' ')) {
                self.inline(from..from + term);
                self.end_block();
                from += term + 3;
            }
        } else if text.starts_with("[fn:")
            && line.indent == 0
            && let Some(close) = text.find(']').filter(|i| !text[4..*i].contains(':'))
        {
            from += close + 1;
        }
        let mut end = at + 1;
        while end < self.lines.len() && !self.interrupts(end) {
            end += 1;
        }
        self.inline(from.min(line.end)..self.lines[end - 1].end);
        end
    }

    /// Whether a line is none of the paragraph above it.
    fn interrupts(&self, at: usize) -> bool {
        let line = self.lines[at];
        let text = self.text(at);
        line.is_blank()
            || headline(self.source, line).is_some()
            || text.starts_with("#+")
            || comment(text).is_some()
            || text.starts_with('|')
            || text.starts_with(": ")
            || is_rule(text)
            || is_planning(text)
            || text.starts_with("[fn:") && line.indent == 0
            || text.starts_with("\\begin{")
            || list_sign(text, line.indent).is_some()
    }

    /// The line that closes what begins at a line.
    fn closing(&mut self, at: usize, name: &str, closes: impl Fn(&str) -> bool) -> Option<usize> {
        let name = name.to_ascii_uppercase();
        if self.endless.contains(&name) {
            return None;
        }
        let close = (at + 1..self.lines.len()).find(|i| closes(self.text(*i)));
        if close.is_none() {
            self.endless.insert(name);
        }
        close
    }

    /// `** TODO [#A] Title :tag:`
    fn headline(&mut self, at: usize, line: Line, level: usize) -> usize {
        // A quotation does not reach over a headline.
        self.quotes = 0;
        let mut from = line.text + level;
        let mut rest = self.source[from..line.end].trim_start();
        for keyword in ["TODO ", "DONE ", "NEXT ", "WAITING ", "WAIT ", "HOLD ", "CANCELLED ", "CANCELED ", "STARTED "] {
            rest = rest.strip_prefix(keyword).unwrap_or(rest).trim_start();
        }
        if let Some(behind) = rest.strip_prefix("[#").and_then(|r| r.get(1..)).and_then(|r| r.strip_prefix(']')) {
            rest = behind.trim_start();
        }
        from = from.max(line.end - rest.len());
        if rest == "COMMENT" || rest.starts_with("COMMENT ") {
            // It is not exported, with all that is under it.
            let next = |i: &usize| headline(self.source, self.lines[*i]).is_some_and(|l| l <= level);
            return (at + 1..self.lines.len()).find(next).unwrap_or(self.lines.len());
        }
        let tags = rest.rfind([' ', '\t']).map(|i| &rest[i + 1..]);
        let is_tags = |t: &&str| t.len() > 2 && t.starts_with(':') && t.ends_with(':');
        let end = line.end - tags.filter(is_tags).map_or(0, str::len);
        self.builder.role = Role::Heading;
        self.inline(from..end.max(from));
        self.end_block();
        at + 1
    }

    /// A line that begins with `#+`.
    fn keyword(&mut self, at: usize, line: Line, keyword: &str) -> usize {
        let upper: String = keyword.chars().take(40).collect::<String>().to_ascii_uppercase();
        if let Some(name) = upper.strip_prefix("BEGIN_").map(|n| n.split_whitespace().next().unwrap_or_default()) {
            let end = format!("#+END_{name}");
            match name {
                "SRC" | "EXAMPLE" | "EXPORT" | "COMMENT" => {
                    return self.closing(at, &end, |t| t.eq_ignore_ascii_case(&end)).map_or(at + 1, |close| close + 1);
                }
                "QUOTE" | "VERSE" if self.closing(at, &end, |t| t.eq_ignore_ascii_case(&end)).is_some() => self.quotes += 1,
                _ => {}
            }
            return at + 1;
        }
        if upper.starts_with("END_QUOTE") || upper.starts_with("END_VERSE") {
            self.quotes = self.quotes.saturating_sub(1);
            return at + 1;
        }
        let Some((key, value)) = keyword.split_once(':') else { return at + 1 };
        let value = value.trim_start();
        match key.split('[').next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "LANGUAGE" if self.builder.document_language.is_none() => {
                self.builder.document_language = LanguageTag::parse(value);
            }
            key @ ("TITLE" | "SUBTITLE" | "DESCRIPTION" | "CAPTION" | "KEYWORDS") => {
                if key.ends_with("TITLE") {
                    self.builder.role = Role::Heading;
                }
                self.inline(line.end - value.len()..line.end);
                self.end_block();
            }
            _ => {}
        }
        at + 1
    }

    /// A row of a table; its cells are blocks.
    fn row(&mut self, line: Line) {
        let text = &self.source[line.text..line.end];
        if text.starts_with("|-") {
            return;
        }
        let mut at = line.text;
        for cell in text.split('|') {
            self.inline(at..at + cell.len());
            self.end_block();
            at += cell.len() + 1;
        }
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

/// The level of a headline.
fn headline(source: &str, line: Line) -> Option<usize> {
    let text = &source[line.start..line.end];
    let stars = text.bytes().take_while(|b| *b == b'*').count();
    (stars > 0 && text[stars..].starts_with(' ')).then_some(stars)
}

fn comment(text: &str) -> Option<&str> {
    text.strip_prefix("# ").or_else(|| (text == "#").then_some(""))
}

/// How long the sign of a list item is, with its counter and its box.
fn list_sign(text: &str, indent: usize) -> Option<usize> {
    let first = *text.as_bytes().first()?;
    let sign = match first {
        b'-' | b'+' => 1,
        b'*' if indent > 0 => 1,
        b if b.is_ascii_alphanumeric() => {
            let length = text.bytes().take(6).take_while(u8::is_ascii_digit).count().max(1);
            matches!(text.as_bytes().get(length), Some(b'.' | b')')).then_some(length + 1)?
        }
        _ => return None,
    };
    // A letter and a full stop are mostly a name.
    if first.is_ascii_alphabetic() && !text[..sign].ends_with(')') {
        return None;
    }
    let rest = text.get(sign..)?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let mut rest = rest.trim_start();
    if rest.starts_with("[@") {
        rest = rest.split_once(']').map_or(rest, |(_, r)| r.trim_start());
    }
    for check in ["[ ] ", "[X] ", "[x] ", "[-] "] {
        rest = rest.strip_prefix(check).unwrap_or(rest);
    }
    Some(text.len() - rest.len())
}
