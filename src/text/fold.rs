//! Folding: text made ready for searching, with a way back to the bytes it came from.
//!
//! Lower case; ё → е; every apostrophe `'`; U+2010 and U+2011 `-`; every look-alike of the point médian `·`; white space of
//! every kind and length one space (none between ideographs); soft hyphens and zero-width characters gone; letters with
//! combining marks composed. Most text is plain ASCII or Cyrillic and keeps its length, so the map back only records the
//! places where it does not.

use super::blocks::{BLOCK, bits, low};
use super::script::{is_cjk_punctuation, is_cyrillic, is_han};
use std::ops::Range;
use unicode_normalization::char::{compose, is_combining_mark};

/// Stands between blocks of a document; no pattern crosses it. Its folded form is a line feed.
pub const BLOCK_SEPARATOR: char = '\u{2029}';

/// A folded stretch of text.
#[derive(Debug, Default)]
pub struct Folded {
    pub text: String,
    /// (folded, source): from this folded byte on, source bytes run in step, up to the next pair.
    map: Vec<(usize, usize)>,
    /// Folded positions of hyphens at a line end, between two letters: a word may have been broken there.
    pub joins: Vec<usize>,
}

impl Folded {
    pub fn clear(&mut self) {
        self.text.clear();
        self.map.clear();
        self.joins.clear();
    }

    fn step(&mut self, source: usize) {
        let folded = self.text.len();
        match self.map.last_mut() {
            Some(last) if last.0 == folded => last.1 = source,
            _ => self.map.push((folded, source)),
        }
    }

    /// The source byte of the character at this folded byte.
    pub fn source_start(&self, folded: usize) -> usize {
        let at = self.map.partition_point(|m| m.0 <= folded);
        let (f, s) = self.map[at - 1];
        s + (folded - f)
    }

    /// The source byte after the character that ends before this folded byte (> 0). `source` is the text that was folded.
    pub fn source_end(&self, folded: usize, source: &str) -> usize {
        let last = self.text[..folded].chars().next_back().map_or(1, char::len_utf8);
        let start = self.source_start(folded - last);
        let mut chars = source[start..].chars();
        let mut end = start + chars.next().map_or(0, char::len_utf8);
        for c in chars {
            if !is_combining_mark(c) {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    /// The folded byte at or after a source byte.
    pub fn folded_at(&self, source: usize) -> usize {
        let at = self.map.partition_point(|m| m.1 <= source);
        if at == 0 {
            return 0;
        }
        let (f, s) = self.map[at - 1];
        let next = self.map.get(at).map_or(self.text.len(), |m| m.0);
        (f + (source - s)).min(next)
    }
}

/// Folds `source[range]` into `out` (which is cleared first). The map gives bytes of `source`.
pub fn fold_into(source: &str, range: Range<usize>, out: &mut Folded) {
    out.clear();
    out.text.reserve(range.len() + 16);
    out.map.push((0, range.start));
    let bytes = &source.as_bytes()[..range.end];
    let mut at = range.start;
    while at < bytes.len() {
        let block = at;
        let end = (block + BLOCK).min(bytes.len());
        let mut special = !bits(bytes, block, is_plain);
        while at < end {
            let mut stop = (block + special.trailing_zeros() as usize).min(end);
            let is_special = stop < end;
            while !source.is_char_boundary(stop) {
                stop -= 1;
            }
            let folded = out.text.len();
            out.text.push_str(&source[at..stop]);
            out.text[folded..].make_ascii_lowercase();
            at = stop;
            if !is_special {
                break;
            }
            at = fold_special(source, bytes, at, out);
            special &= !low(at - block);
        }
    }
}

/// Whether a byte belongs to a character that folds to itself, capitals of ASCII apart: by far the most do. The first byte
/// of a character speaks for the others.
#[inline(always)]
fn is_plain(byte: u8, next: u8) -> bool {
    let printable = |byte: u8| byte.wrapping_sub(0x21) < 0x5e;
    let ideograph = |byte: u8| byte.wrapping_sub(0xe4) < 6;
    let rest = byte & 0xc0 == 0x80;
    let latin = (byte == 0xc3) & ((next == 0x97) | (next >= 0x9f));
    let cyrillic = (byte == 0xd0) & (next >= 0xb0) | (byte == 0xd1) & (next != 0x91);
    // Behind a space no other white space may follow, nor anything that is left out.
    let lone = printable(next) | (next == 0xc3) | (next & 0xfe == 0xd0) | ideograph(next);
    printable(byte) | rest | latin | cyrillic | ideograph(byte) | (byte == b' ') & lone
}

/// Folds the character at byte `i`, and the white space behind it where it is white space; returns the byte behind.
fn fold_special(source: &str, bytes: &[u8], i: usize, out: &mut Folded) -> usize {
    match bytes[i] {
        0xd0 | 0xd1 if i + 1 < bytes.len() => fold_cyrillic(bytes, i, out),
        0xc3 if i + 1 < bytes.len() => {
            // Latin-1 capitals: É → é.
            out.text.push(char::from_u32(0xe0 + u32::from(bytes[i + 1] - 0x80)).unwrap_or(' '));
            i + 2
        }
        b'\n' if is_wrapped(bytes, i) => {
            out.text.push(' ');
            i + 1
        }
        _ => fold_char(source, bytes.len(), i, out),
    }
}

/// Whether a line end is a space and nothing else: between two printable characters of ASCII, behind no hyphen.
fn is_wrapped(bytes: &[u8], i: usize) -> bool {
    let printable = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    i > 0 && bytes[i - 1] != b'-' && printable(bytes.get(i - 1)) && printable(bytes.get(i + 1))
}

/// Folds a whole text; for patterns and tests.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    fold_into(text, 0..text.len(), &mut folded);
    folded.text
}

fn fold_cyrillic(bytes: &[u8], i: usize, out: &mut Folded) -> usize {
    let code = (u32::from(bytes[i]) & 0x1f) << 6 | (u32::from(bytes[i + 1]) & 0x3f);
    let code = match code {
        0x401 | 0x451 => 0x435,
        0x410..=0x42f => code + 0x20,
        0x400..=0x40f => code + 0x50,
        other => other,
    };
    out.text.push(char::from_u32(code).unwrap_or(' '));
    i + 2
}

#[inline(never)]
fn fold_char(source: &str, end: usize, i: usize, out: &mut Folded) -> usize {
    let Some(c) = source[i..end].chars().next() else { return end };
    let after = i + c.len_utf8();
    if c.is_whitespace() || c == BLOCK_SEPARATOR {
        return fold_space(source, end, i, out);
    }
    let one = match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{180e}' => {
            out.step(after);
            return after;
        }
        '’' | '‘' | 'ʼ' | '＇' | '′' | '‛' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        // Look-alikes of the point médian (U+0387 is canonically equivalent; the others are not).
        '•' | '⋅' | '‧' | '∙' | '⸱' | '・' | '･' | '\u{387}' | '\u{16eb}' => '·',
        'ё' => 'е',
        c if is_combining_mark(c) => {
            fold_mark(c, after, out);
            return after;
        }
        c => c,
    };
    if one != c {
        out.text.push(one);
        if one.len_utf8() != c.len_utf8() {
            out.step(after);
        }
        return after;
    }
    let before = out.text.len();
    out.text.extend(c.to_lowercase());
    if out.text.len() - before != c.len_utf8() {
        out.step(after);
    }
    after
}

/// A combining mark: composed with the letter before it; on Cyrillic an accent of stress is dropped.
fn fold_mark(mark: char, after: usize, out: &mut Folded) {
    if let Some(base) = out.text.chars().next_back() {
        let composed = compose(base, mark);
        match composed {
            Some(whole) if !(is_cyrillic(base) && matches!(mark, '\u{300}' | '\u{301}')) => {
                let whole = if whole == 'ё' { 'е' } else { whole };
                let at = out.text.len() - base.len_utf8();
                out.text.truncate(at);
                // The letter must lead back to its base, so the map may not point past it.
                out.text.push(whole);
            }
            _ if is_cyrillic(base) || composed.is_none() => {}
            _ => {}
        }
    }
    out.step(after);
}

/// A run of white space.
fn fold_space(source: &str, end: usize, i: usize, out: &mut Folded) -> usize {
    let mut newlines = 0;
    let mut block = false;
    let mut at = i;
    let mut previous = ' ';
    for c in source[i..end].chars() {
        if !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
            break;
        }
        match c {
            BLOCK_SEPARATOR => block = true,
            '\n' if previous != '\r' => newlines += 1,
            '\r' | '\u{2028}' | '\u{85}' => newlines += 1,
            _ => {}
        }
        previous = c;
        at += c.len_utf8();
    }
    let before = out.text.chars().next_back();
    let next = source[at..end].chars().next();
    let ideograph = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_cjk_punctuation(c));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if block || newlines > 2 {
        out.text.push('\n');
    } else if newlines == 1 && ideograph(before) && ideograph(next) {
        // Chinese has no spaces: a line end between ideographs is none.
    } else if newlines == 1 && source[..i].ends_with('\u{ad}') && letter(before) && letter(next) {
        // A word broken at a soft hyphen.
    } else if newlines == 1 && before == Some('-') && letter(out.text[..out.text.len() - 1].chars().next_back()) && letter(next) {
        out.joins.push(out.text.len() - 1);
    } else if newlines == 2 && ideograph(before) && ideograph(next) {
        out.text.push('\n');
    } else {
        out.text.push(' ');
    }
    out.step(at);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_readers_do_not_see() {
        for (text, folded) in [
            ("PROSTITUÉE", "prostituée"),
            ("Сутенёр Ёж", "сутенер еж"),
            ("l’ex\u{2011}prostituée", "l'ex-prostituée"),
            ("sex\u{a0}\n  worker", "sex worker"),
            ("prosti\u{ad}tute\u{200b}s", "prostitutes"),
            ("prosti\u{ad}\ntutes", "prostitutes"),
            ("prostitue\u{301}e", "prostituée"),
            ("прости\u{301}туция", "проституция"),
            ("и\u{306}од", "йод"),
            ("travailleur∙se⸱s", "travailleur·se·s"),
            ("性工\n作者", "性工作者"),
            ("a\u{2029}b", "a\nb"),
            ("ПРОСТИТУТКА", "проститутка"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn a_hyphen_at_the_line_end_is_marked() {
        let mut f = Folded::default();
        let text = "the prosti-\ntutes and Asie-\nPacifique - x";
        fold_into(text, 0..text.len(), &mut f);
        assert_eq!(f.text, "the prosti-tutes and asie-pacifique - x");
        assert_eq!(f.joins.len(), 2);
    }

    #[test]
    fn the_way_back_is_exact() {
        let text = "x\u{a0}\u{a0}É’s\u{ad}a\r\n\t性\n工e\u{301}z ÎŁ";
        let mut f = Folded::default();
        fold_into(text, 0..text.len(), &mut f);
        for (at, c) in f.text.char_indices() {
            let start = f.source_start(at);
            let end = f.source_end(at + c.len_utf8(), text);
            assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{at} {c}");
            if c != ' ' {
                assert_eq!(fold(&text[start..end]), c.to_string(), "{at}");
            }
        }
    }
}
