use crate::document::testing::{comments, hold_fragments, inlines, parse};
use crate::document::{Format, PieceKind};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(Format::MARKDOWN, source, expected);
}

#[test]
fn paragraphs_and_headings() {
    check("# One\n\ntwo\nthree\n\nFour\n====\n", &["# One", "two⏎three", "# Four"]);
    check("# One {#id .class}\r\n\r\ntwo  \r\nthree\\\r\nfour\r\n", &["# One", "two⏎three⏎four"]);
    check("", &[]);
    check("\n\n", &[]);
}

#[test]
fn markup_inside_words_joins() {
    check("*prosti*tute and __pros__titute and ~~x~~y", &["prostitute and __pros__titute and xy"]);
    check("the **commercial** [sex](x) workers", &["the commercial sex workers"]);
}

#[test]
fn lists_tasks_tables_definitions() {
    check("- a\n  - b\n    c\n- [ ] d\n\n1. e\n\n   f\n", &["a", "b⏎c", "d", "e", "f"]);
    check("| a | *b* |\n|---|---|\n| c \\| d | |\n| 性 | 👩🏽‍🦱 e |\n", &["a", "b", "c | d", "性", "👩🏽‍🦱 e"]);
    check("term\n: meaning\n", &["term", "meaning"]);
}

#[test]
fn quotations_but_not_alerts() {
    check("> one\n> two\n\nthree\n\n> # four\n", &["> one⏎two", "three", "> four"]);
    check("> [!NOTE]\n> a note\n", &["a note"]);
}

#[test]
fn what_is_no_prose() {
    check("a `code` b\n\n```\ncode\n```\n\n    code\n", &["a □ b"]);
    check("see <https://a.b/prostitute> or [x](https://prostitute.org)", &["see □ or x"]);
    check("[x][1] and $prostitute$\n\n$$\ny\n$$\n\n[1]: https://prostitute.org 'prostitute'\n", &["x and □", "□"]);
    check("word[^prostitute] goes on\n\n[^prostitute]: the note\n", &["word goes on", "the note"]);
    check("[[prostitute]] and [[prostitute|the page]]", &["□ and the page"]);
    check("a {{< prostitute \"x\" >}} b\n\n{% if prostitute %}c{% endif %} {{ d }}", &["a □ b", "□c□ □"]);
    check("{{<figure src=\"prostitute\">}} a", &["□ a"]);
}

#[test]
fn alternative_texts_and_titles() {
    check("a ![the *alt*\ntext](x.png \"the title\") b", &["a □ b", "@ the title", "@ the alt⏎text"]);
    check("[a](x 'its title') b\n\nc", &["a b", "@ its title", "c"]);
    check("[a](x \"its \\\"title\\\"\")", &["a", "@ its \"title\""]);
    check("![](x)", &["□"]);
}

#[test]
fn front_matter_names_the_language() {
    let source = "---\ntitle: Prostitutes\nlang: fr\n---\n\ntexte\n";
    check(source, &["texte"]);
    let prose = parse(Format::MARKDOWN, source);
    assert_eq!(prose.language.map(|l| l.to_string()), Some("fr".to_string()));
    check("+++\nlanguageCode = \"fr\"\n+++\ntexte\n", &["texte"]);
    // Two rules further down are no front matter.
    check("a\n\n---\nb\n---\n\nc", &["a", "# b", "c"]);
}

#[test]
fn html_inside() {
    check("a <span lang=\"fr\">*b* c</span> d", &["a ", "+{fr}b c", "+ d"]);
    check("<div lang=fr>\n\ntexte *b*\n\n</div>\n\ntext", &["{fr}texte b", "text"]);
    check("<blockquote>\n\na\n\n</blockquote>\n\nb", &["> a", "b"]);
    check("a<br>b <code>*c*</code> d<script>x</script>", &["a⏎b □ d"]);
    check("<p>one</p>\n<p title=\"t &amp; u\">two\n three &eacute;</p>\n", &["one", "@ t & u", "two⏎three é"]);
    check("> <div\n> lang=fr>\n> texte\n> suite\n> </div>\n", &["> {fr}texte⏎suite"]);
    check("a <span lang=fr>b\n\nc", &["a ", "+{fr}b", "c"]);
    check("<details>\n<summary>Sum</summary>\n\nText\n\n</details>", &["Sum", "Text"]);
    check("<script>\nlet a = 1;\n\nlet b;\n</script>\n\nText", &["Text"]);
    check("- <div lang=fr>\n\n  a\n- b", &["{fr}a", "b"]);
}

#[test]
fn inlines_have_their_ranges() {
    let prose = parse(Format::MARKDOWN, "*a* **b *c*** [d](e) <q>f</q> <cite>g\nh</cite> <https://i.j>");
    assert_eq!(inlines(&prose), ["em a", "strong b c", "em c", "a d", "q f", "q g\nh"]);
}

#[test]
fn comments_of_html_and_of_reference_definitions() {
    let source =
        "<!-- one -->\n\na <!-- two --> b\n\n[//]: # (three)\n[//]: # (four)\nc\n\n```\n[//]: # (no)\n```\n\n<!-- five -->";
    let prose = parse(Format::MARKDOWN, source);
    let expected = [
        "one | a  b\u{2029}c | <!-- one -->",
        "two |  b\u{2029}c | <!-- two -->",
        "three | c | [//]: # (three)",
        "four | c | [//]: # (four)",
        "five |  | <!-- five -->",
    ];
    assert_eq!(comments(source, &prose), expected);
}

#[test]
fn every_piece_has_its_place() {
    let source = "a \\*b &eacute;c  \r\n> d\r\n\r\n> x\r\n> y\\\r\n> z";
    let prose = parse(Format::MARKDOWN, source);
    let pieces: Vec<(&str, &str, PieceKind)> =
        prose.map.pieces().iter().map(|p| (&prose.text[p.prose.clone()], &source[p.source.range()], p.kind)).collect();
    use PieceKind::*;
    let expected = [
        ("a ", "a ", Verbatim),
        ("*", "\\*", Escaped),
        ("b ", "b ", Verbatim),
        ("é", "&eacute;", Escaped),
        ("c", "c", Verbatim),
        ("\u{2029}", "", Synthetic),
        ("d", "d", Verbatim),
        ("\u{2029}", "", Synthetic),
        ("x", "x", Verbatim),
        ("\n", "\r\n> ", LineBreak),
        ("y", "y", Verbatim),
        ("\n", "\\\r\n> ", LineBreak),
        ("z", "z", Verbatim),
    ];
    assert_eq!(pieces, expected);
}

#[test]
fn hostile_input_ends_soon() {
    for (piece, times) in [
        ("<div>", 10_000),
        ("> ", 3_000),
        ("- ", 3_000),
        ("*a ", 30_000),
        ("[", 30_000),
        ("![", 30_000),
        ("<span lang=fr><b>", 30_000),
        ("</i>", 30_000),
        ("{{", 100_000),
        ("[//]: # (x)\n", 20_000),
        ("&#0;\0\\", 20_000),
        ("| a ", 20_000),
        ("<!-- ", 20_000),
        ("`a ", 20_000),
        ("a\n", 50_000),
    ] {
        parse(Format::MARKDOWN, &piece.repeat(times));
    }
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "  \n",
    "\n",
    "\r\n",
    "\n\n",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "    ",
    "\t",
    "|",
    "\n|-|-|\n",
    "[",
    "](x)",
    "](x \"t\")",
    "![",
    "[^1]",
    "\n[^1]: ",
    "[[",
    "]]",
    "<b>",
    "</b>",
    "<div lang=fr>",
    "</div>",
    "<p>",
    "<span lang=\"ru\">",
    "</span>",
    "<code>",
    "</code>",
    "<script>",
    "</script>",
    "<!-- ",
    "-->",
    "&amp;",
    "&eacute;",
    "&#0;",
    "&",
    "\\",
    "\\*",
    "\\\n",
    "{{",
    "}}",
    "{% x %}",
    "$",
    "$$",
    "\n---\n",
    "---\n",
    "lang: fr\n",
    "\n[//]: # (c)\n",
    "\n: ",
    "<https://a.b>",
    "性工作者",
    "👩🏽‍🦱",
    "é",
    "\0",
    "<",
    ">",
    "\"",
    "'",
    "!",
    "[x]",
    "<blockquote>",
    "<q>",
    "</q>",
    "<img alt=\"a &lt;\n b\">",
    "<br>",
    "\u{a0}",
    "\n===\n",
];

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(Format::MARKDOWN, FRAGMENTS);
}
