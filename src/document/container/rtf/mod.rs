//! Rich Text Format (Microsoft, "RTF Specification 1.9.1"): read, not written, for every program writes it in a way of its own
//! and few understand all of it.

mod codes;
mod reader;
#[cfg(test)]
mod tests;

use super::texts::Texts;
use super::{Container, ContainerError, ContainerFormat, unescaped};
use crate::document::builder::Builder;
use reader::Reader;

const NAME: &str = "RTF";

pub static FORMAT: ContainerFormat =
    ContainerFormat { name: NAME, endings: &["rtf"], read, escape: unescaped, write: None, review: None };

fn damaged(reason: impl Into<String>) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.into() }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    const LARGEST: usize = 256 << 20;
    if bytes.len() > LARGEST {
        return Err(ContainerError::TooLarge(format!("{} MB", bytes.len() >> 20)));
    }
    if !bytes.starts_with(b"{\\rtf") {
        return Err(damaged("it does not begin as such files do"));
    }
    let mut texts = Texts::default();
    // Bytes that are not ASCII belong to a code page that is known later: each is a character of its own until then.
    match std::str::from_utf8(bytes) {
        Ok(text) => texts.push("document", text),
        Err(_) => texts.push("document", &bytes.iter().copied().map(char::from).collect::<String>()),
    }
    let Texts { text, sections } = texts;
    let mut builder = Builder::new(&text);
    builder.languages_are_guesses = true;
    let mut reader = Reader::new(&text, builder, std::str::from_utf8(bytes).is_err());
    reader.read()?;
    let prose = reader.finish();
    let locked = Some("RTF files are only read; save it as .docx or .odt, and fix that".to_string());
    Ok(Container { prose, sections, notes: Vec::new(), locked, remarks: Vec::new(), text })
}
