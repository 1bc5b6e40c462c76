//! `motjuste style`: from one way of writing both genders to another and back.

use motjuste::check::{LanguageHints, RuleSet};
use motjuste::document::{Document, Format};
use motjuste::fix::splice;
use motjuste::grammar::Number;
use motjuste::grammar::fr::inclusive::{Notation, write};
use motjuste::grammar::fr::inflection::plural;
use motjuste::style::{Reason, To, convert};
use motjuste::text::{Language, LanguageTag};

fn hints(language: Language) -> LanguageHints {
    LanguageHints { option: Some(LanguageTag::from(language)), ..LanguageHints::default() }
}

fn turned(text: &str, format: Format, language: Language, to: To) -> (String, Vec<(String, Reason)>) {
    let document = Document::parse(text, format);
    let converted = convert(&document, text, RuleSet::builtin().tables(), &hints(language), &|_| Some(to));
    (splice(text, &converted.edits), converted.left.into_iter().map(|l| (l.text, l.reason)).collect())
}

fn french(text: &str, to: To) -> String {
    turned(text, Format::PLAIN, Language::Fr, to).0
}

/// Sentences with every role noun in both numbers, with adjectives, participles, determiners and pronouns.
fn sentences() -> String {
    let nouns = &RuleSet::builtin().tables().role_nouns[&Language::Fr];
    let mut text = String::new();
    for noun in nouns {
        let form = |number| write(&noun.masculine, noun.feminine(), number, Notation::Capitals);
        // What has one form for both is written as it is.
        let one = form(Number::Singular).unwrap_or_else(|| noun.masculine.clone());
        let many = form(Number::Plural).or_else(|| noun.plural.clone()).unwrap_or_else(|| plural(&noun.masculine));
        text.push_str(&format!(
            "De nombreuxSEs {many} migrantEs ont été consultéEs ; touTEs sont concernéEs.\nChaque {one}, élu par ses pairs, est éluE \
             pour deux ans avec unE {one} actifVE.\n\n"
        ));
    }
    text
}

#[test]
fn the_role_nouns_are_the_97_of_the_guide() {
    let nouns = &RuleSet::builtin().tables().role_nouns[&Language::Fr];
    assert_eq!(nouns.len(), 97);
    assert_eq!(nouns.iter().filter(|n| n.is_epicene()).count(), 17);
}

#[test]
fn nswp_median_brackets_and_back_byte_for_byte() {
    let start = sentences();
    let median = french(&start, To::Median);
    assert!(
        median.contains("De nombreux·ses travailleur·euse·s migrant·e·s ont été consulté·e·s ; tou·te·s sont concerné·e·s."),
        "{median}"
    );
    assert!(!median.contains("unE") && median.contains("un·e auteur·rice actif·ve"));
    let brackets = french(&median, To::Paren);
    assert!(
        brackets.contains("De nombreux(ses) usager(ère)s migrant(e)s ont été consulté(e)s ; tous(tes) sont concerné(e)s."),
        "{brackets}"
    );
    let short = french(&brackets, To::MedianShort);
    assert!(short.contains("De nombreux·ses citoyen·nes migrant·es"), "{short}");
    assert_eq!(french(&brackets, To::Nswp), start);
    assert_eq!(french(&short, To::Nswp), start);
}

#[test]
fn a_house_form_stays_as_it_is() {
    let start = sentences();
    assert_eq!(french(&start, To::Nswp), start);
}

#[test]
fn doublets_and_back() {
    for (nswp, doublet) in [
        (
            "Les travailleurSEs du sexe migrantEs sont expulséEs.",
            "Les travailleuses et travailleurs du sexe migrants sont expulsés.",
        ),
        ("UnE présidentE est éluE.", "Une présidente ou un président est élu."),
        ("Nous remercions touTEs les militantEs.", "Nous remercions toutes et tous les militantes et militants."),
    ] {
        assert_eq!(french(nswp, To::Doublet), doublet);
    }
    assert_eq!(
        french("Les travailleuses et les travailleurs du sexe migrants sont expulsés.", To::Nswp),
        "Les travailleurSEs du sexe migrantEs sont expulséEs."
    );
    assert_eq!(french("Des donatrices et donateurs locales", To::Median), "Des donateur·rice·s locales");
}

#[test]
fn feminine_and_epicene() {
    let text = "Les travailleurSEs\ndu sexe migrantEs sont expulséEs.";
    assert_eq!(french(text, To::Feminine), "Les travailleuses\ndu sexe migrantes sont expulsées.");
    assert_eq!(french(text, To::Epicene), "Les personnes exerçant\nle travail du sexe migrantes sont expulsées.");
    let (same, left) = turned("Les donateurTRICEs sont réuniEs.", Format::PLAIN, Language::Fr, To::Epicene);
    assert_eq!(same, "Les donateurTRICEs sont réuniEs.");
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_has_no_clean_form_is_listed_and_left() {
    let (text, left) =
        turned("Les réseaux régionaux·ales et les élu·e·s ; les étudiant·e·x·s.", Format::PLAIN, Language::Fr, To::Nswp);
    assert_eq!(text, "Les réseaux régionaux·ales et les éluEs ; les étudiant·e·x·s.");
    assert_eq!(left, [("régionaux·ales".into(), Reason::NoForm), ("étudiant·e·x·s".into(), Reason::ThirdMark)]);
    let (text, left) = turned("Le rapport dit « les élu·e·s ».", Format::PLAIN, Language::Fr, To::Nswp);
    assert_eq!(text, "Le rapport dit « les élu·e·s ».");
    assert_eq!(left, [("élu·e·s".into(), Reason::Quotation)]);
}

#[test]
fn names_that_look_alike_are_left_alone() {
    let text = "PLAPERTS (Personas que EjeRcen el Trabajo Sexual), SWIFA, les ONGs, un TravailleurSession et la PrEP.\n";
    for to in [To::Nswp, To::Median, To::Paren, To::Doublet, To::Feminine, To::Epicene] {
        assert_eq!(french(text, to), text);
    }
}

#[test]
fn markup_stays_where_it_is() {
    let text = "# Bilan\n\nLes **travailleurSEs** du sexe sont *venuEs* ([éluEs](https://exemple.org/éluEs)).\n";
    let (median, _) = turned(text, Format::MARKDOWN, Language::Fr, To::Median);
    assert_eq!(median, "# Bilan\n\nLes **travailleur·euse·s** du sexe sont *venu·e·s* ([élu·e·s](https://exemple.org/éluEs)).\n");
    assert_eq!(turned(&median, Format::MARKDOWN, Language::Fr, To::Nswp).0, text);
}

#[test]
fn spanish_signs_and_doublets() {
    let to = |text: &str, to| turned(text, Format::PLAIN, Language::Es, to).0;
    let at = "L@s trabajador@s sexuales y tod@s l@s amig@s.";
    assert_eq!(to(at, To::Slash), "Los/as trabajadores/as sexuales y todos/as los/as amigos/as.");
    assert_eq!(to(&to(at, To::Slash), To::At), at);
    assert_eq!(to(&to(at, To::X), To::At), at);
    assert_eq!(to("L@s trabajador@s firman.", To::Doublet), "Las trabajadoras y los trabajadores firman.");
    assert_eq!(to("Firman las trabajadoras y los trabajadores.", To::At), "Firman l@s trabajador@s.");
    assert_eq!(to("L@s trabajador@s firman.", To::Feminine), "Las trabajadoras firman.");
}
