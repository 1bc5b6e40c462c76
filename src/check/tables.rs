//! The index in one flat piece of bytes: little-endian numbers and a pool of strings, used where it lies. What the build
//! script wrote costs nothing to load, and only the pages that are asked for are ever read.
//!
//! A *stem* is the beginning of a form; it is found by its *head*, the first few bytes.

use super::filter::{self, Filter, Passed};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The pieces of the bytes, in their order.
#[derive(Clone, Copy)]
enum Section {
    /// The pool of strings.
    Strings,
    /// What turns words away ([`super::filter`]).
    Filter,
    /// Hash table of heads.
    Slots,
    Stems,
    Forms,
    Masks,
}

const SECTIONS: usize = 6;
/// Numbers in a slot: the head (two), its first stem, how many stems.
const SLOT: usize = 4;
/// Numbers of a stem: text (two), first form, first mask. One more stem than there are closes the list.
const STEM: usize = 4;
/// Numbers of a form: the text behind the stem (where, its length doubled and one more where it counts only in capitals, how it
/// begins), entry, search, form, exact text (two). The forms of a stem are in the order of how they begin.
const FORM: usize = 8;
/// Numbers of a mask: text (two), where the stem begins, kind of target, target, exact text (two), whether bounded.
const MASK: usize = 8;

/// Everything that is searched for, save the names that the writer added.
#[derive(Debug, Clone)]
pub struct Tables {
    bytes: Cow<'static, [u8]>,
    /// Where each section begins, and the end.
    at: [usize; SECTIONS + 1],
}

/// A form to compare at a stem.
#[derive(Debug, Clone, Copy)]
pub struct Form<'t> {
    /// Folded; what follows the stem.
    pub tail: &'t [u8],
    pub entry: u32,
    pub search: u32,
    pub form: u32,
    /// The text must read exactly like this.
    pub exact: Option<&'t str>,
    /// Accents are missing: right only where the text is in capitals.
    pub capitals_only: bool,
}

/// A longer phrase to compare at a stem that occurs inside it.
#[derive(Debug, Clone, Copy)]
pub struct Mask<'t> {
    /// Folded.
    pub text: &'t [u8],
    /// Where the stem begins in `text`, bytes.
    pub at: usize,
    pub target: MaskTarget,
    /// The text must read exactly like this.
    pub exact: Option<&'t str>,
    /// Word boundaries on either side are asked for.
    pub bounded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskTarget {
    /// Index of a protected name.
    Name(u32),
    Approved,
    /// Index of the entry whose term is only an accident in the phrase.
    Shadow(u32),
}

/// A stem with what hangs on it, for making the tables.
pub struct Stem<'t> {
    pub text: &'t str,
    pub forms: Vec<Form<'t>>,
    pub masks: Vec<Mask<'t>>,
}

/// The first look is at so many bytes.
pub(super) const OPENING: usize = 4;

/// How many bytes of a stem that begins with this byte make its head: two ideographs, or what fits a number of 64 bits.
pub(super) fn head_length(first: u8) -> usize {
    if first < 0xe0 { 8 } else { 6 }
}

pub(super) fn hash(head: u64) -> u64 {
    head.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The first eight bytes as a number; what is not there counts as 0.
pub(super) fn head(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// The first `length` bytes of a head, 1 to 8.
pub(super) fn cut(head: u64, length: usize) -> u64 {
    head & (u64::MAX >> (64 - 8 * length))
}

#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    known: HashMap<Vec<u8>, u32>,
}

impl Pool {
    /// Where the string lies and how long it is.
    fn add(&mut self, text: &[u8]) -> [u32; 2] {
        let at = *self.known.entry(text.to_vec()).or_insert_with(|| {
            let at = self.bytes.len() as u32;
            self.bytes.extend_from_slice(text);
            at
        });
        [at, text.len() as u32]
    }
}

impl Tables {
    /// `stems` are sorted by their text.
    pub fn write(stems: &[Stem]) -> Vec<u8> {
        let mut pool = Pool::default();
        let (mut stem_list, mut forms, mut masks) = (Vec::new(), Vec::new(), Vec::new());
        for stem in stems {
            stem_list.extend(pool.add(stem.text.as_bytes()));
            stem_list.extend([(forms.len() / FORM) as u32, (masks.len() / MASK) as u32]);
            let mut sorted: Vec<&Form> = stem.forms.iter().collect();
            sorted.sort_by_key(|form| beginning(form.tail));
            for form in sorted {
                let [at, length] = pool.add(form.tail);
                forms.extend([at, length << 1 | u32::from(form.capitals_only), beginning(form.tail)]);
                forms.extend([form.entry, form.search, form.form]);
                forms.extend(pool.add(form.exact.unwrap_or_default().as_bytes()));
            }
            for mask in &stem.masks {
                let (kind, target) = match mask.target {
                    MaskTarget::Name(n) => (0, n),
                    MaskTarget::Approved => (1, 0),
                    MaskTarget::Shadow(entry) => (2, entry),
                };
                masks.extend(pool.add(mask.text));
                masks.extend([mask.at as u32, kind, target]);
                masks.extend(pool.add(mask.exact.unwrap_or_default().as_bytes()));
                masks.push(u32::from(mask.bounded));
            }
        }
        stem_list.extend([0, 0, (forms.len() / FORM) as u32, (masks.len() / MASK) as u32]);
        let filter = filter::make(stems.iter().map(|s| s.text.as_bytes()));
        let lists = [slots(stems), stem_list, forms, masks].map(|list| numbers(&list));
        let sections = [vec![pool.bytes, filter], lists.into()].concat();
        let mut at = 4 * (SECTIONS + 1);
        let mut starts = vec![at as u32];
        for section in &sections {
            at += section.len();
            starts.push(at as u32);
        }
        [numbers(&starts), sections.concat()].concat()
    }

    /// Tables over what [`Tables::write`] made.
    pub fn read(bytes: Cow<'static, [u8]>) -> Tables {
        let mut at = [0; SECTIONS + 1];
        for (n, start) in at.iter_mut().enumerate() {
            *start = number(&bytes, n) as usize;
        }
        Tables { bytes, at }
    }

    fn section(&self, section: Section) -> &[u8] {
        let n = section as usize;
        &self.bytes[self.at[n]..self.at[n + 1]]
    }

    fn string(&self, at: u32, length: u32) -> &[u8] {
        let start = self.at[Section::Strings as usize] + at as usize;
        &self.bytes[start..start + length as usize]
    }

    pub fn stem_count(&self) -> usize {
        self.section(Section::Stems).len() / (4 * STEM) - 1
    }

    /// The text of a stem, UTF-8.
    pub fn stem(&self, stem: usize) -> &[u8] {
        let [at, length, ..] = record::<STEM>(self.section(Section::Stems), stem);
        self.string(at, length)
    }

    /// The forms that begin with a stem.
    pub fn forms(&self, stem: usize) -> impl Iterator<Item = Form<'_>> {
        let list = self.section(Section::Forms);
        self.hanging(stem, 2).map(move |n| self.form(record(list, n)))
    }

    /// The forms that begin with a stem and go on as `rest` does.
    pub fn forms_in<'t>(&'t self, stem: usize, rest: &'t [u8]) -> impl Iterator<Item = Form<'t>> {
        let list = self.section(Section::Forms);
        let all = self.hanging(stem, 2);
        let next = beginning(rest);
        // A thousand forms hang on some stems. Those that may stand here begin like `rest`, or are shorter and begin like its
        // first bytes; what is not there is 0 in both.
        let mut before = None;
        (0..=BEGINNING).flat_map(move |length| {
            let wanted = next & !(u32::MAX.checked_shr(8 * length).unwrap_or(0));
            let range = if before.replace(wanted) == Some(wanted) { 0..0 } else { beginning_with(list, all.clone(), wanted) };
            range.filter_map(move |n| {
                let form = self.form(record(list, n));
                rest.starts_with(form.tail).then_some(form)
            })
        })
    }

    fn form(&self, [at, length, _, entry, search, form, exact, exact_length]: [u32; FORM]) -> Form<'_> {
        Form {
            tail: self.string(at, length >> 1),
            entry,
            search,
            form,
            exact: self.exact(exact, exact_length),
            capitals_only: length & 1 != 0,
        }
    }

    /// The phrases that a stem occurs in.
    pub fn masks(&self, stem: usize) -> impl Iterator<Item = Mask<'_>> {
        let list = self.section(Section::Masks);
        self.hanging(stem, 3).map(move |n| {
            let [text, length, at, kind, target, exact, exact_length, bounded] = record(list, n);
            let target = match kind {
                0 => MaskTarget::Name(target),
                1 => MaskTarget::Approved,
                _ => MaskTarget::Shadow(target),
            };
            let exact = self.exact(exact, exact_length);
            Mask { text: self.string(text, length), at: at as usize, target, exact, bounded: bounded != 0 }
        })
    }

    fn hanging(&self, stem: usize, column: usize) -> Range<usize> {
        let stems = self.section(Section::Stems);
        number(stems, stem * STEM + column) as usize..number(stems, (stem + 1) * STEM + column) as usize
    }

    fn exact(&self, at: u32, length: u32) -> Option<&str> {
        (length > 0).then(|| std::str::from_utf8(self.string(at, length)).unwrap_or_default())
    }

    /// What looks stems up in a text.
    pub fn lookup(&self) -> Lookup<'_> {
        Lookup { tables: self, filter: Filter::read(self.section(Section::Filter)), slots: self.section(Section::Slots) }
    }
}

/// Looks stems up.
pub struct Lookup<'t> {
    tables: &'t Tables,
    filter: Filter<'t>,
    slots: &'t [u8],
}

impl Lookup<'_> {
    /// Calls `found` with every stem that the text begins with at byte `at`.
    #[inline]
    pub fn at(&self, text: &[u8], at: usize, mut found: impl FnMut(usize)) {
        let rest = &text[at..];
        let head = head(rest);
        let passed = self.filter.passes(head);
        if passed != Passed::NONE {
            self.found(rest, head, passed, &mut found);
        }
    }

    #[inline(never)]
    fn found(&self, rest: &[u8], head: u64, passed: Passed, found: &mut impl FnMut(usize)) {
        let whole = head_length(head as u8);
        let lengths = [
            if passed.two() { 1..4 } else { 0..0 },
            if passed.three() && !passed.two() { 3..4 } else { 0..0 },
            if passed.middle() { OPENING..whole } else { 0..0 },
            if passed.whole() { whole..whole + 1 } else { 0..0 },
        ];
        for length in lengths.into_iter().flatten() {
            let head = cut(head, length);
            if self.filter.may_be(head) {
                self.verify(rest, head, length, found);
            }
        }
    }

    /// The stems with this head, which is `length` bytes long.
    fn verify(&self, rest: &[u8], head: u64, length: usize, found: &mut impl FnMut(usize)) {
        let Some((from, count)) = self.group(head) else { return };
        for stem in from..from + count {
            let text = self.tables.stem(stem);
            if text.len() >= length && rest.starts_with(text) {
                found(stem);
            }
        }
    }

    /// The stems with this head: the first and how many.
    fn group(&self, head: u64) -> Option<(usize, usize)> {
        let count = self.slots.len() / (4 * SLOT);
        let mut slot = (hash(head) >> 24) as usize % count;
        loop {
            let [low, high, first, stems] = record(self.slots, slot);
            if stems == 0 {
                return None;
            }
            if u64::from(low) | u64::from(high) << 32 == head {
                return Some((first as usize, stems as usize));
            }
            slot = (slot + 1) % count;
        }
    }
}

/// The length of a stem's head, at most all of it.
pub(super) fn own_head(stem: &[u8]) -> usize {
    stem.first().map_or(0, |first| head_length(*first)).min(stem.len())
}

/// The hash table of heads, with open addressing.
fn slots(stems: &[Stem]) -> Vec<u32> {
    let mut groups: Vec<(u64, usize, usize)> = Vec::new();
    for (n, stem) in stems.iter().map(|s| s.text.as_bytes()).enumerate().filter(|s| !s.1.is_empty()) {
        let key = cut(head(stem), own_head(stem));
        // The stems are sorted, so those with one head stand together.
        match groups.last_mut() {
            Some(group) if group.0 == key => group.2 += 1,
            _ => groups.push((key, n, 1)),
        }
    }
    let count = (groups.len() * 2 + 1).next_power_of_two();
    let mut slots = vec![0u32; count * SLOT];
    for (key, first, stems) in groups {
        let mut slot = (hash(key) >> 24) as usize % count;
        while slots[slot * SLOT + 3] != 0 {
            slot = (slot + 1) % count;
        }
        slots[slot * SLOT..(slot + 1) * SLOT].copy_from_slice(&[key as u32, (key >> 32) as u32, first as u32, stems as u32]);
    }
    slots
}

/// Bytes of a form's text behind its stem that the forms of a stem are sorted by.
const BEGINNING: u32 = 4;

/// The first four bytes as a number that is in the order of the texts.
fn beginning(text: &[u8]) -> u32 {
    (cut(head(text), BEGINNING as usize) as u32).swap_bytes()
}

/// The forms of a range of the list that begin like this.
fn beginning_with(list: &[u8], forms: Range<usize>, wanted: u32) -> Range<usize> {
    let first = |wanted: u64| {
        let (mut from, mut to) = (forms.start, forms.end);
        while from < to {
            let middle = from.midpoint(to);
            if u64::from(number(list, middle * FORM + 2)) < wanted {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    };
    first(wanted.into())..first(u64::from(wanted) + 1)
}

fn numbers(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn number(bytes: &[u8], n: usize) -> u32 {
    bytes[4 * n..].first_chunk().map_or(0, |b| u32::from_le_bytes(*b))
}

fn record<const N: usize>(bytes: &[u8], n: usize) -> [u32; N] {
    let record = &bytes[4 * N * n..4 * N * (n + 1)];
    std::array::from_fn(|i| number(record, i))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(tail: &str, form: u32) -> Form<'_> {
        Form { tail: tail.as_bytes(), entry: 0, search: 0, form, exact: None, capitals_only: form.is_multiple_of(3) }
    }

    #[test]
    fn the_forms_that_stand_in_a_text_are_found_among_many() {
        let tails =
            ["", "e", "es", "ed", "ion", "ions", "e in the street", "e-s", "es of", "ées", "é", "e", "z", "ion ring", "ионка"];
        let forms = tails.iter().zip(0..).map(|(tail, n)| form(tail, n)).collect();
        let stems = [
            Stem { text: "hook", forms: vec![form("er", 90), form("ers", 91)], masks: Vec::new() },
            Stem { text: "prostitut", forms, masks: Vec::new() },
            Stem { text: "punter", forms: vec![form("", 92), form("s", 93)], masks: Vec::new() },
        ];
        let tables = Tables::read(Tables::write(&stems).into());
        for rest in ["", "e", "es of it", "e in the street", "ions", "ées", "e\0", "zz", "s", "ion r", "ионка", "ио"] {
            let mut found: Vec<u32> = tables.forms_in(1, rest.as_bytes()).map(|f| f.form).collect();
            found.sort_unstable();
            let expected: Vec<u32> = tails.iter().zip(0..).filter(|(tail, _)| rest.starts_with(*tail)).map(|(_, n)| n).collect();
            assert_eq!(found, expected, "{rest:?}");
        }
        assert_eq!(tables.forms(1).filter(|f| f.capitals_only).count(), 5);
        assert_eq!(tables.forms_in(0, b"ers").count(), 2);
        assert_eq!(tables.forms_in(2, b"s").count(), 2);
    }
}
