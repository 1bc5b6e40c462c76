//! Mention, not use: the word is named as a word. Nobody can write about words without writing them.
//!
//! A marker word and quotation marks or italics; the bare word behind "the word"; guidance ("say …, not …"), and the lines
//! of a glossary, where the better wording stands beside it.

use super::phrases::{any, ends_with, starts_with};
use super::{Exemption, Place};
use crate::text::fold::fold;
use std::ops::Range;

/// A quotation of at most this many characters can be a word or a phrase; longer ones are somebody's speech.
const SHORT: usize = 60;
const ARROWS: [&str; 7] = ["→", "⇒", "➔", "⟶", "->", "=>", "➜"];

pub fn find(place: &Place) -> Option<Exemption> {
    let marked = marked(place);
    let held = match &marked {
        Some(range) => named(place, range) || instead_of(place, range) || guidance(place, range),
        None => named_bare(place) || guidance(place, &place.hit),
    };
    (held || glossary(place)).then_some(Exemption::Mention)
}

/// Quotation marks or emphasis around a short piece with the hit, bytes of the paragraph.
fn marked(place: &Place) -> Option<Range<usize>> {
    let short = |r: &Range<usize>| place.text()[r.clone()].chars().count() <= SHORT;
    let quote = place.quote().filter(|q| !q.is_title).map(|q| q.outer.clone());
    quote.or_else(|| place.emphasis()).filter(short)
}

/// The text before the marked word in its sentence, folded, without the marked words it is listed with: the words "…" and.
fn lead_of(place: &Place, marked: &Range<usize>) -> String {
    let mut end = marked.start;
    let from = place.sentence.start.min(end);
    let joiner = |s: &str| {
        s.chars().count() <= 6 && s.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, ',' | '/' | '、' | '+'))
    };
    while let Some(before) = place.paragraph.quotes().iter().rev().find(|q| q.outer.end <= end) {
        let listed =
            before.outer.start >= from && joiner(&place.text()[before.outer.end..end]) && before.inner.len() <= SHORT * 2;
        if !listed {
            break;
        }
        end = before.outer.start;
    }
    fold(&place.text()[from..end])
}

/// "the word “…”", "terms such as “…”", "“…”这个词".
fn named(place: &Place, marked: &Range<usize>) -> bool {
    let rules = &place.context.mention;
    let lead = lead_of(place, marked);
    let lead = lead.trim_end().trim_end_matches([':', ',', '：']);
    let stem =
        rules.joiners.iter().find(|j| ends_with(lead, j)).map(|j| lead.trim_end()[..lead.trim_end().len() - j.len()].trim_end());
    let before = |l: &str| any(l, &rules.markers, ends_with) || any(l, &rules.bare_markers, ends_with);
    if before(lead) || stem.is_some_and(before) {
        return true;
    }
    let end = place.sentence.end.max(marked.end);
    let tail = fold(&place.text()[marked.end..end]);
    any(&tail, &rules.behind, starts_with) || any(&tail, &rules.bare_behind, starts_with)
}

/// "the word prostitute", 妓女这个词: no marks, but nothing between the two either.
fn named_bare(place: &Place) -> bool {
    let rules = &place.context.mention;
    any(&place.lead, &rules.bare_markers, ends_with) || any(&place.tail, &rules.bare_behind, starts_with)
}

/// "instead of “…”", "not “…” but": quoted words that are spoken against.
fn instead_of(place: &Place, marked: &Range<usize>) -> bool {
    any(&lead_of(place, marked), &place.context.mention.instead_of, ends_with)
}

/// "Say sex worker, not prostitute.": an instruction, the better wording, and the word that it replaces.
fn guidance(place: &Place, word: &Range<usize>) -> bool {
    let rules = &place.context.mention;
    let from = place.sentence.start.min(word.start);
    let lead = fold(&place.text()[from..word.start]);
    let begin = lead.trim_start_matches(|c: char| !c.is_alphanumeric());
    let instructs = any(begin, &rules.instructions, starts_with);
    instructs
        && (any(&lead, &rules.instead_of, ends_with) || any(begin.trim_end(), &rules.instructions, |t, p| t == p))
        && offers_elsewhere(place, place.sentence.clone(), word)
}

/// "prostitute → sex worker", "prostitute: say sex worker": a line with the word, a sign between, and the better wording.
fn glossary(place: &Place) -> bool {
    let line = place.line();
    let text = &place.text()[line.clone()];
    if text.chars().count() > 240 {
        return false;
    }
    let word = marked(place).unwrap_or_else(|| place.hit.clone());
    let arrow = ARROWS.iter().any(|a| text.contains(a));
    let begins = place.text()[line.start..word.start.max(line.start)].chars().all(|c| !c.is_alphanumeric());
    let behind = place.text()[word.end.min(line.end)..line.end].trim_start_matches(['*', '_', '»', '"', '”', ' ', '\u{a0}']);
    let defined = begins && (behind.starts_with([':', '：', '=', '|', '\t', '–', '—']) || behind.starts_with("- "));
    (arrow || defined) && offers_elsewhere(place, line, &word)
}

/// Whether the range offers one of the entry's wordings outside the word itself.
fn offers_elsewhere(place: &Place, range: Range<usize>, word: &Range<usize>) -> bool {
    let before = &place.text()[range.start.min(word.start)..word.start];
    let behind = &place.text()[word.end..range.end.max(word.end)];
    place.offers_wording(before) || place.offers_wording(behind)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn a_marker_and_marks() {
        all(
            "mention",
            &[
                ("en", "Many avoid the word “prostitute” today."),
                ("en", "Terms such as “hooker” and “prostitute” hurt."),
                ("en", "The label 'prostitute' sticks."),
                ("en", "The word *prostitute* is avoided here."),
                ("fr", "Le mot « prostituée » blesse."),
                ("fr", "Des termes comme « prostituée » blessent."),
                ("fr", "Nous refusons l’étiquette “prostituée”."),
                ("es", "La palabra «prostituta» hiere."),
                ("es", "El término \"prostituta\" hiere."),
                ("ru", "Слово «проститутка» ранит."),
                ("ru", "Мы избегаем термина „проститутка“."),
                ("zh", "不要再用“妓女”一词。"),
                ("zh", "「妓女」這個詞傷人。"),
                ("zh", "她说：“‘妓女’这个词很难听。”"),
            ],
        );
    }

    #[test]
    fn the_bare_word_behind_its_marker() {
        all(
            "mention",
            &[
                ("en", "Many avoid the word prostitute today."),
                ("fr", "Beaucoup évitent le mot prostituée."),
                ("es", "Muchas evitan la palabra prostituta."),
                ("ru", "Многие избегают слова проститутка."),
                ("zh", "妓女这个词带有贬义。"),
            ],
        );
    }

    #[test]
    fn guidance_and_glossaries() {
        all(
            "mention",
            &[
                ("en", "Say sex worker, not prostitute."),
                ("en", "Use “sex worker” instead of “prostitute”."),
                ("en", "prostitute → sex worker"),
                ("fr", "Dites travailleuse du sexe, et non prostituée."),
                ("fr", "prostituée → travailleuse du sexe"),
                ("es", "Diga trabajadora sexual en lugar de prostituta."),
                ("ru", "проститутка → секс-работница"),
                ("zh", "妓女 → 性工作者"),
            ],
        );
    }

    #[test]
    fn use_is_use() {
        none(
            "mention",
            &[
                ("en", "The password was given to a prostitute."),
                ("en", "In other words, prostitutes are arrested."),
                ("en", "She was not a prostitute."),
                ("en", "Use condoms, whether you are a sex worker or visit prostitutes."),
                ("fr", "En un mot, les prostituées sont arrêtées."),
                ("ru", "Одним словом, проститутки протестуют."),
                ("zh", "他用言词侮辱妓女。"),
            ],
        );
    }
}
