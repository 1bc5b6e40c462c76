//! The index: stems for the one pass over the text, and behind each stem the forms that begin with it.
//!
//! A stem is the beginning of a form. Names, approved wordings and harmless longer phrases are not searched for; they hang
//! on the stems that occur inside them and are compared only there.

use crate::lexicon::{Entry, ProtectedName};
use crate::text::Language;
use crate::text::fold::fold;
use crate::text::script::is_han;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A form to compare at a stem.
#[derive(Debug, Clone)]
pub struct IndexedForm {
    /// Folded.
    pub text: Box<str>,
    pub entry: usize,
    pub search: usize,
    pub form: usize,
    /// Accents are missing: right only where the text is in capitals.
    pub capitals_only: bool,
    /// The text must read exactly like this.
    pub exact: Option<Box<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskTarget {
    Name(usize),
    Approved(Language),
    Shadow(usize),
}

/// A longer phrase to compare at a stem that occurs inside it.
#[derive(Debug, Clone)]
pub struct IndexedMask {
    /// Folded.
    pub text: Box<str>,
    /// Where the stem begins in `text`, bytes.
    pub at: usize,
    pub target: MaskTarget,
    pub exact: Option<Box<str>>,
    /// Word boundaries on either side are asked for.
    pub bounded: bool,
}

#[derive(Debug, Default, Clone)]
pub struct Stem {
    pub forms: Vec<IndexedForm>,
    pub masks: Vec<IndexedMask>,
}

#[derive(Debug)]
pub struct Index {
    pub automaton: AhoCorasick,
    pub stems: Vec<Stem>,
}

/// Longest beginning of a form that goes into the automaton, in bytes: long enough to be rare, short enough to be shared.
const STEM: usize = 9;
const STEM_CYRILLIC: usize = 14;

impl Index {
    /// `large`: build for much text (a DFA: slower to build, faster to run).
    pub fn new(entries: &[Entry], active: &[bool], names: &[ProtectedName], approved: &[(Language, String)], large: bool) -> Index {
        let mut by_text: HashMap<String, usize> = HashMap::new();
        let mut texts: Vec<String> = Vec::new();
        let mut stems: Vec<Stem> = Vec::new();
        let mut seen: HashMap<(usize, String, bool), ()> = HashMap::new();
        for (e, entry) in entries.iter().enumerate() {
            if !active[e] {
                continue;
            }
            for (s, search) in entry.searches.iter().enumerate() {
                for (f, form) in search.forms.iter().enumerate() {
                    let folded = fold(&form.text);
                    if folded.is_empty() {
                        continue;
                    }
                    let inner_capitals = !entry.exact && form.text.chars().skip(1).any(char::is_uppercase) && has_notation(&form.text);
                    let exact = (entry.exact || inner_capitals).then(|| form.text.clone().into_boxed_str());
                    let mut add = |text: String, capitals_only: bool, exact: Option<Box<str>>| {
                        if seen.insert((e, text.clone(), exact.is_some()), ()).is_some() {
                            return;
                        }
                        let stem = stem_of(&text);
                        let at = *by_text.entry(stem.to_string()).or_insert_with(|| {
                            texts.push(stem.to_string());
                            stems.push(Stem::default());
                            stems.len() - 1
                        });
                        stems[at].forms.push(IndexedForm { text: text.into(), entry: e, search: s, form: f, capitals_only, exact });
                    };
                    if matches!(entry.language, Language::Fr | Language::Es) && !entry.exact && exact.is_none() {
                        let bare = without_accents(&folded);
                        if bare != folded {
                            add(bare, true, None);
                        }
                    }
                    if entry.language == Language::En && !entry.exact && folded.contains(' ') && folded.matches(' ').count() <= 2 {
                        add(folded.replace(' ', "-"), false, None);
                    }
                    add(folded, false, exact);
                }
            }
        }
        for stem in &mut stems {
            stem.forms.sort_by_key(|f| std::cmp::Reverse(f.text.len()));
        }
        let kind = if large { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(kind))
            .build(&texts)
            .or_else(|_| AhoCorasick::new(&texts))
            .unwrap_or_else(|_| AhoCorasick::new(Vec::<&str>::new()).expect("an automaton of nothing"));
        let mut index = Index { automaton, stems };
        for (n, name) in names.iter().enumerate() {
            for form in &name.forms {
                let folded = fold(form);
                let exact = name.exact.then(|| form.clone().into_boxed_str());
                index.hang(&folded, MaskTarget::Name(n), exact, true);
            }
        }
        for (language, text) in approved {
            let folded = fold(text);
            index.hang(&folded, MaskTarget::Approved(*language), None, true);
        }
        for (e, entry) in entries.iter().enumerate() {
            for shadow in &entry.shadows {
                index.hang(&fold(shadow), MaskTarget::Shadow(e), None, false);
            }
        }
        index
    }

    fn hang(&mut self, folded: &str, target: MaskTarget, exact: Option<Box<str>>, bounded: bool) {
        let found: Vec<(usize, usize)> =
            self.automaton.find_overlapping_iter(folded).map(|m| (m.pattern().as_usize(), m.start())).collect();
        for (stem, at) in found {
            self.stems[stem].masks.push(IndexedMask { text: folded.into(), at, target, exact: exact.clone(), bounded });
        }
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
