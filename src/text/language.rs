//! The five languages and the tags that name them (BCP 47, RFC 5646).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language the program has a lexicon for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Es,
    Fr,
    Ru,
    Zh,
}

impl Language {
    pub const ALL: [Language; 5] = [Language::En, Language::Es, Language::Fr, Language::Ru, Language::Zh];

    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Es => "es",
            Language::Fr => "fr",
            Language::Ru => "ru",
            Language::Zh => "zh",
        }
    }

    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(code))
    }

    /// The language's name in itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Es => "español",
            Language::Fr => "français",
            Language::Ru => "русский",
            Language::Zh => "中文",
        }
    }

    pub fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a document says about its language: one of ours with its region and script, or another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageTag {
    /// Lower case: `fr`, `zh-hant-tw`, `de`.
    tag: String,
}

impl LanguageTag {
    /// Reads `fr`, `fr_CA.UTF-8`, `zh-Hant`, `French`; nothing for an empty or malformed tag.
    pub fn parse(tag: &str) -> Option<LanguageTag> {
        let tag = tag.trim().split(['.', '@']).next()?.replace('_', "-").to_ascii_lowercase();
        let tag = match tag.as_str() {
            "english" => "en",
            "spanish" | "español" | "espanol" => "es",
            "french" | "français" | "francais" => "fr",
            "russian" | "русский" => "ru",
            "chinese" | "中文" => "zh",
            other => other,
        };
        let primary = tag.split('-').next()?;
        let ok = (2..=3).contains(&primary.len())
            && tag.split('-').all(|s| !s.is_empty() && s.len() <= 8 && s.bytes().all(|b| b.is_ascii_alphanumeric()));
        ok.then(|| LanguageTag { tag: tag.to_string() })
    }

    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// As people write it (RFC 5646, section 2.1.1): `zh-Hant-TW`, where scripts have a capital and regions are capitals.
    pub fn written(&self) -> String {
        let part = |(n, part): (usize, &str)| match (n, part.len()) {
            (1.., 2) => part.to_ascii_uppercase(),
            (1.., 4) => part[..1].to_ascii_uppercase() + &part[1..],
            _ => part.to_string(),
        };
        self.tag.split('-').enumerate().map(part).collect::<Vec<_>>().join("-")
    }

    pub fn language(&self) -> Option<Language> {
        match self.tag.split('-').next()? {
            "zho" | "chi" | "cmn" | "yue" => Some(Language::Zh),
            "eng" => Some(Language::En),
            "fra" | "fre" => Some(Language::Fr),
            "rus" => Some(Language::Ru),
            "spa" => Some(Language::Es),
            code => Language::from_code(code),
        }
    }

    /// `und` and `mul` say that the language is not known, or that there is more than one.
    pub fn is_unknown(&self) -> bool {
        matches!(self.tag.split('-').next(), Some("und" | "mul"))
    }

    /// Whether a region code of a lexicon (`es-MX`) covers this tag.
    pub fn matches_region(&self, region: &str) -> bool {
        let region = region.to_ascii_lowercase();
        self.tag == region || self.tag.starts_with(&format!("{region}-"))
    }

    /// Traditional (`true`) or simplified characters, where the tag tells.
    pub fn traditional(&self) -> Option<bool> {
        if self.language() != Some(Language::Zh) {
            return None;
        }
        self.tag.split('-').find_map(|s| match s {
            "hant" | "tw" | "hk" | "mo" => Some(true),
            "hans" | "cn" | "sg" | "my" => Some(false),
            _ => None,
        })
    }
}

impl From<Language> for LanguageTag {
    fn from(language: Language) -> Self {
        LanguageTag { tag: language.code().to_string() }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_all_sorts() {
        for (tag, language, traditional) in [
            ("fr_CA.UTF-8", Some(Language::Fr), None),
            ("zh-Hant", Some(Language::Zh), Some(true)),
            ("zh_CN", Some(Language::Zh), Some(false)),
            ("Russian", Some(Language::Ru), None),
            ("de", None, None),
        ] {
            let tag = LanguageTag::parse(tag).unwrap();
            assert_eq!((tag.language(), tag.traditional()), (language, traditional), "{tag}");
        }
        assert!(LanguageTag::parse("").is_none());
        assert!(LanguageTag::parse("{{ page.lang }}").is_none());
        assert!(LanguageTag::parse("es-MX").unwrap().matches_region("es-MX"));
    }
}
