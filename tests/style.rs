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
        ("Nous remercions touTEs les militantEs.", "Nous remercions toutes les militantes et tous les militants."),
    ] {
        assert_eq!(french(nswp, To::Doublet), doublet);
    }
    assert_eq!(
        french("Les travailleuses et les travailleurs du sexe migrants sont expulsés.", To::Nswp),
        "Les travailleurSEs du sexe migrantEs sont expulséEs."
    );
    let other = "Les droits humains des travailleuses et travailleurs du sexe, et les leaders locaux des élues et élus.";
    assert_eq!(french(other, To::Nswp), "Les droits humains des travailleurSEs du sexe, et les leaders locaux des éluEs.");
    assert_eq!(french("Des donatrices et donateurs locales", To::Median), "Des donateur·rice·s locales");
}

/// What agrees with the noun takes the masculine plural only where it finds its way back; else it is named twice as well.
#[test]
fn nothing_is_lost_in_doublets() {
    for (nswp, doublet) in [
        (
            "Les travailleurSEs du sexe sont privéEs de droits.",
            "Les travailleuses et travailleurs du sexe sont privés de droits.",
        ),
        ("De nombreuxSEs militantEs ont voté.", "De nombreuses militantes et de nombreux militants ont voté."),
        ("Les membres actifVEs ont voté.", "Les membres actives et actifs ont voté."),
        ("Chaque éluE vote.", "Chaque élue ou élu vote."),
        ("L’avis de l’éluE compte.", "L’avis de l’élue ou l’élu compte."),
        ("L’avis d’unE éluE compte.", "L’avis d’une élue ou d’un élu compte."),
        ("CetTE éluE vote.", "Cette élue ou cet élu vote."),
        ("CetTE militantE vote.", "Cette militante ou ce militant vote."),
        ("Nous sommes fatiguéEs.", "Nous sommes fatiguées et fatigués."),
        ("La note du/de la traducteurTRICE suit.", "La note de la traductrice ou du traducteur suit."),
        (
            "Les travailleurSEs du sexe et touTEs les éluEs actifVEs ont signé.",
            "Les travailleuses et travailleurs du sexe et toutes les élues et tous les élus actifs ont signé.",
        ),
        ("TouTEs les éluEs ont signé.", "Toutes les élues et tous les élus ont signé."),
    ] {
        assert_eq!(turned(nswp, Format::PLAIN, Language::Fr, To::Doublet), (doublet.to_string(), vec![]), "{nswp}");
        assert_eq!(french(doublet, To::Nswp), nswp);
        let median = french(nswp, To::Median);
        assert_eq!(french(&french(&median, To::Doublet), To::Median), median);
    }
}

#[test]
fn a_noun_that_is_left_keeps_its_sentence() {
    let text = "Le travailleurSE migrantE est expulséE.";
    let (same, left) = turned(text, Format::PLAIN, Language::Fr, To::Doublet);
    assert_eq!(same, text);
    assert_eq!(left.iter().map(|l| l.1).collect::<Vec<_>>(), [Reason::Sentence; 3]);
}

#[test]
fn what_has_no_way_back_is_told() {
    let (text, left) = turned("L@s trabajador@s están cansad@s.", Format::PLAIN, Language::Es, To::Doublet);
    assert_eq!(text, "Las trabajadoras y los trabajadores están cansados.");
    assert_eq!(left, [("cansad@s".into(), Reason::OneWay)]);
    let to = |text: &str| turned(text, Format::PLAIN, Language::Es, To::Doublet).0;
    assert_eq!(to("Tod@s l@s educador@s firman."), "Todas las educadoras y todos los educadores firman.");
    assert_eq!(to("Estamos list@s."), "Estamos listas y listos.");
}

/// All role nouns, in both numbers, with what agrees: named twice, and back.
#[test]
fn nswp_doublets_and_back_byte_for_byte() {
    let start = sentences().replace(", élu par ses pairs,", "");
    let (doublets, left) = turned(&start, Format::PLAIN, Language::Fr, To::Doublet);
    assert_eq!(left, []);
    assert!(doublets.contains("De nombreuses travailleuses et de nombreux travailleurs"), "{doublets}");
    assert!(
        doublets.contains("avec une citoyenne active ou un citoyen actif") || doublets.contains("une citoyenne ou un citoyen")
    );
    assert_eq!(french(&doublets, To::Nswp), start);
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
