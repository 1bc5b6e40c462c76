//! What a writer may rely on in LaTeX, reStructuredText, AsciiDoc, Org, Typst and MDX: the cases of `cases/markup/`, checked and
//! fixed by the program itself.

mod common;

use common::Cases;

const CASES: Cases = Cases("markup");

#[test]
fn what_is_found_and_where() {
    CASES.are_found();
}

#[test]
fn a_fix_changes_the_words_and_no_other_byte() {
    CASES.are_fixed();
}
