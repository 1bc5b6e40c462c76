//! Adjectives and participles: the four forms of one, and what a word in the text can be.
//!
//! Rules after the *Nueva gramática de la lengua española*, chapter 13. Masculine to feminine is a rule; feminine to
//! masculine is not (francesa/gruesa, trabajadora/sonora), so words outside the rules' safe classes are listed.

use super::nouns::{feminine, plural};
use super::words::{FINITE_IN_A, INVARIABLE, LISTED, NOT_ADJECTIVES, NOUNS_IN_NTE, NOUNS_ONLY, PREDICATE_NOUNS};
use crate::grammar::{Gender, Number};

/// Comparatives in -or: one form for both genders.
pub const COMPARATIVES: [&str; 10] =
    ["mayor", "menor", "mejor", "peor", "superior", "inferior", "anterior", "posterior", "exterior", "interior"];

/// Adjectives in -a or -o with one form for both genders.
const ONE_FORM: [&str; 15] = [
    "indígena",
    "hipócrita",
    "agrícola",
    "belga",
    "homicida",
    "suicida",
    "persa",
    "cada",
    "maya",
    "azteca",
    "nómada",
    "demócrata",
    "croata",
    "alerta",
    "gratis",
];

/// A reading of a word of the text as an adjective, participle or inflecting pronoun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// `None`: one form for both.
    pub gender: Option<Gender>,
    pub number: Number,
    masculine: String,
    feminine: String,
    /// The word is an adjective or participle beyond doubt when it stands where one may stand.
    pub known: bool,
    /// Behind a copula nothing but an adjective or participle could look so.
    pub complement: bool,
    /// The form is also a finite verb: oculta, activa.
    pub finite: bool,
    /// A participle: what it belongs to depends on the clause.
    pub participle: bool,
}

impl Reading {
    pub fn form(&self, gender: Gender, number: Number) -> String {
        let singular = if gender == Gender::Feminine { &self.feminine } else { &self.masculine };
        if number == Number::Plural { plural(singular) } else { singular.clone() }
    }
}

fn participle_stem(stem: &str) -> bool {
    let irregular = ["puest", "scrit", "biert", "vuelt", "suelt", "vist", "fech", "hech", "dich", "muert", "rot", "impres"];
    ["ad", "id", "íd"].iter().any(|e| stem.ends_with(e)) && stem.chars().count() > 3
        || irregular.iter().any(|e| stem.ends_with(e))
}

/// Suffixes of stems that make adjectives in -o/-a only.
fn adjectival_stem(stem: &str) -> bool {
    let accented = stem.chars().any(|c| "áéíóú".contains(c));
    (stem.ends_with("ic") && accented)
        || ["os", "iv", "ari", "ori", "ísim", "ian", "eñ", "án", "áne", "er"]
            .iter()
            .any(|s| stem.ends_with(s) && stem.chars().count() > s.len() + 2)
            && !stem.ends_with("er")
}

/// Reads a word (lower case) that could agree with a noun.
pub fn read(word: &str) -> Option<Reading> {
    if word.chars().count() < 3 || !word.chars().all(|c| c.is_alphabetic() || c == '-') {
        return None;
    }
    if let Some(reading) = invariable(word) {
        return Some(reading);
    }
    let (singular, number) = match word.strip_suffix('s') {
        Some(s) if s.ends_with(['o', 'a']) => (s, Number::Plural),
        _ => (word, Number::Singular),
    };
    if ONE_FORM.contains(&singular) {
        return None;
    }
    let (stem, gender) = if let Some(stem) = singular.strip_suffix('o') {
        (stem, Gender::Masculine)
    } else if let Some(stem) = singular.strip_suffix('a') {
        (stem, Gender::Feminine)
    } else {
        return in_consonant(word);
    };
    let masculine = if gender == Gender::Feminine { masculine_of(stem) } else { format!("{stem}o") };
    let participle = participle_stem(stem);
    let agent = masculine.ends_with("or") || masculine.ends_with("és") || masculine.ends_with("ón") || masculine.ends_with("án");
    let noun = NOT_ADJECTIVES.contains(singular);
    let finite = FINITE_IN_A.contains(word);
    // española → español: the rule that knows the masculine knows the adjective.
    let origin = gender == Gender::Feminine && masculine != format!("{stem}o");
    let adjective = participle || agent || origin || adjectival_stem(stem) || LISTED.contains(stem);
    let complement = adjective && !(noun && (!participle || NOUNS_ONLY.contains(singular))) || PREDICATE_NOUNS.contains(stem);
    Some(Reading {
        gender: Some(gender),
        number,
        feminine: format!("{stem}a"),
        masculine,
        known: adjective && !noun && !finite,
        complement,
        finite,
        participle,
    })
}

/// Words whose one singular serves both genders. Only endings that adjectives have are "known".
fn invariable(word: &str) -> Option<Reading> {
    let ends = |text: &str, endings: &[&str]| endings.iter().any(|e| text.ends_with(e));
    let (singular, number) = match (word.strip_suffix("es"), word.strip_suffix('s')) {
        (Some("jóven"), _) => ("joven", Number::Plural),
        (Some(stem), _) if ends(stem, &["al", "il", "el", "ar", "or", "az", "ul", "ún"]) => (stem, Number::Plural),
        (_, Some(stem)) if stem.ends_with('e') || stem.ends_with("ista") || ONE_FORM.contains(&stem) => (stem, Number::Plural),
        _ => (word, Number::Singular),
    };
    if NOUNS_IN_NTE.contains(singular) || ["vista", "lista", "pista", "conquista"].iter().any(|e| singular.ends_with(e)) {
        return None;
    }
    let adjective = COMPARATIVES.contains(&singular)
        || ONE_FORM.contains(&singular)
        || INVARIABLE.contains(singular)
        || ends(singular, &["ista", "ante", "iente", "ente", "ble", "al", "il", "az"]) && !singular.ends_with("mente");
    let form = singular.to_string();
    adjective.then(|| Reading {
        gender: None,
        number,
        masculine: form.clone(),
        feminine: form,
        known: true,
        complement: true,
        finite: false,
        participle: false,
    })
}

/// trabajador(es), francés, burlón: masculine forms that end in a consonant.
fn in_consonant(word: &str) -> Option<Reading> {
    let (singular, number) = match word.strip_suffix("es") {
        Some(s) if s.ends_with("or") => (s.to_string(), Number::Plural),
        Some(s) if ["dor", "tor", "sor"].iter().any(|e| s.ends_with(e)) => (s.to_string(), Number::Plural),
        _ => (word.to_string(), Number::Singular),
    };
    let agent = ["dor", "tor", "sor"].iter().any(|e| singular.ends_with(e));
    let origin = ORIGIN_STEMS.iter().any(|s| singular == format!("{s}és") || word == format!("{s}eses"));
    if !agent && !origin && !matches!(singular.as_str(), "español" | "alemán") {
        return None;
    }
    let (singular, number) = match word.strip_suffix("eses") {
        Some(s) if origin => (format!("{s}és"), Number::Plural),
        _ => (singular, number),
    };
    Some(Reading {
        gender: Some(Gender::Masculine),
        number,
        feminine: feminine(&singular),
        masculine: singular,
        known: true,
        complement: true,
        finite: false,
        participle: false,
    })
}

const ORIGIN_STEMS: [&str; 16] = [
    "franc", "ingl", "portugu", "holand", "irland", "finland", "japon", "chin", "senegal", "liban", "tailand", "escoc", "dan",
    "vien", "nepal", "congol",
];

/// The masculine singular of a feminine in -a, given what stands before the -a.
fn masculine_of(stem: &str) -> String {
    if ["dor", "tor", "sor"].iter().any(|e| stem.ends_with(e)) {
        return stem.to_string();
    }
    if let Some(base) = stem.strip_suffix("es")
        && ORIGIN_STEMS.contains(&base)
    {
        return format!("{base}és");
    }
    match stem {
        "español" | "andaluz" => stem.to_string(),
        "aleman" => "alemán".into(),
        "catalan" => "catalán".into(),
        "musulman" => "musulmán".into(),
        "holgazan" => "holgazán".into(),
        "burlon" => "burlón".into(),
        _ => format!("{stem}o"),
    }
}

/// Whether a word in -a after its subject is a finite verb rather than an adjective.
pub fn is_finite_in_a(word: &str) -> bool {
    FINITE_IN_A.contains(word)
        || word.ends_with("aba")
        || (word.ends_with("ía") && !matches!(word, "fría" | "tardía" | "vacía" | "sombría"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feminine_to_masculine_and_back() {
        for (f, m) in [
            ("penalizada", "penalizado"),
            ("peligrosa", "peligroso"),
            ("francesa", "francés"),
            ("trabajadora", "trabajador"),
            ("callejera", "callejero"),
            ("alemana", "alemán"),
            ("pública", "público"),
            ("gruesa", "grueso"),
        ] {
            let reading = read(f).unwrap();
            assert_eq!(reading.form(Gender::Masculine, Number::Singular), m);
            assert_eq!(reading.form(Gender::Feminine, Number::Singular), f);
        }
        assert_eq!(read("detenidos").unwrap().form(Gender::Feminine, Number::Plural), "detenidas");
        assert_eq!(read("consumidores").unwrap().form(Gender::Feminine, Number::Plural), "consumidoras");
        assert!(read("ilegal").unwrap().gender.is_none());
        assert!(!read("genera").unwrap().known);
        assert!(!read("vida").unwrap().known && !read("vida").unwrap().complement);
        assert!(!read("herida").unwrap().known && read("herida").unwrap().complement);
    }
}
