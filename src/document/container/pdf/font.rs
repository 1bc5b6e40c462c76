//! Fonts: from the bytes of a string to characters and how far each moves (ISO 32000-1, 9.5 to 9.10).

use super::cmap::{CMap, Codes};
use super::glyph_names::{GlyphNames, Table};
use super::objects::{Objects, as_dictionary, integer, number};
use super::widths::Standard;
use lopdf::{Dictionary, Object};
use std::collections::HashMap;

/// Bytes of one CMap.
const LARGEST_CMAP: usize = 16 << 20;
/// Widths that one font gives.
const MOST_WIDTHS: usize = 200_000;
/// The code that a word space is added to (9.3.3).
const SPACE: u32 = 32;

/// A font as far as text goes.
#[derive(Debug)]
pub(super) struct Font {
    kind: Kind,
    to_unicode: Option<CMap>,
    /// Above and below the base line, in parts of the font size.
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) is_bold: bool,
    /// How far a space moves, where the font has one.
    pub(super) space: Option<f32>,
    /// Writes downwards.
    pub(super) is_vertical: bool,
    /// It shows pictures (dingbats): its characters are no text.
    is_pictorial: bool,
}

#[derive(Debug)]
enum Kind {
    Simple { table: Table, widths: Box<[f32; 256]> },
    Composite { codes: Codes, widths: Vec<Widths>, default: f32 },
}

/// Widths of the glyphs from `first` on.
#[derive(Debug)]
struct Widths {
    first: u32,
    last: u32,
    /// One for each, or one for all.
    of: Vec<f32>,
}

/// A code of a string.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// What it reads as; nothing where the file does not say.
    pub(super) text: Option<Box<str>>,
    /// In parts of the font size.
    pub(super) width: f32,
    /// Whether the word spacing is added.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn read(objects: Objects, font: &Dictionary, names: &mut GlyphNames) -> Font {
        let to_unicode = objects
            .stream(font, b"ToUnicode")
            .and_then(|s| s.get_plain_content_with_limit(LARGEST_CMAP).ok())
            .map(|bytes| CMap::parse(&bytes))
            .filter(CMap::has_text);
        let subtype = objects.name(font, b"Subtype").unwrap_or_default();
        let name = String::from_utf8_lossy(objects.name(font, b"BaseFont").unwrap_or_default()).into_owned();
        let descendant = (subtype == b"Type0")
            .then(|| objects.array(font, b"DescendantFonts")?.first().and_then(|d| as_dictionary(objects.follow(d))))
            .flatten();
        let descriptor = objects.dictionary(descendant.unwrap_or(font), b"FontDescriptor");
        let (kind, is_vertical) = match descendant {
            Some(descendant) => composite(objects, font, descendant),
            None => (simple(objects, font, descriptor, &name, names), false),
        };
        let measure = |key: &[u8], sane: std::ops::Range<f32>, else_: f32| {
            let value = descriptor.and_then(|d| objects.number(d, key)).map(|n| n / 1000.0);
            value.filter(|v| sane.contains(v)).unwrap_or(else_)
        };
        let lower = name.to_ascii_lowercase();
        let weight = descriptor.and_then(|d| objects.number(d, b"FontWeight")).unwrap_or(400.0);
        let mut font = Font {
            kind,
            to_unicode,
            ascent: measure(b"Ascent", 0.5..1.2, 0.8),
            descent: measure(b"Descent", -0.5..-0.05, -0.2),
            is_bold: weight >= 600.0 || ["bold", "black", "heavy"].iter().any(|w| lower.contains(w)),
            space: None,
            is_vertical,
            is_pictorial: lower.contains("dingbats") || lower.contains("wingdings"),
        };
        font.space = font.find_space();
        font
    }

    fn find_space(&self) -> Option<f32> {
        match &self.kind {
            Kind::Simple { table, widths } => {
                let code = table.iter().position(|t| &**t == " ")?;
                widths.get(code).copied()
            }
            Kind::Composite { .. } => None,
        }
        .filter(|w| *w > 0.05)
    }

    /// The codes of a string, in order.
    pub(super) fn codes(&self, bytes: &[u8], mut each: impl FnMut(Code)) {
        match &self.kind {
            Kind::Simple { table, widths } => {
                for &byte in bytes {
                    let code = u32::from(byte);
                    let listed = || table.get(usize::from(byte)).filter(|t| !t.is_empty() && !self.is_pictorial).cloned();
                    let text = self.to_unicode.as_ref().and_then(|m| m.text(code)).or_else(listed);
                    each(Code { text: text.map(clean), width: widths[usize::from(byte)], is_space: code == SPACE });
                }
            }
            Kind::Composite { codes, widths, default } => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    let (code, length) = codes.next(rest);
                    let length = length.clamp(1, rest.len());
                    let text = self.to_unicode.as_ref().and_then(|m| m.text(code)).or_else(|| codes.text(&rest[..length]));
                    let width = match codes.glyph(code) {
                        Some(glyph) => width_of(widths, glyph).unwrap_or(*default),
                        // Of a font for Chinese that is not in the file: what is not ideographic is half as wide.
                        None if text.as_ref().is_some_and(|t| t.is_ascii()) => *default / 2.0,
                        None => *default,
                    };
                    each(Code { text: text.map(clean), width, is_space: length == 1 && code == SPACE });
                    rest = &rest[length..];
                }
            }
        }
    }
}

/// Ligatures and the doubles of ideographs as the letters that they show (NFKC); everything else as it is, since `½` and `，`
/// are not what NFKC makes of them. Characters that are none at all (controls, private use) are nothing.
fn clean(text: Box<str>) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    let is_double = |c: char| matches!(c, '\u{fb00}'..='\u{fb4f}' | '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}');
    let is_none = |c: char| c.is_control() && c != '\t' || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{2029}');
    if !text.chars().any(|c| is_double(c) || is_none(c) || c == '\t') {
        return text;
    }
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if is_none(c) => {}
            c if is_double(c) => out.extend(c.nfkc()),
            c => out.push(c),
        }
    }
    out.into()
}

fn simple(objects: Objects, font: &Dictionary, descriptor: Option<&Dictionary>, name: &str, names: &mut GlyphNames) -> Kind {
    let table = names.table(objects, font);
    let missing = descriptor.and_then(|d| objects.number(d, b"MissingWidth")).unwrap_or(0.0);
    let mut widths = Box::new([0f32; 256]);
    // The glyphs of a Type 3 font are measured in a space of their own.
    let scale = match objects.numbers::<6>(font, b"FontMatrix") {
        Some(matrix) if objects.name(font, b"Subtype") == Some(b"Type3") => matrix[0],
        _ => 0.001,
    };
    match objects.array(font, b"Widths") {
        Some(given) => {
            let first = usize::try_from(objects.integer(font, b"FirstChar").unwrap_or(0)).unwrap_or(0);
            for (code, width) in widths.iter_mut().enumerate() {
                let given = code.checked_sub(first).and_then(|i| number(objects.follow(given.get(i)?)));
                *width = given.unwrap_or(missing) * scale;
            }
        }
        None => {
            let standard = Standard::like(name);
            for (width, text) in widths.iter_mut().zip(&table) {
                *width = standard.width(text) / 1000.0;
            }
        }
    }
    Kind::Simple { table, widths }
}

fn composite(objects: Objects, font: &Dictionary, descendant: &Dictionary) -> (Kind, bool) {
    let (codes, is_vertical) = match objects.get(font, b"Encoding") {
        Some(Object::Name(name)) => Codes::predefined(name).unwrap_or((Codes::Identity, name.ends_with(b"-V"))),
        Some(Object::Stream(stream)) => {
            let map = CMap::parse(&stream.get_plain_content_with_limit(LARGEST_CMAP).unwrap_or_default());
            let is_vertical = map.is_vertical || objects.integer(&stream.dict, b"WMode") == Some(1);
            (Codes::Embedded(Box::new(map)), is_vertical)
        }
        _ => (Codes::Identity, false),
    };
    // Downwards each glyph moves by its height (DW2), which is one em but in rare fonts.
    let default = if is_vertical { 1000.0 } else { objects.number(descendant, b"DW").unwrap_or(1000.0) };
    let widths = if is_vertical { Vec::new() } else { composite_widths(objects, descendant) };
    (Kind::Composite { codes, widths, default: default / 1000.0 }, is_vertical)
}

/// `W`: `c [w …]` and `c_first c_last w`, in any mixture (9.7.4.3).
fn composite_widths(objects: Objects, descendant: &Dictionary) -> Vec<Widths> {
    let mut widths: Vec<Widths> = Vec::new();
    let mut items = objects.array(descendant, b"W").unwrap_or_default().iter().map(|o| objects.follow(o));
    let mut count = 0;
    while let Some(first) = items.next().and_then(integer).and_then(|n| u32::try_from(n).ok()) {
        match items.next() {
            Some(Object::Array(of)) if !of.is_empty() => {
                let of: Vec<f32> =
                    of.iter().take(65_536).map(|w| number(objects.follow(w)).unwrap_or_default() / 1000.0).collect();
                count += of.len();
                widths.push(Widths { first, last: first.saturating_add(of.len() as u32 - 1), of });
            }
            Some(Object::Array(_)) => {}
            Some(last) => {
                let (Some(last), Some(width)) = (integer(last), items.next().and_then(number)) else { break };
                let last = u32::try_from(last).unwrap_or(first).max(first);
                count += 1;
                widths.push(Widths { first, last, of: vec![width / 1000.0] });
            }
            None => break,
        }
        if count > MOST_WIDTHS {
            break;
        }
    }
    widths.sort_by_key(|w| w.first);
    widths
}

fn width_of(widths: &[Widths], glyph: u32) -> Option<f32> {
    let before = widths.partition_point(|w| w.first <= glyph).checked_sub(1)?;
    let widths = widths.get(before).filter(|w| glyph <= w.last)?;
    widths.of.get((glyph - widths.first) as usize).or(widths.of.last()).copied()
}

/// The fonts of a file that were read, by where their dictionaries are.
#[derive(Default)]
pub(super) struct Fonts {
    known: HashMap<*const Dictionary, std::rc::Rc<Font>>,
    names: GlyphNames,
}

impl Fonts {
    /// Fonts that are remembered.
    const MOST: usize = 4_096;

    pub(super) fn get(&mut self, objects: Objects, font: &Dictionary) -> std::rc::Rc<Font> {
        let key: *const Dictionary = font;
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        if self.known.len() >= Fonts::MOST {
            self.known.clear();
        }
        let read = std::rc::Rc::new(Font::read(objects, font, &mut self.names));
        self.known.insert(key, read.clone());
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn widths(w: Vec<Object>) -> Vec<f32> {
        let document = Document::new();
        let descendant = dictionary! { "W" => w };
        let widths = composite_widths(Objects(&document), &descendant);
        (0..8).map(|glyph| width_of(&widths, glyph).unwrap_or(-1.0)).collect()
    }

    #[test]
    fn both_forms_of_widths() {
        let list = vec![1.into(), Object::Array(vec![500.into(), 250.into()]), 4.into(), 6.into(), 1000.into()];
        assert_eq!(widths(list), [-1.0, 0.5, 0.25, -1.0, 1.0, 1.0, 1.0, -1.0]);
        assert_eq!(widths(vec![4.into(), 2.into(), 700.into()])[4], 0.7, "a last code before the first");
        assert_eq!(widths(vec![1.into(), Object::Array(vec![]), 3.into(), 3.into(), 300.into()])[3], 0.3);
        assert_eq!(widths(vec![1.into(), 2.into()]), [-1.0; 8], "cut off");
    }

    #[test]
    fn ligatures_are_letters_and_signs_stay() {
        for (from, to) in [("ﬃ", "ffi"), ("⼯", "工"), ("½，…", "½，…"), ("a\u{0}\u{f020}", "a"), ("\u{ad}", "\u{ad}")]
        {
            assert_eq!(&*clean(from.into()), to);
        }
    }
}
