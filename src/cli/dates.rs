//! When a document was written: what it says itself (front matter, `<meta>`, the beginning of its name), then what git knows,
//! then when the file was changed.

use super::changed::{git, path_of};
use super::files::Input;
use super::review::iso;
use crate::report::terms::Date;
use clap::ValueEnum;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Which commit dates a document that says no date itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GitDate {
    /// The one that brought the file, under whatever name
    Added,
    /// The last one that changed it
    Changed,
}

/// What git knows of the files of the repositories that were met.
#[derive(Debug)]
pub struct Dates {
    /// By folder that was asked for: the repository's root, with dates by path from there; nothing where there is none.
    repositories: HashMap<PathBuf, Option<Repository>>,
}

#[derive(Debug)]
struct Repository {
    root: PathBuf,
    dates: HashMap<PathBuf, Date>,
}

impl Dates {
    /// Asks git about the folders that the inputs lie in: once for each path of the command line.
    pub fn new(which: GitDate, paths: &[PathBuf]) -> Dates {
        let mut repositories = HashMap::new();
        for path in paths.iter().filter(|p| p.as_os_str() != "-") {
            let Ok(path) = path.canonicalize() else { continue };
            let folder = if path.is_dir() { path.clone() } else { path.parent().map(Path::to_path_buf).unwrap_or_default() };
            repositories.entry(folder.clone()).or_insert_with(|| Repository::ask(&folder, which));
        }
        Dates { repositories }
    }

    /// The date of a document. `text`: the document as it was read; empty where it is no text.
    pub fn of(&self, input: &Input, text: &str) -> Option<Date> {
        let Input::File(path) = input else { return said(text) };
        said(text).or_else(|| named(path)).or_else(|| self.committed(path)).or_else(|| modified(path))
    }

    fn committed(&self, path: &Path) -> Option<Date> {
        let path = path.canonicalize().ok()?;
        let known = path.ancestors().find_map(|folder| self.repositories.get(folder))?.as_ref()?;
        known.dates.get(path.strip_prefix(&known.root).ok()?).copied()
    }
}

impl Repository {
    fn ask(folder: &Path, which: GitDate) -> Option<Repository> {
        let top = git(folder, ["rev-parse", "--show-toplevel"]).ok()?;
        let root = path_of(top.trim_ascii_end()).canonicalize().ok()?;
        let inside = folder.strip_prefix(&root).ok()?;
        let inside = if inside.as_os_str().is_empty() { OsStr::new(".") } else { inside.as_os_str() };
        let fixed = ["-c", "core.quotePath=false", "log", "--format=%x01%as", "-z", "--name-status", "-M", "--"];
        let log = git(&root, fixed.iter().map(OsStr::new).chain([inside])).ok()?;
        Some(Repository { root, dates: dates(&log, which) })
    }
}

/// Reads `git log --format=%x01%as -z --name-status -M`, newest first.
fn dates(log: &[u8], which: GitDate) -> HashMap<PathBuf, Date> {
    let mut dates: HashMap<PathBuf, Date> = HashMap::new();
    // What a file of long ago is called now.
    let mut now: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut date = None;
    let mut tokens = log.split(|b| *b == 0);
    while let Some(token) = tokens.next() {
        let token = token.trim_ascii();
        if let Some(said) = token.strip_prefix(b"\x01") {
            date = std::str::from_utf8(said).ok().and_then(Date::parse);
            continue;
        }
        let Some(kind) = token.first() else { continue };
        let Some(mut path) = tokens.next().map(path_of) else { break };
        if matches!(kind, b'R' | b'C') {
            let Some(new) = tokens.next().map(path_of) else { break };
            let name = now.get(&new).cloned().unwrap_or_else(|| new.clone());
            if *kind == b'R' {
                now.insert(path, name.clone());
            }
            path = name;
        } else if let Some(name) = now.get(&path) {
            path = name.clone();
        }
        let Some(date) = date.filter(|_| *kind != b'D') else { continue };
        match which {
            GitDate::Added => drop(dates.insert(path, date)),
            GitDate::Changed => drop(dates.entry(path).or_insert(date)),
        }
    }
    dates
}

/// How much of a document is looked at for its date, in bytes.
const HEAD: usize = 16 * 1024;

/// The date in the front matter (YAML or TOML), or in a `<meta>` of HTML.
fn said(text: &str) -> Option<Date> {
    let end = (0..=HEAD.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
    let head = &text[..end];
    let mut lines = head.lines();
    let fence = lines.next().map(str::trim_end).filter(|l| matches!(*l, "---" | "+++"));
    if let Some(fence) = fence {
        for line in lines.take_while(|l| l.trim_end() != fence && l.trim_end() != "...") {
            let Some((key, value)) = line.split_once(if fence == "---" { ':' } else { '=' }) else { continue };
            if ["date", "published", "publishdate", "pubdate", "publication_date"]
                .contains(&key.trim_end().to_lowercase().as_str())
            {
                return Date::parse(value.trim().trim_matches(['"', '\'']));
            }
        }
        return None;
    }
    let lower = head.to_ascii_lowercase();
    let names = ["article:published_time", "datepublished", "dcterms.date", "dcterms.issued", "dc.date", "\"date\""];
    let tags = lower.split("<meta").skip(1).filter_map(|t| t.split('>').next());
    tags.filter(|t| names.iter().any(|n| t.contains(n))).find_map(|t| {
        let value = t.split_once("content=")?.1.trim_start_matches(['"', '\'']);
        Date::parse(value)
    })
}

/// `2021-03-04-title.md`, as blogs name their files.
fn named(path: &Path) -> Option<Date> {
    let name = path.file_name()?.to_str()?;
    Date::parse(name).filter(|d| d.day > 0)
}

fn modified(path: &Path) -> Option<Date> {
    let seconds = std::fs::metadata(path).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_secs();
    Date::parse(&iso(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect(text)
    }

    #[test]
    fn a_document_says_its_date() {
        for (text, expected) in [
            ("---\ntitle: x\ndate: 2019-05-04 # about\n---\n", Some("2019-05-04")),
            ("---\ndate: \"2019-05-04T10:00:00Z\"\n---\n", Some("2019-05-04")),
            ("+++\npublishDate = 2020-01-31\n+++\n", Some("2020-01-31")),
            ("---\nupdates: 2019-05-04\n---\ndate: 2018-01-01\n", None),
            ("<head><meta name=\"date\" content=\"2016-12-01\"></head>", Some("2016-12-01")),
            ("<meta content='2017-02-03T00:00' property='article:published_time'>", Some("2017-02-03")),
            ("In 2015 sex workers met.", None),
        ] {
            assert_eq!(said(text), expected.map(date), "{text}");
        }
        assert_eq!(named(Path::new("posts/2014-07-09-news.md")), Some(date("2014-07-09")));
        assert_eq!(named(Path::new("2014 report.md")), None, "a year in a title may be what the text is about");
    }

    #[test]
    fn a_renamed_file_keeps_the_day_on_which_it_came() {
        let log = b"\x012022-03-01\0\nM\0new.md\0\x012021-02-01\0\nR090\0old.md\0new.md\0D\0gone.md\0\x012020-01-01\0\nA\0old.md\0A\0gone.md\0";
        let (added, changed) = (dates(log, GitDate::Added), dates(log, GitDate::Changed));
        assert_eq!(added.get(Path::new("new.md")), Some(&date("2020-01-01")));
        assert_eq!(changed.get(Path::new("new.md")), Some(&date("2022-03-01")));
    }
}
