//! From characters with places to lines and paragraphs, where the document does not say what they are.

use super::columns;
use super::page::{Artifact, Page};
use crate::document::Role;
use crate::text::script::is_han;
use std::collections::BTreeMap;
use std::ops::Range;

/// Part of a line: characters in a row in one font. `start`, `end` and `level` are measured along and across the direction in
/// which the text runs, in points.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Index into the page's fragments.
    pub(super) fragment: usize,
    /// Of the page's glyphs, without white space at either end.
    pub(super) glyphs: Range<usize>,
    pub(super) start: f32,
    pub(super) end: f32,
    /// Of the base line; more is higher.
    pub(super) level: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// White space stands before it, or behind it.
    is_spaced: (bool, bool),
    /// A gap of this many points is a space.
    space: f32,
    /// Whether a space divides it from the piece before.
    pub(super) follows_space: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) is_running: bool,
}

impl Line {
    pub(super) fn start(&self) -> f32 {
        self.pieces.first().map_or(0.0, |p| p.start)
    }

    pub(super) fn end(&self) -> f32 {
        self.pieces.iter().map(|p| p.end).fold(f32::MIN, f32::max)
    }

    fn last_end(&self) -> f32 {
        self.pieces.last().map_or(0.0, |p| p.end)
    }

    fn largest(&self) -> Option<&Piece> {
        self.pieces.iter().max_by(|a, b| a.size.total_cmp(&b.size))
    }

    pub(super) fn level(&self) -> f32 {
        self.largest().map_or(0.0, |p| p.level)
    }

    pub(super) fn size(&self) -> f32 {
        // Most of its characters decide; one large initial does not.
        self.pieces.iter().max_by_key(|p| p.glyphs.len()).map_or(1.0, |p| p.size)
    }

    fn is_bold(&self) -> Option<bool> {
        let first = self.pieces.first()?.is_bold;
        self.pieces.iter().all(|p| p.is_bold == first).then_some(first)
    }

    /// As it reads.
    pub(super) fn text(&self, page: &Page) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            if piece.follows_space && !text.is_empty() {
                text.push(' ');
            }
            piece.glyphs.clone().for_each(|g| text.push_str(page.glyph_text(g)));
        }
        text
    }

    fn last_char(&self, page: &Page) -> Option<char> {
        let last = self.pieces.last()?.glyphs.end.checked_sub(1)?;
        page.glyph_text(last).chars().next_back()
    }

    fn first_chars(&self, page: &Page) -> String {
        let glyphs = self.pieces.iter().flat_map(|p| p.glyphs.clone());
        glyphs.take(4).map(|g| page.glyph_text(g)).collect()
    }
}

/// A paragraph, a heading, a cell, or lines of one that go on elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
    pub(super) role: Role,
    /// The element of the structure tree.
    pub(super) element: Option<u32>,
    /// It is no part of the text that runs on: a header, a footer, a watermark.
    pub(super) is_running: bool,
}

/// The blocks of a page in the order of reading: first what the structure tree orders, then the rest by its place.
pub(super) fn blocks(page: &Page, roles: &[Role]) -> Vec<Block> {
    let mut tagged: Vec<((u32, u32), Piece)> = Vec::new();
    // By direction in degrees; nearly all text of nearly all pages has one.
    let mut free: BTreeMap<i32, Vec<Piece>> = BTreeMap::new();
    let mut artifacts: BTreeMap<i32, Vec<Piece>> = BTreeMap::new();
    for (index, fragment) in page.fragments.iter().enumerate() {
        let Some(piece) = piece(page, index) else { continue };
        let mark = page.marks.get(fragment.mark);
        let degrees = fragment.along.1.atan2(fragment.along.0).to_degrees().round() as i32;
        match mark.and_then(|m| m.artifact) {
            Some(Artifact::Pagination | Artifact::Other) => artifacts.entry(degrees).or_default().push(piece),
            None => match mark.and_then(|m| m.tagged) {
                Some(place) => tagged.push((place, piece)),
                None => free.entry(degrees).or_default().push(piece),
            },
        }
    }
    let mut blocks = elements(tagged, roles);
    let mut groups: Vec<Vec<Piece>> = free.into_values().collect();
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    for group in groups {
        for region in columns::regions(unique(page, group)) {
            blocks.extend(paragraphs(page, region));
        }
    }
    for group in artifacts.into_values() {
        blocks.extend(paragraphs(page, unique(page, group)).into_iter().map(|b| Block { is_running: true, ..b }));
    }
    blocks
}

fn piece(page: &Page, index: usize) -> Option<Piece> {
    let fragment = &page.fragments[index];
    let is_blank = |g: usize| page.glyph_text(g).trim().is_empty();
    // Without any text is what belongs to the character before it (ActualText).
    let is_space = |g: usize| is_blank(g) && !page.glyph_text(g).is_empty();
    let mut glyphs = fragment.glyphs.clone();
    let whole = glyphs.clone();
    while glyphs.start < glyphs.end && is_blank(glyphs.start) {
        glyphs.start += 1;
    }
    while glyphs.start < glyphs.end && is_space(glyphs.end - 1) {
        glyphs.end -= 1;
    }
    let (first, last) = (page.glyphs.get(glyphs.start)?, page.glyphs.get(glyphs.end.checked_sub(1)?)?);
    if glyphs.is_empty() {
        return None;
    }
    let (ax, ay) = fragment.along;
    let start = first.x * ax + first.y * ay;
    Some(Piece {
        fragment: index,
        start,
        end: (last.x * ax + last.y * ay + last.advance).max(start),
        level: first.y * ax - first.x * ay,
        size: fragment.size,
        is_bold: fragment.is_bold,
        is_spaced: (glyphs.start > whole.start, glyphs.end < whole.end),
        space: fragment.space,
        follows_space: false,
        glyphs,
    })
}

/// Without what is painted twice at the same place, for a shadow or for bold letters.
fn unique(page: &Page, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut seen: std::collections::HashMap<(i32, i32), Vec<usize>> = std::collections::HashMap::new();
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    /// Points: the side of a cell in which others are looked for.
    const CELL: f32 = 4.0;
    for piece in pieces {
        let text = page.fragment_text(&page.fragments[piece.fragment]);
        let cell = ((piece.start / CELL).round() as i32, (piece.level / CELL).round() as i32);
        let near = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (cell.0.saturating_add(x), cell.1.saturating_add(y))));
        let is_double = near.filter_map(|c| seen.get(&c)).flatten().any(|&i| {
            let other = &kept[i];
            let close = |a: f32, b: f32| (a - b).abs() < 0.15 * piece.size;
            close(other.start, piece.start)
                && close(other.level, piece.level)
                && close(other.end, piece.end)
                && page.fragment_text(&page.fragments[other.fragment]) == text
        });
        if !is_double {
            let cell = seen.entry(cell).or_default();
            // Hundreds in one place are no text.
            if cell.len() < 64 {
                cell.push(kept.len());
            }
            kept.push(piece);
        }
    }
    kept
}

/// Blocks as the structure tree has them; within one, the lines end where the text goes back or down.
fn elements(mut pieces: Vec<((u32, u32), Piece)>, roles: &[Role]) -> Vec<Block> {
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    for ((block, rank), _) in &pieces {
        let lowest = first.entry(*block).or_insert(*rank);
        *lowest = (*rank).min(*lowest);
    }
    pieces.sort_by_key(|((block, rank), piece)| (first.get(block).copied(), *block, *rank, piece.fragment));
    let mut blocks: Vec<Block> = Vec::new();
    for ((element, _), piece) in pieces {
        let block = match blocks.last_mut().filter(|b| b.element == Some(element)) {
            Some(block) => block,
            None => {
                let role = roles.get(element as usize).copied().unwrap_or_default();
                blocks.push(Block { lines: Vec::new(), role, element: Some(element), is_running: false });
                let last = blocks.len() - 1;
                &mut blocks[last]
            }
        };
        match block.lines.last_mut().filter(|l| goes_on(l, &piece)) {
            Some(line) => push(line, piece),
            None => block.lines.push(Line { pieces: vec![piece], is_running: false }),
        }
    }
    blocks
}

fn goes_on(line: &Line, piece: &Piece) -> bool {
    /// Pieces; so that the time stays linear.
    const LONGEST: usize = 2_000;
    if line.pieces.len() > LONGEST {
        return false;
    }
    let size = line.largest().map_or(piece.size, |l| l.size.max(piece.size));
    let last_end = line.last_end();
    (line.level() - piece.level).abs() < 0.5 * size && piece.start > last_end - 0.5 * size
}

fn push(line: &mut Line, mut piece: Piece) {
    if let Some(last) = line.pieces.last() {
        piece.follows_space = last.is_spaced.1 || piece.is_spaced.0 || piece.start - last.end > piece.space.max(last.space);
    }
    line.pieces.push(piece);
}

/// Lines from the top down, those side by side in the order of the text.
fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    /// In font sizes: what stands further from what is before it on the same level is a line of its own.
    const WIDEST: f32 = 2.5;
    pieces.sort_by(|a, b| b.level.total_cmp(&a.level));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let (mut level, mut size) = (f32::MAX, 0f32);
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if (level - piece.level).abs() < 0.5 * size.max(piece.size) => {
                if piece.size > size {
                    (level, size) = (piece.level, piece.size);
                }
                row.push(piece);
            }
            _ => {
                (level, size) = (piece.level, piece.size);
                rows.push(vec![piece]);
            }
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.fragment.cmp(&b.fragment)));
        let mut is_first = true;
        for piece in row {
            match lines.last_mut() {
                Some(line) if !is_first && piece.start - line.last_end() < WIDEST * piece.size => push(line, piece),
                _ => lines.push(Line { pieces: vec![piece], is_running: false }),
            }
            is_first = false;
        }
    }
    lines
}

/// The paragraphs of a region that is one column.
fn paragraphs(page: &Page, pieces: Vec<Piece>) -> Vec<Block> {
    /// Paragraphs that a line may still belong to: those side by side.
    const OPEN: usize = 24;
    let lines = lines(pieces);
    let right = lines.iter().map(Line::end).fold(f32::MIN, f32::max);
    let usual = usual_leading(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let from = blocks.len().saturating_sub(OPEN);
        let home = blocks[from..].iter().rposition(|b| continues(page, b, &line, usual, right));
        match home.and_then(|i| blocks.get_mut(from + i)) {
            Some(block) => block.lines.push(line),
            None => {
                blocks.push(Block { lines: vec![line], role: Role::Paragraph, element: None, is_running: false });
            }
        }
    }
    blocks
}

/// The distance from base line to base line that is most frequent, in font sizes.
fn usual_leading(lines: &[Line]) -> f32 {
    let mut distances: Vec<f32> = lines
        .windows(2)
        .map(|w| (w[0].level() - w[1].level()) / w[1].size().max(0.1))
        .filter(|d| (0.8..3.0).contains(d))
        .collect();
    distances.sort_by(f32::total_cmp);
    // The lower third: gaps between paragraphs are wider, none is narrower.
    distances.get(distances.len() / 3).copied().unwrap_or(1.3)
}

/// Whether a line belongs to a paragraph whose last line stands above it.
fn continues(page: &Page, block: &Block, line: &Line, usual: f32, right: f32) -> bool {
    let Some(last) = block.lines.last() else { return false };
    let size = line.size();
    let distance = last.level() - line.level();
    if (last.size() - size).abs() > 0.12 * size || distance < 0.5 * size || distance > 1.3 * usual * size {
        return false;
    }
    let shared = last.end().min(line.end()) - last.start().max(line.start());
    if shared < 0.5 * (last.end() - last.start()).min(line.end() - line.start()) {
        return false;
    }
    let before = last.last_char(page);
    let is_broken = matches!(before, Some('-' | '\u{ad}' | '\u{2010}'));
    if is_broken {
        return true;
    }
    if begins_item(&line.first_chars(page)) || last.is_bold() == Some(true) && line.is_bold() == Some(false) {
        return false;
    }
    let has_ended =
        before.is_some_and(|c| matches!(c, '.' | '!' | '?' | ':' | '。' | '！' | '？' | '：' | '»' | '”' | '…' | ')'));
    let left = block.lines.iter().rev().take(32).map(Line::start).fold(f32::MAX, f32::min);
    let is_indented = line.start() - last.start() > 0.8 * size && line.start() - left > 0.8 * size;
    let was_short = right - last.end() > 4.0 * size;
    let begins = line.first_chars(page).chars().next().is_some_and(|c| c.is_uppercase() || is_han(c));
    // Where every paragraph is one line, the distance between lines is that between paragraphs.
    let is_far = distance > 1.8 * size;
    !(has_ended && (is_indented || (was_short || is_far) && begins))
}

/// A bullet, or a number of an item.
fn begins_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '‣' | '▪' | '▫' | '●' | '○' | '◦' | '■' | '□' | '\u{fffc}' | '➢' | '✓') => true,
        Some('–' | '—' | '-' | '*') => chars.next() == Some(' '),
        Some(c) if c.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            text.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}
