//! What follows a term: appositions, relative clauses, predicates, pronouns that take it up, and the closing comma.

use super::super::{Case, DoubtKind, Features, Gender, Number, Request, Token, TokenKind, Tokens};
use super::adjectives::{Adjectival, Likeness};
use super::agreement::Draft;
use super::context::{self, Role};
use super::predicates::{self, Agreement, Kind, Predicate};
use super::pronouns;

/// The dependents to the right, in agreement with the new word.
struct Right<'r> {
    draft: &'r mut Draft,
    after: &'r [Token<'r>],
    old: &'r Features,
    new: &'r Features,
    was: Agreement,
    is: Agreement,
    /// Whether the text writes ё.
    yo: bool,
    /// The term stands in a subordinate clause, which ends at the next comma.
    embedded: bool,
}

/// `inverted`: the predicate stands to the left, so that what follows can only be joined to it.
pub(super) fn agree(draft: &mut Draft, tokens: &Tokens, old: &Features, new: &Features, role: Role, inverted: bool) {
    let (was, is) = (Agreement::of(old), Agreement::of(new));
    let mut right =
        Right { draft, after: &tokens.after, old, new, was, is, yo: writes_yo(tokens), embedded: context::is_embedded(tokens) };
    if was == is {
        // Only an accusative of living beings shows a difference in the plural.
        if old.animacy != new.animacy && was == Agreement::Plural {
            right.relative_in_the_accusative();
        }
        if old.gender != new.gender {
            right.picked_out();
        }
        return;
    }
    right.name();
    if role == Role::Other
        && old.case == Some(Case::Nominative)
        && context::is_set_off(tokens)
        && let Some(comma) = right.after.first()
    {
        right.draft.doubt(DoubtKind::Apposition, &comma.range);
    }
    let from = right.postposed();
    match role {
        Role::Subject => right.predicate(from, inverted),
        Role::Unknown => {
            let first = right.after.iter().take_while(|t| !stops(t)).find(|t| right.shows_old(t));
            if let Some(token) = first {
                right.draft.doubt(DoubtKind::AmbiguousForm, &token.range);
            }
        }
        Role::Other => {}
    }
    right.ellipsis();
    right.anaphora();
}

/// Whether the words around use ё; looked for nearby only, so that a long paragraph costs no more than a short one.
pub(super) fn writes_yo(tokens: &Tokens) -> bool {
    tokens.before.iter().chain(&tokens.after).any(|t| t.text.contains(['ё', 'Ё']))
}

fn stops(token: &Token) -> bool {
    token.ends_sentence() || matches!(token.text, ";" | ":")
}

impl<'r> Right<'r> {
    fn word(&self, at: usize) -> &'r str {
        self.after.get(at).map_or("", Token::lower)
    }

    fn predicate_at(&self, at: usize) -> Option<Predicate> {
        self.after.get(at).filter(|t| t.is_word()).and_then(|t| predicates::read(t.lower()))
    }

    fn shows_old(&self, token: &Token) -> bool {
        predicates::read(token.lower()).is_some_and(|p| p.agreement == Some(self.was))
    }

    /// The first word at or after `at` that is no adverb or particle.
    fn past_adverbs(&self, mut at: usize) -> usize {
        while self.after.get(at).is_some_and(|t| pronouns::is_adverb(t.lower()) && predicates::read(t.lower()).is_none()) {
            at += 1;
        }
        at
    }

    /// A name beside the term («сутенёр Иванов») is an apposition, and has its own gender.
    fn name(&mut self) {
        if let Some(token) = self.after.first()
            && token.is_word()
            && token.text.chars().next().is_some_and(char::is_uppercase)
            && token.text.chars().any(char::is_lowercase)
            && !pronouns::is_function_word(token.lower())
        {
            self.draft.doubt(DoubtKind::Apposition, &token.range);
        }
    }

    fn relative_in_the_accusative(&mut self) {
        if let [comma, relative, ..] = self.after
            && comma.text == ","
            && matches!(relative.lower(), "которых" | "которые")
            && relative.lower() == "которых"
        {
            self.draft.doubt(DoubtKind::Anaphora, &relative.range);
        }
    }

    /// «…, две из которых …»: a numeral of the old gender takes up a plural.
    fn picked_out(&mut self) {
        const FEMININE: [&str; 7] = ["одна", "одну", "одной", "две", "обе", "обеих", "каждая"];
        const OTHER: [&str; 7] = ["один", "одного", "одному", "двое", "оба", "обоих", "каждый"];
        let words = if self.old.gender == Some(Gender::Feminine) { FEMININE } else { OTHER };
        let found = self.after.iter().take_while(|t| !t.ends_sentence()).find(|t| words.contains(&t.lower()));
        if let Some(token) = found {
            self.draft.doubt(DoubtKind::Anaphora, &token.range);
        }
    }

    /// «…, расположенный на окраине, …» and «…, который …». Returns where the main clause goes on.
    fn postposed(&mut self) -> usize {
        if self.word(0) != "," {
            return 0;
        }
        let mut at = self.past_adverbs(1);
        let preposition = pronouns::preposition(self.word(at));
        if preposition.is_some() {
            at += 1;
        }
        let word = self.word(at);
        let Some(token) = self.after.get(at) else { return 0 };
        let range = token.range.clone();
        if pronouns::is_relative(word) {
            let order =
                [Case::Nominative, Case::Accusative, Case::Genitive, Case::Dative, Case::Instrumental, Case::Prepositional];
            let cases = preposition.unwrap_or(&order);
            let found = cases.iter().find_map(|case| {
                let old = Features { case: Some(*case), ..*self.old };
                let new = Features { case: Some(*case), ..*self.new };
                Some((*case, Adjectival::read(word, &old)?.form(&new)?))
            });
            if let Some((case, form)) = found {
                self.draft.replace(&self.after[at], &form);
                self.draft.doubt(DoubtKind::Anaphora, &range);
                if case == Case::Nominative && preposition.is_none() {
                    self.chain(at + 1, false);
                }
            } else {
                self.draft.doubt(DoubtKind::Anaphora, &range);
            }
            return self.after_comma(at + 1);
        }
        if preposition.is_none()
            && let Some(adjectival) = Adjectival::read(word, self.old)
            && adjectival.likeness == Likeness::Sure
        {
            if let Some(form) = adjectival.form(self.new) {
                self.draft.replace(&self.after[at], &form);
            }
            self.draft.doubt(DoubtKind::Apposition, &range);
            return self.after_comma(at + 1);
        }
        0
    }

    /// Behind the next comma of the sentence, or its end.
    fn after_comma(&self, from: usize) -> usize {
        for (at, token) in self.after.iter().enumerate().skip(from) {
            if stops(token) {
                return at;
            }
            if token.text == "," {
                return at + 1;
            }
        }
        self.after.len()
    }

    /// The predicate of the main clause, and those joined to it.
    fn predicate(&mut self, from: usize, inverted: bool) {
        if let Some(conjunction) = self.after.get(from).filter(|t| pronouns::joins(t.lower())) {
            let next = self.past_adverbs(from + 1);
            if self.predicate_at(next).is_none() {
                let range = conjunction.range.clone();
                self.draft.doubt(DoubtKind::Coordination, &range);
                return;
            }
        }
        let end = self.chain(from, inverted);
        self.guard(end);
    }

    /// Rewrites the run of predicates that starts at or after `from`; returns where it ends.
    fn chain(&mut self, from: usize, mut found: bool) -> usize {
        let mut copula = false;
        let mut at = from;
        while let Some(token) = self.after.get(at) {
            let word = token.lower();
            if stops(token) || token.text == "(" && found {
                return at;
            }
            if token.text == "," && self.embedded {
                return self.after.len();
            }
            if token.text == "," {
                let next = self.past_adverbs(at + 1);
                let after_conjunction = if matches!(self.word(next), "но" | "а" | "и" | "однако" | "зато") {
                    self.past_adverbs(next + 1)
                } else {
                    next
                };
                if !found && (pronouns::subordinates(self.word(at + 1)) || self.word(at + 1) == "как") {
                    at = self.after_comma(at + 1);
                    continue;
                }
                if found && !self.goes_on(after_conjunction) {
                    return at;
                }
                at = if found { after_conjunction } else { at + 1 };
                continue;
            }
            if pronouns::preposition(word).is_some() {
                // Its noun is no predicate, whatever its ending.
                at += 2;
                continue;
            }
            if found && pronouns::joins(word) {
                let next = self.past_adverbs(at + 1);
                if !self.goes_on(next) {
                    return at;
                }
                at = next;
                continue;
            }
            if matches!(word, "он" | "она" | "оно" | "они" | "я" | "мы" | "вы" | "ты" | "кто" | "никто")
            {
                return at;
            }
            if !found && at > from && pronouns::subordinates(word) && !pronouns::is_adverb(word) {
                return at;
            }
            if let Some(p) = predicates::read(word) {
                match (p.kind, p.agreement) {
                    (Kind::Infinitive, _) => {}
                    (Kind::Past | Kind::Short, Some(a)) if a == self.was => {
                        match predicates::convert(word, p.kind, self.is, self.yo) {
                            Some(form) => self.draft.replace(&self.after[at], &form),
                            None => self.draft.doubt(DoubtKind::UnknownWord, &token.range),
                        }
                        found = true;
                    }
                    (Kind::Present, a) if (a == Some(Agreement::Plural)) == (self.was == Agreement::Plural) => {
                        if (self.was == Agreement::Plural) != (self.is == Agreement::Plural) {
                            self.draft.doubt(DoubtKind::Number, &token.range);
                        }
                        found = true;
                    }
                    _ => return at,
                }
                copula |= predicates::is_copula(word);
            } else if copula && let Some(end) = self.instrumental(at) {
                at = end;
                continue;
            } else if matches!(word, "сам" | "сама" | "само" | "весь" | "вся" | "один" | "одна")
                && let Some(form) = Adjectival::read(word, self.old).and_then(|a| a.form(self.new))
            {
                self.draft.replace(&self.after[at], &form);
            }
            at += 1;
        }
        at
    }

    /// Whether a further predicate, or instrumental adjective, of the same subject stands here.
    fn goes_on(&self, at: usize) -> bool {
        self.predicate_at(at).is_some_and(|p| {
            p.agreement == Some(self.was) && matches!(p.kind, Kind::Past | Kind::Short)
                || p.kind == Kind::Present && p.agreement.is_none() && self.was != Agreement::Plural
        })
    }

    /// «является незаконным и опасным»: the adjectives of a copula, unless a noun follows that they belong to.
    fn instrumental(&mut self, at: usize) -> Option<usize> {
        let old = Features { case: Some(Case::Instrumental), ..*self.old };
        let new = Features { case: Some(Case::Instrumental), ..*self.new };
        let mut run: Vec<(usize, String)> = Vec::new();
        let mut next = at;
        loop {
            let word = self.word(next);
            let Some(adjectival) = Adjectival::read(word, &old) else {
                break;
            };
            if adjectival.likeness == Likeness::Doubtful {
                // «была незаконной» or «была мигранткой»? Only a person can tell.
                let range = self.after[next].range.clone();
                self.draft.doubt(DoubtKind::UnknownWord, &range);
                return None;
            }
            let form = adjectival.form(&new)?;
            run.push((next, form));
            next += 1;
            let linked = self.past_adverbs(next + 1);
            if pronouns::joins(self.word(next)) || self.word(next) == "," {
                if Adjectival::read(self.word(linked), &old).is_none() {
                    break;
                }
                next = linked;
            } else {
                next = self.past_adverbs(next);
            }
        }
        if run.is_empty() {
            return None;
        }
        let last = run.last().map_or(at, |(i, _)| *i);
        let owner = self.after.get(last + 1).is_some_and(|t| t.is_word() && (context::is_noun_like(t) || t.lower() == "из"));
        if !owner {
            for (i, form) in run {
                self.draft.replace(&self.after[i], &form);
            }
        }
        Some(last + 1)
    }

    /// A word left in the sentence that shows the old gender, with no other noun it could belong to.
    fn guard(&mut self, from: usize) {
        if self.was == Agreement::Plural {
            return;
        }
        for at in from..self.after.len() {
            let token = &self.after[at];
            if token.ends_sentence() {
                return;
            }
            let neighbour = at.checked_sub(1).and_then(|i| self.after.get(i));
            if context::could_be_subject(self.after, at, neighbour, self.was) {
                return;
            }
            if self.shows_old(token) {
                let range = token.range.clone();
                self.draft.doubt(DoubtKind::LeftoverGender, &range);
                // «сообщила, что была избита»: nothing but the same subject stands between.
                self.chain(at, false);
                return;
            }
        }
    }

    /// An adjective without its noun («…, нелегальный — нет») may stand for the replaced one.
    fn ellipsis(&mut self) {
        if self.was == Agreement::Plural {
            return;
        }
        const CASES: [Case; 6] =
            [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Prepositional];
        for at in 0..self.after.len() {
            let token = &self.after[at];
            if token.ends_sentence() {
                return;
            }
            let word = token.lower();
            let bare = self.after.get(at + 1).is_none_or(|next| {
                next.kind == TokenKind::Punctuation && next.text != "«"
                    || pronouns::is_function_word(next.lower())
                    || predicates::read(next.lower()).is_some()
            });
            if !bare
                || self.draft.changes(token)
                || pronouns::is_relative(word)
                || pronouns::is_adverb(word)
                || pronouns::is_function_word(word)
                || pronouns::rows().any(|r| r.contains(&word))
            {
                continue;
            }
            let stands_for = CASES.iter().any(|case| {
                let old = Features { case: Some(*case), ..*self.old };
                let new = Features { case: Some(*case), ..*self.new };
                Adjectival::read(word, &old)
                    .is_some_and(|a| a.likeness == Likeness::Sure && a.form(&new).is_some_and(|f| f != word))
            });
            if stands_for {
                let range = token.range.clone();
                self.draft.doubt(DoubtKind::LeftoverGender, &range);
                return;
            }
        }
    }

    /// A pronoun of the old gender in this sentence or at the head of the next.
    fn anaphora(&mut self) {
        if self.old.number != Some(Number::Singular) {
            return;
        }
        let feminine = self.was == Agreement::Feminine;
        let (mut ends, mut beyond) = (0, 0);
        for token in self.after {
            ends += usize::from(token.ends_sentence());
            beyond += usize::from(ends > 0);
            if ends > 1 || beyond > 8 {
                return;
            }
            if token.kind == TokenKind::Word && pronouns::takes_up(token.lower()) == Some(feminine) {
                let range = token.range.clone();
                self.draft.doubt(DoubtKind::Anaphora, &range);
                return;
            }
        }
    }
}

/// A replacement that ends in a participial or relative clause closes it with a comma, unless a mark or the end follows
/// («Правила русской орфографии и пунктуации. Полный академический справочник», 2006, on set-off attributes).
pub(super) fn closing_comma(draft: &mut Draft, request: &Request, tokens: &Tokens, text: &str) -> &'static str {
    let rest = &request.text[request.hit.end..];
    if !text.contains(", ") {
        return "";
    }
    let blank = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']);
    if blank.trim().is_empty() || blank.starts_with("\n\n") {
        return "";
    }
    let Some(next) = tokens.after.first() else { return "" };
    if next.kind == TokenKind::Punctuation {
        if next.text == ","
            && let Some(follower) = tokens.after.get(1)
            && (pronouns::is_relative(follower.lower()) || super::adjectives::is_full_form(follower.lower()))
        {
            draft.doubt(DoubtKind::Attachment, &follower.range);
        }
        if next.text == "(" {
            draft.doubt(DoubtKind::Attachment, &next.range);
        }
        return if matches!(next.text, "—" | "–" | "-") { "," } else { "" };
    }
    let word = next.lower();
    let floating = pronouns::is_quantity(word) || word.starts_with("сам") || word == "все" || word == "оба" || word == "обе";
    if next.kind == TokenKind::Number || !floating && (context::is_noun_like(next) || super::adjectives::is_full_form(word)) {
        // A genitive, a name or an age after the noun would now hang on the clause.
        draft.doubt(DoubtKind::Attachment, &next.range);
    }
    ","
}
