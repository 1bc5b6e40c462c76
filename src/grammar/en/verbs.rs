//! Verbs: the five forms of a regular verb; what is irregular comes from the entry.
//!
//! Spelling rules after Huddleston and Pullum (2002), ch. 18 §2.2, with the British doubling of l.

use super::super::{Features, PhraseError, Word};
use super::nouns::{is_vowel, sibilant_s};

const CELLS: [&str; 4] = ["s", "past", "pp", "ing"];

/// Plain form, third person, preterite, past participle, -ing.
pub fn cells(word: &Word) -> Result<[String; 5], PhraseError> {
    let lemma = word.lemma.as_str();
    if let Some(key) = word.irregular.keys().find(|k| !CELLS.contains(&k.as_str())) {
        return Err(PhraseError(format!("\"{lemma}\": an English verb has no cell \"{key}\"; write s, past, pp or ing")));
    }
    // The first word of "live off", the whole of "legalise".
    let (verb, particle) = lemma.split_once(' ').map_or((lemma, String::new()), |(v, p)| (v, format!(" {p}")));
    let cell = |key: &str, rule: String| word.irregular.get(key).cloned().unwrap_or(format!("{rule}{particle}"));
    let past = cell("past", past(verb));
    let participle = word.irregular.get("pp").cloned().unwrap_or_else(|| past.clone());
    Ok([lemma.to_string(), cell("s", third_person(verb)), past, participle, cell("ing", ing(verb))])
}

pub fn paradigm(word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
    let verb = Features { verb: true, ..Features::default() };
    let mut forms: Vec<(String, Features)> = Vec::new();
    for cell in cells(word)? {
        if !forms.iter().any(|(t, _)| *t == cell) {
            forms.push((cell, verb));
        }
    }
    Ok(forms)
}

/// American spellings with a single l (labeled), which are searched too.
pub fn variants(word: &Word) -> Vec<(String, Features)> {
    let lemma = word.lemma.as_str();
    let doubles = doubled(lemma).is_some_and(|d| d.ends_with('l')) && syllables(lemma) > 1;
    if !doubles || !word.irregular.is_empty() {
        return Vec::new();
    }
    let verb = Features { verb: true, ..Features::default() };
    vec![(format!("{lemma}ed"), verb), (format!("{lemma}ing"), verb)]
}

pub fn third_person(verb: &str) -> String {
    match verb {
        "have" => "has".into(),
        "be" => "is".into(),
        "do" | "go" => format!("{verb}es"),
        _ => sibilant_s(verb),
    }
}

fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        return format!("{verb}d");
    }
    match verb.strip_suffix('y') {
        Some(body) if body.ends_with(|c: char| !is_vowel(c)) => format!("{body}ied"),
        _ => format!("{}ed", doubled(verb).unwrap_or_else(|| verb.to_string())),
    }
}

fn ing(verb: &str) -> String {
    if let Some(body) = verb.strip_suffix("ie") {
        return format!("{body}ying");
    }
    match verb.strip_suffix('e') {
        Some(body) if !body.ends_with(['e', 'o', 'y']) && verb.len() > 2 => format!("{body}ing"),
        _ => format!("{}ing", doubled(verb).unwrap_or_else(|| verb.to_string())),
    }
}

fn syllables(word: &str) -> usize {
    let mut groups = 0;
    let mut inside = false;
    for c in word.chars() {
        let vowel = is_vowel(c) || c == 'y';
        groups += usize::from(vowel && !inside);
        inside = vowel;
    }
    groups
}

/// A final consonant after one vowel letter is doubled where the syllable is stressed, which spelling tells for
/// monosyllables only; l is doubled always, c becomes ck.
fn doubled(verb: &str) -> Option<String> {
    let mut end = verb.chars().rev();
    let (last, before, third) = (end.next()?, end.next()?, end.next());
    if last == 'c' {
        return Some(format!("{verb}k"));
    }
    let short = is_vowel(before) && !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y');
    let single = third.is_none_or(|t| !is_vowel(t)) || (before != 'u' && verb.contains("qu") && verb.len() < 6);
    (short && single && (syllables(verb) == 1 || last == 'l')).then(|| format!("{verb}{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five(verb: &str) -> [String; 5] {
        cells(&Word { lemma: verb.into(), ..Word::default() }).unwrap()
    }

    #[test]
    fn spelling_rules() {
        assert_eq!(five("legalise"), ["legalise", "legalises", "legalised", "legalised", "legalising"]);
        assert_eq!(five("pimp")[1..], ["pimps", "pimped", "pimped", "pimping"]);
        assert_eq!(five("traffic")[1..], ["traffics", "trafficked", "trafficked", "trafficking"]);
        assert_eq!(five("strip")[4], "stripping");
        assert_eq!(five("label")[2], "labelled");
        assert_eq!(five("visit")[2], "visited");
        assert_eq!(five("die")[4], "dying");
        assert_eq!(five("live off"), ["live off", "lives off", "lived off", "lived off", "living off"]);
    }

    #[test]
    fn irregular_cells_come_from_the_entry() {
        let mut word = Word { lemma: "sell".into(), ..Word::default() };
        word.irregular.insert("past".into(), "sold".into());
        assert_eq!(cells(&word).unwrap(), ["sell", "sells", "sold", "sold", "selling"]);
        word.irregular.insert("fem".into(), "x".into());
        assert!(cells(&word).unwrap_err().0.contains("write s, past, pp or ing"));
    }
}
