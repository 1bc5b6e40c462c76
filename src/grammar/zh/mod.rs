//! Chinese grammar: no inflection; what a word is used as, and which characters a text is written in.

use super::{Doubt, DoubtKind, Features, Grammar, PhraseError, Request, Rewrite, Word, replace_plainly};
use crate::lexicon::Usage;
use crate::text::script::is_han;
use std::ops::Range;
use std::sync::OnceLock;

pub struct Chinese;

impl Grammar for Chinese {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        Ok(vec![(word.lemma.clone(), Features::default())])
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        let say = request.say.citation();
        let doubts = another_meaning(request.text, request.hit.clone(), &say);
        vec![Rewrite { edits: vec![replace_plainly(request, &say)], doubts: doubts.into_iter().collect() }]
    }
}

/// How a word of activity is used at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    pub usage: Usage,
    /// The neighbours leave no other reading.
    pub is_sure: bool,
}

/// The word in the sentence that speaks of a crime, of children or of a stance, where the term is to become one for work.
fn another_meaning(text: &str, hit: Range<usize>, say: &str) -> Option<Doubt> {
    if !say.contains("性工作") && !say.contains("性服务") && !say.contains("性服務") {
        return None;
    }
    // A sentence is some dozen characters; looking further would cost more than it tells.
    const REACH: usize = 60;
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n' | '.' | '!' | '?' | ';');
    let before: usize = text[..hit.start].chars().rev().take(REACH).take_while(|c| !ends(*c)).map(char::len_utf8).sum();
    let after: usize = text[hit.end..].chars().take(REACH).take_while(|c| !ends(*c)).map(char::len_utf8).sum();
    [hit.start - before..hit.start, hit.end..hit.end + after].into_iter().find_map(|side| {
        neighbours().another_meaning.iter().find_map(|word| {
            let at = side.start + text[side.clone()].find(word.as_str())?;
            Some(Doubt { kind: DoubtKind::Meaning, range: at..at + word.len() })
        })
    })
}

fn neighbours() -> &'static Neighbours {
    static NEIGHBOURS: OnceLock<Neighbours> = OnceLock::new();
    NEIGHBOURS.get_or_init(|| {
        // A test reads the file, so what is built in is right.
        toml::from_str(include_str!("../../../rules/zh/usage.toml")).expect("rules/zh/usage.toml is read by a test")
    })
}

/// Noun or verb, told from the neighbours: a verb follows a modal, an adverb, a purpose, a subject or a place; a noun
/// follows a preposition or a verb that takes an object, or is followed by 的, 是 and the like (`rules/zh/usage.toml`).
pub fn usage(text: &str, hit: Range<usize>) -> Use {
    let neighbours = neighbours();
    let before = &text[..hit.start];
    let after = &text[hit.end..];
    let ends = |words: &[String]| words.iter().any(|w| before.ends_with(w.as_str()));
    let starts = |words: &[String]| words.iter().any(|w| after.starts_with(w.as_str()));
    let sure = |usage| Use { usage, is_sure: true };
    let unsure = |usage| Use { usage, is_sure: false };
    if ends(&neighbours.noun_before) {
        return sure(Usage::Noun);
    }
    if ends(&neighbours.verb_before) {
        return sure(Usage::Verb);
    }
    if starts(&neighbours.verb_after) {
        return unsure(Usage::Verb);
    }
    // A clause is at most a few dozen characters; looking further back would cost more than it tells.
    let clause =
        before.chars().rev().take(30).take_while(|c| !matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '\n'));
    let subject = starts(&neighbours.noun_after);
    if ends(&neighbours.place_before) && !subject && clause.into_iter().any(|c| c == '在') {
        return unsure(Usage::Verb);
    }
    let starts_clause = before.chars().next_back().is_none_or(|c| !is_han(c));
    if subject {
        return Use { usage: Usage::Noun, is_sure: starts_clause };
    }
    unsure(Usage::Noun)
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Neighbours {
    noun_before: Vec<String>,
    verb_before: Vec<String>,
    place_before: Vec<String>,
    verb_after: Vec<String>,
    noun_after: Vec<String>,
    another_meaning: Vec<String>,
}

/// How many of a text's characters tell that it is in one script or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Characters {
    pub simplified: u32,
    pub traditional: u32,
}

impl std::ops::Add for Characters {
    type Output = Characters;

    fn add(self, other: Characters) -> Characters {
        Characters { simplified: self.simplified + other.simplified, traditional: self.traditional + other.traditional }
    }
}

/// Counts the characters that the scripts write differently, in the first six hundred of a text.
pub fn characters(text: &str) -> Characters {
    static SCRIPTS: OnceLock<Scripts> = OnceLock::new();
    let scripts = SCRIPTS.get_or_init(|| {
        // A test reads the file, so what is built in is right.
        toml::from_str(include_str!("../../../rules/zh/scripts.toml")).expect("rules/zh/scripts.toml is read by a test")
    });
    let mut count = Characters::default();
    for c in text.chars().take(600).filter(|c| is_han(*c)) {
        count.traditional += u32::from(scripts.traditional.contains(c));
        count.simplified += u32::from(scripts.simplified.contains(c));
    }
    count
}

/// Whether a text is written in traditional characters.
pub fn looks_traditional(text: &str) -> bool {
    let count = characters(text);
    count.traditional > count.simplified
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Scripts {
    simplified: String,
    traditional: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        assert!(looks_traditional("獄中的囚犯也能取得HIV治療。"));
        assert!(!looks_traditional("狱中的囚犯也能取得HIV治疗。"));
        assert!(!looks_traditional("性工作者"), "the same in both");
    }

    #[test]
    fn children_crimes_and_stances_want_a_person() {
        let word = |text: &str, say: &str| {
            let at = text.find("卖淫").unwrap();
            another_meaning(text, at..at + 6, say).map(|d| text[d.range].to_string())
        };
        assert_eq!(word("未成年人在酒店卖淫。", "从事性工作").as_deref(), Some("未成年"));
        assert_eq!(word("被贩运的妇女在酒吧卖淫。", "从事性工作").as_deref(), Some("贩运"));
        assert_eq!(word("根除卖淫是他们的目标。", "性工作").as_deref(), Some("根除"));
        assert_eq!(word("儿童上学去了。卖淫在荷兰是合法的。", "性工作"), None, "another sentence");
        assert_eq!(word("未成年人在酒店卖淫。", "性剥削"), None, "already said as what it is");
    }

    #[test]
    fn noun_and_verb() {
        let usage_in = |text: &str| usage(text, text.find("卖淫").unwrap()..text.find("卖淫").unwrap() + 6).usage;
        assert_eq!(usage_in("她被迫卖淫"), Usage::Verb);
        assert_eq!(usage_in("反对卖淫的人"), Usage::Noun);
        assert_eq!(usage_in("她在车站附近卖淫"), Usage::Verb);
        assert_eq!(usage_in("在法律上卖淫是犯罪"), Usage::Noun, "the subject, not what is done there");
    }
}
