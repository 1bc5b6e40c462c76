//! The forms of a word of a pattern, and the spellings of a word for people that are searched and never written.

use super::nouns::{feminine, gender, plural};
use super::sentence::noun_look;
use super::verbs;
use crate::grammar::{Features, Gender, Number, PartOfSpeech, PhraseError, Word};

type Cells = Vec<(String, Features)>;

fn features(gender: Option<Gender>, number: Option<Number>) -> Features {
    Features::new(gender, number)
}

/// The four cells of a word with two genders: masculine and feminine, singular and plural.
fn four(word: &Word) -> [String; 4] {
    let cell = |name: &str| word.irregular.get(name).cloned();
    let masculine = word.lemma.clone();
    let feminine = cell("fem").or_else(|| word.feminine.clone()).unwrap_or_else(|| feminine(&masculine));
    let masculine_plural = cell("pl").unwrap_or_else(|| plural(&masculine));
    let feminine_plural = cell("fem-pl").unwrap_or_else(|| plural(&feminine));
    [masculine, feminine, masculine_plural, feminine_plural]
}

pub fn paradigm(word: &Word) -> Result<Cells, PhraseError> {
    let tags = &word.tags;
    for cell in word.irregular.keys() {
        if !["pl", "fem", "fem-pl", "pres", "pret", "part"].contains(&cell.as_str()) {
            return Err(PhraseError(format!(
                "[{}]: no form is called \"{cell}\" in Spanish; write pl, fem or fem-pl (for a verb: pres, pret, part)",
                word.lemma
            )));
        }
    }
    if tags.part_of_speech == PartOfSpeech::Verb {
        if verbs::is_infinitive(&word.lemma) {
            return Ok(verbs::forms(word));
        }
        // A finite form after "que": [persona] que [usa:v] drogas.
        if word.lemma.ends_with(['a', 'e', 'á', 's']) && !word.lemma.contains(' ') {
            let plural = word.irregular.get("pl").cloned().unwrap_or_else(|| verbs::plural_of_finite(&word.lemma));
            let verb = |number| Features { number: Some(number), verb: true, ..Features::default() };
            return Ok(vec![(word.lemma.clone(), verb(Number::Singular)), (plural, verb(Number::Plural))]);
        }
        return Err(PhraseError(format!(
            "[{}:v]: write the infinitive (-ar, -er, -ir, -arse …), or the third person singular of the present",
            word.lemma
        )));
    }
    if tags.gender == Some(Gender::Neuter) {
        return Err(PhraseError(format!("[{}]: Spanish nouns are masculine or feminine; write m or f", word.lemma)));
    }
    if tags.invariable {
        let gender = tags.gender.or_else(|| if tags.part_of_speech == PartOfSpeech::Noun { gender(&word.lemma) } else { None });
        return Ok(vec![(word.lemma.clone(), features(gender, tags.number))]);
    }
    if tags.part_of_speech == PartOfSpeech::Adjective || word.feminine.is_some() {
        let [ms, fs, mp, fp] = four(word);
        let pair = |m: &String, f: &String, number: Number| {
            if m == f {
                vec![(m.clone(), features(Some(Gender::Common), Some(number)))]
            } else {
                vec![
                    (m.clone(), features(Some(Gender::Masculine), Some(number))),
                    (f.clone(), features(Some(Gender::Feminine), Some(number))),
                ]
            }
        };
        let mut cells = pair(&ms, &fs, Number::Singular);
        cells.extend(pair(&mp, &fp, Number::Plural));
        return Ok(cells);
    }
    // A word that has a plural only may be written in it: [esposas:pl].
    let look = || {
        if tags.number == Some(Number::Plural) { noun_look(&word.lemma).0 } else { gender(&word.lemma) }
    };
    let gender = tags.gender.or_else(look).ok_or_else(|| {
        PhraseError(format!("[{0}]: the gender cannot be told from the ending; write [{0}:m] or [{0}:f]", word.lemma))
    })?;
    let plural_form = word.irregular.get("pl").cloned();
    let mut cells = vec![
        (word.lemma.clone(), features(Some(gender), Some(Number::Singular))),
        (plural_form.unwrap_or_else(|| plural(&word.lemma)), features(Some(gender), Some(Number::Plural))),
    ];
    if let Some(feminine) = word.irregular.get("fem") {
        cells[0].1.gender = Some(Gender::Masculine);
        cells[1].1.gender = Some(Gender::Masculine);
        let feminine_plural = word.irregular.get("fem-pl").cloned().unwrap_or_else(|| plural(feminine));
        cells.push((feminine.clone(), features(Some(Gender::Feminine), Some(Number::Singular))));
        cells.push((feminine_plural, features(Some(Gender::Feminine), Some(Number::Plural))));
    }
    Ok(cells)
}

/// Inclusive spellings of a word with two genders.
pub fn variants(word: &Word) -> Cells {
    if word.tags.part_of_speech == PartOfSpeech::Verb || word.tags.invariable {
        return Vec::new();
    }
    if word.tags.part_of_speech == PartOfSpeech::Noun && word.feminine.is_none() {
        return Vec::new();
    }
    let [ms, fs, mp, fp] = four(word);
    if ms == fs {
        return Vec::new();
    }
    let mut cells: Cells = Vec::new();
    let regular: Vec<&str> = [ms.as_str(), fs.as_str(), mp.as_str(), fp.as_str()].to_vec();
    let mut add = |text: String, number: Number| {
        if !regular.contains(&text.as_str()) && !cells.iter().any(|(t, _)| *t == text) {
            cells.push((text, Features { variant: true, ..features(Some(Gender::Common), Some(number)) }));
        }
    };
    let stem = fs.strip_suffix('a').unwrap_or(&fs);
    for (mark, singular) in [("@", true), ("x", true), ("e", ms.ends_with('o')), ("*", true), ("_", true)] {
        if singular {
            add(format!("{stem}{mark}"), Number::Singular);
            add(format!("{stem}{mark}s"), Number::Plural);
        }
    }
    // trabajador/a, trabajadores/as, prostituto/a, prostitutas/os, prostituta(o), prostituta(o)s, prostitutos(as)
    let masculine_ending = if ms.ends_with('o') { "o" } else { "" };
    let plural_ending = if ms.ends_with('o') { "os" } else { "es" };
    for (open, close) in [("/", ""), ("(", ")"), ("/-", ""), ("_", ""), ("·", "")] {
        add(format!("{ms}{open}a{close}"), Number::Singular);
        add(format!("{mp}{open}as{close}"), Number::Plural);
        add(format!("{fp}{open}{plural_ending}{close}"), Number::Plural);
        add(format!("{ms}{open}a{close}s"), Number::Plural);
        if !masculine_ending.is_empty() {
            add(format!("{fs}{open}{masculine_ending}{close}"), Number::Singular);
            add(format!("{fs}{open}{masculine_ending}{close}s"), Number::Plural);
        } else {
            add(format!("{ms}{open}as{close}"), Number::Plural);
        }
    }
    for (a, b, number) in
        [(&ms, &fs, Number::Singular), (&fs, &ms, Number::Singular), (&mp, &fp, Number::Plural), (&fp, &mp, Number::Plural)]
    {
        add(format!("{a}/{b}"), number);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Phrase;
    use std::collections::BTreeMap;

    fn word(pattern: &str) -> Word {
        Phrase::parse(pattern, &BTreeMap::new()).unwrap()[0].words().next().unwrap().clone()
    }

    fn texts(cells: &Cells) -> Vec<&str> {
        cells.iter().map(|(t, _)| t.as_str()).collect()
    }

    #[test]
    fn paradigms() {
        for (pattern, wanted) in [
            ("[prostitución]", &["prostitución", "prostituciones"][..]),
            ("[trabajador|trabajadora]", &["trabajador", "trabajadora", "trabajadores", "trabajadoras"]),
            ("[sexual:adj]", &["sexual", "sexuales"]),
            ("[callejero:adj]", &["callejero", "callejera", "callejeros", "callejeras"]),
            ("[proxeneta]", &["proxeneta", "proxenetas"]),
            ("[cafiche:n,m]", &["cafiche", "cafiches"]),
            ("[VIH:n,m,inv]", &["VIH"]),
            ("[burdel]", &["burdel", "burdeles"]),
            ("[rufián]", &["rufián", "rufianes"]),
        ] {
            assert_eq!(texts(&paradigm(&word(pattern)).unwrap()), wanted, "{pattern}");
        }
        assert!(paradigm(&word("[lumix]")).unwrap_err().0.contains("[lumix:m]"));
        assert!(paradigm(&word("[puta:neut]")).unwrap_err().0.contains("m or f"));
    }

    #[test]
    fn cells_of_the_entry_win() {
        let irregular = BTreeMap::from([("lumi".to_string(), BTreeMap::from([("pl".to_string(), "lumis".to_string())]))]);
        let phrase = Phrase::parse("[lumi:n,f]", &irregular).unwrap();
        assert_eq!(texts(&paradigm(phrase[0].head().unwrap()).unwrap()), ["lumi", "lumis"]);
        let wrong = BTreeMap::from([("lumi".to_string(), BTreeMap::from([("gen".to_string(), "x".to_string())]))]);
        let phrase = Phrase::parse("[lumi:n,f]", &wrong).unwrap();
        assert!(paradigm(phrase[0].head().unwrap()).unwrap_err().0.contains("fem-pl"));
    }

    #[test]
    fn inclusive_spellings() {
        let cells = variants(&word("[prostituto|prostituta]"));
        for wanted in [
            "prostitut@s",
            "prostitutxs",
            "prostitutes",
            "prostitutas/os",
            "prostituta/o",
            "prostituta(o)s",
            "prostituta/os",
            "prostitutos/as",
            "prostitutos(as)",
            "prostituta(o)",
            "prostituto/a",
        ] {
            assert!(texts(&cells).contains(&wanted), "{wanted}");
        }
        let cells = variants(&word("[trabajador|trabajadora]"));
        for wanted in ["trabajador@s", "trabajadorxs", "trabajadores/as", "trabajador/a", "trabajador(a)", "trabajadoras/es"] {
            assert!(texts(&cells).contains(&wanted), "{wanted}");
        }
        assert!(!texts(&cells).contains(&"trabajadores"));
        assert!(cells.iter().all(|(_, f)| f.variant && f.gender == Some(Gender::Common)));
    }
}
