//! The index: stems for the one pass over the text, and behind each stem the forms that begin with it.
//!
//! A stem is the beginning of a form. Names, approved wordings and harmless longer phrases are not searched for; they hang
//! on the stems that occur inside them and are compared only there.

use crate::lexicon::{Entry, ProtectedName};
use crate::text::Language;
use crate::text::fold::fold;
use crate::text::script::is_han;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A form to compare at a stem.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexedForm<'a> {
    /// Folded.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    pub entry: u32,
    pub search: u32,
    pub form: u32,
    /// Accents are missing: right only where the text is in capitals.
    pub capitals_only: bool,
    /// The text must read exactly like this.
    #[serde(borrow)]
    pub exact: Option<Cow<'a, str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MaskTarget {
    Name(u32),
    Approved(Language),
    Shadow(u32),
}

/// A longer phrase to compare at a stem that occurs inside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexedMask<'a> {
    /// Folded.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Where the stem begins in `text`, bytes.
    pub at: u32,
    pub target: MaskTarget,
    #[serde(borrow)]
    pub exact: Option<Cow<'a, str>>,
    /// Word boundaries on either side are asked for.
    pub bounded: bool,
}

/// What hangs on a stem: ranges of the two lists.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Stem<'a> {
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    pub forms: (u32, u32),
    pub masks: (u32, u32),
}

/// Everything but the automaton; the build script makes it for the built-in lexicon.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tables<'a> {
    #[serde(borrow)]
    pub stems: Vec<Stem<'a>>,
    /// Longest first within a stem.
    #[serde(borrow)]
    pub forms: Vec<IndexedForm<'a>>,
    #[serde(borrow)]
    pub masks: Vec<IndexedMask<'a>>,
}

#[derive(Debug)]
pub struct Index {
    pub automaton: AhoCorasick,
    tables: Tables<'static>,
    /// Masks of names that the writer added, by stem.
    own: HashMap<usize, Vec<IndexedMask<'static>>>,
}

/// Longest beginning of a form that goes into the automaton, in bytes: long enough to be rare, short enough to be shared.
const STEM: usize = 9;
const STEM_CYRILLIC: usize = 14;

impl Tables<'static> {
    pub fn new(entries: &[Entry], names: &[ProtectedName], approved: &[(Language, String)]) -> Tables<'static> {
        let mut by_stem: HashMap<String, Vec<IndexedForm>> = HashMap::new();
        let mut seen: HashSet<(usize, String, bool, Option<String>)> = HashSet::new();
        for (e, entry) in entries.iter().enumerate() {
            for (s, search) in entry.searches.iter().enumerate() {
                for (f, form) in search.forms.iter().enumerate() {
                    for (text, capitals_only, exact) in spellings(entry, search.exact, &form.text) {
                        if !seen.insert((e, text.clone(), capitals_only, exact.clone())) {
                            continue;
                        }
                        let form = IndexedForm {
                            entry: e as u32,
                            search: s as u32,
                            form: f as u32,
                            capitals_only,
                            exact: exact.map(Cow::Owned),
                            text: Cow::Owned(text),
                        };
                        by_stem.entry(stem_of(&form.text).to_string()).or_default().push(form);
                    }
                }
            }
        }
        let mut stems: Vec<(String, Vec<IndexedForm>)> = by_stem.into_iter().collect();
        stems.sort_by(|a, b| a.0.cmp(&b.0));
        let automaton = automaton(stems.iter().map(|s| s.0.as_str()), false);
        let mut masks: Vec<Vec<IndexedMask>> = vec![Vec::new(); stems.len()];
        let mut hang = |text: &str, target: MaskTarget, exact: Option<String>, bounded: bool| {
            let folded = fold(text);
            for (stem, mask) in masks_of(&automaton, &folded, target, exact, bounded) {
                masks[stem].push(mask);
            }
        };
        for (n, name) in names.iter().enumerate() {
            for form in &name.forms {
                hang(form, MaskTarget::Name(n as u32), name.exact.then(|| form.clone()), true);
            }
        }
        for (language, text) in approved {
            hang(text, MaskTarget::Approved(*language), None, true);
        }
        for (e, entry) in entries.iter().enumerate() {
            for shadow in &entry.shadows {
                hang(shadow, MaskTarget::Shadow(e as u32), None, false);
            }
        }
        let mut tables = Tables::default();
        for ((text, mut forms), masks) in stems.into_iter().zip(masks) {
            forms.sort_by_key(|f| std::cmp::Reverse(f.text.len()));
            let range = |from: usize, list: usize| (from as u32, (from + list) as u32);
            let stem = Stem {
                text: Cow::Owned(text),
                forms: range(tables.forms.len(), forms.len()),
                masks: range(tables.masks.len(), masks.len()),
            };
            tables.stems.push(stem);
            tables.forms.extend(forms);
            tables.masks.extend(masks);
        }
        tables
    }
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

fn masks_of<'a>(
    automaton: &'a AhoCorasick,
    folded: &'a str,
    target: MaskTarget,
    exact: Option<String>,
    bounded: bool,
) -> impl Iterator<Item = (usize, IndexedMask<'static>)> + 'a {
    automaton.find_overlapping_iter(folded).map(move |m| {
        let mask = IndexedMask {
            text: Cow::Owned(folded.to_string()),
            at: m.start() as u32,
            target,
            exact: exact.clone().map(Cow::Owned),
            bounded,
        };
        (m.pattern().as_usize(), mask)
    })
}

fn automaton<'s>(stems: impl Iterator<Item = &'s str>, large: bool) -> AhoCorasick {
    let kind = if large { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
    let stems: Vec<&str> = stems.collect();
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(kind))
        .build(&stems)
        // Building fails only when there are more states than 32 bits can number.
        .unwrap_or_else(|_| AhoCorasick::new(Vec::<&str>::new()).expect("an automaton of nothing"))
}

impl Index {
    /// `large`: build for much text (a DFA: slower to build, faster to run). `own`: further protected names.
    pub fn new(tables: Tables<'static>, own: &[(u32, String)], large: bool) -> Index {
        let automaton = automaton(tables.stems.iter().map(|s| &*s.text), large);
        let mut masks: HashMap<usize, Vec<IndexedMask>> = HashMap::new();
        for (name, text) in own {
            let folded = fold(text);
            for (stem, mask) in masks_of(&automaton, &folded, MaskTarget::Name(*name), None, true) {
                masks.entry(stem).or_default().push(mask);
            }
        }
        Index { automaton, tables, own: masks }
    }

    pub fn forms(&self, stem: usize) -> &[IndexedForm<'static>] {
        &self.tables.forms[range(self.tables.stems[stem].forms)]
    }

    pub fn all_forms(&self) -> impl Iterator<Item = &IndexedForm<'static>> {
        self.tables.forms.iter()
    }

    pub fn masks(&self, stem: usize) -> impl Iterator<Item = &IndexedMask<'static>> {
        self.tables.masks[range(self.tables.stems[stem].masks)].iter().chain(self.own.get(&stem).into_iter().flatten())
    }

    /// The stems, for comparing speeds.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.tables.stems.iter().map(|s| &*s.text)
    }
}

fn range((from, to): (u32, u32)) -> Range<usize> {
    from as usize..to as usize
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
