//! `textDocument/hover`: why, what to say instead, when the word is right, where to read on.

use super::desk::Desk;
use super::diagnostics::{locale, range};
use super::directives;
use super::documents::{OpenDocument, line_position};
use super::incremental::Analysis;
use super::positions::byte_of;
use super::preview::Reading;
use crate::check::{Finding, Fix, RuleSet};
use crate::lexicon;
use crate::report::{Wording, one_line};
use crate::text::{Language, LanguageTag};
use std::fmt::Write;
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, TextDocumentPositionParams};

impl Desk {
    pub fn hover(&mut self, params: &TextDocumentPositionParams) -> Option<Hover> {
        let profile = self.profile.clone();
        let (document, rules) = self.analysed(&params.text_document.uri)?;
        let at = byte_of(&document.text, line_position(params.position), profile.encoding);
        let findings = &document.analysis.as_ref()?.findings;
        // What was let pass explains itself, too; what is reported comes first.
        let under = |f: &&Finding| f.span.start.0 <= at && at <= f.span.end.0;
        let finding = findings.iter().filter(under).min_by_key(|f| !f.is_reported());
        let (page, span) = match finding {
            Some(finding) => (page(document, finding, &rules, locale(&profile, finding)), finding.span),
            None => {
                let Analysis { language, .. } = document.analysis.as_ref()?;
                let language = language.as_ref().and_then(LanguageTag::language).unwrap_or(Language::En);
                directives::page(document, at, profile.locale.unwrap_or(language))?
            }
        };
        let range = Some(range(&document.text, span, profile.encoding));
        let (kind, value) =
            if profile.hover_markdown { (MarkupKind::Markdown, page) } else { (MarkupKind::PlainText, plain(&page)) };
        Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range })
    }
}

/// The page of a finding, in Markdown.
fn page(document: &OpenDocument, finding: &Finding, rules: &RuleSet, locale: Language) -> String {
    let wording = Wording::of(locale);
    let entry = &rules.entries[finding.entry];
    let mut page = format!("**{}**\n", wording.headline(finding, rules));
    if let Some(exemption) = &finding.exemption {
        let _ = writeln!(page, "\n*{}*", wording.exemption(exemption));
    }
    let _ = writeln!(page, "\n{}", entry.why_in(locale));
    if !finding.caution.is_empty() {
        let _ = writeln!(page, "\n*{}*", finding.caution);
    }
    if !finding.fixes.is_empty() {
        let _ = writeln!(page, "\n{}\n", wording.editor("reads"));
        for fix in finding.fixes.iter().take(3) {
            let note = if fix.note.is_empty() { String::new() } else { format!(" — {}", fix.note) };
            let _ = writeln!(page, "- {}{note}", reads(document, finding, fix));
        }
    }
    for (label, text) in [("advice", entry.advice_in(locale)), ("legitimate", entry.legitimate_in(locale))] {
        if !text.is_empty() {
            let _ = writeln!(page, "\n**{}**{}{text}", wording.label(label), wording.colon);
        }
    }
    let sources: Vec<String> = entry
        .sources
        .iter()
        .filter_map(|key| lexicon::sources().get(key))
        .map(|source| match source.urls.first() {
            Some(url) => format!("[{}]({url})", escape(&source.title)),
            None => escape(&source.title),
        })
        .collect();
    if !sources.is_empty() {
        let _ = writeln!(page, "\n**{}**{}{}", wording.label("sources"), wording.colon, sources.join(" · "));
    }
    let _ = write!(page, "\n`{}`", entry.id);
    page
}

/// The sentence around a finding as it would read, with what is new in bold.
fn reads(document: &OpenDocument, finding: &Finding, fix: &Fix) -> String {
    let pieces = Reading::of(document, finding, fix).after;
    let marked = pieces.iter().map(|p| if p.is_new { format!("**{}**", escape(&p.text)) } else { escape(&p.text) });
    one_line(&marked.collect::<String>())
}

/// Text that Markdown must not read as markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '[' | ']' | '<' | '>' | '`' | '\\' | '#' | '|' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// For clients that show no Markdown.
fn plain(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut chars = page.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' | '`' => {}
            '[' => {}
            ']' if chars.peek() == Some(&'(') => {
                chars.next();
                let url: String = chars.by_ref().take_while(|c| *c != ')').collect();
                let _ = write!(out, " ({url})");
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_markup() {
        assert_eq!(plain("**a\\*b** [T](https://x.org) `id`"), "a*b T (https://x.org) id");
    }
}
