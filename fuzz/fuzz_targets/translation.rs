#![no_main]

mod invariants;

use libfuzzer_sys::fuzz_target;
use motjuste::document::Format;
use std::path::Path;

const NAMES: &[&str] = &[
    "a.po", "a.xlf", "a.tmx", "a.tbx", "a.srt", "a.vtt", "a.json", "a.yml", "values/a.xml", "a.strings", "a.stringsdict",
    "a.xcstrings", "a.properties", "a.csv",
];

// The first byte chooses the format.
fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    if let Some(format) = Format::of(Path::new(NAMES[usize::from(*choice) % NAMES.len()])) {
        invariants::hold(rest, format);
    }
});
