//! An entry's `keep` and `need`: the words around a hit.

use super::sentence;
use crate::lexicon::Condition;
use crate::text::fold::{Folded, fold_into};
use crate::text::script::{is_han, joins_word};
use std::cell::OnceCell;
use std::ops::Range;

/// A paragraph, folded once for all its hits.
pub struct Surroundings<'a> {
    text: &'a str,
    folded: Folded,
}

/// The place of one hit.
pub struct Around<'a> {
    surroundings: &'a Surroundings<'a>,
    /// Bytes of the paragraph.
    local: Range<usize>,
    /// Bytes of the folded paragraph.
    hit: Range<usize>,
    /// The sentence before the hit and behind it.
    sentence: OnceCell<[Side<'a>; 2]>,
}

/// What stands on one side of a hit.
struct Side<'a> {
    text: &'a str,
    words: Vec<&'a str>,
    /// The words in alphabetical order: a condition may name a hundred.
    sorted: Vec<&'a str>,
}

impl<'a> Side<'a> {
    fn new(text: &'a str) -> Self {
        let words: Vec<&str> = text.split(|c: char| !joins_word(c)).filter(|w| !w.is_empty()).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        Side { text, words, sorted }
    }

    /// Whether a phrase occurs among the words.
    fn has(&self, item: &str) -> bool {
        let mut items = words_of(item);
        let Some(first) = items.next() else { return false };
        let at = self.sorted.partition_point(|w| *w < first.text);
        if !self.sorted.get(at).is_some_and(|w| first.matches(w)) {
            return false;
        }
        self.words.iter().enumerate().filter(|(_, w)| first.matches(w)).any(|(n, _)| {
            let mut behind = self.words[n + 1..].iter();
            items.clone().all(|i| behind.next().is_some_and(|w| i.matches(w)))
        })
    }
}

impl<'a> Surroundings<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut folded = Folded::default();
        fold_into(text, 0..text.len(), &mut folded);
        Surroundings { text, folded }
    }

    pub fn at(&'a self, local: Range<usize>) -> Around<'a> {
        let mut start = self.folded.folded_at(local.start);
        let mut end = self.folded.folded_at(local.end);
        while !self.folded.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.folded.text.is_char_boundary(end) {
            end += 1;
        }
        Around { surroundings: self, local, hit: start..end.max(start), sentence: OnceCell::new() }
    }
}

impl<'a> Around<'a> {
    /// Whether everything that the condition states is so.
    pub fn holds(&self, condition: &Condition) -> bool {
        let any = |items: &[String], test: &dyn Fn(&str) -> bool| items.is_empty() || items.iter().any(|i| test(i));
        // The sentence is looked at last: its words have to be read first.
        any(&condition.before, &|i| self.before(i))
            && any(&condition.after, &|i| self.after(i))
            && any(&condition.inside, &|i| self.inside(i))
            && any(&condition.near, &|i| self.near(i))
            && condition.capital.is_none_or(|wanted| self.capital() == wanted)
    }

    fn folded(&self) -> &'a str {
        &self.surroundings.folded.text
    }

    fn before(&self, item: &str) -> bool {
        let text = &self.folded()[..self.hit.start];
        if is_literal(item) {
            return text.ends_with(item) || text.trim_end().ends_with(item);
        }
        let words: Vec<Item> = words_of(item).collect();
        let context = last_words(text, words.len());
        context.len() == words.len() && words.iter().zip(&context).all(|(w, c)| w.matches(c))
    }

    fn after(&self, item: &str) -> bool {
        let text = &self.folded()[self.hit.end..];
        if is_literal(item) {
            return text.starts_with(item) || text.trim_start().starts_with(item);
        }
        let words: Vec<Item> = words_of(item).collect();
        let context = first_words(text, words.len());
        context.len() == words.len() && words.iter().zip(&context).all(|(w, c)| w.matches(c))
    }

    fn near(&self, item: &str) -> bool {
        let sides = self.sentence.get_or_init(|| {
            let text = self.folded();
            let sentence = self.sentence();
            [Side::new(&text[sentence.start..self.hit.start]), Side::new(&text[self.hit.end..sentence.end])]
        });
        if is_literal(item) {
            return sides.iter().any(|s| s.text.contains(item));
        }
        sides.iter().any(|s| s.has(item))
    }

    /// The sentence of the hit, or as much of it as is near: a text without full stops may be megabytes long.
    fn sentence(&self) -> Range<usize> {
        const REACH: usize = 2000;
        let mut from = self.hit.start.saturating_sub(REACH);
        while !self.folded().is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (self.hit.end + REACH).min(self.folded().len());
        while !self.folded().is_char_boundary(to) {
            to += 1;
        }
        let found = sentence::around(&self.folded()[from..to], self.hit.start - from..self.hit.end - from);
        from + found.start..from + found.end
    }

    fn inside(&self, item: &str) -> bool {
        let (bare, open) = match item.strip_suffix('*') {
            Some(bare) => (bare, true),
            None => (item, false),
        };
        // How far before the hit it may begin, so that it covers the hit (or, open, reaches into it).
        let reach = if open { bare.len().checked_sub(1) } else { bare.len().checked_sub(self.hit.len()) };
        let Some(reach) = reach.filter(|_| !bare.is_empty()) else { return false };
        let text = self.folded();
        (self.hit.start.saturating_sub(reach)..=self.hit.start).any(|start| {
            text.as_bytes()[start..].starts_with(bare.as_bytes()) && {
                let han = bare.chars().any(is_han);
                let begins = han || !text[..start].chars().next_back().is_some_and(joins_word);
                let ends = han || open || !text[start + bare.len()..].chars().next().is_some_and(joins_word);
                begins && ends
            }
        })
    }

    /// Whether the term begins with a capital although no sentence begins there.
    fn capital(&self) -> bool {
        let text = self.surroundings.text;
        text[self.local.clone()].chars().next().is_some_and(char::is_uppercase) && !sentence::begins_at(text, self.local.start)
    }
}

/// Chinese, and bare punctuation, are compared character by character.
fn is_literal(item: &str) -> bool {
    !item.is_ascii() && item.chars().any(is_han) || !item.chars().any(char::is_alphanumeric)
}

/// A word of a condition; a trailing `*` stands for any ending.
struct Item<'a> {
    text: &'a str,
    open: bool,
}

impl Item<'_> {
    fn matches(&self, word: &str) -> bool {
        if self.open { word.starts_with(self.text) } else { word == self.text }
    }
}

fn words_of(item: &str) -> impl Iterator<Item = Item<'_>> + Clone {
    item.split(|c: char| !joins_word(c) && c != '*' && !is_han(c)).filter(|w| !w.is_empty() && *w != "*").map(|w| {
        match w.strip_suffix('*') {
            Some(text) => Item { text, open: true },
            None => Item { text: w, open: false },
        }
    })
}

/// Marks that end what "directly before" and "directly after" can mean.
fn stops(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ';' | ':' | '\n' | '。' | '！' | '？' | '；' | '：')
}

fn last_words(text: &str, n: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut end = text.len();
    while words.len() < n {
        let trimmed = text[..end].trim_end_matches(|c: char| !joins_word(c) && !stops(c));
        if trimmed.is_empty() || trimmed.ends_with(stops) {
            break;
        }
        let start = trimmed.trim_end_matches(joins_word).len();
        if start == trimmed.len() {
            break;
        }
        words.push(&trimmed[start..]);
        end = start;
    }
    words.reverse();
    words
}

fn first_words(text: &str, n: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while words.len() < n {
        let trimmed = rest.trim_start_matches(|c: char| !joins_word(c) && !stops(c));
        if trimmed.is_empty() || trimmed.starts_with(stops) {
            break;
        }
        let length = trimmed.len() - trimmed.trim_start_matches(joins_word).len();
        if length == 0 {
            break;
        }
        words.push(&trimmed[..length]);
        rest = &trimmed[length..];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, hit: &str, build: impl Fn(&mut Condition)) -> bool {
        let at = text.find(hit).unwrap();
        let mut condition = Condition::default();
        build(&mut condition);
        Surroundings::new(text).at(at..at + hit.len()).holds(&condition)
    }

    fn list(items: &[&str]) -> Vec<String> {
        items.iter().map(|s| s.to_string()).collect()
    }

    #[test]
    fn words_directly_before_and_after() {
        let text = "La procédure d’achat. Procuring office goods is slow.";
        assert!(holds(text, "Procuring", |c| c.after = list(&["office goods"])));
        assert!(holds(text, "Procuring", |c| c.after = list(&["offic* good*"])));
        assert!(!holds(text, "Procuring", |c| c.before = list(&["achat"])), "a full stop lies between");
        assert!(holds(text, "achat", |c| c.before = list(&["procédure d'"])));
    }

    #[test]
    fn near_means_the_sentence() {
        let text = "The client paid. The trick was simple, said the sex worker.";
        assert!(holds(text, "trick", |c| c.near = list(&["sex work*"])));
        assert!(!holds(text, "trick", |c| c.near = list(&["client"])));
    }

    #[test]
    fn inside_a_longer_phrase() {
        assert!(holds("He drove a Ford Escort home.", "Escort", |c| c.inside = list(&["ford escort"])));
        assert!(!holds("An escort came.", "escort", |c| c.inside = list(&["ford escort"])));
        assert!(holds("坐台小姐姐来了", "小姐", |c| c.inside = list(&["小姐姐"])));
    }

    #[test]
    fn capitals_count_in_mid_sentence_only() {
        assert!(holds("Then John came.", "John", |c| c.capital = Some(true)));
        assert!(holds("It was late. Johns came.", "Johns", |c| c.capital = Some(false)));
    }
}
