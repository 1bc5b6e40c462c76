//! Workbooks: SpreadsheetML (ECMA-376, part 1, chapter 18). A text that several cells share stands once in the file, so each is
//! a section named after its cells. What a formula computes is not read; names of sheets, and headings of tables, are never
//! written, for formulas and tables refer to them.

use super::package::Package;
use super::plain::{self, TextElement};
use super::relationships::{main_part, properties_part, relationships, signature};
use super::splices::changed_parts;
use super::texts::{Texts, place_of, plain_xml, properties, unescape};
use super::{Container, ContainerError, ContainerFormat, LOCKED, Section, drawing, escaped};
use crate::document::builder::Builder;
use crate::document::xml::{Event, Events};
use crate::document::{Quoting, SourceEdit};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

const NAME: &str = "Excel";

pub static FORMAT: ContainerFormat =
    ContainerFormat { name: NAME, endings: &["xlsx", "xlsm", "xltx"], read, escape: escaped, write: Some(write), review: None };

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Workbook,
    SharedStrings,
    /// Of the sheet with this number.
    Cells(usize),
    Comments(usize),
    Drawing,
    /// A chart, which is drawn anew from the cells.
    Chart,
    Properties,
}

/// What is known of the book before its texts are read.
#[derive(Default)]
struct Book {
    parts: Vec<(String, Use)>,
    sheets: Vec<String>,
    /// The cells of each shared text.
    cells: BTreeMap<usize, Cells>,
    /// Headings of tables, which the tables name, too.
    headings: HashSet<String>,
}

/// Cells with the same text.
#[derive(Debug, Default)]
struct Cells {
    /// The first few.
    first: Vec<String>,
    count: usize,
}

impl Cells {
    fn shown(&self) -> String {
        let more = self.count - self.first.len();
        let names = self.first.join(", ");
        if more == 0 { names } else { format!("{names} and {more} more") }
    }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let book = book(&mut package)?;
    let Texts { text, sections } = texts(&mut package, &book)?;
    let mut builder = Builder::new(&text);
    builder.edits_cross_markup();
    let mut reader = Reader { source: &text, builder, book: &book, sections: Vec::new() };
    for (section, (_, purpose)) in sections.iter().zip(&book.parts) {
        plain_xml(&text, section, NAME)?;
        reader.part(section, *purpose);
    }
    let Reader { builder, sections, .. } = reader;
    let prose = builder.finish();
    Ok(Container { prose, sections, notes: Vec::new(), locked: signature(&package), remarks: Vec::new(), text })
}

fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let book = book(&mut package)?;
    let sections = texts(&mut package, &book)?.sections;
    let element = TextElement { name: "t", trims: true };
    let parts = changed_parts(&container.text, &sections, edits, &|part, own| plain::splices(part, own, element))?;
    package.replace(&parts)
}

/// The texts of all parts, each as one section.
fn texts(package: &mut Package, book: &Book) -> Result<Texts, ContainerError> {
    let mut texts = Texts::default();
    for (name, _) in &book.parts {
        texts.push(name, &package.text(name)?.unwrap_or_default());
    }
    Ok(texts)
}

/// Looks which parts there are, and which cells have which text.
fn book(package: &mut Package) -> Result<Book, ContainerError> {
    let main = main_part(package, NAME)?;
    let text = package.text(&main.target)?.unwrap_or_default();
    let related = relationships(package, &main.target)?;
    let mut book = Book::default();
    book.parts.push((main.target.clone(), Use::Workbook));
    book.parts.extend(related.iter().filter(|r| r.kind == "sharedStrings").map(|r| (r.target.clone(), Use::SharedStrings)));
    let mut events = Events::strict(&text, 0..text.len());
    let mut is_workbook = false;
    while let Some((event, _)) = events.next() {
        let (Event::Start(e) | Event::Empty(e)) = event else { continue };
        is_workbook |= e.name == "workbook";
        let Some(sheet) = e.all("id").find_map(|id| related.iter().find(|r| r.id == id)).filter(|_| e.name == "sheet") else {
            continue;
        };
        let number = book.sheets.len();
        book.sheets.push(unescape(e.get("name").unwrap_or_default()));
        if package.has(&sheet.target) {
            sheet_of(package, &sheet.target, number, &mut book)?;
        }
    }
    if !is_workbook {
        return Err(ContainerError::Damaged { format: NAME, reason: "its main part is no workbook".to_string() });
    }
    book.parts.extend(properties_part(package)?.map(|name| (name, Use::Properties)));
    let mut seen = HashSet::new();
    book.parts.retain(|(name, _)| package.has(name) && seen.insert(name.clone()));
    Ok(book)
}

fn sheet_of(package: &mut Package, name: &str, number: usize, book: &mut Book) -> Result<(), ContainerError> {
    const SHOWN: usize = 3;
    let text = package.text(name)?.unwrap_or_default();
    let sheet = book.sheets.get(number).cloned().unwrap_or_default();
    let mut events = Events::strict(&text, 0..text.len());
    // The cell that is being read, if its text is a shared one.
    let (mut cell, mut is_value, mut has_own_texts) = (None, false, false);
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) if e.name == "c" => {
                cell = (e.get("t") == Some("s")).then(|| e.get("r").unwrap_or_default());
                has_own_texts |= e.get("t") == Some("inlineStr");
            }
            Event::Start(e) if e.name == "v" => is_value = cell.is_some(),
            Event::End("v") => is_value = false,
            Event::Text if is_value => {
                let index = text.get(range).and_then(|t| t.trim().parse::<usize>().ok());
                if let (Some(index), Some(cell)) = (index, cell) {
                    let cells = book.cells.entry(index).or_default();
                    cells.count += 1;
                    if cells.first.len() < SHOWN {
                        cells.first.push(format!("{sheet}!{cell}"));
                    }
                }
            }
            _ => {}
        }
    }
    if has_own_texts {
        book.parts.push((name.to_string(), Use::Cells(number)));
    }
    for related in relationships(package, name)? {
        match related.kind.as_str() {
            "comments" | "threadedComment" => book.parts.push((related.target, Use::Comments(number))),
            "drawing" => {
                let charts = relationships(package, &related.target)?;
                book.parts.push((related.target, Use::Drawing));
                book.parts.extend(charts.into_iter().filter(|r| r.kind == "chart").map(|r| (r.target, Use::Chart)));
            }
            "table" => {
                let text = package.text(&related.target)?.unwrap_or_default();
                let mut events = Events::strict(&text, 0..text.len());
                while let Some((event, _)) = events.next() {
                    if let Event::Start(e) | Event::Empty(e) = event
                        && e.name == "tableColumn"
                    {
                        book.headings.extend(e.get("name").map(unescape));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

struct Reader<'s, 'b> {
    source: &'s str,
    builder: Builder<'s>,
    book: &'b Book,
    sections: Vec<Section>,
}

impl Reader<'_, '_> {
    fn part(&mut self, section: &Section, purpose: Use) {
        let mut events = Events::strict(self.source, section.source.clone());
        match purpose {
            Use::Workbook => self.names(section),
            Use::SharedStrings => self.shared(section),
            Use::Cells(sheet) => self.texts(section, sheet, "c", "r", "is"),
            Use::Comments(sheet) => {
                self.texts(section, sheet, "comment", "ref", "text");
                self.texts(section, sheet, "threadedComment", "ref", "text");
            }
            Use::Drawing | Use::Chart => {
                self.sections.push(section.clone());
                drawing::read(&mut self.builder, self.source, &mut events, purpose == Use::Chart);
            }
            Use::Properties => {
                self.sections.push(section.clone());
                properties(&mut self.builder, &mut events);
            }
        }
        self.builder.end_block();
    }

    /// The names of the sheets.
    fn names(&mut self, section: &Section) {
        self.sections.push(section.clone());
        let mut events = Events::strict(self.source, section.source.clone());
        while let Some((event, _)) = events.next() {
            let (Event::Start(e) | Event::Empty(e)) = event else { continue };
            let name = e.get("name").filter(|_| e.name == "sheet");
            if let Some((name, place)) = name.and_then(|n| Some((n, place_of(self.source, n)?))) {
                self.builder.end_block();
                self.builder.quoting = LOCKED;
                self.builder.escaped(&unescape(name), place);
            }
        }
    }

    /// Shared texts (18.4.8) that a cell shows.
    fn shared(&mut self, section: &Section) {
        let mut events = Events::strict(self.source, section.source.clone());
        let mut number = 0;
        while let Some((event, range)) = events.next() {
            let Event::Start(e) = event else {
                number += usize::from(matches!(event, Event::Empty(e) if e.name == "si"));
                continue;
            };
            if e.name != "si" {
                continue;
            }
            let Some(inside) = events.inside(e.name) else { return };
            if let Some(cells) = self.book.cells.get(&number) {
                self.sections.push(Section { name: cells.shown(), source: range.start..inside.end });
                let is_heading = self.is_heading(inside.clone());
                self.rich(inside, is_heading);
            }
            number += 1;
        }
    }

    fn is_heading(&self, inside: Range<usize>) -> bool {
        if self.book.headings.is_empty() {
            return false;
        }
        let mut text = String::new();
        let mut events = Events::new(self.source, inside);
        while let Some((event, range)) = events.next() {
            match event {
                Event::Text => text.push_str(self.source.get(range).unwrap_or_default()),
                Event::Character(c) => text.push(c),
                _ => {}
            }
        }
        self.book.headings.contains(&text)
    }

    /// Texts that stand with their cells: elements `owner` with a cell's name in `at`, and the text in `inner`.
    fn texts(&mut self, section: &Section, sheet: usize, owner: &str, at: &str, inner: &str) {
        let sheet = self.book.sheets.get(sheet).cloned().unwrap_or_default();
        let mut events = Events::strict(self.source, section.source.clone());
        let mut cell = "";
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(e) if e.name == owner => cell = e.get(at).unwrap_or_default(),
                Event::Start(e) if e.name == inner && !cell.is_empty() => {
                    let Some(inside) = events.inside(e.name) else { return };
                    self.sections.push(Section { name: format!("{sheet}!{cell}"), source: range.start..inside.end });
                    let is_comment = owner != "c";
                    let whole = self.source.get(inside.clone()).unwrap_or_default();
                    if owner == "threadedComment" {
                        self.builder.end_block();
                        self.builder.quoting = LOCKED;
                        self.plain(inside);
                    } else if !(is_comment && whole.contains("[Threaded comment]")) {
                        // For older programs a conversation stands here once more.
                        self.rich(inside, is_comment);
                    }
                }
                Event::End(name) if name == owner => cell = "",
                _ => {}
            }
        }
    }

    fn plain(&mut self, inside: Range<usize>) {
        let mut events = Events::new(self.source, inside);
        while let Some((event, range)) = events.next() {
            match event {
                Event::Text => self.builder.words(range),
                Event::Character(c) => self.builder.escaped(c.encode_utf8(&mut [0; 4]), range),
                _ => {}
            }
        }
    }

    /// A text in one piece or in runs (18.4.4), without its phonetic guide.
    fn rich(&mut self, inside: Range<usize>, is_locked: bool) {
        self.builder.end_block();
        self.builder.quoting = if is_locked { LOCKED } else { Quoting::Bare };
        let mut events = Events::new(self.source, inside);
        while let Some((event, _)) = events.next() {
            if let Event::Start(e) = event {
                match e.name {
                    "rPh" => {
                        let _ = events.inside(e.name);
                    }
                    "t" => {
                        if let Some(text) = events.inside(e.name) {
                            self.plain(text);
                        }
                    }
                    _ => {}
                }
            }
        }
        self.builder.end_block();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{blocks, part, xlsx};
    use super::*;
    use crate::document::Format;

    const STRINGS: &str = "<si><t>One text</t></si><si><t>never shown</t></si>\
        <si><r><t>Two wor</t></r><r><rPr><b/></rPr><t>kers go</t></r><rPh><t>x</t></rPh></si><si><t>Head</t></si>";
    const CELLS: &str = "<row><c r=\"A1\" t=\"s\"><v>3</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>0</v></c>\
        <c r=\"C2\" t=\"s\"><v>2</v></c><c r=\"D2\"><v>1</v></c><c r=\"E2\" t=\"inlineStr\"><is><t>Inside</t></is></c><c r=\"F2\" t=\"str\"><f>A1</f><v>computed</v></c></row>";

    #[test]
    fn texts_are_named_after_their_cells() {
        let bytes = xlsx("Bud&amp;get", STRINGS, CELLS, Some("Head"));
        let container = FORMAT.read(&bytes).unwrap();
        assert_eq!(blocks(&container), ["Bud&get", "One text", "Two workers go", "Head", "Inside"]);
        let names: Vec<&str> = container.sections.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["xl/workbook.xml", "Bud&get!B1, Bud&get!B2", "Bud&get!C2", "Bud&get!A1", "Bud&get!E2"]);
    }

    #[test]
    fn a_shared_text_is_written_once_and_headings_and_names_never() {
        let bytes = xlsx("Sheet", STRINGS, CELLS, Some("Head"));
        let container = FORMAT.read(&bytes).unwrap();
        let prose = &container.prose;
        let edit = |word: &str, by: &str| {
            let at = prose.text.find(word).unwrap();
            prose.map.edit(&container.text, &prose.text, at..at + word.len(), by, Format::Container(&FORMAT))
        };
        assert!(edit("Head", "x").is_err() && edit("Sheet", "x").is_err());
        let written =
            FORMAT.write(&bytes, &container, &[edit("workers", "<people>").unwrap(), edit("Inside", "In").unwrap()]).unwrap();
        let expected = STRINGS.replace("<t>Two wor<", "<t xml:space=\"preserve\">Two <").replace("kers go", "&lt;people&gt; go");
        assert_eq!(part(&written, "xl/sharedStrings.xml"), format!("<sst>{expected}</sst>"));
        assert_eq!(part(&written, "xl/worksheets/sheet1.xml"), part(&bytes, "xl/worksheets/sheet1.xml").replace("Inside", "In"));
    }
}
