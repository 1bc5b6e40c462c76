//! Where a finding is, as its readers need it: in the source text of a file, or in a container by part and paragraph.

use super::FileReport;
use crate::check::{Finding, Findings, Related, RelatedFile};
use crate::document::{Area, Document, Section, SourceMap};
use crate::text::fold::BLOCK_SEPARATOR;
use crate::text::{LineIndex, Position, SourceOffset, SourceSpan};
use std::collections::HashMap;
use std::ops::Range;

/// Stands for [`BLOCK_SEPARATOR`]: as many bytes as it has, so that places stay what they are.
const SEPARATOR: &str = "  \n";

/// The text of a container as a person reads it. Nobody is helped by the line of an XML file inside a Word document, so lines
/// are its paragraphs, counted from 1 in every part.
#[derive(Debug)]
pub struct ContainerText {
    /// A line a paragraph.
    text: String,
    lines: LineIndex,
    map: SourceMap,
    sections: Vec<Section>,
    /// Where the findings stand on pages, by their spans.
    areas: HashMap<SourceSpan, Vec<Area>>,
}

impl ContainerText {
    /// Nothing for a document that is its own only part.
    pub fn of(document: &Document, findings: &Findings) -> Option<ContainerText> {
        let prose = &document.parts.first().filter(|_| !document.sections.is_empty())?.prose;
        let areas = prose.layout.as_ref().map_or_else(HashMap::new, |layout| {
            let place = |f: &Finding| (f.span, layout.areas(&prose.map.sources(f.prose.clone())));
            findings.items.iter().map(place).collect()
        });
        let text = prose.text.replace(BLOCK_SEPARATOR, SEPARATOR);
        let lines = LineIndex::new(&text);
        let (map, sections) = (prose.map.clone().in_source_order(), document.sections.clone());
        Some(ContainerText { text, lines, map, sections, areas })
    }

    fn section(&self, at: SourceOffset) -> Option<&Section> {
        let i = self.sections.partition_point(|s| s.source.start <= at.0);
        self.sections.get(i.checked_sub(1)?)
    }

    fn position(&self, at: SourceOffset) -> Position {
        let mut position = self.lines.position(&self.text, SourceOffset(self.map.prose_at(at)));
        if let Some(section) = self.section(at) {
            let mut first = self.map.prose_at(SourceOffset(section.source.start));
            // What divides it from the part before stands in no part.
            if self.text.get(first..).is_some_and(|t| t.starts_with(SEPARATOR)) {
                first += SEPARATOR.len();
            }
            position.line = (position.line + 1).saturating_sub(self.lines.position(&self.text, SourceOffset(first)).line).max(1);
        }
        position
    }
}

/// What is kept of a text that is too large to be kept, and where in the file it stands.
#[derive(Debug, Default)]
pub struct Excerpts(Vec<Excerpt>);

#[derive(Debug)]
struct Excerpt {
    /// Where it begins in the text that is kept, in bytes.
    at: usize,
    /// Where it begins in the file, in bytes and as a position.
    byte: usize,
    position: Position,
}

impl Excerpts {
    /// Adds an excerpt behind the others.
    pub fn push(&mut self, at: usize, byte: usize, position: Position) {
        self.0.push(Excerpt { at, byte, position });
    }

    fn around(&self, at: SourceOffset) -> Option<&Excerpt> {
        self.0.get(self.0.partition_point(|e| e.at <= at.0).checked_sub(1)?)
    }
}

impl FileReport {
    /// The name of the part of a container in which a byte of the source text stands.
    pub fn part_at(&self, at: SourceOffset) -> Option<&str> {
        self.container.as_ref()?.section(at).map(|s| s.name.as_str())
    }

    /// Where a finding stands on the pages of a document that has pages.
    pub fn areas(&self, finding: &Finding) -> &[Area] {
        self.container.as_ref().and_then(|c| c.areas.get(&finding.span)).map_or(&[], Vec::as_slice)
    }

    /// The part's name in brackets, for a line of text.
    pub(super) fn part_in_brackets(&self, at: SourceOffset) -> String {
        self.part_at(at).map_or(String::new(), |p| format!(" ({p})"))
    }

    /// Line and column; in a container the paragraph of the part, and the column in it.
    pub fn position(&self, at: SourceOffset) -> Position {
        let own = |at: SourceOffset| self.lines.position(&self.source.text, at);
        match (&self.container, self.excerpt(at)) {
            (Some(container), _) => container.position(at),
            (None, Some(excerpt)) => own(at).moved(own(SourceOffset(excerpt.at)), excerpt.position),
            (None, None) => own(at),
        }
    }

    fn excerpt(&self, at: SourceOffset) -> Option<&Excerpt> {
        self.excerpts.as_ref()?.around(at)
    }

    /// The file of a place that belongs to a finding, where it begins there, and the part of a container in brackets.
    pub(super) fn related<'a>(&'a self, related: &'a Related) -> (&'a str, Position, String) {
        match &related.file {
            Some(file) => (&file.path, file.start, file.part.as_ref().map_or(String::new(), |p| format!(" ({p})"))),
            None => (&self.path, self.position(related.span.start), self.part_in_brackets(related.span.start)),
        }
    }

    /// A place of this file, for the findings of another.
    pub fn place_for_others(&self, span: SourceSpan) -> RelatedFile {
        RelatedFile {
            path: self.path.clone(),
            part: self.part_at(span.start).map(str::to_string),
            bytes: self.byte(span.start)..self.byte(span.end),
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    /// Where a finding begins and ends.
    pub fn positions(&self, finding: &Finding) -> (Position, Position) {
        (self.position(finding.span.start), self.position(finding.span.end))
    }

    /// The byte from the start of the file as it is on disk, or of the part of a container.
    pub(super) fn byte(&self, at: SourceOffset) -> usize {
        match &self.container {
            Some(container) => at.0 - container.section(at).map_or(0, |s| s.source.start.min(at.0)),
            None => self.excerpt(at).map_or_else(|| self.source.file_byte(at), |e| e.byte + at.0 - e.at),
        }
    }

    /// The words of a span of the source text, as a person reads them.
    pub(super) fn words(&self, span: SourceSpan) -> &str {
        let (text, _, range) = self.readable(span);
        text.get(range).unwrap_or_default()
    }

    /// A text with the span in it as a person reads it, and its lines.
    pub(super) fn readable(&self, span: SourceSpan) -> (&str, &LineIndex, Range<usize>) {
        match &self.container {
            Some(c) => {
                let start = c.map.prose_at(span.start);
                (&c.text, &c.lines, start..c.map.prose_at(span.end).max(start))
            }
            None => (&self.source.text, &self.lines, span.range()),
        }
    }

    /// Whether edits of the source text mean something to a program that reads the report: in a text they do, in a part of an
    /// archive they do not.
    pub(super) fn is_text(&self) -> bool {
        self.container.is_none()
    }
}
