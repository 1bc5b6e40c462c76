//! `[sic]`: the writer has seen the word and says so.

use super::{Exemption, Place};

pub fn find(place: &Place) -> Option<Exemption> {
    // Behind the term, or behind the quotation that ends with it.
    let tail = place
        .tail
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '»' | '’' | '\'' | '*' | '_' | '」'));
    place.context.sic.iter().any(|mark| tail.starts_with(mark.as_str())).then_some(Exemption::Sic)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn directly_behind_the_term() {
        all(
            "sic",
            &[
                ("en", "The leaflet counts forty prostitutes [sic] in the town."),
                ("en", "The leaflet counts “forty prostitutes” [sic] in the town."),
                ("fr", "Le dépliant compte quarante prostituées [sic] dans la ville."),
                ("es", "El folleto cuenta cuarenta prostitutas (sic) en la ciudad."),
                ("ru", "В листовке насчитали сорок проституток [sic] в городе."),
                ("ru", "В листовке насчитали сорок проституток [так в тексте] в городе."),
                ("zh", "传单称城里有四十名妓女（原文如此）。"),
            ],
        );
        none("sic", &[("en", "The leaflet [sic] counts forty prostitutes in the town.")]);
    }
}
