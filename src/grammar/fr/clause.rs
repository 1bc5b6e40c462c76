//! Predicates behind the noun phrase: whose they are, and putting them into agreement.

use super::adjectives::{Pair, readings};
use super::around::{apposition, inverted_pronoun, is_pronoun_object, leftovers, nouns_of_women, pronouns, set_phrase};
use super::change::Change;
use super::edge::determiner_features;
use super::phrase::{Role, head_competes, looks_agreeing, relative};
use super::realise::Target;
use super::word_classes::{is_adverb, is_avoir, is_copula, is_preposition, is_pronoun_subject, is_reflexive_copula};
use crate::grammar::{DoubtKind, Gender, Number};

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
    let competes = if let Role::Governed(preposition) = role { head_competes(change, preposition) } else { false };
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
    let relates_with_qui = relative_at.is_some_and(|r| row.word(r) == "qui");
    let mut at = after;
    while !row.stops(at) {
        let word = row.word(at);
        if at > after && matches!(word, "car" | "alors" | "tandis" | "parce") {
            subject = false;
        }
        // « qui ont été arrêtées et qui n’ont pas été entendues »
        if word == "qui" && relates_with_qui && matches!(row.left(at), "et" | "ou" | "mais") {
            relative_at = Some(at);
        }
        if role != Role::Subject && matches!(word, "," | "et" | "mais") && relative_at.is_some_and(|r| at > r) {
            relative_at = None;
        }
        if word == "comme" && role == Role::Object && at < after + 6 {
            slot(change, at + 1, false, None);
        }
        if subject && word.contains('-') && inverted_pronoun(change, at) {
            if word.split('-').next().is_some_and(is_copula) {
                slot(change, at + 1, false, coordinated);
            }
        } else if is_copula(word) || is_reflexive_copula(word) && matches!(row.left(at), "se" | "s'") {
            let in_relative = relative_at.filter(|r| row.word(*r) == "qui" && *r < at && first_copula(change, *r, at));
            match other_subject(change, after, at, relative_at, coordinated) {
                _ if in_relative.is_some() => slot(change, at + 1, governed && competes, None),
                None if subject => {
                    slot(change, at + 1, false, coordinated);
                    nouns_of_women(change, at);
                }
                None => unlicensed(change, at + 1, role),
                Some(other) => competing(change, at + 1, other, subject),
            }
        }
        at += 1;
    }
    pronouns(change, after, role == Role::Subject);
    if subject || role == Role::Subject {
        leftovers(change, after);
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

/// A noun phrase that stands behind a finite verb of the hit's clause is an object, no subject: no clause was opened since.
fn in_object_place(change: &Change, after: usize, index: usize) -> bool {
    let row = change.row;
    let opened = (after..index).any(|k| {
        row.word(k) == ","
            || matches!(row.word(k), "que" | "qu'" | "où" | "dont" | "si" | "quand" | "lorsque" | "lorsqu'" | "et" | "mais")
    });
    !opened && index > after
}

/// Adjectives in a predicate. `coordinated`: the subject is a pair.
pub fn slot(change: &mut Change, from: usize, doubtful: bool, coordinated: Option<usize>) {
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
            || matches!(word, "ni" | "et" | "ou" | "mais" | "comme" | "à" | "en" | "tout" | "de" | "d'" | "du" | ",")
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
            let pair = Pair { masculine: "le".into(), feminine: "la".into() };
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
                change.turn(at, &Pair { masculine: "le".into(), feminine: "la".into() });
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
pub fn further(change: &mut Change, from: usize, doubtful: bool, coordinated: Option<usize>) {
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
