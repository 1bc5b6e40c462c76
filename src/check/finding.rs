//! What is reported.

use super::Exemption;
use super::directives::Problem;
use super::language::LanguageSource;
use crate::document::{Side, SourceEdit};
use crate::grammar::DoubtKind;
use crate::lexicon::Severity;
use crate::text::{Language, Position, SourceSpan};
use serde::Serialize;
use std::ops::Range;

/// Whether a fix may be applied without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Right grammar, same meaning.
    Safe,
    /// A person decides.
    Review,
}

/// Edits that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The words that would stand there.
    pub title: String,
    pub applicability: Applicability,
    /// Not overlapping, in the order of the text.
    pub edits: Vec<SourceEdit>,
    /// Words to look at, with the reason; empty where the fix is safe or the entry itself asks for review.
    pub doubts: Vec<(DoubtKind, SourceSpan)>,
    /// When this wording is the right one.
    pub note: String,
}

/// A word that the guidance speaks against, or a hit that was let pass (then `exemption` says why).
#[derive(Debug, Clone)]
pub struct Finding {
    /// Index into the rule set's entries.
    pub entry: usize,
    /// Index into the document's parts.
    pub part: usize,
    pub span: SourceSpan,
    /// The words in the prose of the part, in bytes.
    pub prose: Range<usize>,
    /// The words found, as a person reads them.
    pub text: String,
    /// Search pattern and form of the entry.
    pub form: (usize, usize),
    pub language: Language,
    pub language_source: LanguageSource,
    /// Which side of a translation it stands on. What stands in the source has no fixes: it is the author's.
    pub side: Side,
    pub severity: Severity,
    pub exemption: Option<Exemption>,
    /// Names of the exemptions that were tried, in order; the last one held where it is silent.
    pub tried: Vec<&'static str>,
    /// Best first.
    pub fixes: Vec<Fix>,
    /// Why its fixes are for a person, where a condition of the entry says so; in the entry's language.
    pub caution: String,
    /// How the words would read in fixes that are not offered: markup lies inside them, or the place may only be read.
    pub refused: Vec<String>,
    /// What the other side of the translation says of it.
    pub comparison: Option<Comparison>,
    /// Places that belong to it: on the other side of the translation, or in other units.
    pub related: Vec<Related>,
}

/// What came of holding a translation against its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// In the translation: what the source says there stands in [`Finding::related`].
    SourceSays,
    /// In the source: its translation has found a better word, which stands in [`Finding::related`].
    TranslationIsBetter,
    /// A term of the source, which stands in [`Finding::related`], has nothing that renders it; it is called one of these.
    Missing { say: Vec<String> },
    /// A term stands often in the source and seldom in the translation.
    Fewer { source: usize, target: usize },
    /// A term of the source has another word elsewhere.
    Choice { other: String, times: usize, other_times: usize },
    /// An agency of the source has none of its official names, which are these.
    NameLost { say: Vec<String> },
}

impl Comparison {
    /// The same in every report.
    pub fn name(&self) -> &'static str {
        match self {
            Comparison::SourceSays => "source-says",
            Comparison::TranslationIsBetter => "translation-is-better",
            Comparison::Missing { .. } => "missing",
            Comparison::Fewer { .. } => "fewer",
            Comparison::Choice { .. } => "choice",
            Comparison::NameLost { .. } => "name-lost",
        }
    }
}

/// A place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub side: Side,
    /// In the document's own source text, or in that of the other document where there are two.
    pub span: SourceSpan,
    /// The words there, as a person reads them.
    pub text: String,
    /// The other document; nothing where it is the same. Who knows the files fills in where that is.
    pub file: Option<RelatedFile>,
}

/// A place in another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedFile {
    /// As the user named it.
    pub path: String,
    /// The part of a container.
    pub part: Option<String>,
    /// From the start of the file, or of the part of a container.
    pub bytes: Range<usize>,
    pub start: Position,
    pub end: Position,
}

impl Finding {
    /// Whether this is reported without being asked for.
    pub fn is_reported(&self) -> bool {
        self.exemption.as_ref().is_none_or(Exemption::is_note)
    }

    /// The fix that may be applied without a person.
    pub fn safe_fix(&self) -> Option<&Fix> {
        self.fixes.first().filter(|f| f.applicability == Applicability::Safe)
    }
}

/// Paragraphs in a language without a lexicon, in which a form stood.
#[derive(Debug, Clone)]
pub struct OtherLanguage {
    /// As detected or as marked; `und` where it could not be told.
    pub tag: String,
    pub part: usize,
    pub first: SourceSpan,
    pub last: SourceSpan,
    pub paragraphs: usize,
}

/// What stands in a document and decides about places far away from it. Who checks a part of a document for itself needs
/// it (see [`LanguageHints::elsewhere`](super::LanguageHints)).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Findings depend on the whole document: inclusive forms are compared, or words of which it uses several.
    pub is_wide: bool,
    /// Languages in which something was found.
    pub languages: Vec<Language>,
    /// Ways to say what is to be said in one way: (entry, pattern).
    pub ways: Vec<(usize, usize)>,
}

impl Elsewhere {
    /// Whether everything of a part is there, so that the part changes nothing for the rest of the document.
    pub fn covers(&self, part: &Elsewhere) -> bool {
        !part.is_wide
            && part.languages.iter().all(|l| self.languages.contains(l))
            && part.ways.iter().all(|w| self.ways.contains(w))
    }
}

/// All findings of a document, in the order of the text, exempted hits among them.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub items: Vec<Finding>,
    pub elsewhere: Elsewhere,
    pub other_languages: Vec<OtherLanguage>,
    /// Directives in the text that are wrong or do nothing.
    pub problems: Vec<Problem>,
    /// Which `[[ignore]]` of the configuration let something pass.
    pub ignores_used: Vec<usize>,
}
