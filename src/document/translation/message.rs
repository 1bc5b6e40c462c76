//! What strings of programs hold besides text: placeholders (`%s`, `%(name)s`, `{count}`, `{{name}}`, `${x}`, `$t(key)`),
//! the branches of ICU plurals, tags, entities, accelerators (`&File`, `_File`).
//!
//! A placeholder stands between words; inline tags and accelerators join what is on their two sides; a block tag and an empty
//! line divide. Each branch of a plural or a choice (ICU MessageFormat) is a text of its own, after the one it stands in.
//!
//! Braces and per cent signs also stand in running text: what does not look like a placeholder is text.

use super::super::builder::Builder;
use super::value::{Value, Writer};
use std::collections::VecDeque;
use std::ops::Range;

/// Choices within choices deeper than this are taken for one placeholder.
const DEEPEST: usize = 6;
/// A tag or placeholder that is longer, in bytes, is text.
const LONGEST: usize = 1024;
/// In a string that is longer, in bytes, an underscore inside a word is no accelerator.
const LONGEST_LABEL: usize = 80;

/// Writes a string as blocks of prose. The block before it must have been ended.
pub(super) fn write(value: &Value, builder: &mut Builder) {
    let mut message = Message::new(value);
    let mut stretches = VecDeque::from([(0..value.text().len(), 0)]);
    while let Some((stretch, depth)) = stretches.pop_front() {
        message.stretch(stretch, depth, &mut stretches, builder);
        builder.end_block();
    }
}

struct Message<'v> {
    text: &'v str,
    writer: Writer<'v>,
    /// Opening braces with the closing ones that belong to them, in the order of the text.
    braces: Vec<(usize, usize)>,
    /// Where a tag can end at the earliest; looked for once, so that many `<` take linear time.
    tag_end: Option<usize>,
    /// An underscore that marks the key of a menu entry.
    underscore: Option<usize>,
}

impl<'v> Message<'v> {
    fn new(value: &'v Value) -> Self {
        let text = value.text();
        Message { text, writer: value.writer(), braces: braces(text), tag_end: Some(0), underscore: underscore(text) }
    }

    fn stretch(&mut self, range: Range<usize>, depth: usize, later: &mut VecDeque<(Range<usize>, usize)>, builder: &mut Builder) {
        let bytes = self.text.as_bytes();
        self.tag_end = Some(range.start);
        let (mut at, mut from) = (range.start, range.start);
        while at < range.end {
            at += bytes.get(at..range.end).map_or(0, |rest| plain(rest, at > from));
            if at == range.end {
                break;
            }
            let Some(found) = self.token(at, &range, depth) else {
                at += 1;
                continue;
            };
            self.writer.text(from..at, builder);
            let whole = at..found.end;
            match found.kind {
                Kind::Placeholder => self.writer.stand_in(whole, builder),
                Kind::Choice => {
                    self.writer.stand_in(whole.clone(), builder);
                    later.extend(branches(self.text, &self.braces, whole).into_iter().map(|b| (b, depth + 1)));
                }
                Kind::Joint => {}
                Kind::Character(c) => self.writer.replaced(whole, &c, builder),
                Kind::LineBreak => self.writer.break_line(whole, builder),
                Kind::End => builder.end_block(),
                Kind::Space => {
                    if bytes[whole.clone()].iter().filter(|b| **b == b'\n').count() > 1 {
                        builder.end_block();
                    } else {
                        self.writer.space(whole, builder);
                    }
                }
            }
            at = found.end;
            from = at;
        }
        self.writer.text(from..range.end, builder);
    }

    fn token(&mut self, at: usize, range: &Range<usize>, depth: usize) -> Option<Token> {
        let text = self.text.get(at..range.end)?;
        let bytes = text.as_bytes();
        let token = |length: usize, kind| Some(Token { end: at + length, kind });
        match bytes.first()? {
            b' ' | b'\t' | b'\n' | b'\r' => {
                token(bytes.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count(), Kind::Space)
            }
            b'{' => self.braced(at, range, depth),
            sign @ (b'%' | b'$' | b'#') if bytes.get(1) == Some(&b'{') => {
                let inner = self.braced(at + 1, range, depth);
                // A dollar before a choice is an amount of money.
                inner.filter(|t| *sign != b'$' || matches!(t.kind, Kind::Placeholder))
            }
            b'%' => token(printf(bytes)?, Kind::Placeholder),
            b'$' => token(dollar(bytes)?, Kind::Placeholder),
            b'<' => self.tag(at, range),
            b'&' => ampersand(self.text, at, text),
            b'_' if self.underscore == Some(at) => token(1, Kind::Joint),
            _ => None,
        }
    }

    fn braced(&self, at: usize, range: &Range<usize>, depth: usize) -> Option<Token> {
        let close = self.braces.binary_search_by_key(&at, |b| b.0).ok().and_then(|i| self.braces.get(i)).map(|b| b.1)?;
        let end = close + 1;
        let inside = self.text.get(at + 1..close).filter(|_| end <= range.end)?;
        if is_choice(inside) {
            return Some(Token { end, kind: if depth < DEEPEST { Kind::Choice } else { Kind::Placeholder } });
        }
        is_argument(inside).then_some(Token { end, kind: Kind::Placeholder })
    }

    fn tag(&mut self, at: usize, range: &Range<usize>) -> Option<Token> {
        let text = self.text;
        let next = *text.as_bytes().get(at + 1)?;
        if !next.is_ascii_alphanumeric() && !matches!(next, b'/' | b'!') {
            return None;
        }
        if self.tag_end.is_some_and(|end| end <= at) {
            self.tag_end = text.get(at..).and_then(|rest| rest.find('>')).map(|i| at + i + 1);
        }
        let end = self.tag_end.filter(|end| *end <= range.end && end - at <= LONGEST)?;
        let inside = text.get(at + 1..end - 1)?;
        let name = inside.trim_start_matches('/');
        let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()))?.to_ascii_lowercase();
        let kind = match name.as_str() {
            "br" => Kind::LineBreak,
            "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "table" | "tr" | "td" | "th" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "hr" | "blockquote" | "section" | "article" | "pre" => Kind::End,
            _ if inside.ends_with('/') || matches!(name.as_str(), "img" | "input") => Kind::Placeholder,
            _ => Kind::Joint,
        };
        Some(Token { end, kind })
    }
}

/// How many bytes at the beginning of a stretch are text and nothing else; a space between two words is. `after_word`: a word
/// stands before the stretch.
fn plain(bytes: &[u8], after_word: bool) -> usize {
    const SPECIAL: [bool; 256] = {
        let mut special = [false; 256];
        let signs = b" \t\n\r{%$#<&_";
        let mut n = 0;
        while n < signs.len() {
            special[signs[n] as usize] = true;
            n += 1;
        }
        special
    };
    let mut at = 0;
    loop {
        at += bytes.get(at..).unwrap_or_default().iter().take_while(|b| !SPECIAL[usize::from(**b)]).count();
        let is_between = bytes.get(at) == Some(&b' ')
            && (at > 0 || after_word)
            && bytes.get(at + 1).is_some_and(|b| !SPECIAL[usize::from(*b)]);
        if !is_between {
            return at;
        }
        at += 1;
    }
}

struct Token {
    end: usize,
    kind: Kind,
}

enum Kind {
    Space,
    Placeholder,
    /// A plural or another choice of ICU MessageFormat.
    Choice,
    /// No text, and what stands on either side belongs together.
    Joint,
    /// An entity.
    Character(String),
    LineBreak,
    /// A paragraph ends.
    End,
}

/// Pairs of braces, in the order of the opening ones.
fn braces(text: &str) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if !text.contains('{') {
        return pairs;
    }
    let mut open = Vec::new();
    for (i, b) in text.bytes().enumerate() {
        match b {
            b'{' => open.push(i),
            b'}' => pairs.extend(open.pop().map(|o| (o, i))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The only underscore of a short string, before a letter: that of GTK. One between other letters of a longer text is an
/// underscore.
fn underscore(text: &str) -> Option<usize> {
    if text.len() > LONGEST_LABEL {
        return None;
    }
    let at = text.find('_').filter(|at| text.rfind('_') == Some(*at))?;
    text.get(at + 1..)?.chars().next().filter(|c| c.is_alphabetic())?;
    Some(at)
}

/// The length of a conversion of printf (ISO C 7.23.6.1, POSIX positions), Python (`%(name)s`), Objective-C (`%@`) or Qt (`%1`). A
/// space is no flag here: "50 % des" is text.
fn printf(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    if bytes.get(at) == Some(&b'%') {
        return None;
    }
    if bytes.get(at) == Some(&b'(') {
        let close = bytes.iter().take(LONGEST).position(|b| *b == b')')?;
        let name = bytes.get(at + 1..close)?;
        if name.is_empty() || name.contains(&b' ') {
            return None;
        }
        at = close + 1;
    }
    let digits = |at: usize| bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    let mut number = digits(at);
    if number > 0 && bytes.get(at + number) == Some(&b'$') {
        at += number + 1;
        number = 0;
    }
    while number == 0 && bytes.get(at).is_some_and(|b| matches!(b, b'-' | b'+' | b'#' | b'\'' | b'*' | b'I' | b'L')) {
        at += 1;
    }
    let width = digits(at);
    at += width;
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(|b| b.is_ascii_digit() || *b == b'*') {
        at += 1 + digits(at + 1).max(1);
    }
    while bytes.get(at).is_some_and(|b| matches!(b, b'h' | b'l' | b'j' | b'z' | b't' | b'q')) {
        at += 1;
    }
    let conversion = bytes.get(at).is_some_and(|b| {
        matches!(
            b,
            b'd' | b'i'
                | b'o'
                | b'u'
                | b'x'
                | b'X'
                | b'e'
                | b'E'
                | b'f'
                | b'F'
                | b'g'
                | b'G'
                | b'a'
                | b'A'
                | b'c'
                | b's'
                | b'S'
                | b'p'
                | b'n'
                | b'@'
        )
    });
    if conversion && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
        return Some(at + 1);
    }
    // Qt: %1, %L1.
    (width > 0 && width <= 2).then_some(at)
}

/// The length of `$NAME$` (Chrome), `$1`, `$t(key)` (i18next).
fn dollar(bytes: &[u8]) -> Option<usize> {
    if bytes.starts_with(b"$t(") {
        return bytes.iter().take(LONGEST).position(|b| *b == b')').map(|i| i + 1);
    }
    let name = bytes.iter().skip(1).take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@')).count();
    (name > 0 && bytes.get(1 + name) == Some(&b'$')).then_some(name + 2)
}

/// An entity of HTML, or the mark before the key of a menu entry.
fn ampersand(whole: &str, at: usize, text: &str) -> Option<Token> {
    let name = text.bytes().skip(1).take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if name > 0 && text.as_bytes().get(1 + name) == Some(&b';') {
        let entity = text.get(..name + 2)?;
        let kind = entity_text(entity).map_or(Kind::Placeholder, Kind::Character);
        return Some(Token { end: at + entity.len(), kind });
    }
    // "R&D" and "Q&A" are no labels; `S&ave` is.
    let next = text.get(1..)?.chars().next().filter(|c| c.is_alphabetic())?;
    let is_short_for_something = next.is_uppercase() && whole.get(..at)?.chars().next_back().is_some_and(char::is_uppercase);
    (!is_short_for_something).then_some(Token { end: at + 1, kind: Kind::Joint })
}

fn entity_text(entity: &str) -> Option<String> {
    let mut text = String::new();
    for token in html5gum::Tokenizer::new(entity).flatten() {
        if let html5gum::Token::String(s) = token {
            text.push_str(&String::from_utf8_lossy(&s));
        }
    }
    (text != entity && !text.is_empty()).then_some(text)
}

/// What stands between the braces of a placeholder: a name, a number, a format; `{name}` inside further braces.
fn is_argument(inside: &str) -> bool {
    // `{b>bold<b}` marks a format in Phrase.
    if inside.len() > LONGEST || inside.contains(['<', '>']) {
        return false;
    }
    let inside = inside.trim();
    if inside.starts_with('{') && inside.ends_with('}') {
        return true;
    }
    let name = inside.find(|c: char| c.is_whitespace() || c == ',').map_or(inside, |i| &inside[..i]);
    // `{n, number}`, `{value:0.00}`, `{user.name}`; braces around a phrase are text.
    name.len() == inside.len() || inside[name.len()..].trim_start().starts_with(',')
}

/// `x, plural, …`; the name and the kind are short.
fn is_choice(inside: &str) -> bool {
    let mut parts = inside.bytes().take(LONGEST).enumerate().filter(|(_, b)| *b == b',').map(|(i, _)| i);
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return false };
    let name = inside.get(..first).unwrap_or_default().trim();
    let kind = inside.get(first + 1..second).unwrap_or_default().trim();
    !name.is_empty() && !name.contains(char::is_whitespace) && matches!(kind, "plural" | "select" | "selectordinal")
}

/// The texts of a choice: what stands in the braces of its first level.
fn branches(text: &str, braces: &[(usize, usize)], whole: Range<usize>) -> Vec<Range<usize>> {
    // The outer brace may stand behind a sign.
    let first = braces.partition_point(|b| b.0 < whole.start);
    let mut branches = Vec::new();
    let mut at = whole.start;
    for &(open, close) in braces.get(first..).unwrap_or_default() {
        if close >= whole.end {
            break;
        }
        if branches.is_empty() && close + 1 == whole.end {
            continue;
        }
        if open >= at && text.get(open + 1..close).is_some_and(|t| !t.trim().is_empty()) {
            branches.push(open + 1..close);
            at = close;
        }
    }
    branches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a string, `□` for what is no text.
    fn blocks(text: &str) -> Vec<String> {
        let mut value = Value::default();
        value.verbatim(text, 0..text.len());
        let mut builder = Builder::new(text);
        write(&value, &mut builder);
        let prose = builder.finish();
        crate::document::testing::assert_promises(text, &prose);
        let segments = prose.segments.as_deref().unwrap_or_default();
        segments.iter().map(|s| prose.text[s.range.clone()].replace('\u{fffc}', "□").replace('\n', "⏎")).collect()
    }

    #[test]
    fn placeholders_stand_between_words() {
        for (text, expected) in [
            ("%d prostitutes in %(city)s, %1$s, %.2f and %-5ld", "□ prostitutes in □, □, □ and □"),
            ("50% of them, 50 % des femmes, 100%.", "50% of them, 50 % des femmes, 100%."),
            ("{count} of {{ total }}, ${name}, #{x}, %{y}, {0:n}, {d, date, short}", "□ of □, □, □, □, □, □"),
            ("$t(common.yes) $NAME$ $5 US$", "□ □ $5 US$"),
            ("{a set of words} {", "{a set of words} {"),
            ("%@ and %1 of %2", "□ and □ of □"),
        ] {
            assert_eq!(blocks(text), [expected], "{text}");
        }
    }

    #[test]
    fn tags_and_accelerators_join() {
        for (text, expected) in [
            ("<b>sex</b> <0>work</0>ers", "sex workers"),
            ("&Sex _work", "Sex work"),
            ("S&ave, R&D, Q&A", "Save, R&D, Q&A"),
            ("first_name and last_name", "first_name and last_name"),
            ("prostitu&eacute;e &lt;b&gt;", "prostituée <b>"),
            ("a < b <img src=\"x\"/> c", "a < b □ c"),
            ("one<br/>two\nthree", "one⏎two⏎three"),
        ] {
            assert_eq!(blocks(text), [expected], "{text}");
        }
    }

    #[test]
    fn paragraphs_and_choices_are_texts_of_their_own() {
        assert_eq!(blocks("one\n\n two<p>three</p>"), ["one", "two", "three"]);
        assert_eq!(
            blocks("Il y a {n, plural, one {# prostituée} other {{n} prostituées de {g, select, f {elle} other {lui}}}} ici"),
            ["Il y a □ ici", "# prostituée", "□ prostituées de □", "elle", "lui"]
        );
    }

    #[test]
    fn hostile_strings_end_soon() {
        for piece in ["{", "}", "{a,plural,b{", "<", "<a", "%", "%(", "&", "&a", "$t(", "\n", "{{", "<!"] {
            blocks(&piece.repeat(20_000));
        }
    }
}
