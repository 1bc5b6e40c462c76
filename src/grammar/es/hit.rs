//! The hit itself: the replacement's place, its doublet, adjectives that move, and the doubts of every replacement.

use super::agreement::Window;
use super::determiners::{self, Slot};
use super::{adjectives, meaning, sentence};
use crate::grammar::{CasePattern, DoubtKind, Gender, Number, TextEdit, keep_breaks, match_case, replace_plainly};

impl Window<'_> {
    pub fn rewrite_hit(&mut self, group: &[Slot]) {
        let mut text = self.target.text.clone();
        // "mujeres prostitutas": the noun before says already that they are people.
        const PEOPLE: [&str; 12] = [
            "mujer",
            "mujeres",
            "hombre",
            "hombres",
            "persona",
            "personas",
            "migrantes",
            "jóvenes",
            "compañeras",
            "madres",
            "hija",
            "ciudadanas",
        ];
        let after_people = group.is_empty() && self.before.first().is_some_and(|t| t.is(&PEOPLE));
        if after_people && let Some(rest) = text.strip_prefix("personas ").or_else(|| text.strip_prefix("persona ")) {
            text = rest.to_string();
            self.target.slot = None;
            // The noun before keeps the agreement of the rest.
            self.target.gender = self.found.gender.unwrap_or(self.target.gender);
            if let Some(tok) = self.after.first().filter(|t| adjectives::read(&t.lower).is_some_and(|r| r.known)) {
                let range = tok.range.clone();
                self.doubt(DoubtKind::Attachment, range);
            }
        } else if self.target.slot.is_some() && group.is_empty() && self.found.person && self.found.number == Number::Singular {
            // "es prostituta": a bare noun is a predicate, "persona que …" wants an article there.
            self.doubt(DoubtKind::Determiner, self.request.hit.clone());
        }
        // "un médico …": the term is an apposition to a noun with an agreement of its own.
        let noun = self.before.first().filter(|t| {
            let word = t.lower.as_str();
            t.word
                && group.is_empty()
                && !(sentence::preposition(word)
                    || sentence::adverb(word)
                    || sentence::clitic(word)
                    || sentence::looks_finite(word))
                && !sentence::CONJUNCTIONS.contains(&word)
                && !word.ends_with('r')
                && !word.ends_with("ndo")
                && sentence::noun_look(word).1 == self.found.number
        });
        let changes = self.gender_changes() || self.target.slot.is_some();
        if let Some(range) = noun.filter(|_| self.found.person && changes && !after_people).map(|t| t.range.clone()) {
            self.doubt(DoubtKind::Apposition, range);
        }
        let former = self.before.first().filter(|t| t.is(&["ex"])).map(|t| t.range.clone());
        if let Some(range) = former.filter(|_| self.target.slot.is_some()) {
            // "ex persona que usa" says something else.
            self.doubt(DoubtKind::Meaning, range);
        }
        if let Some(second) = self.target.second {
            let counted = self.before.iter().take(group.len()).any(|t| {
                determiners::slot(&t.lower).is_some_and(|s| s.number.is_none()) && !t.is(&["su", "sus", "mi", "mis", "tu", "tus"])
            });
            let mut words: Vec<String> = Vec::new();
            for tok in self.before.iter().take(group.len()) {
                let word = determiners::inclusive(&tok.lower)
                    .filter(|_| self.found.gender.is_none())
                    .map_or_else(|| tok.lower.clone(), |(w, _)| w);
                if matches!(word.as_str(), "del" | "al") {
                    words.push("el".into());
                } else {
                    words.push(
                        determiners::form(&word, Gender::Masculine, self.target.number)
                            .or_else(|| Some(adjectives::read(&word)?.form(Gender::Masculine, self.target.number)))
                            .unwrap_or(word),
                    );
                }
            }
            words.retain(|w| w != "todos");
            if !counted && !words.is_empty() {
                words.reverse();
                text.insert_str(second, &format!("{} ", words.join(" ")));
            }
        }
        if let Some(slot) = self.target.slot {
            let moved = self.move_adjectives();
            if !moved.is_empty() {
                text.insert_str(slot, &moved);
            }
        }
        let edit = if self.abbreviation() {
            let first = self.before.first().is_none_or(|t| t.ends_clause());
            let pattern = if first { CasePattern::Initial } else { CasePattern::Lower };
            let hit = self.request.hit.clone();
            let text = keep_breaks(&self.request.text[hit.clone()], &match_case(&text, pattern));
            TextEdit { range: hit, text }
        } else {
            replace_plainly(self.request, &text)
        };
        self.edits.push(edit);
    }

    /// "los prostitutos jóvenes" → "personas jóvenes que …": adjectives go before the relative clause.
    fn move_adjectives(&mut self) -> String {
        let mut moved = String::new();
        let mut end = self.request.hit.end;
        // What depends on the adjective would stay behind: it stays where it is, and a person looks.
        let adjectives = self
            .after
            .iter()
            .take_while(|t| adjectives::read(&t.lower).is_some_and(|r| r.known && self.was(r.gender, r.number)))
            .count();
        let next = self.after.get(adjectives);
        let closed = next.is_none_or(|t| {
            !t.word
                || sentence::looks_finite(&t.lower)
                || sentence::preposition(&t.lower)
                || sentence::adverb(&t.lower)
                || sentence::clitic(&t.lower)
                || sentence::CONJUNCTIONS.contains(&t.lower.as_str())
                || t.is(&["que", "quien", "quienes", "cuando", "donde"])
        });
        if adjectives == 0 && !closed {
            // An adjective the tables do not know would be cut off from its noun: trans.
            self.doubt(DoubtKind::Attachment, self.after[0].range.clone());
            return moved;
        }
        let verb_follows = self.after.get(adjectives).is_none_or(|t| {
            !t.word
                || sentence::looks_finite(&t.lower)
                || t.is(&["que", "no", "se", "ya", "le", "les", "también", "siempre", "nunca"])
        });
        if adjectives > 0 && (adjectives > 2 || !verb_follows) {
            self.doubt(DoubtKind::Attachment, self.after[0].range.clone());
            return moved;
        }
        for tok in self.after.clone().iter().take(2) {
            let Some(reading) = adjectives::read(&tok.lower).filter(|r| r.known && self.was(r.gender, r.number)) else {
                break;
            };
            if !tok.word || self.request.text[end..tok.range.start].chars().any(|c| c != ' ') {
                break;
            }
            moved.push(' ');
            moved.push_str(&reading.form(self.target.gender, self.target.number));
            end = tok.range.end;
        }
        if end > self.request.hit.end {
            self.edits.push(TextEdit { range: self.request.hit.end..end, text: String::new() });
        }
        moved
    }

    pub fn common_doubts(&mut self, group: &[Slot]) {
        let hit = self.request.hit.clone();
        for kind in self.target.doubts.clone() {
            self.doubt(kind, hit.clone());
        }
        if self.target.unsure {
            self.doubt(DoubtKind::UnknownWord, hit.clone());
        }
        // "los … y las …": the other half of a doublet has to go by hand.
        let own: Vec<String> = self
            .request
            .find
            .head()
            .filter(|h| h.feminine.is_some())
            .and_then(|h| super::paradigm::paradigm(h).ok())
            .map_or_else(Vec::new, |cells| cells.into_iter().map(|(t, _)| t).collect());
        let twin = self.before.iter().take(4).chain(self.after.iter().take(4)).find(|t| own.contains(&t.lower));
        if let Some(range) = twin.map(|t| t.range.clone()) {
            self.doubt(DoubtKind::Coordination, range);
        }
        let about_sex = ["sex", "prostit"]
            .iter()
            .any(|s| self.request.say.citation().contains(s) || self.request.find.citation().contains(s));
        if about_sex && let Some(range) = meaning::suspicion(&self.before, &self.after, self.found.person) {
            self.doubt(DoubtKind::Meaning, range);
        }
        // A singular of both genders has no settled article.
        if self.found.common
            && self.found.number == Number::Singular
            && self.found.person
            && (group.is_empty() || self.found.gender.is_none())
            && self.request.say.head().is_some_and(|h| h.feminine.is_some())
        {
            self.doubt(DoubtKind::Determiner, hit);
        }
    }
}
