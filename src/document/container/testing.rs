//! Containers for tests, made here and now.

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
    let mut parts = vec![
        (
            "[Content_Types].xml".to_string(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_string(),
        ),
        (
            "_rels/.rels".to_string(),
            format!("<Relationships><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
        ),
        ("word/document.xml".to_string(), document),
    ];
    for (i, (kind, text)) in others.iter().enumerate() {
        related += &format!("<Relationship Id=\"rId{i}\" Type=\"{RELATIONS}/{kind}\" Target=\"{kind}.xml\"/>");
        parts.push((
            format!("word/{kind}.xml"),
            text.replace("<w:ROOT>", &format!("<w:{kind} {W}>")).replace("</w:ROOT>", &format!("</w:{kind}>")),
        ));
    }
    parts.push(("word/_rels/document.xml.rels".to_string(), format!("<Relationships>{related}</Relationships>")));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    archive(&parts)
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
