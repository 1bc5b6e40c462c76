//! `textDocument/hover`: why, what to say instead, when the word is right, where to read on.

use super::desk::Desk;
use super::diagnostics::{locale, range};
use super::documents::{OpenDocument, line_position};
use super::positions::{byte_of, line_end};
use crate::check::{Finding, Fix, RuleSet, sentence};
use crate::lexicon;
use crate::report::Wording;
use crate::text::Language;
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
            None => directive(document, at, profile.locale.unwrap_or(Language::En))?,
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
    if !finding.fixes.is_empty() {
        let _ = writeln!(page, "\n{}\n", wording.editor("reads"));
        for fix in finding.fixes.iter().take(3) {
            let note = if fix.note.is_empty() { String::new() } else { format!(" — {}", fix.note) };
            let _ = writeln!(page, "- {}{note}", reads(document, finding, fix));
        }
    }
    for (label, text) in [("advice", entry.advice_in(locale)), ("legitimate", entry.legitimate_in(locale))] {
        if !text.is_empty() {
            let _ = writeln!(page, "\n**{}**: {text}", wording.label(label));
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
        let _ = writeln!(page, "\n**{}**: {}", wording.label("sources"), sources.join(" · "));
    }
    let _ = write!(page, "\n`{}`", entry.id);
    page
}

/// The sentence around a finding as it would read, with what is new in bold.
fn reads(document: &OpenDocument, finding: &Finding, fix: &Fix) -> String {
    const REACH: usize = 300;
    let text = &document.text;
    let from = fix.edits.iter().map(|e| e.span.start.0).min().unwrap_or(finding.span.start.0).min(finding.span.start.0);
    let to = fix.edits.iter().map(|e| e.span.end.0).max().unwrap_or(finding.span.end.0).max(finding.span.end.0);
    // The lines, no further than a screen holds.
    let first = text.line_to_byte(text.byte_to_line(from)).max(from.saturating_sub(REACH));
    let last = line_end(text, text.byte_to_line(to)).min(to + REACH);
    let whole = |byte: usize| text.char_to_byte(text.byte_to_char(byte));
    let (first, last) = (whole(first), whole(last).max(to));
    let line = text.byte_slice(first..last).to_string();
    let around = sentence::around(&line, from - first..to - first);
    let mut out = String::new();
    let mut at = around.start;
    for edit in &fix.edits {
        let (start, end) = (edit.span.start.0 - first, edit.span.end.0 - first);
        out.push_str(&escape(line.get(at..start).unwrap_or_default()));
        let new = edit.text.trim();
        if !new.is_empty() {
            let (before, behind) = edit.text.split_once(new).unwrap_or_default();
            let _ = write!(out, "{before}**{}**{behind}", escape(new));
        } else {
            out.push_str(&edit.text);
        }
        at = end;
    }
    out.push_str(&escape(line.get(at..around.end).unwrap_or_default()));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that Markdown must not read as markup.
fn escape(text: &str) -> String {
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

/// A comment that speaks to the linter: what it silences.
fn directive(document: &OpenDocument, at: usize, locale: Language) -> Option<(String, crate::text::SourceSpan)> {
    let line = document.text.byte_to_line(at);
    let first = document.text.line_to_byte(line);
    let text = document.text.byte_slice(first..line_end(&document.text, line)).to_string();
    let from = text[..(at - first).min(text.len())].rfind("<!--")?;
    let to = from + text[from..].find("-->")? + 3;
    let comment = &text[from..to];
    let rest = comment.split_once("motjuste:")?.1;
    let (_, rest) = rest.split_once('[')?;
    let (ids, rest) = rest.split_once(']')?;
    let reason = rest.trim_end_matches("-->").trim();
    let reason = reason.strip_prefix("because").unwrap_or(reason).trim();
    if first + to < at {
        return None;
    }
    let page = Wording::of(locale).editor("ignores").replace("{entry}", ids).replace("{reason}", reason);
    Some((page, crate::text::SourceSpan::new(first + from, first + to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_markup() {
        assert_eq!(plain("**a\\*b** [T](https://x.org) `id`"), "a*b T (https://x.org) id");
    }
}
