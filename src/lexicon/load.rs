//! Reading lexicon files into entries, with an error for everything that could not work.

use super::entry::{Condition, Entry, Example, FixClass, Region, Replacement, Search, Severity, SilentExample};
use super::names::ProtectedName;
use super::schema::{
    Concept, Confidence, EntryFile, NameFile, RawCase, RawCondition, RawEntry, RawName, RawNumber, RawSay, Source,
};
use super::tables::{self, AgencyFile, RoleNounFile, Tables};
use super::{grammar_of, validate};
use crate::grammar::{Features, Form, Number, Phrase, forms};
use crate::text::{Language, fold::fold};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// A file of a lexicon, with the path it is known by: `lexicons/fr/sex-work/work.toml`, `rules/fr/names.toml`.
#[derive(Debug, Clone)]
pub struct LexiconFile {
    pub path: String,
    pub text: Cow<'static, str>,
}

/// Something wrong in a lexicon: where, what, and the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for LexiconError {}

/// Everything that was read.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub entries: Vec<Entry>,
    pub names: Vec<ProtectedName>,
    pub concepts: BTreeMap<String, Concept>,
    pub sources: BTreeMap<String, Source>,
    /// Role nouns and agencies, from which the rules' patterns are made.
    pub tables: Tables,
}

impl Lexicon {
    /// Reads files on top: a later entry with the id of an earlier one takes its place. What has an error is left out.
    pub fn add(&mut self, files: &[LexiconFile]) -> Vec<LexiconError> {
        let mut errors = read(self, files);
        let named = |e: &LexiconError| files.iter().any(|f| f.path == e.file);
        errors.extend(validate::validate(self).into_iter().filter(named));
        errors
    }

    /// What is wrong between entries: forms found by two, sources and concepts that do not exist, too few examples; and terms
    /// of concepts and agencies that cannot be read.
    pub fn mistakes(&self) -> Vec<LexiconError> {
        let mut errors = validate::validate(self);
        errors.extend(super::term_entries(self).1);
        errors
    }

    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.id == id)
    }
}

/// Collects errors of one file.
pub(super) struct Reporter<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub errors: &'a mut Vec<LexiconError>,
}

impl Reporter<'_> {
    pub fn line(&self, byte: usize) -> usize {
        self.text.as_bytes()[..byte.min(self.text.len())].iter().filter(|&&b| b == b'\n').count() + 1
    }

    pub fn error(&mut self, byte: usize, message: impl Into<String>) {
        let line = self.line(byte);
        self.errors.push(LexiconError { file: self.file.to_string(), line, message: message.into() });
    }
}

/// Reads files in order; a later entry with the id of an earlier one takes its place. What has an error is left out.
pub fn load(files: &[LexiconFile]) -> (Lexicon, Vec<LexiconError>) {
    let mut lexicon = Lexicon::default();
    let errors = lexicon.add(files);
    (lexicon, errors)
}

fn read(lexicon: &mut Lexicon, files: &[LexiconFile]) -> Vec<LexiconError> {
    let mut errors = Vec::new();
    for file in files {
        let mut report = Reporter { file: &file.path, text: &file.text, errors: &mut errors };
        match file.path.rsplit('/').next() {
            Some("concepts.toml") => lexicon.concepts.extend(parse::<BTreeMap<String, Concept>>(&mut report).unwrap_or_default()),
            Some("sources.toml") => lexicon.sources.extend(parse::<BTreeMap<String, Source>>(&mut report).unwrap_or_default()),
            // Read by `report`, by the grammars and by `check`.
            Some(
                "messages.toml" | "report.toml" | "scripts.toml" | "usage.toml" | "authorities.toml" | "context.toml"
                | "common-words.toml",
            ) => {}
            Some("role-nouns.toml") => match language_of(&file.path) {
                Some(language) => {
                    let nouns = parse::<RoleNounFile>(&mut report).map(|f| f.noun).unwrap_or_default();
                    lexicon.tables.role_nouns.insert(language, nouns);
                }
                None => report.error(0, "role nouns stand in a folder of their language, such as rules/fr/; move the file there"),
            },
            Some("agencies.toml") => {
                lexicon.tables.agencies.extend(parse::<AgencyFile>(&mut report).map(|f| f.agency).unwrap_or_default())
            }
            Some("names.toml") => {
                let language = language_of(&file.path).unwrap_or(Language::En);
                for raw in parse::<NameFile>(&mut report).map(|f| f.name).unwrap_or_default() {
                    let at = raw.span().start;
                    match name(raw.into_inner(), language) {
                        Ok(name) => lexicon.names.push(name),
                        Err(message) => report.error(at, message),
                    }
                }
            }
            _ => {
                let Some((language, pack)) = place_of(&file.path) else {
                    report.error(0, "a lexicon file stands in a folder LANGUAGE/PACK, such as fr/sex-work/; move it there");
                    continue;
                };
                for raw in parse::<EntryFile>(&mut report).map(|f| f.entry).unwrap_or_default() {
                    let at = raw.span().start;
                    if let Some(entry) = entry(raw.into_inner(), at, language, &pack, &mut report) {
                        match lexicon.entries.iter_mut().find(|e| e.id == entry.id) {
                            Some(old) => *old = entry,
                            None => lexicon.entries.push(entry),
                        }
                    }
                }
            }
        }
    }
    tables::fill(lexicon, &mut errors);
    errors
}

fn parse<T: DeserializeOwned>(report: &mut Reporter) -> Option<T> {
    match toml::from_str::<T>(report.text) {
        Ok(value) => Some(value),
        Err(e) => {
            report.error(e.span().map_or(0, |s| s.start), e.message().to_string());
            None
        }
    }
}

fn language_of(path: &str) -> Option<Language> {
    path.split('/').find_map(Language::from_code)
}

/// Language and pack from `…/fr/sex-work/people.toml` or `…/fr/house.toml` (then the file's name is the pack).
fn place_of(path: &str) -> Option<(Language, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let at = parts.iter().rposition(|p| Language::from_code(p).is_some())?;
    let language = Language::from_code(parts[at])?;
    match parts.len() - at {
        2 => Some((language, parts[at + 1].trim_end_matches(".toml").to_string())),
        3 => Some((language, parts[at + 1].to_string())),
        _ => None,
    }
}

fn name(raw: RawName, language: Language) -> Result<ProtectedName, String> {
    let exact = raw.case == Some(RawCase::Exact);
    let mut all = Vec::new();
    for pattern in std::iter::once(&raw.text).chain(&raw.also) {
        for phrase in Phrase::parse(pattern, &raw.forms).map_err(|e| e.0)? {
            for form in forms(&phrase, grammar_of(language), false).map_err(|e| e.0)? {
                let form = if exact { form.text } else { fold(&form.text) };
                if !all.contains(&form) {
                    all.push(form);
                }
            }
        }
    }
    let plain = |s: &str| s.replace(['[', ']'], "");
    Ok(ProtectedName { text: plain(&raw.text), kind: raw.kind, forms: all, exact })
}

fn entry(raw: RawEntry, at: usize, language: Language, pack: &str, report: &mut Reporter) -> Option<Entry> {
    let errors_before = report.errors.len();
    let id = raw.id.get_ref().clone();
    let id_at = raw.id.span().start;
    let slug = id.strip_prefix(&format!("{language}/"));
    let readable = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !slug.is_some_and(readable) {
        report.error(id_at, format!("id \"{id}\": write \"{language}/\" and then lower-case letters, digits and hyphens"));
    }
    let mut searches = Vec::new();
    for pattern in &raw.find {
        search(pattern, language, &raw, None, &mut searches, report);
    }
    chinese(&raw, language, &mut searches, report);
    if searches.is_empty() && raw.rule.is_none() && report.errors.len() == errors_before {
        report.error(id_at, format!("{id} finds nothing; add find = [\"…\"]"));
    }
    let mut say = Vec::new();
    for s in &raw.say {
        if let Some(s) = replacement(s, &raw, report) {
            say.push(s);
        }
    }
    if say.is_empty() && raw.advice.is_empty() && raw.rule.is_none() {
        report.error(
            id_at,
            format!("{id} says nothing instead; add say = [{{ text = \"…\", fix = \"review\" }}] or advice = \"…\""),
        );
    }
    if raw.advice.is_empty() != raw.advice_en.is_empty() || raw.legitimate.is_empty() != raw.legitimate_en.is_empty() {
        report.error(
            id_at,
            format!(
                "{id}: advice and legitimate are written in the entry's language and in English; add the one that is missing"
            ),
        );
    }
    if raw.why.trim().is_empty() || raw.why_en.trim().is_empty() {
        report.error(id_at, format!("{id} gives no reason; fill in why and why_en"));
    }
    if raw.sources.is_empty() && raw.confidence == Confidence::Attested {
        report.error(
            id_at,
            format!("{id} is \"attested\" without a source; name one of sources.toml, or write confidence = \"general\""),
        );
    }
    if pack == "key-populations" && raw.severity == Severity::Error {
        report.error(id_at, format!("{id}: entries of the pack key-populations are \"warning\" at most"));
    }
    let mut regions = Vec::new();
    for (tag, severity) in &raw.regions {
        let severity = match severity.as_str() {
            "off" => None,
            "info" => Some(Severity::Info),
            "warning" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            other => {
                report.error(id_at, format!("{id}: regions.{tag} = \"{other}\"; known are off, info, warning, error"));
                continue;
            }
        };
        regions.push(Region { tag: tag.clone(), severity });
    }
    let built = Entry {
        language,
        pack: pack.to_string(),
        concept: raw.concept.get_ref().clone(),
        denotes: raw.denotes,
        kind: raw.kind,
        severity: raw.severity,
        rule: raw.rule,
        confidence: raw.confidence,
        sources: raw.sources.iter().map(|s| s.get_ref().clone()).collect(),
        searches,
        shadows: raw.shadow.iter().map(|s| fold(s)).collect(),
        say,
        advice: raw.advice,
        advice_en: raw.advice_en,
        why: raw.why,
        why_en: raw.why_en,
        legitimate: raw.legitimate,
        legitimate_en: raw.legitimate_en,
        exact: raw.case == Some(RawCase::Exact),
        number: raw.number.map(number),
        untested: raw.untested,
        regions,
        preview: raw.preview,
        keep: raw.keep.iter().filter_map(|c| condition(c, &id, id_at, report)).collect(),
        need: raw.need.iter().filter_map(|c| condition(c, &id, id_at, report)).collect(),
        changes: raw
            .change
            .iter()
            .map(|c| {
                let line = report.line(c.span().start);
                let c = c.get_ref();
                let source = c.source.clone().pop_first();
                Example { source, from: c.from.clone(), to: c.to.clone(), by_hand: c.by.is_some(), line }
            })
            .collect(),
        silents: raw
            .silent
            .iter()
            .map(|s| SilentExample {
                source: s.get_ref().source.clone().pop_first(),
                text: s.get_ref().text.clone(),
                line: report.line(s.span().start),
            })
            .collect(),
        file: report.file.to_string(),
        line: report.line(at),
        id,
    };
    (report.errors.len() == errors_before).then_some(built)
}

fn number(raw: RawNumber) -> Number {
    match raw {
        RawNumber::Singular => Number::Singular,
        RawNumber::Plural => Number::Plural,
    }
}

fn search(
    pattern: &Spanned<String>,
    language: Language,
    raw: &RawEntry,
    traditional: Option<bool>,
    searches: &mut Vec<Search>,
    report: &mut Reporter,
) {
    let phrases = match Phrase::parse(pattern.get_ref(), &raw.forms) {
        Ok(phrases) => phrases,
        Err(e) => return report.error(pattern.span().start, e.0),
    };
    let number_of_pattern = searches.last().map_or(0, |s| s.pattern + 1);
    for phrase in phrases {
        match forms(&phrase, grammar_of(language), true) {
            Ok(mut all) => {
                if let Some(number) = raw.number {
                    let number = self::number(number);
                    // The other number is still found (people write it), but no replacement is made from it.
                    for form in &mut all {
                        form.readings.retain(|r| r.number.is_none_or(|n| n == number));
                        if form.readings.is_empty() {
                            form.readings.push(Features::default());
                        }
                    }
                }
                searches.push(Search { phrase, pattern: number_of_pattern, forms: all, traditional, say: None, exact: false });
            }
            Err(e) => report.error(pattern.span().start, e.0),
        }
    }
}

fn chinese(raw: &RawEntry, language: Language, searches: &mut Vec<Search>, report: &mut Reporter) {
    if raw.hans.is_empty() && raw.hant.is_empty() {
        return;
    }
    let at = raw.id.span().start;
    if language != Language::Zh {
        return report.error(at, "hans and hant are for Chinese entries; use find");
    }
    if raw.hans.len() != raw.hant.len() {
        return report.error(
            at,
            format!(
                "hans has {} items and hant {}; they stand for one another in order, so write as many",
                raw.hans.len(),
                raw.hant.len()
            ),
        );
    }
    for (hans, hant) in raw.hans.iter().zip(&raw.hant) {
        let same = hans.get_ref() == hant.get_ref();
        let pattern = searches.last().map_or(0, |s| s.pattern + 1);
        for (text, traditional) in [(hans.get_ref(), false), (hant.get_ref(), true)] {
            if same && traditional {
                continue;
            }
            let traditional = (!same).then_some(traditional);
            // A form that is spelled the same in two pairs is one form.
            if let Some(known) = searches.iter_mut().find(|s| s.phrase.citation() == *text) {
                if known.traditional != traditional {
                    known.traditional = None;
                }
                continue;
            }
            match Phrase::parse(text, &raw.forms) {
                Ok(phrases) => searches.extend(phrases.into_iter().map(|phrase| {
                    let text = phrase.citation();
                    let forms = vec![Form { text, readings: vec![Features::default()] }];
                    Search { phrase, pattern, forms, traditional, say: None, exact: false }
                })),
                Err(e) => report.error(hans.span().start, e.0),
            }
        }
    }
}

fn replacement(say: &RawSay, raw: &RawEntry, report: &mut Reporter) -> Option<Replacement> {
    let at = raw.id.span().start;
    let id = raw.id.get_ref();
    let (main, traditional) = match (&say.text, &say.hans, &say.hant) {
        (Some(text), None, None) => (text, None),
        (None, Some(hans), Some(hant)) => (hans, Some(hant)),
        _ => {
            report.error(at, format!("{id}: a say has text, or in Chinese hans and hant"));
            return None;
        }
    };
    let mut read = |text: &Spanned<String>| match Phrase::parse(text.get_ref(), &raw.forms) {
        Ok(mut phrases) if phrases.len() == 1 => Some(phrases.remove(0)),
        Ok(_) => {
            report.error(text.span().start, format!("{id}: braces in say; write one say for each wording"));
            None
        }
        Err(e) => {
            report.error(text.span().start, e.0);
            None
        }
    };
    let phrase = read(main)?;
    let traditional = match traditional {
        Some(t) => Some(read(t)?),
        None => None,
    };
    if say.fix == FixClass::Auto && phrase.has_verb() {
        report.error(
            main.span().start,
            format!("{id}: a verb is not conjugated, so this say cannot be \"auto\"; write fix = \"review\""),
        );
    }
    Some(Replacement { phrase, traditional, class: say.fix, usage: say.usage, note: say.note.clone() })
}

fn condition(raw: &RawCondition, id: &str, at: usize, report: &mut Reporter) -> Option<Condition> {
    let mut list = |items: &[String]| -> Vec<String> {
        let mut all = Vec::new();
        for item in items {
            match Phrase::parse(item, &BTreeMap::new()) {
                Ok(phrases) => all.extend(phrases.iter().map(|p| fold(&p.citation()))),
                Err(e) => report.error(at, format!("{id}: {e}")),
            }
        }
        all
    };
    let condition = Condition {
        before: list(&raw.before),
        after: list(&raw.after),
        near: list(&raw.near),
        inside: list(&raw.inside),
        capital: raw.capital,
        outcome: raw.outcome.unwrap_or_default(),
        why: raw.why.clone(),
    };
    let empty =
        condition.before.is_empty() && condition.after.is_empty() && condition.near.is_empty() && condition.inside.is_empty();
    if empty && condition.capital.is_none() {
        report.error(at, format!("{id}: a keep or need without a condition; add before, after, near, inside or capital"));
        return None;
    }
    Some(condition)
}
