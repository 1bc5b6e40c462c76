//! PDF (ISO 32000): text with its places, in the order of reading. Fixes cannot be written into a page; findings become
//! highlights with notes ([`annotate`]).
//!
//! `file` opens it, `interpreter` runs the content streams of each page, with `font`, `cmap` and `glyph_names` for the
//! characters; `structure` reads the tags, `lines` and `columns` find paragraphs where there are none, `running` takes headers
//! and footers out, `assemble` makes text, prose and [`Layout`](crate::document::Layout) of it.
//!
//! Not known: the glyphs of fonts that are in the file, or in the collections of Adobe, by their numbers alone (a document
//! whose fonts do not say which letters they show is reported as not read); text that is painted as pictures or outlines.

mod annotate;
mod assemble;
mod cmap;
mod columns;
mod file;
mod font;
mod geometry;
mod glyph_names;
mod interpreter;
mod lines;
mod objects;
mod page;
mod running;
mod structure;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tokens;
mod widths;

use super::{Container, ContainerError, ContainerFormat};
use crate::document::Quoting;
use interpreter::{Budget, Context};
use lines::Block;
use lopdf::{Document, Object};
use objects::Objects;
use page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub static FORMAT: ContainerFormat =
    ContainerFormat { name: file::NAME, endings: &["pdf"], read, escape, write: None, review: Some(annotate::review) };

/// Of all pages together.
const MOST_BYTES: usize = 1 << 30;
const MOST_GLYPHS: usize = 8_000_000;
/// A picture that covers so much of a page without text may be a picture of text.
const PICTURE: f32 = 0.3;

/// Replacements are shown in notes, as they are.
fn escape(text: &str, _: Quoting) -> Option<String> {
    Some(text.to_string())
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    // Nothing here panics as far as anybody knows; what is read comes from strangers, and a crash would hide other files.
    catch_unwind(AssertUnwindSafe(|| read_document(bytes, &file::load(bytes)?))).unwrap_or_else(|_| {
        Err(ContainerError::Damaged {
            format: file::NAME,
            reason: "reading it failed in a way that was not foreseen".to_string(),
        })
    })
}

/// What was found wrong with pages, by their numbers.
#[derive(Default)]
struct Troubles {
    /// Pictures without text.
    pictures: Vec<usize>,
    /// Codes without characters.
    unknown: Vec<usize>,
    /// Content that cannot be read.
    damaged: Vec<usize>,
}

fn read_document(bytes: &[u8], document: &Document) -> Result<Container, ContainerError> {
    let objects = Objects(document);
    let catalog = document.catalog().map_err(|e| ContainerError::Damaged { format: file::NAME, reason: e.to_string() })?;
    let (entries, lost) = file::pages(document);
    if entries.is_empty() {
        return Err(ContainerError::Damaged { format: file::NAME, reason: "it has no pages that can be read".to_string() });
    }
    let structure = structure::Structure::read(objects, catalog);
    let mut context = Context {
        objects,
        hidden: structure::Hidden::read(objects, catalog),
        fonts: font::Fonts::default(),
        budget: Budget { bytes: MOST_BYTES, glyphs: MOST_GLYPHS },
    };
    let mut pages: Vec<(Page, Vec<Block>)> = Vec::with_capacity(entries.len());
    let mut troubles = Troubles::default();
    let mut has_letters = false;
    for (i, entry) in entries.iter().enumerate() {
        let contents: Vec<&Object> = match objects.get(entry.dictionary, b"Contents") {
            Some(Object::Array(streams)) => streams.iter().map(|s| objects.follow(s)).collect(),
            Some(stream) => vec![stream],
            None => Vec::new(),
        };
        let page = interpreter::interpret(&mut context, &contents, entry.resources, entry.visible, structure.page(entry.id));
        let letters = page.text.chars().filter(|c| c.is_alphanumeric()).count();
        has_letters |= letters > 0;
        if page.is_damaged {
            troubles.damaged.push(i + 1);
        }
        if page.unknown > 8 && page.unknown * 4 > letters {
            troubles.unknown.push(i + 1);
        } else if letters == 0 && page.pictures > PICTURE * entry.visible.area() {
            troubles.pictures.push(i + 1);
        }
        let blocks = lines::blocks(&page, &structure.blocks);
        pages.push((page, blocks));
    }
    if !has_letters {
        return Err(match (troubles.unknown.is_empty(), troubles.damaged.is_empty() && lost == 0) {
            (false, _) => ContainerError::Refused(
                "its fonts do not say which letters they show, so nothing was checked; make the PDF again from its source, or \
                 recognise its text (OCR)"
                    .to_string(),
            ),
            (true, false) => ContainerError::Damaged { format: file::NAME, reason: "none of its pages can be read".to_string() },
            (true, true) => ContainerError::NoText,
        });
    }
    running::separate(&mut pages);
    let language = objects.text(catalog, b"Lang").filter(|l| !l.is_empty()).map(Into::into);
    let mut assembled = assemble::assemble(&pages, language);
    let remarks = remarks(&troubles, lost, pages.len());
    assembled.layout.is_incomplete =
        lost > 0 || !troubles.damaged.is_empty() || !troubles.unknown.is_empty() || troubles.pictures.len() * 2 >= pages.len();
    let notes = annotate::notes(document, &assembled.layout);
    let mut prose = assembled.prose;
    prose.layout = Some(Arc::new(assembled.layout));
    let mut container = Container {
        text: assembled.text,
        sections: assembled.sections,
        prose,
        notes,
        locked: annotate::locked(document, catalog, bytes),
        remarks,
    };
    if file::was_rebuilt(document) {
        container.remarks.push("its table of objects is damaged; what could be found without it was read".to_string());
    }
    Ok(container)
}

fn remarks(troubles: &Troubles, lost: usize, all: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut say = |pages: &[usize], one: &str, many: &str| {
        if !pages.is_empty() {
            let what = if pages.len() == 1 { one } else { many };
            remarks.push(format!("{} (of {all}) {what}", listed(pages)));
        }
    };
    say(
        &troubles.pictures,
        "is a picture without text and was not checked; make the text readable (OCR) if there is any",
        "are pictures without text and were not checked; make the text readable (OCR) if there is any",
    );
    say(
        &troubles.unknown,
        "uses fonts that do not say which letters they show, and was checked in part only",
        "use fonts that do not say which letters they show, and were checked in part only",
    );
    say(&troubles.damaged, "is damaged and was read in part only", "are damaged and were read in part only");
    if lost > 0 {
        remarks.push(format!("{lost} entries of its list of pages lead to no page; the file may have been cut off"));
    }
    remarks
}

/// `page 3`, `pages 2, 5–7`
fn listed(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut().filter(|r| r.1 + 1 == page) {
            Some(run) => run.1 = page,
            None => runs.push((page, page)),
        }
    }
    let runs: Vec<String> = runs.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect();
    format!("page{} {}", if pages.len() == 1 { "" } else { "s" }, runs.join(", "))
}
