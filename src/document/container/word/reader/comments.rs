//! Comments that are in the document already: those that speak to the linter, and our own.

use super::Reader;
use crate::document::container::AUTHOR;
use crate::document::xml::{Event, Events};
use std::ops::Range;

/// A comment.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) place: Range<usize>,
    /// A line a paragraph.
    pub(super) text: String,
    pub(super) is_ours: bool,
    /// Where the text that it is about begins.
    pub(super) start: Option<usize>,
}

impl<'s> Reader<'s, '_> {
    /// Learns which comments speak to the linter, and which are ours.
    pub(in crate::document::container::word) fn read_comments(&mut self, part: Range<usize>) {
        let mut events = Events::strict(self.source, part);
        let mut current: Option<(&'s str, Remark)> = None;
        let mut is_text = false;
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(e) if e.name == "comment" => {
                    let is_ours = e.get("author") == Some(AUTHOR);
                    current = e.get("id").map(|id| (id, Remark { place: range, text: String::new(), is_ours, start: None }));
                }
                Event::Start(e) if e.name == "t" => is_text = true,
                Event::End("t") => is_text = false,
                Event::Text => {
                    if let Some((_, remark)) = current.as_mut().filter(|_| is_text) {
                        remark.text.push_str(self.source.get(range).unwrap_or_default());
                    }
                }
                Event::Character(c) => {
                    if let Some((_, remark)) = current.as_mut().filter(|_| is_text) {
                        remark.text.push(c);
                    }
                }
                Event::End("p") => {
                    if let Some((_, remark)) = &mut current {
                        remark.text.push('\n');
                    }
                }
                Event::End("comment") => {
                    if let Some((id, mut remark)) = current.take() {
                        remark.text = remark.text.trim().to_string();
                        if remark.is_ours || remark.text.starts_with("motjuste:") {
                            self.comments.insert(id, remark);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
