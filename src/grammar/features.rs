//! Grammatical features of a form.

use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
    /// Both at once: an inclusive spelling, or a word with one form for both (proxénète).
    Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    Singular,
    Plural,
}

/// Russian cases; in English `Genitive` is the possessive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
    Prepositional,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Animacy {
    Animate,
    Inanimate,
}

/// What a form says about itself. `None` where the language or the word makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Features {
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    pub case: Option<Case>,
    pub animacy: Option<Animacy>,
    /// A form of a verb (never rewritten without a person).
    pub verb: bool,
    /// A spelling that is searched and never written (inclusive notation other than the chosen one, accents dropped).
    pub variant: bool,
}

impl Features {
    pub fn new(gender: Option<Gender>, number: Option<Number>) -> Self {
        Features { gender, number, ..Features::default() }
    }

    /// Whether two words with these features can stand in agreement: every feature that both state is the same
    /// (`Common` agrees with masculine and feminine).
    pub fn agrees(&self, other: &Features) -> bool {
        fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
        }
        let gender = match (self.gender, other.gender) {
            (Some(Gender::Common), Some(g)) | (Some(g), Some(Gender::Common)) => g != Gender::Neuter,
            (a, b) => same(a, b),
        };
        gender && same(self.number, other.number) && same(self.case, other.case) && same(self.animacy, other.animacy)
    }
}

/// The features in the words that lexicons use, in one order: `f sg gen anim`; empty where nothing is told apart.
impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let words = [
            self.variant.then_some("variant"),
            self.verb.then_some("verb"),
            self.gender.map(|g| match g {
                Gender::Masculine => "m",
                Gender::Feminine => "f",
                Gender::Neuter => "neut",
                Gender::Common => "m+f",
            }),
            self.number.map(|n| match n {
                Number::Singular => "sg",
                Number::Plural => "pl",
            }),
            self.case.map(|c| match c {
                Case::Nominative => "nom",
                Case::Genitive => "gen",
                Case::Dative => "dat",
                Case::Accusative => "acc",
                Case::Instrumental => "ins",
                Case::Prepositional => "prep",
            }),
            self.animacy.map(|a| match a {
                Animacy::Animate => "anim",
                Animacy::Inanimate => "inan",
            }),
        ];
        let mut first = true;
        for word in words.into_iter().flatten() {
            if !std::mem::replace(&mut first, false) {
                f.write_str(" ")?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}
