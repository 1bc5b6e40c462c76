//! Marked content (ISO 32000-1, 14.6): artifacts, languages, replacement texts, the structure tree's own.

use super::{DEEPEST_STATE, Interpreter};
use crate::document::container::pdf::objects::text;
use crate::document::container::pdf::page::Artifact;
use crate::document::container::pdf::structure;
use crate::document::container::pdf::tokens::Token;
use lopdf::Dictionary;
use std::rc::Rc;

/// Different marks on a page; what comes after them keeps the mark of what is around it.
const MOST_MARKS: usize = 200_000;

/// Marked content that is open.
pub(super) struct Open {
    pub(super) mark: usize,
    pub(super) is_hidden: bool,
    /// What is read instead of its characters; nothing any more once it was.
    pub(super) actual: Option<Rc<str>>,
    pub(super) replaces: bool,
}

impl<'d> Interpreter<'_, 'd> {
    pub(super) fn begin_marked(&mut self, has_properties: bool, operands: &[Token], resources: Option<&'d Dictionary>) {
        if self.open.len() >= DEEPEST_STATE {
            self.unopened += 1;
            return;
        }
        let objects = self.context.objects;
        let parent = self.open.last().map_or(0, |o| o.mark);
        let mut mark = self.page.marks.get(parent).cloned().unwrap_or_default();
        let mut open = Open { mark: parent, is_hidden: false, actual: None, replaces: false };
        let (tag, properties) = match operands {
            [.., Token::Name(tag), properties] if has_properties => (tag.as_slice(), Some(properties)),
            [.., Token::Name(tag)] => (tag.as_slice(), None),
            _ => (b"".as_slice(), None),
        };
        // Properties are written here, or have a name among the resources.
        let listed = properties.and_then(Token::name).and_then(|name| {
            let all = resources.and_then(|r| objects.dictionary(r, b"Properties"))?;
            open.is_hidden = tag == b"OC" && self.context.hidden.has(objects, all, name);
            objects.dictionary(all, name)
        });
        let string = |key: &[u8]| match (properties, listed) {
            (_, Some(listed)) => objects.get(listed, key).and_then(|o| o.as_str().ok()).map(text),
            (Some(given), None) => given.get(key).and_then(Token::string).map(text),
            (None, None) => None,
        };
        let number = match (properties, listed) {
            (_, Some(listed)) => objects.integer(listed, b"MCID"),
            (Some(given), None) => given.get(b"MCID").and_then(Token::number).map(|n| n as i64),
            (None, None) => None,
        };
        if let Some(language) = string(b"Lang").filter(|l| !l.is_empty()) {
            mark.language = Some(language.into());
        }
        if tag == b"Artifact" {
            let kind = match (properties, listed) {
                (_, Some(listed)) => objects.name(listed, b"Type"),
                (Some(given), None) => given.get(b"Type").and_then(Token::name),
                (None, None) => None,
            };
            let is_pagination = kind == Some(b"Pagination");
            mark.artifact = Some(if is_pagination { Artifact::Pagination } else { Artifact::Other });
        }
        if let Some(tagged) = number.and_then(|n| self.tagged?.get(&(self.form, n))) {
            mark.tagged = Some((tagged.block, tagged.rank));
            if tagged.language.is_some() {
                mark.language.clone_from(&tagged.language);
            }
            open.actual.clone_from(&tagged.actual);
            open.replaces = tagged.actual.is_some();
        }
        if let Some(actual) = string(b"ActualText") {
            open.actual = Some(structure::as_text(&actual));
            open.replaces = true;
        }
        if self.page.marks.get(parent) != Some(&mark) && self.page.marks.len() < MOST_MARKS {
            open.mark = self.page.marks.len();
            self.page.marks.push(mark);
        }
        self.open.push(open);
    }
}
