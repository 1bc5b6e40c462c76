//! `a` or `an`: by the sound that the next word begins with, as far as spelling tells it.

use super::words::listed;

/// Abbreviations that are read as words; those in U (UNAIDS, UNICEF) sound like the letter.
const READ_AS_WORDS: &str = "AIDS NATO NASA SARS MERS FIFA SIM RAM LAN SWERF";

/// Whether `text` begins with a vowel sound, so that `an` stands before it.
pub fn wants_an(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !c.is_alphanumeric() && c != ',' && c != '\'' && c != '’').unwrap_or(text.len());
    let word = text[..end].trim_end_matches(',');
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number_wants_an(word);
    }
    let mut chars = word.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let spelled_out = second.is_none() || (first.is_uppercase() && second.is_some_and(|c| c.is_uppercase() || c.is_numeric()));
    if spelled_out && word.chars().count() > 1 && listed(READ_AS_WORDS, word.trim_end_matches('s')) {
        return word_wants_an(&word.to_lowercase());
    }
    if spelled_out && !(word == "a" || word == "I" && text.len() > 1) {
        return matches!(first.to_ascii_lowercase(), 'a' | 'e' | 'f' | 'h' | 'i' | 'l' | 'm' | 'n' | 'o' | 'r' | 's' | 'x');
    }
    word_wants_an(&word.to_lowercase())
}

/// Eight, eighty, eight hundred …; eleven and eighteen, alone or in thousands.
fn number_wants_an(word: &str) -> bool {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    digits.starts_with('8') || ((digits.starts_with("11") || digits.starts_with("18")) && digits.len() % 3 == 2)
}

fn word_wants_an(word: &str) -> bool {
    let starts = |list: &[&str]| list.iter().any(|p| word.starts_with(p));
    // Silent h.
    if starts(&["hour", "honest", "honour", "honor", "heir"]) {
        return true;
    }
    // Spelled with a vowel, said with /j/ or /w/.
    let not_uni = starts(&["unin", "unim", "unid", "unill", "unig"]);
    let said_with_consonant = (word.starts_with("uni") && !not_uni)
        || starts(&[
            "unanim", "use", "usa", "usu", "uti", "ute", "uto", "uku", "uran", "urin", "uro", "ubiq", "ufo", "eu", "ewe",
        ])
        || word == "one"
        || starts(&["once", "ones"]);
    !said_with_consonant && word.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'è', 'ê', 'á', 'í', 'ó', 'ú', 'ö', 'ü', 'ä'])
}

#[cfg(test)]
mod tests {
    use super::wants_an;

    #[test]
    fn onsets() {
        const AN: &str = "escort hour honest heir honour HIV STI MSM NGO AIDS SW FSW 8-hour 11 18-year-old 80 11,000 \
            unidentified unimportant urban X-ray umbrella onerous ill élite";
        const A: &str = "sex hotel union university user usual European one-off once UN TSW KP CSW key 9 110 1,100 UNAIDS \
            NATO unique U-turn ubiquitous";
        for word in AN.split(' ').filter(|w| !w.is_empty()) {
            assert!(wants_an(word), "an {word}");
        }
        for word in A.split(' ').chain([""]) {
            assert!(!wants_an(word), "a {word}");
        }
    }
}
