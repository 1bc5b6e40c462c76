//! What a person decides, written into `motjuste.toml`: an entry or a pack off, a name, a style, a language, a text that
//! passes. Comments and layout stay.

use super::desk::Desk;
use super::diagnostics::position;
use super::documents::OpenDocument;
use super::workspace::slashes;
use crate::config::Config;
use ropey::Rope;
use std::path::Path;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};
use tower_lsp::ls_types::{Range, TextEdit, Uri, WorkspaceEdit};

/// What to write into `motjuste.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Addition {
    /// Switch an entry off.
    Off { entry: String },
    /// Switch a pack on or off.
    Pack { name: String, on: bool },
    /// How words for people are written in a language.
    Style { language: String, style: String },
    /// The language of texts that do not say it.
    Language { language: String },
    /// Protect a name.
    Name { name: String },
    /// Let one text pass in the document.
    Ignore { entry: String, text: String, reason: String },
}

/// Where an addition counts. Names are protected everywhere, and a text passes in its document, whatever is said here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    Document,
    /// The document's folder and those below it.
    Folder,
    #[default]
    Project,
}

/// The text of a configuration with something added. `pattern`: for these paths only. Nothing where the configuration cannot
/// be read, or would not be one any more.
pub fn with_addition(text: &str, path: &Path, addition: &Addition, pattern: Option<&str>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    match addition {
        Addition::Name { name } => add_name(&mut document, name)?,
        Addition::Ignore { entry, text, reason } => {
            let patterns = Value::from(Array::from_iter(pattern));
            let fields = [("match", patterns), ("entry", entry.into()), ("text", text.into()), ("reason", reason.into())];
            add_table(&mut document, "ignore", fields)?;
        }
        setting => match pattern {
            Some(pattern) => set_for_paths(&mut document, pattern, setting)?,
            None => set_for_all(&mut document, setting)?,
        },
    }
    let new = document.to_string();
    // toml_edit writes LF; a file with CRLF keeps it.
    let new = if text.contains("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new };
    Config::parse(&new, path).is_ok().then_some(new)
}

/// Section, key and value of a setting; without a section the key stands for itself.
fn setting(addition: &Addition) -> Option<(Option<&'static str>, &str, Value)> {
    Some(match addition {
        Addition::Off { entry } => (Some("severity"), entry, "off".into()),
        Addition::Pack { name, on } => (Some("packs"), name, (*on).into()),
        Addition::Style { language, style } => (Some("style"), language, style.into()),
        Addition::Language { language } => (None, "language", language.into()),
        Addition::Name { .. } | Addition::Ignore { .. } => return None,
    })
}

fn set_for_all(document: &mut DocumentMut, addition: &Addition) -> Option<()> {
    let (section, key, new) = setting(addition)?;
    match section {
        Some(section) => {
            put_in(document.entry(section).or_insert_with(|| Item::Table(Table::new())), key, new)?;
        }
        None if document.contains_key(key) => put(document.as_table_mut(), key, new),
        None => put_above(document, key, new),
    }
    Some(())
}

/// Sets something in the `[[paths]]` of a pattern, which is made where there is none.
fn set_for_paths(document: &mut DocumentMut, pattern: &str, addition: &Addition) -> Option<()> {
    let (section, key, new) = setting(addition)?;
    let is_it = |table: &dyn TableLike| {
        let patterns = table.get("match").and_then(Item::as_array);
        patterns.is_some_and(|p| p.len() == 1 && p.get(0).and_then(Value::as_str) == Some(pattern))
    };
    let all = document.entry("paths").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let table: &mut dyn TableLike = if let Some(tables) = all.as_array_of_tables_mut() {
        // Later ones win, so the last of this pattern is the one that counts.
        let at = match tables.iter().enumerate().filter(|(_, t)| is_it(*t)).last().map(|(at, _)| at) {
            Some(at) => at,
            None => {
                let mut table = Table::new();
                table.insert("match", value(Array::from_iter([pattern])));
                tables.push(table);
                tables.len() - 1
            }
        };
        tables.get_mut(at)?
    } else {
        let tables = all.as_array_mut()?;
        let at = match tables
            .iter()
            .enumerate()
            .filter(|(_, t)| t.as_inline_table().is_some_and(|t| is_it(t)))
            .last()
            .map(|(at, _)| at)
        {
            Some(at) => at,
            None => {
                let mut table = InlineTable::new();
                table.insert("match", Array::from_iter([pattern]).into());
                tables.push(table);
                tables.len() - 1
            }
        };
        tables.get_mut(at)?.as_inline_table_mut()?
    };
    match section {
        Some(section) => {
            put_in(table.entry(section).or_insert_with(|| value(InlineTable::new())), key, new)?;
        }
        None => put(table, key, new),
    }
    Some(())
}

/// Sets a key of a section, however that is written.
fn put_in(section: &mut Item, key: &str, new: Value) -> Option<()> {
    put(section.as_table_like_mut()?, key, new);
    if let Some(inline) = section.as_inline_table_mut() {
        // The spaces inside the braces, which a key at the end would push before its comma.
        inline.fmt();
    }
    Some(())
}

/// Sets a key; the comment behind a value that was there stays.
fn put(table: &mut dyn TableLike, key: &str, new: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(key, Item::Value(new))),
    }
}

fn add_name(document: &mut DocumentMut, name: &str) -> Option<()> {
    if document.get("names").is_none() {
        put_above(document, "names", Array::new().into());
    }
    let names = document.get_mut("names")?.as_array_mut()?;
    if names.iter().any(|n| n.as_str() == Some(name)) {
        return Some(());
    }
    // A list over several lines stays one.
    let last = names.iter().last().and_then(|v| v.decor().prefix()).and_then(|p| p.as_str()).map(str::to_string);
    let mut item = Value::from(name);
    if let Some(prefix) = last.filter(|p| p.contains('\n')) {
        item.decor_mut().set_prefix(prefix);
        names.push_formatted(item);
    } else {
        names.push(item);
    }
    Some(())
}

/// A table more in a list of tables, however the list is written.
fn add_table<const N: usize>(document: &mut DocumentMut, key: &str, fields: [(&str, Value); N]) -> Option<()> {
    let items = document.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(tables) = items.as_array_of_tables_mut() {
        let mut table = Table::new();
        for (key, field) in fields {
            table.insert(key, value(field));
        }
        tables.push(table);
    } else {
        let mut table = InlineTable::new();
        for (key, field) in fields {
            table.insert(key, field);
        }
        items.as_array_mut()?.push(table);
    }
    Some(())
}

/// Adds a key above the first section, below what is written at the head of the file: comments up to the last blank line
/// belong to the file, those behind it to the section.
fn put_above(document: &mut DocumentMut, key: &str, new: Value) {
    let first = document.iter_mut().find_map(|(_, item)| match item {
        Item::Table(table) => Some(table),
        Item::ArrayOfTables(tables) => tables.get_mut(0),
        _ => None,
    });
    let mut head = String::new();
    if let Some(table) = first
        && let Some(prefix) = table.decor().prefix().and_then(|p| p.as_str()).map(str::to_string)
        && let Some(blank) = prefix.rfind("\n\n")
    {
        head = prefix[..blank + 2].to_string();
        table.decor_mut().set_prefix(format!("\n{}", &prefix[blank + 2..]));
    }
    let is_empty = document.iter().all(|(_, item)| !item.is_value());
    document.insert(key, value(new));
    if is_empty && let Some(mut key) = document.key_mut(key) {
        key.leaf_decor_mut().set_prefix(head);
    }
}

/// The pattern of `[[paths]]` and `[[ignore]]` for a file or a folder, as the configuration in `root` sees it; patterns are
/// those of .gitignore. Nothing: it is the whole of the project.
fn pattern(root: &Path, path: &Path, is_folder: bool) -> Option<String> {
    let inside = slashes(path.strip_prefix(root).unwrap_or(path));
    if inside.is_empty() {
        return None;
    }
    let mut pattern = String::from("/");
    for c in inside.trim_start_matches('/').chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    if is_folder {
        pattern.push_str("/**");
    }
    Some(pattern)
}

/// One replacement that turns an old text into a new one: bytes of the old text, and what goes there.
pub fn difference(old: &str, new: &str) -> (std::ops::Range<usize>, String) {
    let mut head: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    // No position of the protocol lies between CR and LF.
    if old[..head].ends_with('\r') {
        head -= 1;
    }
    let mut tail: usize =
        old[head..].chars().rev().zip(new[head..].chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    if tail > 0 && old[..old.len() - tail].ends_with('\r') && old[old.len() - tail..].starts_with('\n') {
        tail -= 1;
    }
    (head..old.len() - tail, new[head..new.len() - tail].to_string())
}

impl Desk {
    /// The edit that adds something to the configuration of a document. Nothing where that cannot be done.
    pub fn configuration_edit(&mut self, document: Option<&Path>, addition: &Addition, scope: Scope) -> Option<WorkspaceEdit> {
        let path = self.workspaces.config_path(document)?;
        let open: Option<&OpenDocument> = self.documents.values().find(|d| d.path.as_deref() == Some(&path));
        let (old, exists) = match open {
            Some(open) => (open.text.to_string(), true),
            None => match std::fs::read_to_string(&path) {
                Ok(text) => (text, true),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => (String::new(), false),
                Err(_) => return None,
            },
        };
        let root = path.parent()?;
        let pattern = match (addition, scope) {
            (Addition::Name { .. }, _) => None,
            (Addition::Ignore { .. }, _) | (_, Scope::Document) => Some(pattern(root, document?, false)?),
            (_, Scope::Folder) => pattern(root, document?.parent()?, true),
            (_, Scope::Project) => None,
        };
        let new = with_addition(&old, &path, addition, pattern.as_deref())?;
        if new == old {
            return None;
        }
        let (range, text) = difference(&old, &new);
        let rope = Rope::from_str(&old);
        let place = |byte| position(&rope, byte, self.profile.encoding);
        let edit = TextEdit { range: Range { start: place(range.start), end: place(range.end) }, new_text: text };
        let uri = open.map(|d| d.uri.clone()).or_else(|| Uri::from_file_path(&path))?;
        let version = open.map(|d| d.version);
        if exists { Some(self.edit(uri, version, vec![edit])) } else { self.edit_of_new_file(uri, edit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, addition: &Addition) -> Option<String> {
        with_addition(text, Path::new("motjuste.toml"), addition, None)
    }

    fn added_for(text: &str, pattern: &str, addition: &Addition) -> Option<String> {
        with_addition(text, Path::new("motjuste.toml"), addition, Some(pattern))
    }

    #[test]
    fn comments_and_layout_stay() {
        let text = "# ours\nnames = [\n    \"Les Putes\", # a collective\n    \"X\",\n]\n\n[severity] # levels\n\"en/brothel\" = \"off\"\n";
        let new = added(text, &Addition::Name { name: "Fédération Y".into() }).unwrap();
        assert!(new.contains("# a collective") && new.contains("\n    \"Fédération Y\"") && new.contains("# levels"), "{new}");
        let new = added(text, &Addition::Off { entry: "fr/prostitution".into() }).unwrap();
        assert!(new.ends_with("\"en/brothel\" = \"off\"\n\"fr/prostitution\" = \"off\"\n"), "{new}");
    }

    #[test]
    fn a_new_key_stands_above_the_first_section() {
        let new = added("[packs]\nsex-work = true\n", &Addition::Name { name: "A B".into() }).unwrap();
        assert_eq!(new, "names = [\"A B\"]\n[packs]\nsex-work = true\n");
        let new = added("# ours\n\n# Packs.\n[packs]\nsex-work = true\n", &Addition::Name { name: "A B".into() }).unwrap();
        assert_eq!(new, "# ours\n\nnames = [\"A B\"]\n\n# Packs.\n[packs]\nsex-work = true\n");
        let new = added("preview = true\n\n[packs]\n", &Addition::Name { name: "A B".into() }).unwrap();
        assert_eq!(new, "preview = true\nnames = [\"A B\"]\n\n[packs]\n");
        assert_eq!(added("", &Addition::Off { entry: "en/x".into() }).unwrap(), "[severity]\n\"en/x\" = \"off\"\n");
    }

    #[test]
    fn a_broken_configuration_is_left_alone() {
        assert_eq!(added("[packs\n", &Addition::Name { name: "A".into() }), None);
        assert_eq!(added("names = 3\n", &Addition::Name { name: "A".into() }), None);
    }

    #[test]
    fn a_setting_changes_where_it_stands() {
        let style = |name: &str| Addition::Style { language: "fr".into(), style: name.into() };
        let new = added("[style]\nfr = \"nswp\" # ours\n", &style("median")).unwrap();
        assert_eq!(new, "[style]\nfr = \"median\" # ours\n");
        let off = Addition::Pack { name: "inclusive".into(), on: false };
        assert_eq!(added("packs = { names = true }\n", &off).unwrap(), "packs = { names = true, inclusive = false }\n");
        let language = Addition::Language { language: "es-MX".into() };
        assert_eq!(added("# ours\n\n[packs]\n", &language).unwrap(), "# ours\n\nlanguage = \"es-MX\"\n\n[packs]\n");
        assert_eq!(added("language = \"es\"\n", &language).unwrap(), "language = \"es-MX\"\n");
        assert_eq!(added("", &Addition::Language { language: "no language".into() }), None);
    }

    #[test]
    fn settings_of_one_document_come_together() {
        let style = Addition::Style { language: "fr".into(), style: "median".into() };
        let language = Addition::Language { language: "fr".into() };
        let one = added_for("preview = true\n", "/a.md", &style).unwrap();
        assert_eq!(one, "preview = true\n\n[[paths]]\nmatch = [\"/a.md\"]\nstyle = { fr = \"median\" }\n");
        let two = added_for(&one, "/a.md", &language).unwrap();
        assert_eq!(two, format!("{one}language = \"fr\"\n"));
        let three = added_for(&two, "/b/**", &Addition::Pack { name: "inclusive".into(), on: false }).unwrap();
        assert!(
            three.starts_with(&two) && three.ends_with("[[paths]]\nmatch = [\"/b/**\"]\npacks = { inclusive = false }\n"),
            "{three}"
        );
    }

    #[test]
    fn a_pattern_means_its_file_and_no_other() {
        let of = |path: &str, folder| pattern(Path::new("/w"), Path::new(path), folder);
        assert_eq!(of("/w/a.md", false).as_deref(), Some("/a.md"));
        assert_eq!(of("/w/docs/a [1].md", false).as_deref(), Some("/docs/a \\[1\\].md"));
        assert_eq!(of("/w/docs", true).as_deref(), Some("/docs/**"));
        assert_eq!(of("/w", true), None);
        let text = added_for("", &of("/w/a [1].md", false).unwrap(), &Addition::Language { language: "ru".into() }).unwrap();
        let config = Config::parse(&text, Path::new("/w/motjuste.toml")).unwrap();
        let language = |path: &str| config.language_for(Path::new(path)).map(|t| t.as_str().to_string());
        assert_eq!(language("/w/a [1].md").as_deref(), Some("ru"));
        assert_eq!(language("/w/sub/a [1].md"), None);
    }

    #[test]
    fn line_ends_stay() {
        let new = added("# a\r\n[packs]\r\n", &Addition::Name { name: "A B".into() }).unwrap();
        assert!(!new.replace("\r\n", "").contains('\n'), "{new:?}");
    }

    #[test]
    fn the_smallest_difference() {
        assert_eq!(difference("aXXb", "aXYXb"), (2..2, "Y".to_string()));
        assert_eq!(difference("é", "è"), (0..2, "è".to_string()));
        assert_eq!(difference("", "a"), (0..0, "a".to_string()));
        assert_eq!(difference("a\r\nb", "a\r\nX\r\nb"), (3..3, "X\r\n".to_string()));
        assert_eq!(difference("a\r\n", "aX\r\n"), (1..1, "X".to_string()));
    }
}
