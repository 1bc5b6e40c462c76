//! Small helpers to read what lopdf has parsed: every access is checked, every reference followed, loops end.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Bytes that one stream may unpack to.
pub(super) const LARGEST_STREAM: usize = if cfg!(test) { 4 << 20 } else { 128 << 20 };

/// The objects of a file.
#[derive(Clone, Copy)]
pub(super) struct Objects<'d>(pub(super) &'d Document);

impl<'d> Objects<'d> {
    /// What a reference leads to; null where that is nothing.
    pub(super) fn follow(self, object: &'d Object) -> &'d Object {
        static NULL: Object = Object::Null;
        self.0.dereference(object).map_or(&NULL, |(_, o)| o)
    }

    pub(super) fn get(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
        dictionary.get(key).ok().map(|o| self.follow(o)).filter(|o| !o.is_null())
    }

    pub(super) fn dictionary(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        self.get(dictionary, key).and_then(as_dictionary)
    }

    pub(super) fn array(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d [Object]> {
        self.get(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub(super) fn name(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }

    pub(super) fn stream(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Stream> {
        self.get(dictionary, key)?.as_stream().ok()
    }

    pub(super) fn integer(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<i64> {
        integer(self.get(dictionary, key)?)
    }

    pub(super) fn number(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<f32> {
        number(self.get(dictionary, key)?)
    }

    pub(super) fn flag(self, dictionary: &'d Dictionary, key: &[u8]) -> bool {
        self.get(dictionary, key).and_then(|o| o.as_bool().ok()).unwrap_or(false)
    }

    /// A text string (7.9.2.2), such as a language tag.
    pub(super) fn text(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<String> {
        Some(text(self.get(dictionary, key)?.as_str().ok()?))
    }

    /// The numbers of an array, as many as are asked for.
    pub(super) fn numbers<const N: usize>(self, dictionary: &'d Dictionary, key: &[u8]) -> Option<[f32; N]> {
        let array = self.array(dictionary, key)?;
        let mut numbers = [0f32; N];
        for (slot, object) in numbers.iter_mut().zip(array) {
            *slot = number(self.follow(object))?;
        }
        (array.len() >= N).then_some(numbers)
    }

    /// The identity of the object that an entry refers to.
    pub(super) fn id(dictionary: &Dictionary, key: &[u8]) -> Option<ObjectId> {
        dictionary.get(key).ok()?.as_reference().ok()
    }
}

/// The dictionary that an object is, or that its stream has.
pub(super) fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|n| n.is_finite())
}

pub(super) fn integer(object: &Object) -> Option<i64> {
    object.as_i64().ok().or_else(|| number(object).map(|n| n as i64))
}

/// A text string: UTF-16 or UTF-8 with a mark, or one byte a character (7.9.2.2; PDF 2.0). Escapes for languages in UTF-16
/// are left out.
pub(super) fn text(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|p| unit([p[0], p[1]])).collect();
        let mut text = String::new();
        for (i, part) in String::from_utf16_lossy(&units).split('\u{1b}').enumerate() {
            // Every second part is a language code.
            if i.is_multiple_of(2) {
                text.push_str(part);
            }
        }
        text
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::mem::decode_latin1(bytes).into_owned(),
    }
}
