//! Words that agree or refer across a comma or further: appositions, predicates in front, pronouns, left-over words.

use super::adjectives::{VERB_TOO, readings};
use super::change::Change;
use super::clause::slot;
use super::edge::determiner_features;
use super::phrase::relative;
use super::realise::Target;
use super::word_classes::{
    is_adverb, is_avoir, is_copula, is_plain_preposition, is_preposition, is_pronoun_subject, opens_clause,
};
use crate::grammar::{DoubtKind, Gender, Number};

/// Words further on that agree with the old noun, stand in no noun phrase of their own and were not rewritten.
pub fn leftovers(change: &mut Change, after: usize) {
    let row = change.row;
    let mut at = after;
    let mut in_phrase = false;
    while !row.stops(at) {
        let word = row.word(at);
        let touched =
            change.edits.iter().any(|e| row.items[at].range.start >= e.range.start && row.items[at].range.end <= e.range.end);
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

/// « ne sont ni des délinquantes ni … », « sont mères de famille »: a noun for women that is said of the people, and stays.
pub fn nouns_of_women(change: &mut Change, copula: usize) {
    const ENDINGS: [&str; 14] = [
        "euse", "euses", "trice", "trices", "ienne", "iennes", "ante", "antes", "ière", "ières", "ouse", "ouses", "mère", "mères",
    ];
    if change.gender != Some(Gender::Feminine) || change.target == Target::Feminine {
        return;
    }
    let row = change.row;
    let light = |word: &str| {
        is_adverb(word)
            || is_copula(word)
            || determiner_features(word).is_some()
            || matches!(word, "," | "et" | "ou" | "ni" | "de" | "d'" | "pas" | "comme")
    };
    for at in (copula + 1..copula + 10).take_while(|k| !row.stops(*k)) {
        let word = row.word(at);
        let edited = change.edits.iter().any(|e| e.range.contains(&row.items[at].range.start));
        if edited || light(word) {
            continue;
        }
        if ENDINGS.iter().any(|e| word.ends_with(e)) {
            change.doubt(DoubtKind::LeftoverGender, at);
        }
        return;
    }
}

/// « la définit », « les protège »: a pronoun that looks like an article.
pub fn is_pronoun_object(change: &Change, index: usize) -> bool {
    let row = change.row;
    matches!(row.word(index), "la" | "le" | "les" | "l'")
        && (matches!(
            row.left(index),
            "ne" | "n'" | "je" | "tu" | "il" | "elle" | "on" | "nous" | "vous" | "ils" | "elles" | "qui" | "pour" | "me" | "se"
        ) || is_copula(row.word(index + 1))
            || is_avoir(row.word(index + 1)))
}

/// de plus en plus, à la fois, du tout, à nouveau …: the index behind it.
pub fn set_phrase(change: &Change, at: usize) -> Option<usize> {
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
    SET.iter().find(|set| set.iter().enumerate().all(|(i, w)| change.row.word(at + i) == *w)).map(|set| at + set.len())
}

/// « , autrefois limitée à … , » and « (interdite) » behind the phrase.
pub fn apposition(change: &mut Change, after: usize, competes: bool) {
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
        let start = (0..left).rev().take(12).find(|k| row.stops(*k) || row.word(*k) == ",").map_or(0, |k| k + 1);
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
            || matches!(row.word(at), "une" | "fois" | "quoique" | "bien" | "que" | "et" | "mais" | "souvent" | "ni")
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
pub fn pronouns(change: &mut Change, after: usize, subject: bool) {
    let row = change.row;
    let plural = change.number == Number::Plural;
    // The rest of the sentence, and the first word of the next.
    let end = (after..row.items.len()).find(|k| row.stops(*k) && !matches!(row.word(*k), ";" | ":")).unwrap_or(row.items.len());
    let next = end + 1;
    let masculine = change.gender == Some(Gender::Masculine);
    let mut offered = false;
    // From the noun on: « une prostitution bien différente de celle que … » stands among its complements.
    for k in (row.hit + 1..end).chain(std::iter::once(next)) {
        let word = row.word(k);
        let (personal, others): (&str, &[&str]) = match (masculine, plural) {
            (false, false) => ("elle", &["celle", "celle-ci", "celle-là", "laquelle", "elle-même"]),
            (false, true) => {
                ("elles", &["celles", "celles-ci", "celles-là", "lesquelles", "desquelles", "auxquelles", "elles-mêmes"])
            }
            (true, false) => ("il", &["celui-ci", "celui-là", "lequel", "duquel", "auquel", "lui-même"]),
            (true, true) => ("ils", &["ceux-ci", "ceux-là", "lesquels", "desquels", "auxquels", "eux", "eux-mêmes"]),
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
            if subject && (offered || !between(change, after, k)) {
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
            if word == "celle" && change.target == Target::Masculine && !between(change, row.hit + 1, k) {
                change.edit_word(k, "celui");
            }
            if subject && let Some(pair) = change.agreeing(k) {
                change.turn(k, &pair);
                predicate_of(change, k);
            }
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
    let oblique = is_preposition(row.left(k));
    let text = match (change.target, plural) {
        (Target::Masculine, false) if oblique => "lui",
        (Target::Masculine, true) if oblique => "eux",
        (Target::Inclusive(_), false) if oblique => "elle/lui",
        (Target::Inclusive(_), true) if oblique => "elles/eux",
        (Target::Masculine, false) => "il",
        (Target::Masculine, true) => "ils",
        (Target::Feminine, false) => "elle",
        (Target::Feminine, true) => "elles",
        (Target::Inclusive(_), false) => "elle/il",
        (Target::Inclusive(_), true) => "elles/ils",
    };
    let text = change.cased(row.items[k].text, text);
    change.edit(row.items[k].range.clone(), text);
    predicate_of(change, k);
}

/// The predicate behind the pronoun at `k`.
fn predicate_of(change: &mut Change, k: usize) {
    let row = change.row;
    if let Some(copula) = (k + 1..k + 7).find(|c| is_copula(row.word(*c))) {
        let at = if is_copula(row.word(copula + 1)) { copula + 2 } else { copula + 1 };
        slot(change, at, false, None);
    }
}

/// « il faut », « il y a », « il est possible que »: no pronoun for anything.
fn impersonal(change: &Change, at: usize) -> bool {
    matches!(change.row.word(at + 1), "faut" | "y" | "s'" | "fallait" | "faudra" | "faudrait" | "convient" | "importe" | "existe")
}

/// Whether a noun of the old gender and number stands between the phrase and `to`.
pub fn between(change: &Change, after: usize, to: usize) -> bool {
    (after..to).any(|k| {
        determiner_features(change.row.word(k)).is_some_and(|(gender, number)| {
            number == change.number && gender.is_none_or(|g| Some(g) == change.gender) && !is_pronoun_object(change, k)
        })
    })
}

/// « sera-t-elle interdite », « doit-elle être interdite »: the pronoun behind the verb repeats the subject.
pub fn inverted_pronoun(change: &mut Change, at: usize) -> bool {
    let row = change.row;
    let old = match (change.gender, change.number) {
        (Some(Gender::Masculine), Number::Singular) => "-il",
        (Some(Gender::Masculine), Number::Plural) => "-ils",
        (_, Number::Singular) => "-elle",
        (_, Number::Plural) => "-elles",
    };
    // « est, dit-elle, mal comprise »: somebody else speaks.
    if !row.word(at).ends_with(old) || row.left(at) == "," {
        return false;
    }
    let new = match (change.target, change.new_number) {
        (Target::Masculine, Number::Singular) => "-il",
        (Target::Masculine, Number::Plural) => "-ils",
        (Target::Feminine, Number::Singular) => "-elle",
        (Target::Feminine, Number::Plural) => "-elles",
        (Target::Inclusive(_), Number::Singular) => "-elle/il",
        (Target::Inclusive(_), Number::Plural) => "-elles/ils",
    };
    let item = &row.items[at];
    let start = item.range.end - old.len();
    if row.text.is_char_boundary(start) && new != old {
        let text = change.cased(&row.text[start + 1..item.range.end], &new[1..]);
        change.edit(start + 1..item.range.end, text);
        if matches!(change.target, Target::Inclusive(_)) {
            change.doubt(DoubtKind::Anaphora, at);
        }
    }
    true
}
