//! Rules: what cannot be said by a list of words. An entry with a `rule` has its reason, severity, sources and examples in
//! the lexicon like any other; here stands what decides about its hits.
//!
//! Three kinds: a rule that looks at one hit of the index and what stands around it (generics, names), one that compares the
//! hits of a whole document (consistency), and one that works on the inclusive forms of the document and has hits of its own
//! (agreement, notation). [`Facts`] is what they share; it is made once a document, and only where it has a use.

mod consistency;
mod feminine_generic;
pub mod incomplete_agreement;
mod masculine_generic;
pub mod mixed_notation;
pub(super) mod official_names;
pub mod people;
mod pronouns;
mod same_notation;

use super::rule_set::RuleSet;
use crate::document::Prose;
use crate::grammar::es::inclusive as es;
use crate::grammar::fr::notation as fr;
use crate::grammar::{Number, TextEdit};
use crate::lexicon::{Entry, RoleNoun, Rule, Severity, Tables};
use crate::text::Language;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use consistency::Counts;
pub use incomplete_agreement::EpicenePlurals;

/// What is known of a document as a whole.
#[derive(Debug, Default)]
pub struct Facts {
    /// Inclusive forms of French, bytes of the prose.
    pub french: Vec<fr::Marked>,
    pub spanish: Vec<es::Marked>,
    /// Masculine singulars, in lower case, that are written inclusively.
    lemmas: HashSet<(Language, String)>,
    /// The texts are the strings of a program, whose translators have their own ways.
    pub of_program: bool,
    pub counts: Counts,
    /// The document's own words where it could choose, with how often it uses them.
    pub own_words: Vec<(Language, String, usize)>,
}

impl Facts {
    pub fn of(text: &str, french: bool, spanish: bool, tables: &Tables) -> Facts {
        let mut facts = Facts::default();
        let is_noun = |language, lemma: &str| {
            tables.role_nouns.get(&language).is_some_and(|nouns: &Vec<RoleNoun>| nouns.iter().any(|n| n.masculine == lemma))
        };
        if french {
            facts.french = fr::find(text);
            // « echo -neE », « pré-e2 »: where nothing else is marked, a letter behind a word is no style.
            let noun = |lemma: &str| is_noun(Language::Fr, lemma);
            let sure: Vec<bool> = facts.french.iter().map(|m| m.is_sure(&noun)).collect();
            let any = sure.contains(&true);
            let mut sure = sure.into_iter();
            facts.french.retain(|m| sure.next() == Some(true) || any && m.number == Number::Plural);
            facts.lemmas.extend(facts.french.iter().map(|m| (Language::Fr, m.masculine.to_lowercase())));
        }
        if spanish {
            facts.spanish = es::find(text);
            // « lista_a » is as often a name in a program.
            facts
                .spanish
                .retain(|m| m.notation != es::Notation::Underscore || is_noun(Language::Es, &m.masculine.to_lowercase()));
            facts.lemmas.extend(facts.spanish.iter().map(|m| (Language::Es, m.masculine.to_lowercase())));
        }
        facts
    }

    /// Whether this noun is written inclusively anywhere in the document.
    pub fn is_marked(&self, language: Language, masculine: &str) -> bool {
        self.lemmas.contains(&(language, masculine.to_string()))
    }

    /// Whether the document writes inclusive forms at all.
    pub fn any_marked(&self, language: Language) -> bool {
        self.lemmas.iter().any(|(l, _)| *l == language)
    }

    /// Whether an inclusive form stands at this range of the prose.
    fn covers(&self, range: &Range<usize>) -> bool {
        let meets = |r: &Range<usize>| r.start < range.end && range.start < r.end;
        let around = |all: &[Range<usize>]| all.iter().any(meets);
        let near = |n: usize, of: &dyn Fn(usize) -> Range<usize>, len: usize| {
            around(&(n.saturating_sub(1)..(n + 1).min(len)).map(of).collect::<Vec<_>>())
        };
        let f = self.french.partition_point(|m| m.range.end <= range.start);
        let s = self.spanish.partition_point(|m| m.range.end <= range.start);
        near(f, &|i| self.french[i].range.clone(), self.french.len())
            || near(s, &|i| self.spanish[i].range.clone(), self.spanish.len())
    }
}

/// A hit in its place.
pub struct Place<'a> {
    pub rules: &'a RuleSet,
    pub entry: &'a Entry,
    /// Index of the entry.
    pub index: usize,
    pub search: usize,
    pub form: usize,
    /// The segment's text.
    pub text: &'a str,
    /// The hit in `text`.
    pub local: Range<usize>,
    /// The text of the whole document: in text from a PDF a blank line may stand inside a sentence.
    pub prose: &'a str,
    /// The hit in the prose.
    pub range: Range<usize>,
    pub facts: &'a Facts,
}

impl<'a> Place<'a> {
    /// The role noun that the pattern was made from.
    fn noun(&self) -> Option<&'a RoleNoun> {
        let say = self.entry.searches.get(self.search)?.say.as_ref()?;
        let lemma = &say.phrase.head()?.lemma;
        self.rules.tables().role_nouns.get(&self.entry.language)?.iter().find(|n| n.masculine == *lemma)
    }

    fn found(&self) -> &'a str {
        &self.text[self.local.clone()]
    }

    fn is_plural(&self) -> bool {
        let form = self.entry.searches.get(self.search).and_then(|s| s.forms.get(self.form));
        form.and_then(crate::grammar::Form::number) == Some(Number::Plural)
    }
}

/// What a rule says of a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Not a finding, for this reason.
    Silent(&'static str),
    /// A finding, at least of this severity.
    Report(Option<Severity>),
    /// A finding whose best wording is that of another pattern of the entry.
    Prefer(usize),
}

/// Looks at a hit of the index. Entries without a rule, and hits of rules without an opinion, are findings.
pub fn verdict(rule: Rule, place: &Place) -> Verdict {
    match rule {
        Rule::MasculineGeneric => masculine_generic::verdict(place),
        Rule::FeminineGeneric => feminine_generic::verdict(place),
        Rule::OfficialNames => official_names::verdict(place),
        Rule::Consistency => consistency::verdict(place),
        Rule::DamagedNotation if super::all_capitals(place.found()) => Verdict::Silent("capitals cannot show the style"),
        // The form with its capitals folds to the same text.
        Rule::DamagedNotation if place.facts.covers(&place.range) => Verdict::Silent("an inclusive form"),
        Rule::DamagedNotation
        | Rule::IncompleteAgreement
        | Rule::MixedNotation
        | Rule::TermMissing
        | Rule::TermChoice
        | Rule::NameLost => Verdict::Report(None),
    }
}

/// What a rule itself puts in the place of a hit, bytes of the segment; none where the grammar does it.
pub fn replacement(rule: Rule, place: &Place) -> Vec<TextEdit> {
    let generic = matches!(rule, Rule::MasculineGeneric | Rule::FeminineGeneric);
    match place.noun().filter(|_| generic && place.entry.language == Language::Es) {
        Some(noun) => same_notation::spanish(place.text, &place.local, place.is_plural(), noun, place.facts),
        None => Vec::new(),
    }
}

/// A quick look before the language of the paragraph is asked for: role nouns are frequent, and many are words of other
/// languages too (client, agent). Nothing that could be a finding is turned away.
pub fn plausible(rule: Rule, language: Language, text: &str, range: &Range<usize>) -> bool {
    match rule {
        Rule::MasculineGeneric | Rule::FeminineGeneric => {
            people::can_stand_after(language, people::word_before(text, range.start))
        }
        _ => true,
    }
}

/// A finding that a rule makes itself.
pub struct Proposal {
    /// Bytes of the prose.
    pub range: Range<usize>,
    /// Bytes of the prose.
    pub edits: Vec<TextEdit>,
    pub safe: bool,
}

/// The findings of the rules that work on the inclusive forms of the document, by entry.
pub fn proposals(rule: Rule, language: Language, prose: &Prose, facts: &Facts, rules: &RuleSet) -> Vec<Proposal> {
    match (rule, language) {
        (Rule::IncompleteAgreement, Language::Fr) => incomplete_agreement::french(prose, facts, rules),
        (Rule::IncompleteAgreement, Language::Es) => incomplete_agreement::spanish(prose),
        (Rule::MixedNotation, Language::Fr) => mixed_notation::french(prose, facts, rules),
        (Rule::MixedNotation, Language::Ru) => mixed_notation::russian(prose),
        (Rule::MixedNotation, Language::Es) => mixed_notation::spanish(prose, facts),
        _ => Vec::new(),
    }
}

/// How often each pattern of an entry stands in the document: (entry, pattern) to number.
pub(super) type PatternCounts = HashMap<(usize, usize), usize>;
