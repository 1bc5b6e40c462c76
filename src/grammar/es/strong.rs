//! Strong verbs and their compounds (poner: exponer, imponer …), after the conjugation tables of the *Nueva gramática*
//! (RAE, 2009, chapter 4): stems of their own in the present, the preterite or the future.

use super::verbs::{Cell, Class, FUTURES, Tense};

pub(super) struct Strong {
    pub(super) infinitive: &'static str,
    /// Stem of the first person of the present, and of the subjunctive's stressed persons.
    yo: &'static str,
    /// Stem of the stressed persons of the present.
    present: &'static str,
    /// Stem of the preterite with its third persons: "pus|o|ieron".
    preterite: &'static str,
    pub(super) participle: &'static str,
    future: &'static str,
}

const fn strong(forms: [&'static str; 6]) -> Strong {
    let [infinitive, yo, present, preterite, participle, future] = forms;
    Strong { infinitive, yo, present, preterite, participle, future }
}

const STRONG: [Strong; 14] = [
    strong(["poner", "pong", "pon", "pus|o|ieron", "puesto", "pondr"]),
    strong(["traer", "traig", "tra", "traj|o|eron", "traído", "traer"]),
    strong(["caer", "caig", "ca", "ca|yó|yeron", "caído", "caer"]),
    strong(["ducir", "duzc", "duc", "duj|o|eron", "ducido", "ducir"]),
    strong(["morir", "muer", "muer", "mur|ió|ieron", "muerto", "morir"]),
    strong(["tener", "teng", "tien", "tuv|o|ieron", "tenido", "tendr"]),
    strong(["venir", "veng", "vien", "vin|o|ieron", "venido", "vendr"]),
    strong(["hacer", "hag", "hac", "hic|o|ieron", "hecho", "har"]),
    strong(["salir", "salg", "sal", "sal|ió|ieron", "salido", "saldr"]),
    strong(["pedir", "pid", "pid", "pid|ió|ieron", "pedido", "pedir"]),
    strong(["alentar", "alient", "alient", "alent|ó|aron", "alentado", "alentar"]),
    strong(["contar", "cuent", "cuent", "cont|ó|aron", "contado", "contar"]),
    strong(["acostar", "acuest", "acuest", "acost|ó|aron", "acostado", "acostar"]),
    strong(["vertir", "viert", "viert", "virt|ió|ieron", "vertido", "vertir"]),
];

impl Strong {
    /// The strong verb that an infinitive is, or is composed of.
    pub(super) fn of(verb: &str) -> Option<&'static Strong> {
        STRONG.iter().find(|s| verb.ends_with(s.infinitive))
    }

    /// Stem of the preterite and its third persons.
    fn preterite(&self) -> [&'static str; 3] {
        let mut parts = self.preterite.split('|');
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    /// muriendo, pidiendo: with the vowel of the third person, where that changes.
    pub(super) fn gerund(&self) -> Option<String> {
        let [stem, he, _] = self.preterite();
        (he == "ió").then(|| format!("{stem}iendo"))
    }

    /// All finite forms.
    pub(super) fn finite(&self, class: Class) -> Vec<Cell> {
        let stem = &self.infinitive[..self.infinitive.len() - 2];
        let [weak, he, they] = self.preterite();
        let mut forms: Vec<Cell> = Vec::new();
        let mut add = |tense: Tense, stem: &str, endings: [&str; 6]| {
            let all = endings.iter().enumerate().filter(|(_, e)| !e.is_empty());
            forms.extend(all.map(|(person, ending)| Cell { tense, person, form: format!("{stem}{ending}") }));
        };
        // The present: stressed persons, then the two that are stressed on the ending; vos has the infinitive's vowel.
        forms_of_present(&mut add, self, stem, class);
        match he {
            "o" => {
                add(Tense::Preterite, weak, ["e", "iste", "", "imos", "isteis", they]);
                // hice, hizo
                let c = weak.strip_suffix('c');
                add(Tense::Preterite, c.unwrap_or(weak), ["", "", if c.is_some() { "zo" } else { he }, "", "", ""]);
            }
            _ if class == Class::Ar => add(Tense::Preterite, stem, ["é", "aste", "ó", "amos", "asteis", "aron"]),
            "yó" => add(Tense::Preterite, stem, ["í", "íste", he, "ímos", "ísteis", they]),
            _ => {
                add(Tense::Preterite, stem, ["í", "iste", "", "imos", "isteis", ""]);
                add(Tense::Preterite, weak, ["", "", he, "", "", they]);
            }
        }
        // The imperfect subjunctive has the stem of the third person plural: pusiera, trajera, cayera.
        let base = they.strip_suffix("ron").unwrap_or(they);
        let stressed = match base.strip_suffix('a') {
            Some(rest) => format!("{rest}á"),
            None => format!("{}é", base.strip_suffix('e').unwrap_or(base)),
        };
        for (tense, tail) in [
            (Tense::ImperfectSubjunctiveRa, ["ra", "ras", "ra", "ramos", "rais", "ran"]),
            (Tense::ImperfectSubjunctiveSe, ["se", "ses", "se", "semos", "seis", "sen"]),
        ] {
            for (person, ending) in tail.into_iter().enumerate() {
                let form = format!("{weak}{}{ending}", if person == 3 { &stressed } else { base });
                forms.push(Cell { tense, person, form });
            }
        }
        for (tense, endings) in FUTURES {
            let form = |ending: &str| format!("{}{ending}", self.future);
            forms.extend(endings.into_iter().enumerate().map(|(person, e)| Cell { tense, person, form: form(e) }));
        }
        forms
    }
}

/// Present, imperfect and present subjunctive.
fn forms_of_present(add: &mut impl FnMut(Tense, &str, [&str; 6]), verb: &Strong, stem: &str, class: Class) {
    let [weak, he, _] = verb.preterite();
    add(Tense::Present, verb.yo, ["o", "", "", "", "", ""]);
    match class {
        Class::Ar => {
            add(Tense::Present, verb.present, ["", "as", "a", "", "", "an"]);
            add(Tense::Present, stem, ["", "ás", "", "amos", "áis", ""]);
            add(Tense::Imperfect, stem, ["aba", "abas", "aba", "ábamos", "abais", "aban"]);
            add(Tense::Subjunctive, verb.yo, ["e", "es", "e", "", "", "en"]);
            add(Tense::Subjunctive, stem, ["", "", "", "emos", "éis", ""]);
        }
        Class::Er | Class::Ir => {
            let (nos, vosotros, vos) = if class == Class::Er { ("emos", "éis", "és") } else { ("imos", "ís", "ís") };
            add(Tense::Present, verb.present, ["", "es", "e", "", "", "en"]);
            add(Tense::Present, stem, ["", vos, "", nos, vosotros, ""]);
            add(Tense::Imperfect, stem, ["ía", "ías", "ía", "íamos", "íais", "ían"]);
            add(Tense::Subjunctive, verb.yo, ["a", "as", "a", "", "", "an"]);
            // muramos, pidamos: the vowel of the third person of the preterite.
            add(Tense::Subjunctive, if he == "ió" && weak != stem { weak } else { verb.yo }, ["", "", "", "amos", "áis", ""]);
        }
    }
}
