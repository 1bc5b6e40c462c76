//! Lists of reStructuredText: items with bullets and numbers, and fields.

use super::{DEEPEST, Reader};
use crate::document::lines::Line;

pub(super) const BULLETS: [char; 6] = ['-', '+', '*', '•', '‣', '⁃'];

impl Reader<'_> {
    /// How long the sign of a list item at the beginning of a line is, with the white space behind it.
    pub(super) fn list_sign(&self, at: usize, line: Line) -> Option<usize> {
        let text = &self.source[line.text..line.end];
        let first = text.chars().next()?;
        let sign = if BULLETS.contains(&first) { first.len_utf8() } else { enumerator(text)? };
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

    pub(super) fn item(&mut self, at: usize, line: Line, length: usize) -> usize {
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

    pub(super) fn field(&mut self, at: usize, line: Line, length: usize) -> usize {
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
}

/// How long `:name:` at the beginning of a line is.
pub(super) fn field(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(':')?;
    let close = inside.char_indices().find(|(i, c)| *c == ':' && inside[i + 1..].chars().next().is_none_or(char::is_whitespace));
    let (close, _) = close.filter(|(i, _)| *i > 0 && *i < 100 && !inside[..*i].contains('`'))?;
    (!inside.starts_with(char::is_whitespace)).then_some(close + 2)
}

/// How long `1.`, `#.`, `(a)`, `iv)` at the beginning of a line is.
pub(super) fn enumerator(text: &str) -> Option<usize> {
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
