//! The forms of an entry as tables that a translator reads at a glance: the lower half of `lexicon show`.
//!
//! Russian has cases in rows and numbers (and genders, where they differ) in columns; French and Spanish numbers in rows
//! and genders in columns; English numbers in rows, the possessive beside the plain form. Every cell shows the form and
//! what it becomes when it stands alone. A form that several cells share, and that becomes something else in each, carries
//! a star: there the sentence decides, or a person.

use super::Wording;
use crate::grammar::{Animacy, Case, Features, Form, Gender, Number, Phrase, Request, Style};
use crate::lexicon::{Entry, FixClass, Search, grammar_of};
use crate::text::Language;
use std::collections::BTreeMap;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// A table wider than this, in terminal columns, has the replacement below the form instead of beside it.
const WIDEST: usize = 110;
/// How many spellings of a kind that nobody inflects by hand (inclusive notations, verb forms) are listed.
const MOST_LISTED: usize = 12;

/// All tables of an entry, in its own language or the one asked for.
pub fn tables(entry: &Entry, locale: Option<Language>, style: &Style) -> String {
    let wording = Wording::of(locale.unwrap_or(entry.language));
    if entry.language == Language::Zh {
        return chinese(entry, wording);
    }
    let mut page = String::new();
    let mut starred = false;
    let mut done: Vec<Vec<String>> = Vec::new();
    for (n, search) in entry.searches.iter().enumerate() {
        let words = words(&search.phrase);
        if done.contains(&words) {
            continue;
        }
        // Patterns around the same words have the same table: male [prostitute], female [prostitute].
        let alike = entry.searches[n..].iter().filter(|s| self::words(&s.phrase) == words);
        let heading: Vec<String> = alike.map(|s| s.phrase.to_string()).collect();
        done.push(words);
        let _ = writeln!(page, "\n{}", heading.join(" · "));
        starred |= Paradigm::of(entry, search, style).write(&mut page, wording);
    }
    if starred {
        let _ = writeln!(page, "\n* {}", wording.feature("ambiguous"));
    }
    page
}

/// The bracketed words of a phrase; of a frozen one, the whole phrase.
fn words(phrase: &Phrase) -> Vec<String> {
    let words: Vec<String> = phrase.words().map(ToString::to_string).collect();
    if words.is_empty() { vec![phrase.to_string()] } else { words }
}

/// What a form becomes, if it stands alone and has this reading only.
fn target(entry: &Entry, search: &Search, form: &Form, reading: Features, style: &Style) -> String {
    let Some(say) = entry.say.iter().find(|s| s.class != FixClass::Never) else { return String::new() };
    let found = Form { text: form.text.clone(), readings: vec![reading] };
    alone(entry, search, &found, &say.phrase, style)
}

/// What a form becomes where it stands alone.
pub(crate) fn alone(entry: &Entry, search: &Search, form: &Form, say: &Phrase, style: &Style) -> String {
    let request = Request {
        text: &form.text,
        hit: 0..form.text.len(),
        found: form,
        find: &search.phrase,
        say,
        denotes: entry.denotes,
        style,
    };
    let rewrites = grammar_of(entry.language).rewrite(&request);
    rewrites.first().map_or_else(String::new, |r| r.edits.iter().map(|e| e.text.as_str()).collect())
}

/// Where a cell stands: rows and columns in the order of these keys, which are names of [`Wording::feature`].
type Key = (u8, Vec<&'static str>);

struct Paradigm {
    /// Form and replacement.
    cells: BTreeMap<(Key, Key), Vec<(String, String)>>,
    /// Forms without a place of their own: frozen phrases, a number that the entry excludes.
    plain: Vec<(String, String)>,
    /// Number of forms, the first few, and what they become: inclusive notations and other spellings that are only searched.
    variants: BTreeMap<String, (usize, Vec<String>)>,
    /// Forms of a verb, and what each becomes.
    verbs: Vec<(String, String)>,
    /// Forms that become different things in different cells.
    ambiguous: Vec<String>,
}

impl Paradigm {
    fn of(entry: &Entry, search: &Search, style: &Style) -> Paradigm {
        let layout = Layout::of(entry.language, search);
        let mut paradigm = Paradigm {
            cells: BTreeMap::new(),
            plain: Vec::new(),
            variants: BTreeMap::new(),
            verbs: Vec::new(),
            ambiguous: Vec::new(),
        };
        for form in &search.forms {
            let mut targets = Vec::new();
            for reading in &form.readings {
                let target = target(entry, search, form, *reading, style);
                if reading.verb {
                    if !paradigm.verbs.iter().any(|(verb, _)| *verb == form.text) {
                        paradigm.verbs.push((form.text.clone(), target));
                    }
                    continue;
                }
                if reading.variant {
                    let (count, first) = paradigm.variants.entry(target).or_default();
                    if !first.contains(&form.text) {
                        *count += 1;
                        if first.len() < MOST_LISTED {
                            first.push(form.text.clone());
                        }
                    }
                    continue;
                }
                if !targets.contains(&target) {
                    targets.push(target.clone());
                }
                if *reading == Features::default() {
                    paradigm.plain.push((form.text.clone(), target));
                    continue;
                }
                for place in layout.places(reading) {
                    let cell = paradigm.cells.entry(place).or_default();
                    if !cell.contains(&(form.text.clone(), target.clone())) {
                        cell.push((form.text.clone(), target.clone()));
                    }
                }
            }
            if targets.len() > 1 {
                paradigm.ambiguous.push(form.text.clone());
            }
        }
        paradigm
    }

    /// The forms of a verb, one a line where each becomes something else.
    fn write_verbs(&self, page: &mut String, wording: &Wording) {
        let Some((_, target)) = self.verbs.first() else { return };
        let label = wording.feature("verbs").replace("{count}", &self.verbs.len().to_string());
        let more = self.verbs.len() > MOST_LISTED;
        let listed = &self.verbs[..self.verbs.len().min(MOST_LISTED)];
        if self.verbs.iter().all(|(_, t)| t == target) {
            let forms: Vec<&str> = listed.iter().map(|(form, _)| form.as_str()).collect();
            let forms = format!("{}{}", forms.join(", "), if more { " …" } else { "" });
            let _ = writeln!(page, "  {label}: {}", arrow(&forms, target));
            return;
        }
        let _ = writeln!(page, "  {label}:");
        let width = listed.iter().map(|(form, _)| form.width()).max().unwrap_or(0);
        for (form, target) in listed {
            let _ = writeln!(page, "    {form}{}  → {target}", " ".repeat(width - form.width()));
        }
        if more {
            let _ = writeln!(page, "    …");
        }
    }

    fn starred(&self, form: &str) -> String {
        let star = if self.ambiguous.iter().any(|a| a == form) { "*" } else { "" };
        format!("{form}{star}")
    }

    /// Writes the table; whether a form in it is ambiguous.
    fn write(&self, page: &mut String, wording: &Wording) -> bool {
        let name = |(_, names): &Key| names.iter().map(|n| wording.feature(n)).collect::<Vec<_>>().join(" ");
        let mut rows: Vec<&Key> = self.cells.keys().map(|(row, _)| row).collect();
        let mut columns: Vec<&Key> = self.cells.keys().map(|(_, column)| column).collect();
        rows.dedup();
        columns.sort();
        columns.dedup();
        let mut table = vec![vec![Vec::new()]];
        table[0].extend(columns.iter().map(|c| vec![(name(c), String::new())]));
        for row in rows {
            let mut line = vec![vec![(name(row), String::new())]];
            for column in &columns {
                let cell = self.cells.get(&(row.clone(), (*column).clone()));
                let forms = cell.into_iter().flatten().map(|(form, target)| (self.starred(form), target.clone()));
                line.push(forms.collect());
            }
            table.push(line);
        }
        if !self.cells.is_empty() {
            grid(page, &table);
        }
        for (form, target) in &self.plain {
            let _ = writeln!(page, "  {}", arrow(&self.starred(form), target));
        }
        for (target, (count, first)) in &self.variants {
            let more = if *count > first.len() { " …" } else { "" };
            let label = wording.feature("variants").replace("{count}", &count.to_string());
            let _ = writeln!(page, "  {label}: {}", arrow(&format!("{}{more}", first.join(", ")), target));
        }
        self.write_verbs(page, wording);
        !self.ambiguous.is_empty()
    }
}

fn arrow(form: &str, target: &str) -> String {
    if target.is_empty() { form.to_string() } else { format!("{form} → {target}") }
}

/// Writes rows of cells of (form, replacement), the first row and column being headings.
fn grid(page: &mut String, table: &[Vec<Vec<(String, String)>>]) {
    let beside = |cell: &[(String, String)]| cell.iter().map(|(f, t)| arrow(f, t)).collect::<Vec<_>>();
    let below = |cell: &[(String, String)]| {
        let lines = cell.iter().flat_map(|(f, t)| if t.is_empty() { vec![f.clone()] } else { vec![f.clone(), format!("→ {t}")] });
        lines.collect::<Vec<_>>()
    };
    let mut lines: Vec<Vec<Vec<String>>> = table.iter().map(|row| row.iter().map(|c| beside(c)).collect()).collect();
    let mut widths = widths(&lines);
    if widths.iter().sum::<usize>() + 2 * widths.len() > WIDEST {
        lines = table.iter().map(|row| row.iter().map(|c| below(c)).collect()).collect();
        widths = self::widths(&lines);
    }
    for row in &lines {
        for n in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let text = cell.get(n).map_or("", String::as_str);
                let pad = width - text.width();
                let _ = write!(line, "  {text}{}", " ".repeat(pad));
            }
            let _ = writeln!(page, "{}", line.trim_end());
        }
    }
}

/// Of every column, in terminal columns.
fn widths(table: &[Vec<Vec<String>>]) -> Vec<usize> {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let of = |n: usize| table.iter().filter_map(|row| row.get(n)).flatten().map(|line| line.width()).max();
    (0..columns).map(|n| of(n).unwrap_or(0)).collect()
}

/// What decides on rows and columns.
struct Layout {
    language: Language,
    /// Forms of one number differ in gender.
    genders: bool,
    /// Forms of one case differ for living beings and things.
    animacies: bool,
}

impl Layout {
    fn of(language: Language, search: &Search) -> Layout {
        let readings = || search.forms.iter().flat_map(|f| &f.readings).filter(|r| !r.variant && !r.verb);
        let has = |gender| readings().any(|r| r.gender == Some(gender));
        let genders = [Gender::Masculine, Gender::Feminine, Gender::Neuter].into_iter().filter(|g| has(*g)).count() > 1;
        let animate = |a| readings().any(|r| r.animacy == Some(a));
        Layout { language, genders, animacies: animate(Animacy::Animate) && animate(Animacy::Inanimate) }
    }

    /// The rows and columns of a reading: several where it does not tell apart what its neighbours do.
    fn places(&self, f: &Features) -> Vec<(Key, Key)> {
        let number: Key = match f.number {
            Some(Number::Singular) => (0, vec!["sg"]),
            Some(Number::Plural) => (1, vec!["pl"]),
            None => (2, vec!["form"]),
        };
        let gender: (u8, &'static str) = match f.gender {
            Some(Gender::Masculine) => (0, "m"),
            Some(Gender::Feminine) => (1, "f"),
            Some(Gender::Neuter) => (2, "neut"),
            Some(Gender::Common) => (3, "m+f"),
            None => (4, "form"),
        };
        match self.language {
            Language::Ru => {
                let mut column = number;
                if self.genders && f.gender.is_some() {
                    column = (column.0 * 8 + gender.0, vec![column.1[0], gender.1]);
                } else {
                    column.0 *= 8;
                }
                self.case_rows(f).into_iter().map(|row| (row, column.clone())).collect()
            }
            Language::En => {
                let column = if f.case == Some(Case::Genitive) { (1, vec!["possessive"]) } else { (0, vec!["form"]) };
                vec![(number, column)]
            }
            _ => vec![(number, (gender.0, vec![gender.1]))],
        }
    }

    fn case_rows(&self, f: &Features) -> Vec<Key> {
        let case = match f.case {
            None => return vec![(0, vec!["form"])],
            Some(Case::Nominative) => (1, "nom"),
            Some(Case::Genitive) => (2, "gen"),
            Some(Case::Dative) => (3, "dat"),
            Some(Case::Accusative) if self.animacies => {
                let living = (4, vec!["acc", "anim"]);
                let thing = (5, vec!["acc", "inan"]);
                return match f.animacy {
                    Some(Animacy::Animate) => vec![living],
                    Some(Animacy::Inanimate) => vec![thing],
                    None => vec![living, thing],
                };
            }
            Some(Case::Accusative) => (4, "acc"),
            Some(Case::Instrumental) => (6, "ins"),
            Some(Case::Prepositional) => (7, "prep"),
        };
        vec![(case.0, vec![case.1])]
    }
}

/// A word a line in its two scripts, and what to say for it, by use.
fn chinese(entry: &Entry, wording: &Wording) -> String {
    let mut table = vec![vec![vec![], cell(wording.feature("hans")), cell(wording.feature("hant"))]];
    let mut scripts: Vec<[String; 2]> = Vec::new();
    for search in &entry.searches {
        let text = search.phrase.citation();
        match search.traditional {
            // A traditional spelling follows the simplified one it belongs to.
            Some(true) => match scripts.last_mut().filter(|pair| pair[1].is_empty()) {
                Some(pair) => pair[1] = text,
                None => scripts.push([String::new(), text]),
            },
            Some(false) => scripts.push([text, String::new()]),
            None => scripts.push([text.clone(), text]),
        }
    }
    for (n, [hans, hant]) in scripts.iter().enumerate() {
        table.push(vec![cell(if n == 0 { wording.feature("found") } else { "" }), cell(hans), cell(hant)]);
    }
    for (n, say) in entry.say.iter().enumerate() {
        let mut label = if n == 0 { wording.label("instead").to_string() } else { String::new() };
        if let Some(usage) = say.usage {
            let usage = wording.feature(match usage {
                crate::lexicon::Usage::Noun => "noun-use",
                crate::lexicon::Usage::Verb => "verb-use",
            });
            label = format!("{label} ({usage})").trim().to_string();
        }
        let hans = say.phrase.citation();
        let hant = say.traditional.as_ref().map_or_else(|| hans.clone(), Phrase::citation);
        table.push(vec![cell(&label), cell(&hans), cell(&hant)]);
    }
    let mut page = String::from("\n");
    grid(&mut page, &table);
    page
}

fn cell(text: &str) -> Vec<(String, String)> {
    vec![(text.to_string(), String::new())]
}
