//! Signs that the term is used in another sense than the plain one: a stance, a crime, minors, a figure of speech, or a
//! word spoken about.

use super::super::Denotes;
use super::context::{Context, Neighbour};
use super::words::listed;
use std::ops::Range;

/// A crime against a person, anywhere in the clause. A trailing `*` stands for any ending.
const CRIME: &str = "\
    trafficked trafficker* trafficking slavery slave* enslav* kidnap* abduct* coerc* groom* exploited exploiting \
    exploitation lured tricked blackmail* compelled captiv* ransom* smuggl*";

/// The same, directly behind a word for the activity.
const CRIME_AFTER: &str = "\
    ring rings racket rackets gang gangs syndicate syndicates network networks sting stings bust charge charges \
    conviction convictions racketeering";

/// Wording of offences, and of measures, shortly before a word for the activity.
const OFFENCE_BEFORE: &str = "\
    solicit* loiter* procur* incit* controlling purpose purposes earnings proceeds";
const STANCE_BEFORE: &str = "\
    abolish* abolition eradicat* eliminat* combat* fight* fought tackl* end ending ends ended stop* stamp* \
    suppress* curb* crack* rescue* escap* victim* survivor* saved saving exit* war";

/// Nouns that make "against" a stance.
const CAMPAIGNS: &str = "\
    fight struggle battle war campaign campaigns crusade action movement stand measures strategy";

/// Predicates that call the activity an evil.
const CONDEMNED: &str = "violence slavery exploitation rape abuse sin evil degrading immoral";

/// Words that announce a word: "the term prostitute".
const MENTION: &str = "\
    word words term terms label labels expression noun called call calls calling labelled labeled branded dubbed \
    termed named so-called insult";

const MINORS: &str = "\
    child children minors underage under-age juvenile juveniles teen teens teenage teenaged teenager teenagers \
    adolescent adolescents schoolgirl schoolgirls schoolboy girl girls kid kids";

/// The first word that shows another meaning.
pub fn sign(context: &Context, denotes: Denotes) -> Option<Range<usize>> {
    escape(context)
        .or_else(|| mention(context))
        .or_else(|| minors(context))
        .or_else(|| crime(context, denotes))
        .or_else(|| stance(context, denotes))
}

/// "help prostitutes escape": whoever says so has already said what the work is.
fn escape(context: &Context) -> Option<Range<usize>> {
    let helped = context.before.iter().take(4).any(|n| listed("help* let lets enabl* assist*", &n.lower));
    context.next().filter(|n| helped && listed("escape exit quit leave", &n.lower)).map(|n| n.range.clone())
}

fn mention(context: &Context) -> Option<Range<usize>> {
    let quoted = context.text[..context.hit.start].ends_with(['“', '‘', '"', '«'])
        && context.text[context.hit.end..].starts_with(['”', '’', '"', '»']);
    if quoted {
        return Some(context.hit.clone());
    }
    let previous = context.previous()?;
    let word = previous.lower();
    if listed(MENTION, word) {
        return Some(previous.range.clone());
    }
    let naming = ["referred", "known", "labelled", "labeled", "branded", "stigmatised", "stigmatized", "to"];
    // "referred to as", "known as a".
    let back: Vec<&str> = context.before.iter().take(4).map(|n| n.lower.as_str()).filter(|w| !matches!(*w, "a" | "an")).collect();
    (back.first() == Some(&"as") && back.get(1).is_some_and(|w| naming.contains(w))).then(|| previous.range.clone())
}

fn crime(context: &Context, denotes: Denotes) -> Option<Range<usize>> {
    let activity = matches!(denotes, Denotes::Activity | Denotes::Act | Denotes::Idea);
    if let Some(word) = context.before.iter().chain(&context.after).find(|n| listed(CRIME, &n.lower)) {
        return Some(word.range.clone());
    }
    let pressed =
        |n: &&Neighbour| matches!(n.lower.as_str(), "forced" | "forces" | "force" | "forcing" | "sold" | "selling" | "sell");
    if let Some((i, word)) = context.before.iter().enumerate().find(|(_, n)| pressed(n)) {
        // "forced into", "sold to a brothel", "forced to work as".
        let directed = context.before[..i].iter().any(|n| matches!(n.lower.as_str(), "into" | "as"));
        if i == 0 && word.lower.starts_with("forced") || directed || (denotes == Denotes::Place && i < 4) {
            return Some(word.range.clone());
        }
    }
    if !activity {
        return None;
    }
    if let Some(word) = context.after.first().filter(|n| listed(CRIME_AFTER, &n.lower)) {
        return Some(word.range.clone());
    }
    // "the prostitution of others", "a prostitution of the arts".
    if context.after_word(0) == "of" {
        return Some(context.after[0].range.clone());
    }
    context.before.iter().take(3).find(|n| listed(OFFENCE_BEFORE, &n.lower)).map(|n| n.range.clone())
}

fn stance(context: &Context, denotes: Denotes) -> Option<Range<usize>> {
    if matches!(denotes, Denotes::Person | Denotes::Group) {
        let rescued = |n: &&Neighbour| listed("rescu* saved saving", &n.lower);
        return context.before.iter().take(4).find(rescued).map(|n| n.range.clone());
    }
    if context.hyphen_before() && matches!(context.before_word(1), "anti" | "pro") {
        return Some(context.before[1].range.clone());
    }
    for (i, word) in context.before.iter().take(4).enumerate() {
        let crossed = context.before[..i].iter().any(|n| !n.is_word || matches!(n.lower.as_str(), "and" | "or" | "that" | "who"));
        if crossed {
            break;
        }
        if listed(STANCE_BEFORE, &word.lower) {
            return Some(word.range.clone());
        }
        let stands = matches!(word.lower.as_str(), "against" | "on");
        if stands && context.before[i + 1..].iter().take(2).any(|n| listed(CAMPAIGNS, &n.lower)) {
            return Some(word.range.clone());
        }
    }
    if matches!(context.after_word(0), "is" | "as" | "was" | "constitutes" | "amounts" | "equals") {
        let condemned = |n: &&Neighbour| listed(CONDEMNED, &n.lower);
        return context.after.iter().take(8).find(condemned).map(|n| n.range.clone());
    }
    None
}

/// Persons under eighteen in the same clause; the children that somebody has are no sign.
fn minors(context: &Context) -> Option<Range<usize>> {
    let age = |text: &str| text.parse::<u32>().is_ok_and(|n| (5..18).contains(&n));
    let teen = |word: &str| {
        let numbers = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"];
        numbers.iter().any(|n| word.strip_prefix(n).is_some_and(|r| r.starts_with("-year")))
    };
    for side in [&context.before, &context.after] {
        let forwards = std::ptr::eq(side, &context.after);
        // The words before and after the n-th in the order of the text.
        let left = |n: usize| if forwards { n.checked_sub(1).and_then(|i| side.get(i)) } else { side.get(n + 1) };
        let right = |n: usize| if forwards { side.get(n + 1) } else { n.checked_sub(1).and_then(|i| side.get(i)) };
        let is = |n: Option<&Neighbour>, words: &[&str]| n.is_some_and(|n| words.contains(&n.lower.as_str()));
        for (n, word) in side.iter().enumerate() {
            let lower = word.lower.as_str();
            if listed(MINORS, lower) {
                let somebodys = is(left(n), &["their", "her", "his", "whose", "own", "have", "has", "had", "with", "no", "two", "three"])
                        || is(right(n), &["of"])
                    // "child care", "child support"
                    || lower == "child" && is(right(n), &["care", "support", "benefit", "benefits", "maintenance", "custody"]);
                let call_girl = lower.starts_with("girl") && is(left(n), &["call", "working"]);
                if !somebodys && !call_girl {
                    return Some(word.range.clone());
                }
            }
            if lower == "minor" && (!forwards && n == 0 || is(left(n), &["a", "the"]) && !right(n).is_some_and(|r| r.is_word)) {
                return Some(word.range.clone());
            }
            let years = |word: Option<&Neighbour>| word.is_some_and(|w| w.lower.starts_with("year"));
            let hyphen_years = is(right(n), &["-", "\u{2010}", "\u{2011}"])
                && years(if forwards { side.get(n + 2) } else { n.checked_sub(2).and_then(|i| side.get(i)) });
            if teen(lower) || (age(lower) && (is(left(n), &["aged", "age"]) || years(right(n)) || hyphen_years)) {
                return Some(word.range.clone());
            }
            if matches!(lower, "18" | "eighteen") && is(left(n), &["under", "below", "than"]) {
                return Some(word.range.clone());
            }
        }
    }
    None
}
