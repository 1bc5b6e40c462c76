//! What has the shape of a name without being on a list: laws with number or year, organisations, offences, forms of
//! address, and runs of capitals in mid-sentence. The shape's extent is the name's; a free use beside it is still found.

use super::phrases::{last, starts_with};
use super::{Exemption, Place};
use crate::document::Role;
use crate::grammar::{Form, Number, is_title_line};
use crate::lexicon::Kind;
use crate::text::script::is_han;
use std::ops::Range;

/// A name for certain.
pub fn find(place: &Place) -> Option<Exemption> {
    // How a preferred term is spelled is no name's own affair as long as only its shape says that it is one.
    if place.entry.kind == Kind::Style {
        return None;
    }
    let range = address(place)
        .or_else(|| capitals_with_noun(place))
        .or_else(|| organisation(place))
        .or_else(|| law(place))
        .or_else(|| ending(place))?;
    Some(Exemption::NameShape(shown(place, range)))
}

/// Perhaps a name: a note.
pub fn likely(place: &Place) -> Option<Exemption> {
    let range = capitals(place).or_else(|| article(place))?;
    Some(Exemption::LikelyName(shown(place, range)))
}

/// The name for messages: on one line, and not endless.
fn shown(place: &Place, range: Range<usize>) -> String {
    let name: Vec<&str> = place.text()[range].split_whitespace().collect();
    let name = name.join(" ");
    if name.chars().count() > 90 { name.chars().take(89).chain(['…']).collect() } else { name }
}

/// A word of the text, bytes of the paragraph.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl Word<'_> {
    fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Whether nothing but space and at most one apostrophe, hyphen, ampersand or parenthesis stands between two words of a name.
fn joined(between: &str) -> bool {
    let sign = between.trim();
    let is_sign = sign.chars().all(|c| matches!(c, '(' | ')' | '’' | '\'' | '&' | '-' | '\u{2010}' | '\u{2011}'));
    is_sign && sign.chars().count() <= 1 && between.matches('\n').count() < 2
}

const fn is_word(c: char) -> bool {
    // What `char::is_alphanumeric` says, and digits with their point are words of a name too (Bill C-36, 6.11).
    !matches!(c, ' '..='/' | ':'..='@' | '['..='`' | '{'..='~' | '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\n' | '\r' | '\t')
}

/// The words before the hit, nearest first, as long as a name can run.
fn words_before<'t>(place: &Place<'t>) -> Vec<Word<'t>> {
    let text = place.text();
    let mut words = Vec::new();
    let mut end = place.hit.start;
    let floor = place.sentence.start;
    while words.len() < 9 {
        let before = &text[floor..end];
        let trimmed = before.trim_end_matches(|c| !is_word(c));
        if trimmed.is_empty() || !joined(&before[trimmed.len()..]) {
            break;
        }
        let start = floor + trimmed.trim_end_matches(is_word).len();
        let stop = floor + trimmed.len();
        words.push(Word { text: &text[start..stop], start, end: stop });
        end = start;
    }
    words
}

/// The words behind the hit, nearest first.
fn words_behind<'t>(place: &Place<'t>) -> Vec<Word<'t>> {
    let text = place.text();
    let mut words = Vec::new();
    let mut start = place.hit.end;
    let ceiling = place.sentence.end.max(start);
    while words.len() < 9 {
        let behind = &text[start..ceiling];
        let trimmed = behind.trim_start_matches(|c| !is_word(c));
        if trimmed.is_empty() || !joined(&behind[..behind.len() - trimmed.len()]) {
            break;
        }
        let from = ceiling - trimmed.len();
        let to = from + (trimmed.len() - trimmed.trim_start_matches(is_word).len());
        words.push(Word { text: &text[from..to], start: from, end: to });
        start = to;
    }
    words
}

/// How many of the words belong to a name that runs on from the hit: capitals, and small words with a capital beyond.
fn run_length(words: &[Word], particles: &[String]) -> usize {
    let mut length = 0;
    for (n, word) in words.iter().enumerate() {
        if word.is_capital() || (n == length && word.text.chars().all(|c| c.is_ascii_digit())) {
            length = n + 1;
        } else if !particles.iter().any(|p| p == word.text) || n >= length + 2 {
            break;
        }
    }
    length
}

/// Whether capitals say nothing here: a heading or a line in title case or capitals, or the hit is in small letters.
fn no_capitals(place: &Place) -> bool {
    let written = place.found();
    !written.chars().next().is_some_and(char::is_uppercase) || super::super::all_capitals(written)
}

fn in_title_case(place: &Place) -> bool {
    let line = place.text()[place.line()].trim_end();
    let heading = || is_title_line(line) && !line.ends_with(['.', '!', '?', '…']);
    place.segment.role == Role::Heading || heading() || super::super::all_capitals(line)
}

/// "Prostitution Act 1999", "Barcelona Prostitutes’ Union": capitals around the hit with a noun that names such things.
fn capitals_with_noun(place: &Place) -> Option<Range<usize>> {
    if no_capitals(place) {
        return None;
    }
    let names = &place.context.names;
    let (before, behind) = (words_before(place), words_behind(place));
    let before = &before[..run_length(&before, &names.particles)];
    let behind = &behind[..run_length(&behind, &names.particles)];
    let all = || before.iter().chain(behind);
    let noun = |list: &[String]| all().any(|w| list.iter().any(|n| n == w.text));
    let year = all().any(|w| w.text.len() == 4 && w.text.bytes().all(|b| b.is_ascii_digit()));
    let held = noun(&names.laws) && (year || !in_title_case(place)) || noun(&names.organisations) && !in_title_case(place);
    held.then(|| before.last().map_or(place.hit.start, |w| w.start)..behind.last().map_or(place.hit.end, |w| w.end))
}

/// "Collectif des prostituées de Lyon", "Союз проституток": an organisation's noun with a capital, small words, the hit.
fn organisation(place: &Place) -> Option<Range<usize>> {
    let names = &place.context.names;
    let capital = place.found().chars().next().is_some_and(char::is_uppercase);
    if names.links.is_empty() && !capital {
        return None;
    }
    let before = words_before(place);
    for (n, word) in before.iter().enumerate() {
        if names.organisations.iter().any(|o| o == word.text) {
            // "Collectif des …", not "Collectif et …"; in a line in title case every noun has a capital.
            let linked = n
                .checked_sub(1)
                .is_none_or(|next| before[next].is_capital() || names.links.iter().any(|l| l == before[next].text));
            let begins = super::super::sentence::begins_at(place.text(), word.start);
            return (n <= 4 && linked && !(begins && in_title_case(place))).then_some(word.start..place.hit.end);
        }
        if !word.is_capital() && !names.particles.iter().any(|p| p == word.text) {
            return None;
        }
    }
    None
}

/// "Loi n° 2016-444 du 13 avril 2016 visant à …", "Ley 17.515 de …", «статья 6.11 КоАП («Занятие проституцией»)».
fn law(place: &Place) -> Option<Range<usize>> {
    let names = &place.context.names;
    // Titles in quotation marks or parentheses directly behind the law's number.
    let quoted = place.quote().map(|q| q.outer.clone()).or_else(|| {
        let lead = place.written_lead();
        let at = lead.rfind('(').filter(|&i| !lead[i..].contains(')'))?;
        Some(place.sentence.start + at..place.hit.end)
    });
    if let Some(Range { start: opening, end }) = quoted.filter(|q| q.start >= place.sentence.start) {
        let lead = crate::text::fold::fold(&place.text()[place.sentence.start..opening]);
        let numbered = names.law_openings.iter().any(|o| {
            last(&lead, o).is_some_and(|at| {
                let rest = &lead[at.end..];
                rest.chars().count() <= 60 && rest.contains(|c: char| c.is_ascii_digit())
            })
        });
        if numbered {
            return Some(opening..end);
        }
    }
    let numbered = names.law_openings.iter().filter_map(|o| last(&place.lead, o)).max_by_key(|at| at.end)?;
    let rest = &place.lead[numbered.end..];
    let link = names.law_links.iter().filter_map(|l| first(rest, l)).min_by_key(|at| (at.start, std::cmp::Reverse(at.end)))?;
    // "visant à …" opens a long title; "de …" a short one.
    let reach = if rest[link.clone()].contains(' ') { 8 } else { 3 };
    let number = &rest[..link.start];
    let title = &rest[link.end..];
    let held = number.contains(|c: char| c.is_ascii_digit())
        && number.split_whitespace().count() <= 8
        && !title.contains([',', ';', ':', '('])
        && title.split_whitespace().count() <= reach;
    // The name begins with the law's word, as written: folding keeps the words in their order.
    let words = place.lead[..numbered.start].split_whitespace().count();
    let written = place.written_lead();
    let start = written.split_whitespace().nth(words).map_or(0, |w| w.as_ptr() as usize - written.as_ptr() as usize);
    held.then_some(place.sentence.start + start..place.hit.end)
}

/// Where a phrase occurs first as whole words.
fn first(text: &str, phrase: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(i) = text[from..].find(phrase) {
        let (start, end) = (from + i, from + i + phrase.len());
        let begins = !text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let ends = phrase.ends_with('\'') || !text[end..].chars().next().is_some_and(char::is_alphanumeric);
        if begins && ends {
            return Some(start..end);
        }
        from = end;
    }
    None
}

/// 组织卖淫罪, 公娼自救會: what follows directly makes it the name of an offence or a body.
fn ending(place: &Place) -> Option<Range<usize>> {
    let tail = &place.tail;
    place.context.names.endings.iter().find_map(|ending| {
        if !ending.chars().any(is_han) {
            return starts_with(tail, ending).then(|| place.hit.clone());
        }
        let reach = if ending.chars().count() == 1 { 0 } else { 2 };
        let at = tail.find(ending.as_str())?;
        let gap = &tail[..at];
        let near =
            gap.chars().count() <= reach && gap.chars().all(|c| is_han(c) && !"了的是在和与與加入成被向对對为為".contains(c));
        near.then(|| place.hit.start..place.hit.end + at + ending.len()).map(|r| r.start..clamp(place.text(), r.end))
    })
}

fn clamp(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// "Mr Hooker", "Madam Chair".
fn address(place: &Place) -> Option<Range<usize>> {
    if no_capitals(place) {
        return None;
    }
    let forms = &place.context.names.address;
    if let Some(word) = words_before(place).first().filter(|w| forms.iter().any(|f| f == w.text)) {
        return Some(word.start..place.hit.end);
    }
    let full_stop = place.written_lead().trim_end().strip_suffix('.').and_then(|l| l.rsplit(char::is_whitespace).next());
    if full_stop.is_some_and(|w| forms.iter().any(|f| f == w)) {
        return Some(place.hit.clone());
    }
    let is_form = forms.iter().any(|f| f == place.found());
    let next = *words_behind(place).first()?;
    (is_form && next.is_capital() && !in_title_case(place)).then_some(place.hit.start..next.end)
}

/// A run of capitals in mid-sentence: the hit and a neighbour that does not begin the sentence.
fn capitals(place: &Place) -> Option<Range<usize>> {
    let abbreviation = place.found().chars().nth(1).is_some_and(char::is_uppercase);
    if abbreviation || no_capitals(place) || in_title_case(place) || place.found().chars().any(is_han) {
        return None;
    }
    let particles = &place.context.names.particles;
    let (before, behind) = (words_before(place), words_behind(place));
    let before = &before[..run_length(&before, particles)];
    let behind = &behind[..run_length(&behind, particles)];
    let begins = |at: usize| super::super::sentence::begins_at(place.text(), at);
    let free = before.iter().filter(|w| w.is_capital() && !begins(w.start)).count();
    let own = !begins(place.hit.start);
    let next = behind.iter().filter(|w| w.is_capital()).count();
    // "John Lee Hooker sang": one person, no article, a capital directly behind.
    let person = place.form.and_then(Form::number) == Some(Number::Singular)
        && before.is_empty()
        && behind.first().is_some_and(Word::is_capital);
    (own && free + next >= 1 || next >= 2 || person)
        .then(|| before.last().map_or(place.hit.start, |w| w.start)..behind.last().map_or(place.hit.end, |w| w.end))
}

/// 第六十六条…: what an article of a law says, in its own words.
fn article(place: &Place) -> Option<Range<usize>> {
    let lead = place.written_lead();
    let (at, sign) = lead.char_indices().rev().take(14).find(|(_, c)| matches!(c, '条' | '條'))?;
    let number = &lead[..at];
    let from = number.rfind('第')?;
    let digits = &number[from + '第'.len_utf8()..];
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_numeric() || "零〇一二三四五六七八九十百千之".contains(c));
    let rest = &lead[at + sign.len_utf8()..];
    (is_number && !rest.contains('。')).then(|| place.sentence.start + from..place.hit.end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn laws_by_number_or_year() {
        all(
            "name-shape",
            &[
                ("en", "The Street Prostitution Act 1961 was repealed."),
                ("en", "They cited the Immoral Prostitution (Prevention) Ordinance in court."),
                ("fr", "La loi n° 99-12 du 3 mars 1999 relative à la prostitution a été abrogée."),
                ("es", "La Ley 12.331 de prostitución fue derogada."),
                ("ru", "Его обвинили по статье 1182 кодекса (занятие проституцией)."),
                ("zh", "他被控窝藏妓女罪。"),
            ],
        );
    }

    #[test]
    fn organisations() {
        all(
            "name-shape",
            &[
                ("en", "She joined the Harbour Prostitutes Union in May."),
                ("fr", "Elle a rejoint le Collectif des prostituées du port en mai."),
                ("es", "Se unió a la Unión de Prostitutas del Puerto en mayo."),
                ("ru", "Она вступила в Союз проституток порта в мае."),
                ("zh", "她加入了妓女互助会。"),
            ],
        );
    }

    #[test]
    fn capitals_in_mid_sentence_may_be_a_name() {
        all(
            "likely-name",
            &[
                ("en", "They met at the Harbour Prostitutes in May."),
                ("en", "Hooker Martin sang, and everybody left."),
                ("fr", "Elles ont joué aux Prostituées Bleues en mai."),
            ],
        );
    }

    #[test]
    fn a_free_use_is_free() {
        none(
            "name-shape",
            &[
                ("en", "The Prostitution Act 1961 harmed prostitutes."),
                ("fr", "Le Collectif a rencontré des prostituées."),
                ("fr", "Le Collectif et des prostituées ont signé."),
                ("en", "On Labour Day a prostitute spoke."),
                ("es", "La Ley 12.331 de puertos cambió la vida de las prostitutas."),
                ("zh", "卖淫是犯罪吗？妓女这样问。"),
            ],
        );
        none(
            "likely-name",
            &[
                ("en", "The Prostitute left."),
                ("en", "Clinics in New York treat STDs."),
                ("en", "In Paris, prostitutes work."),
                ("en", "Prostitutes and the Law in Modern Paris"),
            ],
        );
    }
}
