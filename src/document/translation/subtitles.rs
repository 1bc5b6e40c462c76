//! What a viewer can read in the time there is: a replacement may be longer than the word it replaces.
//!
//! The limits are those that broadcasters publish (Netflix's timed text style guides): 42 characters a line and 20 a second
//! for alphabets, 16 and 9 for Chinese. Nothing is broken anew; what has become too long is said.

use super::srt::{is_timing, lines};
use crate::text::script::is_han;

/// A line or a cue that has become too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// Counted from 1.
    pub line: usize,
    pub kind: TooLongKind,
    /// Characters, of the line or a second.
    pub characters: usize,
    pub most: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLongKind {
    Line,
    Second,
}

/// What is too long in the subtitles `after` a fix and was not in those before it.
pub(super) fn too_long(before: &str, after: &str) -> Vec<TooLong> {
    let known = measure(before);
    let mut found = measure(after);
    // The fix joins no lines and divides none, unless a word went over the line end: then it is said rather too often.
    found.retain(|f| !known.iter().any(|k| k.line == f.line && k.kind == f.kind && k.characters >= f.characters));
    found
}

fn measure(text: &str) -> Vec<TooLong> {
    let mut found = Vec::new();
    // The cue being read: its line of times, its length in seconds, its characters so far.
    let mut cue: Option<(usize, f64, usize, bool)> = None;
    let end = |cue: Option<(usize, f64, usize, bool)>, found: &mut Vec<TooLong>| {
        let Some((line, seconds, characters, han)) = cue.filter(|c| c.1 > 0.0) else { return };
        let most = if han { 9 } else { 20 };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let speed = (characters as f64 / seconds).ceil() as usize;
        if speed > most {
            found.push(TooLong { line, kind: TooLongKind::Second, characters: speed, most });
        }
    };
    for (n, (_, line)) in lines(text).enumerate() {
        if is_timing(line) {
            end(cue.take(), &mut found);
            cue = Some((n + 1, duration(line).unwrap_or(0.0), 0, false));
        } else if line.trim().is_empty() {
            end(cue.take(), &mut found);
        } else if let Some((_, _, characters, han)) = &mut cue {
            let (length, is_chinese) = visible(line);
            *characters += length;
            *han |= is_chinese;
            let most = if is_chinese { 16 } else { 42 };
            if length > most {
                found.push(TooLong { line: n + 1, kind: TooLongKind::Line, characters: length, most });
            }
        }
    }
    end(cue.take(), &mut found);
    found
}

/// Characters that are seen, without tags and `{\an8}`; and whether they are Chinese.
fn visible(line: &str) -> (usize, bool) {
    let (mut count, mut han, mut inside) = (0, false, 0usize);
    for c in line.trim().chars() {
        match c {
            '<' | '{' => inside += 1,
            '>' | '}' => inside = inside.saturating_sub(1),
            c if inside == 0 => {
                count += 1;
                han |= is_han(c);
            }
            _ => {}
        }
    }
    (count, han)
}

/// The seconds between the two times of a line.
fn duration(line: &str) -> Option<f64> {
    let seconds = |time: &str| {
        let time = time.split_whitespace().next()?.replace(',', ".");
        time.split(':').try_fold(0.0, |sum, part| part.parse::<f64>().ok().map(|p| sum * 60.0 + p))
    };
    let (from, to) = line.split_once("-->")?;
    Some(seconds(to)? - seconds(from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_become_too_long_is_told() {
        let cue = |text: &str| format!("1\n00:00:01,000 --> 00:00:03,000\n{text}\n");
        let before = cue("Les prostituées de la ville sont venues.");
        assert_eq!(too_long(&before, &before), []);
        let line = TooLong { line: 3, kind: TooLongKind::Line, characters: 51, most: 42 };
        let speed = TooLong { line: 2, kind: TooLongKind::Second, characters: 26, most: 20 };
        assert_eq!(too_long(&before, &cue("Les <i>travailleurSEs du sexe</i> de la ville sont venues.")), [line, speed]);
        assert_eq!(too_long(&cue("妓女的权利。"), &cue("性工作者的权利。")), []);
    }
}
