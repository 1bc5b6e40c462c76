//! Why a hit is no finding, or only a note.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "detail")]
pub enum Exemption {
    /// Inside the quotation marks of the language: somebody else's word, or the word as a word.
    Quotation,
    /// Inside the marks of a title: 《…》.
    Title,
    /// In a block quotation.
    BlockQuotation,
    /// Part of a protected name.
    Name(String),
    /// In an address, an e-mail, a handle, a hashtag, a file name or an identifier.
    Identifier,
    /// The entry's own conditions say that the word means something else here.
    OtherSense(String),
    /// The entry's own conditions make it a note.
    Note(String),
}

impl Exemption {
    /// A note is reported without a fix; the others are silent unless asked for.
    pub fn is_note(&self) -> bool {
        matches!(self, Exemption::Quotation | Exemption::BlockQuotation | Exemption::Note(_))
    }

    /// For rules of style, which have nothing to say about a quotation: silence in the place of a note.
    pub fn silently(self) -> Exemption {
        match self {
            Exemption::Quotation | Exemption::BlockQuotation => Exemption::OtherSense("in a quotation".into()),
            other => other,
        }
    }

    /// The exemption's name, the same in every report.
    pub fn name(&self) -> &'static str {
        match self {
            Exemption::Quotation => "quotation",
            Exemption::Title => "title",
            Exemption::BlockQuotation => "block-quotation",
            Exemption::Name(_) => "name",
            Exemption::Identifier => "identifier",
            Exemption::OtherSense(_) => "other-sense",
            Exemption::Note(_) => "note",
        }
    }

    pub fn detail(&self) -> &str {
        match self {
            Exemption::Name(d) | Exemption::OtherSense(d) | Exemption::Note(d) => d,
            _ => "",
        }
    }
}
