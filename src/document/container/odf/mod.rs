//! Text documents of LibreOffice and others: OpenDocument 1.3 (OASIS; ISO/IEC 26300), as a package and as one flat file.
//!
//! A paragraph is mixed content: text, spans, and things that stand in it and flow elsewhere (footnotes, comments, frames).
//! Those are read after the paragraph. Text that tracked changes have deleted is kept apart by the format and never seen here.

mod reader;
mod styles;
#[cfg(test)]
mod tests;
mod write;

use super::package::Package;
use super::texts::Texts;
use super::{Container, ContainerError, ContainerFormat, unescaped};
use crate::document::builder::Builder;
use crate::document::xml::{Event, Events};
use reader::Reader;
use styles::Styles;

const NAME: &str = "OpenDocument text";
/// The kind of file, as its first part says it.
const KIND: &str = "application/vnd.oasis.opendocument.text";
/// The only part of a flat file.
const FLAT: &str = "document";

pub static FORMAT: ContainerFormat = ContainerFormat {
    name: NAME,
    endings: &["odt", "ott"],
    read,
    escape: unescaped,
    write: Some(write::write),
    review: Some(write::review),
};

pub static FLAT_FORMAT: ContainerFormat = ContainerFormat {
    name: "flat OpenDocument text",
    endings: &["fodt"],
    read: read_flat,
    escape: unescaped,
    write: Some(write::write_flat),
    review: Some(write::review_flat),
};

fn damaged(reason: impl Into<String>) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.into() }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    match package.text("mimetype")? {
        Some(kind) if kind.starts_with(KIND) => {}
        Some(kind) => return Err(damaged(format!("it calls itself {}", kind.chars().take(80).collect::<String>().trim()))),
        None => return Err(damaged("it does not say what it is (no mimetype)")),
    }
    if package.text("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data")) {
        return Err(ContainerError::Encrypted);
    }
    let mut parts = Vec::new();
    for name in ["content.xml", "styles.xml", "meta.xml"] {
        match package.text(name)? {
            Some(text) => parts.push((name, text)),
            None if name == "content.xml" => return Err(damaged("it has no content.xml")),
            None => {}
        }
    }
    let signed = package.has("META-INF/documentsignatures.xml");
    let locked = signed.then(|| "it is signed, and a change would break the signature".to_string());
    join(parts, locked)
}

fn read_flat(bytes: &[u8]) -> Result<Container, ContainerError> {
    const LARGEST: usize = 256 << 20;
    if bytes.len() > LARGEST {
        return Err(ContainerError::TooLarge(format!("{} MB", bytes.len() >> 20)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not in UTF-8"))?;
    let mut events = Events::strict(text, 0..text.len());
    let root = std::iter::from_fn(|| events.next()).find_map(|(e, _)| match e {
        Event::Start(e) => Some(e),
        _ => None,
    });
    if !root.is_some_and(|e| e.name == "document" && e.get("mimetype").is_some_and(|m| m.starts_with(KIND))) {
        return Err(damaged("it is no flat OpenDocument text"));
    }
    join(vec![(FLAT, text.to_string())], None)
}

fn join(parts: Vec<(&str, String)>, locked: Option<String>) -> Result<Container, ContainerError> {
    let mut texts = Texts::default();
    for (name, part) in parts {
        texts.push(name, &part);
    }
    let Texts { text, sections } = texts;
    let mut builder = Builder::new(&text);
    builder.languages_are_guesses = true;
    builder.edits_cross_markup();
    let mut styles = Styles::default();
    // Common styles are in the last part that has any; those of the content itself come on top of them.
    for section in sections.iter().rev() {
        styles.read(&text, section.source.clone(), section.name != "styles.xml");
    }
    let mut reader = Reader::new(&text, builder, &styles);
    for section in &sections {
        reader.part(section)?;
    }
    let (prose, notes) = reader.finish();
    Ok(Container { text, sections, prose, notes, locked, remarks: Vec::new() })
}
