//! What the names of translation files and of their folders say.

use crate::text::LanguageTag;
use std::path::Path;

/// Folders in which translators' files lie, lower case.
const FOLDERS: [&str; 14] = [
    "locales",
    "locale",
    "_locales",
    "i18n",
    "l10n",
    "lang",
    "langs",
    "language",
    "languages",
    "translations",
    "translation",
    "messages",
    "intl",
    "nls",
];

/// A code in the form that file names have: `fr`, `pt_BR`, `zh-Hans`, of any language. No word: `ca` is one, `cat` is not.
pub(super) fn code(text: &str) -> Option<LanguageTag> {
    let mut parts = text.split(['-', '_']);
    let primary = parts.next()?;
    let is_code = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase());
    let is_part = |p: &str| match p.len() {
        2 => p.bytes().all(|b| b.is_ascii_alphabetic()),
        3 => p.bytes().all(|b| b.is_ascii_digit()),
        4 => p.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => false,
    };
    if is_code && parts.all(is_part) { LanguageTag::parse(text) } else { None }
}

/// A code as a key or the head of a column: one of our languages, one with a region, or another that is met often. "id", "is"
/// and "on" are words there more often than languages.
pub(super) fn key(text: &str) -> Option<LanguageTag> {
    const OTHERS: [&str; 20] =
        ["ar", "bn", "cs", "da", "de", "el", "fi", "hi", "hu", "it", "ja", "ko", "nl", "pl", "pt", "ro", "sv", "sw", "tr", "uk"];
    code(text).filter(|t| t.language().is_some() || text.contains(['-', '_']) || OTHERS.contains(&text))
}

/// The language that the name of a translation file, or the folder of its platform, says: `fr.po`, `messages_fr_CA.properties`,
/// `values-fr-rCA/strings.xml`, `zh-Hans.lproj/Localizable.strings`.
pub(super) fn language(path: &Path) -> Option<LanguageTag> {
    let folder = path.parent().and_then(Path::file_name).and_then(|f| f.to_str()).unwrap_or_default();
    if let Some(qualifiers) = folder.strip_prefix("values-") {
        // Android: `b+zh+Hans`, or the region after an r.
        let tag = match qualifiers.strip_prefix("b+") {
            Some(tag) => tag.replace('+', "-"),
            None => qualifiers.replace("-r", "-"),
        };
        return code(&tag);
    }
    if let Some(name) = folder.strip_suffix(".lproj") {
        return LanguageTag::parse(name).filter(|_| name != "Base");
    }
    let stem = path.file_stem()?.to_str()?;
    if let Some(tag) = code(stem) {
        return Some(tag);
    }
    // Behind a name only the languages that have a lexicon: many a word ends like a code.
    let ends = stem.char_indices().filter(|(_, c)| matches!(c, '.' | '_' | '-')).map(|(i, _)| i + 1);
    ends.filter_map(|i| stem.get(i..).and_then(code)).find(|tag| tag.language().is_some())
}

/// Whether a file whose ending many files have (JSON, YAML) holds translations, by its place.
pub(super) fn is_localised(path: &Path) -> bool {
    let is_ours =
        |name: &str| FOLDERS.contains(&name.to_ascii_lowercase().as_str()) || code(name).is_some_and(|t| t.language().is_some());
    let folders = path.parent().into_iter().flat_map(Path::iter).rev().take(3);
    language(path).is_some_and(|t| t.language().is_some()) || folders.filter_map(|f| f.to_str()).any(is_ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders_tell_the_language() {
        for (path, tag) in [
            ("po/fr.po", Some("fr")),
            ("de.json", Some("de")),
            ("messages_fr_CA.properties", Some("fr-ca")),
            ("messages_zh_Hant_TW.properties", Some("zh-hant-tw")),
            ("app_es.arb", Some("es")),
            ("film.ru.srt", Some("ru")),
            ("res/values-fr-rCA/strings.xml", Some("fr-ca")),
            ("res/values-b+zh+Hans/strings.xml", Some("zh-hans")),
            ("res/values-night/strings.xml", None),
            ("zh-Hans.lproj/Localizable.strings", Some("zh-hans")),
            ("Base.lproj/Localizable.strings", None),
            ("package.json", None),
            ("release_no.json", None),
        ] {
            assert_eq!(language(Path::new(path)).map(|t| t.to_string()).as_deref(), tag, "{path}");
        }
    }

    #[test]
    fn not_every_json_is_a_translation() {
        for (path, likely) in [
            ("src/locales/app.json", true),
            ("web/fr/common.json", true),
            ("_locales/es/messages.json", true),
            ("package.json", false),
            ("web/js/config.json", false),
            ("no/tsconfig.json", false),
        ] {
            assert_eq!(is_localised(Path::new(path)), likely, "{path}");
        }
    }
}
