//! The words of the page and of the table for reviewers, from `rules/<language>/report.toml`.

use crate::text::Language;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The words of a report in its language.
pub(super) struct Words(&'static BTreeMap<String, String>);

impl Words {
    pub(super) fn of(language: Language) -> Words {
        Words(labels(language))
    }

    pub(super) fn get(&self, key: &str) -> &'static str {
        self.0.get(key).map_or("", String::as_str)
    }

    pub(super) fn html(&self, key: &str) -> String {
        super::html::escape(self.get(key))
    }
}

fn labels(language: Language) -> &'static BTreeMap<String, String> {
    static ALL: OnceLock<Vec<BTreeMap<String, String>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let texts = [
            include_str!("../../rules/en/report.toml"),
            include_str!("../../rules/es/report.toml"),
            include_str!("../../rules/fr/report.toml"),
            include_str!("../../rules/ru/report.toml"),
            include_str!("../../rules/zh/report.toml"),
        ];
        // A test reads every file, so what is built in is right.
        texts.iter().map(|t| toml::from_str(t).expect("rules/*/report.toml are read by a test")).collect()
    });
    &all[language.index()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_five_languages_have_every_word() {
        let english = labels(Language::En);
        for language in Language::ALL {
            let all = labels(language);
            assert!(all.keys().eq(english.keys()), "{language}");
            assert!(all.values().all(|v| !v.trim().is_empty()), "{language}");
        }
    }
}
