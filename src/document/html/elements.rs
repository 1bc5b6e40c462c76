//! What the elements of HTML mean to a reader of text.

use crate::document::{InlineKind, Role};

/// An element's name as a number: the bytes themselves up to eight letters, mixed beyond.
pub(crate) type Name = u64;

pub(crate) const fn name(letters: &[u8]) -> Name {
    let mut packed: u64 = 0;
    let mut i = 0;
    while i < letters.len() {
        packed = if i < 8 { packed << 8 } else { packed.wrapping_mul(0x100_0000_01b3).rotate_left(17) } ^ letters[i] as u64;
        i += 1;
    }
    packed
}

macro_rules! names {
    ($($constant:ident $letters:literal),* $(,)?) => { $(pub(crate) const $constant: Name = name($letters);)* };
}

names! {
    A b"a", ADDRESS b"address", ARTICLE b"article", ASIDE b"aside", AUDIO b"audio", B b"b", BASE b"base",
    BIG b"big", BLOCKQUOTE b"blockquote", BODY b"body", BR b"br", BUTTON b"button", CANVAS b"canvas", CAPTION b"caption",
    CENTER b"center", CITE b"cite", CODE b"code", COL b"col", COLGROUP b"colgroup", DD b"dd", DETAILS b"details",
    DIALOG b"dialog", DIR b"dir", DIV b"div", DL b"dl", DT b"dt", EM b"em", EMBED b"embed", FIELDSET b"fieldset",
    FIGCAPTION b"figcaption", FIGURE b"figure", FONT b"font", FOOTER b"footer", FORM b"form", FRAME b"frame", H1 b"h1",
    H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", HEAD b"head", HEADER b"header", HGROUP b"hgroup", HR b"hr",
    HTML b"html", I b"i", IFRAME b"iframe", IMG b"img", INPUT b"input", KBD b"kbd", LEGEND b"legend", LI b"li",
    LINK b"link", LISTING b"listing", MAIN b"main", MARQUEE b"marquee", MATH b"math", MENU b"menu", META b"meta",
    METER b"meter", NAV b"nav", NOBR b"nobr", NOEMBED b"noembed", NOFRAMES b"noframes", OBJECT b"object", OL b"ol",
    OPTGROUP b"optgroup", OPTION b"option", P b"p", PARAM b"param", PLAINTEXT b"plaintext", PRE b"pre",
    PROGRESS b"progress", Q b"q", RP b"rp", RT b"rt", S b"s", SAMP b"samp", SCRIPT b"script", SEARCH b"search",
    SECTION b"section", SELECT b"select", SMALL b"small", SOURCE b"source", STRIKE b"strike", STRONG b"strong",
    STYLE b"style", SUB b"sub", SUMMARY b"summary", SUP b"sup", SVG b"svg", TABLE b"table", TBODY b"tbody", TD b"td",
    TEMPLATE b"template", TEXTAREA b"textarea", TFOOT b"tfoot", TH b"th", THEAD b"thead", TITLE b"title", TR b"tr",
    TRACK b"track", TT b"tt", U b"u", UL b"ul", VAR b"var", VIDEO b"video", WBR b"wbr", XMP b"xmp",
}

/// What becomes of the content of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Content {
    #[default]
    Prose,
    /// Not read, and not seen: the words around it join.
    Silent,
    /// Not read, but something stands there.
    StandIn,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traits {
    /// Divides the text before it from the text after it.
    pub block: bool,
    /// Has no end tag (HTML Standard, 13.1.2 "void elements").
    pub void: bool,
    /// Its start tag closes an open `p` (13.2.6.4.7).
    pub closes_p: bool,
    /// An end tag inside does not reach elements outside (13.2.4.2 "has an element in scope").
    pub scope: bool,
    /// Goes on after the end of an element around it (13.2.4.3 "the list of active formatting elements").
    pub formatting: bool,
    /// Only the table around it limits the reach of its end tag.
    pub table_part: bool,
    /// Written higher or lower, a note sign or an exponent: no part of the word before it.
    pub apart: bool,
    pub content: Content,
    pub role: Role,
    pub inline: Option<InlineKind>,
}

const INLINE: Traits = Traits {
    block: false,
    void: false,
    closes_p: false,
    scope: false,
    formatting: false,
    table_part: false,
    apart: false,
    content: Content::Prose,
    role: Role::Paragraph,
    inline: None,
};
const PART: Traits = Traits { block: true, ..INLINE };
const BLOCK: Traits = Traits { closes_p: true, ..PART };
const VOID: Traits = Traits { void: true, ..INLINE };
const FORMATTING: Traits = Traits { formatting: true, ..INLINE };
const TABLE_PART: Traits = Traits { table_part: true, ..PART };
const SILENT: Traits = Traits { content: Content::Silent, ..INLINE };
const STAND_IN: Traits = Traits { content: Content::StandIn, ..INLINE };

pub(crate) fn traits(name: Name) -> Traits {
    match name {
        P | ADDRESS | ARTICLE | ASIDE | CENTER | DETAILS | DIALOG | DIR | DIV | DL | FIELDSET | FIGCAPTION | FIGURE | FOOTER
        | FORM | HEADER | HGROUP | MAIN | MENU | NAV | OL | SEARCH | SECTION | SUMMARY | UL | LI | DD | DT => BLOCK,
        H1 | H2 | H3 | H4 | H5 | H6 => Traits { role: Role::Heading, ..BLOCK },
        TITLE => Traits { role: Role::Heading, ..PART },
        BLOCKQUOTE => Traits { role: Role::Quote, ..BLOCK },
        HR => Traits { void: true, ..BLOCK },
        PRE | LISTING | XMP | PLAINTEXT => Traits { content: Content::Silent, ..BLOCK },
        TABLE => Traits { scope: true, table_part: true, ..BLOCK },
        TD | TH | CAPTION => Traits { scope: true, ..TABLE_PART },
        TR | TBODY | THEAD | TFOOT | COLGROUP => TABLE_PART,
        HTML | HEAD | BODY | LEGEND | OPTION | OPTGROUP | SELECT => PART,
        BUTTON | MARQUEE => Traits { scope: true, ..PART },
        EM | I => Traits { inline: Some(InlineKind::Emphasis), ..FORMATTING },
        STRONG | B => Traits { inline: Some(InlineKind::Strong), ..FORMATTING },
        A => Traits { inline: Some(InlineKind::Link), ..FORMATTING },
        Q | CITE => Traits { inline: Some(InlineKind::Quote), ..INLINE },
        BIG | FONT | NOBR | S | SMALL | STRIKE | TT | U => FORMATTING,
        SUP | SUB => Traits { apart: true, ..INLINE },
        CODE => Traits { content: Content::StandIn, ..FORMATTING },
        KBD | SAMP | VAR | MATH | SVG | TEXTAREA | CANVAS | AUDIO | VIDEO | IFRAME | METER | PROGRESS => STAND_IN,
        OBJECT => Traits { scope: true, ..STAND_IN },
        SCRIPT | STYLE | NOEMBED | NOFRAMES | RT | RP => SILENT,
        TEMPLATE => Traits { scope: true, ..SILENT },
        IMG | INPUT | EMBED => Traits { content: Content::StandIn, ..VOID },
        BASE | BR | COL | FRAME | LINK | META | PARAM | SOURCE | TRACK | WBR => VOID,
        _ => INLINE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        assert_ne!(name(b"blockquote"), name(b"blockquota"));
        assert_ne!(name(b"figcaption"), name(b"figcaptoin"));
        assert_eq!(name(b"p"), P);
        assert!(traits(name(b"blockquote")).role == Role::Quote && !traits(name(b"my-element")).block);
    }
}
