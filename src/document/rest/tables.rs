//! The cells of grid tables and simple tables.

use super::Reader;
use crate::document::lines::Line;
use crate::document::{Quoting, READ_ONLY};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The lines of a cell, as places in the source.
type Cell = Vec<Range<usize>>;

/// `====  ===`
pub(super) fn is_border(text: &str) -> bool {
    text.starts_with("==") && text.bytes().all(|b| matches!(b, b'=' | b' '))
}

fn trimmed(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = source.get(range.clone())?;
    let start = range.start + text.len() - text.trim_start().len();
    let end = start + text.trim().len();
    (start < end).then_some(start..end)
}

/// A table of `+---+` and `|`. Cells over several columns or rows are read, too.
pub(super) fn grid(source: &str, lines: &[Line]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    for line in lines {
        let text = line.text_of(source);
        let is_separator = text.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b'|' | b' '));
        if is_separator && text.starts_with('+') {
            cells.extend(row.drain(..).filter(|c| !c.is_empty()));
            continue;
        }
        let mut at = line.text;
        for (i, part) in text.split('|').enumerate() {
            let range = at..at + part.len();
            at = range.end + 1;
            if i == 0 {
                continue;
            }
            if row.len() < i {
                row.push(Vec::new());
            }
            // Where a cell reaches over rows, signs of the separators beside it are in its way.
            let is_rule = part.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b' '));
            if let Some(range) = trimmed(source, range).filter(|_| !is_rule) {
                row[i - 1].push(range);
            }
        }
    }
    cells.extend(row.drain(..).filter(|c| !c.is_empty()));
    cells
}

/// A table between lines of `====`, whose columns begin where those do.
pub(super) fn simple(source: &str, lines: &[Line]) -> Vec<Cell> {
    let Some(border) = lines.first() else { return Vec::new() };
    let text = border.text_of(source);
    let starts: Vec<usize> = text
        .bytes()
        .enumerate()
        .filter(|(i, b)| *b == b'=' && (*i == 0 || text.as_bytes()[i - 1] == b' '))
        .map(|(i, _)| i + border.indent)
        .collect();
    let mut cells = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    for line in lines {
        let text = line.text_of(source);
        if is_border(text) || text.starts_with("--") && text.bytes().all(|b| matches!(b, b'-' | b' ')) {
            cells.extend(row.drain(..).filter(|c| !c.is_empty()));
            continue;
        }
        // A line without text in the first column goes on with the row above.
        if line.indent <= border.indent {
            cells.extend(row.drain(..).filter(|c| !c.is_empty()));
        }
        row.resize(starts.len(), Vec::new());
        let places = columns(text, line, &starts);
        for (i, range) in places.into_iter().enumerate() {
            if let Some(range) = trimmed(source, range) {
                row[i].push(range);
            }
        }
    }
    cells.extend(row.drain(..).filter(|c| !c.is_empty()));
    cells
}

/// The stretch of a line that lies in each column.
fn columns(text: &str, line: &Line, starts: &[usize]) -> Vec<Range<usize>> {
    let mut cuts = Vec::with_capacity(starts.len() + 1);
    let mut column = line.indent;
    for (i, c) in text.char_indices() {
        while cuts.len() < starts.len() && column >= starts[cuts.len()] {
            cuts.push(line.text + i);
        }
        column += c.width().unwrap_or(0);
    }
    cuts.resize(starts.len() + 1, line.end);
    cuts.windows(2).map(|w| w[0]..w[1]).collect()
}

impl Reader<'_> {
    pub(super) fn grid_table(&mut self, at: usize) -> usize {
        let end = self.to_blank(at);
        let lines = self.lines[at..end].to_vec();
        let cells = grid(self.source, &lines);
        self.cells(cells);
        end
    }

    pub(super) fn simple_table(&mut self, at: usize) -> usize {
        let border = |l: &Line| is_border(&self.source[l.text..l.end]);
        // The last border has a blank line behind it, or nothing.
        let mut rest = if self.has_no_border { 0..0 } else { at + 1..self.lines.len() };
        let last = rest.find(|i| border(&self.lines[*i]) && self.is_blank(i + 1));
        let Some(last) = last else {
            self.has_no_border = true;
            return at + 1;
        };
        let lines = self.lines[at..=last].to_vec();
        let cells = simple(self.source, &lines);
        self.cells(cells);
        last + 1
    }

    /// Cells as blocks. What changes a width would break the table: it is read only.
    fn cells(&mut self, cells: Vec<Vec<Range<usize>>>) {
        self.builder.quoting = READ_ONLY;
        for cell in cells {
            for (i, part) in cell.into_iter().enumerate() {
                if i > 0 {
                    self.builder.break_line(part.start..part.start);
                }
                self.inline(part);
            }
            self.builder.end_block();
        }
        self.builder.quoting = Quoting::Bare;
    }
}
