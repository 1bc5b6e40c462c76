//! From a term base to lexicon files.
//!
//! What carries a [`Mark`] goes back to the entry it came from; the other terms of a concept that are avoided in a language
//! become one entry, which says the terms of that language that are not. Such an entry has no examples yet and says so.

use super::guess::{pattern, slug};
use super::mark::Rest;
use super::of_lexicon::{found, shown};
use super::{Status, Term, TermBase};
use crate::grammar::Number;
use crate::lexicon::{Condition, Confidence, Entry, Example, FixClass, Kept, Kind, Lexicon, Severity};
use crate::text::Language;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Lexicon files by the path they belong to below a folder: `fr/house.toml`, `concepts.toml`.
pub type LexiconFiles = BTreeMap<String, String>;

/// What a term base became.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    pub files: LexiconFiles,
    pub entries: usize,
    /// Entries that have no examples yet.
    pub untested: usize,
    /// What did not become an entry, and why; a line each.
    pub remarks: Vec<String>,
}

/// A new entry, in the order in which people write its keys.
#[derive(Debug, Default, Serialize)]
struct NewEntry {
    id: String,
    concept: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    denotes: Option<crate::grammar::Denotes>,
    kind: Option<Kind>,
    severity: Option<Severity>,
    confidence: Option<Confidence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    untested: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    find: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hans: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hant: Vec<String>,
    why: String,
    why_en: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    advice: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    advice_en: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    legitimate: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    legitimate_en: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    preview: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shadow: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    say: Vec<NewSay>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    regions: BTreeMap<String, &'static str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    forms: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keep: Vec<NewCondition>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    need: Vec<NewCondition>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    change: Vec<NewChange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    silent: Vec<NewSilent>,
}

#[derive(Debug, Serialize)]
struct NewCondition {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    near: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capital: Option<bool>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    outcome: Option<Kept>,
    #[serde(skip_serializing_if = "String::is_empty")]
    why: String,
}

impl NewCondition {
    fn of(c: &Condition) -> NewCondition {
        NewCondition {
            before: c.before.clone(),
            after: c.after.clone(),
            near: c.near.clone(),
            inside: c.inside.clone(),
            capital: c.capital,
            outcome: Some(c.outcome).filter(|o| *o != Kept::Silent),
            why: c.why.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct NewChange {
    from: String,
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct NewSilent {
    text: String,
}

#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
struct NewSay {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hans: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hant: Option<String>,
    fix: FixClass,
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    usage: Option<crate::lexicon::Usage>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip)]
    rank: usize,
}

#[derive(Serialize)]
struct EntryFile<'a> {
    entry: Vec<&'a NewEntry>,
}

#[derive(Serialize)]
struct NewConcept<'a> {
    definition: &'a str,
}

/// An entry and the pack it belongs to.
struct Draft {
    entry: NewEntry,
    pack: Option<String>,
    language: Language,
}

impl TermBase {
    /// Lexicon files that say what the term base says. `pack`: for entries that name none.
    ///
    /// # Errors
    /// None that a term base can cause: what cannot be an entry is a remark.
    pub fn to_lexicon(&self, lexicon: &Lexicon, pack: &str) -> Imported {
        let mut imported = Imported::default();
        let mut drafts: Vec<Draft> = Vec::new();
        let mut ids: BTreeSet<String> = lexicon.entries.iter().map(|e| e.id.clone()).collect();
        let mut concepts: BTreeMap<String, NewConcept> = BTreeMap::new();
        let mut others: BTreeMap<String, usize> = BTreeMap::new();
        for concept in &self.concepts {
            let name = slug(&concept.id).unwrap_or_else(|| format!("concept-{}", concepts.len() + 1));
            let before = drafts.len();
            for term in &concept.terms {
                if term.language.language().is_none() {
                    *others.entry(term.language.as_str().to_string()).or_default() += 1;
                }
            }
            for language in Language::ALL {
                let terms: Vec<&Term> = concept.terms.iter().filter(|t| t.language.language() == Some(language)).collect();
                marked(&terms, language, &name, lexicon, &mut drafts);
                match unmarked(&terms, language, &name, &mut ids) {
                    Some(Ok(draft)) => drafts.push(draft),
                    Some(Err(remark)) => imported.remarks.push(remark),
                    None => {}
                }
            }
            let is_used = drafts[before..].iter().any(|d| d.entry.concept == name);
            if is_used && !lexicon.concepts.contains_key(&name) {
                let definition = if concept.definition.is_empty() { &concept.id } else { &concept.definition };
                concepts.insert(name, NewConcept { definition });
            }
        }
        let mut remark = |text: String| imported.remarks.push(text);
        for (language, count) in others {
            remark(format!("{count} terms in \"{language}\" left out; entries are in en, es, fr, ru or zh"));
        }
        imported.entries = drafts.len();
        imported.untested = drafts.iter().filter(|d| d.entry.untested).count();
        let mut by_file: BTreeMap<String, Vec<&NewEntry>> = BTreeMap::new();
        for draft in &drafts {
            let file = format!("{}/{}.toml", draft.language, draft.pack.as_deref().unwrap_or(pack));
            by_file.entry(file).or_default().push(&draft.entry);
        }
        for (file, entry) in by_file {
            imported.files.insert(file, toml::to_string(&EntryFile { entry }).unwrap_or_default());
        }
        if !concepts.is_empty() {
            imported.files.insert("concepts.toml".into(), toml::to_string(&concepts).unwrap_or_default());
        }
        imported
    }
}

/// The entries that the terms' marks name, with what the terms show now.
fn marked(terms: &[&Term], language: Language, concept: &str, lexicon: &Lexicon, drafts: &mut Vec<Draft>) {
    let from = drafts.len();
    for term in terms {
        for mark in &term.marks {
            let at = match drafts[from..].iter().position(|d| d.entry.id == mark.entry) {
                Some(at) => from + at,
                None => {
                    let entry = NewEntry { id: mark.entry.clone(), concept: concept.to_string(), ..NewEntry::default() };
                    drafts.push(Draft { entry, pack: None, language });
                    drafts.len() - 1
                }
            };
            let draft = &mut drafts[at];
            if let Some(rest) = &mark.rest {
                fill(draft, rest, term);
            }
            let traditional = term.language.traditional();
            if let Some(find) = &mark.find {
                let is_as_it_was = shows(find, &term.text, language);
                let find = if is_as_it_was { find.clone() } else { pattern(&term.text, term) };
                let list = match (language, traditional) {
                    (Language::Zh, Some(true)) => &mut draft.entry.hant,
                    (Language::Zh, _) => &mut draft.entry.hans,
                    _ => &mut draft.entry.find,
                };
                list.push(find);
                if is_as_it_was {
                    list.extend_from_slice(&mark.more);
                }
            }
            // A term that somebody has put among those to avoid is not offered any more.
            let Some(say) = mark.say.as_ref().filter(|_| !term.status.is_avoided()) else { continue };
            let say = if shows(say, &term.text, language) { say.clone() } else { pattern(&term.text, term) };
            let rank = mark.rank.unwrap_or(usize::MAX);
            // The two scripts of one wording are one.
            let known = draft.entry.say.iter().position(|s| s.rank == rank && language == Language::Zh);
            let at = known.unwrap_or_else(|| {
                let (fix, note) = (mark.fix.unwrap_or(FixClass::Review), mark.note.clone());
                draft.entry.say.push(NewSay { text: None, hans: None, hant: None, fix, usage: mark.usage, note, rank });
                draft.entry.say.len() - 1
            });
            let slot = &mut draft.entry.say[at];
            match (language, traditional) {
                (Language::Zh, Some(true)) => slot.hant = Some(say),
                (Language::Zh, _) => slot.hans = Some(say),
                _ => slot.text = Some(say),
            }
        }
    }
    for draft in &mut drafts[from..] {
        finish(draft, terms);
        if let Some(known) = lexicon.entry(&draft.entry.id) {
            keep(&mut draft.entry, known);
        }
    }
}

/// What no term base holds, from the entry of the same name that is known already.
fn keep(entry: &mut NewEntry, known: &Entry) {
    entry.untested = known.untested;
    entry.preview = known.preview;
    entry.shadow.clone_from(&known.shadows);
    let severity = |r: &crate::lexicon::Region| (r.tag.clone(), r.severity.map_or("off", Severity::as_str));
    entry.regions = known.regions.iter().map(severity).collect();
    entry.keep = known.keep.iter().map(NewCondition::of).collect();
    entry.need = known.need.iter().map(NewCondition::of).collect();
    let change = |c: &Example| NewChange { from: c.from.clone(), to: c.to.clone(), by: c.by_hand.then_some("hand") };
    entry.change = known.changes.iter().map(change).collect();
    entry.silent = known.silents.iter().map(|s| NewSilent { text: s.text.clone() }).collect();
}

/// Whether a pattern is still what the term shows.
fn shows(pattern: &str, text: &str, language: Language) -> bool {
    let phrases = crate::grammar::Phrase::parse(pattern, &BTreeMap::new());
    phrases.is_ok_and(|p| {
        p.len() == 1 && (found(&p[0], language) == text || shown(&p[0], language) == text || p[0].citation() == text)
    })
}

/// How a pattern is written in a term base: what is said as people write it, what is found in dictionary form.
pub(super) fn written(pattern: &str, is_said: bool, language: Language) -> Option<String> {
    let phrase = crate::grammar::Phrase::parse(pattern, &BTreeMap::new()).ok()?.into_iter().next()?;
    Some(if is_said { shown(&phrase, language) } else { found(&phrase, language) })
}

fn fill(draft: &mut Draft, rest: &Rest, term: &Term) {
    let entry = &mut draft.entry;
    draft.pack = Some(rest.pack.clone());
    if let Some(concept) = &rest.concept {
        entry.concept.clone_from(concept);
    }
    entry.kind = Some(rest.kind);
    // What another tool has made of the status counts.
    entry.severity = Some(match (rest.severity, term.status.is_avoided()) {
        (Severity::Info, true) => Severity::Warning,
        (_, false) => Severity::Info,
        (severity, true) => severity,
    });
    entry.denotes = Some(rest.denotes);
    entry.confidence = Some(rest.confidence);
    entry.sources = rest.sources.clone();
    entry.case = rest.exact.then_some("exact");
    let shown = |shown: &String, kept: &String| if shown.is_empty() { kept.clone() } else { shown.clone() };
    entry.why = shown(&term.note, &rest.why);
    // What is shown in the language of the entry may be English already.
    entry.why_en =
        if term.language.language() == Some(Language::En) { entry.why.clone() } else { shown(&term.note_en, &rest.why_en) };
    entry.number = rest.number.map(|n| if n == Number::Singular { "sg" } else { "pl" });
    entry.forms.clone_from(&rest.forms);
    (entry.advice, entry.advice_en) = (rest.advice.clone(), rest.advice_en.clone());
    (entry.legitimate, entry.legitimate_en) = (rest.legitimate.clone(), rest.legitimate_en.clone());
}

/// Puts what is said in its order, and Chinese lists side by side.
fn finish(draft: &mut Draft, terms: &[&Term]) {
    let entry = &mut draft.entry;
    entry.untested = true;
    entry.say.sort_by_key(|s| s.rank);
    for say in &mut entry.say {
        if say.text.is_none() {
            let other = say.hans.clone().or_else(|| say.hant.clone());
            say.hans = say.hans.take().or_else(|| other.clone());
            say.hant = say.hant.take().or(other);
        }
    }
    if draft.language == Language::Zh {
        (entry.hans, entry.hant) = side_by_side(&entry.hans, &entry.hant);
    }
    let first = terms.iter().find(|t| t.marks.iter().any(|m| m.entry == entry.id && m.find.is_some()));
    let (kind, severity, confidence) = (Kind::Style, Severity::Warning, Confidence::General);
    entry.kind.get_or_insert(kind);
    entry.severity.get_or_insert(severity);
    entry.confidence.get_or_insert(confidence);
    if entry.why.is_empty() {
        entry.why = first.map_or_else(String::new, |t| t.note.clone());
        entry.why_en = first.map_or_else(String::new, |t| t.note_en.clone());
    }
}

/// Parallel lists of the two scripts: what both write the same, then the others in their order.
fn side_by_side(hans: &[String], hant: &[String]) -> (Vec<String>, Vec<String>) {
    let only =
        |these: &[String], those: &[String]| -> Vec<String> { these.iter().filter(|t| !those.contains(t)).cloned().collect() };
    let (simplified, traditional) = (only(hans, hant), only(hant, hans));
    let mut pairs: Vec<(String, String)> = hans.iter().filter(|h| hant.contains(h)).map(|h| (h.clone(), h.clone())).collect();
    for n in 0..simplified.len().max(traditional.len()) {
        // A list that is shorter stays with its last word, which is then found twice and told once.
        let one = simplified.get(n).or(simplified.last()).or(traditional.get(n));
        let other = traditional.get(n).or(traditional.last()).or(simplified.get(n));
        pairs.extend(one.cloned().zip(other.cloned()));
    }
    pairs.into_iter().unzip()
}

/// What terms without marks say of a language: nothing where none of them is avoided.
fn unmarked(terms: &[&Term], language: Language, name: &str, ids: &mut BTreeSet<String>) -> Option<Result<Draft, String>> {
    let avoided: Vec<&&Term> =
        terms.iter().filter(|t| t.status.is_avoided() && t.marks.iter().all(|m| m.find.is_none())).collect();
    let first = avoided.first()?;
    let mut instead: Vec<&&Term> = terms.iter().filter(|t| !t.status.is_avoided()).collect();
    instead.sort_by_key(|t| t.status != Status::Preferred);
    let wanted = format!("{language}/{}", slug(&first.text).unwrap_or_else(|| name.to_string()));
    let numbers = (2..).map(|n| format!("{wanted}-{n}"));
    let id = std::iter::once(wanted.clone()).chain(numbers).find(|id| !ids.contains(id)).unwrap_or(wanted);
    if instead.is_empty() && first.note.is_empty() {
        return Some(Err(format!("\"{}\" ({language}) is to be avoided, and nothing says what instead; left out", first.text)));
    }
    ids.insert(id.clone());
    let why = if first.note.is_empty() { reason(language).to_string() } else { first.note.clone() };
    let why_en = if !first.note_en.is_empty() {
        first.note_en.clone()
    } else if first.note.is_empty() || language == Language::En {
        if language == Language::En { why.clone() } else { reason(Language::En).to_string() }
    } else {
        first.note.clone()
    };
    let mut entry = NewEntry { id, concept: name.to_string(), untested: true, why, why_en, ..NewEntry::default() };
    entry.kind = Some(Kind::Style);
    entry.severity = Some(Severity::Warning);
    entry.confidence = Some(Confidence::General);
    if instead.is_empty() {
        (entry.advice, entry.advice_en) = (entry.why.clone(), entry.why_en.clone());
    }
    let pack = None;
    if language == Language::Zh {
        let of = |terms: &[&&Term], traditional: bool| -> Vec<String> {
            terms.iter().filter(|t| t.language.traditional() != Some(!traditional)).map(|t| t.text.clone()).collect()
        };
        (entry.hans, entry.hant) = side_by_side(&of(&avoided, false), &of(&avoided, true));
        let (hans, hant) = side_by_side(&of(&instead, false), &of(&instead, true));
        for (hans, hant) in hans.into_iter().zip(hant) {
            entry.say.push(say(None, Some((hans, hant))));
        }
    } else {
        entry.find = avoided.iter().map(|t| pattern(&t.text, t)).collect();
        entry.say = instead.iter().map(|t| say(Some(pattern(&t.text, t)), None)).collect();
    }
    Some(Ok(Draft { entry, pack, language }))
}

fn say(text: Option<String>, chinese: Option<(String, String)>) -> NewSay {
    let (hans, hant) = chinese.unzip();
    NewSay { text, hans, hant, fix: FixClass::Review, usage: None, note: String::new(), rank: 0 }
}

/// Said where a term base gives no reason.
fn reason(language: Language) -> &'static str {
    match language {
        Language::En => "The term base advises against this term.",
        Language::Es => "La base terminológica desaconseja este término.",
        Language::Fr => "La base terminologique déconseille ce terme.",
        Language::Ru => "Терминологическая база не рекомендует этот термин.",
        Language::Zh => "术语库不建议使用此词。",
    }
}
