//! Spanish: @, x, slash, brackets, doublets, feminine.

use super::{Reason, To, Work};
use crate::check::rules::mixed_notation::usual_spanish;
use crate::grammar::Number;
use crate::grammar::es::inclusive::{Marked, Notation, find, write};
use crate::lexicon::{RoleNoun, Tables};
use crate::text::Language;

pub fn convert(text: &str, to: To, tables: &Tables) -> Work {
    let nouns = tables.role_nouns.get(&Language::Es).map_or(&[][..], Vec::as_slice);
    let marked = find(text);
    let mut work = Work::default();
    let sign = match to {
        To::At => Some(Notation::At),
        To::X => Some(Notation::X),
        To::Slash => Some(Notation::Slash),
        To::Paren => Some(Notation::Parentheses),
        _ => None,
    };
    if let Some(sign) = sign {
        signs(text, &marked, sign, nouns, &mut work);
        return work;
    }
    if to == To::Feminine {
        for form in &marked {
            work.edit(form.range.clone(), form.in_gender(true));
        }
        return work;
    }
    doublets(text, &marked, nouns, &mut work);
    if to == To::Doublet {
        let usual = usual_spanish(&marked).unwrap_or(Notation::At);
        let back = |text: &str| {
            let mut work = Work::default();
            signs(text, &find(text), usual, nouns, &mut work);
            work.edits
        };
        let edits = work.take_edits();
        work.with_way_back(text, edits, &back);
    }
    work
}

/// Every form with one sign, doublets too.
fn signs(text: &str, marked: &[Marked], sign: Notation, nouns: &[RoleNoun], work: &mut Work) {
    for form in marked {
        match write(form, sign) {
            Some(new) => work.edit(form.range.clone(), new),
            None => work.keep(form.range.clone(), Reason::NoForm, &[]),
        }
    }
    named_twice(text, nouns, sign, work);
}

/// l@s trabajador@s → las trabajadoras y los trabajadores; what agrees with a noun takes the masculine plural, and is named
/// twice where the sentence has no noun in both genders (« nosotras y nosotros »).
fn doublets(text: &str, marked: &[Marked], nouns: &[RoleNoun], work: &mut Work) {
    let is_noun = |m: &Marked| nouns.iter().any(|noun| noun.masculine == m.masculine.to_lowercase());
    let touches = |n: usize| {
        marked.get(n + 1).is_some_and(|next| {
            let gap = &text[marked[n].range.end..next.range.start];
            gap.trim().is_empty() && next.number == marked[n].number
        })
    };
    // Where the last noun ends that was named.
    let mut named: Option<usize> = None;
    let mut n = 0;
    while n < marked.len() {
        // Todes les compañeres: up to the noun, or the last form before something else.
        let mut last = n;
        while !is_noun(&marked[last]) && touches(last) {
            last += 1;
        }
        let (first, end) = (&marked[n], &marked[last]);
        let article = |m: &Marked| {
            matches!(m.masculine.to_lowercase().as_str(), "el" | "un" | "uno" | "todo" | "otro" | "mucho" | "alguno")
        };
        if is_noun(end) || last > n && article(first) {
            let half = |feminine: bool| {
                let mut out = String::new();
                for (k, form) in marked[n..=last].iter().enumerate() {
                    if k > 0 {
                        out.push_str(&text[marked[n + k - 1].range.end..form.range.start]);
                    }
                    out.push_str(&form.in_gender(feminine));
                }
                out
            };
            work.edit(first.range.start..end.range.end, joined(&half(true), &half(false), first.number));
            named = Some(end.range.end);
            n = last + 1;
            continue;
        }
        let (from, _) = sentence(text, &first.range);
        let agrees = named.is_some_and(|at| at > from) && first.masculine.to_lowercase() != "nosotro";
        let (f, m) = (first.in_gender(true), first.in_gender(false));
        work.edit(first.range.clone(), if agrees { m } else { joined(&f, &m, first.number) });
        n += 1;
    }
}

/// « trabajadoras y trabajadores »
fn joined(f: &str, m: &str, number: Number) -> String {
    let mut chars = m.chars();
    let m: String = chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect());
    format!("{f} {} {m}", if number == Number::Plural { "y" } else { "o" })
}

/// Where the sentence around a range begins and ends.
fn sentence(text: &str, range: &std::ops::Range<usize>) -> (usize, usize) {
    let found = crate::check::sentence::around(text, range.clone());
    (found.start, found.end)
}

/// « las trabajadoras y los trabajadores » → l@s trabajador@s.
fn named_twice(text: &str, nouns: &[RoleNoun], sign: Notation, work: &mut Work) {
    for noun in nouns.iter().filter(|n| !n.is_epicene()) {
        let word = |m: &str, f: &str| Marked {
            range: 0..0,
            masculine: m.to_string(),
            feminine: f.to_string(),
            number: Number::Plural,
            notation: sign,
        };
        let form = word(&noun.masculine, noun.feminine());
        let article = word("el", "la");
        let (m, f) = (form.in_gender(false), form.in_gender(true));
        let signed = |m: &str, f: &str| write(&word(m, f), sign);
        let (Some(new), Some(article)) = (write(&form, sign), write(&article, sign)) else { continue };
        let (Some(all), Some(capital_all)) = (signed("todo", "toda"), signed("Todo", "Toda")) else { continue };
        let (Some(some), Some(capital_article)) = (signed("uno", "una"), signed("El", "La")) else { continue };
        let patterns = [
            (format!("todas las {f} y todos los {m}"), format!("{all} {article} {new}")),
            (format!("Todas las {f} y todos los {m}"), format!("{capital_all} {article} {new}")),
            (format!("unas {f} y unos {m}"), format!("{some} {new}")),
            (format!("Las {f} y los {m}"), format!("{capital_article} {new}")),
            (format!("las {f} y los {m}"), format!("{article} {new}")),
            (format!("los {m} y las {f}"), format!("{article} {new}")),
            (format!("las y los {m}"), format!("{article} {new}")),
            (format!("{f} y {m}"), new.clone()),
            (format!("{m} y {f}"), new.clone()),
        ];
        for (pattern, replacement) in patterns {
            for (at, found) in text.match_indices(pattern.as_str()) {
                let end = at + found.len();
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                if !letter(text[..at].chars().next_back()) && !letter(text[end..].chars().next()) {
                    work.edit(at..end, replacement.clone());
                }
            }
        }
    }
}
