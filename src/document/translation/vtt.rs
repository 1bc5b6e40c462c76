//! WebVTT (W3C): cues as in SubRip, with a header, blocks of notes and styles, and tags in the text.

use super::super::builder::Builder;
use super::super::{Prose, Quoting, html};
use super::FileFormat;
use super::srt::{cue, is_timing, lines};
use super::value::Value;
use crate::text::LanguageTag;
use std::ops::Range;

pub static FORMAT: FileFormat =
    FileFormat { name: "WebVTT", endings: &["vtt"], language_ids: &["vtt", "webvtt"], parse, escape, ..FileFormat::DEFAULT };

fn escape(text: &str, _: Quoting) -> Option<String> {
    Some(html::escape(text, false))
}

/// What the lines up to the next blank one are.
enum Block {
    Header,
    /// A note, from its first byte.
    Note(usize),
    /// Styles and regions.
    Skipped,
    Cue(Range<usize>),
    /// Nothing yet, or the name of the cue that comes.
    Open,
}

fn parse(source: &str) -> Prose<'_> {
    let mut builder = Builder::new(source);
    let mut value = Value::default();
    let mut block = Block::Header;
    let mut id = "";
    for (range, line) in lines(source).chain([(source.len()..source.len(), "")]) {
        if line.trim().is_empty() {
            match std::mem::replace(&mut block, Block::Open) {
                Block::Cue(text) => cue(source, id, text, &mut value, &mut builder),
                Block::Note(start) => {
                    let note = start..range.start;
                    let said = source.get(note.clone()).unwrap_or_default().trim_start_matches("NOTE").trim();
                    builder.comment(note, said);
                }
                Block::Header | Block::Skipped | Block::Open => {}
            }
            id = "";
            continue;
        }
        match &mut block {
            Block::Header => {
                if let Some((key, tag)) = line.split_once(':')
                    && key.trim().eq_ignore_ascii_case("language")
                {
                    builder.document_language = LanguageTag::parse(tag);
                }
            }
            Block::Cue(text) => text.end = range.end,
            Block::Note(_) | Block::Skipped => {}
            Block::Open if is_timing(line) => block = Block::Cue(range.end..range.end),
            Block::Open if line.starts_with("NOTE") => block = Block::Note(range.start),
            Block::Open if line == "STYLE" || line == "REGION" => block = Block::Skipped,
            Block::Open => id = line.trim(),
        }
    }
    builder.finish()
}
