//! InDesign files for exchange: IDML (Adobe, "IDML File Format Specification"). A zip with a part for each story; paragraphs end
//! with `Br`, and a word may be cut into ranges of characters.

use super::package::Package;
use super::plain::{self, TextElement};
use super::splices::changed_parts;
use super::texts::{Texts, plain_xml};
use super::{Container, ContainerError, ContainerFormat, escaped};
use crate::document::builder::{Builder, LanguageId};
use crate::document::xml::{Element, Event, Events};
use crate::document::{Quoting, Role, SourceEdit};
use std::collections::HashMap;
use std::ops::Range;

const NAME: &str = "InDesign";
const KIND: &str = "application/vnd.adobe.indesign-idml-package";
/// Tables in notes in tables.
const DEEPEST_FLOW: usize = 8;

pub static FORMAT: ContainerFormat =
    ContainerFormat { name: NAME, endings: &["idml"], read, escape: escaped, write: Some(write), review: None };

fn damaged(reason: &str) -> ContainerError {
    ContainerError::Damaged { format: NAME, reason: reason.to_string() }
}

fn read(bytes: &[u8]) -> Result<Container, ContainerError> {
    let mut package = Package::open(bytes, NAME)?;
    if package.text("mimetype")?.is_none_or(|m| m.trim() != KIND) {
        return Err(damaged("it does not call itself IDML (mimetype)"));
    }
    let map = package.text("designmap.xml")?.ok_or_else(|| damaged("its list of stories is missing (designmap.xml)"))?;
    let styles = Styles::read(&package.text("Resources/Styles.xml")?.unwrap_or_default());
    let mut texts = Texts::default();
    let mut events = Events::strict(&map, 0..map.len());
    while let Some((event, _)) = events.next() {
        let (Event::Start(e) | Event::Empty(e)) = event else { continue };
        let Some(name) = e.get("src").filter(|_| e.name == "Story") else { continue };
        if !texts.sections.iter().any(|s| s.name == name)
            && let Some(text) = package.text(name)?
        {
            texts.push(name, &text);
        }
    }
    let Texts { text, sections } = texts;
    let mut builder = Builder::new(&text);
    builder.languages_are_guesses = true;
    builder.edits_cross_markup();
    let mut reader = Reader { source: &text, builder, styles: &styles };
    for section in &sections {
        plain_xml(&text, section, NAME)?;
        reader.flow(section.source.clone(), 0);
    }
    let prose = reader.builder.finish();
    let locked =
        package.has("META-INF/signatures.xml").then(|| "it is signed, and a change would break the signature".to_string());
    Ok(Container { prose, sections, notes: Vec::new(), locked, remarks: Vec::new(), text })
}

fn write(bytes: &[u8], container: &Container, edits: &[SourceEdit]) -> Result<Vec<u8>, ContainerError> {
    let element = TextElement { name: "Content", trims: false };
    let put = |part: &str, own: &[_]| plain::splices(part, own, element);
    Package::open(bytes, NAME)?.replace(&changed_parts(&container.text, &container.sections, edits, &put)?)
}

/// Languages by the names that InDesign gives them.
fn tag_of(name: &str) -> &'static str {
    let name = name.rsplit('/').next().unwrap_or_default();
    match name {
        "English: UK" => "en-GB",
        "English: Canadian" => "en-CA",
        "French: Canadian" => "fr-CA",
        "Chinese: Traditional" => "zh-Hant",
        "Chinese: Simplified" => "zh-Hans",
        "[No Language]" => "",
        _ => match name.split(':').next().unwrap_or_default() {
            "English" => "en-US",
            "French" => "fr-FR",
            "Spanish" => "es",
            "Russian" => "ru-RU",
            "German" => "de",
            "Portuguese" => "pt",
            "Italian" => "it",
            "Dutch" => "nl",
            _ => "",
        },
    }
}

/// What styles of paragraphs and characters say of the language, with those they are based on.
#[derive(Debug, Default)]
struct Styles {
    languages: HashMap<String, (Option<&'static str>, Option<String>)>,
}

impl Styles {
    fn read(text: &str) -> Styles {
        let mut styles = Styles::default();
        let mut events = Events::strict(text, 0..text.len());
        let mut current: Option<(String, Option<&'static str>, Option<String>)> = None;
        let mut is_base = false;
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(e) | Event::Empty(e) if matches!(e.name, "ParagraphStyle" | "CharacterStyle") => {
                    if let Some((id, language, base)) = current.take() {
                        styles.languages.insert(id, (language, base));
                    }
                    current = e.get("Self").map(|id| (id.to_string(), e.get("AppliedLanguage").map(tag_of), None));
                }
                Event::Start(e) => is_base = e.name == "BasedOn",
                Event::End(_) => is_base = false,
                Event::Text if is_base => {
                    if let (Some((_, _, base)), Some(name)) = (&mut current, text.get(range)) {
                        // Some name their base with its kind, some without.
                        *base = Some(name.trim().to_string());
                    }
                }
                _ => {}
            }
        }
        if let Some((id, language, base)) = current {
            styles.languages.insert(id, (language, base));
        }
        styles
    }

    fn language(&self, id: &str) -> Option<&'static str> {
        const DEEPEST: usize = 24;
        let mut id = id;
        for _ in 0..DEEPEST {
            let (language, base) = self.languages.get(id)?;
            match (language, base) {
                (Some(language), _) => return Some(language),
                (None, Some(base)) => id = base,
                (None, None) => return None,
            }
        }
        None
    }
}

struct Reader<'s, 'y> {
    source: &'s str,
    builder: Builder<'s>,
    styles: &'y Styles,
}

impl<'s> Reader<'s, '_> {
    /// Reads a story, or what stands in one and flows elsewhere.
    fn flow(&mut self, range: Range<usize>, depth: usize) {
        let mut events = Events::new(self.source, range);
        let mut apart: Vec<Range<usize>> = Vec::new();
        let (mut paragraph, mut run, mut is_text) = (LanguageId::NONE, LanguageId::NONE, false);
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(e) => match e.name {
                    "ParagraphStyleRange" => {
                        self.end_paragraph(&mut apart, depth);
                        paragraph = self.language(&e, "AppliedParagraphStyle", LanguageId::NONE);
                        let style = e.get("AppliedParagraphStyle").unwrap_or_default().to_lowercase();
                        let is_heading =
                            ["heading", "title", "titre", "título", "заголов", "标题", "標題"].iter().any(|h| style.contains(h));
                        self.builder.role = if is_heading { Role::Heading } else { Role::Paragraph };
                    }
                    "CharacterStyleRange" => run = self.language(&e, "AppliedCharacterStyle", paragraph),
                    "Content" => is_text = true,
                    "Br" => {
                        let _ = events.inside(e.name);
                        self.end_paragraph(&mut apart, depth);
                    }
                    // What was deleted, and what is never printed.
                    "Change" if e.get("ChangeType") == Some("DeletedText") => {
                        let _ = events.inside(e.name);
                    }
                    "Note" | "Properties" | "StoryPreference" => {
                        let _ = events.inside(e.name);
                    }
                    "Footnote" | "Endnote" | "Table" | "TextFrame" => {
                        self.stand_in(range);
                        apart.extend(events.inside(e.name));
                    }
                    // A cell's texts end with it.
                    "Cell" => self.builder.end_block(),
                    "Rectangle" | "Group" | "Polygon" | "Oval" | "TextVariableInstance" => {
                        self.stand_in(range);
                        let _ = events.inside(e.name);
                    }
                    _ => {}
                },
                Event::Empty(e) => match e.name {
                    "Br" => self.end_paragraph(&mut apart, depth),
                    "TextVariableInstance" | "EndnoteRange" | "CrossReferenceSource" => self.stand_in(range),
                    _ => {}
                },
                Event::End("Content") => is_text = false,
                Event::Text if is_text => self.text(range, run),
                Event::Character(c) if is_text => {
                    self.begin(run, c);
                    self.builder.escaped(c.encode_utf8(&mut [0; 4]), range);
                }
                // `<?ACE 18?>`: a page's number, a mark of InDesign's own.
                Event::Other if is_text => self.stand_in(range),
                _ => {}
            }
        }
        self.end_paragraph(&mut apart, depth);
    }

    fn end_paragraph(&mut self, apart: &mut Vec<Range<usize>>, depth: usize) {
        self.builder.end_block();
        let role = self.builder.role;
        for range in std::mem::take(apart) {
            if depth < DEEPEST_FLOW {
                self.flow(range, depth + 1);
            }
        }
        self.builder.role = role;
    }

    fn language(&mut self, e: &Element, style: &str, else_: LanguageId) -> LanguageId {
        let own = e.get("AppliedLanguage").map(tag_of);
        match own.or_else(|| self.styles.language(e.get(style)?)) {
            Some(tag) => self.builder.language_tag(tag),
            None => else_,
        }
    }

    fn stand_in(&mut self, range: Range<usize>) {
        if self.builder.is_in_block() {
            self.builder.stand_in(range);
        }
    }

    fn begin(&mut self, language: LanguageId, first: char) {
        self.builder.begin_run(language, first);
        self.builder.quoting = Quoting::Bare;
    }

    /// Text, in which a line ends with U+2028 and a paragraph, rarely, with U+2029.
    fn text(&mut self, range: Range<usize>, language: LanguageId) {
        let Some(text) = self.source.get(range.clone()) else { return };
        let mut at = range.start;
        for piece in text.split_inclusive(['\u{2028}', '\u{2029}']) {
            let line = piece.trim_end_matches(['\u{2028}', '\u{2029}']);
            if let Some(first) = line.trim_start().chars().next() {
                self.begin(language, first);
            }
            self.builder.words(at..at + line.len());
            let end = at + piece.len();
            if piece.ends_with('\u{2029}') {
                self.builder.end_block();
            } else if line.len() < piece.len() {
                self.builder.break_line(at + line.len()..end);
            }
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{archive, blocks, part};
    use super::*;
    use crate::document::Format;

    fn idml(story: &str) -> Vec<u8> {
        let story = format!(
            "<?xml version=\"1.0\"?><idPkg:Story xmlns:idPkg=\"http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging\"><Story Self=\"u1\">{story}</Story></idPkg:Story>"
        );
        archive(&[
            ("mimetype", KIND),
            ("designmap.xml", "<Document xmlns:idPkg=\"x\"><idPkg:Story src=\"Stories/Story_u1.xml\"/></Document>"),
            (
                "Resources/Styles.xml",
                "<idPkg:Styles xmlns:idPkg=\"x\"><ParagraphStyle Self=\"ParagraphStyle/Base\" AppliedLanguage=\"$ID/French\"/>\
                 <ParagraphStyle Self=\"ParagraphStyle/Title\"><Properties><BasedOn type=\"object\">ParagraphStyle/Base</BasedOn></Properties></ParagraphStyle></idPkg:Styles>",
            ),
            ("Stories/Story_u1.xml", &story),
        ])
    }

    const STORY: &str = "<ParagraphStyleRange AppliedParagraphStyle=\"ParagraphStyle/Title\"><CharacterStyleRange><Content>Un titre</Content></CharacterStyleRange></ParagraphStyleRange>\
        <ParagraphStyleRange AppliedParagraphStyle=\"x\"><CharacterStyleRange AppliedLanguage=\"$ID/English: UK\"><Content>The wor</Content></CharacterStyleRange>\
        <CharacterStyleRange AppliedLanguage=\"$ID/English: UK\" FontStyle=\"Bold\"><Content>kers &amp; all<?ACE 18?></Content><Change ChangeType=\"DeletedText\"><Content>gone</Content></Change><Br/>\
        <Content>Line\u{2028}two</Content><Footnote><ParagraphStyleRange><CharacterStyleRange><Content>A note</Content></CharacterStyleRange></ParagraphStyleRange></Footnote></CharacterStyleRange></ParagraphStyleRange>";

    #[test]
    fn a_story_is_read_by_paragraphs() {
        let container = FORMAT.read(&idml(STORY)).unwrap();
        assert_eq!(blocks(&container), ["Un titre", "The workers & all\u{fffc}", "Line\ntwo\u{fffc}", "A note"]);
        let segments = container.prose.segments.as_deref().unwrap();
        assert_eq!(segments[0].role, Role::Heading);
        let language = |n: usize| segments[n].language.as_ref().map(|l| l.as_str());
        assert_eq!((language(0), language(1)), (Some("fr-fr"), Some("en-gb")));
    }

    #[test]
    fn a_word_over_ranges_is_written_into_one() {
        let bytes = idml(STORY);
        let container = FORMAT.read(&bytes).unwrap();
        let at = container.prose.text.find("workers").unwrap();
        let edit =
            container.prose.map.edit(&container.text, &container.prose.text, at..at + 7, "R&D", Format::Container(&FORMAT));
        let written = FORMAT.write(&bytes, &container, &[edit.unwrap()]).unwrap();
        let name = "Stories/Story_u1.xml";
        assert_eq!(
            part(&written, name),
            part(&bytes, name).replace(">The wor<", ">The <").replace(">kers &amp;", ">R&amp;D &amp;")
        );
        assert_eq!(part(&written, "mimetype"), KIND);
    }
}
