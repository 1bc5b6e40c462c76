//! What to say, put into a form: the style for people words, and a phrase in a given number and case.

use super::super::{Animacy, Case, Features, Gender, Grammar, Number, PartOfSpeech, Phrase, Piece, Request, Style, Tags, Word};
use super::Russian;

/// `worker`: секс-работник, секс-работница; `people`: люди, занятые в секс-работе.
pub(super) const STYLES: &[&str] = &["worker", "people"];

/// A phrase in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Realised {
    pub(super) text: String,
    /// Of its head.
    pub(super) features: Features,
    /// The wanted number does not exist; this is the other.
    pub(super) other_number: bool,
}

/// Nouns that stand for people and are no living being to grammar.
const COLLECTIVE: &[&str] =
    &["сторона", "группа", "сообщество", "население", "категория", "персонал", "молодёжь", "организация", "партия"];

/// The phrase as the style wants it.
pub(super) fn in_style(say: &Phrase, style: &Style) -> Phrase {
    if style.0 != "people" {
        return say.clone();
    }
    let [Piece::Frozen(prefix), Piece::Word(worker), rest @ ..] = say.pieces.as_slice() else {
        return say.clone();
    };
    if prefix != "секс-" || !worker.lemma.starts_with("работни") {
        return say.clone();
    }
    let person = Word { lemma: "человек".into(), ..Word::default() };
    let engaged = Word {
        lemma: "занятый".into(),
        tags: Tags { part_of_speech: PartOfSpeech::Adjective, ..Tags::default() },
        ..Word::default()
    };
    let mut pieces = vec![
        Piece::Word(Word { tags: Tags { number: worker.tags.number, ..Tags::default() }, ..person }),
        Piece::Frozen(", ".into()),
        Piece::Word(engaged),
        Piece::Frozen(" в секс-работе".into()),
    ];
    pieces.extend_from_slice(rest);
    Phrase { pieces }
}

/// The dictionary form in the style; a group of people is named in the plural.
pub(super) fn citation(say: &Phrase, style: &Style) -> String {
    let phrase = in_style(say, style);
    let number = if phrase == *say { Number::Singular } else { Number::Plural };
    let wanted = Features { number: Some(number), case: Some(Case::Nominative), ..Features::default() };
    inflect(&phrase, &wanted, false, true).map_or_else(|| phrase.citation(), |r| r.text)
}

/// Which living beings a head names, where neither tags nor rules are asked: the finding knows that it is about people.
pub(super) fn with_animacy(phrase: &Phrase, request: &Request) -> Phrase {
    let person = request.denotes == super::super::Denotes::Person;
    let mut phrase = phrase.clone();
    for piece in &mut phrase.pieces {
        if let Piece::Word(word) = piece
            && word.tags.part_of_speech == PartOfSpeech::Noun
            && word.tags.animacy.is_none()
        {
            let living = person && !COLLECTIVE.contains(&word.lemma.as_str());
            word.tags.animacy = Some(if living { Animacy::Animate } else { Animacy::Inanimate });
        }
    }
    phrase
}

/// `phrase` in the number and case of `wanted`, for pairs in its gender. After два, три, четыре (`paucal`) adjectives stand
/// in the genitive plural. `counted`: after a numeral «людей» is «человек».
pub(super) fn inflect(phrase: &Phrase, wanted: &Features, paucal: bool, people: bool) -> Option<Realised> {
    let Some(head) = phrase.head() else {
        return Some(Realised { text: phrase.citation(), features: Features::default(), other_number: false });
    };
    let number = head.tags.number.or(wanted.number).unwrap_or(Number::Singular);
    let case = wanted.case.unwrap_or(Case::Nominative);
    let gender = match wanted.gender {
        Some(Gender::Feminine) => Gender::Feminine,
        _ => Gender::Masculine,
    };
    let cell = |word: &Word, f: Features| -> Option<(String, Features)> {
        let cells = Russian.paradigm(word).ok()?;
        cells.into_iter().find(|(_, g)| g.agrees(&f))
    };
    let adjectival = head.tags.part_of_speech == PartOfSpeech::Adjective;
    let asked = Features {
        gender: (head.feminine.is_some() || adjectival).then_some(gender),
        number: Some(number),
        case: Some(case),
        animacy: if adjectival { Some(if people { Animacy::Animate } else { Animacy::Inanimate }) } else { None },
        ..Features::default()
    };
    let (head_text, features) = cell(head, asked)?;
    let mut text = String::new();
    for piece in &phrase.pieces {
        match piece {
            Piece::Frozen(frozen) => text.push_str(frozen),
            Piece::Word(word) if std::ptr::eq(word, head) => text.push_str(&head_text),
            Piece::Word(word) => match word.tags.part_of_speech {
                PartOfSpeech::Verb => text.push_str(&word.lemma),
                PartOfSpeech::Noun => {
                    let f = Features {
                        gender: word.feminine.is_some().then_some(gender),
                        number: Some(word.tags.number.unwrap_or(number)),
                        case: Some(case),
                        ..Features::default()
                    };
                    text.push_str(&cell(word, f)?.0);
                }
                PartOfSpeech::Adjective => {
                    let f = if paucal {
                        // «две новые книги», but «два новых дома» (Д. Э. Розенталь, «Справочник по правописанию и
                        // литературной правке», on attributes after два, три, четыре).
                        let feminine = features.gender == Some(Gender::Feminine);
                        let case = if feminine { Case::Nominative } else { Case::Genitive };
                        Features { gender: None, number: Some(Number::Plural), case: Some(case), animacy: None, ..features }
                    } else {
                        features
                    };
                    text.push_str(&cell(word, f)?.0);
                }
            },
        }
    }
    Some(Realised { text, features, other_number: wanted.number.is_some_and(|n| n != number) })
}

/// «пять людей» is not said: the counted plural is «человек».
pub(super) fn counted(text: &str) -> String {
    match text.strip_prefix("людей") {
        Some(rest) => format!("человек{rest}"),
        None => text.to_string(),
    }
}
