use crate::document::testing::{hold_fragments, parse, read_repeated};
use crate::document::{Format, Quoting};
use std::path::Path;

fn format(ending: &str) -> Format {
    Format::of(Path::new(&format!("x.{ending}"))).expect("a format")
}

#[track_caller]
fn check(ending: &str, source: &str, expected: &[&str]) {
    crate::document::testing::check(format(ending), source, expected);
}

#[test]
fn comments_are_read_and_code_is_not() {
    check(
        "rs",
        "//! The module\n//! goes on.\n\n/// One `prostitute` two.\n///\n/// Three.\nfn prostitute<'a>(x: &'a str) -> char { '\"' } // four\nlet s = \"// prostitute\";",
        &["The module⏎goes on.", "One □ two.", "Three.", "four"],
    );
    check(
        "js",
        "/**\n * Text of *one*\n * kind.\n *\n * @param {string} prostitute what it is\n */\nconst a = 'https://prostitute.org'; const b = `\n// prostitute\n`;",
        &["Text of *one*⏎kind.", "what it is"],
    );
    check(
        "py",
        "#!/usr/bin/env python\n# one\n# two\ndef f(x):\n    '''What it does.\n\n    :param prostitute: a word\n    >>> prostitute\n    '''\n    y = \"\"\"prostitute\"\"\"  # three\n",
        &["one⏎two", "What it does.", "a word", "three"],
    );
    check("sh", "x=${#prostitute} # text\necho \"# prostitute\"", &["text"]);
    check("lua", "--[[ one\ntwo ]]\nlocal x = 1 -- three", &["one⏎two", "three"]);
    check("sql", "SELECT 'prostitute' -- text\n/* more */", &["text", "more"]);
    check("el", ";; one\n;; two\n(prostitute)", &["one⏎two"]);
    check("css", "/* one */ a { b: \"/* prostitute */\" }", &["one"]);
}

#[test]
fn what_is_no_prose_in_comments() {
    check("rs", "// Copyright 2026 The Prostitute Authors\n// SPDX-License-Identifier: MIT\n\n// Text.\n", &["Text."]);
    check("rs", "// TODO(prostitute): mend this\n// ```\n// prostitute\n// ```\n// end", &["mend this", "end"]);
}

#[test]
fn directives() {
    let prose = parse(format("rs"), "fn a() {}\n    // motjuste: ignore x\n    // text\n");
    let found: Vec<&str> = prose.comments.iter().map(|c| c.text.as_str()).collect();
    assert_eq!((found.as_slice(), prose.text.as_ref()), (["motjuste: ignore x"].as_slice(), "text"));
}

#[test]
fn a_replacement_does_not_end_its_comment() {
    assert_eq!(format("rs").escape("a */ b", Quoting::Bare), None);
    assert_eq!(format("py").escape("l'une", Quoting::Bare).as_deref(), Some("l'une"));
    assert_eq!(format("py").escape("\"", Quoting::Double), None);
}

#[test]
fn code_is_read_only_when_it_is_named() {
    assert!(!format("py").is_likely(Path::new("x.py")));
    assert!(!Format::endings().contains(&"py"));
}

#[test]
fn hostile_input_ends_soon() {
    for ending in ["rs", "js", "py", "sh", "lua"] {
        read_repeated(
            format(ending),
            &[
                ("/*", 50_000),
                ("// a\n", 20_000),
                ("\"", 50_001),
                ("'", 50_001),
                ("`", 50_001),
                ("\"\"\"", 20_001),
                ("# a\n", 20_000),
                ("--[[", 20_000),
                ("// `", 20_000),
                ("{@", 20_000),
            ],
        );
    }
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "//",
    "/*",
    "*/",
    " * ",
    "///",
    "//!",
    "#",
    "--",
    "--[[",
    "]]",
    ";",
    "\"",
    "'",
    "`",
    "\"\"\"",
    "'''",
    "\\",
    "@param x ",
    ":x: ",
    "TODO(x): ",
    "```\n",
    "é",
    "性工作者",
    "motjuste: ignore x\n",
    "{@",
    "}",
    "Copyright\n",
    "{-",
    "-}",
];

#[test]
fn any_code_keeps_the_promises() {
    for ending in ["rs", "js", "css", "py", "sh", "sql", "lua", "el"] {
        hold_fragments(format(ending), FRAGMENTS);
    }
}
