//! Figurative use: no person and no work is meant ("the prostitution of justice"). A note: a better image exists.

use super::phrases::{any, ends_with, starts_with};
use super::{Exemption, Place};

pub fn find(place: &Place) -> Option<Exemption> {
    let rules = &place.context.figurative;
    let held = any(&place.lead, &rules.before, ends_with) || any(&place.tail, &rules.behind, starts_with);
    held.then_some(Exemption::Figurative)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn what_is_sold_is_no_service() {
        all("figurative", &[("ru", "Автор обличает проституцию искусства.")]);
        none("figurative", &[("en", "The prostitution of women is a subject of the report.")]);
    }
}
