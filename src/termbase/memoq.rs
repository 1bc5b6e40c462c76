//! memoQ's CSV: a row an entry, and for every term three columns named after its language, `Term_Info` and `Term_Example`.
//! `Term_Info` says how the term is matched and whether it is forbidden.
//!
//! The names of the columns follow memoQ's export as its manual describes it (docs.memoq.com, "Export options for term
//! bases"); the flags inside `Term_Info` are inferred from exported files.

use super::table::rows;
use super::{Concept, Format, Mark, Status, Term, TermBase, TermBaseError, beginning, one_file, table};
use crate::text::{Language, LanguageTag};

pub static FORMAT: Format = Format {
    name: "memoq",
    about: "CSV as memoQ imports and exports it",
    endings: &["csv"],
    sniff: |bytes| beginning(bytes).contains("Term_Info"),
    read: Some(read),
    write: |e| Ok(one_file(format!("\u{feff}{}", table::write(&write(e.base), b',')?))),
    loses: "preferred and admitted are one thing there; the first term of a language is the preferred one",
};

const FORBIDDEN: &str = "CasePermissive;HalfPrefix;Forbidden";
const ALLOWED: &str = "CasePermissive;HalfPrefix";

/// memoQ's names of the languages.
const NAMES: [(&str, &str); 6] = [
    ("en", "English"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("ru", "Russian"),
    ("zh-hans", "Chinese_PRC"),
    ("zh-hant", "Chinese_Taiwan"),
];

fn name(tag: &LanguageTag) -> &str {
    NAMES.iter().find(|(t, _)| *t == tag.as_str()).map_or(tag.as_str(), |(_, name)| name)
}

fn tag(heading: &str) -> Option<LanguageTag> {
    let known = NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(heading));
    LanguageTag::parse(known.map_or(heading, |(tag, _)| tag)).filter(|t| t.language().is_some())
}

fn write(base: &TermBase) -> Vec<Vec<String>> {
    let mut languages: Vec<&LanguageTag> = base.concepts.iter().flat_map(|c| &c.terms).map(|t| &t.language).collect();
    languages.sort_by_key(|l| l.as_str());
    languages.dedup();
    let of = |concept: &Concept, language: &LanguageTag| concept.terms.iter().filter(|t| t.language == *language).count();
    let widths: Vec<usize> = languages.iter().map(|l| base.concepts.iter().map(|c| of(c, l)).max().unwrap_or(0)).collect();
    let mut header = vec!["Entry_ID".to_string(), "Entry_Subject".into(), "Entry_Note".into()];
    for (language, width) in languages.iter().zip(&widths) {
        header.push(format!("{}_Def", name(language)));
        for _ in 0..*width {
            header.extend([name(language).to_string(), "Term_Info".into(), "Term_Example".into()]);
        }
    }
    let mut table = vec![header];
    for concept in &base.concepts {
        let marks: Vec<Mark> = concept.terms.iter().flat_map(|t| t.marks.clone()).collect();
        let mut row = vec![concept.id.clone(), base.title.clone(), Mark::join("", &marks)];
        for (language, width) in languages.iter().zip(&widths) {
            row.push(if language.as_str() == "en" { concept.definition.clone() } else { String::new() });
            let mut terms: Vec<&Term> = concept.terms.iter().filter(|t| t.language == **language).collect();
            terms.sort_by_key(|t| t.status != Status::Preferred);
            for term in &terms {
                let info = if term.status.is_avoided() { FORBIDDEN } else { ALLOWED };
                row.extend([term.text.clone(), info.to_string(), String::new()]);
            }
            row.extend(std::iter::repeat_n(String::new(), (width - terms.len()) * 3));
        }
        table.push(row);
    }
    table
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let rows = rows(bytes, None)?;
    let Some((header, rows)) = rows.split_first() else { return Ok(TermBase::default()) };
    let mut base = TermBase::default();
    for (n, row) in rows.iter().enumerate() {
        let cell = |heading: &str| header.iter().zip(row).find(|(h, _)| *h == heading).map_or("", |(_, c)| c.as_str());
        let id = Some(cell("Entry_ID")).filter(|id| !id.is_empty()).map_or_else(|| format!("row-{}", n + 2), String::from);
        let mut concept = Concept { id, definition: cell("English_Def").to_string(), terms: Vec::new() };
        if base.title.is_empty() {
            base.title = cell("Entry_Subject").to_string();
        }
        for (column, text) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let is_term = header.get(column + 1).is_some_and(|h| h == "Term_Info");
            let Some(language) = header.get(column).filter(|_| is_term).and_then(|h| tag(h)) else { continue };
            let is_forbidden = row.get(column + 1).is_some_and(|info| info.to_lowercase().contains("forbidden"));
            let is_first = !concept.terms.iter().any(|t| t.language == language);
            let status = match (is_forbidden, is_first) {
                (true, _) => Status::Deprecated,
                (false, true) => Status::Preferred,
                (false, false) => Status::Admitted,
            };
            concept.terms.push(Term::new(language, text.trim(), status));
        }
        let (marks, note) = Mark::split(cell("Entry_Note"));
        give(&mut concept.terms, marks);
        if !note.is_empty() {
            for term in concept.terms.iter_mut().filter(|t| t.status.is_avoided()) {
                term.note.clone_from(&note);
            }
        }
        base.concepts.push(concept);
    }
    Ok(base)
}

/// Gives the marks of a whole entry to the terms they were made for: those that show what the pattern shows.
pub fn give(terms: &mut [Term], marks: Vec<Mark>) {
    for mark in marks {
        let pattern = mark.find.as_deref().or(mark.say.as_deref()).unwrap_or_default();
        let language = mark.entry.split('/').next().and_then(Language::from_code);
        let fits = |t: &&mut Term| {
            let own = t.language.language().filter(|l| Some(*l) == language);
            own.is_some_and(|l| super::to_lexicon::written(pattern, mark.say.is_some(), l) == Some(t.text.clone()))
                && !t.marks.contains(&mark)
        };
        // Of two terms that read the same each gets its own.
        if let Some(term) = terms.iter_mut().filter(fits).min_by_key(|t| t.marks.len()) {
            term.marks.push(mark);
        }
    }
}
