//! Text for formats in which a backslash takes its meaning from a sign.

/// The text with a backslash before each sign that `is_markup`, which is told the next character and whether the sign is the first.
pub(super) fn backslashed(text: &str, is_markup: impl Fn(char, Option<char>, bool) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if is_markup(c, rest.peek().copied(), out.is_empty()) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
