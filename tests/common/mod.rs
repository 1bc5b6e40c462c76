//! What the tests of files share: a folder of cases with an `expected.toml`, which says what is found in each, and `fixed/`, which
//! holds the files as `fix` leaves them.

#![allow(dead_code)]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of `tests/cases/`.
pub struct Cases(pub &'static str);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// `line:column side severity entry: words`, columns in characters; the side where there are two.
    pub finds: Vec<String>,
    /// `id: source → target`, `□` for what is no text, `¶` between paragraphs. All of them, or none given.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Cases {
    pub fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(self.0)
    }

    pub fn expected(&self) -> BTreeMap<String, Expected> {
        let text = fs::read_to_string(self.folder().join("expected.toml")).expect("expected.toml");
        toml::from_str(&text).unwrap_or_else(|e| panic!("expected.toml: {e}"))
    }

    /// Every file of the cases but what is expected, from the folder on.
    pub fn files(&self) -> Vec<String> {
        fn walk(folder: &Path, all: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).expect("folder").flatten() {
                let path = entry.path();
                if path.is_dir() { walk(&path, all) } else { all.push(path) }
            }
        }
        let mut all = Vec::new();
        walk(&self.folder(), &mut all);
        let mut names: Vec<String> = all
            .iter()
            .map(|p| p.strip_prefix(self.folder()).expect("inside").to_string_lossy().replace('\\', "/"))
            .filter(|p| p != "expected.toml" && !p.starts_with("fixed/"))
            .collect();
        names.sort();
        names
    }

    /// The cases in a folder of their own.
    pub fn copied(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().expect("a folder");
        for name in self.files() {
            let to = copy.path().join(&name);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::copy(self.folder().join(&name), to).expect("a copy");
        }
        copy
    }

    /// Every case is expected, and what is expected is found.
    pub fn are_found(&self) {
        let copy = self.copied();
        let found = findings(copy.path());
        let expected = self.expected();
        assert_eq!(
            self.files(),
            expected.keys().cloned().collect::<Vec<_>>(),
            "every case is expected, every expectation has a case"
        );
        // All files at once: one mistake of a reader shows in several.
        let mut wrong = Vec::new();
        for (name, expected) in &expected {
            let found = found.get(name).cloned().unwrap_or_default();
            wrong.extend(expected.finds.iter().filter(|f| !found.contains(f)).map(|f| format!("{name}: not found: {f}")));
            wrong.extend(found.iter().filter(|f| !expected.finds.contains(f)).map(|f| format!("{name}: not expected: {f}")));
            if wrong.is_empty() && found != expected.finds {
                wrong.push(format!("{name}: in another order: {found:#?}"));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    /// `fix` leaves what `fixed/` holds, and has nothing to do the second time.
    pub fn are_fixed(&self) {
        let copy = self.copied();
        run(&["fix", "."], copy.path());
        let mut wrong = Vec::new();
        for name in self.files() {
            let fixed = fs::read(copy.path().join(&name)).expect("a file");
            let wanted = fs::read(self.folder().join("fixed").join(&name)).unwrap_or_else(|e| panic!("fixed/{name}: {e}"));
            let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let (is, should) = (show(&fixed), show(&wanted));
            let lines = is.lines().zip(should.lines()).filter(|(a, b)| a != b);
            wrong.extend(lines.map(|(a, b)| format!("{name}: is\n    {a}\nand should be\n    {b}")));
            if wrong.is_empty() && fixed != wanted {
                wrong.push(format!("{name}: other lines, or other bytes\n{is}"));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        // The second time there is nothing to do, and no file is touched.
        let before: Vec<_> =
            self.files().iter().map(|n| fs::metadata(copy.path().join(n)).and_then(|m| m.modified()).ok()).collect();
        run(&["fix", "."], copy.path());
        let after: Vec<_> =
            self.files().iter().map(|n| fs::metadata(copy.path().join(n)).and_then(|m| m.modified()).ok()).collect();
        assert_eq!(before, after);
    }
}

/// Runs the program in a folder; gives what it wrote to standard output.
pub fn run(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_motjuste")).args(arguments).current_dir(folder).output().expect("motjuste");
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

pub fn findings(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in run(&["check", "--format", "jsonl", "."], folder).lines() {
        let item: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| item[key].as_str().unwrap_or_default();
        let path = text("path").trim_start_matches("./").to_string();
        if item["type"] == "finding" {
            let side = if text("side").is_empty() { String::new() } else { format!("{} ", text("side")) };
            let (start, words) = (&item["start"], text("text").replace('\n', "⏎"));
            found.entry(path).or_default().push(format!(
                "{}:{} {side}{} {}: {words}",
                start["line"],
                start["column"],
                text("severity"),
                text("entry"),
            ));
        } else if !path.is_empty() {
            found.entry(path).or_default().push(format!("{} {}", item["start"]["line"], text("kind")));
        }
    }
    found
}
