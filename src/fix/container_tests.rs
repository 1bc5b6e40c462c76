//! Whatever a document of several parts says, and however its markup cuts the words: what has nothing to mend comes out byte
//! for byte; a fix changes words and no markup, and no other part; after it nothing is left to fix.

use super::*;
use crate::document::container::testing::{archive, docx, pptx, xlsx};
use crate::document::testing::cases;
use crate::document::{Format, Stamp};
use crate::fix::testing::english;
use crate::fix::{ReviewOptions, review_container};
use crate::report::Wording;
use proptest::prelude::*;
use std::io::{Cursor, Read};
use std::path::Path;

/// A word and where markup cuts it, if it does.
type Word = (&'static str, Option<usize>);

const CLEAN: &[&str] = &["Sex workers", "organise", "in every town", "and", "R&D", "“well”", "性工作", "café"];
const FLAGGED: &[&str] = &["Prostitutes", "the prostitutes", "prostitution", "a prostitute"];

/// How a format writes text, and cuts it.
struct Made {
    name: &'static str,
    make: fn(&[String]) -> Vec<u8>,
    /// What stands between two pieces of a word.
    cut: &'static str,
    /// The part with the text.
    part: &'static str,
    /// Its elements with text, and those that markup may gain.
    gains: &'static str,
}

const FORMATS: &[Made] = &[
    Made {
        name: "a.docx",
        make: |p| {
            docx(
                &p.iter().map(|p| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>")).collect::<String>(),
                &[("styles", "<w:ROOT></w:ROOT>")],
            )
        },
        cut: "</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>",
        part: "word/document.xml",
        gains: " xml:space=\"preserve\"",
    },
    Made {
        name: "a.fodt",
        make: |p| {
            let kind = "office:mimetype=\"application/vnd.oasis.opendocument.text\" office:version";
            odt_text(p).replace("document-content", "document").replacen("office:version", kind, 1).into_bytes()
        },
        cut: "</text:span><text:bookmark/><text:span>",
        part: "",
        gains: "",
    },
    Made { name: "a.odt", make: odt, cut: "</text:span><text:bookmark/><text:span>", part: "content.xml", gains: "" },
    Made {
        name: "a.pptx",
        make: |p| {
            pptx(&[&p.iter().map(|p| format!("<p:sp><a:p><a:r><a:t>{p}</a:t></a:r></a:p></p:sp>")).collect::<String>()], None)
        },
        cut: "</a:t></a:r><a:r><a:rPr b=\"1\"/><a:t>",
        part: "ppt/slides/slide1.xml",
        gains: "",
    },
    Made {
        name: "a.xlsx",
        make: |p| {
            let strings: String = p.iter().map(|p| format!("<si><r><t>{p}</t></r></si>")).collect();
            let cells: String = (0..p.len()).map(|i| format!("<c r=\"A{}\" t=\"s\"><v>{i}</v></c>", i + 1)).collect();
            xlsx("Sheet", &strings, &cells, None)
        },
        cut: "</t></r><r><rPr><b/></rPr><t>",
        part: "xl/sharedStrings.xml",
        gains: " xml:space=\"preserve\"",
    },
    Made {
        name: "a.idml",
        make: idml,
        cut: "</Content></CharacterStyleRange><CharacterStyleRange><Content>",
        part: "Stories/Story_a.xml",
        gains: "",
    },
    // Markup that cuts a word is not crossed in HTML.
    Made { name: "a.epub", make: epub, cut: "", part: "a.xhtml", gains: "" },
];

fn odt_text(paragraphs: &[String]) -> String {
    let body: String = paragraphs.iter().map(|p| format!("<text:p><text:span>{p}</text:span></text:p>")).collect();
    format!(
        "<office:document-content office:version=\"1.3\" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn odt(paragraphs: &[String]) -> Vec<u8> {
    let content = odt_text(paragraphs);
    archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content), ("Pictures/a.svg", "<svg/>")])
}

fn idml(paragraphs: &[String]) -> Vec<u8> {
    let story: String = paragraphs
        .iter()
        .map(|p| {
            format!(
                "<ParagraphStyleRange><CharacterStyleRange><Content>{p}</Content></CharacterStyleRange></ParagraphStyleRange>"
            )
        })
        .collect();
    archive(&[
        ("mimetype", "application/vnd.adobe.indesign-idml-package"),
        ("designmap.xml", "<Document><Story src=\"Stories/Story_a.xml\"/></Document>"),
        ("Stories/Story_a.xml", &format!("<Story>{story}</Story>")),
    ])
}

fn epub(paragraphs: &[String]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|p| format!("<p>{p}</p>")).collect();
    archive(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container><rootfile full-path=\"a.opf\"/></container>"),
        (
            "a.opf",
            "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>",
        ),
        ("a.xhtml", &format!("<?xml version=\"1.0\"?><html><body>{body}</body></html>")),
    ])
}

fn format_of(name: &str) -> &'static ContainerFormat {
    match Format::of(Path::new(name)) {
        Some(Format::Container(format)) => format,
        _ => panic!("{name} is a container"),
    }
}

fn fixed(bytes: &[u8], format: &'static ContainerFormat) -> FixedContainer {
    fix_container(bytes, format, RuleSet::builtin(), &english(), Reach::Safe).unwrap()
}

fn paragraph(words: &[Word], cut: &str) -> String {
    let write = |(word, at): &Word| {
        let escape = |t: &str| t.replace('&', "&amp;");
        match at.and_then(|at| word.get(..at)) {
            Some(before) => format!("{}{cut}{}", escape(before), escape(&word[before.len()..])),
            None => escape(word),
        }
    };
    words.iter().map(write).collect::<Vec<_>>().join(" ") + "."
}

/// Every entry of an archive, as it is compressed; what is none is a part by itself.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if !bytes.starts_with(b"PK") {
        return vec![(String::new(), bytes.to_vec())];
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |i| {
        let mut entry = archive.by_index_raw(i).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().unwrap().to_string(), content)
    };
    (0..count).map(read).collect()
}

/// The markup of a part without the text between its tags.
fn tags(bytes: &[u8], made: &Made) -> String {
    let text = match made.part {
        "" => String::from_utf8(bytes.to_vec()).unwrap(),
        part => crate::document::container::testing::part(bytes, part),
    };
    let tags = text.split_inclusive('>').filter_map(|t| t.find('<').map(|at| &t[at..])).collect::<String>();
    if made.gains.is_empty() { tags } else { tags.replace(made.gains, "") }
}

fn words(from: &'static [&'static str]) -> impl Strategy<Value = Vec<Vec<Word>>> {
    let word = (prop::sample::select(from), prop::option::of(1..6usize));
    prop::collection::vec(prop::collection::vec(word, 1..6), 1..5)
}

fn mixed() -> impl Strategy<Value = Vec<Vec<Word>>> {
    (words(CLEAN), words(FLAGGED)).prop_map(|(clean, flagged)| {
        let first: Vec<Word> = vec![("Prostitutes", None), ("organise", None)];
        let rest = clean
            .into_iter()
            .zip(flagged.into_iter().cycle())
            .map(|(clean, flagged)| flagged.into_iter().take(1).chain([("organise", None)]).chain(clean).collect::<Vec<Word>>());
        std::iter::once(first).chain(rest).collect()
    })
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_clean_document_comes_out_byte_for_byte(text in words(CLEAN)) {
        for made in FORMATS {
            let paragraphs: Vec<String> = text.iter().map(|w| paragraph(w, made.cut)).collect();
            let bytes = (made.make)(&paragraphs);
            let done = fixed(&bytes, format_of(made.name));
            prop_assert!(done.applied == 0 && done.bytes == bytes, "{}: {:?}", made.name, done.findings.items);
        }
    }

    #[test]
    fn a_fix_changes_words_and_nothing_else(text in mixed()) {
        for made in FORMATS {
            let format = format_of(made.name);
            let paragraphs: Vec<String> = text.iter().map(|w| paragraph(w, made.cut)).collect();
            let bytes = (made.make)(&paragraphs);
            let done = fixed(&bytes, format);
            prop_assert!(done.applied > 0, "{}: {}", made.name, done.before);
            for ((name, before), (name_after, after)) in entries(&bytes).into_iter().zip(entries(&done.bytes)) {
                prop_assert_eq!(&name, &name_after);
                prop_assert!(name == made.part || before == after, "{}: {} changed", made.name, name);
            }
            prop_assert_eq!(tags(&bytes, made), tags(&done.bytes, made), "{}", made.name);
            let again = fixed(&done.bytes, format);
            prop_assert!(again.applied == 0 && again.bytes == done.bytes, "{}: a second fix", made.name);
            prop_assert!(again.findings.items.iter().all(|f| f.safe_fix().is_none()), "{}", again.after);
        }
    }

    #[test]
    fn suggestions_read_as_the_fixes_do(text in mixed()) {
        for made in &FORMATS[..3] {
            let format = format_of(made.name);
            let paragraphs: Vec<String> = text.iter().map(|w| paragraph(w, made.cut)).collect();
            let bytes = (made.make)(&paragraphs);
            let comment = |f: &crate::check::Finding| Wording::of(f.language).comment(f, RuleSet::builtin());
            let stamp = Stamp("2026-11-23T10:00:00".to_string());
            let options = ReviewOptions { reach: Reach::Safe, comments_only: false, stamp, comment: &comment };
            let review = |bytes: &[u8]| review_container(bytes, format, RuleSet::builtin(), &english(), &options).unwrap();
            let done = review(&bytes);
            let reads = |text: &str| text.replace('\u{fffc}', "");
            prop_assert_eq!(reads(&format.read(&done.bytes).unwrap().prose.text), reads(&fixed(&bytes, format).after));
            let again = review(&done.bytes);
            prop_assert!(again.changed == 0 && again.bytes == done.bytes, "{}: a second review", made.name);
        }
    }
}
