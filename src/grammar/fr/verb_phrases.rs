//! A verb in the place of another: the same tense, the same person, and compound tenses with *avoir* where the verb that
//! is replaced was reflexive (« s’est prostituée » → « a vendu »).

use super::sequence::Row;
use super::verbs::{self, Tense};
use crate::grammar::Request;

/// *être* of a reflexive verb with its pronoun, or of a verb of motion (« est sortie »), and *avoir* in the same tense and
/// person.
const AUXILIARIES: [(&str, &str); 25] = [
    ("s'est", "a"),
    ("s'était", "avait"),
    ("s'être", "avoir"),
    ("s'étant", "ayant"),
    ("se serait", "aurait"),
    ("se sera", "aura"),
    ("se soit", "ait"),
    ("me suis", "ai"),
    ("m'étais", "avais"),
    ("t'es", "as"),
    ("se sont", "ont"),
    ("s'étaient", "avaient"),
    ("se seraient", "auraient"),
    ("se seront", "auront"),
    ("se soient", "aient"),
    ("nous sommes", "avons"),
    ("vous êtes", "avez"),
    ("est", "a"),
    ("sont", "ont"),
    ("était", "avait"),
    ("étaient", "avaient"),
    ("être", "avoir"),
    ("étant", "ayant"),
    ("sera", "aura"),
    ("serait", "aurait"),
];

/// Verbs whose compound tenses have *être*.
const MOTION: [&str; 3] = ["sortir", "venir", "aller"];

/// `say` in the tense and person of what was found. `None`: it is no verb, or the form has no counterpart.
pub fn realise(request: &Request, row: &Row) -> Option<String> {
    let say = &request.say.verb()?.lemma;
    let found = request.found.text.replace('’', "'");
    let written = match request.find.verb() {
        Some(find) => {
            let cells = verbs::cells(&find.lemma).ok()?;
            let same: Vec<_> = cells.iter().filter(|c| request.find.with_verb(&c.form) == found).collect();
            let persons = persons(&found, row);
            // « sortie de … » stands for « qui est sortie »: *avoir* would need a clause.
            if MOTION.contains(&find.lemma.as_str()) && same.iter().all(|c| c.tense == Tense::PastParticiple) {
                return None;
            }
            let cell = same.iter().find(|c| persons.contains(&c.person)).or_else(|| same.first())?;
            // With an object of its own, a participle has nothing before it to agree with.
            let with_object = cell.tense == Tense::PastParticiple && request.say.pieces.len() > 1;
            let person = if with_object { 0 } else { cell.person };
            verbs::cells(say).ok()?.into_iter().find(|c| c.tense == cell.tense && c.person == person)?.form
        }
        None => {
            let reflexive = |etre: &str| found.strip_prefix(etre).is_some_and(|rest| rest.starts_with(' '));
            let (_, avoir) = AUXILIARIES.iter().find(|(etre, _)| reflexive(etre))?;
            format!("{avoir} {}", verbs::participle(say)?)
        }
    };
    Some(request.say.with_verb(&written))
}

/// The persons that the reflexive pronoun, or the subject before the verb, leaves open.
fn persons(found: &str, row: &Row) -> &'static [usize] {
    let before = (0..row.hit).rev().map(|k| row.word(k)).find(|w| !matches!(*w, "ne" | "n'" | "y" | "en" | "le" | "la" | "les"));
    let pronoun = found.split_once(' ').map(|(first, _)| first);
    match pronoun.filter(|p| matches!(*p, "me" | "te" | "se" | "nous" | "vous")).or(before).unwrap_or_default() {
        "me" | "je" | "j'" => &[0],
        "te" | "tu" => &[1],
        "nous" => &[3],
        "vous" => &[4],
        _ => &[2, 5],
    }
}
