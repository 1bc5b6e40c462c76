//! The table that the build script wrote.

use super::bundle::{Bundle, read};

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The built-in lexicon.
pub fn builtin() -> Bundle {
    read(BYTES)
}
