//! Whether what was converted comes back when it is converted back.

use super::{Reason, Work};
use crate::grammar::TextEdit;
use std::collections::HashSet;
use std::ops::Range;

/// The places of the edits that `back` finds in the edited text and makes what they were. `back` turns a text into the
/// notation of the document; of the text itself it makes what can come back, which is all in one notation.
pub fn way_back(text: &str, mut edits: Vec<TextEdit>, back: &dyn Fn(&str) -> Vec<TextEdit>) -> HashSet<Range<usize>> {
    edits.sort_by_key(|e| e.range.start);
    let mut there = String::with_capacity(text.len());
    let mut places: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut at = 0;
    for edit in &edits {
        there.push_str(&text[at..edit.range.start]);
        let begin = there.len();
        there.push_str(&edit.text);
        places.push((edit.range.clone(), begin..there.len()));
        at = edit.range.end;
    }
    there.push_str(&text[at..]);
    let (mut kept, mut made) = (back(text), back(&there));
    kept.sort_by_key(|e| e.range.start);
    made.sort_by_key(|e| e.range.start);
    let came = |(here, there_at): &(Range<usize>, Range<usize>)| {
        let wanted = edited(text, here, &kept);
        let first = made.partition_point(|e| e.range.end <= there_at.start);
        made.get(first).is_some_and(|e| {
            e.range.start < there_at.end && e.range.end <= there_at.end && edited(&there, there_at, &made) == wanted
        })
    };
    places.iter().filter(|place| came(place)).map(|(here, _)| here.clone()).collect()
}

/// A stretch of a text with the edits in it.
fn edited(text: &str, place: &Range<usize>, edits: &[TextEdit]) -> String {
    let mut out = String::new();
    let mut at = place.start;
    let first = edits.partition_point(|e| e.range.end <= place.start);
    for edit in edits[first..].iter().take_while(|e| e.range.start < place.end) {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..place.end).unwrap_or_default());
    out
}

impl Work {
    /// Edits that ought to come back; those that would not are told.
    pub(super) fn with_way_back(&mut self, text: &str, edits: Vec<TextEdit>, back: &dyn Fn(&str) -> Vec<TextEdit>) {
        let comes_back = way_back(text, edits.clone(), back);
        for edit in edits {
            if !comes_back.contains(&edit.range) {
                self.keep(edit.range.clone(), Reason::OneWay, &[]);
            }
            self.edit(edit.range, edit.text);
        }
    }
}
