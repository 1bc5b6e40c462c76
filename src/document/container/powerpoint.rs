//! Presentations: PresentationML (ECMA-376, part 1, chapter 19). Slides in their order, each with its notes; charts, diagrams
//! and comments are only read, the prompts of layouts and masters are not text of the author.

use super::package::Package;
use super::plain::{self, TextElement};
use super::relationships::{main_part, properties_part, relationships, signature};
use super::splices::changed_parts;
use super::texts::{Texts, plain_xml, properties};
use super::{Container, ContainerError, ContainerFormat, drawing, escaped};
use crate::document::SourceEdit;
use crate::document::builder::Builder;
use crate::document::xml::{Event, Events};

const NAME: &str = "PowerPoint";

pub static FORMAT: ContainerFormat = ContainerFormat {
    name: NAME,
    endings: &["pptx", "pptm", "ppsx", "potx"],
    read,
    escape: escaped,
    write: Some(write),
    review: None,
};

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Text,
    /// Kept twice, or somebody else's words.
    Read,
    Properties,
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    let parts = parts(&mut package)?;
    let mut texts = Texts::default();
    for (name, _) in &parts {
        texts.push(name, &package.text(name)?.unwrap_or_default());
    }
    let Texts { text, sections } = texts;
    let mut builder = Builder::new(&text);
    builder.languages_are_guesses = true;
    builder.edits_cross_markup();
    for (section, (_, purpose)) in sections.iter().zip(&parts) {
        plain_xml(&text, section, NAME)?;
        let mut events = Events::strict(&text, section.source.clone());
        match purpose {
            Use::Properties => properties(&mut builder, &mut events),
            purpose => drawing::read(&mut builder, &text, &mut events, *purpose == Use::Read),
        }
    }
    let prose = builder.finish();
    Ok(Container { prose, sections, notes: Vec::new(), locked: signature(&package), remarks: Vec::new(), text })
}

fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let element = TextElement { name: "t", trims: false };
    let put = |part: &str, own: &[_]| plain::splices(part, own, element);
    Package::open(bytes, NAME)?.replace(&changed_parts(&container.text, &container.sections, edits, &put)?)
}

/// The parts that hold text, in the order in which they are shown.
fn parts(package: &mut Package) -> Result<Vec<(String, Use)>, ContainerError> {
    let main = main_part(package, NAME)?;
    let text = package.text(&main.target)?.unwrap_or_default();
    let related = relationships(package, &main.target)?;
    let mut parts = Vec::new();
    let mut events = Events::strict(&text, 0..text.len());
    let mut is_presentation = false;
    while let Some((event, _)) = events.next() {
        let (Event::Start(e) | Event::Empty(e)) = event else { continue };
        is_presentation |= e.name == "presentation";
        if e.name != "sldId" {
            continue;
        }
        // The number of the slide has an attribute of the same name, without a prefix.
        let slide = e.all("id").find_map(|id| related.iter().find(|r| r.id == id));
        let Some(slide) = slide.map(|s| s.target.clone()) else { continue };
        parts.push((slide.clone(), Use::Text));
        for r in relationships(package, &slide)? {
            match r.kind.as_str() {
                "notesSlide" => parts.push((r.target, Use::Text)),
                "chart" | "diagramData" | "comments" => parts.push((r.target, Use::Read)),
                _ => {}
            }
        }
    }
    if !is_presentation {
        return Err(ContainerError::Damaged { format: NAME, reason: "its main part is no presentation".to_string() });
    }
    parts.extend(properties_part(package)?.map(|name| (name, Use::Properties)));
    let mut seen = std::collections::HashSet::new();
    parts.retain(|(name, _)| package.has(name) && seen.insert(name.clone()));
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{blocks, part, pptx};
    use super::*;

    const SLIDE: &str = "<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\" descr=\"A &amp; B\"/><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr>\
        <p:txBody><a:p><a:r><a:rPr lang=\"en-GB\"/><a:t>The wor</a:t></a:r><a:r><a:rPr lang=\"en-GB\" b=\"1\"/><a:t>kers</a:t></a:r></a:p></p:txBody></p:sp>\
        <p:sp><p:txBody><a:p><a:r><a:rPr lang=\"fr-FR\"/><a:t>Un texte</a:t></a:r><a:br/><a:fld type=\"slidenum\"><a:t>3</a:t></a:fld></a:p></p:txBody></p:sp>";

    #[test]
    fn slides_are_read_in_their_order_with_their_notes() {
        let notes = "<p:sp><p:txBody><a:p><a:r><a:t>Say this.</a:t></a:r></a:p></p:txBody></p:sp>";
        let bytes = pptx(&["<p:sp/>", SLIDE], Some(notes));
        let container = FORMAT.read(&bytes).unwrap();
        assert_eq!(blocks(&container), ["A & B", "The workers", "Un texte\n\u{fffc}", "Say this."]);
        let names: Vec<&str> = container.sections.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "ppt/notesSlides/notesSlide1.xml"]);
        let segments = container.prose.segments.as_deref().unwrap();
        assert_eq!(segments[1].role, crate::document::Role::Heading);
        let languages: Vec<_> = segments.iter().map(|s| s.language.as_ref().map(|l| l.as_str())).collect();
        assert_eq!((languages[1], languages[2]), (Some("en-gb"), Some("fr-fr")));
    }

    #[test]
    fn new_words_go_into_the_largest_run() {
        let bytes = pptx(&[SLIDE], None);
        let container = FORMAT.read(&bytes).unwrap();
        let at = container.prose.text.find("workers").unwrap();
        let format = crate::document::Format::Container(&FORMAT);
        let edit = container.prose.map.edit(&container.text, &container.prose.text, at..at + 7, "R&D", format);
        let written = FORMAT.write(&bytes, &container, &[edit.unwrap()]).unwrap();
        let slide = "ppt/slides/slide1.xml";
        let expected = part(&bytes, slide).replace("<a:t>The wor<", "<a:t>The <").replace("<a:t>kers<", "<a:t>R&amp;D<");
        assert_eq!(part(&written, slide), expected);
    }
}
