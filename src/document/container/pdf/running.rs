//! Headers and footers: what stands at the same place on pages that follow one another is no part of the text that runs from page to page,
//! and is read once.

use super::lines::{Block, Line};
use super::page::Page;
use std::collections::{HashMap, HashSet};

/// Levels of text from the top and from the bottom of a page that may be a header or a footer.
const ROWS: usize = 3;
/// Points by which the place may differ.
const PLACE: f32 = 4.0;
/// A header runs: it comes again on the next page, or, where left and right pages differ, on the one after. What comes again much
/// later is a sentence that happens to stand at the same place.
const STRIDE: usize = 2;

/// What is compared: the words, with all numbers alike.
fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars() {
        match c {
            c if c.is_numeric() && key.ends_with('#') => {}
            c if c.is_numeric() => key.push('#'),
            c => key.push(c),
        }
    }
    key
}

/// Takes lines that repeat out of their blocks, and leaves of all that repeats the first.
pub(super) fn separate(pages: &mut [(Page, Vec<Block>)]) {
    mark(pages);
    let mut known: HashSet<String> = HashSet::new();
    for (page, blocks) in pages {
        let mut running: Vec<Block> = Vec::new();
        for block in blocks.iter_mut().filter(|b| !b.is_running) {
            let (out, kept): (Vec<Line>, Vec<Line>) = std::mem::take(&mut block.lines).into_iter().partition(|l| l.is_running);
            block.lines = kept;
            running.extend(out.into_iter().map(|line| Block { lines: vec![line], is_running: true, ..block.clone_empty() }));
        }
        blocks.extend(running);
        blocks.retain(|block| {
            if !block.is_running {
                return !block.lines.is_empty();
            }
            let text: Vec<String> = block.lines.iter().map(|l| l.text(page)).collect();
            let text = text.join("\n");
            text.chars().any(char::is_alphabetic) && known.insert(key(&text))
        });
    }
}

fn mark(pages: &mut [(Page, Vec<Block>)]) {
    // The pages, in their order, that have these words at this place.
    let mut places: HashMap<(String, i32), Vec<usize>> = HashMap::new();
    let mut candidates: Vec<Vec<(usize, usize, String, i32)>> = Vec::new();
    for (number, (page, blocks)) in pages.iter().enumerate() {
        let lines = blocks
            .iter()
            .enumerate()
            .filter(|(_, b)| !b.is_running)
            .flat_map(|(i, b)| b.lines.iter().enumerate().map(move |(j, line)| (i, j, line)));
        let mut lines: Vec<(usize, usize, &Line)> = lines.collect();
        lines.sort_by(|a, b| b.2.level().total_cmp(&a.2.level()));
        let mut levels: Vec<f32> = lines.iter().map(|l| l.2.level()).collect();
        levels.dedup_by(|a, b| (*a - *b).abs() < PLACE);
        let (Some(upper), Some(lower)) = (
            levels.get(ROWS.min(levels.len()) - usize::from(!levels.is_empty())),
            levels.iter().rev().nth(ROWS - 1).or(levels.first()),
        ) else {
            candidates.push(Vec::new());
            continue;
        };
        let mut of_page = Vec::new();
        let mut seen = HashSet::new();
        for (block, index, line) in lines {
            let level = line.level();
            if level < upper - PLACE && level > lower + PLACE {
                continue;
            }
            let (key, place) = (key(&line.text(page)), (level / PLACE).round() as i32);
            if key.is_empty() {
                continue;
            }
            // A little above or below is the same place.
            for place in [place - 1, place, place + 1] {
                if seen.insert((key.clone(), place)) {
                    places.entry((key.clone(), place)).or_default().push(number);
                }
            }
            of_page.push((block, index, key, place));
        }
        candidates.push(of_page);
    }
    for (number, ((_, blocks), of_page)) in pages.iter_mut().zip(candidates).enumerate() {
        for (block, index, key, place) in of_page {
            if places.get(&(key, place)).is_some_and(|pages| has_neighbour(pages, number))
                && let Some(line) = blocks.get_mut(block).and_then(|b| b.lines.get_mut(index))
            {
                line.is_running = true;
            }
        }
    }
}

/// Whether another page of the list, which is in order, is near enough.
fn has_neighbour(pages: &[usize], page: usize) -> bool {
    let (at, behind) = (pages.partition_point(|p| *p < page), pages.partition_point(|p| *p <= page));
    let is_near = |other: Option<&usize>| other.is_some_and(|other| other.abs_diff(page) <= STRIDE);
    is_near(at.checked_sub(1).and_then(|i| pages.get(i))) || is_near(pages.get(behind))
}

impl Block {
    fn clone_empty(&self) -> Block {
        Block { lines: Vec::new(), role: self.role, element: None, is_running: self.is_running }
    }
}
