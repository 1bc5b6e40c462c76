//! Chinese grammar: no inflection; what a word is used as, and which characters a text is written in.

use super::{Features, Grammar, PhraseError, Request, Rewrite, Word, replace_plainly};
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
        vec![Rewrite { edits: vec![replace_plainly(request, &request.say.citation())], doubts: Vec::new() }]
    }
}

/// How a word of activity is used at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    pub usage: Usage,
    /// The neighbours leave no other reading.
    pub is_sure: bool,
}

/// Noun or verb, told from the neighbours: a verb follows a modal, an adverb, a purpose or a subject; a noun follows a
/// preposition or a verb that takes an object, or is followed by 的, 是 and the like.
pub fn usage(text: &str, hit: Range<usize>) -> Use {
    let before = &text[..hit.start];
    let after = &text[hit.end..];
    let sure = |usage| Use { usage, is_sure: true };
    const VERB_BEFORE: [&str; 34] = [
        "去",
        "来",
        "來",
        "会",
        "會",
        "能",
        "要",
        "想",
        "不",
        "没",
        "沒",
        "没有",
        "曾",
        "曾经",
        "曾經",
        "正在",
        "开始",
        "開始",
        "继续",
        "繼續",
        "被迫",
        "被逼",
        "自愿",
        "自願",
        "在街头",
        "在街頭",
        "为生而",
        "靠着",
        "她们",
        "她們",
        "他们",
        "他們",
        "她",
        "他",
    ];
    const NOUN_BEFORE: [&str; 40] = [
        "对", "對", "关于", "關於", "将", "將", "把", "反对", "反對", "禁止", "打击", "打擊", "允许", "允許", "从事", "從事",
        "涉及", "包括", "视", "視", "的", "以", "靠", "与", "與", "和", "及", "或", "是", "性", "消除", "管制", "规管", "規管",
        "取缔", "取締", "有关", "有關", "街头", "街頭",
    ];
    const NOUN_AFTER: [&str; 30] = [
        "的", "是", "为", "為", "行为", "行為", "活动", "活動", "现象", "現象", "问题", "問題", "业", "業", "和", "与", "與",
        "及", "、", "合法", "非罪", "除罪", "政策", "法", "场所", "場所", "被", "在", "不", "产业",
    ];
    if NOUN_BEFORE.iter().any(|w| before.ends_with(w)) {
        return sure(Usage::Noun);
    }
    if VERB_BEFORE.iter().any(|w| before.ends_with(w)) {
        return sure(Usage::Verb);
    }
    let starts_clause = before.chars().next_back().is_none_or(|c| !is_han(c));
    if NOUN_AFTER.iter().any(|w| after.starts_with(w)) {
        return Use { usage: Usage::Noun, is_sure: starts_clause };
    }
    Use { usage: Usage::Noun, is_sure: false }
}

/// Whether a text is written in traditional characters, told from the characters that the scripts write differently.
pub fn looks_traditional(text: &str) -> bool {
    static SCRIPTS: OnceLock<Scripts> = OnceLock::new();
    let scripts = SCRIPTS.get_or_init(|| {
        // A test reads the file, so what is built in is right.
        toml::from_str(include_str!("../../../rules/zh/scripts.toml")).expect("rules/zh/scripts.toml is read by a test")
    });
    let (mut traditional, mut simplified) = (0, 0);
    for c in text.chars().take(600).filter(|c| is_han(*c)) {
        traditional += u32::from(scripts.traditional.contains(c));
        simplified += u32::from(scripts.simplified.contains(c));
    }
    traditional > simplified
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
    fn noun_and_verb() {
        let usage_in = |text: &str| usage(text, text.find("卖淫").unwrap()..text.find("卖淫").unwrap() + 6).usage;
        assert_eq!(usage_in("她被迫卖淫"), Usage::Verb);
        assert_eq!(usage_in("反对卖淫的人"), Usage::Noun);
    }
}
