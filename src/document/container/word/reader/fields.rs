//! Fields (ECMA-376, part 1, 17.16): whose text is that of the document, and what the program writes anew.

use super::Reader;
use crate::document::xml::Element;

/// A field (17.16): code, then perhaps a result.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) code: String,
    pub(super) in_result: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldText {
    Text,
    /// The program writes it anew from something else in the document, where it is checked.
    Copied,
    /// The program writes it anew from outside.
    Foreign,
}

impl Field {
    pub(super) fn text(&self) -> FieldText {
        let name = self.code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        match name.as_str() {
            "HYPERLINK" | "" | "QUOTE" | "FORMTEXT" => FieldText::Text,
            "TOC" | "TOA" | "INDEX" | "RD" | "REF" | "PAGEREF" | "NOTEREF" | "STYLEREF" | "SEQ" | "PAGE" | "NUMPAGES"
            | "SECTIONPAGES" | "BIBLIOGRAPHY" | "CITATION" => FieldText::Copied,
            _ => FieldText::Foreign,
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn field(&mut self, e: &Element) {
        match e.get("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// What the fields that are open make of the text inside them.
    pub(super) fn field_text(&self) -> FieldText {
        let mut text = FieldText::Text;
        for field in &self.fields {
            match (field.in_result, field.text()) {
                (false, _) | (true, FieldText::Copied) => return FieldText::Copied,
                (true, FieldText::Foreign) => text = FieldText::Foreign,
                (true, FieldText::Text) => {}
            }
        }
        text
    }
}
