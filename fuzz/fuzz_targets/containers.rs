#![no_main]

use libfuzzer_sys::fuzz_target;
use motjuste::check::{LanguageHints, RuleSet, check};
use motjuste::document::{ContainerFormat, Document, Format};
use motjuste::fix::{Reach, fix_container};
use motjuste::text::LanguageTag;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The name of a file, and the part of it that the data becomes; nothing where it is the whole file.
const FILES: &[(&str, &str)] = &[
    ("a.docx", "word/document.xml"),
    ("a.docx", "word/styles.xml"),
    ("a.odt", "content.xml"),
    ("a.fodt", ""),
    ("a.epub", "a.xhtml"),
    ("a.epub", "a.opf"),
    ("a.pptx", "ppt/slide.xml"),
    ("a.xlsx", "xl/sharedStrings.xml"),
    ("a.xlsx", "xl/sheet.xml"),
    ("a.idml", "Stories/a.xml"),
    ("a.rtf", ""),
    ("a.docx", ""),
];

/// The parts that a file of this kind has besides.
fn others(name: &str) -> Vec<(&'static str, String)> {
    let root = |main: &str| format!("<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"{main}\"/></Relationships>");
    let related = |all: &[(&str, &str)]| {
        let one = |(kind, target): &(&str, &str)| format!("<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
        format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
    };
    match name {
        "a.docx" => vec![
            ("_rels/.rels", root("word/document.xml")),
            ("word/_rels/document.xml.rels", related(&[("styles", "styles.xml")])),
            ("word/document.xml", "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>The prostitutes.</w:t></w:r></w:p></w:body></w:document>".into()),
        ],
        "a.odt" => vec![("mimetype", "application/vnd.oasis.opendocument.text".into())],
        "a.epub" => vec![
            ("mimetype", "application/epub+zip".into()),
            ("META-INF/container.xml", "<container><rootfile full-path=\"a.opf\"/></container>".into()),
            ("a.opf", "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>".into()),
            ("a.xhtml", "<html><p>The prostitutes.</p></html>".into()),
        ],
        "a.pptx" => vec![
            ("_rels/.rels", root("ppt/a.xml")),
            ("ppt/_rels/a.xml.rels", related(&[("slide", "slide.xml")])),
            ("ppt/a.xml", "<presentation><sldId id=\"slide\"/></presentation>".into()),
        ],
        "a.xlsx" => vec![
            ("_rels/.rels", root("xl/a.xml")),
            ("xl/_rels/a.xml.rels", related(&[("worksheet", "sheet.xml"), ("sharedStrings", "sharedStrings.xml")])),
            ("xl/a.xml", "<workbook><sheet name=\"A\" id=\"worksheet\"/></workbook>".into()),
            ("xl/sheet.xml", "<worksheet><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"A2\" t=\"s\"><v>1</v></c></worksheet>".into()),
            ("xl/sharedStrings.xml", "<sst><si><t>The prostitutes.</t></si></sst>".into()),
        ],
        "a.idml" => vec![
            ("mimetype", "application/vnd.adobe.indesign-idml-package".into()),
            ("designmap.xml", "<Document><Story src=\"Stories/a.xml\"/></Document>".into()),
        ],
        _ => Vec::new(),
    }
}

fn packed(name: &str, part: &str, data: &[u8]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (other, text) in others(name).iter().filter(|(other, _)| *other != part) {
        out.start_file(*other, stored).expect("a part");
        out.write_all(text.as_bytes()).expect("a part");
    }
    out.start_file(part, stored).expect("a part");
    out.write_all(data).expect("a part");
    out.finish().expect("an archive").into_inner()
}

fn hold(bytes: &[u8], format: &'static ContainerFormat) {
    let Ok(container) = format.read(bytes) else { return };
    let hints = LanguageHints { option: LanguageTag::parse("en"), ..LanguageHints::default() };
    let rules = RuleSet::builtin();
    let document = Document::of_container(format, &container);
    for finding in &check(&document, &container.text, rules, &hints).items {
        for span in std::iter::once(&finding.span).chain(finding.fixes.iter().flat_map(|f| &f.edits).map(|e| &e.span)) {
            assert!(container.text.get(span.range()).is_some(), "cuts a character or lies outside: {finding:?}");
        }
    }
    // What may not be written says so; what was written is read again.
    if let Ok(fixed) = fix_container(bytes, format, rules, &hints, Reach::Safe) {
        if fixed.applied == 0 {
            assert!(fixed.bytes == bytes, "nothing was fixed, and the file is another one");
        }
        format.read(&fixed.bytes).expect("what was fixed can be read");
    }
}

// The first byte chooses the format and the part.
fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let (name, part) = FILES[usize::from(*choice) % FILES.len()];
    let Some(Format::Container(format)) = Format::of(Path::new(name)) else { return };
    if part.is_empty() { hold(rest, format) } else { hold(&packed(name, part, rest), format) }
});
