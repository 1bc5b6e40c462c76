//! The TOML that translators write, as it stands in the file. `lexicons/README.md` describes it.

use crate::grammar::Denotes;
use crate::text::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryFile {
    #[serde(default)]
    pub entry: Vec<Spanned<RawEntry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEntry {
    pub id: Spanned<String>,
    pub concept: Spanned<String>,
    #[serde(default)]
    pub denotes: Denotes,
    pub kind: Kind,
    pub severity: super::Severity,
    #[serde(default)]
    pub confidence: Confidence,
    /// The entry's hits come from a rule, not from `find` alone.
    #[serde(default)]
    pub rule: Option<super::Rule>,
    #[serde(default)]
    pub sources: Vec<Spanned<String>>,
    #[serde(default)]
    pub find: Vec<Spanned<String>>,
    #[serde(default)]
    pub hans: Vec<Spanned<String>>,
    #[serde(default)]
    pub hant: Vec<Spanned<String>>,
    #[serde(default)]
    pub shadow: Vec<String>,
    #[serde(default)]
    pub say: Vec<RawSay>,
    #[serde(default)]
    pub advice: String,
    #[serde(default)]
    pub advice_en: String,
    pub why: String,
    pub why_en: String,
    #[serde(default)]
    pub legitimate: String,
    #[serde(default)]
    pub legitimate_en: String,
    #[serde(default)]
    pub number: Option<RawNumber>,
    #[serde(default)]
    pub case: Option<RawCase>,
    #[serde(default)]
    pub regions: BTreeMap<String, String>,
    #[serde(default)]
    pub preview: bool,
    /// It may be without examples.
    #[serde(default)]
    pub untested: bool,
    #[serde(default)]
    pub forms: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub keep: Vec<RawCondition>,
    #[serde(default)]
    pub need: Vec<RawCondition>,
    #[serde(default)]
    pub change: Vec<Spanned<RawChange>>,
    #[serde(default)]
    pub silent: Vec<Spanned<RawSilent>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Slur,
    Stigma,
    Conflation,
    Criminalising,
    Inaccurate,
    Framing,
    Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    Attested,
    General,
    #[default]
    Inferred,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RawNumber {
    #[serde(rename = "sg")]
    Singular,
    #[serde(rename = "pl")]
    Plural,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RawCase {
    Exact,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSay {
    #[serde(default)]
    pub text: Option<Spanned<String>>,
    #[serde(default)]
    pub hans: Option<Spanned<String>>,
    #[serde(default)]
    pub hant: Option<Spanned<String>>,
    pub fix: super::FixClass,
    #[serde(default, rename = "use")]
    pub usage: Option<super::Usage>,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCondition {
    #[serde(default)]
    pub before: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub near: Vec<String>,
    #[serde(default)]
    pub inside: Vec<String>,
    #[serde(default)]
    pub capital: Option<bool>,
    #[serde(default, rename = "as")]
    pub outcome: Option<super::Kept>,
    #[serde(default)]
    pub why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawChange {
    /// In a rule about translations: what `from` and `to` translate, by its language. A line is a unit.
    #[serde(default)]
    pub source: BTreeMap<Language, String>,
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub by: Option<RawBy>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RawBy {
    Hand,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSilent {
    /// As in a change.
    #[serde(default)]
    pub source: BTreeMap<Language, String>,
    pub text: String,
    /// For the readers of the file.
    #[serde(default)]
    #[allow(dead_code)]
    pub why: String,
}

/// An idea, the same in every language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    pub definition: String,
    /// The words by which a language names it, as patterns, best first. Only where their sense is sure: a translation is then
    /// asked for it.
    #[serde(default)]
    pub terms: BTreeMap<super::NameLanguage, Vec<String>>,
    /// Words that render it too.
    #[serde(default)]
    pub also: BTreeMap<super::NameLanguage, Vec<String>>,
    /// Concepts that a translator may put in its place.
    #[serde(default)]
    pub near: Vec<String>,
    /// For a concept without `terms`: the words by which a term base names it in each language, as patterns, best first. No
    /// translation is asked for them.
    #[serde(default)]
    pub name: BTreeMap<super::NameLanguage, Vec<String>>,
}

/// A source of `sources.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub urls: Vec<String>,
    /// How much of it was seen: `whole`, `most`, `part` or `landing`.
    pub read: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameFile {
    #[serde(default)]
    pub name: Vec<Spanned<RawName>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawName {
    pub text: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub kind: super::NameKind,
    #[serde(default)]
    #[allow(dead_code)]
    pub confidence: Confidence,
    #[serde(default)]
    pub case: Option<RawCase>,
    #[serde(default)]
    #[allow(dead_code)]
    pub sources: Vec<String>,
    #[serde(default)]
    #[allow(dead_code)]
    pub note: String,
    #[serde(default)]
    pub forms: BTreeMap<String, BTreeMap<String, String>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// The keys that a struct of entries knows, as it names them where it meets another.
    fn keys<T: serde::de::DeserializeOwned + std::fmt::Debug>() -> BTreeSet<String> {
        let error = toml::from_str::<T>("no-such-key = 1").expect_err("an unknown key").message().to_string();
        error.split('`').skip(3).step_by(2).map(String::from).collect()
    }

    /// An editor that completes by the schema offers what the program reads, and all of it.
    #[test]
    fn the_json_schema_has_the_keys_of_an_entry() {
        let schema: Value = serde_json::from_str(include_str!("../../lexicons/schema.json")).expect("JSON");
        let entry = "/properties/entry/items/properties";
        let of = |pointer: &str| -> BTreeSet<String> {
            let object = schema.pointer(pointer).and_then(Value::as_object).unwrap_or_else(|| panic!("{pointer}"));
            object.keys().cloned().collect()
        };
        assert_eq!(of(entry), keys::<RawEntry>());
        assert_eq!(of(&format!("{entry}/say/items/properties")), keys::<RawSay>());
        assert_eq!(of(&format!("{entry}/keep/items/properties")), keys::<RawCondition>());
        assert_eq!(of(&format!("{entry}/need/items/properties")), keys::<RawCondition>());
        assert_eq!(of(&format!("{entry}/change/items/properties")), keys::<RawChange>());
        assert_eq!(of(&format!("{entry}/silent/items/properties")), keys::<RawSilent>());
    }
}
