//! From the blocks of all pages to the source text of the document, its prose, and the places of its characters.

use super::lines::Block;
use super::page::Page;
use crate::document::builder::Builder;
use crate::document::container::Section;
use crate::document::layout::{Layout, Placed, Strip};
use crate::document::{Prose, Role};
use crate::text::LanguageTag;
use crate::text::script::is_han;
use std::ops::Range;
use std::rc::Rc;

/// A block in the source text.
struct Written {
    /// In order, with the language that the document gives them; what is between two is white space, or nothing.
    pieces: Vec<(Range<usize>, Option<Rc<str>>)>,
    role: Role,
    is_running: bool,
    /// The paragraph before goes on in it, over the end of a column or page.
    goes_on: bool,
}

/// The last block of running text, for the question whether the next one goes on from it.
struct Last {
    element: Option<u32>,
    page: usize,
    level: f32,
    size: f32,
    role: Role,
    char: Option<char>,
}

#[derive(Default)]
struct Writer {
    text: String,
    layout: Layout,
    sections: Vec<Section>,
    blocks: Vec<Written>,
    last: Option<Last>,
}

/// The source text, its sections, its prose.
pub(super) struct Assembled {
    pub(super) text: String,
    pub(super) sections: Vec<Section>,
    pub(super) prose: Prose<'static>,
    pub(super) layout: Layout,
}

/// `language` is what the document says of all of it.
pub(super) fn assemble(pages: &[(Page, Vec<Block>)], language: Option<Rc<str>>) -> Assembled {
    let mut writer = Writer::default();
    for (i, (page, blocks)) in pages.iter().enumerate() {
        let start = writer.text.len();
        for block in blocks {
            writer.block(i + 1, page, block);
        }
        writer.sections.push(Section { name: format!("page {}", i + 1), source: start..writer.text.len() });
    }
    let prose = prose(&writer.text, &writer.blocks, language);
    Assembled { text: writer.text, sections: writer.sections, prose, layout: writer.layout }
}

impl Writer {
    fn block(&mut self, number: usize, page: &Page, block: &Block) {
        let first = block.lines.iter().flat_map(|l| l.pieces.first()).flat_map(|p| p.glyphs.clone());
        let first = first.filter_map(|g| page.glyph_text(g).chars().next()).find(|c| !c.is_whitespace());
        let goes_on = self.last.as_ref().is_some_and(|last| goes_on(last, number, block, first));
        let mut pieces = Vec::new();
        for (i, line) in block.lines.iter().enumerate() {
            if i > 0 {
                self.text.push('\n');
            }
            let end = line.pieces.last().map_or(0, |p| p.glyphs.end);
            for piece in &line.pieces {
                let Some(fragment) = page.fragments.get(piece.fragment) else { continue };
                if piece.follows_space {
                    self.text.push(' ');
                }
                let start = self.text.len();
                let glyphs = self.layout.glyphs.len();
                for index in piece.glyphs.clone() {
                    self.glyph(page, index, fragment.along, glyphs, index + 1 == end);
                }
                self.layout.strips.push(Strip {
                    source: start..self.text.len(),
                    page: number,
                    along: fragment.along,
                    up: fragment.up,
                    ascent: fragment.ascent,
                    descent: fragment.descent,
                    glyphs: glyphs..self.layout.glyphs.len(),
                });
                let language = page.marks.get(fragment.mark).and_then(|m| m.language.clone());
                pieces.push((start..self.text.len(), language));
            }
        }
        if !block.is_running
            && let Some(line) = block.lines.last()
        {
            self.last = Some(Last {
                element: block.element,
                page: number,
                level: line.level(),
                size: line.size(),
                role: block.role,
                char: self.text.chars().next_back(),
            });
        }
        self.text.push_str("\n\n");
        self.blocks.push(Written { pieces, role: block.role, is_running: block.is_running, goes_on });
    }

    fn glyph(&mut self, page: &Page, index: usize, along: (f32, f32), first: usize, is_last: bool) {
        let Some(glyph) = page.glyphs.get(index) else { return };
        let text = page.glyph_text(index);
        let at = self.text.len();
        if text.is_empty() {
            // Part of what was read otherwise (ActualText): it makes the character before it longer.
            if let Some(before) = self.layout.glyphs.get_mut(first..).and_then(<[_]>::last_mut) {
                let distance = (glyph.x - before.x) * along.0 + (glyph.y - before.y) * along.1;
                before.advance = before.advance.max(distance + glyph.advance);
            }
            return;
        }
        // A hyphen that is painted where no line ends is a hyphen, whatever the font calls it.
        self.text.push_str(if text == "\u{ad}" && !is_last { "-" } else { text });
        self.layout.glyphs.push(Placed { at, x: glyph.x, y: glyph.y, advance: glyph.advance });
    }
}

fn goes_on(last: &Last, page: usize, block: &Block, first: Option<char>) -> bool {
    if block.is_running {
        return false;
    }
    if last.element.is_some() || block.element.is_some() {
        return last.element == block.element;
    }
    let Some(line) = block.lines.first() else { return false };
    let is_elsewhere = page != last.page || line.level() > last.level;
    let is_alike = last.role == block.role && (line.size() - last.size).abs() < 0.05 * last.size;
    let (Some(before), Some(first)) = (last.char, first) else { return false };
    let runs_on = match before {
        '-' | '\u{ad}' | '\u{2010}' => first.is_alphabetic(),
        c if is_han(c) => is_han(first),
        '，' | '、' | '；' => is_han(first),
        c => (c.is_alphanumeric() || matches!(c, ',' | ';' | '’' | '\'' | '–' | '—' | ')')) && first.is_lowercase(),
    };
    is_elsewhere && is_alike && runs_on
}

fn prose(text: &str, blocks: &[Written], language: Option<Rc<str>>) -> Prose<'static> {
    let mut builder = Builder::new(text);
    builder.languages_are_guesses = true;
    let mut running: Vec<&Written> = Vec::new();
    for block in blocks {
        if block.is_running {
            running.push(block);
            continue;
        }
        if !block.goes_on {
            builder.end_block();
            for block in running.drain(..) {
                write(&mut builder, text, block, language.as_deref());
                builder.end_block();
            }
        }
        write(&mut builder, text, block, language.as_deref());
    }
    builder.end_block();
    for block in running {
        write(&mut builder, text, block, language.as_deref());
        builder.end_block();
    }
    builder.finish()
}

fn write(builder: &mut Builder, text: &str, block: &Written, language: Option<&str>) {
    builder.role = block.role;
    let mut end: Option<usize> = None;
    for (range, own) in &block.pieces {
        match end {
            Some(end) if end < range.start => {
                let is_line_end = text.get(end..range.start).is_some_and(|gap| gap.contains('\n'));
                builder.space(end..range.start, is_line_end);
            }
            // The end of the column or page before.
            None if builder.is_in_block() => builder.space(range.start..range.start, true),
            _ => {}
        }
        let tag = own.as_deref().or(language).and_then(LanguageTag::parse);
        builder.language = tag.map_or(Default::default(), |tag| builder.intern(tag));
        // White space inside of a piece is as the page has it.
        builder.verbatim(range.clone());
        end = Some(range.end);
    }
}
