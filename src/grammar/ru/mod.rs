//! Russian grammar.
//!
//! Words inflect for case, number and (adjectives, participles, the past tense) gender; a replacement is put into the case
//! the sentence wants, and what agreed with the old word is put into agreement with the new one.

mod adjectives;
mod agreement;
mod context;
mod declensions;
pub mod inclusive;
mod left;
mod meaning;
mod nouns;
mod predicates;
mod pronouns;
mod realise;
mod right;
mod verbs;

use super::{Features, Grammar, PartOfSpeech, Phrase, PhraseError, Request, Rewrite, Style, Word};

pub struct Russian;

impl Grammar for Russian {
    fn paradigm(&self, word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
        match word.tags.part_of_speech {
            PartOfSpeech::Noun => nouns::paradigm(word),
            PartOfSpeech::Adjective => adjectives::paradigm(word),
            PartOfSpeech::Verb => verbs::paradigm(word),
        }
    }

    fn variants(&self, word: &Word) -> Vec<(String, Features)> {
        match word.tags.part_of_speech {
            PartOfSpeech::Noun => nouns::variants(word),
            PartOfSpeech::Adjective => adjectives::variants(word),
            PartOfSpeech::Verb => Vec::new(),
        }
    }

    fn rewrite(&self, request: &Request) -> Vec<Rewrite> {
        agreement::rewrite(request)
    }

    fn styles(&self) -> &'static [&'static str] {
        realise::STYLES
    }

    fn citation(&self, say: &Phrase, style: &Style) -> String {
        realise::citation(say, style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Denotes, forms};
    use std::collections::BTreeMap;

    fn phrase(pattern: &str) -> Phrase {
        Phrase::parse(pattern, &BTreeMap::new()).expect("a pattern").remove(0)
    }

    /// Every form of every term in frames that no text was written for; edits must stay on character boundaries, apart
    /// from one another and inside the text.
    #[test]
    fn no_text_makes_it_panic() {
        let pairs = [
            ("[проститутка]", "секс-[работница]", Denotes::Person),
            ("[наркоман|наркоманка]", "[человек], [употребляющий:adj] наркотики", Denotes::Person),
            ("[коммерческий:adj] [секс:n,m,inan]", "секс-[работа]", Denotes::Activity),
            ("[ВИЧ-инфицированный:adj]", "[человек], [живущий:adj] с ВИЧ", Denotes::Person),
            ("[притон]", "[помещение]", Denotes::Place),
            ("[заниматься:v] проституцией", "[заниматься:v] секс-работой", Denotes::Act),
        ];
        let frames = [
            "{}",
            "—{}—",
            "«{}»\u{301}",
            "\u{a0}{}\u{202f}был",
            "的{}的",
            "2 {} и 5",
            "И, {}, и",
            "в {}, который",
            ", {}, е\u{308}лка…",
            "Ё{}Ё был закрыт, и он",
            "сам\n{}\nсама была ой ая ся",
            "’{}’ ый ого ому-то 🙂 ла ло",
        ];
        for (find, say, denotes) in pairs {
            let (find, say) = (phrase(find), phrase(say));
            for found in forms(&find, &Russian, true).expect("forms") {
                for frame in frames {
                    for style in Russian.styles() {
                        let text = frame.replace("{}", &found.text);
                        let start = text.find(&found.text).expect("the form");
                        let style = Style((*style).into());
                        let hit = start..start + found.text.len();
                        let request = Request {
                            text: &text,
                            hit: hit.clone(),
                            found: &found,
                            find: &find,
                            say: &say,
                            denotes,
                            style: &style,
                        };
                        let rewrites = Russian.rewrite(&request);
                        assert!(!rewrites.is_empty());
                        for rewrite in rewrites {
                            assert!(rewrite.edits.iter().any(|e| e.range == hit));
                            assert!(rewrite.edits.windows(2).all(|w| w[0].range.end <= w[1].range.start));
                            assert!(rewrite.edits.iter().all(|e| text.get(e.range.clone()).is_some()));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn paradigm_of_a_pair() {
        let word = phrase("[работник|работница]");
        let all = forms(&word, &Russian, true).expect("forms");
        let has = |t: &str| all.iter().any(|f| f.text == t);
        for form in [
            "работник",
            "работниками",
            "работниц",
            "работницею",
            "работни_ца",
            "работни:цы",
            "работни*цам",
            "работник/ца",
            "работник(ца)",
            "работников/ц",
        ] {
            assert!(has(form), "{form}");
        }
    }

    #[test]
    fn twelve_cells() {
        let cells = |pattern: &str| {
            let word = phrase(pattern);
            let mut all: Vec<String> =
                Russian.paradigm(word.head().expect("a word")).expect("a paradigm").into_iter().map(|(t, _)| t).collect();
            all.truncate(12);
            all.join(" ")
        };
        for (pattern, want) in [
            (
                "[проститутка]",
                "проститутка проститутки проститутке проститутку проституткой проститутке проститутки проституток проституткам проституток проститутками проститутках",
            ),
            (
                "[работница]",
                "работница работницы работнице работницу работницей работнице работницы работниц работницам работниц работницами работницах",
            ),
            (
                "[проституция]",
                "проституция проституции проституции проституцию проституцией проституции проституции проституций проституциям проституции проституциями проституциях",
            ),
            (
                "[помещение]",
                "помещение помещения помещению помещение помещением помещении помещения помещений помещениям помещения помещениями помещениях",
            ),
            (
                "[бордель]",
                "бордель борделя борделю бордель борделем борделе бордели борделей борделям бордели борделями борделях",
            ),
            (
                "[сутенёр]",
                "сутенёр сутенёра сутенёру сутенёра сутенёром сутенёре сутенёры сутенёров сутенёрам сутенёров сутенёрами сутенёрах",
            ),
            ("[человек]", "человек человека человеку человека человеком человеке люди людей людям людей людьми людях"),
            ("[врач]", "врач врача врачу врача врачом враче врачи врачей врачам врачей врачами врачах"),
            (
                "[владелец]",
                "владелец владельца владельцу владельца владельцем владельце владельцы владельцев владельцам владельцев владельцами владельцах",
            ),
            ("[место]", "место места месту место местом месте места мест местам места местами местах"),
        ] {
            assert_eq!(cells(pattern), want);
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        for (pattern, says) in
            [("[такси]", "inv"), ("[корь]", "[корь:f]"), ("[вовлечь:v]", "write the forms out"), ("[люкс:adj]", "-ый")]
        {
            let word = phrase(pattern);
            let error = Russian.paradigm(word.head().expect("a word")).expect_err(pattern);
            assert!(error.0.contains(says), "{pattern}: {error}");
        }
    }

    #[test]
    fn styles_out_of_context() {
        let say = phrase("секс-[работник|работница]");
        let cite = |style: &str| Russian.citation(&say, &Style(style.into()));
        assert_eq!(cite("worker"), "секс-работник");
        assert_eq!(cite("people"), "люди, занятые в секс-работе");
    }

    /// The best rewrite of the only form of `find` in `from`, and whether it is sure of itself.
    fn fix(find: &str, say: &str, denotes: Denotes, style: &str, from: &str) -> (String, bool) {
        let (find, say) = (phrase(find), phrase(say));
        let lower = from.to_lowercase();
        let all = forms(&find, &Russian, true).expect("forms");
        let found = all.iter().filter(|f| lower.contains(&f.text.to_lowercase())).max_by_key(|f| f.text.len()).expect(from);
        let start = lower.find(&found.text.to_lowercase()).expect(from);
        let hit = start..start + found.text.len();
        let style = Style(style.into());
        let rewrites = Russian.rewrite(&Request { text: from, hit, found, find: &find, say: &say, denotes, style: &style });
        let mut text = from.to_string();
        for edit in rewrites[0].edits.iter().rev() {
            text.replace_range(edit.range.clone(), &edit.text);
        }
        (text, rewrites[0].doubts.is_empty())
    }

    #[test]
    fn the_sentence_agrees() {
        let work = |from: &str| fix("[коммерческий:adj] [секс:n,m,inan]", "секс-[работа]", Denotes::Activity, "worker", from);
        let place = |from: &str| fix("[притон]", "[помещение]", Denotes::Place, "worker", from);
        let people = |from: &str| fix("[проститутка]", "секс-[работница]", Denotes::Person, "people", from);
        let sure = |text: &str| (text.to_string(), true);
        assert_eq!(work("Полиция игнорирует коммерческий секс."), sure("Полиция игнорирует секс-работу."));
        assert_eq!(
            work("Для многих коммерческий секс стал единственным выходом."),
            sure("Для многих секс-работа стала единственным выходом.")
        );
        assert_eq!(
            work("Такой коммерческий секс опасен и должен быть запрещён."),
            sure("Такая секс-работа опасна и должна быть запрещена.")
        );
        assert_eq!(
            work("Наркотики и коммерческий секс упоминаются в отчёте."),
            sure("Наркотики и секс-работа упоминаются в отчёте.")
        );
        assert_eq!(
            work("Женщины, для которых коммерческий секс — работа, просили о защите."),
            sure("Женщины, для которых секс-работа — работа, просили о защите.")
        );
        assert_eq!(
            place("Притон на втором этаже, как говорят жильцы, раньше был клубом."),
            sure("Помещение на втором этаже, как говорят жильцы, раньше было клубом.")
        );
        assert_eq!(place("СТАРЫЙ ПРИТОН БЫЛ ЗАКРЫТ"), sure("СТАРОЕ ПОМЕЩЕНИЕ БЫЛО ЗАКРЫТО"));
        assert_eq!(people("Пять проституток дали интервью."), sure("Пять человек, занятых в секс-работе, дали интервью."));
        assert_eq!(people("Две проститутки ждали врача."), sure("Два человека, занятых в секс-работе, ждали врача."));
        assert_eq!(people("Проститутки — не преступницы."), sure("Люди, занятые в секс-работе, — не преступницы."));
        assert_eq!(people("ПРАВА ПРОСТИТУТОК"), sure("ПРАВА ЛЮДЕЙ, ЗАНЯТЫХ В СЕКС-РАБОТЕ"));
        assert_eq!(
            people("Опрошенная нами проститутка сама выбирала клиентов."),
            sure("Опрошенный нами человек, занятый в секс-работе, сам выбирал клиентов.")
        );
    }

    #[test]
    fn a_person_is_asked() {
        let work = |from: &str| fix("[коммерческий:adj] [секс:n,m,inan]", "секс-[работа]", Denotes::Activity, "worker", from);
        let place = |from: &str| fix("[притон]", "[помещение]", Denotes::Place, "worker", from);
        let people = |from: &str| fix("[проститутка]", "секс-[работница]", Denotes::Person, "people", from);
        for (text, sure) in [
            work("Коммерческий секс запрещает закон."),
            work("Коммерческий секс, мигранты и жильё обсуждались на встрече."),
            work("Легальный коммерческий секс облагается налогом, нелегальный — нет."),
            work("Закон сделал коммерческий секс невидимым."),
            work("Девочек вовлекали в коммерческий секс."),
            work("Данные показали, насколько беззащитен коммерческий секс."),
            place("Притон открыл бывший охранник."),
            place("Притон дважды горел, один раз был затоплен."),
            place("Квартал, где был притон, перестроен."),
            people("Упомянуты семь проституток, две из которых беременны."),
            people("Бывшие проститутки и врачи работают вместе."),
            people("Истица, как и другая проститутка, получила компенсацию."),
        ] {
            assert!(!sure, "{text}");
        }
    }
}
