//! The parts of the program's `check` module that make the index.

#[path = "../src/check/bundle.rs"]
pub mod bundle;
#[path = "../src/check/filter.rs"]
mod filter;
#[path = "../src/check/index.rs"]
pub mod index;
#[path = "../src/check/tables.rs"]
pub mod tables;
