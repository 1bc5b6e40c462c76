use crate::document::testing::{comments, hold_fragments, inlines, parse, read_repeated};
use crate::document::{Format, Quoting, READ_ONLY};

const ASCIIDOC: Format = Format::Text(&super::FORMAT);

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(ASCIIDOC, source, expected);
}

#[test]
fn titles_and_paragraphs() {
    check(
        "= Title\nAda Doe <a@b.org>\nv1.0\n:lang: fr\n\none\ntwo +\nthree\n\n== Two\n\n.A block title\nfour",
        &["# Title", "one⏎two⏎three", "# Two", "A block title", "four"],
    );
    let prose = parse(ASCIIDOC, "= T\n:lang: fr\n");
    assert_eq!(prose.language.map(|l| l.to_string()).as_deref(), Some("fr"));
    let prose = parse(ASCIIDOC, "Prostitutes\n-----------\n\ntext");
    assert_eq!(prose.map.pieces()[0].quoting, READ_ONLY);
    check("", &[]);
}

#[test]
fn inline_markup() {
    check(
        "**prosti**tute, *bold words* and _em_, snake_case_word, 2 * 3 * 4, [.x]#marked#",
        &["prostitute, bold words and em, snake_case_word, 2 * 3 * 4, marked"],
    );
    check("a `prostitute` b +++<b>+++ c {prostitute} d{nbsp}e stem:[prostitute] f", &["a □ b □ c □ d\u{a0}e □ f"]);
    check(
        "link:prostitute.html[the *link*] https://prostitute.org[the site] https://prostitute.org[] <<prostitute,the place>> <<prostitute>>",
        &["the link the site □ the place □"],
    );
    check(
        "\"`quoted`\" and '`x`' E=mc^2^ \\*not bold* ((term)) (((prostitute)))[[prostitute]]x",
        &["“quoted” and ‘x’ E=mc2 *not bold* term x"],
    );
    let prose = parse(ASCIIDOC, "*a b* _c_ link:x[d]");
    assert_eq!(inlines(&prose), ["strong a b", "em c", "a d"]);
}

#[test]
fn blocks() {
    check(
        "----\nprostitute\n----\n\n....\nprostitute\n....\n\n++++\n<prostitute>\n++++\n\n```rust\nprostitute\n```\nend",
        &["end"],
    );
    check("[source,rust]\nprostitute\n\nend\n\n literal prostitute\n\nend", &["end", "end"]);
    check(
        "____\nquoted\n____\n\n[quote,Ada]\nquoted too\n\n> also\n> quoted\n\nnot",
        &["> quoted", "> quoted too", "> also⏎quoted", "not"],
    );
    check("NOTE: a note\n\n====\ninside\n====\n\n[WARNING]\n--\nopen\n--\n", &["a note", "inside", "open"]);
    check("image::prostitute.png[The street,200]\n\nan image:x.png[icon] here", &["@ The street", "an □ here", "@ icon"]);
    check("a\ninclude::prostitute.adoc[]\nb", &["a", "b"]);
}

#[test]
fn lists() {
    check(
        "* a\n** b\n- [x] c\n. d\ne\n+\nf\n\nterm:: meaning\nother::\n  more\n",
        &["a", "b", "c", "d⏎e", "f", "term", "meaning", "other", "more"],
    );
}

#[test]
fn tables() {
    check("|===\n|a |*b*\n\n2+|c\nd\n|===\nend", &["a", "b", "c⏎d", "end"]);
}

#[test]
fn notes_stand_apart() {
    check("A wordfootnote:[The _note_.] goes on.", &["A word goes on.", "The note."]);
    check("A word footnote:[The _note_.] goes on.", &["A word goes on.", "The note."]);
}

#[test]
fn comments_are_heard() {
    let source = "// motjuste: ignore x\ntext\n// two\nmore\n\n////\nthree\n////\n";
    let found: Vec<String> = parse(ASCIIDOC, source).comments.iter().map(|c| c.text.clone()).collect();
    assert_eq!(found, ["motjuste: ignore x", "two", "three"]);
    assert!(comments(source, &parse(ASCIIDOC, source))[0].ends_with("| // motjuste: ignore x"));
    check(source, &["text⏎more"]);
}

#[test]
fn what_cannot_be_written() {
    assert_eq!(ASCIIDOC.escape("travailleur·se·s du sexe", Quoting::Bare).as_deref(), Some("travailleur·se·s du sexe"));
    assert_eq!(ASCIIDOC.escape("a*b", Quoting::Bare), None);
}

#[test]
fn broken_input_is_text() {
    check("----\nnever closed", &["never closed"]);
    check("|===\n|a", &["|===⏎|a"]);
    check("____\nquoted?", &["quoted?"]);
}

#[test]
fn hostile_input_ends_soon() {
    read_repeated(
        ASCIIDOC,
        &[
            ("*a ", 50_000),
            ("**", 50_000),
            ("`a ", 50_000),
            ("+a ", 50_000),
            ("link:a[", 20_000),
            ("footnote:[", 20_000),
            ("<<", 50_000),
            ("[[", 50_000),
            ("((", 50_000),
            ("----\n", 20_001),
            ("____\n", 20_001),
            ("====\na\n", 20_000),
            ("|===\n", 20_001),
            ("{a", 50_000),
            ("a::", 50_000),
            ("* ", 50_000),
            ("// a\n", 50_000),
            ("|===\n|a|===\n", 10_000),
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
    "**",
    "_",
    "__",
    "`",
    "``",
    "+",
    "++",
    " +\n",
    "#",
    "^",
    "~",
    "{x}",
    "{nbsp}",
    "<<",
    ">>",
    "[[",
    "]]",
    "[",
    "]",
    "link:x[",
    "https://a.b[",
    "footnote:[",
    "image:x[",
    "image::x[y]\n",
    "= ",
    "== ",
    "* ",
    ". ",
    "- ",
    "a:: ",
    "----\n",
    "____\n",
    "====\n",
    "|===\n",
    "|",
    "a|",
    "// ",
    "////\n",
    ":lang: fr\n",
    "[quote]\n",
    "[source]\n",
    ".T\n",
    "NOTE: ",
    "\n---\n",
    "\"`",
    "`\"",
    "\\",
    "((",
    "))",
    "> ",
    "include::x[]\n",
    "é",
    "性工作者",
    "\t",
    "--\n",
    "```\n",
];

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(ASCIIDOC, FRAGMENTS);
}
