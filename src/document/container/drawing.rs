//! Text in drawings of Office: DrawingML (ECMA-376, part 1, 21.1.2), which slides consist of, and text boxes, charts and
//! diagrams of the other programs.

use super::LOCKED;
use super::texts::{place_of, unescape};
use crate::document::builder::{Builder, LanguageId};
use crate::document::xml::{Element, Event, Events};
use crate::document::{InlineKind, PieceKind, Quoting, Role};

/// What a run says of its text.
#[derive(Debug, Default, Clone, Copy)]
struct Run {
    language: LanguageId,
    is_italic: bool,
    /// The author asked for no spelling or grammar check.
    is_unchecked: bool,
}

/// Reads a part to its end. Of text that stands a second time elsewhere (`is_locked`) nothing may be written.
pub(super) fn read<'s>(builder: &mut Builder<'s>, source: &'s str, events: &mut Events<'s>, is_locked: bool) {
    let quoting = if is_locked { LOCKED } else { Quoting::Bare };
    let mut run = Run::default();
    let (mut is_text, mut emphasis) = (false, None);
    builder.role = Role::Paragraph;
    builder.language = LanguageId::NONE;
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let is_start = source.get(range.clone()).is_some_and(|t| !t.ends_with("/>"));
                match e.name {
                    "p" => builder.end_block(),
                    "r" => run = Run::default(),
                    "rPr" => run = run_of(builder, &e),
                    // A text of `dgm:` is a body of paragraphs.
                    "t" | "text" if is_start && e.prefix != "dgm" => is_text = true,
                    "br" => builder.break_line(range),
                    // What a program writes anew: the number of a slide, the date.
                    "fld" => {
                        builder.stand_in(range);
                        if is_start {
                            let _ = events.inside(e.name);
                        }
                    }
                    "lstStyle" | "Fallback" if is_start => {
                        let _ = events.inside(e.name);
                    }
                    "ph" if matches!(e.get("type"), Some("title" | "ctrTitle" | "subTitle")) => builder.role = Role::Heading,
                    "cNvPr" if !is_locked => alternative_text(builder, source, &e),
                    _ => {}
                }
            }
            Event::End(name) => match name {
                "t" => is_text = false,
                "text" => {
                    is_text = false;
                    builder.end_block();
                }
                "p" => {
                    if let Some(start) = emphasis.take() {
                        builder.inline(InlineKind::Emphasis, start);
                    }
                    builder.end_block();
                }
                "sp" => builder.role = Role::Paragraph,
                _ => {}
            },
            Event::Text | Event::Character(_)
                if is_text && run.is_unchecked && builder.is_in_block() && builder.last_char() != Some('\u{fffc}') =>
            {
                builder.stand_in(range);
            }
            Event::Text if is_text => {
                let first = source.get(range.clone()).and_then(|t| t.trim_start().chars().next());
                begin(builder, run, &mut emphasis, first);
                builder.quoting = quoting;
                builder.words(range);
            }
            Event::Character(c) if is_text => {
                begin(builder, run, &mut emphasis, Some(c));
                builder.quoting = quoting;
                builder.escaped(c.encode_utf8(&mut [0; 4]), range);
            }
            _ => {}
        }
    }
    builder.end_block();
}

fn run_of(builder: &mut Builder, e: &Element) -> Run {
    let is = |name: &str| matches!(e.get(name), Some("1" | "true"));
    Run { language: builder.language_tag(e.get("lang").unwrap_or_default()), is_italic: is("i"), is_unchecked: is("noProof") }
}

fn begin(builder: &mut Builder, run: Run, emphasis: &mut Option<usize>, first: Option<char>) {
    let Some(first) = first else { return };
    builder.begin_run(run.language, first);
    if run.is_italic {
        emphasis.get_or_insert(builder.len());
    } else if let Some(start) = emphasis.take() {
        builder.inline(InlineKind::Emphasis, start);
    }
}

/// What stands for a picture for those who do not see it (20.1.2.2.8).
pub(super) fn alternative_text<'s>(builder: &mut Builder<'s>, source: &'s str, e: &Element<'s>) {
    for name in ["title", "descr"] {
        let Some(value) = e.get(name).filter(|v| v.contains(char::is_alphabetic)) else { continue };
        let Some(range) = place_of(source, value) else { continue };
        let kind = if value.contains('&') { PieceKind::Escaped } else { PieceKind::Verbatim };
        builder.aside(Some(&unescape(value)), range, kind, true);
        builder.end_aside();
    }
    if !builder.is_in_block() {
        builder.end_block();
    }
}
