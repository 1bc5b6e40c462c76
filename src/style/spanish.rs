//! Spanish: @, x, slash, brackets, doublets, feminine.

use super::{Reason, To, Work};
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
        for form in &marked {
            match write(form, sign) {
                Some(new) => work.edit(form.range.clone(), new),
                None => work.keep(form.range.clone(), Reason::NoForm, &[]),
            }
        }
        named_twice(text, nouns, sign, &mut work);
        return work;
    }
    for (n, form) in marked.iter().enumerate() {
        if to == To::Feminine {
            work.edit(form.range.clone(), form.in_gender(true));
            continue;
        }
        doublet(text, &marked, n, form, nouns, &mut work);
    }
    work
}

/// l@s trabajador@s → las trabajadoras y los trabajadores; what agrees takes the masculine plural.
fn doublet(text: &str, marked: &[Marked], n: usize, form: &Marked, nouns: &[RoleNoun], work: &mut Work) {
    let is_noun = |m: &Marked| nouns.iter().any(|noun| noun.masculine == m.masculine.to_lowercase());
    let next = marked.get(n + 1).filter(|next| text[form.range.end..next.range.start].trim().is_empty());
    let joined = if form.number == Number::Plural { "y" } else { "o" };
    if let Some(noun) = next.filter(|next| is_noun(next) && !is_noun(form)) {
        let gap = &text[form.range.end..noun.range.start];
        let (f, m) = (form.in_gender(true), form.in_gender(false).to_lowercase());
        let both = format!("{f}{gap}{} {joined} {m}{gap}{}", noun.in_gender(true), noun.in_gender(false));
        work.edit(form.range.start..noun.range.end, both);
    } else if is_noun(form) {
        work.edit(form.range.clone(), format!("{} {joined} {}", form.in_gender(true), form.in_gender(false).to_lowercase()));
    } else {
        work.edit(form.range.clone(), form.in_gender(false));
    }
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
        let (Some(new), Some(article)) = (write(&form, sign), write(&article, sign)) else { continue };
        let patterns = [
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
