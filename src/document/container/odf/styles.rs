//! Styles (OpenDocument 1.3, part 3, chapters 16 and 17): what of them matters for text.

use crate::document::Role;
use crate::document::xml::{Element, Event, Events};
use std::collections::HashMap;
use std::ops::Range;

/// How many styles may have one another as parents.
const DEEPEST: usize = 24;

/// Properties of text; nothing where a style is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextProperties {
    /// Of Latin and Cyrillic letters, and of Chinese characters.
    pub(super) language: Option<String>,
    pub(super) asian: Option<String>,
    pub(super) italic: Option<bool>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) role: Role,
    pub(super) is_code: bool,
}

impl TextProperties {
    pub(super) fn or(mut self, base: &TextProperties) -> TextProperties {
        self.language = self.language.or_else(|| base.language.clone());
        self.asian = self.asian.or_else(|| base.asian.clone());
        self.italic = self.italic.or(base.italic);
        self.bold = self.bold.or(base.bold);
        self.hidden = self.hidden.or(base.hidden);
        self.is_code |= base.is_code;
        if self.role == Role::Paragraph {
            self.role = base.role;
        }
        self
    }

    fn learn(&mut self, e: &Element) {
        let tag = |language: &str, country: &str| {
            let language = e.get(language)?;
            match e.get(country).filter(|c| *c != "none") {
                Some(country) => Some(format!("{language}-{country}")),
                // `none` stands for no language.
                None if language == "none" => Some("zxx".to_string()),
                None => Some(language.to_string()),
            }
        };
        self.language = tag("language", "country").or(self.language.take());
        self.asian = tag("language-asian", "country-asian").or(self.asian.take());
        self.italic = e.get("font-style").map(|s| s != "normal").or(self.italic);
        self.bold = e.get("font-weight").map(|s| !matches!(s, "normal" | "400")).or(self.bold);
        self.hidden = e.get("display").map(|s| s == "none").or(self.hidden);
    }
}

#[derive(Debug, Default)]
struct Raw {
    parent: Option<String>,
    own: TextProperties,
}

/// Styles by family and name. Those that the program made up for one part are known under the name of the part, too.
#[derive(Debug, Default)]
pub(super) struct Styles {
    raw: HashMap<(String, String), Raw>,
    /// Of a paragraph without style.
    pub(super) default: TextProperties,
}

impl Styles {
    /// Learns the styles of a part. Automatic styles of `styles.xml` are for headers and footers, and have the same names as
    /// those of the content, which count (`with_automatic`).
    pub(super) fn read(&mut self, text: &str, part: Range<usize>, with_automatic: bool) {
        let mut events = Events::strict(text, part);
        let mut current: Option<((String, String), Raw)> = None;
        let mut in_default = false;
        while let Some((event, _)) = events.next() {
            match event {
                Event::Start(e) | Event::Empty(e) => match e.name {
                    "automatic-styles" if !with_automatic => {
                        let _ = events.inside(e.name);
                    }
                    "body" => break,
                    "style" => self.begin(&mut current, &e),
                    "default-style" => {
                        self.end(&mut current);
                        in_default = e.get("family") == Some("paragraph");
                    }
                    "text-properties" => match &mut current {
                        Some((_, raw)) => raw.own.learn(&e),
                        None if in_default => self.default.learn(&e),
                        None => {}
                    },
                    _ => {}
                },
                Event::End("style") => self.end(&mut current),
                Event::End("default-style") => in_default = false,
                _ => {}
            }
        }
        self.end(&mut current);
    }

    fn begin(&mut self, current: &mut Option<((String, String), Raw)>, e: &Element) {
        self.end(current);
        let (Some(family), Some(name)) = (e.get("family"), e.get("name")) else { return };
        let shown = e.get("display-name").unwrap_or(name).replace("_20_", " ").to_lowercase();
        let role = match shown.as_str() {
            "title" | "subtitle" => Role::Heading,
            _ if shown.starts_with("heading") => Role::Heading,
            "quotations" | "quote" | "block quotation" => Role::Quote,
            _ => Role::Paragraph,
        };
        let is_code = matches!(
            shown.as_str(),
            "source text" | "preformatted text" | "teletype" | "user entry" | "example" | "variable" | "source code" | "code"
        );
        let own = TextProperties { role, is_code, ..TextProperties::default() };
        let parent = e.get("parent-style-name").map(str::to_string);
        *current = Some(((family.to_string(), name.to_string()), Raw { parent, own }));
    }

    fn end(&mut self, current: &mut Option<((String, String), Raw)>) {
        if let Some((key, raw)) = current.take() {
            self.raw.insert(key, raw);
        }
    }

    /// What a style says, with its parents.
    pub(super) fn get(&self, family: &str, name: &str) -> TextProperties {
        let mut properties = TextProperties::default();
        let mut next = Some(name.to_string());
        for _ in 0..DEEPEST {
            let Some(raw) = next.and_then(|n| self.raw.get(&(family.to_string(), n))) else { break };
            properties = properties.or(&raw.own);
            next = raw.parent.clone();
        }
        properties
    }
}
