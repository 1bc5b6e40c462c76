//! What stands before a term and agrees with it: adjectives, numerals, a predicate before its subject.

use super::super::{Animacy, Case, DoubtKind, Features, Gender, Grammar, Number, Request, Token, TokenKind, Tokens};
use super::adjectives::{self, Adjectival, Likeness};
use super::agreement::Draft;
use super::context::{self, Left, Role};
use super::predicates::{self, Agreement, Kind};
use super::{Russian, pronouns, right};

/// The adjectives and pronouns directly before the term.
pub(super) fn modifiers(draft: &mut Draft, left: &Left, old: &Features, new: &Features) {
    for token in &left.modifiers {
        let Some(adjectival) = Adjectival::read(token.lower(), old) else {
            continue;
        };
        let Some(form) = adjectival.form(new) else { continue };
        if adjectives::same(&form, token.lower()) {
            continue;
        }
        draft.replace(token, &form);
        if adjectival.likeness == Likeness::Doubtful || adjectival.stress_unknown(new) {
            draft.doubt(DoubtKind::UnknownWord, &token.range);
        }
    }
}

/// «работников и работниц …»: the other half of the pair shares the rest of the term.
pub(super) fn twin(draft: &mut Draft, request: &Request, tokens: &Tokens, left: &Left) {
    let Some(at) = left.governor.filter(|g| pronouns::joins(tokens.before[*g].lower())) else {
        return;
    };
    let (Some(other), Some(head)) = (tokens.before.get(at + 1), request.find.head()) else {
        return;
    };
    let word = other.lower();
    let same =
        head.feminine.is_some() && Russian.paradigm(head).is_ok_and(|all| all.iter().any(|(t, _)| adjectives::same(t, word)));
    if same {
        draft.doubt(DoubtKind::Coordination, &other.range);
    }
}

/// «задержанная в пятницу …»: a participle that agrees over its own complement.
pub(super) fn participles(draft: &mut Draft, tokens: &Tokens, left: &Left, old: &Features, new: &Features) {
    let from = left.governor.unwrap_or(tokens.before.len());
    for at in from + 1..tokens.before.len().min(from + 6) {
        let token = &tokens.before[at];
        if token.kind == TokenKind::Punctuation {
            return;
        }
        if pronouns::preposition(tokens.before[at - 1].lower()).is_none() {
            continue;
        }
        let Some(adjectival) = Adjectival::read(token.lower(), old).filter(|a| a.likeness == Likeness::Sure) else {
            continue;
        };
        if let Some(form) = adjectival.form(new).filter(|f| !adjectives::same(f, token.lower())) {
            draft.replace(token, &form);
            draft.doubt(DoubtKind::LeftoverGender, &token.range);
        }
    }
}

/// два ↔ две, оба ↔ обе; двое, трое stand with men only.
pub(super) fn numeral(draft: &mut Draft, token: &Token, old: &Features, new: &Features, paucal: bool) {
    let word = token.lower();
    let (was, is) = (old.gender == Some(Gender::Feminine), new.gender == Some(Gender::Feminine));
    if was != is {
        if let Some(other) = pronouns::numeral_for(word, is) {
            draft.replace(token, other);
        }
        if is && pronouns::is_collective(word) {
            draft.doubt(DoubtKind::Number, &token.range);
        }
    }
    if pronouns::is_collective(word) && new.animacy == Some(Animacy::Inanimate) {
        draft.doubt(DoubtKind::Number, &token.range);
    }
    // «двух сутенёров» is an accusative of living beings; things would be «две стороны».
    if !paucal
        && old.case == Some(Case::Accusative)
        && old.animacy != new.animacy
        && matches!(word, "двух" | "трёх" | "четырёх" | "трех" | "четырех")
    {
        draft.doubt(DoubtKind::Number, &token.range);
    }
}

/// «одна из …», «каждый из …»: the pronoun has the gender of the noun it picks from.
pub(super) fn one_of(draft: &mut Draft, tokens: &Tokens, left: &Left, old: &Features, new: &Features) {
    let Some(at) = left.governor.filter(|g| tokens.before[*g].lower() == "из") else {
        return;
    };
    if old.gender == new.gender || old.number != Some(Number::Plural) {
        return;
    }
    let Some(token) = tokens.before.get(at + 1) else { return };
    let word = token.lower();
    const PICKS: [&str; 11] = ["один", "одн", "кажд", "люб", "перв", "втор", "последн", "сам", "друг", "ни", "котор"];
    if !PICKS.iter().any(|p| word.starts_with(p)) {
        return;
    }
    for case in [Case::Nominative, Case::Accusative, Case::Genitive, Case::Dative, Case::Instrumental, Case::Prepositional] {
        let picked = |f: &Features| Features {
            number: Some(Number::Singular),
            case: Some(case),
            animacy: f.animacy,
            gender: f.gender,
            ..Features::default()
        };
        if let Some(form) = Adjectival::read(word, &picked(old)).and_then(|a| a.form(&picked(new))) {
            draft.replace(token, &form);
            draft.doubt(DoubtKind::LeftoverGender, &token.range);
            let first = tokens.before.get(at + 2).is_none_or(|t| t.kind == TokenKind::Punctuation);
            if case == Case::Nominative && first {
                right::agree(draft, tokens, &picked(old), &picked(new), Role::Subject, false);
            }
            return;
        }
    }
}

/// «женщины-X», «X-нелегалы»: two nouns joined by a hyphen are one word, and the replacement may not join.
pub(super) fn hyphenated(draft: &mut Draft, request: &Request) {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let before = &request.text[..request.hit.start];
    let prefixed = || {
        let word = before.trim_end_matches(hyphen);
        // As many letters as the longest prefix has; the paragraph may be long.
        let end: String = word.chars().rev().take(6).flat_map(char::to_lowercase).collect();
        ["экс", "анти", "псевдо", "лже", "нарко"].iter().any(|p| p.chars().rev().eq(end.chars().take(p.chars().count())))
    };
    if before.ends_with(hyphen) && !prefixed() || request.text[request.hit.end..].starts_with(hyphen) {
        draft.doubt(DoubtKind::Apposition, &request.hit);
    }
}

/// A predicate before its subject; whether there is one.
pub(super) fn inverted(draft: &mut Draft, tokens: &Tokens, left: &Left, old: &Features, new: &Features, role: Role) -> bool {
    let (was, is) = (Agreement::of(old), Agreement::of(new));
    let Some((mut at, _)) = left.governor.and_then(|from| context::predicate_before(tokens, from)) else {
        return false;
    };
    if was == is {
        return true;
    }
    // Both words of «был закрыт притон».
    for _ in 0..2 {
        let Some(token) = tokens.before.get(at) else { break };
        let word = token.lower();
        let Some(found) = predicates::read(word) else { break };
        if role == Role::Unknown {
            draft.doubt(DoubtKind::InvertedPredicate, &token.range);
            break;
        }
        if found.agreement == Some(was) && matches!(found.kind, Kind::Past | Kind::Short) {
            if let Some(form) = predicates::convert(word, found.kind, is, right::writes_yo(tokens)) {
                draft.replace(token, &form);
            }
            draft.doubt(DoubtKind::InvertedPredicate, &token.range);
        } else if found.kind == Kind::Present && old.number != new.number {
            draft.doubt(DoubtKind::Number, &token.range);
        }
        at += 1;
    }
    true
}

/// A word beside a subject that no table knows may be a short adjective («насколько уязвим …», «… уязвим»).
pub(super) fn unknown_predicate(draft: &mut Draft, tokens: &Tokens, left: &Left, old: &Features) {
    let shape = Agreement::of(old);
    if let Some(at) = left.governor
        && context::could_be_subject(&tokens.before, at, tokens.before.get(at + 1), shape)
    {
        draft.doubt(DoubtKind::UnknownWord, &tokens.before[at].range);
    }
    let sentence: Vec<&Token> = tokens.after.iter().take_while(|t| !t.ends_sentence()).collect();
    let verbless = sentence.iter().all(|t| predicates::read(t.lower()).is_none());
    let first = sentence.iter().position(|t| !pronouns::is_adverb(t.lower()));
    if let Some(at) = first.filter(|_| verbless)
        && context::could_be_subject(&tokens.after, at, None, shape)
    {
        draft.doubt(DoubtKind::UnknownWord, &tokens.after[at].range);
    }
}
