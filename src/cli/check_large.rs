//! Large translation files, checked piece by piece: memory depends on what is found, not on the size of the file.
//!
//! Of each piece only the surroundings of its findings are kept; [`Excerpts`] says where in the file they stand. What compares
//! units (one term, one choice) compares those of a piece.

use super::files::Checked;
use super::large_file::{LargeFile, Piece};
use super::options::Setup;
use crate::check::{self, Finding, Findings, Fingerprint, LanguageHints, RuleSet};
use crate::document::{Document, Format, Source};
use crate::report::{Excerpts, FileReport};
use crate::text::{LineIndex, Position, SourceOffset, SourceSpan};
use std::collections::HashSet;
use std::ops::Range;

/// What is kept on either side of a finding, in bytes.
const AROUND: usize = 600;

/// Checks a large file; nothing where it is to be read as a whole.
///
/// # Errors
/// A line for the user.
pub fn check(file: &LargeFile, setup: &Setup) -> Result<Option<Checked>, String> {
    let mut gathered = Gathered::new();
    let work = |piece: &Piece| Told::of(piece, file.format, &file.rules, &file.hints);
    let take = |piece: &Piece, told| {
        gathered.take(piece, told);
        Ok(())
    };
    if !file.each(work, Told::held, take)? {
        return Ok(None);
    }
    let Gathered { text, excerpts, findings, fingerprints, .. } = gathered;
    let lines = LineIndex::new(&text);
    Ok(Some(Checked {
        report: FileReport {
            path: file.name.clone(),
            project_path: setup.project_path(file.path),
            source: Source::from_text(text),
            lines,
            findings,
            fingerprints,
            container: None,
            excerpts: Some(excerpts),
            remarks: Vec::new(),
            is_incomplete: false,
            prose: None,
        },
        rules: file.rules.clone(),
        hints: file.hints.clone(),
        format: file.format,
        bytes: Vec::new(),
    }))
}

/// What was found in a piece, and what of its text is kept.
struct Told {
    findings: Findings,
    fingerprints: Vec<Fingerprint>,
    /// Bytes of the piece.
    windows: Vec<Range<usize>>,
    starts: Vec<Position>,
    /// Where the piece's own text begins and where it ends.
    begins: Position,
    ends: Position,
}

impl Told {
    /// About how many bytes it holds.
    fn held(&self) -> usize {
        self.windows.iter().map(Range::len).sum()
    }

    fn of(piece: &Piece, format: Format, rules: &RuleSet, hints: &LanguageHints) -> Told {
        let document = Document::parse(&piece.text, format);
        let mut findings = check::check(&document, &piece.text, rules, hints);
        // What the head says was said with the first piece.
        findings.problems.retain(|p| p.span.start.0 >= piece.head);
        findings.other_languages.retain(|o| o.first.start.0 >= piece.head);
        let fingerprints = Fingerprint::of(&document, &findings.items);
        drop(document);
        let mut spans: Vec<Range<usize>> = findings.items.iter().flat_map(hulls).collect();
        spans.extend(findings.problems.iter().map(|p| p.span.range()));
        spans.extend(findings.other_languages.iter().flat_map(|o| [o.first.range(), o.last.range()]));
        let windows = windows(&piece.text, spans);
        let lines = LineIndex::new(&piece.text);
        let position = |at: usize| lines.position(&piece.text, SourceOffset(at));
        Told {
            starts: windows.iter().map(|w| position(w.start)).collect(),
            begins: position(piece.head),
            ends: position(piece.text.len()),
            findings,
            fingerprints,
            windows,
        }
    }
}

/// The stretches that a finding speaks of.
fn hulls(finding: &Finding) -> Vec<Range<usize>> {
    let edits = finding.fixes.iter().flat_map(|f| f.edits.iter().map(|e| e.span).chain(f.doubts.iter().map(|d| d.1)));
    let (mut start, mut end) = (finding.span.start.0, finding.span.end.0);
    for span in edits {
        start = start.min(span.start.0);
        end = end.max(span.end.0);
    }
    std::iter::once(start..end).chain(finding.related.iter().map(|r| r.span.range())).collect()
}

/// The stretches with what stands around them, joined where they meet; in the order of the text.
fn windows(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|s| s.start);
    let mut all: Vec<Range<usize>> = Vec::new();
    for span in spans {
        let mut from = span.start.saturating_sub(AROUND);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (span.end + AROUND).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        match all.last_mut().filter(|last| from <= last.end) {
            Some(last) => last.end = last.end.max(to),
            None => all.push(from..to),
        }
    }
    all
}

/// What is known so far.
struct Gathered {
    text: String,
    excerpts: Excerpts,
    findings: Findings,
    fingerprints: Vec<Fingerprint>,
    seen: check::Occurrences,
    /// Where the next piece begins: in bytes of the file, and as a position.
    byte: usize,
    position: Position,
    /// Choices of words that were told already: entry and the two words.
    choices: HashSet<(usize, String, Vec<String>)>,
}

impl Gathered {
    fn new() -> Gathered {
        Gathered {
            text: String::new(),
            excerpts: Excerpts::default(),
            findings: Findings::default(),
            fingerprints: Vec::new(),
            seen: Default::default(),
            byte: 0,
            position: Position { line: 1, column: 1, utf16: 1 },
            choices: HashSet::new(),
        }
    }

    fn take(&mut self, piece: &Piece, told: Told) {
        // Kept windows stand one after another, divided by a line end that belongs to none.
        let mut kept = Vec::with_capacity(told.windows.len());
        for (window, start) in told.windows.iter().zip(&told.starts) {
            let at = self.text.len();
            let place = start.moved(told.begins, self.position);
            let file_byte = (self.byte + window.start).saturating_sub(piece.head);
            self.excerpts.push(at, file_byte, place);
            kept.push((window.clone(), at));
            self.text.push_str(&piece.text[window.clone()]);
            self.text.push('\n');
        }
        let moved_span = |span: SourceSpan| -> SourceSpan {
            let n = kept.partition_point(|(w, _)| w.start <= span.start.0);
            let Some((window, at)) = n.checked_sub(1).and_then(|n| kept.get(n)) else { return span };
            let place = |o: SourceOffset| at + o.0.clamp(window.start, window.end) - window.start;
            SourceSpan::new(place(span.start), place(span.end))
        };
        let Findings { items, other_languages, problems, ignores_used, .. } = told.findings;
        for (mut finding, print) in items.into_iter().zip(told.fingerprints) {
            if let Some(check::Comparison::Choice { other, .. }) = &finding.comparison {
                let source = finding.related.iter().take(1).map(|r| r.text.to_lowercase()).collect();
                if !self.choices.insert((finding.entry, format!("{} {other}", finding.text).to_lowercase(), source)) {
                    continue;
                }
            }
            finding.span = moved_span(finding.span);
            for fix in &mut finding.fixes {
                fix.edits.iter_mut().for_each(|e| e.span = moved_span(e.span));
                fix.doubts.iter_mut().for_each(|d| d.1 = moved_span(d.1));
            }
            finding.related.iter_mut().for_each(|r| r.span = moved_span(r.span));
            self.fingerprints.push(self.seen.number(finding.entry, print.sentence, finding.is_reported()));
            self.findings.items.push(finding);
        }
        for mut problem in problems {
            problem.span = moved_span(problem.span);
            self.findings.problems.push(problem);
        }
        for mut other in other_languages {
            (other.first, other.last) = (moved_span(other.first), moved_span(other.last));
            match self.findings.other_languages.iter_mut().find(|o| o.tag == other.tag) {
                Some(known) => {
                    known.paragraphs += other.paragraphs;
                    known.last = other.last;
                }
                None => self.findings.other_languages.push(other),
            }
        }
        for index in ignores_used {
            if !self.findings.ignores_used.contains(&index) {
                self.findings.ignores_used.push(index);
            }
        }
        self.position = told.ends.moved(told.begins, self.position);
        self.byte += piece.text.len() - piece.head;
    }
}
