//! Files that vanish, folders that cannot be written, readers that leave, disks that are full, a user who has had enough.

use super::*;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motjuste"));
    command.args(arguments).current_dir(folder);
    command
}

fn temporary_files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.file_name().to_string_lossy().into_owned());
    names.filter(|n| n.starts_with(".motjuste-")).collect()
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}

#[test]
fn a_file_that_cannot_be_read_is_one_line_and_the_others_are_checked() {
    let folder = folder(&[("a.md", FINDING), ("c.md", FINDING)]);
    std::fs::write(folder.path().join("b.md"), b"caf\xe9").unwrap();
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "a.md", "b.md", "gone.md", "c.md"]);
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output).lines().count(), 2, "{}", stderr(&output));
    assert!(
        stdout(&output).contains("2 findings") && stdout(&output).contains("a.md:1:5") && stdout(&output).contains("c.md:1:5")
    );
}

/// Files that are deleted while the program walks and reads them: said, or not seen, but never a crash or a hang.
#[test]
fn files_that_vanish_while_being_read() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..1500 {
        write(folder.path(), &format!("{n:04}.txt"), FINDING);
    }
    let path = folder.path().to_path_buf();
    let vanish = std::thread::spawn(move || {
        for n in (0..1500).rev() {
            let _ = std::fs::remove_file(path.join(format!("{n:04}.txt")));
        }
    });
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "--format", "json", "."]);
    vanish.join().unwrap();
    assert!((0..=2).contains(&code(&output)), "{}", stderr(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!stderr(&output).contains("panicked"));
    let unread = report["summary"]["unread"].as_u64().unwrap();
    assert_eq!(stderr(&output).lines().filter(|l| l.contains("there is no such file")).count() as u64, unread);
}

#[test]
fn whoever_has_read_enough_gets_no_error() {
    let folder = folder(&[("a.txt", &format!("{FINDING}\n").repeat(1000))]);
    for format in ["text", "json", "jsonl", "github", "sarif", "html"] {
        let mut child = program(folder.path(), &["check", "--lang", "fr", "--format", format, "a.txt"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(!first.is_empty(), "{format}");
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}: {said}");
        assert_eq!(said, "", "{format}");
    }
    // A report into a file is whole although nobody reads standard output.
    let mut child = program(folder.path(), &["check", "--lang", "fr", "--output", "json=r.json", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.wait().unwrap();
    assert!(temporary_files(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn nobody_listens_on_standard_error() {
    use std::os::fd::OwnedFd;
    let folder = tempfile::tempdir().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status =
        program(folder.path(), &["check", "gone.md"]).stdout(Stdio::null()).stderr(OwnedFd::from(writer)).status().unwrap();
    assert_eq!(status.code(), Some(2), "not the status of a panic");
}

/// Who pipes into `head` gets no complaint from a program that writes instead of reporting, either.
#[test]
fn a_fix_that_nobody_reads_to_the_end_says_nothing() {
    let folder = folder(&[("a.fr.txt", &format!("{FINDING}\n").repeat(800)), ("b.fr.txt", &format!("{FINDING}\n").repeat(800))]);
    for arguments in [&["fix", "--diff", "a.fr.txt", "b.fr.txt"][..], &["fix", "-", "--stdin-filename", "a.fr.txt"]] {
        let mut child = program(folder.path(), arguments)
            .stdin(std::fs::File::open(folder.path().join("a.fr.txt")).unwrap())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let folder = folder(&[("a.txt", FINDING)]);
    for arguments in [&["check", "--lang", "fr", "a.txt"][..], &["fix", "--lang", "fr", "-"], &["lexicon", "list"]] {
        let output = program(folder.path(), arguments)
            .stdin(std::fs::File::open(folder.path().join("a.txt")).unwrap())
            .stdout(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap())
            .stderr(Stdio::piped())
            .spawn()
            .and_then(std::process::Child::wait_with_output)
            .unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).starts_with("motjuste: standard output: No space left"), "{}", stderr(&output));
    }
}

#[test]
fn two_reports_do_not_share_a_file() {
    let folder = folder(&[("a.txt", FINDING), ("out/keep", "")]);
    let output = motjuste(folder.path(), &["check", "a.txt", "--output", "json=out/r", "--output", "html=./out/../out/r"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("out/r: named for two reports"), "{}", stderr(&output));
    assert!(temporary_files(&folder.path().join("out")).is_empty());
    let output = motjuste(folder.path(), &["check", "a.txt", "--output", "json=nowhere/r.json"]);
    assert!(stderr(&output).contains("cannot be written: there is no folder nowhere"), "{}", stderr(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn the_owner_of_a_fixed_file_stays() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = folder(&[("a.fr.md", FINDING)]);
    let path = folder.path().join("a.fr.md");
    if chown(&path, Some(4321), Some(4322)).is_err() {
        eprintln!("skipped: only root gives a file to somebody else");
        return;
    }
    assert_eq!(code(&motjuste(folder.path(), &["fix", "a.fr.md"])), 0);
    let metadata = std::fs::metadata(&path).unwrap();
    assert_eq!((metadata.uid(), metadata.gid()), (4321, 4322));
    assert_ne!(std::fs::read_to_string(&path).unwrap(), FINDING);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("fr/a.md", FINDING)]);
    let inside = folder.path().join("fr");
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let refused = |output: &Output, why: &str| {
        assert_eq!(code(output), 2, "{}", stderr(output));
        let said = stderr(output);
        assert!(said.contains("cannot be written") && said.contains("nothing was changed") && said.contains(why), "{said}");
        assert_eq!(std::fs::read_to_string(inside.join("a.md")).unwrap(), FINDING);
        assert!(temporary_files(&inside).is_empty());
    };
    mode(&inside.join("a.md"), 0o444);
    refused(&motjuste(folder.path(), &["fix", "fr"]), "the file is read-only");
    mode(&inside.join("a.md"), 0o666);
    // Root may write in any folder, so this is tried as nobody, with a program that nobody may run.
    if is_root() {
        let copy = folder.path().join("motjuste");
        std::fs::copy(env!("CARGO_BIN_EXE_motjuste"), &copy).unwrap();
        mode(folder.path(), 0o755);
        mode(&inside, 0o755);
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
        match Command::new("setpriv").args(nobody).arg(&copy).args(["fix", "fr"]).current_dir(folder.path()).output() {
            Ok(output) => refused(&output, "nothing may be written in"),
            Err(_) => eprintln!("skipped: there is no setpriv"),
        }
    } else {
        mode(&inside, 0o555);
        let output = motjuste(folder.path(), &["fix", "fr"]);
        mode(&inside, 0o755);
        refused(&output, "nothing may be written in");
    }
}

#[test]
fn two_runs_of_fix_at_once_leave_whole_files() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{FINDING}\n").repeat(40);
    for n in 0..40 {
        write(folder.path(), &format!("fr/{n}.md"), &text);
    }
    write(folder.path(), "one/fr/0.md", &text);
    motjuste(folder.path(), &["fix", "one"]);
    let fixed = std::fs::read_to_string(folder.path().join("one/fr/0.md")).unwrap();
    assert!(fixed.contains("travailleurSEs du sexe") && !fixed.contains("prostituées"));
    let children: Vec<_> = (0..3)
        .map(|_| program(folder.path(), &["fix", "fr"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!([0, 2].contains(&code(&output)), "{}", stderr(&output));
        assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    }
    for n in 0..40 {
        assert_eq!(std::fs::read_to_string(folder.path().join(format!("fr/{n}.md"))).unwrap(), fixed, "{n}");
    }
    assert!(temporary_files(&folder.path().join("fr")).is_empty());
}

/// On a file system of 256 KB that has no room for a second copy. Needs root to mount it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    struct Mounted<'a>(&'a Path);
    impl Drop for Mounted<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0).status();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let mount =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(folder.path()).stderr(Stdio::null()).status();
    if !mount.is_ok_and(|s| s.success()) {
        eprintln!("skipped: a small file system can be mounted by root only");
        return;
    }
    let _mounted = Mounted(folder.path());
    let text = format!("{FINDING}\n").repeat(300) + &"Une phrase tranquille, et encore une autre.\n\n".repeat(4200);
    assert!((190..220).contains(&(text.len() / 1024)), "fits once and not twice");
    let path = folder.path().join("a.fr.md");
    std::fs::write(&path, &text).unwrap();
    let output = motjuste(folder.path(), &["fix", "a.fr.md"]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("nothing was changed"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert!(temporary_files(folder.path()).is_empty());
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "--output", "json=report.json", "a.fr.md"]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(!folder.path().join("report.json").exists(), "no half report");
    assert!(temporary_files(folder.path()).is_empty());
}

/// Ctrl-C at many moments: each file is as it was or as it should be, and nothing is left lying about.
#[cfg(unix)]
#[test]
fn an_interrupted_fix_leaves_whole_files_only() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{FINDING}\n").repeat(30);
    write(folder.path(), "one/fr/0.md", &text);
    motjuste(folder.path(), &["fix", "one"]);
    let fixed = std::fs::read_to_string(folder.path().join("one/fr/0.md")).unwrap();
    for delay in [30, 60, 90, 150, 250] {
        for n in 0..60 {
            write(folder.path(), &format!("fr/{n}.md"), &text);
        }
        let mut child = program(folder.path(), &["fix", "fr"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let before = Instant::now();
        let status = child.wait().unwrap();
        assert!(before.elapsed() < Duration::from_secs(20));
        // On a busy machine the signal may come before the program has begun to listen; then it has touched nothing.
        let not_begun = status.code().is_none();
        assert!(not_begun || matches!(status.code(), Some(130 | 0)), "{status}");
        for n in 0..60 {
            let now = std::fs::read_to_string(folder.path().join(format!("fr/{n}.md"))).unwrap();
            assert!(now == text || now == fixed && !not_begun, "half a file, or one that was written too soon: {n}");
        }
        assert!(temporary_files(&folder.path().join("fr")).is_empty(), "after {delay} ms");
    }
}

/// A report that was begun is gone when the check is interrupted, and one of the last run is as it was.
#[cfg(unix)]
#[test]
fn an_interrupted_check_leaves_no_half_report() {
    let folder = folder(&[("a.fr.txt", &format!("{FINDING}\n").repeat(6000)), ("old.html", "the last run's")]);
    for delay in [20, 60, 120] {
        let mut child =
            program(folder.path(), &["check", "--output", "html=old.html", "--output", "sarif=new.sarif", "a.fr.txt"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        if child.wait().unwrap().code() == Some(1) {
            continue;
        }
        assert_eq!(std::fs::read_to_string(folder.path().join("old.html")).unwrap(), "the last run's");
        assert!(!folder.path().join("new.sarif").exists());
        assert!(temporary_files(folder.path()).is_empty(), "after {delay} ms");
    }
}

#[test]
fn deep_folders_are_walked() {
    let folder = tempfile::tempdir().unwrap();
    let deep: String = "d/".repeat(300);
    write(folder.path(), &format!("{deep}a.md"), FINDING);
    assert_eq!(found(folder.path(), &["."]), [format!("{deep}a.md:1 prostituées")]);
}

/// `cargo test --release --test gate -- --ignored --nocapture`
#[test]
#[ignore = "writes 100,000 files; run by hand"]
fn a_hundred_thousand_files() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..100_000 {
        write(
            folder.path(),
            &format!("{:03}/{n:06}.txt", n / 1000),
            if n % 1000 == 0 { FINDING } else { "Une ligne tranquille.\n" },
        );
    }
    let before = Instant::now();
    let output = motjuste(folder.path(), &["check", "--lang", "fr", "."]);
    eprintln!("100,000 files in {:?}", before.elapsed());
    assert_eq!(code(&output), 1);
    assert!(
        stdout(&output).contains("100 findings") && stdout(&output).contains("100,000 files")
            || stdout(&output).contains("100000 files"),
        "{}",
        stdout(&output)
    );
}
