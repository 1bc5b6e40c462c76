//! Compiles the lexicons and rules into one table, so that the program starts in milliseconds: forms generated, stems
//! chosen, entries ready to be read one by one. The same code reads a user's own lexicon when the program runs.

// The program's own modules; what only the program calls is unused here.
#[allow(dead_code, unused_imports)]
mod check;
#[allow(dead_code, unused_imports)]
#[path = "../src/grammar/mod.rs"]
mod grammar;
#[allow(dead_code, unused_imports)]
mod lexicon;
#[allow(dead_code, unused_imports)]
#[path = "../src/text/mod.rs"]
mod text;

use std::path::{Path, PathBuf};

fn main() {
    for folder in [
        "lexicons",
        "rules",
        "build",
        "src/check/bundle.rs",
        "src/check/index.rs",
        "src/check/tables.rs",
        "src/grammar",
        "src/lexicon",
        "src/text",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let mut files = Vec::new();
    for folder in ["lexicons", "rules"] {
        collect(Path::new(folder), &mut files);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let (lexicon, errors) = lexicon::load(&files);
    for error in &errors {
        println!("cargo::warning={error}");
    }
    let bytes = check::bundle::write(&lexicon);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("lexicon.bin"), bytes).expect("OUT_DIR can be written");
}

fn collect(folder: &Path, files: &mut Vec<lexicon::LexiconFile>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            files.push(lexicon::LexiconFile { path: path.display().to_string().replace('\\', "/"), text: text.into() });
        }
    }
}
