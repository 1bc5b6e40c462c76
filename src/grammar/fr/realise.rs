//! Words for people in the writer's style, and a phrase as it is written in a gender and number.

use super::adjectives::{Pair, masculine_plural};
use super::inclusive::{self, Notation};
use super::inflection::{noun_gender, plural};
use super::paradigm::{Four, gender_of};
use crate::grammar::{Features, Gender, Number, PartOfSpeech, Phrase, Piece, Style};

/// The names of the styles, the default first.
pub const STYLES: &[&str] = &["nswp", "median", "median-short", "paren", "doublet", "feminine", "epicene"];

/// A style for words for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    Marked(Notation),
    Doublet,
    Feminine,
    Epicene,
}

impl People {
    pub fn of(style: &Style) -> People {
        match style.0.as_str() {
            "median" => People::Marked(Notation::Median),
            "median-short" => People::Marked(Notation::MedianShort),
            "paren" => People::Marked(Notation::Parentheses),
            "doublet" => People::Doublet,
            "feminine" => People::Feminine,
            "epicene" => People::Epicene,
            _ => People::Marked(Notation::Capitals),
        }
    }
}

/// Whose gender is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    Man,
    Woman,
    Anybody,
}

/// What the words around have to agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Masculine,
    Feminine,
    Inclusive(Notation),
}

impl Target {
    pub fn is(self, gender: Gender) -> bool {
        matches!((self, gender), (Target::Masculine, Gender::Masculine) | (Target::Feminine, Gender::Feminine))
    }
}

/// A form of an agreeing word, and whether it has settled use.
pub fn inflect(pair: &Pair, target: Target, number: Number) -> (String, bool) {
    let in_number = |word: &str, masculine: bool| match number {
        Number::Singular => word.to_string(),
        Number::Plural if masculine => masculine_plural(word),
        Number::Plural => plural(word),
    };
    match target {
        Target::Masculine => (in_number(&pair.masculine, true), true),
        Target::Feminine => (in_number(&pair.feminine, false), true),
        Target::Inclusive(_) if pair.masculine == pair.feminine => (in_number(&pair.masculine, true), true),
        Target::Inclusive(notation) => inclusive::write(&pair.masculine, &pair.feminine, number, notation).map_or_else(
            || (format!("{}/{}", in_number(&pair.masculine, true), in_number(&pair.feminine, false)), false),
            |form| (form, true),
        ),
    }
}

/// A phrase ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realised {
    pub text: String,
    /// With the singular doublet, the masculine half, before which its determiner is repeated.
    pub second_half: Option<String>,
    pub target: Target,
    pub number: Number,
    /// The phrase has no form in the number that was asked for.
    pub other_number: bool,
    /// Gender or spelling were guessed.
    pub unsure: bool,
}

/// What a word for people in this style has to be: which forms, and what agrees with it.
pub fn realise(say: &Phrase, number: Number, person: Person, people: People) -> Realised {
    let Some(head) = say.head() else {
        let text = say.citation();
        let first = text.split(' ').next().unwrap_or_default();
        let gender = noun_gender(first);
        let target = if gender == Some(Gender::Feminine) { Target::Feminine } else { Target::Masculine };
        // A frozen phrase has the number it is written in.
        let written = if first.ends_with(['s', 'x']) && noun_gender(first.trim_end_matches('s')).is_some() && first.ends_with('s')
        {
            Number::Plural
        } else {
            Number::Singular
        };
        let known = ["corps", "cours", "recours", "lieu", "procès", "accès"].contains(&first);
        let written = if known { Number::Singular } else { written };
        return Realised {
            text,
            second_half: None,
            target,
            number: written,
            other_number: written != number,
            unsure: gender.is_none(),
        };
    };
    let wanted = number;
    let number = head.tags.number.unwrap_or(number);
    let two_genders = head.feminine.is_some();
    let noun = if two_genders { Gender::Common } else { gender_of(head).unwrap_or(Gender::Masculine) };
    let unsure = !two_genders && head.tags.part_of_speech == PartOfSpeech::Noun && gender_of(head).is_err();
    let mut result = Realised {
        text: String::new(),
        second_half: None,
        target: Target::Masculine,
        number,
        other_number: number != wanted,
        unsure,
    };
    match noun {
        Gender::Feminine => {
            result.target = Target::Feminine;
            result.text = spell(say, Target::Feminine, number);
        }
        Gender::Common => match (person, people) {
            (Person::Man, _) => result.text = spell(say, Target::Masculine, number),
            (Person::Woman, _) | (_, People::Feminine) => {
                result.target = Target::Feminine;
                result.text = spell(say, Target::Feminine, number);
            }
            (_, People::Marked(notation)) => {
                result.target = Target::Inclusive(notation);
                result.text = spell(say, result.target, number);
            }
            (_, People::Epicene) if is_sex_worker(say) => {
                result.target = Target::Feminine;
                let noun = if number == Number::Plural { "personnes" } else { "personne" };
                result.text = format!("{noun} exerçant le travail du sexe");
            }
            _ if !two_genders => result.text = spell(say, Target::Masculine, number),
            _ if number == Number::Singular => {
                // une travailleuse ou un travailleur du sexe: the determiner of the second half is known only in the text.
                result.target = Target::Feminine;
                result.text = Four::of(head).feminine;
                result.second_half = Some(spell(say, Target::Masculine, number));
            }
            _ => {
                let four = Four::of(head);
                let both = format!("{} et {}", four.feminine_plural, four.masculine_plural);
                result.text = spell(say, Target::Masculine, number).replacen(&four.masculine_plural, &both, 1);
            }
        },
        _ => result.text = spell(say, Target::Masculine, number),
    }
    result
}

/// The phrase in a gender that the noun it belongs to decides.
pub fn realise_as(say: &Phrase, number: Number, target: Target) -> Realised {
    let text = spell(say, target, number);
    Realised { text, second_half: None, target, number, other_number: false, unsure: false }
}

fn is_sex_worker(say: &Phrase) -> bool {
    let text = say.citation();
    text.starts_with("travailleur") && (text.contains("du sexe") || text.contains("sexuel"))
}

/// The phrase with its head in `target`, adjectives in agreement, other nouns in the same number.
fn spell(say: &Phrase, target: Target, number: Number) -> String {
    let mut text = String::new();
    for piece in &say.pieces {
        let word = match piece {
            Piece::Frozen(frozen) => {
                text.push_str(frozen);
                continue;
            }
            Piece::Word(word) => word,
        };
        match word.tags.part_of_speech {
            PartOfSpeech::Verb => {
                let verb = word.irregular.get("pl").filter(|_| number == Number::Plural);
                text.push_str(verb.unwrap_or(&word.lemma));
            }
            PartOfSpeech::Noun if word.feminine.is_none() => {
                let cells = super::paradigm::paradigm(word).unwrap_or_default();
                let wanted = |f: &Features| f.number.is_none_or(|n| n == number);
                let cell = cells.iter().find(|(_, f)| wanted(f)).or(cells.first());
                text.push_str(cell.map_or(word.lemma.as_str(), |(t, _)| t));
            }
            _ => {
                let four = Four::of(word);
                match target {
                    Target::Masculine => text.push_str(four.get(Gender::Masculine, number)),
                    Target::Feminine => text.push_str(four.get(Gender::Feminine, number)),
                    Target::Inclusive(notation) => {
                        let marked = inclusive::write(&four.masculine, &four.feminine, number, notation);
                        text.push_str(&marked.unwrap_or_else(|| {
                            format!("{}/{}", four.get(Gender::Masculine, number), four.get(Gender::Feminine, number))
                        }));
                    }
                }
            }
        }
    }
    text
}

/// A replacement out of context: plural for words that are written with marks, as they stand most often so in texts.
pub fn citation(say: &Phrase, style: &Style) -> String {
    let singular = realise(say, Number::Singular, Person::Anybody, People::of(style));
    match singular.second_half {
        Some(second) => format!("{} ou {second}", singular.text),
        None => singular.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_style() {
        let say = &Phrase::parse("[travailleur|travailleuse] du sexe", &BTreeMap::new()).unwrap_or_default()[0];
        let plural = |style: &str| realise(say, Number::Plural, Person::Anybody, People::of(&Style(style.into()))).text;
        assert_eq!(plural("nswp"), "travailleurSEs du sexe");
        assert_eq!(plural("median"), "travailleur·euse·s du sexe");
        assert_eq!(plural("median-short"), "travailleur·euses du sexe");
        assert_eq!(plural("paren"), "travailleur(euse)s du sexe");
        assert_eq!(plural("doublet"), "travailleuses et travailleurs du sexe");
        assert_eq!(plural("feminine"), "travailleuses du sexe");
        assert_eq!(plural("epicene"), "personnes exerçant le travail du sexe");
        assert_eq!(citation(say, &Style("doublet".into())), "travailleuse ou travailleur du sexe");
        assert_eq!(citation(say, &Style(String::new())), "travailleurSE du sexe");
    }
}
