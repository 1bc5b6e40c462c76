//! Text boxes that stand in the file twice: for programs that know the new drawing format, and for those that do not
//! (`mc:AlternateContent`, ECMA-376, part 3). They are read once and written twice.

use crate::document::xml::{Event, Events};
use std::ops::Range;

/// A text box of a choice, and the same text box of the fallback where it is there byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextBox {
    pub(super) choice: Range<usize>,
    pub(super) fallback: Option<Range<usize>>,
}

/// The boxes that stand twice in a part, in the order of the text.
pub(super) fn twice(text: &str, part: Range<usize>) -> Vec<TextBox> {
    let mut boxes: Vec<TextBox> = Vec::new();
    if !text.get(part.clone()).is_some_and(|t| t.contains("AlternateContent")) {
        return boxes;
    }
    let mut events = Events::strict(text, part);
    // How many alternatives are open, whether the outermost is in its fallback, its first box, and its next one to compare.
    let (mut depth, mut in_fallback, mut first, mut next) = (0usize, false, 0, 0);
    while let Some((event, _)) = events.next() {
        match event {
            Event::Start(e) => match e.name {
                "AlternateContent" => {
                    depth += 1;
                    if depth == 1 {
                        (in_fallback, first, next) = (false, boxes.len(), boxes.len());
                    }
                }
                "Fallback" if depth == 1 => in_fallback = true,
                "txbxContent" if depth == 1 => {
                    let Some(inside) = events.inside(e.name) else { break };
                    let here = text.get(inside.clone()).unwrap_or_default();
                    if !in_fallback {
                        boxes.push(TextBox { choice: inside, fallback: None });
                    } else if let Some(twin) = boxes.get_mut(next).filter(|b| text.get(b.choice.clone()) == Some(here)) {
                        // Alternatives within would have to be written four times.
                        twin.fallback = (!here.contains("AlternateContent")).then_some(inside);
                        next += 1;
                    }
                }
                _ => {}
            },
            Event::End("AlternateContent") => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !in_fallback {
                    // A choice without fallback stands once.
                    boxes.truncate(first);
                }
            }
            _ => {}
        }
    }
    boxes
}
