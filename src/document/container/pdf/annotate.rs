//! Findings as highlights with notes, in an incremental update: the file as it was, with objects behind it (ISO 32000-1, 7.5.6
//! and 12.5.6.10).

use super::file;
use super::objects::{Objects, text};
use crate::document::container::{AUTHOR, Container, ContainerError, Note, Reviewed, Stamp, Suggestion};
use crate::document::layout::{Area, Layout, Quad};
use crate::text::SourceOffset;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat, dictionary};
use std::collections::HashMap;
use std::ops::Range;

/// Red, green and blue of a highlight; text is painted through it.
const COLOUR: [f32; 3] = [1.0, 0.84, 0.2];
/// Points: the window of a note, beside the text.
const WINDOW: (f32, f32) = (230.0, 150.0);

/// Why notes may not be put into a file; nothing where they may.
pub(super) fn locked(document: &Document, catalog: &Dictionary, bytes: &[u8]) -> Option<String> {
    let objects = Objects(document);
    if document.was_encrypted() {
        return Some(
            "it is encrypted, and what it allows is the business of who encrypted it; save it without protection".to_string(),
        );
    }
    if document.xref_recovery.is_some() || !bytes.starts_with(b"%PDF-") {
        return Some("it is damaged, and nothing can be added safely; save it anew".to_string());
    }
    // A certifying signature says what may be changed: 3 allows notes, 2 is what holds without a word (12.8.2.2, table 254).
    let permissions = objects.dictionary(catalog, b"Perms").and_then(|p| objects.dictionary(p, b"DocMDP"))?;
    let level = objects.array(permissions, b"Reference").into_iter().flatten().find_map(|reference| {
        let reference = super::objects::as_dictionary(objects.follow(reference))?;
        objects.integer(objects.dictionary(reference, b"TransformParams")?, b"P")
    });
    (level.unwrap_or(2) < 3).then(|| {
        "it is signed, and the signature allows no notes: they would make it invalid; annotate the file before it is signed"
            .to_string()
    })
}

/// Notes of ours that are in the file already.
pub(super) fn notes(document: &Document, layout: &Layout) -> Vec<Note> {
    let objects = Objects(document);
    let mut notes: Vec<Note> = Vec::new();
    // Words over the end of a page have a note on both pages; their names begin alike.
    let mut halves: HashMap<(String, String), usize> = HashMap::new();
    for (i, page) in file::pages(document).0.iter().enumerate() {
        for annotation in objects.array(page.dictionary, b"Annots").unwrap_or_default() {
            let Some(annotation) = super::objects::as_dictionary(objects.follow(annotation)) else { continue };
            let is_ours = objects.name(annotation, b"Subtype") == Some(b"Highlight")
                && objects.text(annotation, b"T").as_deref() == Some(AUTHOR);
            if !is_ours {
                continue;
            }
            let numbers = objects.array(annotation, b"QuadPoints").unwrap_or_default();
            let numbers: Vec<f32> = numbers.iter().filter_map(|n| super::objects::number(objects.follow(n))).collect();
            let quads: Vec<Quad> = numbers.chunks_exact(8).filter_map(|q| q.try_into().ok()).collect();
            let contents = annotation.get(b"Contents").ok().and_then(|c| objects.follow(c).as_str().ok()).map(text);
            let (Some(source), Some(contents)) = (layout.source_of(i + 1, &quads), contents) else { continue };
            let text = contents.replace('\r', "\n");
            let name = objects.text(annotation, b"NM").unwrap_or_default();
            if let Some((whole, _)) = name.rsplit_once('-') {
                let known = *halves.entry((whole.to_string(), text.clone())).or_insert(notes.len());
                if let Some(half) = notes.get_mut(known) {
                    half.source = half.source.start.min(source.start)..half.source.end.max(source.end);
                    continue;
                }
            }
            notes.push(Note { source, text });
        }
    }
    notes
}

/// Adds a note for every suggestion that has something to say. Nothing else changes: what would be replaced stays.
///
/// # Errors
/// The file cannot be read any more.
pub(super) fn review(
    bytes: &[u8],
    container: &Container,
    suggestions: &[Suggestion],
    stamp: &Stamp,
) -> Result<Reviewed, ContainerError> {
    let mut done = Reviewed { bytes: bytes.to_vec(), changed: 0, commented: 0, unplaced: 0 };
    let Some(layout) = &container.prose.layout else { return Ok(done) };
    let document = file::load(bytes)?;
    let failed = |e: &dyn std::fmt::Display| ContainerError::Refused(format!("notes cannot be added: {e}"));
    let pages = file::pages(&document).0.iter().map(|p| (p.id, p.visible)).collect::<Vec<_>>();
    let mut update = IncrementalDocument::create_from(bytes.to_vec(), document);
    let map = container.prose.map.clone().in_source_order();
    for suggestion in suggestions.iter().filter(|s| !s.comment.is_empty()) {
        // The words alone, without what stands between their halves at the end of a page.
        let span = suggestion.place;
        let last = SourceOffset(span.end.0.saturating_sub(1).max(span.start.0));
        let words = map.prose_at(span.start)..map.prose_at(last) + 1;
        let areas = layout.areas(&container.prose.map.sources(words));
        let mut is_placed = false;
        for area in areas {
            let Some((page, visible)) = area.page.checked_sub(1).and_then(|i| pages.get(i)) else { continue };
            let [highlight, popup] =
                annotation(&mut update, &area, *page, visible.right, suggestion, stamp).map_err(|e| failed(&e))?;
            append(&mut update, *page, [highlight, popup]).map_err(|e| failed(&e))?;
            is_placed = true;
        }
        done.commented += usize::from(is_placed);
        done.unplaced += usize::from(!is_placed);
    }
    if done.commented > 0 {
        done.bytes.clear();
        update.save_to(&mut done.bytes).map_err(|e| failed(&e))?;
        if !done.bytes.starts_with(bytes) {
            return Err(failed(&"the copy would not begin with the file as it is"));
        }
    }
    Ok(done)
}

/// Text as UTF-16 with a mark, which every reader knows (7.9.2.2).
fn string(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

fn numbers(numbers: &[f32]) -> Object {
    Object::Array(numbers.iter().map(|n| Object::Real(*n)).collect())
}

fn bounds(quads: &[Quad]) -> [f32; 4] {
    let all = |from: usize| quads.iter().flat_map(move |q| q.iter().skip(from).step_by(2).copied());
    let least = |from| all(from).fold(f32::MAX, f32::min);
    let most = |from| all(from).fold(f32::MIN, f32::max);
    [least(0), least(1), most(0), most(1)]
}

/// A highlight and the window of its note.
fn annotation(
    update: &mut IncrementalDocument,
    area: &Area,
    page: ObjectId,
    right: f32,
    suggestion: &Suggestion,
    stamp: &Stamp,
) -> lopdf::Result<[ObjectId; 2]> {
    let document = &mut update.new_document;
    let rectangle = bounds(&area.quads);
    let points: Vec<f32> = area.quads.iter().flatten().copied().collect();
    // D:20261123100000Z
    let date: String = stamp.0.chars().filter(char::is_ascii_digit).collect();
    let date = Object::string_literal(format!("D:{date}Z"));
    let paper = document.add_object(appearance(&area.quads, rectangle));
    let popup = document.new_object_id();
    let place: Range<usize> = suggestion.place.range();
    let subject = suggestion.comment.lines().next().unwrap_or_default();
    let highlight = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Highlight",
        "P" => page,
        "Rect" => numbers(&rectangle),
        "QuadPoints" => numbers(&points),
        "C" => numbers(&COLOUR),
        // It is printed.
        "F" => 4,
        "T" => string(AUTHOR),
        "Subj" => string(subject),
        "Contents" => string(&suggestion.comment.replace('\n', "\r")),
        "Lang" => string(suggestion.language),
        "NM" => string(&format!("{AUTHOR}-{}-{}-{}", place.start, place.end, area.page)),
        "M" => date.clone(),
        "CreationDate" => date,
        "AP" => dictionary! { "N" => paper },
        "Popup" => popup,
    });
    let top = rectangle[3].max(WINDOW.1);
    document.objects.insert(
        popup,
        Object::Dictionary(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Popup",
            "Parent" => highlight,
            "P" => page,
            "Rect" => numbers(&[right - WINDOW.0, top - WINDOW.1, right, top]),
            // Neither turned nor enlarged with the page.
            "F" => 24,
            "Open" => false,
        }),
    );
    Ok([highlight, popup])
}

/// What readers paint that do not make highlights themselves: the quads in a colour that darkens what is under it.
fn appearance(quads: &[Quad], rectangle: [f32; 4]) -> Stream {
    let [red, green, blue] = COLOUR;
    let mut content = format!("/G gs {red} {green} {blue} rg\n");
    for [ax, ay, bx, by, cx, cy, dx, dy] in quads {
        content += &format!("{ax} {ay} m {bx} {by} l {dx} {dy} l {cx} {cy} l h f\n");
    }
    let state = dictionary! { "Type" => "ExtGState", "BM" => "Multiply" };
    Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "FormType" => 1,
            "BBox" => numbers(&rectangle),
            "Group" => dictionary! { "S" => "Transparency", "Type" => "Group" },
            "Resources" => dictionary! { "ExtGState" => dictionary! { "G" => state } },
        },
        content.into_bytes(),
    )
}

/// Adds annotations to a page: into its list, wherever that is kept.
fn append(update: &mut IncrementalDocument, page: ObjectId, new: [ObjectId; 2]) -> lopdf::Result<()> {
    update.opt_clone_object_to_new_document(page)?;
    let list = update.new_document.get_dictionary(page)?.get(b"Annots").ok().and_then(|a| a.as_reference().ok());
    let list = match list {
        // A reference to no list is as good as none.
        Some(id) if update.opt_clone_object_to_new_document(id).is_ok() => {
            update.new_document.get_object_mut(id)?.as_array_mut().ok()
        }
        _ => None,
    };
    if let Some(list) = list {
        list.extend(new.map(Object::Reference));
        return Ok(());
    }
    let page = update.new_document.get_dictionary_mut(page)?;
    let mut all = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
    all.extend(new.map(Object::Reference));
    page.set("Annots", all);
    Ok(())
}
