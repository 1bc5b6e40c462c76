//! What stands to the left of a term, and what it says about its case.

use super::super::{Case, Features, Gender, Number, Token, TokenKind, Tokens};
use super::adjectives::{self, Adjectival, Likeness};
use super::predicates::{self, Agreement, Kind};
use super::pronouns;

/// How strongly the words to the left speak for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Possible,
    Likely,
    Certain,
}

/// The left of the term under one reading of it.
#[derive(Debug, Clone)]
pub(super) struct Left<'t, 'a> {
    pub(super) features: Features,
    /// Adjectives and pronouns that agree with the term, nearest first.
    pub(super) modifiers: Vec<&'t Token<'a>>,
    /// The place of the first word that does not, in [`Tokens::before`].
    pub(super) governor: Option<usize>,
    /// After два, три, четыре: the noun in the genitive singular, its adjectives in the plural.
    pub(super) paucal: bool,
    pub(super) weight: Weight,
}

/// The term under this reading, or `None` when the words to the left exclude it.
pub(super) fn read<'t, 'a>(tokens: &'t Tokens<'a>, features: Features) -> Option<Left<'t, 'a>> {
    // A noun in -ой may pose as an adjective («с проблемой проституции»): try both, the stronger wins.
    let mut best: Option<Left> = None;
    for trust in [true, false] {
        if let Some(left) = walk(tokens, features, trust)
            && best.as_ref().is_none_or(|b| b.weight < left.weight)
        {
            best = Some(left);
        }
    }
    best
}

fn walk<'t, 'a>(tokens: &'t Tokens<'a>, features: Features, trust: bool) -> Option<Left<'t, 'a>> {
    let before = &tokens.before;
    let counted = Features { number: Some(Number::Plural), gender: None, ..features };
    let plural = Features { case: Some(Case::Nominative), ..counted };
    let genitive_singular = features.case == Some(Case::Genitive) && features.number == Some(Number::Singular);
    let mut modifiers = Vec::new();
    let (mut at, mut taken) = (0, 0);
    while let Some(token) = before.get(at).filter(|_| at < taken + 4) {
        let word = token.lower();
        let link = !modifiers.is_empty() && (token.text == "," || pronouns::joins(word));
        if token.kind == TokenKind::Number || !token.is_word() && !link {
            break;
        }
        let next_is_paucal = || {
            before[at + 1..]
                .iter()
                .take(3)
                .any(|t| pronouns::is_paucal(t.lower()) || t.kind == TokenKind::Number && pronouns::is_paucal_number(t.text))
        };
        if link {
        } else if Adjectival::read(word, &features).is_some_and(|a| trust || a.likeness == Likeness::Sure) {
            modifiers.push(token);
            taken = at + 1;
        } else if matches!(word, "его" | "её" | "ее" | "их")
            || genitive_singular
                && (Adjectival::read(word, &counted).is_some() || Adjectival::read(word, &plural).is_some())
                && next_is_paucal()
        {
            taken = at + 1;
        } else if !pronouns::is_adverb(word) && !pronouns::is_agent(word) || word == "не" && modifiers.is_empty() {
            // «подзащитный не …»: what stands before the negation is the subject, no attribute.
            break;
        }
        at += 1;
    }
    let mut governor = taken;
    let skipped = |t: &Token| t.is_word() && pronouns::is_adverb(t.lower()) && t.lower() != "не" && !is_quantity(t);
    while before.get(governor).is_some_and(skipped) {
        governor += 1;
    }
    let governor = (governor < before.len()).then_some(governor);
    let mut left = Left { features, modifiers, governor, paucal: false, weight: Weight::Possible };
    left.weight = left.judge(tokens)?;
    Some(left)
}

fn is_quantity(token: &Token) -> bool {
    pronouns::is_quantity(token.lower())
}

impl Left<'_, '_> {
    fn judge(&mut self, tokens: &Tokens) -> Option<Weight> {
        let case = self.features.case?;
        let singular = self.features.number == Some(Number::Singular);
        // The prepositional stands after a preposition only, which another member of a list may have taken.
        let prepositional = case == Case::Prepositional;
        let at_boundary = if case == Case::Nominative { Weight::Likely } else { Weight::Possible };
        let Some(at) = self.governor else {
            return (!prepositional).then_some(at_boundary);
        };
        let token = &tokens.before[at];
        let word = token.lower();
        let only = |yes: bool| yes.then_some(Weight::Certain);
        if token.kind == TokenKind::Number {
            if pronouns::is_paucal_number(token.text) {
                self.paucal = singular && case == Case::Genitive;
                return only(case == Case::Genitive);
            }
            return only(case == Case::Genitive && !singular || singular && token.text.ends_with('1') && case != Case::Genitive);
        }
        if !token.is_word() {
            let quoted = matches!(token.text, "«" | "„" | "“" | "\"" | "(");
            let outside = tokens.before.get(at + 1).filter(|_| quoted).and_then(|t| pronouns::preposition(t.lower()));
            return match outside {
                Some(cases) => only(cases.contains(&case) || case == Case::Nominative),
                None => (!prepositional || token.text == ",").then_some(at_boundary),
            };
        }
        if let Some(cases) = pronouns::preposition(word) {
            // «по» has the prepositional with a few words of time only.
            return only(cases.contains(&case) && !(word == "по" && case == Case::Prepositional));
        }
        if pronouns::is_paucal(word) {
            self.paucal = true;
            return only(singular && case == Case::Genitive);
        }
        if matches!(word, "двух" | "трёх" | "трех" | "четырёх" | "четырех" | "обоих" | "обеих" | "двоих" | "троих")
        {
            return only(!singular && matches!(case, Case::Genitive | Case::Accusative | Case::Prepositional));
        }
        if let Some(cases) = pronouns::oblique_numeral(word) {
            return only(!singular && cases.contains(&case));
        }
        if pronouns::is_collective(word) || pronouns::is_counting(word) {
            return only(!singular && case == Case::Genitive);
        }
        if pronouns::is_quantity(word) || word == "нет" || word == "нету" {
            return only(case == Case::Genitive);
        }
        if pronouns::joins(word) || pronouns::subordinates(word) || matches!(word, "но" | "а" | "как" | "не") {
            return Some(if pronouns::joins(word) { Weight::Possible } else { at_boundary });
        }
        if wants_dative(word) {
            return only(case == Case::Dative);
        }
        const WANTS_GENITIVE: [&str; 9] = ["касает", "касал", "касаю", "избега", "избеж", "требу", "боят", "лиш", "достиг"];
        if WANTS_GENITIVE.iter().any(|s| word.starts_with(s)) {
            return only(case == Case::Genitive);
        }
        if let Some(found) = predicates::read(word) {
            let negated = tokens.before.get(at + 1).is_some_and(|t| t.lower() == "не");
            let object = !predicates::is_intransitive(word, found.kind);
            return (!prepositional).then_some(match case {
                Case::Accusative if object && !negated => Weight::Likely,
                Case::Nominative => Weight::Likely,
                _ => Weight::Possible,
            });
        }
        if is_noun_like(token) {
            // What could as well be an adjective is no sure noun.
            let doubtful = Adjectival::read(word, &self.features).is_some();
            return match case {
                Case::Genitive if doubtful => Some(Weight::Likely),
                Case::Genitive => Some(Weight::Certain),
                Case::Prepositional => None,
                _ => Some(at_boundary),
            };
        }
        Some(at_boundary)
    }
}

/// Verbs, nouns and participles that govern the dative.
pub(super) fn wants_dative(word: &str) -> bool {
    #[rustfmt::skip]
    const STEMS: [&str; 17] = [
        "противодейств", "содейств", "препятств", "способств", "предшеств", "соответств", "посвят", "посвящ", "подверг",
        "подверж", "противосто", "благоприятств", "сопротивл", "мешает", "мешал", "уподоб", "равносильн",
    ];
    STEMS.iter().any(|s| word.starts_with(s))
}

/// A word that no closed class, verb or adjective claims.
pub(super) fn is_noun_like(token: &Token) -> bool {
    let word = token.lower();
    token.is_word()
        && !pronouns::is_function_word(word)
        && !pronouns::is_adverb(word)
        && predicates::read(word).is_none()
        && !adjectives::is_full_form(word)
}

/// A noun that could be the subject of a predicate in this agreement.
pub(super) fn could_be_subject(tokens: &[Token], at: usize, left_neighbour: Option<&Token>, agreement: Agreement) -> bool {
    let token = &tokens[at];
    let word = token.lower();
    let pronouns: &[&str] = match agreement {
        Agreement::Masculine => &["он", "кто", "который", "никто"],
        Agreement::Feminine => &["она", "которая"],
        Agreement::Neuter => &["оно", "что", "это", "которое", "ничто"],
        Agreement::Plural => &["они", "которые"],
    };
    if pronouns.contains(&word) {
        return true;
    }
    if !is_noun_like(token) || left_neighbour.is_some_and(|t| pronouns::preposition(t.lower()).is_some()) {
        return false;
    }
    let last = word.chars().next_back().unwrap_or_default();
    match agreement {
        Agreement::Masculine => "бвгджзйклмнпрстфхцчшщь".contains(last),
        Agreement::Feminine => "аяь".contains(last),
        Agreement::Neuter => "оеё".contains(last),
        Agreement::Plural => "ыиая".contains(last),
    }
}

/// What a term is to the predicate of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Other,
    Unknown,
}

/// A predicate in the same clause to the left: its place in [`Tokens::before`] and its kind.
pub(super) fn predicate_before(tokens: &Tokens, from: usize) -> Option<(usize, predicates::Predicate)> {
    for (at, token) in tokens.before.iter().enumerate().skip(from).take(12) {
        let word = token.lower();
        if !token.is_word() && token.kind == TokenKind::Punctuation || pronouns::subordinates(word) && word != "так" {
            return None;
        }
        if let Some(found) = predicates::read(word) {
            return Some((at, found));
        }
    }
    None
}

/// Whether the term stands alone between commas: «соседка, бывшая …, открыла», but not «автор, …, получившая отказ, …».
pub(super) fn is_set_off(tokens: &Tokens) -> bool {
    let [comma, next, ..] = tokens.after.as_slice() else {
        return false;
    };
    let opens = |t: &Token| t.kind == TokenKind::Punctuation || t.lower() == "как";
    let Some(at) = tokens.before.iter().take(4).position(opens) else {
        return false;
    };
    let opened = &tokens.before[at];
    // A clause of its own is no apposition.
    let clause = tokens.before[..at].iter().any(|t| pronouns::is_relative(t.lower()) || predicates::read(t.lower()).is_some());
    if clause || is_embedded(tokens) && opened.text == "," {
        return false;
    }
    let word = next.lower();
    comma.text == ","
        && (opened.text == "," || opened.lower() == "как")
        && !pronouns::is_relative(word)
        && !pronouns::subordinates(word)
        && pronouns::preposition(word).is_none()
        && !adjectives::is_full_form(word)
}

/// Whether the term, though a nominative, is no subject: a negated predicate noun, or set off by commas.
pub(super) fn is_apart(tokens: &Tokens, left: &Left) -> bool {
    let governor = left.governor.and_then(|at| tokens.before.get(at));
    left.modifiers.is_empty() && governor.is_some_and(|t| t.lower() == "не") || is_set_off(tokens)
}

/// Whether a subordinating word opens the clause of the term.
pub(super) fn is_embedded(tokens: &Tokens) -> bool {
    tokens.before.iter().take_while(|t| t.kind != TokenKind::Punctuation).any(|t| {
        let word = t.lower();
        pronouns::subordinates(word) && !pronouns::is_adverb(word)
    })
}

/// Subject or object, where nominative and accusative look alike.
pub(super) fn role(tokens: &Tokens, left: &Left) -> Role {
    let old = Agreement::of(&left.features);
    let agrees = |p: &predicates::Predicate| match p.agreement {
        Some(a) => a == old,
        None => p.kind == Kind::Present && old != Agreement::Plural,
    };
    let from = left.governor.unwrap_or(tokens.before.len());
    if tokens.before.get(from).is_some_and(|t| pronouns::preposition(t.lower()).is_some()) {
        return Role::Other;
    }
    if is_apart(tokens, left) {
        return Role::Other;
    }
    if let Some((at, found)) = predicate_before(tokens, from) {
        if !agrees(&found) {
            return Role::Other;
        }
        if predicates::is_intransitive(tokens.before[at].lower(), found.kind) {
            return Role::Subject;
        }
        let clause: Vec<usize> =
            (at + 1..tokens.before.len()).take_while(|i| tokens.before[*i].kind != TokenKind::Punctuation).collect();
        // The third person of the present shows no gender, so any noun may be its subject.
        let singular = [Agreement::Masculine, Agreement::Feminine, Agreement::Neuter];
        let genders = if found.agreement.is_none() { &singular[..] } else { std::slice::from_ref(&old) };
        let other =
            clause.iter().any(|i| genders.iter().any(|g| could_be_subject(&tokens.before, *i, tokens.before.get(i + 1), *g)));
        return if other { Role::Other } else { Role::Unknown };
    }
    let joins = |t: Option<&Token>| t.is_some_and(|t| pronouns::joins(t.lower()));
    let coordinated = joins(tokens.before.get(from)) || joins(tokens.after.first());
    // «коммерческий секс — это труд»: a dash in the place of the copula.
    if tokens.after.first().is_some_and(|t| matches!(t.text, "—" | "–")) {
        return Role::Subject;
    }
    let embedded = is_embedded(tokens);
    let mut skip = 0;
    for (at, token) in tokens.after.iter().enumerate() {
        let word = token.lower();
        if token.ends_sentence() || matches!(token.text, ";" | ":") || embedded && token.text == "," {
            break;
        }
        if at < skip {
            continue;
        }
        if at > 0 && (pronouns::subordinates(word) || word == "как" && tokens.after[at - 1].text == ",") {
            // «притон, как говорят соседи, был закрыт»: the clause between commas has its own predicate.
            let end = tokens.after.iter().skip(at).position(|t| t.text == ",");
            let Some(end) = end else { return Role::Unknown };
            skip = at + end + 1;
            continue;
        }
        let Some(found) = predicates::read(word) else { continue };
        if found.kind == Kind::Infinitive {
            continue;
        }
        if coordinated && found.agreement == Some(Agreement::Plural) {
            return if predicates::is_intransitive(word, found.kind) { Role::Subject } else { Role::Unknown };
        }
        if !agrees(&found) {
            // A verb without an object leaves the term no other place than beside its subject.
            return if predicates::is_intransitive(word, found.kind) { Role::Unknown } else { Role::Other };
        }
        let active = !predicates::is_intransitive(word, found.kind);
        let attribute = |t: &Token| {
            let nominative = Features { case: Some(Case::Nominative), ..left.features };
            Adjectival::read(t.lower(), &nominative).is_some_and(|a| a.likeness == Likeness::Sure)
        };
        let noun_after = active
            && tokens
                .after
                .get(at + 1)
                .is_some_and(|t| could_be_subject(&tokens.after, at + 1, tokens.after.get(at), old) || attribute(t));
        let noun_between = active
            && (0..at).any(|i| could_be_subject(&tokens.after, i, i.checked_sub(1).and_then(|j| tokens.after.get(j)), old));
        return if noun_after || noun_between { Role::Unknown } else { Role::Subject };
    }
    Role::Subject
}

/// The genders a found plural hides: used where a pair of words for people needs one.
pub(super) fn gender_for_pair(features: &Features) -> Gender {
    features.gender.filter(|g| *g == Gender::Feminine).unwrap_or(Gender::Masculine)
}
