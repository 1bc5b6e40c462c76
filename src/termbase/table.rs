//! CSV (RFC 4180) and TSV.

use super::{Format, TermBaseError, cells, one_file, text_of};

pub static CSV: Format = Format {
    name: "csv",
    about: "a row a term, for spreadsheets",
    endings: &["csv"],
    sniff: |_| true,
    read: Some(|bytes| cells::read(&rows(bytes, None)?, "")),
    write: |e| Ok(one_file(write(&cells::write(e.base), b',')?)),
    loses: "",
};

pub static TSV: Format = Format {
    name: "tsv",
    about: "the same with tabs",
    endings: &["tsv"],
    sniff: |_| true,
    read: Some(|bytes| cells::read(&rows(bytes, Some(b'\t'))?, "")),
    write: |e| Ok(one_file(write(&cells::write(e.base), b'\t')?)),
    loses: "",
};

/// The rows of a table. `delimiter`: nothing for the one that stands most often in the first line.
pub fn rows(bytes: &[u8], delimiter: Option<u8>) -> Result<Vec<Vec<String>>, TermBaseError> {
    let text = text_of(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let count = |d: u8| first.bytes().filter(|b| *b == d).count();
    let delimiter = delimiter.unwrap_or_else(|| [b',', b';', b'\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b','));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| TermBaseError::Line {
            line: e.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(usize::MAX)),
            message: e.to_string(),
        })?;
        rows.push(record.iter().map(String::from).collect());
    }
    Ok(rows)
}

/// The text of a table.
pub fn write(rows: &[Vec<String>], delimiter: u8) -> Result<String, TermBaseError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|e| TermBaseError::Whole(e.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|e| TermBaseError::Whole(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| TermBaseError::Whole(e.to_string()))
}
