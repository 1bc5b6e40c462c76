//! Spanish grammar: gender and number of nouns, adjectives and determiners, and the agreement of what stands around a noun
//! that is replaced.

mod adjectives;
mod agreement;
mod determiners;
mod hit;
pub mod inclusive;
mod leftovers;
mod meaning;
mod nouns;
mod paradigm;
mod predicates;
mod realise;
mod sentence;
mod strong;
mod subjects;
mod verb_phrases;
mod verbs;
mod words;

use super::{Features, Grammar, Phrase, PhraseError, Request, Rewrite, Style, Word};

pub struct Spanish;

impl Grammar for Spanish {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        paradigm::paradigm(word)
    }

    fn variants(&self, word: &Word) -> Vec<(String, Features)> {
        paradigm::variants(word)
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        vec![agreement::rewrite(request)]
    }

    fn styles(&self) -> &'static [&'static str] {
        &realise::STYLES
    }

    fn citation(&self, say: &Phrase, style: &Style) -> String {
        realise::citation(say, style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Denotes, Form, forms};
    use std::collections::BTreeMap;

    fn phrase(pattern: &str) -> Phrase {
        Phrase::parse(pattern, &BTreeMap::new()).unwrap().swap_remove(0)
    }

    fn apply(text: &str, at: usize, form: &Form, find: &Phrase, say: &Phrase, style: &str) -> (String, Rewrite) {
        let style = Style(style.into());
        let hit = at..at + form.text.len();
        let request = Request { text, hit, found: form, find, say, denotes: Denotes::Person, style: &style };
        let rewrite = Spanish.rewrite(&request).swap_remove(0);
        let mut result = text.to_string();
        for edit in rewrite.edits.iter().rev() {
            result.replace_range(edit.range.clone(), &edit.text);
        }
        (result, rewrite)
    }

    const PAIRS: [(&str, &str); 6] = [
        ("[prostitución]", "[trabajo] [sexual:adj]"),
        ("[prostituto|prostituta]", "[trabajador|trabajadora] [sexual:adj]"),
        ("[drogadicto|drogadicta]", "[persona] que usa drogas"),
        ("[grupo] de riesgo", "[población] clave"),
        ("[burdel]", "[casa] de trabajo sexual"),
        ("[enfermedad] de transmisión sexual", "[infección] de transmisión sexual"),
    ];

    #[test]
    fn every_form_is_replaced_in_every_frame_and_nothing_panics() {
        const FRAMES: [(&str, &str); 12] = [
            ("", ""),
            ("La ", " está regulada."),
            ("de\nla\u{a0}", " callejera,\u{202f}«ilegal»"),
            ("Un@s ", ", 𝓍 ñandú — ¿y qué?"),
            ("L’", "’s"),
            ("del ", " y la otra"),
            ("«", "» (la denunció; ella, él)"),
            ("las/os ", "/a"),
            ("está prohibida la ", " que la ley permite"),
            ("A LA ", " ESTÁ"),
            ("y ", "\u{301}\u{200b} de"),
            ("una de las ", ", todas cerradas"),
        ];
        for (find, say) in PAIRS {
            let (find, say) = (phrase(find), phrase(say));
            for form in forms(&find, &Spanish, true).unwrap() {
                for style in ["", "trabajadora", "persona", "doblete"] {
                    for (before, after) in FRAMES {
                        let text = format!("{before}{}{after}", form.text);
                        let (result, rewrite) = apply(&text, before.len(), &form, &find, &say, style);
                        assert!(!result.contains(&form.text), "{text:?} → {result:?}");
                        let mut end = 0;
                        for edit in &rewrite.edits {
                            assert!(edit.range.start >= end, "{text:?}: {:?}", rewrite.edits);
                            end = edit.range.end;
                        }
                        for doubt in &rewrite.doubts {
                            assert!(text.get(doubt.range.clone()).is_some());
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn edits_are_small() {
        let (find, say) = (phrase("[prostitución]"), phrase("[trabajo] [sexual:adj]"));
        let text = "Esta prostitución está penalizada.";
        let form = &forms(&find, &Spanish, false).unwrap()[0];
        let (result, rewrite) = apply(text, 5, form, &find, &say, "");
        assert_eq!(result, "Este trabajo sexual está penalizado.");
        assert_eq!(rewrite.edits.len(), 3);
        assert!(rewrite.doubts.is_empty());
    }

    #[test]
    fn citations_follow_the_style() {
        let say = phrase("[trabajador|trabajadora] [sexual:adj]");
        for (style, text) in [
            ("trabajadora", "trabajadora sexual"),
            ("persona", "persona que ejerce el trabajo sexual"),
            ("doblete", "trabajadoras y trabajadores sexuales"),
        ] {
            assert_eq!(Spanish.citation(&say, &Style(style.into())), text);
        }
        assert_eq!(Spanish.citation(&phrase("[trabajo] [sexual:adj]"), &Style::default()), "trabajo sexual");
    }

    #[test]
    fn words_around_that_mean_something_else_raise_a_doubt() {
        let (find, say) = (phrase("[prostitución]"), phrase("[trabajo] [sexual:adj]"));
        let form = &forms(&find, &Spanish, false).unwrap()[0];
        for (text, wanted) in [
            ("La lucha contra la prostitución sigue.", true),
            ("Una red de prostitución fue juzgada.", true),
            ("La trata no es prostitución.", true),
            ("Son víctimas de la prostitución.", true),
            ("La prostitución de menores es un delito.", true),
            ("El texto trata de la prostitución en el puerto.", false),
            ("Se trata de prostitución entre personas adultas.", false),
            ("La prostitución es un trabajo.", false),
        ] {
            let at = text.find("prostitución").unwrap();
            let (_, rewrite) = apply(text, at, form, &find, &say, "");
            let meaning = rewrite.doubts.iter().any(|d| d.kind == crate::grammar::DoubtKind::Meaning);
            assert_eq!(meaning, wanted, "{text}");
        }
    }
}
