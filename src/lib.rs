//! Terminology guidance on sex work for Chinese, English, French, Russian and Spanish texts.
//!
//! The way of a text: bytes → `document` → segments → `check` → findings → `report`, `fix`.

pub mod grammar;
