//! The noun phrase and what hangs on it: its role in the clause, adjectives, complements, the other half of a pair.

use super::adjectives::{Pair, VERB_TOO, readings};
use super::change::Change;
use super::edge::determiner_features;
use super::inflection::noun_gender;
use super::word_classes::{
    is_adverb, is_avoir, is_bare_noun, is_copula, is_preposition, is_pronoun_subject, is_quantity, opens_clause,
};
use crate::grammar::{DoubtKind, Gender, Number};

/// How the noun phrase stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Subject,
    /// After a preposition; its index, and the noun before it.
    Governed(usize),
    /// After a verb, most likely.
    Object,
}

pub fn role(change: &Change) -> Role {
    let row = change.row;
    let mut at = change.start;
    while at > 0 && row.left(at) == "«" {
        at -= 1;
    }
    let Some(left) = at.checked_sub(1) else { return Role::Subject };
    let word = row.word(left);
    // du, des, aux … are the phrase's own determiner.
    let own = row.word(change.start);
    // « De nombreuses prostituées … »: de is the plural article before an adjective.
    let article = matches!(word, "de" | "d'") && change.start < row.hit && change.number == Number::Plural;
    if article
        && determiner_features(own).is_none()
        && (left == 0 || row.stops(left - 1) || opens_clause(row.left(left)) || row.left(left) == ",")
    {
        return Role::Subject;
    }
    if word.starts_with("seul") && (left == 0 || row.stops(left - 1) || opens_clause(row.left(left)) || row.left(left) == ",") {
        return Role::Subject;
    }
    let governed = if matches!(own, "du" | "au" | "aux") || own == "des" && (is_quantity(word) || noun_like(change, left)) {
        Some(change.start)
    } else if is_preposition(word) {
        Some(left)
    } else {
        None
    };
    if let Some(preposition) = governed {
        let quantity = ["de", "d'", "des", "du"].contains(&row.word(preposition))
            && preposition.checked_sub(1).is_some_and(|n| is_quantity(row.word(n)));
        return if quantity { Role::Subject } else { Role::Governed(preposition) };
    }
    if !row.is_word(left) || opens_clause(word) { Role::Subject } else { Role::Object }
}

/// Whether the word before « des » can be a noun (so that « des » is de + les).
fn noun_like(change: &Change, index: usize) -> bool {
    let word = change.row.word(index);
    change.row.is_word(index)
        && !opens_clause(word)
        && !is_copula(word)
        && index > 0
        && (determiner_features(change.row.left(index)).is_some() || is_preposition(change.row.left(index)))
}

/// The noun that governs the phrase, if it could be what a following adjective agrees with.
pub fn head_competes(change: &Change, preposition: usize) -> bool {
    let row = change.row;
    let Some(noun) = preposition.checked_sub(1).filter(|n| row.is_word(*n)) else {
        return false;
    };
    let word = row.word(noun);
    let singular = word.trim_end_matches('s');
    let determiner = (0..noun).rev().take(3).find_map(|i| determiner_features(row.word(i)));
    let (gender, number) = match determiner {
        Some((gender, number)) => (gender, number),
        None => (None, if word.ends_with('s') { Number::Plural } else { Number::Singular }),
    };
    let gender = gender.or_else(|| noun_gender(singular));
    number == change.number && gender.zip(change.gender).is_none_or(|(a, b)| a == b || b == Gender::Common)
}

/// Adjectives directly after the noun. Returns the index of the first word that is none.
pub fn modifiers(change: &mut Change, role: Role) -> usize {
    let row = change.row;
    let mut at = row.hit + 1;
    loop {
        let mut next = at;
        while is_adverb(row.word(next)) || (next > at && row.word(next) == "et") {
            next += 1;
        }
        // « sommes prostituées et fières »: the phrase itself is the predicate.
        let predicate = at == row.hit + 1 && is_copula(row.left(change.start)) && row.word(at) == "et";
        if predicate && change.agreeing(at + 1).is_some() {
            change.doubt(DoubtKind::Coordination, at);
        }
        if (predicate || at > row.hit + 1) && matches!(row.word(at), "et" | "ou" | "ni" | "mais" | ",") {
            next = at + 1;
            while is_adverb(row.word(next)) {
                next += 1;
            }
        }
        let comma = row.word(at) == ",";
        // « la prostitution la plus discrète »
        if !comma
            && matches!(row.word(next), "la" | "le" | "les")
            && matches!(row.word(next + 1), "plus" | "moins" | "mieux")
            && let Some(pair) = change.agreeing(next + 2)
        {
            if let Role::Governed(preposition) = role
                && head_competes(change, preposition)
            {
                change.doubt(DoubtKind::Attachment, next + 2);
            }
            superlative_article(change, next);
            change.turn(next + 2, &pair);
            at = next + 3;
            continue;
        }
        let Some(pair) = change.agreeing(next) else { break };
        // « clandestine, précaire et dangereuse »: a comma counts only where the list goes on to « et ».
        if comma && !matches!(row.word(next + 1), "et" | "ou") {
            break;
        }
        // « un élu dit encore », « un élu inscrit sur la liste a été entendu »
        if FINITE_TOO.contains(&row.word(next)) && !finite_verb_later(change, next) {
            change.doubt(DoubtKind::PartOfSpeech, next);
            return next;
        }
        if VERB_TOO.contains(&row.word(next)) {
            let follows = row.word(next + 1);
            let verb = determiner_features(follows).is_some()
                || is_preposition(follows)
                || matches!(follows, "que" | "qu'" | "pas" | "plus");
            if verb {
                change.doubt(DoubtKind::PartOfSpeech, next);
                if !finite_verb_later(change, next) {
                    return next;
                }
            }
        }
        if let Role::Governed(preposition) = role
            && head_competes(change, preposition)
        {
            let bare = matches!(row.word(preposition), "de" | "d'") && preposition + 1 == row.hit;
            let participle = pair.masculine.ends_with(['é', 'i', 'u']) && is_preposition(row.word(next + 1));
            if bare || participle {
                change.doubt(DoubtKind::Attachment, next);
            }
            if bare {
                return next + 1;
            }
        }
        change.turn(next, &pair);
        at = next + 1;
    }
    // « la prostitution estudiantine reste … »: an adjective that no table has.
    if (is_copula(row.word(at + 1)) || is_avoir(row.word(at + 1)))
        && !is_preposition(row.word(at))
        && !opens_clause(row.word(at))
        && !is_copula(row.word(at))
        && looks_agreeing(change, at)
    {
        change.doubt(DoubtKind::UnknownWord, at);
    }
    at
}

/// Masculine participles that are the third person of the present, too.
const FINITE_TOO: [&str; 14] = [
    "dit",
    "redit",
    "interdit",
    "prédit",
    "écrit",
    "décrit",
    "prescrit",
    "fait",
    "conduit",
    "produit",
    "réduit",
    "traduit",
    "introduit",
    "construit",
];

/// « une prostituée active dans ce quartier a été agressée »: the clause has its verb later, so what looks like one here is
/// an adjective.
fn finite_verb_later(change: &Change, at: usize) -> bool {
    let row = change.row;
    (at + 1..at + 12)
        .take_while(|k| !row.stops(*k) && !opens_clause(row.word(*k)) && !matches!(row.word(*k), "," | "qui"))
        .any(|k| !is_pronoun_subject(row.left(k)) && (is_copula(row.word(k)) || is_avoir(row.word(k))))
}

/// The article of « la plus discrète » in the gender and number of the new noun.
pub fn superlative_article(change: &mut Change, at: usize) {
    if change.new_number == Number::Plural {
        change.edit_word(at, "les");
    } else if change.target.is(Gender::Masculine) || change.target.is(Gender::Feminine) {
        change.turn(at, &Pair { masculine: "le".into(), feminine: "la".into() });
    } else {
        change.doubt(DoubtKind::Determiner, at);
    }
}

/// Prepositional complements after the noun (de rue, en ligne, dans les villes) and adjectives behind them. Returns the
/// index after them.
pub fn complements(change: &mut Change, from: usize) -> usize {
    const OF_THE_TRADE: [&str; 9] = ["rue", "luxe", "ligne", "domicile", "appartement", "salon", "nuit", "rivière", "sexe"];
    let row = change.row;
    let mut at = from;
    for _ in 0..4 {
        if !is_preposition(row.word(at)) {
            break;
        }
        let mut k = at;
        let mut determined = matches!(row.word(k), "du" | "des" | "au" | "aux");
        while is_preposition(row.word(k)) {
            k += 1;
        }
        while determiner_features(row.word(k)).is_some()
            || row.items.get(k).is_some_and(|i| i.kind == crate::grammar::TokenKind::Number)
        {
            determined = true;
            k += 1;
        }
        // « un toxicomane sur trois ignore … »: the number stands alone.
        let number = row.items.get(at + 1).is_some_and(|i| i.kind == crate::grammar::TokenKind::Number)
            || matches!(row.word(at + 1), "deux" | "trois" | "quatre" | "cinq" | "dix" | "vingt" | "cent" | "mille");
        if row.word(at) == "sur" && number && k == at + 2 && !row.word(k).ends_with('s') {
            at = k;
            continue;
        }
        if !row.is_word(k) || is_copula(row.word(k)) {
            break;
        }
        let noun = k;
        at = k + 1;
        while is_adverb(row.word(at)) && change.agreeing(at + 1).is_some() {
            at += 1;
        }
        let Some(pair) = change.agreeing(at) else {
            // The complement's own adjective.
            if !readings(row.word(at)).is_empty() && !is_copula(row.word(at)) && !VERB_TOO.contains(&row.word(at)) {
                at += 1;
            }
            continue;
        };
        let own = noun_gender(row.word(noun).trim_end_matches('s'));
        let same_number = row.word(noun).ends_with('s') == (change.number == Number::Plural);
        let competes = same_number && own.zip(change.gender).is_none_or(|(a, b)| a == b);
        if competes && (determined || !OF_THE_TRADE.contains(&row.word(noun))) {
            if !determined {
                change.doubt(DoubtKind::Attachment, at);
            }
        } else {
            if competes || determined {
                change.doubt(DoubtKind::Attachment, at);
            }
            change.turn(at, &pair);
        }
        at += 1;
    }
    // « chassées du centre et repoussées vers … »: participles side by side, the first of which agrees with the phrase.
    let participle = |p: &Pair| p.masculine != p.feminine && p.masculine.ends_with(['é', 'i', 'u']);
    let before = from - 1;
    let first = before > row.hit && change.edits.iter().any(|e| e.range.contains(&row.items[before].range.start));
    if at > from
        && first
        && matches!(row.word(at), "et" | "ou" | "puis")
        && let Some(pair) = change.agreeing(at + 1).filter(participle)
    {
        change.turn(at + 1, &pair);
        return complements(change, at + 2);
    }
    at
}

/// A noun joined to the phrase by « et », « ou », « ni »: the index of the conjunction.
pub fn coordination(change: &Change, after: usize, start: usize) -> Option<usize> {
    let row = change.row;
    let noun_at = |k: usize| determiner_features(row.word(k)).is_some() && !is_copula(row.word(k));
    if matches!(row.word(after), "et" | "ou" | "ni") && (noun_at(after + 1) || row.is_word(after + 1) && change.start == row.hit)
    {
        return Some(after);
    }
    if row.word(after) == ","
        && noun_at(after + 1)
        && (after + 2..after + 12).take_while(|k| !row.stops(*k)).any(|k| matches!(row.word(k), "et" | "ou") && noun_at(k + 1))
    {
        return Some(after);
    }
    let left = start.checked_sub(1).filter(|l| matches!(row.word(*l), "et" | "ou" | "ni"))?;
    // « sont arrêtées et les prostituées sont relâchées »: a clause that has had its verb, and another one.
    let clauses =
        (0..left).rev().take(12).take_while(|k| !row.stops(*k)).any(|k| is_copula(row.word(k)) || is_avoir(row.word(k)));
    (!(clauses && noun_at(start))).then_some(left)
}

/// « qui », « que » right after the phrase, possibly behind a comma: its index.
pub fn relative(change: &Change, after: usize) -> Option<usize> {
    let row = change.row;
    let at = if row.word(after) == "," { after + 1 } else { after };
    matches!(row.word(at), "qui" | "que" | "qu'" | "dont" | "où").then_some(at)
}

/// Whether an unknown word in an agreeing place has the look of the old gender.
pub fn looks_agreeing(change: &Change, at: usize) -> bool {
    let word = change.row.word(at);
    let feminine = match change.number {
        Number::Singular => word.ends_with('e'),
        Number::Plural => word.ends_with("es"),
    };
    let masculine = word.ends_with(['i', 'u']) || word.ends_with("is") || word.ends_with("us");
    let fits = match change.gender {
        Some(Gender::Masculine) => masculine,
        Some(Gender::Feminine) => feminine,
        _ => masculine || feminine,
    };
    fits && change.row.is_word(at)
        && readings(change.row.items[at].text).is_empty()
        && !word.contains('-')
        && determiner_features(word).is_none()
        && !is_bare_noun(word)
        && !is_pronoun_subject(word)
        && !matches!(word, "que" | "ne" | "se" | "me" | "te" | "contre" | "entre" | "parce" | "lorsque" | "une")
}
