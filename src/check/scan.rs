//! The pass over the text: folded window by window, and at every place where a form can begin the stems are looked up.

use super::index::Index;
use super::tables::MaskTarget;
use crate::text::fold::{Folded, fold_into};
use crate::text::script::{is_han, joins_word};
use crate::text::starts::each_start;
use std::ops::Range;

/// A form found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the prose.
    pub range: Range<usize>,
    pub entry: usize,
    pub search: usize,
    pub form: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskKind {
    /// Index into the protected names.
    Name(usize),
    Approved,
    /// A longer phrase in which the entry's term is only an accident.
    Shadow(usize),
}

/// A phrase around a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// Bytes of the prose.
    pub range: Range<usize>,
    pub kind: MaskKind,
}

/// Text is folded and searched in windows that stay in the processor's cache. A window is folded a little beyond its two
/// ends, so that no term is cut.
const WINDOW: usize = 48 * 1024;
const BEFORE: usize = 256;
const BEHIND: usize = 512;

/// Every form of the index in the text, and the phrases around them. Forms of different entries may overlap.
pub fn scan(text: &str, index: &Index) -> (Vec<Hit>, Vec<Mask>) {
    let mut hits = Vec::new();
    let mut masks = Vec::new();
    let mut folded = Folded::default();
    let mut at = 0;
    let mut recent = 0;
    while at < text.len() {
        let end = boundary(text, (at + WINDOW).min(text.len()));
        let from = boundary(text, at.saturating_sub(BEFORE));
        let to = boundary(text, (end + BEHIND).min(text.len()));
        fold_into(text, from..to, &mut folded);
        let first = hits.len();
        let mut window = Window { text, folded: &folded, own: at..end, index, recent, hits: &mut hits, masks: &mut masks };
        window.search();
        recent = first;
        at = end;
    }
    (hits, masks)
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

struct Window<'a> {
    text: &'a str,
    folded: &'a Folded,
    /// Bytes of the text whose hits this window reports.
    own: Range<usize>,
    index: &'a Index,
    /// The first hit of the window before.
    recent: usize,
    hits: &'a mut Vec<Hit>,
    masks: &'a mut Vec<Mask>,
}

/// Folded text to be searched.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    text: &'a str,
    /// Where it begins in the window's folded text.
    from: usize,
    /// Byte of the stretch where a hyphen was left out.
    gap: Option<usize>,
}

impl Stretch<'_> {
    /// The byte of the window's folded text.
    fn in_window(&self, at: usize) -> usize {
        self.from + at + usize::from(self.gap.is_some_and(|gap| at > gap))
    }
}

impl Window<'_> {
    fn search(&mut self) {
        let folded = self.folded;
        let lookup = self.index.lookup();
        let stretch = Stretch { text: &folded.text, from: 0, gap: None };
        each_start(stretch.text, |at| lookup.at(stretch.text.as_bytes(), at, |stem| self.verify(&stretch, stem, at)));
        for &join in &folded.joins {
            self.search_joined(join);
        }
    }

    /// The other reading of a hyphen at a line end: the word was broken there. What the first reading found or approves
    /// stays.
    fn search_joined(&mut self, join: usize) {
        const REACH: usize = 96;
        let text = self.folded.text.as_str();
        let mut from = join.saturating_sub(REACH);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let to = boundary(text, (join + REACH).min(text.len()));
        let source = self.folded.source_start(join);
        if self.hits[self.recent..].iter().any(|h| h.range.contains(&source)) {
            return;
        }
        let gap = join - from;
        if self.is_approved(&text[from..to], gap) {
            return;
        }
        let joined = format!("{}{}", &text[from..join], &text[join + 1..to]);
        let lookup = self.index.lookup();
        let stretch = Stretch { text: &joined, from, gap: Some(gap) };
        each_start(&joined, |at| {
            if at < gap {
                lookup.at(joined.as_bytes(), at, |stem| self.verify(&stretch, stem, at));
            }
        });
    }

    /// Whether an approved wording stands over a byte of a folded text.
    fn is_approved(&self, folded: &str, over: usize) -> bool {
        let lookup = self.index.lookup();
        let mut approved = false;
        each_start(folded, |at| {
            lookup.at(folded.as_bytes(), at, |stem| {
                approved |= self.index.masks(stem).filter(|m| m.target == MaskTarget::Approved).any(|mask| {
                    let Some(start) = at.checked_sub(mask.at) else { return false };
                    let end = start + mask.text.len();
                    start <= over && over < end && stands(folded, start, mask.text) && bounded(folded, start, end)
                });
            });
        });
        approved
    }

    /// Compares what hangs on a stem that stands at byte `at` of the stretch.
    fn verify(&mut self, stretch: &Stretch, stem: usize, at: usize) {
        let folded = stretch.text;
        let behind = at + self.index.stem_length(stem);
        let before = self.hits.len();
        for form in self.index.forms_in(stem, &folded.as_bytes()[behind..]) {
            let end = behind + form.tail.len();
            if !bounded(folded, at, end) || stretch.gap.is_some_and(|gap| end <= gap) {
                continue;
            }
            let range = self.source(stretch, at..end);
            if !self.own.contains(&range.start) {
                continue;
            }
            let written = &self.text[range.clone()];
            if form.capitals_only && !super::all_capitals(written) || form.exact.is_some_and(|e| !same_but_space(written, e)) {
                continue;
            }
            self.hits.push(Hit { range, entry: form.entry as usize, search: form.search as usize, form: form.form as usize });
        }
        // Only what may cover a hit is of interest.
        if self.hits.len() > before {
            self.masks(stretch, stem, at);
        }
    }

    fn masks(&mut self, stretch: &Stretch, stem: usize, at: usize) {
        let folded = stretch.text;
        for mask in self.index.masks(stem) {
            let Some(start) = at.checked_sub(mask.at) else { continue };
            let end = start + mask.text.len();
            if !stands(folded, start, mask.text) || mask.bounded && !bounded(folded, start, end) {
                continue;
            }
            let range = self.source(stretch, start..end);
            if mask.exact.is_some_and(|e| !same_but_space(&self.text[range.clone()], e)) {
                continue;
            }
            let kind = match mask.target {
                MaskTarget::Name(n) => MaskKind::Name(n as usize),
                MaskTarget::Approved => MaskKind::Approved,
                MaskTarget::Shadow(e) => MaskKind::Shadow(e as usize),
            };
            self.masks.push(Mask { range, kind });
        }
    }

    /// Bytes of the text, for a range of the stretch that is not empty.
    fn source(&self, stretch: &Stretch, range: Range<usize>) -> Range<usize> {
        let (start, end) = (stretch.in_window(range.start), stretch.in_window(range.end));
        self.folded.source_start(start)..self.folded.source_end(end, self.text)
    }
}

fn stands(folded: &str, at: usize, text: &[u8]) -> bool {
    folded.as_bytes()[at..].starts_with(text)
}

/// Whether whole words begin and end here. Ideographs need no boundary; a footnote digit glued to a word is none of it.
fn bounded(folded: &str, start: usize, end: usize) -> bool {
    let before = folded[..start].chars().next_back();
    let first = folded[start..].chars().next();
    let last = folded[..end].chars().next_back();
    let open = first.is_none_or(is_han) || !before.is_some_and(joins_word);
    if !open {
        return false;
    }
    if last.is_none_or(is_han) {
        return true;
    }
    let rest = &folded[end..];
    match rest.chars().next() {
        Some(c) if c.is_ascii_digit() => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            digits <= 2 && last.is_some_and(|l| l.is_alphabetic()) && !rest[digits..].chars().next().is_some_and(joins_word)
        }
        Some(c) => !joins_word(c),
        None => true,
    }
}

/// Whether a text reads like a form in the same capitals; kinds of space, apostrophe and hyphen make no difference.
fn same_but_space(written: &str, form: &str) -> bool {
    let (mut written, mut form) = (plain(written), plain(form));
    let same = match (written.next(), form.next()) {
        // At the beginning of a sentence the first letter may be a capital.
        (Some(w), Some(f)) => w == f || f.is_lowercase() && w.to_lowercase().eq(f.to_lowercase()),
        (w, f) => w == f,
    };
    same && written.eq(form)
}

/// The characters of a text, every run of white space as one space, and one kind of hyphen and apostrophe.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let mut before = None;
    text.chars().filter_map(move |c| {
        let c = match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => return None,
            '’' | 'ʼ' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let again = c == ' ' && before == Some(' ');
        before = Some(c);
        (!again).then_some(c)
    })
}
