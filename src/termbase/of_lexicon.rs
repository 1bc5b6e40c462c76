//! From a lexicon to a term base.

use super::mark::Rest;
use super::{Concept, FormRow, Mark, Status, Term, TermBase, TermGrammar};
use crate::grammar::{Features, Gender, Number, PartOfSpeech, Phrase, Style};
use crate::lexicon::{Entry, FixClass, Lexicon, Search, Severity, grammar_of};
use crate::report::paradigm;
use crate::text::{Language, LanguageTag};
use std::collections::{BTreeMap, HashSet};

impl TermBase {
    /// The lexicon as a term base: a concept with what every language avoids and says. Entries whose hits are decided by a rule
    /// have no terms of their own and are left out.
    ///
    /// What is only information in the lexicon (words that the guidance itself uses) is admitted, with its note; what it warns
    /// of is deprecated. Of what is said instead, the first wording of a concept is preferred and the others are admitted.
    pub fn of(lexicon: &Lexicon, title: &str, wanted: &dyn Fn(&Entry) -> bool) -> TermBase {
        let mut base = TermBase { title: title.to_string(), concepts: Vec::new() };
        for (id, concept) in &lexicon.concepts {
            let mut built = Concept { id: id.clone(), definition: concept.definition.clone(), terms: Vec::new() };
            for language in Language::ALL {
                let entries = lexicon.entries.iter().filter(|e| e.concept == *id && e.language == language);
                for entry in entries.filter(|e| e.rule.is_none() && wanted(e)) {
                    Builder { concept: &mut built, entry, lexicon }.entry();
                }
            }
            if !built.terms.is_empty() {
                base.concepts.push(built);
            }
        }
        base
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
        for search in &entry.searches {
            for tag in tags(entry.language, search.traditional) {
                let mark =
                    Mark { entry: entry.id.clone(), find: Some(search.phrase.to_string()), rest: rest.take(), ..Mark::default() };
                let mut term = Term::new(tag, search.phrase.citation(), status);
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
                    let status = if is_first && rank == 0 { Status::Preferred } else { Status::Admitted };
                    let mut term = Term::new(tag, shown(phrase, entry.language), status);
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

/// What to say as people write it: words for people in the default style of the language.
pub(super) fn shown(phrase: &Phrase, language: Language) -> String {
    let grammar = grammar_of(language);
    let style = Style(grammar.styles().first().copied().unwrap_or_default().to_string());
    grammar.citation(phrase, &style)
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
