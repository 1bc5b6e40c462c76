//! Signs in the words around that change what a replacement would say, and signs of who is meant.

use super::adjectives::readings;
use super::change::Change;
use super::realise::Person;
use super::sequence::Row;
use super::word_classes::{is_adverb, is_avoir, is_copula, is_preposition};
use crate::grammar::{DoubtKind, Features, Gender, Number, TokenKind};

/// Words that show a stance or a crime anywhere in the clause, by their beginnings.
const STANCE: &[&str] = &[
    "lutt",
    "combatt",
    "combat",
    "éradi",
    "abol",
    "mineure",
    "proxénét",
    "esclavag",
    "contraint",
    "forcé",
    "traite",
    "trafic",
    "fillette",
    "séquestr",
    "obligé",
    "obligea",
    "oblige",
];

/// Nouns that make a crime or a harm of the phrase they govern.
const GOVERNING: &[&str] = &[
    "réseau",
    "réseaux",
    "victime",
    "victimes",
    "exploitation",
    "filière",
    "filières",
    "fléau",
    "sortie",
    "sortir",
    "survivante",
    "survivantes",
    "rescapée",
    "rescapées",
];

/// Nouns and verbs that want the activity gone, or people in it against their will, directly before its preposition.
const ENDING: &[&str] = &[
    "fin",
    "fins",
    "finir",
    "disparition",
    "ravages",
    "méfaits",
    "arracher",
    "soustraire",
    "sauver",
    "échapper",
    "tomber",
    "tombée",
    "tombées",
    "sombrer",
    "livrer",
    "livrée",
    "livrées",
    "vouées",
    "poussée",
    "poussées",
    "force",
];

/// What the activity is said to be by who condemns it: « la prostitution est une violence ».
const CONDEMNED: &[&str] = &[
    "violence",
    "violences",
    "esclavage",
    "exploitation",
    "viol",
    "fléau",
    "atteinte",
    "torture",
    "barbarie",
    "aliénation",
    "déchéance",
    "péché",
];

/// A doubt for every sign that the sentence takes a stance or speaks of a crime. `person`: the term is a word for people,
/// whom a law may oblige to much that is no crime against them.
pub fn stance(change: &mut Change, person: bool) {
    let row = change.row;
    let clause = |k: &usize| !row.stops(*k);
    let left: Vec<usize> = (0..change.start).rev().take_while(clause).take(14).collect();
    let right: Vec<usize> = (row.hit + 1..row.items.len()).take_while(clause).take(14).collect();
    for &k in left.iter().chain(&right) {
        let word = row.word(k);
        let verb =
            matches!(word, "traite" | "traitent" | "traiter") && !matches!(row.left(k), "la" | "de" | "et" | "une" | "cette");
        // « la lutte des prostituées pour leurs droits »: theirs, unless « contre » turns it.
        let theirs = person
            && word.starts_with("lutt")
            && matches!(row.word(k + 1), "des" | "de" | "d'")
            && k < change.start
            && !(k..row.items.len()).take_while(clause).any(|i| row.word(i) == "contre");
        if STANCE.iter().any(|s| word.starts_with(s))
            && !theirs
            && !verb
            && row.is_word(k)
            && !["traitem", "traité"].iter().any(|s| word.starts_with(s))
            && !(person && word.starts_with("oblig"))
        {
            change.doubt(DoubtKind::Meaning, k);
        }
    }
    // réseau de la, victimes de, sortir de: at most a preposition and a determiner between.
    for &k in left.iter().take(4) {
        if GOVERNING.contains(&row.word(k)) {
            change.doubt(DoubtKind::Meaning, k);
        }
    }
    for &k in left.iter().take(2).filter(|k| ENDING.contains(&row.word(**k))) {
        change.doubt(DoubtKind::Meaning, k);
    }
    // « est une violence faite aux femmes »; « n’est pas une violence » says the contrary.
    let verb = right.iter().take(6).find(|k| {
        is_copula(row.word(**k)) || matches!(row.word(**k), "constitue" | "constituait" | "représente" | "représentait")
    });
    if let Some(&verb) = verb.filter(|_| !person) {
        // « exposées à la violence », « assimilée à une violence »: what another word governs is no predicate.
        let goes_on = |word: &str| word != "," && (!is_preposition(word) || matches!(word, "de" | "d'" | "des" | "du"));
        let end = (verb + 1..verb + 7).find(|k| row.stops(*k) || !goes_on(row.word(*k))).unwrap_or(verb + 7);
        let predicate = || verb + 1..end;
        let negated = predicate().any(|k| matches!(row.word(k), "pas" | "jamais" | "ni" | "aucune" | "aucun"));
        if let Some(word) = predicate().find(|k| CONDEMNED.contains(&row.word(*k))).filter(|_| !negated) {
            change.doubt(DoubtKind::Meaning, word);
        }
    }
    let after = row.hit + 1;
    if matches!(row.word(after), "d'" | "des" | "de" | "chez")
        && right
            .iter()
            .take(4)
            .any(|k| matches!(row.word(*k), "enfant" | "enfants" | "mineurs" | "mineur" | "adolescentes" | "adolescents"))
    {
        change.doubt(DoubtKind::Meaning, after);
    }
}

/// Who a singular word for a person means: somebody known, or anybody.
pub fn person(row: &Row, readings: &[Features], gender: Option<Gender>, number: Number, start: usize) -> (Person, bool) {
    let inclusive = readings.iter().all(|r| r.gender == Some(Gender::Common)) && readings.iter().any(|r| r.variant);
    if number == Number::Plural || inclusive {
        return (Person::Anybody, true);
    }
    let determiner = row.word(start);
    let any = ["chaque", "tout", "toute", "aucun", "aucune", "nul", "nulle"];
    if any.contains(&determiner) || any.contains(&row.left(start)) || matches!(row.left(start), "quel" | "quelle") {
        return (Person::Anybody, true);
    }
    match gender {
        Some(Gender::Feminine) if known_woman(row, start) => (Person::Woman, true),
        Some(Gender::Feminine) => (Person::Anybody, false),
        Some(Gender::Masculine) => (Person::Man, true),
        _ => (Person::Anybody, true),
    }
}

/// Sure signs of one woman: an age, a name, kinship, an office in the feminine, « elle est ».
fn known_woman(row: &Row, start: usize) -> bool {
    const KIN: [&str; 12] =
        ["mère", "fille", "sœur", "veuve", "épouse", "grand-mère", "enceinte", "née", "élue", "nommée", "surnommée", "prénommée"];
    let sentence: Vec<usize> = (row.hit + 1..row.items.len()).take_while(|k| !row.stops(*k)).take(30).collect();
    let age = sentence.windows(2).any(|w| {
        row.items[w[0]].kind == TokenKind::Number && row.word(w[1]) == "ans" && {
            let before = row.left(w[0]);
            matches!(before, "de" | "," | "(") && w[0] <= row.hit + 4
        }
    });
    let capital = |k: usize| {
        row.is_word(k)
            && row.items[k].text.chars().next().is_some_and(char::is_uppercase)
            && row.items[k].text.chars().any(char::is_lowercase)
    };
    let name = capital(row.hit + 1) || row.word(row.hit + 1) == "," && capital(row.hit + 2);
    let kin = sentence.iter().any(|k| KIN.contains(&row.word(*k)) && !matches!(row.left(*k), "la" | "une" | "de" | "sa"));
    // « Elle est (une) prostituée », « Marie, prostituée depuis dix ans, »
    let from = row.sentence_start();
    let elle = (from..start).any(|k| {
        row.word(k) == "elle"
            && (k + 1..start)
                .all(|i| is_copula(row.word(i)) || is_avoir(row.word(i)) || is_adverb(row.word(i)) || became(row.word(i)))
    });
    // « Ancienne prostituée, elle dirige … »
    let detached = (from..row.hit).all(|k| !readings(row.items[k].text).is_empty())
        && (row.hit + 1..row.hit + 8).take_while(|k| !row.stops(*k)).any(|k| row.word(k) == "," && row.word(k + 1) == "elle");
    let titled = (start.saturating_sub(6)..start).any(|k| matches!(row.word(k), "mme" | "mlle" | "madame"));
    let named = start == row.hit && row.left(start) == "," && start > 1 && (capital(start - 2) || titled);
    // « Ma voisine est une … »
    let copula =
        start > 0 && (row.left(start) == "une" || is_copula(row.left(start))) && (from..start).any(|k| is_copula(row.word(k)));
    let predicate = copula
        && (from..start.saturating_sub(1)).any(|k| {
            matches!(row.word(k), "ma" | "sa" | "ta" | "cette" | "mme" | "madame") || row.word(k) == "la" && row.is_word(k + 1)
        });
    age || name || kin || elle || detached || named || predicate
}

/// Small words and participles between « elle » and what she is: « elle n’est plus », « elle est devenue ».
fn became(word: &str) -> bool {
    matches!(word, "n'" | "ne" | "y" | "en" | "devenue" | "redevenue" | "restée" | "demeurée" | "comme")
}
