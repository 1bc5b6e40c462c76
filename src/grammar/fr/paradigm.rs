//! Every form of a word of a pattern.

use super::adjectives::masculine_plural;
use super::inclusive;
use super::inflection::{feminine, noun_gender, plural};
use super::verbs;
use crate::grammar::{Features, Gender, Number, PartOfSpeech, PhraseError, Word};

type Cells = Vec<(String, Features)>;

fn cell(text: &str, gender: Option<Gender>, number: Option<Number>) -> (String, Features) {
    (text.to_string(), Features::new(gender, number))
}

/// The four spellings of a word with two genders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Four {
    pub masculine: String,
    pub feminine: String,
    pub masculine_plural: String,
    pub feminine_plural: String,
}

impl Four {
    /// From the masculine, and the feminine where the pattern gives it.
    pub fn of(word: &Word) -> Four {
        let irregular = |key: &str| word.irregular.get(key).cloned();
        let invariable = word.tags.invariable;
        let f = word
            .feminine
            .clone()
            .or_else(|| irregular("fem"))
            .unwrap_or_else(|| if invariable { word.lemma.clone() } else { feminine(&word.lemma) });
        let masculine_plural =
            irregular("pl").unwrap_or_else(|| if invariable { word.lemma.clone() } else { masculine_plural(&word.lemma) });
        let feminine_plural = irregular("fem-pl").unwrap_or_else(|| if invariable { f.clone() } else { plural(&f) });
        Four { masculine: word.lemma.clone(), feminine: f, masculine_plural, feminine_plural }
    }

    pub fn get(&self, gender: Gender, number: Number) -> &str {
        match (gender, number) {
            (Gender::Feminine, Number::Singular) => &self.feminine,
            (Gender::Feminine, Number::Plural) => &self.feminine_plural,
            (_, Number::Singular) => &self.masculine,
            (_, Number::Plural) => &self.masculine_plural,
        }
    }
}

/// The gender of a noun with one: its tag, else the guess.
///
/// # Errors
/// An ending that tells nothing.
pub fn gender_of(word: &Word) -> Result<Gender, PhraseError> {
    let tagged = word.tags.gender.filter(|g| *g != Gender::Neuter);
    tagged.or_else(|| noun_gender(&word.lemma)).ok_or_else(|| {
        PhraseError(format!(
            "\"[{0}]\": the gender of this word cannot be told from its ending; write [{0}:m] or [{0}:f], or [masculine|feminine] \
             for a word for people, or [{0}:adj] for an adjective",
            word.lemma
        ))
    })
}

pub fn paradigm(word: &Word) -> Result<Cells, PhraseError> {
    const SG: Option<Number> = Some(Number::Singular);
    const PL: Option<Number> = Some(Number::Plural);
    if word.tags.part_of_speech == PartOfSpeech::Verb {
        let infinitive = ["er", "ir", "re"].iter().any(|e| word.lemma.ends_with(e)) && !word.tags.invariable;
        return if infinitive {
            verbs::conjugate(&word.lemma)
        } else {
            Ok(verbs::as_written(&word.lemma, word.irregular.get("pl")))
        };
    }
    if word.feminine.is_some() || word.tags.part_of_speech == PartOfSpeech::Adjective {
        let four = Four::of(word);
        let mut cells = Cells::new();
        for (number, feature) in [(Number::Singular, SG), (Number::Plural, PL)] {
            let (m, f) = (four.get(Gender::Masculine, number), four.get(Gender::Feminine, number));
            if m == f {
                let gender = if word.feminine.is_some() { Some(Gender::Common) } else { None };
                cells.push(cell(m, gender, feature));
            } else {
                cells.push(cell(m, Some(Gender::Masculine), feature));
                cells.push(cell(f, Some(Gender::Feminine), feature));
            }
        }
        return Ok(cells);
    }
    let gender = Some(gender_of(word)?);
    if word.tags.invariable {
        return Ok(vec![cell(&word.lemma, gender, SG), cell(&word.lemma, gender, PL)]);
    }
    let many = word.irregular.get("pl").cloned().unwrap_or_else(|| compound_plural(&word.lemma));
    // A dictionary form that is a plural already: [mœurs:f,pl].
    if word.tags.number == PL && word.lemma.ends_with(['s', 'x']) {
        return Ok(vec![cell(&word.lemma, gender, PL)]);
    }
    Ok(vec![cell(&word.lemma, gender, SG), cell(&many, gender, PL)])
}

/// The plural of a noun; of a compound of a particle and a noun, only the noun's.
fn compound_plural(lemma: &str) -> String {
    match lemma.rsplit_once('-') {
        Some((first, last)) if !last.is_empty() => format!("{first}-{}", plural(last)),
        _ => plural(lemma),
    }
}

/// Inclusive spellings, which are searched and written only by choice of style; forms without the accent of É are left to
/// the matcher.
pub fn variants(word: &Word) -> Cells {
    let adjective = word.tags.part_of_speech == PartOfSpeech::Adjective;
    if word.tags.part_of_speech == PartOfSpeech::Verb || word.tags.invariable || (word.feminine.is_none() && !adjective) {
        return Cells::new();
    }
    let four = Four::of(word);
    inclusive::spellings(&four.masculine, &four.feminine)
        .into_iter()
        .map(|(text, number)| (text, Features { variant: true, ..Features::new(Some(Gender::Common), Some(number)) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Phrase, forms};
    use std::collections::BTreeMap;

    fn all(pattern: &str) -> Vec<String> {
        let phrase = &Phrase::parse(pattern, &BTreeMap::new()).unwrap_or_default()[0];
        forms(phrase, &crate::grammar::fr::French, false).unwrap_or_default().into_iter().map(|f| f.text).collect()
    }

    #[test]
    fn phrases() {
        assert_eq!(all("[travail] du sexe"), ["travail du sexe", "travaux du sexe"]);
        assert_eq!(all("[tiers:adj] [partie]"), ["tierce partie", "tierces parties"]);
        assert_eq!(all("[maison] [clos:adj]"), ["maison close", "maisons closes"]);
        assert_eq!(all("[population] [clé]"), ["population clé", "populations clés"]);
        assert_eq!(all("[lieu] de travail"), ["lieu de travail", "lieux de travail"]);
        assert_eq!(all("[prostitué|prostituée]"), ["prostitué", "prostituée", "prostitués", "prostituées"]);
        assert_eq!(all("[escort-girl]"), ["escort-girl", "escort-girls"]);
        assert_eq!(all("[VIH:m,sg,inv]"), ["VIH"]);
        assert!(all("se [prostituer:v]").contains(&"se prostituaient".to_string()));
    }

    #[test]
    fn irregular_cells_win() {
        let mut word = Word { lemma: "tapin".into(), ..Word::default() };
        word.irregular.insert("pl".into(), "tapinz".into());
        let cells = paradigm(&word).unwrap_or_default();
        assert_eq!(cells.last().map(|c| c.0.as_str()), Some("tapinz"));
    }

    #[test]
    fn errors_say_what_to_write() {
        let word = Word { lemma: "schtroumpfe".into(), ..Word::default() };
        assert!(paradigm(&word).unwrap_err().0.contains("[schtroumpfe:f]"));
    }
}
