//! A table for reviewers, as translation offices pass it round: a row a finding, with its segment, source, translation, words,
//! suggestion and reason, and two columns to fill in. As a workbook (`xlsx`) and as a page to print (`review`).

use super::page_words::Words;
use super::{FileReport, Options, Output, Summary, Wording, html::escape, one_line};
use crate::check::{Finding, RuleSet};
use crate::text::Language;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Workbook, XlsxError};
use std::io::{self, Write};
use std::ops::Range;

/// The columns, by their names in `rules/<language>/report.toml`, with their widths in characters.
const COLUMNS: [(&str, f64); 12] = [
    ("document", 28.0),
    ("place", 16.0),
    ("language", 9.0),
    ("severity", 12.0),
    ("source", 50.0),
    ("target", 50.0),
    ("finding", 22.0),
    ("suggestion", 30.0),
    ("reason", 50.0),
    ("entry", 20.0),
    ("decision", 16.0),
    ("remark", 30.0),
];
/// The columns that a reviewer fills in.
const OWN: usize = 2;
/// What is shown of a paragraph on either side of the words, in bytes.
const AROUND: usize = 300;

/// The cells of a finding, but for those that the reviewer fills in, and where the words stand in the translation.
struct Row {
    cells: [String; COLUMNS.len() - OWN],
    /// Which cell has the words: source or target.
    marked: (usize, Range<usize>),
}

/// Gathers the rows; both tables are written at the end.
pub struct Table {
    options: Options,
    rows: Vec<Row>,
    write: fn(&Table, &mut dyn Write) -> io::Result<()>,
}

impl Table {
    pub fn workbook(options: Options) -> Table {
        Table { options, rows: Vec::new(), write: |t, out| t.write_workbook(out) }
    }

    pub fn page(options: Options) -> Table {
        Table { options, rows: Vec::new(), write: |t, out| t.write_page(out) }
    }

    fn words(&self) -> Words {
        Words::of(self.options.locale.unwrap_or(Language::En))
    }

    fn row(&self, file: &FileReport, finding: &Finding, rules: &RuleSet) -> Row {
        let entry = &rules.entries[finding.entry];
        let locale = self.options.locale.unwrap_or(entry.language);
        let wording = Wording::of(locale);
        let (from, _) = file.positions(finding);
        let part = file.part_at(finding.span.start).map_or(String::new(), |p| format!("{p} "));
        let unit = file.prose.as_ref().and_then(|p| p.units.iter().find(|u| u.covers(&finding.prose)));
        let place = match unit.filter(|u| !u.id.is_empty()) {
            Some(unit) => format!("{} ({})", unit.id, from.line),
            None => format!("{part}{}", from.line),
        };
        let (mut source, mut target) = (String::new(), String::new());
        let mut marked = (TARGET, 0..0);
        match (unit, &file.prose) {
            (Some(unit), Some(prose)) => {
                for (range, column, cell) in [(&unit.source, SOURCE, &mut source), (&unit.target, TARGET, &mut target)] {
                    let Some(range) = range else { continue };
                    if range.start <= finding.prose.start && finding.prose.end <= range.end {
                        let words;
                        (*cell, words) = excerpt(&prose.text, range, &finding.prose);
                        marked = (column, words);
                    } else {
                        *cell = excerpt(&prose.text, range, &(range.start..range.start)).0;
                    }
                }
            }
            _ => {
                let prose = file.prose.as_ref().and_then(|p| {
                    let block = p.blocks.iter().find(|(b, _)| b.start <= finding.prose.start && finding.prose.end <= b.end)?;
                    Some(excerpt(&p.text, &block.0, &finding.prose))
                });
                let words;
                (target, words) = prose.unwrap_or_else(|| (finding.text.clone(), 0..finding.text.len()));
                marked = (TARGET, words);
            }
        }
        let w = self.words();
        let reason = match finding.exemption.as_ref() {
            Some(exemption) => wording.exemption(exemption),
            None => one_line(entry.why_in(locale)),
        };
        Row {
            cells: [
                file.path.clone(),
                place,
                finding.language.code().to_string(),
                w.get(finding.severity.as_str()).to_string(),
                source,
                target,
                one_line(&finding.text),
                wording.wordings(finding, rules).join(" / "),
                reason,
                entry.id.clone(),
            ],
            marked,
        }
    }

    fn write_workbook(&self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = self.workbook_bytes().map_err(|e| io::Error::other(e.to_string()))?;
        out.write_all(&bytes)
    }

    fn workbook_bytes(&self) -> Result<Vec<u8>, XlsxError> {
        let w = self.words();
        let mut workbook = Workbook::new();
        // A sheet's name has 31 characters at most (ECMA-376, 18.2.19).
        let name: String = w.get("findings").chars().take(31).collect();
        let sheet = workbook.add_worksheet().set_name(name)?;
        let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_E8E8)).set_text_wrap();
        let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let plain = Format::new();
        let bold = Format::new().set_bold().set_underline(rust_xlsxwriter::FormatUnderline::Single);
        for (column, (key, width)) in (0u16..).zip(COLUMNS) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, w.get(key), &head)?;
        }
        for (line, row) in (1u32..).zip(&self.rows) {
            for (column, text) in (0u16..).zip(&row.cells) {
                let (marked, words) = &row.marked;
                let pieces =
                    [(&plain, text.get(..words.start)), (&bold, text.get(words.clone())), (&plain, text.get(words.end..))];
                let pieces: Vec<(&Format, &str)> =
                    pieces.into_iter().filter_map(|(f, t)| Some((f, t.filter(|t| !t.is_empty())?))).collect();
                // A rich string has at least two pieces.
                if usize::from(column) == *marked && pieces.len() > 1 {
                    sheet.write_rich_string_with_format(line, column, &pieces, &cell)?;
                } else {
                    sheet.write_string_with_format(line, column, text, &cell)?;
                }
            }
        }
        let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let width = u16::try_from(COLUMNS.len()).unwrap_or(u16::MAX);
        if last > 0 {
            let choices = DataValidation::new().allow_list_strings(&[w.get("accept"), w.get("reject"), w.get("discuss")])?;
            sheet.add_data_validation(1, width - 2, last, width - 2, &choices)?;
        }
        sheet.autofilter(0, 0, last, width - 1)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        workbook.save_to_buffer()
    }

    fn write_page(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words();
        let locale = self.options.locale.unwrap_or(Language::En);
        write!(
            out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>motjuste: {}</title>\n<style>\n{}</style>\n\
             </head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n<div role=\"region\" tabindex=\"0\" aria-labelledby=\"what\">\n<table>\n\
             <caption id=\"what\">{} ({})</caption>\n<thead><tr>",
            locale.code(),
            w.html("review_title"),
            include_str!("review.css"),
            w.html("review_title"),
            w.html("review_lead"),
            w.html("findings"),
            self.rows.len()
        )?;
        for (key, _) in COLUMNS {
            write!(out, "<th scope=\"col\">{}</th>", w.html(key))?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for row in &self.rows {
            write!(out, "<tr>")?;
            for (column, text) in row.cells.iter().enumerate() {
                let (marked, words) = &row.marked;
                let html = if column == *marked && !words.is_empty() {
                    let part = |range: Range<usize>| escape(text.get(range).unwrap_or_default());
                    format!("{}<mark>{}</mark>{}", part(0..words.start), part(words.clone()), part(words.end..text.len()))
                } else {
                    escape(text)
                };
                write!(out, "<td>{html}</td>")?;
            }
            for (key, _) in &COLUMNS[COLUMNS.len() - OWN..] {
                write!(out, "<td class=\"own\" contenteditable=\"true\" role=\"textbox\" aria-label=\"{}\"></td>", w.html(key))?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table>\n</div>\n</main>\n</body>\n</html>")
    }
}

const SOURCE: usize = 4;
const TARGET: usize = 5;

/// A stretch of prose around words on one line, and where the words are in it.
fn excerpt(text: &str, range: &Range<usize>, words: &Range<usize>) -> (String, Range<usize>) {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(words.start.saturating_sub(AROUND).max(range.start).min(range.end));
    let end = floor(words.end.saturating_add(AROUND).min(range.end).max(start));
    let line =
        |range: Range<usize>| text.get(range).unwrap_or_default().replace(|c: char| c.is_control() || c == '\u{2029}', " ");
    let before = format!("{}{}", if start > range.start { "…" } else { "" }, line(start..words.start));
    let found = line(words.clone());
    let after = format!("{}{}", line(words.end..end), if end < range.end { "…" } else { "" });
    let at = before.len()..before.len() + found.len();
    (format!("{before}{found}{after}"), at)
}

impl Output for Table {
    fn file(&mut self, _out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        let rows: Vec<Row> = file.shown(self.options.show_exempt).map(|(f, _)| self.row(file, f, rules)).collect();
        self.rows.extend(rows);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        (self.write)(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_keeps_the_words_in_their_place() {
        let text = format!("{}des prostituées\nici{}", "é".repeat(400), "à".repeat(400));
        let at = text.find("prostituées").expect("words");
        let (cut, words) = excerpt(&text, &(0..text.len()), &(at..at + "prostituées".len()));
        assert_eq!(&cut[words], "prostituées");
        assert!(cut.starts_with('…') && cut.ends_with('…') && cut.contains("prostituées ici"), "{cut}");
    }
}
