//! Front matter: `---` YAML or `+++` TOML at the very beginning (Jekyll, Hugo, Pandoc, Quarto …).
//!
//! Found here and not by the Markdown parser, which takes two rules with a paragraph between them for such a block anywhere
//! in a document, and would hide the paragraph.

use crate::text::LanguageTag;

/// How long the front matter is, and what it says of the document's language.
pub(super) fn read(source: &str) -> (usize, Option<LanguageTag>) {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let is_toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return (0, None),
    };
    let mut length = first.len();
    let mut language = None;
    let mut in_table = false;
    for (n, line) in lines.enumerate() {
        length += line.len();
        let bare = line.trim_end();
        match bare {
            // A rule and a blank line: no front matter (as pulldown-cmark and Pandoc have it).
            "" if n == 0 => return (0, None),
            "---" | "..." if !is_toml => return (length, language),
            "+++" if is_toml => return (length, language),
            _ => {}
        }
        in_table |= is_toml && bare.starts_with('[');
        if language.is_none() && !in_table {
            language = value(bare, is_toml);
        }
    }
    // Never closed.
    (0, None)
}

/// The language in a line such as `lang: fr` or `languageCode = "fr-CA"`; keys of deeper levels are indented.
fn value(line: &str, is_toml: bool) -> Option<LanguageTag> {
    let (key, value) = line.split_once(if is_toml { '=' } else { ':' })?;
    let key = if is_toml { key.trim() } else { key.trim_end() };
    if !["lang", "language", "languageCode"].contains(&key.trim_matches(['"', '\''])) {
        return None;
    }
    let value = value.trim();
    let value = match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => value[1..].split(quote).next().unwrap_or_default(),
        None => value.split('#').next().unwrap_or_default().trim_end(),
    };
    LanguageTag::parse(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, length: usize, language: Option<&str>) {
        let (l, tag) = read(source);
        assert_eq!((l, tag.as_ref().map(LanguageTag::as_str)), (length, language), "{source:?}");
    }

    #[test]
    fn the_language_of_yaml_and_toml() {
        check("---\ntitle: x\nlang: fr # ici\n---\ntext", 32, Some("fr"));
        check("---\r\nlanguage: \"es-MX\"\r\n...\r\ntext", 29, Some("es-mx"));
        check("+++\nlanguageCode = 'zh-Hant'\n[params]\nlang = 'en'\n+++\n", 54, Some("zh-hant"));
        check("---\nparams:\n  lang: en\n---\n", 27, None);
    }

    #[test]
    fn two_rules_are_no_front_matter() {
        check("---\n\ntext\n\n---\n", 0, None);
        check("---\nlang: fr\n", 0, None);
        check("text\n---\nlang: fr\n---\n", 0, None);
        check("", 0, None);
    }
}
