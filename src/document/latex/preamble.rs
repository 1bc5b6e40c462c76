//! What stands before the text of a LaTeX file: packages, languages, the title.

use super::Latex;
use super::commands::{has_shorthands, language};
use super::skeleton::{command_name, environment_name};
use crate::document::Role;
use crate::text::LanguageTag;
use std::ops::Range;

impl Latex<'_> {
    /// Reads what stands before the text, and says where the text is. A file without `\begin{document}` is a part of another
    /// one: all of it is text.
    pub(super) fn preamble(&mut self) -> Range<usize> {
        let source = self.source;
        let mut at = 0;
        let mut titles = Vec::new();
        let whole = 0..source.len();
        while let Some(found) = source[at..].find(['\\', '%']).map(|i| at + i) {
            if let Some(comment) = self.skeleton.comment_at(found) {
                at = comment.end;
                self.magic_comment(&comment);
                continue;
            }
            if let Some(raw) = self.skeleton.raw_at(found) {
                at = raw.end.max(found + 1);
                continue;
            }
            let name = command_name(source, found);
            at = found + 1 + name.len().max(source[found + 1..].chars().next().map_or(0, char::len_utf8));
            match name {
                "begin" => {
                    if let Some((environment, end)) = environment_name(source, at) {
                        at = self.skeleton.raw_at(end).map_or(end, |r| r.end);
                        if environment == "document" {
                            self.comments(0..found);
                            for title in titles {
                                self.block(title, Role::Heading);
                            }
                            let close = self.closers.find(source, "\\end{document}", end, source.len(), |_| true);
                            return end..close.unwrap_or(source.len());
                        }
                    }
                }
                "usepackage" | "RequirePackage" | "documentclass" | "setmainlanguage" | "setdefaultlanguage" => {
                    self.package(name, at)
                }
                "title" | "subtitle" => {
                    let (open, _) = self.option(at);
                    if let Some(close) = self.skeleton.close(open) {
                        titles.push(open + 1..close);
                    }
                }
                _ => {}
            }
        }
        // No preamble.
        whole
    }

    /// `% !TEX spellcheck = fr-FR`
    fn magic_comment(&mut self, comment: &Range<usize>) {
        let text = self.source[comment.clone()].trim_start_matches(['%', ' ']).to_ascii_lowercase();
        let value = text.strip_prefix("!tex").and_then(|t| t.split_once('=')).filter(|(key, _)| key.trim() == "spellcheck");
        if let Some(tag) = value.and_then(|(_, v)| LanguageTag::parse(v)) {
            self.builder.document_language = Some(tag);
        }
    }

    /// The language that the loading of a class or a package says.
    fn package(&mut self, name: &str, at: usize) {
        let (open, options) = self.option(at);
        let Some(close) = self.skeleton.close(open) else { return };
        let argument = &self.source[open + 1..close];
        let mut known = None;
        match name {
            "setmainlanguage" | "setdefaultlanguage" => known = language(argument),
            "documentclass" => {
                if argument.starts_with("ctex") {
                    known = Some("zh");
                } else {
                    self.class_language = self.source[options].split(',').filter_map(language).next_back();
                }
            }
            _ if argument.split(',').any(|p| p.trim() == "babel") => {
                let options = &self.source[options];
                let main =
                    options.split(',').find_map(|o| language(o.trim().strip_prefix("main")?.trim_start().strip_prefix('=')?));
                let all: Vec<&str> = options.split(',').filter_map(language).collect();
                self.has_shorthands |= all.iter().chain(&self.class_language).any(|tag| has_shorthands(tag));
                // The last one is that of the document.
                known = main.or(all.last().copied()).or(self.class_language);
            }
            _ if argument.split(',').any(|p| matches!(p.trim(), "ctex" | "xeCJK")) => known = Some("zh"),
            _ => {}
        }
        if let Some(tag) = known.and_then(LanguageTag::parse).filter(|_| self.builder.document_language.is_none()) {
            self.builder.document_language = Some(tag);
        }
    }
}
