//! The built-in lexicon as the build script leaves it: heads of entries, the index, and the entries themselves, each read
//! only when it is needed. Starting takes milliseconds because most entries never are.

use super::index::compile;
use super::tables::Tables;
use crate::grammar::{Phrase, forms};
use crate::lexicon::{
    Entry, FixClass, Lexicon, ProtectedName, Region, Rule, Severity, Tables as RuleTables, grammar_of, term_entries,
};
use crate::text::Language;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops;
use std::sync::OnceLock;

/// What must be known of an entry before it is found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Head<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    pub language: Language,
    #[serde(borrow)]
    pub pack: Cow<'a, str>,
    #[serde(borrow)]
    pub concept: Cow<'a, str>,
    pub severity: Severity,
    pub rule: Option<Rule>,
    pub preview: bool,
    pub regions: Vec<Region>,
}

impl Head<'static> {
    fn of(entry: &Entry) -> Head<'static> {
        Head {
            id: entry.id.clone().into(),
            language: entry.language,
            pack: entry.pack.clone().into(),
            concept: entry.concept.clone().into(),
            severity: entry.severity,
            rule: entry.rule,
            preview: entry.preview,
            regions: entry.regions.clone(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Raw<'a> {
    #[serde(borrow)]
    heads: Vec<Head<'a>>,
    /// An [`Entry`] each.
    #[serde(borrow)]
    bodies: Vec<&'a [u8]>,
    #[serde(borrow)]
    names: &'a [u8],
    /// [`RuleTables`].
    #[serde(borrow)]
    rule_tables: &'a [u8],
    /// [`Tables`].
    #[serde(borrow)]
    tables: &'a [u8],
    /// [`RawTerms`].
    #[serde(borrow)]
    terms: &'a [u8],
}

/// What a translation is held to, read only where there is one.
#[derive(Serialize, Deserialize)]
struct RawTerms<'a> {
    #[serde(borrow)]
    heads: Vec<Head<'a>>,
    #[serde(borrow)]
    bodies: Vec<&'a [u8]>,
    near: BTreeMap<String, Vec<String>>,
    #[serde(borrow)]
    tables: &'a [u8],
}

/// Entries, each decoded at its first use.
#[derive(Debug)]
pub struct Entries {
    heads: Vec<Head<'static>>,
    bodies: Vec<&'static [u8]>,
    cells: Vec<OnceLock<Entry>>,
}

impl Entries {
    pub fn from_vec(entries: Vec<Entry>) -> Entries {
        let heads = entries.iter().map(Head::of).collect();
        Entries { heads, bodies: Vec::new(), cells: entries.into_iter().map(OnceLock::from).collect() }
    }

    fn from_bodies(heads: Vec<Head<'static>>, bodies: Vec<&'static [u8]>) -> Entries {
        let cells = heads.iter().map(|_| OnceLock::new()).collect();
        Entries { heads, bodies, cells }
    }

    pub fn len(&self) -> usize {
        self.heads.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    pub fn head(&self, entry: usize) -> &Head<'static> {
        &self.heads[entry]
    }

    pub fn heads(&self) -> &[Head<'static>] {
        &self.heads
    }

    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        (0..self.len()).map(|n| &self[n])
    }
}

impl ops::Index<usize> for Entries {
    type Output = Entry;

    fn index(&self, entry: usize) -> &Entry {
        self.cells[entry].get_or_init(|| postcard::from_bytes(self.bodies[entry]).expect("the build script wrote it"))
    }
}

/// The built-in lexicon.
pub struct Bundle {
    heads: Vec<Head<'static>>,
    bodies: Vec<&'static [u8]>,
    names: &'static [u8],
    rule_tables: &'static [u8],
    terms: &'static [u8],
    pub tables: Tables,
}

/// See [`term_entries`].
pub struct TermBundle {
    pub entries: Entries,
    pub near: BTreeMap<String, Vec<String>>,
    pub tables: Tables,
}

impl TermBundle {
    /// What names the concepts and agencies of a lexicon that was read when the program ran.
    pub fn of(lexicon: &Lexicon) -> TermBundle {
        let (terms, _) = term_entries(lexicon);
        let tables = Tables::read(compile(&terms.entries, &lexicon.names, &[]).into());
        TermBundle { entries: Entries::from_vec(terms.entries), near: terms.near, tables }
    }
}

impl Bundle {
    pub fn entries(&self) -> Entries {
        Entries::from_bodies(self.heads.clone(), self.bodies.clone())
    }

    pub fn terms(&self) -> TermBundle {
        let raw: RawTerms<'static> = postcard::from_bytes(self.terms).expect("the build script wrote it");
        TermBundle {
            entries: Entries::from_bodies(raw.heads, raw.bodies),
            near: raw.near,
            tables: Tables::read(raw.tables.into()),
        }
    }

    /// Role nouns and agencies.
    pub fn rule_tables(&self) -> RuleTables {
        postcard::from_bytes(self.rule_tables).expect("the build script wrote it")
    }

    pub fn names(&self) -> Vec<ProtectedName> {
        postcard::from_bytes(self.names).expect("the build script wrote it")
    }
}

/// Reads what [`write`] made; strings stay where they are.
pub fn read(bytes: &'static [u8]) -> Bundle {
    let raw: Raw<'static> = postcard::from_bytes(bytes).expect("the build script wrote it");
    Bundle {
        heads: raw.heads,
        bodies: raw.bodies,
        names: raw.names,
        rule_tables: raw.rule_tables,
        terms: raw.terms,
        tables: Tables::read(raw.tables.into()),
    }
}

/// Serialises a lexicon with its index; the build script calls this.
pub fn write(lexicon: &Lexicon) -> Vec<u8> {
    let bodies = bodies(&lexicon.entries);
    let names = postcard::to_stdvec(&lexicon.names).expect("names serialise");
    let rule_tables = postcard::to_stdvec(&lexicon.tables).expect("tables serialise");
    let tables = compile(&lexicon.entries, &lexicon.names, &approved(&lexicon.entries));
    let raw = Raw {
        heads: lexicon.entries.iter().map(Head::of).collect(),
        bodies: bodies.iter().map(Vec::as_slice).collect(),
        names: &names,
        rule_tables: &rule_tables,
        tables: &tables,
        terms: &write_terms(lexicon),
    };
    postcard::to_stdvec(&raw).expect("the bundle serialises")
}

fn bodies(entries: &[Entry]) -> Vec<Vec<u8>> {
    entries.iter().map(|e| postcard::to_stdvec(e).expect("entries serialise")).collect()
}

fn write_terms(lexicon: &Lexicon) -> Vec<u8> {
    let (terms, _) = term_entries(lexicon);
    let bodies = bodies(&terms.entries);
    let tables = compile(&terms.entries, &lexicon.names, &[]);
    let raw = RawTerms {
        heads: terms.entries.iter().map(Head::of).collect(),
        bodies: bodies.iter().map(Vec::as_slice).collect(),
        near: terms.near,
        tables: &tables,
    };
    postcard::to_stdvec(&raw).expect("the terms serialise")
}

/// Every form of every wording that the lexicon offers.
pub fn approved(entries: &[Entry]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for entry in entries {
        let phrases = entry
            .say
            .iter()
            .filter(|s| s.class != FixClass::Never)
            .flat_map(|s| std::iter::once(&s.phrase).chain(&s.traditional));
        for phrase in phrases {
            all.extend(spellings(phrase, entry.language));
        }
    }
    all.sort();
    all.dedup();
    all
}

fn spellings(phrase: &Phrase, language: Language) -> Vec<String> {
    forms(phrase, grammar_of(language), true).map(|f| f.into_iter().map(|f| f.text).collect()).unwrap_or_default()
}
