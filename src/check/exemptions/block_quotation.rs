//! Block quotations: `>` in Markdown and mail, `<blockquote>`, and `<q>` and `<cite>` in a line.

use super::{Exemption, Place};
use crate::document::{InlineKind, Role};

pub fn find(place: &Place) -> Option<Exemption> {
    if place.segment.role == Role::Quote {
        return Some(Exemption::BlockQuotation);
    }
    let hit = place.segment.range.start + place.hit.start..place.segment.range.start + place.hit.end;
    let inline = place.inlines().any(|i| i.kind == InlineKind::Quote && i.range.start <= hit.start && hit.end <= i.range.end);
    if inline {
        return Some(Exemption::Quotation);
    }
    // Mail and notes in plain text quote by a sign at the line's beginning.
    let line = &place.text()[place.line()];
    line.trim_start().starts_with("> ").then_some(Exemption::BlockQuotation)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn quoted_lines_of_mail() {
        all("block-quotation", &[("en", "Ana wrote on Monday.\n> The prostitutes were moved on.\nShe is right.")]);
        none(
            "block-quotation",
            &[("en", "> An old line.\nThe prostitutes were moved on."), ("en", "More than 5 > 3 prostitutes.")],
        );
    }
}
