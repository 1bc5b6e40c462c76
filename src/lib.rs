//! Terminology guidance on sex work for Chinese, English, French, Russian and Spanish texts.
//!
//! The way of a text: bytes → [`document`] → prose → [`check`] → findings → `report`, `fix`.

pub mod baseline;
pub mod check;
pub mod cli;
pub mod config;
pub mod document;
pub mod fix;
pub mod grammar;
pub mod lexicon;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod report;
pub mod style;
pub mod termbase;
pub mod text;
