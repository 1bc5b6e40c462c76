//! Which language a stretch of text is in.

use crate::document::{Prose, Segment};
use crate::text::{Language, LanguageTag};
use serde::Serialize;
use std::collections::HashSet;

/// Where a language is known from, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LanguageSource {
    /// Markup of this stretch.
    Markup,
    /// The document says it of itself (front matter, the root element).
    Document,
    /// The file's name or folder.
    Path,
    /// The command line or the client.
    Option,
    Configuration,
    /// Told from the text.
    Detection,
    /// Told from the rest of the document, this stretch being too short.
    Neighbours,
}

/// What is known of a document's language from outside.
#[derive(Debug, Clone, Default)]
pub struct LanguageHints {
    pub path: Option<LanguageTag>,
    pub option: Option<LanguageTag>,
    pub configuration: Option<LanguageTag>,
    /// Languages in which something stands in the rest of the document, where only a part of it is checked.
    pub elsewhere: Vec<Language>,
}

/// A language and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// One of the five, or nothing: another language, or it cannot be told.
    pub language: Option<Language>,
    pub tag: Option<LanguageTag>,
    pub source: LanguageSource,
}

impl Detected {
    fn marked(tag: &LanguageTag, source: LanguageSource) -> Detected {
        Detected { language: tag.language(), tag: Some(tag.clone()), source }
    }
}

/// The language of a segment: markup, document, path, option, configuration, then the text itself. Markup that calls the
/// language unknown (`lang=""`, `und`, `mul`) speaks against what the document and its path say.
pub fn decide(text: &str, segment: &Segment, prose: &Prose, hints: &LanguageHints) -> Detected {
    if prose.languages_are_guesses {
        return decide_without_trust(text, segment, hints);
    }
    let said = segment.language.as_ref().is_none_or(|t| !t.is_unknown());
    let marks = [
        (segment.language.as_ref(), LanguageSource::Markup),
        (prose.language.as_ref().filter(|_| said), LanguageSource::Document),
        (hints.path.as_ref().filter(|_| said), LanguageSource::Path),
        (hints.option.as_ref(), LanguageSource::Option),
        (hints.configuration.as_ref(), LanguageSource::Configuration),
    ];
    for (tag, source) in marks {
        if let Some(tag) = tag.filter(|t| !t.is_unknown()) {
            return Detected::marked(tag, source);
        }
    }
    let own = &text[segment.range.clone()];
    // Of a stretch that is marked as unknown the neighbours tell nothing.
    if !said || is_long(sample(own)) {
        let own = detect(own);
        if own.is_sure || !said && own.tag.is_some() {
            return Detected { language: own.language, tag: own.tag, source: LanguageSource::Detection };
        }
    }
    // Too short to tell: what stands around it is most likely in the same language.
    let mut best = detect(around(text, segment));
    if !best.is_sure {
        let own = detect(own);
        if own.tag.is_some() {
            best = own;
        }
    }
    Detected { language: best.language, tag: best.tag, source: LanguageSource::Neighbours }
}

/// The language of a segment whose mark is what a word processor was set to when it was typed: first the words, then who runs
/// the program, then the mark, unless all that stands around it speaks against it.
fn decide_without_trust(text: &str, segment: &Segment, hints: &LanguageHints) -> Detected {
    let own = detect(&text[segment.range.clone()]);
    if own.is_sure {
        // The mark knows the region.
        let mark = segment.language.as_ref().filter(|m| m.language().is_some() && m.language() == own.language);
        return match mark {
            Some(mark) => Detected::marked(mark, LanguageSource::Markup),
            None => Detected { language: own.language, tag: own.tag, source: LanguageSource::Detection },
        };
    }
    let told = [
        (hints.path.as_ref(), LanguageSource::Path),
        (hints.option.as_ref(), LanguageSource::Option),
        (hints.configuration.as_ref(), LanguageSource::Configuration),
    ];
    for (tag, source) in told {
        if let Some(tag) = tag.filter(|t| !t.is_unknown()) {
            return Detected::marked(tag, source);
        }
    }
    let mark = segment.language.as_ref().filter(|t| !t.is_unknown());
    // Few words, but in letters that the marked language does not have.
    if let (Some(language), Some(mark)) = (own.language, mark)
        && mark.language().is_some_and(|m| letters(m) != letters(language))
    {
        return Detected { language: own.language, tag: own.tag, source: LanguageSource::Detection };
    }
    let neighbours = detect(around(text, segment));
    let agrees = |m: &&LanguageTag| {
        !neighbours.is_sure || m.language().is_some() && m.language() == neighbours.language || m.language() == own.language
    };
    if let Some(mark) = mark.filter(agrees) {
        return Detected::marked(mark, LanguageSource::Markup);
    }
    let best = if neighbours.is_sure || own.tag.is_none() { neighbours } else { own };
    Detected { language: best.language, tag: best.tag, source: LanguageSource::Neighbours }
}

/// Languages of the same number are written in the same letters.
fn letters(language: Language) -> u8 {
    match language {
        Language::En | Language::Es | Language::Fr => 0,
        Language::Ru => 1,
        Language::Zh => 2,
    }
}

fn around<'t>(text: &'t str, segment: &Segment) -> &'t str {
    const REACH: usize = 1500;
    let mut from = segment.range.start.saturating_sub(REACH);
    let mut to = (segment.range.end + REACH).min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[from..to]
}

/// A guess from the text alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    pub language: Option<Language>,
    pub tag: Option<LanguageTag>,
    pub is_sure: bool,
}

/// As much of a text as its language is told from.
fn sample(text: &str) -> &str {
    const ENOUGH: usize = 1200;
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether there is enough text to be sure.
fn is_long(sample: &str) -> bool {
    let cjk = || sample.chars().filter(|c| crate::text::script::is_han(*c)).take(6).count();
    sample.split_whitespace().take(10).count() == 10 || !sample.is_ascii() && cjk() == 6
}

/// Tells the language of a text; unsure under about ten words.
pub fn detect(text: &str) -> Guess {
    let sample = sample(text);
    if let Some(language) = super::common_words::beyond_doubt(sample) {
        return Guess { language: Some(language), tag: Some(language.into()), is_sure: true };
    }
    let Some(info) = whatlang::detect(sample) else { return Guess { language: None, tag: None, is_sure: false } };
    let among_five = |lang: whatlang::Lang| match lang {
        whatlang::Lang::Eng => Some(Language::En),
        whatlang::Lang::Spa => Some(Language::Es),
        whatlang::Lang::Fra => Some(Language::Fr),
        whatlang::Lang::Rus => Some(Language::Ru),
        whatlang::Lang::Cmn => Some(Language::Zh),
        _ => None,
    };
    let words = sample.split_whitespace().take(25).count();
    let long = is_long(sample);
    if let Some(language) = among_five(info.lang()) {
        let is_sure = long && info.is_reliable() || words >= 25;
        // Of a few words the small ones tell more than the frequency of letters.
        let small = by_function_words(sample).filter(|_| !is_sure).and_then(Language::from_code);
        let language = small.unwrap_or(language);
        return Guess { language: Some(language), tag: Some(language.into()), is_sure };
    }
    // Another language only counts when the text is long enough to be sure; short texts are taken for one of the five.
    if words >= 10 && info.is_reliable() && info.confidence() >= 0.5 {
        return Guess { language: None, tag: LanguageTag::parse(info.lang().code()), is_sure: true };
    }
    let best = by_function_words(sample);
    if best.is_some_and(|code| Language::from_code(code).is_none()) {
        return Guess { language: None, tag: best.and_then(LanguageTag::parse), is_sure: false };
    }
    let allowed = [whatlang::Lang::Eng, whatlang::Lang::Spa, whatlang::Lang::Fra, whatlang::Lang::Rus, whatlang::Lang::Cmn];
    let best = best
        .and_then(Language::from_code)
        .or_else(|| whatlang::Detector::with_allowlist(allowed.to_vec()).detect_lang(sample).and_then(among_five));
    Guess { language: best, tag: best.map(Into::into), is_sure: false }
}

/// The language, as a code, whose function words (`rules/function-words.txt`) the text has most of; nothing where two have
/// as many.
fn by_function_words(text: &str) -> Option<&'static str> {
    static WORDS: &str = include_str!("../../rules/function-words.txt");
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let counts = WORDS.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let (code, list) = line.split_once(' ')?;
        let list: HashSet<&str> = list.split(' ').collect();
        Some((words.iter().filter(|w| list.contains(w.as_str())).count(), code))
    });
    let mut counts: Vec<(usize, &str)> = counts.collect();
    counts.sort_by(|a, b| b.cmp(a));
    match counts[..] {
        [(first, code), (second, _), ..] if first > second => Some(code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};

    #[test]
    fn markup_that_knows_no_language_speaks_against_the_documents() {
        let source = "<html lang=fr><p lang=''>The report describes how outreach workers distribute condoms in the city.</p>\
            <p lang=mul>En el informe se describe cómo los equipos distribuyen preservativos en la ciudad.</p>\
            <p>Le rapport.</p><p lang=zxx>gizmo</p>";
        let document = Document::parse(source, Format::HTML);
        let prose = &document.parts[0].prose;
        let told = ["report", "informe", "rapport", "gizmo"].map(|word| {
            let at = prose.text.find(word).unwrap_or_else(|| panic!("{word} is not in {:?}", prose.text));
            decide(&prose.text, &prose.segment_at(at..at + word.len()), prose, &LanguageHints::default()).language
        });
        assert_eq!(told, [Some(Language::En), Some(Language::Es), Some(Language::Fr), None]);
    }

    #[test]
    fn a_mark_that_is_a_guess_does_not_outweigh_the_letters() {
        let mut prose = Prose::of_text("Проститутки пришли на собрание.");
        prose.languages_are_guesses = true;
        let segment = Segment { language: LanguageTag::parse("en-US"), ..prose.segment_at(0..22) };
        assert_eq!(decide(&prose.text, &segment, &prose, &LanguageHints::default()).language, Some(Language::Ru));
    }

    #[test]
    fn a_few_words() {
        for (text, language) in [
            ("The prostitutes left.", Some(Language::En)),
            ("Les prostituées du port", Some(Language::Fr)),
            ("Las prostitutas del puerto", Some(Language::Es)),
            ("Проститутки порта", Some(Language::Ru)),
            ("港口的妓女", Some(Language::Zh)),
            ("De prostituees van het dorp", None),
            ("Le prostitute della città", None),
        ] {
            assert_eq!(detect(text).language, language, "{text}");
        }
    }

    #[test]
    fn paragraphs_in_the_five_and_in_others() {
        for (text, language) in [
            (
                "The report describes how outreach workers distribute condoms and information in the city every week.",
                Some(Language::En),
            ),
            (
                "Le rapport décrit comment les équipes distribuent chaque semaine des préservatifs et des informations.",
                Some(Language::Fr),
            ),
            (
                "El informe describe cómo los equipos distribuyen cada semana preservativos e información en la ciudad.",
                Some(Language::Es),
            ),
            (
                "В отчёте описано, как сотрудники каждую неделю раздают презервативы и информационные материалы в городе.",
                Some(Language::Ru),
            ),
            ("本报告介绍外展人员每周如何在城市中派发安全套和宣传资料。", Some(Language::Zh)),
            (
                "Der Bericht beschreibt, wie die Teams jede Woche in der Stadt Kondome und Informationen verteilen und beraten.",
                None,
            ),
        ] {
            assert_eq!(detect(text).language, language, "{text}");
        }
    }
}
