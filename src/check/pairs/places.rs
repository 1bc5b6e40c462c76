//! Where in a translation something of the source would stand.

use super::{Couple, Text};
use crate::check::sentence;
use std::ops::Range;

/// The stretch of the target that belongs to a range of the source: the paragraph with the same number where there are as many,
/// in it the sentence with the same number; else all of it. Bytes of the target's prose.
pub fn counterpart(source: &Text, target: &Text, couple: &Couple, range: &Range<usize>) -> Range<usize> {
    let paragraphs = |text: &Text, whole: &Range<usize>| -> Vec<Range<usize>> {
        let segments = text.prose.segments_in(whole.clone());
        if segments.is_empty() { vec![whole.clone()] } else { segments.iter().map(|s| s.range.clone()).collect() }
    };
    let (from, to) = (paragraphs(source, &couple.source), paragraphs(target, &couple.target));
    let (mut from_range, mut to_range) = (couple.source.clone(), couple.target.clone());
    if let Some((f, t)) = same_number(&from, &to, range) {
        (from_range, to_range) = (f, t);
    }
    let (from, to) = (sentences(&source.prose.text, &from_range), sentences(&target.prose.text, &to_range));
    let found = same_number(&from, &to, range).map_or(to_range, |(_, t)| t);
    trimmed(&target.prose.text, found)
}

/// Of two lists of the same length the members with the number of the one around `range`.
fn same_number(from: &[Range<usize>], to: &[Range<usize>], range: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    if from.len() != to.len() {
        return None;
    }
    let n = from.iter().position(|r| r.start <= range.start && range.start < r.end)?;
    Some((from.get(n)?.clone(), to.get(n)?.clone()))
}

/// The sentences of a stretch, with the white space behind them.
fn sentences(text: &str, whole: &Range<usize>) -> Vec<Range<usize>> {
    /// In a longer stretch, in bytes, nobody needs the sentence.
    const LONGEST: usize = 16 * 1024;
    let Some(stretch) = text.get(whole.clone()).filter(|t| t.len() <= LONGEST) else { return vec![whole.clone()] };
    let mut all = Vec::new();
    let mut at = 0;
    while at < stretch.len() {
        let first = stretch[at..].find(|c: char| !c.is_whitespace()).map_or(stretch.len(), |i| at + i);
        if first == stretch.len() {
            break;
        }
        let end = at + sentence::around(&stretch[at..], first - at..first - at).end;
        all.push(whole.start + at..whole.start + end);
        at = end;
    }
    all
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..(start + inside.trim().len()).max(start)
}
