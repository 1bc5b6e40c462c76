//! What a translation is held to: the words that name a concept or an agency in each language. They are made from
//! `concepts.toml`, from what the entries say, and from `rules/agencies.toml`.

use super::entry::{Entry, FixClass, Search, Severity};
use super::load::{Lexicon, LexiconError};
use super::schema::{Confidence, Kind};
use super::tables::NameLanguage;
use super::{Rule, grammar_of};
use crate::grammar::{Denotes, Phrase, forms};
use crate::text::Language;
use std::collections::{BTreeMap, BTreeSet};

/// What words that name something are worth in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// The sense is sure: where the source has it, the translation is asked for it.
    Term,
    /// It renders the concept where it stands; nothing is asked because of it.
    Rendering,
    /// The official name of an agency.
    Agency,
    /// A name of an agency that means other things too, or that an adjective may stand for.
    UnsureAgency,
}

impl Naming {
    const ALL: [Naming; 4] = [Naming::Term, Naming::Rendering, Naming::Agency, Naming::UnsureAgency];

    /// Stands where entries of the lexicon have their pack.
    fn pack(self) -> &'static str {
        match self {
            Naming::Term => "term",
            Naming::Rendering => "rendering",
            Naming::Agency => "agency",
            Naming::UnsureAgency => "unsure-agency",
        }
    }

    pub fn of_pack(pack: &str) -> Naming {
        Naming::ALL.into_iter().find(|n| n.pack() == pack).unwrap_or(Naming::Rendering)
    }

    pub fn is_agency(self) -> bool {
        matches!(self, Naming::Agency | Naming::UnsureAgency)
    }
}

/// An entry for each way to name something, with the name of the concept or the agency as its concept and its
/// [`Naming`] as its pack; of a language, in the order of preference.
#[derive(Debug, Default)]
pub struct TermEntries {
    pub entries: Vec<Entry>,
    /// For each concept that has terms, those that may stand in its place.
    pub near: BTreeMap<String, Vec<String>>,
}

/// Everything that names a concept with terms, or an agency; and what is wrong with it.
pub fn term_entries(lexicon: &Lexicon) -> (TermEntries, Vec<LexiconError>) {
    let mut made = TermEntries::default();
    let mut errors = Vec::new();
    let mut error = |file: &str, message: String| {
        errors.push(LexiconError { file: file.to_string(), line: 1, message });
    };
    for (id, concept) in lexicon.concepts.iter().filter(|(_, c)| !c.terms.is_empty()) {
        for (naming, patterns) in [(Naming::Term, &concept.terms), (Naming::Rendering, &concept.also)] {
            for choice in choices(patterns) {
                match searches(&choice.patterns, choice.language) {
                    Ok(searches) => made.entries.push(entry(id, naming, choice.language, searches)),
                    Err(message) => error("lexicons/concepts.toml", format!("{id}: {message}")),
                }
            }
        }
        if !concept.name.is_empty() {
            error("lexicons/concepts.toml", format!("{id}: has terms, so it needs no name; put the words among the terms"));
        }
        for unknown in concept.near.iter().filter(|n| !lexicon.concepts.contains_key(*n)) {
            error("lexicons/concepts.toml", format!("{id}: near names \"{unknown}\", which is no concept"));
        }
        made.near.insert(id.clone(), concept.near.clone());
    }
    for (id, concept) in &lexicon.concepts {
        for pattern in concept.name.values().flatten() {
            if let Err(e) = Phrase::parse(pattern, &BTreeMap::new()) {
                error("lexicons/concepts.toml", format!("{id}: {e}"));
            }
        }
    }
    let with_terms = |concept: &str| lexicon.concepts.get(concept).is_some_and(|c| !c.terms.is_empty());
    let mut said: BTreeSet<(&str, Language, String)> = BTreeSet::new();
    for owner in lexicon.entries.iter().filter(|e| with_terms(&e.concept)) {
        let phrases = owner.say.iter().filter(|s| s.class != FixClass::Never).flat_map(|s| {
            let names = s.class == FixClass::Auto || is_long(&s.phrase);
            std::iter::once(&s.phrase).chain(&s.traditional).filter(move |_| names)
        });
        for phrase in phrases {
            if said.insert((&owner.concept, owner.language, format!("{phrase:?}")))
                && let Ok(search) = search(phrase.clone(), owner.language)
            {
                made.entries.push(entry(&owner.concept, Naming::Rendering, owner.language, vec![search]));
            }
        }
    }
    for agency in &lexicon.tables.agencies {
        for (place, name) in &agency.names {
            let language = place.language();
            let mut add = |text: &str, naming: Naming| match Phrase::parse(text, &BTreeMap::new()) {
                Ok(phrases) => {
                    let found: Vec<Search> = phrases.into_iter().filter_map(|p| search(p, language).ok()).collect();
                    made.entries.push(entry(&agency.id, naming, language, found));
                }
                Err(e) => error("rules/agencies.toml", format!("{}: {e}", agency.id)),
            };
            let naming = |unsure: bool| if unsure || !agency.asked { Naming::UnsureAgency } else { Naming::Agency };
            add(&name.name, naming(false));
            for other in &name.also {
                add(other, Naming::UnsureAgency);
            }
            if let Some(short) = &name.short {
                // Two letters are too many things.
                let unsure = agency.is_unsure(short) || short.chars().count() < 3;
                add(short, naming(unsure));
            }
        }
    }
    (made, errors)
}

/// The patterns of one choice: a line of the list, in Chinese the lines of the two scripts.
struct Choice<'a> {
    language: Language,
    patterns: Vec<&'a str>,
}

fn choices(patterns: &BTreeMap<NameLanguage, Vec<String>>) -> Vec<Choice<'_>> {
    let list = |place: NameLanguage| patterns.get(&place).map(Vec::as_slice).unwrap_or_default();
    let mut all = Vec::new();
    for place in [NameLanguage::En, NameLanguage::Es, NameLanguage::Fr, NameLanguage::Ru] {
        all.extend(list(place).iter().map(|p| Choice { language: place.language(), patterns: vec![p] }));
    }
    let (hans, hant) = (list(NameLanguage::Hans), list(NameLanguage::Hant));
    all.extend((0..hans.len().max(hant.len())).map(|n| {
        let mut patterns: Vec<&str> = [hans.get(n), hant.get(n)].into_iter().flatten().map(String::as_str).collect();
        patterns.dedup();
        Choice { language: Language::Zh, patterns }
    }));
    all
}

fn searches(patterns: &[&str], language: Language) -> Result<Vec<Search>, String> {
    let mut all = Vec::new();
    for pattern in patterns {
        for phrase in Phrase::parse(pattern, &BTreeMap::new()).map_err(|e| e.0)? {
            all.push(search(phrase, language).map_err(|e| e.0)?);
        }
    }
    // Which script a Chinese word is in matters only where the two are written differently.
    if language == Language::Zh && all.len() == 2 {
        for (search, traditional) in all.iter_mut().zip([false, true]) {
            search.traditional = Some(traditional);
        }
    }
    Ok(all)
}

fn search(phrase: Phrase, language: Language) -> Result<Search, crate::grammar::PhraseError> {
    let forms = forms(&phrase, grammar_of(language), true)?;
    let citation = phrase.citation();
    let letters = || citation.chars().filter(|c| c.is_alphabetic());
    // VIH, not « vih » in another word of a program; a name of two words is one in any capitals.
    let exact = letters().count() > 1 && letters().all(char::is_uppercase) && !citation.contains(' ');
    Ok(Search { phrase, pattern: 0, forms, traditional: None, say: None, exact })
}

/// Whether a wording says enough to be known again: "people" alone renders nothing.
fn is_long(phrase: &Phrase) -> bool {
    let text = phrase.citation();
    text.contains(' ') || text.chars().filter(|c| crate::text::script::is_han(*c)).count() > 2
}

fn entry(concept: &str, naming: Naming, language: Language, searches: Vec<Search>) -> Entry {
    Entry {
        id: format!("{language}/{concept}"),
        language,
        pack: naming.pack().to_string(),
        concept: concept.to_string(),
        denotes: Denotes::Idea,
        kind: Kind::Style,
        severity: Severity::Info,
        rule: naming.is_agency().then_some(Rule::OfficialNames),
        confidence: Confidence::General,
        searches,
        sources: Vec::new(),
        shadows: Vec::new(),
        say: Vec::new(),
        advice: String::new(),
        advice_en: String::new(),
        why: String::new(),
        why_en: String::new(),
        legitimate: String::new(),
        legitimate_en: String::new(),
        exact: false,
        number: None,
        untested: false,
        regions: Vec::new(),
        preview: false,
        keep: Vec::new(),
        need: Vec::new(),
        changes: Vec::new(),
        silents: Vec::new(),
        file: String::new(),
        line: 0,
    }
}
