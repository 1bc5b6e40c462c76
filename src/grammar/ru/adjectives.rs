//! Adjectives, participles and the pronouns that inflect like them: full paradigms, and one form made out of another.
//!
//! The endings are those of Zaliznyak's adjectival declensions 1–4 (А. А. Зализняк, «Грамматический словарь русского
//! языка»): hard, velar, sibilant, soft, each with its stressed twin in -ой.

use super::super::{Animacy, Case, Features, Gender, Number, PhraseError, Word};
use super::pronouns;

/// The distinct forms of an adjectival paradigm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Masculine,
    Genitive,
    Dative,
    Instrumental,
    Prepositional,
    Feminine,
    FeminineOblique,
    FeminineAccusative,
    Neuter,
    Plural,
    PluralGenitive,
    PluralDative,
    PluralInstrumental,
}

/// A form for each [`Slot`], in its order.
pub(super) type Row = [&'static str; 13];

const HARD: Row = ["ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ым", "ыми"];
const STRESSED: Row = ["ой", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ым", "ыми"];
const VELAR: Row = ["ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "им", "ими"];
const VELAR_STRESSED: Row = ["ой", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "им", "ими"];
const SIBILANT: Row = ["ий", "его", "ему", "им", "ем", "ая", "ей", "ую", "ее", "ие", "их", "им", "ими"];
const SOFT: Row = ["ий", "его", "ему", "им", "ем", "яя", "ей", "юю", "ее", "ие", "их", "им", "ими"];

/// Stems of adjectives stressed on the ending (-ой in the nominative masculine): the spelling of no other form shows it.
#[rustfmt::skip]
const STRESSED_STEMS: &[&str] = &[
    "молод", "друг", "больш", "так", "как", "никак", "ин", "люб", "чуж", "прост", "непрост", "пуст", "больн", "прям",
    "родн", "нем", "глух", "слеп", "худ", "дорог", "золот", "жив", "жил", "нежил", "ночн", "дневн", "зл", "лих", "плох",
    "втор", "шест", "седьм", "восьм", "сороков", "веков", "городск", "мужск", "морск", "людск", "мирск", "воровск",
    "донск", "земн", "основн", "стальн", "лесн", "речн", "цветн", "входн", "выходн", "головн", "полов", "правов", "трудов",
    "делов", "миров", "рядов", "передов", "годов", "домов", "путев", "бытов", "типов", "группов", "ценов", "судов",
    "волев", "запасн", "штрафн", "сквозн", "блатн", "степн", "скуп", "крут", "густ", "сед", "бос", "болев", "цехов",
    "полев", "речев", "тенев", "разов", "силов", "боев", "роков",
];

pub(super) fn slot(f: &Features) -> Option<Slot> {
    let case = f.case?;
    if f.number == Some(Number::Plural) {
        return Some(match case {
            Case::Nominative => Slot::Plural,
            Case::Accusative if f.animacy == Some(Animacy::Animate) => Slot::PluralGenitive,
            Case::Accusative => Slot::Plural,
            Case::Genitive | Case::Prepositional => Slot::PluralGenitive,
            Case::Dative => Slot::PluralDative,
            Case::Instrumental => Slot::PluralInstrumental,
        });
    }
    let feminine = f.gender == Some(Gender::Feminine);
    Some(match case {
        Case::Nominative if feminine => Slot::Feminine,
        Case::Accusative if feminine => Slot::FeminineAccusative,
        _ if feminine => Slot::FeminineOblique,
        Case::Nominative | Case::Accusative if f.gender == Some(Gender::Neuter) => Slot::Neuter,
        Case::Nominative => Slot::Masculine,
        Case::Accusative if f.animacy == Some(Animacy::Animate) => Slot::Genitive,
        Case::Accusative => Slot::Masculine,
        Case::Genitive => Slot::Genitive,
        Case::Dative => Slot::Dative,
        Case::Instrumental => Slot::Instrumental,
        Case::Prepositional => Slot::Prepositional,
    })
}

const CASES: [Case; 6] =
    [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Prepositional];

/// Every combination of features an adjective tells apart, 26 of them.
pub(super) fn cells() -> Vec<Features> {
    let mut all = Vec::with_capacity(26);
    let mut add = |gender, number, case, animacy| {
        all.push(Features { gender, number: Some(number), case: Some(case), animacy, ..Features::default() });
    };
    for case in CASES {
        for gender in [Gender::Masculine, Gender::Feminine, Gender::Neuter] {
            if case == Case::Accusative && gender == Gender::Masculine {
                add(Some(gender), Number::Singular, case, Some(Animacy::Inanimate));
                add(Some(gender), Number::Singular, case, Some(Animacy::Animate));
            } else {
                add(Some(gender), Number::Singular, case, None);
            }
        }
        if case == Case::Accusative {
            add(None, Number::Plural, case, Some(Animacy::Inanimate));
            add(None, Number::Plural, case, Some(Animacy::Animate));
        } else {
            add(None, Number::Plural, case, None);
        }
    }
    all
}

/// An adjective taken apart.
struct Declension {
    stem: String,
    row: &'static Row,
    /// -ся of a reflexive participle.
    reflexive: bool,
}

impl Declension {
    fn of(lemma: &str) -> Option<Declension> {
        let (word, reflexive) = match lemma.strip_suffix("ся") {
            Some(participle) if participle.ends_with("ий") => (participle, true),
            _ => (lemma, false),
        };
        let stem = word.strip_suffix("ый").or_else(|| word.strip_suffix("ий")).or_else(|| word.strip_suffix("ой"))?;
        let last = stem.chars().next_back()?.to_lowercase().next()?;
        let row = match (&word[stem.len()..], last) {
            ("ый", _) => &HARD,
            ("ой", 'г' | 'к' | 'х' | 'ж' | 'ш' | 'ч' | 'щ') => &VELAR_STRESSED,
            ("ой", _) => &STRESSED,
            (_, 'г' | 'к' | 'х') => &VELAR,
            (_, 'ж' | 'ш' | 'ч' | 'щ') => &SIBILANT,
            _ => &SOFT,
        };
        Some(Declension { stem: stem.to_string(), row, reflexive })
    }

    fn form(&self, slot: Slot) -> String {
        format!("{}{}{}", self.stem, self.row[slot as usize], if self.reflexive { "ся" } else { "" })
    }
}

/// The full forms of an adjective, participle or adjectival pronoun.
pub(super) fn paradigm(word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
    let lemma = word.lemma.as_str();
    if word.tags.invariable {
        return Ok(cells().into_iter().map(|f| (lemma.to_string(), f)).collect());
    }
    let form: Box<dyn Fn(Slot) -> String> = if let Some(row) = pronouns::row_of(lemma) {
        Box::new(|s: Slot| row[s as usize].to_string())
    } else {
        let declension = Declension::of(lemma).ok_or_else(|| {
            PhraseError(format!(
                "[{lemma}:adj]: no adjective ending; write the nominative masculine singular in -ый, -ий or -ой, or add \"inv\" if the word never changes"
            ))
        })?;
        Box::new(move |s: Slot| declension.form(s))
    };
    Ok(cells()
        .into_iter()
        .filter(|f| word.tags.gender.is_none() || f.gender.is_none() || f.gender == word.tags.gender)
        .filter_map(|f| {
            let text = irregular(word, &f).cloned().or_else(|| slot(&f).map(&form))?;
            Some((text, f))
        })
        .collect())
}

/// The cell an entry gives: `m-sg-gen`, `f-sg-nom`, `n-sg-ins`, `pl-gen` … An accusative follows its genitive or
/// nominative unless it is given itself.
fn irregular<'a>(word: &'a Word, f: &Features) -> Option<&'a String> {
    let case = match (f.case?, f.animacy) {
        (Case::Accusative, Some(Animacy::Animate)) => Case::Genitive,
        (Case::Accusative, Some(Animacy::Inanimate)) => Case::Nominative,
        (case, _) => case,
    };
    let name = super::nouns::case_name(case);
    let key = match (f.number?, f.gender) {
        (Number::Plural, _) => format!("pl-{name}"),
        (_, Some(Gender::Feminine)) => format!("f-sg-{name}"),
        (_, Some(Gender::Neuter)) => format!("n-sg-{name}"),
        _ => format!("m-sg-{name}"),
    };
    word.irregular.get(&key)
}

/// The instrumental in -ою, -ею: read in older and solemn texts, never written.
pub(super) fn variants(word: &Word) -> Vec<(String, Features)> {
    let features = Features {
        gender: Some(Gender::Feminine),
        number: Some(Number::Singular),
        case: Some(Case::Instrumental),
        ..Features::default()
    };
    let Some(declension) = Declension::of(&word.lemma) else {
        return Vec::new();
    };
    let form = declension.form(Slot::FeminineOblique);
    match form.strip_suffix("й") {
        Some(stem) if !declension.reflexive => vec![(format!("{stem}ю"), features)],
        _ => Vec::new(),
    }
}

/// A full form of an adjective or participle, in whatever slot.
pub(super) fn is_full_form(word: &str) -> bool {
    if pronouns::rows().any(|row| row.contains(&word)) {
        return true;
    }
    if !word.ends_with(['й', 'я', 'е', 'о', 'у', 'ю', 'м', 'х', 'и', 'ь', 'а']) {
        return false;
    }
    cells().iter().any(|f| Adjectival::read(word, f).is_some_and(|a| a.likeness == Likeness::Sure))
}

/// How sure it is that a word is an adjective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The ending also belongs to nouns, and the stem has no adjective's suffix.
    Doubtful,
    Sure,
}

/// A word that has the form of an adjective or adjectival pronoun in some slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Adjectival {
    stem: String,
    row: &'static Row,
    reflexive: bool,
    pub(super) likeness: Likeness,
}

impl Adjectival {
    /// Reads `word` (lower case) as the form for `features`.
    pub(super) fn read(word: &str, features: &Features) -> Option<Adjectival> {
        let slot = slot(features)?;
        if let Some(row) = pronouns::rows().find(|row| same(row[slot as usize], word)) {
            return Some(Adjectival { stem: String::new(), row, reflexive: false, likeness: Likeness::Sure });
        }
        if pronouns::is_function_word(word) {
            return None;
        }
        let (bare, reflexive) = match word.strip_suffix("ся") {
            Some(b) if b.contains("щ") || b.contains("вш") || b.contains("дш") => (b, true),
            Some(_) => return None,
            None => (word, false),
        };
        for row in [&HARD, &STRESSED, &VELAR, &VELAR_STRESSED, &SIBILANT, &SOFT] {
            let ending = row[slot as usize];
            let Some(stem) = bare.strip_suffix(ending) else { continue };
            let Some(last) = stem.chars().next_back() else { continue };
            let fits = match last {
                'г' | 'к' | 'х' => row == &VELAR || (row == &VELAR_STRESSED && is_stressed(stem)),
                'ж' | 'ш' | 'ч' | 'щ' => row == &SIBILANT || (row == &VELAR_STRESSED && is_stressed(stem)),
                'н' => row == &HARD || row == &SOFT || row == &STRESSED,
                'б' | 'в' | 'д' | 'з' | 'л' | 'м' | 'п' | 'р' | 'с' | 'т' | 'ф' | 'ц' => {
                    row == &HARD || row == &STRESSED
                }
                _ => false,
            };
            if !fits || stem.chars().count() < 2 || (row == &STRESSED && slot == Slot::Masculine && !is_stressed(stem)) {
                continue;
            }
            let noun_like = matches!(ending, "ой" | "ей" | "ом" | "ем" | "им" | "ий" | "их" | "ие" | "ее");
            // No noun ends in -кие, -гих, -хим.
            let velar = matches!(last, 'г' | 'к' | 'х') && matches!(ending, "ие" | "их" | "им" | "ими");
            let sure = reflexive || velar || !noun_like || has_suffix(stem) || is_stressed(stem);
            let likeness = if sure { Likeness::Sure } else { Likeness::Doubtful };
            return Some(Adjectival { stem: stem.to_string(), row, reflexive, likeness });
        }
        None
    }

    /// The form for other features.
    pub(super) fn form(&self, features: &Features) -> Option<String> {
        let slot = slot(features)?;
        let row = match slot {
            Slot::Masculine if self.row == &HARD && is_stressed(&self.stem) => &STRESSED,
            Slot::Masculine if self.row == &VELAR && is_stressed(&self.stem) => &VELAR_STRESSED,
            _ => self.row,
        };
        Some(format!("{}{}{}", self.stem, row[slot as usize], if self.reflexive { "ся" } else { "" }))
    }

    /// Whether the masculine nominative is a guess: stems in -ов-, -ев- take -ый or -ой as the stress has it.
    pub(super) fn stress_unknown(&self, target: &Features) -> bool {
        slot(target) == Some(Slot::Masculine)
            && self.row == &HARD
            && (self.stem.ends_with("ов") || self.stem.ends_with("ев"))
            && !STRESSED_STEMS.contains(&self.stem.as_str())
    }
}

fn is_stressed(stem: &str) -> bool {
    STRESSED_STEMS.contains(&stem)
}

/// Suffixes that mark an adjective or participle.
fn has_suffix(stem: &str) -> bool {
    #[rustfmt::skip]
    const SUFFIXES: &[&str] =
        &[
        "льн", "нн", "чн", "вн", "тн", "дн", "шн", "сн", "рн", "жн", "бн", "мн", "зн", "пн", "ск", "цк", "ущ", "ющ", "ащ",
        "ящ", "вш", "шедш", "ов", "ев", "аем", "яем", "уем", "стим", "ыт",
    ];
    #[rustfmt::skip]
    const STEMS: &[&str] = &[
        "нов", "стар", "прежн", "бывш", "ранн", "поздн", "местн", "соседн", "перв", "последн", "цел", "одн", "самый",
        "сам", "котор", "кажд", "прошл", "нынешн", "маленьк", "старш", "младш", "лучш", "худш", "здешн", "крупнейш",
        "хорош", "общ", "рабоч", "взросл", "высок", "широк", "глубок", "жесток", "далек", "одинок", "легк", "люб", "друг",
        "закрыт", "открыт", "известн", "любим", "необходим", "допустим", "занят", "принят", "избит",
    ];
    const NOUNS: &[&str] = &["основ", "весн", "сосн", "войн", "казн", "волн", "тонн", "ванн", "глав", "королев", "подков"];
    if NOUNS.contains(&stem) {
        return false;
    }
    SUFFIXES.iter().any(|s| stem.ends_with(s) && stem.len() > s.len() + 2) || STEMS.contains(&stem)
}

/// ё and е are one letter in most texts.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |c: char| if c == 'ё' { 'е' } else { c };
    a.chars().map(plain).eq(b.chars().map(plain))
}

/// `word`, the form for `old`, as the form for `new`.
#[cfg(test)]
pub(super) fn reinflect(word: &str, old: &Features, new: &Features) -> Option<String> {
    Adjectival::read(word, old)?.form(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lemma: &str) -> Vec<String> {
        let word = Word { lemma: lemma.into(), ..Word::default() };
        let mut seen: Vec<String> = Vec::new();
        for (text, _) in paradigm(&word).expect("an adjective") {
            if !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen.sort();
        seen
    }

    #[test]
    fn four_declensions() {
        assert_eq!(
            forms("живущий"),
            [
                "живущая",
                "живущего",
                "живущее",
                "живущей",
                "живущем",
                "живущему",
                "живущие",
                "живущий",
                "живущим",
                "живущими",
                "живущих",
                "живущую"
            ]
        );
        assert!(forms("коммерческий").contains(&"коммерческого".into()));
        assert!(forms("прежний").contains(&"прежнюю".into()));
        assert!(forms("молодой").contains(&"молодых".into()));
        assert!(forms("третий").contains(&"третью".into()));
        assert!(forms("занимающийся").contains(&"занимающимися".into()));
    }

    #[test]
    fn one_form_out_of_another() {
        let f = |gender, number, case| Features {
            gender: Some(gender),
            number: Some(number),
            case: Some(case),
            ..Features::default()
        };
        let m = f(Gender::Masculine, Number::Singular, Case::Nominative);
        let w = f(Gender::Feminine, Number::Singular, Case::Nominative);
        for (male, female) in [
            ("новый", "новая"),
            ("другой", "другая"),
            ("весь", "вся"),
            ("прежний", "прежняя"),
            ("большой", "большая"),
            ("этот", "эта"),
            ("мой", "моя"),
            ("бывший", "бывшая"),
        ] {
            assert_eq!(reinflect(male, &m, &w).as_deref(), Some(female));
            assert_eq!(reinflect(female, &w, &m).as_deref(), Some(male));
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        let word = Word { lemma: "хаки".into(), ..Word::default() };
        assert!(paradigm(&word).unwrap_err().0.contains("inv"));
    }
}
