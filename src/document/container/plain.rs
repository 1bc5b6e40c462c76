//! Fixes in the text of elements: of words that markup cuts into pieces, the largest piece takes all the new words and the
//! others are emptied; the markup stays.

use super::ContainerError;
use super::splices::{PartEdit, Splice};
use crate::document::xml::{Event, Events};
use std::ops::Range;

/// What holds text in a format.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextElement {
    pub(super) name: &'static str,
    /// White space at its edges counts only where `xml:space` says so.
    pub(super) trims: bool,
}

/// Splices for edits whose text is escaped already.
pub(super) fn splices(part: &str, edits: &[PartEdit], element: TextElement) -> Result<Vec<Splice>, ContainerError> {
    let mut splices = Vec::new();
    for PartEdit { range, text } in edits {
        let pieces = pieces(part, range, element.name);
        let main = pieces.iter().max_by_key(|p| (p.len(), std::cmp::Reverse(p.start))).unwrap_or(range);
        splices.push(Splice::new(main.start, main.end, text.as_str()));
        for piece in pieces.iter().filter(|p| *p != main) {
            splices.push(Splice::new(piece.start, piece.end, ""));
            // What is left of it may begin or end with a space now.
            if let Some(at) = end_of_tag(part, piece.start).filter(|_| element.trims) {
                splices.push(Splice::new(at, at, " xml:space=\"preserve\""));
            }
        }
    }
    Ok(splices)
}

/// The text in a range that begins and ends in text, or in the value of an attribute.
fn pieces(part: &str, range: &Range<usize>, element: &str) -> Vec<Range<usize>> {
    let mut events = Events::new(part, range.clone());
    let mut is_text = true;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Text | Event::Character(_) if is_text => match pieces.last_mut().filter(|p| p.end == range.start) {
                Some(last) => last.end = range.end,
                None => pieces.push(range),
            },
            Event::Start(e) if e.name == element => is_text = true,
            Event::End(name) if name == element => is_text = false,
            _ => {}
        }
    }
    pieces
}

/// Where the tag ends that a text follows, if white space is not kept yet.
fn end_of_tag(part: &str, text: usize) -> Option<usize> {
    let before = part.get(..text)?;
    let tag = before.get(before.rfind('<')?..)?;
    (!tag.contains("xml:space")).then(|| before.rfind('>'))?
}
