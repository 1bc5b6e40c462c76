//! `--since REV` and `--staged`: which lines are new, as git says.
//!
//! `git diff -U0` is read and nothing is computed here, so that what counts as new is what the user sees in a review. Renames
//! are followed: a moved file has no new lines but those that were edited.

use super::Failure;
use super::files::Input;
use crate::report::FileReport;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug, Clone, Copy)]
pub enum Since<'a> {
    Revision(&'a str),
    Staged,
}

/// New lines by file.
#[derive(Debug)]
pub struct Changed {
    /// The repository's folder, without links.
    root: PathBuf,
    staged: bool,
    /// By path from the repository's folder on.
    files: HashMap<PathBuf, Lines>,
}

#[derive(Debug, PartialEq, Eq)]
enum Lines {
    /// A file that git does not know yet, or that it cannot compare by lines.
    All,
    /// From 1; lines end with LF, as git counts them.
    Some(Vec<RangeInclusive<usize>>),
}

impl Changed {
    /// Asks git about the repository that `near` lies in.
    ///
    /// # Errors
    /// There is no git, no repository, or no such revision.
    pub fn ask(since: Since, near: &Path) -> Result<Changed, Failure> {
        let folder =
            if near.is_dir() { near } else { near.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")) };
        let option = if matches!(since, Since::Staged) { "--staged" } else { "--since" };
        let top = git(folder, ["rev-parse", "--show-toplevel"]).map_err(|e| match e {
            GitError::Missing => Failure::Message(format!(
                "{option} asks git what is new, and there is no git here; install it, or check without {option}"
            )),
            GitError::Said(_) => {
                Failure::Message(format!("{option} needs a git repository, and {} is in none", folder.display()))
            }
        })?;
        let top = String::from_utf8_lossy(&top);
        let root = Path::new(top.trim_end_matches(['\r', '\n'])).canonicalize()?;
        let said = |e: GitError| Failure::Message(format!("git: {e}"));
        let mut arguments: Vec<String> = [
            "-c",
            "core.quotePath=false",
            "diff",
            "-U0",
            "-M",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules",
            "--src-prefix=a/",
            "--dst-prefix=b/",
        ]
        .map(String::from)
        .to_vec();
        match since {
            Since::Staged => arguments.push("--cached".into()),
            Since::Revision(revision) => {
                // "--" and "-x" are options to git, not revisions.
                let unknown = || {
                    Failure::Message(format!(
                        "\"{revision}\" is no revision of this repository; in CI, fetch the history first (fetch-depth: 0, or GIT_DEPTH: 0)"
                    ))
                };
                if revision.starts_with('-') {
                    return Err(unknown());
                }
                git(&root, ["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]).map_err(|_| unknown())?;
                // What the other branch did meanwhile is nobody's here; a shallow clone may not know where they parted.
                let base =
                    git(&root, ["merge-base", revision, "HEAD"]).ok().map(|b| String::from_utf8_lossy(&b).trim().to_string());
                arguments.push(base.filter(|b| !b.is_empty()).unwrap_or_else(|| revision.to_string()));
            }
        }
        arguments.push("--".into());
        let diff = git(&root, arguments.iter().map(String::as_str)).map_err(said)?;
        let mut files = parse(&diff);
        if let Since::Revision(_) = since {
            let new = git(&root, ["ls-files", "--others", "--exclude-standard", "-z"]).map_err(said)?;
            files.extend(new.split(|b| *b == 0).filter(|p| !p.is_empty()).map(|p| (path_of(p), Lines::All)));
        }
        Ok(Changed { root, staged: matches!(since, Since::Staged), files })
    }

    fn lines(&self, path: &Path) -> Option<&Lines> {
        self.files.get(path.canonicalize().ok()?.strip_prefix(&self.root).ok()?)
    }

    /// Whether a file has new lines.
    pub fn touches(&self, path: &Path) -> bool {
        self.lines(path).is_some()
    }

    /// Leaves the findings that touch a new line.
    pub fn retain_new(&self, path: &Path, file: &mut FileReport) {
        let Some(Lines::Some(ranges)) = self.lines(path) else { return };
        // Git knows LF only, whatever other line ends a text has.
        let starts: Vec<usize> = file.source.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1).collect();
        let line = |byte: usize| starts.partition_point(|s| *s <= byte) + 1;
        file.retain(|finding, _| {
            let range = finding.span.range();
            let (first, last) = (line(range.start), line(range.end.saturating_sub(1).max(range.start)));
            let at = ranges.partition_point(|r| *r.end() < first);
            ranges.get(at).is_some_and(|r| *r.start() <= last)
        });
    }

    /// The staged content of files that have been edited further since they were staged.
    ///
    /// # Errors
    /// Git cannot give it.
    pub fn staged_content(&self, inputs: &[Input]) -> Result<HashMap<PathBuf, Vec<u8>>, Failure> {
        let mut content = HashMap::new();
        if !self.staged {
            return Ok(content);
        }
        let failed = |e: GitError| Failure::Message(format!("git: {e}"));
        let edited = git(&self.root, ["diff", "--name-only", "--ignore-submodules", "-z"]).map_err(failed)?;
        let edited: Vec<PathBuf> = edited.split(|b| *b == 0).filter(|p| !p.is_empty()).map(path_of).collect();
        for input in inputs {
            let Input::File(path) = input else { continue };
            let Some(inside) = path.canonicalize().ok().and_then(|p| p.strip_prefix(&self.root).ok().map(Path::to_path_buf))
            else {
                continue;
            };
            if edited.contains(&inside) {
                let mut object = std::ffi::OsString::from(":");
                object.push(&inside);
                content.insert(
                    path.clone(),
                    git(&self.root, [OsStr::new("cat-file"), OsStr::new("--filters"), &object]).map_err(failed)?,
                );
            }
        }
        Ok(content)
    }
}

#[derive(Debug, thiserror::Error)]
pub(super) enum GitError {
    #[error("there is no git here")]
    Missing,
    #[error("{0}")]
    Said(String),
}

pub(super) fn git<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> Result<Vec<u8>, GitError> {
    let done = Command::new("git").arg("-C").arg(folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").output();
    let done = done
        .map_err(|e| if e.kind() == std::io::ErrorKind::NotFound { GitError::Missing } else { GitError::Said(e.to_string()) })?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(GitError::Said(said.lines().next().unwrap_or("failed without a word").trim_start_matches("fatal: ").to_string()))
}

#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Reads `git diff -U0` (git-diff(1), "Generating patch text with -p").
fn parse(diff: &[u8]) -> HashMap<PathBuf, Lines> {
    let mut files = HashMap::new();
    // Binary files have no "+++" line; their name is taken from the header, where it stands twice.
    let mut current: Option<PathBuf> = None;
    // Lines of a hunk may look like anything; they are counted, not looked at.
    let mut skip = 0usize;
    for line in diff.split(|b| *b == b'\n') {
        if skip > 0 && !line.starts_with(b"\\") {
            skip -= 1;
        } else if let Some(header) = line.strip_prefix(b"diff --git ") {
            current = header_name(header);
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            // A name with a space in it is followed by a tab.
            let name = name.strip_suffix(b"\t").unwrap_or(name);
            current = (name != b"/dev/null").then(|| in_repository(&unquoted(name)));
        } else if line.starts_with(b"Binary files ") {
            files.extend(current.take().map(|path| (path, Lines::All)));
        } else if let Some(hunk) = line.strip_prefix(b"@@ -") {
            let text = String::from_utf8_lossy(hunk);
            let mut words = text.split(' ');
            let (old, new) = (words.next().and_then(range), words.next().and_then(|w| range(w.strip_prefix('+')?)));
            let (Some((_, removed)), Some((start, added))) = (old, new) else { continue };
            skip = removed + added;
            if let Some(path) = &current
                && let Lines::Some(ranges) = files.entry(path.clone()).or_insert_with(|| Lines::Some(Vec::new()))
                && added > 0
            {
                ranges.push(start..=start + added - 1);
            }
        }
    }
    // Where lines were only taken out there is nothing new to read.
    files.retain(|_, lines| *lines != Lines::Some(Vec::new()));
    files
}

/// "3,2" and "3".
fn range(text: &str) -> Option<(usize, usize)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

fn in_repository(name: &[u8]) -> PathBuf {
    path_of(name.strip_prefix(b"b/").unwrap_or(name))
}

/// The new name in "a/x b/x"; both are the same where there was no rename, and a renamed binary file has a "+++" line or none
/// at all.
fn header_name(header: &[u8]) -> Option<PathBuf> {
    if header.ends_with(b"\"") {
        let at = header.windows(3).rposition(|w| w == b" \"b")?;
        return Some(in_repository(&unquoted(&header[at + 1..])));
    }
    let at = header.windows(3).rposition(|w| w == b" b/")?;
    let half = header.len() / 2;
    let at = if header.get(half) == Some(&b' ') { half } else { at };
    Some(in_repository(&header[at + 1..]))
}

/// A name as git quotes it where it has signs in it (git-config(1), core.quotePath).
fn unquoted(name: &[u8]) -> Vec<u8> {
    let Some(inner) = name.strip_prefix(b"\"").and_then(|n| n.strip_suffix(b"\"")) else { return name.to_vec() };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(b) = bytes.next() {
        if b != b'\\' {
            out.push(b);
            continue;
        }
        match bytes.next() {
            Some(d @ b'0'..=b'7') => {
                let mut value = u32::from(d - b'0');
                for _ in 0..2 {
                    if let Some(d) = bytes.next_if(|d| (b'0'..=b'7').contains(d)) {
                        value = value * 8 + u32::from(d - b'0');
                    }
                }
                out.push(value as u8);
            }
            Some(b'a') => out.push(7),
            Some(b'b') => out.push(8),
            Some(b't') => out.push(b'\t'),
            Some(b'n') => out.push(b'\n'),
            Some(b'v') => out.push(11),
            Some(b'f') => out.push(12),
            Some(b'r') => out.push(b'\r'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_read_by_its_counts() {
        let diff = b"diff --git a/x.md b/x.md\nindex 1..2 100644\n--- a/x.md\n+++ b/x.md\n@@ -1 +1,2 @@ head\n-old\n+@@ -9 +9 @@\n++++ b/evil.md\n\
            @@ -7,2 +8,0 @@\n-a\n-b\n\\ No newline at end of file\n@@ -20,0 +19,3 @@\n+a\n+b\n+c\n\
            diff --git \"a/a\\tb.md\" \"b/a\\tb.md\"\nBinary files \"a/a\\tb.md\" and \"b/a\\tb.md\" differ\n\
            diff --git a/was.md b/is.md\nsimilarity index 100%\nrename from was.md\nrename to is.md\n\
            diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\
            diff --git a/n o.md b/n o.md\n--- a/n o.md\t\n+++ b/n o.md\t\n@@ -0,0 +1 @@\n+x\n\
            diff --git a/p.png b/p.png\nBinary files a/p.png and b/p.png differ\n";
        let files = parse(diff);
        assert_eq!(files.get(Path::new("x.md")), Some(&Lines::Some(vec![1..=2, 19..=21])));
        assert_eq!(files.get(Path::new("a\tb.md")), Some(&Lines::All));
        assert!(!files.contains_key(Path::new("is.md")), "a file that only moved has no new lines");
        assert_eq!(files.get(Path::new("n o.md")), Some(&Lines::Some(vec![1..=1])));
        assert_eq!(files.get(Path::new("p.png")), Some(&Lines::All));
        assert!(!files.contains_key(Path::new("gone.md")) && !files.contains_key(Path::new("evil.md")));
    }

    #[test]
    fn quoted_names() {
        assert_eq!(unquoted(b"\"b/\\303\\251\\\"x\\n.md\""), "b/é\"x\n.md".as_bytes());
        assert_eq!(unquoted(b"b/plain.md"), b"b/plain.md");
    }
}
