//! Agreement to the right of the noun phrase and in front of it: modifiers, relatives, appositions, predicates, pronouns.

use super::adjectives::{Pair, VERB_TOO, readings};
use super::change::Change;
use super::edge::determiner_features;
use super::inflection::noun_gender;
use super::realise::Target;
use super::sequence::{
    is_adverb, is_avoir, is_bare_noun, is_copula, is_plain_preposition, is_preposition, is_pronoun_subject, is_quantity,
    opens_clause,
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
        return if quantity {
            Role::Subject
        } else {
            Role::Governed(preposition)
        };
    }
    if !row.is_word(left) || opens_clause(word) {
        Role::Subject
    } else {
        Role::Object
    }
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
fn head_competes(change: &Change, preposition: usize) -> bool {
    let row = change.row;
    let Some(noun) = preposition.checked_sub(1).filter(|n| row.is_word(*n)) else {
        return false;
    };
    let word = row.word(noun);
    let singular = word.trim_end_matches('s');
    let determiner = (0..noun).rev().take(3).find_map(|i| determiner_features(row.word(i)));
    let (gender, number) = match determiner {
        Some((gender, number)) => (gender, number),
        None => (
            None,
            if word.ends_with('s') {
                Number::Plural
            } else {
                Number::Singular
            },
        ),
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
        let Some(pair) = change.agreeing(next) else { break };
        // « clandestine, précaire et dangereuse »: a comma counts only where the list goes on to « et ».
        if comma && !matches!(row.word(next + 1), "et" | "ou") {
            break;
        }
        if VERB_TOO.contains(&row.word(next)) {
            let follows = row.word(next + 1);
            let verb = determiner_features(follows).is_some()
                || is_preposition(follows)
                || matches!(follows, "que" | "qu'" | "pas" | "plus");
            if verb {
                change.doubt(DoubtKind::PartOfSpeech, next);
                return next;
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

/// Prepositional complements after the noun (de rue, en ligne, dans les villes) and adjectives behind them. Returns the
/// index after them.
pub fn complements(change: &mut Change, from: usize) -> usize {
    const OF_THE_TRADE: [&str; 9] = [
        "rue",
        "luxe",
        "ligne",
        "domicile",
        "appartement",
        "salon",
        "nuit",
        "rivière",
        "sexe",
    ];
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
        && (after + 2..after + 12)
            .take_while(|k| !row.stops(*k))
            .any(|k| matches!(row.word(k), "et" | "ou") && noun_at(k + 1))
    {
        return Some(after);
    }
    let left = start.checked_sub(1)?;
    matches!(row.word(left), "et" | "ou" | "ni").then_some(left)
}

/// « qui », « que » right after the phrase, possibly behind a comma: its index.
pub fn relative(change: &Change, after: usize) -> Option<usize> {
    let row = change.row;
    let at = if row.word(after) == "," { after + 1 } else { after };
    matches!(row.word(at), "qui" | "que" | "qu'" | "dont" | "où").then_some(at)
}

/// « que nous avons rencontrées »: the participle agrees with the object before it.
fn object_before(change: &mut Change, from: usize, doubtful: bool) {
    let row = change.row;
    for k in from + 1..from + 8 {
        if row.stops(k) || matches!(row.word(k), "," | "qui" | "que") {
            return;
        }
        if is_avoir(row.word(k)) {
            let mut p = k + 1;
            while is_adverb(row.word(p)) {
                p += 1;
            }
            if let Some(pair) = change.agreeing(p)
                && (pair.masculine.ends_with(['é', 'i', 'u', 's', 't']))
                && pair.masculine != "été"
            {
                change.turn(p, &pair);
                if doubtful {
                    change.doubt(DoubtKind::Attachment, p);
                }
            }
            return;
        }
    }
}

/// Everything behind the phrase that may agree with it.
pub fn predicates(change: &mut Change, role: Role, after: usize, coordinated: Option<usize>) {
    let row = change.row;
    let governed = matches!(role, Role::Governed(_));
    let competes = if let Role::Governed(preposition) = role {
        head_competes(change, preposition)
    } else {
        false
    };
    let mut subject = role == Role::Subject;
    let mut relative_at = None;
    if let Some(at) = relative(change, after) {
        relative_at = Some(at);
        if matches!(row.word(at), "que" | "qu'") {
            object_before(change, at, governed && competes);
        }
    } else {
        apposition(change, after, governed && competes);
    }
    let mut at = after;
    while !row.stops(at) {
        let word = row.word(at);
        if at > after && matches!(word, "car" | "alors" | "tandis" | "parce") {
            subject = false;
        }
        if role != Role::Subject && matches!(word, "," | "et" | "mais") && relative_at.is_some_and(|r| at > r) {
            relative_at = None;
        }
        if word == "comme" && role == Role::Object && at < after + 6 {
            slot(change, at + 1, false, None);
        }
        if is_copula(word) {
            let in_relative = relative_at.filter(|r| row.word(*r) == "qui" && *r < at && first_copula(change, *r, at));
            match other_subject(change, after, at, relative_at, coordinated) {
                _ if in_relative.is_some() => slot(change, at + 1, governed && competes, None),
                None if subject => slot(change, at + 1, false, coordinated),
                None => unlicensed(change, at + 1, role),
                Some(other) => competing(change, at + 1, other, subject),
            }
        }
        at += 1;
    }
    pronouns(change, after);
    if subject || role == Role::Subject {
        leftovers(change, after);
    }
}

/// Words further on that agree with the old noun, stand in no noun phrase of their own and were not rewritten.
fn leftovers(change: &mut Change, after: usize) {
    let row = change.row;
    let mut at = after;
    let mut in_phrase = false;
    while !row.stops(at) {
        let word = row.word(at);
        let touched = change
            .edits
            .iter()
            .any(|e| row.items[at].range.start >= e.range.start && row.items[at].range.end <= e.range.end);
        let gendered = readings(row.items[at].text)
            .into_iter()
            .any(|r| r.pair.masculine != r.pair.feminine && Some(r.gender) == change.gender);
        if determiner_features(word).is_some() || is_preposition(word) || matches!(word, "sans" | "en" | "entre") {
            in_phrase = true;
        } else if is_copula(word)
            || is_avoir(word)
            || word == ","
            || opens_clause(word)
            || word == "qui"
            || is_pronoun_subject(word)
        {
            in_phrase = in_phrase && matches!(word, "et" | "ou" | "ni");
        } else if word.ends_with("ent") && !gendered && readings(word).is_empty() {
            // A finite verb in the plural ends the phrase before it.
            in_phrase = false;
        }
        if gendered
            && !in_phrase
            && !touched
            && !VERB_TOO.contains(&word)
            && change.agreeing(at).is_some()
            && !is_avoir(row.left(at))
        {
            let licensed = (after..at).any(|k| {
                is_pronoun_subject(row.word(k))
                    || determiner_features(row.word(k))
                        .is_some_and(|(g, n)| n == change.number && g.is_none_or(|g| Some(g) == change.gender))
            });
            if !licensed {
                change.doubt(DoubtKind::LeftoverGender, at);
            }
        }
        at += 1;
    }
}

/// Whether `at` is the first copula group behind the relative pronoun.
fn first_copula(change: &Change, relative: usize, at: usize) -> bool {
    (relative + 1..at)
        .all(|k| change.row.word(k) != "," && (!is_copula(change.row.word(k)) || k + 1 == at || is_avoir(change.row.word(k))))
}

/// A subject of its own between the phrase and a copula: its index.
fn other_subject(
    change: &Change,
    after: usize,
    copula: usize,
    relative: Option<usize>,
    coordinated: Option<usize>,
) -> Option<usize> {
    let row = change.row;
    for k in (after..copula).rev() {
        let word = row.word(k);
        // « où elle travaillait a été fermée »: the relative has had its verb, the copula is the main clause's.
        let behind_relative = relative.is_some_and(|r| row.word(r) != "qui" && (r + 1..=r + 2).contains(&k));
        let light =
            |w: &str| is_avoir(w) || is_adverb(w) || matches!(w, "été" | "n'" | "ne" | "y" | "se" | "s'" | "lui" | "en" | "leur");
        let determined = usize::from(determiner_features(word).is_some());
        if behind_relative && (k + 1 + determined..copula).any(|i| !light(row.word(i))) {
            return None;
        }
        if Some(k) == relative && word == "qui" {
            return None;
        }
        // « ce », « elle » right of the copula's own clause.
        if is_pronoun_subject(word) || matches!(word, "qui" | "laquelle" | "lequel" | "lesquelles" | "lesquels") {
            return Some(k);
        }
        // The other half of a pair is no subject of its own.
        if coordinated.is_some_and(|c| c + 1 == k) {
            continue;
        }
        if determiner_features(word).is_some()
            && row.is_word(k + 1)
            && !is_preposition(row.left(k))
            && !matches!(word, "des" | "du" | "au" | "aux")
            && !is_pronoun_object(change, k)
            && !in_object_place(change, after, k)
        {
            return Some(k);
        }
    }
    None
}

/// « la définit », « les protège »: a pronoun that looks like an article.
fn is_pronoun_object(change: &Change, index: usize) -> bool {
    let row = change.row;
    matches!(row.word(index), "la" | "le" | "les" | "l'")
        && (matches!(
            row.left(index),
            "ne" | "n'" | "je" | "tu" | "il" | "elle" | "on" | "nous" | "vous" | "ils" | "elles" | "qui" | "pour" | "me" | "se"
        ) || is_copula(row.word(index + 1))
            || is_avoir(row.word(index + 1)))
}

/// A noun phrase that stands behind a finite verb of the hit's clause is an object, no subject: no clause was opened since.
fn in_object_place(change: &Change, after: usize, index: usize) -> bool {
    let row = change.row;
    let opened = (after..index).any(|k| {
        row.word(k) == ","
            || matches!(
                row.word(k),
                "que" | "qu'" | "où" | "dont" | "si" | "quand" | "lorsque" | "lorsqu'" | "et" | "mais"
            )
    });
    !opened && index > after
}

/// Adjectives in a predicate. `coordinated`: the subject is a pair.
fn slot(change: &mut Change, from: usize, doubtful: bool, coordinated: Option<usize>) {
    let row = change.row;
    let mut at = from;
    let mut turned = false;
    for _ in 0..12 {
        let word = row.word(at);
        if row.stops(at) {
            return;
        }
        if word == "," && !turned {
            // « semble, dans les villes frontalières, mieux acceptée »
            match (at + 1..at + 10).find(|k| row.word(*k) == ",") {
                Some(close) => at = close + 1,
                None => return,
            }
            continue;
        }
        if is_adverb(word)
            || matches!(
                word,
                "ni" | "et" | "ou" | "mais" | "comme" | "à" | "en" | "tout" | "de" | "d'" | "du" | ","
            )
        {
            if let Some(skip) = set_phrase(change, at) {
                at = skip;
            } else if is_adverb(word) || matches!(word, "ni" | "comme") || turned && matches!(word, "et" | "ou" | "mais" | ",") {
                at += 1;
            } else {
                break;
            }
            continue;
        }
        if matches!(word, "la" | "le" | "les") && matches!(row.word(at + 1), "plus" | "moins" | "mieux") {
            let pair = Pair {
                masculine: "le".into(),
                feminine: "la".into(),
            };
            if change.number == Number::Singular && coordinated.is_none() && !change.target.is(Gender::Common) {
                change.turn(at, &pair);
            }
            at += 1;
            continue;
        }
        // « sont les premières concernées », « est la seule visée »
        if matches!(word, "la" | "le" | "les")
            && coordinated.is_none()
            && let (Some(first), Some(_)) = (change.agreeing(at + 1), change.agreeing(at + 2))
            && ["premier", "seul", "dernier", "principal"].contains(&first.masculine.as_str())
        {
            if change.number == Number::Singular {
                change.turn(
                    at,
                    &Pair {
                        masculine: "le".into(),
                        feminine: "la".into(),
                    },
                );
            }
            at += 1;
            continue;
        }
        if word == "depuis" && change.agreeing(at + 1).is_some() {
            at += 1;
            continue;
        }
        if is_copula(word) {
            return;
        }
        if let Some(pair) = pair_in_slot(change, at, coordinated, doubtful) {
            turned |= pair;
            at += 1;
            continue;
        }
        // « Les prostituées et les militants ont été reçus »: whether the predicate now wants marks is a matter of style.
        if let Some(conjunction) = coordinated
            && matches!(change.target, Target::Inclusive(_))
            && readings(row.items[at].text).iter().any(|r| r.gender == Gender::Masculine)
        {
            change.doubt(DoubtKind::Coordination, conjunction);
        }
        if !turned && !is_preposition(word) && looks_agreeing(change, at) {
            change.doubt(DoubtKind::UnknownWord, at);
        }
        break;
    }
    if turned {
        further(change, at, doubtful, coordinated);
    }
}

/// « … évacuées du parc, puis verbalisées »: participles joined to the predicate behind its complements.
fn further(change: &mut Change, from: usize, doubtful: bool, coordinated: Option<usize>) {
    let row = change.row;
    let mut competitor = false;
    for at in from..from + 10 {
        let word = row.word(at);
        if row.stops(at)
            || is_copula(word)
            || is_avoir(word)
            || is_pronoun_subject(word)
            || matches!(word, "qui" | "que" | "qu'" | "dont" | "où")
        {
            return;
        }
        let joint = matches!(word, "et" | "ou" | "ni" | "puis" | "mais" | ",");
        if !joint {
            let plural = word.ends_with('s') && row.is_word(at) && determiner_features(word).is_none() && !is_preposition(word);
            competitor |= match change.number {
                Number::Plural => plural,
                Number::Singular => determiner_features(word)
                    .is_some_and(|(g, n)| n == Number::Singular && g.is_none_or(|g| Some(g) == change.gender)),
            };
            continue;
        }
        let mut next = at + 1;
        while is_adverb(row.word(next)) || matches!(row.word(next), "puis" | "et" | "mais") {
            next += 1;
        }
        let participle = |p: &Pair| p.masculine != p.feminine && p.masculine.ends_with(['é', 'i', 'u', 's', 't']);
        // After an adjective of the complement, another is the complement's as well.
        if change.agreeing(at - 1).is_some() && at > from {
            competitor = true;
        }
        if change.agreeing(next).is_some_and(|p| participle(&p)) {
            if competitor {
                change.doubt(DoubtKind::Attachment, next);
            }
            if pair_in_slot(change, next, coordinated, doubtful).is_some() {
                further(change, next + 1, doubtful, coordinated);
            }
            return;
        }
    }
}

/// Rewrites the word at `at` if it agrees. `None`: it does not.
fn pair_in_slot(change: &mut Change, at: usize, coordinated: Option<usize>, doubtful: bool) -> Option<bool> {
    let plural = coordinated.is_some() && change.number == Number::Singular;
    if plural {
        let pair = change.agreeing_in(at, Number::Plural)?;
        if pair.masculine != pair.feminine {
            change.doubt(DoubtKind::Coordination, coordinated.unwrap_or(at));
            if change.gender == Some(Gender::Feminine) {
                change.turn_to(at, &pair, Target::Masculine, Number::Plural);
            }
        }
        return Some(true);
    }
    let pair = change.agreeing(at)?;
    if pair.masculine == pair.feminine {
        if change.number != change.new_number {
            change.turn(at, &pair);
        }
        return Some(true);
    }
    match coordinated {
        Some(conjunction) => {
            change.doubt(DoubtKind::Coordination, conjunction);
            if change.target == Target::Masculine {
                change.turn(at, &pair);
            }
        }
        None => {
            if doubtful {
                change.doubt(DoubtKind::Attachment, at);
            }
            change.turn(at, &pair);
        }
    }
    Some(true)
}

/// de plus en plus, à la fois, du tout, à nouveau …: the index behind it.
fn set_phrase(change: &Change, at: usize) -> Option<usize> {
    const SET: [&[&str]; 18] = [
        &["pour", "la", "plupart"],
        &["en", "majorité"],
        &["en", "grande", "partie"],
        &["pour", "beaucoup"],
        &["de", "plus", "en", "plus"],
        &["de", "moins", "en", "moins"],
        &["de", "nouveau"],
        &["à", "nouveau"],
        &["à", "la", "fois"],
        &["à", "tort"],
        &["du", "tout"],
        &["en", "partie"],
        &["en", "effet"],
        &["en", "général"],
        &["en", "outre"],
        &["tout", "à", "fait"],
        &["tout", "simplement"],
        &["d'", "ores", "et", "déjà"],
    ];
    SET.iter()
        .find(|set| set.iter().enumerate().all(|(i, w)| change.row.word(at + i) == *w))
        .map(|set| at + set.len())
}

/// Whether an unknown word in an agreeing place has the look of the old gender.
fn looks_agreeing(change: &Change, at: usize) -> bool {
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
        && determiner_features(word).is_none()
        && !is_bare_noun(word)
        && !is_pronoun_subject(word)
        && !matches!(
            word,
            "que" | "ne" | "se" | "me" | "te" | "contre" | "entre" | "parce" | "lorsque" | "une"
        )
}

/// The phrase is no subject: a predicate that agrees with it and with nothing else is worth a look.
fn unlicensed(change: &mut Change, at: usize, role: Role) {
    let row = change.row;
    if change.number == Number::Plural {
        return;
    }
    let mut k = at;
    while is_adverb(row.word(k)) {
        k += 1;
    }
    let Some(pair) = change.agreeing(k).filter(|p| p.masculine != p.feminine) else {
        return;
    };
    let start = row.sentence_start();
    let licensed = (start..change.start).any(|i| {
        determiner_features(row.word(i)).is_some_and(|(gender, number)| {
            number == change.number && gender.is_none_or(|g| Some(g) == change.gender) && !is_pronoun_object(change, i)
        }) || matches!(
            (row.word(i), change.gender),
            ("qui" | "je" | "j'", _) | ("elle", Some(Gender::Feminine)) | ("il", Some(Gender::Masculine))
        )
    });
    if !licensed && !matches!(role, Role::Subject) {
        change.turn(k, &pair);
        change.doubt(DoubtKind::LeftoverGender, k);
    }
}

/// Another subject stands before the copula. If its gender cannot be the adjective's, a person looks.
fn competing(change: &mut Change, at: usize, other: usize, subject: bool) {
    let row = change.row;
    let mut k = at;
    while is_adverb(row.word(k)) {
        k += 1;
    }
    let Some(pair) = change.agreeing(k).filter(|p| p.masculine != p.feminine) else {
        return;
    };
    if !subject {
        return;
    }
    // « la prostitution, c’est-à-dire la vente …, est légale »: the other noun stands between commas.
    let aside = (change.row.hit..other).any(|i| row.word(i) == ",") && (other..at).any(|i| row.word(i) == ",");
    let gender_differs = determiner_features(row.word(other))
        .is_some_and(|(gender, number)| number == change.number && gender.zip(change.gender).is_some_and(|(a, b)| a != b));
    if aside || gender_differs {
        change.turn(k, &pair);
        change.doubt(DoubtKind::LeftoverGender, k);
    }
}

/// « , autrefois limitée à … , » and « (interdite) » behind the phrase.
fn apposition(change: &mut Change, after: usize, competes: bool) {
    let row = change.row;
    if !matches!(row.word(after), "," | "(" | "–" | "—") {
        return;
    }
    let mut at = after + 1;
    while is_adverb(row.word(at))
        || row.word(at) == "étant"
        || row.word(at) == "bien"
        || row.word(at) == "que" && row.left(at) == "bien"
    {
        at += 1;
    }
    if let Some(behind) = set_phrase(change, at) {
        at = behind;
    }
    let mut first = true;
    while let Some(pair) = change.agreeing(at) {
        if pair.masculine != pair.feminine && competes {
            // « la dépénalisation de la prostitution, adoptée en mai »: more likely the governing noun's.
            change.doubt(DoubtKind::Attachment, at);
        } else if pair.masculine != pair.feminine {
            change.turn(at, &pair);
            change.doubt(DoubtKind::Apposition, at);
        }
        at += 1;
        if matches!(row.word(at), "et" | "ou" | "ni") || !first && row.word(at) == "," {
            at += 1;
        }
        while is_adverb(row.word(at)) {
            at += 1;
        }
        first = false;
    }
}

/// « Longtemps tolérée, la prostitution … » and « Est interdite la prostitution … » in front of the phrase.
pub fn in_front(change: &mut Change) {
    let row = change.row;
    let Some(left) = change.start.checked_sub(1) else { return };
    if row.word(left) == "," {
        let start = (0..left)
            .rev()
            .take(12)
            .find(|k| row.stops(*k) || row.word(*k) == ",")
            .map_or(0, |k| k + 1);
        // « En tant que telle, », « Qu’elle soit subie ou choisie, »
        let pronoun = match (change.gender, change.number) {
            (Some(Gender::Masculine), Number::Singular) => "il",
            (Some(Gender::Masculine), Number::Plural) => "ils",
            (_, Number::Singular) => "elle",
            (_, Number::Plural) => "elles",
        };
        for k in start..left {
            if row.word(k) == pronoun && !is_preposition(row.left(k)) && row.left(k) != "selon" {
                change.doubt(DoubtKind::Anaphora, k);
                offer_pronoun(change, k);
            } else if row.word(k).starts_with("tel")
                && let Some(pair) = change.agreeing(k)
            {
                change.turn(k, &pair);
                change.doubt(DoubtKind::Apposition, k);
            }
        }
        let mut at = start;
        while is_adverb(row.word(at))
            || matches!(
                row.word(at),
                "une" | "fois" | "quoique" | "bien" | "que" | "et" | "mais" | "souvent"
            )
        {
            at += 1;
        }
        while at < left
            && let Some(pair) = change.agreeing(at)
        {
            if pair.masculine != pair.feminine {
                change.turn(at, &pair);
                change.doubt(DoubtKind::Apposition, at);
            }
            at += 1;
            while matches!(row.word(at), "et" | "ou" | "ni") || is_adverb(row.word(at)) {
                at += 1;
            }
        }
        return;
    }
    let noun = left > 0 && determiner_features(row.left(left)).is_some();
    if is_plain_preposition(row.word(left)) || matches!(row.word(change.start), "du" | "au" | "aux") || noun {
        return;
    }
    if let Some(pair) = change.agreeing(left)
        && pair.masculine != pair.feminine
        && !VERB_TOO.contains(&row.word(left))
        && determiner_features(row.word(left)).is_none()
    {
        // « La loi votée la prostitution … » is no sentence: what agrees here is a predicate before its subject or object.
        change.turn(left, &pair);
        change.doubt(DoubtKind::InvertedPredicate, left);
    }
}

/// Pronouns that may stand for the phrase. Always a person's affair; the likely form is offered.
fn pronouns(change: &mut Change, after: usize) {
    let row = change.row;
    let plural = change.number == Number::Plural;
    // The rest of the sentence, and the first word of the next.
    let end = (after..row.items.len())
        .find(|k| row.stops(*k) && !matches!(row.word(*k), ";" | ":"))
        .unwrap_or(row.items.len());
    let next = end + 1;
    let masculine = change.gender == Some(Gender::Masculine);
    let mut offered = false;
    for k in (after..end).chain(std::iter::once(next)) {
        let word = row.word(k);
        let (personal, others): (&str, &[&str]) = match (masculine, plural) {
            (false, false) => ("elle", &["celle", "celle-ci", "celle-là", "laquelle", "elle-même"]),
            (false, true) => (
                "elles",
                &[
                    "celles",
                    "celles-ci",
                    "celles-là",
                    "lesquelles",
                    "desquelles",
                    "auxquelles",
                    "elles-mêmes",
                ],
            ),
            (true, false) => ("il", &["celui-ci", "celui-là", "lequel", "duquel", "auquel", "lui-même"]),
            (true, true) => (
                "ils",
                &["ceux-ci", "ceux-là", "lesquels", "desquels", "auxquels", "eux", "eux-mêmes"],
            ),
        };
        if word == personal {
            // « la prostitution qu’elle a exercée »: the subject of a relative is never its antecedent.
            let in_relative =
                relative(change, after).is_some_and(|r| r + 1 == k && row.word(r) != "qui" && !row.left(r).starts_with("tel"));
            if in_relative || word == "il" && impersonal(change, k) {
                continue;
            }
            change.doubt(DoubtKind::Anaphora, k);
            // Offered only while no other noun of the old gender came between.
            if offered || !between(change, after, k) {
                offered = true;
                offer_pronoun(change, k);
            }
        } else if others.contains(&word)
            || matches!(word, "certaines" | "toutes" | "certains" | "tous")
                && plural
                && word.ends_with("es") != masculine
                && (is_copula(row.word(k + 1)) || is_avoir(row.word(k + 1)))
        {
            change.doubt(DoubtKind::Anaphora, k);
        } else if masculine && !plural && word == "lui" && row.left(k) == "," {
            change.doubt(DoubtKind::Anaphora, k);
            if change.target == Target::Feminine {
                change.edit(row.items[k].range.clone(), "elle".into());
            }
        } else if matches!(word, "la" | "le" | "les")
            && matches!(row.word(k + 1), "plus" | "moins")
            && row.left(k) == ","
            && let Some(pair) = change.agreeing(k + 2).filter(|p| p.masculine != p.feminine)
        {
            change.turn(k + 2, &pair);
            change.doubt(DoubtKind::Anaphora, k + 2);
        } else if !plural && matches!(word, "la" | "le") && k < end && is_pronoun_object(change, k) {
            let old = if masculine { "le" } else { "la" };
            if word == old && !is_copula(row.word(k + 1)) {
                change.doubt(DoubtKind::Anaphora, k);
                if change.target == Target::Masculine || change.target == Target::Feminine {
                    let text = if change.target == Target::Masculine { "le" } else { "la" };
                    change.edit(row.items[k].range.clone(), text.into());
                }
            }
        }
    }
}

/// The pronoun at `k` and its predicate in the new gender.
fn offer_pronoun(change: &mut Change, k: usize) {
    let row = change.row;
    let plural = change.number == Number::Plural;
    let text = match (change.target, plural) {
        (Target::Masculine, false) => "il",
        (Target::Masculine, true) => "ils",
        (Target::Feminine, false) => "elle",
        (Target::Feminine, true) => "elles",
        (Target::Inclusive(_), false) => "elle/il",
        (Target::Inclusive(_), true) => "elles/ils",
    };
    let text = change.cased(row.items[k].text, text);
    change.edit(row.items[k].range.clone(), text);
    if let Some(copula) = (k + 1..k + 7).find(|c| is_copula(row.word(*c))) {
        let at = if is_copula(row.word(copula + 1)) {
            copula + 2
        } else {
            copula + 1
        };
        slot(change, at, false, None);
    }
}

/// « il faut », « il y a », « il est possible que »: no pronoun for anything.
fn impersonal(change: &Change, at: usize) -> bool {
    matches!(
        change.row.word(at + 1),
        "faut" | "y" | "s'" | "fallait" | "faudra" | "faudrait" | "convient" | "importe" | "existe"
    )
}

/// Whether a noun of the old gender and number stands between the phrase and `to`.
fn between(change: &Change, after: usize, to: usize) -> bool {
    (after..to).any(|k| {
        determiner_features(change.row.word(k)).is_some_and(|(gender, number)| {
            number == change.number && gender.is_none_or(|g| Some(g) == change.gender) && !is_pronoun_object(change, k)
        })
    })
}
