//! The lexicon and the rules that are built into the program.

use super::load::{Lexicon, LexiconFile, load};
use include_dir::{Dir, include_dir};
use std::sync::OnceLock;

static LEXICONS: Dir = include_dir!("$CARGO_MANIFEST_DIR/lexicons");
static RULES: Dir = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Every built-in file, lexicons first.
pub fn builtin_sources() -> Vec<LexiconFile> {
    let mut files = Vec::new();
    for (root, dir) in [("lexicons", &LEXICONS), ("rules", &RULES)] {
        collect(root, dir, &mut files);
    }
    files
}

fn collect(root: &str, dir: &'static Dir, files: &mut Vec<LexiconFile>) {
    for file in dir.files() {
        if file.path().extension().is_some_and(|e| e == "toml")
            && let Some(text) = file.contents_utf8()
        {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.push(LexiconFile { path: format!("{root}/{path}"), text: text.into() });
        }
    }
    for sub in dir.dirs() {
        collect(root, sub, files);
    }
}

/// The built-in lexicon. Its errors are caught by the tests, so what is left here is what loaded.
pub fn builtin_lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| load(&builtin_sources()).0)
}
