//! The left edge of the noun phrase: adjectives before the noun, determiners, contraction (du, au) and elision (l’, d’).

use super::adjectives::Pair;
use super::change::Change;
use super::inclusive::Notation;
use super::inflection::elides_before;
use super::realise::{Target, inflect};
use super::sequence::Item;
use super::word_classes::is_numeral;
use crate::grammar::{DoubtKind, Gender, Number, TokenKind};

/// Adjectives that stand before their noun.
const PRENOMINAL: &str = "petit grand gros beau joli bon mauvais nouveau ancien vieux jeune premier deuxième second troisième dernier \
    seul vrai faux long haut autre même tel prétendu futur double nombreux divers différent certain principal simple véritable \
    moindre prochain propre pauvre actuel meilleur rare innombrable énième supposé présumé multiple tout quel aucun nul célèbre";

fn is_number(item: &Item) -> bool {
    item.kind == TokenKind::Number || is_numeral(&item.lower)
}

/// A determiner with its gender.
enum Determiner {
    /// le la l'
    Definite,
    /// du au
    Contracted(&'static str),
    /// ce cet cette
    Demonstrative,
    /// mon ma …: its consonant
    Possessive(char),
    /// un quel aucun …
    Regular(&'static str, &'static str),
    /// les des chaque …: one form
    OneForm,
}

fn determiner(word: &str) -> Option<Determiner> {
    Some(match word {
        "la" | "le" | "l'" | "le/la" | "la/le" | "le·la" | "la·le" => Determiner::Definite,
        "du" => Determiner::Contracted("de"),
        "au" => Determiner::Contracted("à"),
        "ce" | "cet" | "cette" | "cet·te" | "ce·tte" => Determiner::Demonstrative,
        "mon" | "ma" => Determiner::Possessive('m'),
        "ton" | "ta" => Determiner::Possessive('t'),
        "son" | "sa" => Determiner::Possessive('s'),
        "un" | "une" | "un·e" | "un(e)" | "un/une" | "une/un" | "un.e" | "un-e" | "une·un" => Determiner::Regular("un", "une"),
        "quel" | "quelle" | "quels" | "quelles" => Determiner::Regular("quel", "quelle"),
        "aucun" | "aucune" | "aucun·e" | "aucun(e)" => Determiner::Regular("aucun", "aucune"),
        "nul" | "nulle" => Determiner::Regular("nul", "nulle"),
        "certain" | "certaine" => Determiner::Regular("certain", "certaine"),
        "tel" | "telle" | "tels" | "telles" => Determiner::Regular("tel", "telle"),
        "les" | "des" | "aux" | "ces" | "mes" | "tes" | "ses" | "nos" | "vos" | "leur" | "leurs" | "notre" | "votre"
        | "chaque" | "plusieurs" | "quelque" | "quelques" => Determiner::OneForm,
        _ => return None,
    })
}

/// Whether a word is a determiner, and of which gender and number, as far as it shows.
pub fn determiner_features(word: &str) -> Option<(Option<Gender>, Number)> {
    let (m, f) = (Some(Gender::Masculine), Some(Gender::Feminine));
    Some(match word {
        "la" | "une" | "cette" | "ma" | "ta" | "sa" | "quelle" | "aucune" | "nulle" | "certaine" | "telle" | "toute" => {
            (f, Number::Singular)
        }
        "le" | "un" | "du" | "au" | "ce" | "cet" | "quel" | "aucun" | "nul" | "certain" | "tel" | "tout" => (m, Number::Singular),
        "toutes" | "certaines" | "quelles" | "telles" => (f, Number::Plural),
        "tous" | "certains" | "quels" | "tels" => (m, Number::Plural),
        "les" | "des" | "aux" | "ces" | "mes" | "tes" | "ses" | "nos" | "vos" | "leurs" | "plusieurs" | "quelques" => {
            (None, Number::Plural)
        }
        "l'" | "mon" | "ton" | "son" | "leur" | "notre" | "votre" | "chaque" | "quelque" => (None, Number::Singular),
        _ if is_numeral(word) => (None, Number::Plural),
        _ => return None,
    })
}

/// The determiner in the target gender; `vowel`: the next word takes elision.
fn write(kind: &Determiner, target: Target, number: Number, vowel: bool) -> Option<(String, bool)> {
    let either = |m: &str, f: &str| match target {
        Target::Masculine => (m.to_string(), true),
        Target::Feminine => (f.to_string(), true),
        Target::Inclusive(Notation::Median | Notation::MedianShort) => (format!("{m}·{f}"), false),
        Target::Inclusive(Notation::Parentheses) => (format!("{m} ({f})"), false),
        Target::Inclusive(_) => (format!("{m}/{f}"), false),
    };
    Some(match kind {
        Determiner::OneForm => return None,
        Determiner::Definite | Determiner::Contracted(_) if number == Number::Plural => ("les".into(), true),
        Determiner::Definite | Determiner::Contracted(_) if vowel => ("l'".into(), true),
        Determiner::Definite | Determiner::Contracted(_) => either("le", "la"),
        Determiner::Demonstrative if number == Number::Plural => ("ces".into(), true),
        Determiner::Demonstrative => match target {
            Target::Masculine => (if vowel { "cet" } else { "ce" }.into(), true),
            Target::Feminine => ("cette".into(), true),
            Target::Inclusive(Notation::Median | Notation::MedianShort) => ("cet·te".into(), false),
            Target::Inclusive(Notation::Parentheses) => ("cet(te)".into(), false),
            Target::Inclusive(_) => ("cetTE".into(), false),
        },
        Determiner::Possessive(c) if number == Number::Plural => (format!("{c}es"), true),
        Determiner::Possessive(c) if vowel => (format!("{c}on"), true),
        Determiner::Possessive(c) => either(&format!("{c}on"), &format!("{c}a")),
        Determiner::Regular("un", _) if number == Number::Plural => ("des".into(), true),
        Determiner::Regular(m, f) => inflect(&Pair { masculine: (*m).into(), feminine: (*f).into() }, target, number),
    })
}

/// Puts the left edge right. Returns the masculine determiner for the second half of a doublet.
pub fn left_edge(change: &mut Change, phrase: &str) -> Option<String> {
    let row = change.row;
    // What the next word leftwards has in front of it, after rewriting.
    let mut onset = phrase.to_string();
    let mut at = row.hit;
    while at > 0 {
        let left = at - 1;
        let word = row.word(left);
        if let Some(pair) = prenominal(change, left) {
            onset = turn_prenominal(change, left, &pair, &onset);
        } else if is_number(&row.items[left])
            || matches!(word, "et" | "ou") && left > 0 && at < row.hit && prenominal(change, left - 1).is_some()
        {
            onset = word.to_string();
        } else if word == "ex" || word == "-" && row.left(left) == "ex" {
            onset = "ex".into();
        } else {
            break;
        }
        at = left;
    }
    change.start = at;
    let left = at.checked_sub(1);
    let kind = left.filter(|l| row.is_word(*l)).and_then(|l| determiner(row.word(l)));
    let (Some(left), Some(kind)) = (left, kind) else {
        elide_word(change, at, &onset);
        return None;
    };
    change.start = left;
    let vowel = elides_before(&onset);
    let masculine = write(&kind, Target::Masculine, change.new_number, false).map(|(text, _)| text);
    let second = match (&kind, masculine) {
        (Determiner::Definite, Some(m)) if left > 0 => match row.left(left) {
            "de" => Some("du".into()),
            "à" => Some("au".into()),
            _ => Some(m),
        },
        (_, m) => m,
    };
    match &kind {
        Determiner::OneForm => {}
        Determiner::Definite => definite(change, left, &kind, vowel),
        Determiner::Contracted(preposition) => contracted(change, left, &kind, preposition, vowel),
        _ => {
            if let Some((text, settled)) = write(&kind, change.target, change.new_number, vowel) {
                put(change, left, &text, settled);
            }
        }
    }
    all_before(change, left);
    second
}

/// toute la …, toutes ces …
fn all_before(change: &mut Change, determiner: usize) {
    let Some(left) = determiner.checked_sub(1) else { return };
    if change.row.word(left).starts_with("tou")
        && let Some(pair) = change.agreeing(left)
    {
        change.turn(left, &pair);
        change.start = left;
    }
}

fn put(change: &mut Change, index: usize, text: &str, settled: bool) {
    let item = &change.row.items[index];
    let (old, range) = (item.text, item.range.clone());
    if item.lower == text {
        return;
    }
    if !settled {
        change.doubt(DoubtKind::Determiner, index);
    }
    let text = change.cased(old, text);
    change.edit(range, text);
}

fn prenominal(change: &Change, index: usize) -> Option<Pair> {
    let pair = change.agreeing(index)?;
    let known = PRENOMINAL.split_ascii_whitespace().any(|w| w == pair.masculine);
    // tout, quel, tel … before the noun are determiners unless they are plural (certaines, nombreuses).
    let after_article = pair.masculine == "tel" && matches!(change.row.left(index), "un" | "une");
    let determiner = matches!(pair.masculine.as_str(), "quel" | "aucun" | "nul" | "tel") && !after_article;
    let single = change.number == Number::Singular && pair.masculine == "certain";
    // « les mêmes », « la seule »: fine; « tout » before a bare noun agrees like an adjective.
    (known && !determiner && !single).then_some(pair)
}

fn turn_prenominal(change: &mut Change, index: usize, pair: &Pair, onset: &str) -> String {
    let (mut form, _) = inflect(pair, change.target, change.new_number);
    if change.target == Target::Masculine && change.new_number == Number::Singular && elides_before(onset) {
        form = match form.as_str() {
            "beau" => "bel".into(),
            "nouveau" => "nouvel".into(),
            "vieux" => "vieil".into(),
            _ => form,
        };
    }
    if matches!(form.as_str(), "bel" | "nouvel" | "vieil") {
        put(change, index, &form, true);
    } else {
        change.turn(index, pair);
    }
    form
}

/// le, la, l’ with a possible de or à before it.
fn definite(change: &mut Change, index: usize, kind: &Determiner, vowel: bool) {
    let Some((text, settled)) = write(kind, change.target, change.new_number, vowel) else {
        return;
    };
    let row = change.row;
    let preposition = index.checked_sub(1).filter(|p| matches!(row.word(*p), "de" | "à"));
    let item = &row.items[index];
    let elided = item.lower == "l'";
    let contracted = match (preposition.map(|p| row.word(p)), text.as_str()) {
        (Some("de"), "le") => Some("du"),
        (Some(_), "le") => Some("au"),
        (Some("de"), "les") => Some("des"),
        (Some(_), "les") => Some("aux"),
        _ => None,
    };
    if let (Some(preposition), Some(contracted)) = (preposition, contracted) {
        put(change, preposition, contracted, true);
        // « de la␣prostitution »: the article goes with one of its gaps; a gap with a line break stays.
        let gap_before = row.items[preposition].range.end;
        let next = row.items[index + 1].range.start;
        let end = item.range.end;
        let range = if elided {
            item.range.clone()
        } else if row.text[end..next].contains('\n') && !row.text[gap_before..item.range.start].contains('\n') {
            gap_before..end
        } else {
            item.range.start..next
        };
        change.edit(range, String::new());
        return;
    }
    if let Some(preposition) = preposition.filter(|_| !settled) {
        // du/de la, au/à la: the pair of contractions replaces preposition and article.
        let (m, f) = if row.word(preposition) == "de" { ("du", "de la") } else { ("au", "à la") };
        let text = match change.target {
            Target::Inclusive(Notation::Median | Notation::MedianShort) => format!("{m}·{f}"),
            Target::Inclusive(Notation::Parentheses) => format!("{m} ({f})"),
            _ => format!("{m}/{f}"),
        };
        change.doubt(DoubtKind::Determiner, index);
        let text = change.cased(row.items[preposition].text, &text);
        let range = row.items[preposition].range.start..item.range.end;
        change.edit(range, if elided { format!("{text} ") } else { text });
        return;
    }
    write_article(change, index, &text, settled);
}

/// An article in the place of another, with or without the gap that elision takes away.
fn write_article(change: &mut Change, index: usize, text: &str, settled: bool) {
    let row = change.row;
    let item = &row.items[index];
    if item.lower == text {
        return;
    }
    if !settled {
        change.doubt(DoubtKind::Determiner, index);
    }
    let apostrophe = change.apostrophe().to_string();
    let mut new = change.cased(item.text, &text.replace('\'', &apostrophe));
    let mut range = item.range.clone();
    let glued = text.ends_with('\'');
    if item.lower.ends_with('\'') && !glued {
        new.push(' ');
    } else if glued && !item.lower.ends_with('\'') {
        let next = row.items[index + 1].range.start;
        let gap = &row.text[range.end..next];
        if gap.contains('\n') && row.text[..range.start].ends_with(' ') {
            new = format!("{gap}{new}");
            range.start -= 1;
        }
        range.end = next;
    }
    change.edit(range, new);
}

/// du, au → de la, à l’ …
fn contracted(change: &mut Change, index: usize, kind: &Determiner, preposition: &str, vowel: bool) {
    let Some((article, settled)) = write(kind, change.target, change.new_number, vowel) else {
        return;
    };
    let (short, many) = if preposition == "de" { ("du", "des") } else { ("au", "aux") };
    let text = match article.as_str() {
        "le" => short.to_string(),
        "les" => many.to_string(),
        "l'" => format!("{preposition} l'"),
        "la" => format!("{preposition} la"),
        _ => match change.target {
            Target::Inclusive(Notation::Median | Notation::MedianShort) => format!("{short}·{preposition} la"),
            Target::Inclusive(Notation::Parentheses) => format!("{short} ({preposition} la)"),
            _ => format!("{short}/{preposition} la"),
        },
    };
    write_article(change, index, &text, settled);
}

/// d’, qu’, lorsqu’ … before a phrase without an article.
pub fn elide_word(change: &mut Change, start: usize, onset: &str) {
    let row = change.row;
    let Some(left) = start.checked_sub(1).filter(|l| row.is_word(*l)) else {
        return;
    };
    let vowel = elides_before(onset);
    let word = row.word(left);
    const FULL: [&str; 8] = ["de", "que", "lorsque", "puisque", "quoique", "jusque", "ne", "je"];
    if vowel && FULL.contains(&word) {
        let text = format!("{}'", &word[..word.len() - 1]);
        write_article(change, left, &text, true);
    } else if !vowel
        && let Some(stem) = word.strip_suffix('\'')
        && let Some(full) = FULL.iter().find(|f| f.strip_suffix('e') == Some(stem))
    {
        write_article(change, left, full, true);
    }
}
