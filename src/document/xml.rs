//! XML (W3C, fifth edition) as events with their places.
//!
//! Names are compared without their prefix: prefixes are the author's choice. No entity is expanded but the five of XML and
//! characters by number, nothing outside the file is looked at, and what is not well-formed ends the reading.

use super::{Quoting, html};
use quick_xml::Reader;
use quick_xml::events::Event as Raw;
use std::ops::Range;

/// Text, or a section of CDATA, where only the end of the section cannot stand.
pub(super) fn escape(text: &str, quoting: Quoting) -> Option<String> {
    match quoting {
        Quoting::Raw if text.contains("]]>") => None,
        Quoting::Raw => Some(text.to_string()),
        _ => Some(html::escape(text, quoting == Quoting::Attribute)),
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'s> {
    /// Without a prefix.
    pub(super) name: &'s str,
    /// Empty where there is none.
    pub(super) prefix: &'s str,
    /// What stands between the name and the end of the tag.
    attributes: &'s str,
}

impl<'s> Element<'s> {
    /// The value of an attribute as it is written, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<&'s str> {
        self.all(name).next()
    }

    /// The values of all attributes of a name, as they are written, whatever their prefixes.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &'s str> {
        let mut rest = self.attributes;
        let attributes = std::iter::from_fn(move || {
            let (key, behind) = rest.trim_start().split_once('=')?;
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, after) = behind.get(1..)?.split_once(quote)?;
            rest = after;
            Some((local(key.trim()), value))
        });
        attributes.filter(move |(key, _)| *key == name).map(|(_, value)| value)
    }

    pub(super) fn is(&self, attribute: &str, value: &str) -> bool {
        self.get(attribute).is_some_and(|v| v.eq_ignore_ascii_case(value))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[derive(Debug)]
pub(super) enum Event<'s> {
    Start(Element<'s>),
    Empty(Element<'s>),
    End(&'s str),
    Text,
    /// A character that is written otherwise.
    Character(char),
    /// An entity that the file defines itself, if anybody does.
    Unknown,
    /// Of a CDATA section, the range of what is inside.
    Cdata(Range<usize>),
    Comment(&'s str),
    Other,
}

pub(super) struct Events<'s> {
    source: &'s str,
    reader: Reader<&'s [u8]>,
    /// Where the stretch that is read begins in the source.
    offset: usize,
    /// Where it ends.
    end: usize,
    /// Whether a tag that does not match ends the reading.
    is_strict: bool,
    /// How many elements are open.
    pub(super) depth: usize,
    /// Where it stops being well-formed.
    pub(super) broken: Option<usize>,
}

impl<'s> Events<'s> {
    /// The events of a stretch of the source.
    pub(super) fn new(source: &'s str, range: Range<usize>) -> Self {
        let (offset, end) = (range.start, range.end);
        let mut reader = Reader::from_str(source.get(range).unwrap_or_default());
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Events { source, reader, offset, end, is_strict: false, depth: 0, broken: None }
    }

    /// The same for a file that no program writes other than well-formed: where a tag does not match, the reading ends.
    pub(super) fn strict(source: &'s str, range: Range<usize>) -> Self {
        let mut events = Events::new(source, range);
        events.is_strict = true;
        let config = events.reader.config_mut();
        config.check_end_names = true;
        config.allow_unmatched_ends = false;
        config.allow_dangling_amp = false;
        events
    }

    /// Where the next event begins.
    pub(super) fn position(&self) -> usize {
        self.offset + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// What stands in an element, and where its end tag ends, where nothing but tags and text is inside. Nothing where a comment,
    /// a section or an instruction is there, or the reader keeps account of the tags.
    fn plain_inside(&self, start: usize, name: &str) -> Option<(Range<usize>, usize)> {
        let text = self.source.get(start..self.end).filter(|_| !self.is_strict)?;
        let bytes = text.as_bytes();
        for (at, _) in text.match_indices('<') {
            match bytes.get(at + 1)? {
                b'!' | b'?' => return None,
                b'/' => {
                    let close = at + text.get(at..)?.find('>')?;
                    if local(text.get(at + 2..close)?.trim()) == name {
                        return Some((start..start + at, start + close + 1));
                    }
                }
                _ => {
                    let tag = text.get(at + 1..)?;
                    let full = tag.get(..tag.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')?)?;
                    // One of the same name needs to be read with its attributes.
                    if local(full) == name {
                        return None;
                    }
                }
            }
        }
        None
    }

    fn go_on_from(&mut self, at: usize) {
        let next = Events::new(self.source, at..self.end);
        self.reader = next.reader;
        self.offset = next.offset;
    }

    /// The next event and its place in the source.
    pub(super) fn next(&mut self) -> Option<(Event<'s>, Range<usize>)> {
        let start = self.position();
        let raw = match self.reader.read_event() {
            Ok(Raw::Eof) => return None,
            Ok(raw) => raw,
            Err(_) => {
                self.broken = Some(start.min(self.source.len()));
                return None;
            }
        };
        let range = start..self.position();
        let text = self.source.get(range.clone())?;
        let inside = |left: usize, right: usize| text.get(left..text.len().saturating_sub(right)).unwrap_or_default();
        let event = match raw {
            Raw::Start(_) => {
                self.depth += 1;
                Event::Start(element(inside(1, 1)))
            }
            Raw::Empty(_) => Event::Empty(element(inside(1, 2))),
            Raw::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Event::End(local(inside(2, 1).trim()))
            }
            Raw::Text(_) => Event::Text,
            Raw::CData(_) => Event::Cdata(range.start + 9..range.end.saturating_sub(3)),
            Raw::Comment(_) => Event::Comment(inside(4, 3).trim()),
            Raw::GeneralRef(r) => match r.resolve_char_ref() {
                Ok(Some(c)) => Event::Character(c),
                _ => match inside(1, 1) {
                    "amp" => Event::Character('&'),
                    "lt" => Event::Character('<'),
                    "gt" => Event::Character('>'),
                    "quot" => Event::Character('"'),
                    "apos" => Event::Character('\''),
                    _ => Event::Unknown,
                },
            },
            Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) | Raw::Eof => Event::Other,
        };
        Some((event, range))
    }

    /// What stands in the element whose start was read last, up to its end. Nothing where it does not end.
    pub(super) fn inside(&mut self, name: &str) -> Option<Range<usize>> {
        let start = self.position();
        if let Some((inside, end)) = self.plain_inside(start, name) {
            self.go_on_from(end);
            self.depth = self.depth.saturating_sub(1);
            return Some(inside);
        }
        let mut depth = 0usize;
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(e) if e.name == name => depth += 1,
                Event::End(end) if end == name => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(start..range.start),
                },
                _ => {}
            }
        }
        self.broken.get_or_insert(start);
        None
    }
}

fn element(text: &str) -> Element<'_> {
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    let (name, attributes) = text.split_at(end);
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    Element { name: local, prefix, attributes }
}
