//! A translation held against its source, unit by unit.
//!
//! What each side says is known from two passes: the findings of the text itself (what is avoided), and the words that name a
//! concept or an agency ([`Terms`]). Synonyms are one concept, every form of every admitted word counts, and so does what is
//! avoided: that is a finding already, and no second one. A translator leaves words out, puts a pronoun, says it in another
//! part of speech; so a concept is missing only where nothing of it, and nothing near it, is left.
//!
//! Nothing is asked of a translation where the sense is not sure: for concepts without `terms`, inside names, addresses,
//! references and quotations.

mod align;
mod choices;
mod documents;
mod mentions;
mod names;
mod places;
mod usage;

pub use documents::{Pair, check_pair};
pub use usage::{Said, Standing, is_named, words_used};

use super::bundle::{Entries, TermBundle};
use super::finding::{Comparison, Finding, Related};
use super::index::Index;
use super::language::{Detected, LanguageSource};
use super::rule_set::RuleSet;
use super::scan::{Hit, Mask, scan};
use crate::document::{Prose, Side as TextSide};
use crate::grammar::zh;
use crate::lexicon::{Naming, Rule, Severity, grammar_of};
use crate::text::{Language, LanguageTag};
use align::align;
use choices::Choices;
use mentions::{Mention, Word};
use std::collections::BTreeMap;
use std::ops::Range;

/// The words that name concepts and agencies, and the index over them.
pub struct Terms {
    entries: Entries,
    /// For each concept with terms, those that may stand in its place.
    near: BTreeMap<String, Vec<String>>,
    index: Index,
}

impl Terms {
    /// `own_names`: the writer's own protected names, with their numbers.
    pub fn new(bundle: TermBundle, own_names: &[(u32, String)]) -> Terms {
        let TermBundle { entries, near, tables } = bundle;
        Terms { entries, near, index: Index::new(tables, own_names) }
    }

    fn naming(&self, entry: usize) -> Naming {
        Naming::of_pack(&self.entries.head(entry).pack)
    }

    /// The concept, and those that may stand in its place.
    fn concepts_for<'a>(&'a self, concept: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::once(concept).chain(self.near.get(concept).into_iter().flatten().map(String::as_str))
    }

    /// Whether a translation that says `said` has said `wanted`.
    fn renders(&self, wanted: &str, said: &str) -> bool {
        self.concepts_for(wanted).any(|c| c == said)
    }

    /// How a language calls a concept or an agency, in dictionary form, best first: at most two ways.
    fn call(&self, concept: &str, language: Language, text: &str, rules: &RuleSet) -> Vec<String> {
        let traditional = language == Language::Zh && zh::looks_traditional(text);
        let entries = (0..self.entries.len()).filter(|e| {
            let head = self.entries.head(*e);
            head.concept == concept && head.language == language && matches!(self.naming(*e), Naming::Term | Naming::Agency)
        });
        let mut called: Vec<String> = Vec::new();
        for entry in entries {
            let searches = &self.entries[entry].searches;
            let fits = searches.iter().find(|s| s.traditional.is_none_or(|t| t == traditional)).or(searches.first());
            called.extend(fits.map(|s| {
                // Adjectives agree in a form; a word for people is written in the style that was chosen.
                let has_genders = s.phrase.head().is_some_and(|h| h.feminine.is_some());
                match s.forms.first().filter(|_| !has_genders) {
                    Some(form) => form.text.clone(),
                    None => grammar_of(language).citation(&s.phrase, rules.style(language)),
                }
            }));
        }
        called.dedup();
        called.truncate(2);
        called
    }
}

/// A text of the comparison: a document, or both sides of one.
pub struct Text<'a, 's> {
    pub prose: &'a Prose<'s>,
    /// In the order of the prose, all of one part.
    pub findings: &'a [Finding],
    /// Index into the document's parts.
    pub part: usize,
    hits: Vec<Hit>,
    masks: Vec<Mask>,
}

impl<'a, 's> Text<'a, 's> {
    pub fn new(prose: &'a Prose<'s>, findings: &'a [Finding], part: usize, rules: &RuleSet) -> Text<'a, 's> {
        let (mut hits, mut masks) = scan(&prose.text, &rules.terms().index);
        hits.sort_by_key(|h| (h.range.start, std::cmp::Reverse(h.range.end), h.entry));
        masks.sort_by_key(|m| m.range.start);
        Text { prose, findings, part, hits, masks }
    }

    /// Whether anything in a range could be of interest.
    pub fn has_something_in(&self, range: &Range<usize>) -> bool {
        !self.hits_in(range).is_empty() || !self.findings_in(range).is_empty()
    }

    fn hits_in(&self, range: &Range<usize>) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.range.start < range.start);
        let to = self.hits.partition_point(|h| h.range.start < range.end);
        &self.hits[from..to]
    }

    /// Indices of the findings in a range.
    fn findings_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.findings.partition_point(|f| f.prose.start < range.start);
        from..self.findings.partition_point(|f| f.prose.start < range.end)
    }

    fn related(&self, range: &Range<usize>, side: TextSide) -> Related {
        Related { side, span: self.prose.map.span(range.clone()), text: self.prose.text[range.clone()].to_string(), file: None }
    }
}

/// What is compared: ranges of the two proses.
#[derive(Clone)]
pub struct Couple {
    pub source: Range<usize>,
    pub target: Range<usize>,
    pub source_language: Language,
    pub target_language: Language,
    pub target_tag: Option<LanguageTag>,
    pub target_known_by: LanguageSource,
    /// How findings on the target side are marked.
    pub target_side: TextSide,
}

impl Couple {
    /// Nothing where one side is in no language of ours, or both are in the same.
    pub fn new(
        source: Range<usize>,
        target: Range<usize>,
        source_detected: &Detected,
        target_detected: &Detected,
        target_side: TextSide,
    ) -> Option<Couple> {
        let (source_language, target_language) = (source_detected.language?, target_detected.language?);
        (source_language != target_language).then(|| Couple {
            source,
            target,
            source_language,
            target_language,
            target_tag: target_detected.tag.clone(),
            target_known_by: target_detected.source,
            target_side,
        })
    }

    fn is_draft(&self) -> bool {
        self.target_side == TextSide::Draft
    }
}

/// What a comparison says of a finding that is there already.
pub struct Remark {
    /// On the source side, else on the target's.
    pub on_source: bool,
    /// Index into the findings of that side.
    pub finding: usize,
    pub severity: Option<Severity>,
    pub comparison: Comparison,
    pub related: Vec<Related>,
}

impl Remark {
    /// Tells it to the finding. What was said first, and what is let pass anyway, stays.
    pub fn apply(self, findings: &mut [Finding]) {
        let Some(finding) = findings.get_mut(self.finding).filter(|f| f.comparison.is_none() && f.exemption.is_none()) else {
            return;
        };
        finding.severity = self.severity.unwrap_or(finding.severity);
        finding.comparison = Some(self.comparison);
        finding.related = self.related;
    }
}

/// The rules that compare.
pub const RULES: [Rule; 3] = [Rule::TermMissing, Rule::TermChoice, Rule::NameLost];

/// What came of a comparison.
#[derive(Default)]
pub struct Outcome {
    /// Findings on the target side.
    pub new: Vec<Finding>,
    pub remarks: Vec<Remark>,
}

/// In a unit with more mentions than this, nobody asks which of them belongs to which.
const MOST_COUNTED: usize = 50;

/// How many related places a finding has at most.
const MOST_RELATED: usize = 5;

/// Holds translations against their sources.
pub fn compare(source: &Text, target: &Text, couples: &[Couple], rules: &RuleSet) -> Outcome {
    let mut comparison =
        Comparer { source, target, rules, terms: rules.terms(), outcome: Outcome::default(), choices: Choices::default() };
    for couple in couples {
        comparison.couple(couple);
    }
    let Comparer { outcome, choices, .. } = &mut comparison;
    outcome.new.extend(choices.findings(source, target, rules));
    comparison.outcome
}

struct Comparer<'a, 's> {
    source: &'a Text<'a, 's>,
    target: &'a Text<'a, 's>,
    rules: &'a RuleSet,
    terms: &'a Terms,
    outcome: Outcome,
    choices: Choices,
}

impl<'a> Comparer<'a, '_> {
    fn couple(&mut self, couple: &Couple) {
        let (source, target) = (self.source, self.target);
        // A text that was left as it is has been translated by nobody yet.
        if source.prose.text[couple.source.clone()].trim() == target.prose.text[couple.target.clone()].trim() {
            return;
        }
        let said = mentions::of(source, &couple.source, couple.source_language, self.rules);
        let rendered = mentions::of(target, &couple.target, couple.target_language, self.rules);
        self.tell_what_the_source_says(couple, &said, &rendered);
        self.praise(couple, &said, &rendered);
        self.missing(couple, &said, &rendered);
        self.choices.take(couple, &said, &rendered, self.terms);
        names::compare(self, couple, &said, &rendered);
    }

    /// A finding of the translation hears what the source says there.
    fn tell_what_the_source_says(&mut self, couple: &Couple, said: &[Mention<'a>], rendered: &[Mention<'a>]) {
        let faults: Vec<&Mention> = rendered.iter().filter(|m| self.is_fault(self.target, m)).collect();
        for (n, fault) in faults.iter().take(MOST_COUNTED).enumerate() {
            let Word::Avoided(finding) = fault.word else { continue };
            let exact = said.iter().any(|m| m.concept == fault.concept);
            let is_same = |m: &&Mention| {
                !m.word.is_agency() && (m.concept == fault.concept || !exact && self.terms.renders(m.concept, fault.concept))
            };
            let same: Vec<&Mention> = said.iter().filter(is_same).collect();
            // The third of three is the third.
            let of_concept = || faults.iter().filter(|f| f.concept == fault.concept).count();
            let places: Vec<Range<usize>> = if same.len() == of_concept() {
                let nth = faults[..n].iter().filter(|f| f.concept == fault.concept).count();
                same.get(nth).map(|m| m.range.clone()).into_iter().collect()
            } else {
                same.iter().map(|m| m.range.clone()).take(MOST_RELATED).collect()
            };
            if !places.is_empty() {
                self.outcome.remarks.push(Remark {
                    on_source: false,
                    finding,
                    severity: couple.is_draft().then_some(Severity::Info),
                    comparison: Comparison::SourceSays,
                    related: places.iter().map(|r| self.source.related(r, TextSide::Source)).collect(),
                });
            }
        }
    }

    /// Whether it is reported, and not only noted in a quotation.
    fn is_fault(&self, text: &Text, mention: &Mention) -> bool {
        matches!(mention.word, Word::Avoided(n) if text.findings[n].exemption.is_none())
    }

    /// Where the translation is better than its source, the source's finding becomes a word to its author.
    fn praise(&mut self, couple: &Couple, said: &[Mention<'a>], rendered: &[Mention<'a>]) {
        if couple.is_draft() {
            return;
        }
        let faults: Vec<&Mention> = said.iter().filter(|m| self.is_fault(self.source, m)).collect();
        for fault in faults {
            let Word::Avoided(finding) = fault.word else { continue };
            // About nuances of policy and style the two languages may differ.
            if self.source.findings[finding].severity == Severity::Info {
                continue;
            }
            let of_concept = |m: &&Mention| self.terms.renders(fault.concept, m.concept);
            let better: Vec<&Mention> =
                rendered.iter().filter(|m| matches!(m.word, Word::Term(_) | Word::Rendering)).filter(of_concept).collect();
            if better.is_empty() || rendered.iter().filter(of_concept).any(|m| self.is_fault(self.target, m)) {
                continue;
            }
            self.outcome.remarks.push(Remark {
                on_source: true,
                finding,
                severity: Some(Severity::Info),
                comparison: Comparison::TranslationIsBetter,
                related: better.iter().take(1).map(|m| self.target.related(&m.range, couple.target_side)).collect(),
            });
        }
    }

    /// A concept of the source that nothing in the translation renders.
    fn missing(&mut self, couple: &Couple, said: &[Mention<'a>], rendered: &[Mention<'a>]) {
        let mut concepts: Vec<&str> = Vec::new();
        for mention in said.iter().filter(|m| self.asks(m)) {
            if !concepts.contains(&mention.concept) {
                concepts.push(mention.concept);
            }
        }
        for concept in concepts {
            let there = rendered.iter().filter(|m| self.terms.renders(concept, m.concept)).count();
            let counted = said.iter().filter(|m| m.concept == concept && self.asks(m));
            // Where it is there, all that matters is the number.
            let asking: Vec<&Mention> = if there > 0 {
                counted.collect()
            } else {
                counted.take(MOST_COUNTED).filter(|m| !mentions::is_exempt(self.source, m, self.terms)).collect()
            };
            // Twice in three mentions a pronoun will do; of many, most should be there.
            let few = there > 0 && asking.len() >= 3 && asking.len() >= there * 3;
            if asking.is_empty() || there > 0 && !few {
                continue;
            }
            // Two concepts that stand for one another are missing once.
            let near = |other: &&str| *other != concept && self.terms.renders(concept, other);
            if there == 0
                && said.iter().filter(|m| self.asks(m)).map(|m| m.concept).take_while(|c| *c != concept).any(|c| near(&c))
            {
                continue;
            }
            let comparison = if few {
                Comparison::Fewer { source: asking.len(), target: there }
            } else {
                let text = &self.target.prose.text[couple.target.clone()];
                Comparison::Missing { say: self.terms.call(concept, couple.target_language, text, self.rules) }
            };
            let places: Vec<Range<usize>> = asking.iter().map(|m| m.range.clone()).collect();
            let finding = self.finding(Rule::TermMissing, couple, &places, comparison);
            self.outcome.new.extend(finding);
        }
    }

    /// Whether a translation is asked for what is said here.
    fn asks(&self, mention: &Mention) -> bool {
        if !self.terms.near.contains_key(mention.concept) {
            return false;
        }
        match mention.word {
            Word::Term(_) => !mention.is_named,
            Word::Avoided(n) => self.source.findings[n].exemption.is_none(),
            Word::Rendering | Word::Agency | Word::UnsureAgency => false,
        }
    }

    /// A finding that a rule about translations makes, at the place on the target side that belongs to the first of `places`
    /// of the source.
    fn finding(&self, rule: Rule, couple: &Couple, places: &[Range<usize>], comparison: Comparison) -> Option<Finding> {
        let range = places::counterpart(self.source, self.target, couple, places.first()?);
        let related = places.iter().take(MOST_RELATED).map(|r| self.source.related(r, TextSide::Source)).collect();
        let mut finding = new_finding(rule, self.target, range, couple, self.rules)?;
        if matches!(comparison, Comparison::Fewer { .. }) {
            finding.severity = Severity::Info;
        }
        Some(Finding { comparison: Some(comparison), related, ..finding })
    }
}

/// A finding of a rule about translations; nothing where the rule is off.
fn new_finding(rule: Rule, target: &Text, range: Range<usize>, couple: &Couple, rules: &RuleSet) -> Option<Finding> {
    let entry = rules.rule_entry(rule, couple.target_language)?;
    let severity = rules.severity(entry, couple.target_tag.as_ref())?;
    Some(Finding {
        entry,
        part: target.part,
        span: target.prose.map.span(range.clone()),
        prose: range.clone(),
        text: target.prose.text[range].to_string(),
        form: (0, 0),
        language: couple.target_language,
        language_source: couple.target_known_by,
        side: couple.target_side,
        severity: if couple.is_draft() { Severity::Info } else { severity },
        exemption: None,
        tried: Vec::new(),
        fixes: Vec::new(),
        caution: String::new(),
        refused: Vec::new(),
        comparison: None,
        related: Vec::new(),
    })
}
