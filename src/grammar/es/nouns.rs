//! Nouns: gender guessed from the ending, plural, feminine.
//!
//! Rules after the *Nueva gramática de la lengua española* (RAE and ASALE), chapters 2 (gender) and 3 (number), and the
//! *Ortografía* for accents.

use super::words::{EPICENE, EPICENE_IN_A, FEMININE, MASCULINE_IN_A};
use crate::grammar::Gender;

/// Abbreviations have the gender of their head noun: el virus, la infección.
const ABBREVIATIONS: [(&str, Gender); 10] = [
    ("VIH", Gender::Masculine),
    ("SIDA", Gender::Masculine),
    ("VPH", Gender::Masculine),
    ("ITS", Gender::Feminine),
    ("ETS", Gender::Feminine),
    ("ONG", Gender::Feminine),
    ("ONU", Gender::Feminine),
    ("OMS", Gender::Feminine),
    ("PERT", Gender::Feminine),
    ("PrEP", Gender::Feminine),
];

/// The gender of a singular noun, by its ending; `None` where only the lexicon can know.
pub fn gender(lemma: &str) -> Option<Gender> {
    let first = lemma.split([' ', '-']).next().unwrap_or(lemma);
    if let Some((_, gender)) = ABBREVIATIONS.iter().find(|(a, _)| *a == first) {
        return Some(*gender);
    }
    let word = first.to_lowercase();
    let ends = |suffixes: &[&str]| suffixes.iter().any(|s| word.ends_with(s));
    if MASCULINE_IN_A.contains(word.as_str()) || word == "virus" {
        return Some(Gender::Masculine);
    }
    if FEMININE.contains(word.as_str()) {
        return Some(Gender::Feminine);
    }
    if EPICENE.contains(word.as_str()) || EPICENE_IN_A.contains(word.as_str()) || ends(&["ista", "ante", "iente", "ente"]) {
        // "ambiente", "cliente": the ending -ente is a person's in this domain save for these.
        return Some(match word.as_str() {
            "ambiente" | "accidente" | "expediente" | "antecedente" | "incidente" | "volante" | "continente" | "instante" => {
                Gender::Masculine
            }
            _ => Gender::Common,
        });
    }
    if ends(&["a", "ión", "dad", "tad", "tud", "umbre", "ez", "triz", "itis", "sis"]) {
        return Some(if matches!(word.as_str(), "avión" | "camión" | "guion" | "guión" | "análisis" | "énfasis" | "oasis") {
            Gender::Masculine
        } else {
            Gender::Feminine
        });
    }
    if ends(&[
        "o", "ó", "en", "in", "ín", "ún", "or", "aje", "al", "el", "il", "ol", "ul", "ón", "án", "én", "és", "ar", "er", "ur",
        "e", "ís", "í", "ú", "ub",
    ]) {
        return Some(Gender::Masculine);
    }
    None
}

/// The plural of a noun or adjective in the singular.
pub fn plural(word: &str) -> String {
    let (head, last) = match word.rsplit_once([' ', '-']) {
        Some((_, last)) => (&word[..word.len() - last.len()], last),
        None => ("", word),
    };
    format!("{head}{}", plural_of_one(last))
}

fn plural_of_one(word: &str) -> String {
    let mut chars = word.chars().rev();
    let Some(last) = chars.next() else { return String::new() };
    let before = chars.next().unwrap_or(' ');
    match last {
        'a' | 'e' | 'i' | 'o' | 'u' | 'á' | 'é' | 'ó' => format!("{word}s"),
        'í' | 'ú' => format!("{word}es"),
        'z' => format!("{}ces", &word[..word.len() - 1]),
        's' | 'x' => match before {
            // Stressed on the last syllable: francés, compás, autobús; else unchanged: crisis, virus.
            'á' | 'é' | 'í' | 'ó' | 'ú' => format!("{}es", drop_last_accent(word)),
            _ if vowels(word) <= 1 => format!("{word}es"),
            _ => word.to_string(),
        },
        // Words from other languages: hobby, gay.
        'y' if !"aeou".contains(before) || word == "gay" => format!("{word}s"),
        'y' if vowels(word) >= 1 => format!("{word}es"),
        // Foreign words and clipped ones: web, club, chat, show.
        'b' | 'c' | 'f' | 'g' | 'k' | 'm' | 'p' | 't' | 'v' | 'w' => {
            if word == "club" {
                "clubes".into()
            } else {
                format!("{word}s")
            }
        }
        'n' if !has_accent(word) && vowel_groups(word) > 1 => format!("{}es", add_accent_to_penult(word)),
        _ if matches!(before, 'á' | 'é' | 'í' | 'ó' | 'ú') && last != 'l' && last != 'r' => {
            format!("{}es", if hiatus(word) { word.to_string() } else { drop_last_accent(word) })
        }
        'n' | 'd' | 'l' | 'r' | 'j' | 'y' | 'h' => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The feminine of a masculine noun or adjective; the same word where there is one form for both.
pub fn feminine(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('o') {
        return format!("{stem}a");
    }
    if let Some(stem) = word.strip_suffix("ón") {
        return format!("{stem}ona");
    }
    for (m, f) in [("és", "esa"), ("án", "ana"), ("ín", "ina")] {
        if let Some(stem) = word.strip_suffix(m) {
            return if word == "cortés" { word.to_string() } else { format!("{stem}{f}") };
        }
    }
    if word.ends_with("or") && !super::adjectives::COMPARATIVES.contains(&word) {
        return format!("{word}a");
    }
    if matches!(word, "español" | "juez" | "andaluz") {
        return format!("{word}a");
    }
    word.to_string()
}

fn vowels(word: &str) -> usize {
    word.chars().filter(|c| "aeiouáéíóúü".contains(*c)).count()
}

fn vowel_groups(word: &str) -> usize {
    let mut groups = 0;
    let mut inside = false;
    for c in word.chars() {
        let vowel = "aeiouáéíóúü".contains(c);
        groups += usize::from(vowel && !inside);
        inside = vowel;
    }
    groups
}

fn has_accent(word: &str) -> bool {
    word.chars().any(|c| "áéíóú".contains(c))
}

/// país → países: the accent marks a hiatus and stays.
fn hiatus(word: &str) -> bool {
    let tail: Vec<char> = word.chars().rev().take(3).collect();
    matches!(tail.get(1), Some('í' | 'ú')) && tail.get(2).is_some_and(|c| "aeo".contains(*c))
}

pub fn bare_vowel(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        c => c,
    }
}

fn drop_last_accent(word: &str) -> String {
    if hiatus(word) {
        return word.to_string();
    }
    word.chars().map(bare_vowel).collect()
}

/// joven → jóven(es): the stress stays where it is, so the plural needs the accent the singular could do without.
fn add_accent_to_penult(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut last_vowel_seen = false;
    let mut result = chars.clone();
    for i in (0..chars.len()).rev() {
        if "aeiou".contains(chars[i]) {
            if last_vowel_seen && !"aeiou".contains(chars[i + 1]) {
                // In a diphthong the open vowel carries the accent.
                result[i] = match chars[i] {
                    'a' => 'á',
                    'e' => 'é',
                    'i' => 'í',
                    'o' => 'ó',
                    _ => 'ú',
                };
                break;
            }
            last_vowel_seen = true;
        }
    }
    result.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (sg, pl) in [
            ("trabajo", "trabajos"),
            ("trabajador", "trabajadores"),
            ("infección", "infecciones"),
            ("joven", "jóvenes"),
            ("virgen", "vírgenes"),
            ("examen", "exámenes"),
            ("crimen", "crímenes"),
            ("burdel", "burdeles"),
            ("meretriz", "meretrices"),
            ("crisis", "crisis"),
            ("francés", "franceses"),
            ("rufián", "rufianes"),
            ("país", "países"),
            ("club", "clubes"),
            ("rubí", "rubíes"),
            ("ley", "leyes"),
            ("mes", "meses"),
            ("cafishio", "cafishios"),
            ("mujer", "mujeres"),
            ("autobús", "autobuses"),
            ("baúl", "baúles"),
            ("cárcel", "cárceles"),
            ("fan", "fanes"),
        ] {
            assert_eq!(plural(sg), pl);
        }
    }

    #[test]
    fn genders() {
        for (word, g) in [
            ("prostitución", Some(Gender::Feminine)),
            ("trabajo", Some(Gender::Masculine)),
            ("persona", Some(Gender::Feminine)),
            ("sida", Some(Gender::Masculine)),
            ("red", Some(Gender::Feminine)),
            ("proxeneta", Some(Gender::Common)),
            ("burdel", Some(Gender::Masculine)),
            ("población", Some(Gender::Feminine)),
            ("activista", Some(Gender::Common)),
            ("VIH", Some(Gender::Masculine)),
            ("lumix", None),
        ] {
            assert_eq!(gender(word), g, "{word}");
        }
    }
}
