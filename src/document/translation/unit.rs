//! The structure that checks of a translation against its source rest on.
//!
//! ```text
//! #, fuzzy                          Unit { id: "menu", state: Draft,
//! msgctxt "menu"                           source: the prose of "Sex work",
//! msgid "Sex work"                         target: the prose of "Travail du sexe" }
//! msgstr "Travail du sexe"
//! ```
//!
//! Ranges are bytes of the part's prose; they cover one or more segments, with the separators between them (a string with
//! an empty line is two paragraphs, the branches of a plural stand after one another). To what bytes of the file they belong
//! [`SourceMap::span`](crate::document::SourceMap::span) says; their language and side stand in the segments they cover, which
//! [`Prose::segments_in`](crate::document::Prose::segments_in) lists.
//!
//! A unit is a pair: where one source text has several targets (plural forms in PO, languages in TMX) there are several units
//! with the same `source`, one after the other. A plural form is paired with the source form that it translates: in PO,
//! `msgstr[0]` with `msgid` and the others with `msgid_plural`, or all with `msgid_plural` where the language has one form
//! only. Files that hold one language (JSON, properties …) have units without a source, so that two such files can be
//! compared by `id`.
//!
//! Units that nobody may or will translate (obsolete, locked, marked as not to be translated) are in neither the prose nor
//! the units.

use std::ops::Range;

/// Which side of a translation a text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// It is no translation, or nobody knows of what.
    #[default]
    Text,
    /// What is translated: the author's, reported, and never rewritten.
    Source,
    /// A translation.
    Target,
    /// A translation that its file marks as not to be used yet (fuzzy, needs-translation): reported as information.
    Draft,
    /// An entry of a term base. Which word it lists is what it is about: reported, and never rewritten.
    Term,
}

impl Side {
    /// Whether a fix may change it.
    pub fn is_ours(self) -> bool {
        !matches!(self, Side::Source | Side::Term)
    }
}

/// How far a translation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnitState {
    /// There is a target, and nothing speaks against it.
    #[default]
    Translated,
    /// There is a target which its file marks as not to be used yet.
    Draft,
    /// There is no target, or an empty one.
    Untranslated,
}

/// A text and its translation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// What the file knows it by: the `msgctxt` of PO, the `id` of XLIFF, the key of JSON, the number of a subtitle. Empty
    /// where it has no name; unique only where the format makes it so.
    pub id: String,
    /// Bytes of the prose. Nothing where the file holds one language only, or the source is empty.
    pub source: Option<Range<usize>>,
    /// Bytes of the prose. Nothing where there is no translation.
    pub target: Option<Range<usize>>,
    pub state: UnitState,
}

impl Unit {
    /// Whether a stretch of the prose stands on one of its sides.
    pub fn covers(&self, range: &Range<usize>) -> bool {
        let has = |side: &Option<Range<usize>>| side.as_ref().is_some_and(|s| s.start <= range.start && range.end <= s.end);
        has(&self.target) || has(&self.source)
    }
}
