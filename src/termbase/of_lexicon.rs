//! From a lexicon to a term base.

use super::mark::Rest;
use super::{Concept, FormRow, Mark, Status, Term, TermBase, TermGrammar};
use crate::grammar::{Features, Gender, Number, PartOfSpeech, Phrase, Style};
use crate::lexicon::{Entry, FixClass, Lexicon, NameLanguage, Search, Severity, grammar_of};
use crate::report::paradigm;
use crate::text::{Language, LanguageTag};
use std::collections::{BTreeMap, HashSet};

impl TermBase {
    /// The lexicon as a term base: a concept with what every language avoids and says. Entries whose hits are decided by a rule
    /// have no terms of their own and are left out.
    ///
    /// A concept of the lexicon that has names (`terms` or `name`) is one of the term base: its first name in a language is
    /// preferred, the others are admitted, and every entry that says one of them instead belongs there, whatever its topic. An
    /// entry that says something else is another concept, in its own language, so that no translation of it is invented.
    ///
    /// What is only information in the lexicon (words that the guidance itself uses) is admitted, with its note; what it warns
    /// of is deprecated.
    pub fn of(lexicon: &Lexicon, title: &str, wanted: &dyn Fn(&Entry) -> bool) -> TermBase {
        let mut base = TermBase { title: title.to_string(), concepts: Vec::new() };
        let names = Names::of(lexicon);
        let languages: HashSet<Language> = lexicon.entries.iter().filter(|e| wanted(e)).map(|e| e.language).collect();
        let mut by_place: BTreeMap<&str, BTreeMap<Option<String>, Vec<&Entry>>> = BTreeMap::new();
        for entry in lexicon.entries.iter().filter(|e| e.rule.is_none() && wanted(e)) {
            let (concept, apart) = names.place(entry);
            by_place.entry(concept).or_default().entry(apart).or_default().push(entry);
        }
        for (id, concept) in &lexicon.concepts {
            let mut main = Concept { id: id.clone(), definition: concept.definition.clone(), terms: Vec::new() };
            let mut entries = by_place.remove(id.as_str()).unwrap_or_default();
            // Of an export of one language, only that one's names.
            for (tag, text, grammar) in names.terms(id).filter(|(t, ..)| t.language().is_some_and(|l| languages.contains(&l))) {
                let is_first = !main.terms.iter().any(|t| t.language == *tag);
                let status = if is_first { Status::Preferred } else { Status::Admitted };
                main.terms.push(Term { grammar: *grammar, ..Term::new(tag.clone(), text, status) });
            }
            for entry in entries.remove(&None).unwrap_or_default() {
                Builder { concept: &mut main, entry, lexicon }.entry();
            }
            main.terms.sort_by_key(|t| t.language.language().map(Language::index));
            base.concepts.extend(Some(main).filter(|c| !c.terms.is_empty()));
            for entries in entries.into_values() {
                let Some(first) = entries.first() else { continue };
                let mut other = Concept { id: format!("{id}.{}", first.id.replace('/', "-")), ..Concept::default() };
                for entry in entries {
                    Builder { concept: &mut other, entry, lexicon }.entry();
                }
                base.concepts.push(other);
            }
        }
        base
    }
}

/// By which words the concepts of a lexicon are named.
struct Names<'a> {
    by_concept: BTreeMap<&'a str, Vec<(LanguageTag, String, TermGrammar)>>,
}

impl<'a> Names<'a> {
    fn of(lexicon: &'a Lexicon) -> Names<'a> {
        let mut by_concept: BTreeMap<&str, Vec<(LanguageTag, String, TermGrammar)>> = BTreeMap::new();
        for (id, concept) in &lexicon.concepts {
            let words = if concept.terms.is_empty() { &concept.name } else { &concept.terms };
            for (place, patterns) in words {
                let traditional = (place.language() == Language::Zh).then_some(*place == NameLanguage::Hant);
                let phrases = patterns.iter().filter_map(|p| Phrase::parse(p, &BTreeMap::new()).ok()).flatten();
                for (phrase, tag) in
                    phrases.flat_map(|p| tags(place.language(), traditional).into_iter().map(move |t| (p.clone(), t)))
                {
                    let term = (tag, shown(&phrase, place.language()), grammar(&phrase));
                    let all = by_concept.entry(id).or_default();
                    if !all.iter().any(|(tag, text, _)| (tag, text) == (&term.0, &term.1)) {
                        all.push(term);
                    }
                }
            }
        }
        Names { by_concept }
    }

    fn terms(&self, concept: &str) -> impl Iterator<Item = &(LanguageTag, String, TermGrammar)> {
        self.by_concept.get(concept).into_iter().flatten()
    }

    fn has(&self, concept: &str, language: Language, text: &str) -> bool {
        self.terms(concept).any(|(tag, name, _)| tag.language() == Some(language) && name == text)
    }

    /// The concept that an entry belongs to, and, where it says none of its names, what sets it apart there.
    fn place(&self, entry: &'a Entry) -> (&'a str, Option<String>) {
        let says: Vec<String> = entry.say.iter().map(|s| shown(&s.phrase, entry.language)).collect();
        let own = says.iter().any(|s| self.has(&entry.concept, entry.language, s));
        let elsewhere = || {
            let first = says.first()?;
            self.by_concept.keys().copied().find(|c| self.has(c, entry.language, first))
        };
        match if own { Some(entry.concept.as_str()) } else { elsewhere() } {
            Some(concept) => (concept, None),
            None => {
                let apart = says.first().unwrap_or(&entry.id);
                (&entry.concept, Some(format!("{} {apart}", entry.language)))
            }
        }
    }
}

struct Builder<'a> {
    concept: &'a mut Concept,
    entry: &'a Entry,
    lexicon: &'a Lexicon,
}

/// The tags under which a pattern is written: a Chinese one that both scripts write the same has both.
fn tags(language: Language, traditional: Option<bool>) -> Vec<LanguageTag> {
    let names: &[&str] = match (language, traditional) {
        (Language::Zh, Some(false)) => &["zh-hans"],
        (Language::Zh, Some(true)) => &["zh-hant"],
        (Language::Zh, None) => &["zh-hans", "zh-hant"],
        _ => return vec![LanguageTag::from(language)],
    };
    names.iter().filter_map(|n| LanguageTag::parse(n)).collect()
}

impl Builder<'_> {
    fn entry(&mut self) {
        let entry = self.entry;
        let status = if entry.severity == Severity::Info { Status::Admitted } else { Status::Deprecated };
        let mut rest = Some(Rest {
            concept: Some(entry.concept.clone()).filter(|c| *c != self.concept.id),
            pack: entry.pack.clone(),
            kind: entry.kind,
            severity: entry.severity,
            denotes: entry.denotes,
            confidence: entry.confidence,
            sources: entry.sources.clone(),
            exact: entry.exact,
            number: entry.number,
            forms: irregular(entry),
            why: entry.why.clone(),
            why_en: entry.why_en.clone(),
            advice: entry.advice.clone(),
            advice_en: entry.advice_en.clone(),
            legitimate: entry.legitimate.clone(),
            legitimate_en: entry.legitimate_en.clone(),
        });
        for (search, more) in grouped(&entry.searches) {
            for tag in tags(entry.language, search.traditional) {
                let mark = Mark {
                    entry: entry.id.clone(),
                    find: Some(search.phrase.to_string()),
                    more: more.clone(),
                    rest: rest.take(),
                    ..Mark::default()
                };
                let mut term = Term::new(tag, found(&search.phrase, entry.language), status);
                term.is_name = false;
                term.grammar = grammar(&search.phrase);
                term.note = entry.why.clone();
                term.note_en = if entry.language == Language::En { String::new() } else { entry.why_en.clone() };
                let title = |key: &String| self.lexicon.sources.get(key).map_or_else(|| key.clone(), |s| s.title.clone());
                term.sources = entry.sources.iter().map(title).collect();
                self.put(term, mark);
            }
        }
        for (rank, say) in entry.say.iter().enumerate() {
            let simplified = (&say.phrase, say.traditional.as_ref().map(|_| false));
            let traditional = say.traditional.as_ref().map(|t| (t, Some(true)));
            for (phrase, script) in std::iter::once(simplified).chain(traditional) {
                for tag in tags(entry.language, script) {
                    let is_first = !self.concept.terms.iter().any(|t| t.language == tag && t.status == Status::Preferred);
                    let is_first = is_first && say.class != FixClass::Never;
                    let status = if is_first && rank == 0 { Status::Preferred } else { Status::Admitted };
                    let mut term = Term::new(tag, shown(phrase, entry.language), status);
                    term.is_name = false;
                    term.grammar = grammar(phrase);
                    let mark = Mark {
                        entry: entry.id.clone(),
                        say: Some(phrase.to_string()),
                        rank: Some(rank),
                        fix: Some(say.class),
                        usage: say.usage,
                        note: say.note.clone(),
                        ..Mark::default()
                    };
                    self.put(term, mark);
                }
            }
        }
    }

    /// A term that the concept has already gets the mark; a term that is avoided stays so.
    fn put(&mut self, term: Term, mark: Mark) {
        // Two entries may find the same words, each with its own reason and weight.
        let is_own = |t: &Term| mark.find.is_none() || t.marks.iter().any(|m| m.entry == mark.entry);
        let known = self.concept.terms.iter_mut().find(|t| t.language == term.language && t.text == term.text && is_own(t));
        match known {
            Some(known) => known.marks.push(mark),
            None => self.concept.terms.push(Term { marks: vec![mark], ..term }),
        }
    }
}

/// What is found, with the alternatives that go along with it: a pattern that makes many is told by its first one. Nobody looks
/// for thirty persons and numbers of a phrase in a term base.
fn grouped(searches: &[Search]) -> Vec<(&Search, Vec<String>)> {
    /// So many are terms of their own: spellings, genders, numbers.
    const OWN: usize = 4;
    let mut all: Vec<(&Search, Vec<String>)> = Vec::new();
    for group in searches.chunk_by(|a, b| a.pattern == b.pattern) {
        match group {
            [first, others @ ..] if group.len() > OWN && first.traditional.is_none() => {
                all.push((first, others.iter().map(|s| s.phrase.to_string()).collect()));
            }
            _ => all.extend(group.iter().map(|s| (s, Vec::new()))),
        }
    }
    all
}

/// What to say as people write it: words for people in the default style of the language.
pub(super) fn shown(phrase: &Phrase, language: Language) -> String {
    let grammar = grammar_of(language);
    let style = Style(grammar.styles().first().copied().unwrap_or_default().to_string());
    agreed(phrase, language).unwrap_or_else(|| grammar.citation(phrase, &style))
}

/// What is found, in dictionary form.
pub(super) fn found(phrase: &Phrase, language: Language) -> String {
    agreed(phrase, language).unwrap_or_else(|| phrase.citation())
}

/// The first form of several words that agree: «продажная любовь». Nothing where there is one, or where the head has two genders.
fn agreed(phrase: &Phrase, language: Language) -> Option<String> {
    let has_genders = phrase.head().is_some_and(|h| h.feminine.is_some());
    if has_genders || phrase.words().count() < 2 {
        return None;
    }
    let forms = crate::grammar::forms(phrase, grammar_of(language), true).ok()?;
    forms.first().map(|f| f.text.clone())
}

/// The cells that an entry gives itself.
pub(super) fn irregular(entry: &Entry) -> BTreeMap<String, BTreeMap<String, String>> {
    let says = entry.say.iter().flat_map(|s| std::iter::once(&s.phrase).chain(s.traditional.as_ref()));
    let phrases = entry.searches.iter().map(|s| &s.phrase).chain(says);
    let words = phrases.flat_map(Phrase::words).filter(|w| !w.irregular.is_empty());
    words.map(|w| (w.lemma.clone(), w.irregular.clone())).collect()
}

fn grammar(phrase: &Phrase) -> TermGrammar {
    let Some(head) = phrase.head() else { return TermGrammar::default() };
    TermGrammar {
        part_of_speech: Some(match head.tags.part_of_speech {
            PartOfSpeech::Noun => "noun",
            PartOfSpeech::Adjective => "adjective",
            PartOfSpeech::Verb => "verb",
        }),
        gender: head.tags.gender.and_then(|g| match g {
            Gender::Masculine => Some("masculine"),
            Gender::Feminine => Some("feminine"),
            Gender::Neuter => Some("neuter"),
            Gender::Common => None,
        }),
        number: head.tags.number.map(|n| if n == Number::Singular { "singular" } else { "plural" }),
    }
}

/// Every form that the entries search, with what it becomes when it stands alone.
pub fn forms(lexicon: &Lexicon, style: &dyn Fn(Language) -> Style, wanted: &dyn Fn(&Entry) -> bool) -> Vec<FormRow> {
    let mut rows = Vec::new();
    for entry in lexicon.entries.iter().filter(|e| e.rule.is_none() && !e.preview && wanted(e)) {
        let mut seen = HashSet::new();
        let style = style(entry.language);
        for search in &entry.searches {
            for form in search.forms.iter().filter(|f| seen.insert(f.text.clone())) {
                for language in tags(entry.language, search.traditional) {
                    rows.push(FormRow {
                        entry: entry.id.clone(),
                        form: form.text.clone(),
                        instead: instead(entry, search, form, &language, &style),
                        language,
                        reason: entry.why.clone(),
                        class: entry.say.iter().map(|s| s.class).find(|c| *c != FixClass::Never),
                        severity: entry.severity,
                    });
                }
            }
        }
    }
    rows
}

fn instead(entry: &Entry, search: &Search, form: &crate::grammar::Form, language: &LanguageTag, style: &Style) -> Vec<String> {
    let mut all = Vec::new();
    for say in entry.say.iter().filter(|s| s.class != FixClass::Never) {
        let text = match (&say.traditional, language.traditional()) {
            (Some(traditional), Some(true)) => traditional.citation(),
            (_, Some(_)) => say.phrase.citation(),
            _ if form.readings.iter().all(|r| *r == Features::default()) => {
                grammar_of(entry.language).citation(&say.phrase, style)
            }
            _ => paradigm::alone(entry, search, form, &say.phrase, style),
        };
        if !text.is_empty() && !all.contains(&text) {
            all.push(text);
        }
    }
    all
}
