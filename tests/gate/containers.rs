//! Documents of several parts that are broken, or made to do harm: one clear line, exit status 2, and nothing is written.

use super::{code, motjuste, stderr};
use std::fs;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The name of a part, and what it holds.
type Part<'a> = (&'a str, &'a [u8]);

fn archive(parts: &[Part]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A Word document whose main part is this, and more parts.
fn docx(main: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let root = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", main.as_bytes()),
    ];
    parts.extend(more);
    archive(&parts)
}

fn body(inside: &str) -> String {
    format!("<w:document xmlns:w=\"{W}\"><w:body>{inside}</w:body></w:document>")
}

fn text() -> String {
    body("<w:p><w:r><w:t>The prostitutes have opened a clinic in this town.</w:t></w:r></w:p>")
}

fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// `check` and `fix` say `why` of the file in one line, and leave everything as it is.
#[track_caller]
fn refused(name: &str, bytes: &[u8], why: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    for arguments in [
        &["check", name][..],
        &["fix", name],
        &["fix", "--accept", name],
        &["fix", "--diff", name],
        &["check", "--annotate", "copy.docx", name],
    ] {
        let is_document = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
        if arguments.contains(&"--accept") && !is_document(&["x", "t", "b", "l"])
            || arguments.contains(&"--annotate") && !is_document(&[".docx"])
        {
            continue;
        }
        let output = motjuste(folder.path(), arguments);
        let said = stderr(&output);
        assert_eq!(code(&output), 2, "{arguments:?}: {said}");
        let about: Vec<&str> = said.lines().filter(|l| l.contains(name)).collect();
        assert!(about.len() == 1 && about[0].contains(why), "{arguments:?}: expected {why:?} in one line of {said}");
        assert!(about[0].len() < 300, "{said}");
    }
    let there: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(there, [name]);
    assert_eq!(fs::read(folder.path().join(name)).unwrap(), bytes);
}

/// A file of each format that is a zip, whose part with the text is this, and one more part.
fn of_each_format(inside: &str, more: (&str, &[u8])) -> Vec<(&'static str, Vec<u8>)> {
    let root = |main: &str| {
        format!("<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"{main}\"/></Relationships>")
    };
    let related = |kinds: &[&str]| {
        let one = |kind: &&str| format!("<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>");
        format!("<Relationships>{}</Relationships>", kinds.iter().map(one).collect::<String>())
    };
    let (slides, sheets) = (root("ppt/a.xml"), root("xl/a.xml"));
    let (slide, strings) = (related(&["slide"]), related(&["worksheet", "sharedStrings"]));
    let inside = inside.as_bytes();
    let kinds: [(&'static str, Vec<Part>); 5] = [
        ("a.odt", vec![("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", inside)]),
        (
            "a.epub",
            vec![
                ("mimetype", b"application/epub+zip"),
                ("META-INF/container.xml", b"<container><rootfile full-path=\"a.opf\"/></container>"),
                ("a.opf", inside),
            ],
        ),
        (
            "a.pptx",
            vec![
                ("_rels/.rels", slides.as_bytes()),
                ("ppt/_rels/a.xml.rels", slide.as_bytes()),
                ("ppt/a.xml", b"<presentation><sldId id=\"slide\"/></presentation>"),
                ("ppt/slide.xml", inside),
            ],
        ),
        (
            "a.xlsx",
            vec![
                ("_rels/.rels", sheets.as_bytes()),
                ("xl/_rels/a.xml.rels", strings.as_bytes()),
                ("xl/a.xml", b"<workbook><sheet name=\"A\" id=\"worksheet\"/></workbook>"),
                ("xl/worksheet.xml", b"<worksheet><c r=\"A1\" t=\"s\"><v>0</v></c></worksheet>"),
                ("xl/sharedStrings.xml", inside),
            ],
        ),
        (
            "a.idml",
            vec![
                ("mimetype", b"application/vnd.adobe.indesign-idml-package"),
                ("designmap.xml", b"<Document><Story src=\"Stories/a.xml\"/></Document>"),
                ("Stories/a.xml", inside),
            ],
        ),
    ];
    kinds.into_iter().map(|(name, parts)| (name, archive(&[parts, vec![more]].concat()))).collect()
}

#[test]
fn every_format_is_as_careful() {
    let none = ("z.txt", b"".as_slice());
    for (name, bytes) in of_each_format("<a/>", ("../../evil", b"x")) {
        refused(name, &bytes, "leads out of the file: ../../evil");
        refused(name, &bytes[..bytes.len() - 10], "cut off");
    }
    let bomb = format!("<a>{}", " ".repeat(64 << 20));
    for (name, bytes) in of_each_format(&bomb, none) {
        refused(name, &bytes, "unpacks to more than is reasonable");
    }
    let root = "<a xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">";
    let deep = format!("{root}{}{}", "<a>".repeat(5_000), "</a>".repeat(5_001));
    for (name, bytes) in of_each_format(&deep, none).into_iter().filter(|(name, _)| *name != "a.epub") {
        refused(name, &bytes, "more than 1000 deep");
    }
    let entity = format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{root}&e;</a>");
    for (name, bytes) in of_each_format(&entity, none).into_iter().filter(|(name, _)| *name != "a.epub") {
        refused(name, &bytes, "document type");
    }
    for (name, bytes) in
        of_each_format(&format!("{root}<b>The prostitutes"), none).into_iter().filter(|(name, _)| *name != "a.epub")
    {
        refused(name, &bytes, "ends in the middle");
    }
}

#[test]
fn a_copy_is_named_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.docx"), docx(&text(), &[])).unwrap();
    for arguments in [&["check", "--annotate", "a.pdf", "a.docx"][..], &["fix", "--write-to", "a.odt", "a.docx"]] {
        let output = motjuste(folder.path(), &[arguments, &["--lang", "en"]].concat());
        assert_eq!(code(&output), 2, "{}", stderr(&output));
        assert!(stderr(&output).contains("let its name end in .docx"), "{}", stderr(&output));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
    let output = motjuste(folder.path(), &["check", "--annotate", "b.docx", "a.docx", "--lang", "en"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(folder.path().join("b.docx").exists());
}

#[test]
fn archives_that_would_fill_the_memory() {
    let mut bomb = Vec::new();
    let mut out = ZipWriter::new(Cursor::new(&mut bomb));
    out.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let chunk = vec![b' '; 1 << 20];
    for _ in 0..64 {
        out.write_all(&chunk).unwrap();
    }
    let root = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    out.start_file("_rels/.rels", SimpleFileOptions::default()).unwrap();
    out.write_all(root.as_bytes()).unwrap();
    out.finish().unwrap();
    refused("bomb.docx", &bomb, "unpacks to more than is reasonable");
    let names: Vec<String> = (0..10_000).map(|i| format!("media/{i}.png")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), b"".as_slice())).collect();
    refused("many.docx", &archive(&parts), "10000 parts");
}

#[test]
fn names_that_lead_out_of_the_file() {
    refused("evil.docx", &docx(&text(), &[("../../evil", b"x".as_slice())]), "leads out of the file: ../../evil");
    refused("evil.docx", &docx(&text(), &[("/etc/passwd", b"x".as_slice())]), "leads out of the file");
}

#[test]
fn files_that_are_cut_off() {
    let whole = docx(&text(), &[]);
    refused("cut.docx", &whole[..whole.len() / 2], "cut off");
    refused("cut.docx", &whole[..whole.len() - 10], "cut off");
    refused("empty.docx", b"", "it is empty");
    let main = text();
    refused("end.docx", &docx(main.strip_suffix("</w:body></w:document>").unwrap(), &[]), "ends in the middle");
    refused("end.docx", &docx(&main[..main.len() - 5], &[]), "no well-formed XML");
    refused("a.rtf", b"{\\rtf1 The prostitutes", "ends in the middle");
}

#[test]
fn markup_that_is_no_use() {
    refused("deep.docx", &docx(&body(&"<w:p>".repeat(100_000)), &[]), "more than 1000 deep");
    let closed = format!("{}{}", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000));
    refused("deep.docx", &docx(&body(&closed), &[]), "more than 1000 deep");
    let entity = format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{}", text().replace("clinic", "&e;"));
    refused("entity.docx", &docx(&entity, &[]), "document type");
    let mut latin = text().into_bytes();
    let at = latin.windows(4).position(|w| w == b"town").unwrap();
    latin[at] = 0xe9;
    let root =
        format!("<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"d.xml\"/></Relationships>");
    let parts: [(&str, &[u8]); 2] = [("_rels/.rels", root.as_bytes()), ("d.xml", latin.as_slice())];
    refused("latin.docx", &archive(&parts), "d.xml is not in UTF-8");
}

#[test]
fn names_that_promise_something_else() {
    let word = docx(&text(), &[]);
    refused("letter.txt", &word, "it is a Word document; let its name end in .docx");
    refused("letter", &word, ".docx");
    refused("letter.odt", &word, ".docx");
    refused("letter.pptx", &word, ".docx");
    refused("letter.html", &word, ".docx");
    let writer =
        archive(&[("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()), ("content.xml", b"<a/>".as_slice())]);
    refused("letter.docx", &writer, "let its name end in .odt");
    refused("book.docx", &archive(&[("mimetype", b"application/epub+zip".as_slice())]), "let its name end in .epub");
    refused("letter.docx", b"{\\rtf1 The prostitutes\\par}", "let its name end in .rtf");
    refused("letter.txt", b"{\\rtf1 The prostitutes\\par}", "let its name end in .rtf");
    refused("letter.docx", b"<html><p>The prostitutes", "HTML");
    refused("letter.docx", b"The prostitutes", "no zip archive");
    refused("letter.docx", b"%PDF-1.7 ...", "let its name end in .pdf");
    let old = [COMPOUND.to_vec(), vec![0; 504], utf16("WordDocument")].concat();
    refused("letter.docx", &old, "a Word document from before 2007; open it and save it as .docx");
    refused("letter.doc", &old, "a Word document from before 2007");
    refused("photos.docx", &archive(&[("a.png", b"x".as_slice())]), "it has no main part");
}

#[test]
fn files_with_a_password() {
    let protected = [COMPOUND.to_vec(), vec![0; 504], utf16("EncryptedPackage")].concat();
    for name in ["report.docx", "deck.pptx", "book.xlsx"] {
        refused(name, &protected, "it is protected by a password; save it without one");
    }
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>".as_slice();
    let kind = b"application/vnd.oasis.opendocument.text".as_slice();
    let writer = archive(&[("mimetype", kind), ("content.xml", b"\x01\x02".as_slice()), ("META-INF/manifest.xml", manifest)]);
    refused("report.odt", &writer, "password");
}

#[test]
fn one_bad_file_among_good_ones() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.docx"), docx(&text(), &[])).unwrap();
    fs::write(folder.path().join("b.docx"), b"PK\x03\x04").unwrap();
    let output = motjuste(folder.path(), &["check", "--lang", "en", "."]);
    assert_eq!(code(&output), 2);
    assert!(super::stdout(&output).contains("a.docx:1:5 (word/document.xml)"), "{}", super::stdout(&output));
    assert!(stderr(&output).contains("b.docx: this is no Word file"));
}

/// What may not be written is reported all the same.
#[test]
fn documents_that_may_only_be_read() {
    let signed = docx(&text(), &[("_xmlsignatures/origin.sigs", b"".as_slice())]);
    let foreign = docx(&text().replace("<w:body>", "<w:body><w:altChunk/>"), &[]);
    let rtf = b"{\\rtf1 The prostitutes have opened a clinic.\\par}".to_vec();
    for (name, bytes, why) in
        [("a.docx", signed, "it is signed"), ("a.docx", foreign, "takes in another document"), ("a.rtf", rtf, "save it as .docx")]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), &bytes).unwrap();
        let output = motjuste(folder.path(), &["check", "--lang", "en", name]);
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        assert!(super::stdout(&output).contains("say “sex workers”"), "{}", super::stdout(&output));
        let output = motjuste(folder.path(), &["fix", "--lang", "en", name]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

/// The main part of a Word document.
fn main_part(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap()
}

#[test]
fn inclusive_writing_is_converted_in_a_copy_and_back() {
    let written = "<w:p><w:r><w:t>Les travailleur</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>SEs</w:t></w:r>\
        <w:r><w:t> du sexe sont éluEs.</w:t></w:r></w:p>";
    let original = docx(&body(written), &[]);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("bilan.docx"), &original).unwrap();
    let output = motjuste(folder.path(), &["style", "--lang", "fr", "--to", "median", "bilan.docx"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(fs::read(path("bilan.docx")).unwrap(), original);
    let converted = main_part(&fs::read(path("bilan.motjuste.docx")).unwrap());
    let words = |part: &str| part.split(['<', '>']).filter(|t| !t.contains("w:") && !t.starts_with('/')).collect::<String>();
    assert!(words(&converted).contains("Les travailleur·euse·s du sexe sont élu·e·s."), "{converted}");
    let output = motjuste(folder.path(), &["style", "--lang", "fr", "--to", "nswp", "--accept", "bilan.motjuste.docx"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let back = main_part(&fs::read(path("bilan.motjuste.docx")).unwrap());
    assert_eq!(words(&back), words(&main_part(&original)));
}
