//! MDX: Markdown with the modules, expressions and tags of JSX ("MDX syntax", mdxjs.com).
//!
//! What MDX adds is found first. For the Markdown parser it is then painted over, byte by byte, with signs that mean nothing in
//! a line, or with what is a block by itself; so every place stays where it was.

use super::{escape, front_matter};
use crate::document::html;
use crate::document::{CommentPlace, CommentSyntax, Prose, Quoting, TextFormat};
use std::ops::Range;

pub static FORMAT: TextFormat = TextFormat {
    name: "MDX",
    endings: &["mdx"],
    language_ids: &["mdx"],
    comment: Some(CommentSyntax { open: "{/* ", close: " */}", place: CommentPlace::Anywhere }),
    parse,
    escape: write,
    ..TextFormat::DEFAULT
};

fn parse(source: &str) -> Prose<'_> {
    let painted = paint(source);
    super::read(&painted.text, &painted.shape, Some(&painted.insertions)).0
}

/// As in Markdown, but braces and every `<` mean something.
fn write(text: &str, quoting: Quoting) -> Option<String> {
    if quoting == Quoting::Attribute {
        return Some(html::escape(text, true));
    }
    let mut out = String::with_capacity(text.len() + 4);
    let mut was_backslash = false;
    for c in escape::escape(text).chars() {
        if matches!(c, '{' | '<') && !was_backslash {
            out.push('\\');
        }
        out.push(c);
        was_backslash = c == '\\' && !was_backslash;
    }
    Some(out)
}

/// Something of JSX in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Insertion {
    Tag,
    /// `<>`, `</>`: it groups, and is nothing else.
    Fragment,
    Expression,
    Comment,
}

/// A source made ready for the readers of Markdown and HTML; every byte has kept its place.
struct Painted {
    /// What HTML is read from: values that are expressions are empty.
    text: String,
    /// What Markdown is read from.
    shape: String,
    /// What stands in lines, in order.
    insertions: Vec<(Range<usize>, Insertion)>,
}

/// What is nothing to Markdown, in a line.
const PAINT: u8 = b'%';

fn paint(source: &str) -> Painted {
    let stretches = stretches(source);
    let braces = braces(source, &stretches);
    let mut text = source.as_bytes().to_vec();
    let mut shape = source.as_bytes().to_vec();
    let mut insertions = Vec::new();
    for stretch in &stretches {
        if stretch.is_module {
            as_block(&mut text, stretch.range.clone());
            as_block(&mut shape, stretch.range.clone());
            continue;
        }
        let mut at = stretch.range.start;
        while let Some(found) = source.get(at..stretch.range.end).unwrap_or_default().find(['<', '{', '\\']).map(|i| at + i) {
            at = found + 1;
            let bytes = source.as_bytes();
            match bytes[found] {
                b'\\' => at += source[at..].chars().next().map_or(0, char::len_utf8),
                b'{' => {
                    let Some(close) = pair(&braces, found).filter(|c| *c < stretch.range.end) else { continue };
                    let inside = source[found + 1..close].trim();
                    let kind = if inside.starts_with("/*") && inside.ends_with("*/") {
                        Insertion::Comment
                    } else {
                        Insertion::Expression
                    };
                    shape[found..=close].fill(PAINT);
                    insertions.push((found..close + 1, kind));
                    at = close + 1;
                }
                _ => {
                    let Some((end, values)) = tag(source, found, &braces).filter(|t| t.0 <= stretch.range.end) else { continue };
                    for value in values {
                        text[value.start + 1..value.end - 1].fill(b' ');
                        text[value.start] = b'"';
                        text[value.end - 1] = b'"';
                    }
                    let line = indentation(source, found);
                    let is_alone = line.is_some() && is_blank_to_line_end(source, end);
                    if end - found < 4 && source[found..end].trim_matches(['<', '/', '>']).is_empty() {
                        shape[found..end].fill(PAINT);
                        insertions.push((found..end, Insertion::Fragment));
                    } else if is_alone && end - found >= 4 {
                        // Its indentation means nothing in MDX.
                        as_block(&mut shape, line.unwrap_or(found)..end);
                    } else {
                        shape[found..end].fill(PAINT);
                        insertions.push((found..end, Insertion::Tag));
                    }
                    at = end;
                }
            }
        }
    }
    let utf8 = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|_| source.to_string());
    Painted { text: utf8(text), shape: utf8(shape), insertions }
}

/// Where the line begins, if only white space stands before a byte.
fn indentation(source: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 256;
    let before = &source.as_bytes()[..at];
    let white = before.iter().rev().take(LONGEST).take_while(|b| matches!(b, b' ' | b'\t')).count();
    let start = at - white;
    (start == 0 || before[start - 1] == b'\n').then_some(start)
}

fn is_blank_to_line_end(source: &str, at: usize) -> bool {
    source.as_bytes()[at..].iter().find(|b| !matches!(b, b' ' | b'\t' | b'\r')).is_none_or(|b| *b == b'\n')
}

/// Makes of a stretch what Markdown takes for a block of HTML that ends with its line (CommonMark 0.31, 4.6, kind 3).
fn as_block(bytes: &mut [u8], range: Range<usize>) {
    if range.len() >= 4 {
        bytes[range.clone()].fill(b'?');
        bytes[range.start] = b'<';
        bytes[range.end - 1] = b'>';
    }
}

/// A stretch of the source that is no code.
struct Stretch {
    range: Range<usize>,
    /// `import` and `export`.
    is_module: bool,
}

/// The source without fenced code and code spans.
fn stretches(source: &str) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut push = |range: Range<usize>, is_module: bool| {
        if !range.is_empty() {
            out.push(Stretch { range, is_module });
        }
    };
    let mut fence: Option<(u8, usize)> = None;
    let mut module: Option<usize> = None;
    let mut was_blank = true;
    // What stands in the front matter is data.
    let (mut start, _) = front_matter::read(source);
    let mut at = start;
    // Where a code span ends that goes on over lines.
    let mut span_end = 0;
    for line in source[start..].split_inclusive('\n') {
        let (from, to) = (at, at + line.len());
        at = to;
        let text = line.trim();
        if let Some(begin) = module {
            if text.is_empty() {
                push(begin..from, true);
                module = None;
                start = from;
            }
            was_blank = text.is_empty();
            continue;
        }
        let bare = text.trim_start_matches(['>', ' ', '-', '*', '+']);
        let sign = bare.bytes().next().filter(|b| matches!(b, b'`' | b'~'));
        let count = sign.map_or(0, |s| bare.bytes().take_while(|b| *b == s).count());
        match fence {
            Some((open, length)) => {
                if sign == Some(open) && count >= length && bare[count..].trim().is_empty() {
                    fence = None;
                    start = to;
                }
                was_blank = false;
                continue;
            }
            None if count >= 3 && from >= span_end && (sign == Some(b'~') || !bare[count..].contains('`')) => {
                push(start..from, false);
                fence = sign.map(|s| (s, count));
                was_blank = false;
                continue;
            }
            None => {}
        }
        if was_blank && is_module(line) {
            push(start..from, false);
            module = Some(from);
            was_blank = false;
            continue;
        }
        was_blank = text.is_empty();
        // Code spans end in their paragraph.
        let mut i = from.max(span_end);
        while i < to {
            let Some(tick) = source[i..to].find('`').map(|k| i + k) else { break };
            let count = source[tick..].bytes().take_while(|b| *b == b'`').count();
            i = tick + count;
            if let Some(end) = span(source, i, count) {
                push(start..tick, false);
                (start, span_end, i) = (end, end, end);
            }
        }
    }
    if fence.is_none() {
        match module {
            Some(begin) => push(begin..source.len(), true),
            None => push(start..source.len().max(start), false),
        }
    }
    out
}

/// The end of a code span behind its first backquotes: in the same paragraph, and not far.
fn span(source: &str, from: usize, count: usize) -> Option<usize> {
    const LONGEST: usize = 2048;
    let bytes = source.as_bytes();
    let mut i = from;
    let limit = bytes.len().min(from + LONGEST);
    while i < limit {
        match bytes[i] {
            b'`' => {
                let run = bytes[i..].iter().take_while(|b| **b == b'`').count();
                if run == count {
                    return Some(i + run);
                }
                i += run;
            }
            b'\n' if is_blank_to_line_end(source, i + 1) => return None,
            _ => i += 1,
        }
    }
    None
}

fn is_module(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        return rest.starts_with(['"', '\'', '{', '*']) || rest.contains(" from ") && rest.contains(['"', '\'']);
    }
    let what = ["const ", "let ", "var ", "function ", "class ", "default ", "async ", "{", "*", "type ", "interface "];
    line.strip_prefix("export ").is_some_and(|rest| what.iter().any(|w| rest.starts_with(w)))
}

/// Every brace with the one that closes it, in the order of the source.
fn braces(source: &str, stretches: &[Stretch]) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    for stretch in stretches.iter().filter(|s| !s.is_module) {
        let mut is_escaped = false;
        for i in stretch.range.clone() {
            match bytes[i] {
                b'{' if !is_escaped => open.push(i),
                b'}' if !is_escaped => pairs.extend(open.pop().map(|from| (from, i))),
                _ => {}
            }
            is_escaped = bytes[i] == b'\\' && !is_escaped;
        }
    }
    pairs.sort_unstable();
    pairs
}

fn pair(braces: &[(usize, usize)], open: usize) -> Option<usize> {
    braces.binary_search_by_key(&open, |b| b.0).ok().map(|i| braces[i].1)
}

/// The end of the tag that begins at a byte, and the expressions that are values in it.
fn tag(source: &str, at: usize, braces: &[(usize, usize)]) -> Option<(usize, Vec<Range<usize>>)> {
    const LONGEST: usize = 8192;
    let bytes = source.as_bytes();
    let first = *bytes.get(at + 1)?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'>')) {
        return None;
    }
    // `<https://…>` is no tag.
    let name =
        source[at + 1..].bytes().take(100).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    if source[at + 1 + name..].starts_with("://") || source[at + 1 + name..].starts_with('@') {
        return None;
    }
    let mut values = Vec::new();
    let start = at + 1 + usize::from(first == b'/');
    let mut i = start
        + source[start..].bytes().take_while(|b| !matches!(b, b'>' | b'/' | b'{' | b'<') && !b.is_ascii_whitespace()).count();
    let limit = bytes.len().min(at + LONGEST);
    // Strings and expressions stand behind the name of an attribute. Anything else is no JSX, and HTML would end the tag elsewhere.
    let mut has_name = false;
    if source[start..i].contains(['=', '"', '\'']) {
        return None;
    }
    while i < limit {
        match bytes[i] {
            b'>' => return Some((i + 1, values)),
            b'<' | b'"' | b'\'' => return None,
            b'=' => {
                i += 1 + bytes[i + 1..limit].iter().take_while(|b| b.is_ascii_whitespace()).count();
                match bytes.get(i).filter(|_| has_name && i < limit)? {
                    quote @ (b'"' | b'\'') => i += 1 + bytes[i + 1..limit].iter().position(|b| b == quote)?,
                    b'{' => {
                        let close = pair(braces, i)?;
                        values.push(i..close + 1);
                        i = close;
                    }
                    _ => return None,
                }
                has_name = false;
            }
            // `{...properties}`
            b'{' => {
                let close = pair(braces, i)?;
                values.push(i..close + 1);
                i = close;
                has_name = false;
            }
            b'/' => has_name = false,
            b if b.is_ascii_whitespace() => {}
            _ => has_name = true,
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{comments, hold_fragments, parse, read_repeated};
    use crate::document::{Format, Quoting};

    const MDX: Format = Format::Text(&super::FORMAT);

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        crate::document::testing::check(MDX, source, expected);
    }

    #[test]
    fn modules_and_expressions_are_no_text() {
        check("import Prostitute from './prostitute.js'\nimport {x} from \"y\"\n\n# One {props.prostitute}\n", &["# One □"]);
        check("export const meta = {\n  title: 'prostitute'\n}\n\nText {1 + {a: 2}.a} more", &["Text □ more"]);
        check("---\nlang: en\n---\nimport x from 'prostitute'\n\nText", &["Text"]);
        check("import duties on cloth", &["import duties on cloth"]);
        check("a \\{b} c { d", &["a {b} c { d"]);
    }

    #[test]
    fn tags_join_or_divide() {
        check("the <b>prosti</b>tute and <Term id={x}>word</Term>", &["the prostitute and word"]);
        check("<Note>\n\n  Text *a*\n\n</Note>\nmore", &["Text a", "more"]);
        check(
            "<Tabs>\n    <Tab title=\"First tab\">\n        Deep *text* here.\n    </Tab>\n</Tabs>\n",
            &["@ First tab", "Deep *text* here."],
        );
        check("<div lang=\"fr\">\ntexte\n</div>\n\ntext", &["{fr}texte", "text"]);
        check("<Figure\n  src={pic}\n  alt=\"The street\"\n/>\n\nText", &["@ The street", "Text"]);
        check("<>a</> <https://a.b/c>", &["a □"]);
        check("![the {x} <b c={d}>street](y.png)", &["□", "@ the □ □street"]);
    }

    #[test]
    fn code_stays_code() {
        check("a `{x} <b>` b\n\n```jsx\n<A>{prostitute}</A>\n```\n\n{c}d", &["a □ b", "□d"]);
    }

    #[test]
    fn comments_are_expressions() {
        let source = "{/* motjuste: ignore a reason */}\ntext {/* two */} more";
        let expected =
            ["motjuste: ignore a reason | text  more | {/* motjuste: ignore a reason */}", "two |  more | {/* two */}"];
        assert_eq!(comments(source, &parse(MDX, source)), expected);
    }

    #[test]
    fn replacements_are_text() {
        assert_eq!(MDX.escape("a{b} < c", Quoting::Bare).as_deref(), Some("a\\{b} \\< c"));
        assert_eq!(MDX.escape("<b>", Quoting::Bare).as_deref(), Some("\\<b>"));
    }

    #[test]
    fn hostile_input_ends_soon() {
        read_repeated(
            MDX,
            &[
                ("{", 200_000),
                ("<a ", 50_000),
                ("<a b={", 50_000),
                ("`a ", 20_000),
                ("{a}", 50_000),
                ("<b>", 20_000),
                ("import \"a\"\n\n", 20_000),
            ],
        );
    }

    const FRAGMENTS: &[&str] = &[
        "prostitute",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "    ",
        "*",
        "`",
        "```\n",
        "{",
        "}",
        "{/* ",
        " */}",
        "<b>",
        "</b>",
        "<Note>\n",
        "</Note>\n",
        "<>",
        "</>",
        "<A b={",
        "} c=\"d\"/>",
        "import x from 'y'\n",
        "export const a = {",
        "# ",
        "- ",
        "> ",
        "[",
        "![",
        "](x)",
        "\\",
        "é",
        "性工作者",
        "<",
        ">",
        "\"",
        "|",
        "\n|-|-|\n",
        "%",
        "<?",
        "?>",
    ];

    #[test]
    fn a_tag_with_a_string_in_a_strange_place_is_none() {
        check("<A b={ */}\"<b>\"{/* } c=\"d\"/>", &["<A b=□\"\"□ c=\"d\"/>"]);
    }

    #[test]
    fn any_markup_keeps_the_promises() {
        hold_fragments(MDX, FRAGMENTS);
    }
}
