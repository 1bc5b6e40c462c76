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
use super::{Container, ContainerError, ContainerFormat, Section};
use crate::document::Quoting;
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
    escape,
    write: Some(write::write),
    review: Some(review::review),
};

/// The mark of text that may be read, but not written: other programs would write it anew, or it is protected.
const LOCKED: Quoting = Quoting::Own(0);

fn escape(text: &str, quoting: Quoting) -> Option<String> {
    // Who writes escapes: the words of a tracked change are text, not markup.
    (quoting != LOCKED).then(|| text.to_string())
}

fn damaged(reason: impl Into<String>) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.into() }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let main = parts::main_part(&mut package)?;
    let parts = parts::of_text(&mut package, &main)?;
    let related = parts::relationships(&mut package, &main.target)?;
    let other = |kind: &str| related.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
    let mut text_of = |kind: &str| match other(kind) {
        Some(part) => package.text(&part),
        None => Ok(None),
    };
    let styles = Styles::read(&text_of("styles")?.unwrap_or_default());
    let settings = text_of("settings")?.unwrap_or_default();
    let (mut text, mut sections) = (String::new(), Vec::new());
    for (name, _) in &parts {
        let part = package.text(name)?.unwrap_or_default();
        let start = text.len();
        text.push_str(&part);
        sections.push(Section { name: name.clone(), source: start..text.len() });
    }
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
    let mut locked = protection(&settings).or_else(|| reader.locked.take());
    if package.names().iter().any(|n| n.starts_with("_xmlsignatures/")) {
        locked = Some("it is signed, and a change would break the signature".to_string());
    }
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
