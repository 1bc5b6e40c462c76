//! PO and POT: "The Format of PO Files" in the manual of GNU gettext.
//!
//! `msgid` and `msgid_plural` are in English unless the header's `X-Source-Language` says otherwise; the targets are in its
//! `Language`. Obsolete entries (`#~`) and previous texts (`#|`) are passed over. A string may be cut into several quoted
//! ones anywhere, also inside a word.

use super::super::builder::{Builder, LanguageId};
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Side, Unit, UnitState, message};
use crate::text::{Language, LanguageTag};
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "PO",
    endings: &["po", "pot"],
    language_ids: &["po", "pot", "gettext"],
    of_programs: true,
    parse,
    escape,
    encoding,
    ..FileFormat::DEFAULT
};

fn escape(text: &str, _: Quoting) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    Some(out)
}

/// The charset of the header. `CHARSET` stands in templates that nobody has filled in.
fn encoding(bytes: &[u8]) -> Option<String> {
    const NAME: &[u8] = b"charset=";
    let head = bytes.get(..bytes.len().min(16 * 1024))?;
    let at = head.windows(NAME.len()).position(|w| w.eq_ignore_ascii_case(NAME))? + NAME.len();
    let label: String = head
        .get(at..)?
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'))
        .map(|b| char::from(*b))
        .collect();
    (!label.is_empty() && !label.eq_ignore_ascii_case("charset")).then_some(label)
}

/// What a line with a string says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyword {
    Context,
    Id,
    Plural,
    /// A translation, with the number of its plural form.
    Str(usize),
}

/// An entry being read: what stands between the quotation marks of each of its strings, bytes of the source.
#[derive(Debug, Default)]
struct Entry {
    context: Option<Vec<Range<usize>>>,
    id: Option<Vec<Range<usize>>>,
    plural: Option<Vec<Range<usize>>>,
    targets: Vec<(usize, Vec<Range<usize>>)>,
    is_fuzzy: bool,
    /// A comment that comes now belongs to the next entry.
    has_strings: bool,
    /// The number of its first comment, and where its last string ends.
    comments: usize,
    end: usize,
}

struct Reader<'s> {
    source: &'s str,
    builder: Builder<'s>,
    entry: Entry,
    last: Option<Keyword>,
    value: Value,
    source_language: LanguageId,
    target_language: LanguageId,
}

pub(super) fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let source_language = builder.intern(Language::En.into());
    let mut reader = Reader {
        source,
        builder,
        entry: Entry::default(),
        last: None,
        value: Value::default(),
        source_language,
        target_language: LanguageId::NONE,
    };
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        reader.line(at, line);
        at += line.len();
    }
    reader.end_entry();
    reader.builder.finish()
}

impl Reader<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let text = line.trim_ascii_start();
        let at = start + (line.len() - text.len());
        let text = text.trim_ascii_end();
        if text.starts_with('#') {
            self.comment(at, text);
        } else if text.starts_with('"') {
            if let Some(keyword) = self.last {
                self.string(at, text, keyword);
            }
        } else if let Some(rest) = text.strip_prefix("msg") {
            self.keyword(at + 3, rest);
        } else {
            self.last = None;
        }
    }

    fn keyword(&mut self, at: usize, rest: &str) {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let mut skipped = end;
        let keyword = match name {
            "ctxt" => Keyword::Context,
            "id" => Keyword::Id,
            "id_plural" => Keyword::Plural,
            "str" => match behind.strip_prefix('[').and_then(|b| b.split_once(']')) {
                Some((number, _)) => {
                    skipped += number.len() + 2;
                    Keyword::Str(number.trim().parse().unwrap_or(0))
                }
                None => Keyword::Str(0),
            },
            _ => {
                self.last = None;
                return;
            }
        };
        if matches!(keyword, Keyword::Context | Keyword::Id) && (self.entry.id.is_some() || !self.entry.targets.is_empty()) {
            self.end_entry();
        }
        self.entry.has_strings = true;
        match keyword {
            Keyword::Context => self.entry.context = Some(Vec::new()),
            Keyword::Id => self.entry.id = Some(Vec::new()),
            Keyword::Plural => self.entry.plural = Some(Vec::new()),
            Keyword::Str(n) => self.entry.targets.push((n, Vec::new())),
        }
        self.last = Some(keyword);
        let Some(string) = rest.get(skipped..) else { return };
        let text = string.trim_ascii_start();
        self.string(at + skipped + (string.len() - text.len()), text, keyword);
    }

    /// Takes down what stands between the quotation marks.
    fn string(&mut self, at: usize, text: &str, keyword: Keyword) {
        let Some(inside) = text.strip_prefix('"') else { return };
        let mut end = None;
        let mut escaped = false;
        for (i, b) in inside.bytes().enumerate() {
            match b {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    end = Some(i);
                    break;
                }
                _ => {}
            }
        }
        // A string that does not end on its line is none; gettext reads no further.
        let Some(end) = end else { return };
        let chunks = match keyword {
            Keyword::Context => self.entry.context.as_mut(),
            Keyword::Id => self.entry.id.as_mut(),
            Keyword::Plural => self.entry.plural.as_mut(),
            Keyword::Str(_) => self.entry.targets.last_mut().map(|t| &mut t.1),
        };
        if let Some(chunks) = chunks {
            chunks.push(at + 1..at + 1 + end);
            self.entry.end = at + 2 + end;
        }
    }

    fn comment(&mut self, at: usize, text: &str) {
        if self.entry.has_strings {
            self.end_entry();
        }
        self.last = None;
        match text.as_bytes().get(1) {
            Some(b'~' | b'|' | b':') => {}
            Some(b',') => self.entry.is_fuzzy |= text.split(',').any(|f| f.trim() == "fuzzy"),
            _ => {
                let said = text.trim_start_matches(['#', '.']).trim();
                self.builder.comment(at..at + text.len(), said);
            }
        }
    }

    fn end_entry(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        self.entry.comments = self.builder.comment_count();
        self.last = None;
        let Some(id) = entry.id else { return };
        self.builder.scope_comments(entry.comments, entry.end);
        self.read(&id);
        if self.value.is_empty() && entry.context.is_none() {
            self.header(&entry.targets);
            return;
        }
        self.builder.side = Side::Source;
        self.builder.language = self.source_language;
        let singular = self.write();
        let plural = entry.plural.as_deref().and_then(|plural| {
            self.read(plural);
            self.write()
        });
        let id = entry.context.as_deref().map_or_else(String::new, |context| {
            self.read(context);
            self.value.text().to_string()
        });
        self.builder.side = if entry.is_fuzzy { Side::Draft } else { Side::Target };
        self.builder.language = self.target_language;
        let has_one_form = entry.targets.len() == 1;
        let mut untranslated = true;
        for (n, chunks) in &entry.targets {
            self.read(chunks);
            let Some(target) = self.write() else { continue };
            let source = if *n > 0 || has_one_form { plural.as_ref().or(singular.as_ref()) } else { singular.as_ref() };
            let state = if entry.is_fuzzy { UnitState::Draft } else { UnitState::Translated };
            self.builder.units.push(Unit { id: id.clone(), source: source.cloned(), target: Some(target), state });
            untranslated = false;
        }
        if untranslated {
            self.builder.units.push(Unit { id, source: singular, target: None, state: UnitState::Untranslated });
        }
    }

    fn write(&mut self) -> Option<Range<usize>> {
        let value = &self.value;
        self.builder.blocks(|b| message::write(value, b))
    }

    /// The header says the languages.
    fn header(&mut self, targets: &[(usize, Vec<Range<usize>>)]) {
        let Some((_, chunks)) = targets.first() else { return };
        self.read(chunks);
        let field = |name: &str| {
            self.value.text().lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                if key.trim().eq_ignore_ascii_case(name) { LanguageTag::parse(value) } else { None }
            })
        };
        let (target, source) = (field("Language").or_else(|| field("X-Poedit-Language")), field("X-Source-Language"));
        if let Some(tag) = source {
            self.source_language = self.builder.intern(tag);
        }
        if let Some(tag) = target {
            self.builder.document_language = Some(tag.clone());
            self.target_language = self.builder.intern(tag);
        }
    }

    /// Decodes a string into `value`.
    fn read(&mut self, chunks: &[Range<usize>]) {
        self.value.clear();
        for chunk in chunks {
            self.value.glue(chunk.start);
            let bytes = self.source.as_bytes().get(..chunk.end).unwrap_or_default();
            let mut at = chunk.start;
            let mut from = at;
            while let Some(b) = bytes.get(at) {
                if *b != b'\\' {
                    at += 1;
                    continue;
                }
                self.value.verbatim(self.source, from..at);
                let digits = |from: usize, most: usize, is: fn(&u8) -> bool| {
                    bytes.get(from..).unwrap_or_default().iter().take(most).take_while(|b| is(b)).count()
                };
                let (text, length) = match bytes.get(at + 1) {
                    Some(b'n') => (Some("\n"), 2),
                    Some(b't') => (Some("\t"), 2),
                    Some(b'r') => (Some("\r"), 2),
                    Some(b'"') => (Some("\""), 2),
                    Some(b'\\') => (Some("\\"), 2),
                    // Bytes by number, which stand in no text that people translate, and control characters.
                    Some(b'x') => (None, 2 + digits(at + 2, 2, u8::is_ascii_hexdigit)),
                    Some(b'0'..=b'7') => (None, 1 + digits(at + 1, 3, u8::is_ascii_digit)),
                    Some(b) if b.is_ascii() => (None, 2),
                    _ => (None, 1),
                };
                let end = (at + length).min(chunk.end);
                match text {
                    Some(text) => self.value.escaped(text, at..end),
                    None => self.value.opaque(at..end),
                }
                at = end;
                from = at;
            }
            self.value.verbatim(self.source, from..chunk.end);
        }
    }
}
