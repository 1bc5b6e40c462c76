//! XLSX: the table of [`super::cells`] as a workbook with a filter and a heading that stays in sight.

use super::{Export, Format, TermBase, TermBaseError, cells};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Format as CellFormat, Workbook, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;

pub static FORMAT: Format = Format {
    name: "xlsx",
    about: "the same as a workbook",
    endings: &["xlsx"],
    sniff: |_| true,
    read: Some(read),
    write: |e| {
        let bytes = write(e).map_err(|e| TermBaseError::Whole(e.to_string()))?;
        Ok(BTreeMap::from([(String::new(), bytes)]))
    },
    loses: "",
};

/// Of each column, in characters.
const WIDTHS: [f64; 12] = [20.0, 40.0, 10.0, 12.0, 32.0, 12.0, 12.0, 10.0, 60.0, 60.0, 40.0, 12.0];

fn write(export: &Export) -> Result<Vec<u8>, XlsxError> {
    let rows = cells::write(export.base);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("terms")?;
    let bold = CellFormat::new().set_bold();
    let wrapped = CellFormat::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    for (r, row) in (0u32..).zip(&rows) {
        for (column, cell) in (0u16..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(r, column, cell, if r == 0 { &bold } else { &wrapped })?;
        }
    }
    let last = u32::try_from(rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let columns = u16::try_from(cells::COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let whole = |e: calamine::XlsxError| TermBaseError::Whole(format!("this is no XLSX file, or it is damaged: {e}"));
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(whole)?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return Err(TermBaseError::Whole("the workbook has no sheet".into()));
    };
    let range = book.worksheet_range(&name).map_err(whole)?;
    let cell = |c: &Data| match c {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let rows: Vec<Vec<String>> = range.rows().map(|r| r.iter().map(cell).collect()).collect();
    cells::read(&rows, "")
}
