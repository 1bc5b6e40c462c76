//! XML of term bases: small trees, read whole.

use super::TermBaseError;
use roxmltree::{Document, Node, ParsingOptions};

pub use crate::report::xml::escape;

/// More nodes than any term base of people has, and few enough to stay in memory.
const MOST_NODES: u32 = 20_000_000;

/// Reads a file. A document type is passed over (TBX of 2008 has one); nothing outside the file is looked at.
pub fn parse(text: &str) -> Result<Document<'_>, TermBaseError> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|e| TermBaseError::Line {
        line: usize::try_from(e.pos().row).unwrap_or(usize::MAX),
        message: format!("this is no well-formed XML: {e}"),
    })
}

/// Elements of a name, whatever their prefix, at any depth.
pub fn all<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |n| n.tag_name().name() == name && n.is_element())
}

/// The first element of a name right below.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.is_element() && n.tag_name().name() == name)
}

/// An attribute, whatever its prefix.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attributes().find(|a| a.name() == name).map_or("", |a| a.value())
}

/// All text inside, as people read it: runs of white space are one space, line ends written as references stay.
pub fn text(node: Node) -> String {
    let whole: String = node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    let lines: Vec<String> = whole.trim().lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.join("\n")
}
