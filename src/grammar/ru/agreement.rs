//! The window rewrite: the term in the case of its place, and its dependents in agreement with the new word.

use super::super::{
    Animacy, Case, CasePattern, Denotes, Doubt, DoubtKind, Features, Gender, Number, PartOfSpeech, Phrase, Request, Rewrite,
    TextEdit, Token, TokenKind, Tokens, forms, keep_breaks, line_around, match_case,
};
use super::context::{self, Left, Role, Weight};
use super::predicates;
use super::realise::{self, Realised};
use super::{Russian, inclusive, left, meaning, pronouns, right, verbs};
use std::collections::BTreeMap;
use std::ops::Range;

/// Edits and doubts under construction.
#[derive(Default)]
pub(super) struct Draft {
    edits: BTreeMap<usize, TextEdit>,
    doubts: Vec<Doubt>,
}

impl Draft {
    pub(super) fn changes(&self, token: &Token) -> bool {
        self.edits.contains_key(&token.range.start)
    }

    pub(super) fn doubt(&mut self, kind: DoubtKind, range: &Range<usize>) {
        let doubt = Doubt { kind, range: range.clone() };
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Puts `word` in the place of a neighbour, in the neighbour's capitals.
    pub(super) fn replace(&mut self, token: &Token, word: &str) {
        let lower = token.lower();
        if super::adjectives::same(lower, word) {
            return;
        }
        let capitals = match CasePattern::of(token.text, token.text) {
            CasePattern::Title => CasePattern::Initial,
            pattern => pattern,
        };
        let edit = TextEdit { range: token.range.clone(), text: match_case(word, capitals) };
        self.edits.insert(edit.range.start, edit);
    }

    fn finish(self) -> Rewrite {
        let mut doubts = self.doubts;
        doubts.sort_by_key(|d| d.range.start);
        Rewrite { edits: self.edits.into_values().collect(), doubts }
    }
}

pub(super) fn rewrite(request: &Request) -> Vec<Rewrite> {
    if request.find.has_verb() {
        return vec![of_verb(request)];
    }
    let tokens = Tokens::around(request.text, request.hit.clone(), false);
    let find = realise::with_animacy(request.find, request);
    let say = realise::with_animacy(&realise::in_style(request.say, request.style), request);
    let readings = readings(request, &find);
    let mut lefts: Vec<Left> = readings.iter().filter_map(|f| context::read(&tokens, *f)).collect();
    let mut contradictory = false;
    if lefts.is_empty() {
        contradictory = true;
        lefts = readings
            .iter()
            .map(|f| Left { features: *f, modifiers: Vec::new(), governor: Some(0), paucal: false, weight: Weight::Possible })
            .collect();
    }
    let uncertain_role = settle(&tokens, &mut lefts);
    let mut rewrites: Vec<(String, Rewrite)> = Vec::new();
    for (left, role) in &lefts.iter().map(|l| (l, role_of(&tokens, l, uncertain_role))).collect::<Vec<_>>() {
        let (text, rewrite) = one(request, &tokens, &say, left, *role);
        if !rewrites.iter().any(|(t, r)| *t == text && r.edits == rewrite.edits) {
            rewrites.push((text, rewrite));
        }
    }
    let several = rewrites.len() > 1;
    // Where the words around fit no reading, the sentence is not what it seems.
    let ambiguous = several || contradictory && request.find.words().next().is_some();
    rewrites
        .into_iter()
        .map(|(_, mut rewrite)| {
            if ambiguous {
                rewrite.doubts.push(Doubt { kind: DoubtKind::AmbiguousForm, range: request.hit.clone() });
            }
            rewrite
        })
        .collect()
}

/// The readings of the found form, knowing whether people are meant.
fn readings(request: &Request, find: &Phrase) -> Vec<Features> {
    let computed = forms(find, &Russian, true).ok().and_then(|all| all.into_iter().find(|f| f.text == request.found.text));
    let mut readings = computed.map_or_else(|| request.found.readings.clone(), |f| f.readings);
    // The caller may know better which readings are possible; only animacy is decided here.
    let known = |f: &Features| request.found.readings.iter().any(|r| Features { animacy: None, ..*r }.agrees(f));
    if readings.iter().any(known) {
        readings.retain(known);
    }
    let adjectival = find.head().is_some_and(|h| h.tags.part_of_speech == PartOfSpeech::Adjective);
    if adjectival {
        let people = request.denotes == Denotes::Person;
        let unwanted = if people { Animacy::Inanimate } else { Animacy::Animate };
        let kept: Vec<Features> = readings
            .iter()
            .filter(|f| f.animacy != Some(unwanted) && !(people && f.gender == Some(Gender::Neuter)))
            .map(|f| Features { animacy: Some(if people { Animacy::Animate } else { Animacy::Inanimate }), ..*f })
            .collect();
        if !kept.is_empty() {
            readings = kept;
        }
    }
    // Activities are not counted: «проституции» is a singular, whatever the table says.
    let one = |f: &&Features| f.number != Some(Number::Plural);
    let abstracted =
        find.head().is_some_and(|h| h.lemma.ends_with("ция") || h.lemma.ends_with("ство") || h.lemma.ends_with("работа"));
    if request.denotes == Denotes::Activity && abstracted && readings.iter().any(|f| one(&f)) {
        readings.retain(|f| one(&f));
    }
    if readings.is_empty() {
        readings.push(Features::default());
    }
    readings
}

/// Keeps the strongest readings, best first. Returns whether subject and object could not be told apart.
fn settle(tokens: &Tokens, lefts: &mut Vec<Left>) -> bool {
    let has = |lefts: &[Left], case| lefts.iter().any(|l| l.features.case == Some(case));
    let mut unknown = false;
    if has(lefts, Case::Nominative) && has(lefts, Case::Accusative) {
        let subject = lefts.iter().find(|l| l.features.case == Some(Case::Nominative)).map(|l| context::role(tokens, l));
        match subject {
            Some(Role::Subject) => lefts.retain(|l| l.features.case != Some(Case::Accusative)),
            Some(Role::Other) => lefts.retain(|l| l.features.case != Some(Case::Nominative)),
            _ => unknown = true,
        }
    }
    if let Some(most) = lefts.iter().map(|l| l.weight).max() {
        let before = lefts.clone();
        lefts.retain(|l| l.weight == most || unknown && matches!(l.features.case, Some(Case::Nominative | Case::Accusative)));
        // «Следователь сутенёра не нашёл»: a noun to the left, and yet no genitive.
        let verb_next =
            tokens.after.iter().find(|t| !pronouns::is_adverb(t.lower())).is_some_and(|t| predicates::read(t.lower()).is_some());
        let opens = before.first().and_then(|l| l.governor).is_some_and(|g| {
            tokens.before.get(g).is_some_and(context::is_noun_like)
                && tokens.before.get(g + 1).is_none_or(|t| t.kind == TokenKind::Punctuation)
        });
        if has(lefts, Case::Genitive) && verb_next && opens {
            let accusative = before
                .into_iter()
                .filter(|l| l.features.case == Some(Case::Accusative) && l.features.animacy == Some(Animacy::Animate));
            lefts.extend(accusative);
        }
    }
    // A verb further on that wants the dative: «Проституции предшествовали …».
    let dative = tokens.after.iter().take_while(|t| !t.ends_sentence()).take(4).any(|t| context::wants_dative(t.lower()));
    lefts.sort_by_key(|l| match l.features.case {
        Some(Case::Dative) if dative => 0,
        Some(Case::Nominative) => 1,
        Some(Case::Genitive) if l.weight == Weight::Certain => 2,
        Some(Case::Accusative) => 3,
        Some(Case::Genitive) => 4,
        _ => 5,
    });
    unknown
}

fn role_of(tokens: &Tokens, left: &Left, unknown: bool) -> Role {
    match left.features.case {
        Some(Case::Nominative) if unknown => Role::Unknown,
        Some(Case::Nominative) => match context::role(tokens, left) {
            Role::Other
                if context::is_apart(tokens, left)
                    || left.governor.is_some_and(|g| pronouns::preposition(tokens.before[g].lower()).is_some()) =>
            {
                Role::Other
            }
            _ => Role::Subject,
        },
        // Taken for an object only because of what follows: a predicate that seems to agree is then a matter for a person.
        Some(Case::Accusative) => match left.governor {
            Some(g)
                if pronouns::preposition(tokens.before[g].lower()).is_some()
                    || context::predicate_before(tokens, g).is_some() =>
            {
                Role::Other
            }
            _ => Role::Unknown,
        },
        _ => Role::Other,
    }
}

/// The rewrite under one reading, and the text in the place of the term.
fn one(request: &Request, tokens: &Tokens, say: &Phrase, left: &Left, role: Role) -> (String, Rewrite) {
    let mut draft = Draft::default();
    let old = left.features;
    let hit = &request.hit;
    let people = request.denotes == Denotes::Person;
    let pair = say.head().is_some_and(|h| h.feminine.is_some() || h.tags.part_of_speech == PartOfSpeech::Adjective);
    if pair && old.gender == Some(Gender::Common) && old.number == Some(Number::Singular) {
        draft.doubt(DoubtKind::Determiner, hit);
    }
    // Nobody counts work: «занятия проституцией» are one. Services and contacts are counted.
    let uncounted =
        say.head().is_some_and(|h| ["работа", "деятельность", "труд", "ство", "ция"].iter().any(|e| h.lemma.ends_with(e)));
    let number = if request.denotes == Denotes::Activity && uncounted { Some(Number::Singular) } else { old.number };
    let wanted = Features { number, gender: Some(context::gender_for_pair(&old)), ..old };
    let realised = if say.words().next().is_none() {
        // A frozen replacement has one form; it fits a frozen term and the nominative.
        if request.find.words().next().is_some() && !matches!(old.case, Some(Case::Nominative) | None) {
            draft.doubt(DoubtKind::UnknownWord, hit);
        }
        Realised { text: say.citation(), features: old, other_number: false }
    } else {
        realise::inflect(say, &wanted, left.paucal, people).unwrap_or_else(|| {
            draft.doubt(DoubtKind::UnknownWord, hit);
            Realised { text: say.citation(), features: old, other_number: false }
        })
    };
    let new = Features { case: old.case, ..realised.features };
    let mut text = inclusive::keep_sign(&request.found.text, realised.text);
    let governor = left.governor.and_then(|g| tokens.before.get(g));
    if realised.other_number {
        draft.doubt(DoubtKind::Number, hit);
    }
    if let Some(token) = governor {
        let word = token.lower();
        let counts = token.kind == TokenKind::Number
            || pronouns::is_counting(word)
            || matches!(word, "двух" | "трёх" | "трех" | "четырёх" | "четырех");
        if counts && old.case != Some(Case::Prepositional) {
            text = realise::counted(&text);
        }
        left::numeral(&mut draft, token, &old, &new, left.paucal);
        left::one_of(&mut draft, tokens, left, &old, &new);
        left::twin(&mut draft, request, tokens, left);
    }
    left::modifiers(&mut draft, left, &old, &new);
    left::participles(&mut draft, tokens, left, &old, &new);
    let bare_person = say.head().is_some_and(|h| h.lemma == "человек");
    if let Some(former) = left.modifiers.iter().find(|t| bare_person && t.lower().starts_with("бывш")) {
        // «бывшие люди» are not people with a former habit or trade.
        draft.doubt(DoubtKind::Meaning, &former.range);
    }
    left::hyphenated(&mut draft, request);
    let before =
        role != Role::Other && old.case == Some(Case::Nominative) && left::inverted(&mut draft, tokens, left, &old, &new, role);
    if role == Role::Subject && old.gender != new.gender && number == Some(Number::Singular) {
        left::unknown_predicate(&mut draft, tokens, left, &old);
    }
    right::agree(&mut draft, tokens, &old, &new, role, before);
    if let Some(doubt) = meaning::doubt(request, tokens) {
        draft.doubt(doubt.kind, &doubt.range);
    }
    if attributive(request, tokens, &old) {
        draft.doubt(DoubtKind::PartOfSpeech, hit);
    }
    let comma = right::closing_comma(&mut draft, request, tokens, &text);
    let mut edit = in_place(request, tokens, &text);
    edit.text.push_str(comma);
    draft.edits.insert(hit.start, edit);
    (text, draft.finish())
}

/// A nominalised adjective before a noun it agrees with is an ordinary adjective («ВИЧ-инфицированные пациенты»).
fn attributive(request: &Request, tokens: &Tokens, old: &Features) -> bool {
    let head_is_adjective = request.find.head().is_some_and(|h| h.tags.part_of_speech == PartOfSpeech::Adjective);
    let ends_with_it = matches!(request.find.pieces.last(), Some(super::super::Piece::Word(w)) if w.tags.part_of_speech == PartOfSpeech::Adjective);
    head_is_adjective && ends_with_it && old.case.is_some() && tokens.after.first().is_some_and(context::is_noun_like)
}

/// `text` with the capitals and line breaks of the hit. A term that has capitals of its own (ВИЧ-…) says nothing by them.
fn in_place(request: &Request, tokens: &Tokens, text: &str) -> TextEdit {
    let found = &request.text[request.hit.clone()];
    let own = request.find.citation().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let mut pattern = CasePattern::of(found, line_around(request.text, request.hit.start));
    if own {
        let shouting = pattern == CasePattern::Upper && request.find.citation().chars().any(char::is_lowercase);
        let opens = tokens.before.first().is_none_or(|t| t.ends_sentence());
        pattern = if shouting {
            CasePattern::Upper
        } else if opens {
            CasePattern::Initial
        } else {
            CasePattern::Lower
        };
    }
    TextEdit { range: request.hit.clone(), text: keep_breaks(found, &match_case(text, pattern)) }
}

/// A verb is answered by the same form of the other verb, and always left to a person.
fn of_verb(request: &Request) -> Rewrite {
    let find = every_form(request.find);
    let say = every_form(request.say);
    let mut text = request.say.citation();
    if let (Some(find), Some(say)) = (find, say)
        && let Some(at) = find.iter().position(|t| *t == request.found.text)
        && let Some(same) = say.get(at)
    {
        text.clone_from(same);
    }
    let tokens = Tokens::around(request.text, request.hit.clone(), false);
    let mut draft = Draft::default();
    draft.doubt(DoubtKind::PartOfSpeech, &request.hit);
    if let Some(doubt) = meaning::doubt(request, &tokens) {
        draft.doubt(doubt.kind, &doubt.range);
    }
    let edit = in_place(request, &tokens, &text);
    draft.edits.insert(request.hit.start, edit);
    draft.finish()
}

/// The phrase with its one verb in every form, in the order of the paradigm.
fn every_form(phrase: &Phrase) -> Option<Vec<String>> {
    let cells = verbs::paradigm(phrase.verb()?).ok()?;
    Some(cells.into_iter().map(|(form, _)| phrase.with_verb(&form)).collect())
}
