//! Closed classes: pronouns, numerals, prepositions and the little words that are neither nouns nor verbs.

use super::super::Case;
use super::adjectives::{Row, same};

/// Pronouns whose paradigm no adjective shares, in the order of the adjectives' slots.
#[rustfmt::skip]
const PRONOUNS: [Row; 12] = [
    ["этот", "этого", "этому", "этим", "этом", "эта", "этой", "эту", "это", "эти", "этих", "этим", "этими"],
    ["тот", "того", "тому", "тем", "том", "та", "той", "ту", "то", "те", "тех", "тем", "теми"],
    ["весь", "всего", "всему", "всем", "всём", "вся", "всей", "всю", "всё", "все", "всех", "всем", "всеми"],
    ["сам", "самого", "самому", "самим", "самом", "сама", "самой", "саму", "само", "сами", "самих", "самим", "самими"],
    ["мой", "моего", "моему", "моим", "моём", "моя", "моей", "мою", "моё", "мои", "моих", "моим", "моими"],
    ["твой", "твоего", "твоему", "твоим", "твоём", "твоя", "твоей", "твою", "твоё", "твои", "твоих", "твоим", "твоими"],
    ["свой", "своего", "своему", "своим", "своём", "своя", "своей", "свою", "своё", "свои", "своих", "своим", "своими"],
    ["наш", "нашего", "нашему", "нашим", "нашем", "наша", "нашей", "нашу", "наше", "наши", "наших", "нашим", "нашими"],
    ["ваш", "вашего", "вашему", "вашим", "вашем", "ваша", "вашей", "вашу", "ваше", "ваши", "ваших", "вашим", "вашими"],
    ["один", "одного", "одному", "одним", "одном", "одна", "одной", "одну", "одно", "одни", "одних", "одним", "одними"],
    ["чей", "чьего", "чьему", "чьим", "чьём", "чья", "чьей", "чью", "чьё", "чьи", "чьих", "чьим", "чьими"],
    ["третий", "третьего", "третьему", "третьим", "третьем", "третья", "третьей", "третью", "третье", "третьи", "третьих", "третьим", "третьими"],
];

pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    PRONOUNS.iter()
}

pub(super) fn row_of(lemma: &str) -> Option<&'static Row> {
    PRONOUNS.iter().find(|row| same(row[0], lemma))
}

/// The cases a preposition governs («Русская грамматика», АН СССР, 1980, vol. 1, «Предлог»).
pub(super) fn preposition(word: &str) -> Option<&'static [Case]> {
    use Case::{Accusative as A, Dative as D, Genitive as G, Instrumental as I, Prepositional as P};
    Some(match word {
        "о" | "об" | "обо" => &[P],
        "при" => &[P],
        "к" | "ко" | "благодаря" | "вопреки" | "согласно" | "навстречу" | "подобно" => {
            &[D]
        }
        "по" => &[D, P],
        "от"
        | "ото"
        | "для"
        | "без"
        | "безо"
        | "против"
        | "из"
        | "изо"
        | "до"
        | "у"
        | "ради"
        | "после"
        | "около"
        | "среди"
        | "вокруг"
        | "вместо"
        | "кроме"
        | "помимо"
        | "насчёт"
        | "насчет"
        | "вследствие"
        | "ввиду"
        | "из-за"
        | "из-под"
        | "путём"
        | "путем"
        | "внутри"
        | "вне"
        | "относительно"
        | "касательно"
        | "возле"
        | "близ"
        | "напротив"
        | "вдоль"
        | "посредством"
        | "сверх"
        | "свыше"
        | "накануне"
        | "касаемо" => &[G],
        "с" | "со" => &[G, I],
        "над" | "надо" | "перед" | "передо" => &[I],
        "между" => &[I, G],
        "в" | "во" | "на" => &[A, P],
        "за" | "под" | "подо" => &[A, I],
        "про" | "через" | "сквозь" | "спустя" | "несмотря" | "включая" | "исключая" => {
            &[A]
        }
        _ => return None,
    })
}

/// Words of quantity after which a noun stands in the genitive plural (singular of what is not counted).
pub(super) fn is_quantity(word: &str) -> bool {
    is_counting(word)
        || matches!(
            word,
            "много"
                | "мало"
                | "немало"
                | "большинство"
                | "большинства"
                | "большинству"
                | "большинством"
                | "большинстве"
                | "меньшинство"
                | "часть"
                | "части"
                | "частью"
                | "множество"
                | "ряд"
                | "ряда"
                | "группа"
                | "группы"
                | "число"
                | "числа"
                | "количество"
                | "количества"
                | "доля"
                | "доли"
                | "половина"
                | "половины"
                | "треть"
                | "четверть"
                | "больше"
                | "меньше"
                | "более"
                | "менее"
                | "сотни"
                | "десятки"
                | "тысячи"
                | "миллионы"
                | "сколь"
        )
}

/// Numerals that count people one by one: after them «людей» is «человек».
pub(super) fn is_counting(word: &str) -> bool {
    #[rustfmt::skip]
    const STEMS: [&str; 18] = [
        "пят", "шест", "сем", "восем", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "двадцат",
        "тридцат", "сорок", "сто", "двести", "триста", "тысяч", "миллион",
    ];
    matches!(
        word,
        "несколько"
            | "нескольких"
            | "сколько"
            | "столько"
            | "сто"
            | "ста"
            | "сорока"
            | "полсотни"
            | "двухсот"
            | "трёхсот"
            | "трехсот"
            | "четырёхсот"
            | "пятисот"
            | "четыреста"
    ) || word.ends_with("надцать")
        || word.ends_with("надцати")
        || word.ends_with("десят")
        || word.ends_with("сот")
        || STEMS
            .iter()
            .any(|s| word.strip_prefix(s).is_some_and(|rest| matches!(rest, "ь" | "и" | "ью" | "" | "а" | "у" | "ам" | "ов")))
            && !matches!(word, "пята" | "пяту" | "сем" | "пят" | "сема" | "стоа" | "стои" | "стоь")
}

/// The cases that a numeral in an oblique case shares with its noun in the plural (Зализняк: «пяти домам», «двумя домами»).
pub(super) fn oblique_numeral(word: &str) -> Option<&'static [Case]> {
    const STEMS: [&str; 8] = ["пят", "шест", "сем", "восьм", "девят", "десят", "двадцат", "тридцат"];
    let stem = |ending: &str| word.strip_suffix(ending).is_some_and(|s| STEMS.contains(&s) || s.ends_with("надцат"));
    match word {
        "двум" | "трём" | "трем" | "четырём" | "четырем" | "обоим" | "обеим" | "двоим" | "троим" => {
            Some(&[Case::Dative])
        }
        "двумя" | "тремя" | "четырьмя" | "обоими" | "обеими" | "двоими" | "троими" | "восемью" => {
            Some(&[Case::Instrumental])
        }
        "сорока" | "девяноста" | "ста" => {
            Some(&[Case::Genitive, Case::Dative, Case::Instrumental, Case::Prepositional])
        }
        _ if stem("ью") => Some(&[Case::Instrumental]),
        _ if stem("и") || word.ends_with("идесяти") => Some(&[Case::Genitive, Case::Dative, Case::Prepositional]),
        _ => None,
    }
}

/// Numerals that take the genitive singular in the nominative: два, три, четыре and what ends in them.
pub(super) fn is_paucal(word: &str) -> bool {
    matches!(word, "два" | "две" | "три" | "четыре" | "оба" | "обе" | "полтора" | "полторы")
}

/// The same, as digits: 2, 3, 4, 22 … not 12–14.
pub(super) fn is_paucal_number(digits: &str) -> bool {
    let teen = digits.len() >= 2 && digits.as_bytes()[digits.len() - 2] == b'1';
    !teen && digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.as_bytes().last(), Some(b'2'..=b'4'))
}

/// The numerals with gender: masculine and neuter, feminine.
#[rustfmt::skip]
const GENDERED_NUMERALS: [(&str, &str); 11] = [
    ("два", "две"), ("оба", "обе"), ("обоих", "обеих"), ("обоим", "обеим"), ("обоими", "обеими"), ("полтора", "полторы"),
    ("двое", "две"), ("трое", "три"), ("четверо", "четыре"), ("пятеро", "пять"), ("шестеро", "шесть"),
];

/// The numeral in the other gender; `None` when it has no other, or has to be rebuilt together with its noun.
pub(super) fn numeral_for(word: &str, feminine: bool) -> Option<&'static str> {
    let pairs = &GENDERED_NUMERALS[..6];
    pairs.iter().find_map(|(m, f)| match feminine {
        true if *m == word => Some(*f),
        false if *f == word => Some(*m),
        _ => None,
    })
}

/// Collective numerals: with men, children and pluralia tantum only.
pub(super) fn is_collective(word: &str) -> bool {
    GENDERED_NUMERALS[6..].iter().any(|(m, _)| *m == word)
        || matches!(word, "двоих" | "троих" | "четверых" | "пятерых" | "двоим" | "троим")
}

const CONJUNCTIONS: [&str; 13] = ["и", "или", "либо", "а", "но", "да", "ни", "то", "не", "однако", "зато", "как", "же"];

pub(super) fn joins(word: &str) -> bool {
    matches!(word, "и" | "или" | "либо" | "да" | "ни" | "/" | "&")
}

/// Words that open a subordinate clause.
pub(super) fn subordinates(word: &str) -> bool {
    matches!(
        word,
        "что"
            | "чтобы"
            | "если"
            | "когда"
            | "потому"
            | "поскольку"
            | "хотя"
            | "где"
            | "куда"
            | "откуда"
            | "пока"
            | "так"
            | "ибо"
            | "чем"
            | "кто"
            | "кого"
            | "кому"
            | "чего"
            | "чему"
            | "почему"
            | "зачем"
            | "будто"
            | "словно"
            | "причём"
            | "причем"
    ) || is_relative(word)
}

pub(super) fn is_relative(word: &str) -> bool {
    word.starts_with("котор") || matches!(word, "чей" | "чья" | "чьё" | "чье" | "чьи")
}

/// Pronouns that take up a noun of one gender, and the genders they can stand for (m or n, f).
pub(super) fn takes_up(word: &str) -> Option<bool> {
    match word {
        "он"
        | "его"
        | "него"
        | "ему"
        | "нему"
        | "им"
        | "ним"
        | "нём"
        | "нем"
        | "оно"
        | "последний"
        | "последнего"
        | "последнему" => Some(false),
        "она" | "её" | "ее" | "неё" | "нее" | "ей" | "ней" | "ею" | "нею" | "последняя" | "последней" | "последнюю" => {
            Some(true)
        }
        _ => None,
    }
}

/// Personal pronouns as the agent of a participle: «опрошенная нами …».
pub(super) fn is_agent(word: &str) -> bool {
    matches!(word, "мной" | "мною" | "нами" | "вами" | "им" | "ею" | "ими")
}

/// Adverbs and particles that stand between words in agreement.
pub(super) fn is_adverb(word: &str) -> bool {
    #[rustfmt::skip]
    const LISTED: &[&str] = &[
        "очень", "весьма", "уже", "ещё", "еще", "только", "лишь", "не", "ни", "же", "ли", "бы", "так", "там", "тут",
        "здесь", "вновь", "опять", "снова", "сейчас", "теперь", "тогда", "всегда", "никогда", "иногда", "также", "тоже",
        "даже", "именно", "почти", "совсем", "вообще", "вчера", "сегодня", "впервые", "вскоре", "вовсе", "вдвое", "втрое",
        "больше", "более", "менее", "меньше", "якобы", "ранее", "позже", "прежде", "затем", "потом", "сразу", "вместе",
        "впоследствии", "полностью", "целиком", "отчасти", "особенно", "ныне", "пока", "всё", "однажды", "раз", "дважды",
        "вдруг", "наконец", "вполне", "крайне", "иначе", "вне", "де-факто", "де-юре",
        "чаще", "реже", "лучше", "хуже", "дальше", "раньше", "дольше", "выше", "ниже", "часто",
        "по-прежнему", "по-разному",
    ];
    if LISTED.contains(&word) || word.starts_with("по-") {
        return true;
    }
    #[rustfmt::skip]
    const NOUNS: &[&str] = &[
        "дело", "право", "место", "лицо", "слово", "число", "правило", "бюро", "кино", "метро", "авто", "министерство",
        "видео", "фото", "радио", "тело", "село", "лето", "утро", "письмо", "окно", "начало", "мало", "много", "золото",
        "болото", "пятно", "звено", "зерно",
    ];
    let ending = word.ends_with('о') && !word.ends_with("ство") && !word.ends_with("ло");
    ending && !NOUNS.contains(&word) && word.chars().count() > 3
}

/// Words of the closed classes that only look like inflected adjectives, nouns or verbs.
pub(super) fn is_function_word(word: &str) -> bool {
    #[rustfmt::skip]
    const OTHERS: &[&str] = &[
        "её", "ее", "его", "их", "им", "ей", "ему", "мой-то", "себе", "себя", "собой", "меня", "мне", "мной", "тебя",
        "тебе", "нас", "нам", "вас", "вам", "ними", "ими", "них", "ним", "ней", "нём", "нем", "кем", "чем", "ничем",
        "никем", "ничего", "никого", "чего", "кого", "потом", "затем", "совсем", "зачем", "причём", "причем", "путём",
        "путем", "чей-то", "более", "менее", "ещё", "еще", "уже", "даже", "было", "была", "либо", "скорей", "позднее",
        "ранее", "далее", "также", "тоже", "трое", "двое", "поэтому", "почему", "потому", "нами", "вами", "мною", "тобой", "тобою", "собою", "ею", "нею",
        "я", "ты", "он", "она", "оно", "мы", "вы", "они", "обоих", "обеих", "двух", "трёх", "трех", "четырёх", "четырех",
    ];
    preposition(word).is_some()
        || CONJUNCTIONS.contains(&word)
        || subordinates_strictly(word)
        || OTHERS.contains(&word)
        || is_paucal(word)
}

fn subordinates_strictly(word: &str) -> bool {
    subordinates(word) && !is_relative(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        assert!(is_paucal_number("22") && !is_paucal_number("12") && !is_paucal_number("5"));
        assert!(
            is_counting("пять")
                && is_counting("двадцати")
                && is_counting("трёхсот")
                && !is_counting("семья")
                && !is_counting("столица")
        );
        assert_eq!(numeral_for("обоих", true), Some("обеих"));
        assert_eq!(numeral_for("две", false), Some("два"));
    }
}
