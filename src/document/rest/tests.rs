use crate::document::testing::{comments, hold_fragments, inlines, parse, read_repeated};
use crate::document::{Format, Quoting, READ_ONLY, SourceEdit};

const REST: Format = Format::Text(&super::FORMAT);

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(REST, source, expected);
}

#[test]
fn paragraphs_and_titles() {
    check("Title\n=====\n\none\ntwo\n\n====\nOver\n====\n\nSub\n---\nthree", &["# Title", "one⏎two", "# Over", "# Sub", "three"]);
    check("a\n\n----\n\nb", &["a", "b"]);
    check("", &[]);
}

#[test]
fn inline_markup() {
    check("*prosti*\\ tute and **bold** word, 2 * 3 * 4, *not closed", &["prostitute and bold word, 2 * 3 * 4, *not closed"]);
    check(
        "a ``prostitute`` b :code:`prostitute` c `prostitute`:math: d |prostitute| e [#prostitute]_ f",
        &["a □ b □ c □ d □ e f"],
    );
    check(":ref:`the text <prostitute>` and :ref:`prostitute`, :abbr:`NSWP (network)`", &["the text and □, NSWP (network)"]);
    check("`the link <https://prostitute.org>`_ and prostitutes_ and `a phrase`__", &["the link and prostitutes and a phrase"]);
    check("\\*a\\* b\\_", &["*a* b_"]);
    let prose = parse(REST, "*a b* **c** `d <e>`_");
    assert_eq!(inlines(&prose), ["em a b", "strong c", "a d"]);
}

#[test]
fn names_of_targets_are_not_edited() {
    let prose = parse(REST, "see prostitutes_ and prostitutes");
    let quotings: Vec<Quoting> =
        prose.map.pieces().iter().filter(|p| prose.text[p.prose.clone()].contains("prostitutes")).map(|p| p.quoting).collect();
    assert_eq!(quotings, [READ_ONLY, Quoting::Bare]);
}

#[test]
fn lists_definitions_fields() {
    check("- a\n  b\n- c\n\n  d\n\n1. e\n#. f\n   g\n\n* - h\n  - i\n", &["a⏎b", "c", "d", "e", "f⏎g", "h", "i"]);
    check("term\n   meaning\n   more\n\n:field: value\n   more\n", &["term", "meaning⏎more", "value⏎more"]);
    check("A. Smith wrote it\nin a letter.", &["A. Smith wrote it⏎in a letter."]);
    check("| one\n| two\n\nthree", &["one⏎two", "three"]);
}

#[test]
fn quotations() {
    check("he said:\n\n   quoted\n   words\n\nnot", &["he said:", "> quoted⏎words", "not"]);
    check(".. epigraph::\n\n   quoted\n\nnot", &["> quoted", "not"]);
}

#[test]
fn code_is_no_text() {
    check("text::\n\n   prostitute\n\n   prostitute\n\nmore ::\n\n> prostitute\n> prostitute\n\nend", &["text:", "more", "end"]);
    check(".. code-block:: python\n   :caption: A caption\n\n   prostitute\n\nend", &["@ A caption", "end"]);
    check(">>> prostitute\nprostitute\n\nend", &["end"]);
    check(
        ".. math::\n\n   prostitute\n\n.. image:: prostitute.png\n   :alt: the street\n   :width: 3\n\nend",
        &["@ the street", "end"],
    );
    check(".. _prostitute: https://prostitute.org\n.. |prostitute| image:: prostitute.png\n\nend", &["end"]);
}

#[test]
fn directives_with_text() {
    check(".. note:: This is\n   a note.\n\n   More.\n\nend", &["This is⏎a note.", "More.", "end"]);
    check(".. admonition:: The title\n\n   text\n", &["# The title", "text"]);
    check(".. figure:: prostitute.png\n   :alt: alt\n\n   The caption.\n", &["@ alt", "The caption."]);
    check(
        ".. versionadded:: 2.1 Something new.\n\n.. py:function:: prostitute(x)\n\n   What it does.\n",
        &["Something new.", "What it does."],
    );
    check(".. list-table:: Title\n   :header-rows: 1\n\n   * - a\n     - b\n", &["# Title", "a", "b"]);
}

#[test]
fn notes_stand_apart() {
    check(
        "A word [1]_ goes on.\n\n.. [1] The *note*\n   goes on.\n.. [#a] Another.\n",
        &["A word goes on.", "The note⏎goes on.", "Another."],
    );
}

#[test]
fn tables_are_read_only() {
    check(
        "+-----+-----+\n| a b | c   |\n|     | d   |\n+=====+=====+\n| e   | f   |\n+-----+-----+\n\nend",
        &["a b", "c⏎d", "e", "f", "end"],
    );
    check("===  =====\na    b\n===  =====\n性   d e\n     f\n===  =====\n\nend", &["a", "b", "性", "d e⏎f", "end"]);
    let prose = parse(REST, "+---+\n| a |\n+---+\n");
    assert!(prose.map.pieces().iter().all(|p| p.quoting == READ_ONLY));
}

#[test]
fn the_language() {
    let language = |source: &str| parse(REST, source).language.map(|l| l.to_string());
    assert_eq!(language(":lang: fr\n\ntexte").as_deref(), Some("fr"));
    assert_eq!(language(".. meta::\n   :language: es\n").as_deref(), Some("es"));
    check(".. meta::\n   :description lang=fr: texte\n   :keywords: word\n\nend", &["@ {fr}texte", "@ word", "end"]);
}

#[test]
fn comments_are_heard() {
    let source = ".. motjuste: ignore[x] a reason\n\ntext\n\n..\n   two\n   lines\n\n.. three\n";
    let found: Vec<String> = parse(REST, source).comments.iter().map(|c| c.text.clone()).collect();
    assert_eq!(found, ["motjuste: ignore[x] a reason", "two\n   lines", "three"]);
    assert!(comments(source, &parse(REST, source))[0].ends_with("| .. motjuste: ignore[x] a reason"));
}

/// Replaces the first `word` with what belongs to it.
fn replace(source: &str, word: &str, by: &str) -> Option<String> {
    let prose = parse(REST, source);
    let at = prose.text.find(word)?;
    let edit = prose.map.edit(source, &prose.text, at..at + word.len(), by, REST).ok()?;
    let mut edits: Vec<SourceEdit> = prose.map.companions(source, std::slice::from_ref(&edit));
    edits.push(edit);
    edits.sort();
    let mut out = source.to_string();
    for edit in edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    Some(out)
}

#[test]
fn the_line_under_a_title_grows_with_it() {
    assert_eq!(
        replace("On prostitutes\n==============\n", "prostitutes", "sex workers").as_deref(),
        Some("On sex workers\n==============\n")
    );
    assert_eq!(
        replace("Prostitute\n----------\n\nx", "Prostitute", "Sex worker!").as_deref(),
        Some("Sex worker!\n-----------\n\nx")
    );
    assert_eq!(replace("====\nJuan\n====\n", "Juan", "María J.").as_deref(), Some("========\nMaría J.\n========\n"));
    // A sign of Chinese is two columns wide.
    assert_eq!(replace("妓女\n====\n", "妓女", "性工作者").as_deref(), Some("性工作者\n========\n"));
    // A line that is long enough stays.
    assert_eq!(replace("a\n=======\n", "a", "abc").as_deref(), Some("abc\n=======\n"));
    assert_eq!(replace("+---+\n| a |\n+---+\n", "a", "b"), None);
}

#[test]
fn hostile_input_ends_soon() {
    read_repeated(
        REST,
        &[
            ("- ", 20_000),
            ("*a ", 50_000),
            ("`a ", 50_000),
            ("``", 50_000),
            (":a:", 20_000),
            (":a:`", 20_000),
            ("== ==\n", 20_000),
            ("a\n==\n", 20_000),
            (".. a::\n", 20_000),
            (".. [1] ", 20_000),
            ("a_ ", 50_000),
            ("| ", 50_000),
            ("+-+\n|a|\n", 20_000),
            ("a::\n\n", 20_000),
            ("\\ ", 50_000),
            ("[a]_", 20_000),
        ],
    );
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "  ",
    "   ",
    "\t",
    "*",
    "**",
    "`",
    "``",
    "`_",
    "_",
    "__",
    "|",
    ":ref:`",
    ":code:`",
    " <x>`_",
    "[1]_",
    ".. ",
    ".. note:: ",
    ".. code::\n\n",
    ".. [1] ",
    ".. _x: y\n",
    ".. image:: x\n   :alt: ",
    "\n===\n",
    "\n====\n====\n",
    "=== ===\n",
    "+--+--+\n",
    "| a | b |\n",
    "- ",
    "1. ",
    "#. ",
    "(a) ",
    ":f: ",
    "::\n\n",
    ">>> ",
    "\\",
    "\\ ",
    "é",
    "性工作者",
    "term\n  def\n",
    "...",
    "..",
    ".. motjuste: ignore x\n",
    ".. meta::\n   :lang=fr: ",
];

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(REST, FRAGMENTS);
}

#[test]
fn an_item_of_a_list_is_no_title() {
    check("- Venues\n========\nWork\n========\n", &["Venues", "# Work"]);
    check("1. Venues\n=========\nWork", &["# 1. Venues", "Work"]);
}
