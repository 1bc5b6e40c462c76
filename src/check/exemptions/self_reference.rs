//! Self-reference: somebody's own word for themselves. Nobody corrects it.

use super::phrases::{any, ends_with, starts_with};
use super::{Exemption, Place};
use crate::grammar::Denotes;

pub fn find(place: &Place) -> Option<Exemption> {
    if !matches!(place.entry.denotes, Denotes::Person | Denotes::Group) {
        return None;
    }
    let rules = &place.context.self_reference;
    let lead = without_adjectives(&place.lead, &rules.adjectives);
    let own = any(lead, &rules.phrases, ends_with) || any(&place.tail, &rules.behind, starts_with);
    own.then_some(Exemption::SelfReference)
}

/// The text before the hit without the adjectives that belong to it: "a proud and happy".
fn without_adjectives<'t>(lead: &'t str, adjectives: &[String]) -> &'t str {
    let mut lead = lead.trim_end();
    loop {
        let Some(found) = adjectives.iter().find(|a| ends_with(lead, a)) else { return lead };
        let Some(at) = lead.rfind(found.trim_end_matches('*')) else { return lead };
        lead = lead[..at].trim_end();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn first_person_and_the_word() {
        all(
            "self-reference",
            &[
                ("en", "I am a whore and proud."),
                ("en", "I am a proud old whore, she told the crowd."),
                ("fr", "Je suis une pute, et je paie mes impôts."),
                ("fr", "Nous, putes, exigeons des droits."),
                ("es", "Nosotras, las putas, exigimos derechos."),
                ("ru", "Я шлюха и горжусь этим."),
                ("zh", "我是妓女，我要尊严。"),
            ],
        );
    }

    #[test]
    fn other_people_are_not_oneself() {
        none(
            "self-reference",
            &[
                ("en", "I met prostitutes in the street."),
                ("en", "I am against prostitutes."),
                ("en", "She is a whore."),
                ("fr", "Je suis contre les prostituées."),
                ("es", "Soy vecina de una prostituta."),
                ("ru", "Я видел проституток."),
                ("zh", "我看见妓女。"),
            ],
        );
    }
}
