//! An entry as a page to read: `explain`, and the upper half of `lexicon show`.

use super::Wording;
use crate::grammar::Style;
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
    let indented = |text: &str| text.replace('\n', "\n    ");
    let source = |page: &mut String, source: &Option<(Language, String)>| {
        if let Some((language, text)) = source {
            let _ = writeln!(page, "  {language}: {}", indented(text));
        }
    };
    for example in &entry.changes {
        source(&mut page, &example.source);
        let _ = writeln!(page, "  - {}\n  + {}", indented(&example.from), indented(&example.to));
    }
    for example in &entry.silents {
        source(&mut page, &example.source);
        let _ = writeln!(page, "  = {}", indented(&example.text));
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
