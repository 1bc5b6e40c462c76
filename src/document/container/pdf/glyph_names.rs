//! What the codes of a simple font stand for: base encodings, differences, names of glyphs (ISO 32000-1, 9.6.6 and Annex D;
//! Adobe Glyph List Specification). The tables are those of lopdf, asked for through a font that has only this encoding.

use super::objects::Objects;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::collections::HashMap;

/// Characters by the code of one byte; empty where a code stands for nothing that is known.
pub(super) type Table = Vec<Box<str>>;

/// Names of glyphs that were looked up, for the fonts of one file.
#[derive(Debug, Default)]
pub(super) struct GlyphNames {
    known: HashMap<Vec<u8>, Box<str>>,
    bases: HashMap<&'static str, Table>,
}

/// Names that are remembered; a font has 256.
const REMEMBERED: usize = 65_536;

impl GlyphNames {
    /// The characters of a predefined encoding.
    pub(super) fn base(&mut self, name: &'static str) -> Table {
        let table = self.bases.entry(name).or_insert_with(|| {
            let font = dictionary! { "Type" => "Font", "Encoding" => name };
            (0..=255u8).map(|code| ask(&font, code)).collect()
        });
        table.clone()
    }

    /// The text that a glyph's name says.
    pub(super) fn text(&mut self, name: &[u8]) -> Box<str> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let text = spelled(name);
        if self.known.len() < REMEMBERED {
            self.known.insert(name.to_vec(), text.clone());
        }
        text
    }

    /// The characters of a simple font's codes, as far as its dictionary and its built-in encoding say.
    pub(super) fn table(&mut self, objects: Objects, font: &Dictionary) -> Table {
        let encoding = objects.get(font, b"Encoding");
        let named = |object: &Object| match object.as_name() {
            Ok(b"WinAnsiEncoding") => Some("WinAnsiEncoding"),
            Ok(b"MacRomanEncoding") => Some("MacRomanEncoding"),
            Ok(b"MacExpertEncoding") => Some("MacExpertEncoding"),
            Ok(b"StandardEncoding") => Some("StandardEncoding"),
            _ => None,
        };
        let differences = encoding.and_then(|e| e.as_dict().ok());
        let base = match differences {
            Some(d) => objects.get(d, b"BaseEncoding").and_then(named),
            None => encoding.and_then(named),
        };
        let descriptor = objects.dictionary(font, b"FontDescriptor");
        let mut table = match base {
            Some(base) => self.base(base),
            None => {
                // A TrueType font without an encoding has one of Windows, if its letters are letters at all.
                let standard =
                    if objects.name(font, b"Subtype") == Some(b"TrueType") { "WinAnsiEncoding" } else { "StandardEncoding" };
                let mut table = self.base(standard);
                if let Some(program) = descriptor.and_then(|d| objects.stream(d, b"FontFile")) {
                    self.built_in(program, &mut table);
                }
                table
            }
        };
        let mut code = 0usize;
        for item in differences.and_then(|d| objects.array(d, b"Differences")).unwrap_or_default() {
            match objects.follow(item) {
                Object::Name(name) => {
                    if let Some(slot) = table.get_mut(code) {
                        *slot = self.text(name);
                    }
                    code += 1;
                }
                other => {
                    if let Some(number) = super::objects::integer(other) {
                        code = usize::try_from(number).unwrap_or(256);
                    }
                }
            }
        }
        table
    }

    /// The encoding inside a Type 1 font: lines `dup 12 /fi put` in its readable part (Adobe Type 1 Font Format, 2.2).
    fn built_in(&mut self, program: &Stream, table: &mut Table) {
        const READABLE: usize = 64 << 10;
        const LARGEST: usize = 16 << 20;
        let Ok(bytes) = program.get_plain_content_with_limit(LARGEST) else { return };
        let head = &bytes[..bytes.len().min(READABLE)];
        let words: Vec<&[u8]> = head.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).collect();
        for window in words.windows(3) {
            if let [b"dup", code, [b'/', name @ ..]] = window
                && let Some(slot) = std::str::from_utf8(code).ok().and_then(|c| table.get_mut(c.parse::<usize>().ok()?))
            {
                *slot = self.text(name);
            }
        }
    }
}

/// What lopdf makes of a code of a font.
fn ask(font: &Dictionary, code: u8) -> Box<str> {
    let document = Document::new();
    let text = font.get_font_encoding(&document).and_then(|encoding| encoding.bytes_to_string(&[code]));
    text.unwrap_or_default().into()
}

/// Adobe Glyph List Specification, section 2: without a variant (`a.sc`), by parts (`f_i`), from the list, as `uni0430` or
/// `u1F600`.
fn spelled(name: &[u8]) -> Box<str> {
    let Ok(name) = std::str::from_utf8(name) else { return "".into() };
    let base = name.split('.').next().unwrap_or_default();
    let mut text = String::new();
    for part in base.split('_').take(8) {
        if part.is_empty() {
            continue;
        }
        let font = dictionary! {
            "Type" => "Font",
            "Encoding" => dictionary! { "Differences" => vec![1.into(), Object::Name(part.as_bytes().to_vec())] },
        };
        let listed = ask(&font, 1);
        // An unknown name leaves the base encoding, which has nothing at this code.
        if !listed.is_empty() {
            text.push_str(&listed);
        } else if let Some(digits) =
            part.strip_prefix("uni").filter(|d| d.len() >= 4 && d.len().is_multiple_of(4) && d.is_ascii())
        {
            let units: Option<Vec<u16>> =
                (0..digits.len() / 4).map(|i| u16::from_str_radix(&digits[4 * i..4 * i + 4], 16).ok()).collect();
            text.push_str(&units.map_or_else(String::new, |u| String::from_utf16_lossy(&u)));
        } else if let Some(digits) = part.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())) {
            text.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs() {
        let mut names = GlyphNames::default();
        for (name, text) in [
            ("eacute", "é"),
            ("f_i", "fi"),
            ("afii10017", "А"),
            ("a.sc", "a"),
            ("uni0430", "а"),
            ("u1F600", "😀"),
            ("quoteright", "’"),
            ("g123", ""),
            (".notdef", ""),
        ] {
            assert_eq!(&*names.text(name.as_bytes()), text, "{name}");
        }
        assert_eq!(&*names.text(b"fi"), "ﬁ");
        assert_eq!(&*names.base("WinAnsiEncoding")[0xe9], "é");
        assert_eq!(&*names.base("StandardEncoding")[0o256], "ﬁ");
    }
}
