//! Finding: `(document, rules) → findings`. Knows no format, no file system and no clock, and cannot fail.
//!
//! One pass over the text looks for stems of every language in play; only where a stem stands are forms compared, and only
//! where a form stands are the paragraph's language, quotations, names and conditions looked at.

mod conditions;
mod exemption;
mod finding;
mod index;
mod language;
mod names;
mod propose;
mod quotes;
mod rules;
mod scan;
mod sentence;

pub use exemption::Exemption;
pub use finding::{Applicability, Findings, Finding, Fix, OtherLanguage};
pub use language::{Detected, LanguageHints, detect};
pub use rules::{RuleSet, RuleSetError, Settings, StyleError};

use crate::document::{Document, Part, Role, Segment};
use crate::grammar::CasePattern;
use crate::lexicon::Kept;
use crate::text::{Language, LanguageTag};
use conditions::Surroundings;
use scan::{Hit, Mask, MaskKind};
use std::collections::HashMap;
use std::ops::Range;

/// Checks a document. `hints` is what is known of its language from outside.
pub fn check(document: &Document, source: &str, rules: &RuleSet, hints: &LanguageHints) -> Findings {
    let mut findings = Findings::default();
    for (n, part) in document.parts.iter().enumerate() {
        Checker { document, source, part, part_index: n, rules, hints, languages: HashMap::new(), findings: &mut findings }.run();
    }
    findings
}

struct Checker<'a, 's> {
    document: &'a Document<'s>,
    source: &'a str,
    part: &'a Part<'s>,
    part_index: usize,
    rules: &'a RuleSet,
    hints: &'a LanguageHints,
    /// Languages of the segments that were asked for, by where they begin.
    languages: HashMap<usize, Detected>,
    findings: &'a mut Findings,
}

impl Checker<'_, '_> {
    fn run(&mut self) {
        let (mut hits, masks) = scan::scan(&self.part.prose.text, &self.rules.index);
        if hits.is_empty() {
            return;
        }
        // Longest first, so that the more specific entry takes its words before the plainer one.
        hits.sort_by_key(|h| (h.range.start, std::cmp::Reverse(h.range.end), h.entry));
        let mut kept: Vec<(Hit, Segment, Detected)> = Vec::new();
        for hit in hits {
            let segment = self.part.prose.segment_at(hit.range.clone());
            let detected = self.language_of(&segment);
            if detected.language != Some(self.rules.entries[hit.entry].language) {
                self.note_other_language(&detected, &segment, &hit);
                continue;
            }
            kept.push((hit, segment, detected));
        }
        let hits = longest(kept, &masks);
        let mut from = 0;
        while from < hits.len() {
            // Hits of one paragraph share what is made from its text.
            let segment = hits[from].1.clone();
            let to = from + hits[from..].iter().take_while(|h| h.1.range == segment.range).count();
            let surroundings = Surroundings::new(&self.part.prose.text[segment.range.clone()]);
            for (hit, segment, detected) in &hits[from..to] {
                self.judge(hit, segment, detected, &masks, &surroundings);
            }
            from = to;
        }
        self.findings.items.sort_by_key(|f| (f.part, f.span.start, f.span.end));
    }

    fn language_of(&mut self, segment: &Segment) -> Detected {
        if let Some(known) = self.languages.get(&segment.range.start) {
            return known.clone();
        }
        let text = &self.part.prose.text;
        let detected = language::decide(text, segment, &self.part.prose, self.hints);
        self.languages.insert(segment.range.start, detected.clone());
        detected
    }

    /// A form stands in a text that is in none of the five languages: that is said, once a language and part.
    fn note_other_language(&mut self, detected: &Detected, segment: &Segment, hit: &Hit) {
        if detected.language.is_some() || self.rules.entries[hit.entry].searches[hit.search].forms.is_empty() {
            return;
        }
        let span = self.part.prose.map.span(segment.range.clone());
        let tag = detected.tag.as_ref().map_or_else(|| "und".to_string(), LanguageTag::to_string);
        match self.findings.other_languages.iter_mut().find(|o| o.tag == tag && o.part == self.part_index) {
            Some(known) if known.last == span => {}
            Some(known) => {
                known.paragraphs += 1;
                known.last = span;
            }
            None => self.findings.other_languages.push(OtherLanguage { tag, part: self.part_index, first: span, last: span, paragraphs: 1 }),
        }
    }

    fn judge(&mut self, hit: &Hit, segment: &Segment, detected: &Detected, masks: &[Mask], surroundings: &Surroundings) {
        let entry = &self.rules.entries[hit.entry];
        let text = &self.part.prose.text[segment.range.clone()];
        let local = hit.range.start - segment.range.start..hit.range.end - segment.range.start;
        let mut severity = self.rules.severity(hit.entry, detected.tag.as_ref());
        let mut exemption = None;
        let mut review = false;
        if severity.is_none() {
            return;
        }
        let around = surroundings.at(local.clone());
        if !entry.need.is_empty() && !entry.need.iter().any(|c| around.holds(c)) {
            exemption = Some(Exemption::OtherSense(String::new()));
        }
        if exemption.is_none() {
            for condition in &entry.keep {
                if around.holds(condition) {
                    match condition.outcome {
                        Kept::Silent => exemption = Some(Exemption::OtherSense(condition.why.clone())),
                        Kept::Note => exemption = Some(Exemption::Note(condition.why.clone())),
                        Kept::Review => review = true,
                    }
                    if exemption.is_some() {
                        break;
                    }
                }
            }
        }
        if exemption.is_none() {
            exemption = masks
                .iter()
                .filter(|m| m.range.start <= hit.range.start && hit.range.end <= m.range.end)
                .find_map(|m| match m.kind {
                    MaskKind::Name(n) => Some(Exemption::Name(self.rules.names[n].text.clone())),
                    MaskKind::Shadow(..) | MaskKind::Approved => None,
                });
        }
        if exemption.is_none() {
            exemption = names::identifier(text, local.clone())
                .or_else(|| quotes::enclosing(text, local.clone(), entry.language))
                .or_else(|| (segment.role == Role::Quote).then_some(Exemption::BlockQuotation))
                .or_else(|| self.inline_quote(hit));
        }
        let noted = exemption.as_ref().is_some_and(Exemption::is_note);
        if noted {
            severity = severity.map(|_| crate::lexicon::Severity::Info);
        }
        let (fixes, refused) = if exemption.is_none() {
            propose::fixes(&propose::Hit {
                entry,
                hit,
                segment,
                text,
                local: local.clone(),
                review,
                tag: detected.tag.as_ref(),
                rules: self.rules,
                prose: &self.part.prose,
                source: self.source,
                format: self.document.format,
            })
        } else {
            (Vec::new(), false)
        };
        let span = self.part.prose.map.span(hit.range.clone());
        self.findings.items.push(Finding {
            entry: hit.entry,
            part: self.part_index,
            span,
            text: self.part.prose.text[hit.range.clone()].to_string(),
            form: (hit.search, hit.form),
            language: entry.language,
            language_source: detected.source,
            severity: severity.unwrap_or(entry.severity),
            exemption,
            fixes,
            refused,
        });
    }

    fn inline_quote(&self, hit: &Hit) -> Option<Exemption> {
        let inside = |r: &Range<usize>| r.start <= hit.range.start && hit.range.end <= r.end;
        self.part
            .prose
            .inlines
            .iter()
            .any(|i| i.kind == crate::document::InlineKind::Quote && inside(&i.range))
            .then_some(Exemption::Quotation)
    }
}

/// Of hits that overlap the longest stays; a hit inside a longer approved or harmless phrase goes.
fn longest(mut hits: Vec<(Hit, Segment, Detected)>, masks: &[Mask]) -> Vec<(Hit, Segment, Detected)> {
    hits.retain(|(hit, _, _)| {
        !masks.iter().any(|m| {
            let covers = m.range.start <= hit.range.start && hit.range.end <= m.range.end;
            let longer = m.range.len() > hit.range.len();
            covers
                && longer
                && match m.kind {
                    MaskKind::Approved => true,
                    MaskKind::Shadow(entry) => entry == hit.entry,
                    MaskKind::Name(_) => false,
                }
        })
    });
    let mut by_length: Vec<usize> = (0..hits.len()).collect();
    by_length.sort_by_key(|&i| (std::cmp::Reverse(hits[i].0.range.len()), hits[i].0.range.start, hits[i].0.entry, hits[i].0.search));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut keep = vec![false; hits.len()];
    for i in by_length {
        let range = &hits[i].0.range;
        if taken.iter().all(|t| t.end <= range.start || range.end <= t.start) {
            taken.push(range.clone());
            keep[i] = true;
        }
    }
    let mut keep = keep.into_iter();
    hits.retain(|_| keep.next().unwrap_or(false));
    hits
}

/// Whether a text has capitals only, so that accents may be missing.
pub(crate) fn all_capitals(text: &str) -> bool {
    CasePattern::of(text, text) == CasePattern::Upper
}

/// The language a rule of which may fire here; kept in one place for the reports.
pub(crate) fn language_name(tag: &str) -> String {
    Language::from_code(tag).map_or_else(|| tag.to_string(), |l| l.endonym().to_string())
}
