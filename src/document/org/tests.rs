use crate::document::testing::{hold_fragments, inlines, parse, read_repeated};
use crate::document::{Format, Quoting};

const ORG: Format = Format::Text(&super::FORMAT);

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(ORG, source, expected);
}

#[test]
fn headlines_and_paragraphs() {
    check(
        "#+TITLE: The title\n#+LANGUAGE: fr\n\n* TODO [#A] One :tag:other:\none\ntwo\n** Two\nthree",
        &["# The title", "# One", "one⏎two", "# Two", "three"],
    );
    assert_eq!(parse(ORG, "#+language: es\n").language.map(|l| l.to_string()).as_deref(), Some("es"));
    check("* COMMENT hidden\nprostitute\n** deeper\n* Shown\n", &["# Shown"]);
    check("", &[]);
}

#[test]
fn inline_markup() {
    check("*bold* /it/ _under_ +gone+ a*b a/b =prostitute= ~prostitute~ 2 * 3", &["bold it under gone a*b a/b □ □ 2 * 3"]);
    check(
        "[[https://prostitute.org][the *link*]] [[prostitute]] <https://prostitute.org> $prostitute$ \\(x\\) [cite:@prostitute] <2026-01-01 Thu>",
        &["the link □ □ □ □ □ □"],
    );
    check("prostitu\\eacute{}e \\alpha H_{2}O {{{prostitute(x)}}} @@html:<prostitute>@@x", &["prostituée □ H2O □ x"]);
    let prose = parse(ORG, "*a b* /c/ [[x][d]]");
    assert_eq!(inlines(&prose), ["strong a b", "em c", "a d"]);
}

#[test]
fn blocks() {
    check(
        "#+BEGIN_SRC python\nprostitute\n#+END_SRC\n#+begin_quote\nquoted\n#+end_quote\n: prostitute\n:PROPERTIES:\n:ID: prostitute\n:END:\nend",
        &["> quoted", "end"],
    );
    check("- a\n  b\n- [X] c\n1) d\n- term :: meaning\n", &["a⏎b", "c", "d", "term", "meaning"]);
    check("| a | b c |\n|---+-----|\n| d |     |\n", &["a", "b c", "d"]);
    check("\\begin{equation}\nprostitute\n\\end{equation}\nend\n-----\nSCHEDULED: <2026-01-01>", &["end"]);
    check("#+CAPTION: A caption\n[[file:prostitute.png]]", &["A caption", "□"]);
    check("#+BEGIN_QUOTE\nnever closed", &["never closed"]);
}

#[test]
fn notes_stand_apart() {
    check(
        "A word[fn:1] and[fn:: an /inline/ note] more.\n\n[fn:1] The note\ngoes on.\n",
        &["A word and more.", "an inline note", "The note⏎goes on."],
    );
}

#[test]
fn comments_are_heard() {
    let found: Vec<String> = parse(ORG, "# motjuste: ignore x\ntext\n#not\n").comments.iter().map(|c| c.text.clone()).collect();
    assert_eq!(found, ["motjuste: ignore x"]);
}

#[test]
fn what_cannot_be_written() {
    assert_eq!(ORG.escape("trabajadoras/es sexuales", Quoting::Bare).as_deref(), Some("trabajadoras/es sexuales"));
    assert_eq!(ORG.escape("a *b*", Quoting::Bare), None);
}

#[test]
fn hostile_input_ends_soon() {
    read_repeated(
        ORG,
        &[
            ("*a ", 50_000),
            ("=a ", 50_000),
            ("[[a][", 20_000),
            ("[fn:", 20_000),
            ("[[", 50_000),
            ("<<", 50_000),
            ("$a ", 50_000),
            ("#+BEGIN_SRC\n", 20_000),
            ("#+BEGIN_X\n", 20_000),
            (":a:\n", 20_000),
            ("\\begin{a}\n", 20_000),
            ("|", 50_000),
            ("- ", 50_000),
            ("* COMMENT\n", 20_000),
            ("\\(", 50_000),
        ],
    );
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "*",
    "/",
    "_",
    "+",
    "=",
    "~",
    "[[",
    "][",
    "]]",
    "[fn:1]",
    "[fn:: ",
    "]",
    "<<",
    ">>",
    "<https://a.b>",
    "$",
    "\\(",
    "\\)",
    "\\eacute",
    "{}",
    "^{",
    "_{",
    "}",
    "{{{",
    "}}}",
    "@@",
    "* ",
    "** TODO ",
    " :a:",
    "- ",
    "1. ",
    " :: ",
    "| a | b |\n",
    "#+BEGIN_QUOTE\n",
    "#+END_QUOTE\n",
    "#+BEGIN_SRC\n",
    "#+END_SRC\n",
    "#+LANGUAGE: fr\n",
    "#+TITLE: ",
    "# c\n",
    ": ",
    ":X:\n",
    ":END:\n",
    "\\\\\n",
    "é",
    "性工作者",
    "\t",
];

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(ORG, FRAGMENTS);
}
