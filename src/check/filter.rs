//! Turns away nearly every word of a text before a table is asked: for the first bytes of a word a few bits tell whether a stem
//! can begin there. It never turns away a stem; of other words it lets some pass.
//!
//! What decides is looked up in small tables that stay in the processor's cache: by the whole *head* for stems that are as long
//! as a head, by the first four bytes for those that are shorter, by three, and by two; the cells of the last three have a bit
//! for each kind of byte that stands behind. The few words that pass are asked for once more, length by length.

use super::tables::{OPENING, cut, hash, head, head_length, own_head};

/// Cells of 64 bits in each table, as powers of two.
const WHOLE: u32 = 10;
const OPENINGS: u32 = 11;
const THREE: u32 = 9;
const TWO: u32 = 7;
const EVERY: u32 = 10;

/// Which lengths of stems a word may begin with, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed(u8);

impl Passed {
    pub const NONE: Passed = Passed(0);

    /// Stems of one or two bytes, and those of three that begin with a character of two.
    pub fn two(self) -> bool {
        self.0 & 1 != 0
    }

    /// Stems of three bytes.
    pub fn three(self) -> bool {
        self.0 & 2 != 0
    }

    /// Stems of [`OPENING`] bytes and more, shorter than a head.
    pub fn middle(self) -> bool {
        self.0 & 4 != 0
    }

    /// Stems as long as a head, or longer.
    pub fn whole(self) -> bool {
        self.0 & 8 != 0
    }
}

/// The tables, where they lie.
pub struct Filter<'t> {
    whole: &'t [[u8; 8]; 1 << WHOLE],
    openings: &'t [[u8; 8]; 1 << OPENINGS],
    three: &'t [[u8; 8]; 1 << THREE],
    two: &'t [[u8; 8]; 1 << TWO],
    every: &'t [[u8; 8]; 1 << EVERY],
}

impl<'t> Filter<'t> {
    /// What [`make`] made.
    pub fn read(bytes: &'t [u8]) -> Filter<'t> {
        fn take<'t, const N: usize>(cells: &mut &'t [[u8; 8]]) -> &'t [[u8; 8]; N] {
            let (table, rest) = cells.split_first_chunk().expect("the tables have one size");
            *cells = rest;
            table
        }
        let mut cells = bytes.as_chunks::<8>().0;
        Filter {
            whole: take(&mut cells),
            openings: take(&mut cells),
            three: take(&mut cells),
            two: take(&mut cells),
            every: take(&mut cells),
        }
    }

    /// What a word with these first eight bytes may begin with. There is no branch here: a text is read at the speed at which
    /// the four cells come.
    #[inline(always)]
    pub fn passes(&self, head: u64) -> Passed {
        let bit = |cell: [u8; 8], kind: u64| u64::from_le_bytes(cell) >> kind & 1;
        let whole = hash(cut(head, head_length(head as u8)));
        let whole = u64::from(has(self.whole[place(whole, WHOLE)], whole));
        let openings = self.openings[place(hash(cut(head, OPENING)), OPENINGS)];
        let first = head as u8;
        let three = self.three[place(hash(cut(head, 3)), THREE)];
        let two = self.two[place(hash(cut(head, 2)), TWO)];
        let passed = whole << 3
            | bit(openings, kind((head >> (8 * telling(first))) as u8)) << 2
            | bit(three, kind((head >> 24) as u8)) << 1 & u64::from(!has_two_bytes(first)) << 1
            | bit(two, kind((head >> 16) as u8)) & u64::from(first < 0xe0);
        Passed(passed as u8)
    }

    /// Whether a stem may have just this head, or be it.
    #[inline]
    pub fn may_be(&self, head: u64) -> bool {
        let hash = hash(head);
        has(self.every[place(hash, EVERY)], hash)
    }
}

/// The two bits of a hash in its cell.
fn marks(hash: u64) -> u64 {
    1 << (hash >> 40 & 63) | 1 << (hash >> 34 & 63)
}

#[inline(always)]
fn has(cell: [u8; 8], hash: u64) -> bool {
    u64::from_le_bytes(cell) & marks(hash) == marks(hash)
}

fn place(hash: u64, bits: u32) -> usize {
    (hash >> (64 - bits)) as usize
}

/// The kind of every byte, below 64: each small letter is one of its own, all else below it in ASCII is one; the first bytes of
/// longer characters are one in pairs.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0x60;
    while byte < 256 {
        kinds[byte] = if byte < 0x80 { byte as u8 - 0x60 } else { 32 + (byte as u8 >> 1) % 32 };
        byte += 1;
    }
    kinds
};

/// Whether a character that begins so has two bytes.
fn has_two_bytes(first: u8) -> bool {
    first.wrapping_sub(0xc0) < 0x20
}

/// The byte behind an opening that tells most: where letters have two bytes, the second one of the third letter.
fn telling(first: u8) -> usize {
    OPENING + usize::from(first >= 0x80)
}

fn kind(byte: u8) -> u64 {
    u64::from(KINDS[usize::from(byte)])
}

/// The tables for these stems.
pub fn make<'s>(stems: impl Iterator<Item = &'s [u8]>) -> Vec<u8> {
    let [mut whole, mut openings, mut three, mut two, mut every] =
        [WHOLE, OPENINGS, THREE, TWO, EVERY].map(|bits| vec![0u64; 1 << bits]);
    let behind_a_word =
        (0..=u8::MAX).filter(|b| !b.is_ascii_lowercase() && !matches!(b, 0xd0 | 0xd1)).fold(0, |bits, b| bits | 1 << kind(b));
    for stem in stems {
        let head = head(stem);
        let own = hash(cut(head, own_head(stem).max(1)));
        every[place(own, EVERY)] |= marks(own);
        // A stem shorter than a head is a whole form: no letter follows (U+0400 to U+047F), save behind an ideograph.
        let behind = if stem.last().is_some_and(|b| *b >= 0x80) { u64::MAX } else { behind_a_word };
        match stem.len() {
            0 => {}
            // So short a form matches so much that it does not matter.
            1 => two.fill(u64::MAX),
            2 => two[place(hash(cut(head, 2)), TWO)] |= behind,
            3 if has_two_bytes(stem[0]) => two[place(hash(cut(head, 2)), TWO)] = u64::MAX,
            3 => three[place(hash(cut(head, 3)), THREE)] |= behind,
            _ if own_head(stem) == head_length(stem[0]) => whole[place(own, WHOLE)] |= marks(own),
            _ => {
                let told = telling(stem[0]);
                let bits = match stem.get(told) {
                    Some(byte) => 1 << kind(*byte),
                    None if told == stem.len() && told == OPENING => behind,
                    None => u64::MAX,
                };
                openings[place(hash(cut(head, OPENING)), OPENINGS)] |= bits;
            }
        }
    }
    [whole, openings, three, two, every].concat().into_iter().flat_map(u64::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_stem_is_turned_away() {
        let stems = [
            "ho",
            "std",
            "john",
            "puta",
            "hooker",
            "prostitut",
            "шлюх",
            "проститут",
            "妓",
            "性工",
            "妓é",
            "étudian",
            "é1",
            "ву",
            "вич",
        ];
        let tables = make(stems.iter().map(|s| s.as_bytes()));
        let filter = Filter::read(&tables);
        for stem in stems {
            // A footnote digit, punctuation, the end of the text, and where no boundary is asked for another character.
            for behind in ["", "1", " a", ".", "’s", "é", "性", "ая"] {
                let text = format!("{stem}{behind}");
                let passed = filter.passes(head(text.as_bytes()));
                let asked = match stem.len() {
                    2 => passed.two(),
                    3 if has_two_bytes(stem.as_bytes()[0]) => passed.two(),
                    3 => passed.three(),
                    length if length < head_length(stem.as_bytes()[0]) => passed.middle(),
                    _ => passed.whole(),
                };
                assert!(asked, "{text}: {passed:?}");
                assert!(filter.may_be(cut(head(text.as_bytes()), own_head(stem.as_bytes()))), "{text}");
            }
        }
        assert!(filter.passes(head("妓a".as_bytes())).three());
        assert!(Filter::read(&make(std::iter::once(&b"x"[..]))).passes(head(b"xy")).two());
    }

    #[test]
    fn nearly_every_other_word_is() {
        let stems: Vec<String> =
            (0..4000u32).map(|n| format!("{:x}{n:x}stemstem", n.wrapping_mul(2_654_435_761) >> 12)).collect();
        let tables = make(stems.iter().map(|s| s.as_bytes()));
        let filter = Filter::read(&tables);
        let words = (0..100_000u32).map(|n| format!("{:x} word", n.wrapping_mul(2_246_822_519)));
        let passed = words.filter(|w| filter.passes(head(w.as_bytes())) != Passed::NONE).count();
        assert!(passed < 2000, "{passed} of 100,000");
    }
}
