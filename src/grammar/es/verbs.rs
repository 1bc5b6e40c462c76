//! Verbs: the simple forms, with the pronouns that are written onto them.
//!
//! Regular conjugation with the spelling changes of the *Ortografía* (c/qu, g/gu, z/c, gu/gü, i/y) and a closed class of
//! strong verbs (`strong`); other vowel changes come from the entry: cell `pres` (third person singular of the present, juega), cell `pret` (third person
//! plural of the preterite, pidieron) and cell `part` (participle, abierto).

use super::strong::Strong;
use crate::grammar::{Features, Number, Word};

const CLITICS: [&str; 11] = ["me", "te", "se", "nos", "os", "lo", "la", "los", "las", "le", "les"];

/// The tenses, the more frequent first: where a form has two, the first is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tense {
    Infinitive,
    Gerund,
    Present,
    Preterite,
    Imperfect,
    Future,
    Conditional,
    Subjunctive,
    ImperfectSubjunctiveRa,
    ImperfectSubjunctiveSe,
    /// Its four forms in the places of yo, tú (masculine), nosotros, vosotros (feminine): singular, plural.
    Participle,
}

/// A form of a verb with its tense and its person: yo, tú (and vos), él, nosotros, vosotros, ellos are 0 to 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub tense: Tense,
    pub person: usize,
    pub form: String,
}

/// Endings of the future and the conditional.
pub const FUTURES: [(Tense, [&str; 6]); 2] =
    [(Tense::Future, ["é", "ás", "á", "emos", "éis", "án"]), (Tense::Conditional, ["ía", "ías", "ía", "íamos", "íais", "ían"])];

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

/// The simple forms of a verb, without its reflexive pronoun.
pub fn cells(word: &Word) -> Vec<Cell> {
    let verb = word.lemma.strip_suffix("se").filter(|v| v.ends_with('r')).unwrap_or(&word.lemma);
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
    let mut all = match strong_verb {
        Some(strong) => strong.finite(class),
        None => regular(verb, stem, class, cell("pres"), cell("pret")),
    };
    for cell in &mut all {
        cell.form.insert_str(0, prefix);
    }
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
    all.push(Cell { tense: Tense::Infinitive, person: 0, form: verb.to_string() });
    all.push(Cell { tense: Tense::Gerund, person: 0, form: gerund });
    let base = participle.strip_suffix('o').unwrap_or(&participle);
    for (person, ending) in [(0, "o"), (1, "os"), (3, "a"), (4, "as")] {
        all.push(Cell { tense: Tense::Participle, person, form: format!("{base}{ending}") });
    }
    all
}

const PRONOUNS: [&str; 6] = ["me", "te", "se", "nos", "os", "se"];

/// The perfect and the pluperfect of *haber*, and their persons.
pub const HABER: [(&str, usize); 11] = [
    ("he", 0),
    ("has", 1),
    ("ha", 2),
    ("hemos", 3),
    ("habéis", 4),
    ("han", 5),
    ("había", 2),
    ("habían", 5),
    ("haya", 2),
    ("hayan", 5),
    ("habría", 2),
];

/// All forms of the verb that texts of the domain use; `lemma` is an infinitive, with "se" for a reflexive one.
pub fn forms(word: &Word) -> Vec<(String, Features)> {
    let reflexive = word.lemma.ends_with("rse");
    let cells = cells(word);
    let of = |tense: Tense| cells.iter().find(|c| c.tense == tense).map_or("", |c| c.form.as_str());
    let (verb, gerund, participle) = (of(Tense::Infinitive), of(Tense::Gerund), of(Tense::Participle));
    let mut all: Vec<(String, Features)> = Vec::new();
    let verb_features = |number: Option<Number>| Features { number, verb: true, ..Features::default() };
    let mut push = |text: String, number: Option<Number>| {
        if !all.iter().any(|(t, _)| *t == text) {
            all.push((text, verb_features(number)));
        }
    };
    let finite = |c: &&Cell| !matches!(c.tense, Tense::Infinitive | Tense::Gerund | Tense::Participle);
    for Cell { form, person, .. } in cells.iter().filter(finite) {
        let number = Some(if *person < 3 { Number::Singular } else { Number::Plural });
        push(if reflexive { format!("{} {form}", PRONOUNS[*person]) } else { form.clone() }, number);
    }
    let stressed_gerund = match gerund.strip_suffix("ando") {
        Some(base) => format!("{base}ándo"),
        None => format!("{}éndo", gerund.strip_suffix("endo").unwrap_or(gerund)),
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
        push(gerund.to_string(), None);
        for cell in cells.iter().filter(|c| c.tense == Tense::Participle) {
            push(cell.form.clone(), None);
        }
    } else {
        // The perfect: se ha prostituido.
        for (auxiliary, person) in HABER {
            push(format!("{} {auxiliary} {participle}", PRONOUNS[person]), None);
        }
    }
    all
}

/// The finite forms of a verb that follows the rules.
fn regular(verb: &str, stem: &str, class: Class, pres: Option<&str>, pret: Option<&str>) -> Vec<Cell> {
    let strong = pres.map(|p| p[..p.char_indices().next_back().map_or(0, |(i, _)| i)].to_string());
    let strong =
        strong.unwrap_or_else(|| if verb.ends_with("uir") && !verb.ends_with("guir") { format!("{stem}y") } else { stem.into() });
    let mut table = Table { class, cells: Vec::new() };
    let (weak, drop_i) = preterite_stem(stem, verb, pret);
    let yo = present_subjunctive_stem(&strong, verb);
    // empecemos, adquiramos, but pidamos: unstressed, the stem's vowel is that of the infinitive or of the preterite.
    let unstressed = match pres {
        None => yo.clone(),
        Some(_) if class == Class::Ir && pret.is_some() => present_subjunctive_stem(&weak, verb),
        Some(_) => present_subjunctive_stem(stem, verb),
    };
    if class == Class::Ar {
        table.add(Tense::Present, &strong, ["o", "as", "a", "", "", "an"]);
        // ás: vos.
        table.add(Tense::Present, stem, ["", "ás", "", "amos", "áis", ""]);
        table.add(Tense::Preterite, stem, ["é", "aste", "ó", "amos", "asteis", "aron"]);
        table.add(Tense::Imperfect, stem, ["aba", "abas", "aba", "ábamos", "abais", "aban"]);
        table.add(Tense::Subjunctive, &yo, ["e", "es", "e", "", "", "en"]);
        table.add(Tense::Subjunctive, &unstressed, ["", "", "", "emos", "éis", ""]);
        table.add(Tense::ImperfectSubjunctiveRa, stem, ["ara", "aras", "ara", "áramos", "arais", "aran"]);
        table.add(Tense::ImperfectSubjunctiveSe, stem, ["ase", "ases", "ase", "ásemos", "aseis", "asen"]);
    } else {
        table.add(Tense::Present, &strong, ["o", "es", "e", "", "", "en"]);
        let (nos, vos) = if class == Class::Er { ("emos", "éis") } else { ("imos", "ís") };
        table.add(Tense::Present, stem, ["", "", "", nos, vos, ""]);
        // leíste, oímos: after an open vowel the i is stressed.
        let open = stem.ends_with(['a', 'e', 'o']);
        let persons = if open { ["í", "íste", "", "ímos", "ísteis", ""] } else { ["í", "iste", "", "imos", "isteis", ""] };
        table.add(Tense::Preterite, stem, persons);
        let third = if drop_i { ["", "", "yó", "", "", "yeron"] } else { ["", "", "ió", "", "", "ieron"] };
        table.add(Tense::Preterite, &weak, third);
        table.add(Tense::Imperfect, stem, ["ía", "ías", "ía", "íamos", "íais", "ían"]);
        table.add(Tense::Subjunctive, &yo, ["a", "as", "a", "", "", "an"]);
        table.add(Tense::Subjunctive, &unstressed, ["", "", "", "amos", "áis", ""]);
        let (ie, stressed) = if drop_i { ("ye", "yé") } else { ("ie", "ié") };
        for (tense, tail) in [
            (Tense::ImperfectSubjunctiveRa, ["ra", "ras", "ra", "ramos", "rais", "ran"]),
            (Tense::ImperfectSubjunctiveSe, ["se", "ses", "se", "semos", "seis", "sen"]),
        ] {
            for (person, t) in tail.iter().enumerate() {
                table.form(tense, person, &weak, &format!("{}{t}", if person == 3 { stressed } else { ie }));
            }
        }
    }
    let future: String = verb.chars().map(super::nouns::bare_vowel).collect();
    for (tense, endings) in FUTURES {
        for (person, ending) in endings.iter().enumerate() {
            table.cells.push(Cell { tense, person, form: format!("{future}{ending}") });
        }
    }
    table.cells
}

struct Table {
    class: Class,
    cells: Vec<Cell>,
}

impl Table {
    /// A stem with the endings of the six persons; an empty one leaves the person out.
    fn add(&mut self, tense: Tense, stem: &str, endings: [&str; 6]) {
        for (person, ending) in endings.iter().enumerate().filter(|(_, e)| !e.is_empty()) {
            self.form(tense, person, stem, ending);
        }
    }

    fn form(&mut self, tense: Tense, person: usize, stem: &str, ending: &str) {
        self.cells.push(Cell { tense, person, form: join(stem, ending, self.class) });
    }
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
