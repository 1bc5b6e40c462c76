//! The sentence around a finding as it is and as it would be.

use super::desk::Desk;
use super::diagnostics::{locale, range};
use super::documents::{OpenDocument, line_position};
use super::positions::{bytes_of, line_end};
use crate::check::{Applicability, Finding, Fix, sentence};
use crate::report::{Wording, one_line};
use serde_json::{Value, json};
use tower_lsp::ls_types::{Position, Uri};

/// Lines are looked at no further than this around a fix, in bytes.
const REACH: usize = 300;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_new: bool,
}

/// A sentence before a fix and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub before: String,
    pub after: Vec<Piece>,
}

impl Reading {
    /// How the sentence around a finding changes.
    pub fn of(document: &OpenDocument, finding: &Finding, fix: &Fix) -> Reading {
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
        let mut after: Vec<Piece> = Vec::new();
        let mut push = |text: &str, is_new: bool| {
            if !text.is_empty() {
                after.push(Piece { text: text.to_string(), is_new });
            }
        };
        let mut at = around.start;
        for edit in &fix.edits {
            let (start, end) = (edit.span.start.0 - first, edit.span.end.0 - first);
            push(line.get(at..start).unwrap_or_default(), false);
            let new = edit.text.trim();
            let (before, behind) = edit.text.split_once(new).unwrap_or_default();
            push(before, false);
            push(new, true);
            push(behind, false);
            at = end;
        }
        push(line.get(at..around.end).unwrap_or_default(), false);
        Reading { before: line.get(around).unwrap_or_default().to_string(), after }
    }

    pub fn after(&self) -> String {
        self.after.iter().map(|p| p.text.as_str()).collect()
    }
}

impl Desk {
    /// What every fix would make of the sentence, for the findings at a position or in a range; without either, for all.
    pub fn preview(&mut self, uri: &Uri, place: Option<(Position, Position)>) -> Value {
        let profile = self.profile.clone();
        let Some((document, rules)) = self.analysed(uri) else { return json!([]) };
        let encoding = profile.encoding;
        let wanted = place.map(|(from, to)| bytes_of(&document.text, line_position(from), line_position(to), encoding));
        let findings = document.analysis.as_ref().map_or(&[][..], |a| &a.findings);
        let touched = findings
            .iter()
            .filter(|f| f.is_reported())
            .filter(|f| wanted.as_ref().is_none_or(|w| f.span.start.0 <= w.end && w.start <= f.span.end.0));
        let shown = touched.map(|finding| {
            let wording = Wording::of(locale(&profile, finding));
            let fixes = finding.fixes.iter().map(|fix| {
                let reading = Reading::of(document, finding, fix);
                let check = fix.doubts.iter().map(|(kind, span)| {
                    let word = document.text.get_byte_slice(span.range()).map(|s| one_line(&s.to_string())).unwrap_or_default();
                    json!({ "range": range(&document.text, *span, encoding), "text": word, "reason": wording.doubt(*kind) })
                });
                let edits =
                    fix.edits.iter().map(|e| json!({ "range": range(&document.text, e.span, encoding), "newText": e.text }));
                json!({
                    "title": fix.title,
                    "safe": fix.applicability == Applicability::Safe,
                    "note": fix.note,
                    "before": one_line(&reading.before),
                    "after": one_line(&reading.after()),
                    "check": check.collect::<Vec<_>>(),
                    "edits": edits.collect::<Vec<_>>(),
                })
            });
            json!({
                "range": range(&document.text, finding.span, encoding),
                "text": finding.text,
                "entry": rules.entries[finding.entry].id,
                "message": wording.headline(finding, &rules),
                "fixes": fixes.collect::<Vec<_>>(),
            })
        });
        Value::Array(shown.collect())
    }
}
