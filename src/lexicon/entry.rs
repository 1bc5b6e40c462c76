//! An entry as the program uses it.

use super::schema::{Confidence, Kind};
use crate::grammar::{Denotes, Form, Number, Phrase};
use crate::text::Language;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How far a replacement may go by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FixClass {
    /// Same meaning; applied when the grammar is sure.
    Auto,
    /// Offered; a person decides.
    Review,
    /// Shown as advice only.
    Never,
}

/// Which use of a Chinese word a replacement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Usage {
    Noun,
    Verb,
}

/// What becomes of a hit that an entry's `keep` holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    #[default]
    Silent,
    Note,
    Review,
}

/// One thing to say instead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Replacement {
    /// In Chinese the simplified phrase.
    pub phrase: Phrase,
    /// Chinese: the traditional phrase.
    pub traditional: Option<Phrase>,
    pub class: FixClass,
    pub usage: Option<Usage>,
    pub note: String,
}

/// What decides about an entry whose hits are more than its forms. Each is a file of `check/rules/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    MasculineGeneric,
    FeminineGeneric,
    IncompleteAgreement,
    MixedNotation,
    DamagedNotation,
    OfficialNames,
    Consistency,
    /// In a translation: a term of the source has nothing that renders it.
    TermMissing,
    /// In a translation: one term of the source has several.
    TermChoice,
    /// In a translation: an agency of the source has lost its official name.
    NameLost,
}

impl Rule {
    /// Whether it compares a translation with its source; it has no hits of its own.
    pub fn is_about_pairs(self) -> bool {
        matches!(self, Rule::TermMissing | Rule::TermChoice | Rule::NameLost)
    }
}

/// A pattern to find and everything it matches.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Search {
    pub phrase: Phrase,
    /// Which of the entry's patterns it comes from, from 0: one with alternatives makes several.
    pub pattern: usize,
    pub forms: Vec<Form>,
    /// Chinese: whether these are traditional characters; `None` where both scripts write it the same.
    pub traditional: Option<bool>,
    /// What stands for this pattern alone; nothing where the entry's `say` stands for all of them.
    pub say: Option<Replacement>,
    /// Only in these capitals, whatever the entry says.
    pub exact: bool,
}

/// Words around a hit. All stated conditions must hold; of each list, one item. Everything is folded; a trailing `*` stands
/// for any ending.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Condition {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub near: Vec<String>,
    pub inside: Vec<String>,
    pub capital: Option<bool>,
    pub outcome: Kept,
    pub why: String,
}

/// Another severity in a region; `None` switches the entry off there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Region {
    pub tag: String,
    pub severity: Option<Severity>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Example {
    /// What `from` and `to` translate.
    pub source: Option<(Language, String)>,
    pub from: String,
    pub to: String,
    /// A person wrote `to`; the tool only has to find the term.
    pub by_hand: bool,
    /// From 1.
    pub line: usize,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SilentExample {
    /// What it translates.
    pub source: Option<(Language, String)>,
    pub text: String,
    pub line: usize,
}

/// What one language avoids and says instead for a concept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    pub language: Language,
    pub pack: String,
    pub concept: String,
    pub denotes: Denotes,
    pub kind: Kind,
    pub severity: Severity,
    pub rule: Option<Rule>,
    pub confidence: Confidence,
    pub sources: Vec<String>,
    pub searches: Vec<Search>,
    pub shadows: Vec<String>,
    pub say: Vec<Replacement>,
    pub advice: String,
    pub advice_en: String,
    pub why: String,
    pub why_en: String,
    pub legitimate: String,
    pub legitimate_en: String,
    /// Only in the capitals of `find`.
    pub exact: bool,
    /// The term has only this number.
    pub number: Option<Number>,
    /// Nobody has written examples yet: it came from a term base.
    pub untested: bool,
    pub regions: Vec<Region>,
    pub preview: bool,
    pub keep: Vec<Condition>,
    pub need: Vec<Condition>,
    pub changes: Vec<Example>,
    pub silents: Vec<SilentExample>,
    /// Where it is written, for messages.
    pub file: String,
    /// From 1.
    pub line: usize,
}

impl Entry {
    /// What to say for the pattern `search`, best first.
    pub fn says(&self, search: usize) -> &[Replacement] {
        match self.searches.get(search).and_then(|s| s.say.as_ref()) {
            Some(say) => std::slice::from_ref(say),
            None => &self.say,
        }
    }

    /// Why, in the language asked for: the entry's own or English.
    pub fn why_in(&self, locale: Language) -> &str {
        if locale == self.language { &self.why } else { &self.why_en }
    }

    pub fn advice_in(&self, locale: Language) -> &str {
        if locale == self.language { &self.advice } else { &self.advice_en }
    }

    pub fn legitimate_in(&self, locale: Language) -> &str {
        if locale == self.language { &self.legitimate } else { &self.legitimate_en }
    }
}
