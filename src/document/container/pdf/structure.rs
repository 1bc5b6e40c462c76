//! The structure tree of a tagged document: which marked content belongs to which paragraph, in which order, in which language
//! (ISO 32000-1, 14.7 and 14.8).

use super::objects::{Objects, as_dictionary, integer, text};
use crate::document::Role;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Elements and contents that are read.
const MOST_NODES: usize = 4_000_000;

/// What the tree says of marked content.
#[derive(Debug, Clone)]
pub(super) struct Tagged {
    /// Index into [`Structure::blocks`].
    pub(super) block: u32,
    /// Its place in the order of reading.
    pub(super) rank: u32,
    pub(super) language: Option<Rc<str>>,
    /// What is to be read instead of its characters.
    pub(super) actual: Option<Rc<str>>,
}

/// Marked content of a page: the form XObject it is in, if it is in one, and its number there.
pub(super) type Content = (Option<ObjectId>, i64);

#[derive(Debug, Default)]
pub(super) struct Structure {
    /// Paragraphs, headings, cells: what they are.
    pub(super) blocks: Vec<Role>,
    pages: HashMap<ObjectId, HashMap<Content, Tagged>>,
}

/// Something of the tree that is still to be read.
struct Node<'d> {
    object: &'d Object,
    page: Option<ObjectId>,
    block: u32,
    role: Role,
    language: Option<Rc<str>>,
    actual: Option<Rc<Actual>>,
}

/// A replacement for all content of an element: the first content has it, the others are empty.
struct Actual {
    text: Rc<str>,
    is_used: std::cell::Cell<bool>,
}

impl Structure {
    /// Nothing where the document is not tagged, or says itself that its tags are not to be relied upon.
    pub(super) fn read(objects: Objects, catalog: &Dictionary) -> Structure {
        let mut structure = Structure { blocks: vec![Role::Paragraph], pages: HashMap::new() };
        let info = objects.dictionary(catalog, b"MarkInfo");
        if !info.is_some_and(|i| objects.flag(i, b"Marked") && !objects.flag(i, b"Suspects")) {
            return structure;
        }
        let Some(root) = objects.dictionary(catalog, b"StructTreeRoot") else { return structure };
        let Ok(kids) = root.get(b"K") else { return structure };
        let roles = objects.dictionary(root, b"RoleMap");
        let mut seen = HashSet::new();
        let mut rank = 0u32;
        let mut open = vec![Node { object: kids, page: None, block: 0, role: Role::Paragraph, language: None, actual: None }];
        let mut read = 0usize;
        while let Some(node) = open.pop() {
            read += 1;
            if read > MOST_NODES {
                break;
            }
            if let Ok(id) = node.object.as_reference()
                && !seen.insert(id)
            {
                continue;
            }
            match objects.follow(node.object) {
                // The stack gives the last first.
                Object::Array(kids) => open.extend(kids.iter().rev().map(|object| Node {
                    object,
                    page: node.page,
                    block: node.block,
                    role: node.role,
                    language: node.language.clone(),
                    actual: node.actual.clone(),
                })),
                Object::Dictionary(element) => match objects.name(element, b"Type") {
                    Some(b"MCR") => {
                        let page = Objects::id(element, b"Pg").or(node.page);
                        if let (Some(page), Some(number)) = (page, objects.integer(element, b"MCID")) {
                            structure.add(page, (Objects::id(element, b"Stm"), number), &node, &mut rank);
                        }
                    }
                    Some(b"OBJR") => {}
                    _ => open.extend(structure.element(objects, element, roles, node)),
                },
                other => {
                    if let (Some(number), Some(page)) = (integer(other), node.page) {
                        structure.add(page, (None, number), &node, &mut rank);
                    }
                }
            }
        }
        structure
    }

    fn add(&mut self, page: ObjectId, content: Content, node: &Node, rank: &mut u32) {
        let actual = node.actual.as_ref().map(|a| if a.is_used.replace(true) { Rc::from("") } else { a.text.clone() });
        let tagged = Tagged { block: node.block, rank: *rank, language: node.language.clone(), actual };
        *rank += 1;
        self.pages.entry(page).or_default().entry(content).or_insert(tagged);
    }

    /// What an element holds.
    fn element<'d>(
        &mut self,
        objects: Objects<'d>,
        element: &'d Dictionary,
        roles: Option<&'d Dictionary>,
        node: Node<'d>,
    ) -> Option<Node<'d>> {
        let kind = standard(objects, objects.name(element, b"S").unwrap_or_default(), roles);
        let mut node = Node { object: element.get(b"K").ok()?, page: Objects::id(element, b"Pg").or(node.page), ..node };
        match kind {
            b"Artifact" => return None,
            // Parts of a line belong to the paragraph around them, and so does what is no element of text.
            b"Span" | b"Quote" | b"Em" | b"Strong" | b"Link" | b"Annot" | b"Reference" | b"BibEntry" | b"Code" | b"Ruby"
            | b"RB" | b"RT" | b"RP" | b"Warichu" | b"WT" | b"WP" | b"Form" | b"NonStruct" | b"Private" | b"Sub" => {}
            _ => {
                node.role = match kind {
                    b"H" | b"Title" => Role::Heading,
                    [b'H', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => Role::Heading,
                    b"BlockQuote" => Role::Quote,
                    _ => node.role,
                };
                node.block = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
                self.blocks.push(node.role);
            }
        }
        if let Some(language) = objects.text(element, b"Lang") {
            node.language = Some(language.into()).filter(|l: &Rc<str>| !l.is_empty());
        }
        if let Some(Ok(actual)) = objects.get(element, b"ActualText").map(|o| o.as_str()) {
            node.actual = Some(Rc::new(Actual { text: as_text(&text(actual)), is_used: false.into() }));
        }
        Some(node)
    }

    /// What the tree says of the contents of a page.
    pub(super) fn page(&self, page: ObjectId) -> Option<&HashMap<Content, Tagged>> {
        self.pages.get(&page)
    }
}

/// A replacement text without line ends and other controls.
pub(super) fn as_text(actual: &str) -> Rc<str> {
    actual.replace(|c: char| c.is_control() || c == crate::text::fold::BLOCK_SEPARATOR, " ").into()
}

/// The standard type that a type of the document's own stands for.
fn standard<'d>(objects: Objects<'d>, mut kind: &'d [u8], roles: Option<&'d Dictionary>) -> &'d [u8] {
    const LONGEST_CHAIN: usize = 8;
    for _ in 0..LONGEST_CHAIN {
        match roles.and_then(|r| objects.get(r, kind)).and_then(|o| o.as_name().ok()) {
            Some(next) if next != kind => kind = next,
            _ => break,
        }
    }
    kind
}

/// The groups of optional content that are not shown when the document is opened (8.11).
#[derive(Debug, Default)]
pub(super) struct Hidden(HashSet<ObjectId>);

impl Hidden {
    pub(super) fn read(objects: Objects, catalog: &Dictionary) -> Hidden {
        let properties = objects.dictionary(catalog, b"OCProperties");
        let Some(properties) = properties else { return Hidden::default() };
        let Some(first) = objects.dictionary(properties, b"D") else { return Hidden::default() };
        let ids = |array: Option<&[Object]>| -> HashSet<ObjectId> {
            array.unwrap_or_default().iter().filter_map(|o| o.as_reference().ok()).collect()
        };
        let mut hidden = HashSet::new();
        if objects.name(first, b"BaseState") == Some(b"OFF") {
            hidden = ids(objects.array(properties, b"OCGs"));
            for id in ids(objects.array(first, b"ON")) {
                hidden.remove(&id);
            }
        }
        hidden.extend(ids(objects.array(first, b"OFF")));
        Hidden(hidden)
    }

    /// Whether what an entry of a dictionary names (a group, or a membership in groups) is hidden.
    pub(super) fn has(&self, objects: Objects, dictionary: &Dictionary, key: &[u8]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let is_hidden = |object: &Object| object.as_reference().is_ok_and(|id| self.0.contains(&id));
        let Ok(object) = dictionary.get(key) else { return false };
        if is_hidden(object) {
            return true;
        }
        // A membership is shown as long as one of its groups is, unless it says otherwise; other policies are rare.
        let Some(membership) = as_dictionary(objects.follow(object)) else { return false };
        match membership.get(b"OCGs").ok() {
            Some(one @ Object::Reference(_)) if is_hidden(one) => true,
            Some(groups) => match objects.follow(groups) {
                Object::Array(groups) => !groups.is_empty() && groups.iter().all(is_hidden),
                _ => false,
            },
            None => false,
        }
    }
}
