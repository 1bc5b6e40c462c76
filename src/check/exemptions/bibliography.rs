//! Bibliography lines, references in notes, DOIs, ISBNs and cataloguing data: they give a title as it is.

use super::historical::heading;
use super::phrases::contains;
use super::{Exemption, Place};
use crate::text::fold::fold;

pub fn find(place: &Place) -> Option<Exemption> {
    let line = place.line();
    let written = &place.text()[line.clone()];
    let signs = catalogue(place, written);
    if signs || reference(written, place.hit.start - line.start) {
        return Some(Exemption::Bibliography);
    }
    let rules = &place.context.bibliography;
    let listed = has_year(written)
        && heading(place, &|h| {
            rules.headings.iter().any(|k| h.trim_end_matches([':', ' ']).trim_start_matches(|c: char| !c.is_alphabetic()) == k)
        });
    listed.then_some(Exemption::Bibliography)
}

/// DOI, ISBN, ISSN, and a library's own signs.
fn catalogue(place: &Place, line: &str) -> bool {
    let folded = fold(line);
    let number = folded.contains("doi:") || folded.contains("doi.org/") || folded.contains("isbn") || folded.contains("issn");
    number || place.context.bibliography.signs.iter().any(|s| contains(&folded, s))
}

/// An entry of a list of references: an author with initials before the year in parentheses, or volume and pages
/// ("12(3), 45–67"), or "et al." with a year. The hit stands behind the author, and no longer text does.
fn reference(line: &str, hit: usize) -> bool {
    if line.chars().count() > 400 {
        return false;
    }
    let begin = line.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '[' | ']' | '.' | '-' | '*' | '•' | '–' | '^' | ':')
    });
    has_year(line) && (begins_with_author(begin) && hit > line.len() - begin.len() + 3 || pages(line))
}

/// "Smith, J." – "Ivanova A. B." – "Иванова А. Б.": a surname and an initial with a full stop.
fn begins_with_author(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(surname) = words.next() else { return false };
    let surname = surname.trim_end_matches(',');
    let capital = surname.chars().next().is_some_and(char::is_uppercase) && surname.chars().skip(1).any(char::is_lowercase);
    let initial = |w: &str| {
        let mut c = w.chars();
        c.next().is_some_and(char::is_uppercase) && c.next() == Some('.')
    };
    capital && surname.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'')) && words.next().is_some_and(initial)
}

/// A four-digit year from 1500 to 2099 as a number of its own.
fn has_year(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && ("1500".."2100").contains(&n))
}

/// "12(3), 45–67", "pp. 45-67", "p. 12", "с. 45–67", "45-67页".
fn pages(line: &str) -> bool {
    let bytes: Vec<char> = line.chars().collect();
    let range = |from: usize| {
        let digits = bytes[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        let dash = bytes.get(from + digits).is_some_and(|c| matches!(c, '-' | '–' | '—'));
        digits > 0 && dash && bytes.get(from + digits + 1).is_some_and(char::is_ascii_digit)
    };
    (0..bytes.len()).any(|i| {
        let after = |sign: &str| line_has(&bytes, i, sign).filter(|&n| bytes.get(n).is_some_and(char::is_ascii_digit));
        let volume = bytes[i] == ')' && bytes.get(i + 1).is_some_and(|c| matches!(c, ',' | ':')) && {
            let n = i + 2 + usize::from(bytes.get(i + 2) == Some(&' '));
            n < bytes.len() && range(n)
        };
        volume || after(" pp. ").or_else(|| after(" pp.")).or_else(|| after(" С. ")).or_else(|| after(" с. ")).is_some_and(range)
    })
}

/// Where the characters from `at` on spell `sign`: the index behind it.
fn line_has(text: &[char], at: usize, sign: &str) -> Option<usize> {
    let mut n = at;
    for c in sign.chars() {
        if text.get(n) != Some(&c) {
            return None;
        }
        n += 1;
    }
    Some(n)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn references_and_cataloguing() {
        all(
            "bibliography",
            &[
                ("en", "Smith, J. (2004). Prostitutes of the port. Harbour Press."),
                ("en", "12. Doe J., Prostitution in ports, Journal of Ports 12(3), 45–67, 2004."),
                ("en", "Prostitution in port towns. doi:10.1000/182"),
                ("en", "Subject headings: Prostitution -- Law and legislation."),
                ("fr", "Martin, A. (1998). La prostitution à Lyon. Presses du Rhône."),
                ("es", "García, M. (2001). La prostitución en Sevilla. Editorial Sur."),
                ("ru", "Иванова А. Б. Проституция в портах. М., 2004. С. 12–45."),
                ("zh", "李某：《港口史》，ISBN 978-7-000-00000-0，主题词：妓女。"),
                ("en", "References\n\nHarbour town council, 1999: Report on prostitution in the port."),
            ],
        );
    }

    #[test]
    fn sentences_with_years_are_sentences() {
        none(
            "bibliography",
            &[
                ("en", "In 2004 the town counted its prostitutes again."),
                ("en", "Smith (2004) met prostitutes in the port."),
                ("ru", "В 2004 году в порту было много проституток."),
                ("en", "References\n\nWe also met prostitutes."),
            ],
        );
    }
}
