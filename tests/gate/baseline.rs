//! What is known is hidden while its sentence stays.

use super::*;

fn with_baseline(text: &str) -> tempfile::TempDir {
    let folder = folder(&[("doc.md", text), ("motjuste.toml", "baseline = \"known.toml\"\n")]);
    let written = motjuste(folder.path(), &["baseline", "--lang", "fr", "doc.md"]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    folder
}

#[test]
fn moving_and_wrapping_keep_it_and_editing_opens_it() {
    let folder = with_baseline("# Titre\n\nLes prostituées de cette ville ont ouvert une clinique. Elle est belle.\n");
    assert_eq!(found(folder.path(), &["doc.md"]), [""; 0]);
    write(
        folder.path(),
        "doc.md",
        "# Titre\n\nUn mot d’abord.\n\nLes prostituées de\ncette ville ont\nouvert une clinique. Elle est belle.\n",
    );
    assert_eq!(found(folder.path(), &["doc.md"]), [""; 0], "moved and wrapped");
    write(folder.path(), "doc.md", "Les prostituées de notre ville ont ouvert une clinique.\n");
    assert_eq!(found(folder.path(), &["doc.md"]), ["doc.md:1 prostituées"], "edited");
}

#[test]
fn the_same_sentence_once_more_is_new() {
    let folder = with_baseline(FINDING);
    write(folder.path(), "doc.md", &format!("{FINDING}\n{FINDING}"));
    assert_eq!(found(folder.path(), &["doc.md"]), ["doc.md:3 prostituées"]);
}

#[test]
fn check_says_how_many_are_hidden_and_what_is_stale() {
    let folder = with_baseline(&format!("{FINDING}\nLes prostituées y travaillent.\n"));
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "doc.md"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("2 more in the baseline"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
    write(folder.path(), "doc.md", FINDING);
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "doc.md"]);
    assert_eq!(code(&output), 0);
    assert!(
        stderr(&output).contains("1 finding is no longer there; --prune takes them out")
            && stderr(&output).contains("doc.md: fr/prostituee (1)"),
        "{}",
        stderr(&output)
    );
    let pruned = motjuste(folder.path(), &["check", "--lang", "fr", "--prune", "doc.md"]);
    assert_eq!(code(&pruned), 0, "{}", stderr(&pruned));
    assert_eq!(stderr(&motjuste(folder.path(), &["check", "--lang", "fr", "doc.md"])), "");
    write(folder.path(), "doc.md", "Les prostituées y travaillent.\n");
    assert_eq!(found(folder.path(), &["doc.md"]), ["doc.md:1 prostituées"], "what was pruned is new when it comes back");
}

#[test]
fn a_file_that_is_gone_is_stale_and_one_that_was_not_looked_at_is_not() {
    let folder = folder(&[("a.md", FINDING), ("b.md", FINDING), ("c.md", "Rien.\n")]);
    assert_eq!(code(&motjuste(folder.path(), &["baseline", "--lang", "fr", "."])), 0);
    std::fs::remove_file(folder.path().join("a.md")).unwrap();
    let check =
        |paths: &str| stderr(&motjuste(folder.path(), &["check", "--lang", "fr", "--baseline", "motjuste-baseline.toml", paths]));
    assert_eq!(check("c.md"), "");
    let said = check(".");
    assert!(said.contains("1 finding is") && said.contains("a.md") && !said.contains("b.md"), "{said}");
}

#[test]
fn it_is_the_same_from_any_folder_and_in_a_stable_order() {
    let folder = folder(&[("docs/z.md", FINDING), ("docs/a.md", FINDING), ("motjuste.toml", "baseline = \"known.toml\"\n")]);
    assert_eq!(code(&motjuste(folder.path(), &["baseline", "--lang", "fr", "docs"])), 0);
    let first = std::fs::read_to_string(folder.path().join("known.toml")).unwrap();
    assert!(first.find("docs/a.md").unwrap() < first.find("docs/z.md").unwrap());
    let inside = folder.path().join("docs");
    assert_eq!(found(&inside, &["a.md", "./z.md"]), [""; 0], "from inside a folder");
    assert_eq!(found(&inside, &["../docs/../docs/a.md"]), [""; 0]);
    let again = motjuste(&inside, &["baseline", "--lang", "fr", "--output", "-", "z.md", "a.md"]);
    assert_eq!(stdout(&again), first);
}

#[test]
fn what_is_switched_off_is_not_stale() {
    let folder = with_baseline(FINDING);
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "--pack", "sex-work=off", "doc.md"]);
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_baseline_that_cannot_be_read_stops_the_check() {
    let folder = folder(&[("a.md", FINDING), ("bad.toml", "version = 1\n[files.\"a.md\"]\n\"nonsense\" = 1\n")]);
    for (file, said) in [("none.toml", "motjuste baseline"), ("bad.toml", "\"nonsense\" is no line of a baseline")] {
        let output = motjuste(folder.path(), &["check", "a.md", "--baseline", file]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    assert_eq!(code(&motjuste(folder.path(), &["check", "a.md", "--prune"])), 2);
}
