//! `--since` and `--staged`, in real repositories.

use super::*;
use std::process::Stdio;

fn git(folder: &Path, arguments: &[&str]) {
    git_on("2026-01-01", folder, arguments);
}

/// `day`: of the commit.
pub fn git_on(day: &str, folder: &Path, arguments: &[&str]) {
    let date = format!("{day}T12:00:00Z");
    let fixed = [
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ];
    let mut command = Command::new("git");
    command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
    let status = command.args(fixed).args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|s| s.success()), "git {arguments:?}");
}

pub fn there_is_no_git() -> bool {
    let none = Command::new("git").arg("--version").output().is_err();
    if none {
        eprintln!("skipped: there is no git here");
    }
    none
}

pub fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(files);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    folder
}

#[test]
fn only_new_lines_count() {
    if there_is_no_git() {
        return;
    }
    let folder = repository(&[("old.md", FINDING), ("docs/été 1.md", FINDING)]);
    let path = folder.path();
    assert_eq!(found(path, &["--since", "HEAD", "."]), [""; 0]);
    write(path, "docs/été 1.md", &format!("Un début.\r\n\r\n{FINDING}\nLes prostituées y\ntravaillent.\n"));
    write(path, "new.md", FINDING);
    assert_eq!(found(path, &["--since", "HEAD", "."]), ["docs/été 1.md:5 prostituées", "new.md:1 prostituées"]);
    // From a folder of the repository, too.
    assert_eq!(found(&path.join("docs"), &["--since", "HEAD", "."]), ["été 1.md:5 prostituées"]);
}

#[test]
fn a_finding_that_touches_a_new_line_counts() {
    if there_is_no_git() {
        return;
    }
    let folder = repository(&[("a.md", "Nous parlons des travailleuses\ndu sexe et de la ville.\n")]);
    write(folder.path(), "a.md", "Nous parlons des personnes\nprostituées et de la ville.\n");
    git(folder.path(), &["commit", "-q", "-am", "second"]);
    write(folder.path(), "a.md", "Nous parlons des personnes\nprostituées et de notre ville.\n");
    assert_eq!(
        found(folder.path(), &["--since", "HEAD", "a.md"]),
        ["a.md:1 personnes\nprostituées"],
        "begins on an old line, ends on a new one"
    );
}

#[test]
fn renames_are_followed() {
    if there_is_no_git() {
        return;
    }
    let text: String = (0..20).map(|n| format!("Ligne {n}.\n\n")).collect();
    let folder = repository(&[("before.md", &format!("{FINDING}\n{text}"))]);
    git(folder.path(), &["mv", "before.md", "after.md"]);
    assert_eq!(found(folder.path(), &["--since", "HEAD", "."]), [""; 0]);
    write(folder.path(), "after.md", &format!("{FINDING}\n{text}{FINDING}"));
    git(folder.path(), &["add", "-A"]);
    assert_eq!(found(folder.path(), &["--since", "HEAD", "."]), ["after.md:43 prostituées"]);
}

#[test]
fn what_the_other_branch_did_is_not_ours() {
    if there_is_no_git() {
        return;
    }
    let folder = repository(&[("a.md", &format!("{FINDING}\nFin.\n"))]);
    let path = folder.path();
    git(path, &["checkout", "-q", "-b", "ours"]);
    write(path, "b.md", "Rien.\n");
    git(path, &["add", "-A"]);
    git(path, &["commit", "-q", "-m", "ours"]);
    git(path, &["checkout", "-q", "main"]);
    write(path, "a.md", "Fin.\n");
    git(path, &["commit", "-q", "-am", "main takes it out"]);
    git(path, &["checkout", "-q", "ours"]);
    assert_eq!(found(path, &["--since", "main", "."]), [""; 0], "the line is old here; it only is not on main any more");
}

#[test]
fn staged_lines_are_read_as_they_are_staged() {
    if there_is_no_git() {
        return;
    }
    let folder = repository(&[("a.md", "Début.\n"), ("b.md", FINDING)]);
    let path = folder.path();
    write(path, "a.md", &format!("Début.\n\n{FINDING}"));
    assert_eq!(found(path, &["--staged", "."]), [""; 0], "nothing is staged");
    git(path, &["add", "a.md"]);
    assert_eq!(found(path, &["--staged", "."]), ["a.md:3 prostituées"]);
    // Edited further without staging: what would be committed counts.
    write(path, "a.md", "Une autre ligne.\n\nEt encore une.\n\nDébut.\n");
    assert_eq!(found(path, &["--staged", "."]), ["a.md:3 prostituées"]);
}

#[test]
fn without_a_repository_or_a_revision_there_is_a_clear_error() {
    if there_is_no_git() {
        return;
    }
    let plain = folder(&[("a.md", FINDING)]);
    let said = |folder: &Path, arguments: &[&str]| {
        let output = motjuste(folder, arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        stderr(&output)
    };
    let none = said(plain.path(), &["check", "--since", "HEAD", "a.md"]);
    assert!(none.contains("--since needs a git repository"), "{none}");
    assert!(said(plain.path(), &["check", "--staged", "a.md"]).contains("--staged needs a git repository"));
    let repository = repository(&[("a.md", FINDING)]);
    for revision in ["no-such-branch", "--output=x"] {
        let since = format!("--since={revision}");
        let text = said(repository.path(), &["check", &since, "a.md"]);
        assert!(text.contains(&format!("\"{revision}\" is no revision")), "{text}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_motjuste"))
        .args(["check", "--since", "HEAD", "a.md"])
        .current_dir(repository.path())
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("there is no git here"), "{}", stderr(&output));
}
