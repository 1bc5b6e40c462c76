//! The declensions of nouns: twelve cells out of the dictionary form.
//!
//! Shapes and spelling rules after А. А. Зализняк, «Грамматический словарь русского языка» (declensions 1–8).

use super::super::{Gender, PhraseError};

/// Nominative, genitive, dative, accusative, instrumental, prepositional of the singular, then of the plural.
pub(super) type Cells = [String; 12];

/// Feminine nouns in -ь that no suffix gives away.
#[rustfmt::skip]
const FEMININE_SOFT: &[&str] = &[
    "боль", "роль", "соль", "цель", "модель", "мебель", "постель", "щель", "отрасль", "прибыль", "связь", "сеть", "смерть",
    "площадь", "очередь", "помощь", "речь", "ночь", "дочь", "вещь", "мысль", "ткань", "степень", "осень", "кровь",
    "любовь", "церковь", "морковь", "тетрадь", "запись", "подпись", "рукопись", "дверь", "гавань", "печать", "память",
    "кость", "часть", "власть", "область", "тень", "лень", "медь", "нефть", "грязь",
];

fn gender_of(lemma: &str, tagged: Option<Gender>) -> Result<Gender, PhraseError> {
    if let Some(gender) = tagged {
        return Ok(gender);
    }
    let lower = lemma.to_lowercase();
    let last = lower.chars().next_back();
    Ok(match last {
        Some('а' | 'я')
            if ["мужчина", "юноша", "дедушка", "дядя", "судья", "коллега", "староста", "папа"].contains(&lower.as_str()) =>
        {
            Gender::Masculine
        }
        _ if lower.ends_with("мя") && lower.chars().count() <= 6 => Gender::Neuter,
        Some('а' | 'я') => Gender::Feminine,
        Some('о' | 'е' | 'ё') => Gender::Neuter,
        Some('ь') if FEMININE_SOFT.contains(&lower.as_str()) => Gender::Feminine,
        Some('ь') if ["сть", "знь", "вь", "жь", "чь", "шь", "щь"].iter().any(|e| lower.ends_with(e)) && lower != "гость" => {
            Gender::Feminine
        }
        Some('ь')
            if ["ель", "арь", "ырь", "гость", "день", "рень", "оль", "конь", "вень", "филь", "ось"]
                .iter()
                .any(|e| lower.ends_with(e)) =>
        {
            Gender::Masculine
        }
        Some('ь') => {
            return Err(PhraseError(format!(
                "[{lemma}]: a noun in -ь may be of either gender; write [{lemma}:m] or [{lemma}:f]"
            )));
        }
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
pub(super) fn decline(lemma: &str, tagged: Option<Gender>) -> Result<(Gender, Cells), PhraseError> {
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
            let om = if last == 'о' {
                "ом"
            } else if last == 'ё' {
                "ём"
            } else {
                "ем"
            };
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
    let om = if last == 'ц' || hushing && !lower.ends_with("ач") && !lower.ends_with("юч") && !lower.ends_with("нож") {
        "ем"
    } else {
        "ом"
    };
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
    #[rustfmt::skip]
    const FIXED: &[&str] =
        &[
        "урок", "срок", "поток", "игрок", "знаток", "порок", "пророк", "восток", "исток", "приток", "отток", "сток",
        "намёк", "паёк", "оброк", "упрёк", "зарок", "рок",
    ];
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
        ('к', c) if is_consonant(c) && c != 'с' => format!("{shorter}ок"),
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
        ('к', 'ш' | 'ж' | 'ч') => format!("{shorter}ек"),
        ('н', 'к') => format!("{shorter}он"),
        ('н' | 'л' | 'к' | 'м', 'ь') => format!("{}е{last}", shorter.trim_end_matches('ь')),
        ('н' | 'л' | 'р', c) if is_consonant(c) && c != 'р' && c != 'т' => format!("{shorter}е{last}"),
        _ => stem.to_string(),
    }
}
