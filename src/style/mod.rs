//! A document from one way of writing both genders to another: `motjuste style`.
//!
//! Between notations in one word (capitals, point médian, brackets) nothing is lost, and the way back gives the same bytes.
//! Doublets, feminine and epicene wordings are rewritten where the grammar is sure. What has no clean form is listed and
//! left as it was.

mod french;
mod spanish;
mod way_back;

use crate::check::{LanguageHints, RuleSet, decide_language, exemptions};
use crate::document::{Document, Prose, Role, SourceEdit};
use crate::grammar::TextEdit;
use crate::lexicon::Tables;
use crate::text::{Language, SourceSpan};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a document can be turned into. Not every language knows every way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum To {
    /// French: travailleurSEs.
    Nswp,
    /// French: travailleur·euse·s.
    Median,
    /// French: travailleur·euses.
    MedianShort,
    /// travailleur(euse)s; Spanish trabajadores(as).
    Paren,
    /// travailleuses et travailleurs; trabajadoras y trabajadores.
    Doublet,
    /// travailleuses; trabajadoras.
    Feminine,
    /// French: personnes exerçant le travail du sexe.
    Epicene,
    /// Spanish: trabajador@s.
    At,
    /// Spanish: trabajadorxs.
    X,
    /// Spanish: trabajadores/as.
    Slash,
}

impl To {
    /// Every way with its name on the command line and the languages that know it.
    pub const ALL: [(To, &'static str, &'static [Language]); 10] = [
        (To::Nswp, "nswp", &[Language::Fr]),
        (To::Median, "median", &[Language::Fr]),
        (To::MedianShort, "median-short", &[Language::Fr]),
        (To::Paren, "paren", &[Language::Fr, Language::Es]),
        (To::Doublet, "doublet", &[Language::Fr, Language::Es]),
        (To::Feminine, "feminine", &[Language::Fr, Language::Es]),
        (To::Epicene, "epicene", &[Language::Fr]),
        (To::At, "at", &[Language::Es]),
        (To::X, "x", &[Language::Es]),
        (To::Slash, "slash", &[Language::Es]),
    ];

    pub fn of(name: &str) -> Option<To> {
        To::ALL.iter().find(|(_, n, _)| *n == name).map(|(to, ..)| *to)
    }

    /// The ways that a language knows, by name.
    pub fn names(language: Language) -> impl Iterator<Item = &'static str> {
        To::ALL.into_iter().filter(move |(to, ..)| to.knows(language)).map(|(_, name, _)| name)
    }

    /// Whether converting back gives the same text again; where it does not for a word, that word is told.
    pub fn has_a_way_back(self) -> bool {
        !matches!(self, To::Feminine | To::Epicene)
    }

    /// The style of a language in the configuration; Spanish configures words, not signs, so only its doublet counts.
    pub fn configured(rules: &RuleSet, language: Language) -> Option<To> {
        match rules.style(language).0.as_str() {
            "doblete" => Some(To::Doublet),
            name if language == Language::Fr => To::of(name),
            _ => None,
        }
    }

    fn knows(self, language: Language) -> bool {
        To::ALL.iter().any(|(to, _, languages)| *to == self && languages.contains(&language))
    }
}

/// Why a form was left as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The way has no form for this word (régionaux, vieux).
    NoForm,
    /// Somebody else's words.
    Quotation,
    /// A third mark (-x) has no counterpart.
    ThirdMark,
    /// Markup lies inside the words.
    Markup,
    /// The sentence can be read in two ways; a person writes it.
    Sentence,
    /// Converted; but whoever converts back gets something else.
    OneWay,
}

impl Reason {
    /// The key of its sentence among those for editors (`rules/*/messages.toml`).
    pub fn name(self) -> &'static str {
        match self {
            Reason::NoForm => "left-no-form",
            Reason::Quotation => "left-quotation",
            Reason::ThirdMark => "left-third-mark",
            Reason::Markup => "left-markup",
            Reason::Sentence => "left-sentence",
            Reason::OneWay => "left-one-way",
        }
    }

    pub fn text(self) -> &'static str {
        match self {
            Reason::NoForm => "has no clean form in this style",
            Reason::Quotation => "stands in a quotation",
            Reason::ThirdMark => "has a third mark that would be lost",
            Reason::Markup => "has markup inside",
            Reason::Sentence => "needs a person: the sentence has to be rewritten",
            Reason::OneWay => "would not come back as it was, should the text be converted back",
        }
    }
}

/// A form that was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub span: SourceSpan,
    pub text: String,
    pub reason: Reason,
    /// Wordings to choose from.
    pub offers: Vec<String>,
}

/// What became of a document.
#[derive(Debug, Default)]
pub struct Converted {
    /// In the order of the source, not overlapping.
    pub edits: Vec<SourceEdit>,
    /// What was left as it was, and ([`Reason::OneWay`]) what was not, but has no way back.
    pub left: Vec<Left>,
}

impl Converted {
    /// How many forms were left as they were.
    pub fn untouched(&self) -> usize {
        self.left.iter().filter(|l| l.reason != Reason::OneWay).count()
    }
}

/// A form that was left, in bytes of the prose.
struct Kept {
    range: Range<usize>,
    reason: Reason,
    offers: Vec<String>,
}

/// What a language makes of a part.
#[derive(Default)]
struct Work {
    edits: Vec<TextEdit>,
    /// Where edits begin and end.
    taken: BTreeMap<usize, usize>,
    kept: Vec<Kept>,
}

impl Work {
    fn edit(&mut self, range: Range<usize>, text: String) {
        // Edits do not overlap, so only the last that begins before the end of this one can be in its way.
        let before = self.taken.range(..range.end).next_back();
        if before.is_none_or(|(_, end)| *end <= range.start) {
            self.taken.insert(range.start, range.end);
            self.edits.push(TextEdit { range, text });
        }
    }

    fn take_edits(&mut self) -> Vec<TextEdit> {
        self.taken.clear();
        std::mem::take(&mut self.edits)
    }

    fn keep(&mut self, range: Range<usize>, reason: Reason, offers: &[String]) {
        self.kept.push(Kept { range, reason, offers: offers.to_vec() });
    }
}

/// Turns a document into another way of writing. `target` gives the way for a language; nothing leaves its text alone.
pub fn convert(
    document: &Document,
    source: &str,
    tables: &Tables,
    hints: &LanguageHints,
    target: &dyn Fn(Language) -> Option<To>,
) -> Converted {
    let mut converted = Converted::default();
    for part in &document.parts {
        let prose = &part.prose;
        for language in [Language::Fr, Language::Es] {
            let Some(to) = target(language).filter(|to| to.knows(language)) else { continue };
            let mut work = match language {
                Language::Es => spanish::convert(&prose.text, to, tables),
                _ => french::convert(&prose.text, to, tables),
            };
            work.edits.sort_by_key(|e| e.range.start);
            finish(prose, source, document, language, hints, work, &mut converted);
        }
    }
    converted.edits.sort();
    converted.left.sort_by_key(|l| l.span.start);
    converted
}

fn finish(
    prose: &Prose,
    source: &str,
    document: &Document,
    language: Language,
    hints: &LanguageHints,
    work: Work,
    converted: &mut Converted,
) {
    let in_language = |range: &Range<usize>| {
        decide_language(&prose.text, &prose.segment_at(range.clone()), prose, hints).language == Some(language)
    };
    let mut left = |range: Range<usize>, reason: Reason, offers: Vec<String>| {
        converted.left.push(Left { span: prose.map.span(range.clone()), text: prose.text[range].to_string(), reason, offers });
    };
    let is_quoted = |range: &Range<usize>| {
        let segment = prose.segment_at(range.clone());
        let local = range.start - segment.range.start..range.end - segment.range.start;
        segment.role == Role::Quote || exemptions::enclosing(&prose.text[segment.range.clone()], &local).is_some()
    };
    for kept in work.kept {
        // What is not converted needs no way back.
        if in_language(&kept.range) && !(kept.reason == Reason::OneWay && is_quoted(&kept.range)) {
            left(kept.range, kept.reason, kept.offers);
        }
    }
    for edit in work.edits {
        let segment = prose.segment_at(edit.range.clone());
        if !segment.side.is_ours() {
            continue;
        }
        if !in_language(&edit.range) || prose.text[edit.range.clone()] == edit.text {
            continue;
        }
        if is_quoted(&edit.range) {
            left(edit.range, Reason::Quotation, Vec::new());
            continue;
        }
        match prose.map.edit(source, &prose.text, edit.range.clone(), &edit.text, document.format) {
            Ok(made) => converted.edits.push(made),
            Err(_) => left(edit.range, Reason::Markup, Vec::new()),
        }
    }
    let companions = prose.map.companions(source, &converted.edits);
    converted.edits.extend(companions);
}
