//! A phrase in the place of a hit, and its sentence put right.
//!
//! From the hit outwards: the left edge, the adjectives behind, complements, appositions, relatives, predicates, pronouns.
//! Where two readings of a sentence are possible, the likelier is offered with a doubt on the word that decides.

use super::adjectives::readings;
use super::around;
use super::change::Change;
use super::clause;
use super::edge::{determiner_features, left_edge};
use super::inclusive::Notation;
use super::meaning;
use super::phrase::{self, Role};
use super::realise::{People, Person, Target, realise};
use super::sequence::Row;
use super::word_classes::{is_adverb, is_avoir, is_copula, is_preposition, opens_clause};
use crate::grammar::{
    CasePattern, Denotes, DoubtKind, Features, Gender, Number, PartOfSpeech, Phrase, Request, Rewrite, TokenKind, line_around,
    replace_plainly,
};
use std::ops::Range;

pub fn rewrite(request: &Request) -> Vec<Rewrite> {
    let row = Row::around(request.text, request.hit.clone());
    let upper =
        CasePattern::of(&request.text[request.hit.clone()], line_around(request.text, request.hit.start)) == CasePattern::Upper;
    let mut people = People::of(request.style);
    // Capitals cannot be marked by capitals.
    if upper && people == People::Marked(Notation::Capitals) {
        people = People::Doublet;
    }
    if is_verb(request, &row) {
        return Vec::new();
    }
    let number = number_of(request, &row);
    let gender = gender_of(request, &row);
    // The determiner, also in front of an adjective (une ancienne …).
    let mut start = row.hit;
    while start > 0 && determiner_features(row.left(start)).is_none() && !readings(row.left(start)).is_empty() {
        start -= 1;
    }
    let start = if determiner_features(row.left(start)).is_some() { start - 1 } else { row.hit };
    let (person, sure) = match request.denotes {
        Denotes::Person => match meaning::person(&row, &request.found.readings, gender, number, start) {
            // A word that has no feminine says nothing about who is meant, unless it names a man.
            (Person::Man, _) if only_masculine(request.find) => (Person::Anybody, false),
            known => known,
        },
        _ if gender == Some(Gender::Masculine) && number == Number::Singular => (Person::Man, true),
        _ => (Person::Anybody, true),
    };
    if request.find.head().is_none() && (gender.is_none() || request.say.head().is_none() && same_first_word(request)) {
        return frozen(request, &row);
    }
    let mut done = realise(request.say, number, person, people);
    let adjective = |p: &Phrase| p.head().is_some_and(|w| w.tags.part_of_speech == PartOfSpeech::Adjective);
    if adjective(request.find)
        && adjective(request.say)
        && let Some(gender) = gender
    {
        // An adjective agrees with a noun that stays.
        let person = if gender == Gender::Feminine { Target::Feminine } else { Target::Masculine };
        done = super::realise::realise_as(request.say, number, person);
    }
    let mut change = Change {
        row: &row,
        gender: gender.filter(|g| *g != Gender::Common),
        number,
        target: done.target,
        new_number: done.number,
        start: row.hit,
        upper,
        edits: Vec::new(),
        doubts: Vec::new(),
    };
    if request.find.has_verb() || request.say.has_verb() && request.find.head().is_none() {
        change.doubt(DoubtKind::PartOfSpeech, row.hit);
        let text = super::verb_phrases::realise(request, &row).unwrap_or(done.text);
        super::edge::elide_word(&mut change, row.hit, &text);
        change.edits.push(replace_plainly(request, &text));
        return vec![change.finish()];
    }
    if done.other_number {
        change.doubt(DoubtKind::Number, row.hit);
    }
    if done.unsure || request.find.head().is_none() && request.denotes != Denotes::Idea {
        change.doubt(DoubtKind::UnknownWord, row.hit);
    }
    let neutral = matches!(people, People::Feminine | People::Epicene) || request.say.head().is_none_or(|w| w.feminine.is_none());
    if !sure && !neutral {
        change.doubt(DoubtKind::AmbiguousForm, row.hit);
    }
    let second_determiner = left_edge(&mut change, &done.text);
    if done.text.contains(" et ") && people == People::Doublet && change.edits.iter().any(|e| !e.text.is_empty()) {
        // « toutes les travailleuses et tous les travailleurs »: what agrees before the noun ought to be repeated.
        change.doubt(DoubtKind::Determiner, change.start);
    }
    let text = match &done.second_half {
        Some(second) => {
            change.doubt(DoubtKind::Determiner, row.hit);
            let determiner = second_determiner.map(|d| format!("{d} ")).unwrap_or_default();
            format!("{} ou {determiner}{second}", done.text)
        }
        None => done.text.clone(),
    };
    // The replacement uses the apostrophe of the text.
    let text = text.replace(['\'', '’'], &change.apostrophe().to_string());
    let edit = replace_plainly(request, &text);
    change.edits.push(edit);
    part_of_speech(&mut change, request);
    if about_sex_work(request) {
        meaning::stance(&mut change, request.denotes == Denotes::Person);
    }
    // « personnes exerçant le travail du sexe migrantes »: the adjective ought to move to its noun.
    let adjective_behind = change.agreeing(row.hit + 1).is_some();
    if adjective_behind && text.split(' ').any(|w| w.ends_with("ant") || w == "qui") {
        change.doubt(DoubtKind::Attachment, row.hit + 1);
    }
    if !change.keeps_agreement() {
        agreement(&mut change, false);
    } else if request.denotes == Denotes::Person && start == row.hit && row.left(row.hit) == "," {
        change.doubt(DoubtKind::Apposition, row.hit);
    }
    vec![change.finish()]
}

/// The words around an inclusive noun that agree with it in one gender only. `text` is the sentence with its inclusive forms
/// put into that `gender` (so the sentence is plain French), `hit` the noun in it. The edits put every word that agrees into
/// `notation`, also those that were inclusive before: the caller, who knows them, leaves them out.
/// With `paired`, the noun that « et » joins to this one is inclusive as well, so that what is said of both agrees like this one.
pub fn agree(text: &str, hit: Range<usize>, gender: Gender, number: Number, notation: Notation, paired: bool) -> Rewrite {
    let row = Row::around(text, hit.clone());
    let mut change = Change {
        row: &row,
        gender: Some(gender),
        number,
        target: Target::Inclusive(notation),
        new_number: number,
        start: row.hit,
        upper: false,
        edits: Vec::new(),
        doubts: Vec::new(),
    };
    left_edge(&mut change, &text[hit]);
    agreement(&mut change, paired);
    change.finish()
}

/// A masculine noun without a feminine at its side, and no word for a man.
fn only_masculine(find: &Phrase) -> bool {
    let text = find.citation();
    let man = ["homme", "garçon", "boy", "gigolo", "mâle"].iter().any(|w| text.contains(w));
    !man && find.head().is_some_and(|w| w.feminine.is_none() && w.tags.part_of_speech == PartOfSpeech::Noun)
}

/// Whether find and say begin alike (homme à …, homme qui …), so that nothing around can change.
fn same_first_word(request: &Request) -> bool {
    let (find, say) = (request.find.citation(), request.say.citation());
    find.split(' ').next() == say.split(' ').next()
}

/// A frozen phrase without a determiner that would show its gender: only elision before it can change.
fn frozen(request: &Request, row: &Row) -> Vec<Rewrite> {
    let done = realise(request.say, number_of(request, row), Person::Anybody, People::of(request.style));
    let mut change = Change {
        row,
        gender: None,
        number: done.number,
        target: done.target,
        new_number: done.number,
        start: row.hit,
        upper: false,
        edits: Vec::new(),
        doubts: Vec::new(),
    };
    let text = super::verb_phrases::realise(request, row).unwrap_or(done.text);
    super::edge::elide_word(&mut change, row.hit, &text);
    let text = text.replace(['\'', '’'], &change.apostrophe().to_string());
    change.edits.push(replace_plainly(request, &text));
    if request.say.head().is_some() || request.say.has_verb() {
        change.doubt(DoubtKind::PartOfSpeech, row.hit);
    }
    vec![change.finish()]
}

fn agreement(change: &mut Change, paired: bool) {
    let role = phrase::role(change);
    let after = phrase::modifiers(change, role);
    let after = phrase::complements(change, after);
    let coordinated = match role {
        Role::Subject if !paired => phrase::coordination(change, after, change.start),
        _ => None,
    };
    clause::predicates(change, role, after, coordinated);
    around::in_front(change);
    // « aucune des prostituées interrogées n’avait été informée »: the pronoun counts in the old gender.
    let counted = matches!(
        change.row.left(change.start),
        "une" | "aucune" | "chacune" | "certaines" | "un" | "aucun" | "chacun" | "certains"
    );
    if change.number == Number::Plural && change.row.word(change.start) == "des" && counted {
        change.doubt(DoubtKind::LeftoverGender, change.start - 1);
    }
}

fn about_sex_work(request: &Request) -> bool {
    let say = request.say.citation();
    matches!(request.denotes, Denotes::Person | Denotes::Activity | Denotes::Act | Denotes::Place | Denotes::Group)
        && (say.contains("sexe") || say.contains("sexuel"))
}

/// The number of the form, or of the determiner where the form has both.
fn number_of(request: &Request, row: &Row) -> Number {
    request.found.number().unwrap_or_else(|| {
        let determiner = (0..row.hit).rev().take(3).find_map(|k| determiner_features(row.word(k)));
        let first = request.found.readings.first().and_then(|r| r.number);
        determiner.map(|(_, n)| n).or(first).unwrap_or(Number::Singular)
    })
}

/// The gender of the form; of an epicene one, what the determiner shows.
fn gender_of(request: &Request, row: &Row) -> Option<Gender> {
    let genders: Vec<Option<Gender>> = request.found.readings.iter().map(|r: &Features| r.gender).collect();
    match genders.first().copied().flatten() {
        Some(Gender::Common) | None => {
            let mut shown = (0..row.hit).rev().take(2).find_map(|k| determiner_features(row.word(k)));
            if request.found.readings.iter().any(|r| r.variant) || row.left(row.hit).is_empty() {
                shown = None;
            }
            match shown {
                Some((Some(gender), Number::Singular)) => Some(gender),
                Some(_) if request.find.head().is_none() => {
                    super::inflection::noun_gender(request.find.citation().split(' ').next().unwrap_or_default())
                }
                _ => genders.first().copied().flatten(),
            }
        }
        first => genders.iter().all(|g| *g == first).then_some(first).flatten(),
    }
}

/// « Ils ont prostitué deux femmes »: behind avoir a participle is a verb, and no noun fits there.
fn is_verb(request: &Request, row: &Row) -> bool {
    let participle = request.find.head().is_some_and(|w| {
        request.find.pieces.len() == 1 && w.feminine.is_some() && w.lemma.ends_with(['é', 'i', 'u']) && !request.say.has_verb()
    });
    let mut at = row.hit;
    while at > 0 && is_adverb(row.left(at)) {
        at -= 1;
    }
    participle && is_avoir(row.left(at))
}

/// A participle or an adjective in the form of the noun: « il a été prostitué », « femmes prostituées ».
fn part_of_speech(change: &mut Change, request: &Request) {
    let row = change.row;
    let word = request.find.head().filter(|w| w.feminine.is_some() && request.find.pieces.len() == 1);
    if word.is_none_or(|w| !w.lemma.ends_with(['é', 'i', 'u'])) {
        return;
    }
    let Some(left) = change.start.checked_sub(1).filter(|_| change.start == row.hit) else {
        return;
    };
    let mut at = left;
    while at > 0 && is_adverb(row.word(at)) {
        at -= 1;
    }
    let before = row.word(at);
    if is_avoir(before) || before == "été" || is_copula(before) && matches!(row.word(row.hit + 1), "par" | "de" | "à" | "contre")
    {
        change.doubt(DoubtKind::PartOfSpeech, row.hit);
        return;
    }
    let noun = row.is_word(left)
        && row.items[left].kind == TokenKind::Word
        && !is_preposition(before)
        && !opens_clause(before)
        && !is_copula(before)
        && !before.starts_with("devenu")
        && !before.starts_with("redevenu")
        && determiner_features(before).is_none()
        && !matches!(before, "ex" | "les" | "comme");
    if noun {
        change.doubt(DoubtKind::PartOfSpeech, row.hit);
    }
}

#[cfg(test)]
mod tests {
    use crate::grammar::fr::French;
    use crate::grammar::{Denotes, Form, Grammar, Phrase, Request, Style, forms};
    use std::collections::BTreeMap;

    /// The sentence with the best rewriting, and whether it is sure.
    fn rewritten(find: &str, say: &str, denotes: Denotes, style: &str, text: &str) -> (String, bool) {
        let phrase = |p: &str| Phrase::parse(p, &BTreeMap::new()).unwrap_or_default().remove(0);
        let (find, say) = (phrase(find), phrase(say));
        let all: Vec<Form> = forms(&find, &French, true).unwrap_or_default();
        let hit = all.iter().filter_map(|f| text.find(&f.text).map(|at| (at..at + f.text.len(), f))).max_by_key(|(r, _)| r.len());
        let (hit, found) = hit.unwrap_or_else(|| panic!("no form in {text}"));
        let style = Style(style.into());
        let best = French.rewrite(&Request { text, hit, found, find: &find, say: &say, denotes, style: &style }).remove(0);
        let mut result = text.to_string();
        for edit in best.edits.iter().rev() {
            result.replace_range(edit.range.clone(), &edit.text);
        }
        (result, best.doubts.is_empty())
    }

    fn activity(text: &str) -> (String, bool) {
        rewritten("[prostitution]", "[travail] du sexe", Denotes::Activity, "nswp", text)
    }

    fn person(style: &str, text: &str) -> (String, bool) {
        rewritten("[prostitué|prostituée]", "[travailleur|travailleuse] du sexe", Denotes::Person, style, text)
    }

    #[test]
    fn the_sentence_agrees() {
        for (from, to) in [
            (
                "La prostitution de rue est de plus en plus réprimée et repoussée.",
                "Le travail du sexe de rue est de plus en plus réprimé et repoussé.",
            ),
            ("Une loi a rendu la prostitution illégale.", "Une loi a rendu le travail du sexe illégal."),
            ("La question de la prostitution est posée.", "La question du travail du sexe est posée."),
            ("Il s’agit de prostitution occasionnelle.", "Il s’agit de travail du sexe occasionnel."),
            ("La prostitution est, dit-elle, mal comprise.", "Le travail du sexe est, dit-elle, mal compris."),
            ("La loi sur la\nprostitution sera votée.", "La loi sur le\ntravail du sexe sera votée."),
        ] {
            assert_eq!(activity(from), (to.to_string(), true));
        }
    }

    #[test]
    fn a_person_looks_where_the_sentence_can_be_read_twice() {
        for (from, to) in [
            ("La prostitution a été dépénalisée ; elle est admise.", "Le travail du sexe a été dépénalisé ; il est admis."),
            (
                "La dépénalisation de la prostitution, adoptée en mai, est saluée.",
                "La dépénalisation du travail du sexe, adoptée en mai, est saluée.",
            ),
            ("Est interdite la prostitution dans les parcs.", "Est interdit le travail du sexe dans les parcs."),
            ("Qu’elle soit subie ou choisie, la prostitution existe.", "Qu’il soit subi ou choisi, le travail du sexe existe."),
        ] {
            assert_eq!(activity(from), (to.to_string(), false));
        }
    }

    #[test]
    fn people_in_every_style() {
        let text = "Les prostituées migrantes sont exposées.";
        for (style, to, sure) in [
            ("nswp", "Les travailleurSEs du sexe migrantEs sont exposéEs.", true),
            ("median", "Les travailleur·euse·s du sexe migrant·e·s sont exposé·e·s.", true),
            ("median-short", "Les travailleur·euses du sexe migrant·es sont exposé·es.", true),
            ("paren", "Les travailleur(euse)s du sexe migrant(e)s sont exposé(e)s.", true),
            ("doublet", "Les travailleuses et travailleurs du sexe migrants sont exposés.", true),
            ("feminine", "Les travailleuses du sexe migrantes sont exposées.", true),
            ("epicene", "Les personnes exerçant le travail du sexe migrantes sont exposées.", false),
        ] {
            assert_eq!(person(style, text), (to.to_string(), sure));
        }
    }

    #[test]
    fn a_known_woman_stays_one() {
        assert_eq!(
            person("nswp", "Ma voisine est une ancienne prostituée."),
            ("Ma voisine est une ancienne travailleuse du sexe.".to_string(), true)
        );
        assert_eq!(
            person("nswp", "Toute prostituée est entendue."),
            ("ToutE travailleurSE du sexe est entenduE.".to_string(), true)
        );
    }
}
