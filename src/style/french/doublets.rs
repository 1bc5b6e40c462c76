//! Forms in one word → doublets. The noun is named twice with what agrees before it; what agrees elsewhere takes the
//! masculine plural, as the rule of agreement has it, where converting back would find it, and is named twice itself where it
//! would not (« les membres actives et actifs »): so nothing is lost.

use super::{Part, capitalised, notation, part, sentence};
use crate::check::rules::mixed_notation::usual;
use crate::check::rules::people::word_before;
use crate::grammar::fr::inclusive::Notation;
use crate::grammar::fr::inflection::elides_before;
use crate::grammar::fr::notation::{Marked, find};
use crate::grammar::{Number, TextEdit};
use crate::lexicon::RoleNoun;
use crate::style::way_back::way_back;
use crate::style::{Reason, Work};
use std::ops::Range;

/// Articles in both genders before a noun, as they are written, in the feminine and in the masculine.
const ARTICLES: [(&str, &str, &str); 3] = [("le/la", "la", "le"), ("du/de la", "de la", "du"), ("au/à la", "à la", "au")];

/// A noun with the forms before it that go with it.
struct Group {
    /// What is replaced, bytes of the text.
    range: Range<usize>,
    text: String,
}

/// What becomes of a form.
enum Fate {
    /// Part of a group, or left.
    Done,
    /// It agrees with something.
    Agrees,
}

pub fn write(text: &str, marked: &[Marked], nouns: &[RoleNoun], work: &mut Work) {
    let mut groups: Vec<Group> = Vec::new();
    let mut fates: Vec<Fate> = marked.iter().map(|_| Fate::Agrees).collect();
    let mut left: Vec<Range<usize>> = Vec::new();
    let mut n = 0;
    while n < marked.len() {
        let form = &marked[n];
        if form.with_x {
            work.keep(form.range.clone(), Reason::ThirdMark, &[]);
            fates[n] = Fate::Done;
            n += 1;
            continue;
        }
        let Some(end) = group_end(text, marked, n, nouns) else {
            n += 1;
            continue;
        };
        match named(text, &marked[n..end]) {
            Ok(group) => groups.push(group),
            Err(offer) => {
                for form in &marked[n..end] {
                    left.push(form.range.clone());
                }
                work.keep(marked[end - 1].range.clone(), Reason::Sentence, &[offer]);
            }
        }
        fates[n..end].iter_mut().for_each(|f| *f = Fate::Done);
        n = end;
    }
    let mut edits: Vec<TextEdit> = groups.iter().map(|g| TextEdit { range: g.range.clone(), text: g.text.clone() }).collect();
    let agreeing: Vec<&Marked> = marked.iter().zip(&fates).filter(|(_, f)| matches!(f, Fate::Agrees)).map(|(m, _)| m).collect();
    // Beside a noun that was left the rest of the sentence waits for the person too.
    let waits = |m: &Marked| {
        let (from, to) = sentence(text, &m.range);
        left.iter().any(|l| from <= l.start && l.end <= to)
    };
    let (waiting, agreeing): (Vec<&Marked>, Vec<&Marked>) = agreeing.into_iter().partition(|m| waits(m));
    for form in waiting {
        work.keep(form.range.clone(), Reason::Sentence, &[twice(form)]);
    }
    let masculine = |m: &&Marked| TextEdit { range: m.range.clone(), text: m.in_gender(false) };
    let mut first = edits.clone();
    first.extend(agreeing.iter().map(masculine));
    let notation_of = usual(marked).unwrap_or(Notation::Capitals);
    let back = |text: &str| {
        let mut work = Work::default();
        notation(text, &find(text), notation_of, nouns, &mut work);
        work.edits
    };
    let comes_back = way_back(text, first, &back);
    for form in agreeing {
        let found = comes_back.contains(&form.range);
        edits.push(if found { masculine(&form) } else { TextEdit { range: form.range.clone(), text: twice(form) } });
    }
    work.with_way_back(text, edits, &back);
}

/// « actives et actifs »
fn twice(form: &Marked) -> String {
    let joined = if form.number == Number::Plural { "et" } else { "ou" };
    format!("{} {joined} {}", form.in_gender(true), form.in_gender(false).to_lowercase())
}

/// The end of a group that begins with this form: forms with nothing between, the last of which is a noun or a pronoun.
fn group_end(text: &str, marked: &[Marked], from: usize, nouns: &[RoleNoun]) -> Option<usize> {
    let mut n = from;
    loop {
        let found = part(text, marked, n, nouns);
        let next = marked.get(n + 1).filter(|next| !next.with_x && next.number == marked[n].number);
        let goes_on = next.is_some_and(|next| {
            let gap = &text[marked[n].range.end..next.range.start];
            let articles = ["les", "ces", "nos", "vos", "leurs", "mes", "tes", "ses"];
            gap.trim().is_empty() && !gap.is_empty() || found == Part::Pronoun && articles.contains(&gap.trim())
        });
        match found {
            Part::Noun => return Some(n + 1),
            // « touTEs » alone, « touTEs les éluEs ».
            Part::Pronoun if !goes_on => return (n == from).then_some(n + 1),
            // « unE » alone.
            Part::Determiner if !goes_on => return (n == from).then_some(n + 1),
            _ if !goes_on || n - from >= 3 => return None,
            _ => n += 1,
        }
    }
}

/// Both halves of a group; else what a person may start from.
fn named(text: &str, forms: &[Marked]) -> Result<Group, String> {
    let (Some(first), Some(last)) = (forms.first(), forms.last()) else { return Err(String::new()) };
    let half = |feminine: bool| {
        let mut out = String::new();
        for (n, form) in forms.iter().enumerate() {
            if n > 0 {
                out.push_str(&text[forms[n - 1].range.end..form.range.start]);
            }
            let next = forms.get(n + 1).map(|f| f.masculine.as_str());
            match form.masculine.as_str() {
                // « cet » before a vowel only.
                "cet" if !feminine && next.is_some_and(|w| !elides_before(w)) => out.push_str("ce"),
                "Cet" if !feminine && next.is_some_and(|w| !elides_before(w)) => out.push_str("Ce"),
                _ => out.push_str(&form.in_gender(feminine)),
            }
        }
        out
    };
    let (f, m) = (half(true), half(false));
    let mut second = m.chars();
    let m: String = second.next().map_or_else(String::new, |c| c.to_lowercase().chain(second).collect());
    let whole = first.range.start..last.range.end;
    let made = |range: Range<usize>, text: String| Ok(Group { range, text });
    let before = word_before(text, first.range.start);
    // « l’élue ou l’élu », « d’une présidente ou d’un président »
    let lead = match before.as_str() {
        "l'" | "d'" => {
            let apostrophe = text[..first.range.start].chars().next_back().unwrap_or('\'');
            format!("{}{apostrophe}", &before[..1])
        }
        "de" => "de ".to_string(),
        _ => String::new(),
    };
    if last.number == Number::Plural {
        return made(whole, format!("{f} et {lead}{m}"));
    }
    let determined =
        ["un", "cet", "tout", "aucun", "quel", "chacun", "certain"].contains(&first.masculine.to_lowercase().as_str());
    if determined
        || matches!(before.as_str(), "chaque" | "l'" | "d'" | "de" | "notre" | "votre" | "leur" | "par" | "en" | "comme")
    {
        return made(whole, format!("{f} ou {lead}{m}"));
    }
    let front = text[..first.range.start].trim_end();
    for (both, feminine, masculine) in ARTICLES {
        let Some(at) = front.len().checked_sub(both.len()).filter(|at| front.is_char_boundary(*at)) else { continue };
        if !front[at..].eq_ignore_ascii_case(both) || front[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        // « l’élue », where the next word begins with a vowel, has no two articles.
        let gap = &text[front.len()..first.range.start];
        let article = if front[at..].starts_with(char::is_uppercase) { capitalised(feminine) } else { feminine.to_string() };
        return made(at..whole.end, format!("{article}{gap}{f} ou {masculine}{gap}{m}"));
    }
    Err(format!("{f} ou {m}"))
}
