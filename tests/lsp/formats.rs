//! Which documents are read as what: by what the editor calls them, or by their ending; and that editors hand them over.

use crate::client::{Client, applied, brief, profiles, range};
use crate::commands::run;
use motjuste::document::{container, text_format};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn a_document_is_read_by_its_language_or_its_ending() {
    let mut client = Client::start(profiles::vscode(), &[]);
    let mut number = 0;
    let read_as = |client: &mut Client, uri: &str, language: &str| {
        client.open(uri, language, "A prostitute in the street of the city.\n");
        let status = run(client, "motjuste.status", json!([uri]));
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        status["format"].as_str().unwrap_or_default().to_string()
    };
    for format in text_format::FORMATS {
        for id in format.language_ids {
            number += 1;
            assert_eq!(read_as(&mut client, &format!("untitled:Untitled-{number}"), id), format.name, "{id}");
        }
        // An editor without an extension for a language calls its documents plain text. Source code is left alone.
        let name = if format.is_only_named { "" } else { format.name };
        for ending in format.endings {
            let uri = format!("file:///nowhere/a.{ending}");
            assert_eq!(read_as(&mut client, &uri, "plaintext"), name, "{ending}");
        }
    }
    // A person told the editor what this is.
    assert_eq!(read_as(&mut client, "file:///nowhere/notes.txt", "markdown"), "Markdown");
    assert_eq!(read_as(&mut client, "file:///nowhere/fr.po", "plaintext"), "PO");
    client.finish();
}

#[test]
fn what_is_no_text_is_left_alone_whatever_opened_it() {
    let mut client = Client::start(profiles::helix(), &[]);
    let containers = container::FORMATS.iter().flat_map(|f| f.endings);
    let mut documents: Vec<(String, &str)> = containers.map(|e| (format!("file:///w/letter.{e}"), "PK prostitute")).collect();
    documents.push(("file:///w/picture.txt".into(), "prostitute \0\u{1} prostitute"));
    for (uri, text) in &documents {
        for language in ["plaintext", "markdown", "xml"] {
            client.open(uri, language, text);
            assert_eq!(client.pushed(uri, 1), Vec::<Value>::new(), "{uri}");
            assert_eq!(client.actions(uri, &range(0, 5, 5), &[]), Vec::<Value>::new(), "{uri}");
            assert!(client.hover(uri, 0, 5).is_null(), "{uri}");
            let status = run(&mut client, "motjuste.status", json!([uri]));
            assert_eq!((&status["checked"], &status["format"]), (&json!(false), &Value::Null), "{uri}");
        }
    }
    client.finish();
}

#[test]
fn a_comment_lets_a_word_pass_in_every_format_that_has_comments() {
    let text = "La prostitution est pénalisée dans ce pays.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    for format in text_format::FORMATS.iter().filter(|f| f.comment.is_some()) {
        let (ending, language) = (format.endings[0], format.language_ids[0]);
        let uri = format!("file:///nowhere/a.fr.{ending}");
        client.open(&uri, language, text);
        assert_eq!(brief(&client.pulled(&uri)), ["fr/prostitution 0:3-0:15"], "{}", format.name);
        let actions = client.actions(&uri, &range(0, 5, 5), &["quickfix"]);
        let action = actions.iter().find(|a| a["title"] == "Ignorer « prostitution » ici").expect("it is offered");
        let new = applied(text, &uri, &action["edit"]);
        let ignored = format!("file:///nowhere/b.fr.{ending}");
        client.open(&ignored, language, &new);
        assert_eq!(brief(&client.pulled(&ignored)), Vec::<String>::new(), "{}: {new}", format.name);
    }
    client.finish();
}

fn editor(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(file);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What stands in quotation marks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split(['"', '\'']).skip(1).step_by(2).map(str::to_string).collect()
}

#[test]
fn every_editor_hands_over_every_format() {
    let package: Value = serde_json::from_str(&editor("vscode/package.json")).unwrap();
    let files = &package["contributes"]["configuration"]["properties"]["motjuste.files"]["default"];
    let code = files.as_array().unwrap().iter().map(|f| f.as_str().unwrap().to_string()).collect();
    let lua = editor("neovim/motjuste.lua");
    let neovim = lua.split_once("filetypes = {").and_then(|(_, rest)| rest.split_once('}')).map(|(types, _)| quoted(types));
    let toml = editor("helix/languages.toml");
    let helix = toml.lines().filter_map(|l| l.strip_prefix("name = ")).map(|n| n.trim_matches('"').to_string()).collect();
    // Eglot names a document after its mode.
    let lisp = editor("emacs/motjuste.el");
    let words = lisp.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let emacs = words.filter_map(|w| w.strip_suffix("-mode")).map(|w| w.trim_end_matches("-ts").to_ascii_lowercase()).collect();
    let all: [(&str, BTreeSet<String>); 4] =
        [("vscode", code), ("neovim", neovim.unwrap_or_default()), ("helix", helix), ("emacs", emacs)];
    for (editor, ids) in all {
        for format in text_format::FORMATS.iter().filter(|f| !f.is_only_named) {
            let has = format.language_ids.iter().any(|id| ids.contains(*id));
            assert!(has, "editors/{editor} hands over no {} document: none of {:?}", format.name, format.language_ids);
        }
    }
}
