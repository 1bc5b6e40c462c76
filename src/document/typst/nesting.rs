//! What may hold brackets that are none in Typst: raw text and comments; and which bracket closes which.

use crate::document::closers::Closers;

/// Every `[` with the `]` that closes it, in the order of the source.
pub(super) fn brackets(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    let mut closers = Closers::default();
    let mut at = 0;
    while let Some(found) = source[at..].find(['[', ']', '\\', '`', '/']).map(|i| at + i) {
        at = found + 1;
        match bytes[found] {
            b'[' => open.push(found),
            b']' => pairs.extend(open.pop().map(|from| (from, found))),
            b'\\' => at += source[at..].chars().next().map_or(0, char::len_utf8),
            b'`' => at = raw_end(&mut closers, source, found, source.len()).unwrap_or(at),
            _ if is_comment(source, found) => at = comment_end(source, found),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The end of raw text that begins at a backquote.
pub(super) fn raw_end(closers: &mut Closers, source: &str, at: usize, end: usize) -> Option<usize> {
    let ticks = source[at..end].bytes().take_while(|b| *b == b'`').count();
    match ticks {
        2 => Some(at + 2),
        1 => closers.find(source, "`", at + 1, end, |_| true).map(|i| i + 1),
        _ => {
            let close = closers
                .find(source, "```", at + ticks, end, |i| source[i..end].bytes().take_while(|b| *b == b'`').count() >= ticks)?;
            Some(close + source[close..end].bytes().take_while(|b| *b == b'`').count().min(ticks))
        }
    }
}

/// Whether a comment begins at a slash; the one of `https://` does not.
pub(super) fn is_comment(source: &str, at: usize) -> bool {
    let rest = &source[at..];
    rest.starts_with("/*") || rest.starts_with("//") && !source[..at].ends_with(':')
}

/// The end of the comment that begins at a slash; comments of several lines nest.
pub(super) fn comment_end(source: &str, at: usize) -> usize {
    if source[at..].starts_with("//") {
        return source[at..].find('\n').map_or(source.len(), |i| at + i);
    }
    let bytes = source.as_bytes();
    let mut depth = 0usize;
    let mut i = at;
    while i + 1 < bytes.len() {
        match &bytes[i..i + 2] {
            b"/*" => {
                depth += 1;
                i += 2;
            }
            b"*/" => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    bytes.len()
}
