//! Which paragraphs of two documents are translations of one another.
//!
//! The order of the text, kinds of paragraph, lengths and numbers decide, after W. Gale and K. Church, "A Program for Aligning
//! Sentences in Bilingual Corpora" (Computational Linguistics 19, 1993), over paragraphs instead of sentences: one for one,
//! one for two, two for one, or one left out, so that the whole is most likely. Headings are held against headings only. A pair
//! that does not look like one is given up rather than believed.

use crate::document::{Prose, Role};
use crate::text::fold::BLOCK_SEPARATOR;
use crate::text::script::is_han;
use std::collections::HashMap;
use std::ops::Range;

/// What belongs together; ranges are bytes of the two proses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    pub pairs: Vec<(Range<usize>, Range<usize>)>,
    /// Paragraphs of the source without one of the target, and the other way round.
    pub source_left: Vec<Range<usize>>,
    pub target_left: Vec<Range<usize>>,
}

/// Aligns two documents: by the names of their units where both have such, else by their paragraphs.
pub fn align(source: &Prose, target: &Prose) -> Alignment {
    if source.units.is_empty() || target.units.is_empty() { by_paragraphs(source, target) } else { by_units(source, target) }
}

/// Units of the same name; of several with one name the first with the first.
fn by_units(source: &Prose, target: &Prose) -> Alignment {
    let mut alignment = Alignment::default();
    let mut known: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    let texts = |prose: &'_ Prose| prose.units.iter().filter_map(|u| Some((u.id.clone(), u.target.clone()?))).collect::<Vec<_>>();
    let (sources, targets) = (texts(source), texts(target));
    for (id, range) in targets.iter().rev() {
        known.entry(id).or_default().push(range.clone());
    }
    for (id, range) in &sources {
        match known.get_mut(id.as_str()).and_then(Vec::pop) {
            Some(other) => alignment.pairs.push((range.clone(), other)),
            None => alignment.source_left.push(range.clone()),
        }
    }
    alignment.target_left = known.into_values().flatten().collect();
    alignment.target_left.sort_by_key(|r| r.start);
    alignment
}

/// A paragraph, heading, list item or table cell.
struct Block {
    range: Range<usize>,
    role: Role,
    /// Letters, in the measure of an alphabet.
    length: f64,
    /// Numbers of two digits or more, sorted.
    numbers: Vec<String>,
}

/// An ideograph says about as much as so many letters.
const LETTERS_AN_IDEOGRAPH: f64 = 2.5;

impl Block {
    fn new(text: &str, range: Range<usize>, role: Role) -> Option<Block> {
        let own = text.get(range.clone())?;
        let length: f64 =
            own.chars().filter(|c| !c.is_whitespace()).map(|c| if is_han(c) { LETTERS_AN_IDEOGRAPH } else { 1.0 }).sum();
        if !own.chars().any(char::is_alphanumeric) {
            return None;
        }
        let mut numbers: Vec<String> =
            own.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() > 1).map(str::to_string).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Some(Block { range, role, length, numbers })
    }
}

fn blocks(prose: &Prose) -> Vec<Block> {
    let text = &prose.text;
    let Some(segments) = &prose.segments else { return paragraphs(text) };
    let mut all: Vec<(Range<usize>, Role)> = Vec::new();
    for segment in segments.iter().filter(|s| s.role != Role::Verbatim) {
        match all.last_mut() {
            // Another language inside a paragraph begins a segment, not a block.
            Some((last, role)) if *role == segment.role && !text[last.end..segment.range.start].contains(BLOCK_SEPARATOR) => {
                last.end = segment.range.end;
            }
            _ => all.push((segment.range.clone(), segment.role)),
        }
    }
    all.into_iter().filter_map(|(range, role)| Block::new(text, range, role)).collect()
}

/// Plain text has its paragraphs between blank lines.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut all = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        match &mut open {
            _ if line.trim().is_empty() => all.extend(open.take()),
            Some(range) => range.end = end,
            None => open = Some(at..end),
        }
        at += line.len();
    }
    all.extend(open);
    all.into_iter().filter_map(|range| Block::new(text, range, Role::Paragraph)).collect()
}

/// Costs are a hundred times the natural logarithm of a likelihood, as in the paper.
const SKIP: f64 = 450.0;
const TWO_FOR_ONE: f64 = 230.0;
const OTHER_ROLE: f64 = 900.0;
const OTHER_NUMBERS: f64 = 120.0;
/// A pair that costs more is not believed.
const MISTRUST: f64 = 700.0;
/// The variance of a translation's length for each letter of the source.
const VARIANCE: f64 = 6.8;
/// Cells of the table at most; in longer documents only what lies near the diagonal is looked at.
const MOST_CELLS: usize = 4 << 20;

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Start,
    OneForOne,
    OneForTwo,
    TwoForOne,
    SourceLeft,
    TargetLeft,
}

impl Step {
    /// How many paragraphs of either side it takes.
    fn takes(self) -> (usize, usize) {
        match self {
            Step::Start => (0, 0),
            Step::OneForOne => (1, 1),
            Step::OneForTwo => (1, 2),
            Step::TwoForOne => (2, 1),
            Step::SourceLeft => (1, 0),
            Step::TargetLeft => (0, 1),
        }
    }
}

fn by_paragraphs(source: &Prose, target: &Prose) -> Alignment {
    let (source, target) = (blocks(source), blocks(target));
    let first = aligned(&source, &target, 1.0);
    // How much longer this translation is, is known from what was believed.
    let length = |text: &[Block], ranges: &[Range<usize>]| -> f64 {
        let mut sum = 0.0;
        for range in ranges {
            let from = text.partition_point(|b| b.range.start < range.start);
            sum += text[from..].iter().take_while(|b| b.range.end <= range.end).map(|b| b.length).sum::<f64>();
        }
        sum
    };
    let (own, other): (Vec<_>, Vec<_>) = first.pairs.iter().cloned().unzip();
    let ratio = length(&target, &other) / length(&source, &own);
    if ratio.is_finite() && (ratio - 1.0).abs() > 0.02 { aligned(&source, &target, ratio.clamp(0.6, 1.7)) } else { first }
}

/// `ratio`: how many letters of the target a letter of the source has.
fn aligned(source: &[Block], target: &[Block], ratio: f64) -> Alignment {
    let mut table = Table::new(source.len(), target.len());
    for i in 0..=source.len() {
        for j in table.columns(i) {
            let mut best = (f64::INFINITY, Step::Start);
            if i == 0 && j == 0 {
                best = (0.0, Step::Start);
            }
            for step in [Step::OneForOne, Step::OneForTwo, Step::TwoForOne, Step::SourceLeft, Step::TargetLeft] {
                let (m, n) = step.takes();
                let (Some(from_i), Some(from_j)) = (i.checked_sub(m), j.checked_sub(n)) else { continue };
                let before = table.cost(from_i, from_j);
                if !before.is_finite() {
                    continue;
                }
                let cost = before + cost(step, &source[from_i..i], &target[from_j..j], ratio);
                if cost < best.0 {
                    best = (cost, step);
                }
            }
            table.set(i, j, best);
        }
    }
    let mut alignment = Alignment::default();
    let (mut i, mut j) = (source.len(), target.len());
    while i + j > 0 {
        let step = table.step(i, j);
        let (m, n) = step.takes();
        if step == Step::Start {
            break;
        }
        let (own, other) = (&source[i - m..i], &target[j - n..j]);
        let is_believed = m > 0 && n > 0 && cost(step, own, other, ratio) <= MISTRUST;
        match (whole(own), whole(other)) {
            (Some(s), Some(t)) if is_believed => alignment.pairs.push((s, t)),
            _ => {
                alignment.source_left.extend(own.iter().rev().map(|b| b.range.clone()));
                alignment.target_left.extend(other.iter().rev().map(|b| b.range.clone()));
            }
        }
        (i, j) = (i - m, j - n);
    }
    alignment.pairs.reverse();
    alignment.source_left.reverse();
    alignment.target_left.reverse();
    alignment
}

fn whole(blocks: &[Block]) -> Option<Range<usize>> {
    Some(blocks.first()?.range.start..blocks.last()?.range.end)
}

fn cost(step: Step, source: &[Block], target: &[Block], ratio: f64) -> f64 {
    let base = match step {
        Step::Start | Step::OneForOne => 0.0,
        Step::OneForTwo | Step::TwoForOne => TWO_FOR_ONE,
        Step::SourceLeft | Step::TargetLeft => return SKIP,
    };
    let roles = source.iter().chain(target).map(|b| b.role);
    let apart = roles.clone().zip(roles.skip(1)).any(|(a, b)| (a != b) && (is_of_its_kind(a) || is_of_its_kind(b)));
    let length = |blocks: &[Block]| blocks.iter().map(|b| b.length).sum::<f64>();
    base + lengths(length(source) * ratio, length(target)) + if apart { OTHER_ROLE } else { 0.0 } + numbers(source, target)
}

/// What is held against its like only.
fn is_of_its_kind(role: Role) -> bool {
    matches!(role, Role::Heading | Role::Attribute)
}

/// How unlikely it is that a translation of `wanted` letters has `found`.
fn lengths(wanted: f64, found: f64) -> f64 {
    let mean = (wanted + found) / 2.0;
    // The shortest items differ by a word or two.
    let deviation = ((found - wanted) / (mean.max(12.0) * VARIANCE).sqrt()).abs();
    let tail = erfc(deviation / std::f64::consts::SQRT_2).max(1e-12);
    -100.0 * tail.ln()
}

/// Numbers that stand on one side only speak against a pair, common ones for it.
fn numbers(source: &[Block], target: &[Block]) -> f64 {
    let all = |blocks: &[Block]| blocks.iter().flat_map(|b| b.numbers.iter().cloned()).collect::<std::collections::BTreeSet<_>>();
    if source.iter().all(|b| b.numbers.is_empty()) && target.iter().all(|b| b.numbers.is_empty()) {
        return 0.0;
    }
    let (own, other) = (all(source), all(target));
    let common = own.intersection(&other).count();
    let either = own.union(&other).count().max(1);
    OTHER_NUMBERS * (1.0 - 2.0 * common as f64 / either as f64)
}

/// The complementary error function, to seven digits (Abramowitz and Stegun, 7.1.26).
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    series * (-x * x).exp()
}

/// The best way to every pair of places, near the diagonal.
struct Table {
    rows: usize,
    columns: usize,
    /// Columns kept of each row.
    width: usize,
    cells: Vec<(f32, Step)>,
}

impl Table {
    fn new(rows: usize, columns: usize) -> Table {
        let width = (MOST_CELLS / (rows + 1)).max(3).min(columns + 1);
        Table { rows, columns, width, cells: vec![(f32::INFINITY, Step::Start); (rows + 1) * width] }
    }

    /// The first column that is kept of a row.
    fn first(&self, row: usize) -> usize {
        let middle = row * self.columns / self.rows.max(1);
        middle.saturating_sub(self.width / 2).min(self.columns + 1 - self.width.min(self.columns + 1))
    }

    fn columns(&self, row: usize) -> Range<usize> {
        let first = self.first(row);
        first..(first + self.width).min(self.columns + 1)
    }

    fn cell(&self, row: usize, column: usize) -> Option<usize> {
        self.columns(row).contains(&column).then(|| row * self.width + column - self.first(row))
    }

    fn cost(&self, row: usize, column: usize) -> f64 {
        self.cell(row, column).map_or(f64::INFINITY, |c| f64::from(self.cells[c].0))
    }

    fn step(&self, row: usize, column: usize) -> Step {
        self.cell(row, column).map_or(Step::Start, |c| self.cells[c].1)
    }

    fn set(&mut self, row: usize, column: usize, (cost, step): (f64, Step)) {
        if let Some(cell) = self.cell(row, column) {
            self.cells[cell] = (cost as f32, step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};

    fn shown(source: &str, target: &str, format: Format) -> (Vec<(String, String)>, usize, usize) {
        let (source, target) = (Document::parse(source, format), Document::parse(target, format));
        let (source, target) = (&source.parts[0].prose, &target.parts[0].prose);
        let found = align(source, target);
        let short = |text: &str| text.split(' ').next().unwrap_or_default().to_string();
        let pairs = found.pairs.iter().map(|(s, t)| (short(&source.text[s.clone()]), short(&target.text[t.clone()]))).collect();
        (pairs, found.source_left.len(), found.target_left.len())
    }

    #[test]
    fn a_paragraph_left_out_is_left_out_and_the_rest_stays_together() {
        let source = "# Rights\n\nSex workers met the minister on Monday to talk about the new bill.\n\nIn 2019 there were 45 members.\n\n\
                      This paragraph was added after the translation had been made, and nobody has translated it so far, long as it is.\n\n\
                      ## Health\n\nThe clinic opens at nine.";
        let target = "# Droits\n\nDes travailleuses du sexe ont rencontré la ministre lundi pour parler du projet de loi.\n\n\
                      Elles étaient 45 en 2019.\n\n## Santé\n\nLa clinique ouvre à neuf heures.";
        let (pairs, left, extra) = shown(source, target, Format::MARKDOWN);
        let wanted = [("Rights", "Droits"), ("Sex", "Des"), ("In", "Elles"), ("Health", "Santé"), ("The", "La")];
        assert_eq!(pairs, wanted.map(|(a, b)| (a.to_string(), b.to_string())));
        assert_eq!((left, extra), (1, 0));
    }

    #[test]
    fn one_paragraph_may_become_two() {
        let source = "The union has members in twelve towns. Its office answers questions about contracts, taxes and rent every day.\n\nCall us.";
        let target = "El sindicato tiene afiliadas en doce ciudades.\n\nSu oficina responde cada día a preguntas sobre contratos, impuestos y alquiler.\n\nLlámenos.";
        let (pairs, left, extra) = shown(source, target, Format::PLAIN);
        assert_eq!(pairs.len(), 2, "{pairs:?}");
        assert_eq!((left, extra), (0, 0));
    }

    #[test]
    fn documents_that_have_nothing_in_common_are_not_believed() {
        let source = "One.\n\nTwo.\n\nThree.";
        let long = "Это очень длинный абзац, в котором нет ничего общего с коротким текстом на другой стороне, и он продолжается ещё долго. "
            .repeat(6);
        let (pairs, left, extra) = shown(source, &long, Format::PLAIN);
        assert!(pairs.is_empty(), "{pairs:?}");
        assert_eq!((left, extra), (3, 1));
    }

    #[test]
    fn a_document_of_many_paragraphs_takes_bounded_memory() {
        let source = "Sex workers met the minister.\n\n".repeat(3000);
        let target = "Работницы встретились с министром.\n\n".repeat(2990);
        let (pairs, left, extra) = shown(&source, &target, Format::PLAIN);
        assert!(pairs.len() > 2950 && left + extra < 100, "{} {left} {extra}", pairs.len());
    }
}
