//! Tables that the rules work from: role nouns (`rules/<language>/role-nouns.toml`) and agencies (`rules/agencies.toml`).
//! What a rule searches for is made from them when the lexicon is read, so that a new noun or name is a line of data.

use super::entry::{Condition, Entry, FixClass, Replacement, Rule, Search};
use super::grammar_of;
use super::load::{Lexicon, LexiconError};
use crate::grammar::fr::inclusive::{self, Notation};
use crate::grammar::{Features, Form, Gender, Number, Phrase, PhraseError, forms};
use crate::text::{Language, fold::fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that was read from tables.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tables {
    pub role_nouns: BTreeMap<Language, Vec<RoleNoun>>,
    pub agencies: Vec<Agency>,
}

/// How the feminine of a role noun is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NounClass {
    /// French: travailleur/travailleuse.
    Eur,
    /// French: acteur/actrice.
    Teur,
    /// French: auteur/autrice.
    Autrice,
    /// élu/élue; Spanish presidente/presidenta.
    E,
    /// French: usager/usagère.
    Er,
    /// French: citoyen/citoyenne.
    En,
    /// French: criminel/criminelle.
    El,
    /// French: créatif/créative.
    F,
    /// Spanish: amigo/amiga.
    O,
    /// Spanish: trabajador/trabajadora.
    Or,
    /// Russian: активист/активистка.
    Ka,
    /// Russian: участник/участница.
    Itsa,
    /// One form for both.
    Epicene,
}

/// A noun for people in a role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleNoun {
    /// Singular.
    pub masculine: String,
    /// Singular; nothing where the class is `epicene`.
    #[serde(default)]
    pub feminine: Option<String>,
    pub class: NounClass,
    /// The plural where it is irregular.
    #[serde(default)]
    pub plural: Option<String>,
    /// Other feminines that are met.
    #[serde(default)]
    pub also: Vec<String>,
    /// Wordings that avoid the question.
    #[serde(default)]
    pub epicene: Vec<String>,
    /// Phrases in which the masculine is no generic for people; `*` stands for any ending.
    #[serde(default)]
    pub set: Vec<String>,
    /// Words in whose sentence the noun is a thing: an operator of arithmetic, the assistant of a program.
    #[serde(default)]
    pub thing: Vec<String>,
    /// An adjective or participle too.
    #[serde(default)]
    pub adjective: bool,
    /// The singular is mostly an institution.
    #[serde(default)]
    pub collective: bool,
    /// Reported only where the same noun is marked elsewhere in the document.
    #[serde(default)]
    pub optional: bool,
    /// Whether the generic is reported at all.
    #[serde(default = "yes")]
    pub report: bool,
}

fn yes() -> bool {
    true
}

impl RoleNoun {
    pub fn feminine(&self) -> &str {
        self.feminine.as_deref().unwrap_or(&self.masculine)
    }

    pub fn is_epicene(&self) -> bool {
        self.feminine.is_none()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleNounFile {
    #[serde(default)]
    pub noun: Vec<RoleNoun>,
}

/// An agency, treaty, network or publication with its official names.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub id: String,
    pub names: BTreeMap<NameLanguage, AgencyName>,
    /// What a machine or a hurried hand made of the name, and how it reads right.
    #[serde(default)]
    pub slips: Vec<Slip>,
    /// Read in a source, rather than known from general usage.
    #[serde(default)]
    pub checked: bool,
    /// The foreign short form is in use in these languages too, so it is never reported there.
    #[serde(default)]
    pub usual_in: Vec<Language>,
    /// Short forms that are other things as well (PAM, ODS): reported only where one of `signs`, or the name of this or
    /// another agency, stands near. A translation is not asked for them.
    #[serde(default)]
    pub ambiguous: Vec<String>,
    /// Words, in any language, that show that an ambiguous form is meant; `*` stands for any ending.
    #[serde(default)]
    pub signs: Vec<String>,
    /// Further short forms that a translation is not asked for, because they stand for something else as often.
    #[serde(default)]
    pub unsure: Vec<String>,
    /// Whether a translation is asked for the name where its source has it; adjectives stand for some as often.
    #[serde(default = "yes")]
    pub asked: bool,
}

impl Agency {
    /// All its names and short forms but those that are other things too.
    pub fn sure_names(&self) -> impl Iterator<Item = &str> {
        let all = self.names.values().flat_map(|n| [Some(n.name.as_str()), n.short.as_deref()]).flatten();
        all.filter(|name| !self.ambiguous.iter().any(|a| a == name))
    }

    /// Whether a translation may leave a short form out, which may be something else.
    pub fn is_unsure(&self, short: &String) -> bool {
        self.unsure.contains(short) || self.ambiguous.contains(short)
    }
}

/// Chinese has a name in each script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameLanguage {
    En,
    Es,
    Fr,
    Ru,
    Hans,
    Hant,
}

impl NameLanguage {
    pub fn language(self) -> Language {
        match self {
            NameLanguage::En => Language::En,
            NameLanguage::Es => Language::Es,
            NameLanguage::Fr => Language::Fr,
            NameLanguage::Ru => Language::Ru,
            NameLanguage::Hans | NameLanguage::Hant => Language::Zh,
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyName {
    pub name: String,
    /// The abbreviation.
    #[serde(default)]
    pub short: Option<String>,
    /// What it is called besides: never asked for, always enough.
    #[serde(default)]
    pub also: Vec<String>,
    /// French and Spanish: the gender of the name, for its article.
    #[serde(default)]
    pub gender: Option<Gender>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    pub lang: Language,
    pub find: String,
    pub say: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyFile {
    #[serde(default)]
    pub agency: Vec<Agency>,
}

/// Makes the patterns of the entries that have a rule.
pub(super) fn fill(lexicon: &mut Lexicon, errors: &mut Vec<LexiconError>) {
    let Lexicon { entries, tables, .. } = lexicon;
    for entry in entries {
        let made = match entry.rule {
            Some(Rule::MasculineGeneric) => generics(tables, entry.language, Gender::Masculine),
            Some(Rule::FeminineGeneric) => generics(tables, entry.language, Gender::Feminine),
            Some(Rule::DamagedNotation) => damaged(tables, entry.language),
            Some(Rule::OfficialNames) => official_names(tables, entry),
            Some(
                Rule::Consistency
                | Rule::IncompleteAgreement
                | Rule::MixedNotation
                | Rule::TermMissing
                | Rule::TermChoice
                | Rule::NameLost,
            )
            | None => continue,
        };
        match made {
            Ok(searches) => {
                entry.searches = searches;
                if entry.rule == Some(Rule::MasculineGeneric) {
                    entry.keep.extend(set_phrases(tables, entry.language));
                    entry.keep.extend(things(tables, entry.language));
                }
            }
            Err(e) => {
                errors.push(LexiconError { file: entry.file.clone(), line: entry.line, message: format!("{}: {e}", entry.id) })
            }
        }
    }
}

fn phrase(pattern: &str) -> Result<Phrase, PhraseError> {
    let mut all = Phrase::parse(pattern, &BTreeMap::new())?;
    if all.len() == 1 { Ok(all.remove(0)) } else { Err(PhraseError(format!("\"{pattern}\": braces are not for tables"))) }
}

fn replacement(pattern: &str, class: FixClass) -> Result<Replacement, PhraseError> {
    Ok(Replacement { phrase: phrase(pattern)?, traditional: None, class, usage: None, note: String::new() })
}

/// A pattern for each role noun in one gender.
fn generics(tables: &Tables, language: Language, gender: Gender) -> Result<Vec<Search>, PhraseError> {
    let mut searches = Vec::new();
    for noun in tables.role_nouns.get(&language).into_iter().flatten().filter(|n| !n.is_epicene() && n.report) {
        let (word, tag) = if gender == Gender::Masculine { (noun.masculine.as_str(), "m") } else { (noun.feminine(), "f") };
        let find = phrase(&format!("[{word}:{tag}]"))?;
        let all = forms(&find, grammar_of(language), false)?;
        let say = replacement(&format!("[{}|{}]", noun.masculine, noun.feminine()), FixClass::Review)?;
        searches.push(Search { phrase: find, pattern: 0, forms: all, traditional: None, say: Some(say), exact: false });
    }
    Ok(searches)
}

/// Phrases in which the masculine means an institution, a title or a thing.
fn set_phrases(tables: &Tables, language: Language) -> Option<Condition> {
    let nouns = tables.role_nouns.get(&language)?;
    let inside: Vec<String> = nouns.iter().flat_map(|n| &n.set).map(|s| fold(s)).collect();
    let why = match language {
        Language::Es => "una frase hecha, una institución o una cosa",
        Language::Fr => "une locution, une institution ou une chose",
        Language::Ru => "устойчивое выражение, учреждение или вещь",
        Language::En | Language::Zh => "a set phrase, an institution or a thing",
    };
    (!inside.is_empty()).then(|| Condition { inside, why: why.into(), ..Condition::default() })
}

/// Sentences in which the noun is a thing.
fn things(tables: &Tables, language: Language) -> impl Iterator<Item = Condition> {
    let nouns = tables.role_nouns.get(&language).into_iter().flatten().filter(|n| !n.thing.is_empty());
    let why = match language {
        Language::Es => "una cosa, no una persona",
        Language::Fr => "une chose, pas une personne",
        Language::Ru => "вещь, а не человек",
        Language::En | Language::Zh => "a thing, not a person",
    };
    nouns.map(move |noun| Condition {
        inside: vec![fold(&noun.masculine), fold(&crate::grammar::fr::inflection::plural(&noun.masculine))],
        near: noun.thing.iter().map(|s| fold(s)).collect(),
        why: why.into(),
        ..Condition::default()
    })
}

/// « travailleurses »: the capitals of an inclusive form were lost. Only where no word of the language reads the same.
fn damaged(tables: &Tables, language: Language) -> Result<Vec<Search>, PhraseError> {
    let mut searches = Vec::new();
    for noun in tables.role_nouns.get(&language).into_iter().flatten().filter(|n| !n.is_epicene()) {
        let mut lost = Vec::new();
        for number in [Number::Singular, Number::Plural] {
            let Some(form) = inclusive::write(&noun.masculine, noun.feminine(), number, Notation::Capitals) else { continue };
            let text = form.to_lowercase();
            let real = [noun.feminine().to_string(), format!("{}s", noun.feminine())];
            if !real.contains(&text) {
                let reading = Features { variant: true, ..Features::new(Some(Gender::Common), Some(number)) };
                lost.push(Form { text, readings: vec![reading] });
            }
        }
        if lost.is_empty() {
            continue;
        }
        let pattern = format!("[{}|{}]", noun.masculine, noun.feminine());
        let say = Some(replacement(&pattern, FixClass::Auto)?);
        searches.push(Search { phrase: phrase(&pattern)?, pattern: 0, forms: lost, traditional: None, say, exact: false });
    }
    Ok(searches)
}

/// Names of other languages, and slips, each with the name in the entry's language.
fn official_names(tables: &Tables, entry: &Entry) -> Result<Vec<Search>, PhraseError> {
    let mut names = Names { language: entry.language, searches: Vec::new() };
    for agency in &tables.agencies {
        for slip in agency.slips.iter().filter(|s| s.lang == entry.language) {
            names.add(&slip.find, [(&slip.say, None); 2], true)?;
        }
        let mut own = agency.names.iter().filter(|(l, _)| l.language() == entry.language).map(|(_, n)| n);
        let Some(own) = own.next().map(|first| [first, own.next().unwrap_or(first)]) else { continue };
        for foreign in agency.names.iter().filter(|(l, _)| l.language() != entry.language).map(|(_, n)| n) {
            if foreign.name != own[0].name && foreign.name.contains(' ') {
                names.add(&foreign.name, own.map(|n| (&n.name, n.gender)), false)?;
            }
            let known = own[0].short == foreign.short || agency.usual_in.contains(&entry.language);
            let Some(short) = foreign.short.as_ref().filter(|_| !known) else { continue };
            // A Chinese name is short itself.
            let say = own.map(|n| n.short.as_ref().or((entry.language == Language::Zh).then_some(&n.name)).zip(Some(n.gender)));
            if let [Some(first), Some(second)] = say {
                names.add(short, [first, second], true)?;
            }
        }
        // A name in the characters of the other script.
        if entry.language == Language::Zh && own[0].name != own[1].name {
            names.add(&own[0].name, [(&own[1].name, None); 2], true)?;
            names.add(&own[1].name, [(&own[0].name, None); 2], true)?;
        }
    }
    Ok(names.searches)
}

struct Names {
    language: Language,
    searches: Vec<Search>,
}

impl Names {
    /// `say`: the name and its gender; in Chinese in simplified and in traditional characters.
    fn add(&mut self, find: &str, say: [(&String, Option<Gender>); 2], exact: bool) -> Result<(), PhraseError> {
        if self.searches.iter().any(|s| s.phrase.citation() == find) {
            return Ok(());
        }
        let [(name, gender), (traditional, _)] = say;
        let tag = match gender {
            Some(Gender::Masculine) => ":m,sg,inv",
            Some(Gender::Feminine) => ":f,sg,inv",
            _ => "",
        };
        // In a language with genders the name is a word, so that its article agrees.
        let inflects = matches!(self.language, Language::Fr | Language::Es) && !tag.is_empty();
        let pattern = if inflects { format!("[{name}{tag}]") } else { name.clone() };
        let forms = vec![Form { text: find.to_string(), readings: vec![Features::default()] }];
        let mut say = replacement(&pattern, FixClass::Review)?;
        if traditional != name {
            say.traditional = Some(phrase(traditional)?);
        }
        self.searches.push(Search { phrase: phrase(find)?, pattern: 0, forms, traditional: None, say: Some(say), exact });
        Ok(())
    }
}
