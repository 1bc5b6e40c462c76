//! What stands around a hit.

use super::super::{Token, TokenKind, Tokens, line_around};
use std::ops::Range;

/// How far the look of the text (its line, its apostrophes) is read on either side of a hit.
const WINDOW: usize = 600;

/// A word of the neighbourhood in lower case, with straight apostrophes.
pub struct Neighbour {
    pub lower: String,
    pub range: Range<usize>,
    pub is_word: bool,
}

pub struct Context<'a> {
    pub text: &'a str,
    pub hit: Range<usize>,
    pub tokens: Tokens<'a>,
    /// The words and marks of the clause before the hit, nearest first.
    pub before: Vec<Neighbour>,
    /// Those after it.
    pub after: Vec<Neighbour>,
}

impl<'a> Context<'a> {
    pub fn new(text: &'a str, hit: Range<usize>) -> Self {
        let tokens = Tokens::around(text, hit.clone(), false);
        let clause = |tokens: &[Token]| -> Vec<Neighbour> {
            tokens
                .iter()
                .take_while(|t| !ends_clause(t, text))
                .map(|t| Neighbour { lower: t.lower().to_string(), range: t.range.clone(), is_word: t.is_word() })
                .collect()
        };
        let (before, after) = (clause(&tokens.before), clause(&tokens.after));
        Context { text, hit, tokens, before, after }
    }

    /// The word directly before, quotation marks and opening brackets aside.
    pub fn previous(&self) -> Option<&Token<'a>> {
        let token =
            self.tokens.before.iter().find(|t| !matches!(t.text, "“" | "\"" | "‘" | "'" | "(" | "*" | "_" | "[" | "«"))?;
        (token.kind != TokenKind::Punctuation).then_some(token)
    }

    /// The word that follows in the same clause with nothing but space between.
    pub fn next(&self) -> Option<&Neighbour> {
        self.after.first().filter(|n| n.is_word)
    }

    pub fn before_word(&self, n: usize) -> &str {
        self.before.get(n).map_or("", |w| w.lower.as_str())
    }

    pub fn after_word(&self, n: usize) -> &str {
        self.after.get(n).map_or("", |w| w.lower.as_str())
    }

    /// A hyphen that glues the hit to the word before or after it.
    pub fn hyphen_before(&self) -> bool {
        self.text[..self.hit.start].ends_with(['-', '\u{2010}', '\u{2011}'])
    }

    pub fn hyphen_after(&self) -> bool {
        let rest = &self.text[self.hit.end..];
        rest.strip_prefix(['-', '\u{2010}', '\u{2011}']).is_some_and(|r| r.starts_with(char::is_alphanumeric))
    }

    /// Whether a sentence, a list item or a heading begins with the byte `at`.
    pub fn begins_at(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(|c: char| {
            matches!(c, '“' | '"' | '‘' | '\'' | '(' | '*' | '_' | '[' | '«') || (c.is_whitespace() && c != '\n')
        });
        let glued = self.text[..at].ends_with(['-', '/', '\u{2010}', '\u{2011}']);
        !glued
            && before
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '/' | ')' | '’' | '\'' | '&'))
    }

    /// The line of the hit, clipped: lines may be as long as a book.
    pub fn line(&self) -> (&'a str, Range<usize>) {
        let line = line_around(self.text, self.hit.start);
        let start = line.as_ptr() as usize - self.text.as_ptr() as usize;
        let end = start + line.len();
        (line, self.hit.start.max(start)..self.hit.end.min(end).max(self.hit.start))
    }

    /// The apostrophe that the text uses: that of the hit, else that of its neighbourhood.
    pub fn apostrophe(&self) -> char {
        let hit = &self.text[self.hit.clone()];
        if let Some(c) = hit.chars().find(|c| matches!(c, '\'' | '’' | 'ʼ')) {
            return c;
        }
        let from = floor(self.text, self.hit.start.saturating_sub(WINDOW));
        let to = ceil(self.text, (self.hit.end + WINDOW).min(self.text.len()));
        let (mut letter, mut curly) = (false, false);
        for c in self.text[from..to].chars() {
            match c {
                '\'' if letter => return '\'',
                '’' | 'ʼ' if letter => return c,
                _ => {
                    letter = c.is_alphabetic();
                    curly |= matches!(c, '“' | '”');
                }
            }
        }
        if curly { '’' } else { '\'' }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Sentence marks, semicolons, colons; a full stop before a small letter or a digit belongs to an abbreviation or a number.
fn ends_clause(token: &Token, text: &str) -> bool {
    if matches!(token.text, ";" | ":") {
        return true;
    }
    if token.text == "." {
        let rest = text[token.range.end..].trim_start();
        return !rest.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
    }
    token.ends_sentence()
}
