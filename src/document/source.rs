//! The bytes of a file as text, and back again: encoding and byte order mark are kept.

use crate::text::SourceOffset;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::sync::OnceLock;

/// Text that was read, with what is needed to write it again byte for byte.
#[derive(Debug, Clone)]
pub struct Source {
    /// Decoded; the byte order mark is not in it.
    pub text: String,
    encoding: &'static Encoding,
    bom: bool,
    /// Bytes of the file before every [`STEP`] bytes of the text, where the two differ; made when it is asked for.
    places: OnceLock<Vec<usize>>,
}

const STEP: usize = 4096;

/// Why bytes are no text, or text cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    #[error("this is a binary file, not text")]
    Binary,
    #[error(
        "byte {at} is not {encoding}; save the file as UTF-8, or name its encoding (--encoding windows-1252, windows-1251, gb18030 …)"
    )]
    Undecodable { at: usize, encoding: &'static str },
    #[error(
        "\"{0}\" is no known encoding; known are utf-8, utf-16le, utf-16be, windows-1252, windows-1251, gb18030, big5 and the other names of the WHATWG Encoding Standard"
    )]
    UnknownEncoding(String),
    #[error("\"{character}\" cannot be written in {encoding}; save the file as UTF-8 first")]
    Unencodable { character: char, encoding: &'static str },
    #[error("the file would not come out as it was if it were written in {0}; save it as UTF-8 first")]
    NotReversible(&'static str),
}

impl Source {
    /// Decodes bytes: a byte order mark decides, then `declared` (the configuration, or an HTML `meta`), then UTF-8.
    ///
    /// # Errors
    /// Binary data, bytes that are not in the encoding, an encoding that does not exist.
    pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Source, SourceError> {
        if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
            return if encoding == UTF_8 {
                let mut bytes = bytes;
                bytes.drain(..length);
                Source::utf8(bytes, true)
            } else {
                Source::other(&bytes, length, encoding, true)
            };
        }
        let encoding = match declared {
            Some(label) => {
                Encoding::for_label(label.as_bytes()).ok_or_else(|| SourceError::UnknownEncoding(label.to_string()))?
            }
            None => declared_in_html(&bytes).unwrap_or(UTF_8),
        };
        if encoding == UTF_8 { Source::utf8(bytes, false) } else { Source::other(&bytes, 0, encoding, false) }
    }

    fn utf8(bytes: Vec<u8>, bom: bool) -> Result<Source, SourceError> {
        // A NUL byte never stands in text; looking at the beginning is enough to tell a picture or an archive.
        if bytes[..bytes.len().min(8192)].contains(&0) {
            return Err(SourceError::Binary);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(text, UTF_8, bom)),
            Err(e) => {
                Err(SourceError::Undecodable { at: e.utf8_error().valid_up_to() + if bom { 3 } else { 0 }, encoding: "UTF-8" })
            }
        }
    }

    fn other(bytes: &[u8], skip: usize, encoding: &'static Encoding, bom: bool) -> Result<Source, SourceError> {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]);
        let text = text.ok_or(SourceError::Undecodable { at: skip, encoding: encoding.name() })?.into_owned();
        if text.bytes().take(4096).any(|b| b == 0) {
            return Err(SourceError::Binary);
        }
        Ok(Source::new(text, encoding, bom))
    }

    fn new(text: String, encoding: &'static Encoding, bom: bool) -> Source {
        Source { text, encoding, bom, places: OnceLock::new() }
    }

    pub fn from_text(text: impl Into<String>) -> Source {
        Source::new(text.into(), UTF_8, false)
    }

    /// `text` as the bytes of a file like the one this source came from.
    ///
    /// # Errors
    /// A character that the encoding does not have.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, SourceError> {
        let mut bytes = Vec::with_capacity(text.len() + 3);
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            let units = self.bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            let big = self.encoding == UTF_16BE;
            bytes.extend(units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }));
            return Ok(bytes);
        }
        if self.encoding == UTF_8 {
            if self.bom {
                bytes.extend([0xef, 0xbb, 0xbf]);
            }
            bytes.extend(text.as_bytes());
            return Ok(bytes);
        }
        for c in text.chars() {
            let mut buffer = [0; 4];
            let (encoded, _, lossy) = self.encoding.encode(c.encode_utf8(&mut buffer));
            if lossy {
                return Err(SourceError::Unencodable { character: c, encoding: self.encoding.name() });
            }
            bytes.extend(encoded.iter());
        }
        Ok(bytes)
    }

    /// The same offset in bytes from the start of the file as it is on disk.
    pub fn file_byte(&self, offset: SourceOffset) -> usize {
        if self.encoding == UTF_8 {
            return offset.0 + if self.bom { 3 } else { 0 };
        }
        let places = self.places.get_or_init(|| {
            let mut places = vec![self.encoded_length("\u{feff}") * usize::from(self.bom)];
            for n in 0..self.text.len() / STEP {
                places.push(places[n] + self.encoded_length(&self.text[self.step(n)..self.step(n + 1)]));
            }
            places
        });
        let n = offset.0 / STEP;
        // The step may begin inside the character that the offset follows.
        let from = self.step(n);
        if from > offset.0 {
            return places[n] - self.encoded_length(&self.text[offset.0..from]);
        }
        places[n] + self.encoded_length(&self.text[from..offset.0])
    }

    /// Where the `n`th step begins: on the next character.
    fn step(&self, n: usize) -> usize {
        let mut at = (n * STEP).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// Bytes of a stretch of the text in the file.
    fn encoded_length(&self, text: &str) -> usize {
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            return text.encode_utf16().count() * 2;
        }
        self.encoding.encode(text).0.len()
    }

    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }
}

/// The encoding that an HTML page or an XML declaration names in its first kilobyte (HTML Standard, "prescan a byte stream
/// to determine its encoding", without its rarer ways).
fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let find = |needle: &[u8]| head.windows(needle.len()).position(|w| w == needle);
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let at = find(b"charset=").map(|i| i + 8).or_else(|| find(b"encoding=").map(|i| i + 9))?;
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    // A page that says UTF-16 in ASCII is not UTF-16 (same section of the standard).
    Encoding::for_label(&label).map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_comes_back_byte_for_byte() {
        let utf16: Vec<u8> = [0xfeffu16].into_iter().chain("é\r\n性😀".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (bytes, declared) in [
            (b"\xef\xbb\xbfa\r\nb".to_vec(), None),
            (utf16, None),
            (b"prostitu\xe9e".to_vec(), Some("windows-1252")),
            (b"\xcf\xf0\xee".to_vec(), Some("windows-1251")),
            (b"\xd0\xd4\xb9\xa4\xd7\xf7".to_vec(), Some("gb18030")),
        ] {
            let source = Source::decode(bytes.clone(), declared).unwrap();
            assert_eq!(source.encode(&source.text).unwrap(), bytes);
            assert_eq!(source.file_byte(SourceOffset(source.text.len())), bytes.len());
        }
    }

    #[test]
    fn bytes_of_the_file_are_counted_the_same_way_everywhere() {
        let text = "Les prostituées 🙂 性工作者 ж.\r\n".repeat(700);
        for encoding in [UTF_8, UTF_16LE, encoding_rs::GB18030] {
            for bom in [false, true] {
                if bom && encoding == encoding_rs::GB18030 {
                    continue;
                }
                let source = Source::new(text.clone(), encoding, bom);
                for at in text.char_indices().map(|(at, _)| at).filter(|at| at % STEP < 40 || at % STEP > STEP - 40) {
                    let expected = source.encode(&text[..at]).unwrap().len();
                    assert_eq!(source.file_byte(SourceOffset(at)), expected, "{} {at}", encoding.name());
                }
                assert_eq!(source.file_byte(SourceOffset(text.len())), source.encode(&text).unwrap().len());
            }
        }
    }

    #[test]
    fn bad_bytes_are_named() {
        assert_eq!(Source::decode(b"PK\x03\x04\0\0".to_vec(), None).unwrap_err(), SourceError::Binary);
        // Letters of two bytes, none of which ends where the beginning does.
        let long: Vec<u8> = format!("\u{feff}a{}", "я".repeat(3000)).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Source::decode(long, None).unwrap().text.chars().count(), 3001);
        assert_eq!(
            Source::decode(b"caf\xe9 noir".to_vec(), None).unwrap_err(),
            SourceError::Undecodable { at: 3, encoding: "UTF-8" }
        );
        assert!(matches!(Source::decode(b"x".to_vec(), Some("klingon")), Err(SourceError::UnknownEncoding(_))));
        let latin = Source::decode(b"caf\xe9".to_vec(), Some("windows-1252")).unwrap();
        assert!(matches!(latin.encode("性"), Err(SourceError::Unencodable { .. })));
    }

    #[test]
    fn an_html_page_names_its_encoding() {
        let page = b"<!doctype html><meta charset=\"windows-1251\"><p>\xcf\xf0\xee".to_vec();
        assert!(Source::decode(page, None).unwrap().text.ends_with("Про"));
    }
}
