//! Opening a file: what is asked of lopdf, and what becomes of files that are broken, protected, or made to fill the memory.

use super::geometry::Rectangle;
use super::objects::Objects;
use crate::document::ContainerError;
use crate::document::container::told;
use lopdf::xref::XrefRecovery;
use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId};
use std::cell::Cell;
use std::collections::HashSet;

pub(super) const NAME: &str = "PDF";

/// Pages of a document.
const MOST_PAGES: usize = 50_000;
/// Nodes of the page tree.
const MOST_NODES: usize = 200_000;
/// The mark of a PDF stands in the first bytes (Annex H, implementation note 13).
const HEAD: usize = 1_024;

thread_local! {
    /// Bytes that object streams of the file being loaded may still unpack to: one object of a few bytes takes many when it is
    /// read.
    static BUDGET: Cell<usize> = const { Cell::new(0) };
}

/// Bytes that all object streams together may unpack to.
fn budget(bytes: &[u8]) -> usize {
    const LEAST: usize = 16 << 20;
    const MOST: usize = 512 << 20;
    // They hold dictionaries, which shrink to a tenth or so.
    bytes.len().saturating_mul(32).clamp(LEAST, MOST)
}

/// Leaves pictures out, and counts what object streams unpack to.
///
/// lopdf keeps an object of the file as it is afterwards, and looks only whether there is an answer; of an object in an object
/// stream it keeps the answer. Streams are never in one, so theirs need not be copied.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = object else { return Some((id, object.clone())) };
    if stream.dict.has_type(b"ObjStm") {
        let left = BUDGET.get();
        let done = stream.decompress_with_limit(left);
        let is_too_large = matches!(done, Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })));
        BUDGET.set(if is_too_large { 0 } else { left.saturating_sub(stream.content.len()) });
        done.ok()?;
    } else if matches!(stream.dict.get(b"Subtype").and_then(Object::as_name), Ok(b"Image")) {
        // Of a stream without any content it would look for that again.
        stream.content = vec![0];
    }
    Some((id, Object::Null))
}

fn damaged(reason: impl Into<String>) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.into() }
}

/// Reads the objects of a file. Pictures are left out.
///
/// # Errors
/// It is no PDF, damaged beyond repair, protected by a password, or unpacks to more than is reasonable.
pub(super) fn load(bytes: &[u8]) -> Result<Document, ContainerError> {
    if !bytes[..bytes.len().min(HEAD)].windows(5).any(|w| w == b"%PDF-") {
        return Err(damaged(told(bytes).unwrap_or("it does not begin like one")));
    }
    let document = match load_as(bytes, false) {
        Ok(document) if has_pages(&document) || document.is_encrypted() => document,
        first => match load_as(bytes, true) {
            Ok(document) if has_pages(&document) => document,
            _ => first.map_err(|e| explain(&e))?,
        },
    };
    if document.is_encrypted() {
        return Err(ContainerError::Encrypted);
    }
    if !has_pages(&document) {
        return Err(damaged("it has no pages"));
    }
    Ok(document)
}

fn load_as(bytes: &[u8], rebuild: bool) -> Result<Document, Error> {
    let budget = budget(bytes);
    BUDGET.set(budget);
    // Where a file is encrypted, lopdf asks no filter; then each stream has its share.
    let is_encrypted = bytes.windows(8).any(|w| w == b"/Encrypt");
    let limit = if is_encrypted { (budget / count(bytes, b"/ObjStm").max(1)).max(4 << 20) } else { budget };
    let options = LoadOptions {
        filter: Some(keep),
        max_decompressed_size: Some(limit),
        force_reconstruct: rebuild,
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options)?;
    match BUDGET.get() {
        0 => Err(DecompressError::MemoryLimitExceeded { limit: budget }.into()),
        _ => Ok(document),
    }
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|w| *w == word).count()
}

fn has_pages(document: &Document) -> bool {
    let objects = Objects(document);
    document.catalog().ok().and_then(|c| objects.dictionary(c, b"Pages")).is_some_and(|p| objects.array(p, b"Kids").is_some())
}

fn explain(error: &Error) -> ContainerError {
    match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { limit }) => {
            ContainerError::TooLarge(format!("more than {} MB of objects", limit >> 20))
        }
        Error::InvalidPassword | Error::Decryption(_) => ContainerError::Encrypted,
        Error::UnsupportedSecurityHandler(_) => {
            ContainerError::Refused("it is protected in a way that only its own program can open".to_string())
        }
        Error::Parse(_) | Error::Xref(_) | Error::MissingXrefEntry | Error::InvalidOffset(_) => {
            damaged("neither its table of objects nor the objects can be read; the file may have been cut off")
        }
        other => damaged(other.to_string()),
    }
}

/// Whether the table of objects had to be made anew.
pub(super) fn was_rebuilt(document: &Document) -> bool {
    document.xref_recovery == Some(XrefRecovery::Reconstructed)
}

/// A page, with what it inherits from the page tree (7.7.3.4).
#[derive(Debug, Clone, Copy)]
pub(super) struct PageEntry<'d> {
    pub(super) id: ObjectId,
    pub(super) dictionary: &'d Dictionary,
    pub(super) resources: Option<&'d Dictionary>,
    /// What is shown of it.
    pub(super) visible: Rectangle,
}

/// The pages in their order, and how many entries of the page tree lead to none.
pub(super) fn pages(document: &Document) -> (Vec<PageEntry<'_>>, usize) {
    let objects = Objects(document);
    let mut pages = Vec::new();
    let Some(root) = document.catalog().ok().and_then(|c| c.get(b"Pages").ok()) else { return (pages, 0) };
    let (mut lost, mut read) = (0, 0);
    let mut seen: HashSet<ObjectId> = HashSet::new();
    type Inherited<'d> = (Option<&'d Dictionary>, Option<[f32; 4]>, Option<[f32; 4]>);
    let mut open: Vec<(&Object, Inherited)> = vec![(root, (None, None, None))];
    while let Some((object, mut inherited)) = open.pop() {
        read += 1;
        if read > MOST_NODES || pages.len() >= MOST_PAGES {
            lost += 1;
            break;
        }
        let Ok(id) = object.as_reference() else { continue };
        // A page that stands in the tree twice is shown twice by some; once is enough here.
        if !seen.insert(id) {
            continue;
        }
        let Some(node) = super::objects::as_dictionary(objects.follow(object)) else {
            lost += 1;
            continue;
        };
        inherited.0 = objects.dictionary(node, b"Resources").or(inherited.0);
        inherited.1 = objects.numbers::<4>(node, b"MediaBox").or(inherited.1);
        inherited.2 = objects.numbers::<4>(node, b"CropBox").or(inherited.2);
        match objects.array(node, b"Kids") {
            Some(kids) => open.extend(kids.iter().rev().map(|kid| (kid, inherited))),
            None => {
                let media = Rectangle::of(inherited.1.unwrap_or([0.0, 0.0, 612.0, 792.0]));
                let visible = inherited.2.map_or(media, |crop| Rectangle::of(crop).within(media));
                pages.push(PageEntry { id, dictionary: node, resources: inherited.0, visible });
            }
        }
    }
    (pages, lost)
}
