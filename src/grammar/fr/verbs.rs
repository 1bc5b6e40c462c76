//! Conjugation, for searching only: a verb is never written in another form than the entry gives.
//!
//! Tables after *Bescherelle, La conjugaison*: first and second group by rule, the third by stems for frequent verbs.

use crate::grammar::{Features, Number, PhraseError};
use std::collections::BTreeSet;

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

const THIRD: [Third; 14] = [
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

const IMPERFECT: [&str; 5] = ["ais", "ait", "ions", "iez", "aient"];
const FUTURE: [&str; 11] = ["ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient"];

/// Every form of a verb.
///
/// # Errors
/// A verb of the third group that the table does not have.
pub fn conjugate(infinitive: &str) -> Result<Vec<(String, Features)>, PhraseError> {
    let mut forms: BTreeSet<String> = BTreeSet::from([infinitive.to_string()]);
    if let Some((prefix, verb)) = THIRD.iter().find_map(|v| infinitive.strip_suffix(v.infinitive).map(|p| (p, v)))
        && (prefix.is_empty() || ["re", "de", "sou", "main", "ob", "re-", "com", "sur", "entre"].contains(&prefix))
    {
        third_group(prefix, verb, &mut forms);
    } else if let Some(stem) = infinitive.strip_suffix("er") {
        first_group(stem, infinitive, &mut forms);
    } else if let Some(stem) = infinitive.strip_suffix("ir").filter(|s| second_group_stem(s)) {
        second_group(stem, infinitive, &mut forms);
    } else if let Some(stem) = infinitive.strip_suffix("dre").filter(|s| !s.ends_with("ein") && !s.ends_with("ain")) {
        vendre(&format!("{stem}d"), &mut forms);
    } else {
        return Err(PhraseError(format!(
            "\"[{infinitive}:v]\": only verbs in -er, -ir, -dre and the most frequent others are conjugated; write the forms out \
             in braces, without brackets"
        )));
    }
    Ok(forms.into_iter().map(|f| (f, Features { verb: true, ..Features::default() })).collect())
}

fn participles(forms: &mut BTreeSet<String>, participle: &str) {
    let end = if participle.ends_with('s') { ["", "e", "es", ""] } else { ["", "s", "e", "es"] };
    forms.extend(end.map(|e| format!("{participle}{e}")));
}

fn third_group(prefix: &str, v: &Third, forms: &mut BTreeSet<String>) {
    let mut add = |form: String| forms.insert(format!("{prefix}{form}"));
    v.present.iter().for_each(|f| {
        add((*f).to_string());
    });
    IMPERFECT.iter().for_each(|e| {
        add(format!("{}{e}", v.imperfect));
    });
    FUTURE.iter().for_each(|e| {
        add(format!("{}{e}", v.future));
    });
    match v.infinitive {
        "être" => ["sois", "soit", "soyons", "soyez", "soient", "étant"].iter().for_each(|f| {
            add((*f).into());
        }),
        "avoir" => ["aie", "aies", "ait", "ayons", "ayez", "aient", "ayant"].iter().for_each(|f| {
            add((*f).into());
        }),
        _ => {
            ["e", "es", "ent"].iter().for_each(|e| {
                add(format!("{}{e}", v.subjunctive));
            });
            add(format!("{}ant", v.imperfect));
        }
    }
    v.past.iter().for_each(|f| {
        add((*f).to_string());
    });
    participles(forms, &format!("{prefix}{}", v.participle));
}

fn first_group(stem: &str, infinitive: &str, forms: &mut BTreeSet<String>) {
    // Spelling before a/o (mangeons, plaçons), and before a mute e (achète, nettoie, appelle).
    let before_a = match stem.chars().next_back() {
        Some('g') => format!("{stem}e"),
        Some('c') => format!("{}ç", &stem[..stem.len() - 1]),
        _ => stem.to_string(),
    };
    let mute = mute_stem(stem);
    for end in ["e", "es", "ent"] {
        forms.insert(format!("{mute}{end}"));
    }
    for end in ["ez", "iez", "ions", "èrent", "é", "ée", "és", "ées"] {
        forms.insert(format!("{stem}{end}"));
    }
    for end in ["ons", "ais", "ait", "aient", "ant", "ai", "as", "a", "âmes", "âtes"] {
        forms.insert(format!("{before_a}{end}"));
    }
    // achètera; céder has both spellings, cédera and cèdera.
    for end in FUTURE {
        forms.insert(format!("{mute}er{end}"));
        if mute == stem || stem.rfind('é') > stem.rfind('e') {
            forms.insert(format!("{infinitive}{end}"));
        }
    }
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

fn second_group(stem: &str, infinitive: &str, forms: &mut BTreeSet<String>) {
    for end in [
        "is", "it", "issons", "issez", "issent", "issais", "issait", "issions", "issiez", "issaient", "isse", "isses", "irent",
        "issant",
    ] {
        forms.insert(format!("{stem}{end}"));
    }
    FUTURE.iter().for_each(|e| {
        forms.insert(format!("{infinitive}{e}"));
    });
    participles(forms, &format!("{stem}i"));
}

fn vendre(stem: &str, forms: &mut BTreeSet<String>) {
    for end in ["s", "", "ons", "ez", "ent", "e", "es", "ions", "iez", "ais", "ait", "aient", "it", "irent", "ant"] {
        forms.insert(format!("{stem}{end}"));
    }
    FUTURE.iter().for_each(|e| {
        forms.insert(format!("{stem}r{e}"));
    });
    participles(forms, &format!("{stem}u"));
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
