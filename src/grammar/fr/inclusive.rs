//! Inclusive spellings: writing a masculine and a feminine as one form, and recognising such forms, in every notation.
//!
//! One table of stem classes serves the paradigm (which spellings are searched), the notation (which is written) and the
//! projection of a form back to its masculine and feminine.

use super::inflection::{feminine, plural};
use crate::grammar::Number;

/// A way of writing both genders in one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// travailleurSEs
    Capitals,
    /// travailleur·euse·s
    Median,
    /// travailleur·euses
    MedianShort,
    /// travailleur(euse)s
    Parentheses,
    /// travailleur(euse)(s)
    ParenthesesTwice,
    /// travailleur.euse.s
    FullStop,
    /// travailleur-euse-s
    Hyphen,
    /// travailleur/euse/s
    Slash,
}

impl Notation {
    pub const ALL: [Notation; 8] = [
        Notation::Capitals,
        Notation::Median,
        Notation::MedianShort,
        Notation::Parentheses,
        Notation::ParenthesesTwice,
        Notation::FullStop,
        Notation::Hyphen,
        Notation::Slash,
    ];
}

/// How the feminine is made in a class of words.
struct Class {
    masculine: &'static str,
    feminine: &'static str,
    /// The mark after the masculine, small; in capitals too unless `capital` differs.
    mark: &'static str,
    capital: &'static str,
    /// Marks that others write.
    also: &'static [&'static str],
}

const fn class(
    masculine: &'static str,
    feminine: &'static str,
    mark: &'static str,
    capital: &'static str,
    also: &'static [&'static str],
) -> Class {
    Class { masculine, feminine, mark, capital, also }
}

/// Longest endings first. A pair that fits no line (vieux/vieille) has no form in one word; one without a capital mark has
/// none in capitals or brackets (nouveau·elle, doux·ce).
const CLASSES: [Class; 22] = [
    class("eau", "elle", "elle", "", &[]),
    class("oux", "ouce", "ce", "", &[]),
    class("teur", "trice", "rice", "TRICE", &["trice", "ice"]),
    class("eur", "euse", "euse", "SE", &["se", "eusE"]),
    class("eux", "euse", "se", "SE", &["euse"]),
    class("oux", "ouse", "se", "SE", &["ouse"]),
    class("er", "ère", "ère", "ÈRE", &["ere", "e"]),
    class("et", "ète", "ète", "ÈTE", &["te"]),
    class("en", "enne", "ne", "NE", &["enne"]),
    class("on", "onne", "ne", "NE", &["onne"]),
    class("an", "anne", "ne", "NE", &["anne"]),
    class("eil", "eille", "le", "LE", &["eille"]),
    class("el", "elle", "le", "LE", &["elle"]),
    class("il", "ille", "le", "LE", &[]),
    class("ul", "ulle", "le", "LE", &[]),
    class("et", "ette", "te", "TE", &["ette"]),
    class("ot", "otte", "te", "TE", &["otte"]),
    class("s", "sse", "se", "SE", &[]),
    class("f", "ve", "ve", "VE", &["ive"]),
    class("x", "sse", "sse", "SSE", &["se"]),
    class("gu", "guë", "ë", "Ë", &["e"]),
    class("", "e", "e", "E", &[]),
];

fn class_of(m: &str, f: &str) -> Option<&'static Class> {
    CLASSES.iter().find(|c| m.strip_suffix(c.masculine).zip(f.strip_suffix(c.feminine)).is_some_and(|(a, b)| a == b))
}

/// `m` and `f` (singulars) in one form. `None`: the pair has none in this notation (vieux/vieille; plurals in -aux with
/// capitals or brackets).
pub fn write(m: &str, f: &str, number: Number, notation: Notation) -> Option<String> {
    let class = class_of(m, f)?;
    spell(m, class.mark, class.capital, number, notation, f)
}

fn spell(m: &str, mark: &str, capital: &str, number: Number, notation: Notation, f: &str) -> Option<String> {
    if m == f {
        return Some(if number == Number::Plural { plural(m) } else { m.to_string() });
    }
    let sign = match notation {
        Notation::Capitals => "",
        Notation::Median | Notation::MedianShort => "·",
        Notation::Parentheses | Notation::ParenthesesTwice => "(",
        Notation::FullStop => ".",
        Notation::Hyphen => "-",
        Notation::Slash => "/",
    };
    let brackets = sign == "(";
    if capital.is_empty() {
        if brackets || notation == Notation::Capitals {
            return None;
        }
        let ending = if number == Number::Plural { "s" } else { "" };
        let masculine = if number == Number::Plural { plural(m) } else { m.to_string() };
        return Some(format!("{masculine}{sign}{mark}{ending}"));
    }
    if number == Number::Singular {
        return Some(match notation {
            Notation::Capitals => format!("{m}{capital}"),
            _ if brackets => format!("{m}({mark})"),
            _ => format!("{m}{sign}{mark}"),
        });
    }
    if m == "tout" || m == "Tout" {
        let tou = &m[..3];
        // The masculine plural drops its t: tou·te·s, touTEs.
        return Some(match notation {
            Notation::Capitals => format!("{tou}TEs"),
            Notation::MedianShort => format!("{tou}·tes"),
            _ if brackets => format!("{tou}s(tes)"),
            _ => format!("{tou}{sign}te{sign}s"),
        });
    }
    let masculine_plural = plural(m);
    if masculine_plural.ends_with("aux") && m.ends_with("al") {
        return match notation {
            Notation::Capitals | Notation::Parentheses | Notation::ParenthesesTwice => None,
            _ => Some(format!("{masculine_plural}{sign}ales")),
        };
    }
    Some(match notation {
        Notation::Capitals => format!("{m}{capital}s"),
        // The masculine in -x or -s is its own plural, so the s belongs to the feminine.
        Notation::Parentheses if masculine_plural == m => format!("{m}({mark}s)"),
        Notation::Parentheses => format!("{m}({mark})s"),
        Notation::ParenthesesTwice => format!("{m}({mark})(s)"),
        Notation::MedianShort => format!("{m}·{mark}s"),
        Notation::Median if m.ends_with('x') => format!("{m}·{mark}s"),
        _ => format!("{m}{sign}{mark}{sign}s"),
    })
}

/// Every inclusive spelling of a pair that is met in texts, with its number; among them those nobody should write
/// (travailleurEUSEs, travailleurSES).
pub fn spellings(m: &str, f: &str) -> Vec<(String, Number)> {
    let Some(class) = class_of(m, f).filter(|_| m != f) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut push = |form: Option<String>, number| {
        if let Some(form) = form.filter(|form| !found.contains(&(form.clone(), number))) {
            found.push((form, number));
        }
    };
    for number in [Number::Singular, Number::Plural] {
        for mark in std::iter::once(class.mark).chain(class.also.iter().copied()) {
            let upper = mark.to_uppercase();
            let capitals = [class.capital, upper.as_str()];
            for notation in Notation::ALL {
                for capital in capitals {
                    push(spell(m, mark, capital, number, notation, f), number);
                    if notation != Notation::Capitals {
                        break;
                    }
                }
            }
            if number == Number::Plural {
                push(Some(format!("{m}·{mark}·s")), number);
                push(Some(format!("{m}({mark}s)")), number);
                push(Some(format!("{m}(-{mark}s)")), number);
                push(Some(format!("{m}(-{mark})s")), number);
                push(Some(format!("{m}[{mark}]s")), number);
                push(Some(format!("{m}·{mark}·x·s")), number);
                push(Some(format!("{m}·{mark}x·s")), number);
                push(Some(format!("{m}·{mark}xs")), number);
                push(Some(format!("{m}.{mark}.x.s")), number);
                push(Some(format!("{m}-{mark}-x-s")), number);
                push(Some(format!("{}·{mark}s", plural(m))), number);
                push(Some(format!("{}/{mark}s", plural(m))), number);
                push(Some(format!("{m}.{mark}s")), number);
                push(Some(format!("{m}-{mark}s")), number);
                push(Some(format!("{m}/{mark}s")), number);
                push(Some(format!("{}({mark}s)", plural(m))), number);
                push(Some(format!("{}/{}", plural(m), plural(f))), number);
                push(Some(format!("{}/{}", plural(f), plural(m))), number);
            } else {
                push(Some(format!("{m}(-{mark})")), number);
                push(Some(format!("{m}[{mark}]")), number);
                push(Some(format!("{m}·{mark}·x")), number);
                push(Some(format!("{m}.{mark}.x")), number);
                push(Some(format!("{m}/{f}")), number);
                push(Some(format!("{f}/{m}")), number);
            }
        }
        if number == Number::Plural {
            push(Some(format!("{m}{}S", class.capital)), number);
        }
    }
    found
}

/// What an inclusive form stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Masculine singular.
    pub masculine: String,
    /// Feminine singular.
    pub feminine: String,
    pub number: Number,
    pub notation: Notation,
}

/// Reads an inclusive form; the reverse of [`write()`], for every notation and every mark that is met.
pub fn recognise(form: &str) -> Option<Recognised> {
    let (stem, tail, notation) = split_mark(form)?;
    read(stem, &tail, notation)
}

/// What the word `stem` stands for with the mark `tail` (with its plural s) behind it: [`recognise`] for a form that was
/// taken apart already.
pub fn read(stem: &str, tail: &str, notation: Notation) -> Option<Recognised> {
    if stem.chars().count() < 2 {
        return None;
    }
    let tail = tail.to_lowercase();
    if matches!(stem, "tou" | "tous" | "Tou" | "Tous") && tail.starts_with("te") {
        let stem = &stem[..3];
        let (masculine, feminine) = (format!("{stem}t"), format!("{stem}te"));
        return Some(Recognised { masculine, feminine, number: Number::Plural, notation });
    }
    let (mark, number) = match tail.strip_suffix('s') {
        Some(mark) => (mark, Number::Plural),
        None => (tail.as_str(), Number::Singular),
    };
    if let Some(base) = stem.strip_suffix("aux").filter(|_| mark == "ale") {
        let (masculine, feminine) = (format!("{base}al"), format!("{base}ale"));
        return Some(Recognised { masculine, feminine, number: Number::Plural, notation });
    }
    if let Some(base) = stem.strip_suffix("eaux").filter(|_| mark == "elle") {
        let (masculine, feminine) = (format!("{base}eau"), format!("{base}elle"));
        return Some(Recognised { masculine, feminine, number: Number::Plural, notation });
    }
    // prostitués(es), travailleurs/euses: the masculine is already plural.
    let singular = stem.strip_suffix('s').filter(|_| number == Number::Plural && notation != Notation::Capitals);
    let plural_first = singular.is_some_and(|s| is_plural_of(s, stem));
    let candidates = if plural_first { [singular, Some(stem)] } else { [Some(stem), singular] };
    for m in candidates.into_iter().flatten() {
        let marked = |c: &&Class| {
            // A word in -e is its own feminine: note(e) is something else.
            !(c.masculine.is_empty() && m.ends_with('e'))
                && m.ends_with(c.masculine)
                && (c.mark == mark || c.capital.to_lowercase() == mark || c.also.contains(&mark))
        };
        // When two classes share a mark, the one that makes the word's usual feminine wins.
        let fits = |c: &Class| format!("{}{}", &m[..m.len() - c.masculine.len()], c.feminine);
        let usual = feminine(m);
        let chosen = CLASSES.iter().filter(marked).find(|c| fits(c) == usual).or_else(|| CLASSES.iter().find(marked));
        if let Some(class) = chosen {
            return Some(Recognised { masculine: m.to_string(), feminine: fits(class), number, notation });
        }
    }
    None
}

/// Whether `stem`, which is `singular` with an s, is its plural rather than a word in -s (adjoints, not inclus or divers).
fn is_plural_of(singular: &str, stem: &str) -> bool {
    let own_s = ["clus", "fus", "trus", "tus", "gos"].iter().any(|e| stem.ends_with(e));
    singular.ends_with(['é', 'u', 't', 'd', 'l', 'n', 'f']) && !own_s || singular.ends_with("eur")
}

/// Stem and mark (with a plural s) of an inclusive form.
fn split_mark(form: &str) -> Option<(&str, String, Notation)> {
    if let Some(at) = form.find(['·', '(', '.', '/', '-']) {
        let sign = form[at..].chars().next()?;
        let stem = &form[..at];
        let rest = &form[at + sign.len_utf8()..];
        let letters: String = rest.chars().filter(|c| c.is_alphabetic()).collect();
        let more = rest.contains(sign);
        let notation = match sign {
            '·' if more => Notation::Median,
            '·' => Notation::MedianShort,
            '(' if more => Notation::ParenthesesTwice,
            '(' if rest.contains(')') => Notation::Parentheses,
            '.' => Notation::FullStop,
            '/' => Notation::Slash,
            '-' => Notation::Hyphen,
            _ => return None,
        };
        // A mark is short; anything longer is a compound or two words.
        let known = letters.chars().count() <= 6 && !rest.contains(char::is_whitespace);
        return (known && !letters.is_empty() && stem.chars().all(char::is_alphabetic)).then_some((stem, letters, notation));
    }
    let small = form.trim_end_matches(['s', 'S']);
    let stem = small.trim_end_matches(char::is_uppercase);
    let mark = &form[stem.len()..];
    let stem_is_small = stem.chars().next_back().is_some_and(char::is_lowercase);
    // travailleurSEs: the S of SE is no plural.
    let upper = mark.chars().filter(|c| c.is_uppercase()).count();
    (stem_is_small && upper > 0 && mark.chars().any(|c| c != 's')).then(|| (stem, mark.to_string(), Notation::Capitals))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: [(&str, &str); 14] = [
        ("élu", "élue"),
        ("travailleur", "travailleuse"),
        ("acteur", "actrice"),
        ("citoyen", "citoyenne"),
        ("usager", "usagère"),
        ("actif", "active"),
        ("nombreux", "nombreuse"),
        ("criminel", "criminelle"),
        ("gros", "grosse"),
        ("inclus", "incluse"),
        ("tout", "toute"),
        ("muet", "muette"),
        ("nouveau", "nouvelle"),
        ("doux", "douce"),
    ];

    #[test]
    fn the_house_forms() {
        let pl = |m, f, n| write(m, f, Number::Plural, n).unwrap_or_default();
        for (m, f, capitals, median, short, brackets) in [
            ("élu", "élue", "éluEs", "élu·e·s", "élu·es", "élu(e)s"),
            ("travailleur", "travailleuse", "travailleurSEs", "travailleur·euse·s", "travailleur·euses", "travailleur(euse)s"),
            ("acteur", "actrice", "acteurTRICEs", "acteur·rice·s", "acteur·rices", "acteur(rice)s"),
            ("usager", "usagère", "usagerÈREs", "usager·ère·s", "usager·ères", "usager(ère)s"),
            ("nombreux", "nombreuse", "nombreuxSEs", "nombreux·ses", "nombreux·ses", "nombreux(ses)"),
            ("tout", "toute", "touTEs", "tou·te·s", "tou·tes", "tous(tes)"),
        ] {
            assert_eq!(pl(m, f, Notation::Capitals), capitals);
            assert_eq!(pl(m, f, Notation::Median), median);
            assert_eq!(pl(m, f, Notation::MedianShort), short);
            assert_eq!(pl(m, f, Notation::Parentheses), brackets);
        }
        assert_eq!(write("vieux", "vieille", Number::Plural, Notation::Capitals), None);
        assert_eq!(write("nouveau", "nouvelle", Number::Plural, Notation::Capitals), None);
        assert_eq!(pl("nouveau", "nouvelle", Notation::Median), "nouveaux·elles");
        assert_eq!(pl("doux", "douce", Notation::Median), "doux·ces");
        assert_eq!(write("régional", "régionale", Number::Plural, Notation::Capitals), None);
        assert_eq!(write("régional", "régionale", Number::Plural, Notation::Median).as_deref(), Some("régionaux·ales"));
    }

    #[test]
    fn what_is_written_is_recognised() {
        for (m, f) in PAIRS {
            for notation in Notation::ALL {
                for number in [Number::Singular, Number::Plural] {
                    let Some(form) = write(m, f, number, notation) else { continue };
                    let read = recognise(&form).unwrap_or_else(|| panic!("{form}"));
                    assert_eq!((read.masculine.as_str(), read.feminine.as_str(), read.number), (m, f, number), "{form}");
                }
            }
        }
    }

    #[test]
    fn what_others_write_is_recognised() {
        for form in ["acteurRICEs", "acteur·trice·s", "travailleur·se·s", "prostitués(es)", "prostitué(e)(s)", "toutEs"] {
            assert!(recognise(form).is_some(), "{form}");
        }
        for (form, m) in [
            ("prostitués(es)", "prostitué"),
            ("travailleurs/euses", "travailleur"),
            ("travailleurs·euses", "travailleur"),
            ("adjoints-es", "adjoint"),
            ("inclus·es", "inclus"),
            ("divers·es", "divers"),
            ("gros·ses", "gros"),
        ] {
            assert_eq!(recognise(form).map(|r| r.masculine).as_deref(), Some(m), "{form}");
        }
        for word in ["AIDS", "VIH", "LatinoAmerica", "porte-parole", "vis-à-vis", "s", "", "(", "·"] {
            assert_eq!(recognise(word), None, "{word}");
        }
    }

    #[test]
    fn spellings_hold_every_notation() {
        let all = spellings("prostitué", "prostituée");
        for form in [
            "prostitué(e)s",
            "prostitué·e·s",
            "prostitué·es",
            "prostitué.e.s",
            "prostitué-e-s",
            "prostitué/e/s",
            "prostitué(e)(s)",
            "prostitué[e]s",
            "prostitué·e·x·s",
            "prostitué·exs",
            "prostitués/es",
            "prostituéEs",
        ] {
            assert!(all.contains(&(form.to_string(), Number::Plural)), "{form}");
        }
        let all = spellings("acteur", "actrice");
        for form in ["acteurTRICEs", "acteur·rice·s", "acteurRICEs"] {
            assert!(all.contains(&(form.to_string(), Number::Plural)), "{form}");
        }
    }
}
