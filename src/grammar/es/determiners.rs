//! Determiners and quantifiers, their inclusive spellings, contractions, and short forms before a noun.
//!
//! After the *Nueva gramática de la lengua española*, chapters 14 to 21; contractions §14.4, el agua §14.2.

use super::nouns::plural;
use super::words::{STRESSED_A, UNCHANGED};
use crate::grammar::{Gender, Number};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Masculine singular before a noun, feminine singular, masculine plural, feminine plural. A dash is a cell that does not exist.
const TABLE: &str = "
    el/la/los/las un/una/unos/unas este/esta/estos/estas ese/esa/esos/esas aquel/aquella/aquellos/aquellas
    todo/toda/todos/todas mucho/mucha/muchos/muchas poco/poca/pocos/pocas otro/otra/otros/otras
    tanto/tanta/tantos/tantas cuanto/cuanta/cuantos/cuantas cuánto/cuánta/cuántos/cuántas
    demasiado/demasiada/demasiados/demasiadas algún/alguna/algunos/algunas ningún/ninguna/ningunos/ningunas
    nuestro/nuestra/nuestros/nuestras vuestro/vuestra/vuestros/vuestras cuyo/cuya/cuyos/cuyas
    cierto/cierta/ciertos/ciertas mismo/misma/mismos/mismas propio/propia/propios/propias dicho/dicha/dichos/dichas
    medio/media/medios/medias -/-/varios/varias -/-/ambos/ambas -/-/sendos/sendas -/-/numerosos/numerosas
    -/-/doscientos/doscientas -/-/trescientos/trescientas -/-/cuatrocientos/cuatrocientas -/-/quinientos/quinientas
    -/-/seiscientos/seiscientas -/-/setecientos/setecientas -/-/ochocientos/ochocientas -/-/novecientos/novecientas
";

/// Adjectives that stand before a noun as a rule: masculine before a noun, feminine.
const PRENOMINAL: &str = "
    antiguo/antigua nuevo/nueva viejo/vieja único/única verdadero/verdadera supuesto/supuesta presunto/presunta
    llamado/llamada denominado/denominada pequeño/pequeña buen/buena mal/mala primer/primera segundo/segunda
    tercer/tercera cuarto/cuarta último/última próximo/próxima falso/falsa mero/mera diverso/diversa distinto/distinta
    determinado/determinada escaso/escasa sucesivo/sucesiva creciente/creciente actual/actual presente/presente
    posible/posible futuro/futura joven/joven mayor/mayor menor/menor principal/principal simple/simple triste/triste
    auténtico/auténtica temido/temida citado/citada mencionado/mencionada referido/referida susodicho/susodicha
    propio/propia histórico/histórica
";

/// What a word before the noun says of the noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    /// An adjective, which needs a determiner before it or a closed class to be taken for one of ours.
    pub adjective: bool,
    /// del, al
    pub contracted: bool,
}

pub fn column(gender: Gender, number: Number) -> usize {
    match (gender, number) {
        (Gender::Feminine, Number::Singular) => 1,
        (Gender::Feminine, Number::Plural) => 3,
        (_, Number::Singular) => 0,
        (_, Number::Plural) => 2,
    }
}

/// A row of the tables: four cells, and whether it is an adjective.
struct Row {
    cells: [String; 4],
    adjective: bool,
}

/// Every word of the tables, with its row and column.
static ROWS: LazyLock<HashMap<String, (Arc<Row>, usize)>> = LazyLock::new(|| {
    let cell = |c: Option<&str>| c.filter(|c| *c != "-").unwrap_or_default().to_string();
    let determiners = TABLE.split_whitespace().map(|line| {
        let mut parts = line.split('/');
        Row { cells: std::array::from_fn(|_| cell(parts.next())), adjective: false }
    });
    let adjectives = PRENOMINAL.split_whitespace().filter_map(|line| {
        let (masculine, feminine) = line.split_once('/')?;
        let full = match masculine {
            "buen" => "bueno",
            "mal" => "malo",
            "primer" => "primero",
            "tercer" => "tercero",
            other => other,
        };
        Some(Row { cells: [masculine.into(), feminine.into(), plural(full), plural(feminine)], adjective: true })
    });
    let mut rows = HashMap::new();
    for row in determiners.chain(adjectives).map(Arc::new) {
        for (column, word) in row.cells.iter().enumerate().filter(|(_, w)| !w.is_empty()) {
            rows.entry(word.clone()).or_insert_with(|| (Arc::clone(&row), column));
        }
    }
    rows
});

/// Inclusive spellings of determiners and adjectives, read as the feminine: l@s, lxs, los/as, las(os), un@, tod@s.
pub fn inclusive(word: &str) -> Option<(String, Number)> {
    let number = if word.ends_with('s') || word.ends_with("s)") { Number::Plural } else { Number::Singular };
    let ending = if number == Number::Plural { "as" } else { "a" };
    if let Some((stem, tail)) = word.split_once('@')
        && matches!(tail, "" | "s")
        && !stem.is_empty()
    {
        return Some((format!("{stem}{ending}"), number));
    }
    for mark in ["/", "("] {
        if let Some((base, tail)) = word.split_once(mark) {
            let tail = tail.trim_end_matches(')');
            if !matches!(tail, "a" | "o" | "as" | "os" | "la" | "el" | "las" | "los" | "una" | "un" | "unas" | "unos") {
                return None;
            }
            let plural = base.ends_with('s');
            let stem = base.trim_end_matches('s');
            let stem = stem.strip_suffix(['o', 'a']).unwrap_or(stem);
            return Some(match (base, plural) {
                ("el" | "la", _) => ("la".into(), Number::Singular),
                ("un" | "una", _) => ("una".into(), Number::Singular),
                (_, true) => (format!("{stem}as"), Number::Plural),
                _ => (format!("{stem}a"), Number::Singular),
            });
        }
    }
    if word == "les" {
        return Some(("las".into(), Number::Plural));
    }
    let stem = word.strip_suffix("xs").or_else(|| word.strip_suffix('x'))?;
    (!stem.is_empty() && stem.chars().all(char::is_alphabetic)).then(|| (format!("{stem}{ending}"), number))
}

/// Reads a word (lower case) that stands before a noun.
pub fn slot(word: &str) -> Option<Slot> {
    if UNCHANGED.contains(word) || word == "ex" {
        return Some(Slot { gender: None, number: None, adjective: false, contracted: false });
    }
    if matches!(word, "del" | "al") {
        let (gender, number) = (Some(Gender::Masculine), Some(Number::Singular));
        return Some(Slot { gender, number, adjective: false, contracted: true });
    }
    let (row, column) = ROWS.get(word)?;
    let (gender, number) = match column {
        0 => (Gender::Masculine, Number::Singular),
        1 => (Gender::Feminine, Number::Singular),
        2 => (Gender::Masculine, Number::Plural),
        _ => (Gender::Feminine, Number::Plural),
    };
    let one_form = row.cells[0] == row.cells[1] && !row.cells[0].is_empty();
    Some(Slot { gender: (!one_form).then_some(gender), number: Some(number), adjective: row.adjective, contracted: false })
}

/// The word in another gender and number, before a noun.
pub fn form(word: &str, gender: Gender, number: Number) -> Option<String> {
    let cell = &ROWS.get(word)?.0.cells[column(gender, number)];
    (!cell.is_empty()).then(|| cell.clone())
}

/// el, un, algún, ningún before a feminine noun that begins with a stressed a.
pub fn before_stressed_a(determiner: &str, noun: &str) -> Option<&'static str> {
    if !STRESSED_A.contains(&noun.to_lowercase().as_str()) {
        return None;
    }
    match determiner {
        "la" => Some("el"),
        "una" => Some("un"),
        "alguna" => Some("algún"),
        "ninguna" => Some("ningún"),
        _ => None,
    }
}

/// y before i-, hi- becomes e; o before o-, ho- becomes u; and back (*Ortografía*: before the sound, so not before hie-, hia-).
pub fn conjunction(word: &str, next: &str) -> Option<&'static str> {
    let next = next.to_lowercase();
    let i_sound = (next.starts_with('i') || next.starts_with('í') || next.starts_with("hi") || next.starts_with("hí"))
        && !["hie", "hia", "hio", "ia", "io", "ie"].iter().any(|d| next.starts_with(d));
    let o_sound = ["o", "ó", "ho", "hó"].iter().any(|s| next.starts_with(s));
    match word {
        "y" if i_sound => Some("e"),
        "e" if !i_sound => Some("y"),
        "o" if o_sound => Some("u"),
        "u" if !o_sound => Some("o"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_and_back() {
        assert_eq!(form("ninguna", Gender::Masculine, Number::Singular).as_deref(), Some("ningún"));
        assert_eq!(form("primer", Gender::Feminine, Number::Singular).as_deref(), Some("primera"));
        assert_eq!(form("primeras", Gender::Masculine, Number::Plural).as_deref(), Some("primeros"));
        assert_eq!(form("varios", Gender::Feminine, Number::Plural).as_deref(), Some("varias"));
    }

    #[test]
    fn inclusive_spellings() {
        for (from, to) in
            [("l@s", "las"), ("lxs", "las"), ("los/as", "las"), ("las/os", "las"), ("los(as)", "las"), ("un@", "una")]
        {
            assert_eq!(inclusive(from).unwrap().0, to);
        }
        assert_eq!(inclusive("el/la").unwrap().0, "la");
        assert_eq!(inclusive("sexual"), None);
    }

    #[test]
    fn conjunctions_before_vowels() {
        assert_eq!(conjunction("y", "infección"), Some("e"));
        assert_eq!(conjunction("y", "hielo"), None);
        assert_eq!(conjunction("e", "trabajo"), Some("y"));
        assert_eq!(conjunction("u", "trabajo"), Some("o"));
    }
}
