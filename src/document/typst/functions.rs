//! What the functions of Typst's standard library do with their content.

use crate::document::InlineKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    /// Content in a line; words join with those around it.
    Inline(Option<InlineKind>),
    /// The same, with a language perhaps.
    Text,
    Quote,
    Note,
    Heading,
    /// Content of its own.
    Block,
    /// No text for people.
    Code,
    /// It sets space or pages, and shows nothing.
    Silent,
    Unknown,
}

pub(super) fn function(name: &str) -> Function {
    use Function::*;
    match name {
        "emph" => Inline(Some(InlineKind::Emphasis)),
        "strong" => Inline(Some(InlineKind::Strong)),
        "link" => Inline(Some(InlineKind::Link)),
        "highlight" | "underline" | "overline" | "strike" | "smallcaps" | "sub" | "super" | "upper" | "lower" | "box"
        | "hide" => Inline(None),
        "text" => Text,
        "quote" => Quote,
        "footnote" => Note,
        "heading" | "title" => Heading,
        "align" | "block" | "rect" | "square" | "circle" | "ellipse" | "figure" | "grid" | "table" | "cell" | "header"
        | "footer" | "list" | "enum" | "item" | "terms" | "columns" | "page" | "pad" | "place" | "stack" | "move" | "rotate"
        | "scale" | "center" | "caption" | "par" | "document" | "abstract" => Block,
        "raw" | "equation" | "regex" | "eval" | "bibliography" | "cite" | "ref" | "label" | "metadata" | "state" | "counter" => {
            Code
        }
        "pagebreak" | "colbreak" | "linebreak" | "parbreak" | "v" | "h" | "line" | "outline" | "lorem" | "place-holder" => Silent,
        _ => Unknown,
    }
}
