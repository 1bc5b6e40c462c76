//! Tokens of a paragraph, walked outwards from a hit.

use crate::text::script::is_letter;
use std::cell::OnceCell;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    Number,
    Punctuation,
}

/// A word, number or punctuation mark. White space is no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    pub text: &'a str,
    /// Bytes in the text that was handed in.
    pub range: Range<usize>,
    pub kind: TokenKind,
    /// Made when it is first asked for: most tokens are never looked at, others many times.
    lower: OnceCell<String>,
}

impl Token<'_> {
    /// In lower case, with ' for both apostrophes.
    pub fn lower(&self) -> &str {
        self.lower.get_or_init(|| {
            let lower = self.text.to_lowercase();
            if lower.contains('’') { lower.replace('’', "'") } else { lower }
        })
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether this mark ends a sentence.
    pub fn ends_sentence(&self) -> bool {
        self.kind == TokenKind::Punctuation && matches!(self.text, "." | "!" | "?" | "…" | "。" | "！" | "？")
    }
}

/// The tokens around a hit, those before it nearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens<'a> {
    /// Leftwards from the hit.
    pub before: Vec<Token<'a>>,
    /// Rightwards from the hit.
    pub after: Vec<Token<'a>>,
}

/// How many tokens are looked at on either side.
const REACH: usize = 60;

impl<'a> Tokens<'a> {
    /// Words keep inner hyphens and apostrophes; with `split_elision` an apostrophe ends its word (l’ · école), as French
    /// wants it.
    pub fn around(text: &'a str, hit: Range<usize>, split_elision: bool) -> Tokens<'a> {
        // Looking further back than this would make a hit in a very long line cost more than the line is worth.
        const WINDOW: usize = 2000;
        // What mostly holds enough tokens.
        const NEAR: usize = 600;
        let mut from = hit.start.saturating_sub(WINDOW);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (hit.end + WINDOW).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        // Behind white space the tokens are the same wherever one began to read.
        let near = text[from..hit.start].char_indices().rev().find(|(i, c)| from + i + NEAR < hit.start && c.is_whitespace());
        let mut before = near.map_or(Vec::new(), |(i, _)| split(&text[from + i..hit.start], from + i, split_elision, usize::MAX));
        if before.len() < REACH {
            before = split(&text[from..hit.start], from, split_elision, usize::MAX);
        }
        before.reverse();
        before.truncate(REACH);
        let after = split(&text[hit.end..to], hit.end, split_elision, REACH);
        Tokens { before, after }
    }
}

fn split(text: &str, offset: usize, split_elision: bool, most: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while tokens.len() < most
        && let Some((start, c)) = chars.next()
    {
        if c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}') {
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if is_letter(c) {
            while let Some(&(i, d)) = chars.peek() {
                let inner = match d {
                    '\'' | '’' if split_elision => {
                        chars.next();
                        end = i + d.len_utf8();
                        break;
                    }
                    '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' | '·' => {
                        text[i + d.len_utf8()..].chars().next().is_some_and(is_letter)
                    }
                    d => is_letter(d) || d.is_alphanumeric() || matches!(d, '\u{300}'..='\u{36f}' | '\u{ad}'),
                };
                if !inner {
                    break;
                }
                chars.next();
                end = i + d.len_utf8();
            }
            TokenKind::Word
        } else if c.is_numeric() {
            while let Some(&(i, d)) = chars.peek() {
                if !d.is_alphanumeric() {
                    break;
                }
                chars.next();
                end = i + d.len_utf8();
            }
            TokenKind::Number
        } else {
            TokenKind::Punctuation
        };
        tokens.push(Token { text: &text[start..end], range: offset + start..offset + end, kind, lower: OnceCell::new() });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elision_splits_only_where_asked() {
        let text = "lutte contre l’ancienne prostituée d'ici";
        let at = text.find("prostituée").unwrap();
        let hit = at..at + "prostituée".len();
        let fr = Tokens::around(text, hit.clone(), true);
        assert_eq!(fr.before.iter().map(|t| t.text).collect::<Vec<_>>(), ["ancienne", "l’", "contre", "lutte"]);
        assert_eq!(fr.after[0].text, "d'");
        assert_eq!(Tokens::around(text, hit, false).before[0].text, "l’ancienne");
    }
}
