//! `.strings` of Apple's platforms: `"key" = "value";`, in UTF-8 or UTF-16.

use super::super::builder::Builder;
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Unit, escapes, message};
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "Apple strings",
    endings: &["strings"],
    parse,
    escape,
    encoding,
    of_programs: true,
    ..FileFormat::DEFAULT
};

fn escape(text: &str, quoting: Quoting) -> Option<String> {
    super::json::escape(text, quoting)
}

/// UTF-16 without a byte order mark: every other byte of the punctuation that such a file begins with is zero.
fn encoding(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0, second, ..] if *second != 0 => Some("utf-16be".to_string()),
        [first, 0, ..] if *first != 0 => Some("utf-16le".to_string()),
        _ => None,
    }
}

enum Token {
    /// What stands between the quotation marks.
    String(Range<usize>),
    /// A key without any.
    Word(Range<usize>),
    Comment(Range<usize>, Range<usize>),
    Sign(u8),
}

struct Tokens<'s> {
    source: &'s str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.source.get(self.at..)?;
        self.at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let start = self.at;
        let first = *rest.as_bytes().first()?;
        if rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |i| i + 2);
            self.at += length;
            return Some(Token::Comment(start..self.at, start + 2..self.at.saturating_sub(2).max(start + 2)));
        }
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return Some(Token::Comment(start..self.at, start + 2..self.at));
        }
        if first == b'"' {
            let mut escaped = false;
            let end = rest.bytes().skip(1).position(|b| {
                let ends = b == b'"' && !escaped;
                escaped = b == b'\\' && !escaped;
                ends
            });
            let end = end.map_or(rest.len(), |i| i + 1);
            self.at += (end + 1).min(rest.len());
            return Some(Token::String(start + 1..start + end));
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | ':' | '/');
        let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        if length == 0 {
            self.at += rest.chars().next().map_or(1, char::len_utf8);
            return Some(Token::Sign(first));
        }
        self.at += length;
        Some(Token::Word(start..self.at))
    }
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let mut value = Value::default();
    let is_ascii = escapes::is_ascii_style(source);
    builder.quoting = if is_ascii { super::json::ASCII } else { Quoting::Double };
    let mut key: Option<Range<usize>> = None;
    let mut is_value = false;
    // Comments stand before the entry that they speak of.
    let mut comments = 0;
    for token in (Tokens { source, at: 0 }) {
        match token {
            Token::Comment(range, inside) => {
                builder.comment(range, source.get(inside).unwrap_or_default().trim());
            }
            Token::Sign(b'=') => is_value = true,
            Token::Sign(_) => (key, is_value) = (None, false),
            Token::String(range) if is_value => {
                value.clear();
                escapes::read(&mut value, source, range.clone(), escapes::common);
                let target = builder.blocks(|b| message::write(&value, b));
                let id = key.take().and_then(|k| source.get(k)).unwrap_or_default().to_string();
                if target.is_some() {
                    builder.units.push(Unit { id, target, ..Unit::default() });
                }
                builder.scope_comments(comments, range.end);
                comments = builder.comment_count();
                is_value = false;
            }
            Token::String(range) | Token::Word(range) => key = Some(range),
        }
    }
    builder.finish()
}
