//! Words around a hit that show that the plain replacement would change or hide what is meant: a stance, a crime, children.

use super::sentence::Tok;

/// Beginnings of words for crimes, coercion and children.
const STEMS: [&str; 31] = [
    "menor",
    "niñ",
    "infanti",
    "adolescen",
    "víctima",
    "explotaci",
    "explotad",
    "explota",
    "esclav",
    "proxenet",
    "coaccion",
    "coacción",
    "obligad",
    "forzad",
    "forzos",
    "abolir",
    "abolici",
    "erradic",
    "combat",
    "prevenir",
    "prevención",
    "rescat",
    "captad",
    "reclutad",
    "inducción",
    "favorecimiento",
    "corrupci",
    "pederast",
    "pedofil",
    "secuestr",
    "amenaz",
];

/// Nouns of which prostitution is said in a figure of speech: la prostitución de la justicia.
const FIGURES: [&str; 14] = [
    "justicia",
    "política",
    "ley",
    "democracia",
    "arte",
    "ciencia",
    "prensa",
    "palabra",
    "lenguaje",
    "verdad",
    "fe",
    "cultura",
    "periodismo",
    "idioma",
];

/// The word that raises the suspicion, if there is one in the sentence.
pub fn suspicion(before: &[Tok], after: &[Tok]) -> Option<std::ops::Range<usize>> {
    let left: Vec<&Tok> = before.iter().take_while(|t| !t.ends_clause()).collect();
    let right: Vec<&Tok> = after.iter().take_while(|t| !t.ends_clause()).collect();
    for (side, toks) in [(0, &left), (1, &right)] {
        for (i, t) in toks.iter().enumerate().filter(|(_, t)| t.word) {
            let word = fold(&t.lower);
            // "menor" as a comparative stands before "que", "de" with a number or after an article: it is no child then.
            if word == "menor" && toks.get(i + 1).is_some_and(|n| n.is(&["que", "medida", "grado"])) {
                continue;
            }
            if STEMS.iter().any(|s| word.starts_with(&fold(s)))
                && !word.starts_with("redada")
                && !word.starts_with("explotacione")
            {
                return Some(t.range.clone());
            }
            let next = if side == 0 { i.checked_sub(1).and_then(|n| toks.get(n)) } else { toks.get(i + 1) };
            let previous = if side == 0 { toks.get(i + 1) } else { i.checked_sub(1).and_then(|n| toks.get(n)) };
            let following = if side == 0 { i.checked_sub(2).and_then(|n| toks.get(n)) } else { toks.get(i + 2) };
            // A noun after an article, a preposition or a conjunction; else the verb tratar.
            let trafficking = word == "trata"
                && (previous.is_some_and(|p| {
                    p.is(&["la", "una", "de", "contra", "y", "e", "o", "por", "con", "entre", "toda", "sobre"])
                }) || following.is_some_and(|n| n.is(&["personas", "mujeres", "niñas", "seres", "blancas", "menores"])));
            let network = matches!(word.as_str(), "red" | "redes" | "mafia" | "mafias")
                && next.is_some_and(|n| n.is(&["de"]))
                && side == 0
                && i <= 3;
            let fight = matches!(word.as_str(), "contra") && side == 0 && i <= 4;
            let demand = word == "fin" && next.is_some_and(|n| n.is(&["a", "de"])) && side == 0 && i <= 4;
            if trafficking || network || fight || demand {
                return Some(t.range.clone());
            }
        }
    }
    let of = right.first().is_some_and(|t| t.is(&["de", "del"]));
    if of && let Some(figure) = right.iter().take(3).find(|t| t.is(&FIGURES)) {
        return Some(figure.range.clone());
    }
    None
}

fn fold(word: &str) -> String {
    word.chars().map(super::nouns::bare_vowel).collect()
}
