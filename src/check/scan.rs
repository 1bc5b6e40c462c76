//! The pass over the text.

use super::index::{Index, MaskTarget};
use crate::text::fold::{Folded, fold_into};
use crate::text::script::{is_han, joins_word};
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
    while at < text.len() {
        let end = boundary(text, (at + WINDOW).min(text.len()));
        let from = boundary(text, at.saturating_sub(BEFORE));
        let to = boundary(text, (end + BEHIND).min(text.len()));
        fold_into(text, from..to, &mut folded);
        let mut window = Window { text, folded: &folded, own: at..end, index, hits: &mut hits, masks: &mut masks };
        window.search();
        at = end;
    }
    masks.dedup();
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
    hits: &'a mut Vec<Hit>,
    masks: &'a mut Vec<Mask>,
}

impl Window<'_> {
    fn search(&mut self) {
        let folded: &Folded = self.folded;
        for found in self.index.automaton.find_overlapping_iter(&folded.text) {
            self.verify(&folded.text, found.pattern().as_usize(), found.start(), None);
        }
        for &join in &folded.joins {
            self.search_joined(join);
        }
    }

    /// The other reading of a hyphen at a line end: the word was broken there. What the first reading approves stays.
    fn search_joined(&mut self, join: usize) {
        const REACH: usize = 96;
        let text = &self.folded.text;
        let mut from = join.saturating_sub(REACH);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let to = boundary(text, (join + REACH).min(text.len()));
        let source = self.folded.source_start(join);
        let approved = self.masks.iter().any(|m| m.kind == MaskKind::Approved && m.range.contains(&source))
            || self.hits.iter().any(|h| h.range.contains(&source));
        if approved {
            return;
        }
        let joined = format!("{}{}", &text[from..join], &text[join + 1..to]);
        let found: Vec<(usize, usize)> =
            self.index.automaton.find_overlapping_iter(&joined).map(|m| (m.pattern().as_usize(), m.start())).collect();
        for (stem, at) in found {
            if at < join - from {
                self.verify(&joined, stem, at, Some((from, join - from)));
            }
        }
    }

    /// `joined`: `folded` is a piece of the window that begins at the first number, with a hyphen left out at the second.
    fn verify(&mut self, folded: &str, stem: usize, at: usize, joined: Option<(usize, usize)>) {
        for form in self.index.forms(stem) {
            let end = at + form.text.len();
            if !folded[at..].starts_with(&*form.text) || !bounded(folded, at, end) {
                continue;
            }
            if joined.is_some_and(|(_, gap)| end <= gap) {
                continue;
            }
            let Some(range) = self.source(folded, at..end, joined) else { continue };
            if !self.own.contains(&range.start) {
                continue;
            }
            let written = &self.text[range.clone()];
            if form.capitals_only && !super::all_capitals(written) {
                continue;
            }
            if form.exact.as_ref().is_some_and(|e| !same_but_space(written, e)) {
                continue;
            }
            self.hits.push(Hit { range, entry: form.entry as usize, search: form.search as usize, form: form.form as usize });
        }
        for mask in self.index.masks(stem) {
            let Some(start) = at.checked_sub(mask.at as usize) else { continue };
            let end = start + mask.text.len();
            if !folded.is_char_boundary(start) || !folded[start..].starts_with(&*mask.text) {
                continue;
            }
            if mask.bounded && !bounded(folded, start, end) {
                continue;
            }
            let Some(range) = self.source(folded, start..end, joined) else { continue };
            if mask.exact.as_ref().is_some_and(|e| !same_but_space(&self.text[range.clone()], e)) {
                continue;
            }
            let kind = match mask.target {
                MaskTarget::Name(n) => MaskKind::Name(n as usize),
                MaskTarget::Approved(_) => MaskKind::Approved,
                MaskTarget::Shadow(e) => MaskKind::Shadow(e as usize),
            };
            self.masks.push(Mask { range, kind });
        }
    }

    fn source(&self, folded: &str, range: Range<usize>, joined: Option<(usize, usize)>) -> Option<Range<usize>> {
        let (start, end) = match joined {
            None => (range.start, range.end),
            Some((from, gap)) => {
                let back = |at: usize| from + at + usize::from(at > gap);
                (back(range.start), back(range.end))
            }
        };
        if range.is_empty() || folded.is_empty() {
            return None;
        }
        Some(self.folded.source_start(start)..self.folded.source_end(end, self.text))
    }
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
    let plain = |s: &str| -> String {
        let mut plain = String::with_capacity(s.len());
        for c in s.chars() {
            match c {
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
                '’' | 'ʼ' => plain.push('\''),
                '\u{2010}' | '\u{2011}' => plain.push('-'),
                c if c.is_whitespace() => {
                    if !plain.ends_with(' ') {
                        plain.push(' ');
                    }
                }
                c => plain.push(c),
            }
        }
        plain
    };
    let (written, form) = (plain(written), plain(form));
    // At the beginning of a sentence the first letter may be a capital.
    written == form || {
        let mut w = written.chars();
        let mut f = form.chars();
        match (w.next(), f.next()) {
            (Some(a), Some(b)) => b.is_lowercase() && a.to_lowercase().eq(b.to_lowercase()) && w.as_str() == f.as_str(),
            _ => false,
        }
    }
}
