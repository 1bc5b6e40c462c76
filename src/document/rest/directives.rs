//! What the directives and roles of docutils and Sphinx mean to a reader of the text.

/// What a directive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Directive {
    /// Nothing to read.
    Skip,
    /// Its argument says nothing, its content is text.
    Content,
    /// Its argument is a text of its own, a title; its content is text.
    Title,
    /// What is behind its name is the beginning of its content.
    Text,
    /// The same behind the number of a version.
    Version,
    /// What others said.
    Quote,
    /// Its options may say what a picture shows.
    Image,
    /// What pages say of themselves.
    Meta,
}

pub(super) fn directive(name: &str) -> Directive {
    use Directive::*;
    match name.to_ascii_lowercase().as_str() {
        "code" | "code-block" | "sourcecode" | "highlight" | "math" | "literalinclude" | "include" | "raw" | "toctree"
        | "contents" | "sectnum" | "role" | "default-role" | "currentmodule" | "module" | "automodule" | "autoclass"
        | "autofunction" | "autosummary" | "bibliography" | "graphviz" | "digraph" | "mermaid" | "uml" | "plot"
        | "parsed-literal" | "doctest" | "testcode" | "testsetup" | "testoutput" | "index" | "tabularcolumns"
        | "target-notes" | "productionlist" | "highlightlang" | "ifconfig" | "prompt" | "program-output" | "csv-table"
        | "date" | "unicode" | "title" => Skip,
        "image" | "figure" => Image,
        "meta" => Meta,
        "admonition" | "topic" | "sidebar" | "table" | "list-table" | "rubric" | "centered" | "dropdown" | "card"
        | "grid-item-card" | "tab-item" | "tab" => Title,
        "note" | "warning" | "tip" | "hint" | "important" | "caution" | "danger" | "error" | "attention" | "seealso" | "todo"
        | "replace" | "line-block" | "header" | "footer" | "parsed-text" => Text,
        "versionadded" | "versionchanged" | "deprecated" => Version,
        "epigraph" | "pull-quote" | "highlights" => Quote,
        _ => Content,
    }
}

/// What the text of a role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextRole {
    Code,
    /// Shown as it is.
    Text,
    /// Shown as it is, and the name of something elsewhere.
    Name,
    /// The name of something; shown is what that is called.
    Reference,
}

pub(super) fn text_role(name: &str) -> TextRole {
    use TextRole::*;
    match name {
        "ref" | "doc" | "numref" | "any" | "eq" | "keyword" | "download" | "confval" | "pep" | "rfc" | "cite" => Reference,
        "term" => Name,
        "code" | "literal" | "math" | "file" | "samp" | "command" | "program" | "option" | "envvar" | "kbd" | "raw" | "class"
        | "func" | "meth" | "mod" | "attr" | "data" | "const" | "exc" | "obj" | "makevar" | "mailheader" | "mimetype"
        | "newsgroup" | "regexp" | "manpage" | "token" => Code,
        _ if name.contains(':') => Code,
        _ => Text,
    }
}
