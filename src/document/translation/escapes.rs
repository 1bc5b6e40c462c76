//! Strings in which a backslash begins an escape.

use super::value::Value;
use std::ops::Range;

/// What an escape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Character(char),
    /// No text, but something between words.
    Opaque,
    /// Nothing at all: what is on either side belongs together.
    Joint,
}

/// What an escape stands for, and its length in bytes, the backslash counted.
pub(super) type Escape = (Meaning, usize);

/// A character, unless it is one that controls something.
pub(super) fn character(c: Option<char>) -> Meaning {
    match c {
        Some(c) if !c.is_control() || matches!(c, '\n' | '\t' | '\r') => Meaning::Character(c),
        _ => Meaning::Opaque,
    }
}

/// Reads a string. `decode` is given what begins at a backslash.
pub(super) fn read(value: &mut Value, source: &str, range: Range<usize>, decode: impl Fn(&str) -> Escape) {
    let (mut at, mut from) = (range.start, range.start);
    while let Some(rest) = source.get(at..range.end) {
        let Some(i) = rest.find('\\') else { break };
        at += i;
        value.verbatim(source, from..at);
        let (meaning, length) = source.get(at..range.end).map_or((Meaning::Opaque, 1), &decode);
        let mut end = (at + length.max(1)).min(range.end);
        while !source.is_char_boundary(end) {
            end += 1;
        }
        match meaning {
            Meaning::Character(c) => value.escaped(c.encode_utf8(&mut [0; 4]), at..end),
            Meaning::Opaque => value.opaque(at..end),
            Meaning::Joint => value.glue(end),
        }
        at = end;
        from = at;
    }
    value.verbatim(source, from..range.end);
}

/// The escapes that all formats here share, and `\u` with four digits in UTF-16, two in a row for one character where it
/// needs them. Any other character stands for itself.
pub(super) fn common(text: &str) -> Escape {
    let rest = text.get(1..).unwrap_or_default();
    match rest.chars().next() {
        Some('n') => (Meaning::Character('\n'), 2),
        Some('t') => (Meaning::Character('\t'), 2),
        Some('r') => (Meaning::Character('\r'), 2),
        Some('b' | 'f' | '0') => (Meaning::Opaque, 2),
        Some('u' | 'U') => unicode(text),
        Some(c) => (Meaning::Character(c), 1 + c.len_utf8()),
        None => (Meaning::Opaque, 1),
    }
}

/// `\uXXXX`.
fn unicode(text: &str) -> Escape {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u").or_else(|| text.strip_prefix("\\U"))?.get(..4)?;
        if digits.bytes().all(|b| b.is_ascii_hexdigit()) { u16::from_str_radix(digits, 16).ok() } else { None }
    };
    let Some(first) = unit(text) else { return (Meaning::Opaque, 2) };
    if let Some(c) = char::from_u32(first.into()) {
        return (character(Some(c)), 6);
    }
    let second = text.get(6..).and_then(unit);
    let both = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    if both.is_some() { (character(both), 12) } else { (Meaning::Opaque, 6) }
}

/// Writes a character as `\uXXXX`.
pub(super) fn write_unicode(c: char, out: &mut String) {
    use std::fmt::Write;
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// Whether a file writes what is not ASCII as `\u` escapes and nothing as it is.
pub(super) fn is_ascii_style(source: &str) -> bool {
    source.is_ascii() && source.contains("\\u")
}
