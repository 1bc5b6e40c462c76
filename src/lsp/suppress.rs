//! Saying that a word is right: a comment beside it, an item in `motjuste.toml`, a protected name.

use super::desk::Desk;
use super::diagnostics::position;
use super::documents::OpenDocument;
use super::positions::line_end;
use crate::check::Finding;
use crate::config::Config;
use crate::document::Format;
use ropey::Rope;
use std::ops::Range;
use std::path::Path;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

/// What to write into `motjuste.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Addition {
    /// Switch an entry off.
    Off { entry: String },
    /// Protect a name.
    Name { name: String },
    /// Let one text pass in one file.
    Ignore { path: String, entry: String, text: String, reason: String },
}

/// The text of a configuration with something added; comments and layout stay. Nothing where the configuration cannot be
/// read, or would not be one any more.
pub fn with_addition(text: &str, path: &Path, addition: &Addition) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    match addition {
        Addition::Off { entry } => match document.get_mut("severity") {
            Some(Item::Table(table)) => drop(table.insert(entry, value("off"))),
            Some(Item::Value(Value::InlineTable(table))) => drop(table.insert(entry, "off".into())),
            Some(_) => return None,
            None => {
                let mut table = Table::new();
                table.insert(entry, value("off"));
                document.insert("severity", Item::Table(table));
            }
        },
        Addition::Name { name } => {
            if document.get("names").is_none() {
                make_room(&mut document);
            }
            let names = document.entry("names").or_insert_with(|| value(Array::new())).as_array_mut()?;
            // A list over several lines stays one.
            let last = names.iter().last().and_then(|v| v.decor().prefix()).and_then(|p| p.as_str()).map(str::to_string);
            let mut item = Value::from(name.as_str());
            if let Some(prefix) = last.filter(|p| p.contains('\n')) {
                item.decor_mut().set_prefix(prefix);
                names.push_formatted(item);
            } else {
                names.push(item);
            }
        }
        Addition::Ignore { path, entry, text, reason } => {
            let items = document.entry("ignore").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
            let patterns = Value::from(Array::from_iter([path.as_str()]));
            let fields = [("match", patterns), ("entry", entry.into()), ("text", text.into()), ("reason", reason.into())];
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
        }
    }
    let new = document.to_string();
    // toml_edit writes LF; a file with CRLF keeps it.
    let new = if text.contains("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new };
    Config::parse(&new, path).is_ok().then_some(new)
}

/// Adds an empty list of names above the first section, below what is written at the head of the file: comments up to the
/// last blank line belong to the file, those behind it to the section.
fn make_room(document: &mut DocumentMut) {
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
    document.insert("names", value(Array::new()));
    if is_empty && let Some(mut key) = document.key_mut("names") {
        key.leaf_decor_mut().set_prefix(head);
    }
}

/// A comment that lets a finding pass, and the byte where it goes: at the end of its line, or right behind the words where
/// the line end is no place for it (a table, the middle of a tag). Nothing where the format has no comments, or the words
/// stand in a tag.
pub fn comment(text: &Rope, format: Format, finding: &Finding, entry: &str, reason: &str) -> Option<(usize, String)> {
    if !matches!(format, Format::Markdown | Format::Html) {
        return None;
    }
    let comment = format!(" <!-- motjuste: ignore[{entry}] because {reason} -->");
    let Range { start, end } = finding.span.range();
    let line = text.byte_to_line(end.min(text.len_bytes()));
    let (first, last) = (text.line_to_byte(text.byte_to_line(start)), line_end(text, line));
    let before = text.byte_slice(first..start).to_string();
    let rest = text.byte_slice(end..last).to_string();
    let is_in_tag = |t: &str| t.rfind('<').is_some_and(|open| t.rfind('>').is_none_or(|close| close < open));
    if is_in_tag(&before) {
        return None;
    }
    // White space at the end of a line of Markdown is a line break; the comment goes before it.
    let trimmed = end + rest.trim_end().len();
    let behind_words = before.contains('|') || rest.contains('|') || is_in_tag(&rest);
    Some((if behind_words { end } else { trimmed }, comment))
}

/// The name that a finding may be part of: the run of words with capitals around it, joined by small words.
pub fn name_around(text: &Rope, finding: &Finding) -> Option<String> {
    let span = finding.span.range();
    let first = text.line_to_byte(text.byte_to_line(span.start));
    let last = line_end(text, text.byte_to_line(span.end));
    let line = text.byte_slice(first..last).to_string();
    let (start, end) = (span.start - first, span.end - first);
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    if !capital(line.get(start..end)?) {
        return None;
    }
    let small = |w: &str| w.chars().count() <= 4 && w.chars().all(char::is_alphabetic);
    let is_word = |w: &&str| !w.is_empty() && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.'));
    // Words before and behind, as long as they have capitals or lead to one that has.
    let mut from = start;
    let mut reach = start;
    for word in line[..start].split(' ').rev().filter(|w| !w.is_empty()).take(8) {
        if !is_word(&word) || !(capital(word) || small(word)) {
            break;
        }
        let at = line[..reach].rfind(word)?;
        reach = at;
        if capital(word) {
            from = at;
        }
    }
    let mut to = end;
    let mut reach = end;
    for word in line[end..].split(' ').filter(|w| !w.is_empty()).take(8) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', '»', '”', '"']);
        if !is_word(&bare) || !(capital(bare) || small(bare)) {
            break;
        }
        reach += line[reach..].find(bare)? + bare.len();
        if capital(bare) {
            to = reach;
        }
        if bare.len() < word.len() {
            break;
        }
    }
    let mut name = line[from..to].trim();
    // The article at the beginning of a sentence has its capital from there.
    let is_beginning = line[..from].trim_end().is_empty() || line[..from].trim_end().ends_with(['.', '!', '?', ':']);
    if let Some((article, rest)) = name.split_once(' ')
        && is_beginning
        && from < start
        && article.chars().count() <= 3
        && rest.contains(' ')
    {
        name = rest;
    }
    (name.split(' ').count() > 1).then(|| name.to_string())
}

/// One replacement that turns an old text into a new one: bytes of the old text, and what goes there.
pub fn difference(old: &str, new: &str) -> (Range<usize>, String) {
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
    pub fn configuration_edit(
        &mut self,
        document: Option<&Path>,
        addition: &Addition,
    ) -> Option<tower_lsp::ls_types::WorkspaceEdit> {
        use tower_lsp::ls_types::{TextEdit, Uri};
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
        let addition = match addition {
            // Paths are written as the configuration sees them.
            Addition::Ignore { path: file, entry, text, reason } => {
                let folder = path.parent()?;
                let file = Path::new(file).strip_prefix(folder).map_or(file.clone(), super::workspace::slashes);
                Addition::Ignore { path: file, entry: entry.clone(), text: text.clone(), reason: reason.clone() }
            }
            other => other.clone(),
        };
        let new = with_addition(&old, &path, &addition)?;
        if new == old {
            return None;
        }
        let (range, text) = difference(&old, &new);
        let rope = Rope::from_str(&old);
        let place = |byte| position(&rope, byte, self.profile.encoding);
        let edit =
            TextEdit { range: tower_lsp::ls_types::Range { start: place(range.start), end: place(range.end) }, new_text: text };
        let uri = open.map(|d| d.uri.clone()).or_else(|| Uri::from_file_path(&path))?;
        let version = open.map(|d| d.version);
        if exists { Some(self.edit(uri, version, vec![edit])) } else { self.edit_of_new_file(uri, edit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, addition: &Addition) -> Option<String> {
        with_addition(text, Path::new("motjuste.toml"), addition)
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
