//! OmegaT's glossary: source, target and a comment, with tabs between (omegat.org, "Glossaries", file format).
//!
//! It knows no forbidden terms: what is to be avoided in the target stands in the comment, after [`AVOID`], so that a translator
//! reads it and nothing of it is inserted.

use super::{Export, Format, Status, Term, TermBase, TermBaseError, cells, one_file, table, text_of};
use crate::text::{Language, LanguageTag};

pub static FORMAT: Format = Format {
    name: "omegat",
    about: "OmegaT glossary of two languages",
    endings: &["txt", "utf8"],
    sniff: |_| true,
    read: Some(read),
    write: |e| Ok(one_file(write(e)?)),
    loses: "two languages; patterns, reasons and kinds stay behind",
};

/// What the comment calls the terms that are not to be used.
const AVOID: &str = "avoid: ";
/// A line for people and for reading the file back: which languages these are.
const HEAD: &str = "# motjuste: ";

fn write(export: &Export) -> Result<String, TermBaseError> {
    let of = |term: &&Term, language: Language| {
        term.language.language() == Some(language) && term.language.traditional() != Some(true)
    };
    let mut rows = Vec::new();
    for concept in &export.base.concepts {
        let target: Vec<&Term> = concept.terms.iter().filter(|t| of(t, export.target)).collect();
        let avoided: Vec<&str> = target.iter().filter(|t| t.status.is_avoided()).map(|t| t.text.as_str()).collect();
        let mut good: Vec<&&Term> = target.iter().filter(|t| !t.status.is_avoided()).collect();
        good.sort_by_key(|t| t.status != Status::Preferred);
        let comment = if avoided.is_empty() { String::new() } else { format!("{AVOID}{}", avoided.join("; ")) };
        // The source may say the word to avoid: its translation is the same.
        for source in concept.terms.iter().filter(|t| of(t, export.source)) {
            for term in &good {
                rows.push(vec![source.text.clone(), term.text.clone(), comment.clone()]);
            }
        }
    }
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
        let (note, avoided) = comment.split_once(AVOID).unwrap_or((comment, ""));
        let mut terms = vec![
            Term::new(source.clone(), from.trim(), Status::Admitted),
            Term { note: note.trim().to_string(), ..Term::new(target.clone(), to.trim(), Status::Preferred) },
        ];
        let avoided = avoided.split(';').map(str::trim).filter(|a| !a.is_empty());
        terms.extend(avoided.map(|a| Term::new(target.clone(), a, Status::Deprecated)));
        // Rows with one target speak of one thing.
        let known = base.concepts.iter().position(|c| c.terms.iter().any(|t| t.language == target && t.text == to.trim()));
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
