//! Where a form can begin in a folded text: behind anything that carries no word on, and at every ideograph; never at white
//! space.

use super::blocks::{BLOCK, bits, low};
use super::script::{is_han, joins_word};

/// Bytes that carry a word on by themselves: ASCII letters, digits, underscores, the first bytes of Cyrillic letters (U+0400 to
/// U+047F) and of those of Latin-1 (without × and ÷), and the rest of every longer character.
#[inline(always)]
fn is_word(byte: u8, next: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let rest = byte & 0xc0 == 0x80;
    let cyrillic = byte & 0xfe == 0xd0;
    let latin = (byte == 0xc3) & (next != 0x97) & (next != 0xb7);
    letter | (byte.wrapping_sub(b'0') < 10) | (byte == b'_') | rest | cyrillic | latin
}

/// The first bytes of the common ideographs (U+4000 to U+9FFF without the hexagrams).
#[inline(always)]
fn is_ideograph(byte: u8, next: u8) -> bool {
    (byte.wrapping_sub(0xe4) < 6) & ((byte != 0xe4) | (next != 0xb7))
}

/// Calls `found` with every byte of the text, in its order, at which a form can begin.
#[inline(always)]
pub fn each_start(text: &str, mut found: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    // Whether the character before carries a word on.
    let mut carries = 0;
    let mut at = 0;
    while at < bytes.len() {
        let mut length = BLOCK.min(bytes.len() - at);
        while !text.is_char_boundary(at + length) {
            length -= 1;
        }
        let mut word = bits(bytes, at, is_word);
        let mut han = bits(bytes, at, is_ideograph);
        let first = bits(bytes, at, |byte, _| (byte & 0xc0 != 0x80) & (byte > b' '));
        word &= !(han | han << 1 | han << 2);
        // What the first byte does not tell.
        let mut others = bits(bytes, at, |byte, _| byte >= 0xc0) & !word & !han & low(length);
        while others != 0 {
            let n = others.trailing_zeros() as usize;
            others &= others - 1;
            let Some(c) = text[at + n..].chars().next() else { break };
            let all = low(c.len_utf8()) << n;
            if is_han(c) {
                han |= 1 << n;
                word &= !all;
            } else if joins_word(c) {
                word |= all;
            } else {
                word &= !all;
            }
        }
        let mut starts = (!(word << 1 | carries) | han) & first & low(length);
        carries = word >> (length - 1) & 1;
        while starts != 0 {
            found(at + starts.trailing_zeros() as usize);
            starts &= starts - 1;
        }
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        each_start(text, |at| all.push(&text[at..]));
        all.iter().map(|t| t.split([' ', '(']).next().unwrap_or_default()).filter(|t| !t.is_empty()).collect()
    }

    #[test]
    fn words_and_ideographs() {
        assert_eq!(starts("ex-worker's 3x4 a_b"), ["ex-worker's", "worker's", "s", "3x4", "a_b"]);
        assert_eq!(starts("été où (ёлка) сёла"), ["été", "où", "ёлка)", "сёла"]);
        assert_eq!(starts("性工作"), ["性工作", "工作", "作"]);
        assert_eq!(starts("ab性c"), ["ab性c", "性c", "c"]);
        assert_eq!(starts("α×β γ²"), ["α×β", "β", "γ²"]);
    }

    #[test]
    fn the_same_as_character_by_character() {
        let text = "Ça, l’été 2025 : «ёж» — 性工作者_x, naïve·s\u{301} 4×4 ℃ 한국 ²ab\nΩ ䷀a䶿b 6÷2, 𠀀x 々y 🙂z\u{a0}ß ";
        // Every character comes to stand at every place of a block.
        let text = &(0..70).map(|n| format!("{text}{}", "a".repeat(n % 3))).collect::<String>();
        let mut expected = Vec::new();
        let mut before = None;
        for (at, c) in text.char_indices() {
            if (is_han(c) || !before.is_some_and(joins_word)) && !c.is_whitespace() {
                expected.push(at);
            }
            before = Some(c);
        }
        let mut all = Vec::new();
        each_start(text, |at| all.push(at));
        assert_eq!(all, expected);
    }
}
