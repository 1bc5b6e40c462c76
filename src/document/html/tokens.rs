//! From the tokenizer of html5gum to text and tags, each with its place in the source (HTML Standard, 13.2.5).
//!
//! html5gum's own callback emitter glues entities and the text around them into one string. Here the place of every entity
//! is needed, so this is an emitter of its own; it copies no text, but finds it again in the source, right before the
//! position that the tokenizer has reached.

use super::Reader;
use super::attributes::{Attributes, Key};
use html5gum::{Emitter, Error, State, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// A tag as it is read; its buffers are used again for the next.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    pub(super) is_end: bool,
    pub(super) is_closed: bool,
    pub(super) source: Range<usize>,
    pub(super) attributes: Attributes,
}

/// Reads a stretch of the source from its beginning as "data". `text` is that stretch, or one that is as long, with spaces
/// where there is no HTML.
pub(super) fn run(reader: &mut Reader, range: Range<usize>, text: &str) {
    let tokens = Tokens {
        text: text.as_bytes(),
        base: range.start,
        reader,
        tag: Tag::default(),
        last_start: Vec::new(),
        key: Vec::new(),
        wanted: None,
        position: range.start,
        opened: range.start,
        run: range.start..range.start,
    };
    // Reading from memory cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(text, tokens).finish();
}

struct Tokens<'r, 's> {
    text: &'r [u8],
    /// Where the text begins in the source.
    base: usize,
    reader: &'r mut Reader<'s>,
    tag: Tag,
    last_start: Vec<u8>,
    /// The name of the attribute being read.
    key: Vec<u8>,
    /// What it is, if it matters.
    wanted: Option<Key>,
    position: usize,
    /// Where the last `<` stands.
    opened: usize,
    /// Text that was found, but not handed on yet.
    run: Range<usize>,
}

/// How a string of the tokenizer is written in the source.
enum Written {
    AsItIs(Range<usize>),
    Otherwise(Range<usize>),
}

impl Tokens<'_, '_> {
    fn bytes(&self, range: Range<usize>) -> Option<&[u8]> {
        self.text.get(range.start.checked_sub(self.base)?..range.end.checked_sub(self.base)?)
    }

    /// Finds a string that ends at the present position.
    fn locate(&self, s: &[u8]) -> Written {
        let end = self.position;
        let start = end.saturating_sub(s.len());
        if self.bytes(start..end) == Some(s) {
            return Written::AsItIs(start..end);
        }
        if s == b"\n" {
            // The tokenizer makes CRLF and CR one line feed, and leaves out the LF only when it reads on.
            let after = if self.bytes(end..end + 1) == Some(b"\n") { end + 1 } else { end };
            return Written::AsItIs(end.saturating_sub(1)..after);
        }
        // No entity holds a second ampersand; and NUL, the one thing else, is read as U+FFFD. What is known already is not
        // searched again: that would take quadratic time.
        let known = self.run.end.max(self.opened).min(end);
        let start = match self.bytes(known..end) {
            Some([.., 0]) => end - 1,
            Some(rest) => known + rest.iter().rposition(|b| *b == b'&').unwrap_or(0),
            None => end,
        };
        Written::Otherwise(start..end)
    }

    fn flush(&mut self) {
        if !self.run.is_empty() {
            self.reader.text(self.run.clone());
        }
        self.run = self.position..self.position;
    }

    fn end_value(&mut self) {
        self.wanted = None;
    }

    /// An attribute without a value has the empty string (13.1.2.3).
    fn end_key(&mut self) {
        if !self.key.is_empty() {
            if let Some(key) = Key::of(&self.key) {
                self.tag.attributes.begin(key, false);
            }
            self.key.clear();
        }
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.tag.name.clear();
        self.tag.attributes.clear();
        self.tag.is_end = is_end;
        self.tag.is_closed = false;
        self.key.clear();
        self.wanted = None;
    }
}

impl Emitter for Tokens<'_, '_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(last.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

    #[inline]
    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, s: &[u8]) {
        match self.locate(s) {
            Written::AsItIs(range) => {
                if self.run.end != range.start || self.run.is_empty() {
                    self.flush();
                    self.run = range;
                } else {
                    self.run.end = range.end;
                }
            }
            Written::Otherwise(range) => {
                self.flush();
                self.run = range.end..range.end;
                if let Ok(text) = std::str::from_utf8(s) {
                    self.reader.entity(text, range);
                }
            }
        }
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        self.end_key();
        self.end_value();
        self.tag.source = self.opened..self.position;
        if self.tag.is_end {
            self.last_start.clear();
            self.reader.end_tag(&self.tag);
            return None;
        }
        self.last_start.clone_from(&self.tag.name);
        self.reader.start_tag(&self.tag)
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        self.reader.comment(self.opened..self.position);
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
    }

    fn set_self_closing(&mut self) {
        self.tag.is_closed = true;
    }

    fn push_tag_name(&mut self, s: &[u8]) {
        self.tag.name.extend_from_slice(s);
    }

    fn init_attribute(&mut self) {
        self.end_key();
        self.end_value();
    }

    fn init_attribute_value(&mut self) {
        self.wanted = if self.tag.is_end { None } else { Key::of(&self.key) };
        self.key.clear();
        if let Some(key) = self.wanted {
            let before = self.bytes(self.position.saturating_sub(1)..self.position);
            let quoted = matches!(before, Some(b"\"" | b"'"));
            self.tag.attributes.begin(key, quoted);
        }
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        self.key.extend_from_slice(s);
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        if self.wanted.is_some() {
            match self.locate(s) {
                Written::AsItIs(range) => self.tag.attributes.verbatim(range),
                Written::Otherwise(range) => self.tag.attributes.escaped(s, range),
            }
        }
    }

    fn start_open_tag(&mut self) {
        self.opened = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn set_force_quirks(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
