//! `motjuste pair` on folders.

use super::*;

/// Two folders: documents of one name, whatever language it says; what has no counterpart is named.
#[test]
fn folders_are_paired_by_their_names() {
    let folder = folder(&[
        ("en/guide.en.md", "# Guide\n\nSex workers met in Lyon.\n"),
        ("fr/guide.fr.md", "# Guide\n\nDes personnes se sont réunies à Lyon.\n"),
        ("en/news/one.md", "Sex work is work.\n"),
        ("fr/news/one.md", "Le travail du sexe est un travail.\n"),
        ("en/only.md", "A text.\n"),
    ]);
    let output = motjuste(folder.path(), &["pair", "en", "fr"]);
    assert!(stdout(&output).contains("fr/guide.fr.md:3:1: warning[fr/term-missing]"), "{}{}", stdout(&output), stderr(&output));
    assert!(!stdout(&output).contains("one.md"), "{}", stdout(&output));
    assert!(stderr(&output).contains("en/only.md: has no counterpart"), "{}", stderr(&output));
    let mixed = motjuste(folder.path(), &["pair", "en", "fr/guide.fr.md"]);
    assert_eq!((code(&mixed), stderr(&mixed).contains("two folders")), (2, true));
}
