//! A quick answer to the question which language a text is in, by its commonest words (`rules/common-words.toml`): the right
//! one or none. What is short, mixed or unusual is left to the statistics of [`super::language`], which cost a hundred times
//! as much.

use crate::text::Language;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    en: String,
    es: String,
    fr: String,
    ru: String,
    others: String,
}

const RUSSIAN: usize = 3;
/// The place of languages without a lexicon.
const OTHERS: usize = 4;

/// Word to the languages it is common in, a bit each.
fn words() -> &'static HashMap<Vec<u8>, u8> {
    static WORDS: OnceLock<HashMap<Vec<u8>, u8>> = OnceLock::new();
    WORDS.get_or_init(|| {
        // A test reads the file, so what is built in is right.
        let file: File =
            toml::from_str(include_str!("../../rules/common-words.toml")).expect("rules/common-words.toml is read by a test");
        let mut words = HashMap::new();
        for (place, list) in [file.en, file.es, file.fr, file.ru, file.others].iter().enumerate() {
            for word in list.split_whitespace() {
                *words.entry(word.as_bytes().to_vec()).or_insert(0) |= 1 << place;
            }
        }
        words
    })
}

/// What is counted of a text.
#[derive(Default)]
struct Counts {
    /// Words of the lists, by language.
    common: [usize; 5],
    words: usize,
    cyrillic: usize,
    ideographs: usize,
    /// Kana and Hangul.
    syllables: usize,
}

impl Counts {
    fn of(text: &str) -> Counts {
        /// Longer than the longest word of the lists, in bytes.
        const LONGEST: usize = 16;
        let words = words();
        let bytes = text.as_bytes();
        let mut counts = Counts::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | 0xc3..=0xdf => {
                    let is_part = |b: &&u8| matches!(b, b'a'..=b'z' | b'A'..=b'Z' | 0x80..=0xbf | 0xc3..=0xdf);
                    let length = bytes[at..].iter().take_while(is_part).count();
                    counts.words += 1;
                    counts.cyrillic += usize::from(matches!(byte, 0xd0 | 0xd1));
                    if length <= LONGEST {
                        let mut lower = [0; LONGEST];
                        let lower = &mut lower[..length];
                        lower.copy_from_slice(&bytes[at..at + length]);
                        lower.make_ascii_lowercase();
                        let places = words.get(&*lower).copied().unwrap_or(0);
                        for (place, count) in counts.common.iter_mut().enumerate() {
                            *count += usize::from(places >> place & 1);
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
    let (best, most) = counts.common[..OTHERS].iter().copied().enumerate().max_by_key(|c| c.1)?;
    let others = counts.common.iter().enumerate().filter(|c| c.0 != best).map(|c| *c.1).max()?;
    // In plain prose every third to sixth word is on its language's list.
    let is_clear = counts.words >= 10 && most >= 4 && most * 8 >= counts.words && others * 4 <= most;
    let script = (best == RUSSIAN) == (counts.cyrillic * 2 > counts.words) && counts.ideographs == 0;
    (is_clear && script).then(|| Language::ALL[best])
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
            "The committee met and said: « Le comité s’est réuni et a approuvé les comptes avec une majorité des voix. »",
            "委員会は火曜日に開かれ、来年の予算を承認した。",
            "The end.",
        ] {
            assert_eq!(beyond_doubt(text), None, "{text}");
        }
    }
}
