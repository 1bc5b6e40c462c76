use crate::document::testing::{hold_fragments, inlines, parse, read_repeated};
use crate::document::{Format, Quoting};

const TYPST: Format = Format::Text(&super::FORMAT);

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(TYPST, source, expected);
}

#[test]
fn headings_and_paragraphs() {
    check(
        "= One <prostitute>\none\ntwo \\\nthree\n\n== Two\n- a\n+ b\n/ Term: meaning\n",
        &["# One", "one⏎two⏎three", "# Two", "a", "b", "Term", "meaning"],
    );
    check("", &[]);
}

#[test]
fn inline_markup() {
    check(
        "*prosti*tute is not joined there, #emph[prosti]tute is; snake_case, _em_ and *bold*",
        &["prosti*tute is not joined there, prostitute is; snake_case, em and bold"],
    );
    check(
        "a `prostitute` b $prostitute$ c @prostitute. d ```py prostitute``` e // prostitute\nf /* prostitute */ g",
        &["a □ b □ c □. d □ e f g"],
    );
    check(
        "M.~X, a -- b --- c ... pros-?titute \\#1 \\u{e9} https://a.b//c",
        &["M.\u{a0}X, a – b — c … pros\u{ad}titute #1 é https://a.b//c"],
    );
    check("很多*妓女*住", &["很多妓女住"]);
    let prose = parse(TYPST, "_a_ *b c* #quote[d] #link(\"x\")[e]");
    assert_eq!(inlines(&prose), ["em a", "strong b c", "q d", "a e"]);
}

#[test]
fn code_is_no_text() {
    check(
        "#let prostitute = \"prostitute\"\n#import \"prostitute.typ\": x\n#set heading(numbering: \"1.\")\ntext #prostitute more #calc(1, \"prostitute\")",
        &["text □ more □"],
    );
    check(
        "#if prostitute == 1 [shown] else [also] end #for p in (1, 2) { [each] } fin",
        &["shown", "also", "end", "each", "fin"],
    );
    check("#image(\"prostitute.png\", width: 3cm)\n\n#pagebreak()\ntext", &["□", "text"]);
    check("#let f(x) = {\n  [content #x]\n}\ntext", &["content □", "text"]);
}

#[test]
fn functions_with_content() {
    check("#quote(block: true)[quoted\n\nmore] not", &["> quoted", "> more", "not"]);
    check("#figure(image(\"x\"), caption: [The *caption*])\n#table(columns: 2, [a], [b c])", &["The caption", "a", "b c"]);
    check("A word#footnote[The _note_.] goes on.", &["A word goes on.", "The note."]);
    check("#heading(level: 2)[Title] text", &["# Title", "text"]);
}

#[test]
fn languages() {
    let language = |source: &str| parse(TYPST, source).language.map(|l| l.to_string());
    assert_eq!(language("#set text(lang: \"fr\", region: \"CA\")\ntexte").as_deref(), Some("fr-ca"));
    assert_eq!(language("#set page(paper: \"a4\")\n#set text(\n  size: 11pt,\n  lang: \"es\",\n)\n").as_deref(), Some("es"));
    check("a #text(lang: \"fr\")[mot] b", &["a ", "+{fr}mot ", "+b"]);
    check("a\n\n#[#set text(lang: \"ru\")\nслово]\n\nb", &["a", "{ru}слово", "b"]);
}

#[test]
fn comments_are_heard() {
    let found: Vec<String> =
        parse(TYPST, "// motjuste: ignore x\ntext /* two */ http://a.b").comments.iter().map(|c| c.text.clone()).collect();
    assert_eq!(found, ["motjuste: ignore x", "two"]);
}

#[test]
fn replacements_are_text() {
    assert_eq!(TYPST.escape("R#1 a_b [x] //", Quoting::Bare).as_deref(), Some("R\\#1 a\\_b \\[x\\] \\//"));
}

#[test]
fn broken_input_is_text() {
    check("a [b] c ] d `e", &["a [b] c ] d `e"]);
    check("#emph[never closed", &["□[never closed"]);
    check("$ a", &["$ a"]);
}

#[test]
fn hostile_input_ends_soon() {
    read_repeated(
        TYPST,
        &[
            ("[", 50_000),
            ("#[", 20_000),
            ("#f[", 20_000),
            ("#f(", 20_000),
            ("#{", 20_000),
            ("/*", 50_000),
            ("`", 50_001),
            ("```", 20_001),
            ("$", 50_001),
            ("*", 50_001),
            ("#if a ", 20_000),
            ("#let a = ", 20_000),
            ("= ", 20_000),
            ("= a\n", 20_000),
            ("#\"", 20_000),
            ("#a.b", 20_000),
            ("@a", 20_000),
            ("#set text(lang: \"fr\")", 5_000),
        ],
    );
    parse(TYPST, &("#f[".repeat(5_000) + &"]".repeat(5_000)));
    parse(TYPST, &("#f(".repeat(5_000) + &")".repeat(5_000)));
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "*",
    "_",
    "`",
    "```",
    "$",
    "#",
    "#emph[",
    "#quote(block: true)[",
    "#footnote[",
    "#text(lang: \"fr\")[",
    "#set text(lang: \"ru\")\n",
    "#let x = ",
    "#if x ",
    "else ",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    ";",
    "= ",
    "- ",
    "+ ",
    "/ T: ",
    "1. ",
    "<a>",
    "@a",
    "~",
    "--",
    "...",
    "-?",
    "\\",
    "\\u{41}",
    "//",
    "/*",
    "*/",
    "https://a.b",
    "#x.y(",
    "é",
    "性工作者",
    ", ",
    "#table(",
    "#heading[",
];

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(TYPST, FRAGMENTS);
}
