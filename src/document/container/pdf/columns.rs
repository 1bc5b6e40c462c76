//! Columns, found by the white space between them.

use super::lines::Piece;

/// Of the text beside a gutter, so much may reach over it: headings, pictures with text.
const SPANNING: f32 = 0.1;
/// In font sizes: a gutter is no narrower, and a column no narrower than that.
const NARROWEST_GUTTER: f32 = 0.8;
const NARROWEST_COLUMN: f32 = 4.0;
/// Levels of text in a column, at least.
const FEWEST_ROWS: usize = 3;
/// Columns in columns.
const DEEPEST: usize = 6;
/// Places at which a page is cut, if the two halves have columns of their own.
const CUTS: usize = 12;

/// Of more pieces nobody reads a page.
const MOST_PIECES: usize = 20_000;

/// The regions of a page that are one column each, in the order of reading.
pub(super) fn regions(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut regions = Vec::new();
    split(pieces, 0, &mut regions);
    regions
}

fn split(pieces: Vec<Piece>, depth: usize, regions: &mut Vec<Vec<Piece>>) {
    if pieces.is_empty() {
        return;
    }
    if depth < DEEPEST && pieces.len() <= MOST_PIECES {
        if let Some(gutter) = gutter(&pieces) {
            return beside(pieces, gutter, depth, regions);
        }
        if let Some(level) = cut(&pieces) {
            let (above, below) = pieces.into_iter().partition(|p: &Piece| p.level > level);
            split(above, depth + 1, regions);
            return split(below, depth + 1, regions);
        }
    }
    regions.push(pieces);
}

/// What is left of a gutter comes before what is right of it; what spans both stands between what is above it and below it.
fn beside(pieces: Vec<Piece>, middle: f32, depth: usize, regions: &mut Vec<Vec<Piece>>) {
    let spans = |p: &Piece| p.start < middle && p.end > middle;
    let mut levels: Vec<f32> = pieces.iter().filter(|p| spans(p)).map(|p| p.level).collect();
    levels.sort_by(|a, b| b.total_cmp(a));
    levels.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    // What is below so many levels that are spanned; what spans is in a band of its own.
    let mut bands: Vec<[Vec<Piece>; 3]> = (0..=levels.len()).map(|_| Default::default()).collect();
    for piece in pieces {
        let side = if spans(&piece) {
            2
        } else if piece.end <= middle {
            0
        } else {
            1
        };
        let tolerance = if side == 2 { 1.0 } else { 0.0 };
        let above = levels.partition_point(|l| *l > piece.level + tolerance);
        bands[above][side].push(piece);
    }
    let mut lately_spanned = false;
    for [left, right, spanning] in bands {
        lately_spanned &= left.is_empty() && right.is_empty();
        split(left, depth + 1, regions);
        split(right, depth + 1, regions);
        match regions.last_mut().filter(|_| lately_spanned) {
            // Lines of one paragraph.
            Some(last) => last.extend(spanning),
            None if !spanning.is_empty() => {
                regions.push(spanning);
                lately_spanned = true;
            }
            None => {}
        }
    }
}

/// The middle of the white space between two columns.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    if pieces.len() < 2 * FEWEST_ROWS {
        return None;
    }
    let size = median(pieces.iter().map(|p| p.size))?;
    let rows = rows(pieces);
    // How much text stands over each place, from left to right.
    let mut edges: Vec<(f32, f32)> = pieces.iter().flat_map(|p| [(p.start, p.size), (p.end, -p.size)]).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let allowed = SPANNING * rows as f32 * size;
    let (mut over, mut since) = (0f32, None);
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    for (place, change) in edges {
        let was_free = over <= allowed;
        over += change;
        match (was_free, over <= allowed) {
            (true, false) => gaps.extend(since.take().map(|from| (from, place))),
            (false, true) => since = Some(place),
            _ => {}
        }
    }
    gaps.retain(|(from, to)| to - from >= NARROWEST_GUTTER * size);
    gaps.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
    gaps.into_iter().map(|(from, to)| (from + to) / 2.0).find(|middle| {
        let side = |is_left: bool| {
            let own: Vec<&Piece> =
                pieces.iter().filter(|p| if is_left { p.end <= *middle } else { p.start >= *middle }).collect();
            let width = median(own.iter().map(|p| p.end - p.start)).unwrap_or(0.0);
            let levels = rows_of(own.iter().map(|p| (p.level, p.size)));
            width >= NARROWEST_COLUMN * size && levels >= FEWEST_ROWS && levels * 6 >= rows
        };
        side(true) && side(false)
    })
}

/// A level at which a page is to be cut: there is white space, and above or below of it there are columns.
fn cut(pieces: &[Piece]) -> Option<f32> {
    let mut levels: Vec<(f32, f32)> = pieces.iter().map(|p| (p.level, p.size)).collect();
    levels.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut gaps: Vec<(f32, f32)> =
        levels.windows(2).map(|w| (w[0].0 - w[1].0 - w[1].1, (w[0].0 + w[1].0) / 2.0)).filter(|(gap, _)| *gap > 0.0).collect();
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.into_iter().take(CUTS).map(|(_, level)| level).find(|level| {
        let (above, below): (Vec<Piece>, Vec<Piece>) = pieces.iter().cloned().partition(|p| p.level > *level);
        !above.is_empty() && !below.is_empty() && (gutter(&above).is_some() || gutter(&below).is_some())
    })
}

fn rows(pieces: &[Piece]) -> usize {
    rows_of(pieces.iter().map(|p| (p.level, p.size)))
}

/// How many levels of text there are.
fn rows_of(levels: impl Iterator<Item = (f32, f32)>) -> usize {
    let mut levels: Vec<(f32, f32)> = levels.collect();
    levels.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut count = 0;
    let mut last = f32::MAX;
    for (level, size) in levels {
        if last - level > 0.5 * size {
            count += 1;
            last = level;
        }
    }
    count
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
