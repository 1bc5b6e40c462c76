//! How a replacement must be written in Markdown so that it reads as text (CommonMark 0.31, 2.4).

/// Puts a backslash before what would be markup in running text, and only there: a reader of the source should find the
/// words as they are.
pub(in crate::document) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_markup(c, before, rest.as_str(), text) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn is_markup(c: char, before: Option<char>, after: &str, whole: &str) -> bool {
    let next = after.chars().next();
    match c {
        '*' | '[' | ']' | '`' | '|' | '~' | '$' => true,
        // Inside a word it is a letter (6.2, rules 2 and 6).
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
        '\\' => next.is_none_or(|n| n.is_ascii_punctuation()),
        '&' => is_entity(after),
        // A heading, a list item, a block quotation, should the text begin a paragraph.
        '#' | '+' | '-' | '>' | ':' => before.is_none() && (next.is_none_or(char::is_whitespace) && whole.len() > 1 || c == '>'),
        _ => false,
    }
}

fn is_entity(after: &str) -> bool {
    let name = after.split(';').next().unwrap_or_default();
    name.len() < after.len()
        && !name.is_empty()
        && name.strip_prefix('#').unwrap_or(name).bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_markup() {
        for text in
            ["sex worker", "travailleur(se)s", "travailleur·se·s", "a_b", "x < y", "R&D", "well-known", "¿qué?", "1 - 2", "-"]
        {
            assert_eq!(escape(text), text);
        }
        for (text, escaped) in [
            ("*x*", r"\*x\*"),
            ("_x_", r"\_x\_"),
            ("[x](y)", r"\[x\](y)"),
            ("<b>", r"\<b>"),
            ("&eacute;", r"\&eacute;"),
            ("a|b", r"a\|b"),
            (r"a\*", r"a\\\*"),
            ("# x", r"\# x"),
            ("`x`", r"\`x\`"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
