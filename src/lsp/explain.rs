//! `motjuste.explain`: the page of an entry, in Markdown.

use super::desk::Desk;
use super::hover::escape;
use crate::check::RuleSet;
use crate::lexicon::{self, Confidence, Entry, FixClass, grammar_of};
use crate::report::Wording;
use crate::text::Language;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

impl Desk {
    /// The page of an entry by its code, as it is in force for a document or in the first root; and where it is written,
    /// where that is a file of the writer's own.
    pub fn explain(&mut self, code: &str, document: Option<&Uri>) -> Result<Value> {
        let path = document.and_then(|u| self.documents.get(u)).and_then(|d| d.path.clone());
        let situation = self.workspaces.situation(path.as_deref()).clone();
        let rules = situation.rules(path.as_deref().unwrap_or(Path::new(""))).ok_or_else(Error::internal_error)?;
        let Some(index) = rules.entry_index(code) else {
            return Err(Error::invalid_params(format!("there is no entry \"{code}\"{}", rules.suggestion(code))));
        };
        let entry = &rules.entries[index];
        let own = situation.lexicons.iter().find(|p| super::workspace::slashes(p) == entry.file);
        Ok(json!({
            "entry": entry.id,
            "concept": entry.concept,
            "pack": entry.pack,
            "language": entry.language,
            "severity": entry.severity.as_str(),
            "markdown": page(entry, &rules, self.profile.locale.unwrap_or(entry.language)),
            "file": entry.file,
            "line": entry.line,
            "uri": own.and_then(Uri::from_file_path),
        }))
    }
}

fn page(entry: &Entry, rules: &RuleSet, locale: Language) -> String {
    let w = Wording::of(locale);
    let grammar = grammar_of(entry.language);
    let style = rules.style(entry.language);
    let find: Vec<String> = entry.searches.iter().take(MOST).map(|s| escape(&s.phrase.citation())).collect();
    let more = if entry.searches.len() > MOST { " · …" } else { "" };
    let mut page = format!("# {}{more}\n\n`{}`\n", find.join(" · "), entry.id);
    let concept = lexicon::concepts().get(&entry.concept).map_or("", |c| c.definition.as_str());
    let _ = writeln!(page, "\n{}", escape(entry.why_in(locale)));
    if !entry.say.is_empty() {
        let _ = writeln!(page, "\n## {}\n", w.label("instead"));
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
            let note = if say.note.is_empty() { String::new() } else { format!(" — {}", escape(&say.note)) };
            let _ = writeln!(page, "- **{}** ({}){note}", escape(&text), w.label(class));
        }
    }
    for (label, text) in [("advice", entry.advice_in(locale)), ("legitimate", entry.legitimate_in(locale))] {
        if !text.is_empty() {
            let _ = writeln!(page, "\n## {}\n\n{}", w.label(label), escape(text));
        }
    }
    if !entry.changes.is_empty() || !entry.silents.is_empty() {
        let _ = writeln!(page, "\n## {}\n", w.label("examples"));
    }
    let source = |source: &Option<(Language, String)>| {
        source.as_ref().map_or(String::new(), |(language, text)| format!("({language}: {}) ", escape(text)))
    };
    for example in &entry.changes {
        let _ = writeln!(page, "- {}~~{}~~ → {}", source(&example.source), escape(&example.from), escape(&example.to));
    }
    for example in &entry.silents {
        let _ = writeln!(page, "- ✓ {}{}", source(&example.source), escape(&example.text));
    }
    match entry.confidence {
        Confidence::Inferred => drop(writeln!(page, "\n*{}*", w.label("inferred"))),
        Confidence::General => drop(writeln!(page, "\n*{}*", w.label("general"))),
        Confidence::Attested => {}
    }
    let sources: Vec<_> = entry.sources.iter().filter_map(|key| lexicon::sources().get(key)).collect();
    if !sources.is_empty() {
        let _ = writeln!(page, "\n## {}\n", w.label("sources"));
        for source in sources {
            let year = if source.year.is_empty() { String::new() } else { format!(" ({})", source.year) };
            match source.urls.first() {
                Some(url) => drop(writeln!(page, "- [{}]({url}){year}", escape(&source.title))),
                None => drop(writeln!(page, "- {}{year}", escape(&source.title))),
            }
        }
    }
    let severity = entry.severity.as_str();
    let colon = &w.colon;
    let _ = write!(
        page,
        "\n---\n{}{colon}{} ({}) · {}{colon}{} — {}\n",
        w.label("severity"),
        severity,
        entry.pack,
        w.label("concept"),
        entry.concept,
        escape(concept)
    );
    page
}

/// A rule searches for hundreds of patterns; a page names these many.
const MOST: usize = 8;
