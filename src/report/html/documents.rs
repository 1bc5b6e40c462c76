//! The documents: their text with the findings marked, and beside each paragraph why and what to say instead.

use super::{DocumentNotes, Note, Words, badge, escape, spoken};
use crate::document::Role;
use crate::report::Prose;
use std::fmt::Write as _;
use std::ops::Range;

/// Of a stretch of text without findings that is longer than this (bytes) only the ends are shown.
const LONG: usize = 1200;
const END: usize = 400;
/// A document whose text is longer than this (bytes) is shown without its paragraphs that have no findings.
const WHOLE: usize = 48 * 1024;

pub fn document(n: usize, document: &DocumentNotes, w: &Words) -> String {
    let mut page = String::new();
    let _ = writeln!(page, "<article aria-labelledby=\"d{n}\">\n<h3 id=\"d{n}\">{}</h3>", escape(&document.path));
    part(&mut page, &document.prose, &document.notes, document.prose.text.len() <= WHOLE, w);
    page.push_str("</article>\n");
    page
}

fn part(page: &mut String, prose: &Prose, notes: &[Note], whole: bool, w: &Words) {
    let mut left = notes.iter().peekable();
    let mut sections = prose.sections.iter().peekable();
    let mut quiet: Vec<&(Range<usize>, Role)> = Vec::new();
    for block in &prose.blocks {
        let mut here = Vec::new();
        let mut title = None;
        while let Some((_, name)) = sections.next_if(|(start, _)| *start < block.0.end) {
            title = Some(name);
        }
        if let Some(name) = title {
            quiet_row(page, prose, &std::mem::take(&mut quiet), whole, w);
            let _ = writeln!(page, "<h4>{}</h4>", escape(name));
        }
        // A finding over the end of a paragraph belongs to the one in which it begins.
        while let Some(note) = left.next_if(|n| n.range.start < block.0.end) {
            here.push(note);
        }
        if here.is_empty() {
            quiet.push(block);
            continue;
        }
        quiet_row(page, prose, &std::mem::take(&mut quiet), whole, w);
        page.push_str("<div class=\"row\">\n");
        let lang = here.first().map_or("", |n| n.language.code());
        let _ = write!(page, "<p class=\"text{}\" lang=\"{lang}\">", class(block.1));
        marked(page, prose, block.0.clone(), &here);
        page.push_str("</p>\n<ol class=\"notes\">\n");
        for note in here {
            self::note(page, note);
        }
        page.push_str("</ol>\n</div>\n");
    }
    quiet_row(page, prose, &quiet, whole, w);
}

fn class(role: Role) -> &'static str {
    match role {
        Role::Heading => " heading",
        Role::Quote => " quote",
        _ => "",
    }
}

fn quiet_row(page: &mut String, prose: &Prose, blocks: &[&(Range<usize>, Role)], whole: bool, w: &Words) {
    if blocks.is_empty() {
        return;
    }
    page.push_str("<div class=\"row quiet\">\n");
    if whole {
        for (range, role) in blocks {
            let _ = write!(page, "<p class=\"text{}\">", class(*role));
            stretch(page, joined(&prose.text[range.clone()]).trim());
            page.push_str("</p>\n");
        }
    } else {
        let _ = writeln!(page, "<p>… {} {} …</p>", blocks.len(), w.html("left_out"));
    }
    page.push_str("</div>\n");
}

/// A paragraph with its findings marked.
fn marked(page: &mut String, prose: &Prose, block: Range<usize>, notes: &[&Note]) {
    let text = joined(&prose.text[block.clone()]);
    let mut at = text.len() - text.trim_start().len();
    for note in notes {
        let from = note.range.start.saturating_sub(block.start).max(at);
        let to = note.range.end.saturating_sub(block.start).min(text.len()).max(from);
        let Some(before) = text.get(at..from) else { continue };
        stretch(page, before);
        let number = note.number;
        let words = text.get(from..to).unwrap_or_default();
        // Of two findings in the same words the second has its number only; who hears the page hears the words.
        let spoken =
            if words.trim().is_empty() { format!(" aria-label=\"{} {number}\"", escape(&note.words)) } else { String::new() };
        let _ = write!(
            page,
            "<mark class=\"{}\" id=\"m{number}\"><a href=\"#n{number}\"{spoken}>{}<sup><span aria-hidden=\"true\">{number}</span></sup></a></mark>",
            note.severity.as_str(),
            shown(words),
        );
        at = to;
    }
    stretch(page, text.get(at..).unwrap_or_default().trim_end());
}

/// Text without findings; of very much only the ends.
fn stretch(page: &mut String, text: &str) {
    if text.len() <= LONG {
        page.push_str(&shown(text));
        return;
    }
    let (mut head, mut tail) = (END, text.len() - END);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    page.push_str(&shown(&text[..head]));
    page.push_str(" […] ");
    page.push_str(&shown(&text[tail..]));
}

/// Lines that were only wrapped, joined again: a line end after a long line, before a word, becomes a space, or the sign that
/// [`shown`] leaves out where Chinese runs on. Every byte keeps its place.
fn joined(text: &str) -> String {
    use crate::text::script::is_han;
    use unicode_width::UnicodeWidthStr;
    /// In columns.
    const WRAPPED: usize = 45;
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let Some(body) = line.strip_suffix('\n') else {
            out.push_str(line);
            break;
        };
        out.push_str(body);
        let last = body.trim_end().chars().next_back();
        let next = lines.peek().and_then(|l| l.trim_start().chars().next());
        let goes_on = body.width() >= WRAPPED
            && next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '“' | '«' | '「' | '《' | '\'' | '"' | '('));
        let chinese =
            |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '，' | '、' | '；' | '。' | '：' | '”' | '」' | '》'));
        out.push(match goes_on {
            true if chinese(last) && next.is_some_and(|c| is_han(c) || matches!(c, '「' | '《')) => JOINT,
            true => ' ',
            false => '\n',
        });
    }
    out
}

/// Stands where a line end is left out; a control character, which no text that is shown has.
const JOINT: char = '\u{1}';

/// A picture or a piece of code stands in the prose as U+FFFC.
fn shown(text: &str) -> String {
    escape(&text.replace('\u{fffc}', "▭").replace(['\u{2029}', '\r', JOINT], ""))
}

/// The notes speak the language of their text, as the reasons do, or the one asked for.
fn note(page: &mut String, note: &Note) {
    let w = &Words::of(note.locale);
    let severity = note.severity.as_str();
    let _ = write!(
        page,
        "<li class=\"finding {severity}\" id=\"n{0}\" lang=\"{9}\" data-severity=\"{severity}\" data-language=\"{1}\" data-concept=\"{2}\" data-fix=\"{3}\">\n\
         <p class=\"head\"><a href=\"#m{0}\" aria-label=\"{0}, {4}\">{0}<span aria-hidden=\"true\"> ↩</span></a> {5} <strong lang=\"{1}\">{6}</strong> \
         <span class=\"place\">{7} {8}</span></p>\n",
        note.number,
        note.language.code(),
        escape(&note.concept),
        note.correction,
        w.html("to_text"),
        badge(note.severity, w),
        escape(&note.words),
        w.html("line"),
        note.line,
        note.locale.code(),
    );
    let wording = crate::report::Wording::of(note.locale);
    if !note.say.is_empty() {
        let says: Vec<String> = note
            .say
            .iter()
            .map(|s| {
                let hint = if s.note.is_empty() {
                    String::new()
                } else {
                    format!(" <span class=\"place\">({})</span>", escape(&s.note))
                };
                format!("<ins class=\"say\" lang=\"{}\">{}</ins>{hint}", note.language.code(), escape(&s.text))
            })
            .collect();
        let separator = format!(" {} ", escape(wording.or.trim()));
        let state = if note.correction == "none" {
            String::new()
        } else {
            format!(" <span class=\"place\">· {} {}</span>", w.html("correction_is"), w.html(note.correction))
        };
        let _ = writeln!(
            page,
            "<p lang=\"{}\">{} {}{state}</p>",
            note.locale.code(),
            escape(&wording.instead),
            says.join(&separator)
        );
    }
    let _ = writeln!(page, "<p>{}</p>", escape(&note.why));
    for line in &note.more {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", escape(line));
    }
    if note.preview {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", w.html("preview"));
    }
    let _ =
        writeln!(page, "<p class=\"place\">{} · <code>{}</code></p>\n</li>", escape(&spoken(&note.concept)), escape(&note.entry));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_lists_stay() {
        let long = "A line of a paragraph that somebody wrapped by hand";
        assert_eq!(joined(&format!("{long}\nand went on\n- one\n- two\nend")), format!("{long} and went on\n- one\n- two\nend"));
        let chinese = "这是一行很长的中文文字，在这里被人手工折成了两行，";
        assert_eq!(shown(&joined(&format!("{chinese}\n然后继续。"))), format!("{chinese}然后继续。"));
    }
}
