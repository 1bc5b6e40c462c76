//! What the program says, in the five languages: `rules/<language>/messages.toml`.

use crate::check::{Comparison, Exemption, Finding, Problem, RuleSet};
use crate::document::Side;
use crate::grammar::DoubtKind;
use crate::lexicon::{self, FixClass, grammar_of};
use crate::text::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Sentences with `{…}` where something is put in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// `{found}`, `{say}`.
    pub say: String,
    /// `{found}`.
    pub avoid: String,
    /// `{found}`, `{why}`: in a quotation or another place that makes it a note.
    pub noted: String,
    /// Joins the last two of several wordings.
    pub or: String,
    /// Joins those before them.
    pub comma: String,
    /// Stands between a label and what it says.
    pub colon: String,
    pub quotes: [String; 2],
    pub instead: String,
    pub check_agreement: String,
    pub refused: String,
    /// What an editor shows: titles of actions, labels of a hover.
    pub editor: BTreeMap<String, String>,
    /// The finding stands in the source of a translation.
    pub source_side: String,
    /// The finding stands in a translation that is not ready.
    pub draft_side: String,
    /// The finding stands in a term base.
    pub term_side: String,
    /// What came of holding a translation against its source.
    pub pairs: BTreeMap<String, String>,
    pub doubts: BTreeMap<String, String>,
    pub exemptions: BTreeMap<String, String>,
    /// Reasons that the rules of `check` give in English; a language without one gives it in English too.
    #[serde(default)]
    pub senses: BTreeMap<String, String>,
    /// What is wrong with a directive, by [`crate::check::ProblemKind::name`]; `{detail}`.
    pub directives: BTreeMap<String, String>,
    pub page: BTreeMap<String, String>,
    /// Names of grammatical features, by their tags in the lexicon.
    pub features: BTreeMap<String, String>,
}

impl Wording {
    /// The sentences of a language.
    pub fn of(language: Language) -> &'static Wording {
        static ALL: [OnceLock<Wording>; 5] = [const { OnceLock::new() }; 5];
        ALL[language.index()].get_or_init(|| {
            let text = match language {
                Language::En => include_str!("../../rules/en/messages.toml"),
                Language::Es => include_str!("../../rules/es/messages.toml"),
                Language::Fr => include_str!("../../rules/fr/messages.toml"),
                Language::Ru => include_str!("../../rules/ru/messages.toml"),
                Language::Zh => include_str!("../../rules/zh/messages.toml"),
            };
            // A test reads every file, so what is built in is right.
            toml::from_str(text).expect("rules/*/messages.toml are read by a test")
        })
    }

    /// What is to be said of the side of a translation that a finding stands on, and of what the other side says there.
    pub fn sides(&self, finding: &Finding) -> Vec<String> {
        let other = || finding.related.iter().map(|r| self.quoted(&one_line(&r.text))).collect::<Vec<_>>().join(&self.comma);
        let mut all = Vec::new();
        match finding.comparison {
            Some(Comparison::SourceSays) => all.push(self.pair("source-says").replace("{source}", &other())),
            Some(Comparison::TranslationIsBetter) => {
                all.push(self.pair("better").replace("{target}", &other()));
                return all;
            }
            _ => {}
        }
        all.extend(match finding.side {
            Side::Source => Some(self.source_side.clone()),
            Side::Draft => Some(self.draft_side.clone()),
            Side::Term => Some(self.term_side.clone()),
            Side::Text | Side::Target => None,
        });
        all
    }

    fn pair(&self, key: &str) -> &str {
        self.pairs.get(key).map_or("", String::as_str)
    }

    /// What a rule about translations says; nothing for other findings.
    fn compared(&self, finding: &Finding) -> Option<String> {
        let source = finding.related.first().map_or(String::new(), |r| self.quoted(&one_line(&r.text)));
        Some(match finding.comparison.as_ref()? {
            Comparison::SourceSays | Comparison::TranslationIsBetter => return None,
            Comparison::Missing { say } => self.pair("missing").replace("{source}", &source).replace("{say}", &self.listed(say)),
            Comparison::Fewer { source: times, target } => self
                .pair("fewer")
                .replace("{source}", &source)
                .replace("{times}", &times.to_string())
                .replace("{here}", &target.to_string()),
            Comparison::Choice { other, times, other_times } => self
                .pair("choice")
                .replace("{source}", &source)
                .replace("{found}", &self.quoted(&one_line(&finding.text)))
                .replace("{other}", &self.quoted(&one_line(other)))
                .replace("{times}", &times.to_string())
                .replace("{other-times}", &other_times.to_string()),
            Comparison::NameLost { say } => {
                self.pair("name-lost").replace("{source}", &source).replace("{say}", &self.listed(say))
            }
        })
    }

    /// Several wordings in one line.
    fn listed(&self, wordings: &[String]) -> String {
        let list: Vec<String> = wordings.iter().map(|w| self.quoted(w)).collect();
        match list.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{}{}{last}", rest.join(&self.comma), self.or),
            None => String::new(),
        }
    }

    /// A text in the language's quotation marks.
    pub fn quoted(&self, text: &str) -> String {
        format!("{}{text}{}", self.quotes[0], self.quotes[1])
    }

    /// The one-line message of a finding, without the reason.
    pub fn headline(&self, finding: &Finding, rules: &RuleSet) -> String {
        let found = self.quoted(&one_line(&finding.text));
        if let Some(note) = finding.exemption.as_ref().filter(|e| e.is_note() && !e.is_bare()) {
            return self.noted.replace("{found}", &found).replace("{why}", &self.exemption(note));
        }
        if let Some(compared) = self.compared(finding) {
            return compared;
        }
        let wordings = self.wordings(finding, rules);
        if wordings.is_empty() {
            return self.avoid.replace("{found}", &found);
        }
        self.say.replace("{found}", &found).replace("{say}", &self.listed(&wordings))
    }

    /// What to say instead: the fixes as they would read, or the entry's wordings in dictionary form.
    pub fn wordings(&self, finding: &Finding, rules: &RuleSet) -> Vec<String> {
        match &finding.comparison {
            Some(Comparison::Missing { say } | Comparison::NameLost { say }) => return say.clone(),
            Some(Comparison::Choice { other, .. }) => return vec![one_line(other)],
            _ => {}
        }
        let mut wordings: Vec<String> = finding.fixes.iter().map(|f| f.title.clone()).collect();
        if wordings.is_empty() {
            wordings.clone_from(&finding.refused);
        }
        if wordings.is_empty() {
            let entry = &rules.entries[finding.entry];
            let grammar = grammar_of(entry.language);
            let traditional = entry.searches.get(finding.form.0).and_then(|s| s.traditional);
            for say in entry.says(finding.form.0) {
                if say.class == FixClass::Never && finding.exemption.is_some() {
                    continue;
                }
                let phrase = match &say.traditional {
                    Some(phrase) if traditional == Some(true) => phrase,
                    _ => &say.phrase,
                };
                wordings.push(grammar.citation(phrase, rules.style(entry.language)));
            }
        }
        wordings.dedup();
        wordings.truncate(3);
        wordings
    }

    /// What a comment in a document says of a finding, a line a paragraph: the alternatives, the reason, the sources.
    pub fn comment(&self, finding: &Finding, rules: &RuleSet) -> String {
        let entry = &rules.entries[finding.entry];
        let mut lines = vec![self.headline(finding, rules), one_line(entry.why_in(finding.language))];
        if !finding.caution.is_empty() {
            lines.push(one_line(&finding.caution));
        }
        if !entry.advice.is_empty() {
            lines.push(one_line(entry.advice_in(finding.language)));
        }
        let known = entry.sources.iter().filter_map(|key| lexicon::sources().get(key));
        // A margin is narrow: one address is enough.
        let sources: Vec<String> = known
            .enumerate()
            .map(|(i, source)| match source.urls.first().filter(|_| i == 0) {
                Some(url) => format!("{} <{url}>", source.title),
                None => source.title.clone(),
            })
            .collect();
        if !sources.is_empty() {
            lines.push(format!("{}: {}", self.label("sources"), sources.join("; ")));
        }
        lines.push(entry.id.clone());
        lines.join("\n")
    }

    pub fn doubt(&self, kind: DoubtKind) -> &str {
        let key = serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default();
        self.doubts.get(&key).map_or("", String::as_str)
    }

    pub fn exemption(&self, exemption: &Exemption) -> String {
        let detail = self.senses.get(exemption.detail()).map_or(exemption.detail(), String::as_str);
        self.exemptions.get(exemption.name()).map_or_else(|| exemption.name().to_string(), |w| w.replace("{detail}", detail))
    }

    pub fn problem(&self, problem: &Problem) -> String {
        self.directives.get(problem.kind.name()).map_or_else(String::new, |w| w.replace("{detail}", &problem.text))
    }

    pub fn feature(&self, key: &str) -> &str {
        self.features.get(key).map_or("", String::as_str)
    }

    pub fn label(&self, key: &str) -> &str {
        self.page.get(key).map_or("", String::as_str)
    }

    /// A sentence for editors, with `{…}` where something is put in.
    pub fn editor(&self, key: &str) -> &str {
        self.editor.get(key).map_or("", String::as_str)
    }
}

pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::DoubtKind::*;

    #[test]
    fn all_five_languages_have_every_sentence() {
        let english = Wording::of(Language::En);
        for language in Language::ALL {
            let wording = Wording::of(language);
            for text in [&wording.say, &wording.avoid, &wording.noted] {
                assert!(text.contains("{found}"), "{language}: {text}");
            }
            assert!(wording.say.contains("{say}") && wording.noted.contains("{why}"));
            assert!(wording.page.keys().eq(english.page.keys()), "{language}");
            assert!(wording.pairs.keys().eq(english.pairs.keys()), "{language}");
            assert!(wording.features.keys().eq(english.features.keys()), "{language}");
            assert!(wording.exemptions.keys().eq(english.exemptions.keys()), "{language}");
            assert!(wording.directives.keys().eq(english.directives.keys()), "{language}");
            for kind in [
                Anaphora,
                Attachment,
                InvertedPredicate,
                UnknownWord,
                LeftoverGender,
                AmbiguousForm,
                Coordination,
                Apposition,
                Determiner,
                Number,
                PartOfSpeech,
                Meaning,
            ] {
                assert!(!wording.doubt(kind).is_empty(), "{language}: {kind:?}");
            }
        }
    }

    /// The rules write their reasons in the source; each is to be had in every language.
    #[test]
    fn reasons_of_the_rules_are_translated() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/rules");
        let mut reasons = vec!["none of the words that it needs stands near".to_string()];
        for file in std::fs::read_dir(folder).unwrap().flatten() {
            let text = std::fs::read_to_string(file.path()).unwrap();
            let quoted = text.split("Verdict::Silent(\"").skip(1).filter_map(|t| t.split('"').next());
            reasons.extend(quoted.map(str::to_string));
        }
        assert!(reasons.len() > 20);
        for language in Language::ALL.into_iter().filter(|l| *l != Language::En) {
            for reason in &reasons {
                assert!(Wording::of(language).senses.contains_key(reason), "rules/{language}/messages.toml: senses.\"{reason}\"");
            }
        }
    }

    #[test]
    fn sentences_for_editors_have_the_same_gaps() {
        let gaps = |text: &str| {
            let mut gaps: Vec<String> = text.split('{').skip(1).filter_map(|g| g.split('}').next()).map(str::to_string).collect();
            gaps.sort();
            gaps
        };
        let english = Wording::of(Language::En);
        for language in Language::ALL {
            let wording = Wording::of(language);
            assert!(wording.editor.keys().eq(english.editor.keys()), "{language}");
            for (key, text) in &english.editor {
                assert_eq!(gaps(wording.editor(key)), gaps(text), "{language}: {key}");
            }
            for (key, text) in &english.pairs {
                assert_eq!(gaps(wording.pair(key)), gaps(text), "{language}: {key}");
            }
        }
    }
}
