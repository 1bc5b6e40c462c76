//! `motjuste terms`: what a body of text says over time, in a real repository.

use super::changed::{git_on, repository, there_is_no_git};
use super::*;

fn counts(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["terms", "--format", "csv"];
    all.extend(arguments);
    let output = motjuste(folder, &all);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    stdout(&output).lines().skip(1).map(String::from).collect()
}

/// Front matter first, then the day on which git got the file, whatever it is called now.
#[test]
fn words_are_counted_by_when_they_were_written() {
    if there_is_no_git() {
        return;
    }
    let folder = repository(&[(
        "old.en.md",
        "---\ndate: 2012-03-01\n---\nProstitutes met. The prostitute spoke of \"prostitutes\" as the law has it.\n",
    )]);
    let path = folder.path();
    write(path, "new.en.md", "Sex workers met, and a sex worker spoke at the Global Network of Sex Work Projects.\n");
    git_on("2020-05-06", path, &["add", "-A"]);
    git_on("2020-05-06", path, &["commit", "-q", "-m", "second"]);
    git_on("2023-01-01", path, &["mv", "new.en.md", "renamed.en.md"]);
    git_on("2023-01-01", path, &["commit", "-q", "-m", "third"]);
    let found = counts(path, &["--concept", "sex-worker", "."]);
    assert_eq!(
        found,
        [
            "sex-worker,en,2012,1,avoided,use,prostitute,2",
            "sex-worker,en,2012,1,avoided,held,prostitute,1",
            "sex-worker,en,2020,1,preferred,use,sex worker,2",
        ]
    );
    assert!(counts(path, &["--git-date", "changed", "--by", "month", "."]).iter().any(|l| l.contains(",2023-01,")));
    let text = stdout(&motjuste(path, &["terms", "--concept", "sex-worker", "."]));
    assert!(text.contains("2016") && text.contains("100 %"), "{text}");
}

/// What is written goes where it was asked for, and a concept that does not exist is no empty table.
#[test]
fn wrong_use_is_told() {
    let folder = folder(&[("a.en.md", "Sex workers met.\n")]);
    let unknown = motjuste(folder.path(), &["terms", "--concept", "sexwork", "."]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("sex-work,"), "{}", stderr(&unknown));
    let page = motjuste(folder.path(), &["terms", "--format", "html", "-o", "page.html", "--locale", "ru", "."]);
    assert_eq!((code(&page), stdout(&page).as_str()), (0, ""));
    let html = std::fs::read_to_string(folder.path().join("page.html")).expect("the page is there");
    assert!(html.contains("<html lang=\"ru\">") && html.contains("Что говорят эти тексты"), "{html}");
}
