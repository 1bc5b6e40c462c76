//! What follows the noun phrase: adjectives, appositions, predicates at a distance, coordination.

use super::adjectives::{self, Reading};
use super::agreement::Window;
use super::determiners;
use super::sentence::{self, CONJUNCTIONS};
use super::subjects::Position;
use crate::grammar::{DoubtKind, Gender, Number};

/// What a run of adjectives came to.
struct Run {
    /// The first token behind it.
    end: usize,
    edited: bool,
}

impl Window<'_> {
    pub fn predicates(&mut self) {
        let moved =
            self.edits.iter().filter(|e| e.text.is_empty() && e.range.start == self.request.hit.end).map(|e| e.range.end).max();
        let start = moved.map_or(0, |end| self.after.iter().position(|t| t.range.start >= end).unwrap_or(self.after.len()));
        let run = self.noun_phrase_adjectives(start);
        let mut at = run.end;
        at = self.apposition(at);
        let partitive = self.partitive();
        const ONE: [&str; 6] = ["uno", "una", "alguno", "alguna", "ninguno", "ninguna"];
        if partitive && self.governed.and_then(|g| self.before.get(g + 1)).is_some_and(|t| t.is(&ONE)) {
            self.subject_number = Number::Singular;
        }
        let position = self.position();
        if partitive || self.governed.is_none() && position != Position::Object {
            let before = self.edits.len();
            self.main_clause(at, partitive);
            if position == Position::Unsure && !partitive && self.edits.len() > before {
                let range = self.before[self.left].range.clone();
                self.doubt(DoubtKind::InvertedPredicate, range);
            }
        } else if self.after.get(at).is_some_and(|t| t.is(&["que"])) && sentence::copula(&self.after, at + 1).is_some() {
            // In a relative clause the nearest noun is the subject as a rule.
            let rival = self.rival_governor();
            if let Some((complement, number)) = sentence::copula(&self.after, at + 1)
                && number.is_none_or(|n| n == self.found.number)
            {
                let run = self.run_of_adjectives(complement, self.found.number, self.target.number, true);
                if run.edited && rival {
                    self.doubt(DoubtKind::Attachment, self.after[at].range.clone());
                }
            }
        }
    }

    /// Adjectives directly behind the noun.
    fn noun_phrase_adjectives(&mut self, start: usize) -> Run {
        let before = self.edits.len();
        let run = self.run_of_adjectives(start, self.found.number, self.target.number, false);
        if run.edited
            && let Some(edge) = self.governed
        {
            let bare = edge == 0 && self.left == 0;
            let participle = self.after[start..run.end].iter().any(|t| adjectives::read(&t.lower).is_some_and(|r| r.participle));
            if self.rival_governor() && (bare || participle) {
                let range = self.after[run.end.max(1) - 1].range.clone();
                if bare {
                    // "la actividad de prostitución no declarada": left as it is.
                    self.edits.truncate(before);
                }
                self.doubt(DoubtKind::Attachment, range);
            }
        }
        run
    }

    /// Re-inflects adjectives and participles from `start` on: "[adv] A, B y C". In a predicate a word that no table knows
    /// raises a doubt.
    fn run_of_adjectives(&mut self, start: usize, was: Number, becomes: Number, predicate: bool) -> Run {
        let mut end = start;
        let mut edited = false;
        let mut any = false;
        loop {
            let mut i = end;
            if any {
                match self.after.get(i) {
                    Some(t) if t.is(&CONJUNCTIONS) => i += 1,
                    Some(t) if t.text == "," && predicate => i += 1,
                    _ => {}
                }
                if i > end && self.after.get(i).is_some_and(|t| t.is(&CONJUNCTIONS)) {
                    i += 1;
                }
            }
            let linked = i > end;
            let adverbs = i;
            if let [preposition, own, same, ..] = &self.after[i.min(self.after.len())..]
                && predicate
                && preposition.is(&["en", "por"])
                && own.is(&["sí"])
                && let Some(reading) = adjectives::read(&same.lower)
                && same.lower.starts_with("mism")
                && self.was(reading.gender, reading.number)
            {
                let same = same.clone();
                self.edit(same.text, same.range, &reading.form(self.target.gender, becomes));
                i += 3;
            }
            while let Some(tok) = self.after.get(i).filter(|t| t.word) {
                // "cada vez más extendida", "rara vez es …"
                let every_time = tok.is(&["cada"])
                    && self.after.get(i + 1).is_some_and(|t| t.is(&["vez", "día"]))
                    && self.after.get(i + 2).is_some_and(|t| t.is(&["más", "menos", "mejor", "peor"]));
                if !every_time && !sentence::adverb(&tok.lower) {
                    break;
                }
                i += if every_time { 3 } else { 1 };
            }
            while predicate
                && i + 1 < self.after.len()
                && self.after[i].is(&["de", "por"])
                && self.after[i + 1].is(&["hecho", "derecho", "completo", "lo", "ello", "eso"])
            {
                i += 2;
                if self.after.get(i).is_some_and(|t| t.is(&["general", "tanto"])) {
                    i += 1;
                }
            }
            let Some(tok) = self.after.get(i).filter(|t| t.word).cloned() else {
                break;
            };
            if self.found.common
                && let Some((word, number)) = determiners::inclusive(&tok.lower).filter(|_| tok.lower != "les")
                && number == was
                && let Some(reading) = adjectives::read(&word)
            {
                self.edit(tok.text, tok.range, &reading.form(self.target.gender, becomes));
                (end, edited, any) = (i + 1, true, true);
                continue;
            }
            if sentence::preposition(&tok.lower)
                || determiners::slot(&tok.lower).is_some_and(|s| !s.adjective) && !tok.is(&["mismo", "misma"])
            {
                break;
            }
            if self.after.get(i + 1).is_some_and(|t| t.is(&["vez", "veces"])) {
                break;
            }
            let Some(reading) = adjectives::read(&tok.lower) else { break };
            if reading.number != was {
                break;
            }
            if !predicate && tok.is(&["sola", "solas", "solo", "solos", "junta", "juntas", "juntos"]) {
                // "ejerce la … sola": it may belong to the subject.
                self.doubt(DoubtKind::Attachment, tok.range);
                break;
            }
            // "las prostitutas llegadas al barrio": before a preposition it is no noun.
            let governs = reading.participle
                && reading.complement
                && !reading.finite
                && self.after.get(i + 1).is_some_and(|t| t.is(&["a", "al", "por", "de", "del", "en", "desde", "con"]));
            if !(reading.known || predicate && reading.complement || governs) {
                let verb = reading.finite && !reading.complement;
                if reading.gender.is_some() && self.matches(&reading) && !verb && (!linked || predicate || reading.complement) {
                    self.unknown(&tok);
                }
                break;
            }
            if reading.gender.is_none() {
                if i == end || any || predicate || i > adverbs {
                    (end, any) = (i + 1, true);
                    continue;
                }
                break;
            }
            if !self.matches(&reading) {
                break;
            }
            self.edit(tok.text, tok.range.clone(), &reading.form(self.target.gender, becomes));
            edited |= reading.form(self.target.gender, becomes) != tok.lower;
            (end, any) = (i + 1, true);
        }
        Run { end, edited }
    }

    fn matches(&self, reading: &Reading) -> bool {
        reading.gender.is_none() || self.found.gender.is_none() || reading.gender == self.found.gender
    }

    /// A word that the tables do not know stands where an adjective could.
    fn unknown(&mut self, tok: &sentence::Tok) {
        let word = tok.lower.as_str();
        let (stem, vowel) = (word.trim_end_matches('s'), word.trim_end_matches('s').chars().last());
        let noun = ["ncia", "miento", "ismo", "ura", "eza", "ería", "anza", "encia"].iter().any(|s| stem.ends_with(s));
        let finite = adjectives::is_finite_in_a(word) && !adjectives::read(word).is_some_and(|r| r.complement);
        let stop = matches!(
            word,
            "como" | "pero" | "sino" | "cuando" | "cuanto" | "dentro" | "tanto" | "mientras" | "aunque" | "porque" | "para"
        );
        if noun || finite || stop || vowel.is_none() {
            return;
        }
        self.doubt(DoubtKind::UnknownWord, tok.range.clone());
    }

    /// ", considerada ilegal por …," and ", siendo penalizada, …".
    fn apposition(&mut self, at: usize) -> usize {
        let at = self.bare_complement(at);
        if self.after.get(at).is_none_or(|t| t.text != ",") {
            return at;
        }
        let mut inner = at + 1;
        while self
            .after
            .get(inner)
            .is_some_and(|t| t.is(&["siendo", "estando", "aunque", "si", "bien", "todos", "todas", "todo", "toda", "ya", "hoy"]))
        {
            let tok = self.after[inner].clone();
            if tok.lower.starts_with("tod")
                && let Some(reading) = adjectives::read(&tok.lower)
                && self.was(reading.gender, reading.number)
            {
                self.edit(tok.text, tok.range.clone(), &reading.form(self.target.gender, self.target.number));
                self.doubt(DoubtKind::Apposition, tok.range);
            }
            inner += 1;
        }
        let run = self.run_of_adjectives(inner, self.found.number, self.target.number, true);
        if run.end == inner {
            return at;
        }
        if run.edited {
            self.doubt(DoubtKind::Apposition, self.after[run.end - 1].range.clone());
        }
        // The predicate comes after the closing comma.
        let mut i = run.end;
        while let Some(tok) = self.after.get(i) {
            if tok.text == "," {
                return i;
            }
            if tok.ends_clause() {
                break;
            }
            i += 1;
        }
        run.end
    }

    /// "en línea," "de lujo,": the place behind complements without a determiner, if a comma stands there.
    fn bare_complement(&self, at: usize) -> usize {
        let mut i = at;
        while let [preposition, noun, ..] = &self.after[i.min(self.after.len())..]
            && preposition.word
            && noun.word
            && i < at + 4
            && sentence::preposition(&preposition.lower)
            && determiners::slot(&noun.lower).is_none()
        {
            i += 2;
        }
        if self.after.get(i).is_some_and(|t| t.text == ",") { i } else { at }
    }

    /// The copulas whose subject is our noun.
    fn main_clause(&mut self, at: usize, partitive: bool) {
        let left_coordination = self.before.get(self.left).is_some_and(|t| t.is(&CONJUNCTIONS)) && !partitive;
        let right_coordination = self.coordinated_at(at).or_else(|| self.list_at(at));
        let coordinated = left_coordination || right_coordination.is_some();
        let mut verb_seen = false;
        let mut relative = false;
        let mut object_relative = false;
        let mut relative_done = false;
        let mut own_subject = false;
        let mut parenthesis = 0usize;
        let mut i = at;
        while let Some(tok) = self.after.get(i).cloned() {
            if tok.ends_clause() || matches!(tok.text, ":" | ";") {
                break;
            }
            match tok.text {
                "(" | "[" => parenthesis += 1,
                ")" | "]" => parenthesis = parenthesis.saturating_sub(1),
                "," if i > at => relative = false,
                _ => {}
            }
            if parenthesis > 0 || !tok.word {
                i += 1;
                continue;
            }
            let previous = i.checked_sub(1).and_then(|p| self.after.get(p)).map(|t| t.lower.clone()).unwrap_or_default();
            if object_relative && !relative_done && i > at {
                // Its own verb, with another subject.
                let verb = sentence::copula(&self.after, i).map(|(c, _)| c);
                relative_done = verb.is_some() || sentence::looks_finite(&tok.lower);
                i = verb.unwrap_or(i + 1);
                continue;
            }
            if let Some((complement, number)) = sentence::copula(&self.after, i).filter(|(c, _)| *c > i) {
                let linked = matches!(
                    previous.as_str(),
                    "y" | "e" | "ni" | "o" | "pero" | "aunque" | "porque" | "si" | "cuando" | "mientras" | "donde" | ","
                );
                let plural_subject = coordinated && self.found.number == Number::Singular && number == Some(Number::Plural);
                let infinitive = number.is_none();
                if own_subject {
                    // Somebody else's predicate; what it leaves over is looked at later.
                } else if plural_subject || number.is_none_or(|n| n == self.subject_number) {
                    let number = if plural_subject { Number::Plural } else { self.subject_number };
                    let direct = !verb_seen && self.only_phrases(at, i) || (relative && i <= at + 3) || infinitive && i <= at + 3;
                    let continued =
                        matches!(previous.as_str(), "y" | "e" | "ni" | "o" | "u" | "pero" | ",") && !self.rival_subject(at, i);
                    let certain = (direct || continued) && !coordinated && !object_relative;
                    if certain || linked || plural_subject || coordinated || infinitive || object_relative {
                        let run = self.predicate(complement, number, coordinated);
                        if run.edited && !certain {
                            let kind = if coordinated { DoubtKind::Coordination } else { DoubtKind::LeftoverGender };
                            self.doubt(kind, self.after[run.end.max(1) - 1].range.clone());
                        }
                        verb_seen |= !relative;
                        relative = false;
                        i = run.end.max(complement);
                        continue;
                    }
                }
                let unclaimed = !previous.chars().any(char::is_alphabetic) || CONJUNCTIONS.contains(&previous.as_str());
                if unclaimed && number.is_none_or(|n| n == self.subject_number) {
                    self.suspect_complement(complement);
                }
                verb_seen |= !relative;
                relative = false;
                i = complement;
                continue;
            }
            let directly = i == at || (i == at + 1 && previous == ",");
            if directly && (tok.lower.starts_with("cuy") || tok.is(&["donde"])) {
                (relative, object_relative) = (true, true);
            } else if directly && tok.is(&["que", "quien", "quienes"]) {
                relative = true;
                object_relative = self.after.get(i + 1).is_some_and(|t| {
                    t.word
                        && determiners::slot(&t.lower).is_some()
                        && !self.after.get(i + 2).is_some_and(|n| sentence::looks_finite(&n.lower))
                });
            } else if relative && !sentence::clitic(&tok.lower) && !sentence::adverb(&tok.lower) && !object_relative {
                // The relative clause's own verb.
                if previous == "que" || sentence::clitic(&previous) || sentence::adverb(&previous) {
                    i += 1;
                    continue;
                }
                if sentence::looks_finite(&tok.lower) {
                    relative = false;
                    verb_seen = true;
                }
            } else if !object_relative && (sentence::looks_finite(&tok.lower) || (i == at && opens_predicate(&tok.lower))) {
                verb_seen = true;
            } else if verb_seen
                && tok.is(&["y", "e", "pero", "aunque", "porque", "que", "mientras", "cuando", "si"])
                && self.after.get(i + 1).is_some_and(|t| {
                    determiners::slot(&t.lower).is_some_and(|s| !s.adjective) && !sentence::clitic(&t.lower)
                        || t.is(&["la", "el", "los", "las"])
                            && !self.after.get(i + 2).is_some_and(|n| sentence::looks_finite(&n.lower))
                })
            {
                own_subject = true;
            }
            i += 1;
        }
    }

    fn predicate(&mut self, complement: usize, number: Number, coordinated: bool) -> Run {
        let becomes = if number == self.found.number { self.target.number } else { number };
        if coordinated && self.target.gender == Gender::Feminine && self.found.gender != Some(Gender::Feminine) {
            // The other noun decides; a person must look.
            let tok = self.after.get(complement).map(|t| t.range.clone()).unwrap_or(self.request.hit.clone());
            self.doubt(DoubtKind::Coordination, tok);
        }
        if let [article, next, ..] = &self.after[complement.min(self.after.len())..]
            && article.is(&["el", "la", "los", "las"])
            && determiners::slot(&article.lower).is_some_and(|s| s.number.is_some_and(|n| self.was(s.gender, n)))
            && (determiners::slot(&next.lower).is_some_and(|s| s.adjective)
                || adjectives::read(&next.lower).is_some_and(|r| r.known && r.gender.is_some())
                || next.is(&["más", "menos", "que", "de"]))
        {
            // "son los primeros": an article whose noun is not there.
            let range = article.range.clone();
            self.doubt(DoubtKind::LeftoverGender, range);
        }
        let run = self.run_of_adjectives(complement, number, becomes, true);
        if !run.edited && self.after.get(run.end).is_some_and(|t| t.text == "," || sentence::preposition(&t.lower)) {
            self.suspect_complement(run.end);
        }
        run
    }

    /// "se encuentra en la actualidad prohibida": a complement behind something else.
    fn suspect_complement(&mut self, from: usize) {
        let near = self.after.iter().skip(from).take(7).take_while(|t| !t.ends_clause() && !sentence::looks_finite(&t.lower));
        let suspect = near
            .filter(|t| {
                adjectives::read(&t.lower).is_some_and(|r| r.complement && r.gender.is_some() && self.was(r.gender, r.number))
            })
            .find(|t| determiners::slot(&t.lower).is_none_or(|s| s.adjective))
            .map(|t| t.range.clone());
        if let Some(range) = suspect {
            self.doubt(DoubtKind::LeftoverGender, range);
        }
    }
}

/// Whether a word right behind a subject begins its predicate: no preposition, adverb, conjunction or relative.
fn opens_predicate(word: &str) -> bool {
    !(sentence::preposition(word)
        || sentence::adverb(word)
        || CONJUNCTIONS.contains(&word)
        || matches!(
            word,
            "que" | "quien" | "quienes" | "donde" | "cuyo" | "cuya" | "cuyos" | "cuyas" | "cuando" | "aunque" | "si" | "pero"
        ))
}
