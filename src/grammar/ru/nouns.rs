//! Noun paradigms: the declension, the accusative by animacy, the cells of the entry. What the spelling of the dictionary
//! form does not show (stress, most fleeting vowels, plurals in -а) belongs to the entry.

use super::super::{Animacy, Case, Features, Gender, Number, PhraseError, Word};
use super::adjectives;
use super::declensions::decline;

const CELLS: [(Number, Case); 12] = {
    use Case::{Accusative, Dative, Genitive, Instrumental, Nominative, Prepositional};
    use Number::{Plural, Singular};
    [
        (Singular, Nominative),
        (Singular, Genitive),
        (Singular, Dative),
        (Singular, Accusative),
        (Singular, Instrumental),
        (Singular, Prepositional),
        (Plural, Nominative),
        (Plural, Genitive),
        (Plural, Dative),
        (Plural, Accusative),
        (Plural, Instrumental),
        (Plural, Prepositional),
    ]
};

pub(super) fn case_name(case: Case) -> &'static str {
    match case {
        Case::Nominative => "nom",
        Case::Genitive => "gen",
        Case::Dative => "dat",
        Case::Accusative => "acc",
        Case::Instrumental => "ins",
        Case::Prepositional => "prep",
    }
}

/// Nouns with two stems; no rule gives one from the other. Order: the cells without the accusatives, which follow animacy.
#[rustfmt::skip]
const SUPPLETIVE: [(&str, Gender, [&str; 10]); 6] = [
    ("человек", Gender::Masculine, ["человек", "человека", "человеку", "человеком", "человеке", "люди", "людей", "людям", "людьми", "людях"]),
    ("ребёнок", Gender::Masculine, ["ребёнок", "ребёнка", "ребёнку", "ребёнком", "ребёнке", "дети", "детей", "детям", "детьми", "детях"]),
    ("друг", Gender::Masculine, ["друг", "друга", "другу", "другом", "друге", "друзья", "друзей", "друзьям", "друзьями", "друзьях"]),
    ("мать", Gender::Feminine, ["мать", "матери", "матери", "матерью", "матери", "матери", "матерей", "матерям", "матерями", "матерях"]),
    ("дочь", Gender::Feminine, ["дочь", "дочери", "дочери", "дочерью", "дочери", "дочери", "дочерей", "дочерям", "дочерями", "дочерях"]),
    ("путь", Gender::Masculine, ["путь", "пути", "пути", "путём", "пути", "пути", "путей", "путям", "путями", "путях"]),
];

/// All forms of a noun; of a word for people, those of both genders.
pub(super) fn paradigm(word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
    let mut forms = one(&word.lemma, word, word.feminine.is_some().then_some(Gender::Masculine), "")?;
    if let Some(feminine) = &word.feminine {
        forms.extend(one(feminine, word, Some(Gender::Feminine), "fem-")?);
    }
    Ok(forms)
}

/// One gender of the word; its cells in an entry begin with `prefix`.
fn one(lemma: &str, word: &Word, given: Option<Gender>, prefix: &str) -> Result<Vec<(String, Features)>, PhraseError> {
    if !word.tags.invariable && looks_adjectival(lemma) {
        return adjectival(lemma, word, given, prefix);
    }
    let people = word.feminine.is_some();
    let gender = given.or(word.tags.gender);
    let plural_only = word.tags.number == Some(Number::Plural) && lemma.ends_with(['и', 'ы']);
    let (gender, mut cells) = if word.tags.invariable {
        (gender.unwrap_or(Gender::Neuter), std::array::from_fn(|_| lemma.to_string()))
    } else if let Some((_, g, forms)) = SUPPLETIVE.iter().find(|(l, _, _)| adjectives::same(l, lemma)) {
        let at = |i: usize| forms[i].to_string();
        (*g, [at(0), at(1), at(2), String::new(), at(3), at(4), at(5), at(6), at(7), String::new(), at(8), at(9)])
    } else if plural_only {
        decline(&singular_of(lemma, gender)?, gender)?
    } else {
        decline(lemma, gender)?
    };
    let animacy = word.tags.animacy.unwrap_or(if people { Animacy::Animate } else { guess_animacy(lemma, gender) });
    for (i, (number, case)) in CELLS.into_iter().enumerate() {
        let tag = format!("{prefix}{}-{}", if number == Number::Singular { "sg" } else { "pl" }, case_name(case));
        if let Some(text) = word.irregular.get(&tag) {
            cells[i].clone_from(text);
        } else if i == 6
            && let Some(text) = word.irregular.get(&format!("{prefix}pl"))
        {
            cells[i].clone_from(text);
        }
    }
    // The accusative is the genitive of what lives and the nominative of what does not; only nouns in -а have their own.
    let given = |tag: &str| word.irregular.contains_key(&format!("{prefix}{tag}"));
    if cells[3].is_empty() && !given("sg-acc") {
        let from = usize::from(animacy == Animacy::Animate && gender == Gender::Masculine);
        cells[3] = cells[from].clone();
    }
    if !given("pl-acc") {
        cells[9] = cells[if animacy == Animacy::Animate { 7 } else { 6 }].clone();
    }
    Ok(CELLS
        .into_iter()
        .zip(cells)
        .map(|((number, case), text)| {
            let features = Features {
                gender: Some(gender),
                number: Some(number),
                case: Some(case),
                animacy: Some(animacy),
                ..Features::default()
            };
            (text, features)
        })
        .collect())
}

/// Nouns that decline as adjectives (военнослужащий, горничная, животное).
fn looks_adjectival(lemma: &str) -> bool {
    let long = lemma.chars().count() > 5;
    lemma.ends_with("ый") || ["щий", "ший", "ная", "щая", "вая", "ное", "щее", "ской"].iter().any(|e| long && lemma.ends_with(e))
}

fn adjectival(lemma: &str, word: &Word, given: Option<Gender>, prefix: &str) -> Result<Vec<(String, Features)>, PhraseError> {
    let (base, gender) = if let Some(stem) = lemma.strip_suffix("ая") {
        (stem, Gender::Feminine)
    } else if let Some(stem) = lemma.strip_suffix("ое").or_else(|| lemma.strip_suffix("ее")) {
        (stem, Gender::Neuter)
    } else {
        (lemma, given.or(word.tags.gender).unwrap_or(Gender::Masculine))
    };
    let masculine = match base.chars().next_back() {
        _ if base.len() == lemma.len() => lemma.to_string(),
        Some('ж' | 'ш' | 'ч' | 'щ' | 'г' | 'к' | 'х') => format!("{base}ий"),
        _ => format!("{base}ый"),
    };
    let animacy = word.tags.animacy.unwrap_or(if gender == Gender::Neuter { Animacy::Inanimate } else { Animacy::Animate });
    let mut adjective = Word { lemma: masculine, ..Word::default() };
    for (cell, text) in &word.irregular {
        if let Some(cell) = cell.strip_prefix(prefix).filter(|c| c.starts_with("sg-") || c.starts_with("pl-")) {
            let letter = if gender == Gender::Feminine {
                "f-"
            } else if gender == Gender::Neuter {
                "n-"
            } else {
                "m-"
            };
            let key = if cell.starts_with("pl-") { cell.to_string() } else { format!("{letter}{cell}") };
            adjective.irregular.insert(key, text.clone());
        }
    }
    let wanted = Features { gender: Some(gender), animacy: Some(animacy), ..Features::default() };
    Ok(adjectives::paradigm(&adjective)?
        .into_iter()
        .filter(|(_, f)| f.agrees(&wanted))
        .map(|(text, f)| (text, Features { gender: Some(gender), animacy: Some(animacy), ..f }))
        .collect())
}

fn singular_of(lemma: &str, gender: Option<Gender>) -> Result<String, PhraseError> {
    let mut stem = lemma.to_string();
    let last = stem.pop();
    match (gender, last) {
        (Some(Gender::Masculine), _) => Ok(stem),
        (Some(Gender::Feminine), Some('ы')) => Ok(stem + "а"),
        (Some(Gender::Feminine), _) if stem.ends_with(['г', 'к', 'х', 'ж', 'ш', 'ч', 'щ']) => Ok(stem + "а"),
        (Some(Gender::Feminine), _) => Ok(stem + "я"),
        _ => Err(PhraseError(format!("[{lemma}:pl]: write the gender of its singular too, [{lemma}:f,pl] or [{lemma}:m,pl]"))),
    }
}

/// Only what a suffix shows; an entry tags the rest.
fn guess_animacy(lemma: &str, gender: Gender) -> Animacy {
    #[rustfmt::skip]
    const THINGS: &[&str] = &[
        "источник", "справочник", "учебник", "рынок", "обман", "роман", "карман", "показатель", "фактор", "сектор",
        "вектор", "монитор", "договор", "разговор", "приговор", "документ", "процент", "больница", "граница", "страница",
        "таблица", "гостиница", "единица", "разница", "лестница", "столица", "темница", "теплица", "сторона", "группа",
        "указатель", "список", "конец", "дворец", "образец", "остаток",
    ];
    #[rustfmt::skip]
    const PEOPLE: &[&str] = &[
        "ник", "тель", "ист", "чик", "щик", "ёр", "ман", "лог", "атор", "утор", "итор", "агент", "клиент", "пациент",
        "студент", "владелец", "ница", "истка", "антка", "утка", "вушка", "цент", "мигрант",
        "врач", "женщина", "мужчина", "девочка", "мальчик", "человек", "ребёнок", "друг", "мать", "дочь", "манка",
        "клиентка", "эксперт", "менеджер", "давец", "пеец", "подросток", "анец", "янец", "инец", "овец", "анин", "янин",
        "юноша", "щица", "чица", "гей", "партнёр", "муж", "жена",
        "жертва",
    ];
    let lower = lemma.to_lowercase();
    let person =
        gender != Gender::Neuter && PEOPLE.iter().any(|p| lower.ends_with(p)) && !THINGS.iter().any(|t| lower.ends_with(t));
    if person { Animacy::Animate } else { Animacy::Inanimate }
}

/// «активист:ка», «работни_ца»: a word for a woman, written so that others are meant as well.
fn with_a_sign(word: &Word, all: &[(String, Features)]) -> Vec<(String, Features)> {
    let stem = ["ка", "ца"].iter().find_map(|ending| word.lemma.strip_suffix(ending));
    let Some(stem) = stem.filter(|s| word.tags.animacy == Some(Animacy::Animate) && s.chars().count() > 3) else {
        return Vec::new();
    };
    let marked = |(text, features): &(String, Features)| {
        let tail = text.strip_prefix(stem).filter(|t| !t.is_empty())?;
        Some(super::inclusive::SIGNS.map(|sign| (format!("{stem}{sign}{tail}"), *features)))
    };
    all.iter().filter_map(marked).flatten().collect()
}

/// Spellings that are read and not written: the instrumental in -ою/-ею, and for words with two genders those with a gap,
/// colon, asterisk, slash or parentheses.
pub(super) fn variants(word: &Word) -> Vec<(String, Features)> {
    let mut found = Vec::new();
    let Ok(all) = paradigm(word) else { return found };
    for (text, f) in &all {
        let instrumental = f.case == Some(Case::Instrumental) && f.number == Some(Number::Singular);
        if instrumental
            && f.gender != Some(Gender::Neuter)
            && let Some(stem) = text.strip_suffix("ой").or_else(|| text.strip_suffix("ей"))
        {
            let vowel = if text.ends_with("ой") { "о" } else { "е" };
            found.push((format!("{stem}{vowel}ю"), *f));
        }
    }
    let Some(feminine) = &word.feminine else {
        found.extend(with_a_sign(word, &all));
        return found;
    };
    let shared: String = word.lemma.chars().zip(feminine.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    if shared.chars().count() < 3 {
        return found;
    }
    let (masculine, women): (Vec<_>, Vec<_>) = all.iter().partition(|(_, f)| f.gender != Some(Gender::Feminine));
    for ((male, features), (female, _)) in masculine.iter().zip(&women) {
        let Some(tail) = female.strip_prefix(shared.as_str()).filter(|t| !t.is_empty()) else {
            continue;
        };
        let features = Features { gender: Some(Gender::Common), ..*features };
        let spellings = [
            format!("{shared}_{tail}"),
            format!("{shared}:{tail}"),
            format!("{shared}*{tail}"),
            format!("{male}/{tail}"),
            format!("{male}/-{tail}"),
            format!("{male}({tail})"),
            format!("{male}(-{tail})"),
            format!("{male}/{female}"),
        ];
        found.extend(spellings.into_iter().map(|text| (text, features)));
    }
    found
}
