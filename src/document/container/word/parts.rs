//! Which parts of the package are which: found by their relationships, never by name (ECMA-376, part 2, 9.3).

use super::super::ContainerError;
use super::super::package::Package;
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

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Body,
    Margin,
    Notes,
    Comments,
    /// Text in pictures: charts, diagrams. It is kept twice (as data and as drawing), so it is only read.
    Drawing,
    /// Title, subject and so on of the file.
    Properties,
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
fn resolve(from: &str, target: &str) -> String {
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

/// The main part, or what the file is instead.
pub(super) fn main_part(package: &mut Package) -> Result<Relationship, ContainerError> {
    let damaged = |reason: &str| ContainerError::Damaged { format: super::NAME, reason: reason.to_string() };
    if let Some(kind) = package.text("mimetype")? {
        return Err(damaged(&format!("it calls itself {}", kind.chars().take(80).collect::<String>().trim())));
    }
    let all = relationships(package, "")?;
    let main = all.into_iter().find(|r| r.kind == "officeDocument").ok_or_else(|| damaged("it has no main part"))?;
    match main.target.split('/').next() {
        Some("xl") => Err(damaged("it is a workbook of Excel")),
        Some("ppt") => Err(damaged("it is a presentation of PowerPoint")),
        _ if !package.has(&main.target) => Err(damaged("its main part is missing")),
        _ => Ok(main),
    }
}

/// The parts that hold text, in the order a reader meets them.
pub(super) fn of_text(package: &mut Package, main: &Relationship) -> Result<Vec<(String, Use)>, ContainerError> {
    let mut parts = vec![(main.target.clone(), Use::Body)];
    let related = relationships(package, &main.target)?;
    let kinds = [
        ("header", Use::Margin),
        ("footer", Use::Margin),
        ("footnotes", Use::Notes),
        ("endnotes", Use::Notes),
        ("comments", Use::Comments),
        ("chart", Use::Drawing),
        ("diagramData", Use::Drawing),
    ];
    for (kind, purpose) in kinds {
        parts.extend(related.iter().filter(|r| r.kind == kind).map(|r| (r.target.clone(), purpose)));
    }
    if let Some(core) = relationships(package, "")?.into_iter().find(|r| r.kind == "core-properties") {
        parts.push((core.target, Use::Properties));
    }
    let mut seen = std::collections::HashSet::new();
    parts.retain(|(name, _)| package.has(name) && seen.insert(name.clone()));
    Ok(parts)
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
