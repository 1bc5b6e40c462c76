//! Directives of template engines in running text: `{{ … }}`, `{{< … >}}`, `{% … %}` (Hugo, Jekyll, Jinja, Vue …).
//!
//! Neither Markdown nor HTML knows them; they are found in the source first and cut out of whatever text they turn up in.

use std::ops::Range;

/// One that is longer than this is no directive, but two braces that happen to stand in a text.
const LONGEST: usize = 4096;

/// The directives of a source, asked for in the order of the source.
#[derive(Debug, Default)]
pub(super) struct Templates {
    ranges: Vec<Range<usize>>,
    next: usize,
}

impl Templates {
    pub(super) fn find(source: &str) -> Templates {
        let mut ranges = Vec::new();
        let mut closers = [Closer { sign: "}}", known: None }, Closer { sign: "%}", known: None }];
        let mut at = 0;
        while let Some(brace) = source[at..].find('{').map(|i| at + i) {
            let closer = match source.as_bytes().get(brace + 1) {
                Some(b'{') => &mut closers[0],
                Some(b'%') => &mut closers[1],
                _ => {
                    at = brace + 1;
                    continue;
                }
            };
            match closer.after(source, brace + 2) {
                Some(end) if end - brace <= LONGEST => {
                    ranges.push(brace..end);
                    at = end;
                }
                _ => at = brace + 2,
            }
        }
        Templates { ranges, next: 0 }
    }

    /// Cuts the directives out of a stretch of text. `text` is called for what is left, with `false`, and where a directive
    /// begins, with `true`, in order.
    pub(super) fn cut(&mut self, range: Range<usize>, mut text: impl FnMut(Range<usize>, bool)) {
        let mut at = range.start;
        while let Some(template) = self.ranges.get(self.next) {
            if template.end <= at {
                self.next += 1;
                continue;
            }
            if template.start >= range.end {
                break;
            }
            if template.start >= at {
                if template.start > at {
                    text(at..template.start, false);
                }
                text(template.clone(), true);
            }
            at = template.end.min(range.end);
            if template.end > range.end {
                break;
            }
        }
        if at < range.end {
            text(at..range.end, false);
        }
    }

    /// Whether a byte lies in a directive.
    pub(super) fn covers(&mut self, at: usize) -> bool {
        while self.ranges.get(self.next).is_some_and(|t| t.end <= at) {
            self.next += 1;
        }
        self.ranges.get(self.next).is_some_and(|t| t.start <= at)
    }
}

/// Where the next closing sign stands. Looked for once, so that a text full of opening signs takes linear time.
struct Closer {
    sign: &'static str,
    known: Option<Option<usize>>,
}

impl Closer {
    /// The end of the first closing sign at or after a byte.
    fn after(&mut self, source: &str, from: usize) -> Option<usize> {
        let known = match self.known {
            Some(known) if known.is_none_or(|k| k >= from) => known,
            _ => source.get(from..).and_then(|rest| rest.find(self.sign)).map(|i| from + i),
        };
        self.known = Some(known);
        known.map(|k| k + self.sign.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> String {
        let mut out = String::new();
        Templates::find(source).cut(0..source.len(), |r, is_template| out.push_str(if is_template { "#" } else { &source[r] }));
        out
    }

    #[test]
    fn directives_are_cut_out() {
        assert_eq!(cut("a {{< fig >}} b {% if %}c{{ x }}"), "a # b #c#");
        assert_eq!(cut("a {b} {{ c"), "a {b} {{ c");
        assert_eq!(cut(&format!("{{{{{}}}}}", "x".repeat(5000))).len(), 5004);
    }

    #[test]
    fn many_opening_signs_take_linear_time() {
        assert_eq!(cut(&"{{".repeat(500_000)).len(), 1_000_000);
        assert_eq!(cut(&"{%".repeat(500_000)).len(), 1_000_000);
    }
}
