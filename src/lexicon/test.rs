//! An entry's examples are its tests.

use super::{Entry, FixClass, Lexicon, LexiconError};
use crate::check::{Finding, Findings, LanguageHints, RuleSet, RuleSetError, Settings, check};
use crate::document::{Document, Format};
use crate::fix::{Reach, fix_only};
use crate::text::{Language, LanguageTag};

/// Runs the examples of all entries, or of those that `wanted` picks, and looks whether a replacement is itself flagged.
///
/// # Errors
/// Settings that do not fit the lexicon (they are the default ones here, so this does not happen in practice).
pub fn run_examples(lexicon: &Lexicon, wanted: &dyn Fn(&Entry) -> bool) -> Result<Vec<LexiconError>, RuleSetError> {
    let rules = RuleSet::new(lexicon, &Settings { preview: true, ..Settings::default() }, true)?;
    let mut errors = Vec::new();
    for (n, entry) in rules.entries.iter().enumerate().filter(|(_, e)| wanted(e)) {
        let mut run = Run { rules: &rules, entry, index: n, errors: &mut errors };
        run.changes();
        run.silents();
        run.replacements();
        run.forms();
    }
    Ok(errors)
}

struct Run<'a> {
    rules: &'a RuleSet,
    entry: &'a Entry,
    index: usize,
    errors: &'a mut Vec<LexiconError>,
}

impl Run<'_> {
    fn error(&mut self, line: usize, message: String) {
        self.errors.push(LexiconError { file: self.entry.file.clone(), line, message: format!("{}: {message}", self.entry.id) });
    }

    fn hints(&self) -> LanguageHints {
        LanguageHints { option: Some(LanguageTag::from(self.entry.language)), ..LanguageHints::default() }
    }

    fn check(&self, text: &str) -> Findings {
        check(&Document::parse(text, Format::PLAIN), text, self.rules, &self.hints())
    }

    /// Checks a text as the translation of `source`, a unit a line.
    fn check_against(&self, source: Option<&(Language, String)>, text: &str) -> Findings {
        let Some((language, source)) = source else { return self.check(text) };
        let (text, document) = Document::of_units(source.lines().zip(text.lines()), *language, self.entry.language);
        check(&document, &text, self.rules, &LanguageHints::default())
    }

    fn own<'f>(&self, findings: &'f Findings) -> Option<&'f Finding> {
        findings.items.iter().find(|f| f.entry == self.index && f.is_reported())
    }

    fn changes(&mut self) {
        for example in &self.entry.changes {
            let findings = self.check_against(example.source.as_ref(), &example.from);
            let Some(finding) = self.own(&findings) else {
                let instead = match findings.items.first() {
                    Some(f) => format!("found instead: {} ({:?}) \"{}\"", self.rules.entries[f.entry].id, f.exemption, f.text),
                    None => "found nothing".into(),
                };
                self.error(example.line, format!("the example \"{}\" must have a finding; {instead}", example.from));
                continue;
            };
            let offers = self.entry.rule.is_some() || self.entry.say.iter().any(|s| s.class != FixClass::Never);
            if !example.by_hand && offers && finding.exemption.is_none() {
                let index = self.index;
                let fixed =
                    fix_only(&example.from, Format::PLAIN, self.rules, &self.hints(), Reach::Review, &|f| f.entry == index);
                if fixed.text != example.to {
                    self.error(example.line, format!("wanted \"{}\", made \"{}\"", example.to, fixed.text));
                    continue;
                }
            }
            let left = self.check_against(example.source.as_ref(), &example.to);
            if let Some(f) = self.own(&left) {
                self.error(example.line, format!("the corrected sentence \"{}\" has the finding \"{}\"", example.to, f.text));
            }
        }
    }

    fn silents(&mut self) {
        for example in &self.entry.silents {
            let findings = self.check_against(example.source.as_ref(), &example.text);
            if let Some(f) = self.own(&findings) {
                self.error(example.line, format!("\"{}\" must stay silent, but \"{}\" is found", example.text, f.text));
            }
        }
    }

    /// No replacement that the lexicon offers is itself flagged.
    fn replacements(&mut self) {
        let grammar = super::grammar_of(self.entry.language);
        let style = self.rules.style(self.entry.language).clone();
        for say in self.entry.say.iter().filter(|s| s.class != FixClass::Never) {
            for phrase in std::iter::once(&say.phrase).chain(&say.traditional) {
                let text = grammar.citation(phrase, &style);
                let findings = self.check(&text);
                let flagged = findings.items.iter().find(|f| f.is_reported() && f.severity > super::Severity::Info);
                if let Some(f) = flagged {
                    let other = &self.rules.entries[f.entry].id;
                    self.error(
                        self.entry.line,
                        format!("the replacement \"{text}\" is itself flagged by {other}; offer another wording"),
                    );
                }
            }
        }
    }

    /// A form that can never match: standing alone it is not found, nor is anything longer in its place.
    fn forms(&mut self) {
        let lone_context = self.entry.rule.is_some() || !self.entry.need.is_empty() || !self.entry.keep.is_empty();
        if lone_context {
            return;
        }
        for search in &self.entry.searches {
            for form in &search.forms {
                let findings = self.check(&form.text);
                let covered = findings.items.iter().any(|f| f.entry == self.index && f.text == form.text);
                if !covered {
                    let by = findings.items.first().map_or("nothing", |f| self.rules.entries[f.entry].id.as_str()).to_string();
                    self.error(self.entry.line, format!("the form \"{}\" can never match: {by} stands in its way", form.text));
                }
            }
        }
    }
}
