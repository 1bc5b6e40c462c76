//! What a lexicon knows of a term and a term base has no place for.

use crate::grammar::{Denotes, Number};
use crate::lexicon::{Confidence, FixClass, Kind, Severity, Usage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How people and programs recognise a mark among their notes.
const SIGN: &str = "motjuste ";

/// The part a term has in a lexicon entry. One line: `motjuste {"entry":"fr/prostitution","find":"[prostitution]"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mark {
    pub entry: String,
    /// The pattern to find.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// Patterns besides, of which the term is one example: alternatives of one line of the lexicon.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
    /// The pattern to say instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// The place among what the entry says, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixClass>,
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// When this wording is meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// With the first term of an entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
}

/// The keys of an entry that belong to none of its terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// Of the lexicon, where the term base has it elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
    pub pack: String,
    pub kind: Kind,
    pub severity: Severity,
    #[serde(default)]
    pub denotes: Denotes,
    #[serde(default)]
    pub confidence: Confidence,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Cells that the grammar would get wrong, by word.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub forms: BTreeMap<String, BTreeMap<String, String>>,
    pub why: String,
    pub why_en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advice: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advice_en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legitimate: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legitimate_en: String,
}

impl Mark {
    /// The line of a mark.
    pub fn line(&self) -> String {
        format!("{SIGN}{}", serde_json::to_string(self).unwrap_or_default())
    }

    /// A mark, where the line is one.
    pub fn parse(line: &str) -> Option<Mark> {
        serde_json::from_str(line.trim().strip_prefix(SIGN)?).ok()
    }

    /// Marks and what is none of them, from a note of several lines.
    pub fn split(note: &str) -> (Vec<Mark>, String) {
        let mut marks = Vec::new();
        let mut rest: Vec<&str> = Vec::new();
        for line in note.lines() {
            match Mark::parse(line) {
                Some(mark) => marks.push(mark),
                None => rest.push(line),
            }
        }
        (marks, rest.join("\n").trim().to_string())
    }

    /// A note with marks after it, a line each.
    pub fn join(note: &str, marks: &[Mark]) -> String {
        let lines = std::iter::once(note.to_string()).filter(|n| !n.is_empty()).chain(marks.iter().map(Mark::line));
        lines.collect::<Vec<_>>().join("\n")
    }
}
