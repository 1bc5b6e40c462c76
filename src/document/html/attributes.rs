//! The attributes of a tag that matter to a reader of text, with the place of every bit of their values.

use crate::document::PieceKind;
use crate::document::builder::Builder;
use std::borrow::Cow;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Lang,
    XmlLang,
    Translate,
    Class,
    Hidden,
    Alt,
    Title,
    AriaLabel,
    Placeholder,
    Name,
    Property,
    HttpEquiv,
    Content,
    Href,
}

impl Key {
    pub(super) fn of(name: &[u8]) -> Option<Key> {
        Some(match name {
            b"lang" => Key::Lang,
            b"xml:lang" => Key::XmlLang,
            b"translate" => Key::Translate,
            b"class" => Key::Class,
            b"hidden" => Key::Hidden,
            b"alt" => Key::Alt,
            b"title" => Key::Title,
            b"aria-label" => Key::AriaLabel,
            b"placeholder" => Key::Placeholder,
            b"name" => Key::Name,
            b"property" => Key::Property,
            b"http-equiv" => Key::HttpEquiv,
            b"content" => Key::Content,
            b"href" => Key::Href,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone)]
struct Attribute {
    key: Key,
    /// Its pieces end here in [`Attributes::pieces`]; they begin where those of the attribute before it end.
    end: usize,
    is_quoted: bool,
}

#[derive(Debug)]
struct Piece {
    source: Range<usize>,
    /// Where the text is in [`Attributes::decoded`], if it is written otherwise in the source.
    decoded: Option<Range<usize>>,
}

#[derive(Debug, Default)]
pub(super) struct Attributes {
    list: Vec<Attribute>,
    pieces: Vec<Piece>,
    decoded: String,
}

impl Attributes {
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.pieces.clear();
        self.decoded.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn begin(&mut self, key: Key, is_quoted: bool) {
        self.list.push(Attribute { key, end: self.pieces.len(), is_quoted });
    }

    pub(super) fn verbatim(&mut self, source: Range<usize>) {
        match self.pieces.last_mut() {
            Some(last) if last.decoded.is_none() && last.source.end == source.start => last.source.end = source.end,
            _ => self.pieces.push(Piece { source, decoded: None }),
        }
        self.end_piece();
    }

    pub(super) fn escaped(&mut self, text: &[u8], source: Range<usize>) {
        let start = self.decoded.len();
        self.decoded.push_str(&String::from_utf8_lossy(text));
        self.pieces.push(Piece { source, decoded: Some(start..self.decoded.len()) });
        self.end_piece();
    }

    fn end_piece(&mut self) {
        if let Some(last) = self.list.last_mut() {
            last.end = self.pieces.len();
        }
    }

    /// The first of that name counts (13.2.5.33).
    fn find(&self, key: Key) -> Option<(&Attribute, &[Piece])> {
        let i = self.list.iter().position(|a| a.key == key)?;
        let start = i.checked_sub(1).map_or(0, |before| self.list[before].end);
        Some((&self.list[i], &self.pieces[start..self.list[i].end]))
    }

    pub(super) fn has(&self, key: Key) -> bool {
        self.list.iter().any(|a| a.key == key)
    }

    /// An attribute's value, entities decoded.
    pub(super) fn value<'a>(&'a self, key: Key, source: &'a str) -> Option<Cow<'a, str>> {
        let (_, pieces) = self.find(key)?;
        let text = |p: &'a Piece| match &p.decoded {
            Some(range) => &self.decoded[range.clone()],
            None => source.get(p.source.clone()).unwrap_or_default(),
        };
        Some(match pieces {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(text(one)),
            many => Cow::Owned(many.iter().map(text).collect()),
        })
    }

    /// Hands an attribute's value to the builder as text.
    pub(super) fn write(&self, key: Key, builder: &mut Builder) {
        let Some((attribute, pieces)) = self.find(key) else { return };
        for piece in pieces {
            let text = piece.decoded.clone().map(|d| &self.decoded[d]);
            // A value without quotation marks would end at the first space of a replacement: it is read, but not edited.
            let kind = match piece.decoded {
                _ if !attribute.is_quoted => PieceKind::Synthetic,
                Some(_) => PieceKind::Escaped,
                None => PieceKind::Verbatim,
            };
            builder.aside(text, piece.source.clone(), kind, true);
        }
        builder.end_aside();
    }
}
