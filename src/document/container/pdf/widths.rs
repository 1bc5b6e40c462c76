//! Widths of the standard fonts, which a file need not repeat (ISO 32000-1, 9.6.2.2; Adobe's font metrics), in thousandths of
//! the font size.

use unicode_normalization::UnicodeNormalization;

/// From the space to the tilde.
type Widths = [u16; 95];

const HELVETICA: Widths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
    500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const HELVETICA_BOLD: Widths = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278,
    556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
const TIMES: Widths = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722,
    667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278,
    500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
const TIMES_BOLD: Widths = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778,
    722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333,
    556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];
const TIMES_ITALIC: Widths = [
    250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 333, 333, 675, 675, 675, 500, 920, 611, 611, 667, 722, 611, 611, 722, 722, 333, 444, 667, 556, 833, 667, 722, 611, 722,
    611, 500, 556, 722, 611, 833, 611, 556, 556, 389, 278, 389, 422, 500, 333, 500, 500, 444, 500, 444, 278, 500, 500, 278, 278,
    444, 278, 722, 500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400, 275, 400, 541,
];
/// Of fixed-pitch fonts.
const COURIER: u16 = 600;

/// Which of the standard fonts a font is, or is most like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standard {
    Fixed,
    Proportional(&'static Widths),
}

impl Standard {
    /// By the font's name.
    pub(super) fn like(name: &str) -> Standard {
        let name = name.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
        if has(&["courier", "mono", "typewriter", "consol"]) {
            return Standard::Fixed;
        }
        let (bold, italic) = (has(&["bold", "black", "heavy"]), has(&["italic", "oblique"]));
        Standard::Proportional(match (has(&["times", "serif", "roman", "georgia", "garamond", "cambria"]), bold, italic) {
            (true, true, _) => &TIMES_BOLD,
            (true, _, true) => &TIMES_ITALIC,
            (true, ..) => &TIMES,
            (false, true, _) => &HELVETICA_BOLD,
            (false, ..) => &HELVETICA,
        })
    }

    /// The width of a character; of an accented letter, that of the letter.
    pub(super) fn width(self, text: &str) -> f32 {
        let Standard::Proportional(widths) = self else { return f32::from(COURIER) };
        let Some(base) = text.nfkd().next() else { return 0.0 };
        let width = u32::from(base).checked_sub(0x20).and_then(|i| widths.get(i as usize)).copied();
        f32::from(width.unwrap_or(match base {
            '\u{2018}' | '\u{2019}' => 222,
            '\u{201c}' | '\u{201d}' => 333,
            '\u{2014}' | '\u{2026}' => 1000,
            _ => 556,
        }))
    }
}
