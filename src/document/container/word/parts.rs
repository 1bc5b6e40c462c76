//! Which parts of the package are which.

use super::super::ContainerError;
use super::super::package::Package;
use super::super::relationships::{Relationship, properties_part, relationships};

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
    parts.extend(properties_part(package)?.map(|name| (name, Use::Properties)));
    let mut seen = std::collections::HashSet::new();
    parts.retain(|(name, _)| package.has(name) && seen.insert(name.clone()));
    Ok(parts)
}
