//! A zip archive of parts: Office Open XML (ECMA-376, part 2), OpenDocument (part 2), EPUB.
//!
//! What is read is bounded whatever the archive claims of itself. Writing replaces some parts and copies all others as they
//! are compressed, in their order, so that the first entry of OpenDocument and EPUB (`mimetype`, stored) stays where programs
//! look for it. Nothing is ever unpacked to the disk.

use super::ContainerError;
use super::kinds::{COMPOUND_FILE, told};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A document of more parts than this is an attack or a mistake; a book of a thousand pictures has a few thousand.
const MOST_PARTS: usize = 8_192;
/// Bytes of one part, unpacked.
const LARGEST_PART: u64 = 256 << 20;
/// Bytes of all parts that are read, unpacked.
const LARGEST_TOTAL: u64 = 512 << 20;
/// A part that is larger than [`SUSPICIOUS`] and shrinks to less than one byte in so many was made to fill the memory.
const BEST_RATIO: u64 = 400;
/// Bytes.
const SUSPICIOUS: u64 = 32 << 20;

const BOM: &str = "\u{feff}";

/// An archive that is being read.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// In the order of the archive.
    names: Vec<String>,
    format: &'static str,
    /// Bytes that may still be unpacked.
    budget: u64,
    /// Bytes of the archive.
    size: usize,
}

impl<'b> Package<'b> {
    /// Looks at the list of parts. `format` is what the file ought to be, for messages.
    ///
    /// # Errors
    /// It is no archive, protected by a password, unreasonably large, or has names that lead out of it.
    pub(super) fn open(bytes: &'b [u8], format: &'static str) -> Result<Package<'b>, ContainerError> {
        let damaged = |reason: String| ContainerError::Damaged { format, reason };
        if !bytes.starts_with(b"PK") {
            return Err(other_than_zip(bytes, format));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| explain(&e, format))?;
        if archive.len() > MOST_PARTS {
            return Err(ContainerError::TooLarge(format!("{} parts, at most {MOST_PARTS} are read", archive.len())));
        }
        let mut names = Vec::with_capacity(archive.len());
        for i in 0..archive.len() {
            let entry = archive.by_index_raw(i).map_err(|e| explain(&e, format))?;
            let name = entry.name().map_err(|e| explain(&e, format))?.into_owned();
            if entry.encrypted() {
                return Err(ContainerError::Encrypted);
            }
            if leads_out(&name) {
                return Err(damaged(format!("the name of a part leads out of the file: {}", shown(&name))));
            }
            names.push(name);
        }
        if archive.has_duplicate_names() {
            return Err(damaged("two parts have the same name".to_string()));
        }
        if archive.has_overlapping_entries().map_err(|e| explain(&e, format))? {
            return Err(damaged("parts overlap".to_string()));
        }
        Ok(Package { archive, names, format, budget: LARGEST_TOTAL, size: bytes.len() })
    }

    /// The parts in the order of the archive.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part; nothing where there is none of this name.
    ///
    /// # Errors
    /// It is damaged, or unpacks to more than is reasonable.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ContainerError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let format = self.format;
        let entry = self.archive.by_index(index).map_err(|e| explain(&e, format))?;
        let (packed, limit) = (entry.compressed_size(), LARGEST_PART.min(self.budget));
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(limit).min(1 << 20)).unwrap_or(0));
        let mut entry = entry.take(limit + 1);
        entry.read_to_end(&mut bytes).map_err(|e| ContainerError::Damaged { format, reason: format!("{}: {e}", shown(name)) })?;
        let size = bytes.len() as u64;
        if size > limit || size > SUSPICIOUS && size / packed.max(1) > BEST_RATIO {
            return Err(ContainerError::TooLarge(format!("{}: {} MB and more", shown(name), size >> 20)));
        }
        self.budget -= size;
        Ok(Some(bytes))
    }

    /// The text of a part without its byte order mark; nothing where there is none of this name.
    ///
    /// # Errors
    /// As [`Package::read`], and if it is not in UTF-8.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ContainerError> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        let reason = |_| ContainerError::Damaged { format: self.format, reason: format!("{} is not in UTF-8", shown(name)) };
        let mut text = String::from_utf8(bytes).map_err(reason)?;
        if text.starts_with(BOM) {
            text.drain(..BOM.len());
        }
        Ok(Some(text))
    }

    /// The archive with other content in some parts; those that it does not have yet come last. All others are copied as they
    /// are compressed.
    ///
    /// # Errors
    /// The archive is damaged.
    pub(super) fn replace(&mut self, parts: &BTreeMap<String, String>) -> Result<Vec<u8>, ContainerError> {
        let size = self.size;
        let marked: Vec<bool> = self.names.clone().iter().map(|n| parts.contains_key(n) && self.begins_with_bom(n)).collect();
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(size + size / 8)));
        let format = self.format;
        let failed = |e: &dyn std::fmt::Display| ContainerError::Damaged { format, reason: e.to_string() };
        out.set_raw_comment(self.archive.comment().into()).map_err(|e| failed(&e))?;
        for (i, marked) in marked.into_iter().enumerate() {
            let entry = self.archive.by_index_raw(i).map_err(|e| failed(&e))?;
            let name = self.names.get(i).map(String::as_str).unwrap_or_default();
            match parts.get(name) {
                None => out.raw_copy_file(entry).map_err(|e| failed(&e))?,
                Some(text) => {
                    let options = entry.options();
                    drop(entry);
                    out.start_file(name, options).map_err(|e| failed(&e))?;
                    let bom = if marked { BOM } else { "" };
                    out.write_all(bom.as_bytes()).and_then(|()| out.write_all(text.as_bytes())).map_err(|e| failed(&e))?;
                }
            }
        }
        for (name, text) in parts.iter().filter(|(n, _)| !self.has(n)) {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            out.start_file(name, options).map_err(|e| failed(&e))?;
            out.write_all(text.as_bytes()).map_err(|e| failed(&e))?;
        }
        Ok(out.finish().map_err(|e| failed(&e))?.into_inner())
    }

    fn begins_with_bom(&mut self, name: &str) -> bool {
        let mut start = [0; BOM.len()];
        self.archive.by_name(name).is_ok_and(|mut e| e.read_exact(&mut start).is_ok()) && start == *BOM.as_bytes()
    }
}

/// What a file is that ought to be an archive and is none.
fn other_than_zip(bytes: &[u8], format: &'static str) -> ContainerError {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let reason = match bytes {
        [] => "it is empty",
        _ if bytes.starts_with(&COMPOUND_FILE) => {
            if bytes.windows(encrypted.len()).any(|w| w == encrypted) {
                return ContainerError::Encrypted;
            }
            told(bytes).unwrap_or_default()
        }
        _ if bytes.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<') => "it is an HTML or XML file",
        _ => "it is no zip archive",
    };
    ContainerError::Damaged { format, reason: reason.to_string() }
}

fn explain(error: &ZipError, format: &'static str) -> ContainerError {
    let reason: Cow<str> = match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => return ContainerError::Encrypted,
        ZipError::InvalidArchive(_) => "its list of parts is missing or wrong; the file may be cut off".into(),
        error => error.to_string().into(),
    };
    ContainerError::Damaged { format, reason: reason.into_owned() }
}

fn leads_out(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.get(1..2) == Some(":")
        || name.split(['/', '\\']).any(|s| s == "..")
}

/// A name from inside a file, for a message: short, on one line.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::archive;
    use super::*;

    fn error(bytes: &[u8]) -> String {
        match Package::open(bytes, "Word") {
            Ok(_) => String::new(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn other_parts_stay_as_they_are_compressed_and_in_order() {
        let bytes = archive(&[("mimetype", "application/x"), ("a.xml", "\u{feff}<a/>"), ("b.xml", "<b/>")]);
        let mut package = Package::open(&bytes, "Word").unwrap();
        assert_eq!(package.text("a.xml").unwrap().as_deref(), Some("<a/>"));
        assert_eq!(package.text("c.xml").unwrap(), None);
        let new = BTreeMap::from([("a.xml".to_string(), "<new/>".to_string()), ("c.xml".to_string(), "<c/>".to_string())]);
        let written = package.replace(&new).unwrap();
        let mut again = Package::open(&written, "Word").unwrap();
        assert_eq!(again.names(), ["mimetype", "a.xml", "b.xml", "c.xml"]);
        assert_eq!(again.read("a.xml").unwrap().unwrap(), "\u{feff}<new/>".as_bytes(), "the byte order mark stays");
        assert_eq!(again.text("c.xml").unwrap().unwrap(), "<c/>");
        let raw = |bytes: &[u8], name: &str| {
            let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
            let index = archive.index_for_name(name).unwrap();
            let mut entry = archive.by_index_raw(index).unwrap();
            let mut out = Vec::new();
            entry.read_to_end(&mut out).unwrap();
            (out, entry.compression(), entry.last_modified(), entry.crc32())
        };
        for name in ["mimetype", "b.xml"] {
            assert_eq!(raw(&bytes, name), raw(&written, name), "{name}");
        }
    }

    #[test]
    fn what_is_no_archive_is_named() {
        assert!(error(b"  <html>").contains("HTML"));
        assert!(error(b"").contains("empty"));
        assert!(error(&COMPOUND_FILE).contains("before 2007"));
        let mut protected = COMPOUND_FILE.to_vec();
        protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(error(&protected), ContainerError::Encrypted.to_string());
        let whole = archive(&[("a.xml", "<a/>")]);
        assert!(error(&whole[..whole.len() - 20]).contains("cut off"));
    }

    #[test]
    fn names_that_lead_out_and_too_many_parts_are_refused() {
        for name in ["../a.xml", "a/../../b", "/etc/a", "..\\a", "c:a"] {
            assert!(error(&archive(&[(name, "")])).contains("leads out"), "{name}");
        }
        let names: Vec<String> = (0..10_000).map(|i| format!("{i}")).collect();
        let parts: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "")).collect();
        assert!(error(&archive(&parts)).contains("10000 parts"));
    }

    #[test]
    fn a_part_that_unpacks_without_end_is_refused() {
        let zeros = "\0".repeat(usize::try_from(SUSPICIOUS).unwrap() + 1);
        let bytes = archive(&[("a.xml", &zeros)]);
        let mut package = Package::open(&bytes, "Word").unwrap();
        assert!(matches!(package.read("a.xml"), Err(ContainerError::TooLarge(_))));
    }
}
