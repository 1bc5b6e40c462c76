//! What a text really says: the words that it uses for each concept, those of the guidance and those that it speaks against.

use super::mentions::{self, Mention, Word};
use super::{Terms, Text};
use crate::check::rule_set::RuleSet;
use crate::check::{Findings, Text as Document};
use crate::lexicon::{Naming, Severity, grammar_of};
use crate::text::Language;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What the guidance says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is one of the terms by which the concept is named.
    Preferred,
    /// It renders the concept too.
    Admitted,
    Avoided,
    /// The lexicon has a remark on it, and no more.
    Noted,
}

impl Standing {
    /// As reports for programs write it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Preferred => "preferred",
            Standing::Admitted => "admitted",
            Standing::Avoided => "avoided",
            Standing::Noted => "noted",
        }
    }
}

/// A word for a concept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Said {
    pub concept: String,
    pub language: Language,
    /// In dictionary form.
    pub word: String,
    pub standing: Standing,
    /// It stands in a quotation, a name, a title, an address, or is spoken of: these are not the writer's own words.
    pub is_held: bool,
}

/// The words for concepts in a document, and how often each is said.
pub fn words_used(document: Document) -> HashMap<Said, usize> {
    let mut said = HashMap::new();
    for part in 0..document.document.parts.len() {
        let mut findings = Findings::default();
        let mut checker = document.checker(part, &mut findings);
        checker.find();
        let prose = &document.document.parts[part].prose;
        let text = Text::new(prose, &checker.findings.items, part, document.rules);
        let mut places: Vec<Range<usize>> = text.hits.iter().map(|h| h.range.clone()).collect();
        places.extend(text.findings.iter().map(|f| f.prose.clone()));
        places.sort_by_key(|r| (r.start, r.end));
        // Long paragraphs are looked at in pieces that overlap; a word counts once.
        let (mut seen, mut counted) = (HashSet::new(), HashSet::new());
        for place in places {
            let segment = prose.segment_at(place);
            if !seen.insert(segment.range.clone()) {
                continue;
            }
            let Some(language) = checker.decide(&segment).language else { continue };
            for mention in mentions::of(&text, &segment.range, language, document.rules) {
                if !mention.word.is_agency()
                    && mention.language == language
                    && counted.insert((mention.range.clone(), mention.concept))
                {
                    *said.entry(of(&text, &mention, document.rules)).or_default() += 1;
                }
            }
        }
    }
    said
}

/// Whether a language has words for a concept whose sense is sure. Of others only what is to be avoided can be counted.
pub fn is_named(rules: &RuleSet, concept: &str, language: Language) -> bool {
    let terms = rules.terms();
    let mut heads = (0..terms.entries.len()).map(|e| (terms.entries.head(e), terms.naming(e)));
    heads.any(|(head, naming)| naming == Naming::Term && head.language == language && head.concept == concept)
}

fn of(text: &Text, mention: &Mention, rules: &RuleSet) -> Said {
    let terms: &Terms = rules.terms();
    let (word, standing, is_held) = match mention.word {
        Word::Avoided(n) => {
            let finding = &text.findings[n];
            let entry = &rules.entries[finding.entry];
            let found = entry.searches.get(finding.form.0).or(entry.searches.first());
            let standing = match rules.severity(finding.entry, None) {
                Some(Severity::Warning | Severity::Error) => Standing::Avoided,
                Some(Severity::Info) | None => Standing::Noted,
            };
            let is_held = finding.exemption.as_ref().is_some_and(|e| !mentions::is_own_use(e));
            (found.map(|s| s.phrase.citation()), standing, is_held)
        }
        Word::Term(_) | Word::Rendering | Word::Agency | Word::UnsureAgency => {
            let standing = if matches!(mention.word, Word::Term(_)) { Standing::Preferred } else { Standing::Admitted };
            let entry = mention.entry.map(|e| &terms.entries[e]);
            let is_held = mention.is_named || mentions::is_exempt(text, mention, terms);
            let name = entry
                .and_then(|e| e.searches.first())
                .map(|s| grammar_of(mention.language).citation(&s.phrase, rules.style(mention.language)));
            (name, standing, is_held)
        }
    };
    let as_written = || text.prose.text[mention.range.clone()].to_lowercase();
    Said {
        concept: mention.concept.to_string(),
        language: mention.language,
        word: word.filter(|w| !w.is_empty()).unwrap_or_else(as_written),
        standing,
        is_held,
    }
}
