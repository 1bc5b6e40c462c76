//! Grammar: the forms of a word, and putting its neighbours right.
//!
//! One folder or file a language. A language answers two questions and knows nothing of lexicons, documents or findings:
//!
//! 1. [`Grammar::paradigm`]: every inflected form of a word, with its features (for searching and for replacing alike);
//! 2. [`Grammar::rewrite`]: the edits that put a phrase in the place of a hit so that the sentence agrees, and the doubts
//!    that make them a matter for a person.
//!
//! All ranges are bytes into the text that was handed in (UTF-8, always on character boundaries).

mod phrase;
mod surface;
mod tokens;

pub mod en;
pub mod es;
pub mod features;
pub mod fr;
pub mod ru;
pub mod zh;

pub use features::{Animacy, Case, Features, Gender, Number};
pub use phrase::{Form, PartOfSpeech, Phrase, PhraseError, Piece, Tags, Word, forms};
pub use surface::{CasePattern, is_abbreviation, is_title_line, keep_breaks, match_case};
pub use tokens::{Token, TokenKind, Tokens};

use std::ops::Range;

/// What the term stands for; decides how far a replacement may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Denotes {
    Person,
    Activity,
    Act,
    Place,
    Group,
    #[default]
    Idea,
}

/// How words for people are written. Which values a language knows is its own affair; see [`Grammar::styles`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Style(pub String);

/// A hit to be replaced.
pub struct Request<'a> {
    /// The paragraph, as it stands in the document (without markup).
    pub text: &'a str,
    /// The hit in `text`, bytes.
    pub hit: Range<usize>,
    /// The form that was found, with every reading it can have.
    pub found: &'a Form,
    /// The pattern that made the form.
    pub find: &'a Phrase,
    /// What to put there.
    pub say: &'a Phrase,
    pub denotes: Denotes,
    pub style: &'a Style,
}

/// One replacement in the text that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// Bytes in [`Request::text`].
    pub range: Range<usize>,
    pub text: String,
}

/// Why a rewriting wants a person's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtKind {
    /// A pronoun further on stands for the replaced word.
    Anaphora,
    /// The replaced word depends on another noun, and what follows may agree with either.
    Attachment,
    /// A predicate stands before its subject.
    InvertedPredicate,
    /// A word in an agreeing place that the tables do not know.
    UnknownWord,
    /// A word that agrees with the old gender is left over.
    LeftoverGender,
    /// The form has several readings with different replacements.
    AmbiguousForm,
    /// Two coordinated nouns share a predicate.
    Coordination,
    /// An apposition was, or should be, put into agreement.
    Apposition,
    /// The determiner has no settled inclusive form (le/la).
    Determiner,
    /// The number of the found form does not exist in the replacement.
    Number,
    /// The part of speech is not sure.
    PartOfSpeech,
    /// The words around show another meaning than the plain one (a stance, a crime, minors).
    Meaning,
}

/// A doubt and the word that raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub kind: DoubtKind,
    /// The word to look at, bytes in [`Request::text`].
    pub range: Range<usize>,
}

/// A way to put the sentence right. No doubt means: grammatical, needs no human.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewrite {
    /// Not overlapping, in the order of the text. The one that covers the hit is among them.
    pub edits: Vec<TextEdit>,
    pub doubts: Vec<Doubt>,
}

/// A language's grammar.
pub trait Grammar: Sync {
    /// Every form of a word with its features. Several entries may have the same text (syncretism). The text is spelled
    /// as in running text, lower case save for inclusive capitals and words that always have a capital.
    ///
    /// # Errors
    /// A word whose class cannot be known, with what to add to the pattern.
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError>;

    /// Further spellings of a form that are searched but never written: inclusive notations, spellings without accents.
    fn variants(&self, _word: &Word) -> Vec<(String, Features)> {
        Vec::new()
    }

    /// The ways to put `request.say` in the place of the hit, best first; none where nothing of its kind can stand there (a
    /// noun in the place of a verb).
    fn rewrite(&self, request: &Request) -> Vec<Rewrite>;

    /// The names of the styles for words for people, the default first.
    fn styles(&self) -> &'static [&'static str] {
        &[]
    }

    /// Applies the writer's preference to a phrase that the language can realise in several ways; used for showing a
    /// replacement out of context (in messages and tables).
    fn citation(&self, say: &Phrase, _style: &Style) -> String {
        say.citation()
    }
}

/// The grammar of a language.
pub fn of(language: crate::text::Language) -> &'static dyn Grammar {
    use crate::text::Language;
    match language {
        Language::En => &en::English,
        Language::Es => &es::Spanish,
        Language::Fr => &fr::French,
        Language::Ru => &ru::Russian,
        Language::Zh => &zh::Chinese,
    }
}

/// Puts `text` in the place of the hit with its capitals and line breaks, and touches nothing else.
pub fn replace_plainly(request: &Request, text: &str) -> TextEdit {
    let found = &request.text[request.hit.clone()];
    let pattern = CasePattern::of(found, line_around(request.text, request.hit.start));
    TextEdit { range: request.hit.clone(), text: keep_breaks(found, &match_case(text, pattern)) }
}

/// The line of `text` that the byte `at` is in, at most 600 bytes to either side: lines may be as long as a book, and what
/// is asked of them (title case, capitals) shows in their neighbourhood.
pub fn line_around(text: &str, at: usize) -> &str {
    const REACH: usize = 600;
    let (mut floor, mut ceiling) = (at.saturating_sub(REACH), (at + REACH).min(text.len()));
    while !text.is_char_boundary(floor) {
        floor -= 1;
    }
    while !text.is_char_boundary(ceiling) {
        ceiling += 1;
    }
    let from = text[floor..at].rfind('\n').map_or(floor, |i| floor + i + 1);
    let to = text[at..ceiling].find('\n').map_or(ceiling, |i| at + i);
    &text[from..to]
}
