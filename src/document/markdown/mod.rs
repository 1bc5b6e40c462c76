//! Markdown: CommonMark 0.31 with the extensions of GitHub, Obsidian and the site generators, read as text.
//!
//! The parser is pulldown-cmark; HTML inside is read by [`super::html`], whose open elements lend their language to the
//! Markdown between them.

mod comments;
mod escape;
mod front_matter;
pub(super) mod mdx;
#[cfg(test)]
mod tests;

use super::html::{self, Reader};
use super::seams::follows_blank_line;
use super::templates::Templates;
use super::{InlineKind, PieceKind, Prose, Quoting, Role, Seam, SeamHeading, Seams, Segment, TextFormat};
use comments::Note;
use mdx::Insertion;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub static FORMAT: TextFormat = TextFormat {
    name: "Markdown",
    endings: &["md", "markdown", "mdown", "mkd", "mdwn", "qmd", "rmd"],
    language_ids: &["markdown", "quarto", "rmd", "gfm", "pandoc"],
    comment: Some(html::COMMENT),
    parse,
    parse_with_seams: Some(parse_with_seams),
    escape,
    ..TextFormat::DEFAULT
};

/// The only attributes there are those of HTML, and titles, which know entities too.
fn escape(text: &str, quoting: Quoting) -> Option<String> {
    let in_attribute = quoting == Quoting::Attribute;
    Some(if in_attribute { html::escape(text, true) } else { escape::escape(text) })
}

pub fn parse(source: &str) -> Prose<'_> {
    parse_with_seams(source).0
}

/// Longer definitions are not worth repeating for every part of a document.
const LONGEST_DEFINITIONS: usize = 32 * 1024;

pub fn parse_with_seams(source: &str) -> (Prose<'_>, Seams) {
    read(source, source, None)
}

/// Reads Markdown. The parser sees `shape`, whose places are those of the source; what it does not know of (JSX) is painted over
/// there, and given in order.
fn read(source: &str, shape: &str, insertions: Option<&[(Range<usize>, Insertion)]>) -> (Prose<'static>, Seams) {
    let (start, language) = front_matter::read(source);
    let mut html = Reader::new(source);
    if insertions.is_some() {
        html.is_xml = true;
        html.templates = Templates::default();
    }
    html.builder.document_language = language;
    let notes = comments::find(source, start);
    let mut markdown = Markdown {
        source,
        shape,
        insertions,
        is_indented: false,
        html,
        read: start,
        containers: Vec::new(),
        inlines: Vec::new(),
        images: 0,
        hushed: 0,
        html_lines: Vec::new(),
        prefixes: Vec::new(),
        notes,
        next_note: 0,
        seams: Seams::default(),
        first: start,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_DEFINITION_LIST;
    let mut events = Parser::new_ext(&shape[start..], options).into_offset_iter();
    for (event, range) in events.by_ref() {
        markdown.event(event, range.start + start..range.end + start);
    }
    markdown.take_notes(source.len()..source.len(), false);
    let mut seams = std::mem::take(&mut markdown.seams);
    let mut definitions: Vec<&str> =
        events.reference_definitions().iter().filter_map(|(_, d)| source.get(d.span.start + start..d.span.end + start)).collect();
    definitions.sort_unstable();
    for definition in definitions.iter().map(|d| d.trim_end()) {
        // One over several lines may have signs of the blocks around it inside.
        seams.is_whole |= definition.contains('\n');
        seams.definitions.push_str(definition);
        seams.definitions.push('\n');
    }
    let opens = source.starts_with("---") || source.starts_with("+++");
    // Directives of templates and front matter that is not closed yet reach as far as their other end.
    seams.is_whole |=
        source.contains("{{") || source.contains("{%") || (opens && start == 0) || seams.definitions.len() > LONGEST_DEFINITIONS;
    let prose = markdown.html.finish();
    seams.headings = headings(&prose);
    (prose, seams)
}

fn headings(prose: &Prose) -> Vec<SeamHeading> {
    let segments = prose.segments.iter().flatten().enumerate().filter(|(_, s)| s.role == Role::Heading);
    let heading = |(n, segment): (usize, &Segment)| SeamHeading {
        source: prose.map.span(segment.range.clone()).start.0,
        segments: n,
        text: prose.text[segment.range.clone()].to_string(),
    };
    segments.map(heading).collect()
}

/// An emphasis, link or the like that is open: its kind and the length of the prose when it began.
struct OpenInline {
    kind: Option<InlineKind>,
    start: usize,
    /// Its text is an address.
    is_hushed: bool,
}

struct Markdown<'s> {
    source: &'s str,
    /// What the parser sees.
    shape: &'s str,
    /// What stands in lines and is no Markdown, in order.
    insertions: Option<&'s [(Range<usize>, Insertion)]>,
    /// In what would be code but for the format.
    is_indented: bool,
    html: Reader<'s>,
    /// Text was read so far: what lies before is no backslash of the text that comes.
    read: usize,
    /// How many HTML elements were open where each open block began.
    containers: Vec<usize>,
    inlines: Vec<OpenInline>,
    /// Depth of images: their content is alternative text.
    images: usize,
    hushed: usize,
    /// The lines of the HTML block being read, without the signs of the blocks around it.
    html_lines: Vec<Range<usize>>,
    prefixes: Vec<Range<usize>>,
    notes: Vec<Note>,
    next_note: usize,
    seams: Seams,
    /// Where the Markdown begins, behind the front matter.
    first: usize,
}

impl Markdown<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.stand_in(range),
            Event::Html(_) => self.html_lines.push(range),
            Event::InlineHtml(_) => {
                self.reach(range.start);
                self.read = range.end;
                if self.images == 0 && self.hushed == 0 && !self.html.templates.covers(range.start) {
                    self.html.feed(range, &[]);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.line_end(range),
            Event::Rule => self.html.builder.end_block(),
            // A note's number belongs to no word, and is not there for who reads aloud.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.reach(range.start),
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        let kind = match tag {
            Tag::Emphasis => Some(InlineKind::Emphasis),
            Tag::Strong => Some(InlineKind::Strong),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => None,
            Tag::Link { link_type, title, .. } => return self.start_link(*link_type, title, range),
            Tag::Image { link_type, title, .. } => return self.start_image(*link_type, title, range),
            _ => return self.start_block(tag, range),
        };
        self.reach(range.start);
        self.open_inline(kind, false);
    }

    fn open_inline(&mut self, kind: Option<InlineKind>, is_hushed: bool) {
        self.hushed += usize::from(is_hushed);
        self.inlines.push(OpenInline { kind, start: self.html.builder.len(), is_hushed });
    }

    fn start_link(&mut self, link_type: LinkType, title: &str, range: Range<usize>) {
        self.reach(range.start);
        let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email | LinkType::WikiLink { has_pothole: false });
        if is_address {
            self.stand_in(range.clone());
        }
        if link_type == LinkType::Inline {
            self.title(title, range);
        }
        self.open_inline(Some(InlineKind::Link).filter(|_| !is_address), is_address);
    }

    fn start_image(&mut self, link_type: LinkType, title: &str, range: Range<usize>) {
        if self.images == 0 {
            self.stand_in(range.clone());
            if link_type == LinkType::Inline {
                self.title(title, range);
            }
        }
        self.images += 1;
    }

    /// The title of an inline link or image (6.3), which ends right before the closing parenthesis.
    fn title(&mut self, title: &str, range: Range<usize>) {
        if title.trim().is_empty() || self.is_mute() {
            return;
        }
        let Some(link) = self.source.get(range.clone()).and_then(|l| l.strip_suffix(')')) else { return };
        let Some(inside) = link.trim_end().strip_suffix(['"', '\'', ')']) else { return };
        let end = range.start + inside.len();
        let builder = &mut self.html.builder;
        if inside.ends_with(title) {
            builder.aside(None, end - title.len()..end, PieceKind::Verbatim, true);
        } else {
            // Escapes in a title are rare: it is read, but not edited.
            builder.aside(Some(title), end..end, PieceKind::Synthetic, true);
        }
        builder.end_aside();
    }

    fn start_block(&mut self, tag: &Tag, range: Range<usize>) {
        let is_leaf = matches!(
            tag,
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) | Tag::DefinitionListTitle
        );
        self.html.builder.end_block();
        if self.containers.is_empty() && self.html.stack.depth() == 0 {
            self.seam(range.start);
        }
        if let Tag::FootnoteDefinition(label) = tag {
            // A stand-in: what matters elsewhere is that the note is there.
            self.seams.definitions.push_str(&format!("[^{label}]: x\n\n"));
        }
        self.take_notes(range.clone(), is_leaf);
        self.read = range.start;
        match tag {
            // What HTML opens in a block of its own stays open for the Markdown after it.
            Tag::HtmlBlock => {
                self.html_lines.clear();
                return;
            }
            // MDX has no indented code.
            Tag::CodeBlock(CodeBlockKind::Indented) if self.insertions.is_some() => self.is_indented = true,
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.hushed += 1,
            // GitHub's alerts are written as quotations, but quote nobody.
            Tag::BlockQuote(None) => self.html.stack.quotes += 1,
            Tag::Heading { .. } => self.html.stack.headings += 1,
            _ => {}
        }
        self.containers.push(self.html.stack.depth());
        self.html.stack.apply(&mut self.html.builder);
    }

    /// A block begins at the top level; after a blank line the document may be cut here.
    fn seam(&mut self, at: usize) {
        if at > self.first && follows_blank_line(self.source, at) {
            let builder = &self.html.builder;
            self.seams.at.push(Seam { source: at, prose: builder.len(), segments: builder.segments() });
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => {
                self.read = range.end;
                let Some(open) = self.inlines.pop() else { return };
                self.hushed -= usize::from(open.is_hushed);
                if let Some(kind) = open.kind.filter(|_| self.images == 0) {
                    self.html.builder.inline(kind, open.start);
                }
            }
            TagEnd::Image => {
                self.read = range.end;
                self.images -= 1;
                if self.images == 0 {
                    self.html.builder.end_aside();
                }
            }
            TagEnd::HtmlBlock => {
                self.html_block();
                self.html.builder.end_block();
            }
            _ => {
                self.html.builder.end_block();
                match tag {
                    TagEnd::CodeBlock if self.is_indented => self.is_indented = false,
                    TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.hushed -= 1,
                    TagEnd::BlockQuote(None) => self.html.stack.quotes -= 1,
                    TagEnd::Heading(_) => self.html.stack.headings -= 1,
                    _ => {}
                }
                let depth = self.containers.pop().unwrap_or(0);
                self.html.stack.truncate(depth, &mut self.html.builder);
            }
        }
    }

    fn html_block(&mut self) {
        let (Some(first), Some(last)) = (self.html_lines.first(), self.html_lines.last()) else { return };
        let whole = first.start..last.end;
        self.prefixes.clear();
        let gaps = self.html_lines.windows(2).map(|w| w[0].end..w[1].start).filter(|g| !g.is_empty());
        self.prefixes.extend(gaps);
        self.html.feed(whole, &self.prefixes);
    }

    /// Whether what is read now is no text of the document.
    fn is_mute(&self) -> bool {
        self.hushed > 0 || self.html.stack.is_skipping()
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let end = range.end;
        // The parser makes up spaces for tabs that belong to an indentation only in part; they have no place.
        if !self.is_mute() && !range.is_empty() {
            self.write(text, range);
        }
        self.read = end;
    }

    fn write(&mut self, text: &str, mut range: Range<usize>) {
        let is_verbatim = self.shape.get(range.clone()) == Some(text);
        if !is_verbatim {
            self.reach(range.start);
            self.piece(Some(text), range, PieceKind::Escaped);
            return;
        }
        // The parser leaves the backslash of an escape (2.4) out of the text.
        let bytes = self.source.as_bytes();
        let is_escaped = range.start > self.read
            && bytes.get(range.start - 1) == Some(&b'\\')
            && text.as_bytes().first().is_some_and(u8::is_ascii_punctuation);
        if is_escaped {
            self.reach(range.start - 1);
            self.piece(Some(&text[..1]), range.start - 1..range.start + 1, PieceKind::Escaped);
            range.start += 1;
        } else {
            self.reach(range.start);
        }
        self.piece(None, range, PieceKind::Verbatim);
    }

    /// Text as it is in the source (`None`) or as it reads, into the paragraph or the alternative text of an image.
    fn piece(&mut self, text: Option<&str>, range: Range<usize>, kind: PieceKind) {
        if text.is_none() && self.insertions.is_some() {
            return self.between_insertions(range);
        }
        let Reader { builder, templates, .. } = &mut self.html;
        match text {
            _ if self.images > 0 => builder.aside(text, range, kind, false),
            Some(_) if templates.covers(range.start) => {}
            Some(text) => builder.escaped(text, range),
            None => templates.cut(range, |r, is_template| if is_template { builder.stand_in(r) } else { builder.verbatim(r) }),
        }
    }

    /// Text as it is in the source, with what stands in it and is no Markdown.
    fn between_insertions(&mut self, range: Range<usize>) {
        let insertions = self.insertions.unwrap_or_default();
        let mut at = range.start;
        for (place, kind) in &insertions[insertions.partition_point(|i| i.0.end <= range.start)..] {
            if place.start >= range.end {
                break;
            }
            self.plain(at..place.start.max(at));
            at = place.end.min(range.end);
            // Painted stretches come whole; one that did not is nothing.
            if place.start < range.start || place.end > range.end {
                continue;
            }
            match kind {
                // In the alternative text of an image there is nothing but text.
                _ if self.images > 0 => {
                    self.html.builder.aside(Some(super::builder::STAND_IN), place.clone(), PieceKind::Synthetic, false);
                }
                Insertion::Tag => self.html.feed(place.clone(), &[]),
                Insertion::Fragment => {}
                Insertion::Expression => self.html.stand_in(place.clone()),
                Insertion::Comment => {
                    let inside = self.source[place.clone()]
                        .trim_start_matches(['{', '/', '*', ' '])
                        .trim_end_matches(['}', '/', '*', ' ']);
                    self.html.builder.comment(place.clone(), inside.trim());
                }
            }
        }
        self.plain(at..range.end);
    }

    fn plain(&mut self, range: Range<usize>) {
        if self.images > 0 {
            self.html.builder.aside(None, range, PieceKind::Verbatim, false);
            return;
        }
        if self.html.stack.is_skipping() {
            return;
        }
        if self.is_indented {
            self.html.builder.flow(range);
        } else {
            self.html.builder.verbatim(range);
        }
    }

    /// A line end in a paragraph (6.7, 6.8). It reaches from the text before it to the text after it, whatever signs of the
    /// blocks around stand at the beginning of the next line.
    fn line_end(&mut self, range: Range<usize>) {
        let gap = self.source.get(self.read..range.start).unwrap_or("-");
        let start = if gap.bytes().all(|b| matches!(b, b' ' | b'\t')) { self.read } else { range.start };
        self.read = range.end;
        if self.is_mute() {
            return;
        }
        if self.images > 0 {
            self.html.builder.aside(Some("\n"), start..range.end, PieceKind::LineBreak, false);
        } else {
            self.html.builder.space(start..range.end, true);
        }
    }

    /// Something begins here that ends the white space before it.
    fn reach(&mut self, at: usize) {
        self.html.builder.extend_space(at);
    }

    fn stand_in(&mut self, range: Range<usize>) {
        self.reach(range.start);
        self.read = range.end;
        if self.hushed > 0 {
            return;
        }
        if self.images > 0 {
            self.html.builder.aside(Some(super::builder::STAND_IN), range, PieceKind::Synthetic, false);
        } else {
            self.html.stand_in(range);
        }
    }

    /// Takes the comments before a block; what looks like one inside a block without blocks of its own is its text.
    fn take_notes(&mut self, block: Range<usize>, is_leaf: bool) {
        while let Some(note) = self.notes.get(self.next_note) {
            let is_before = note.source.start < block.start;
            if is_before && let Some(text) = self.source.get(note.text.clone()) {
                self.html.builder.comment(note.source.clone(), text.trim());
            } else if !(is_leaf && note.source.start < block.end) {
                break;
            }
            self.next_note += 1;
        }
    }
}
