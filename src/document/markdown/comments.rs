//! Comments that are written as link reference definitions nobody refers to: `[//]: # (comment)`.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) source: Range<usize>,
    pub(super) text: Range<usize>,
}

/// Every line from `from` on that is such a comment. Some may turn out to be code.
pub(super) fn find(source: &str, from: usize) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut at = from;
    while let Some(start) = source[at..].find("[//]:").map(|i| at + i) {
        let end = source[start..].find('\n').map_or(source.len(), |i| start + i);
        // An indentation of four would be code; looking no further back keeps this linear.
        let before = &source.as_bytes()[start.saturating_sub(16).max(from)..start];
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let begins_line = before[line_start..].iter().all(|b| matches!(b, b' ' | b'>'));
        let line = source[start..end].trim_end();
        if let Some(text) = inside(line).filter(|_| begins_line) {
            notes.push(Note { source: start..start + line.len(), text: start + text.start..start + text.end });
        }
        at = end;
    }
    notes
}

/// The title of `[//]: # (title)` in its line.
fn inside(line: &str) -> Option<Range<usize>> {
    let rest = line.strip_prefix("[//]:")?.trim_start();
    let rest = rest.strip_prefix('#').or_else(|| rest.strip_prefix("<>"))?;
    let title = rest.strip_prefix([' ', '\t'])?.trim_start();
    let closed = (title.starts_with('(') && title.ends_with(')'))
        || (title.starts_with('"') && title.ends_with('"'))
        || (title.starts_with('\'') && title.ends_with('\''));
    (closed && title.len() >= 2).then(|| line.len() - title.len() + 1..line.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stand_at_the_beginning_of_a_line() {
        let source = "[//]: # (one)\r\n> [//]: <> \"two\"\n[//]: #\nx [//]: # (no)\n[//]: # 'three'";
        let texts: Vec<&str> = find(source, 0).into_iter().map(|n| &source[n.text]).collect();
        assert_eq!(texts, ["one", "two", "three"]);
    }
}
