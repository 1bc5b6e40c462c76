//! Where a form can begin in a folded text: behind anything that carries no word on, and at every ideograph.

use super::script::{is_han, joins_word};

/// What a byte says by itself, where a character begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Carries a word on: an ASCII letter, digit or underscore, the first byte of a Cyrillic letter, the rest of one.
    Word,
    /// ASCII that carries no word on.
    Break,
    /// The character must be looked at.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' => Class::Word,
            0..=0x7f => Class::Break,
            // U+0400 to U+047F are letters. The second bytes of longer characters are only met behind their first ones.
            0x80..=0xbf | 0xd0 | 0xd1 => Class::Word,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// Calls `found` with every byte of the text, in its order, at which a form can begin.
pub fn each_start(text: &str, mut found: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let mut open = true;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match CLASSES[usize::from(byte)] {
            Class::Word => {
                if open {
                    found(at);
                }
                open = false;
                at += bytes[at..].iter().take_while(|b| CLASSES[usize::from(**b)] == Class::Word).count();
            }
            Class::Break => {
                if open {
                    found(at);
                }
                open = true;
                at += 1;
            }
            Class::Other => {
                let Some(c) = text[at..].chars().next() else { return };
                let han = is_han(c);
                if open || han {
                    found(at);
                }
                open = han || !joins_word(c);
                at += c.len_utf8();
            }
        }
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
        let text = "Ça, l’été 2025 : «ёж» — 性工作者_x, naïve·s\u{301} 4×4 ℃ 한국 ²ab\u{2029}Ω";
        let mut expected = Vec::new();
        let mut before = None;
        for (at, c) in text.char_indices() {
            if is_han(c) || !before.is_some_and(joins_word) {
                expected.push(at);
            }
            before = Some(c);
        }
        let mut all = Vec::new();
        each_start(text, |at| all.push(at));
        assert_eq!(all, expected);
    }
}
