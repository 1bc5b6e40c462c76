//! Official names: an agency, treaty or network keeps the name it has in the language of the text (OMS, not WHO; ONUSIDA, not
//! UNAIDS). Silent where the foreign name only explains the own one in brackets, in a list of references, and in addresses.

use super::{Place, Verdict};

pub fn verdict(place: &Place) -> Verdict {
    let line = crate::grammar::line_around(place.text, place.local.start);
    if super::super::all_capitals(line) && line.split_whitespace().count() > 1 {
        return Verdict::Silent("in a line of capitals an abbreviation looks like any word");
    }
    let before = place.text[..place.local.start].trim_end();
    let after = place.text[place.local.end..].trim_start();
    if before.ends_with(['(', '[', '/']) || after.starts_with('/') || before.ends_with("(en") || before.ends_with("anglais") {
        return Verdict::Silent("the foreign name explains the own one");
    }
    // « Guidelines. Geneva: WHO; 2016 », « WHO, 2016 »: a reference gives the name that stands on the title page.
    let year = after.trim_start_matches([',', ';', ' ', '.', '(', ':']);
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 && after.starts_with([',', ';', '(', '.', ':']) || before.ends_with(':') && after.starts_with([';', ',']) {
        return Verdict::Silent("a reference");
    }
    // Part of a longer foreign name: WHO Europe, UNAIDS Secretariat.
    let foreign = |w: Option<&str>| {
        w.is_some_and(|w| {
            w.len() > 3
                && w.is_ascii()
                && w.starts_with(|c: char| c.is_ascii_uppercase())
                && w[1..].chars().all(|c| c.is_ascii_lowercase())
        })
    };
    let slip = place.entry.searches.get(place.search).is_some_and(|s| s.phrase.citation().contains(','));
    if !slip && foreign(after.split(|c: char| !c.is_alphanumeric()).next()) {
        return Verdict::Silent("part of a longer name");
    }
    Verdict::Report(None)
}
