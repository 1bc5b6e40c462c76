//! Verbs: the simple forms, with the pronouns that are written onto them.
//!
//! Regular conjugation with the spelling changes of the *Ortografía* (c/qu, g/gu, z/c, gu/gü, i/y) and a closed class of
//! strong verbs (`strong`); other vowel changes come from the entry: cell `pres` (third person singular of the present, juega), cell `pret` (third person
//! plural of the preterite, pidieron) and cell `part` (participle, abierto).

use super::strong::Strong;
use crate::grammar::{Features, Number, Word};

const CLITICS: [&str; 11] = ["me", "te", "se", "nos", "os", "lo", "la", "los", "las", "le", "les"];

/// Whether the text is an infinitive, with or without a pronoun.
pub fn is_infinitive(lemma: &str) -> bool {
    let verb = lemma.strip_suffix("se").filter(|v| v.ends_with('r')).unwrap_or(lemma);
    ["ar", "er", "ir", "ír"].iter().any(|e| verb.ends_with(e)) && verb.len() > 3 && !verb.contains(' ')
}

/// usa → usan: the third person plural of a present or imperfect.
pub fn plural_of_finite(word: &str) -> String {
    match word {
        "es" => "son".into(),
        "era" => "eran".into(),
        _ if word.ends_with('n') => word.to_string(),
        _ => format!("{word}n"),
    }
}

/// All forms of the verb that texts of the domain use; `lemma` is an infinitive, with "se" for a reflexive one.
pub fn forms(word: &Word) -> Vec<(String, Features)> {
    let (verb, reflexive) = match word.lemma.strip_suffix("se").filter(|v| v.ends_with('r')) {
        Some(verb) => (verb, true),
        None => (word.lemma.as_str(), false),
    };
    let cell = |name: &str| word.irregular.get(name).map(String::as_str);
    let stem = &verb[..verb.len() - verb.chars().rev().take(2).map(char::len_utf8).sum::<usize>()];
    let class = if verb.ends_with("ar") {
        Class::Ar
    } else if verb.ends_with("er") {
        Class::Er
    } else {
        Class::Ir
    };
    let strong_verb = Strong::of(verb);
    let prefix = strong_verb.map_or("", |s| &verb[..verb.len() - s.infinitive.len()]);
    let finite = match strong_verb {
        Some(strong) => strong.finite(class).into_iter().map(|(form, person)| (format!("{prefix}{form}"), person)).collect(),
        None => regular(verb, stem, class, cell("pres"), cell("pret")),
    };
    let weak_gerund = strong_verb.and_then(Strong::gerund);
    let gerund = match class {
        Class::Ar => format!("{stem}ando"),
        _ if weak_gerund.is_some() => format!("{prefix}{}", weak_gerund.unwrap_or_default()),
        _ => {
            let (weak, drop_i) = preterite_stem(stem, verb, cell("pret"));
            format!("{weak}{}", if drop_i { "yendo" } else { "iendo" })
        }
    };
    let strong_participle = strong_verb.filter(|s| !s.participle.is_empty()).map(|s| format!("{prefix}{}", s.participle));
    let participle = cell("part").map(str::to_string).or(strong_participle).unwrap_or_else(|| {
        // caído: the i is stressed after an open vowel.
        let i = if stem.ends_with(['a', 'e', 'o']) { "í" } else { "i" };
        if class == Class::Ar { format!("{stem}ado") } else { format!("{stem}{i}do") }
    });
    let mut all: Vec<(String, Features)> = Vec::new();
    let verb_features = |number: Option<Number>| Features { number, verb: true, ..Features::default() };
    let mut push = |text: String, number: Option<Number>| {
        if !text.contains('\u{0}') && !all.iter().any(|(t, _)| *t == text) {
            all.push((text, verb_features(number)));
        }
    };
    const PRONOUNS: [&str; 6] = ["me", "te", "se", "nos", "os", "se"];
    for (text, person) in finite {
        let number = Some(if person < 3 { Number::Singular } else { Number::Plural });
        push(if reflexive { format!("{} {text}", PRONOUNS[person]) } else { text }, number);
    }
    let stressed_gerund = match gerund.strip_suffix("ando") {
        Some(base) => format!("{base}ándo"),
        None => format!("{}éndo", gerund.strip_suffix("endo").unwrap_or(&gerund)),
    };
    for clitic in CLITICS {
        if reflexive && !matches!(clitic, "me" | "te" | "se" | "nos" | "os") {
            continue;
        }
        push(format!("{verb}{clitic}"), None);
        push(format!("{stressed_gerund}{clitic}"), None);
        if reflexive {
            push(format!("{clitic} {gerund}"), None);
        }
    }
    if !reflexive {
        push(verb.to_string(), None);
        push(gerund, None);
        let base = participle.strip_suffix('o').unwrap_or(&participle).to_string();
        for ending in ["o", "a", "os", "as"] {
            push(format!("{base}{ending}"), None);
        }
    } else {
        // The perfect: se ha prostituido.
        for (pronoun, aux) in
            [("me", "he"), ("te", "has"), ("se", "ha"), ("nos", "hemos"), ("se", "han"), ("se", "había"), ("se", "habían")]
        {
            push(format!("{pronoun} {aux} {participle}"), None);
        }
    }
    all
}

/// The finite forms of a verb that follows the rules, with their persons (0 to 5).
fn regular(verb: &str, stem: &str, class: Class, pres: Option<&str>, pret: Option<&str>) -> Vec<(String, usize)> {
    let strong = pres.map(|p| p[..p.char_indices().next_back().map_or(0, |(i, _)| i)].to_string());
    let strong =
        strong.unwrap_or_else(|| if verb.ends_with("uir") && !verb.ends_with("guir") { format!("{stem}y") } else { stem.into() });
    let mut finite: Vec<(String, usize)> = Vec::new();
    let (e3, e6) = if class == Class::Ar { ("a", "an") } else { ("e", "en") };
    for (ending, person) in [("o", 0), (if class == Class::Ar { "as" } else { "es" }, 1), (e3, 2), (e6, 5)] {
        finite.push((join(&strong, ending, class), person));
    }
    let yo = present_subjunctive_stem(&strong, verb);
    match class {
        Class::Ar => {
            add(&mut finite, class, stem, ["é", "aste", "ó", "amos", "asteis", "aron"]);
            add(&mut finite, class, stem, ["aba", "abas", "aba", "ábamos", "abais", "aban"]);
            add(&mut finite, class, &yo, ["e", "es", "e", "emos", "éis", "en"]);
            add(&mut finite, class, stem, ["ara", "aras", "ara", "áramos", "arais", "aran"]);
            add(&mut finite, class, stem, ["ase", "ases", "ase", "ásemos", "aseis", "asen"]);
            finite.push((join(stem, "áis", class), 4));
            finite.push((join(stem, "ás", class), 1));
        }
        _ => {
            let (weak, drop_i) = preterite_stem(stem, verb, pret);
            let third = |ending: &str| {
                if drop_i { ending.replacen("ie", "ye", 1).replacen("ió", "yó", 1) } else { ending.to_string() }
            };
            // leíste, oímos: after an open vowel the i is stressed.
            let open = stem.ends_with(['a', 'e', 'o']);
            let weak_persons = if open {
                ["í", "íste", "\u{0}", "ímos", "ísteis", "\u{0}"]
            } else {
                ["í", "iste", "\u{0}", "imos", "isteis", "\u{0}"]
            };
            add(&mut finite, class, stem, weak_persons);
            finite.push((join(&weak, &third("ió"), class), 2));
            finite.push((join(&weak, &third("ieron"), class), 5));
            add(&mut finite, class, stem, ["ía", "ías", "ía", "íamos", "íais", "ían"]);
            add(&mut finite, class, &yo, ["a", "as", "a", "amos", "áis", "an"]);
            for tail in [["ra", "ras", "ra", "ramos", "rais", "ran"], ["se", "ses", "se", "semos", "seis", "sen"]] {
                for (person, t) in tail.iter().enumerate() {
                    let ie = if person == 3 { "ié" } else { "ie" };
                    let ie = if drop_i { ie.replace('i', "y") } else { ie.to_string() };
                    finite.push((join(&weak, &format!("{ie}{t}"), class), person));
                }
            }
            let (nos, vos) = if class == Class::Er { ("emos", "éis") } else { ("imos", "ís") };
            finite.push((join(stem, nos, class), 3));
            finite.push((join(stem, vos, class), 4));
        }
    }
    let future: String = verb.chars().map(super::nouns::bare_vowel).collect();
    for endings in [["é", "ás", "á", "emos", "éis", "án"], ["ía", "ías", "ía", "íamos", "íais", "ían"]] {
        for (person, ending) in endings.iter().enumerate() {
            finite.push((format!("{future}{ending}"), person));
        }
    }
    if class == Class::Ar {
        finite.push((join(stem, "amos", class), 3));
    }
    finite
}

/// Endings come in the six persons: yo, tú, él, nosotros, vosotros, ellos; NUL where another rule makes the form.
fn add(finite: &mut Vec<(String, usize)>, class: Class, stem: &str, endings: [&str; 6]) {
    finite.extend(endings.iter().enumerate().map(|(person, ending)| (join(stem, ending, class), person)));
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Ar,
    Er,
    Ir,
}

/// ejerc- + o → ejerzo; padec- + o → padezco: the first person and the present subjunctive.
fn present_subjunctive_stem(stem: &str, verb: &str) -> String {
    let before = stem.chars().rev().nth(1);
    if (verb.ends_with("cer") || verb.ends_with("cir")) && before.is_some_and(|c| "aeiou".contains(c)) {
        return format!("{}zc", &stem[..stem.len() - 1]);
    }
    stem.to_string()
}

fn preterite_stem(stem: &str, verb: &str, cell: Option<&str>) -> (String, bool) {
    if let Some(cell) = cell
        && let Some(weak) = cell.strip_suffix("ieron").or_else(|| cell.strip_suffix("yeron"))
    {
        return (weak.to_string(), cell.ends_with("yeron"));
    }
    (stem.to_string(), (verb.ends_with("uir") && !verb.ends_with("guir")) || stem.ends_with(['a', 'e', 'o']))
}

/// A stem and an ending, with the spelling that keeps the sound of the stem's last consonant.
fn join(stem: &str, ending: &str, class: Class) -> String {
    let front = ending.starts_with(['e', 'é', 'i', 'í']);
    let spelled = |from: &str, to: &str| stem.strip_suffix(from).map(|s| format!("{s}{to}{ending}"));
    let changed = match (class, front) {
        (Class::Ar, true) => {
            spelled("gu", "gü").or_else(|| spelled("c", "qu")).or_else(|| spelled("g", "gu")).or_else(|| spelled("z", "c"))
        }
        (Class::Er | Class::Ir, false) if stem.ends_with("zc") => None,
        (Class::Er | Class::Ir, false) if ending == "o" && vowel_before_c(stem) => spelled("c", "zc"),
        (Class::Er | Class::Ir, false) => spelled("gu", "g").or_else(|| spelled("c", "z")).or_else(|| spelled("g", "j")),
        _ => None,
    };
    changed.unwrap_or_else(|| format!("{stem}{ending}"))
}

fn vowel_before_c(stem: &str) -> bool {
    stem.ends_with('c') && stem.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lemma: &str) -> Vec<String> {
        forms(&Word { lemma: lemma.into(), ..Word::default() }).into_iter().map(|(t, _)| t).collect()
    }

    #[test]
    fn forms_of_verbs() {
        for (lemma, wanted) in [
            (
                "prostituir",
                &[
                    "prostituye",
                    "prostituyen",
                    "prostituyó",
                    "prostituyendo",
                    "prostituía",
                    "prostituirá",
                    "prostituido",
                    "prostituyera",
                ][..],
            ),
            (
                "prostituirse",
                &["se prostituye", "prostituirse", "prostituyéndose", "me prostituyo", "se prostituían", "se ha prostituido"],
            ),
            ("rescatar", &["rescata", "rescataron", "rescatado", "rescatarla", "rescatándolas", "rescate"]),
            ("ejercer", &["ejerce", "ejerzo", "ejerza", "ejercieron", "ejercido"]),
            ("padecer", &["padece", "padezco", "padezca", "padecen"]),
            ("infectar", &["infecta", "infectó"]),
            ("contagiar", &["contagia", "contagie"]),
            ("explotar", &["explotaban"]),
            ("traficar", &["trafique", "trafiqué"]),
            ("erradicar", &["erradique", "erradicó"]),
            ("abandonar", &["abandonándola"]),
            ("exponer", &["expone", "expongo", "expuso", "expusieron", "expusiera", "expuesta", "expondrá"]),
            ("contraer", &["contrae", "contrajo", "contrajeron", "contraiga", "contraído"]),
            ("caer", &["cae", "cayó", "caigan", "caímos", "cayendo"]),
            ("reducir", &["reduzca", "redujo", "redujeron"]),
            ("morir", &["muere", "murió", "murieron", "muerta", "muriendo"]),
        ] {
            let got = all(lemma);
            for form in wanted {
                assert!(got.iter().any(|g| g == form), "{lemma}: {form} not in {got:?}");
            }
        }
        for (lemma, never) in [
            ("poner", &["poní", "pono", "ponió", "poneré"][..]),
            ("contraer", &["contraa", "contraiste"]),
            ("caer", &["caiste", "caa"]),
            ("reducir", &["redució", "reduciste"]),
            ("morir", &["morió", "mueramos"]),
            ("desalentar", &["desalenta", "desalientemos"]),
        ] {
            let got = all(lemma);
            assert!(never.iter().all(|n| !got.iter().any(|g| g == n)), "{lemma}: {got:?}");
        }
        assert_eq!(plural_of_finite("usa"), "usan");
    }
}
