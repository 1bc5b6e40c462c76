//! The words around a hit in one row, inclusive spellings joined.

use super::inclusive;
use crate::grammar::{Token, TokenKind, Tokens};
use std::ops::Range;

/// A word, number or mark of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    pub text: &'a str,
    /// Lower case, with ' for both apostrophes.
    pub lower: String,
    pub range: Range<usize>,
    pub kind: TokenKind,
}

/// The row of words; the hit is one item.
pub struct Row<'a> {
    pub text: &'a str,
    pub items: Vec<Item<'a>>,
    /// Index of the hit.
    pub hit: usize,
}

const MARKS: &[&str] = &[
    "e", "es", "s", "se", "ses", "euse", "euses", "rice", "rices", "trice", "trices", "ice", "ices", "ère", "ères", "ne", "nes",
    "le", "les", "te", "tes", "ve", "ves", "ales", "enne", "ennes", "elle", "elles",
];

impl<'a> Row<'a> {
    pub fn around(text: &'a str, hit: Range<usize>) -> Row<'a> {
        let tokens = Tokens::around(text, hit.clone(), true);
        let mut before: Vec<Token> = tokens.before;
        before.reverse();
        let mut items = join(text, &before);
        let index = items.len();
        items.push(Item { text: &text[hit.clone()], lower: text[hit.clone()].to_lowercase(), range: hit, kind: TokenKind::Word });
        items.extend(join(text, &tokens.after));
        Row { text, items, hit: index }
    }

    /// The word at `index`, in lower case; a mark is its own text; outside the row, nothing.
    pub fn word(&self, index: usize) -> &str {
        self.items.get(index).map_or("", |i| i.lower.as_str())
    }

    /// The item left of `index`.
    pub fn left(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |i| self.word(i))
    }

    pub fn is_word(&self, index: usize) -> bool {
        self.items.get(index).is_some_and(|i| i.kind == TokenKind::Word)
    }

    /// Whether the item ends a sentence or a clause that a predicate cannot reach over.
    pub fn stops(&self, index: usize) -> bool {
        match self.items.get(index) {
            None => true,
            Some(i) => i.kind == TokenKind::Punctuation && matches!(i.text, "." | "!" | "?" | "…" | ";" | ":" | "•"),
        }
    }

    /// First index of the hit's sentence.
    pub fn sentence_start(&self) -> usize {
        (0..self.hit).rev().find(|i| self.stops(*i)).map_or(0, |i| i + 1)
    }
}

fn item<'a>(text: &'a str, range: Range<usize>, kind: TokenKind) -> Item<'a> {
    let word = &text[range.clone()];
    Item { text: word, lower: word.to_lowercase().replace('’', "'"), range, kind }
}

/// prostitué ( e ) s → one word, likewise with full stops and slashes; le/la.
fn join<'a>(text: &'a str, tokens: &[Token<'a>]) -> Vec<Item<'a>> {
    let mut items = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while let Some(first) = tokens.get(i) {
        let end = if first.kind == TokenKind::Word { joined_end(text, tokens, i) } else { i };
        items.push(item(text, first.range.start..tokens[end].range.end, first.kind));
        i = end + 1;
    }
    items
}

fn joined_end(text: &str, tokens: &[Token], first: usize) -> usize {
    let touches = |k: usize| tokens.get(k).is_some_and(|t| k > 0 && tokens[k - 1].range.end == t.range.start);
    let (mut end, mut k) = (first, first + 1);
    if !(touches(k) && matches!(tokens[k].text, "(" | "." | "/") && touches(k + 1)) {
        return first;
    }
    let sign = tokens[k].text;
    let start = tokens[first].range.start;
    if sign == "/"
        && ["le/la", "la/le", "un/une", "une/un"].contains(&text[start..tokens[k + 1].range.end].to_lowercase().as_str())
    {
        return k + 1;
    }
    while touches(k) && tokens[k].text == sign && touches(k + 1) && MARKS.contains(&tokens[k + 1].text.to_lowercase().as_str()) {
        end = k + 1;
        if sign == "(" {
            if !(touches(k + 2) && tokens[k + 2].text == ")") {
                return first;
            }
            end = k + 2;
        }
        k = end + 1;
    }
    if end > first && sign == "(" && touches(k) && tokens[k].text == "s" {
        end = k;
    }
    let whole = &text[start..tokens[end].range.end];
    if end > first && (inclusive::recognise(whole).is_some() || whole.to_lowercase() == "un(e)") { end } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inclusive_spellings_are_one_word() {
        let text = "Les élu(e)s et le/la maire, un.e ami.e.s X rencontré(e)(s) au n.e";
        let at = text.find('X').unwrap_or_default();
        let row = Row::around(text, at..at + 1);
        let words: Vec<&str> = row.items.iter().map(|i| i.text).collect();
        assert!(words.contains(&"élu(e)s") && words.contains(&"le/la") && words.contains(&"ami.e.s"), "{words:?}");
        assert!(words.contains(&"rencontré(e)(s)"), "{words:?}");
        assert_eq!(row.word(row.hit), "x");
    }
}
