//! Addresses, handles, hashtags, file names and identifiers: words in them are nobody's wording.

use super::Exemption;
use std::ops::Range;

/// The exemption of a hit that is part of an address or identifier. Looks at the run of characters without white space
/// around it.
pub fn find(text: &str, hit: Range<usize>) -> Option<Exemption> {
    const REACH: usize = 300;
    let breaks = |c: char| {
        c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '\u{2029}' | '，' | '。' | '、' | '（' | '）' | '《' | '》')
    };
    let before = &text[..hit.start];
    let start =
        before.char_indices().rev().take(REACH).find(|(_, c)| breaks(*c)).map_or_else(
            || before.char_indices().rev().take(REACH).last().map_or(hit.start, |(i, _)| i),
            |(i, c)| i + c.len_utf8(),
        );
    let after = &text[hit.end..];
    let end = hit.end
        + after
            .char_indices()
            .take(REACH)
            .find(|(_, c)| breaks(*c))
            .map_or_else(|| after.chars().take(REACH).map(char::len_utf8).sum(), |(i, _)| i);
    let token = &text[start..end];
    let (left, right) = (&text[start..hit.start], &text[hit.end..end]);
    let lower = token.to_ascii_lowercase();
    let address = lower.contains("://") || lower.starts_with("www.") || lower.contains("](");
    // A handle or hashtag: the sign directly before the word it is part of.
    let sign = left.ends_with(['#', '@'])
        || left
            .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .is_some_and(|w| left[..left.len() - w.len()].ends_with(['#', '@']));
    let underscore = left.ends_with('_') && left.trim_end_matches('_').ends_with(char::is_alphanumeric)
        || right.starts_with('_') && right.trim_start_matches('_').starts_with(char::is_alphanumeric);
    let mail = right.contains('@') && right.split('@').nth(1).is_some_and(|d| d.contains('.'))
        || left.contains('@') && (token.split('@').nth(1).is_some_and(|d| d.contains('.')));
    // name.ending, with nothing but the file's name: "prostitution.html", "data/prostitutes.csv"; a full stop that lacks its
    // space ("prostitution.The") has a capital behind it.
    let file = right.strip_prefix('.').is_some_and(|rest| {
        let ending: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        (2..=5).contains(&ending.len())
            && ending.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && KNOWN_ENDINGS.contains(&ending.as_str())
    });
    let path = (left.ends_with('/') && left.len() > 1 && left[..left.len() - 1].contains('/')) || left.ends_with('\\');
    (address || sign || underscore || mail || file || path).then_some(Exemption::Identifier)
}

/// Endings of files and top-level domains that follow a word directly.
const KNOWN_ENDINGS: [&str; 34] = [
    "html", "htm", "php", "pdf", "doc", "docx", "odt", "txt", "md", "csv", "tsv", "xlsx", "xls", "pptx", "json", "xml", "yaml",
    "yml", "toml", "png", "jpg", "jpeg", "svg", "mp3", "mp4", "zip", "com", "org", "net", "info", "fr", "ru", "cn", "uk",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn exempt(text: &str, hit: &str) -> bool {
        let at = text.find(hit).unwrap();
        find(text, at..at + hit.len()).is_some()
    }

    #[test]
    fn addresses_and_identifiers() {
        for text in [
            "see https://example.org/prostitution/law",
            "www.prostitution.example",
            "write to prostitution@example.org",
            "by @prostitution_news today",
            "#prostitution",
            "the file prostitution.html",
            "column prostitution_rate",
            "see docs/law/prostitution",
        ] {
            assert!(exempt(text, "prostitution"), "{text}");
        }
        for text in [
            "end of prostitution.The next",
            "and/or prostitution",
            "prostitution, they said",
            "(prostitution)",
            "prostitution...",
        ] {
            assert!(!exempt(text, "prostitution"), "{text}");
        }
    }
}
