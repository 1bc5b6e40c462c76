//! Plain text: the prose is the source, paragraphs end at blank lines, save where a sentence goes on behind one
//! ([`crate::text::sentence_goes_on`]).

use super::{Prose, SourceMap};
use std::borrow::Cow;

pub fn parse(text: &str) -> Prose<'_> {
    Prose {
        text: Cow::Borrowed(text),
        map: SourceMap::identity(),
        segments: None,
        inlines: Vec::new(),
        comments: Vec::new(),
        language: None,
    }
}
