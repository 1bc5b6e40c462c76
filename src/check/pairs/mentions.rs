//! What one side of a unit speaks of.

use super::{Terms, Text};
use crate::check::Exemption;
use crate::check::exemptions::{self, Paragraph, Place};
use crate::check::rule_set::RuleSet;
use crate::check::scan::MaskKind;
use crate::lexicon::Naming;
use crate::text::Language;
use std::collections::BTreeMap;
use std::ops::Range;

/// By what kind of word something is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A term; the entry of [`Terms`] says which of several.
    Term(usize),
    Rendering,
    /// An avoided word: the index of its finding.
    Avoided(usize),
    Agency,
    UnsureAgency,
}

impl Word {
    pub fn is_agency(self) -> bool {
        matches!(self, Word::Agency | Word::UnsureAgency)
    }
}

/// A concept or an agency in its place.
#[derive(Debug, Clone)]
pub struct Mention<'t> {
    /// Bytes of the prose.
    pub range: Range<usize>,
    /// The concept, or the agency.
    pub concept: &'t str,
    pub word: Word,
    /// Of the words, which are one language's; agencies are looked for in all.
    pub language: Language,
    /// The entry of [`Terms`], where it was found by one.
    pub entry: Option<usize>,
    /// It is part of a protected name.
    pub is_named: bool,
}

/// Everything mentioned in a range, in the order of the text. Of words that overlap the longest stays.
pub fn of<'t>(text: &Text, range: &Range<usize>, language: Language, rules: &'t RuleSet) -> Vec<Mention<'t>> {
    let terms = rules.terms();
    let mut all: Vec<Mention<'t>> = Vec::new();
    for n in text.findings_in(range) {
        let finding = &text.findings[n];
        let head = rules.entries.head(finding.entry);
        // What is another sense is another word; what a rule found is no word of a concept.
        let is_word = head.rule.is_none() && !matches!(finding.exemption, Some(Exemption::OtherSense(_)));
        if is_word {
            all.push(Mention {
                range: finding.prose.clone(),
                concept: &head.concept,
                word: Word::Avoided(n),
                language: head.language,
                entry: None,
                is_named: finding.exemption.is_some(),
            });
        }
    }
    for hit in text.hits_in(range) {
        let head = terms.entries.head(hit.entry);
        let naming = terms.naming(hit.entry);
        if head.language != language && !naming.is_agency() || hit.range.end > range.end {
            continue;
        }
        let word = match naming {
            Naming::Term => Word::Term(hit.entry),
            Naming::Rendering => Word::Rendering,
            Naming::Agency => Word::Agency,
            Naming::UnsureAgency => Word::UnsureAgency,
        };
        all.push(Mention {
            range: hit.range.clone(),
            concept: &head.concept,
            word,
            language: head.language,
            entry: Some(hit.entry),
            is_named: is_named(text, &hit.range, naming),
        });
    }
    all.sort_by_key(|m| (std::cmp::Reverse(m.range.len()), m.range.start));
    // What was taken does not overlap, so the last one that begins before the end of another tells.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    all.retain(|m| {
        let last = taken.range(..m.range.end).next_back().map(|(start, end)| *start..*end);
        let free = last.is_none_or(|l| l.end <= m.range.start || l == m.range);
        if free {
            taken.insert(m.range.start, m.range.end);
        }
        free
    });
    all.sort_by_key(|m| (m.range.start, order(m.word)));
    // One concept in one place is one mention, by the surest word.
    let mut kept: Vec<Mention<'t>> = Vec::with_capacity(all.len());
    for mention in all {
        let known = |k: &&Mention| k.range == mention.range && k.concept == mention.concept && k.language == mention.language;
        if !kept.iter().rev().take_while(|k| k.range.start == mention.range.start).any(|k| known(&k)) {
            kept.push(mention);
        }
    }
    kept
}

fn order(word: Word) -> u8 {
    match word {
        Word::Avoided(_) => 0,
        Word::Term(_) => 1,
        Word::Agency => 2,
        Word::Rendering | Word::UnsureAgency => 3,
    }
}

/// Whether a protected name covers a term. The name of an agency is a name itself.
fn is_named(text: &Text, range: &Range<usize>, naming: Naming) -> bool {
    /// No name is longer, in bytes.
    const LONGEST: usize = 512;
    let from = text.masks.partition_point(|m| m.range.start < range.start.saturating_sub(LONGEST));
    text.masks[from..].iter().take_while(|m| m.range.start <= range.start).any(|m| {
        matches!(m.kind, MaskKind::Name(_)) && m.range.end >= range.end && (!naming.is_agency() || m.range.len() > range.len())
    })
}

/// Whether a term stands where nobody has to translate it: in a name, a title, an address, a reference, a quotation, or as the
/// word that is spoken of.
pub fn is_exempt(text: &Text, mention: &Mention, terms: &Terms) -> bool {
    let Some(entry) = mention.entry else { return false };
    let segment = text.prose.segment_at(mention.range.clone());
    let paragraph = Paragraph::new(&text.prose.text[segment.range.clone()]);
    let local = mention.range.start - segment.range.start..mention.range.end - segment.range.start;
    let place = Place::new(&paragraph, local, &segment, text.prose, &terms.entries[entry], None, None);
    match exemptions::weigh(&place, None).exemption {
        None => false,
        // An agency is a name, and is asked for as one.
        Some(Exemption::Name(_) | Exemption::NameShape(_) | Exemption::LikelyName(_)) => !mention.word.is_agency(),
        Some(held) => !is_own_use(&held),
    }
}

/// Whether words are the writer's own although an exemption holds: people speak of themselves and of others.
pub fn is_own_use(exemption: &Exemption) -> bool {
    matches!(
        exemption,
        Exemption::ReportedSpeech
            | Exemption::SelfReference
            | Exemption::Figurative
            | Exemption::Historical
            | Exemption::HistoricalWording
    )
}
