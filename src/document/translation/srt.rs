//! SubRip: numbered cues, each with a line of times and lines of text, divided by blank lines. There is no standard; this
//! reads what subtitle editors write. A cue is one text: a term may go over its line end.

use super::super::builder::Builder;
use super::super::{Prose, Quoting};
use super::value::Value;
use super::{FileFormat, Unit, message};
use std::ops::Range;

pub static FORMAT: FileFormat =
    FileFormat { name: "SubRip", endings: &["srt"], language_ids: &["srt", "subrip"], parse, escape, ..FileFormat::DEFAULT };

fn escape(text: &str, _: Quoting) -> Option<String> {
    Some(text.to_string())
}

/// Whether a line has the times of a cue.
pub(super) fn is_timing(line: &str) -> bool {
    let Some((from, to)) = line.split_once("-->") else { return false };
    let is_time = |t: &str| t.trim().starts_with(|c: char| c.is_ascii_digit()) && t.contains(':');
    is_time(from) && is_time(to)
}

/// The lines of a text with their places, line ends not counted.
pub(super) fn lines(source: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        (start..start + line.len(), line)
    })
}

/// Writes a cue.
pub(super) fn cue(source: &str, id: &str, text: Range<usize>, value: &mut Value, builder: &mut Builder) {
    value.clear();
    value.verbatim(source, text);
    if let Some(target) = builder.blocks(|b| message::write(value, b)) {
        builder.units.push(Unit { id: id.to_string(), target: Some(target), ..Unit::default() });
    }
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let mut value = Value::default();
    let mut id = "";
    let mut last = "";
    // The text of the cue being read.
    let mut text: Option<Range<usize>> = None;
    for (range, line) in lines(source) {
        if is_timing(line) {
            // Some files have no blank line between cues; then the number is the last line before the times.
            if let Some(open) = text.take() {
                cue(source, id, open.start..open.end.saturating_sub(last.len()).max(open.start), &mut value, &mut builder);
            }
            id = last.trim();
            text = Some(range.end..range.end);
        } else if line.trim().is_empty() {
            if let Some(open) = text.take() {
                cue(source, id, open, &mut value, &mut builder);
            }
        } else if let Some(open) = &mut text {
            open.end = range.end;
        }
        last = line;
    }
    if let Some(open) = text {
        cue(source, id, open, &mut value, &mut builder);
    }
    builder.finish()
}
