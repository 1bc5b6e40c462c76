#![no_main]

mod invariants;

use libfuzzer_sys::fuzz_target;
use motjuste::document::Format;

fuzz_target!(|data: &[u8]| invariants::hold(data, Format::MARKDOWN));
