//! What has to be said elsewhere in the package when a document gets its first comment: a part, its kind, and the relation to
//! it (ECMA-376, part 1, 11.3.2, and part 2, 9 and 10).

use super::{Package, damaged};
use crate::document::container::ContainerError;
use crate::document::container::relationships::{Relationship, relationships, relationships_of};
use std::collections::BTreeMap;

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const TYPES: &str = "[Content_Types].xml";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Puts comments at the end of the part for comments, which is made where there is none. `namespace` is the address of the
/// format's elements in the main part, `make` writes the comments with a prefix.
pub(super) fn add_comments(
    package: &mut Package,
    main: &Relationship,
    namespace: &str,
    parts: &mut BTreeMap<String, String>,
    make: &dyn Fn(&str) -> String,
) -> Result<(), ContainerError> {
    let related = relationships(package, &main.target)?;
    let known = related.iter().find(|r| r.kind == "comments").map(|r| r.target.clone()).filter(|t| package.has(t));
    if let Some(name) = known {
        let text = match parts.remove(&name) {
            Some(text) => text,
            None => package.text(&name)?.unwrap_or_default(),
        };
        parts.insert(name, append(&text, make)?);
        return Ok(());
    }
    let folder = main.target.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    let free = |n: usize| if n == 0 { "comments.xml".to_string() } else { format!("comments{n}.xml") };
    let file = (0..).map(free).find(|f| !package.has(&format!("{folder}{f}"))).unwrap_or_default();
    let name = format!("{folder}{file}");
    parts.insert(
        name.clone(),
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">{}</w:comments>",
            make("w:")
        ),
    );
    let types = package.text(TYPES)?.ok_or_else(|| damaged("the list of its content types is missing"))?;
    let kind = format!("<Override PartName=\"/{name}\" ContentType=\"{KIND}\"/>");
    parts.insert(TYPES.to_string(), append(&types, &|prefix| kind.replacen('<', &format!("<{prefix}"), 1))?);
    let file_of_relations = relationships_of(&main.target);
    let number = (1..).find(|n| !related.iter().any(|r| r.id == format!("rId{n}"))).unwrap_or(1);
    // External ones are not among those that are known, so look at what is written, too.
    let existing = package.text(&file_of_relations)?;
    let id = (number..)
        .map(|n| format!("rId{n}"))
        .find(|id| !existing.as_deref().unwrap_or_default().contains(&format!("\"{id}\"")))
        .unwrap_or_default();
    let space = if main.space == STRICT { STRICT } else { "http://schemas.openxmlformats.org/officeDocument/2006/relationships" };
    let relation = |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{space}/comments\" Target=\"{file}\"/>");
    let text = match existing {
        Some(text) => append(&text, &relation)?,
        None => format!("<Relationships xmlns=\"{RELATIONSHIPS}\">{}</Relationships>", relation("")),
    };
    parts.insert(file_of_relations, text);
    Ok(())
}

/// Puts something before the end of the root element; it is told the prefix of that element.
fn append(text: &str, make: &dyn Fn(&str) -> String) -> Result<String, ContainerError> {
    let broken = || damaged("a part of it does not end");
    if let Some(end) = text.rfind("</") {
        let name = text.get(end + 2..).and_then(|t| t.split('>').next()).unwrap_or_default().trim();
        let prefix = name.rsplit_once(':').map_or(String::new(), |(p, _)| format!("{p}:"));
        let (before, behind) = text.split_at(end);
        return Ok(format!("{before}{}{behind}", make(&prefix)));
    }
    // The root element is empty.
    let end = text.rfind("/>").ok_or_else(broken)?;
    let start = text.get(..end).and_then(|t| t.rfind('<')).ok_or_else(broken)?;
    let tag = text.get(start + 1..end).ok_or_else(broken)?;
    let name = tag.split_whitespace().next().unwrap_or_default();
    let prefix = name.rsplit_once(':').map_or(String::new(), |(p, _)| format!("{p}:"));
    let before = text.get(..start).ok_or_else(broken)?;
    Ok(format!("{before}<{tag}>{}</{name}>{}", make(&prefix), text.get(end + 2..).unwrap_or_default()))
}
