//! Java `.properties` (`java.util.Properties.load`): keys and values, escapes with a backslash, values that go on in the next
//! line.
//!
//! Such files are ISO-8859-1 or, since Java 9, UTF-8. What is written is right in both where the file does not tell: beyond
//! ASCII or Latin-1 as `\uXXXX`. In a value with numbered arguments (`java.text.MessageFormat`) an apostrophe is doubled.

use super::super::builder::Builder;
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Unit, escapes, message};
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "properties",
    endings: &["properties"],
    language_ids: &["jproperties", "java-properties"],
    of_programs: true,
    parse,
    escape,
    encoding,
    ..FileFormat::DEFAULT
};

/// What a value's writing asks for, as bits of [`Quoting::Own`].
const ONLY_ASCII: u8 = 1;
const ONLY_LATIN: u8 = 2;
const MESSAGE_FORMAT: u8 = 4;

fn escape(text: &str, quoting: Quoting) -> Option<String> {
    let bits = if let Quoting::Own(bits) = quoting { bits } else { 0 };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\'' if bits & MESSAGE_FORMAT != 0 => out.push_str("''"),
            // They would begin an argument.
            '{' | '}' if bits & MESSAGE_FORMAT != 0 => return None,
            c if bits & ONLY_ASCII != 0 && !c.is_ascii() => escapes::write_unicode(c, &mut out),
            c if bits & ONLY_LATIN != 0 && u32::from(c) > 0xff => escapes::write_unicode(c, &mut out),
            c => out.push(c),
        }
    }
    Some(out)
}

/// What is no UTF-8 is ISO-8859-1.
fn encoding(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).is_err().then(|| "iso-8859-1".to_string())
}

/// A line that may go on in the next ones: the stretches of the source that make it, without what only joins them.
#[derive(Default)]
struct Logical {
    parts: Vec<Range<usize>>,
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let style = if source.chars().any(|c| u32::from(c) > 0xff) {
        0
    } else if source.is_ascii() {
        ONLY_ASCII
    } else {
        ONLY_LATIN
    };
    let mut value = Value::default();
    let mut line = Logical::default();
    let mut at = 0;
    for raw in source.split_inclusive(['\n', '\r']) {
        let start = at;
        at += raw.len();
        let text = raw.trim_end_matches(['\n', '\r']);
        let inside = text.trim_start_matches([' ', '\t', '\u{c}']);
        let from = start + (text.len() - inside.len());
        if line.parts.is_empty() {
            if inside.is_empty() {
                continue;
            }
            if inside.starts_with(['#', '!']) {
                builder.comment(from..from + inside.len(), inside.trim_start_matches(['#', '!']).trim());
                continue;
            }
        } else if text.is_empty() && raw.starts_with('\n') && source.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\r') {
            // The second half of a line end inside a value.
            continue;
        }
        let goes_on = inside.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        line.parts.push(from..from + inside.len() - usize::from(goes_on));
        if !goes_on {
            property(source, &std::mem::take(&mut line), style, &mut value, &mut builder);
        }
    }
    property(source, &line, style, &mut value, &mut builder);
    builder.finish()
}

fn property(source: &str, line: &Logical, style: u8, value: &mut Value, builder: &mut Builder) {
    let Some(first) = line.parts.first() else { return };
    let text = source.get(first.clone()).unwrap_or_default();
    let (key, start) = key(text);
    value.clear();
    let mut parts = line.parts.iter().cloned();
    if let Some(part) = parts.next() {
        read(value, source, part.start + start..part.end);
    }
    for part in parts {
        value.glue(part.start);
        read(value, source, part);
    }
    let is_message_format = is_message_format(value.text());
    if is_message_format {
        value.replace("''", "'");
    }
    builder.quoting = Quoting::Own(style | if is_message_format { MESSAGE_FORMAT } else { 0 });
    if let Some(target) = builder.blocks(|b| message::write(value, b)) {
        builder.units.push(Unit { id: key.to_string(), target: Some(target), ..Unit::default() });
    }
}

fn read(value: &mut Value, source: &str, range: Range<usize>) {
    escapes::read(value, source, range, escapes::common);
}

/// The key of a line, and where its value begins.
fn key(text: &str) -> (&str, usize) {
    let mut escaped = false;
    let mut end = text.len();
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '=' | ':' | ' ' | '\t' | '\u{c}' => {
                end = i;
                break;
            }
            _ => {}
        }
    }
    let (key, rest) = text.split_at(end);
    let blank = |c: char| matches!(c, ' ' | '\t' | '\u{c}');
    let behind = rest.trim_start_matches(blank);
    let behind = behind.strip_prefix(['=', ':']).unwrap_or(behind).trim_start_matches(blank);
    (key, text.len() - behind.len())
}

/// A value with `{0}` goes through `MessageFormat`.
fn is_message_format(text: &str) -> bool {
    let mut braces = text.match_indices('{').take(64);
    braces.any(|(i, _)| text.as_bytes().get(i + 1).is_some_and(u8::is_ascii_digit))
}
