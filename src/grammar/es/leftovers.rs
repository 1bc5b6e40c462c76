//! What still shows the old gender after the rewriting: pronouns that stand for the noun, and words nobody claims.

use super::agreement::Window;
use super::sentence::{self, Tok};
use super::{adjectives, determiners};
use crate::grammar::{DoubtKind, Gender, Number, TextEdit};
use std::ops::Range;

impl Window<'_> {
    pub fn leftovers(&mut self) {
        if !self.gender_changes() && self.found.number == self.target.number {
            return;
        }
        self.anaphora(self.found.number, self.target.number);
        if self.subject_number != self.found.number {
            // "uno de los … es el de": pronouns may stand for the one.
            self.anaphora(self.subject_number, self.subject_number);
        }
        self.agreeing_words();
    }

    fn touched(&self, range: &Range<usize>) -> bool {
        self.edits.iter().any(|e| e.range.start < range.end && range.start < e.range.end)
    }

    /// Pronouns further on: ella, la denunció, regularla, ésta, la de.
    fn anaphora(&mut self, was: Number, becomes: Number) {
        let Some(old) = self.found.gender else { return };
        let column = determiners::column(old, was);
        let new = determiners::column(self.target.gender, becomes);
        let mut sentences = 0;
        // Once a pronoun was taken for the noun's, those behind it are its own.
        let mut taken = false;
        for i in 0..self.after.len() {
            let tok = self.after[i].clone();
            if tok.ends_clause() {
                sentences += 1;
                if sentences == 2 {
                    break;
                }
            }
            if !tok.word || self.touched(&tok.range) {
                continue;
            }
            if column == 0 && tok.is(&["al", "del"]) && self.after.get(i + 1).is_some_and(|t| t.is(&["que", "cual"])) {
                let preposition = if tok.lower == "al" { "a" } else { "de" };
                let rival = !taken && self.rival_before(i, false);
                self.replace_pronoun(i, &format!("{preposition} {}", ARTICLE[new]), rival);
                continue;
            }
            let strong = STRONG.iter().find(|row| row[column] == tok.lower);
            if let Some(row) = strong {
                let rival = !taken && self.rival_before(i, self.found.person);
                taken |= !rival;
                self.replace_pronoun(i, row[new], rival);
                continue;
            }
            if sentences > 0 {
                // Only pronouns that cannot be articles reach over a full stop.
                continue;
            }
            let rival = !taken && self.rival_before(i, false);
            if tok.lower == CLITIC[column] && self.is_pronoun(i) {
                let free = self.after.get(i + 1).is_some_and(|t| t.is(&["que", "de", "del"]));
                self.replace_pronoun(i, if free { ARTICLE[new] } else { CLITIC[new] }, rival);
            } else if tok.lower == ARTICLE[column]
                && self.after.get(i + 1).is_some_and(|t| t.is(&["que", "de", "del", "cual", "cuales"]))
            {
                self.replace_pronoun(i, ARTICLE[new], rival);
            } else if let Some(stem) = enclitic(&tok.lower, CLITIC[column]) {
                let word = format!("{stem}{}", CLITIC[new]);
                self.replace_pronoun(i, &word, rival);
            }
        }
    }

    /// `rival`: another noun may be meant, so nothing is offered.
    fn replace_pronoun(&mut self, i: usize, word: &str, rival: bool) {
        let tok = self.after[i].clone();
        if !rival {
            let previous = i.checked_sub(1).map(|p| self.after[p].clone()).filter(|p| p.is(&["a", "de"]));
            match previous.filter(|_| word == "el") {
                Some(p) => {
                    // a la que → al que
                    self.edit(p.text, p.range.clone(), &format!("{}l", p.lower));
                    self.edits.push(TextEdit { range: p.range.end..tok.range.end, text: String::new() });
                }
                None => self.edit(tok.text, tok.range.clone(), word),
            }
            // "no la considera ajena": a predicate of the object.
            for next in self.after.clone().iter().skip(i + 1).take(3) {
                if let Some(reading) =
                    adjectives::read(&next.lower).filter(|r| r.known && r.gender.is_some() && self.was(r.gender, r.number))
                {
                    self.edit(next.text, next.range.clone(), &reading.form(self.target.gender, self.target.number));
                }
            }
        }
        self.doubt(DoubtKind::Anaphora, tok.range);
    }

    /// Whether another noun of the old gender stands between the hit and the pronoun. `subjects_only`: one behind a
    /// preposition is none (acudió al centro, pero él …).
    fn rival_before(&self, i: usize, subjects_only: bool) -> bool {
        self.after[..i].iter().enumerate().any(|(n, t)| {
            let governed = t.is(&["al", "del"])
                || n.checked_sub(1).and_then(|p| self.after.get(p)).is_some_and(|p| sentence::preposition(&p.lower));
            !(subjects_only && governed)
                && t.word
                && !self.touched(&t.range)
                && determiners::slot(&t.lower)
                    .is_some_and(|s| !s.adjective && s.gender == self.found.gender && s.number == Some(self.found.number))
                && !self.is_pronoun(n)
        })
    }

    /// la, las, lo, los before a verb are pronouns; before a noun, articles.
    fn is_pronoun(&self, i: usize) -> bool {
        let tok = &self.after[i];
        if !tok.is(&CLITIC) {
            return false;
        }
        let previous = i.checked_sub(1).and_then(|p| self.after.get(p));
        let Some(next) = self.after.get(i + 1).filter(|t| t.word) else {
            return false;
        };
        if tok.lower == "lo" && next.is(&["que", "más", "menos", "mismo", "cual", "de"]) {
            return false;
        }
        if previous.is_some_and(|p| p.is(&["se", "me", "te", "nos", "no"])) {
            return true;
        }
        const HOMOGRAPHS: [&str; 26] = [
            "ayuda", "denuncia", "forma", "firma", "causa", "marca", "toma", "falta", "carga", "entrega", "consulta", "cuenta",
            "oferta", "muestra", "mejora", "figura", "crítica", "duda", "busca", "baja", "llama", "orden", "imagen", "gran",
            "mezcla", "regula",
        ];
        next.is(&["que", "de", "del"]) && previous.is_some_and(|p| p.is(&["que", "como", "y", "o", "e"]))
            || sentence::looks_finite(&next.lower) && !next.is(&HOMOGRAPHS)
    }

    /// "los derechos de … son ignorados": the noun that governs ours has the same gender and number, and is the subject.
    fn governor_explains(&self, tokens: &[Tok], i: usize, gender: Gender, number: Number) -> bool {
        self.governed.is_some()
            && !detached(tokens, i)
            && self.before.iter().skip(self.left).take_while(|t| t.word || t.text == ",").take(12).any(|t| {
                let (look, n) = sentence::noun_look(&t.lower);
                let determiner =
                    determiners::slot(&t.lower).is_some_and(|s| s.gender == Some(gender) && s.number == Some(number));
                let noun = t.lower.len() > 3 && n == number && look == Some(gender) && !sentence::looks_finite(&t.lower);
                determiner || noun && adjectives::read(&t.lower).is_none_or(|r| !r.known)
            })
    }

    /// Whether a conjunction stands on either side of the noun phrase.
    fn joined(&self) -> bool {
        let conjunction = |t: Option<&Tok>| t.is_some_and(|t| t.is(&sentence::CONJUNCTIONS));
        conjunction(self.before.get(self.left)) || conjunction(self.after.first())
    }

    /// "…, todos jóvenes": a quantifier away from its noun.
    fn floating(&self, tokens: &[Tok], i: usize, gender: Gender) -> bool {
        let slot = determiners::slot(&tokens[i].lower);
        let ours = |s: &determiners::Slot| s.gender == Some(gender) && s.number == Some(self.found.number);
        if tokens[i].lower.starts_with("nuestr") || tokens[i].lower.starts_with("vuestr") {
            return slot.is_some_and(|s| ours(&s)) && tokens.get(i + 1).is_none_or(|n| !n.word);
        }
        tokens[i].is(&["todos", "todas", "ambos", "ambas"])
            && slot.is_some_and(|s| ours(&s))
            && tokens.get(i + 1).is_none_or(|n| !n.word || determiners::slot(&n.lower).is_none_or(|s| s.adjective))
            && i.checked_sub(1).is_some_and(|p| !sentence::preposition(&tokens[p].lower))
    }

    /// Adjectives and participles of the old gender that nothing near them explains.
    fn agreeing_words(&mut self) {
        let Some(old) = self.found.gender.filter(|_| self.gender_changes()) else {
            return;
        };
        let sentence_end = |tokens: &[Tok]| tokens.iter().position(Tok::ends_clause).unwrap_or(tokens.len());
        let before_end = sentence_end(&self.before);
        let after_end = sentence_end(&self.after);
        let mut left: Vec<Tok> = self.before[self.left..before_end.max(self.left)].to_vec();
        left.reverse();
        let right: Vec<Tok> = self.after[..after_end].to_vec();
        let mut suspects: Vec<(Range<usize>, bool)> = Vec::new();
        for (is_left, tokens) in [(true, &left), (false, &right)] {
            for (i, tok) in tokens.iter().enumerate().filter(|(_, t)| t.word) {
                if self.touched(&tok.range) || self.doubts.iter().any(|d| d.range == tok.range) {
                    continue;
                }
                if !is_left && self.floating(tokens, i, old) {
                    suspects.push((tok.range.clone(), false));
                    continue;
                }
                let Some(reading) = adjectives::read(&tok.lower) else {
                    continue;
                };
                let number = reading.number == self.found.number || self.joined() && reading.number == Number::Plural;
                if reading.gender != Some(old) || !number || sentence::adverb(&tok.lower) || !reading.known || reading.finite {
                    continue;
                }
                if determiners::slot(&tok.lower).is_some_and(|s| !s.adjective) && !tok.is(&["misma", "mismo"]) {
                    continue;
                }
                let by_governor = !is_left && self.governor_explains(tokens, i, old, reading.number);
                if !by_governor && !licensed(tokens, i, old, reading.number) {
                    suspects.push((tok.range.clone(), is_left));
                }
            }
        }
        for (range, is_left) in suspects {
            self.doubt(if is_left { DoubtKind::InvertedPredicate } else { DoubtKind::LeftoverGender }, range);
        }
    }
}

/// ", cada vez más extendida": a word behind a comma belongs to something before the comma, not to the word there.
fn detached(tokens: &[Tok], i: usize) -> bool {
    let mut rest = tokens[..i].iter().rev().skip_while(|t| t.word && sentence::adverb(&t.lower));
    rest.next().is_some_and(|t| t.text == ",") && rest.next().is_some_and(|t| adjectives::read(&t.lower).is_none_or(|r| !r.known))
}

/// Whether a word near `tokens[i]` explains its gender: a noun or determiner before it, a noun right behind it, or haber.
fn licensed(tokens: &[Tok], i: usize, gender: Gender, number: Number) -> bool {
    let noun = |t: &Tok| {
        let (look, n) = sentence::noun_look(&t.lower);
        t.word
            && t.lower.chars().count() > 2
            && n == number
            && (look == Some(gender) || look == Some(Gender::Common))
            && !adjectives::read(&t.lower).is_some_and(|r| r.known)
            && !sentence::looks_finite(&t.lower)
            && !sentence::preposition(&t.lower)
            && !sentence::adverb(&t.lower)
            && determiners::slot(&t.lower).is_none()
    };
    let mut rest = tokens[..i].iter().rev().skip_while(|t| t.word && sentence::adverb(&t.lower));
    if rest.next().is_some_and(|t| t.is(&sentence::CONJUNCTIONS)) {
        // "desde marzo y abandonado": joined to an adjective, which has its own explanation, or to nothing near.
        return rest.next().is_some_and(|t| {
            adjectives::read(&t.lower).is_some_and(|r| r.known && r.gender == Some(gender) && r.number == number)
        }) || tokens.get(i + 1).is_some_and(noun);
    }
    // "la más afectada": an article without a noun takes its gender from elsewhere.
    let mut rest = tokens[..i].iter().rev();
    if rest.next().is_some_and(|t| t.is(&["más", "menos"]))
        && rest.next().is_some_and(|t| t.is(&ARTICLE))
        && !tokens.get(i + 1).is_some_and(noun)
    {
        return false;
    }
    let near = if detached(tokens, i) { 0 } else { 9 };
    for t in tokens[..i].iter().rev().take(near).take_while(|t| t.text != ":" && t.text != ";") {
        let determiner = determiners::slot(&t.lower).is_some_and(|s| s.gender == Some(gender) && s.number == Some(number))
            && !t.is(&["propia"]);
        if noun(t) || determiner {
            return true;
        }
    }
    // The perfect has no gender: ha aumentado.
    if gender == Gender::Masculine
        && number == Number::Singular
        && tokens[..i].iter().rev().take(3).any(|t| sentence::perfect(&t.lower))
    {
        return true;
    }
    tokens.get(i + 1).is_some_and(noun)
}

/// Pronouns that cannot be articles; the order of cells is that of `determiners::column`.
const STRONG: [[&str; 4]; 4] = [
    ["él", "ella", "ellos", "ellas"],
    ["éste", "ésta", "éstos", "éstas"],
    ["ése", "ésa", "ésos", "ésas"],
    ["aquél", "aquélla", "aquéllos", "aquéllas"],
];
const CLITIC: [&str; 4] = ["lo", "la", "los", "las"];
const ARTICLE: [&str; 4] = ["el", "la", "los", "las"];

/// regularla, prohibiéndola: what stands before the pronoun.
fn enclitic<'a>(word: &'a str, pronoun: &str) -> Option<&'a str> {
    const NOUNS: [&str; 9] = ["charla", "perla", "burla", "charlas", "perlas", "burlas", "parla", "birla", "merlo"];
    let stem = word.strip_suffix(pronoun)?;
    let verb = ["ar", "er", "ir", "ír", "ando", "endo", "ándo", "éndo", "árse", "arse", "ár", "ér", "írse"]
        .iter()
        .any(|e| stem.ends_with(e));
    (verb && stem.len() > 3 && !NOUNS.contains(&word)).then_some(stem)
}
