//! The cells of tables: `|` begins one, with a specifier before it.

use std::ops::Range;

/// The texts of the cells, a range a paragraph.
pub(super) fn cells(source: &str, range: Range<usize>, sign: char) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut begin: Option<(usize, bool)> = None;
    let mut at = range.start;
    loop {
        let next = source[at..range.end].find(sign).map(|i| at + i);
        if let Some(found) = next.filter(|f| source[..*f].ends_with('\\') && *f > range.start) {
            at = found + 1;
            continue;
        }
        let end = next.unwrap_or(range.end);
        let specifier = if next.is_some() { specifier(&source[range.start..end]) } else { 0 };
        let style = source[..end].chars().next_back().filter(|_| specifier > 0);
        if let Some((from, is_read)) = begin {
            paragraphs(source, from..(end - specifier).max(from), is_read, &mut cells);
        }
        let Some(found) = next else { return cells };
        // Literal and monospaced cells hold code.
        begin = Some((found + 1, !matches!(style, Some('l' | 'm'))));
        at = found + 1;
    }
}

/// How long the specifier is that a text ends with: `2+`, `.3+^.>s`, `a`.
fn specifier(before: &str) -> usize {
    let length = before.bytes().rev().take(12).take_while(|b| b.is_ascii_lowercase() || b"0123456789.+*<^>".contains(b)).count();
    let spec = &before[before.len() - length..];
    let is_apart = before.len() == length || before[..before.len() - length].ends_with(char::is_whitespace);
    let style = spec.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let is_spec = is_apart && style.len() <= 1 && "adehlmsv".contains(style);
    if is_spec { length } else { 0 }
}

fn paragraphs(source: &str, range: Range<usize>, is_read: bool, out: &mut Vec<Range<usize>>) {
    if !is_read {
        return;
    }
    let mut start = None;
    let mut at = range.start;
    for line in source[range.clone()].split_inclusive('\n') {
        let text = line.trim();
        if text.is_empty() {
            out.extend(start.take().map(|from| from..at));
        } else if start.is_none() {
            start = Some(at + line.len() - line.trim_start().len());
        }
        at += line.len();
    }
    out.extend(start.map(|from| from..range.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_their_specifiers() {
        let source = "|a |b\n2+|c d\n\ne |f \\| g\nl|code a|text";
        let found: Vec<&str> = cells(source, 0..source.len(), '|').into_iter().map(|r| source[r].trim()).collect();
        assert_eq!(found, ["a", "b", "c d", "e", "f \\| g", "text"]);
    }
}
