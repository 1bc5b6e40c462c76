//! The words that tell how a term is meant: `rules/<language>/context.toml`, read at a language's first hit.

use crate::text::Language;
use crate::text::fold::fold;
use serde::Deserialize;
use std::sync::OnceLock;

/// Phrases of one language. What is compared with folded text is folded when read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Context {
    pub mention: Mention,
    pub speech: Speech,
    pub names: Names,
    pub titles: Titles,
    pub bibliography: Bibliography,
    pub self_reference: SelfReference,
    pub figurative: Figurative,
    pub historical: Historical,
    pub sic: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Mention {
    /// Before a word in quotation marks or italics: word, term, label.
    pub markers: Vec<String>,
    /// Directly before the bare word: the word prostitute.
    pub bare_markers: Vec<String>,
    /// Between the marker and the word: such as, like.
    pub joiners: Vec<String>,
    /// Behind the word: 一词.
    pub behind: Vec<String>,
    /// Directly behind the bare word, where no marker is needed: 这个词.
    pub bare_behind: Vec<String>,
    /// Begins a sentence of guidance: say, use.
    pub instructions: Vec<String>,
    /// Directly before the word that is not to be used: not, instead of.
    pub instead_of: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Speech {
    /// Open a clause that reports: said that. Somebody must stand before them.
    pub verbs: Vec<String>,
    /// Name whose words follow: according to.
    pub sources: Vec<String>,
    /// Close a sentence: …, said the minister.
    pub closing: Vec<String>,
    /// Who reports nothing: the writer.
    pub own: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Names {
    /// Written with a capital: Act, Bill. As written.
    pub laws: Vec<String>,
    /// Written with a capital: Collective, Union. As written.
    pub organisations: Vec<String>,
    /// Open a law's title: loi n°, loi du. Folded.
    pub law_openings: Vec<String>,
    /// Join a law's number to its title: visant à, relative à.
    pub law_links: Vec<String>,
    /// Join an organisation's noun to what it is of, where that may be in small letters: de, pour.
    pub links: Vec<String>,
    /// Words in small letters inside a name: of, the.
    pub particles: Vec<String>,
    /// Before or behind a surname: Mr, Madam. As written.
    pub address: Vec<String>,
    /// Directly behind the word: the name of an offence or a body (罪, 自救會).
    pub endings: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Titles {
    /// Before a quoted or emphasised title: the novel, the film.
    pub markers: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Bibliography {
    /// The whole of a heading: references.
    pub headings: Vec<String>,
    /// Signs of cataloguing data, folded: subject headings.
    pub signs: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SelfReference {
    /// Directly before the word: i am a.
    pub phrases: Vec<String>,
    /// May stand between: proud.
    pub adjectives: Vec<String>,
    /// Directly behind the word: and proud.
    pub behind: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Figurative {
    /// Directly before the word: media.
    pub before: Vec<String>,
    /// Directly behind the word: of justice.
    pub behind: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Historical {
    /// In a heading: historical sources.
    pub headings: Vec<String>,
    /// In the sentence: the wording of the time.
    pub markers: Vec<String>,
}

impl Context {
    /// The phrases of a language.
    pub fn of(language: Language) -> &'static Context {
        static ALL: [OnceLock<Context>; 5] = [const { OnceLock::new() }; 5];
        ALL[language.index()].get_or_init(|| {
            let text = match language {
                Language::En => include_str!("../../../rules/en/context.toml"),
                Language::Es => include_str!("../../../rules/es/context.toml"),
                Language::Fr => include_str!("../../../rules/fr/context.toml"),
                Language::Ru => include_str!("../../../rules/ru/context.toml"),
                Language::Zh => include_str!("../../../rules/zh/context.toml"),
            };
            // A test reads every file, so what is built in is right.
            let mut context: Context = toml::from_str(text).expect("rules/*/context.toml are read by a test");
            context.fold();
            context
        })
    }

    fn fold(&mut self) {
        let Context { mention, speech, names, titles, bibliography, self_reference, figurative, historical, sic } = self;
        let lists = [
            &mut mention.markers,
            &mut mention.bare_markers,
            &mut mention.joiners,
            &mut mention.behind,
            &mut mention.bare_behind,
            &mut mention.instructions,
            &mut mention.instead_of,
            &mut speech.verbs,
            &mut speech.sources,
            &mut speech.closing,
            &mut speech.own,
            &mut names.law_openings,
            &mut names.law_links,
            &mut names.links,
            &mut names.particles,
            &mut names.endings,
            &mut titles.markers,
            &mut bibliography.headings,
            &mut bibliography.signs,
            &mut self_reference.phrases,
            &mut self_reference.adjectives,
            &mut self_reference.behind,
            &mut figurative.before,
            &mut figurative.behind,
            &mut historical.headings,
            &mut historical.markers,
            sic,
        ];
        for item in lists.into_iter().flatten() {
            *item = fold(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_file() {
        for language in Language::ALL {
            let context = Context::of(language);
            assert!(!context.mention.markers.is_empty() || !context.mention.behind.is_empty(), "{language}");
            assert!(!context.speech.sources.is_empty(), "{language}");
            assert!(!context.names.organisations.is_empty() || !context.names.endings.is_empty(), "{language}");
            assert!(!context.bibliography.headings.is_empty(), "{language}");
            assert!(!context.historical.headings.is_empty(), "{language}");
            assert!(!context.sic.is_empty(), "{language}");
        }
    }
}
