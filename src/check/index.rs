//! The index: stems for the one pass over the text, and behind each stem the forms that begin with it.
//!
//! A stem is the beginning of a form. Names, approved wordings and harmless longer phrases are not searched for; they hang
//! on the stems that occur inside them and are compared only where a form stands.

use super::tables::{Form, Lookup, Mask, MaskTarget, Stem, Tables};
use crate::lexicon::{Entry, ProtectedName};
use crate::text::Language;
use crate::text::fold::fold;
use crate::text::script::is_han;
use crate::text::starts::each_start;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// A form while the index is made.
struct NewForm {
    /// Folded.
    text: String,
    entry: u32,
    search: u32,
    form: u32,
    capitals_only: bool,
    exact: Option<String>,
}

/// A phrase while the index is made, or one of the writer's own names.
#[derive(Debug)]
struct NewMask {
    /// Folded.
    text: String,
    at: usize,
    target: MaskTarget,
    exact: Option<String>,
    bounded: bool,
}

impl NewMask {
    fn as_mask(&self) -> Mask<'_> {
        let NewMask { text, at, target, exact, bounded } = self;
        Mask { text: text.as_bytes(), at: *at, target: *target, exact: exact.as_deref(), bounded: *bounded }
    }
}

#[derive(Debug)]
pub struct Index {
    tables: Tables,
    /// Masks of names that the writer added, by stem.
    own: HashMap<usize, Vec<NewMask>>,
}

/// Longest beginning of a form that is searched for, in bytes: long enough to be rare, short enough to be shared.
const STEM: usize = 9;
const STEM_CYRILLIC: usize = 14;

/// The tables of a lexicon, as [`Tables::read`] takes them. `approved`: every wording that the lexicon offers.
pub fn compile(entries: &[Entry], names: &[ProtectedName], approved: &[String]) -> Vec<u8> {
    let by_stem = forms(entries);
    // The stems alone, to find them in the masks.
    let bare: Vec<Stem> = by_stem.keys().map(|text| Stem { text, forms: Vec::new(), masks: Vec::new() }).collect();
    let bare = Tables::read(Cow::Owned(Tables::write(&bare)));
    let mut masks: Vec<Vec<NewMask>> = by_stem.iter().map(|_| Vec::new()).collect();
    let mut hang = |text: &str, target: MaskTarget, exact: Option<&str>, bounded: bool| {
        for (stem, mask) in masks_of(&bare.lookup(), text, target, exact, bounded) {
            masks[stem].push(mask);
        }
    };
    for (n, name) in names.iter().enumerate() {
        for form in &name.forms {
            hang(form, MaskTarget::Name(n as u32), name.exact.then_some(form.as_str()), true);
        }
    }
    for text in approved {
        hang(text, MaskTarget::Approved, None, true);
    }
    for (e, entry) in entries.iter().enumerate() {
        for shadow in &entry.shadows {
            hang(shadow, MaskTarget::Shadow(e as u32), None, false);
        }
    }
    let stems: Vec<Stem> = by_stem
        .iter()
        .zip(&masks)
        .map(|((text, forms), masks)| Stem {
            text,
            forms: sorted(text, forms),
            masks: masks.iter().map(NewMask::as_mask).collect(),
        })
        .collect();
    Tables::write(&stems)
}

/// Every spelling of every form, by its stem.
fn forms(entries: &[Entry]) -> BTreeMap<String, Vec<NewForm>> {
    let mut by_stem: BTreeMap<String, Vec<NewForm>> = BTreeMap::new();
    let mut seen: HashSet<(usize, String, bool, Option<String>)> = HashSet::new();
    for (e, entry) in entries.iter().enumerate() {
        for (s, search) in entry.searches.iter().enumerate() {
            for (f, form) in search.forms.iter().enumerate() {
                for (text, capitals_only, exact) in spellings(entry, search.exact, &form.text) {
                    if !seen.insert((e, text.clone(), capitals_only, exact.clone())) {
                        continue;
                    }
                    let stem = stem_of(&text).to_string();
                    let form = NewForm { text, entry: e as u32, search: s as u32, form: f as u32, capitals_only, exact };
                    by_stem.entry(stem).or_default().push(form);
                }
            }
        }
    }
    by_stem
}

/// The forms of a stem, longest first.
fn sorted<'f>(stem: &str, forms: &'f [NewForm]) -> Vec<Form<'f>> {
    let mut all: Vec<Form> = forms
        .iter()
        .map(|f| Form {
            tail: &f.text.as_bytes()[stem.len()..],
            entry: f.entry,
            search: f.search,
            form: f.form,
            exact: f.exact.as_deref(),
            capitals_only: f.capitals_only,
        })
        .collect();
    all.sort_by_key(|f| std::cmp::Reverse(f.tail.len()));
    all
}

/// How a form may be written: folded, whether only in capitals, and the exact text where capitals decide.
fn spellings(entry: &Entry, exact: bool, form: &str) -> Vec<(String, bool, Option<String>)> {
    let folded = fold(form);
    if folded.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    let exact = exact || entry.exact;
    let inner_capitals = !exact && has_notation(form);
    let exact = (exact || inner_capitals).then(|| form.to_string());
    if matches!(entry.language, Language::Fr | Language::Es) && exact.is_none() {
        let bare = without_accents(&folded);
        if bare != folded {
            all.push((bare, true, None));
        }
    }
    if entry.language == Language::En && !entry.exact {
        all.extend(hyphenated(&folded).into_iter().map(|t| (t, false, None)));
    }
    all.push((folded, false, exact));
    all
}

/// English compounds are written with spaces and with hyphens: every way to turn some of up to three spaces into hyphens.
fn hyphenated(folded: &str) -> Vec<String> {
    let spaces: Vec<usize> = folded.match_indices(' ').map(|(i, _)| i).collect();
    if spaces.is_empty() || spaces.len() > 3 {
        return Vec::new();
    }
    (1..1u32 << spaces.len())
        .map(|chosen| {
            let mut text = folded.to_string();
            for (n, &at) in spaces.iter().enumerate() {
                if chosen & (1 << n) != 0 {
                    text.replace_range(at..=at, "-");
                }
            }
            text
        })
        .collect()
}

/// A phrase on every stem that stands in it where a form can begin.
fn masks_of(lookup: &Lookup, text: &str, target: MaskTarget, exact: Option<&str>, bounded: bool) -> Vec<(usize, NewMask)> {
    let folded = fold(text);
    let mut all = Vec::new();
    each_start(&folded, |at| {
        lookup.at(folded.as_bytes(), at, |stem| {
            let mask = NewMask { text: folded.clone(), at, target, exact: exact.map(str::to_string), bounded };
            all.push((stem, mask));
        });
    });
    all
}

impl Index {
    /// `own`: further protected names, with their numbers.
    pub fn new(tables: Tables, own: &[(u32, String)]) -> Index {
        let mut masks: HashMap<usize, Vec<NewMask>> = HashMap::new();
        for (name, text) in own {
            for (stem, mask) in masks_of(&tables.lookup(), text, MaskTarget::Name(*name), None, true) {
                masks.entry(stem).or_default().push(mask);
            }
        }
        Index { tables, own: masks }
    }

    pub fn lookup(&self) -> Lookup<'_> {
        self.tables.lookup()
    }

    pub fn forms(&self, stem: usize) -> impl Iterator<Item = Form<'_>> {
        self.tables.forms(stem)
    }

    /// The forms that begin with a stem and go on as `rest` (folded) does.
    pub fn forms_in<'a>(&'a self, stem: usize, rest: &'a [u8]) -> impl Iterator<Item = Form<'a>> {
        self.tables.forms_in(stem, rest)
    }

    /// The forms that begin with a text (folded).
    pub fn forms_beginning<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Form<'a>> {
        (0..self.tables.stem_count()).flat_map(move |n| {
            let stem = self.tables.stem(n);
            let rest = if stem.starts_with(folded.as_bytes()) { Some(&[][..]) } else { folded.as_bytes().strip_prefix(stem) };
            rest.into_iter().flat_map(move |rest| self.forms(n).filter(move |f| f.tail.starts_with(rest)))
        })
    }

    /// The length of a stem, bytes.
    pub fn stem_length(&self, stem: usize) -> usize {
        self.tables.stem(stem).len()
    }

    pub fn masks(&self, stem: usize) -> impl Iterator<Item = Mask<'_>> {
        self.tables.masks(stem).chain(self.own.get(&stem).into_iter().flatten().map(NewMask::as_mask))
    }

    /// The stems, for comparing speeds.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        (0..self.tables.stem_count()).map(|n| std::str::from_utf8(self.tables.stem(n)).unwrap_or_default())
    }
}

/// Inclusive capitals (prostituéEs): the folded form is another word, so the capitals decide. An acronym inside a phrase
/// (groupe à risque de VIH) is none.
fn has_notation(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|w| w[0].is_lowercase() && w[1].is_uppercase())
}

fn stem_of(text: &str) -> &str {
    let limit = match text.chars().next() {
        Some(c) if is_han(c) => 6,
        Some(c) if !c.is_ascii() => STEM_CYRILLIC,
        _ => STEM,
    };
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Latin letters without their accents.
pub fn without_accents(text: &str) -> String {
    text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).nfc().collect()
}
