//! A quick answer to the question which language a text is in, by its commonest words (`rules/common-words.toml`): the right
//! one or none. What is short, mixed or unusual is left to the statistics of [`super::language`], which cost a hundred times
//! as much.

use crate::text::Language;
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// Word lists by language code.
struct Lists {
    codes: Vec<String>,
    /// Word to the languages it is common in, a bit each.
    words: HashMap<Key, u32, FixedState>,
}

/// A word as a number: its bytes, the first the lowest.
type Key = u128;

/// Longer than the longest word of the lists, in bytes.
const LONGEST: usize = 16;

/// The key of a word of at most [`LONGEST`] bytes; capitals of ASCII make no difference.
fn key(word: &[u8]) -> Key {
    let mut bytes = [0; LONGEST];
    bytes[..word.len()].copy_from_slice(word);
    bytes.make_ascii_lowercase();
    Key::from_le_bytes(bytes)
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let text = include_str!("../../rules/common-words.toml");
        // A test reads the file, so what is built in is right.
        let file: BTreeMap<String, String> = toml::from_str(text).expect("rules/common-words.toml is read by a test");
        let mut words = HashMap::default();
        for (place, list) in file.values().enumerate() {
            for word in list.split_whitespace() {
                *words.entry(key(word.as_bytes())).or_insert(0) |= 1 << place;
            }
        }
        Lists { codes: file.into_keys().collect(), words }
    })
}

/// What is counted of a text.
#[derive(Default)]
struct Counts {
    /// Words of the lists, by language.
    common: [usize; 32],
    words: usize,
    cyrillic: usize,
    ideographs: usize,
    /// Kana and Hangul.
    syllables: usize,
}

impl Counts {
    fn of(text: &str) -> Counts {
        let lists = lists();
        let bytes = text.as_bytes();
        let mut counts = Counts::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0xc3..=0xdf => {
                    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | 0x80..=0xbf | 0xc3..=0xdf);
                    let length = bytes[at..].iter().take_while(is_part).count();
                    counts.words += 1;
                    counts.cyrillic += usize::from(matches!(byte, 0xd0 | 0xd1));
                    if length <= LONGEST {
                        let mut places = lists.words.get(&key(&bytes[at..at + length])).copied().unwrap_or(0);
                        while places != 0 {
                            counts.common[places.trailing_zeros() as usize] += 1;
                            places &= places - 1;
                        }
                    }
                    at += length;
                }
                0xe4..=0xe9 => {
                    counts.ideographs += 1;
                    at += 3;
                }
                0xe3 => {
                    counts.syllables += usize::from(matches!(bytes.get(at + 1), Some(0x81..=0x83)));
                    at += 3;
                }
                0xea..=0xed => {
                    counts.syllables += 1;
                    at += 3;
                }
                _ => at += 1,
            }
        }
        counts
    }
}

/// The language of a text, where there is no doubt.
pub fn beyond_doubt(text: &str) -> Option<Language> {
    let counts = Counts::of(text);
    if counts.ideographs >= 12 && counts.syllables == 0 && counts.words * 4 < counts.ideographs {
        return Some(Language::Zh);
    }
    let (best, most) = counts.common.iter().copied().enumerate().max_by_key(|c| c.1)?;
    let next = counts.common.iter().enumerate().filter(|c| c.0 != best).map(|c| *c.1).max()?;
    let language = Language::from_code(lists().codes.get(best)?)?;
    let is_russian = language == Language::Ru;
    // In plain prose every second to fourth word is on its language's list; Russian has no articles.
    let share = if is_russian { 6 } else { 4 };
    let is_clear = counts.words >= 10 && most >= 4 && most * share >= counts.words && next * 3 <= most * 2;
    let is_cyrillic = counts.cyrillic * 2 > counts.words;
    (is_clear && is_russian == is_cyrillic && counts.ideographs == 0).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_prose_is_beyond_doubt() {
        for (text, language) in [
            ("The committee met on Tuesday and agreed on the budget for the year that was to come.", Language::En),
            ("Le comité s’est réuni mardi et a approuvé les comptes de l’année avec une majorité des voix.", Language::Fr),
            ("La comisión se reunió el martes y aprobó las cuentas de los equipos con una mayoría clara.", Language::Es),
            ("Комитет собрался во вторник и утвердил бюджет на следующий год, как и было решено в мае.", Language::Ru),
            ("委员会星期二开会，通过了明年的预算。", Language::Zh),
        ] {
            assert_eq!(beyond_doubt(text), Some(language), "{text}");
        }
    }

    #[test]
    fn neighbours_and_mixtures_are_doubtful() {
        for text in [
            "O comité reuniu-se na terça-feira e aprovou as contas das equipas com uma maioria clara, mas não todas.",
            "El comitè es va reunir dimarts i va aprovar els comptes dels equips amb una majoria clara i les bases.",
            "Il comitato si è riunito il martedì e ha approvato i conti della squadra con una maggioranza degli aventi diritto.",
            "Комітет зібрався у вівторок і затвердив бюджет на наступний рік, як це було вирішено або що й у травні.",
            "Комитетът се събра във вторник и прие бюджета за следващата година, които са със този план от май.",
            "Der Ausschuss hat sich am Dienstag getroffen und den Haushalt für das kommende Jahr mit Mehrheit gebilligt.",
            "The committee met on Tuesday and said that it was so: « Le comité s’est réuni mardi et les comptes sont là. »",
            "委員会は火曜日に開かれ、来年の予算を承認した。",
            "The end.",
        ] {
            assert_eq!(beyond_doubt(text), None, "{text}");
        }
    }
}
