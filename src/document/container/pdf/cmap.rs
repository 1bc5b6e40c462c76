//! CMaps: from the bytes of a string to character codes, and from codes to text (ISO 32000-1, 9.7.5 and 9.10.3; Adobe
//! Technical Notes 5014 and 5411).

use super::tokens::{Token, Tokens};
use encoding_rs::Encoding;
use std::collections::HashMap;

/// Single mappings of one CMap, ranges counted by their length up to [`EXPANDED`].
const MOST: usize = 200_000;
/// A range of more codes than this is kept as a range.
const EXPANDED: u32 = 256;
/// Ranges of one CMap.
const MOST_RANGES: usize = 4_096;

/// From codes to text (`ToUnicode`), or to glyph numbers.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Length of a code in bytes, lowest and highest.
    spaces: Vec<(u8, u32, u32)>,
    chars: HashMap<u32, Box<str>>,
    /// First and last code, and the text of the first.
    ranges: Vec<(u32, u32, Box<str>)>,
    /// First and last code, and the glyph of the first.
    glyphs: Vec<(u32, u32, u32)>,
    pub(super) is_vertical: bool,
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Tokens::new(bytes) {
            let Token::Operator(operator) = &token else {
                // Nobody gives more than a hundred lines to an operator; files exist that do.
                if operands.len() < 65_536 * 3 {
                    operands.push(token);
                }
                continue;
            };
            match operator.as_slice() {
                b"endcodespacerange" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some(low), Some(high)) = (pair[0].string(), pair[1].string()) {
                            let length = low.len().clamp(1, 4) as u8;
                            if map.spaces.len() < MOST_RANGES {
                                map.spaces.push((length, code(low), code(high)));
                            }
                        }
                    }
                }
                b"endbfchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some(from), Some(to)) = (pair[0].string(), pair[1].string())
                            && map.chars.len() < MOST
                        {
                            map.chars.insert(code(from), utf16(to));
                        }
                    }
                }
                b"endbfrange" => {
                    for range in operands.chunks_exact(3) {
                        if let (Some(low), Some(high)) = (range[0].string(), range[1].string()) {
                            map.bfrange(code(low), code(high), &range[2]);
                        }
                    }
                }
                b"endcidchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some(from), Some(to)) = (pair[0].string(), pair[1].number()) {
                            map.cidrange(code(from), code(from), to);
                        }
                    }
                }
                b"endcidrange" => {
                    for range in operands.chunks_exact(3) {
                        if let (Some(low), Some(high), Some(to)) = (range[0].string(), range[1].string(), range[2].number()) {
                            map.cidrange(code(low), code(high), to);
                        }
                    }
                }
                b"def" => {
                    if let [.., Token::Name(key), Token::Number(value)] = operands.as_slice()
                        && key == b"WMode"
                    {
                        map.is_vertical = *value == 1.0;
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        // What comes later counts.
        map.ranges.reverse();
        map.glyphs.reverse();
        map
    }

    fn bfrange(&mut self, low: u32, high: u32, to: &Token) {
        if high < low {
            return;
        }
        match to {
            Token::Array(items) => {
                for (code, item) in (low..=high).zip(items) {
                    if let Some(text) = item.string()
                        && self.chars.len() < MOST
                    {
                        self.chars.insert(code, utf16(text));
                    }
                }
            }
            Token::String(text) if high - low < EXPANDED => {
                let first = utf16(text);
                for code in low..=high {
                    if self.chars.len() < MOST {
                        self.chars.insert(code, shifted(&first, code - low));
                    }
                }
            }
            Token::String(text) if self.ranges.len() < MOST_RANGES => self.ranges.push((low, high, utf16(text))),
            _ => {}
        }
    }

    fn cidrange(&mut self, low: u32, high: u32, to: f64) {
        if high >= low && to >= 0.0 && self.glyphs.len() < MOST {
            self.glyphs.push((low, high, to as u32));
        }
    }

    /// The text of a code; nothing where the map has none.
    pub(super) fn text(&self, code: u32) -> Option<Box<str>> {
        if let Some(text) = self.chars.get(&code) {
            return Some(text.clone());
        }
        let (low, _, first) = self.ranges.iter().find(|(low, high, _)| (*low..=*high).contains(&code))?;
        Some(shifted(first, code - low))
    }

    pub(super) fn has_text(&self) -> bool {
        !self.chars.is_empty() || !self.ranges.is_empty()
    }

    /// The glyph number (CID) of a code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        let (low, _, first) = self.glyphs.iter().find(|(low, high, _)| (*low..=*high).contains(&code))?;
        Some(first.saturating_add(code - low))
    }

    /// The next code of a string and its length in bytes; of one byte, where no range of codes has it.
    fn next(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=bytes.len().min(4) {
            let value = code(&bytes[..length]);
            let fits = |&(n, low, high): &(u8, u32, u32)| {
                usize::from(n) == length
                    && (0..length).all(|i| {
                        let byte = |v: u32| v >> (8 * i) & 0xff;
                        (byte(low)..=byte(high)).contains(&byte(value))
                    })
            };
            if self.spaces.iter().any(fits) {
                return (value, length);
            }
        }
        let shortest = self.spaces.iter().map(|s| usize::from(s.0)).min().unwrap_or(2).min(bytes.len());
        (code(&bytes[..shortest]), shortest)
    }
}

/// How the strings of a composite font are cut into codes, and what is known from the codes alone.
#[derive(Debug)]
pub(super) enum Codes {
    /// `Identity-H`, `Identity-V`: two bytes are the number of the glyph.
    Identity,
    /// In the file.
    Embedded(Box<CMap>),
    /// Codes are UTF-16 (`UniGB-UCS2-H`, `UniJIS-UTF16-H` …).
    Utf16,
    /// Codes are UTF-32.
    Utf32,
    /// Codes are UTF-8.
    Utf8,
    /// Codes are those of an encoding of East Asia (`GBK-EUC-H`, `ETen-B5-H`).
    Legacy(&'static Encoding),
}

impl Codes {
    /// A predefined CMap by its name (Table 118), and whether it writes downwards. Those whose codes are no encoding that is
    /// used outside of PDF (`H`, `EUC-H`, `CNS1-H`, `Ext-RKSJ-H` apart from what Shift JIS has) are not known.
    pub(super) fn predefined(name: &[u8]) -> Option<(Codes, bool)> {
        let name = std::str::from_utf8(name).ok()?;
        let is_vertical = name.ends_with("-V");
        let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"))?;
        let codes = match stem {
            "Identity" => Codes::Identity,
            _ if stem.starts_with("Uni") && (stem.contains("UCS2") || stem.contains("UTF16")) => Codes::Utf16,
            _ if stem.starts_with("Uni") && stem.contains("UTF32") => Codes::Utf32,
            _ if stem.starts_with("Uni") && stem.contains("UTF8") => Codes::Utf8,
            "GB-EUC" | "GBpc-EUC" | "GBK-EUC" | "GBKp-EUC" => Codes::Legacy(encoding_rs::GBK),
            "GBK2K" => Codes::Legacy(encoding_rs::GB18030),
            "B5pc" | "HKscs-B5" | "ETen-B5" | "ETenms-B5" => Codes::Legacy(encoding_rs::BIG5),
            "83pv-RKSJ" | "90ms-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" => {
                Codes::Legacy(encoding_rs::SHIFT_JIS)
            }
            "KSC-EUC" | "KSCms-UHC" | "KSCms-UHC-HW" | "KSCpc-EUC" => Codes::Legacy(encoding_rs::EUC_KR),
            _ => return None,
        };
        Some((codes, is_vertical))
    }

    /// The next code of a string (not empty) and its length in bytes.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let first = bytes.first().copied().unwrap_or_default();
        let length = match self {
            Codes::Embedded(map) => return map.next(bytes),
            Codes::Identity => 2,
            Codes::Utf16 if (0xd8..=0xdb).contains(&first) => 4,
            Codes::Utf16 => 2,
            Codes::Utf32 => 4,
            Codes::Utf8 => match first {
                0xf0.. => 4,
                0xe0.. => 3,
                0xc0.. => 2,
                _ => 1,
            },
            Codes::Legacy(encoding) => match first {
                ..=0x80 => 1,
                // Half-width katakana.
                0xa0..=0xdf if *encoding == encoding_rs::SHIFT_JIS => 1,
                _ if *encoding == encoding_rs::GB18030 && bytes.get(1).is_some_and(u8::is_ascii_digit) => 4,
                _ => 2,
            },
        };
        let length = length.min(bytes.len());
        (code(&bytes[..length]), length)
    }

    /// The text that the bytes of a code say by themselves.
    pub(super) fn text(&self, bytes: &[u8]) -> Option<Box<str>> {
        match self {
            Codes::Identity | Codes::Embedded(_) => None,
            Codes::Utf16 => Some(utf16(bytes)),
            Codes::Utf32 => char::from_u32(code(bytes)).map(|c| c.to_string().into()),
            Codes::Utf8 => std::str::from_utf8(bytes).ok().map(Into::into),
            Codes::Legacy(encoding) => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|t| t.into_owned().into())
            }
        }
    }

    /// The glyph number, where it follows from the code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        match self {
            Codes::Identity => Some(code),
            Codes::Embedded(map) => map.glyph(code),
            _ => None,
        }
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b))
}

fn utf16(bytes: &[u8]) -> Box<str> {
    // One byte alone is what careless programs write for ASCII.
    if let [byte] = bytes {
        return char::from(*byte).to_string().into();
    }
    let units: Vec<u16> = bytes.chunks_exact(2).take(64).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
    String::from_utf16_lossy(&units).into()
}

/// The text of a code in a range: the last character counts on.
fn shifted(first: &str, by: u32) -> Box<str> {
    let mut chars = first.chars();
    match chars.next_back().and_then(|last| char::from_u32(u32::from(last).checked_add(by)?)) {
        Some(last) => format!("{}{last}", chars.as_str()).into(),
        None => "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <00660069> <0002> <D83DDE00> endbfchar \
            2 beginbfrange <0010> <0012> <0430> <0020> <0021> [<0078> <00790079>] endbfrange 1 beginbfrange <1000> <2000> <4E00> endbfrange",
        );
        let text = |code| map.text(code).unwrap_or_default().to_string();
        assert_eq!([text(1), text(2), text(0x11), text(0x21)], ["fi", "😀", "б", "yy"].map(String::from));
        assert_eq!((text(0x1001), text(3)), ("丁".to_string(), String::new()));
        assert_eq!(map.next(&[0x12, 0x34, 0x56]), (0x1234, 2));
    }

    #[test]
    fn codes_of_several_lengths() {
        let map = CMap::parse(
            b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange 1 begincidrange <20> <7e> 1 endcidrange",
        );
        assert_eq!(map.next(b"A\x81\x40"), (0x41, 1));
        assert_eq!(map.next(b"\x81\x40A"), (0x8140, 2));
        assert_eq!(map.glyph(0x41), Some(34));
    }

    #[test]
    fn predefined_ones_for_chinese() {
        let read = |name: &[u8], mut bytes: &[u8]| {
            let (codes, _) = Codes::predefined(name).unwrap();
            let mut text = String::new();
            while !bytes.is_empty() {
                let (_, length) = codes.next(bytes);
                text.push_str(&codes.text(&bytes[..length]).unwrap_or_default());
                bytes = &bytes[length..];
            }
            text
        };
        assert_eq!(read(b"UniGB-UCS2-H", &[0x60, 0x27, 0x5d, 0xe5, 0x4f, 0x5c]), "性工作");
        assert_eq!(read(b"GBK-EUC-H", b"a\xd0\xd4\xb9\xa4"), "a性工");
        assert_eq!(read(b"ETen-B5-V", b"\xa9\xca"), "性");
        assert!(Codes::predefined(b"CNS1-H").is_none() && Codes::predefined(b"GBK-EUC-V").unwrap().1);
    }
}
