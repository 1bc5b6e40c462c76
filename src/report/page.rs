//! An entry as a page to read: `explain`, `lexicon show`.

use super::Wording;
use crate::grammar::{Animacy, Case, Features, Gender, Number, Style};
use crate::lexicon::{Confidence, Entry, FixClass, Lexicon, grammar_of};
use crate::text::Language;
use std::fmt::Write;

/// The entry's page, in its own language or the one asked for.
pub fn entry(entry: &Entry, lexicon: &Lexicon, locale: Option<Language>, style: &Style) -> String {
    let locale = locale.unwrap_or(entry.language);
    let w = Wording::of(locale);
    let grammar = grammar_of(entry.language);
    let mut page = String::new();
    let find: Vec<String> = entry.searches.iter().map(|s| s.phrase.citation()).collect();
    let _ = writeln!(page, "{}\n{}", entry.id, "=".repeat(entry.id.len()));
    let _ = writeln!(page, "{}\n", find.join(" · "));
    let concept = lexicon.concepts.get(&entry.concept).map_or("", |c| c.definition.as_str());
    let _ = writeln!(page, "{}: {}: {concept}", w.label("concept"), entry.concept);
    let _ = writeln!(
        page,
        "{}: {} ({})",
        w.label("severity"),
        entry.severity.as_str(),
        if entry.preview { format!("{}, preview", entry.pack) } else { entry.pack.clone() }
    );
    let _ = writeln!(page, "\n{}\n  {}", w.label("why"), entry.why_in(locale));
    if !entry.say.is_empty() {
        let _ = writeln!(page, "\n{}", w.label("instead"));
        for say in &entry.say {
            let class = match say.class {
                FixClass::Auto => "auto",
                FixClass::Review => "review",
                FixClass::Never => "never",
            };
            let mut text = grammar.citation(&say.phrase, style);
            if let Some(traditional) = say.traditional.as_ref().map(|t| grammar.citation(t, style)).filter(|t| *t != text) {
                text = format!("{text} / {traditional}");
            }
            let note = if say.note.is_empty() { String::new() } else { format!(" — {}", say.note) };
            let _ = writeln!(page, "  - {text} ({}){note}", w.label(class));
        }
    }
    for (label, text) in [("advice", entry.advice_in(locale)), ("legitimate", entry.legitimate_in(locale))] {
        if !text.is_empty() {
            let _ = writeln!(page, "\n{}\n  {text}", w.label(label));
        }
    }
    let _ = writeln!(page, "\n{}", w.label("examples"));
    for example in &entry.changes {
        let _ = writeln!(page, "  - {}\n  + {}", example.from, example.to);
    }
    for example in &entry.silents {
        let _ = writeln!(page, "  = {}", example.text);
    }
    match entry.confidence {
        Confidence::Inferred => drop(writeln!(page, "\n{}", w.label("inferred"))),
        Confidence::General => drop(writeln!(page, "\n{}", w.label("general"))),
        Confidence::Attested => {}
    }
    if !entry.sources.is_empty() {
        let _ = writeln!(page, "\n{}", w.label("sources"));
        for key in &entry.sources {
            if let Some(source) = lexicon.sources.get(key) {
                let year = if source.year.is_empty() { String::new() } else { format!(" ({})", source.year) };
                let _ = writeln!(page, "  - {}{year} {}", source.title, source.urls.join(" "));
            }
        }
    }
    page
}

/// The forms of an entry with their features, for a translator's eye.
pub fn forms(entry: &Entry, style: &Style) -> String {
    let mut page = String::new();
    for search in &entry.searches {
        let _ = writeln!(page, "\n{}", search.phrase.citation());
        let width = search.forms.iter().map(|f| unicode_width::UnicodeWidthStr::width(f.text.as_str())).max().unwrap_or(0);
        for form in &search.forms {
            let pad = " ".repeat(width - unicode_width::UnicodeWidthStr::width(form.text.as_str()));
            let readings: Vec<String> = form.readings.iter().map(reading).filter(|r| !r.is_empty()).collect();
            let targets = targets(entry, search, form, style);
            let arrow = if targets.is_empty() { String::new() } else { format!("  → {}", targets.join(" | ")) };
            let ambiguous = if targets.len() > 1 { "  (ambiguous)" } else { "" };
            let _ = writeln!(page, "  {}{pad}  {}{arrow}{ambiguous}", form.text, readings.join("; "));
        }
    }
    page
}

/// What a form standing alone is replaced by; several where its readings differ.
fn targets(entry: &Entry, search: &crate::lexicon::Search, form: &crate::grammar::Form, style: &Style) -> Vec<String> {
    use crate::grammar::{DoubtKind, Request};
    let Some(say) = entry.say.iter().find(|s| s.class != FixClass::Never) else { return Vec::new() };
    let phrase = match &say.traditional {
        Some(t) if search.traditional == Some(true) => t,
        _ => &say.phrase,
    };
    let request = Request {
        text: &form.text,
        hit: 0..form.text.len(),
        found: form,
        find: &search.phrase,
        say: phrase,
        denotes: entry.denotes,
        style,
    };
    let mut targets = Vec::new();
    for rewrite in grammar_of(entry.language).rewrite(&request) {
        let text: String = rewrite.edits.iter().map(|e| e.text.as_str()).collect();
        if targets.is_empty() || rewrite.doubts.iter().any(|d| d.kind == DoubtKind::AmbiguousForm) && !targets.contains(&text) {
            targets.push(text);
        }
    }
    targets
}

fn reading(f: &Features) -> String {
    let mut words = Vec::new();
    if f.variant {
        words.push("variant");
    }
    if f.verb {
        words.push("verb");
    }
    words.extend(f.gender.map(|g| match g {
        Gender::Masculine => "m",
        Gender::Feminine => "f",
        Gender::Neuter => "n",
        Gender::Common => "m+f",
    }));
    words.extend(f.number.map(|n| match n {
        Number::Singular => "sg",
        Number::Plural => "pl",
    }));
    words.extend(f.case.map(|c| match c {
        Case::Nominative => "nom",
        Case::Genitive => "gen",
        Case::Dative => "dat",
        Case::Accusative => "acc",
        Case::Instrumental => "ins",
        Case::Prepositional => "prep",
    }));
    words.extend(f.animacy.map(|a| match a {
        Animacy::Animate => "anim",
        Animacy::Inanimate => "inan",
    }));
    words.join(" ")
}
