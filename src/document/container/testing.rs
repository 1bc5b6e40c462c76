//! Containers for tests, made here and now.

use super::Container;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip archive; `mimetype` is stored, everything else deflated.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word document with this body, and other parts by kind.
pub(crate) fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?>\r\n<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let mut related = String::new();
    let mut parts = office("word/document.xml").to_vec();
    parts.push(("word/document.xml".to_string(), document));
    for (i, (kind, text)) in others.iter().enumerate() {
        related += &format!("<Relationship Id=\"rId{i}\" Type=\"{RELATIONS}/{kind}\" Target=\"{kind}.xml\"/>");
        parts.push((
            format!("word/{kind}.xml"),
            text.replace("<w:ROOT>", &format!("<w:{kind} {W}>")).replace("</w:ROOT>", &format!("</w:{kind}>")),
        ));
    }
    parts.push(("word/_rels/document.xml.rels".to_string(), format!("<Relationships>{related}</Relationships>")));
    packed(&parts)
}

/// The address of DrawingML.
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// The blocks that a person reads.
pub(crate) fn blocks(container: &Container) -> Vec<String> {
    let segments = container.prose.segments.as_deref().unwrap();
    segments.iter().map(|s| container.prose.text[s.range.clone()].to_string()).collect()
}

/// Office's own list of kinds, and the way to the main part.
fn office(main: &str) -> [(String, String); 2] {
    let kinds = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let root =
        format!("<Relationships><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"{main}\"/></Relationships>");
    [("[Content_Types].xml".to_string(), kinds.to_string()), ("_rels/.rels".to_string(), root)]
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    archive(&parts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>())
}

/// A presentation with these trees of shapes; the last slide has notes, perhaps.
pub(crate) fn pptx(slides: &[&str], notes: Option<&str>) -> Vec<u8> {
    let space = format!(
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{RELATIONS}\""
    );
    let mut parts = office("ppt/presentation.xml").to_vec();
    let (mut list, mut related) = (String::new(), String::new());
    for (i, slide) in (1..).zip(slides) {
        list += &format!("<p:sldId id=\"{}\" r:id=\"rId{i}\"/>", 255 + i);
        related += &format!("<Relationship Id=\"rId{i}\" Type=\"{RELATIONS}/slide\" Target=\"slides/slide{i}.xml\"/>");
        parts.push((
            format!("ppt/slides/slide{i}.xml"),
            format!("<p:sld {space}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"),
        ));
    }
    if let Some(notes) = notes {
        let to = format!(
            "<Relationships><Relationship Id=\"n\" Type=\"{RELATIONS}/notesSlide\" Target=\"../notesSlides/notesSlide1.xml\"/></Relationships>"
        );
        parts.push((format!("ppt/slides/_rels/slide{}.xml.rels", slides.len()), to));
        parts.push(("ppt/notesSlides/notesSlide1.xml".to_string(), format!("<p:notes {space}>{notes}</p:notes>")));
    }
    parts.push((
        "ppt/presentation.xml".to_string(),
        format!("<p:presentation {space}><p:sldIdLst>{list}</p:sldIdLst></p:presentation>"),
    ));
    parts.push(("ppt/_rels/presentation.xml.rels".to_string(), format!("<Relationships>{related}</Relationships>")));
    packed(&parts)
}

/// A workbook with one sheet, and a table with one column, perhaps.
pub(crate) fn xlsx(sheet: &str, strings: &str, rows: &str, column: Option<&str>) -> Vec<u8> {
    let related =
        |kind: &str, target: &str| format!("<Relationship Id=\"{kind}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>");
    let both = related("worksheet", "worksheets/sheet1.xml") + &related("sharedStrings", "sharedStrings.xml");
    let mut parts = office("xl/workbook.xml").to_vec();
    let book = format!(
        "<workbook xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"worksheet\"/></sheets></workbook>"
    );
    parts.push(("xl/workbook.xml".to_string(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_string(), format!("<Relationships>{both}</Relationships>")));
    parts.push(("xl/sharedStrings.xml".to_string(), format!("<sst>{strings}</sst>")));
    parts.push(("xl/worksheets/sheet1.xml".to_string(), format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")));
    if let Some(column) = column {
        let table = related("table", "../tables/table1.xml");
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_string(), format!("<Relationships>{table}</Relationships>")));
        parts.push((
            "xl/tables/table1.xml".to_string(),
            format!("<table><tableColumns><tableColumn id=\"1\" name=\"{column}\"/></tableColumns></table>"),
        ));
    }
    packed(&parts)
}

/// A paragraph of Word with this text in one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// The text of a part of an archive.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}
