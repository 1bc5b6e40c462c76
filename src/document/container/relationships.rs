//! Relationships of the parts of a package (ECMA-376, part 2, 9.3): which part is which is told by them, never by names.

use super::ContainerError;
use super::package::Package;
use crate::document::xml::{Event, Events};

/// A relationship of a part.
#[derive(Debug, Clone)]
pub(super) struct Relationship {
    pub(super) id: String,
    /// The last step of the type's address: `footnotes`, `comments`.
    pub(super) kind: String,
    /// The address of the type up to the last step: it differs in the strict variant of the format.
    pub(super) space: String,
    /// The name of the part.
    pub(super) target: String,
}

/// The relationships of a part; of the package where `of` is empty.
pub(super) fn relationships(package: &mut Package, of: &str) -> Result<Vec<Relationship>, ContainerError> {
    let mut found = Vec::new();
    let Some(text) = package.text(&relationships_of(of))? else { return Ok(found) };
    let mut events = Events::strict(&text, 0..text.len());
    while let Some((event, _)) = events.next() {
        let (Event::Start(e) | Event::Empty(e)) = event else { continue };
        if e.name != "Relationship" || e.is("TargetMode", "External") {
            continue;
        }
        let (Some(id), Some(kind), Some(target)) = (e.get("Id"), e.get("Type"), e.get("Target")) else { continue };
        let (space, kind) = kind.rsplit_once('/').unwrap_or(("", kind));
        found.push(Relationship {
            id: id.to_string(),
            kind: kind.to_string(),
            space: space.to_string(),
            target: resolve(of, target),
        });
    }
    Ok(found)
}

/// The name of the part that holds the relationships of a part.
pub(super) fn relationships_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(f, n)| (f, n));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

/// A target as it stands in a relationship, seen from the folder of the part.
pub(super) fn resolve(from: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The main part of a document of Office.
pub(super) fn main_part(package: &mut Package, format: &'static str) -> Result<Relationship, ContainerError> {
    let damaged = |reason: &str| ContainerError::Damaged { format, reason: reason.to_string() };
    let all = relationships(package, "")?;
    let main = all.into_iter().find(|r| r.kind == "officeDocument").ok_or_else(|| damaged("it has no main part"))?;
    if package.has(&main.target) { Ok(main) } else { Err(damaged("its main part is missing")) }
}

/// The part with the properties of the file (part 2, 11): title, subject and so on.
pub(super) fn properties_part(package: &mut Package) -> Result<Option<String>, ContainerError> {
    let core = relationships(package, "")?.into_iter().find(|r| r.kind == "core-properties").map(|r| r.target);
    Ok(core.filter(|name| package.has(name)))
}

/// Why a signed file of Office may not be written (part 2, 12).
pub(super) fn signature(package: &Package) -> Option<String> {
    let is_signed = package.names().iter().any(|n| n.starts_with("_xmlsignatures/"));
    is_signed.then(|| "it is signed, and a change would break the signature".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        assert_eq!(resolve("word/document.xml", "header1.xml"), "word/header1.xml");
        assert_eq!(resolve("word/document.xml", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(resolve("word/document.xml", "/word/footer.xml"), "word/footer.xml");
        assert_eq!(resolve("", "word/document.xml"), "word/document.xml");
        assert_eq!(relationships_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(relationships_of(""), "_rels/.rels");
    }
}
