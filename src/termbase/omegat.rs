//! OmegaT's glossary: source, target and a comment, with tabs between (omegat.org, "Glossaries", file format).
//!
//! It knows no forbidden terms, and shows every row whose source stands in the text. So a preferred source term has a row for
//! each good term of the target, the best first; another word for it, also one that is to be avoided, has one row, with the best.
//! What is to be avoided stands in the comment, after [`AVOID`] and [`AVOIDED_SOURCE`]: a translator reads it, and nothing of it
//! is inserted.

use super::{Concept, Export, Format, Status, Term, TermBase, TermBaseError, cells, one_file, table, text_of};
use crate::text::{Language, LanguageTag};
use std::collections::HashSet;

pub static FORMAT: Format = Format {
    name: "omegat",
    about: "OmegaT glossary of two languages",
    endings: &["txt", "utf8"],
    sniff: |_| true,
    read: Some(read),
    write: |e| Ok(one_file(write(e)?)),
    loses: "two languages; patterns, reasons and kinds stay behind",
};

/// What the comment calls the terms of the target that are not to be used.
const AVOID: &str = "avoid: ";
/// What the comment says where the word of the source is one to avoid.
const AVOIDED_SOURCE: &str = "(the source says a word to avoid)";
/// A line for people and for reading the file back: which languages these are.
const HEAD: &str = "# motjuste: ";

fn write(export: &Export) -> Result<String, TermBaseError> {
    let of = |term: &&Term, language: Language| {
        term.language.language() == Some(language) && term.language.traditional() != Some(true)
    };
    // What the lexicon lets pass, and what it says instead of something else, is no translation of the concept.
    let is_offered = |t: &&&Term| !t.status.is_avoided() && t.is_name;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut seen = HashSet::new();
    for concept in &export.base.concepts {
        let target: Vec<&Term> = concept.terms.iter().filter(|t| of(t, export.target)).collect();
        let avoided: Vec<&str> = target.iter().filter(|t| t.status.is_avoided()).map(|t| t.text.as_str()).collect();
        let mut good: Vec<&&Term> = target.iter().filter(is_offered).collect();
        good.sort_by_key(|t| t.status);
        let is_asked = |t: &&Term| of(t, export.source) && (t.is_name || t.status.is_avoided());
        let mut sources: Vec<&Term> = concept.terms.iter().filter(is_asked).collect();
        sources.sort_by_key(|t| t.status);
        let Some(best) = good.first() else { continue };
        for (n, source) in sources.iter().enumerate() {
            let comment = match (source.status.is_avoided(), n) {
                (true, _) => AVOIDED_SOURCE.to_string(),
                (false, 0) if !avoided.is_empty() => format!("{AVOID}{}", avoided.join("; ")),
                _ => String::new(),
            };
            rows.push(vec![source.text.clone(), best.text.clone(), comment]);
            if n == 0 && !source.status.is_avoided() {
                rows.extend(good.iter().skip(1).map(|t| vec![source.text.clone(), t.text.clone(), String::new()]));
            }
        }
    }
    rows.retain(|r| seen.insert((r[0].clone(), r[1].clone())));
    Ok(format!("{HEAD}{} {}\n{}", export.source, export.target, table::write(&rows, b'\t')?))
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let text = text_of(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let languages: Option<(LanguageTag, LanguageTag)> = first
        .strip_prefix(HEAD)
        .and_then(|names| names.trim().split_once(' '))
        .and_then(|(a, b)| LanguageTag::parse(a).zip(LanguageTag::parse(b)));
    let Some((source, target)) = languages else {
        return Err(TermBaseError::Line {
            line: 1,
            message: format!("an OmegaT glossary does not say its languages; begin it with a line \"{HEAD}en fr\""),
        });
    };
    let mut base = TermBase::default();
    let body: String = text.lines().skip(1).filter(|l| !l.starts_with('#')).map(|l| format!("{l}\n")).collect();
    for row in table::rows(body.as_bytes(), Some(b'\t'))? {
        let [from, to, comment @ ..] = row.as_slice() else { continue };
        let comment = comment.first().map_or("", String::as_str);
        let is_avoided = comment.contains(AVOIDED_SOURCE);
        let comment = comment.replace(AVOIDED_SOURCE, "");
        let (note, avoided) = comment.split_once(AVOID).unwrap_or((comment.as_str(), ""));
        // A source that stood before has its best term; a target that stood before is what this word says, too.
        let same = |c: &Concept| {
            let has = |language: &LanguageTag, text: &str| c.terms.iter().any(|t| t.language == *language && t.text == text);
            has(&target, to.trim()) || has(&source, from.trim())
        };
        let known = base.concepts.iter().position(same);
        let status = |is_avoided: bool| match (is_avoided, known) {
            (true, _) => Status::Deprecated,
            (false, None) => Status::Preferred,
            (false, Some(_)) => Status::Admitted,
        };
        let mut terms = vec![
            Term::new(source.clone(), from.trim(), status(is_avoided)),
            Term { note: note.trim().to_string(), ..Term::new(target.clone(), to.trim(), status(false)) },
        ];
        let avoided = avoided.split(';').map(str::trim).filter(|a| !a.is_empty());
        terms.extend(avoided.map(|a| Term::new(target.clone(), a, Status::Deprecated)));
        match known {
            Some(at) => {
                let concept = &mut base.concepts[at];
                terms.retain(|t| !concept.terms.iter().any(|k| k.language == t.language && k.text == t.text));
                concept.terms.extend(terms);
            }
            None => cells::add(&mut base, to.trim(), "", terms),
        }
    }
    Ok(base)
}
