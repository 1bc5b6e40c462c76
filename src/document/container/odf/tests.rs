use super::super::testing::{archive, part};
use super::super::{Stamp, Suggestion};
use super::*;
use crate::document::SourceEdit;
use crate::text::SourceSpan;

const NAMESPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0""#;

fn content(styles: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn odt(styles: &str, body: &str) -> Vec<u8> {
    archive(&[("mimetype", KIND), ("content.xml", &content(styles, body)), ("Pictures/a.svg", "<svg/>")])
}

fn blocks(bytes: &[u8]) -> Vec<String> {
    let container = FORMAT.read(bytes).unwrap();
    container.prose.segments.as_deref().unwrap().iter().map(|s| container.prose.text[s.range.clone()].to_string()).collect()
}

#[test]
fn a_word_over_spans_is_one_word() {
    let body = "<text:p>sex <text:span>wor</text:span>kers<text:s text:c=\"2\"/>&amp;<text:tab/>cli<text:bookmark text:name=\"a\"/>ents</text:p>";
    assert_eq!(blocks(&odt("", body)), ["sex workers &\tclients"]);
}

#[test]
fn every_place_of_a_document_is_read_once() {
    let body = "<text:p>body<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p>note</text:p></text:note-body></text:note></text:p>\
        <table:table><table:table-row><table:table-cell><text:p>one</text:p></table:table-cell><table:table-cell><text:p>two</text:p>\
        </table:table-cell></table:table-row></table:table>\
        <text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>\
        <text:table-of-content><text:index-body><text:p>contents</text:p></text:index-body></text:table-of-content>";
    let read: Vec<String> = blocks(&odt("", body)).iter().map(|b| b.replace('\u{fffc}', "")).filter(|b| !b.is_empty()).collect();
    assert_eq!(read, ["body", "note", "one", "two", "boxed"]);
}

#[test]
fn deleted_text_is_gone_and_inserted_text_is_there() {
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><text:p>old</text:p></text:deletion>\
        </text:changed-region></text:tracked-changes>\
        <text:p>a <text:change text:change-id=\"c1\"/><text:change-start text:change-id=\"c2\"/>new<text:change-end text:change-id=\"c2\"/> b</text:p>";
    assert_eq!(blocks(&odt("", body)), ["a new b"]);
}

#[test]
fn languages_come_from_styles() {
    let styles = "<style:style style:name=\"F\" style:family=\"paragraph\"><style:text-properties fo:language=\"fr\" fo:country=\"FR\"/></style:style>";
    let container = FORMAT.read(&odt(styles, "<text:p text:style-name=\"F\">français</text:p>")).unwrap();
    let segment = &container.prose.segments.as_deref().unwrap()[0];
    assert_eq!(segment.language.as_ref().unwrap().as_str().split('-').next(), Some("fr"));
}

/// A suggestion to write `new` in the place of `old`, with a comment.
fn suggestion(container: &Container, old: &str, new: &str) -> Suggestion {
    let at = container.text.find(old).unwrap();
    let edit = SourceEdit { span: SourceSpan::new(at, at + old.len()), text: new.to_string() };
    Suggestion { place: edit.span, edits: vec![edit], comment: "Why\nnot".to_string(), language: "en" }
}

#[test]
fn a_plain_change_touches_its_bytes_and_no_others() {
    let bytes = odt("", "<text:p>the wo<text:span>rd</text:span>s</text:p>");
    let container = FORMAT.read(&bytes).unwrap();
    let edit = suggestion(&container, "wo<text:span>rd</text:span>", "R&D").edits;
    let written = (FORMAT.write.unwrap())(&bytes, &container, &edit).unwrap();
    let before = part(&bytes, "content.xml");
    assert_eq!(part(&written, "content.xml"), before.replace("wo<text:span>rd</text:span>", "R&amp;D<text:span></text:span>"));
    assert_eq!(part(&written, "Pictures/a.svg"), "<svg/>");
    assert_eq!((FORMAT.write.unwrap())(&bytes, &container, &[]).unwrap(), bytes);
}

#[test]
fn a_tracked_change_keeps_what_was_there_with_its_spans() {
    let bytes = odt("", "<text:p>the <text:span text:style-name=\"T1\">old</text:span> word</text:p>");
    let container = FORMAT.read(&bytes).unwrap();
    let stamp = Stamp("2026-01-02T03:04:05Z".to_string());
    let reviewed = (FORMAT.review.unwrap())(&bytes, &container, &[suggestion(&container, "old", "new")], &stamp).unwrap();
    assert_eq!((reviewed.changed, reviewed.commented, reviewed.unplaced), (1, 1, 0));
    let written = part(&reviewed.bytes, "content.xml");
    assert!(written.contains("<text:p><text:span text:style-name=\"T1\">old</text:span></text:p></text:deletion>"), "{written}");
    assert!(written.contains("<text:p>Why</text:p><text:p>not</text:p></office:annotation>"), "{written}");
    assert_eq!(blocks(&reviewed.bytes)[0].replace('\u{fffc}', ""), "the new word");
}

#[test]
fn bad_files_are_named() {
    let error = |bytes: &[u8]| FORMAT.read(bytes).unwrap_err().to_string();
    let with = |content: &str| archive(&[("mimetype", KIND), ("content.xml", content)]);
    assert!(error(&archive(&[("mimetype", KIND)])).contains("content.xml"));
    assert!(error(&archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")])).contains("no text"));
    assert!(error(&archive(&[("content.xml", &content("", ""))])).contains("mimetype"));
    assert!(error(&with(&content("", "<text:p>"))).contains("XML"), "{}", error(&with(&content("", "<text:p>"))));
    assert!(error(&with(&format!("<office:body {NAMESPACES}>{}", "<text:p>".repeat(100_000)))).contains("deep"));
    assert!(error(&with("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><a/>")).contains("document type"));
    let locked = archive(&[
        ("mimetype", KIND),
        ("content.xml", &content("", "")),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
    ]);
    assert!(matches!(FORMAT.read(&locked), Err(ContainerError::Encrypted)));
    let cut = odt("", "<text:p>a</text:p>");
    assert!(FORMAT.read(&cut[..cut.len() / 2]).is_err());
}
