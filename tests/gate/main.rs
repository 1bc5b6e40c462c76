//! motjuste before a publication: reports, baselines, what git says is new, and where it is run. The real program is called.

mod baseline;
mod changed;
mod containers;
mod faults;
#[cfg(unix)]
mod integrations;
mod pair;
mod pdf;
mod reports;
mod terms;

use std::path::Path;
use std::process::{Command, Output};

/// A sentence with one finding, of severity error.
pub const FINDING: &str = "Les prostituées de cette ville ont ouvert une clinique.\n";

/// The program, in a folder.
pub fn motjuste(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_motjuste")).args(arguments).current_dir(folder).output().expect("the program starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// A folder with files in it.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).expect("a folder can be made");
    }
    std::fs::write(path, text).expect("a file can be written");
}

/// The findings of a run as JSON: path, entry and line of each.
pub fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--format", "json", "--lang", "fr"];
    all.extend(arguments);
    let output = motjuste(folder, &all);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", stderr(&output)));
    let files = report["files"].as_array().cloned().unwrap_or_default();
    let findings = |f: &serde_json::Value| f["findings"].as_array().cloned().unwrap_or_default();
    files
        .iter()
        .flat_map(|f| {
            findings(f)
                .into_iter()
                .map(|i| format!("{}:{} {}", f["path"].as_str().unwrap(), i["start"]["line"], i["text"].as_str().unwrap()))
        })
        .collect()
}
