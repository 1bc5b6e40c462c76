//! Pronouns that take up a noun for people in the feminine only: « les travailleurSEs …, et celles qui … », « les membres …
//! pour elles ». What a pronoun means is a person's to say, so nothing here is applied unasked.

use super::Proposal;
use super::incomplete_agreement::Found;
use crate::document::Prose;
use crate::grammar::fr::inflection::noun_gender;
use crate::grammar::fr::notation::Marked;
use crate::grammar::{Gender, Number, TextEdit, Token, Tokens};
use std::ops::Range;

/// « …, et celles qui … »: the pronoun takes up the noun in the feminine only.
pub fn celles(prose: &Prose, marked: &Marked, window: Range<usize>, found: &mut Found) {
    if marked.number != Number::Plural {
        return;
    }
    let text: &str = &prose.text;
    let rest = &text[marked.range.end..window.end];
    let mut before = "";
    let mut at = 0;
    for word in rest.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')')) {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_end_matches(',');
        if bare.is_empty() {
            continue;
        }
        if bare == "celles" && matches!(before, "et" | "particulier" | "notamment" | "surtout" | "ou" | "même") {
            let next = rest.get(at..).unwrap_or("").split_whitespace().next().unwrap_or("");
            if matches!(next, "qui" | "des" | "de" | "du" | "dont" | "que" | "ayant" | "vivant") {
                // Split on one-byte and longer white space alike, so the place is looked for near where it must be.
                let place = rest[start.min(rest.len())..].find("celles").map(|i| marked.range.end + start + i);
                if let Some(place) = place {
                    let range = place..place + "celles".len();
                    found.add(Proposal {
                        range: range.clone(),
                        edits: vec![TextEdit { range, text: "celles et ceux".into() }],
                        safe: false,
                    });
                }
            }
            return;
        }
        // Another plural may be what the pronoun means.
        if matches!(bare, "les" | "des" | "ces" | "aux" | "leurs" | "plusieurs" | "certaines") && before != "et" {
            let adjectival = before == "celles";
            if !adjectival {
                return;
            }
        }
        before = bare;
    }
}

/// Words further than this from the noun are another sentence's affair as often as not.
const NEAR: usize = 20;

fn is_plural_determiner(token: &Token) -> bool {
    matches!(
        token.lower(),
        "les" | "des" | "aux" | "ces" | "ses" | "mes" | "tes" | "nos" | "vos" | "leurs" | "plusieurs" | "quelques"
    )
}

/// « soutenir les membres dans les contextes où il n’est pas sûr pour elles »: the noun has one form for both genders, and
/// nothing between it and the pronoun is feminine. `window`: the sentence.
pub fn elles(prose: &Prose, noun: Range<usize>, window: Range<usize>, found: &mut Found) {
    let text = &prose.text[window.clone()];
    let tokens = Tokens::around(text, noun.start - window.start..noun.end - window.start, true);
    let Some((determiner, before)) = tokens.before.split_first().filter(|(d, _)| is_plural_determiner(d)) else { return };
    // « les associations et leurs membres », « l’appui des membres »: the pronoun may mean the other noun. So it may where
    // another plural begins the clause.
    let opens = |t: Option<&Token>| {
        t.is_none_or(|t| !t.is_word() || matches!(t.lower(), "que" | "qu'" | "quand" | "si" | "où" | "lorsque" | "car"))
    };
    let governed = matches!(determiner.lower(), "des" | "aux")
        || before
            .first()
            .is_some_and(|t| matches!(t.lower(), "et" | "ou" | "de" | "d'" | "à" | "ni" | "par" | "avec" | "toutes"));
    if governed || before.iter().enumerate().any(|(i, t)| is_plural_determiner(t) && opens(before.get(i + 1))) {
        return;
    }
    let after: Vec<&Token> = tokens.after.iter().take(NEAR).collect();
    let mut taken_up = false;
    for (i, token) in after.iter().enumerate() {
        let left = i.checked_sub(1).map(|k| after[k].lower()).unwrap_or_default();
        let word = token.lower();
        // « elles/eux » names both already.
        let paired = left == "/" || after.get(i + 1).is_some_and(|t| t.text == "/");
        let text = match word {
            "elles" if taken_up || paired => return,
            "elles" if left == "qu'" || left == "que" => return,
            "elles"
                if matches!(
                    left,
                    "pour" | "à" | "de" | "d'" | "par" | "avec" | "chez" | "entre" | "sans" | "contre" | "vers" | "sur"
                ) =>
            {
                "elles/eux"
            }
            "elles" => "elles/ils",
            "elles-mêmes" => "elles/eux-mêmes",
            _ => {
                let next = after.get(i + 1).map(|t| t.lower()).unwrap_or_default();
                let singular = next.strip_suffix(['s', 'x']).unwrap_or(next);
                // Once a pronoun has taken up the noun, « elles-mêmes » goes with it.
                if !taken_up && is_plural_determiner(token) && noun_gender(singular) != Some(Gender::Masculine) {
                    return;
                }
                continue;
            }
        };
        taken_up = true;
        let range = window.start + token.range.start..window.start + token.range.end;
        found.add(Proposal { range: range.clone(), edits: vec![TextEdit { range, text: text.into() }], safe: false });
    }
}
