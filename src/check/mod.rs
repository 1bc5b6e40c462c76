//! Finding: `(document, rules) → findings`. Knows no format, no file system and no clock, and cannot fail.
//!
//! One pass over the text looks for stems of every language in play; only where a stem stands are forms compared, and only
//! where a form stands are the paragraph's language, quotations, names and conditions looked at.

pub mod builtin;
pub mod bundle;
mod common_words;
mod conditions;
pub(crate) mod directives;
pub(crate) mod exemptions;
mod filter;
mod finding;
mod fingerprint;
mod index;
mod language;
mod own_use;
mod pairs;
mod propose;
mod rule_set;
pub mod rules;
mod scan;
pub(crate) mod sentence;
mod tables;

pub use directives::{Problem, ProblemKind};
pub use exemptions::Exemption;
pub use finding::{Applicability, Comparison, Elsewhere, Finding, Findings, Fix, OtherLanguage, Related, RelatedFile};
pub use fingerprint::{Fingerprint, Occurrences};
pub(crate) use language::decide as decide_language;
pub use language::{Detected, LanguageHints, detect};
pub use pairs::{Pair, Said, Standing, check_pair, is_named, words_used};
pub use rule_set::{Ignore, RuleSet, RuleSetError, Settings, StyleError};

use crate::document::{Document, Format, Part, Segment, Side};
use crate::grammar::{CasePattern, TextEdit};
use crate::lexicon::{FixClass, Kept, Replacement, Rule, Severity};
use crate::text::fold::fold;
use crate::text::{Language, LanguageTag, SourceSpan};
use conditions::Surroundings;
use exemptions::Paragraph;
use rules::{Facts, Place, Proposal, Verdict};
use scan::{Hit, Mask, MaskKind};
use std::collections::HashMap;
use std::ops::Range;

/// Checks a document. `hints` is what is known of its language from outside. Where it holds texts and their translations, these
/// are held against one another, too.
pub fn check(document: &Document, source: &str, rules: &RuleSet, hints: &LanguageHints) -> Findings {
    let text = Text { document, source, rules, hints };
    let mut findings = Findings::default();
    for part in 0..document.parts.len() {
        let mut checker = text.checker(part, &mut findings);
        let first = checker.find();
        checker.compare_units(first);
        checker.settle(first);
    }
    findings
}

/// A document with what is needed to check it.
#[derive(Clone, Copy)]
pub struct Text<'a, 's> {
    pub document: &'a Document<'s>,
    /// The source text that it was read from.
    pub source: &'a str,
    pub rules: &'a RuleSet,
    pub hints: &'a LanguageHints,
}

impl<'a, 's> Text<'a, 's> {
    fn checker<'f>(&self, part: usize, findings: &'f mut Findings) -> Checker<'f, 's>
    where
        'a: 'f,
    {
        Checker {
            document: self.document,
            source: self.source,
            part: &self.document.parts[part],
            part_index: part,
            rules: self.rules,
            hints: self.hints,
            languages: HashMap::new(),
            findings,
        }
    }
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
    /// Gives the index of the part's first finding; they are in the order of the prose.
    fn find(&mut self) -> usize {
        let first = self.findings.items.len();
        self.search();
        self.findings.items[first..].sort_by_key(|f| (f.prose.start, f.prose.end));
        first
    }

    /// What is left to do when everything was found: the order of the text, and what the writer lets pass.
    fn settle(&mut self, first: usize) {
        let found = &mut self.findings.items[first..];
        found.sort_by_key(|f| (f.span.start, f.span.end));
        let problems = directives::apply(&self.part.prose.comments, self.source, self.part_index, self.rules, found);
        self.findings.problems.extend(problems);
        self.findings.problems.extend(self.part.prose.broken.map(|at| Problem {
            kind: ProblemKind::NotWellFormed,
            part: self.part_index,
            span: SourceSpan { start: at, end: at },
            text: String::new(),
        }));
        self.configured(first);
    }

    /// What the configuration lets pass.
    fn configured(&mut self, first: usize) {
        for finding in self.findings.items[first..].iter_mut().filter(|f| f.is_reported()) {
            let held = self.rules.ignores.iter().find(|ignore| {
                ignore.entry.as_ref().is_none_or(|name| self.rules.is_named(finding.entry, name))
                    && ignore.text.as_ref().is_none_or(|text| fold(text) == fold(&finding.text))
            });
            if let Some(held) = held {
                directives::ignore(finding, &held.reason);
                if !self.findings.ignores_used.contains(&held.index) {
                    self.findings.ignores_used.push(held.index);
                }
            }
        }
    }

    fn search(&mut self) {
        let text: &str = &self.part.prose.text;
        let (mut hits, mut masks) = scan::scan(text, &self.rules.index);
        if hits.is_empty() && !self.is_marked_inclusive() && self.hints.elsewhere.is_empty() {
            return;
        }
        masks.sort_by_key(|m| m.range.start);
        // Longest first, so that the more specific entry takes its words before the plainer one.
        hits.sort_by_key(|h| (h.range.start, std::cmp::Reverse(h.range.end), h.entry));
        let mut kept: Vec<(Hit, Segment, Detected)> = Vec::new();
        let mut counts = rules::Counts::default();
        let mut own_uses = None;
        let mut languages: Vec<Language> = Vec::new();
        for hit in hits {
            if self.rules.severity(hit.entry, None).is_none() {
                continue;
            }
            let head = self.rules.entries.head(hit.entry);
            // A stem with the mark of the other gender behind it is a part of a word: a fix would tear it.
            if head.language == Language::Ru && crate::grammar::ru::inclusive::mark_follows(&text[hit.range.end..]) {
                continue;
            }
            if head.rule.is_some_and(|rule| !rules::plausible(rule, head.language, text, &hit.range)) {
                continue;
            }
            let segment = self.part.prose.segment_at(hit.range.clone());
            let detected = self.language_of(&segment);
            if detected.language != Some(head.language) {
                if head.rule.is_none() {
                    self.note_other_language(&detected, &segment);
                }
                continue;
            }
            let introduces = head.rule == Some(Rule::OfficialNames) && rules::official_names::introduces(text, &hit.range);
            let compared = head.rule == Some(Rule::Consistency)
                && own_use::is_own_use(self.rules, text, &hit, &segment, &masks, &mut own_uses);
            if introduces || compared {
                counts.add(hit.entry, hit.search);
                self.findings.elsewhere.is_wide |= introduces;
            }
            if !languages.contains(&head.language) {
                languages.push(head.language);
            }
            kept.push((hit, segment, detected));
        }
        for language in [Language::Fr, Language::Es, Language::Ru] {
            let is_known = self.says_language(language) || self.hints.elsewhere.contains(&language);
            if is_known && !languages.contains(&language) {
                languages.push(language);
            }
        }
        let mut facts =
            Facts::of(text, languages.contains(&Language::Fr), languages.contains(&Language::Es), self.rules.tables());
        facts.of_program = matches!(self.document.format, Format::Translation(format) if format.of_programs);
        facts.own_words = counts.own_words(self.rules);
        facts.counts = counts;
        let ways = facts.counts.ways();
        let elsewhere = &mut self.findings.elsewhere;
        elsewhere.is_wide |= !facts.french.is_empty() || !facts.spanish.is_empty() || ways.windows(2).any(|w| w[0].0 == w[1].0);
        elsewhere.ways.extend(ways);
        elsewhere.languages.extend(languages.iter().copied());
        let mut from = 0;
        while from < kept.len() {
            // Hits of one paragraph share what is made from its text.
            let range = kept[from].1.range.clone();
            let to = from + kept[from..].iter().take_while(|h| h.1.range == range).count();
            let surroundings = Surroundings::new(&self.part.prose.text[range.clone()]);
            let paragraph = Paragraph::new(&self.part.prose.text[range]);
            let masks = near(&masks, &kept[from].1.range);
            let candidates = kept[from..to]
                .iter()
                .map(|(hit, segment, detected)| self.weigh(hit, segment, detected, &surroundings, &facts))
                .collect();
            for candidate in longest(candidates, masks, &self.rules.entries) {
                self.judge(&candidate, masks, &paragraph, &facts);
            }
            from = to;
        }
        self.propose(&facts, &languages);
    }

    /// Whether the document, or what is known of it from outside, says that it is in this language.
    fn says_language(&self, language: Language) -> bool {
        let marks = [
            self.part.prose.language.as_ref(),
            self.hints.path.as_ref(),
            self.hints.option.as_ref(),
            self.hints.configuration.as_ref(),
        ];
        marks.into_iter().flatten().next().is_some_and(|t| t.language() == Some(language))
    }

    /// A text without any word of the index may still hold inclusive forms, where it is known to be in French or Spanish.
    fn is_marked_inclusive(&self) -> bool {
        [Language::Fr, Language::Es, Language::Ru].into_iter().any(|l| self.says_language(l))
    }

    /// Findings of the rules that work on the inclusive forms of the document.
    fn propose(&mut self, facts: &Facts, languages: &[Language]) {
        if facts.french.is_empty()
            && facts.spanish.is_empty()
            && !languages.iter().any(|l| matches!(l, Language::Es | Language::Ru))
        {
            return;
        }
        let found = self.findings.items.iter().filter(|f| f.part == self.part_index && f.is_reported() && !f.fixes.is_empty());
        let mut replaced: Vec<Range<usize>> = found.map(|f| f.prose.clone()).collect();
        replaced.sort_by_key(|r| r.start);
        for index in 0..self.rules.entries.len() {
            let head = self.rules.entries.head(index);
            let language = head.language;
            let Some(rule) = head.rule.filter(|r| matches!(r, Rule::IncompleteAgreement | Rule::MixedNotation)) else { continue };
            if !languages.contains(&language) || self.rules.severity(index, None).is_none() {
                continue;
            }
            for proposal in rules::proposals(rule, language, &self.part.prose, facts, self.rules) {
                // A word that goes anyway need not go into another notation, or agree, first.
                let goes = {
                    let next = replaced.partition_point(|r| r.end <= proposal.range.start);
                    replaced.get(next).is_some_and(|r| r.start < proposal.range.end)
                };
                if !goes {
                    self.findings.elsewhere.is_wide = true;
                    self.report(index, proposal);
                }
            }
        }
    }

    /// A finding that a rule made itself, unless it stands in somebody else's words: a quotation, a title, a reference, an
    /// address. Reported speech is in the writer's own words, as far as agreement goes.
    fn report(&mut self, index: usize, proposal: Proposal) {
        let segment = self.part.prose.segment_at(proposal.range.clone());
        let detected = self.language_of(&segment);
        let head = self.rules.entries.head(index);
        if detected.language != Some(head.language) {
            return;
        }
        let Some(severity) = self.rules.severity(index, detected.tag.as_ref()) else { return };
        let text = &self.part.prose.text[segment.range.clone()];
        let local = proposal.range.start - segment.range.start..proposal.range.end - segment.range.start;
        let paragraph = Paragraph::new(text);
        let entry = &self.rules.entries[index];
        let place = exemptions::Place::new(&paragraph, local, &segment, &self.part.prose, entry, None, None);
        let exemptions::Verdict { exemption, tried } = exemptions::weigh(&place, None);
        let own = |e: &Exemption| {
            matches!(e, Exemption::ReportedSpeech | Exemption::SelfReference | Exemption::NameShape(_) | Exemption::LikelyName(_))
        };
        let exemption = exemption.filter(|e| !own(e));
        let (fixes, refused) = if exemption.is_none() && segment.side.is_ours() {
            propose::from_edits(&self.part.prose, self.source, self.document.format, &proposal.edits, proposal.safe)
        } else {
            (Vec::new(), Vec::new())
        };
        // What a rule of style says is no matter for somebody else's words.
        let exemption = exemption.map(Exemption::silently);
        self.findings.items.push(Finding {
            entry: index,
            part: self.part_index,
            span: self.part.prose.map.span(proposal.range.clone()),
            prose: proposal.range.clone(),
            text: self.part.prose.text[proposal.range].to_string(),
            form: (0, 0),
            language: head.language,
            language_source: detected.source,
            side: segment.side,
            severity: if segment.side == Side::Draft { Severity::Info } else { severity },
            exemption,
            tried,
            fixes,
            caution: String::new(),
            refused,
            comparison: None,
            related: Vec::new(),
        });
    }

    fn language_of(&mut self, segment: &Segment) -> Detected {
        if let Some(known) = self.languages.get(&segment.range.start) {
            return known.clone();
        }
        let detected = self.decide(segment);
        self.languages.insert(segment.range.start, detected.clone());
        detected
    }

    fn decide(&self, segment: &Segment) -> Detected {
        language::decide(&self.part.prose.text, segment, &self.part.prose, self.hints)
    }

    /// A form stands in a text that is in none of the five languages: that is said, once a language and part.
    fn note_other_language(&mut self, detected: &Detected, segment: &Segment) {
        if detected.language.is_some() {
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
            None => self.findings.other_languages.push(OtherLanguage {
                tag,
                part: self.part_index,
                first: span,
                last: span,
                paragraphs: 1,
            }),
        }
    }

    /// The entry's own conditions come first: a hit in another sense must not take the words from one that counts.
    fn weigh<'c>(
        &self,
        hit: &'c Hit,
        segment: &'c Segment,
        detected: &'c Detected,
        surroundings: &Surroundings,
        facts: &Facts,
    ) -> Candidate<'c> {
        let entry = &self.rules.entries[hit.entry];
        let local = hit.range.start - segment.range.start..hit.range.end - segment.range.start;
        let around = surroundings.at(local.clone());
        let mut candidate = Candidate {
            hit,
            segment,
            detected,
            local,
            exemption: None,
            review: false,
            caution: String::new(),
            least: None,
            prefer: None,
            edits: Vec::new(),
        };
        if !entry.need.is_empty() && !entry.need.iter().any(|c| around.holds(c)) {
            candidate.exemption = Some(Exemption::OtherSense("none of the words that it needs stands near".into()));
            return candidate;
        }
        for condition in entry.keep.iter().filter(|c| around.holds(c)) {
            match condition.outcome {
                Kept::Silent => candidate.exemption = Some(Exemption::OtherSense(condition.why.clone())),
                Kept::Note => candidate.exemption = Some(Exemption::Note(condition.why.clone())),
                Kept::Review => {
                    candidate.review = true;
                    candidate.caution = condition.why.clone();
                }
            }
            if candidate.exemption.is_some() {
                break;
            }
        }
        if let (Some(rule), None) = (entry.rule, &candidate.exemption) {
            let place = Place {
                rules: self.rules,
                entry,
                index: hit.entry,
                search: hit.search,
                form: hit.form,
                text: &self.part.prose.text[segment.range.clone()],
                local: candidate.local.clone(),
                prose: &self.part.prose.text,
                range: hit.range.clone(),
                facts,
            };
            match rules::verdict(rule, &place) {
                Verdict::Silent(why) => candidate.exemption = Some(Exemption::OtherSense(why.to_string())),
                Verdict::Report(least) => {
                    candidate.least = least;
                    candidate.edits = rules::replacement(rule, &place);
                }
                Verdict::Prefer(search) => candidate.prefer = Some(search),
            }
        }
        candidate
    }

    /// A protected name for messages: as the list has it, or as the text has it where the list has a pattern.
    fn name(&self, name: usize, range: &Range<usize>) -> &str {
        let listed = self.rules.names[name].as_str();
        if listed.contains(['{', '[']) { &self.part.prose.text[range.clone()] } else { listed }
    }

    fn judge(&mut self, candidate: &Candidate, masks: &[Mask], paragraph: &Paragraph, facts: &Facts) {
        let Candidate { hit, segment, detected, local, exemption, review, caution, least, prefer, edits } = candidate;
        let entry = &self.rules.entries[hit.entry];
        let text = &self.part.prose.text[segment.range.clone()];
        // A placeholder that touches a word may be a part of it: an ending, a prefix.
        let review = *review || segment.side != Side::Text && touches_stand_in(text, local);
        let Some(mut severity) = self.rules.severity(hit.entry, detected.tag.as_ref()) else { return };
        severity = least.map_or(severity, |least: Severity| severity.max(least));
        // A foreign name is what the rule about names looks for.
        let named = |m: &&Mask| entry.rule != Some(Rule::OfficialNames) || m.range.len() > hit.range.len();
        let name =
            masks.iter().filter(named).filter(|m| m.range.start <= hit.range.start && hit.range.end <= m.range.end).find_map(
                |m| match m.kind {
                    MaskKind::Name(n) => Some(self.name(n, &m.range)),
                    MaskKind::Shadow(..) | MaskKind::Approved => None,
                },
            );
        let form = &entry.searches[hit.search].forms[hit.form];
        let place = exemptions::Place::new(paragraph, local.clone(), segment, &self.part.prose, entry, Some(form), name);
        let exemptions::Verdict { mut exemption, tried } = exemptions::weigh(&place, exemption.clone());
        if entry.rule == Some(Rule::OfficialNames) {
            // That it looks like a name is no news there.
            exemption = exemption.filter(|e| !matches!(e, Exemption::LikelyName(_)));
        }
        if entry.rule.is_some() {
            // What a rule of style says is no matter for somebody else's words.
            exemption = exemption.map(Exemption::silently);
        }
        let noted = exemption.as_ref().is_some_and(Exemption::is_note);
        if noted {
            severity = crate::lexicon::Severity::Info;
        }
        let preferred = prefer.and_then(|s| entry.searches.get(s)).map(|s| Replacement {
            phrase: s.phrase.clone(),
            traditional: None,
            class: FixClass::Review,
            usage: None,
            note: String::new(),
        });
        if segment.side == Side::Draft {
            severity = Severity::Info;
        }
        let (fixes, refused) = if exemption.is_some() || !segment.side.is_ours() {
            (Vec::new(), Vec::new())
        } else if !edits.is_empty() {
            let place = |e: &TextEdit| {
                let range = segment.range.start + e.range.start..segment.range.start + e.range.end;
                TextEdit { range, text: e.text.clone() }
            };
            let edits: Vec<TextEdit> = edits.iter().map(place).collect();
            propose::from_edits(&self.part.prose, self.source, self.document.format, &edits, false)
        } else {
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
                say: preferred.as_ref(),
                own_words: &facts.own_words,
            })
        };
        let own_word = |says: &[Replacement]| {
            says.len() > 1
                && facts.own_words.iter().any(|w| says.iter().any(|s| w.0 == entry.language && s.phrase.citation() == w.1))
        };
        self.findings.elsewhere.is_wide |= own_word(entry.says(hit.search));
        let span = self.part.prose.map.span(hit.range.clone());
        self.findings.items.push(Finding {
            entry: hit.entry,
            part: self.part_index,
            span,
            prose: hit.range.clone(),
            text: self.part.prose.text[hit.range.clone()].to_string(),
            form: (hit.search, hit.form),
            language: entry.language,
            language_source: detected.source,
            side: segment.side,
            severity,
            exemption,
            tried,
            caution: if fixes.is_empty() { String::new() } else { caution.clone() },
            fixes,
            refused,
            comparison: None,
            related: Vec::new(),
        });
    }
}

/// The masks that may cover something in a paragraph; they are sorted by where they begin.
fn near<'m>(masks: &'m [Mask], paragraph: &Range<usize>) -> &'m [Mask] {
    /// No name is longer, in bytes.
    const LONGEST: usize = 4096;
    let from = masks.partition_point(|m| m.range.start < paragraph.start.saturating_sub(LONGEST));
    let to = masks.partition_point(|m| m.range.start < paragraph.end);
    &masks[from..to.max(from)]
}

/// A hit in its place, weighed by the conditions of its entry.
struct Candidate<'c> {
    hit: &'c Hit,
    segment: &'c Segment,
    detected: &'c Detected,
    /// The hit in the segment's text.
    local: Range<usize>,
    exemption: Option<Exemption>,
    review: bool,
    /// Why, in the entry's words.
    caution: String,
    /// A rule asks for this severity at least.
    least: Option<Severity>,
    /// A rule prefers the wording of this pattern.
    prefer: Option<usize>,
    /// What a rule puts there itself, bytes of the segment.
    edits: Vec<TextEdit>,
}

/// Of hits that overlap the longest stays, one that counts before one in another sense; a hit inside a longer approved or
/// harmless phrase goes.
fn longest<'c>(mut all: Vec<Candidate<'c>>, masks: &[Mask], entries: &bundle::Entries) -> Vec<Candidate<'c>> {
    all.retain(|c| {
        !masks.iter().any(|m| {
            let covers = m.range.start <= c.hit.range.start && c.hit.range.end <= m.range.end;
            let longer = m.range.len() > c.hit.range.len();
            covers
                && longer
                && match m.kind {
                    // What a rule looks for may be approved elsewhere: it is about the choice between approved words.
                    // (With its capitals lost, an approved form reads the same here.)
                    MaskKind::Approved => {
                        !matches!(entries.head(c.hit.entry).rule, Some(Rule::Consistency | Rule::DamagedNotation))
                    }
                    MaskKind::Shadow(entry) => entry == c.hit.entry,
                    MaskKind::Name(_) => false,
                }
        })
    });
    all.sort_by_key(|c| {
        let silent = c.exemption.as_ref().is_some_and(|e| !e.is_note());
        // Words that an entry knows are its own, also where it is silent; a rule has what is left.
        // (Consistency is about phrases, which may hold a shorter word of an entry.)
        let rule = entries.head(c.hit.entry).rule.is_some_and(|r| r != Rule::Consistency);
        (rule, silent, std::cmp::Reverse(c.hit.range.len()), c.hit.range.start, c.hit.entry, c.hit.search)
    });
    let mut taken: Vec<Range<usize>> = Vec::new();
    all.retain(|c| {
        let free = taken.iter().all(|t| t.end <= c.hit.range.start || c.hit.range.end <= t.start);
        if free {
            taken.push(c.hit.range.clone());
        }
        free
    });
    all
}

/// Whether a text has capitals only, so that accents may be missing.
pub(crate) fn all_capitals(text: &str) -> bool {
    CasePattern::of(text, text) == CasePattern::Upper
}

fn touches_stand_in(text: &str, local: &Range<usize>) -> bool {
    const STAND_IN: char = '\u{fffc}';
    text.get(..local.start).is_some_and(|t| t.ends_with(STAND_IN))
        || text.get(local.end..).is_some_and(|t| t.starts_with(STAND_IN))
}
