//! Runs of a part with their places, for who writes into them (ECMA-376, part 1, 17.3.2 and 17.3.3).

use super::boxes::TextBox;
use crate::document::xml::{Event, Events};
use std::ops::Range;

/// A run that holds text, and what it holds. All ranges are bytes of the text that was scanned.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// From the first to the last byte of the element.
    pub(super) range: Range<usize>,
    /// The start tag.
    pub(super) tag: Range<usize>,
    pub(super) properties: Option<Range<usize>>,
    pub(super) children: Vec<Child>,
    /// The start tag of the insertion that it is a child of.
    pub(super) inserted: Option<Range<usize>>,
    /// A comment may begin or end here.
    pub(super) takes_comments: bool,
    /// It lies deeper in an insertion, where the insertion cannot be interrupted.
    pub(super) is_deep: bool,
}

/// What a run holds.
#[derive(Debug, Clone)]
pub(super) struct Child {
    /// The whole element.
    pub(super) range: Range<usize>,
    /// What stands in a `w:t`; its text can be cut.
    pub(super) text: Option<Range<usize>>,
    /// It can be deleted as a whole: a tab, a hyphen.
    pub(super) is_text: bool,
}

impl Run {
    /// Whether a byte lies in what it holds, or right after.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.child(at).is_some()
    }

    fn child(&self, at: usize) -> Option<&Child> {
        self.children.iter().find(|c| c.is_text && c.cuttable().start <= at && at <= c.cuttable().end)
    }

    /// How many bytes of its text lie in a range.
    pub(super) fn share(&self, range: &Range<usize>) -> usize {
        let overlap = |c: &Child| {
            let inside = c.cuttable();
            inside.end.min(range.end).saturating_sub(inside.start.max(range.start))
        };
        self.children.iter().filter(|c| c.is_text).map(overlap).sum()
    }
}

impl Child {
    pub(super) fn cuttable(&self) -> Range<usize> {
        self.text.clone().unwrap_or_else(|| self.range.clone())
    }
}

#[derive(Debug)]
enum Frame {
    Run(Run),
    /// A child of a run, and where it begins.
    Child(Child),
    Insertion(Range<usize>),
    /// What held before it.
    Restore(State),
    Other,
}

#[derive(Debug, Clone, Copy)]
struct State {
    takes_comments: bool,
    in_paragraph: bool,
}

/// The runs of a part in the order of their ends, and the prefix of the format's elements. In text boxes that stand twice,
/// those of the second are found, too.
pub(super) fn runs(text: &str, takes_comments: bool) -> (Vec<Run>, &str) {
    let mut events = Events::strict(text, 0..text.len());
    let mut frames: Vec<Frame> = Vec::new();
    let mut runs = Vec::new();
    let mut prefix = None;
    let mut state = State { takes_comments, in_paragraph: false };
    let mut insertions = 0usize;
    while let Some((event, range)) = events.next() {
        let (is_start, e) = match event {
            Event::Start(e) => (true, e),
            Event::Empty(e) => (false, e),
            Event::End(_) => {
                match frames.pop() {
                    Some(Frame::Run(mut run)) => {
                        run.range.end = range.end;
                        if run.children.iter().any(|c| c.is_text) {
                            runs.push(run);
                        }
                    }
                    Some(Frame::Child(mut child)) => {
                        child.range.end = range.end;
                        if let Some(inside) = &mut child.text {
                            inside.end = range.start;
                        }
                        if let Some(Frame::Run(run)) = frames.last_mut() {
                            run.children.push(child);
                        }
                    }
                    Some(Frame::Insertion(_)) => insertions = insertions.saturating_sub(1),
                    Some(Frame::Restore(before)) => state = before,
                    Some(Frame::Other) | None => {}
                }
                continue;
            }
            _ => continue,
        };
        let prefix = *prefix.get_or_insert(e.prefix);
        let is_ours = e.prefix == prefix;
        let parent_is_run = matches!(frames.last(), Some(Frame::Run(_)));
        if !is_start {
            if let (true, Some(Frame::Run(run))) = (is_ours, frames.last_mut()) {
                let is_text =
                    matches!(e.name, "tab" | "ptab" | "br" | "cr" | "softHyphen" | "noBreakHyphen" | "lastRenderedPageBreak");
                if e.name == "rPr" {
                    run.properties = Some(range);
                } else {
                    run.children.push(Child { range, text: None, is_text });
                }
            } else if let Some(Frame::Run(run)) = frames.last_mut() {
                run.children.push(Child { range, text: None, is_text: false });
            }
            continue;
        }
        let frame = match e.name {
            "r" if is_ours => {
                let inserted = match frames.last() {
                    Some(Frame::Insertion(tag)) => Some(tag.clone()),
                    _ => None,
                };
                Frame::Run(Run {
                    range: range.clone(),
                    tag: range,
                    properties: None,
                    children: Vec::new(),
                    is_deep: insertions > usize::from(inserted.is_some()),
                    inserted,
                    takes_comments: state.takes_comments,
                })
            }
            "rPr" if is_ours && parent_is_run => {
                let start = range.start;
                let ends = events.inside(e.name).is_some();
                if let Some(Frame::Run(run)) = frames.last_mut().filter(|_| ends) {
                    run.properties = Some(start..events.position());
                }
                continue;
            }
            "t" if is_ours && parent_is_run => {
                Frame::Child(Child { range: range.clone(), text: Some(range.end..range.end), is_text: true })
            }
            "del" | "moveFrom" if is_ours => {
                let _ = events.inside(e.name);
                continue;
            }
            "ins" if is_ours => {
                insertions += 1;
                Frame::Insertion(range)
            }
            "p" if is_ours => {
                let before = state;
                state.in_paragraph = true;
                Frame::Restore(before)
            }
            "txbxContent" if is_ours => {
                Frame::Restore(std::mem::replace(&mut state, State { takes_comments: false, in_paragraph: false }))
            }
            // Around whole paragraphs a control may swallow a comment together with its text.
            "sdt" if is_ours => {
                let before = state;
                state.takes_comments &= state.in_paragraph;
                Frame::Restore(before)
            }
            "sdtPr" if is_ours => {
                let inside = events.inside(e.name).and_then(|i| text.get(i)).unwrap_or_default();
                state.takes_comments &= !inside.contains("dataBinding");
                continue;
            }
            _ if parent_is_run => Frame::Child(Child { range, text: None, is_text: false }),
            _ => Frame::Other,
        };
        frames.push(frame);
    }
    (runs, prefix.unwrap_or_default())
}

/// The runs that may touch a range; an edit reaches over a few.
pub(super) fn near<'r>(runs: &'r [Run], range: &Range<usize>) -> impl Iterator<Item = &'r Run> + Clone + 'r {
    const MOST: usize = 256;
    let first = runs.partition_point(|r| r.range.end < range.start);
    let end = range.end;
    runs.get(first..).unwrap_or_default().iter().take(MOST).filter(move |r| r.range.start <= end)
}

/// The places at which a range of a part is to be written: in a text box that stands twice, two.
pub(super) fn twins<'b>(boxes: &'b [TextBox], at: usize) -> impl Iterator<Item = usize> + 'b {
    boxes.iter().filter_map(move |b| {
        let fallback = b.fallback.as_ref().filter(|_| b.choice.start <= at && at <= b.choice.end)?;
        Some(fallback.start + (at - b.choice.start))
    })
}
