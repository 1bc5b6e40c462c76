//! A term base as a table: a row a term, the first row naming the columns. What CSV, TSV and XLSX have in common.
//!
//! Tables of other people are read too: with a row a term (`language`, `term`, `status`), or with a column a language
//! (`en`, `French`, `zh-Hant`), whose heading may say that the terms are not to be used (`fr forbidden`).

use super::{Concept, Mark, Status, Term, TermBase, TermBaseError, TermGrammar};
use crate::text::LanguageTag;

/// The columns that are written.
pub const COLUMNS: [&str; 12] = [
    "concept",
    "definition",
    "language",
    "status",
    "term",
    "part of speech",
    "gender",
    "number",
    "note",
    "note (English)",
    "sources",
    "motjuste",
];

/// Between several values in one cell.
const BETWEEN: &str = " ; ";

pub fn write(base: &TermBase) -> Vec<Vec<String>> {
    let mut rows = vec![COLUMNS.map(String::from).to_vec()];
    for concept in &base.concepts {
        for term in &concept.terms {
            let marks: Vec<String> = term.marks.iter().map(Mark::line).collect();
            let word = |w: Option<&str>| w.unwrap_or_default().to_string();
            rows.push(vec![
                concept.id.clone(),
                concept.definition.clone(),
                term.language.written(),
                term.status.name().to_string(),
                term.text.clone(),
                word(term.grammar.part_of_speech),
                word(term.grammar.gender),
                word(term.grammar.number),
                term.note.clone(),
                term.note_en.clone(),
                term.sources.join(BETWEEN),
                marks.join("\n"),
            ]);
        }
    }
    rows
}

/// What a column of somebody's table holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Concept,
    Definition,
    Language,
    Status,
    Term,
    PartOfSpeech,
    Gender,
    Number,
    Note,
    NoteEnglish,
    Sources,
    Mark,
    /// Terms of a language, with the status that the heading says.
    Terms(LanguageTag, Option<Status>),
    Other,
}

fn column(heading: &str) -> Column {
    let name = heading.trim().trim_start_matches('\u{feff}').to_lowercase();
    match name.as_str() {
        "concept" | "id" | "concept id" | "entry" | "entry id" | "entry_id" => Column::Concept,
        "definition" | "entry definition" => Column::Definition,
        "language" | "lang" | "locale" => Column::Language,
        "status" | "administrative status" | "administrativestatus" | "usage" | "usage status" => Column::Status,
        "term" => Column::Term,
        "part of speech" | "pos" | "partofspeech" => Column::PartOfSpeech,
        "gender" => Column::Gender,
        "number" => Column::Number,
        "note" | "comment" | "notes" | "reason" | "description" => Column::Note,
        "note (english)" => Column::NoteEnglish,
        "source" | "sources" | "reference" => Column::Sources,
        "motjuste" => Column::Mark,
        _ => {
            // "fr", "French", "fr-CA (forbidden)", "forbidden_fr"
            let mut parts = name.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|p| !p.is_empty());
            let language = parts.find_map(|p| LanguageTag::parse(p).filter(|t| t.language().is_some()));
            let status = Some(Status::read(&name)).filter(|s| *s != Status::Admitted);
            language.map_or(Column::Other, |language| Column::Terms(language, status))
        }
    }
}

/// # Errors
/// A table without a column of terms.
pub fn read(rows: &[Vec<String>], title: &str) -> Result<TermBase, TermBaseError> {
    let mut base = TermBase { title: title.to_string(), concepts: Vec::new() };
    let Some((headings, rows)) = rows.split_first() else { return Ok(base) };
    let columns: Vec<Column> = headings.iter().map(|h| column(h)).collect();
    let is_long = columns.contains(&Column::Term) && columns.contains(&Column::Language);
    if !is_long && !columns.iter().any(|c| matches!(c, Column::Terms(..))) {
        return Err(TermBaseError::Line {
            line: 1,
            message: format!(
                "no column holds terms; name the columns \"language\", \"term\" and \"status\", or one for each language (en, fr …). Found: {}",
                headings.join(", ")
            ),
        });
    }
    for (n, row) in rows.iter().enumerate() {
        let of = |column: Column| columns.iter().zip(row).find(|(c, _)| **c == column).map_or("", |(_, cell)| cell.trim());
        let id = match of(Column::Concept) {
            "" => format!("row-{}", n + 2),
            id => id.to_string(),
        };
        let mut terms = Vec::new();
        if is_long {
            let Some(language) = LanguageTag::parse(of(Column::Language)) else {
                if row.iter().all(|c| c.trim().is_empty()) {
                    continue;
                }
                let message = format!("\"{}\" is no language; write a code such as fr or zh-Hant", of(Column::Language));
                return Err(TermBaseError::Line { line: n + 2, message });
            };
            terms.push(Term::new(language, of(Column::Term), Status::read(of(Column::Status))));
        } else {
            for (column, cell) in columns.iter().zip(row) {
                let Column::Terms(language, status) = column else { continue };
                let status = status.unwrap_or_else(|| Status::read(of(Column::Status)));
                terms.push(Term::new(language.clone(), cell.trim(), status));
            }
        }
        for term in &mut terms {
            let grammar = TermGrammar::read(of(Column::PartOfSpeech), of(Column::Gender), of(Column::Number));
            term.grammar = grammar;
            term.note = of(Column::Note).to_string();
            term.note_en = of(Column::NoteEnglish).to_string();
            term.sources = of(Column::Sources).split(BETWEEN).filter(|s| !s.is_empty()).map(String::from).collect();
            term.marks = Mark::split(of(Column::Mark)).0;
        }
        terms.retain(|t| !t.text.is_empty());
        add(&mut base, &id, of(Column::Definition), terms);
    }
    Ok(base)
}

/// Terms of a concept, which may have had a row before.
pub fn add(base: &mut TermBase, id: &str, definition: &str, terms: Vec<Term>) {
    let known = base.concepts.iter_mut().rev().find(|c| c.id == id);
    match known {
        Some(concept) => concept.terms.extend(terms),
        None => base.concepts.push(Concept { id: id.to_string(), definition: definition.to_string(), terms }),
    }
}
