//! The sentence around a hit: tokens with inclusive spellings joined, and the closed classes a clause is made of.

use super::words::{ADVERBS, AUXILIARIES, COPULAS, PREPOSITIONS, REFLEXIVE_COPULAS};
use super::{adjectives, nouns};
use crate::grammar::{Gender, Number, Token, Tokens};
use std::ops::Range;

/// A word or mark of the sentence.
#[derive(Debug, Clone)]
pub struct Tok<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
    pub lower: String,
    pub word: bool,
}

impl Tok<'_> {
    pub fn ends_clause(&self) -> bool {
        !self.word && matches!(self.text, "." | "!" | "?" | "…")
    }

    pub fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

/// Tokens before the hit, nearest first, and after it.
pub fn around(text: &str, hit: Range<usize>) -> (Vec<Tok<'_>>, Vec<Tok<'_>>) {
    let tokens = Tokens::around(text, hit, false);
    let mut before: Vec<Token> = tokens.before;
    before.reverse();
    let mut before = join(text, &before);
    before.reverse();
    (before, join(text, &tokens.after))
}

/// Joins what an inclusive spelling takes apart: l · @ · s, los · / · as, los · ( · as · ).
fn join<'a>(text: &'a str, tokens: &[Token<'a>]) -> Vec<Tok<'a>> {
    const ENDINGS: [&str; 12] = ["a", "o", "as", "os", "la", "las", "los", "el", "un", "una", "unos", "unas"];
    let touching = |a: usize, b: usize| tokens.get(b).is_some_and(|t| tokens[a].range.end == t.range.start);
    let mut joined = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let mut end = i;
        if tokens[i].is_word() && touching(i, i + 1) {
            let ending = |n: usize| touching(n - 1, n) && ENDINGS.contains(&tokens[n].lower());
            match tokens[i + 1].text {
                "@" => end = if touching(i + 1, i + 2) && tokens[i + 2].lower() == "s" { i + 2 } else { i + 1 },
                "/" if ending(i + 2) => end = i + 2,
                "(" if ending(i + 2) && touching(i + 2, i + 3) && tokens[i + 3].text == ")" => end = i + 3,
                _ => {}
            }
        }
        let range = tokens[i].range.start..tokens[end].range.end;
        let piece = &text[range.clone()];
        joined.push(Tok { text: piece, range, lower: piece.to_lowercase(), word: tokens[i].is_word() });
        i = end + 1;
    }
    joined
}

pub const CONJUNCTIONS: [&str; 5] = ["y", "e", "o", "u", "ni"];

pub fn preposition(word: &str) -> bool {
    PREPOSITIONS.contains(word)
}

pub fn adverb(word: &str) -> bool {
    ADVERBS.contains(word) || (word.ends_with("mente") && word.len() > 7)
}

pub fn clitic(word: &str) -> bool {
    matches!(word, "se" | "le" | "les" | "me" | "te" | "nos" | "os" | "lo" | "la" | "los" | "las")
}

pub fn auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(word)
}

pub fn perfect(word: &str) -> bool {
    word.starts_with("hab") && AUXILIARIES.contains(word)
        || matches!(word, "ha" | "han" | "haya" | "hayan" | "he" | "hemos")
        || word.starts_with("hubi")
}

/// If a verb phrase with a predicative complement begins at `from`: where its complement begins, and whether the finite verb
/// is plural (`None` for an infinitive or gerund).
pub fn copula(tokens: &[Tok], from: usize) -> Option<(usize, Option<Number>)> {
    let mut i = from;
    let mut reflexive = false;
    let mut number = None;
    let mut finite_seen = false;
    let skip = |mut i: usize, reflexive: &mut bool| {
        while let Some(t) = tokens
            .get(i)
            .filter(|t| t.word && (adverb(&t.lower) || matches!(t.lower.as_str(), "se" | "le" | "les" | "nos" | "me")))
        {
            *reflexive |= t.lower == "se";
            i += 1;
        }
        i
    };
    i = skip(i, &mut reflexive);
    while let Some(t) = tokens.get(i).filter(|t| auxiliary(&t.lower) && !copula_word(t, reflexive)) {
        if !finite_seen {
            number = Some(finite_number(&t.lower));
            finite_seen = true;
        }
        i += 1;
        if tokens.get(i).is_some_and(|t| t.is(&["a", "de", "que"])) {
            i += 1;
        }
        i = skip(i, &mut reflexive);
    }
    let start = i;
    while let Some(t) = tokens.get(i).filter(|t| copula_word(t, reflexive)) {
        if !finite_seen && i == start {
            number = (!t.lower.ends_with('r') && !t.lower.ends_with("ndo") && !t.lower.ends_with("se"))
                .then(|| finite_number(&t.lower));
            finite_seen = true;
        }
        i += 1;
        i = skip(i, &mut reflexive);
    }
    (i > start).then_some((i, number))
}

fn copula_word(tok: &Tok, reflexive: bool) -> bool {
    let word = tok.lower.as_str();
    // Capitals may come without accents.
    let shouted =
        tok.text.chars().all(|c| !c.is_lowercase()) && matches!(word, "esta" | "estan" | "sera" | "seran" | "quedo" | "resulto");
    shouted || (COPULAS.contains(word) && (reflexive || !REFLEXIVE_COPULAS.contains(word)))
}

fn finite_number(word: &str) -> Number {
    if word.ends_with('n') { Number::Plural } else { Number::Singular }
}

/// Whether the ending shows a finite verb. Words that do not show it are left to the caller's suspicion.
pub fn looks_finite(word: &str) -> bool {
    const NOUNS: [&str; 21] = [
        "también", "según", "imagen", "orden", "virgen", "examen", "joven", "origen", "margen", "crimen", "régimen", "alguien",
        "quien", "quienes", "volumen", "resumen", "dictamen", "sin", "tan", "bien", "en",
    ];
    if NOUNS.contains(&word) || word.chars().count() < 3 {
        return COPULAS.contains(word) || AUXILIARIES.contains(word);
    }
    COPULAS.contains(word)
        || AUXILIARIES.contains(word)
        || adjectives::is_finite_in_a(word) && !noun_in_ia(word)
        || word.ends_with('ó')
        || ["ará", "erá", "irá", "arán", "erán", "irán", "aron", "ieron", "yeron", "aban", "ían"]
            .iter()
            .any(|e| word.ends_with(e))
        || [
            "ende", "tiene", "viene", "iere", "duce", "ece", "cibe", "ribe", "rige", "sume", "uye", "mite", "prime", "erce",
            "pone", "cide",
        ]
        .iter()
        .any(|e| word.ends_with(e))
        || ((word.ends_with("an") || word.ends_with("en")) && word.chars().count() > 3)
        || matches!(
            word,
            "existe"
                | "exige"
                | "dice"
                | "tiene"
                | "hace"
                | "puede"
                | "debe"
                | "quiere"
                | "ofrece"
                | "produce"
                | "permite"
                | "incluye"
                | "constituye"
                | "ocurre"
                | "supone"
                | "depende"
                | "mueve"
                | "aparece"
                | "ejerce"
                | "vive"
                | "atiende"
                | "recibe"
                | "sufre"
                | "pide"
                | "reúne"
                | "hubo"
                | "hizo"
                | "dijo"
                | "tuvo"
                | "pudo"
                | "quiso"
                | "puso"
                | "vino"
                | "supo"
                | "hay"
        )
}

/// policía, mayoría, vía: nouns, not imperfects.
fn noun_in_ia(word: &str) -> bool {
    word.ends_with("ía")
        && (["oría", "ería", "logía", "grafía", "cía", "quía", "aldía", "alía", "omía", "ergía", "nomía", "añía", "antía"]
            .iter()
            .any(|e| word.ends_with(e))
            || matches!(word, "vía" | "día" | "tía" | "guía" | "cofradía" | "utopía" | "terapia" | "economía"))
}

/// hombr-, client-: no word ends so, the e belongs to the stem.
fn ends_in_cluster(stem: &str) -> bool {
    stem.chars().rev().take(2).all(|c| c.is_alphabetic() && !"aeiouáéíóúü".contains(c))
}

/// What a noun looks like from outside: gender and number, as far as its ending says.
pub fn noun_look(word: &str) -> (Option<Gender>, Number) {
    let number = if word.ends_with('s') && !word.ends_with("sis") { Number::Plural } else { Number::Singular };
    let singular: String = if number == Number::Singular {
        word.to_string()
    } else if let Some(stem) = word.strip_suffix("ces") {
        format!("{stem}z")
    } else if let Some(stem) = word.strip_suffix("iones") {
        format!("{stem}ión")
    } else if let Some(stem) =
        word.strip_suffix("es").filter(|s| s.ends_with(['d', 'l', 'r', 'n', 'y', 's']) && !ends_in_cluster(s))
    {
        stem.to_string()
    } else {
        word[..word.len() - 1].to_string()
    };
    (nouns::gender(&singular), number)
}
