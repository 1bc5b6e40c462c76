//! `--format html`: one page for people who have never seen a terminal. It needs no network and no script; a short script
//! only counts what the filters show. Nothing is told by colour alone: each weight has a word, a sign and a line of its own.
//!
//! The words of the page are in `rules/<language>/report.toml`.

mod documents;
mod overview;

use super::page_words::Words;
use super::{FileReport, Options, Output, Prose, Summary, Wording};
use crate::check::{Applicability, Exemption, Finding, RuleSet};
use crate::lexicon::Severity;
use crate::text::Language;
use std::io::{self, Write};
use std::ops::Range;

/// Gathers what the page says; the totals stand at its top, so it is written at the end.
pub struct Page {
    options: Options,
    documents: Vec<DocumentNotes>,
}

struct DocumentNotes {
    path: String,
    prose: Prose,
    notes: Vec<Note>,
}

/// A finding, ready to be shown.
struct Note {
    /// From 1, over the whole page.
    number: usize,
    /// Bytes of the part's prose.
    range: Range<usize>,
    entry: String,
    concept: String,
    language: Language,
    locale: Language,
    severity: Severity,
    words: String,
    /// From 1.
    line: usize,
    say: Vec<Say>,
    why: String,
    /// Further lines: advice, what to check, why there is no fix.
    more: Vec<String>,
    correction: &'static str,
    preview: bool,
}

struct Say {
    text: String,
    note: String,
}

impl Page {
    pub fn new(options: Options) -> Page {
        Page { options, documents: Vec::new() }
    }

    fn note(&self, number: usize, file: &FileReport, finding: &Finding, rules: &RuleSet) -> Note {
        let entry = &rules.entries[finding.entry];
        let locale = self.options.locale.unwrap_or(entry.language);
        let wording = Wording::of(locale);
        let noted = finding.exemption.as_ref().is_some_and(Exemption::is_note);
        let say = wording.wordings(finding, rules);
        let note_of = |text: &str| finding.fixes.iter().find(|f| f.title == text).map_or(String::new(), |f| f.note.clone());
        let mut more = Vec::new();
        if !entry.advice.is_empty() {
            more.push(entry.advice_in(locale).to_string());
        }
        if let Some(fix) = finding.fixes.first().filter(|f| f.applicability == Applicability::Review && !f.doubts.is_empty()) {
            let doubts: Vec<String> = fix
                .doubts
                .iter()
                .map(|(kind, span)| {
                    let word = super::wording::one_line(file.words(*span));
                    let doubt = wording.doubt(*kind);
                    if word.is_empty() {
                        doubt.to_string()
                    } else {
                        format!("{}{word}{} ({doubt})", wording.quotes[0], wording.quotes[1])
                    }
                })
                .collect();
            more.push(format!("{}: {}", wording.check_agreement, doubts.join(", ")));
        }
        if !finding.caution.is_empty() {
            more.push(finding.caution.clone());
        }
        more.extend(wording.sides(finding));
        if !finding.refused.is_empty() {
            more.push(wording.refused.clone());
        }
        if let Some(exemption) = finding.exemption.as_ref().filter(|e| !matches!(e, Exemption::Note(d) if d.is_empty())) {
            more.push(wording.exemption(exemption));
        }
        Note {
            number,
            range: finding.prose.clone(),
            entry: entry.id.clone(),
            concept: entry.concept.clone(),
            language: entry.language,
            locale,
            severity: finding.severity,
            words: super::wording::one_line(&finding.text),
            line: file.positions(finding).0.line,
            say: if noted { Vec::new() } else { say.into_iter().map(|text| Say { note: note_of(&text), text }).collect() },
            why: super::wording::one_line(entry.why_in(locale)),
            more: more.iter().map(|m| super::wording::one_line(m)).collect(),
            correction: match finding.fixes.first().map(|f| f.applicability) {
                Some(Applicability::Safe) => "safe",
                Some(Applicability::Review) => "review",
                None => "none",
            },
            preview: entry.preview,
        }
    }

    fn notes(&self) -> impl Iterator<Item = &Note> {
        self.documents.iter().flat_map(|d| &d.notes)
    }

    /// The page speaks the language asked for, or that of the findings where they have one, or English.
    fn locale(&self) -> Language {
        let mut languages = self.notes().map(|n| n.language);
        let first = languages.next();
        self.options.locale.or_else(|| first.filter(|l| languages.all(|o| o == *l))).unwrap_or(Language::En)
    }
}

impl Output for Page {
    fn file(&mut self, _out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        let before = self.notes().count();
        let found = file.shown(false).map(|(f, _)| f);
        let mut notes: Vec<Note> = found.map(|f| self.note(0, file, f, rules)).collect();
        if notes.is_empty() {
            return Ok(());
        }
        notes.sort_by_key(|n| n.range.start);
        for (i, note) in notes.iter_mut().enumerate() {
            note.number = before + i + 1;
        }
        let Some(prose) = file.prose.clone() else { return Ok(()) };
        self.documents.push(DocumentNotes { path: file.path.clone(), prose, notes });
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let locale = self.locale();
        let w = Words::of(locale);
        let title = format!("motjuste: {}", w.get("title"));
        write!(
            out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, \
             initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"motjuste {}\">\n\
             <title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body id=\"top\">\n<a class=\"skip\" href=\"#documents\">{}</a>\n",
            locale.code(),
            env!("CARGO_PKG_VERSION"),
            escape(&title),
            include_str!("style.css"),
            overview::filter_style(self),
            w.html("skip"),
        )?;
        write!(out, "<header>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n</header>\n<main>\n", w.html("title"), w.html("lead"))?;
        out.write_all(overview::overview(self, &w, summary).as_bytes())?;
        if self.documents.is_empty() {
            writeln!(out, "<p id=\"documents\">{}</p>", w.html("nothing"))?;
        } else {
            write!(
                out,
                "<section aria-labelledby=\"documents\">\n<h2 id=\"documents\" tabindex=\"-1\">{}</h2>\n",
                w.html("documents")
            )?;
            out.write_all(overview::filters(self, &w).as_bytes())?;
            for (n, document) in self.documents.iter().enumerate() {
                out.write_all(documents::document(n, document, &w).as_bytes())?;
            }
            writeln!(out, "</section>")?;
        }
        write!(
            out,
            "</main>\n<footer>\n<p class=\"top\"><a href=\"#top\">{}</a></p>\n<p>{}</p>\n</footer>\n<script>\n{}</script>\n</body>\n</html>\n",
            w.html("top"),
            w.html("footer"),
            include_str!("page.js"),
        )
    }
}

/// Text for HTML: element content, or an attribute in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // HTML has no control characters (HTML Standard, 13.5, "control-character-in-input-stream").
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// Word and sign of a severity; the sign is for the eye only.
fn badge(severity: Severity, w: &Words) -> String {
    let (sign, key) = match severity {
        Severity::Error => ("✕", "error"),
        Severity::Warning => ("▲", "warning"),
        Severity::Info => ("●", "info"),
    };
    format!("<span class=\"badge\"><span aria-hidden=\"true\">{sign}</span> {}</span>", w.html(key))
}

/// The key of a concept as people read it.
pub(super) fn spoken(concept: &str) -> String {
    let word = |word| match word {
        "aids" | "hiv" | "sti" => str::to_uppercase(word),
        word => word.to_string(),
    };
    concept.split('-').map(word).collect::<Vec<_>>().join(" ")
}
