//! The look of a replacement: its capitals follow the text it replaces, and so do its line breaks.

/// How a piece of text uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CasePattern {
    Lower,
    /// First letter only.
    Initial,
    /// Every word of a line that is set in title case.
    Title,
    Upper,
}

impl CasePattern {
    /// Reads the pattern of `found` in its `line`. Title case is a property of the line, not of the word: "Sex Work" at
    /// the start of "Prostitution and the Law in Europe" would else be misread from one capital.
    pub fn of(found: &str, line: &str) -> CasePattern {
        let letters = || found.chars().filter(|c| c.is_alphabetic());
        let cased = letters().filter(|c| c.is_lowercase() || c.is_uppercase()).count();
        if is_abbreviation(found, line) {
            return CasePattern::Lower;
        }
        if cased > 1 && letters().all(|c| !c.is_lowercase()) {
            return CasePattern::Upper;
        }
        if !letters().next().is_some_and(char::is_uppercase) {
            return CasePattern::Lower;
        }
        if is_title_line(line) { CasePattern::Title } else { CasePattern::Initial }
    }
}

/// Whether `found` has capitals as an abbreviation has them (VIH/SIDA), which say nothing of its `line`: one word, nothing
/// but capitals in short runs, and small letters elsewhere in the line.
pub fn is_abbreviation(found: &str, line: &str) -> bool {
    !found.chars().any(|c| c.is_lowercase() || c.is_whitespace())
        && found.split(|c: char| !c.is_alphabetic()).all(|run| run.chars().count() <= 5)
        && line.chars().any(char::is_lowercase)
}

/// Whether more than 70 % of the words of at least three letters, articles and conjunctions aside, begin with a capital
/// (at least two such words).
pub fn is_title_line(line: &str) -> bool {
    let (mut long, mut capital) = (0u32, 0u32);
    for word in line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        if word.chars().count() >= 3 && !MINOR.contains(&word) && word.chars().any(char::is_lowercase) {
            long += 1;
            capital += u32::from(word.chars().next().is_some_and(char::is_uppercase));
        }
    }
    capital >= 2 && capital * 10 > long * 7
}

/// `replacement` with the capitals of `pattern`. Capitals that the replacement has of its own (travailleurSEs, VIH) stay.
pub fn match_case(replacement: &str, pattern: CasePattern) -> String {
    match pattern {
        CasePattern::Lower => replacement.to_string(),
        CasePattern::Initial => capitalise(replacement),
        CasePattern::Upper => replacement.to_uppercase(),
        CasePattern::Title => {
            let words: Vec<String> = replacement
                .split(' ')
                .enumerate()
                .map(|(i, w)| if i > 0 && MINOR.contains(&w) { w.to_string() } else { capitalise(w) })
                .collect();
            words.join(" ")
        }
    }
}

/// Words that stay lower case inside a title.
const MINOR: [&str; 22] = [
    "of", "the", "and", "or", "in", "on", "for", "to", "a", "an", "who", "with", "de", "du", "des", "le", "la", "les", "que",
    "el", "y", "и",
];

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Puts the line breaks of `found` into `replacement`: the n-th space from the end becomes the n-th gap from the end.
/// A found term on one line, or a replacement without spaces, comes back as it is.
pub fn keep_breaks(found: &str, replacement: &str) -> String {
    let mut gaps: Vec<&str> = Vec::new();
    let mut start = None;
    for (i, c) in found.char_indices() {
        match (c.is_whitespace(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                gaps.push(&found[from..i]);
                start = None;
            }
            _ => {}
        }
    }
    if gaps.iter().all(|g| *g == " ") {
        return replacement.to_string();
    }
    let mut words: Vec<&str> = replacement.split(' ').collect();
    let mut result = words.pop().unwrap_or_default().to_string();
    // A break must not vanish when the replacement has fewer gaps: carry the last one that is a break.
    let pending_break = gaps.iter().rev().find(|g| g.contains('\n')).copied();
    let mut placed_break = false;
    let mut gap = gaps.iter().rev();
    while let Some(word) = words.pop() {
        let mut glue = gap.next().copied().unwrap_or(" ");
        if words.is_empty() && !placed_break && !glue.contains('\n') {
            glue = pending_break.unwrap_or(glue);
        }
        placed_break |= glue.contains('\n');
        result = format!("{word}{glue}{result}");
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_pattern_is_read_from_the_line() {
        assert_eq!(CasePattern::of("Prostitution", "Prostitution and the law in Europe"), CasePattern::Initial);
        assert_eq!(CasePattern::of("Call Girls", "The Story of Call Girls in London"), CasePattern::Title);
        assert_eq!(CasePattern::of("PROSTITUÉES", "LES PROSTITUÉES"), CasePattern::Upper);
        assert_eq!(CasePattern::of("卖淫", "卖淫"), CasePattern::Lower);
        assert_eq!(CasePattern::of("VIH/SIDA", "El VIH/SIDA afecta a todo el país"), CasePattern::Lower);
        assert_eq!(CasePattern::of("VIH/SIDA", "LUCHA CONTRA EL VIH/SIDA"), CasePattern::Upper);
    }

    #[test]
    fn own_capitals_stay() {
        assert_eq!(match_case("travailleurSEs du sexe", CasePattern::Initial), "TravailleurSEs du sexe");
        assert_eq!(match_case("people who sell sex", CasePattern::Title), "People who Sell Sex");
    }

    #[test]
    fn the_line_break_of_the_term_is_kept() {
        assert_eq!(keep_breaks("travailleurs\ndu sexe", "travailleurSEs du sexe"), "travailleurSEs\ndu sexe");
        assert_eq!(keep_breaks("commercial\n    sex worker", "sex worker"), "sex\n    worker");
        assert_eq!(keep_breaks("call girl", "sex worker"), "sex worker");
        assert_eq!(keep_breaks("woman of\nthe streets", "sex worker"), "sex\nworker");
    }
}
