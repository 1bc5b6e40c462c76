//! Predicates that agree: the past tense and short forms, recognised by shape and turned into another gender or number.

use super::super::{Features, Gender, Number};
use super::pronouns;

/// Gender and number a predicate shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

impl Agreement {
    pub(super) fn of(f: &Features) -> Agreement {
        match (f.number, f.gender) {
            (Some(Number::Plural), _) => Agreement::Plural,
            (_, Some(Gender::Feminine)) => Agreement::Feminine,
            (_, Some(Gender::Neuter)) => Agreement::Neuter,
            _ => Agreement::Masculine,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Past,
    Short,
    /// Third person of the present or future; `Agreement` is Plural or anything else for the singular.
    Present,
    Infinitive,
}

/// A word that can be a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Predicate {
    pub(super) kind: Kind,
    /// `None`: any gender of the singular.
    pub(super) agreement: Option<Agreement>,
}

/// Nouns with the endings of predicates.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "журнал", "канал", "капитал", "персонал", "материал", "стол", "пол", "отдел", "раздел", "протокол", "зал", "файл",
    "потенциал", "скандал", "криминал", "квартал", "филиал", "вокзал", "идеал", "терминал", "сигнал", "интервал", "футбол",
    "провал", "обвал", "подвал", "металл", "тыл", "угол", "посол", "генерал", "мел", "узел", "отел", "предел", "пробел",
    "дел", "тел", "сел", "чисел", "сил", "школ", "правил", "начал", "портал", "школа", "сила", "шкала", "скала", "игла",
    "пчела", "метла", "дела", "тела", "села", "числа", "пола", "стола", "персонала", "материала", "журнала", "канала",
    "капитала", "квартала", "отдела", "раздела", "протокола", "зала", "подвала", "угла", "узла", "скандала", "потенциала",
    "филиала", "правила", "дело", "тело", "село", "число", "правило", "начало", "мало", "стекло", "мыло", "масло",
    "немало", "около", "доли", "сколько", "если", "или", "ли", "цели", "роли", "модели", "недели", "отели", "бордели",
    "жители", "родители", "представители", "деятели", "школы", "земли", "торговли", "рубли", "члены", "план", "член",
    "обмен", "орган", "экран", "клан", "ресторан", "карман", "стакан", "туман", "ураган", "цен", "смен", "замен",
    "перемен", "сцен", "стен", "имен", "стран", "граждан", "регион", "мен", "ран", "цена", "смена", "замена",
    "отмена", "перемена", "страна", "охрана", "рана", "жена", "сцена", "стена", "измена", "плана", "члена", "обмена",
    "органа", "романа", "ресторана", "кино", "планы", "органы", "цены", "страны", "жены", "перемены", "рестораны", "опыт",
    "быт", "копыт", "рано", "институт", "бюджет", "совет", "отчет", "отчёт", "предмет",
    "кабинет", "комитет", "университет", "интернет", "ответ", "авторитет", "приоритет", "лимит", "кредит", "дефицит",
    "визит", "мандат", "результат", "депутат", "аппарат", "адвокат", "маршрут", "приют", "факультет", "иммунитет",
    "паритет", "пакет", "билет", "запрет", "гепатит", "сертификат", "кандидат", "штат", "брат", "солдат", "плакат",
    "формат", "чат", "лет", "свет", "сюжет", "портрет", "проект", "предмета", "этикет", "конверт", "менталитет",
    "суверенитет", "секрет", "след", "аттестат", "чемпионат", "патронат", "секретариат", "комиссариат",
];

/// Masculine pasts without -л and the stem of their other forms.
#[rustfmt::skip]
const BARE_PASTS: &[(&str, &str)] = &[
    ("шёл", "шл"), ("шел", "шл"), ("мог", "могл"), ("нёс", "несл"), ("нес", "несл"), ("вёз", "везл"), ("вез", "везл"),
    ("рос", "росл"), ("ник", "никл"), ("гиб", "гибл"), ("чез", "чезл"), ("умер", "умерл"), ("стиг", "стигл"),
    ("вык", "выкл"), ("влёк", "влекл"), ("влек", "влекл"), ("пёк", "пекл"), ("рёк", "рекл"), ("вёл", "вел"), ("чёл", "чл"),
    ("чел", "чл"),
];

/// Short adjectives that lose or change a vowel: masculine, and the stem of the others.
#[rustfmt::skip]
const SHORT_ADJECTIVES: &[(&str, &str)] = &[
    ("законен", "законн"), ("опасен", "опасн"), ("вреден", "вредн"), ("полезен", "полезн"), ("можен", "можн"),
    ("нужен", "нужн"), ("должен", "должн"), ("ступен", "ступн"), ("гласен", "гласн"), ("виновен", "виновн"),
    ("важен", "важн"), ("вестен", "вестн"), ("бежен", "бежн"), ("болен", "больн"), ("свободен", "свободн"),
    ("способен", "способн"), ("популярен", "популярн"), ("прибылен", "прибыльн"), ("выгоден", "выгодн"),
    ("легален", "легальн"), ("морален", "моральн"), ("нравствен", "нравственн"), ("ответствен", "ответственн"),
    ("ответственен", "ответственн"), ("заметен", "заметн"), ("виден", "видн"), ("труден", "трудн"), ("сложен", "сложн"),
    ("редок", "редк"), ("близок", "близк"), ("низок", "низк"), ("безразличен", "безразличн"), ("доволен", "довольн"),
    ("верен", "верн"), ("равен", "равн"), ("частен", "частн"),
];

/// Short adjectives that only add an ending.
#[rustfmt::skip]
const SHORT_PLAIN: &[&str] = &[
    "готов", "рад", "уязвим", "неуязвим", "зависим", "независим", "применим", "неприменим", "ощутим", "неотделим", "сравним", "устойчив", "справедлив", "несправедлив",
    "терпелив", "богат", "част", "стар", "нов", "плох", "хорош", "мал", "прав", "виноват", "похож", "жив", "допустим", "недопустим", "необходим", "наказуем", "терпим",
    "нетерпим", "совместим", "широк", "велик", "обязан",
];

fn plain(word: &str) -> String {
    word.replace('ё', "е")
}

/// Reads a lower-case word.
pub(super) fn read(word: &str) -> Option<Predicate> {
    if NOUNS.contains(&word)
        || word.ends_with("ман")
        || word.ends_with("маны")
        || pronouns::is_adverb(word) && !word.ends_with("ено") && !word.ends_with("ано")
    {
        return None;
    }
    if let Some(agreement) = past(word) {
        return Some(Predicate { kind: Kind::Past, agreement: Some(agreement) });
    }
    if let Some(agreement) = short(word) {
        return Some(Predicate { kind: Kind::Short, agreement: Some(agreement) });
    }
    let bare = word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")).unwrap_or(word);
    let long = bare.chars().count() > 3;
    let noun = ["ость", "есть", "асть", "итет", "ссть", "ктат", "иат"].iter().any(|e| bare.ends_with(e)) && word != "есть";
    if word == "есть"
        || word == "будет"
        || long && !noun && (bare.ends_with("ет") || bare.ends_with("ёт") || bare.ends_with("ит"))
    {
        return Some(Predicate { kind: Kind::Present, agreement: None });
    }
    if long && ["ют", "ут", "ят", "ат"].iter().any(|e| bare.ends_with(e)) {
        return Some(Predicate { kind: Kind::Present, agreement: Some(Agreement::Plural) });
    }
    let infinitive = ["ать", "ять", "ить", "еть", "уть", "ыть", "йти", "оть", "ечь", "очь"].iter().any(|e| bare.ends_with(e));
    #[rustfmt::skip]
    const NO_INFINITIVES: &[&str] = &[
        "сеть", "мать", "пять", "десять", "девять", "память", "печать", "нефть", "речь", "ночь", "дочь", "прыть",
        "площадь", "треть", "тетрадь", "рать", "суть", "путь", "нить", "прочь",
    ];
    if infinitive && !noun && long && !NO_INFINITIVES.contains(&word) {
        return Some(Predicate { kind: Kind::Infinitive, agreement: None });
    }
    None
}

fn past(word: &str) -> Option<Agreement> {
    let (bare, reflexive) = match word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")) {
        Some(b) => (b, true),
        None => (word, false),
    };
    let long = bare.chars().count() > 2;
    if !reflexive && !bare.ends_with('л') && BARE_PASTS.iter().any(|(m, _)| is_bare_past(bare, m)) {
        return Some(Agreement::Masculine);
    }
    let before = |n: usize| bare.chars().rev().nth(n).unwrap_or_default();
    let verbal = |c: char| "аеёиоуыяшгксрзбпх".contains(c);
    if long && bare.ends_with('л') && verbal(before(1)) {
        return Some(Agreement::Masculine);
    }
    for (ending, agreement) in [("ла", Agreement::Feminine), ("ло", Agreement::Neuter), ("ли", Agreement::Plural)] {
        if long && bare.ends_with(ending) && verbal(before(2)) {
            return Some(agreement);
        }
    }
    None
}

/// `нёс` is past, `понос` is not: only whole words and prefixed ones count.
fn is_bare_past(word: &str, base: &str) -> bool {
    #[rustfmt::skip]
    const PREFIXES: [&str; 25] = [
        "", "по", "с", "у", "воз", "про", "по", "при", "пере", "вы", "от", "до", "за", "на", "ис", "пре", "под", "вос",
        "об", "при", "раз", "из", "во", "в", "до",
    ];
    word.strip_suffix(base).is_some_and(|p| PREFIXES.contains(&p))
        && !matches!(word, "ник" | "гиб" | "чез" | "стиг" | "вык" | "заник")
}

fn short(word: &str) -> Option<Agreement> {
    for (masculine, stem) in SHORT_ADJECTIVES {
        if word.ends_with(masculine) {
            return Some(Agreement::Masculine);
        }
        for (ending, agreement) in ENDINGS {
            if word.strip_suffix(ending).is_some_and(|s| s.ends_with(stem)) && agreement != Agreement::Neuter {
                return Some(agreement);
            }
        }
    }
    if SHORT_PLAIN.contains(&word) {
        return Some(Agreement::Masculine);
    }
    const PARTICIPLES: [&str; 9] = ["ен", "ан", "ян", "ыт", "бит", "нят", "зят", "ъят", "нут"];
    let word = plain(word);
    if word.chars().count() < 4 && word != "дан" && word != "дана" && word != "дано" && word != "даны" {
        return None;
    }
    if PARTICIPLES.iter().any(|p| word.ends_with(p)) {
        return Some(Agreement::Masculine);
    }
    ENDINGS.into_iter().find_map(|(ending, agreement)| {
        let stem = word.strip_suffix(ending)?;
        let known = PARTICIPLES.iter().any(|p| stem.ends_with(p)) || SHORT_PLAIN.contains(&stem);
        (known && !NOUNS.contains(&stem) && !stem.ends_with("стран")).then_some(agreement)
    })
}

const ENDINGS: [(&str, Agreement); 3] = [("а", Agreement::Feminine), ("о", Agreement::Neuter), ("ы", Agreement::Plural)];

/// `word`, a past or short form, in agreement with `to`. With `yo`, ё is written where a rule knows it.
pub(super) fn convert(word: &str, kind: Kind, to: Agreement, yo: bool) -> Option<String> {
    match kind {
        Kind::Past => convert_past(word, to),
        Kind::Short => convert_short(word, to, yo),
        Kind::Present | Kind::Infinitive => None,
    }
}

fn convert_past(word: &str, to: Agreement) -> Option<String> {
    let (bare, reflexive) = match word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")) {
        Some(b) => (b, true),
        None => (word, false),
    };
    let bare_past = BARE_PASTS.iter().find(|(m, _)| is_bare_past(bare, m));
    let stem = if let Some((masculine, stem)) = bare_past {
        format!("{}{stem}", bare.strip_suffix(masculine)?)
    } else if bare.ends_with('л') {
        bare.to_string()
    } else {
        bare.strip_suffix("ла")
            .or_else(|| bare.strip_suffix("ло"))
            .or_else(|| bare.strip_suffix("ли"))
            .map(|s| format!("{s}л"))?
    };
    let form = match to {
        Agreement::Feminine => stem + "а",
        Agreement::Neuter => stem + "о",
        Agreement::Plural => stem + "и",
        Agreement::Masculine => {
            let vowel = stem.trim_end_matches('л').chars().next_back().is_some_and(|c| "аеёиоуыя".contains(c));
            if vowel {
                stem
            } else {
                let (masculine, base) = BARE_PASTS
                    .iter()
                    .find(|(m, s)| stem.strip_suffix(s).is_some_and(|prefix| is_bare_past(&format!("{prefix}{m}"), m)))?;
                format!("{}{masculine}", stem.strip_suffix(base)?)
            }
        }
    };
    Some(match (reflexive, to) {
        (true, Agreement::Masculine) => form + "ся",
        (true, _) => form + "сь",
        _ => form,
    })
}

fn convert_short(word: &str, to: Agreement, yo: bool) -> Option<String> {
    let ending = match to {
        Agreement::Masculine => "",
        Agreement::Feminine => "а",
        Agreement::Neuter => "о",
        Agreement::Plural => "ы",
    };
    for (masculine, stem) in SHORT_ADJECTIVES {
        let head =
            word.strip_suffix(masculine).or_else(|| ENDINGS.iter().find_map(|(e, _)| word.strip_suffix(e)?.strip_suffix(stem)));
        if let Some(head) = head {
            return Some(if to == Agreement::Masculine { format!("{head}{masculine}") } else { format!("{head}{stem}{ending}") });
        }
    }
    let stem = ENDINGS
        .iter()
        .find_map(|(e, _)| word.strip_suffix(e))
        .filter(|_| short(word) != Some(Agreement::Masculine))
        .unwrap_or(word);
    if to == Agreement::Masculine {
        let stressed = yo && ["щен", "жден"].iter().any(|s| stem.ends_with(s)) && !stem.ends_with("вынужден");
        return Some(if stressed { format!("{}ён", stem.trim_end_matches("ен")) } else { stem.to_string() });
    }
    let stem = stem.strip_suffix("ён").map_or_else(|| stem.to_string(), |s| format!("{s}ен"));
    Some(format!("{stem}{ending}"))
}

/// Verbs and short forms that have no object, so that a noun beside them is the subject.
pub(super) fn is_intransitive(word: &str, kind: Kind) -> bool {
    #[rustfmt::skip]
    const STEMS: &[&str] = &[
        "был", "стал", "работа", "существ", "действ", "возник", "исчез", "есть", "будет", "стоял", "стоит", "прошл",
        "прошел", "прошёл", "сохран", "функцион",
    ];
    kind == Kind::Short || word.ends_with("ся") || word.ends_with("сь") || STEMS.iter().any(|s| word.starts_with(s))
}

/// Verbs whose predicate noun or adjective stands in the instrumental.
pub(super) fn is_copula(word: &str) -> bool {
    #[rustfmt::skip]
    const STEMS: &[&str] = &[
        "был", "будет", "будут", "быть", "явля", "являл", "стал", "стан", "считает", "считают", "считал", "остает",
        "остаёт", "остают", "остал", "остан", "оказ", "каж", "казал", "призн", "назва", "объявл", "выгляд", "представля",
        "сдела",
    ];
    STEMS.iter().any(|s| word.starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasts_and_short_forms_change_gender() {
        use Agreement::{Feminine, Masculine, Neuter};
        for (from, to, want) in [
            ("был", Feminine, "была"),
            ("закрылся", Neuter, "закрылось"),
            ("пришла", Masculine, "пришёл"),
            ("помогла", Masculine, "помог"),
            ("возник", Feminine, "возникла"),
            ("исчез", Feminine, "исчезла"),
            ("сообщила", Masculine, "сообщил"),
            ("умерла", Masculine, "умер"),
            ("запрещён", Feminine, "запрещена"),
            ("запрещена", Masculine, "запрещён"),
            ("закрыт", Neuter, "закрыто"),
            ("незаконен", Feminine, "незаконна"),
            ("незаконна", Masculine, "незаконен"),
            ("избита", Masculine, "избит"),
            ("принят", Feminine, "принята"),
            ("должна", Masculine, "должен"),
            ("обязан", Neuter, "обязано"),
        ] {
            let kind = read(from).map(|found| found.kind);
            assert_eq!(kind.and_then(|kind| convert(from, kind, to, true)).as_deref(), Some(want), "{from}");
        }
        assert_eq!(read("журнал"), None);
        assert_eq!(read("страна"), None);
        assert_eq!(read("занимаются").map(|p| p.agreement), Some(Some(Agreement::Plural)));
    }
}
