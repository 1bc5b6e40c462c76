//! Books: EPUB 3 and 2 (W3C, "EPUB 3.3"). A zip of XHTML pages, read by the HTML reader in the order of the spine; title and
//! description of the package document, and the labels of the navigation, are text, too.

use super::package::Package;
use super::relationships::resolve;
use super::splices::{Splice, changed_parts};
use super::texts::{Texts, well_formed};
use super::{Container, ContainerError, ContainerFormat, Section, escaped};
use crate::document::html::Reader;
use crate::document::xml::{Event, Events};
use crate::document::{Quoting, Role, SourceEdit};
use crate::text::LanguageTag;
use std::collections::{HashMap, HashSet};

const NAME: &str = "EPUB";
const KIND: &str = "application/epub+zip";

pub static FORMAT: ContainerFormat =
    ContainerFormat { name: NAME, endings: &["epub"], read, escape: escaped, write: Some(write), review: None };

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// The package document (OPF).
    Package,
    Page,
    /// The navigation of EPUB 2 (NCX).
    Labels,
}

fn damaged(reason: impl Into<String>) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.into() }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    match package.text("mimetype")? {
        Some(kind) if kind.trim() == KIND => {}
        Some(kind) => return Err(damaged(format!("it calls itself {}", kind.chars().take(80).collect::<String>().trim()))),
        None => return Err(damaged("it does not say what it is (no mimetype)")),
    }
    let (parts, language) = parts(&mut package)?;
    if encrypts(&mut package, &parts)? {
        return Err(ContainerError::Refused(
            "its text is encrypted (DRM); only the publisher's own file can be read".to_string(),
        ));
    }
    let mut texts = Texts::default();
    for (name, _) in &parts {
        texts.push(name, &package.text(name)?.unwrap_or_default());
    }
    let Texts { text, sections } = texts;
    let mut reader = Reader::of_pages(&text);
    for (section, (_, purpose)) in sections.iter().zip(&parts) {
        match purpose {
            Use::Page => reader.page(section.source.clone()),
            purpose => texts_of(&mut reader, &text, section, *purpose)?,
        }
    }
    reader.builder.document_language = language;
    let prose = reader.finish();
    let locked =
        package.has("META-INF/signatures.xml").then(|| "it is signed, and a change would break the signature".to_string());
    Ok(Container { prose, sections, notes: Vec::new(), locked, remarks: Vec::new(), text })
}

fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let parts = changed_parts(&container.text, &container.sections, edits, &|_, own| {
        Ok(own.iter().map(|e| Splice::new(e.range.start, e.range.end, e.text.as_str())).collect())
    })?;
    Package::open(bytes, NAME)?.replace(&parts)
}

/// Parts with what they are used for, and a language.
type Book = (Vec<(String, Use)>, Option<LanguageTag>);

/// The parts that hold text in the order in which they are read, and the language of the book.
fn parts(package: &mut Package) -> Result<Book, ContainerError> {
    let container = package.text("META-INF/container.xml")?.ok_or_else(|| damaged("META-INF/container.xml is missing"))?;
    let mut events = Events::strict(&container, 0..container.len());
    let root = std::iter::from_fn(|| events.next()).find_map(|(event, _)| match event {
        Event::Start(e) | Event::Empty(e) if e.name == "rootfile" => e.get("full-path").map(str::to_string),
        _ => None,
    });
    let root = root.ok_or_else(|| damaged("META-INF/container.xml names no package document"))?;
    let text = package.text(&root)?.ok_or_else(|| damaged("its package document is missing"))?;
    let mut items: HashMap<&str, (String, Use)> = HashMap::new();
    let (mut spine, mut navigation) = (Vec::new(), Vec::new());
    let (mut language, mut is_language) = (None, false);
    let mut events = Events::strict(&text, 0..text.len());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) if e.name == "language" => is_language = true,
            Event::Text if is_language => {
                language = language.or_else(|| LanguageTag::parse(text.get(range)?.trim()));
            }
            Event::End("language") => is_language = false,
            Event::Start(e) | Event::Empty(e) if e.name == "item" => {
                let purpose = match e.get("media-type") {
                    Some("application/xhtml+xml" | "text/html" | "application/x-dtbook+xml") => Use::Page,
                    Some("application/x-dtbncx+xml") => Use::Labels,
                    _ => continue,
                };
                let (Some(id), Some(href)) = (e.get("id"), e.get("href")) else { continue };
                let name = resolve(&root, &decoded(href));
                if purpose == Use::Labels || e.get("properties").is_some_and(|p| p.split_whitespace().any(|p| p == "nav")) {
                    navigation.push((name.clone(), purpose));
                }
                items.insert(id, (name, purpose));
            }
            Event::Start(e) | Event::Empty(e) if e.name == "itemref" => {
                spine.extend(e.get("idref").and_then(|id| items.get(id)).cloned());
            }
            _ => {}
        }
    }
    let mut parts = vec![(root, Use::Package)];
    parts.extend(spine);
    parts.extend(navigation);
    let mut seen = HashSet::new();
    parts.retain(|(name, _)| package.has(name) && seen.insert(name.clone()));
    Ok((parts, language))
}

/// An address without its percent signs (RFC 3986, 2.1).
fn decoded(href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).and_then(|b| std::str::from_utf8(b).ok()).and_then(|t| u8::from_str_radix(t, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| href.to_string())
}

/// Whether any of the parts is encrypted; fonts often are, which does not matter (EPUB 3.3, 4.2.6.3.2).
fn encrypts(package: &mut Package, parts: &[(String, Use)]) -> Result<bool, ContainerError> {
    let Some(text) = package.text("META-INF/encryption.xml")? else { return Ok(false) };
    let mut events = Events::strict(&text, 0..text.len());
    while let Some((event, _)) = events.next() {
        if let Event::Start(e) | Event::Empty(e) = event
            && e.name == "CipherReference"
            && e.get("URI").is_some_and(|uri| parts.iter().any(|(name, _)| *name == decoded(uri)))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Title, subject and description of the book, or the labels of its navigation.
fn texts_of<'s>(reader: &mut Reader<'s>, source: &'s str, section: &Section, purpose: Use) -> Result<(), ContainerError> {
    let is_text = |name: &str, prefix: &str| match purpose {
        Use::Package => prefix == "dc" && matches!(name, "title" | "description" | "subject"),
        _ => name == "text",
    };
    let builder = &mut reader.builder;
    (builder.quoting, builder.role) = (Quoting::Bare, Role::Paragraph);
    let mut open = "";
    let mut events = Events::strict(source, section.source.clone());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(e) if is_text(e.name, e.prefix) => {
                open = e.name;
                builder.language = builder.language_tag(e.get("lang").unwrap_or_default());
            }
            Event::End(name) if name == open => {
                open = "";
                builder.end_block();
            }
            Event::Text if !open.is_empty() => builder.words(range),
            Event::Character(c) if !open.is_empty() => builder.escaped(c.encode_utf8(&mut [0; 4]), range),
            _ => {}
        }
    }
    builder.end_block();
    well_formed(&events, section, NAME)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{archive, blocks, part};
    use super::*;
    use crate::document::Format;

    fn epub(pages: &[&str], more: &[(&str, &str)]) -> Vec<u8> {
        let items: String = (0..pages.len())
            .map(|i| format!("<item id=\"p{i}\" href=\"page%20{i}.xhtml\" media-type=\"application/xhtml+xml\"/>"))
            .collect();
        // The spine turns the order of the list around.
        let spine: String = (0..pages.len()).rev().map(|i| format!("<itemref idref=\"p{i}\"/>")).collect();
        let opf = format!(
            "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:title>A title</dc:title><dc:language>fr</dc:language></metadata>\
             <manifest>{items}</manifest><spine>{spine}</spine></package>"
        );
        let names: Vec<String> = (0..pages.len()).map(|i| format!("OEBPS/page {i}.xhtml")).collect();
        let mut parts = vec![
            ("mimetype", KIND),
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"),
            ("OEBPS/book.opf", &opf),
        ];
        parts.extend(names.iter().map(String::as_str).zip(pages.iter().copied()));
        parts.extend(more);
        archive(&parts)
    }

    const PAGES: [&str; 2] = [
        "<?xml version=\"1.0\"?><html xml:lang=\"en\"><head><title/></head><body><p>Sex <i>wor</i>kers &amp; all</p></body></html>",
        "<?xml version=\"1.0\"?><html><body><p>Première page</p></body></html>",
    ];

    #[test]
    fn pages_are_read_in_the_order_of_the_spine() {
        let container = FORMAT.read(&epub(&PAGES, &[])).unwrap();
        assert_eq!(blocks(&container), ["A title", "Première page", "Sex workers & all"]);
        let languages: Vec<_> =
            container.prose.segments.as_deref().unwrap().iter().map(|s| s.language.as_ref().map(|l| l.to_string())).collect();
        assert_eq!(languages, [None, None, Some("en".to_string())]);
        assert_eq!(container.prose.language.as_ref().map(ToString::to_string).as_deref(), Some("fr"));
    }

    #[test]
    fn a_page_changes_in_its_words_only() {
        let bytes = epub(&PAGES, &[]);
        let container = FORMAT.read(&bytes).unwrap();
        let prose = &container.prose;
        let edit = |word: &str| {
            let at = prose.text.find(word).unwrap();
            prose.map.edit(&container.text, &prose.text, at..at + word.len(), "R&D", Format::Container(&FORMAT))
        };
        assert!(edit("workers").is_err(), "markup is not crossed");
        let written = FORMAT.write(&bytes, &container, &[edit("title").unwrap(), edit("page").unwrap()]).unwrap();
        assert_eq!(part(&written, "OEBPS/page 1.xhtml"), PAGES[1].replace("page", "R&amp;D"));
        assert_eq!(part(&written, "OEBPS/page 0.xhtml"), PAGES[0]);
        assert!(part(&written, "OEBPS/book.opf").contains("<dc:title>A R&amp;D</dc:title>"));
        assert!(written.get(30..58).is_some_and(|b| b.starts_with(b"mimetypeapplication/epub+zip")), "the kind stands first");
    }

    #[test]
    fn books_that_cannot_be_read_say_why() {
        let locked = epub(
            &PAGES,
            &[("META-INF/encryption.xml", "<encryption><CipherReference URI=\"OEBPS/page%200.xhtml\"/></encryption>")],
        );
        assert!(FORMAT.read(&locked).unwrap_err().to_string().contains("DRM"));
        let font =
            epub(&PAGES, &[("META-INF/encryption.xml", "<encryption><CipherReference URI=\"OEBPS/a.otf\"/></encryption>")]);
        assert!(FORMAT.read(&font).is_ok());
        assert!(FORMAT.read(&archive(&[("mimetype", KIND)])).unwrap_err().to_string().contains("container.xml"));
    }
}
