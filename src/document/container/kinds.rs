//! What a file is, told from its bytes: for a person whose file has another name than it should.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The beginning of a compound file: Office before 2007, and Office files with a password (MS-CFB 2.2).
pub(super) const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What a document is and what to do about it, as the end of a sentence; nothing where the bytes do not tell, or are text.
pub fn told(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        return of_zip(bytes);
    }
    match bytes {
        _ if bytes.starts_with(b"%PDF-") => Some("it is a PDF file; let its name end in .pdf"),
        _ if bytes.starts_with(b"{\\rtf") => Some("it is an RTF file; let its name end in .rtf"),
        _ if bytes.starts_with(&COMPOUND_FILE) => Some(of_compound_file(bytes)),
        _ => None,
    }
}

fn of_compound_file(bytes: &[u8]) -> &'static str {
    // The names of its streams stand in it in UTF-16.
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|w| w == name)
    };
    match () {
        () if has("EncryptedPackage") => "it is protected by a password; save it without one",
        () if has("WordDocument") => "it is a Word document from before 2007; open it and save it as .docx",
        () if has("PowerPoint Document") => "it is a presentation from before 2007; open it and save it as .pptx",
        () if has("Workbook") || has("Book") => "it is a workbook from before 2007; open it and save it as .xlsx",
        () => "it is in a format from before 2007; open it and save it in today's",
    }
}

fn of_zip(bytes: &[u8]) -> Option<&'static str> {
    const LONGEST: u64 = 100;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut mimetype = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        let _ = part.take(LONGEST).read_to_string(&mut mimetype);
    }
    match mimetype.trim() {
        "application/epub+zip" => return Some("it is an EPUB book; let its name end in .epub"),
        "application/vnd.adobe.indesign-idml-package" => return Some("it is an InDesign file (IDML); let its name end in .idml"),
        m if m.starts_with("application/vnd.oasis.opendocument.text") => {
            return Some("it is a LibreOffice text; let its name end in .odt");
        }
        m if m.starts_with("application/vnd.oasis.opendocument.") => {
            return Some("it is a LibreOffice document that is no text; save it in a format that can be read");
        }
        _ => {}
    }
    let has = |start: &str| archive.file_names().flatten().any(|n| n.starts_with(start));
    match () {
        () if has("word/") => Some("it is a Word document; let its name end in .docx"),
        () if has("ppt/") => Some("it is a PowerPoint presentation; let its name end in .pptx"),
        () if has("xl/") => Some("it is an Excel workbook; let its name end in .xlsx"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::archive;
    use super::*;

    #[test]
    fn documents_are_known_whatever_their_names_are() {
        let utf16 = |name: &str| [COMPOUND_FILE.to_vec(), name.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
        for (bytes, ending) in [
            (archive(&[("word/document.xml", "")]), ".docx"),
            (archive(&[("ppt/presentation.xml", "")]), ".pptx"),
            (archive(&[("xl/workbook.xml", "")]), ".xlsx"),
            (archive(&[("mimetype", "application/epub+zip")]), ".epub"),
            (archive(&[("mimetype", "application/vnd.oasis.opendocument.text")]), ".odt"),
            (b"{\\rtf1 hello}".to_vec(), ".rtf"),
            (b"%PDF-1.7".to_vec(), ".pdf"),
            (utf16("WordDocument"), "as .docx"),
            (utf16("EncryptedPackage"), "without one"),
        ] {
            assert!(told(&bytes).is_some_and(|t| t.ends_with(ending)), "{ending}: {:?}", told(&bytes));
        }
        for text in ["", "PK is a name", "plain text", "<html>"] {
            assert_eq!(told(text.as_bytes()), None);
        }
    }
}
