//! Conjugation: the simple tenses, for searching a verb and for writing another one in the same tense and person.
//!
//! Tables after *Bescherelle, La conjugaison*: first and second group by rule, the third by stems for frequent verbs.

use crate::grammar::{Features, Number, PhraseError};

/// Stems of a third-group verb: present (je, tu, il, nous, vous, ils), imperfect, future, subjunctive (je), past historic
/// (il, ils), participle.
struct Third {
    infinitive: &'static str,
    present: [&'static str; 6],
    imperfect: &'static str,
    future: &'static str,
    subjunctive: &'static str,
    past: [&'static str; 2],
    participle: &'static str,
}

const THIRD: [Third; 15] = [
    third("faire", ["fais", "fais", "fait", "faisons", "faites", "font"], "fais", "fer", "fass", ["fit", "firent"], "fait"),
    third("être", ["suis", "es", "est", "sommes", "êtes", "sont"], "ét", "ser", "soi", ["fut", "furent"], "été"),
    third("avoir", ["ai", "as", "a", "avons", "avez", "ont"], "av", "aur", "ai", ["eut", "eurent"], "eu"),
    third(
        "sortir",
        ["sors", "sors", "sort", "sortons", "sortez", "sortent"],
        "sort",
        "sortir",
        "sort",
        ["sortit", "sortirent"],
        "sorti",
    ),
    third(
        "tenir",
        ["tiens", "tiens", "tient", "tenons", "tenez", "tiennent"],
        "ten",
        "tiendr",
        "tienn",
        ["tint", "tinrent"],
        "tenu",
    ),
    third(
        "venir",
        ["viens", "viens", "vient", "venons", "venez", "viennent"],
        "ven",
        "viendr",
        "vienn",
        ["vint", "vinrent"],
        "venu",
    ),
    third("mettre", ["mets", "mets", "met", "mettons", "mettez", "mettent"], "mett", "mettr", "mett", ["mit", "mirent"], "mis"),
    third("vivre", ["vis", "vis", "vit", "vivons", "vivez", "vivent"], "viv", "vivr", "viv", ["vécut", "vécurent"], "vécu"),
    third(
        "prendre",
        ["prends", "prends", "prend", "prenons", "prenez", "prennent"],
        "pren",
        "prendr",
        "prenn",
        ["prit", "prirent"],
        "pris",
    ),
    third(
        "battre",
        ["bats", "bats", "bat", "battons", "battez", "battent"],
        "batt",
        "battr",
        "batt",
        ["battit", "battirent"],
        "battu",
    ),
    third(
        "offrir",
        ["offre", "offres", "offre", "offrons", "offrez", "offrent"],
        "offr",
        "offrir",
        "offr",
        ["offrit", "offrirent"],
        "offert",
    ),
    third(
        "souffrir",
        ["souffre", "souffres", "souffre", "souffrons", "souffrez", "souffrent"],
        "souffr",
        "souffrir",
        "souffr",
        ["souffrit", "souffrirent"],
        "souffert",
    ),
    third(
        "conduire",
        ["conduis", "conduis", "conduit", "conduisons", "conduisez", "conduisent"],
        "conduis",
        "conduir",
        "conduis",
        ["conduisit", "conduisirent"],
        "conduit",
    ),
    third(
        "interdire",
        ["interdis", "interdis", "interdit", "interdisons", "interdisez", "interdisent"],
        "interdis",
        "interdir",
        "interdis",
        ["interdit", "interdirent"],
        "interdit",
    ),
    third("aller", ["vais", "vas", "va", "allons", "allez", "vont"], "all", "ir", "aill", ["alla", "allèrent"], "allé"),
];

const fn third(
    infinitive: &'static str,
    present: [&'static str; 6],
    imperfect: &'static str,
    future: &'static str,
    subjunctive: &'static str,
    past: [&'static str; 2],
    participle: &'static str,
) -> Third {
    Third { infinitive, present, imperfect, future, subjunctive, past, participle }
}

/// The tenses, the more frequent first: where a form has two, the first is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tense {
    Infinitive,
    Present,
    Imperfect,
    PastHistoric,
    Future,
    Conditional,
    Subjunctive,
    PresentParticiple,
    /// Its four forms, in the places of je, tu (masculine), nous, vous (feminine): singular, plural.
    PastParticiple,
}

/// A form of a verb with its tense and its person: je, tu, il, nous, vous, ils are 0 to 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub tense: Tense,
    pub person: usize,
    pub form: String,
}

const IMPERFECT: [&str; 6] = ["ais", "ais", "ait", "ions", "iez", "aient"];
const FUTURE: [&str; 6] = ["ai", "as", "a", "ons", "ez", "ont"];

/// Every simple form of a verb.
///
/// # Errors
/// A verb of the third group that the table does not have.
pub fn cells(infinitive: &str) -> Result<Vec<Cell>, PhraseError> {
    let mut table = Table(vec![Cell { tense: Tense::Infinitive, person: 0, form: infinitive.to_string() }]);
    if let Some((prefix, verb)) = THIRD.iter().find_map(|v| infinitive.strip_suffix(v.infinitive).map(|p| (p, v)))
        && (prefix.is_empty() || ["re", "de", "sou", "main", "ob", "re-", "com", "sur", "entre"].contains(&prefix))
    {
        third_group(prefix, verb, &mut table);
    } else if let Some(stem) = infinitive.strip_suffix("er") {
        first_group(stem, infinitive, &mut table);
    } else if let Some(stem) = infinitive.strip_suffix("ir").filter(|s| second_group_stem(s)) {
        second_group(stem, infinitive, &mut table);
    } else if let Some(stem) = infinitive.strip_suffix("dre").filter(|s| !s.ends_with("ein") && !s.ends_with("ain")) {
        vendre(&format!("{stem}d"), &mut table);
    } else {
        return Err(PhraseError(format!(
            "\"[{infinitive}:v]\": only verbs in -er, -ir, -dre and the most frequent others are conjugated; write the forms out \
             in braces, without brackets"
        )));
    }
    Ok(table.0)
}

/// Every simple form of a verb, each spelling once.
///
/// # Errors
/// As [`cells`].
pub fn conjugate(infinitive: &str) -> Result<Vec<(String, Features)>, PhraseError> {
    let mut forms: Vec<String> = cells(infinitive)?.into_iter().map(|c| c.form).collect();
    forms.sort();
    forms.dedup();
    Ok(forms.into_iter().map(|f| (f, Features { verb: true, ..Features::default() })).collect())
}

/// The participle of the compound tenses, in the masculine singular.
pub fn participle(infinitive: &str) -> Option<String> {
    cells(infinitive).ok()?.into_iter().find(|c| c.tense == Tense::PastParticiple && c.person == 0).map(|c| c.form)
}

struct Table(Vec<Cell>);

impl Table {
    fn add(&mut self, tense: Tense, person: usize, form: String) {
        self.0.push(Cell { tense, person, form });
    }

    /// A stem with the endings of the six persons; an empty one leaves the person out.
    fn endings(&mut self, tense: Tense, stem: &str, endings: [&str; 6]) {
        for (person, ending) in endings.iter().enumerate().filter(|(_, e)| !e.is_empty()) {
            self.add(tense, person, format!("{stem}{ending}"));
        }
    }

    /// The future, and the conditional made from its stem.
    fn future(&mut self, stem: &str) {
        self.endings(Tense::Future, stem, FUTURE);
        self.endings(Tense::Conditional, stem, IMPERFECT);
    }

    fn participles(&mut self, past: &str, present: String) {
        let plural = if past.ends_with('s') { "" } else { "s" };
        for (person, ending) in [(0, ""), (1, plural), (3, "e"), (4, "es")] {
            self.add(Tense::PastParticiple, person, format!("{past}{ending}"));
        }
        self.add(Tense::PresentParticiple, 0, present);
    }
}

fn third_group(prefix: &str, v: &Third, table: &mut Table) {
    let with = |stem: &str| format!("{prefix}{stem}");
    for (person, form) in v.present.iter().enumerate() {
        table.add(Tense::Present, person, with(form));
    }
    table.endings(Tense::Imperfect, &with(v.imperfect), IMPERFECT);
    table.add(Tense::PastHistoric, 2, with(v.past[0]));
    table.add(Tense::PastHistoric, 5, with(v.past[1]));
    table.future(&with(v.future));
    let (subjunctive, present_participle) = match v.infinitive {
        "être" => (["sois", "sois", "soit", "soyons", "soyez", "soient"], "étant".to_string()),
        "avoir" => (["aie", "aies", "ait", "ayons", "ayez", "aient"], "ayant".to_string()),
        _ => {
            table.endings(Tense::Subjunctive, &with(v.subjunctive), ["e", "es", "e", "", "", "ent"]);
            let stem = if v.infinitive == "faire" { "fass" } else { v.imperfect };
            table.endings(Tense::Subjunctive, &with(stem), ["", "", "", "ions", "iez", ""]);
            ([""; 6], format!("{}ant", v.imperfect))
        }
    };
    table.endings(Tense::Subjunctive, prefix, subjunctive);
    table.participles(&with(v.participle), with(&present_participle));
}

fn first_group(stem: &str, infinitive: &str, table: &mut Table) {
    // Spelling before a/o (mangeons, plaçons), and before a mute e (achète, nettoie, appelle).
    let before_a = match stem.chars().next_back() {
        Some('g') => format!("{stem}e"),
        Some('c') => format!("{}ç", &stem[..stem.len() - 1]),
        _ => stem.to_string(),
    };
    let mute = mute_stem(stem);
    table.endings(Tense::Present, &mute, ["e", "es", "e", "", "", "ent"]);
    table.endings(Tense::Present, &before_a, ["", "", "", "ons", "", ""]);
    table.endings(Tense::Present, stem, ["", "", "", "", "ez", ""]);
    table.endings(Tense::Imperfect, &before_a, ["ais", "ais", "ait", "", "", "aient"]);
    table.endings(Tense::Imperfect, stem, ["", "", "", "ions", "iez", ""]);
    table.endings(Tense::PastHistoric, &before_a, ["ai", "as", "a", "âmes", "âtes", ""]);
    table.endings(Tense::PastHistoric, stem, ["", "", "", "", "", "èrent"]);
    table.future(&format!("{mute}er"));
    // céder has both spellings, cédera and cèdera.
    if mute != stem && stem.rfind('é') > stem.rfind('e') {
        table.future(infinitive);
    }
    table.endings(Tense::Subjunctive, &mute, ["e", "es", "e", "", "", "ent"]);
    table.endings(Tense::Subjunctive, stem, ["", "", "", "ions", "iez", ""]);
    table.participles(&format!("{stem}é"), format!("{before_a}ant"));
}

/// The stem before a mute e.
fn mute_stem(stem: &str) -> String {
    if let Some(base) = ["oy", "uy", "ay"].iter().find_map(|e| stem.strip_suffix(e)) {
        return format!("{base}{}i", &stem[base.len()..=base.len()]);
    }
    if ["appel", "rappel", "jet", "rejet", "projet"].contains(&stem) {
        return format!("{stem}{}", &stem[stem.len() - 1..]);
    }
    // One consonant (or two, the second r or l) after e or é: achet- → achèt-, règl-.
    let chars: Vec<char> = stem.chars().collect();
    let consonants = chars.iter().rev().take_while(|c| !"aeiouyéèêàâîôûù".contains(**c)).count();
    let cluster: String = chars[chars.len() - consonants..].iter().collect();
    let vowel_at = chars.len().checked_sub(consonants + 1);
    let short = consonants == 1
        || (consonants == 2
            && !["rr", "ll"].contains(&cluster.as_str())
            && (cluster.ends_with(['r', 'l']) || ["gn", "qu", "gu", "ch"].contains(&cluster.as_str())));
    match vowel_at.map(|i| (i, chars[i])) {
        Some((i, 'e' | 'é')) if short && !(i > 0 && matches!(chars[i - 1], 'u' | 'i' | 'o' | 'a')) => {
            let head: String = chars[..i].iter().collect();
            format!("{head}è{cluster}")
        }
        _ => stem.to_string(),
    }
}

/// Not those of the third group that the table lacks (ouvrir, mourir, courir …).
fn second_group_stem(stem: &str) -> bool {
    let third = [
        "o", "en", "ouvr", "mour", "cour", "fu", "quér", "sent", "ment", "serv", "dorm", "vêt", "cueill", "saill", "bouill",
        "part",
    ];
    !third.iter().any(|t| stem.ends_with(t)) || ["réun", "impart", "répart", "asserv", "assort"].iter().any(|t| stem.ends_with(t))
}

fn second_group(stem: &str, infinitive: &str, table: &mut Table) {
    table.endings(Tense::Present, stem, ["is", "is", "it", "issons", "issez", "issent"]);
    table.endings(Tense::Imperfect, &format!("{stem}iss"), IMPERFECT);
    table.endings(Tense::PastHistoric, stem, ["is", "is", "it", "îmes", "îtes", "irent"]);
    table.future(infinitive);
    table.endings(Tense::Subjunctive, stem, ["isse", "isses", "isse", "issions", "issiez", "issent"]);
    table.participles(&format!("{stem}i"), format!("{stem}issant"));
}

fn vendre(stem: &str, table: &mut Table) {
    table.endings(Tense::Present, stem, ["s", "s", "", "ons", "ez", "ent"]);
    table.add(Tense::Present, 2, stem.to_string());
    table.endings(Tense::Imperfect, stem, IMPERFECT);
    table.endings(Tense::PastHistoric, stem, ["is", "is", "it", "îmes", "îtes", "irent"]);
    table.future(&format!("{stem}r"));
    table.endings(Tense::Subjunctive, stem, ["e", "es", "e", "ions", "iez", "ent"]);
    table.participles(&format!("{stem}u"), format!("{stem}ant"));
}

/// Forms of a verb in `say`: as written, and its plural where the entry gives one.
pub fn as_written(lemma: &str, plural: Option<&String>) -> Vec<(String, Features)> {
    let cell = |text: &str, number| (text.to_string(), Features { number: Some(number), verb: true, ..Features::default() });
    vec![cell(lemma, Number::Singular), cell(plural.map_or(lemma, String::as_str), Number::Plural)]
}

#[cfg(test)]
mod tests {
    use super::conjugate;

    fn has(verb: &str, forms: &[&str]) {
        let all: Vec<String> = conjugate(verb).unwrap_or_default().into_iter().map(|(f, _)| f).collect();
        for form in forms {
            assert!(all.iter().any(|f| f == form), "{verb}: {form} not in {all:?}");
        }
    }

    #[test]
    fn conjugations() {
        has(
            "prostituer",
            &["prostitue", "prostituent", "prostituait", "prostituant", "prostituée", "prostituera", "prostituèrent"],
        );
        has("racoler", &["racole", "racolé", "racoleraient"]);
        has("acheter", &["achète", "achètent", "achetait", "achètera"]);
        has("exploiter", &["exploite"]);
        has("vendre", &["vend", "vendent", "vendue", "vendra", "vendait"]);
        has("faire", &["fait", "font", "faisait", "fera", "fasse", "firent"]);
        has("abolir", &["abolit", "abolissent", "aboli", "abolira"]);
        has("plonger", &["plongeait", "plonge", "plongeons"]);
        assert!(conjugate("absoudrx").is_err());
    }
}
