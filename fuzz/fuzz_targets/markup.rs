#![no_main]

mod invariants;

use libfuzzer_sys::fuzz_target;
use motjuste::document::Format;
use std::path::Path;

const NAMES: &[&str] = &[
    "a.tex", "a.rst", "a.adoc", "a.org", "a.typ", "a.mdx", "a.rs", "a.js", "a.css", "a.py", "a.sh", "a.sql", "a.lua", "a.el",
];

// The first byte chooses the format.
fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    if let Some(format) = Format::of(Path::new(NAMES[usize::from(*choice) % NAMES.len()])) {
        invariants::hold(rest, format);
    }
});
