//! Noun paradigms: twelve cells by shape of the stem.
//!
//! Shapes and spelling rules after А. А. Зализняк, «Грамматический словарь русского языка» (declensions 1–8). What the
//! spelling of the dictionary form does not show (stress, most fleeting vowels, plurals in -а) belongs to the entry.

use super::super::{Animacy, Case, Features, Gender, Number, PhraseError, Word};
use super::adjectives;

/// Cells in the order of [`CELLS`].
type Cells = [String; 12];

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
            let features =
                Features { gender: Some(gender), number: Some(number), case: Some(case), animacy: Some(animacy), ..Features::default() };
            (text, features)
        })
        .collect())
}

/// Nouns that decline as adjectives (военнослужащий, горничная, животное).
fn looks_adjectival(lemma: &str) -> bool {
    let long = lemma.chars().count() > 5;
    lemma.ends_with("ый")
        || ["щий", "ший", "ная", "щая", "вая", "ное", "щее", "ской"].iter().any(|e| long && lemma.ends_with(e))
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
            let letter = if gender == Gender::Feminine { "f-" } else if gender == Gender::Neuter { "n-" } else { "m-" };
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

/// Feminine nouns in -ь that no suffix gives away.
const FEMININE_SOFT: &[&str] = &[
    "боль", "роль", "соль", "цель", "модель", "мебель", "постель", "щель", "отрасль", "прибыль", "связь", "сеть", "смерть", "площадь", "очередь",
    "помощь", "речь", "ночь", "дочь", "вещь", "мысль", "ткань", "степень", "осень", "кровь", "любовь", "церковь", "морковь", "тетрадь", "запись",
    "подпись", "рукопись", "дверь", "гавань", "печать", "память", "кость", "часть", "власть", "область", "тень", "лень", "медь", "нефть", "грязь",
];

fn gender_of(lemma: &str, tagged: Option<Gender>) -> Result<Gender, PhraseError> {
    if let Some(gender) = tagged {
        return Ok(gender);
    }
    let lower = lemma.to_lowercase();
    let last = lower.chars().next_back();
    Ok(match last {
        Some('а' | 'я') if ["мужчина", "юноша", "дедушка", "дядя", "судья", "коллега", "староста", "папа"].contains(&lower.as_str()) => {
            Gender::Masculine
        }
        _ if lower.ends_with("мя") && lower.chars().count() <= 6 => Gender::Neuter,
        Some('а' | 'я') => Gender::Feminine,
        Some('о' | 'е' | 'ё') => Gender::Neuter,
        Some('ь') if FEMININE_SOFT.contains(&lower.as_str()) => Gender::Feminine,
        Some('ь') if ["сть", "знь", "вь", "жь", "чь", "шь", "щь"].iter().any(|e| lower.ends_with(e)) && lower != "гость" => Gender::Feminine,
        Some('ь') if ["ель", "арь", "ырь", "гость", "день", "рень", "оль", "конь", "вень", "филь", "ось"].iter().any(|e| lower.ends_with(e)) => {
            Gender::Masculine
        }
        Some('ь') => return Err(PhraseError(format!("[{lemma}]: a noun in -ь may be of either gender; write [{lemma}:m] or [{lemma}:f]"))),
        Some(c) if is_consonant(c) => Gender::Masculine,
        _ => {
            return Err(PhraseError(format!(
                "[{lemma}]: no declension has a nominative singular like this; write the singular, or [{lemma}:inv] if the word never changes"
            )));
        }
    })
}

fn is_consonant(c: char) -> bool {
    "бвгджзйклмнпрстфхцчшщ".contains(c)
}

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюя".contains(c)
}

/// The twelve cells; the accusatives that follow animacy are left empty.
fn decline(lemma: &str, tagged: Option<Gender>) -> Result<(Gender, Cells), PhraseError> {
    let gender = gender_of(lemma, tagged)?;
    let lower = lemma.to_lowercase();
    let mut stem: String = lemma.to_string();
    let last = lower.chars().next_back().unwrap_or_default();
    let hushing = |c: Option<char>| matches!(c, Some('ж' | 'ш' | 'ч' | 'щ'));
    let cells: [String; 12] = match last {
        'а' | 'я' if gender != Gender::Neuter => {
            stem.pop();
            let before = stem.chars().next_back();
            let soft = last == 'я';
            let y = if soft || hushing(before) || matches!(before, Some('г' | 'к' | 'х')) { "и" } else { "ы" };
            let iya = soft && before == Some('и');
            let e = if iya { "и" } else { "е" };
            let u = if soft { "ю" } else { "у" };
            let oj = if soft || hushing(before) || before == Some('ц') { "ей" } else { "ой" };
            let a = if soft { "я" } else { "а" };
            let genitive = genitive_of_a(&stem, soft, gender);
            cells(&stem, [y, e, u, oj, e], y, &genitive, a)
        }
        'о' | 'е' | 'ё' => {
            stem.pop();
            let before = stem.chars().next_back();
            let ie = last == 'е' && before == Some('и');
            let soft = last == 'ё' || last == 'е' && !hushing(before) && before != Some('ц');
            let (a, u) = if soft { ("я", "ю") } else { ("а", "у") };
            let om = if last == 'о' { "ом" } else if last == 'ё' { "ём" } else { "ем" };
            let genitive = match before {
                Some('и') if ie => format!("{stem}й"),
                Some('ь') => format!("{}ий", stem.trim_end_matches('ь')),
                _ if soft => format!("{stem}ей"),
                Some('ц') if last == 'е' => format!("{}ец", stem.trim_end_matches('ц')),
                _ => fleeting_neuter(&stem),
            };
            let mut all = cells(&stem, [a, u, "", om, if ie { "и" } else { "е" }], a, &genitive, a);
            if lower.ends_with("ко") {
                all[6] = format!("{stem}и");
            }
            all[0] = lemma.to_string();
            all[3] = lemma.to_string();
            all
        }
        'я' => {
            stem.pop();
            let mut all = cells(&format!("{stem}ен"), ["и", "и", "", "ем", "и"], "а", &format!("{stem}ён"), "а");
            all[0] = lemma.to_string();
            all[3] = lemma.to_string();
            all
        }
        'ь' if gender == Gender::Feminine => {
            stem.pop();
            let a = if hushing(stem.chars().next_back()) { "а" } else { "я" };
            let mut all = cells(&stem, ["и", "и", "", "ью", "и"], "и", &format!("{stem}ей"), a);
            all[3] = lemma.to_string();
            all
        }
        'ь' => {
            stem.pop();
            cells(&stem, ["я", "ю", "", "ем", "е"], "и", &format!("{stem}ей"), "я")
        }
        'й' => {
            stem.pop();
            let e = if stem.ends_with('и') { "и" } else { "е" };
            cells(&stem, ["я", "ю", "", "ем", e], "и", &format!("{stem}ев"), "я")
        }
        c if is_consonant(c) => masculine(lemma),
        _ => {
            return Err(PhraseError(format!(
                "[{lemma}]: no declension has a nominative singular like this; write the singular, or [{lemma}:inv] if the word never changes"
            )));
        }
    };
    let mut cells = cells;
    cells[0] = lemma.to_string();
    Ok((gender, cells))
}

/// `endings`: genitive, dative, accusative (empty: follows animacy), instrumental, prepositional of the singular.
fn cells(stem: &str, endings: [&str; 5], plural: &str, genitive: &str, a: &str) -> Cells {
    let with = |ending: &str| format!("{stem}{ending}");
    let accusative = if endings[2].is_empty() { String::new() } else { with(endings[2]) };
    [
        String::new(),
        with(endings[0]),
        with(endings[1]),
        accusative,
        with(endings[3]),
        with(endings[4]),
        with(plural),
        genitive.to_string(),
        format!("{stem}{a}м"),
        String::new(),
        format!("{stem}{a}ми"),
        format!("{stem}{a}х"),
    ]
}

/// Masculine nouns in a hard consonant.
fn masculine(lemma: &str) -> Cells {
    let lower = lemma.to_lowercase();
    if let Some(stem) = lemma.strip_suffix("анин").or_else(|| lemma.strip_suffix("янин")) {
        let vowel = if lower.ends_with("янин") { "ян" } else { "ан" };
        let plural = format!("{stem}{vowel}");
        let mut all = cells(lemma, ["а", "у", "", "ом", "е"], "ы", "", "а");
        all[6] = format!("{plural}е");
        all[7].clone_from(&plural);
        (all[8], all[10], all[11]) = (format!("{plural}ам"), format!("{plural}ами"), format!("{plural}ах"));
        return all;
    }
    let stem = without_fleeting(lemma);
    let last = stem.chars().next_back().unwrap_or_default().to_lowercase().next().unwrap_or_default();
    let hushing = matches!(last, 'ж' | 'ш' | 'ч' | 'щ');
    let y = if hushing || matches!(last, 'г' | 'к' | 'х') { "и" } else { "ы" };
    // -ач is stressed on the ending (врачом), the other hushing stems mostly are not (товарищем).
    let om = if last == 'ц' || hushing && !lower.ends_with("ач") && !lower.ends_with("юч") && !lower.ends_with("нож") { "ем" } else { "ом" };
    let genitive = if hushing {
        format!("{stem}ей")
    } else if last == 'ц' {
        format!("{stem}ев")
    } else {
        format!("{stem}ов")
    };
    cells(&stem, ["а", "у", "", om, "е"], y, &genitive, "а")
}

/// -ец and -ок lose their vowel where the suffix is alive.
fn without_fleeting(lemma: &str) -> String {
    let keep = |n: usize| -> String { lemma.chars().take(lemma.chars().count().saturating_sub(n)).collect() };
    let before = |n: usize| lemma.chars().rev().nth(n).unwrap_or_default();
    let length = lemma.chars().count();
    if lemma.ends_with("ец") && length > 3 {
        return match (before(2), before(3)) {
            (c, _) if is_vowel(c) => keep(2) + "йц",
            ('л', _) => keep(2) + "ьц",
            (a, b) if is_consonant(a) && is_consonant(b) && b != 'й' && !(a == b || b == 'р' || b == 'н') => lemma.to_string(),
            _ => keep(2) + "ц",
        };
    }
    const FIXED: &[&str] =
        &["урок", "срок", "поток", "игрок", "знаток", "порок", "пророк", "восток", "исток", "приток", "отток", "сток", "намёк", "паёк", "оброк", "упрёк", "зарок", "рок"];
    if lemma.ends_with("ок") && length > 4 && !FIXED.contains(&lemma) && is_consonant(before(2)) {
        return keep(2) + "к";
    }
    if lemma.ends_with("ёк") && length > 3 && is_consonant(before(2)) && !FIXED.contains(&lemma) {
        return keep(2) + "ьк";
    }
    lemma.to_string()
}

/// Genitive plural of nouns in -а, -я.
fn genitive_of_a(stem: &str, soft: bool, gender: Gender) -> String {
    let mut chars = stem.chars().rev();
    let (last, before) = (chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
    let shorter: String = stem.chars().take(stem.chars().count().saturating_sub(1)).collect();
    if soft {
        return match (last, before) {
            ('и' | 'е' | 'а', _) => format!("{stem}й"),
            ('ь', _) => format!("{shorter}ей"),
            ('л', 'п' | 'б' | 'м' | 'в') => format!("{shorter}ель"),
            ('н', 'й') => format!("{}ен", shorter.trim_end_matches('й')),
            ('н', 'ь') => format!("{}ен", shorter.trim_end_matches('ь')),
            ('н', c) if is_consonant(c) => format!("{shorter}ен"),
            ('д', _) if gender == Gender::Masculine => format!("{stem}ей"),
            _ => format!("{stem}ь"),
        };
    }
    if gender == Gender::Masculine && matches!(last, 'ж' | 'ш' | 'ч' | 'щ') {
        return format!("{stem}ей");
    }
    match (last, before) {
        ('к', 'й') => format!("{}ек", shorter.trim_end_matches('й')),
        ('к', 'ь') => format!("{}ек", shorter.trim_end_matches('ь')),
        ('к', 'ж' | 'ш' | 'ч' | 'щ' | 'ц') => format!("{shorter}ек"),
        ('к', c) if is_consonant(c) && !(c == 'с') => format!("{shorter}ок"),
        ('б', 'ь') if stem.ends_with("адьб") => format!("{}еб", shorter.trim_end_matches('ь')),
        ('ц', 'в') if stem.ends_with("овц") => format!("{shorter}ец"),
        ('м', 'ь') => format!("{}ем", shorter.trim_end_matches('ь')),
        _ => stem.to_string(),
    }
}

/// Genitive plural of nouns in -о: окно → окон, письмо → писем, место → мест.
fn fleeting_neuter(stem: &str) -> String {
    let mut chars = stem.chars().rev();
    let (last, before) = (chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
    let shorter: String = stem.chars().take(stem.chars().count().saturating_sub(1)).collect();
    match (last, before) {
        ('к', c) if matches!(c, 'ш' | 'ж' | 'ч') => format!("{shorter}ек"),
        ('н', 'к') => format!("{shorter}он"),
        ('н' | 'л' | 'к' | 'м', 'ь') => format!("{}е{last}", shorter.trim_end_matches('ь')),
        ('н' | 'л' | 'р', c) if is_consonant(c) && c != 'р' && c != 'т' => format!("{shorter}е{last}"),
        _ => stem.to_string(),
    }
}

/// Only what a suffix shows; an entry tags the rest.
fn guess_animacy(lemma: &str, gender: Gender) -> Animacy {
    const THINGS: &[&str] = &[
        "источник", "справочник", "учебник", "рынок", "обман", "роман", "карман", "показатель", "фактор", "сектор", "вектор", "монитор", "договор",
        "разговор", "приговор", "документ", "процент", "больница", "граница", "страница", "таблица", "гостиница", "единица", "разница", "лестница",
        "столица", "темница", "теплица", "сторона", "группа", "указатель", "список", "конец", "дворец", "образец", "остаток",
    ];
    const PEOPLE: &[&str] = &[
        "ник", "тель", "ист", "чик", "щик", "ёр", "ман", "лог", "атор", "утор", "итор", "агент", "клиент", "пациент", "студент", "владелец", "ница",
        "истка", "антка", "утка", "вушка", "тут", "тутка", "делец", "цент", "мигрант", "врач", "женщина", "мужчина", "девочка", "мальчик", "человек",
        "ребёнок", "друг", "мать", "дочь", "манка", "клиентка", "эксперт", "менеджер", "давец", "пеец", "подросток", "анец", "янец", "инец", "овец", "анин", "янин", "юноша", "лицо-", "шлюха", "путана", "щица", "чица", "жрица",
        "девица", "актив", "гей", "партнёр", "муж", "жена", "жертва", "мамка", "мамочка", "бандерша", "сводня", "индивидуалка",
    ];
    let lower = lemma.to_lowercase();
    let person = gender != Gender::Neuter && PEOPLE.iter().any(|p| lower.ends_with(p)) && !THINGS.iter().any(|t| lower.ends_with(t));
    if person { Animacy::Animate } else { Animacy::Inanimate }
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
    let Some(feminine) = &word.feminine else { return found };
    let shared: String = word.lemma.chars().zip(feminine.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    if shared.chars().count() < 3 {
        return found;
    }
    let (masculine, women): (Vec<_>, Vec<_>) = all.iter().partition(|(_, f)| f.gender != Some(Gender::Feminine));
    for ((male, features), (female, _)) in masculine.iter().zip(&women) {
        let Some(tail) = female.strip_prefix(shared.as_str()).filter(|t| !t.is_empty()) else { continue };
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
