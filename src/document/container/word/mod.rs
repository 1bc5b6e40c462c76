//! Word documents: WordprocessingML (ECMA-376, part 1, chapter 17; ISO/IEC 29500), transitional and strict.
//!
//! A word may be cut into runs anywhere (by revision marks, spelling state, formatting), so text is read by paragraph and edits
//! reach over the markup between runs, which stays where it is. Elements of the format are told from others of the same name
//! by the prefix that the part itself gives it.

mod boxes;
mod package_parts;
mod parts;
mod reader;
mod review;
mod runs;
mod styles;
#[cfg(test)]
mod tests;
mod write;

use super::package::Package;
use super::relationships::{main_part, relationships, signature};
use super::texts::Texts;
use super::{Container, ContainerError, ContainerFormat, unescaped};
use crate::document::builder::Builder;
use crate::document::xml::{Event, Events};
use parts::Use;
use reader::Reader;
use styles::Styles;

const NAME: &str = "Word";

pub static FORMAT: ContainerFormat = ContainerFormat {
    name: NAME,
    endings: &["docx", "docm", "dotx", "dotm"],
    read,
    escape: unescaped,
    write: Some(write::write),
    review: Some(review::review),
};

fn damaged(reason: impl Into<String>) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.into() }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let main = main_part(&mut package, NAME)?;
    if !main.target.ends_with(".xml") || main.target.starts_with("xl/") || main.target.starts_with("ppt/") {
        return Err(damaged("its main part is no text"));
    }
    let parts = parts::of_text(&mut package, &main)?;
    let related = relationships(&mut package, &main.target)?;
    let other = |kind: &str| related.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
    let mut text_of = |kind: &str| match other(kind) {
        Some(part) => package.text(&part),
        None => Ok(None),
    };
    let styles = Styles::read(&text_of("styles")?.unwrap_or_default());
    let settings = text_of("settings")?.unwrap_or_default();
    let mut texts = Texts::default();
    for (name, _) in &parts {
        texts.push(name, &package.text(name)?.unwrap_or_default());
    }
    let Texts { text, sections } = texts;
    let mut builder = Builder::new(&text);
    builder.languages_are_guesses = true;
    builder.edits_cross_markup();
    let mut reader = Reader::new(&text, builder, &styles);
    if let Some(comments) = parts.iter().position(|p| p.1 == Use::Comments).and_then(|i| sections.get(i)) {
        reader.read_comments(comments.source.clone());
    }
    for (section, (_, purpose)) in sections.iter().zip(&parts) {
        reader.part(section, *purpose)?;
    }
    let locked = signature(&package).or_else(|| protection(&settings)).or_else(|| reader.locked.take());
    let remarks = reader.remarks();
    let notes = std::mem::take(&mut reader.notes);
    let prose = reader.finish();
    Ok(Container { text, sections, prose, notes, locked, remarks })
}

/// Why the settings forbid changes (17.15.1.29); where only tracked changes are allowed, that is what we make.
fn protection(settings: &str) -> Option<String> {
    let mut events = Events::strict(settings, 0..settings.len());
    while let Some((event, _)) = events.next() {
        let (Event::Start(e) | Event::Empty(e)) = event else { continue };
        if e.name == "documentProtection"
            && matches!(e.get("enforcement"), Some("1" | "true" | "on"))
            && !matches!(e.get("edit"), Some("trackedChanges" | "none"))
        {
            return Some(
                "it is protected against changes; stop the protection in Word first (Review, Restrict Editing)".to_string(),
            );
        }
    }
    None
}
