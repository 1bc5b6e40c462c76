//! Grammatical features of a form.

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
    /// Both at once: an inclusive spelling, or a word with one form for both (proxénète).
    Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    Singular,
    Plural,
}

/// Russian cases; in English `Genitive` is the possessive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
    Prepositional,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Animacy {
    Animate,
    Inanimate,
}

/// What a form says about itself. `None` where the language or the word makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Features {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<Case>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub animacy: Option<Animacy>,
    /// A form of a verb (never rewritten without a person).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub verb: bool,
    /// A spelling that is searched and never written (inclusive notation other than the chosen one, accents dropped).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
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
