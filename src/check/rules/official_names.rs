//! Official names: an agency, treaty or network keeps the name it has in the language of the text (OMS, not WHO; ONUSIDA, not
//! UNAIDS). Silent where the foreign name only explains the own one in brackets, in a list of references, and in addresses.

use super::{Place, Verdict};
use crate::check::sentence;
use crate::grammar::{Rewrite, zh};
use crate::lexicon::Agency;
use crate::text::{Language, script::is_han};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::OnceLock;

/// Marks and words before a foreign name that only explains the own one.
const EXPLAINS: [&str; 15] =
    ["(", "[", "/", "（", "［", "(en", "anglais", "inglés", "англ.", "английски", "英文", "英语", "英語", "以下简称", "以下簡稱"];

/// Whether the document introduces a foreign name here, as in « 世界卫生组织（WHO） », to use it from here on.
pub fn introduces(prose: &str, range: &Range<usize>) -> bool {
    prose[..range.start].trim_end().ends_with(['(', '（'])
        && prose[range.end..].trim_start().starts_with([')', '）', ',', '，', '、'])
}

pub fn verdict(place: &Place) -> Verdict {
    if place.found().starts_with(is_han) {
        return other_script(place);
    }
    let line = crate::grammar::line_around(place.text, place.local.start);
    if super::super::all_capitals(line) && line.split_whitespace().count() > 1 && !line.contains(is_han) {
        return Verdict::Silent("in a line of capitals an abbreviation looks like any word");
    }
    let before = place.text[..place.local.start].trim_end();
    let after = place.text[place.local.end..].trim_start();
    if after.starts_with('/') || EXPLAINS.iter().any(|e| before.ends_with(e)) {
        return Verdict::Silent("the foreign name explains the own one");
    }
    if is_something_else(place) {
        return Verdict::Silent("these letters are other things too, and nothing near says which");
    }
    // In Chinese an abbreviation in Latin letters is right once it was introduced.
    if place.entry.language == Language::Zh && place.facts.counts.of(place.index, place.search) > 0 {
        return Verdict::Silent("introduced in brackets");
    }
    // « Guidelines. Geneva: WHO; 2016 », « WHO, 2016 »: a reference gives the name that stands on the title page.
    let year = after.trim_start_matches([',', ';', ' ', '.', '(', ':', '，', '（']);
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 && after.starts_with([',', ';', '(', '.', ':', '，', '（'])
        || before.ends_with(':') && after.starts_with([';', ','])
    {
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

/// How far around an ambiguous abbreviation is looked, in bytes.
const NEAR: usize = 400;

/// « PAM » is the World Food Programme and a part of Linux: the first only where food, or another agency, is spoken of.
fn is_something_else(place: &Place) -> bool {
    let agencies = &place.rules.tables().agencies;
    let found = place.found();
    let Some(agency) = agencies.iter().find(|a| a.ambiguous.iter().any(|w| w == found)) else { return false };
    let mut from = place.local.start.saturating_sub(NEAR);
    while !place.text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (place.local.end + NEAR).min(place.text.len());
    while !place.text.is_char_boundary(to) {
        to += 1;
    }
    let around = [&place.text[from..place.local.start], &place.text[place.local.end..to]];
    let named = |side: &&str| {
        sure_names(agencies).find_overlapping_iter(*side).any(|name| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
            !letter(side[..name.start()].chars().next_back()) && !letter(side[name.end()..].chars().next())
        })
    };
    let sign = |sign: &String| {
        let (bare, open) = sign.strip_suffix('*').map_or((sign.as_str(), false), |bare| (bare, true));
        around.iter().any(|side| {
            let side = side.to_lowercase();
            if bare.starts_with(is_han) {
                return side.contains(bare);
            }
            let words = side.split(|c: char| !c.is_alphanumeric());
            let mut words = words.filter(|w| !w.is_empty());
            words.any(|w| if open { w.starts_with(bare) } else { w == bare })
        })
    };
    !agency.signs.iter().any(sign) && !around.iter().any(named)
}

/// Finds the names that can be nothing else. Agencies are built in: they are the same for every rule set.
fn sure_names(agencies: &[Agency]) -> &'static AhoCorasick {
    static NAMES: OnceLock<AhoCorasick> = OnceLock::new();
    NAMES.get_or_init(|| {
        let names = agencies.iter().flat_map(Agency::sure_names);
        AhoCorasick::new(names).unwrap_or_else(|_| unreachable!("a short list of names"))
    })
}

/// A Chinese name in the characters of one script, in a text that is written in the other.
fn other_script(place: &Place) -> Verdict {
    let own = zh::characters(place.found());
    let around = zh::characters(&place.text[..place.local.start]) + zh::characters(&place.text[place.local.end..]);
    let clearly = |one: u32, other: u32| one >= 3 && one > 2 * other;
    let traditional_name = own.traditional > own.simplified;
    if traditional_name && clearly(around.simplified, around.traditional)
        || !traditional_name && clearly(around.traditional, around.simplified)
    {
        return Verdict::Report(None);
    }
    Verdict::Silent("in the script of the text")
}

/// Gives a name what the grammar cannot know: its own capitals, which were made those of the words that stood there
/// (« Programme Commun »); in Chinese no space beside it, as there was beside Latin letters.
pub fn settle(text: &str, hit: &Range<usize>, name: &str, rewrite: &mut Rewrite) {
    let Some(edit) = rewrite.edits.iter_mut().find(|e| e.range.start <= hit.start && hit.end <= e.range.end) else { return };
    if name.starts_with(is_han) {
        if let Some(before) = text[..edit.range.start].strip_suffix(' ').filter(|t| t.ends_with(is_han)) {
            edit.range.start = before.len();
        }
        if text[edit.range.end..].strip_prefix(' ').is_some_and(|t| t.starts_with(is_han)) {
            edit.range.end += 1;
        }
        return;
    }
    let letters: Vec<char> = name.chars().collect();
    let mut written: Vec<char> = edit.text.chars().collect();
    // Apostrophes and line ends are those of the text.
    let layout = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let same = |a: char, b: char| layout(a) && layout(b) || a.to_lowercase().eq(b.to_lowercase());
    let Some(at) = (0..(written.len() + 1).saturating_sub(letters.len()))
        .find(|at| written[*at..].iter().zip(&letters).all(|(a, b)| same(*a, *b)))
    else {
        return;
    };
    let begins = at == 0 && sentence::begins_at(text, edit.range.start);
    for (i, (place, letter)) in written[at..].iter_mut().zip(letters).enumerate() {
        if !(layout(letter) || i == 0 && begins) {
            *place = letter;
        }
    }
    edit.text = written.into_iter().collect();
}
