//! Both genders named in full: « travailleuses et travailleurs », « toutes les élues et tous les élus », « d’une présidente
//! ou d’un président ».

use crate::grammar::Number;
use crate::grammar::fr::adjectives::{masculine_plural, readings};
use crate::grammar::fr::inclusive::{Notation, write};
use crate::grammar::fr::inflection::{feminine, plural};
use crate::lexicon::RoleNoun;
use std::ops::Range;

/// Words of a half of a pair, at most: « toutes les nouvelles élues ».
const LONGEST: usize = 4;

/// A noun, with what agrees before it, named in both genders.
#[derive(Debug)]
pub struct Pair {
    /// Both halves, bytes of the text.
    pub range: Range<usize>,
    /// The words of the first half.
    words: Vec<Half>,
    pub number: Number,
}

/// A word of the first half and what it is in the second one.
#[derive(Debug)]
struct Half {
    range: Range<usize>,
    /// In the masculine, as the text has it.
    masculine: String,
    /// Masculine and feminine singular; nothing where both halves have the same word, or an article.
    lemma: Option<(String, String)>,
    /// An article in both genders: du/de la.
    article: Option<&'static str>,
}

impl Pair {
    /// The pair in one word; nothing where one of its words has no such form.
    pub fn written(&self, text: &str, to: Notation) -> Option<String> {
        let mut out = String::new();
        for (n, word) in self.words.iter().enumerate() {
            if n > 0 {
                out.push_str(&text[self.words[n - 1].range.end..word.range.start]);
            }
            let new = match (&word.lemma, word.article) {
                (_, Some(article)) => article.to_string(),
                (Some((m, f)), None) => write(m, f, self.number, to)?,
                (None, None) => text[word.range.clone()].to_string(),
            };
            out.push_str(&cased(&text[word.range.clone()], new));
        }
        Some(out)
    }

    /// The masculine half, with the gaps of the first.
    pub fn masculine(&self, text: &str) -> String {
        let mut out = String::new();
        for (n, word) in self.words.iter().enumerate() {
            if n > 0 {
                out.push_str(&text[self.words[n - 1].range.end..word.range.start]);
            }
            out.push_str(&word.masculine);
        }
        out
    }

    /// Bytes of the last word of [`masculine`](Self::masculine).
    pub fn noun_length(&self) -> usize {
        self.words.last().map_or(0, |w| w.masculine.len())
    }
}

/// `new` with the capital of the word in whose place it comes.
fn cased(old: &str, new: String) -> String {
    if !old.starts_with(char::is_uppercase) {
        return new;
    }
    let mut chars = new.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

struct Token {
    range: Range<usize>,
    lower: String,
}

/// The next words to the right of a byte: letters and inner hyphens, an apostrophe ends its word; a mark ends the row.
fn right(text: &str, at: usize) -> Vec<Token> {
    let mut found = Vec::new();
    let mut from = at;
    while found.len() <= LONGEST + 1 {
        let start = from + (text[from..].len() - text[from..].trim_start().len());
        let length: usize = text[start..].chars().take_while(|c| c.is_alphabetic() || *c == '-').map(char::len_utf8).sum();
        if length == 0 || found.is_empty() && start == at {
            break;
        }
        let mut end = start + length;
        let elided = text[end..].starts_with(['\'', '’']);
        if elided {
            end += text[end..].chars().next().map_or(0, char::len_utf8);
        }
        found.push(Token { range: start..end, lower: text[start..end].to_lowercase().replace('’', "'") });
        if !elided && !text[end..].starts_with(char::is_whitespace) {
            break;
        }
        from = end;
    }
    found
}

/// The words to the left of a byte, nearest first.
fn left(text: &str, at: usize) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut to = at;
    while found.len() <= LONGEST + 1 {
        let trimmed = text[..to].trim_end();
        let elided = trimmed.ends_with(['\'', '’']);
        if found.is_empty() && (elided || trimmed.len() == to) || !found.is_empty() && !elided && trimmed.len() == to {
            break;
        }
        let body = trimmed.trim_end_matches(['\'', '’']);
        let length: usize = body.chars().rev().take_while(|c| c.is_alphabetic() || *c == '-').map(char::len_utf8).sum();
        if length == 0 {
            break;
        }
        let start = body.len() - length;
        found.push(Token { range: start..trimmed.len(), lower: text[start..trimmed.len()].to_lowercase().replace('’', "'") });
        to = start;
    }
    found
}

/// Every pair of a text, in its order.
pub fn find(text: &str, nouns: &[RoleNoun]) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for (at, word) in joiners(text) {
        let (before, after) = (left(text, at), right(text, at + word.len()));
        let floor = found.last().map_or(0, |p| p.range.end);
        let pair = (1..=LONGEST).rev().find_map(|words| read(text, &before, &after, words, nouns));
        found.extend(pair.filter(|p| p.range.start >= floor));
    }
    found
}

/// Where « et » and « ou » stand as words.
fn joiners(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let mut all: Vec<(usize, &'static str)> = Vec::new();
    for word in ["et", "ou"] {
        all.extend(
            text.match_indices(word)
                .filter(|(at, w)| {
                    text[..*at].ends_with(char::is_whitespace) && text[at + w.len()..].starts_with(char::is_whitespace)
                })
                .map(|(at, _)| (at, word)),
        );
    }
    all.sort_unstable();
    all.into_iter()
}

/// What may stand before each half: the same word, or the article in its gender.
const REPEATED: [&str; 13] = ["les", "des", "aux", "ces", "nos", "vos", "leurs", "ses", "mes", "tes", "de", "d'", "l'"];

fn read(text: &str, before: &[Token], after: &[Token], words: usize, nouns: &[RoleNoun]) -> Option<Pair> {
    let first: Vec<&Token> = before.get(..words)?.iter().rev().collect();
    let outer = before.get(words).map_or("", |t| t.lower.as_str());
    let outer_two = before.get(words + 1).map_or("", |t| t.lower.as_str());
    // The second half may begin with what stands before the first, or with the masculine article.
    let lead = after.first().map_or("", |t| t.lower.as_str());
    let repeated = REPEATED.contains(&lead) && lead == outer;
    let article = match (outer_two, outer, lead) {
        ("de", "la", "du") => Some(("du/de la", 2)),
        ("à", "la", "au") => Some(("au/à la", 2)),
        (_, "la", "le") => Some(("le/la", 1)),
        _ => None,
    };
    let skip = usize::from(repeated || article.is_some());
    let second = after.get(skip..skip + words)?;
    let mut halves = Vec::new();
    let mut numbers: Vec<Number> = Vec::new();
    let mut orders: Vec<bool> = Vec::new();
    for (l, r) in first.iter().zip(second) {
        let spelled = |t: &Token| text[t.range.clone()].to_string();
        if l.lower == r.lower {
            halves.push(Half { range: l.range.clone(), masculine: spelled(l), lemma: None, article: None });
            continue;
        }
        let (feminine_first, (m, f, number)) = match pair(&l.lower, &r.lower, nouns) {
            Some(found) => (true, found),
            None => (false, pair(&r.lower, &l.lower, nouns)?),
        };
        numbers.push(number);
        orders.push(feminine_first);
        let masculine = if feminine_first { spelled(r) } else { spelled(l) };
        halves.push(Half { range: l.range.clone(), masculine, lemma: Some((m, f)), article: None });
    }
    // Only words in both genders at the edges (« les » between them may be the same).
    if halves.first()?.lemma.is_none() || halves.last()?.lemma.is_none() {
        return None;
    }
    let one = |list: &[bool]| list.iter().all(|o| *o == list[0]);
    if !one(&orders) || numbers.iter().any(|n| *n != numbers[0]) {
        return None;
    }
    let mut start = first[0].range.start;
    if let Some((article, tokens)) = article.filter(|_| orders[0] && numbers[0] == Number::Singular) {
        start = before.get(words + tokens - 1)?.range.start;
        let masculine = cased(&text[start..], lead.to_string());
        let range = start..before.get(words)?.range.end;
        halves.insert(0, Half { range, masculine, lemma: None, article: Some(article) });
    } else if article.is_some() {
        return None;
    }
    Some(Pair { range: start..second.last()?.range.end, words: halves, number: numbers[0] })
}

/// Whether two words, in small letters, are one in the feminine and in the masculine: masculine and feminine singular, and
/// the number.
fn pair(f: &str, m: &str, nouns: &[RoleNoun]) -> Option<(String, String, Number)> {
    let made = |m: &str, f: &str, number| Some((m.to_string(), f.to_string(), number));
    match (f, m) {
        ("une", "un") => return made("un", "une", Number::Singular),
        ("toute", "tout") => return made("tout", "toute", Number::Singular),
        ("toutes", "tous") => return made("tout", "toute", Number::Plural),
        ("cette", "ce" | "cet") => return made("cet", "cette", Number::Singular),
        _ => {}
    }
    for noun in nouns.iter().filter(|n| !n.is_epicene()) {
        if noun.feminine() == f && noun.masculine == m {
            return made(m, f, Number::Singular);
        }
        if plural(noun.feminine()) == f && plural(&noun.masculine) == m {
            return made(&noun.masculine, noun.feminine(), Number::Plural);
        }
    }
    if m.chars().count() < 3 || f == m {
        return None;
    }
    let known = |lemma: &str| lemma.ends_with(['é', 'i', 'u']) || !readings(lemma).is_empty();
    let base = m.strip_suffix("aux").map(|base| format!("{base}al"));
    let singulars = [m.strip_suffix('s').map(str::to_string), base, Some(m.to_string())];
    for lemma in singulars.into_iter().flatten().filter(|lemma| known(lemma)) {
        let of = feminine(&lemma);
        if masculine_plural(&lemma) == m && plural(&of) == f && lemma != of {
            return Some((lemma, of, Number::Plural));
        }
    }
    (known(m) && feminine(m) == f).then(|| (m.to_string(), f.to_string(), Number::Singular))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        find(text, &[]).iter().filter_map(|p| p.written(text, Notation::Capitals)).collect()
    }

    #[test]
    fn both_genders_are_one() {
        for (text, one) in [
            ("Les migrantes et migrants ont signé.", "migrantEs"),
            ("Les élues et les élus.", "éluEs"),
            ("Toutes les élues et tous les élus.", "TouTEs les éluEs"),
            ("Est élue ou élu qui l’emporte.", "éluE"),
            ("De nombreuses élues et de nombreux élus.", "nombreuxSEs éluEs"),
            ("L’avis d’une élue ou d’un élu.", "unE éluE"),
            ("L’avis de l’élue ou l’élu.", "éluE"),
            ("Les décisions de la migrante ou du migrant.", "du/de la migrantE"),
            ("Les élues\net élus.", "éluEs"),
        ] {
            assert_eq!(pairs(text), [one], "{text}");
        }
    }

    #[test]
    fn other_words_with_et() {
        for text in [
            "La mort et le mort, les courses et les cours, une ou deux élues, elle et il.",
            "Les régions et les réseaux ; les femmes et les hommes ; celles et ceux qui viennent.",
            "Les élues, et élus par le sort.",
        ] {
            assert_eq!(pairs(text), [""; 0], "{text}");
        }
    }
}
