//! HTML: the HTML Standard (WHATWG), read as text. Also reads the HTML inside Markdown.

mod attributes;
pub(super) mod elements;
mod stack;
#[cfg(test)]
mod tests;
mod tokens;

use super::builder::{Builder, LanguageId};
use super::templates::Templates;
use super::{CommentPlace, CommentSyntax, InlineKind, Prose, Quoting, TextFormat};
use crate::text::LanguageTag;
use attributes::{Attributes, Key};
use elements::{self as el, Content, Name};
use html5gum::State;
use stack::Stack;
use std::ops::Range;
use tokens::Tag;

pub static FORMAT: TextFormat = TextFormat {
    name: "HTML",
    endings: &["html", "htm", "xhtml"],
    language_ids: &["html", "xhtml"],
    comment: Some(COMMENT),
    parse,
    escape: |text, quoting| Some(escape(text, quoting == Quoting::Attribute)),
    ..TextFormat::DEFAULT
};

pub(super) const COMMENT: CommentSyntax = CommentSyntax { open: "<!-- ", close: " -->", place: CommentPlace::Anywhere };

pub fn parse(text: &str) -> Prose<'_> {
    let mut reader = Reader::new(text);
    // In XHTML `<p/>` is an empty paragraph, and no element has a syntax of its own.
    reader.is_xml = text.trim_start().starts_with("<?xml");
    reader.feed(0..text.len(), &[]);
    reader.finish()
}

/// How text must be written to read as such; in an attribute, between quotation marks of either kind.
pub fn escape(text: &str, in_attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\'' if in_attribute => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Reads HTML, whole or in stretches between which elements stay open.
pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    pub(super) builder: Builder<'s>,
    pub(super) stack: Stack,
    pub(super) templates: Templates,
    pub(super) is_xml: bool,
    /// What a page says of its language is said of that page, not of the whole document.
    has_pages: bool,
    /// Line beginnings that belong to a format around the HTML (`> `), and the next of them.
    prefixes: Vec<Range<usize>>,
    next_prefix: usize,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Reader {
            source,
            builder: Builder::new(source),
            stack: Stack::new(),
            templates: Templates::find(source),
            is_xml: false,
            has_pages: false,
            prefixes: Vec::new(),
            next_prefix: 0,
        }
    }

    /// For a book of several pages in one source text, all of them XHTML.
    pub(super) fn of_pages(source: &'s str) -> Self {
        Reader { is_xml: true, has_pages: true, ..Reader::new(source) }
    }

    /// Reads the next page.
    pub(super) fn page(&mut self, range: Range<usize>) {
        self.feed(range, &[]);
        self.stack.truncate(0, &mut self.builder);
        self.builder.end_block();
    }

    /// Reads a stretch of the source. `prefixes`, in order, are no part of it.
    pub(super) fn feed(&mut self, range: Range<usize>, prefixes: &[Range<usize>]) {
        self.prefixes.clear();
        self.prefixes.extend_from_slice(prefixes);
        self.next_prefix = 0;
        let Some(text) = self.source.get(range.clone()) else { return };
        if prefixes.is_empty() {
            tokens::run(self, range, text);
            return;
        }
        // A `>` of a quotation would end a tag that runs over the line end.
        let mut masked = String::with_capacity(text.len());
        let mut at = range.start;
        for prefix in prefixes {
            masked.push_str(self.source.get(at..prefix.start).unwrap_or_default());
            masked.extend(std::iter::repeat_n(' ', prefix.len()));
            at = prefix.end;
        }
        masked.push_str(self.source.get(at..range.end).unwrap_or_default());
        tokens::run(self, range, &masked);
    }

    pub(super) fn finish(mut self) -> Prose<'static> {
        self.stack.truncate(0, &mut self.builder);
        self.builder.finish()
    }

    /// Something that is no text, but stands between words.
    pub(super) fn stand_in(&mut self, source: Range<usize>) {
        if !self.stack.is_skipping() && !self.templates.covers(source.start) {
            self.builder.stand_in(source);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if self.stack.is_skipping() {
            return;
        }
        let mut at = range.start;
        while let Some(prefix) = self.prefixes.get(self.next_prefix).cloned() {
            if prefix.end <= at {
                self.next_prefix += 1;
            } else if prefix.start < range.end {
                self.text_of_line(at..prefix.start.max(at));
                self.builder.space(prefix.start.max(at)..prefix.end.min(range.end), false);
                at = prefix.end.min(range.end);
                if prefix.end > range.end {
                    break;
                }
            } else {
                break;
            }
        }
        self.text_of_line(at..range.end);
    }

    fn text_of_line(&mut self, range: Range<usize>) {
        let Reader { templates, builder, .. } = self;
        templates.cut(range, |r, is_template| {
            if is_template {
                builder.stand_in(r);
            } else {
                builder.flow(r);
            }
        });
    }

    fn entity(&mut self, text: &str, source: Range<usize>) {
        if !self.stack.is_skipping() && !self.templates.covers(source.start) {
            self.builder.escaped(text, source);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        let Some(whole) = self.source.get(range.clone()) else { return };
        // What else the tokenizer calls a comment (`<?xml …>`, `<!x>`) is none to a person.
        let Some(inside) = whole.strip_prefix("<!--") else { return };
        let inside = inside.strip_suffix("-->").or_else(|| inside.strip_suffix("--!>")).unwrap_or(inside);
        self.builder.comment(range, inside.trim());
    }

    fn end_tag(&mut self, tag: &Tag) {
        let name = el::name(&tag.name);
        if name == el::BR {
            // 13.2.6.4.7: `</br>` is read as `<br>`.
            self.line_break(tag.source.clone());
            return;
        }
        self.stack.end(name, &el::traits(name), &mut self.builder);
    }

    fn line_break(&mut self, source: Range<usize>) {
        if !self.stack.is_skipping() {
            self.builder.break_line(source);
        }
    }

    fn start_tag(&mut self, tag: &Tag) -> Option<State> {
        if self.templates.covers(tag.source.start) {
            return None;
        }
        let name = el::name(&tag.name);
        let traits = el::traits(name);
        if name == el::BR {
            self.line_break(tag.source.clone());
            return None;
        }
        self.stack.before(name, &traits, &mut self.builder);
        let was_skipping = self.stack.is_skipping();
        // What is not read divides nothing either.
        if traits.block && !was_skipping {
            self.builder.end_block();
        }
        self.stack.apply(&mut self.builder);
        let marks = if tag.attributes.is_empty() { Marks::default() } else { self.marks(name, &tag.attributes) };
        if !was_skipping && !marks.is_hidden {
            if traits.content == Content::StandIn
                || (marks.is_kept && !traits.block)
                || (traits.apart && self.builder.is_in_block())
            {
                self.builder.stand_in(tag.source.clone());
            }
            if !tag.attributes.is_empty() && traits.content != Content::Silent && !marks.is_kept {
                self.write_attributes(name, &tag.attributes, marks.language);
            }
        }
        let is_empty = traits.void || (self.is_xml && tag.is_closed);
        if !is_empty {
            let mut traits = traits;
            if name == el::A && !tag.attributes.has(Key::Href) {
                traits.inline = traits.inline.filter(|k| *k != InlineKind::Link);
            }
            self.stack.push(name, traits, marks.language, marks.is_hidden || marks.is_kept, &mut self.builder);
        }
        // An icon's `<title/>` (XML inside HTML) is closed already.
        if self.is_xml || (was_skipping && tag.is_closed) { None } else { state_after(name) }
    }

    /// What the attributes say of the element's text.
    fn marks(&mut self, name: Name, attributes: &Attributes) -> Marks {
        let source = self.source;
        let mut language = LanguageId::NONE;
        if let Some(tag) = attributes.value(Key::XmlLang, source).or_else(|| attributes.value(Key::Lang, source)) {
            // `lang=""`: the language is not known (HTML Standard, 3.2.6.2).
            let tag = if tag.trim().is_empty() { LanguageTag::parse("und") } else { LanguageTag::parse(&tag) };
            match tag {
                Some(tag) if name == el::HTML && !self.has_pages => self.builder.document_language = Some(tag),
                Some(tag) => language = self.builder.intern(tag),
                None => {}
            }
        }
        if name == el::META
            && attributes.value(Key::HttpEquiv, source).is_some_and(|v| v.eq_ignore_ascii_case("content-language"))
            && self.builder.document_language.is_none()
            && !self.has_pages
        {
            self.builder.document_language = attributes.value(Key::Content, source).and_then(|v| LanguageTag::parse(&v));
        }
        let no_translation = |v: &str| v.eq_ignore_ascii_case("no");
        let is_kept = attributes.value(Key::Translate, source).is_some_and(|v| no_translation(&v))
            || attributes.value(Key::Class, source).is_some_and(|v| v.split_ascii_whitespace().any(|c| c == "notranslate"));
        Marks { language, is_hidden: attributes.has(Key::Hidden), is_kept }
    }

    fn write_attributes(&mut self, name: Name, attributes: &Attributes, language: LanguageId) {
        if language != LanguageId::NONE {
            self.builder.language = language;
        }
        if name == el::META {
            let is_text = |v: &str| matches!(v, "description" | "og:description" | "og:title");
            let names = [Key::Name, Key::Property];
            if names.iter().any(|k| attributes.value(*k, self.source).is_some_and(|v| is_text(&v.to_ascii_lowercase()))) {
                attributes.write(Key::Content, &mut self.builder);
            }
        } else {
            for key in [Key::Alt, Key::Title, Key::AriaLabel, Key::Placeholder] {
                attributes.write(key, &mut self.builder);
            }
        }
        if language != LanguageId::NONE {
            self.stack.apply(&mut self.builder);
        }
        if !self.builder.is_in_block() {
            self.builder.end_block();
        }
    }
}

/// What an element's attributes say of its text.
#[derive(Default)]
struct Marks {
    language: LanguageId,
    is_hidden: bool,
    /// `translate="no"`: not to be changed.
    is_kept: bool,
}

/// The state of the tokenizer after a start tag (13.2.6.4). Scripting is taken to be off: `noscript` is read.
fn state_after(name: Name) -> Option<State> {
    match name {
        el::TITLE | el::TEXTAREA => Some(State::RcData),
        el::SCRIPT => Some(State::ScriptData),
        el::STYLE | el::XMP | el::IFRAME | el::NOEMBED | el::NOFRAMES => Some(State::RawText),
        el::PLAINTEXT => Some(State::PlainText),
        _ => None,
    }
}
