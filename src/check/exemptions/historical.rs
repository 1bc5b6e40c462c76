//! Historical sources: under a heading that announces them the wording of the time stands; a sentence that speaks of it
//! makes a note.

use super::phrases::{any, contains};
use super::{Exemption, Place};
use crate::document::Role;
use crate::text::fold::fold;

/// How far back the heading of a section in plain text may stand, in bytes.
const SECTION: usize = 6 * 1024;

pub fn find(place: &Place) -> Option<Exemption> {
    let rules = &place.context.historical;
    if heading(place, &|h| any(h, &rules.headings, contains)) {
        return Some(Exemption::Historical);
    }
    let sentence = [&place.lead, &place.tail];
    sentence.iter().any(|s| any(s, &rules.markers, contains)).then_some(Exemption::HistoricalWording)
}

/// Whether the nearest heading before the hit passes the test (it is handed in folded).
pub fn heading(place: &Place, test: &dyn Fn(&str) -> bool) -> bool {
    match &place.prose.segments {
        Some(segments) => {
            let at = segments.partition_point(|s| s.range.start <= place.segment.range.start);
            let heading = segments[..at].iter().rev().take(400).find(|s| s.role == Role::Heading);
            heading.is_some_and(|h| h.range != place.segment.range && test(&fold(short(&place.prose.text[h.range.clone()]))))
        }
        None => {
            let at = place.segment.range.start + place.line().start;
            let mut from = at.saturating_sub(SECTION);
            while !place.prose.text.is_char_boundary(from) {
                from += 1;
            }
            let before = &place.prose.text[from..at];
            before.lines().rev().find(|l| is_heading(l)).is_some_and(|l| test(&fold(l.trim())))
        }
    }
}

/// A heading of plain text: a short line that no sentence ends on, in capitals, or numbered, or without comma.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let begins =
        line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '#' || crate::text::script::is_han(c));
    if !begins || line.ends_with(['.', ',', ';', '!', '?', '。', '，', '；', '”', '»']) || line.as_bytes().contains(&b',') {
        return false;
    }
    // Six words are counted, and eighteen ideographs.
    if !line.is_ascii() && line.chars().any(crate::text::script::is_han) {
        line.chars().take(19).count() <= 18
    } else {
        line.split_whitespace().take(7).count() <= 6
    }
}

fn short(text: &str) -> &str {
    let mut end = text.len().min(200);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn a_heading_announces_sources() {
        all(
            "historical",
            &[
                ("en", "Historical sources\n\nThe register lists prostitutes by street."),
                ("fr", "SOURCES HISTORIQUES\n\nLe registre recense les prostituées par rue."),
                ("es", "Fuentes históricas\n\nEl registro enumera prostitutas por calle."),
                ("ru", "Исторические источники\n\nВ реестре записаны проститутки по улицам."),
                ("zh", "历史文献\n\n登记册按街道列出妓女。"),
            ],
        );
        none(
            "historical",
            &[("en", "Historical sources\n\nThe register is lost.\n\nOur work today\n\nWe met prostitutes by the road.")],
        );
    }

    #[test]
    fn a_sentence_speaks_of_the_wording_of_its_time() {
        all(
            "historical-wording",
            &[
                ("en", "In the wording of the time, the register lists prostitutes by street."),
                ("fr", "Selon la terminologie de l’époque, le registre recense les prostituées."),
            ],
        );
        none("historical-wording", &[("en", "At that time prostitutes were registered.")]);
    }
}
