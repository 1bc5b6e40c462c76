#![no_main]

use libfuzzer_sys::fuzz_target;
use motjuste::check::{LanguageHints, RuleSet, check};
use motjuste::document::{ContainerFormat, Document, Format, Stamp};
use motjuste::fix::{Reach, ReviewOptions, review_container};
use std::path::Path;

fn pdf() -> &'static ContainerFormat {
    match Format::of(Path::new("a.pdf")) {
        Some(Format::Container(format)) => format,
        _ => panic!("PDF is a container"),
    }
}

/// A page with this content, and a font with this CMap; the table of objects has to be made anew.
fn wrapped(content: &[u8], map: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]\
        /Resources<</Font<</F 5 0 R/U 6 0 R>>/XObject<</X 4 0 R>>>>>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n\
        5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
        6 0 obj<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/W[1 9 500]>>]>>endobj\n"
        .to_vec();
    for (number, stream) in [(4, content), (7, map)] {
        file.extend(format!("{number} 0 obj<</Subtype/Form/Length {}>>stream\n", stream.len()).into_bytes());
        file.extend(stream);
        file.extend(b"\nendstream endobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R/Size 8>>\nstartxref\n0\n%%EOF\n");
    file
}

// The first byte chooses: a file, the content of a page, a CMap.
fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let bytes = match choice % 3 {
        0 => rest.to_vec(),
        1 => wrapped(rest, b""),
        _ => wrapped(b"BT /U 10 Tf 50 700 Td <0001000200030004> Tj ET BT /F 10 Tf 50 600 Td (the prostitutes of this city) Tj ET", rest),
    };
    let Ok(container) = pdf().read(&bytes) else { return };
    let prose = &container.prose;
    let mut end = 0;
    for section in &container.sections {
        assert!(section.source.start == end && container.text.is_char_boundary(section.source.end));
        end = section.source.end;
    }
    for piece in prose.map.pieces() {
        let source = container.text.get(piece.source.range()).expect("a piece is a stretch of the text");
        if piece.kind == motjuste::document::PieceKind::Verbatim {
            assert_eq!(Some(source), prose.text.get(piece.prose.clone()));
        }
    }
    let rules = RuleSet::builtin();
    let hints = LanguageHints::default();
    let document = Document::of_container(pdf(), &container);
    let findings = check(&document, &container.text, rules, &hints);
    let layout = prose.layout.as_ref().expect("a PDF has pages");
    for finding in &findings.items {
        for area in layout.areas(&prose.map.sources(finding.prose.clone())) {
            assert!((1..=container.sections.len()).contains(&area.page));
            assert!(area.quads.iter().flatten().all(|n| n.is_finite()), "{area:?}");
        }
    }
    let options = ReviewOptions {
        reach: Reach::Safe,
        comments_only: true,
        stamp: Stamp("2026-11-23T10:00:00".to_string()),
        comment: &|f| f.text.clone(),
    };
    if let Ok(done) = review_container(&bytes, pdf(), rules, &hints, &options) {
        assert!(done.bytes.starts_with(&bytes));
        let again = pdf().read(&done.bytes).expect("a copy with notes can be read");
        assert_eq!(again.text, container.text);
    }
});
