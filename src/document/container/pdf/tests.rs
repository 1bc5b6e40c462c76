use super::testing::{Paper, lines, page, wide};
use super::*;
use crate::text::fold::BLOCK_SEPARATOR;
use lopdf::{Stream, dictionary};

fn prose(bytes: &[u8]) -> String {
    read(bytes).unwrap().prose.text.replace(BLOCK_SEPARATOR, "¶")
}

/// The prose of one page with this content.
fn reads(content: impl AsRef<[u8]>) -> String {
    prose(&page(content))
}

#[test]
fn operators_that_move_and_show() {
    for (content, text) in [
        ("BT /F 10 Tf 1 0 0 1 50 700 Tm (sex) Tj 0 -12 TD (work) Tj T* (is work) Tj ET", "sex\nwork\nis work"),
        ("BT /F 10 Tf 12 TL 50 700 Td (sex) Tj (work) ' 0 0 (is) \" ET", "sex\nwork\nis"),
        ("BT /F 10 Tf 50 700 Td [(pros) -20 (ti) 30 (tute)] TJ ET", "prostitute"),
        ("BT /F 10 Tf 50 700 Td [(sex) -250 (work)] TJ ET", "sex work"),
        ("BT /F 10 Tf 4 Tc 50 700 Td (brothel) Tj 0 Tc ET", "brothel"),
        ("BT /F 10 Tf 80 Tz 50 700 Td (sex) Tj 1.5 0 Td ET BT /F 10 Tf 50 700 Td 80 Tz (sex) Tj 3 Ts (3) Tj ET", "sex3"),
        ("q 2 0 0 2 0 0 cm BT /F 5 Tf 25 350 Td (one) Tj ET Q BT /F 10 Tf 50 688 Td (two) Tj ET", "one\ntwo"),
        // Painted twice for a shadow, invisible letters behind a scan, text on its side.
        ("BT /F 10 Tf 50 700 Td (once) Tj ET BT /F 10 Tf 50.4 699.7 Td (once) Tj ET", "once"),
        ("BT 3 Tr /F 10 Tf 50 700 Td (recognised) Tj ET", "recognised"),
        ("BT /F 10 Tf 0 1 -1 0 300 100 Tm (margin) Tj ET", "margin"),
        ("BT /F 10 Tf 50 900 Td (beyond the paper) Tj ET BT /F 10 Tf 50 700 Td (seen) Tj ET", "seen"),
    ] {
        assert_eq!(reads(content), text, "{content}");
    }
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = ["The people of this city spoke", "of the rights of sex", "workers in their", "own words and at length."];
    let right = ["They asked the council", "for an end of raids and", "of fines, and for", "a place to meet."];
    let heading = "BT /B 14 Tf 50 760 Td (A heading that reaches over both of the columns of this page) Tj ET\n";
    let content = [heading, &lines(50.0, 730.0, &left), &lines(320.0, 730.0, &right)].concat();
    // In whatever order they were painted, row by row here.
    let mut rows = heading.to_string();
    for (i, (l, r)) in left.iter().zip(&right).enumerate() {
        let top = 730.0 - 12.0 * i as f32;
        rows += &(lines(50.0, top, &[l]) + &lines(320.0, top, &[r]));
    }
    let expected =
        format!("A heading that reaches over both of the columns of this page¶{}¶{}", left.join("\n"), right.join("\n"));
    assert_eq!(reads(content), expected);
    assert_eq!(reads(rows), expected);
}

#[test]
fn a_sentence_goes_on_in_the_next_column_and_on_the_next_page() {
    let mut paper = Paper::new();
    let left =
        ["The people of this city spoke", "of the rights of sex work", "and in their own words", "of the whole sex trade and"];
    let right = ["its workers in many places", "for an end of raids and", "of fines, and for the", "right of all the sex"];
    paper.page(lines(50.0, 730.0, &left) + &lines(320.0, 730.0, &right) + &lines(290.0, 40.0, &["7"]));
    paper.page(lines(50.0, 730.0, &["workers to meet.", "Then they left."]) + &lines(290.0, 40.0, &["8"]));
    let prose = prose(&paper.bytes());
    assert!(prose.contains("sex trade and\nits workers"), "{prose}");
    assert!(prose.contains("the sex\nworkers to meet"), "{prose}");
}

#[test]
fn paragraphs_headings_and_items_are_apart() {
    let content = lines(50.0, 700.0, &["This line is long and goes on until the margin of the page, as", "most lines do."])
        + &lines(50.0, 660.0, &["Another paragraph."])
        + "BT /B 10 Tf 50 640 Td (A heading) Tj ET "
        + &lines(50.0, 628.0, &["Its text."])
        + &lines(50.0, 600.0, &["\\225 one", "\\225 two", "1. three"]);
    assert_eq!(
        reads(content),
        "This line is long and goes on until the margin of the page, as\nmost lines do.¶Another paragraph.¶A heading¶Its text.¶• one¶• two¶1. three"
    );
}

#[test]
fn paragraphs_of_one_line_are_apart() {
    let content: Vec<String> = ["This is one.", "This is another.", "And one more."]
        .iter()
        .enumerate()
        .map(|(i, line)| lines(50.0, 700.0 - 24.0 * i as f32, &[line]))
        .collect();
    assert_eq!(reads(content.concat()), "This is one.¶This is another.¶And one more.");
    // Lines of a text that is set wide are lines all the same.
    let content: Vec<String> = ["This text is set wide for people", "who write between its lines, as", "editors do."]
        .iter()
        .enumerate()
        .map(|(i, line)| lines(50.0, 700.0 - 24.0 * i as f32, &[line]))
        .collect();
    assert_eq!(reads(content.concat()), "This text is set wide for people\nwho write between its lines, as\neditors do.");
}

#[test]
fn headers_are_read_once_and_stand_in_nobodys_way() {
    let mut paper = Paper::new();
    for i in 1..=3 {
        let text = ["Some of the people who sell", "sex spoke of the whole"];
        paper.page(
            lines(50.0, 810.0, &["Report of the sex trade"])
                + &lines(50.0, 700.0 - i as f32, &text)
                + &lines(290.0, 30.0, &[&format!("- {i} -")]),
        );
    }
    let container = read(&paper.bytes()).unwrap();
    assert_eq!(container.prose.text.matches("Report of the sex trade").count(), 1);
    assert!(!container.prose.text.contains("- 1 -"), "{}", container.prose.text);
    let names: Vec<&str> = container.sections.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["page 1", "page 2", "page 3"]);
}

/// A sentence that comes again much later, at the top of a page by accident, is no header.
#[test]
fn a_sentence_that_comes_again_is_read_again() {
    let mut paper = Paper::new();
    for first in ["In 2019 the prostitutes left.", "Nobody came.", "It rained.", "In 2020 the prostitutes left."] {
        paper.page(lines(50.0, 700.0, &[first, "The clinic was open."]));
    }
    let text = read(&paper.bytes()).unwrap().prose.text;
    assert_eq!(text.matches("the prostitutes left").count(), 2, "{text}");
}

#[test]
fn what_a_font_says_of_its_letters() {
    let mut paper = Paper::new();
    let differences: Vec<Object> =
        vec![1.into(), "f_i".into(), "eacute".into(), "fl".into(), "afii10085".into(), 65.into(), "B".into()];
    let fonts = paper.resources.get_mut(b"Font").unwrap().as_dict_mut().unwrap();
    fonts.set(
        "D",
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "X",
        "Encoding" => dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences } },
    );
    let gb = |encoding: &str| {
        dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun", "Encoding" => encoding,
        "DescendantFonts" => vec![dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0" }.into()] }
    };
    fonts.set("G", gb("UniGB-UCS2-H"));
    fonts.set("K", gb("GBK-EUC-H"));
    let content = format!(
        "BT /D 10 Tf 50 700 Td (\\001\\002\\003\\004A) Tj ET BT /G 10 Tf 50 650 Td {} Tj ET BT /K 10 Tf 50 600 Td <d0d4b9a4d7f7> Tj ET \
         BT /U 10 Tf 50 550 Td {} Tj ET BT /F 10 Tf 50 500 Td (na\\357ve \\223a\\224) Tj ET",
        wide("性工作者"),
        wide("секс-работницы oﬃce")
    );
    paper.page(content);
    assert_eq!(prose(&paper.bytes()), "fiéflуB¶性工作者¶性工作¶секс-работницы office¶naïve “a”");
}

#[test]
fn chinese_has_no_spaces_between_lines_or_letters() {
    let content = format!("BT /U 10 Tf 14 TL 50 700 Td [{} -600 {}] TJ T* {} Tj ET", wide("性工"), wide("作"), wide("者权利"));
    let text = reads(content);
    assert_eq!(text, "性工作\n者权利");
}

#[test]
fn hyphens_at_line_ends_have_both_readings() {
    // A soft one in the middle of a line was painted, so it is one that counts.
    let content =
        format!("BT /U 10 Tf 14 TL 50 700 Td {} Tj T* {} Tj ET", wide("anti\u{ad}trafficking aboli\u{ad}"), wide("tion"));
    assert_eq!(reads(content), "anti-trafficking aboli\u{ad}\ntion");
    assert_eq!(reads(lines(50.0, 700.0, &["the whole prosti-", "tutes"])), "the whole prosti-\ntutes");
}

#[test]
fn actual_text_and_optional_content() {
    let mut paper = Paper::new();
    let hidden = paper.document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("x") });
    paper
        .catalog
        .set("OCProperties", dictionary! { "OCGs" => vec![hidden.into()], "D" => dictionary! { "OFF" => vec![hidden.into()] } });
    paper.resources.set("Properties", dictionary! { "H" => hidden });
    paper.page(
        "BT /F 10 Tf 50 700 Td /Span <</ActualText (prostitute)>> BDC (pr0st) Tj (1tute) Tj EMC ( spoke) Tj ET \
         /OC /H BDC BT /F 10 Tf 50 650 Td (hidden) Tj ET EMC BT /F 10 Tf 50 600 Td (shown) Tj ET",
    );
    let bytes = paper.bytes();
    assert_eq!(prose(&bytes), "prostitute spoke¶shown");
    // The rectangle is that of all that was painted.
    let container = read(&bytes).unwrap();
    let areas = container.prose.layout.unwrap().areas(std::slice::from_ref(&(0..10)));
    assert!(areas[0].quads[0][2] > 90.0, "{areas:?}");
}

#[test]
fn the_order_of_tags_counts_and_artifacts_are_apart() {
    let mut paper = Paper::new();
    paper.page(
        "/Artifact <</Type/Pagination>> BDC BT /F 10 Tf 50 800 Td (Header) Tj ET EMC \
         /P <</MCID 1>> BDC BT /F 10 Tf 50 700 Td (second) Tj ET EMC /P <</MCID 0>> BDC BT /F 10 Tf 50 650 Td (first, sex) Tj ET EMC \
         /Span <</MCID 2>> BDC BT /F 10 Tf 300 500 Td (work) Tj ET EMC",
    );
    let bytes = {
        // The page's number is known when it is written; tags refer to it.
        let tree = paper.document.new_object_id();
        let mcr =
            |page: u32, number: i64| -> Object { dictionary! { "Type" => "MCR", "Pg" => (page, 0), "MCID" => number }.into() };
        let page = paper.document.max_id + 3;
        let kids: Vec<Object> = vec![
            dictionary! { "S" => "Lead", "Lang" => Object::string_literal("fr"), "K" => vec![mcr(page, 0), dictionary! { "S" => "Span", "K" => mcr(page, 2) }.into()] }.into(),
            dictionary! { "S" => "P", "K" => mcr(page, 1) }.into(),
        ];
        paper.document.objects.insert(
            tree,
            dictionary! { "Type" => "StructTreeRoot", "K" => kids, "RoleMap" => dictionary! { "Lead" => "H1" } }.into(),
        );
        paper.catalog.set("StructTreeRoot", tree);
        paper.catalog.set("MarkInfo", dictionary! { "Marked" => true });
        paper.bytes()
    };
    assert_eq!(prose(&bytes), "first, sex\nwork¶second¶Header");
    let container = read(&bytes).unwrap();
    let segments = container.prose.segments.unwrap();
    assert_eq!(segments[0].role, crate::document::Role::Heading);
    assert_eq!(segments[0].language.as_ref().map(|l| l.as_str()), Some("fr"));
}

#[test]
fn forms_are_painted_where_they_stand() {
    let mut paper = Paper::new();
    let form = paper.document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "Matrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 50.into(), 0.into()] },
        b"BT /F 10 Tf 0 100 Td (in a form) Tj ET".to_vec(),
    ));
    paper.resources.set("XObject", dictionary! { "X" => form });
    paper.page("q 1 0 0 1 0 500 cm /X Do Q");
    let container = read(&paper.bytes()).unwrap();
    assert_eq!(container.prose.text, "in a form");
    let areas = container.prose.layout.unwrap().areas(std::slice::from_ref(&(0..2)));
    assert_eq!((areas[0].page, areas[0].quads[0][4], areas[0].quads[0][5]), (1, 50.0, 598.0));
}

#[test]
fn a_form_that_paints_itself_ends() {
    let mut paper = Paper::new();
    let form = paper.document.new_object_id();
    let twice = b"/X Do /X Do /X Do BT /F 10 Tf 50 700 Td (x) Tj ET".to_vec();
    paper.document.objects.insert(form, Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Form" }, twice).into());
    paper.resources.set("XObject", dictionary! { "X" => form });
    paper.page("/X Do BT /F 10 Tf 50 600 Td (end) Tj ET");
    assert!(read(&paper.bytes()).unwrap().prose.text.contains("end"));
}

#[test]
fn pages_without_text_are_named() {
    let mut paper = Paper::new();
    let image = paper
        .document
        .add_object(Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1 }, vec![0]));
    paper.resources.set("XObject", dictionary! { "I" => image });
    let scan = "q 595 0 0 842 0 0 cm /I Do Q";
    paper.page(lines(50.0, 700.0, &["text"]));
    paper.page(scan);
    paper.page(scan);
    paper.page("");
    paper.page(lines(50.0, 700.0, &["text"]));
    paper.page(scan);
    let container = read(&paper.bytes()).unwrap();
    assert_eq!(container.remarks.len(), 1);
    assert!(container.remarks[0].starts_with("pages 2–3, 6 (of 6) are pictures"), "{:?}", container.remarks);
    assert!(container.prose.layout.unwrap().is_incomplete, "half of it was not read");
    // Nothing but pictures is no clean document.
    let mut paper = Paper::new();
    paper.page("q 595 0 0 842 0 0 cm BI /W 1 /H 1 ID x EI Q");
    assert_eq!(read(&paper.bytes()).unwrap_err(), ContainerError::NoText);
}

#[test]
fn fonts_that_keep_their_letters_to_themselves_are_named() {
    let mut paper = Paper::new();
    let fonts = paper.resources.get_mut(b"Font").unwrap().as_dict_mut().unwrap();
    fonts.set(
        "N",
        dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "X", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2" }.into()] },
    );
    paper.page(format!("BT /N 10 Tf 50 700 Td {} Tj ET", wide("prostitutes everywhere")));
    let bytes = paper.bytes();
    assert!(matches!(read(&bytes), Err(ContainerError::Refused(why)) if why.contains("fonts")));
}

#[test]
fn broken_files_say_so() {
    for bytes in [
        b"".to_vec(),
        b"PK\x03\x04".to_vec(),
        b"%PDF-1.7\n".to_vec(),
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>startxref 0 %%EOF".to_vec(),
    ] {
        assert!(matches!(read(&bytes), Err(ContainerError::Damaged { .. })), "{:?}", read(&bytes));
    }
    // Cut off at the end: what is left is read, and it is said that this is not all.
    let bytes = page(lines(50.0, 700.0, &["text"]));
    let cut = bytes.len() - 40;
    match read(&bytes[..cut]) {
        Ok(container) => assert!(!container.remarks.is_empty() && container.locked.is_some()),
        Err(error) => assert!(matches!(error, ContainerError::Damaged { .. }), "{error}"),
    }
}

#[test]
fn a_page_tree_that_bites_its_tail_ends() {
    let mut paper = Paper::new();
    paper.page(lines(50.0, 700.0, &["text"]));
    let mut document = lopdf::Document::load_mem(&paper.bytes()).unwrap();
    let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let kids = document.get_dictionary_mut(tree).unwrap().get_mut(b"Kids").unwrap().as_array_mut().unwrap();
    kids.push(tree.into());
    kids.push((9999, 0).into());
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let container = read(&bytes).unwrap();
    assert_eq!(container.prose.text, "text");
    assert!(container.remarks.iter().any(|r| r.contains("lead to no page")), "{:?}", container.remarks);
}

#[test]
fn a_stream_made_to_fill_the_memory_is_refused() {
    let mut paper = Paper::new();
    let content = paper.page("").get(b"Contents").unwrap().as_reference().unwrap();
    let mut stream = Stream::new(dictionary! {}, vec![b' '; 2 * objects::LARGEST_STREAM]);
    stream.compress().unwrap();
    paper.document.objects.insert(content, stream.into());
    paper.page(lines(50.0, 700.0, &["text"]));
    let container = read(&paper.bytes()).unwrap();
    assert_eq!(container.prose.text, "text");
    assert!(container.remarks[0].contains("page 1 (of 2) is damaged"), "{:?}", container.remarks);
}

fn encrypted(user: &str) -> Vec<u8> {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    let mut document = Document::load_mem(&page(lines(50.0, 700.0, &["the text"]))).unwrap();
    let id = || Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id(), id()]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_password_that_only_forbids_changes_does_not_keep_from_reading() {
    let container = read(&encrypted("")).unwrap();
    assert_eq!(container.prose.text, "the text");
    assert!(container.locked.unwrap().contains("encrypted"));
    assert_eq!(read(&encrypted("secret")).unwrap_err(), ContainerError::Encrypted);
}

#[test]
fn a_certifying_signature_forbids_notes() {
    for (level, is_locked) in [(Some(1), true), (Some(2), true), (None, true), (Some(3), false)] {
        let mut paper = Paper::new();
        let parameters = level.map_or_else(|| dictionary! {}, |p| dictionary! { "P" => p });
        let reference = dictionary! { "TransformMethod" => "DocMDP", "TransformParams" => parameters };
        let signature = paper.document.add_object(dictionary! { "Type" => "Sig", "Reference" => vec![reference.into()] });
        paper.catalog.set("Perms", dictionary! { "DocMDP" => signature });
        paper.page(lines(50.0, 700.0, &["text"]));
        assert_eq!(read(&paper.bytes()).unwrap().locked.is_some(), is_locked, "{level:?}");
    }
}

mod notes {
    use super::*;
    use crate::check::{Finding, LanguageHints, RuleSet, check};
    use crate::document::testing::cases;
    use crate::document::{Document as Parsed, Stamp};
    use crate::fix::{Reach, ReviewOptions, ReviewedContainer, review_container};
    use crate::text::LanguageTag;
    use proptest::prelude::*;

    fn hints() -> LanguageHints {
        LanguageHints { option: LanguageTag::parse("en"), ..LanguageHints::default() }
    }

    fn annotate(bytes: &[u8]) -> ReviewedContainer {
        let stamp = Stamp("2026-11-23T10:00:00".to_string());
        let comment = |f: &Finding| format!("{}\nBecause «x» — 性", f.text);
        let options = ReviewOptions { reach: Reach::Safe, comments_only: true, stamp, comment: &comment };
        review_container(bytes, &FORMAT, RuleSet::builtin(), &hints(), &options).unwrap()
    }

    fn findings(bytes: &[u8]) -> Vec<String> {
        let container = read(bytes).unwrap();
        let document = Parsed::of_container(&FORMAT, &container);
        let findings = check(&document, &container.text, RuleSet::builtin(), &hints());
        findings.items.iter().filter(|f| f.is_reported()).map(|f| format!("{:?} {}", f.span, f.text)).collect()
    }

    #[test]
    fn a_note_has_what_readers_need() {
        let done = annotate(&page(lines(50.0, 700.0, &["The prostitutes of this city spoke."])));
        assert_eq!((done.commented, done.changed, done.unplaced), (1, 0, 0));
        let document = Document::load_mem(&done.bytes).unwrap();
        let page = document.page_iter().next().unwrap();
        let annotations = document.get_page_annotations(page).unwrap();
        let [highlight, popup] = annotations.as_slice() else { panic!("{annotations:?}") };
        let string = |key: &[u8]| objects::text(highlight.get(key).unwrap().as_str().unwrap());
        assert_eq!(string(b"T"), "motjuste");
        assert_eq!(string(b"Contents"), "prostitutes\rBecause «x» — 性");
        assert_eq!(popup.get(b"Subtype").unwrap().as_name().unwrap(), b"Popup");
        let numbers: Vec<f32> =
            highlight.get(b"QuadPoints").unwrap().as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect();
        // "The " is 2.001 em wide: T 611, h 556, e 556, space 278 thousandths.
        assert!((numbers[0] - 70.01).abs() < 0.02 && (numbers[7] - 698.0).abs() < 0.02, "{numbers:?}");
        let appearance = highlight.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap().as_reference().unwrap();
        assert!(document.get_object(appearance).unwrap().as_stream().is_ok());
    }

    #[test]
    fn a_list_of_annotations_that_is_there_grows() {
        let mut paper = Paper::new();
        let link = paper.document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
        let list = paper.document.add_object(vec![Object::Reference(link)]);
        paper.page(lines(50.0, 700.0, &["Many prostitutes spoke."])).set("Annots", list);
        paper.page(lines(50.0, 700.0, &["The prostitutes met."])).set("Annots", vec![Object::Reference(link)]);
        let bytes = paper.bytes();
        let done = annotate(&bytes);
        let document = Document::load_mem(&done.bytes).unwrap();
        for page in document.page_iter() {
            assert_eq!(document.get_page_annotations(page).unwrap().len(), 3);
        }
        assert!(done.bytes.starts_with(&bytes));
    }

    #[test]
    fn words_over_the_end_of_a_page_are_marked_on_both() {
        let mut paper = Paper::new();
        let footer = lines(50.0, 40.0, &["Footer"]);
        paper.page(
            lines(50.0, 700.0, &["They spoke with a woman who is a former and"])
                + &lines(50.0, 688.0, &["active street"])
                + &footer,
        );
        paper.page(lines(50.0, 700.0, &["prostitute in this city."]) + &footer);
        let bytes = paper.bytes();
        let done = annotate(&bytes);
        let document = Document::load_mem(&done.bytes).unwrap();
        let counts: Vec<usize> = document.page_iter().map(|p| document.get_page_annotations(p).unwrap().len()).collect();
        assert_eq!(counts, [2, 2], "{:?}", findings(&bytes));
    }

    proptest! {
        #![proptest_config(cases(48))]

        #[test]
        fn what_was_there_stays(
            words in proptest::collection::vec(prop::sample::select(vec![
                "the", "prostitutes", "and", "sex workers", "brothel", "prosti-", "tutes", "of this city.", "hooker", "A \\(b\\)",
            ]), 1..40),
            pages in 1usize..4,
        ) {
            let mut paper = Paper::new();
            for part in words.chunks(words.len().div_ceil(pages)) {
                paper.page(lines(50.0, 700.0, part));
            }
            let bytes = paper.bytes();
            let done = annotate(&bytes);
            prop_assert!(done.bytes.starts_with(&bytes));
            let found = findings(&bytes);
            // Without findings there is nothing to write.
            prop_assert_eq!(found.is_empty(), done.bytes.len() == bytes.len());
            prop_assert_eq!(findings(&done.bytes), found);
            // What is noted is not noted again.
            prop_assert_eq!(annotate(&done.bytes).bytes, done.bytes);
        }
    }
}
