//! PDF files for tests, made here and now.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A file that is being made: pages of 595 by 842 points with a font `F` (Helvetica, WinAnsi) and a font `U` whose codes are
/// those of Unicode, every glyph half as wide as it is high.
pub(crate) struct Paper {
    pub(crate) document: Document,
    pub(crate) resources: Dictionary,
    pub(crate) catalog: Dictionary,
    pages: Vec<Dictionary>,
}

impl Paper {
    pub(crate) fn new() -> Paper {
        let mut document = Document::new();
        document.version = "1.7".to_string();
        // Half of the width of an ideograph.
        let descendant = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Test", "DW" => 500,
        });
        let map = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange";
        let map = document.add_object(Stream::new(dictionary! {}, map.as_bytes().to_vec()));
        let resources = dictionary! { "Font" => dictionary! {
            "F" => dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" },
            "B" => dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold", "Encoding" => "WinAnsiEncoding" },
            "U" => dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Test", "Encoding" => "Identity-H",
                "DescendantFonts" => vec![descendant.into()], "ToUnicode" => map },
        } };
        Paper { document, resources, catalog: dictionary! { "Type" => "Catalog" }, pages: Vec::new() }
    }

    /// Adds a page with this content; gives its dictionary, to add to it.
    pub(crate) fn page(&mut self, content: impl AsRef<[u8]>) -> &mut Dictionary {
        let content = self.document.add_object(Stream::new(dictionary! {}, content.as_ref().to_vec()));
        self.pages.push(dictionary! { "Type" => "Page", "Contents" => content });
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let tree = self.document.new_object_id();
        let resources = self.document.add_object(self.resources);
        let mut kids: Vec<Object> = Vec::new();
        for mut page in self.pages {
            page.set("Parent", tree);
            kids.push(self.document.add_object(page).into());
        }
        let count = kids.len() as i64;
        self.document.objects.insert(
            tree,
            dictionary! {
                "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            }
            .into(),
        );
        self.catalog.set("Pages", tree);
        let catalog = self.document.add_object(self.catalog);
        self.document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// Lines of text in Helvetica of ten points, from the height `top` down.
pub(crate) fn lines(left: f32, top: f32, lines: &[&str]) -> String {
    let mut content = format!("BT /F 10 Tf 12 TL {left} {top} Td\n");
    for line in lines {
        content += &format!("({line}) Tj T*\n");
    }
    content + "ET\n"
}

/// A string of the font `U`.
pub(crate) fn wide(text: &str) -> String {
    let units: Vec<String> = text.encode_utf16().map(|u| format!("{u:04x}")).collect();
    format!("<{}>", units.concat())
}

/// One page with this content.
pub(crate) fn page(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut paper = Paper::new();
    paper.page(content);
    paper.bytes()
}
