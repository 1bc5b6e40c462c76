//! Whose predicate it is: nouns joined to ours, nouns that could be the subject instead, quantities.

use super::agreement::Window;
use super::sentence::{self, CONJUNCTIONS};
use super::{adjectives, determiners};
use crate::grammar::{Gender, Number};

/// Nouns of quantity after which the predicate agrees with what is counted: la mayoría de las … fueron.
const PARTITIVES: [&str; 16] = [
    "mayoría", "parte", "mitad", "resto", "total", "número", "minoría", "decena", "docena", "centenar", "miles", "cientos",
    "ciento", "%", "tercio", "cuarto",
];

/// Whether a noun phrase without a preposition is the subject of what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    Subject,
    Object,
    Unsure,
}

impl Window<'_> {
    /// What stands directly before the noun phrase tells a subject from an object: "deja la …", "ejercer la …".
    pub fn position(&self) -> Position {
        let Some(tok) = self.before.get(self.left).filter(|t| t.word) else {
            return Position::Subject;
        };
        let word = tok.lower.as_str();
        let outer = self.before.get(self.left + 1).filter(|t| t.word);
        let phrase = outer.is_some_and(|o| sentence::preposition(&o.lower) || determiners::slot(&o.lower).is_some());
        let infinitive = ["ar", "er", "ir", "arse", "erse", "irse"].iter().any(|e| word.ends_with(e)) && !phrase;
        let perfect = outer.is_some_and(|o| sentence::perfect(&o.lower));
        if word.ends_with("ndo") && word.len() > 5 || infinitive || perfect {
            return Position::Object;
        }
        let link = CONJUNCTIONS.contains(&word) || sentence::adverb(word) || word == "que";
        if link
            || matches!(word, "cuando" | "aunque" | "si" | "porque" | "pero" | "mientras" | "donde" | "pues" | "cuanto")
            || phrase
        {
            return Position::Subject;
        }
        if sentence::looks_finite(word) { Position::Object } else { Position::Unsure }
    }

    /// Whether nothing between `from` and `until` could be an unknown verb: every noun has a determiner, a preposition or an
    /// adjective before it.
    pub fn only_phrases(&self, from: usize, until: usize) -> bool {
        let mut opened = false;
        let mut relative = false;
        for t in &self.after[from..until] {
            let word = t.lower.as_str();
            if !t.word {
                opened = t.text == "," && opened || t.text == "(" || t.text.chars().all(char::is_numeric);
                continue;
            }
            let function = sentence::preposition(word)
                || determiners::slot(word).is_some()
                || sentence::adverb(word)
                || CONJUNCTIONS.contains(&word)
                || sentence::clitic(word);
            let name = t.text.chars().next().is_some_and(char::is_uppercase) && !t.text.chars().all(char::is_uppercase);
            if matches!(word, "que" | "quien" | "quienes" | "donde" | "cuando") {
                (opened, relative) = (true, true);
            } else if function {
                // A relative clause waits for its verb over pronouns and adverbs.
                opened = true;
            } else if adjectives::read(word).is_some_and(|r| r.known) || name {
                opened = opened || name;
            } else if opened {
                opened = false;
            } else if relative && sentence::looks_finite(word) {
                relative = false;
            } else {
                return false;
            }
        }
        true
    }

    /// "X, la Y y la Z": a list of nouns with their determiners before the verb.
    pub fn list_at(&self, at: usize) -> Option<usize> {
        self.after.get(at).filter(|t| t.text == ",")?;
        let next = self.after.get(at + 1)?;
        let determined = determiners::slot(&next.lower).is_some_and(|s| !s.adjective)
            && !(sentence::clitic(&next.lower) && self.after.get(at + 2).is_some_and(|t| sentence::looks_finite(&t.lower)));
        let before_verb = |t: &&sentence::Tok| !t.ends_clause() && (!t.word || !sentence::looks_finite(&t.lower));
        let joined = self.after[at + 1..].iter().take_while(before_verb).any(|t| t.is(&CONJUNCTIONS));
        (determined && joined).then_some(at + 1)
    }

    /// Whether a noun between our noun phrase and `until` could be the subject of what follows.
    pub fn rival_subject(&self, from: usize, until: usize) -> bool {
        self.after[from..until].iter().any(|t| {
            let (look, number) = sentence::noun_look(&t.lower);
            let determiner = determiners::slot(&t.lower).filter(|s| !s.adjective);
            let function =
                sentence::preposition(&t.lower) || sentence::adverb(&t.lower) || CONJUNCTIONS.contains(&t.lower.as_str());
            let gender = determiner.map_or(look, |s| s.gender);
            t.word
                && !function
                && !sentence::clitic(&t.lower)
                && !sentence::looks_finite(&t.lower)
                && t.lower.chars().count() > 2
                && adjectives::read(&t.lower).is_none_or(|r| !r.known)
                && number == self.found.number
                && gender.is_some_and(|g| g == Gender::Common || self.found.gender.is_none_or(|f| f == g))
        })
    }

    /// "X y la Y": another noun joined to ours.
    pub fn coordinated_at(&self, at: usize) -> Option<usize> {
        self.after.get(at).filter(|t| t.is(&CONJUNCTIONS))?;
        let next = self.after.get(at + 1).filter(|t| t.word)?;
        if next.is(&["no", "se", "que", "es", "está"])
            || sentence::adverb(&next.lower)
            || sentence::looks_finite(&next.lower)
            || sentence::copula(&self.after, at + 1).is_some()
        {
            return None;
        }
        let clitic = sentence::clitic(&next.lower) && self.after.get(at + 2).is_some_and(|t| sentence::looks_finite(&t.lower));
        (!clitic).then_some(at + 1)
    }

    /// Whether the noun that governs ours could itself be what a following adjective agrees with.
    pub fn rival_governor(&self) -> bool {
        let Some(edge) = self.governed else { return false };
        // Nouns further out may be meant too: "una de las formas de … más extendida".
        for tok in self.before.iter().skip(edge + 1).take(8).take_while(|t| t.word) {
            let (look, number) = sentence::noun_look(&tok.lower);
            if sentence::looks_finite(&tok.lower) && determiners::slot(&tok.lower).is_none() {
                return false;
            }
            let function = sentence::preposition(&tok.lower) || sentence::adverb(&tok.lower) || tok.lower.ends_with('r');
            if function || adjectives::read(&tok.lower).is_some_and(|r| r.known) {
                continue;
            }
            let gender = determiners::slot(&tok.lower).map_or(look, |s| s.gender.or(look));
            if number == self.found.number
                && gender.is_some_and(|g| g == Gender::Common || self.found.gender.is_none_or(|f| f == g))
            {
                return true;
            }
        }
        false
    }

    pub fn partitive(&self) -> bool {
        let Some(edge) = self.governed else { return false };
        if self.found.number == Number::Singular || !self.before[edge].is(&["de", "del"]) {
            return false;
        }
        let outer = |n: usize| self.before.get(edge + n).is_none_or(|t| !t.word || !sentence::preposition(&t.lower));
        let counted = self.before.get(edge + 1).is_some_and(|t| {
            t.is(&PARTITIVES)
                || t.is(&[
                    "uno", "una", "algunos", "algunas", "muchos", "muchas", "varios", "varias", "ninguno", "ninguna", "todos",
                    "todas", "dos", "tres", "cuatro", "cinco",
                ])
        });
        counted && outer(2) && outer(3)
    }
}
