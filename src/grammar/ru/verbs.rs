//! Verbs of the productive classes, for searching and for offering the same form of another verb.
//!
//! Classes after Zaliznyak's verb types 1 (-ать, -ять, -еть), 2 (-овать, -евать), 3 (-нуть) and 4 (-ить), and 13
//! (-давать, -знавать, -ставать).

use super::super::{Features, Gender, Number, PhraseError, Word};
use super::adjectives;

/// Stems from which a verb's forms are made.
struct Stems {
    /// Before -ть: занима, употреби.
    infinitive: String,
    /// Of the present, without its vowel: занима(ю), торгу(ю), употребл(ю).
    present: String,
    first: String,
    /// Second conjugation (-ишь, -ят).
    second: bool,
    /// Ends in a hushing consonant, so у and а stand for ю and я.
    hushing: bool,
    passive: Option<String>,
    /// The present drops -ва- and is stressed on the ending (даёт).
    drops_va: bool,
}

fn stems(verb: &str) -> Option<Stems> {
    let stem = verb.strip_suffix("ть")?;
    let cut = |n: usize| -> String { stem.chars().take(stem.chars().count().saturating_sub(n)).collect() };
    let ends = |s: &str| stem.ends_with(s) && stem.len() > s.len();
    let first = |present: String, passive: Option<String>| {
        Some(Stems {
            infinitive: stem.to_string(),
            first: present.clone(),
            present,
            second: false,
            hushing: false,
            passive,
            drops_va: false,
        })
    };
    if ends("дава") || ends("знава") || ends("става") {
        return first(cut(2), None).map(|stems| Stems { drops_va: true, ..stems });
    }
    if ends("ова") {
        return first(cut(3) + "у", Some(cut(3) + "ованн"));
    }
    if ends("ева") && !ends("дева") && !ends("зрева") && !ends("болева") {
        let before = stem.chars().rev().nth(3).unwrap_or_default();
        let u = if "жшчщц".contains(before) { "у" } else { "ю" };
        return first(cut(3) + u, Some(cut(3) + "ёванн"));
    }
    if ends("а") || ends("я") || ends("е") {
        // Imperfectives made with -ыва-, -ива- leave this participle to their perfective: легализованный.
        let none = ends("е") || ends("ыва") || ends("ива");
        let passive = (!none).then(|| format!("{stem}нн"));
        return first(stem.to_string(), passive);
    }
    if ends("ну") {
        let present = cut(1);
        return Some(Stems {
            infinitive: stem.to_string(),
            first: present.clone(),
            present,
            second: false,
            hushing: true,
            passive: None,
            drops_va: false,
        });
    }
    if ends("и") {
        let present = cut(1);
        let mutated = mutate(&present);
        let hushing = present.ends_with(['ж', 'ш', 'ч', 'щ']);
        return Some(Stems {
            infinitive: stem.to_string(),
            first: mutated.clone(),
            present,
            second: true,
            hushing,
            passive: Some(format!("{mutated}енн")),
            drops_va: false,
        });
    }
    None
}

/// The change of the last consonant in the first person and the passive participle of -ить.
fn mutate(stem: &str) -> String {
    for (from, to) in [
        ("ст", "щ"),
        ("т", "ч"),
        ("д", "ж"),
        ("с", "ш"),
        ("з", "ж"),
        ("б", "бл"),
        ("п", "пл"),
        ("в", "вл"),
        ("м", "мл"),
        ("ф", "фл"),
    ] {
        if let Some(rest) = stem.strip_suffix(from) {
            return format!("{rest}{to}");
        }
    }
    stem.to_string()
}

/// All forms, always in the same order, so that the n-th of one verb answers the n-th of another: infinitive, present,
/// past, imperative, gerunds, active participles, and of verbs without -ся the passive ones.
///
/// # Errors
/// Verbs of other classes.
pub(super) fn paradigm(word: &Word) -> Result<Vec<(String, Features)>, PhraseError> {
    let lemma = word.lemma.as_str();
    let (bare, reflexive) = match lemma.strip_suffix("ся") {
        Some(bare) => (bare, true),
        None => (lemma, false),
    };
    let stems = stems(bare).ok_or_else(|| {
        PhraseError(format!(
            "[{lemma}:v]: only verbs in -ать, -ять, -еть, -овать, -нуть and -ить are known; write the forms out without brackets"
        ))
    })?;
    let verb = Features { verb: true, ..Features::default() };
    let singular = Features { number: Some(Number::Singular), ..verb };
    let plural = Features { number: Some(Number::Plural), ..verb };
    let reflex = |text: String| match reflexive {
        true if text.ends_with(['а', 'е', 'и', 'о', 'у', 'ю', 'я', 'ы']) => text + "сь",
        true => text + "ся",
        false => text,
    };
    let mut forms: Vec<(String, Features)> = vec![(lemma.to_string(), verb)];
    let Stems { infinitive, present, first, second, hushing, passive, drops_va } = &stems;
    let u = if *hushing || *second && first.ends_with(['ж', 'ш', 'ч', 'щ']) { "у" } else { "ю" };
    let (vowel, they) = match (second, hushing) {
        (true, true) => ("и", "ат"),
        (true, false) => ("и", "ят"),
        (false, true) => ("е", "ут"),
        (false, false) => ("е", "ют"),
    };
    let vowel = if *drops_va { "ё" } else { vowel };
    for (ending, features) in [("ешь", singular), ("ет", singular), ("ем", plural), ("ете", plural)] {
        if forms.len() == 1 {
            forms.push((reflex(format!("{first}{u}")), singular));
        }
        forms.push((reflex(format!("{present}{vowel}{}", ending.trim_start_matches('е'))), features));
    }
    forms.push((reflex(format!("{present}{they}")), plural));
    for (ending, gender, number) in [
        ("л", Some(Gender::Masculine), Number::Singular),
        ("ла", Some(Gender::Feminine), Number::Singular),
        ("ло", Some(Gender::Neuter), Number::Singular),
        ("ли", None, Number::Plural),
    ] {
        forms.push((reflex(format!("{infinitive}{ending}")), Features { gender, number: Some(number), ..verb }));
    }
    let imperative = if *drops_va {
        infinitive.clone() + "й"
    } else if *second || *hushing {
        format!("{present}и")
    } else {
        format!("{present}й")
    };
    forms.push((reflex(imperative.clone()), singular));
    forms.push((reflex(format!("{imperative}те")), plural));
    let ya = if *hushing { "а" } else { "я" };
    forms.push((reflex(if *drops_va { infinitive.clone() + "я" } else { format!("{present}{ya}") }), verb));
    forms.push((if reflexive { format!("{infinitive}вшись") } else { format!("{infinitive}в") }, verb));
    let sya = if reflexive { "ся" } else { "" };
    let mut participles = vec![format!("{present}{}щий{sya}", they.trim_end_matches('т')), format!("{infinitive}вший{sya}")];
    if !reflexive {
        participles.push(if *drops_va { format!("{infinitive}емый") } else { format!("{present}{vowel}мый") });
        participles.extend(passive.as_ref().map(|p| format!("{p}ый")));
    }
    for lemma in participles {
        let participle = Word { lemma, ..Word::default() };
        forms.extend(adjectives::paradigm(&participle)?.into_iter().map(|(text, f)| (text, Features { verb: true, ..f })));
    }
    if let Some(number) = word.tags.number {
        forms.retain(|(_, f)| f.number.is_none_or(|n| n == number));
    }
    Ok(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lemma: &str) -> Vec<String> {
        let word = Word { lemma: lemma.into(), ..Word::default() };
        paradigm(&word).expect("a verb").into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn productive_classes() {
        let all = forms("заниматься");
        for form in [
            "занимаюсь",
            "занимается",
            "занимаемся",
            "занимаются",
            "занимался",
            "занималась",
            "занимались",
            "занимаясь",
            "занимающийся",
            "занимавшаяся",
        ] {
            assert!(all.contains(&form.to_string()), "{form}");
        }
        for (verb, form) in [
            ("торговать", "торгует"),
            ("торговать", "торгующих"),
            ("продавать", "продаёт"),
            ("продавать", "продающий"),
            ("продавать", "продавая"),
            ("употребить", "употребил"),
            ("употребить", "употреблю"),
            ("употреблять", "употребляющие"),
            ("лечить", "лечат"),
            ("оказывать", "оказывали"),
            ("болеть", "болеют"),
            ("проституировать", "проституирующая"),
            ("купить", "купленная"),
        ] {
            assert!(forms(verb).contains(&form.to_string()), "{verb}: {form}");
        }
    }

    #[test]
    fn other_classes_are_refused() {
        let word = Word { lemma: "вовлечь".into(), ..Word::default() };
        assert!(paradigm(&word).unwrap_err().0.contains("write the forms out"));
    }
}
