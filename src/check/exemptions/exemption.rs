//! Why a hit is no finding, or only a note.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "detail")]
pub enum Exemption {
    /// The word as a word: "the word …", "say …, not …", a glossary line.
    Mention,
    /// Inside the quotation marks of the language: somebody else's word, or the word as a word.
    Quotation,
    /// Inside the marks of a title (《…》), or introduced as one: the novel "…".
    Title,
    /// In a block quotation.
    BlockQuotation,
    /// What somebody else says, in the writer's own sentence: "according to …", "… said that".
    ReportedSpeech,
    /// Part of a protected name.
    Name(String),
    /// Has the shape of a name: "… Act 1999", "Loi n° …", "… Collective".
    NameShape(String),
    /// May be a name: capitals in mid-sentence, and nothing else that says so.
    LikelyName(String),
    /// In an address, an e-mail, a handle, a hashtag, a file name or an identifier.
    Identifier,
    /// In a line of a bibliography, a reference or cataloguing data.
    Bibliography,
    /// Marked with [sic].
    Sic,
    /// Somebody's word for themselves.
    SelfReference,
    /// Not about people or work: "the prostitution of justice".
    Figurative,
    /// Under a heading that announces historical sources.
    Historical,
    /// A sentence that speaks of the wording of its time.
    HistoricalWording,
    /// The entry's own conditions say that the word means something else here.
    OtherSense(String),
    /// The entry's own conditions make it a note.
    Note(String),
    /// A directive in the text, or `[[ignore]]` in the configuration, with its reason.
    Ignored(String),
}

impl Exemption {
    /// A note is reported without a fix; the others are silent unless asked for.
    pub fn is_note(&self) -> bool {
        matches!(
            self,
            Exemption::Quotation
                | Exemption::BlockQuotation
                | Exemption::ReportedSpeech
                | Exemption::LikelyName(_)
                | Exemption::Figurative
                | Exemption::HistoricalWording
                | Exemption::Note(_)
        )
    }

    /// A note for which the entry gives no reason of its own.
    pub fn is_bare(&self) -> bool {
        matches!(self, Exemption::Note(reason) if reason.is_empty())
    }

    /// For rules of style, which have nothing to say about other people's words, names and images: silence in the place of
    /// a note.
    pub fn silently(self) -> Exemption {
        let why = match &self {
            Exemption::Quotation | Exemption::BlockQuotation => "in a quotation",
            Exemption::ReportedSpeech => "in reported speech",
            Exemption::LikelyName(_) => "perhaps a name",
            Exemption::Figurative => "figurative",
            Exemption::HistoricalWording => "the wording of its time",
            _ => return self,
        };
        Exemption::OtherSense(why.into())
    }

    /// The exemption's name, the same in every report.
    pub fn name(&self) -> &'static str {
        match self {
            Exemption::Mention => "mention",
            Exemption::Quotation => "quotation",
            Exemption::Title => "title",
            Exemption::BlockQuotation => "block-quotation",
            Exemption::ReportedSpeech => "reported-speech",
            Exemption::Name(_) => "name",
            Exemption::NameShape(_) => "name-shape",
            Exemption::LikelyName(_) => "likely-name",
            Exemption::Identifier => "identifier",
            Exemption::Bibliography => "bibliography",
            Exemption::Sic => "sic",
            Exemption::SelfReference => "self-reference",
            Exemption::Figurative => "figurative",
            Exemption::Historical => "historical",
            Exemption::HistoricalWording => "historical-wording",
            Exemption::OtherSense(_) => "other-sense",
            Exemption::Note(_) => "note",
            Exemption::Ignored(_) => "ignored",
        }
    }

    pub fn detail(&self) -> &str {
        match self {
            Exemption::Name(d)
            | Exemption::NameShape(d)
            | Exemption::LikelyName(d)
            | Exemption::OtherSense(d)
            | Exemption::Note(d)
            | Exemption::Ignored(d) => d,
            _ => "",
        }
    }
}
