//! What stands before a noun for people: the closed classes of words that make it a noun, and the two genders named
//! together.

use crate::grammar::{Token, Tokens};
use crate::text::{Language, fold::BLOCK_SEPARATOR};
use std::ops::Range;

/// Articles, possessives and numerals before a plural.
const FRENCH_PLURAL: &str = "les des aux ces nos vos leurs ses mes tes certains plusieurs quelques tous deux trois quatre cinq \
    six sept huit neuf dix vingt trente cinquante cent mille maints divers différents quels tels";
const FRENCH_SINGULAR: &str = "un le l' du au chaque tout aucun ce cet son mon ton notre votre leur quel nul";
/// Adjectives that stand before their noun.
const FRENCH_ADJECTIVES: &str = "autres autre nouveaux nouveau anciens ancien jeunes jeune nombreux principaux principal premiers \
    premier petits petit grands grand meilleurs meilleur seuls seul vieux futurs futur simples simple vrais vrai faux mêmes même \
    prochains prochain derniers dernier chers cher rares plusieurs éventuels éventuel différents divers";
/// What stands before a noun without an article.
const FRENCH_LINKS: &str = "de d' par avec pour entre chez parmi comme sans contre envers sur en et ou ni que qu' ex";

const SPANISH_PLURAL: &str = "los unos estos esos aquellos nuestros vuestros algunos varios muchos pocos todos otros ciertos \
    sus mis tus dos tres cuatro cinco seis siete ocho nueve diez las unas estas esas algunas varias muchas todas otras";
const SPANISH_SINGULAR: &str = "el un del al cada todo algún ningún este ese su mi tu nuestro otro la una esta";
const SPANISH_LINKS: &str = "de por con para entre como sin contra a y e o u ni que";

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// The word directly before a byte, in lower case, with its apostrophe; nothing at the beginning; a mark stands for itself.
pub fn word_before(text: &str, at: usize) -> String {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() && c != BLOCK_SEPARATOR || matches!(c, '*' | '_'));
    let Some(last) = before.chars().next_back() else { return String::new() };
    if !last.is_alphanumeric() && !matches!(last, '\'' | '’') {
        return last.to_string();
    }
    let word = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut start = before.len();
    for (i, c) in before.char_indices().rev().take(24).take_while(|(_, c)| word(c)) {
        // An apostrophe ends the word before.
        if i + c.len_utf8() < before.len() && matches!(c, '\'' | '’') {
            break;
        }
        start = i;
    }
    before[start..].to_lowercase().replace('’', "'")
}

/// Whether a word for people, meant generally, can stand behind this word.
pub fn can_stand_after(language: Language, word: String) -> bool {
    let mark = word.chars().next().is_none_or(|c| !c.is_alphabetic());
    mark || match language {
        Language::Fr => Before::french(&word) != Before::Other || word == "pairs" || word == "pair",
        Language::Es => Before::spanish(&word) != Before::Other,
        _ => true,
    }
}

/// What the word before a noun for people is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    PluralDeterminer,
    SingularDeterminer,
    Adjective,
    /// A preposition or conjunction: the noun has no article.
    Link,
    /// A mark, or the beginning.
    Mark,
    /// Most likely a noun, to which the word is an adjective.
    Other,
}

impl Before {
    pub fn french(word: &str) -> Before {
        match word {
            "" => Before::Mark,
            w if listed(FRENCH_PLURAL, w) || w.chars().all(|c| c.is_ascii_digit()) => Before::PluralDeterminer,
            w if listed(FRENCH_SINGULAR, w) => Before::SingularDeterminer,
            w if listed(FRENCH_ADJECTIVES, w) => Before::Adjective,
            w if listed(FRENCH_LINKS, w) => Before::Link,
            w if !w.chars().any(char::is_alphanumeric) => Before::Mark,
            _ => Before::Other,
        }
    }

    pub fn spanish(word: &str) -> Before {
        match word {
            "" => Before::Mark,
            w if listed(SPANISH_PLURAL, w) || w.chars().all(|c| c.is_ascii_digit()) => Before::PluralDeterminer,
            w if listed(SPANISH_SINGULAR, w) => Before::SingularDeterminer,
            w if listed(SPANISH_LINKS, w) => Before::Link,
            w if !w.chars().any(char::is_alphanumeric) => Before::Mark,
            _ => Before::Other,
        }
    }
}

/// Whether the other gender of the same noun is named beside it: « les conseillères et les conseillers ».
pub fn both_named(tokens: &Tokens, others: &[String]) -> bool {
    let joins = |t: &Token| matches!(t.lower(), "et" | "ou" | "/" | "," | "y" | "o" | "e" | "u" | "(" | "-");
    let other = |t: &&Token| others.iter().any(|o| o == t.lower());
    let near = |side: &[Token]| {
        let side: Vec<&Token> = side.iter().take(8).collect();
        side.iter().position(other).is_some_and(|at| side[..at].iter().any(|t| joins(t)))
    };
    near(&tokens.before) || near(&tokens.after)
}

/// Whether a name of a person stands directly behind: « le président Macron », « la directrice, Anne Durand, ».
pub fn is_named(text: &str, range: &Range<usize>) -> bool {
    let rest = text[range.end..].trim_start_matches([' ', ',', '\u{a0}', '\n']);
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}
