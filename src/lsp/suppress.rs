//! Saying that a word is right: a comment beside it, and the name it may be part of.

use super::positions::line_end;
use crate::check::Finding;
use crate::document::{CommentPlace, Format};
use ropey::Rope;
use std::ops::Range;

/// A comment that lets a finding pass, and the byte where it goes. Nothing where the format has no comments, or has no place for
/// one beside the words.
pub fn comment(text: &Rope, format: Format, finding: &Finding, entry: &str, reason: &str) -> Option<(usize, String)> {
    let syntax = format.comment()?;
    let comment = format!("{}motjuste: ignore[{entry}] because {reason}{}", syntax.open, syntax.close);
    place(text, finding.span.range(), syntax.place, &comment)
}

fn place(text: &Rope, span: Range<usize>, place: CommentPlace, comment: &str) -> Option<(usize, String)> {
    let Range { start, end } = span;
    let line = text.byte_to_line(end.min(text.len_bytes()));
    let (first, last) = (text.line_to_byte(text.byte_to_line(start)), line_end(text, line));
    let before = text.byte_slice(first..start).to_string();
    let rest = text.byte_slice(end..last).to_string();
    // White space at the end of a line of Markdown is a line break; the comment goes before it.
    let trimmed = end + rest.trim_end().len();
    match place {
        // Right behind the words where the line end is no place for it: a table, the middle of a tag.
        CommentPlace::Anywhere => {
            let is_in_tag = |t: &str| t.rfind('<').is_some_and(|open| t.rfind('>').is_none_or(|close| close < open));
            if is_in_tag(&before) {
                return None;
            }
            let behind_words = before.contains('|') || rest.contains('|') || is_in_tag(&rest);
            Some((if behind_words { end } else { trimmed }, format!(" {comment}")))
        }
        CommentPlace::LineEnd => Some((trimmed, format!(" {comment}"))),
        CommentPlace::OwnLine | CommentPlace::OwnParagraph => {
            let above = text.byte_to_line(start).checked_sub(1).map(|l| text.line(l).to_string());
            if place == CommentPlace::OwnParagraph && above.is_some_and(|l| !l.trim().is_empty()) {
                return None;
            }
            let indentation = &before[..before.len() - before.trim_start().len()];
            let line_end = if text.line(text.byte_to_line(start)).to_string().ends_with("\r\n") { "\r\n" } else { "\n" };
            let blank = if place == CommentPlace::OwnParagraph { line_end } else { "" };
            Some((first, format!("{indentation}{comment}{line_end}{blank}")))
        }
    }
}

/// The name that a finding may be part of: the run of words with capitals around it, joined by small words.
pub fn name_around(text: &Rope, finding: &Finding) -> Option<String> {
    let span = finding.span.range();
    let first = text.line_to_byte(text.byte_to_line(span.start));
    let last = line_end(text, text.byte_to_line(span.end));
    let line = text.byte_slice(first..last).to_string();
    let (start, end) = (span.start - first, span.end - first);
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    if !capital(line.get(start..end)?) {
        return None;
    }
    let small = |w: &str| w.chars().count() <= 4 && w.chars().all(char::is_alphabetic);
    let is_word = |w: &&str| !w.is_empty() && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.'));
    // Words before and behind, as long as they have capitals or lead to one that has.
    let mut from = start;
    let mut reach = start;
    for word in line[..start].split(' ').rev().filter(|w| !w.is_empty()).take(8) {
        if !is_word(&word) || !(capital(word) || small(word)) {
            break;
        }
        let at = line[..reach].rfind(word)?;
        reach = at;
        if capital(word) {
            from = at;
        }
    }
    let mut to = end;
    let mut reach = end;
    for word in line[end..].split(' ').filter(|w| !w.is_empty()).take(8) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', '»', '”', '"']);
        if !is_word(&bare) || !(capital(bare) || small(bare)) {
            break;
        }
        reach += line[reach..].find(bare)? + bare.len();
        if capital(bare) {
            to = reach;
        }
        if bare.len() < word.len() {
            break;
        }
    }
    let mut name = line[from..to].trim();
    // The article at the beginning of a sentence has its capital from there.
    let is_beginning = line[..from].trim_end().is_empty() || line[..from].trim_end().ends_with(['.', '!', '?', ':']);
    if let Some((article, rest)) = name.split_once(' ')
        && is_beginning
        && from < start
        && article.chars().count() <= 3
        && rest.contains(' ')
    {
        name = rest;
    }
    (name.split(' ').count() > 1).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a comment beside `word`.
    fn commented(text: &str, word: &str, at: CommentPlace) -> Option<String> {
        let start = text.find(word)?;
        let (byte, comment) = place(&Rope::from_str(text), start..start + word.len(), at, "#")?;
        Some(format!("{}{comment}{}", &text[..byte], &text[byte..]))
    }

    #[test]
    fn a_comment_stands_where_its_format_lets_it() {
        let text = "a\r\n\r\n  b word c\r\nd other\r\n";
        assert_eq!(commented(text, "word", CommentPlace::LineEnd).as_deref(), Some("a\r\n\r\n  b word c #\r\nd other\r\n"));
        assert_eq!(commented(text, "other", CommentPlace::OwnLine).as_deref(), Some("a\r\n\r\n  b word c\r\n#\r\nd other\r\n"));
        assert_eq!(
            commented(text, "word", CommentPlace::OwnParagraph).as_deref(),
            Some("a\r\n\r\n  #\r\n\r\n  b word c\r\nd other\r\n")
        );
        assert_eq!(commented(text, "other", CommentPlace::OwnParagraph), None);
    }
}
