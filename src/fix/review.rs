//! Fixes as suggestions in a document, for a person to accept or reject.

use super::{ROUNDS, Reach, select};
use crate::check::{Finding, Findings, LanguageHints, RuleSet, check};
use crate::document::{ContainerError, ContainerFormat, Document, SourceEdit, Stamp, Suggestion};
use std::collections::BTreeSet;

/// How suggestions are made.
pub struct ReviewOptions<'a> {
    pub reach: Reach,
    /// Say everything and change nothing.
    pub comments_only: bool,
    pub stamp: Stamp,
    /// What to say of a finding; a line a paragraph.
    pub comment: &'a dyn Fn(&Finding) -> String,
}

/// What became of a document.
#[derive(Debug)]
pub struct ReviewedContainer {
    pub bytes: Vec<u8>,
    /// How many fixes stand in it as changes, and how many comments were added.
    pub changed: usize,
    pub commented: usize,
    /// Findings that the document neither shows as a change nor as a comment: its format has no place for them there.
    pub unplaced: usize,
    /// What is left to report, were all changes accepted.
    pub findings: Findings,
}

/// Puts fixes and comments into a document. What was suggested before is not suggested again.
///
/// # Errors
/// A file that cannot be read, or may not be written.
pub fn review_container(
    bytes: &[u8],
    format: &'static ContainerFormat,
    rules: &RuleSet,
    hints: &LanguageHints,
    options: &ReviewOptions,
) -> Result<ReviewedContainer, ContainerError> {
    let mut bytes = bytes.to_vec();
    let (mut changed, mut commented, mut rounds) = (0, 0, 0);
    loop {
        let container = format.read(&bytes)?;
        let document = Document::of_container(format, &container);
        let findings = check(&document, &container.text, rules, hints);
        let noted = |finding: &Finding, text: &str| {
            let (start, end) = (finding.span.start.0, finding.span.end.0);
            container.notes.iter().any(|n| n.source.start <= start && end <= n.source.end && n.text == text)
        };
        let suggestions = suggestions(&findings, options, &noted);
        if suggestions.is_empty() || rounds == ROUNDS {
            return Ok(ReviewedContainer { bytes, changed, commented, unplaced: 0, findings });
        }
        let reviewed = format.review(&bytes, &container, &suggestions, &options.stamp)?;
        let is_done = reviewed.changed == 0;
        changed += reviewed.changed;
        commented += reviewed.commented;
        bytes = reviewed.bytes;
        rounds += 1;
        if is_done {
            return Ok(ReviewedContainer { bytes, changed, commented, unplaced: reviewed.unplaced, findings });
        }
    }
}

fn suggestions(findings: &Findings, options: &ReviewOptions, noted: &dyn Fn(&Finding, &str) -> bool) -> Vec<Suggestion> {
    let chosen = if options.comments_only { Vec::new() } else { select(findings, options.reach, &|_| true).0 };
    let mut chosen: BTreeSet<SourceEdit> = chosen.into_iter().collect();
    let mut suggestions = Vec::new();
    for finding in findings.items.iter().filter(|f| f.is_reported()) {
        let fix = finding.fixes.first().filter(|f| f.edits.iter().all(|e| chosen.contains(e)));
        let edits = fix.map(|f| f.edits.clone()).unwrap_or_default();
        // Two findings may ask for the same edit; the first has it.
        for edit in &edits {
            chosen.remove(edit);
        }
        let mut comment = (options.comment)(finding);
        if noted(finding, &comment) {
            comment.clear();
        }
        if edits.is_empty() && comment.is_empty() {
            continue;
        }
        suggestions.push(Suggestion { place: finding.span, edits, comment, language: finding.language.code() });
    }
    suggestions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::document::container::testing::{docx, p, part};
    use crate::fix::fix_container;
    use crate::report::Wording;
    use crate::text::LanguageTag;
    use std::path::Path;

    fn word() -> &'static ContainerFormat {
        match Format::of(Path::new("a.docx")) {
            Some(Format::Container(format)) => format,
            _ => panic!("Word is a container"),
        }
    }

    fn review(bytes: &[u8], comments_only: bool) -> ReviewedContainer {
        let rules = RuleSet::builtin();
        let comment = |f: &Finding| Wording::of(f.language).comment(f, rules);
        let stamp = Stamp("2026-11-23T10:00:00".to_string());
        let options = ReviewOptions { reach: Reach::Safe, comments_only, stamp, comment: &comment };
        review_container(bytes, word(), rules, &hints(), &options).unwrap()
    }

    fn hints() -> LanguageHints {
        LanguageHints { option: LanguageTag::parse("en"), ..LanguageHints::default() }
    }

    fn fixed(bytes: &[u8]) -> Vec<u8> {
        fix_container(bytes, word(), RuleSet::builtin(), &hints(), Reach::Safe).unwrap().bytes
    }

    fn body(bytes: &[u8]) -> String {
        part(bytes, "word/document.xml")
    }

    fn prose(bytes: &[u8]) -> String {
        word().read(bytes).unwrap().prose.text.to_string()
    }

    const SPLIT: &str = "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">Many pros</w:t></w:r><w:proofErr w:type=\"spellStart\"/>\
        <w:r><w:t>titu</w:t></w:r><w:bookmarkStart w:id=\"7\" w:name=\"x\"/><w:r><w:rPr><w:b/></w:rPr><w:t>tes work here.</w:t></w:r><w:bookmarkEnd w:id=\"7\"/></w:p>";

    #[test]
    fn a_word_over_runs_is_deleted_in_each_and_inserted_once() {
        let bytes = docx(SPLIT, &[]);
        let done = review(&bytes, false);
        assert_eq!((done.changed, done.commented, done.unplaced), (1, 1, 0));
        let by = |id: u32| format!("w:id=\"{id}\" w:author=\"motjuste\" w:date=\"2026-11-23T10:00:00Z\"");
        let expected = format!(
            "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">Many </w:t></w:r><w:commentRangeStart w:id=\"8\"/>\
            <w:del {}><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:delText xml:space=\"preserve\">pros</w:delText></w:r></w:del><w:proofErr w:type=\"spellStart\"/>\
            <w:del {}><w:r><w:delText xml:space=\"preserve\">titu</w:delText></w:r></w:del><w:bookmarkStart w:id=\"7\" w:name=\"x\"/>\
            <w:del {}><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\">tes</w:delText></w:r></w:del>\
            <w:ins {}><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">sex workers</w:t></w:r></w:ins>\
            <w:commentRangeEnd w:id=\"8\"/><w:r><w:commentReference w:id=\"8\"/></w:r>\
            <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> work here.</w:t></w:r><w:bookmarkEnd w:id=\"7\"/></w:p>",
            by(10),
            by(11),
            by(12),
            by(9)
        );
        assert_eq!(body(&done.bytes), body(&bytes).replace(SPLIT, &expected));
        assert_eq!(prose(&done.bytes), "Many sex workers work here.");
        let comments = part(&done.bytes, "word/comments.xml");
        assert!(comments.contains("“prostitutes”: say “sex workers”"), "{comments}");
        assert!(part(&done.bytes, "[Content_Types].xml").contains("/word/comments.xml"));
        assert!(part(&done.bytes, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
    }

    #[test]
    fn a_second_review_changes_nothing() {
        let bytes = docx(&format!("{SPLIT}{}{}", p("Prostitution of prostitutes."), p("He is a whore, a harlot.")), &[]);
        for comments_only in [false, true] {
            let once = review(&bytes, comments_only);
            assert!(once.commented > 0);
            let twice = review(&once.bytes, comments_only);
            assert_eq!((twice.changed, twice.commented), (0, 0));
            assert!(once.bytes == twice.bytes);
        }
    }

    #[test]
    fn accepted_in_place_only_text_differs() {
        let bytes = docx(SPLIT, &[]);
        let done = fixed(&bytes);
        let expected = SPLIT
            .replace("Many pros<", "Many sex workers<")
            .replace("<w:t>titu<", "<w:t xml:space=\"preserve\"><")
            .replace("<w:t>tes work", "<w:t xml:space=\"preserve\"> work");
        assert_eq!(body(&done), body(&bytes).replace(SPLIT, &expected));
        assert!(fixed(&done) == done);
    }

    #[test]
    fn a_clean_document_comes_out_as_it_is() {
        let bytes = docx(&p("Sex workers organise."), &[]);
        assert!(review(&bytes, false).bytes == bytes && fixed(&bytes) == bytes);
    }

    #[test]
    fn in_the_insertion_of_another_the_new_words_stand_beside_it() {
        let body_xml = "<w:p><w:ins w:id=\"3\" w:author=\"Alice\"><w:r><w:t>All prostitutes know.</w:t></w:r></w:ins></w:p>";
        let bytes = docx(body_xml, &[]);
        let new = body(&review(&bytes, false).bytes);
        let alone = new.split("<w:ins w:id=\"3\" w:author=\"Alice\">").nth(1).unwrap();
        assert!(alone.contains("</w:del></w:ins><w:ins "), "the insertion of Alice ends before ours: {alone}");
        assert_eq!(new.matches("w:author=\"Alice\"").count(), 3, "and goes on behind it, and behind the comment: {alone}");
    }

    #[test]
    fn what_word_would_write_anew_is_reported_and_left() {
        let bound = "<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\"/></w:sdtPr><w:sdtContent><w:r><w:t>prostitutes</w:t></w:r></w:sdtContent></w:sdt></w:p>";
        let block = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p("prostitutes"));
        for body_xml in [bound, &block] {
            let bytes = docx(body_xml, &[]);
            let done = review(&bytes, false);
            assert_eq!((done.changed, done.commented, done.unplaced), (0, 0, 1));
            assert!(done.bytes == bytes);
            assert_eq!(done.findings.items.len(), 1);
        }
    }

    #[test]
    fn headers_and_boxes_get_changes_without_comments() {
        let boxed = format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            p("Prostitutes know.")
        );
        let header = format!("<w:ROOT>{}</w:ROOT>", p("For prostitutes."));
        let bytes = docx(&boxed, &[("header", &header)]);
        let done = review(&bytes, false);
        assert_eq!((done.changed, done.commented), (2, 0));
        assert_eq!(body(&done.bytes).matches(">Sex workers<").count(), 2, "the box stands twice in the file");
        let plain = fixed(&bytes);
        assert_eq!(body(&plain).matches(">Sex workers know.<").count(), 2);
        assert!(part(&plain, "word/header.xml").contains("For sex workers."));
    }

    #[test]
    fn signed_and_protected_documents_are_refused() {
        let protected = "<w:ROOT><w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/></w:ROOT>";
        let bytes = docx(&p("prostitutes"), &[("settings", protected)]);
        let error = fix_container(&bytes, word(), RuleSet::builtin(), &hints(), Reach::Safe).unwrap_err();
        assert!(error.to_string().contains("protected"));
        let allowed = "<w:ROOT><w:documentProtection w:edit=\"trackedChanges\" w:enforcement=\"1\"/></w:ROOT>";
        assert_eq!(review(&docx(&p("prostitutes"), &[("settings", allowed)]), false).changed, 1);
    }

    #[test]
    fn a_comment_of_the_author_can_let_a_word_pass() {
        let body_xml = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>The prostitutes</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:t xml:space=\"preserve\"> and prostitutes.</w:t></w:r></w:p>";
        let comments = format!(
            "<w:ROOT><w:comment w:id=\"0\" w:author=\"Ann\">{}</w:comment></w:ROOT>",
            p("motjuste: ignore the law says so")
        );
        let done = review(&docx(body_xml, &[("comments", &comments)]), true);
        assert_eq!(done.commented, 1);
        assert_eq!(done.findings.items.iter().filter(|f| f.is_reported()).count(), 1);
    }
}
