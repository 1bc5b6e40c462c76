//! Commands, as an extension for an editor calls them.

use crate::client::{Client, applied, brief, profiles, range, uri};
use serde_json::{Value, json};
use std::fs;

const URI: &str = "file:///nowhere/a.fr.md";

pub fn run(client: &mut Client, command: &str, arguments: Value) -> Value {
    client.request("workspace/executeCommand", json!({ "command": command, "arguments": arguments }))
}

#[test]
fn a_document_is_written_in_another_style() {
    let text = "Les travailleurSEs du sexe sont arrêtéEs. « Les travailleurSEs votent », dit-elle.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let answer = run(&mut client, "motjuste.convertStyle", json!([URI, { "to": "median", "apply": false }]));
    let new = applied(text, URI, &answer["edit"]);
    assert!(new.starts_with("Les travailleur·euse·s du sexe sont arrêté·e·s. « Les travailleurSEs votent »"), "{new}");
    assert_eq!(answer["applied"], false);
    let left = answer["left"].as_array().unwrap();
    assert!(left.iter().any(|l| l["text"] == "travailleurSEs" && l["reason"] == "left-quotation"), "{left:?}");
    assert_eq!(left[0]["message"], "se trouve dans une citation");
    // The client is asked to apply it, unless it is told not to.
    let id = client
        .ask("workspace/executeCommand", json!({ "command": "motjuste.convertStyle", "arguments": [URI, { "to": "paren" }] }));
    let asked = client.answer("workspace/applyEdit", json!({ "applied": true }));
    assert!(applied(text, URI, &asked["edit"]).starts_with("Les travailleur(euse)s du sexe"), "{asked}");
    assert_eq!(client.response(id)["result"]["applied"], true);
    let wrong = json!({ "command": "motjuste.convertStyle", "arguments": [URI, { "to": "klingon" }] });
    assert!(
        client.error("workspace/executeCommand", wrong)["message"].as_str().is_some_and(|m| m.contains("known are nswp, median"))
    );
    client.finish();
}

#[test]
fn styles_are_actions_for_who_asks_for_them() {
    let text = "Les travailleurSEs du sexe.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    assert!(client.actions(URI, &range(0, 0, 0), &["source"]).is_empty(), "nobody wants seven styles in every menu");
    let actions = client.actions(URI, &range(0, 0, 0), &["source.convertStyle"]);
    assert_eq!(actions.len(), 7);
    let one = client.actions(URI, &range(0, 0, 0), &["source.convertStyle.motjuste.median"]);
    let resolved = client.request("codeAction/resolve", one[0].clone());
    assert_eq!(applied(text, URI, &resolved["edit"]), "Les travailleur·euse·s du sexe.\n");
    client.finish();
}

#[test]
fn a_fix_is_shown_before_it_is_made() {
    let text = "# Notes\n\nUne phrase. 🙂 Les prostituées sont arrêtées. Une autre.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let shown = run(&mut client, "motjuste.preview", json!([URI, { "line": 2, "character": 20 }]));
    let fix = &shown[0]["fixes"][0];
    assert_eq!(shown[0]["entry"], "fr/prostituee");
    assert_eq!(fix["before"], "🙂 Les prostituées sont arrêtées.");
    assert_eq!(fix["after"], "🙂 Les travailleurSEs du sexe sont arrêtéEs.");
    assert!(fix["edits"].as_array().is_some_and(|e| e.len() > 1), "it touches more than the term: {fix}");
    assert_eq!(run(&mut client, "motjuste.preview", json!([URI, range(0, 0, 5)])), json!([]));
    assert_eq!(run(&mut client, "motjuste.preview", json!([URI])).as_array().map(Vec::len), Some(1));
    client.finish();
}

#[test]
fn an_entry_explains_itself() {
    let mut client = Client::start(profiles::vscode(), &[]);
    let page = run(&mut client, "motjuste.explain", json!(["fr/prostitution"]));
    assert_eq!((&page["language"], &page["severity"]), (&json!("fr"), &json!("error")));
    let text = page["markdown"].as_str().unwrap();
    assert!(text.starts_with("# ") && text.contains("**travail du sexe**") && text.contains("](http"), "{text}");
    let error =
        client.error("workspace/executeCommand", json!({ "command": "motjuste.explain", "arguments": ["fr/prostitutoin"] }));
    assert!(error["message"].as_str().is_some_and(|m| m.contains("did you mean \"fr/prostitution\"?")), "{error}");
    client.finish();
}

#[test]
fn decisions_are_written_into_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("motjuste.toml");
    let old = "# ours\n\n[style]\nfr = \"nswp\" # the network's\n";
    fs::write(&config, old).unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    let document = uri(&folder.path().join("docs/a.fr.md"));
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&document, "markdown", "Les travailleurSEs du sexe.\n");
    let mut set = |options: Value| {
        let answer = run(&mut client, "motjuste.configure", json!([document, options]));
        assert_eq!(answer["file"], uri(&config));
        applied(old, &uri(&config), &answer["edit"])
    };
    let style = json!({ "style": { "language": "fr", "style": "median" } });
    assert_eq!(set(json!({ "set": style, "apply": false })), old.replace("nswp", "median"));
    let new = set(json!({ "set": style, "scope": "folder", "apply": false }));
    assert_eq!(new, format!("{old}\n[[paths]]\nmatch = [\"/docs/**\"]\nstyle = {{ fr = \"median\" }}\n"));
    let new = set(json!({ "set": { "language": { "language": "es-MX" } }, "scope": "document", "apply": false }));
    assert!(new.ends_with("[[paths]]\nmatch = [\"/docs/a.fr.md\"]\nlanguage = \"es-MX\"\n"), "{new}");
    let new = set(json!({ "set": { "pack": { "name": "inclusive", "on": false } }, "apply": false }));
    assert!(new.ends_with("[packs]\ninclusive = false\n"), "{new}");
    let new = set(json!({ "set": { "name": { "name": "Les Putes" } }, "apply": false }));
    assert_eq!(new, "# ours\n\nnames = [\"Les Putes\"]\n\n[style]\nfr = \"nswp\" # the network's\n");
    client.finish();
}

#[test]
fn the_status_tells_what_can_be_switched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("motjuste.toml"), "[packs]\ninclusive = false\n").unwrap();
    let document = uri(&folder.path().join("a.fr.md"));
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&document, "markdown", "La prostitution. <!-- motjuste: ignroe -->\n");
    let status = run(&mut client, "motjuste.status", json!([document]));
    assert_eq!((&status["packs"]["inclusive"], &status["packs"]["sex-work"]), (&json!(false), &json!(true)), "{status}");
    assert!(status["styles"].as_array().is_some_and(|s| s.contains(&json!("median"))), "{status}");
    assert_eq!((&status["language"], &status["errors"]), (&json!("fr"), &json!(1)));
    assert!(status["directives"].as_u64().is_some_and(|n| n >= 1), "{status}");
    client.finish();
}

#[test]
fn a_folder_is_checked_with_its_findings_and_can_be_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "The prostitutes were arrested.\n").unwrap();
    fs::write(folder.path().join("b.md"), "Nothing here.\n").unwrap();
    fs::write(folder.path().join("package.json"), "{ \"name\": \"prostitute\" }\n").unwrap();
    fs::write(folder.path().join("letter.docx"), b"PK\x03\x04\0").unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    let answer = run(&mut client, "motjuste.checkWorkspace", json!([{ "diagnostics": true }]));
    assert_eq!((&answer["summary"]["files"], &answer["unread"]), (&json!(2), &json!([])), "{answer}");
    let documents = answer["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["uri"], uri(&folder.path().join("a.md")));
    assert_eq!(documents[0]["diagnostics"][0]["code"], "en/prostitute");
    client.finish();
    // Left in the middle: the answer says so.
    for n in 0..3000 {
        fs::write(folder.path().join(format!("x{n}.md")), "The prostitutes were arrested.\n").unwrap();
    }
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    let work = json!({ "command": "motjuste.checkWorkspace", "arguments": [], "workDoneToken": "w" });
    let id = client.ask("workspace/executeCommand", work);
    assert_eq!(client.notification("$/progress")["value"]["kind"], "begin");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "w" }));
    assert_eq!(client.response(id)["error"]["code"], -32800);
    while client.notification("$/progress")["value"]["kind"] != "end" {}
    client.finish();
}

#[test]
fn translation_files_are_checked_on_their_translated_side() {
    let text = "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Sex work is work\"\nmsgstr \"La prostitution est un travail\"\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    for (uri, language) in [("file:///nowhere/fr.po", "plaintext"), ("untitled:fr", "po")] {
        client.open(uri, language, text);
        let told = client.pulled(uri);
        assert_eq!(brief(&told), ["fr/prostitution 6:11-6:23"], "{uri}");
        let actions = client.actions(uri, &range(6, 12, 12), &["quickfix"]);
        let new = applied(text, uri, &actions[0]["edit"]);
        assert!(new.ends_with("msgstr \"Le travail du sexe est un travail\"\n"), "{new}");
    }
    client.open("file:///nowhere/package.json", "json", "{ \"description\": \"prostitute\" }");
    assert_eq!(client.pulled("file:///nowhere/package.json"), Vec::<Value>::new());
    client.finish();
}
