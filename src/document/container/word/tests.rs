use super::super::testing::{archive, docx, p};
use super::*;

/// The blocks that a person reads.
fn blocks(bytes: &[u8]) -> Vec<String> {
    let container = FORMAT.read(bytes).unwrap();
    container.prose.segments.as_deref().unwrap().iter().map(|s| container.prose.text[s.range.clone()].to_string()).collect()
}

fn text(body: &str) -> String {
    blocks(&docx(body, &[])).join("|")
}

#[test]
fn a_word_over_runs_is_one_word() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Many </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sex</w:t></w:r>\
        <w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:r><w:lastRenderedPageBreak/><w:t xml:space=\"preserve\"> wor</w:t><w:softHyphen/><w:t>kers &amp; cli</w:t></w:r>\
        <w:r><w:rPr><w:lang w:val=\"de-DE\"/></w:rPr><w:t>ents</w:t><w:noBreakHyphen/><w:t>here</w:t></w:r></w:p>";
    assert_eq!(text(body), "Many sex wor\u{ad}kers & clients\u{2011}here");
}

#[test]
fn every_place_of_a_document_is_read_once() {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("one"), p("two"));
    let twice = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:docPr id=\"1\" name=\"x\" descr=\"a &lt;picture&gt;\"/><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("boxed")
    );
    let body = format!("{}{table}{twice}", p("body"));
    let part = |t: &str| format!("<w:ROOT>{}</w:ROOT>", p(t));
    let (header, footer) = (part("header"), part("footer"));
    let footnotes = format!("<w:ROOT><w:footnote w:id=\"2\">{}</w:footnote></w:ROOT>", p("note"));
    let bytes = docx(&body, &[("header", &header), ("footer", &footer), ("footnotes", &footnotes)]);
    let read: Vec<String> = blocks(&bytes).iter().map(|b| b.replace('\u{fffc}', "")).filter(|b| !b.is_empty()).collect();
    assert_eq!(read, ["body", "one", "two", "a <picture>", "boxed", "header", "footer", "note"]);
    let container = FORMAT.read(&bytes).unwrap();
    let names: Vec<&str> = container.sections.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["word/document.xml", "word/header.xml", "word/footer.xml", "word/footnotes.xml"]);
}

#[test]
fn deleted_text_is_gone_and_inserted_text_is_there() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">a </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>old</w:delText></w:r></w:del>\
        <w:ins w:id=\"2\"><w:r><w:t>new</w:t></w:r></w:ins><w:moveFrom w:id=\"3\"><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t xml:space=\"preserve\"> b</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del w:id=\"4\"/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(text(body), "a new b");
}

#[test]
fn fields_show_what_the_author_wrote() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}<w:r><w:t xml:space=\"preserve\"> and </w:t></w:r>{}<w:r><w:t>.</w:t></w:r></w:p>",
        field(" HYPERLINK \"http://example.org\"", "a link"),
        field(" REF _Ref1 \\h", "Chapter one")
    );
    assert_eq!(text(&body), "a link and \u{fffc}.");
    let contents = format!("<w:p>{}</w:p>{}", field("TOC \\o", "Chapter one"), p("Chapter one"));
    assert_eq!(text(&contents), "Chapter one");
}

#[test]
fn code_and_text_without_language_are_left_out() {
    let styles = "<w:ROOT><w:style w:type=\"character\" w:styleId=\"C\"><w:name w:val=\"HTML Code\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"My own\"/><w:basedOn w:val=\"H\"/></w:style></w:ROOT>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"H2\"/></w:pPr><w:r><w:t xml:space=\"preserve\">use </w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"C\"/></w:rPr><w:t>code</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\"> now </w:t></w:r><w:r><w:rPr><w:noProof/></w:rPr><w:t>xyz</w:t></w:r></w:p>";
    let container = FORMAT.read(&docx(body, &[("styles", styles)])).unwrap();
    assert_eq!(container.prose.text, "use \u{fffc} now \u{fffc}");
    assert_eq!(container.prose.segments.as_deref().unwrap()[0].role, crate::document::Role::Heading);
    assert_eq!(container.remarks.len(), 1, "{:?}", container.remarks);
}

#[test]
fn languages_come_from_the_run_the_style_or_the_document() {
    let styles = "<w:ROOT><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"F\"><w:name w:val=\"F\"/><w:rPr><w:lang w:val=\"fr-FR\"/></w:rPr></w:style></w:ROOT>";
    let body = "<w:p><w:r><w:t>English</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"F\"/></w:pPr><w:r><w:t>français</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:lang w:val=\"ru-RU\"/></w:rPr><w:t>по-русски</w:t></w:r></w:p><w:p><w:r><w:t>性工作者</w:t></w:r></w:p>";
    let container = FORMAT.read(&docx(body, &[("styles", styles)])).unwrap();
    let languages: Vec<&str> =
        container.prose.segments.as_deref().unwrap().iter().map(|s| s.language.as_ref().unwrap().as_str()).collect();
    assert_eq!(languages, ["en-gb", "fr-fr", "ru-ru", "zh-cn"]);
}

#[test]
fn bad_files_are_named() {
    let error = |bytes: &[u8]| FORMAT.read(bytes).unwrap_err().to_string();
    assert!(error(&docx("<w:p>", &[])).contains("no well-formed XML"));
    assert!(error(&docx(&"<w:p>".repeat(100_000), &[])).contains("deep"));
    assert!(error(&docx("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", &[])).contains("document type"));
    assert!(error(&archive(&[("mimetype", "application/vnd.oasis.opendocument.text")])).contains("LibreOffice text"));
    assert!(error(&archive(&[("a", "b")])).contains("no main part"));
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on_in_the_next() {
    let deleted = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    let body = format!("<w:p>{deleted}<w:r><w:t>The wor</w:t></w:r></w:p>{}{}", p("kers know."), p("Next."));
    assert_eq!(text(&body), "The workers know.|Next.");
    let inserted = "<w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr>";
    assert_eq!(text(&format!("<w:p>{inserted}<w:r><w:t>One</w:t></w:r></w:p>{}", p("two"))), "One|two");
    // The end of a cell is not deleted with its last paragraph.
    let cells = format!(
        "<w:tbl><w:tr><w:tc><w:p>{deleted}<w:r><w:t>one</w:t></w:r></w:p></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("two")
    );
    assert_eq!(text(&cells), "one|two");
}
