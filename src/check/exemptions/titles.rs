//! Titles of works: in 《…》, or in quotation marks or italics behind a word that announces one ("the novel …").

use super::phrases::{any, ends_with};
use super::{Exemption, Place};
use crate::text::fold::fold;

pub fn find(place: &Place) -> Option<Exemption> {
    if place.quote().is_some_and(|q| q.is_title) || place.outer_quote().is_some_and(|q| q.is_title) {
        return Some(Exemption::Title);
    }
    let marked = place.outer_quote().map(|q| q.outer.clone()).or_else(|| place.emphasis())?;
    let written = &place.text()[marked.clone()];
    // A title begins with a capital where the script has them, and is no long speech.
    let begins = written.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(|c| !c.is_lowercase());
    if !begins || written.chars().count() > 160 {
        return None;
    }
    let from = place.sentence.start.min(marked.start);
    let lead = fold(&place.text()[from..marked.start]);
    // The author or a year may stand between: the novel by …, "…" ; the film (1946) "…".
    let lead = lead.trim_end_matches([' ', ',', ':']);
    any(lead, &place.context.titles.markers, ends_with).then_some(Exemption::Title)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn announced_titles() {
        all(
            "title",
            &[
                ("en", "She read the novel “Confessions of a Prostitute” twice."),
                ("en", "We saw the film *The Whore of the Village*."),
                ("fr", "Le roman « La Prostituée du port » est épuisé."),
                ("es", "La película «La prostituta del puerto» se estrenó."),
                ("ru", "Роман «Проститутка из порта» распродан."),
                ("zh", "他读了《妓女日记》。"),
            ],
        );
    }

    #[test]
    fn not_every_quotation_is_a_title() {
        none(
            "title",
            &[
                ("en", "In the film she calls him “no friend of prostitutes”."),
                ("fr", "Le roman parle de « prostituées »."),
                ("zh", "小说里写道：“妓女来了”。"),
            ],
        );
    }
}
