//! Styles (ECMA-376, part 1, 17.7): what of them matters for text. A style takes from the one it is based on what it does not
//! say itself.

use crate::document::Role;
use crate::document::xml::{Event, Events};
use std::collections::HashMap;

/// How many styles may be based on one another.
const DEEPEST: usize = 24;

/// What run properties say (17.3.2); nothing where they are silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    /// Of Latin and Cyrillic letters, and of Chinese characters.
    pub(super) language: Option<String>,
    pub(super) east_asian: Option<String>,
    pub(super) italic: Option<bool>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// The author asked for no spelling or grammar check.
    pub(super) unchecked: Option<bool>,
}

impl RunProperties {
    /// Reads the element whose start was read last, to its end.
    pub(super) fn read(events: &mut Events) -> RunProperties {
        let mut properties = RunProperties::default();
        let mut depth = 0usize;
        while let Some((event, _)) = events.next() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Empty(e) if depth == 0 => {
                    let on = || Some(!matches!(e.get("val"), Some("0" | "false" | "off")));
                    match e.name {
                        "rStyle" => properties.style = e.get("val").map(str::to_string),
                        "lang" => {
                            properties.language = e.get("val").map(str::to_string);
                            properties.east_asian = e.get("eastAsia").map(str::to_string);
                        }
                        "i" => properties.italic = on(),
                        "b" => properties.bold = on(),
                        "vanish" | "specVanish" => properties.hidden = on(),
                        "noProof" => properties.unchecked = on(),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        properties
    }

    /// With what `base` says where this says nothing.
    pub(super) fn or(mut self, base: &RunProperties) -> RunProperties {
        self.language = self.language.or_else(|| base.language.clone());
        self.east_asian = self.east_asian.or_else(|| base.east_asian.clone());
        self.italic = self.italic.or(base.italic);
        self.bold = self.bold.or(base.bold);
        self.hidden = self.hidden.or(base.hidden);
        self.unchecked = self.unchecked.or(base.unchecked);
        self
    }
}

/// A style with everything it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) run: RunProperties,
    pub(super) role: Role,
    /// It is for program text, keys or output.
    pub(super) is_code: bool,
}

#[derive(Debug, Default)]
struct Raw {
    name: String,
    base: Option<String>,
    run: RunProperties,
    is_heading: bool,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: HashMap<String, Style>,
    /// Of a paragraph that names no style.
    pub(super) paragraph: Style,
    pub(super) defaults: RunProperties,
}

impl Styles {
    pub(super) fn read(text: &str) -> Styles {
        let mut events = Events::strict(text, 0..text.len());
        let mut raw: HashMap<String, Raw> = HashMap::new();
        let mut current: Option<(String, Raw)> = None;
        let mut defaults = RunProperties::default();
        let (mut default_paragraph, mut in_defaults) = (None, false);
        while let Some((event, _)) = events.next() {
            match event {
                Event::Start(e) => match e.name {
                    "rPrDefault" => in_defaults = true,
                    "style" => {
                        let id = e.get("styleId").unwrap_or_default().to_string();
                        if e.get("type") == Some("paragraph") && matches!(e.get("default"), Some("1" | "true" | "on")) {
                            default_paragraph = Some(id.clone());
                        }
                        current = Some((id, Raw::default()));
                    }
                    // Of a table's first row and so on.
                    "tblStylePr" => {
                        let _ = events.inside("tblStylePr");
                    }
                    "rPr" => {
                        let run = RunProperties::read(&mut events);
                        match &mut current {
                            Some((_, style)) => style.run = run,
                            None if in_defaults => defaults = run,
                            None => {}
                        }
                    }
                    _ => {}
                },
                Event::Empty(e) => {
                    if let Some((_, style)) = &mut current {
                        match e.name {
                            "name" => style.name = e.get("val").unwrap_or_default().to_lowercase(),
                            "basedOn" => style.base = e.get("val").map(str::to_string),
                            "outlineLvl" => style.is_heading = e.get("val") != Some("9"),
                            _ => {}
                        }
                    }
                }
                Event::End("style") => {
                    if let Some((id, style)) = current.take() {
                        raw.insert(id, style);
                    }
                }
                Event::End("rPrDefault") => in_defaults = false,
                _ => {}
            }
        }
        let known: HashMap<String, Style> = raw.keys().map(|id| (id.clone(), resolve(id, &raw))).collect();
        let paragraph = default_paragraph.and_then(|id| known.get(&id).cloned()).unwrap_or_default();
        Styles { known, paragraph, defaults }
    }

    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.known.get(id)
    }
}

fn resolve(id: &str, raw: &HashMap<String, Raw>) -> Style {
    let mut style = Style::default();
    let mut next = raw.get(id);
    for _ in 0..DEEPEST {
        let Some(one) = next else { break };
        style.run = style.run.or(&one.run);
        style.is_code |= is_code(&one.name);
        if style.role == Role::Paragraph {
            style.role = role(one);
        }
        next = one.base.as_ref().and_then(|b| raw.get(b));
    }
    style
}

fn role(style: &Raw) -> Role {
    let name = style.name.as_str();
    if style.is_heading || name.starts_with("heading") || matches!(name, "title" | "subtitle") {
        Role::Heading
    } else if name.contains("quote") || matches!(name, "quotations" | "block text") {
        Role::Quote
    } else {
        Role::Paragraph
    }
}

/// Names of the styles that Word has built in for code (17.7.4.9), and those of LibreOffice and Pandoc.
fn is_code(name: &str) -> bool {
    matches!(
        name,
        "html code"
            | "html keyboard"
            | "html preformatted"
            | "html sample"
            | "html typewriter"
            | "html variable"
            | "macro text"
            | "preformatted text"
            | "source code"
            | "source text"
            | "verbatim char"
            | "code"
    )
}
