//! The lines of a source, for formats whose blocks are made of lines.

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Bytes of the source.
    pub(super) start: usize,
    /// Where its text begins; [`Line::end`] for a blank line.
    pub(super) text: usize,
    /// Where its text ends, white space at its end left out.
    pub(super) end: usize,
    /// The column in which its text begins; a tab leads to the next multiple of eight.
    pub(super) indent: usize,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.text == self.end
    }

    /// Its text without the white space at either edge.
    pub(super) fn text_of<'s>(&self, source: &'s str) -> &'s str {
        &source[self.text..self.end]
    }
}

/// All lines, in order.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut at = 0;
    source
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            let end = start + line.trim_end_matches([' ', '\t', '\r', '\n']).len();
            let mut indent = 0;
            let mut text = start;
            for b in source[start..end].bytes() {
                match b {
                    b' ' => indent += 1,
                    b'\t' => indent = indent / 8 * 8 + 8,
                    _ => break,
                }
                text += 1;
            }
            Line { start, text, end, indent }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_their_indentation() {
        let source = "a \r\n \t b\n\n  \nc";
        let found: Vec<(&str, usize)> = lines(source).iter().map(|l| (l.text_of(source), l.indent)).collect();
        assert_eq!(found, [("a", 0), ("b", 9), ("", 0), ("", 0), ("c", 0)]);
    }
}
