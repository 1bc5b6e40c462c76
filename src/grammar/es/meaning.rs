//! Words around a hit that show that the plain replacement would change or hide what is meant: a stance, a crime, children.

use super::sentence::Tok;

/// Beginnings of words for crimes, coercion and children.
const STEMS: [&str; 30] = [
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
    "oblig",
    "forz",
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

/// Beginnings like those of [`STEMS`] that say nothing of the kind.
const HARMLESS: [&str; 4] = ["redada", "explotacione", "obligaci", "obligatori"];

/// What anybody may be a victim of.
const HARMS: [&str; 14] = [
    "violencia",
    "violencias",
    "abuso",
    "abusos",
    "agresión",
    "agresiones",
    "robo",
    "robos",
    "acoso",
    "discriminación",
    "estigma",
    "delito",
    "delitos",
    "redadas",
];

/// Verbs and nouns that want the activity gone, with "con", "a", "de" between: acabar con la prostitución.
const ENDING: [&str; 22] = [
    "acabar",
    "acaba",
    "acabemos",
    "acabará",
    "terminar",
    "terminará",
    "fin",
    "eliminar",
    "elimina",
    "eliminación",
    "desaparición",
    "supresión",
    "suprimir",
    "salir",
    "escapar",
    "huir",
    "caer",
    "cayó",
    "cayeron",
    "lacra",
    "empujar",
    "empujadas",
];

/// What the activity is said to be by who condemns it.
const CONDEMNED: [&str; 8] = ["violencia", "esclavitud", "violación", "lacra", "abuso", "degradación", "pecado", "indignidad"];

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
/// `person`: the term is a word for people, whom a law may oblige to much that is no crime against them.
pub fn suspicion(before: &[Tok], after: &[Tok], person: bool) -> Option<std::ops::Range<usize>> {
    let left: Vec<&Tok> = before.iter().take_while(|t| !t.ends_clause()).collect();
    let right: Vec<&Tok> = after.iter().take_while(|t| !t.ends_clause()).collect();
    for (side, toks) in [(0, &left), (1, &right)] {
        for (i, t) in toks.iter().enumerate().filter(|(_, t)| t.word) {
            let word = fold(&t.lower);
            // "menor" as a comparative stands before "que", "de" with a number or after an article: it is no child then.
            if word == "menor" && toks.get(i + 1).is_some_and(|n| n.is(&["que", "medida", "grado"])) {
                continue;
            }
            // "son víctimas de violencia policial": what was done to people, not what their work is called.
            let harmed = side == 1
                && word.starts_with("victima")
                && toks.get(i + 1).is_some_and(|n| n.is(&["de"]))
                && toks.get(i + 2).is_some_and(|n| n.is(&HARMS));
            if !harmed
                && STEMS.iter().any(|s| word.starts_with(&fold(s)))
                && !HARMLESS.iter().any(|s| word.starts_with(s))
                && !(person && word.starts_with("oblig"))
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
            let ending = side == 0 && i <= 2 && t.is(&ENDING);
            if trafficking || network || fight || demand || ending {
                return Some(t.range.clone());
            }
        }
    }
    condemned(&left, &right).or_else(|| figure(&right))
}

/// "la prostitución es violencia"; "no es violencia" says the contrary.
fn condemned(left: &[&Tok], right: &[&Tok]) -> Option<std::ops::Range<usize>> {
    // After a preposition it is no subject.
    let governed = left.iter().take(2).any(|t| super::sentence::preposition(&t.lower));
    let verb = right.iter().take(4).position(|t| t.is(&["es", "constituye", "representa", "supone", "sea", "era"]))?;
    if governed || verb.checked_sub(1).and_then(|n| right.get(n)).is_some_and(|t| t.is(&["no", "ni", "nunca", "jamás"])) {
        return None;
    }
    let predicate = right[verb + 1..].iter().take(6).take_while(|t| t.word);
    predicate.clone().find(|t| t.is(&CONDEMNED)).map(|t| t.range.clone())
}

/// "la prostitución de la justicia".
fn figure(right: &[&Tok]) -> Option<std::ops::Range<usize>> {
    let of = right.first().is_some_and(|t| t.is(&["de", "del"]));
    if of && let Some(figure) = right.iter().take(3).find(|t| t.is(&FIGURES)) {
        return Some(figure.range.clone());
    }
    None
}

fn fold(word: &str) -> String {
    word.chars().map(super::nouns::bare_vowel).collect()
}
