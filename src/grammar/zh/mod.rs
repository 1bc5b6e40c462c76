//! Chinese grammar: no inflection; what a word is used as, and which characters a text is written in.

use super::{Features, Grammar, PhraseError, Request, Rewrite, Word, replace_plainly};
use crate::lexicon::Usage;
use crate::text::script::is_han;
use std::ops::Range;

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
        "去", "来", "來", "会", "會", "能", "要", "想", "不", "没", "沒", "没有", "曾", "曾经", "曾經", "正在", "开始", "開始", "继续", "繼續",
        "被迫", "被逼", "自愿", "自願", "在街头", "在街頭", "为生而", "靠着", "她们", "她們", "他们", "他們", "她", "他",
    ];
    const NOUN_BEFORE: [&str; 40] = [
        "对", "對", "关于", "關於", "将", "將", "把", "反对", "反對", "禁止", "打击", "打擊", "允许", "允許", "从事", "從事", "涉及", "包括", "视", "視",
        "的", "以", "靠", "与", "與", "和", "及", "或", "是", "性", "消除", "管制", "规管", "規管", "取缔", "取締", "有关", "有關", "街头", "街頭",
    ];
    const NOUN_AFTER: [&str; 30] = [
        "的", "是", "为", "為", "行为", "行為", "活动", "活動", "现象", "現象", "问题", "問題", "业", "業", "和", "与", "與", "及", "、", "合法", "非罪", "除罪",
        "政策", "法", "场所", "場所", "被", "在", "不", "产业",
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

/// Whether a text is written in traditional characters, told from common characters that differ.
pub fn looks_traditional(text: &str) -> bool {
    const TRADITIONAL: &str = "這個們為來說時會對國學發過後還經開關動務業權與從進種應當條員類點級處條實現體樣總資區頭問題長見現場點將應關聯勞動產選舉條約準則當無論報導記載據們賣買婦義務歲縣鄉鎮灣";
    const SIMPLIFIED: &str = "这个们为来说时会对国学发过后还经开关动务业权与从进种应当条员类点级处条实现体样总资区头问题长见现场点将应关联劳动产选举条约准则当无论报导记载据们卖买妇义务岁县乡镇湾";
    let (mut traditional, mut simplified) = (0, 0);
    for c in text.chars().take(2000).filter(|c| is_han(*c)) {
        let (t, s) = (TRADITIONAL.contains(c), SIMPLIFIED.contains(c));
        traditional += u32::from(t && !s);
        simplified += u32::from(s && !t);
    }
    traditional > simplified
}
