//! The rewriting of a hit: the replacement, the words before it, and the order in which the rest of the sentence is looked
//! at.

use super::adjectives;
use super::determiners::{self, Slot};
use super::realise::{Found, Target, realise};
use super::sentence::{self, Tok};
use crate::grammar::{
    CasePattern, Denotes, Doubt, DoubtKind, Gender, Number, Request, Rewrite, TextEdit, is_abbreviation, line_around, match_case,
    replace_plainly,
};
use std::ops::Range;

/// A rewriting under way.
pub struct Window<'a> {
    pub request: &'a Request<'a>,
    pub before: Vec<Tok<'a>>,
    pub after: Vec<Tok<'a>>,
    pub found: Found,
    pub target: Target,
    /// How many tokens before the hit belong to its noun phrase.
    pub left: usize,
    /// The number of the predicate: that of "uno" in "uno de los …".
    pub subject_number: Number,
    /// The noun phrase depends on a preposition (so it is no subject); with the preposition's place in `before`.
    pub governed: Option<usize>,
    pub edits: Vec<TextEdit>,
    pub doubts: Vec<Doubt>,
}

pub fn rewrite(request: &Request) -> Rewrite {
    if request.find.has_verb() || request.say.head().is_some_and(|h| h.tags.part_of_speech == crate::grammar::PartOfSpeech::Verb)
    {
        let doubt = Doubt { kind: DoubtKind::PartOfSpeech, range: request.hit.clone() };
        let text = super::verb_phrases::realise(request).unwrap_or_else(|| request.say.citation());
        return Rewrite { edits: vec![replace_plainly(request, &text)], doubts: vec![doubt] };
    }
    let (before, after) = sentence::around(request.text, request.hit.clone());
    let mut found = read_found(request);
    if found.gender.is_none() {
        // The determiner knows: la proxeneta, los proxenetas.
        let near = before.iter().take(3).map_while(|t| determiners::slot(&t.lower));
        found.gender = near.filter_map(|s| s.gender).next();
    }
    if !found.number_known
        && let Some(number) = before.iter().take(3).map_while(|t| determiners::slot(&t.lower)).find_map(|s| s.number)
    {
        (found.number, found.number_known) = (number, true);
    }
    let target = realise(request.say, found, request.style);
    found.number = if found.number_known { found.number } else { target.number };
    let mut window = Window {
        request,
        before,
        after,
        found,
        subject_number: found.number,
        target,
        left: 0,
        governed: None,
        edits: Vec::new(),
        doubts: Vec::new(),
    };
    window.run();
    let Window { mut edits, mut doubts, .. } = window;
    edits.sort_by_key(|e| (e.range.start, e.range.end));
    edits.dedup();
    // Two rules may have reached for the same word; the first one knew more.
    let mut end = 0;
    edits.retain(|e| {
        let keep = e.range.start >= end;
        end = end.max(e.range.end);
        keep
    });
    let mut seen: Vec<Doubt> = Vec::new();
    doubts.retain(|d| {
        !seen.contains(d) && {
            seen.push(d.clone());
            true
        }
    });
    Rewrite { edits, doubts }
}

fn read_found(request: &Request) -> Found {
    let readings = &request.found.readings;
    let gender = {
        let mut genders = readings.iter().map(|r| r.gender);
        let first = genders.next().flatten();
        if genders.all(|g| g == first) { first } else { None }
    };
    let variant = readings.iter().all(|r| r.variant);
    let text = request.found.text.to_lowercase();
    let (look, look_number) = sentence::noun_look(text.split([' ', '\n']).next().unwrap_or(&text));
    let headless = request.find.head().is_none();
    let gender = if headless { look } else { gender }.filter(|g| *g != Gender::Common);
    let number = if headless {
        look_number
    } else {
        request.found.number().or_else(|| readings.first()?.number).unwrap_or(Number::Singular)
    };
    let number_known =
        if headless { request.found.text.chars().any(char::is_lowercase) } else { readings.iter().all(|r| r.number.is_some()) };
    Found { gender, number, number_known, common: variant || gender.is_none(), person: request.denotes == Denotes::Person }
}

impl Window<'_> {
    fn run(&mut self) {
        let group = self.left_group();
        self.left = group.len();
        self.governed = self.government(&group);
        self.rewrite_left(&group);
        self.rewrite_hit(&group);
        if self.agreement_changes() {
            self.predicates();
            self.leftovers();
        }
        self.common_doubts(&group);
    }

    /// Whether anything but the noun phrase's left edge can be concerned.
    fn agreement_changes(&self) -> bool {
        self.found.gender != Some(self.target.gender) || self.found.number != self.target.number
    }

    pub fn doubt(&mut self, kind: DoubtKind, range: Range<usize>) {
        self.doubts.push(Doubt { kind, range });
    }

    /// Puts `word` in the place of a token, in the token's capitals.
    pub fn edit(&mut self, tok_text: &str, range: Range<usize>, word: &str) {
        let text = recase(tok_text, word, self.shouted());
        if text != tok_text && !self.edits.iter().any(|e| e.range == range) {
            self.edits.push(TextEdit { range, text });
        }
    }

    pub fn shouted(&self) -> bool {
        let found = &self.request.text[self.request.hit.clone()];
        CasePattern::of(found, "") == CasePattern::Upper && !self.abbreviation()
    }

    /// Whether the capitals of the hit are the term's own (TSC, PVVS) and say nothing of the line.
    pub fn abbreviation(&self) -> bool {
        let line = line_around(self.request.text, self.request.hit.start);
        let own = self.request.found.text.chars().all(|c| !c.is_lowercase());
        is_abbreviation(&self.request.text[self.request.hit.clone()], line) || own && line.chars().any(char::is_lowercase)
    }

    /// Whether features of a word in the text are those of the found term.
    pub fn was(&self, gender: Option<Gender>, number: Number) -> bool {
        number == self.found.number && (gender.is_none() || self.found.gender.is_none() || gender == self.found.gender)
    }

    /// The determiners and adjectives before the hit, nearest first.
    fn left_group(&self) -> Vec<Slot> {
        let mut group: Vec<Slot> = Vec::new();
        let mut closed = false;
        for (i, tok) in self.before.iter().take(5).enumerate() {
            if !tok.word {
                break;
            }
            let inclusive = determiners::inclusive(&tok.lower).filter(|_| self.found.gender.is_none());
            let word = inclusive.as_ref().map_or(tok.lower.as_str(), |(w, _)| w.as_str());
            let slot = match determiners::slot(word) {
                Some(slot) if inclusive.is_some() => Some(Slot { gender: None, ..slot }),
                Some(slot) => Some(slot),
                None => self.prenominal(i),
            };
            let Some(slot) = slot else { break };
            if !slot.number.is_none_or(|n| self.was(slot.gender, n)) {
                break;
            }
            // Before an article only "todo" and "ambos" can stand.
            if closed && !(word.starts_with("tod") || word.starts_with("amb")) {
                break;
            }
            // poco, mucho, menos before no noun phrase: "más", "muy" belong to the noun phrase only before an adjective.
            if matches!(word, "más" | "menos" | "muy" | "tan") && !group.last().is_some_and(|s| s.adjective) {
                break;
            }
            closed |= slot.contracted
                || matches!(word, "el" | "la" | "los" | "las" | "un" | "una" | "unos" | "unas" | "su" | "sus" | "mi" | "tu")
                || ["est", "es", "aquel"].iter().any(|d| word.trim_end_matches(['a', 'o', 's', 'e', 'l']).eq(*d));
            group.push(slot);
            if slot.contracted {
                break;
            }
        }
        // An adjective at the outer end that is no closed class would be an inverted predicate ("está regulada la …").
        while let Some(last) = group.last()
            && last.adjective
            && group.len() > 1
            && determiners::slot(&self.before[group.len() - 1].lower).is_none()
        {
            group.pop();
        }
        if group.len() == 1 && group[0].adjective && determiners::slot(&self.before[0].lower).is_none() {
            group.pop();
        }
        group
    }

    /// An open-class adjective before the noun, if a determiner stands before it: las vulnerables, la conocida.
    fn prenominal(&self, i: usize) -> Option<Slot> {
        let reading = adjectives::read(&self.before[i].lower).filter(|r| r.known)?;
        let outer = self.before.get(i + 1)?;
        let determined = outer.word
            && determiners::slot(&outer.lower).is_some_and(|s| !s.adjective && s.number.is_none_or(|n| n == reading.number));
        (determined && self.was(reading.gender, reading.number)).then_some(Slot {
            gender: reading.gender,
            number: Some(reading.number),
            adjective: true,
            contracted: false,
        })
    }

    fn government(&self, group: &[Slot]) -> Option<usize> {
        if group.last().is_some_and(|s| s.contracted) {
            return Some(group.len() - 1);
        }
        self.before.get(group.len()).filter(|t| t.word && sentence::preposition(&t.lower)).map(|_| group.len())
    }

    fn rewrite_left(&mut self, group: &[Slot]) {
        let (gender, number) = (self.target.determiner, self.target.number);
        let first_word = self.target.text.split([' ', '\n']).next().unwrap_or_default().to_string();
        for (i, slot) in group.iter().enumerate() {
            let tok = self.before[i].clone();
            let word = determiners::inclusive(&tok.lower)
                .filter(|_| self.found.gender.is_none())
                .map_or_else(|| tok.lower.clone(), |(w, _)| w);
            if slot.contracted {
                if gender != Gender::Masculine || number != Number::Singular {
                    let preposition = if word == "del" { "de" } else { "a" };
                    let article = determiners::form("el", gender, number).unwrap_or_default();
                    self.edit(tok.text, tok.range, &format!("{preposition} {article}"));
                }
                continue;
            }
            let mut new = determiners::form(&word, gender, number);
            if new.is_none() && slot.adjective {
                new = adjectives::read(&word).map(|r| r.form(gender, number));
            }
            let mut new = match new {
                Some(new) => new,
                None if slot.number.is_some_and(|n| n != number) => {
                    self.doubt(DoubtKind::Number, tok.range.clone());
                    continue;
                }
                None => continue,
            };
            if i == 0
                && let Some(before_a) = determiners::before_stressed_a(&new, &first_word)
            {
                new = before_a.to_string();
            }
            if new == "el" && i + 1 == group.len() && self.contract(i) {
                continue;
            }
            self.edit(tok.text, tok.range, &new);
        }
        if group.is_empty()
            && let Some(tok) = self.before.first().filter(|t| t.word).cloned()
            && let Some(new) = determiners::conjunction(&tok.lower, &first_word)
        {
            self.edit(tok.text, tok.range, new);
        }
        self.quantifier(group.len());
        self.inverted_predicate(group.len());
    }

    /// de + el → del, a + el → al, also in capitals. The white space that is no line break goes.
    fn contract(&mut self, i: usize) -> bool {
        let Some(preposition) = self.before.get(i + 1).filter(|t| t.is(&["de", "a"])).cloned() else {
            return false;
        };
        let article = self.before[i].range.clone();
        if self.before[i].lower == "el" {
            return true;
        }
        let text = self.request.text;
        let inner = &text[preposition.range.end..article.start];
        if !inner.chars().all(char::is_whitespace) {
            return false;
        }
        let contracted = format!("{}l", preposition.lower);
        self.edit(preposition.text, preposition.range.clone(), &contracted);
        let tail = &text[article.end..];
        let space = tail.len() - tail.trim_start().len();
        let range = if inner.contains('\n') && !tail[..space].contains('\n') {
            article.start..article.end + space
        } else {
            preposition.range.end..article.end
        };
        self.edits.push(TextEdit { range, text: String::new() });
        true
    }

    /// "una de las", "muchas de las", "cada una de las": the quantifier has the gender of the noun it counts.
    fn quantifier(&mut self, edge: usize) {
        let Some(i) = self.governed.filter(|g| *g == edge) else {
            return;
        };
        if !self.before[i].is(&["de"]) || self.found.number == Number::Singular || !self.gender_changes() {
            return;
        }
        let Some(tok) = self.before.get(i + 1).filter(|t| t.word).cloned() else {
            return;
        };
        let Some(new) = standalone(&tok.lower, self.target.gender) else {
            return;
        };
        if standalone(&tok.lower, self.found.gender.unwrap_or(self.target.gender)).as_deref() == Some(tok.lower.as_str()) {
            self.edit(tok.text, tok.range, &new);
        }
    }

    pub fn gender_changes(&self) -> bool {
        self.found.gender != Some(self.target.gender)
    }

    /// "está regulada la prostitución": a predicate before its subject.
    fn inverted_predicate(&mut self, edge: usize) {
        if !self.agreement_changes() || self.governed.is_some() {
            return;
        }
        let mut run: Vec<usize> = Vec::new();
        let mut found = false;
        for (i, tok) in self.before.iter().enumerate().skip(edge).take(8) {
            // "Despenalizada la …", "Una vez despenalizada la …": an absolute participle.
            found = !tok.word
                || tok.is(&["se", "vez"])
                || sentence::looks_finite(&tok.lower) && adjectives::read(&tok.lower).is_none_or(|r| !r.known);
            if found {
                break;
            }
            if let Some(reading) = adjectives::read(&tok.lower).filter(|r| r.known && self.was(r.gender, r.number)) {
                if reading.gender.is_some() {
                    run.push(i);
                }
            } else if !(sentence::adverb(&tok.lower) || tok.is(&["y", "e", "ni", "de", "hecho", "en", "la", "práctica", "parte"]))
            {
                return;
            }
        }
        if !found && self.before.len() > edge + 8 {
            return;
        }
        for i in run {
            let tok = self.before[i].clone();
            if let Some(reading) = adjectives::read(&tok.lower) {
                self.edit(tok.text, tok.range.clone(), &reading.form(self.target.gender, self.target.number));
                self.doubt(DoubtKind::InvertedPredicate, tok.range);
            }
        }
    }
}

/// A quantifier without its noun: uno, alguno, ninguno, muchos.
fn standalone(word: &str, gender: Gender) -> Option<String> {
    const WORDS: [&str; 15] = [
        "uno", "alguno", "ninguno", "algunos", "muchos", "pocos", "varios", "otros", "todos", "cuántos", "tantos", "unos",
        "ambos", "primero", "último",
    ];
    let masculine = WORDS.iter().find(|m| **m == word || adjectives_pair(m) == word)?;
    Some(if gender == Gender::Feminine { adjectives_pair(masculine) } else { (*masculine).to_string() })
}

fn adjectives_pair(masculine: &str) -> String {
    match masculine.strip_suffix("os") {
        Some(stem) => format!("{stem}as"),
        None => format!("{}a", masculine.strip_suffix('o').unwrap_or(masculine)),
    }
}

/// `word` with the capitals of `found`; one capital letter is capitals only in a line of them.
fn recase(found: &str, word: &str, shouted: bool) -> String {
    let letters = found.chars().filter(|c| c.is_alphabetic()).count();
    let upper = found.chars().all(|c| !c.is_lowercase());
    let pattern = if upper && (letters > 1 || shouted) {
        CasePattern::Upper
    } else if found.chars().next().is_some_and(char::is_uppercase) {
        CasePattern::Initial
    } else {
        CasePattern::Lower
    };
    match_case(word, pattern)
}
