//! String catalogues of Xcode: JSON with every language of every string.
//!
//! The source text is the string in `sourceLanguage`, or the key where there is none.

use super::super::Prose;
use super::json::{Strings, escape};
use super::{FileFormat, Side, Unit, UnitState};
use crate::text::{Language, LanguageTag};
use jsonc_parser::ast::{Object, ObjectPropName, Value as Json};
use std::ops::Range;

pub static FORMAT: FileFormat = FileFormat {
    name: "Xcode string catalogue",
    endings: &["xcstrings"],
    parse,
    escape,
    of_programs: true,
    ..FileFormat::DEFAULT
};

fn parse(source: &str) -> Prose<'_> {
    let mut strings = Strings::new(source);
    if let Some(Json::Object(root)) = strings.parse()
        && let Some(entries) = root.get_object("strings")
    {
        let original = root.get_string("sourceLanguage").and_then(|s| LanguageTag::parse(&s.value));
        let original = original.unwrap_or_else(|| Language::En.into());
        for property in &entries.properties {
            if let Json::Object(entry) = &property.value
                && entry.get_boolean("shouldTranslate").is_none_or(|b| b.value)
            {
                string(&mut strings, &property.name, entry, &original);
            }
        }
    }
    strings.builder.finish()
}

fn string(strings: &mut Strings, key: &ObjectPropName, entry: &Object, original: &LanguageTag) {
    let localizations = entry.get_object("localizations").map(|l| l.properties.as_slice()).unwrap_or_default();
    let is_original = |name: &str| LanguageTag::parse(name).as_ref() == Some(original);
    strings.builder.side = Side::Source;
    strings.builder.language = strings.builder.intern(original.clone());
    let mut source: Option<Range<usize>> = None;
    let own = localizations.iter().find(|l| is_original(l.name.as_str()));
    match (own, key) {
        (Some(own), _) => texts(&own.value, &mut |text, _| {
            let written = strings.write(text);
            source = source.take().or(written);
        }),
        (None, ObjectPropName::String(key)) => source = strings.write(key),
        (None, ObjectPropName::Word(_)) => {}
    }
    let mut is_translated = false;
    for localization in localizations.iter().filter(|l| !is_original(l.name.as_str())) {
        let Some(tag) = LanguageTag::parse(localization.name.as_str()) else { continue };
        strings.builder.language = strings.builder.intern(tag);
        texts(&localization.value, &mut |text, is_draft| {
            strings.builder.side = if is_draft { Side::Draft } else { Side::Target };
            let Some(target) = strings.write(text) else { return };
            let state = if is_draft { UnitState::Draft } else { UnitState::Translated };
            let unit = Unit { id: key.as_str().to_string(), source: source.clone(), target: Some(target), state };
            strings.builder.units.push(unit);
            is_translated = true;
        });
    }
    if !is_translated && source.is_some() {
        let unit = Unit { id: key.as_str().to_string(), source, target: None, state: UnitState::Untranslated };
        strings.builder.units.push(unit);
    }
}

/// The strings of a localization: one, or those of its plural forms, devices and substitutions; and whether each is a draft.
fn texts(value: &Json, write: &mut dyn FnMut(&jsonc_parser::ast::StringLit, bool)) {
    let Json::Object(object) = value else { return };
    if let Some(text) = object.get_string("value") {
        let is_draft = object.get_string("state").is_some_and(|s| matches!(&*s.value, "new" | "needs_review"));
        write(text, is_draft);
        return;
    }
    for property in &object.properties {
        texts(&property.value, write);
    }
}
