//! Incomplete agreement: « les travailleurSEs … soient impliquées ». The sentence is projected: all its inclusive forms are
//! put into the feminine, and the grammar says which words agree with the noun; then the same in the masculine. A word that
//! agrees in one projection only was not made inclusive. The idea is Grammalecte's (normalise, then check); the two-way
//! comparison is ours.

use super::people::{Before, word_before};
use super::{Facts, Proposal, pronouns};
use crate::check::rule_set::RuleSet;
use crate::check::sentence;
use crate::document::Prose;
use crate::grammar::fr::inclusive::{self, Notation};
use crate::grammar::fr::notation::Marked;
use crate::grammar::fr::rewrite::agree;
use crate::grammar::{Gender, Number, TextEdit};
use crate::lexicon::RoleNoun;
use crate::text::Language;
use aho_corasick::{AhoCorasick, Input};
use std::collections::HashSet;
use std::ops::Range;

/// How far before and behind the noun the sentence is looked at, in bytes.
const REACH: usize = 700;

/// How far from an inclusive noun a noun with one form for both is taken to be meant inclusively, in bytes: some pages.
const STYLE_REACH: usize = 20_000;

pub fn french(prose: &Prose, facts: &Facts, rules: &RuleSet) -> Vec<Proposal> {
    let mut found = Found::default();
    let nouns = rules.tables().role_nouns.get(&Language::Fr).map_or(&[][..], Vec::as_slice);
    for marked in &facts.french {
        let lemma = marked.masculine.to_lowercase();
        let is_noun = nouns.iter().any(|noun| noun.masculine == lemma && !noun.adjective)
            || of_sex(&prose.text, marked.range.end).is_some();
        let word = word_before(&prose.text, marked.range.start);
        let with_article =
            !matches!(Before::french(&word), Before::Other) || word.ends_with('e') && facts.covers_word(&prose.text, marked);
        let listed = nouns.iter().any(|noun| noun.masculine == lemma);
        if !(is_noun || listed && with_article) {
            continue;
        }
        let number = marked.number;
        of_noun(prose, facts, marked.range.clone(), number, marked.notation, &[Gender::Feminine, Gender::Masculine], &mut found);
        pronouns::celles(prose, marked, window(prose, marked.range.clone()), &mut found);
    }
    epicene(prose, facts, nouns, rules.epicene_plurals(), &mut found);
    found.proposals.sort_by_key(|p| p.range.start);
    found.proposals
}

/// What is proposed, once a place.
#[derive(Default)]
pub(super) struct Found {
    proposals: Vec<Proposal>,
    places: HashSet<Range<usize>>,
}

impl Found {
    pub(super) fn add(&mut self, proposal: Proposal) {
        if self.places.insert(proposal.range.clone()) {
            self.proposals.push(proposal);
        }
    }
}

impl Facts {
    /// Whether the word before an inclusive form is inclusive itself (unE présidentE).
    fn covers_word(&self, text: &str, marked: &Marked) -> bool {
        let before = text[..marked.range.start].trim_end().len();
        before > 0 && self.french.binary_search_by_key(&before, |m| m.range.end).is_ok()
    }
}

/// The end of « du sexe » behind a noun.
fn of_sex(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let trimmed = rest.trim_start();
    let second = trimmed.strip_prefix("du")?;
    let third = second.trim_start().strip_prefix("sexe")?;
    let whole = trimmed.len() < rest.len() && second.trim_start().len() < second.len();
    whole.then(|| text.len() - third.len())
}

/// A stretch of the prose with its inclusive forms in one gender, and the way back.
struct Projection {
    text: String,
    /// (begin in `text`, end in `text`, place in the prose) of every form that was put into the gender.
    forms: Vec<(usize, usize, Range<usize>)>,
    /// Where the stretch begins in the prose.
    from: usize,
}

impl Projection {
    fn new(prose: &str, window: Range<usize>, all: &[Marked], feminine: bool) -> Projection {
        let mut text = String::with_capacity(window.len());
        let mut forms = Vec::new();
        let mut at = window.start;
        let first = all.partition_point(|m| m.range.start < window.start);
        for marked in all[first..].iter().take_while(|m| m.range.end <= window.end) {
            text.push_str(&prose[at..marked.range.start]);
            let begin = text.len();
            text.push_str(&marked.in_gender(feminine));
            forms.push((begin, text.len(), marked.range.clone()));
            at = marked.range.end;
        }
        text.push_str(&prose[at..window.end]);
        Projection { text, forms, from: window.start }
    }

    /// The place in the prose of a stretch of the projection; nothing where it touches a projected form.
    fn back(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut shift = self.from as isize;
        for (begin, end, place) in &self.forms {
            if range.end <= *begin {
                break;
            }
            if range.start < *end {
                return None;
            }
            shift = place.end as isize - *end as isize;
        }
        let move_by = |at: usize| usize::try_from(at as isize + shift).ok();
        Some(move_by(range.start)?..move_by(range.end)?)
    }

    fn forth(&self, at: usize) -> usize {
        let mut shift = self.from;
        let mut base = 0;
        for (begin, end, place) in &self.forms {
            if at < place.start {
                break;
            }
            if at < place.end {
                return *begin;
            }
            (base, shift) = (*end, place.end);
        }
        base + (at - shift)
    }
}

#[allow(clippy::too_many_arguments)]
fn of_noun(
    prose: &Prose,
    facts: &Facts,
    noun: Range<usize>,
    number: Number,
    notation: Notation,
    genders: &[Gender],
    found: &mut Found,
) {
    let text: &str = &prose.text;
    let window = window(prose, noun.clone());
    let end = of_sex(text, noun.end).filter(|e| *e <= window.end).unwrap_or(noun.end);
    let epicene = genders.len() == 1;
    let paired = !epicene && follows_another(text, noun.start, &facts.french);
    let mut seen: Vec<(Range<usize>, String, bool)> = Vec::new();
    for &gender in genders {
        let projection = Projection::new(text, window.clone(), &facts.french, gender == Gender::Feminine);
        let begin = projection.forth(noun.start);
        let to = if end == noun.end {
            projection.forms.iter().find(|f| f.2 == noun).map_or_else(|| projection.forth(noun.end), |f| f.1)
        } else {
            projection.forth(end)
        };
        if begin >= to || !projection.text.is_char_boundary(begin) || !projection.text.is_char_boundary(to) {
            continue;
        }
        let rewrite = agree(&projection.text, begin..to, gender, number, notation, paired);
        let sure = rewrite.doubts.is_empty();
        for edit in rewrite.edits {
            if edit.range.start < to && begin < edit.range.end {
                continue;
            }
            let Some(place) = projection.back(&edit.range) else { continue };
            let written = &text[place.clone()];
            let belongs = place.start >= end || in_front(text, &place, noun.start, &facts.french);
            // « la présidentE »: both articles are a way to write it, not the only one.
            if number == Number::Singular && is_article(text, &place) && belongs && edit.text.contains(['/', '·', '(']) {
                seen.push((place, edit.text, false));
                continue;
            }
            // « un présidentE »: the edge of the phrase is rewritten in both projections, whatever gender it shows.
            if number == Number::Singular && shows_gender(text, &place) && belongs && !edit.text.contains(['/', '(']) {
                seen.retain(|(r, ..)| *r != place);
                seen.push((place, edit.text, sure));
                continue;
            }
            // « ancien/ancienne » has no settled form; a word left as it is needs nothing.
            if edit.text.is_empty() || edit.text.contains('/') && notation != Notation::Slash || edit.text == written {
                continue;
            }
            let inclusive_now =
                inclusive::recognise(&edit.text.to_lowercase()).is_some() || inclusive::recognise(&edit.text).is_some();
            if !inclusive_now || !belongs || is_frozen(written) || written.contains(char::is_whitespace) {
                continue;
            }
            match seen.iter().position(|(r, ..)| *r == place) {
                // In both projections: the word has one form for both.
                Some(at) => drop(seen.remove(at)),
                None => seen.push((place, edit.text, sure)),
            }
        }
    }
    for (place, replacement, sure) in seen {
        let next_to = adjacent(text, &(noun.start..end), &place);
        if epicene && !next_to {
            continue;
        }
        // The words between are other nouns' affair as often as not: only what stands close is applied unasked.
        found.add(Proposal {
            range: place.clone(),
            edits: vec![TextEdit { range: place, text: replacement }],
            safe: sure && next_to && !epicene,
        });
    }
}

/// « les militantEs et les éluEs »: another inclusive noun stands before, joined by « et » or « ou ».
fn follows_another(text: &str, noun: usize, marked: &[Marked]) -> bool {
    let Some(other) = marked.partition_point(|m| m.range.end <= noun).checked_sub(1).map(|n| &marked[n]) else { return false };
    let other = of_sex(text, other.range.end).filter(|end| *end <= noun).unwrap_or(other.range.end);
    let mut between = text[other..noun].split_whitespace();
    matches!(between.next(), Some("et" | "ou"))
        && between.next().is_none_or(|w| matches!(w, "les" | "des" | "ces" | "leurs" | "nos" | "vos" | "ses"))
        && between.next().is_none()
}

/// An article that shows one gender, and is not one of two (« le/la », « le ou la »).
fn is_article(text: &str, place: &Range<usize>) -> bool {
    matches!(text[place.clone()].to_lowercase().as_str(), "le" | "la" | "du" | "au")
        && stands_alone(text, place)
        && !matches!(word_before(text, place.start).as_str(), "à" | "de")
}

/// Another determiner that shows one gender, and is not one of two (« un ou une »).
fn shows_gender(text: &str, place: &Range<usize>) -> bool {
    matches!(text[place.clone()].to_lowercase().as_str(), "un" | "une" | "aucun" | "aucune" | "nul" | "nulle" | "cette" | "cet")
        && stands_alone(text, place)
}

/// Not the second half of « le/la », « un ou une ».
fn stands_alone(text: &str, place: &Range<usize>) -> bool {
    !text[..place.start].ends_with(['/', '·', '(']) && !matches!(word_before(text, place.start).as_str(), "ou" | "et")
}

/// Whether a word before the noun belongs to it: only words of the noun phrase between (« les nouveaux éluEs »), or a
/// predicate before its subject (« sont confrontées les travailleurSEs »).
pub fn in_front(text: &str, word: &Range<usize>, noun: usize, marked: &[Marked]) -> bool {
    let between = &text[word.end..noun];
    let mut at = word.end;
    let mut words = between.split_whitespace();
    let only_phrase = words.clone().all(|w| {
        let begin = text[at..noun].find(w).map_or(at, |i| at + i);
        at = begin + w.len();
        let near = marked.partition_point(|m| m.range.end < at);
        marked.get(near).is_some_and(|m| m.range.start <= begin) || Before::french(&w.to_lowercase()) == Before::Adjective
    });
    let article = |w: &str| matches!(w, "les" | "des" | "ces" | "ses" | "leurs" | "nos" | "mes" | "vos" | "tes");
    // « Tous les travailleurSEs »
    if matches!(text[word.clone()].to_lowercase().as_str(), "tous" | "toutes") {
        return words.next().is_some_and(article) && words.all(|w| Before::french(&w.to_lowercase()) == Before::Adjective);
    }
    let copula = word_before(text, word.start);
    let inverted = matches!(copula.as_str(), "sont" | "soient" | "étaient" | "furent" | "seront" | "été" | "restent")
        && words.next().is_some_and(article)
        && words.next().is_none();
    only_phrase || inverted
}

/// Nouns in apposition, which never agree (membres clés, mots clés).
fn is_frozen(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "clé" | "clés" | "clef" | "clefs" | "pilote" | "pilotes" | "type" | "types")
}

/// Whether at most two words, and no mark, stand between.
fn adjacent(text: &str, noun: &Range<usize>, word: &Range<usize>) -> bool {
    let between = if word.start >= noun.end { &text[noun.end..word.start] } else { &text[word.end..noun.start.max(word.end)] };
    between.split_whitespace().count() <= 2 && !between.contains(['.', ',', ';', ':', '(', ')', '!', '?', '–', '—'])
}

/// The sentence around a noun, as far as the segment and [`REACH`] go.
fn window(prose: &Prose, noun: Range<usize>) -> Range<usize> {
    let segment = prose.segment_at(noun.clone()).range;
    let text: &str = &prose.text;
    let mut from = segment.start.max(noun.start.saturating_sub(REACH));
    let mut to = segment.end.min(noun.end + REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let local = sentence::around(&text[from..to], noun.start - from..noun.end - from);
    from + local.start..from + local.end
}

/// « les leaders émergents »: the noun has one form, the words at its side have two. Only where the document writes
/// inclusive forms.
fn epicene(prose: &Prose, facts: &Facts, nouns: &[RoleNoun], plurals: &EpicenePlurals, found: &mut Found) {
    let Some(notation) = super::mixed_notation::usual(&facts.french) else { return };
    let text: &str = &prose.text;
    // One stray form ("p[a-e]") in a long document makes no style: an inclusive noun must stand somewhere near.
    let inclusive: Vec<usize> = facts
        .french
        .iter()
        .filter(|m| {
            let lemma = m.masculine.to_lowercase();
            nouns.iter().any(|n| n.masculine == lemma) || of_sex(text, m.range.end).is_some()
        })
        .map(|m| m.range.start)
        .collect();
    // Stretches in which the document has a style, joined where they meet.
    let mut styled: Vec<Range<usize>> = Vec::new();
    for at in inclusive {
        let (from, to) = (at.saturating_sub(STYLE_REACH), (at + STYLE_REACH).min(text.len()));
        match styled.last_mut().filter(|last| from <= last.end) {
            Some(last) => last.end = to,
            None => styled.push(from..to),
        }
    }
    for place in plurals.find(text, &styled) {
        // « les travailleurSEs du sexe leaders »: beside a noun for people it is one as well.
        let beside = |m: &Marked| {
            let end = of_sex(text, m.range.end).filter(|e| *e <= place.start).unwrap_or(m.range.end);
            text[end..place.start].trim().is_empty()
        };
        let last = facts.french.partition_point(|m| m.range.end <= place.start).checked_sub(1);
        if Before::french(&word_before(text, place.start)) != Before::Other || last.is_some_and(|n| beside(&facts.french[n])) {
            of_noun(prose, facts, place.clone(), Number::Plural, notation, &[Gender::Masculine], found);
            pronouns::elles(prose, place.clone(), window(prose, place), found);
        }
    }
}

/// The plurals of nouns with one form for both genders, looked for all at once.
#[derive(Debug)]
pub struct EpicenePlurals {
    automaton: AhoCorasick,
    /// The first letter of each plural; the automaton knows the rest, for a sentence or a heading may begin with the word.
    first: Vec<char>,
}

impl EpicenePlurals {
    pub fn new(nouns: &[RoleNoun]) -> EpicenePlurals {
        let plural = |n: &RoleNoun| n.plural.clone().unwrap_or_else(|| crate::grammar::fr::inflection::plural(&n.masculine));
        let plurals: Vec<String> = nouns.iter().filter(|n| n.is_epicene() && n.report).map(plural).collect();
        let parts: Vec<(char, &str)> = plurals
            .iter()
            .filter_map(|p| {
                let mut chars = p.chars();
                Some((chars.next()?, chars.as_str())).filter(|(_, rest)| !rest.is_empty())
            })
            .collect();
        EpicenePlurals {
            automaton: AhoCorasick::new(parts.iter().map(|p| p.1)).unwrap_or_else(|_| unreachable!("a short list of words")),
            first: parts.iter().map(|p| p.0).collect(),
        }
    }

    /// Where one of them stands in these stretches as a whole word, noun by noun.
    fn find(&self, text: &str, within: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        let all = within.iter().flat_map(|w| self.automaton.find_overlapping_iter(Input::new(text).span(w.clone())));
        for rest in all {
            let noun = rest.pattern().as_usize();
            let Some(begin) = text[..rest.start()].chars().next_back() else { continue };
            if begin != self.first[noun] && !begin.to_lowercase().eq([self.first[noun]]) {
                continue;
            }
            let range = rest.start() - begin.len_utf8()..rest.end();
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '·' | '-'));
            if !letter(text[..range.start].chars().next_back()) && !letter(text[range.end..].chars().next()) {
                found.push((noun, range));
            }
        }
        found.sort_by_key(|(noun, range)| (*noun, range.start));
        found.into_iter().map(|(_, range)| range).collect()
    }
}

/// What follows *personas* where a clause about them begins.
const PERSONAS: [&str; 12] = [
    " que ejercen",
    " trabajadoras",
    " que hacen",
    " que ofrecen",
    " que venden",
    " que realizan",
    " que se dedican",
    " que viven",
    " que usan",
    " que consumen",
    " trans",
    " migrantes",
];

/// Spanish: « personas que ejercen … detenidos »: what agrees with *personas* is feminine.
pub fn spanish(prose: &Prose) -> Vec<Proposal> {
    let text: &str = &prose.text;
    let mut found = Vec::new();
    for (at, word) in text.match_indices("ersonas") {
        let after = &text[at + word.len()..];
        if !text[..at].ends_with(['p', 'P']) || !PERSONAS.iter().any(|p| after.starts_with(p)) {
            continue;
        }
        let from = at + word.len();
        let mut to = (from + REACH).min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let sentence = &text[from..to];
        let end = sentence.find(['.', ';', '!', '?', ':', '\u{2029}']).unwrap_or(sentence.len());
        crate::grammar::es::inclusive::masculine_predicates(&sentence[..end], &mut |range, feminine, near| {
            let range = from + range.start..from + range.end;
            if !found.iter().any(|p: &Proposal| p.range == range) {
                found.push(Proposal { range: range.clone(), edits: vec![TextEdit { range, text: feminine }], safe: near });
            }
        });
    }
    found
}
