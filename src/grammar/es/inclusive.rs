//! Inclusive forms of Spanish: trabajador@s, trabajadorxs, todes, trabajadores/as, trabajador(a), trabajadores_as.
//!
//! The RAE accepts none of the signs; networks write them all the same, so they are read, and one of them is kept to in a
//! document. The ending -e on a noun in -or is the masculine plural itself (trabajadores), so only words that show it count,
//! or such a noun behind the article *les*.

use super::nouns;
use crate::grammar::Number;
use std::ops::Range;

/// How both genders are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Notation {
    /// trabajador@s
    At,
    /// trabajadorxs
    X,
    /// todes
    E,
    /// trabajadores/as
    Slash,
    /// trabajador(a)
    Parentheses,
    /// trabajadores_as
    Underscore,
}

/// An inclusive form in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Singular.
    pub masculine: String,
    /// Singular.
    pub feminine: String,
    pub number: Number,
    pub notation: Notation,
}

impl Marked {
    pub fn in_gender(&self, feminine: bool) -> String {
        let word = if feminine { &self.feminine } else { &self.masculine };
        match (self.number, word.to_lowercase().as_str()) {
            (Number::Singular, _) => word.clone(),
            (Number::Plural, "el") => cased(word, "los"),
            (Number::Plural, "un") => cased(word, "unos"),
            (Number::Plural, _) => nouns::plural(word),
        }
    }
}

fn cased(like: &str, word: &str) -> String {
    if like.starts_with(char::is_uppercase) { word[..1].to_uppercase() + &word[1..] } else { word.to_string() }
}

/// Words in -e that no other word reads like.
const E_FORMS: [(&str, &str); 11] = [
    ("todes", "todo"),
    ("amigues", "amigo"),
    ("nosotres", "nosotro"),
    ("chiques", "chico"),
    ("compañeres", "compañero"),
    ("unes", "uno"),
    ("algunes", "alguno"),
    ("otres", "otro"),
    ("muches", "mucho"),
    ("niñes", "niño"),
    ("hijes", "hijo"),
];
/// Words whose x is no sign.
const WITH_X: [&str; 14] =
    ["ex", "tórax", "látex", "fénix", "clímax", "relax", "unisex", "fax", "box", "dúplex", "télex", "max", "mix", "matrix"];

/// Every inclusive form of a Spanish text, in its order.
pub fn find(text: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // A run of bytes that words and their signs consist of; few have a sign or an ending that matters.
        at += bytes[at..].iter().take_while(|b| !is_inner(**b)).count();
        let run = at..at + bytes[at..].iter().take_while(|b| is_inner(**b)).count();
        at = run.end;
        let inside = &bytes[run.clone()];
        if inside.iter().any(|b| matches!(b, b'@' | b'/' | b'(' | b'_' | b'*' | b'x' | b'X'))
            || inside.windows(2).any(|w| w.eq_ignore_ascii_case(b"es"))
        {
            at = at.max(find_in(text, run, &mut found));
        }
    }
    found
}

fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80 || matches!(byte, b'@' | b'/' | b'(' | b')' | b'_' | b'*')
}

/// The inclusive forms in a part of the text, before and behind which no word goes on. Returns where the reading ended: an
/// article is read with its noun.
fn find_in(text: &str, part: Range<usize>, found: &mut Vec<Marked>) -> usize {
    let mut rest = part.start;
    // Words with the signs that may stand in them.
    let inner = |c: char| c.is_alphabetic() || matches!(c, '@' | '/' | '(' | ')' | '_' | '*');
    let letter = |from: usize| text.get(from..part.end)?.find(|c: char| c.is_alphabetic()).map(|i| from + i);
    while let Some(begin) = letter(rest) {
        let end = text[begin..part.end].find(|c| !inner(c)).map_or(part.end, |i| begin + i);
        let word = text[begin..end].trim_end_matches(['/', '(', '_', '*', '@']);
        let clear = !text[..begin].ends_with(['/', '@', '#', '_', '.', '*'])
            && !text[begin + word.len()..].starts_with(['@', '.', '/'])
            || text[begin + word.len()..].starts_with(". ")
            || text[begin + word.len()..].strip_prefix('.').is_some_and(|rest| rest.trim_start().is_empty());
        if clear
            && word.eq_ignore_ascii_case("les")
            && let Some(noun) = agent_behind(text, begin + word.len())
        {
            found.push(article(word, begin..begin + word.len()));
            rest = noun.range.end;
            found.push(noun);
            continue;
        }
        if clear
            && (2..=40).contains(&word.len())
            && let Some((masculine, feminine, number, notation, length)) = read(word)
        {
            found.push(Marked { range: begin..begin + length, masculine, feminine, number, notation });
        }
        rest = end;
    }
    rest
}

fn article(word: &str, range: Range<usize>) -> Marked {
    let (masculine, feminine) = pair(&word[..1]);
    Marked { range, masculine, feminine, number: Number::Plural, notation: Notation::E }
}

/// « les trabajadores », « les amigues »: the noun that makes *les* an article. (Before a verb it is the pronoun.)
fn agent_behind(text: &str, at: usize) -> Option<Marked> {
    /// Endings of nouns for people who do something; no verb form ends so.
    const AGENTS: [&str; 5] = ["adores", "edores", "idores", "ctores", "sores"];
    let gap = text[at..].len() - text[at..].trim_start_matches([' ', '\n', '\u{a0}']).len();
    let begin = at + gap;
    let length = text[begin..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - begin);
    let word = &text[begin..begin + length];
    let range = begin..begin + length;
    if gap == 0 || word.len() > 40 {
        return None;
    }
    if word.len() >= 8 && AGENTS.iter().any(|e| word.ends_with(e)) {
        let (masculine, feminine) = pair(word.strip_suffix("es")?);
        return Some(Marked { range, masculine, feminine, number: Number::Plural, notation: Notation::E });
    }
    read(word).filter(|r| r.3 == Notation::E).map(|(masculine, feminine, number, notation, _)| Marked {
        range,
        masculine,
        feminine,
        number,
        notation,
    })
}

type Read = (String, String, Number, Notation, usize);

fn read(word: &str) -> Option<Read> {
    let lower = word.to_lowercase();
    let plural = |s: bool| if s { Number::Plural } else { Number::Singular };
    for (notation, sign) in [(Notation::At, '@'), (Notation::X, 'x')] {
        let (bare, many) = match lower.strip_suffix('s') {
            Some(b) if b.ends_with(sign) => (b, true),
            _ => (lower.as_str(), false),
        };
        if let Some(stem) = bare.strip_suffix(sign)
            && stem.chars().all(char::is_alphabetic)
            && !stem.is_empty()
            && !WITH_X.contains(&bare)
            // x: only behind a consonant, as no Spanish word ends so; one letter only for the article.
            && (notation == Notation::At || many && !stem.ends_with(['a', 'e', 'i', 'o', 'u']) && stem != "e")
            && (stem.len() > 1 || matches!(stem, "l"))
        {
            let (m, f) = pair(&word[..stem.len()]);
            return Some((m, f, plural(many), notation, word.len()));
        }
    }
    if let Some((_, m)) = E_FORMS.iter().find(|(form, _)| *form == lower) {
        let stem = m.strip_suffix('o')?;
        let first: String = word.chars().take(1).chain(stem.chars().skip(1)).collect();
        return Some((format!("{first}o"), format!("{first}a"), Number::Plural, Notation::E, word.len()));
    }
    for (notation, sign) in
        [(Notation::Slash, '/'), (Notation::Parentheses, '('), (Notation::Underscore, '_'), (Notation::Underscore, '*')]
    {
        let Some(at) = word.find(sign) else { continue };
        let (stem, mark) = (&word[..at], &word[at + 1..]);
        let close = usize::from(sign == '(');
        let letters: &str = mark.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let behind = &mark[letters.len()..];
        if sign == '(' && !behind.starts_with(')') || sign != '(' && !behind.is_empty() || stem.len() < 2 {
            continue;
        }
        let tail = if sign == '(' { &behind[1..] } else { behind };
        if !tail.is_empty() && tail != "s" && tail != "es" {
            continue;
        }
        let many = letters.ends_with('s') || !tail.is_empty();
        if !matches!(letters.to_lowercase().as_str(), "a" | "as" | "ra" | "ras" | "o" | "os") {
            continue;
        }
        let small = stem.to_lowercase();
        if matches!((small.as_str(), letters), ("los", "as") | ("las", "os")) {
            return Some((cased(stem, "el"), cased(stem, "la"), Number::Plural, notation, word.len()));
        }
        let base =
            ["es", "os", "as", "s"].iter().find_map(|e| stem.strip_suffix(e).filter(|_| many && tail.is_empty())).unwrap_or(stem);
        let base = base.strip_suffix(['o', 'a']).unwrap_or(base);
        let (m, f) = pair(base);
        return Some((m, f, plural(many), notation, at + 1 + letters.len() + close + tail.len()));
    }
    None
}

/// Masculine and feminine singular of a stem: trabajador, tod-, l-.
fn pair(stem: &str) -> (String, String) {
    let small = stem.to_lowercase();
    if small == "l" {
        return (cased(stem, "el"), cased(stem, "la"));
    }
    // abogad-, amig-: a vowel is missing; trabajador, español are whole.
    if small.ends_with("or") || small.ends_with("ol") || small.ends_with("án") || small.ends_with("ín") {
        return (stem.to_string(), format!("{stem}a"));
    }
    (format!("{stem}o"), format!("{stem}a"))
}

/// The plural in -es: les, trabajadores, amigues.
fn with_e(m: &str, f: &str) -> Option<String> {
    if m.eq_ignore_ascii_case("los") {
        return Some(cased(m, "les"));
    }
    if m.ends_with("es") {
        return Some(m.to_string());
    }
    let stem = f.strip_suffix("as")?;
    // The sound before the vowel stays: amigas, amigues.
    Some(match stem.chars().next_back()? {
        'c' => format!("{}ques", &stem[..stem.len() - 1]),
        'g' => format!("{stem}ues"),
        'z' => format!("{}ces", &stem[..stem.len() - 1]),
        _ => format!("{stem}es"),
    })
}

/// A form in another notation; nothing where it has none (-e in the singular).
pub fn write(marked: &Marked, notation: Notation) -> Option<String> {
    let (m, f) = (marked.in_gender(false), marked.in_gender(true));
    let plural = marked.number == Number::Plural;
    if notation == Notation::E {
        return plural.then(|| with_e(&m, &f)).flatten();
    }
    // The feminine without its ending is the stem both share.
    let stem = f.strip_suffix(if plural { "as" } else { "a" })?;
    Some(match notation {
        Notation::At => format!("{stem}@{}", if plural { "s" } else { "" }),
        Notation::X => format!("{stem}x{}", if plural { "s" } else { "" }),
        Notation::Slash => format!("{m}/{}", if plural { "as" } else { "a" }),
        Notation::Underscore => format!("{m}_{}", if plural { "as" } else { "a" }),
        Notation::Parentheses if plural => format!("{m}(as)"),
        Notation::Parentheses => format!("{m}(a)"),
        Notation::E => return None,
    })
}

/// Participles in the masculine plural behind a copula: what agrees with *personas* is feminine. `report` gets the place in
/// the sentence, the feminine, and whether nothing else stands between.
pub fn masculine_predicates(sentence: &str, report: &mut dyn FnMut(Range<usize>, String, bool)) {
    const COPULAS: [&str; 20] = [
        "son",
        "están",
        "fueron",
        "eran",
        "estaban",
        "sean",
        "estén",
        "serán",
        "estarán",
        "sido",
        "siendo",
        "quedan",
        "quedaron",
        "siguen",
        "sienten",
        "ven",
        "fuesen",
        "fueran",
        "estuvieron",
        "serían",
    ];
    let mut at = 0;
    let mut copula = false;
    let mut words = 0;
    for word in sentence.split([' ', '\n', '\u{a0}', '\t']) {
        let begin = at;
        at += word.len() + sentence[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let bare = word.trim_end_matches([',', ')', '»', '”']);
        if bare.is_empty() {
            continue;
        }
        words += 1;
        let lower = bare.to_lowercase();
        // A masculine noun of its own may be what agrees.
        if matches!(lower.as_str(), "los" | "unos" | "estos" | "esos" | "hombres" | "sus" | "quienes" | "clientes") {
            return;
        }
        if COPULAS.contains(&lower.as_str()) {
            copula = true;
            continue;
        }
        let adverb =
            lower.ends_with("mente") || matches!(lower.as_str(), "no" | "muy" | "más" | "menos" | "siempre" | "ya" | "tan");
        if copula && !adverb {
            let participle =
                lower.ends_with("ados") || lower.ends_with("idos") || lower.ends_with("tos") || lower.ends_with("chos");
            if participle {
                let feminine = format!("{}as", &bare[..bare.len() - 2]);
                report(begin..begin + bare.len(), feminine, words <= 8);
            } else if lower != "y" && lower != "o" && lower != "ni" {
                copula = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_read() {
        for (form, m, f, notation) in [
            ("trabajador@s", "trabajadores", "trabajadoras", Notation::At),
            ("l@s", "los", "las", Notation::At),
            ("Tod@s", "Todos", "Todas", Notation::At),
            ("trabajadorxs", "trabajadores", "trabajadoras", Notation::X),
            ("lxs", "los", "las", Notation::X),
            ("amigues", "amigos", "amigas", Notation::E),
            ("trabajadores/as", "trabajadores", "trabajadoras", Notation::Slash),
            ("los/as", "los", "las", Notation::Slash),
            ("abogado/a", "abogado", "abogada", Notation::Slash),
            ("trabajador(a)", "trabajador", "trabajadora", Notation::Parentheses),
            ("trabajadores_as", "trabajadores", "trabajadoras", Notation::Underscore),
        ] {
            let all = find(&format!("Dice que {form} van."));
            let read: Vec<_> = all.iter().map(|a| (a.in_gender(false), a.in_gender(true), a.notation)).collect();
            assert_eq!(read, [(m.to_string(), f.to_string(), notation)], "{form}");
        }
    }

    #[test]
    fn les_is_an_article_before_a_noun_for_people() {
        let forms = |text: &str| find(text).iter().map(|m| text[m.range.clone()].to_string()).collect::<Vec<_>>();
        assert_eq!(forms("Firman les trabajadores y les amigues."), ["les", "trabajadores", "les", "amigues"]);
        assert_eq!(forms("Les educadores les dijeron que no les ignores."), ["Les", "educadores"]);
    }

    #[test]
    fn what_is_no_sign() {
        for text in [
            "escriba a red@ejemplo.org o a @red_latina",
            "el látex, los ex trabajadores, el tórax, y/o, km/h, 24/7",
            "los trabajadores y las trabajadoras, el (los) caso(s)",
            "Las elles francesas no son de aquí".trim_start_matches("Las elles francesas "),
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn signs_are_exchanged() {
        let form = &find("Vienen trabajador@s hoy")[0];
        assert_eq!(write(form, Notation::Slash).as_deref(), Some("trabajadores/as"));
        assert_eq!(write(form, Notation::X).as_deref(), Some("trabajadorxs"));
        assert_eq!(write(form, Notation::E).as_deref(), Some("trabajadores"));
        let friend = &find("Vienen amig@s hoy")[0];
        assert_eq!(write(friend, Notation::E).as_deref(), Some("amigues"));
        assert_eq!(write(&find("Viene un trabajador/a hoy")[0], Notation::E), None);
        let article = &find("Vienen los/as demás")[0];
        assert_eq!(write(article, Notation::At).as_deref(), Some("l@s"));
    }
}
