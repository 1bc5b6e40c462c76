//! What is told, to whom, and when nothing is.

use crate::client::{Client, brief, profiles, range, uri};
use serde_json::{Value, json};
use std::fs;

const URI: &str = "file:///nowhere/a.md";

#[test]
fn a_diagnostic_says_what_and_where_to_read_on() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "La prostitution est pénalisée.\n");
    let diagnostics = client.pulled(URI);
    let [d] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert_eq!((&d["code"], &d["source"], &d["severity"]), (&json!("fr/prostitution"), &json!("motjuste"), &json!(1)));
    assert!(d["message"].as_str().is_some_and(|m| m.contains("travail du sexe")), "{d}");
    assert!(d["codeDescription"]["href"].as_str().is_some_and(|h| h.starts_with("http")), "{d}");
    assert_eq!(d["data"]["entry"], "fr/prostitution");
    assert!(d["data"]["fixes"][0]["edits"][0]["newText"].is_string(), "{d}");
    client.finish();
}

#[test]
fn clients_that_pull_are_not_pushed_to_and_the_other_way_round() {
    let mut client = Client::start(profiles::neovim(), &[]);
    client.open(URI, "markdown", "A prostitute in the street of the city.\n");
    assert_eq!(client.pulled(URI).len(), 1);
    // finish() fails if anything was pushed.
    client.finish();
    let mut client = Client::start(profiles::helix(), &[]);
    client.open(URI, "markdown", "A prostitute in the street of the city.\n");
    assert_eq!(client.pushed(URI, 1).len(), 1);
    // A closed document takes its diagnostics along.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.notification("textDocument/publishDiagnostics")["diagnostics"], json!([]));
    client.finish();
}

#[test]
fn who_asks_again_is_told_unchanged() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "A prostitute in the street of the city.\n");
    let params = |previous: &Value| json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
    let first = client.request("textDocument/diagnostic", params(&Value::Null));
    let again = client.request("textDocument/diagnostic", params(&first["resultId"]));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &first["resultId"]));
    client.change(URI, 2, json!([{ "range": range(0, 0, 0), "text": "x" }]));
    let changed = client.request("textDocument/diagnostic", params(&first["resultId"]));
    assert_eq!(changed["kind"], "full");
    assert_ne!(changed["resultId"], first["resultId"]);
    client.finish();
}

#[test]
fn the_last_of_many_changes_is_told_with_its_version() {
    let mut client = Client::start(profiles::helix(), &[]);
    client.open(URI, "markdown", "");
    for version in 2..60 {
        client.change(
            URI,
            version,
            json!([{ "text": "prostitute ".repeat(version as usize % 5) + "and a sentence in English." }]),
        );
    }
    assert_eq!(client.pushed(URI, 59).len(), 4);
    client.finish();
}

#[test]
fn more_findings_than_help_are_counted() {
    let mut client = Client::start_with(profiles::helix(), &[], json!({ "initializationOptions": { "maxDiagnostics": 10 } }));
    client.open(URI, "markdown", &"The prostitute walked through the city at night.\n\n".repeat(25));
    let diagnostics = client.pushed(URI, 1);
    assert_eq!(diagnostics.len(), 11);
    assert!(diagnostics[10]["message"].as_str().is_some_and(|m| m.contains("15")), "{}", diagnostics[10]);
    client.finish();
}

#[test]
fn messages_come_in_the_language_of_the_text_or_of_the_client() {
    let text = "La prostitution est pénalisée.\n";
    let mut client = Client::start(profiles::helix(), &[]);
    client.open(URI, "markdown", text);
    assert!(client.pushed(URI, 1)[0]["message"].as_str().is_some_and(|m| m.contains("préférez")));
    client.finish();
    let mut client = Client::start_with(profiles::helix(), &[], json!({ "locale": "es-MX" }));
    client.open(URI, "markdown", text);
    assert!(client.pushed(URI, 1)[0]["message"].as_str().is_some_and(|m| !m.contains("préférez")));
    client.finish();
}

#[test]
fn html_and_plain_text_are_read_as_what_they_are() {
    let mut client = Client::start(profiles::helix(), &[]);
    client.open("file:///n/a.html", "html", "<p lang=fr>La prosti<b>tution</b> est là.</p><code>prostitution</code>");
    assert_eq!(brief(&client.pushed("file:///n/a.html", 1)), ["fr/prostitution 0:14-0:29"]);
    client.open("untitled:Untitled-1", "plaintext", "La prostitution est pénalisée dans la ville.");
    assert_eq!(client.pushed("untitled:Untitled-1", 1).len(), 1);
    client.finish();
}

#[test]
fn what_is_no_document_of_ours_is_left_alone() {
    let mut client = Client::start(profiles::helix(), &[]);
    for (uri, language) in [
        ("git:/w/a.md?ref=HEAD", "markdown"),
        ("file:///w/main.rs", "rust"),
        ("output:tasks", "plaintext"),
        ("vscode-notebook-cell:/w/a#1", "markdown"),
    ] {
        client.open(uri, language, "A prostitute in the street of the city.");
        assert_eq!(client.pushed(uri, 1), Vec::<Value>::new(), "{uri}");
        assert_eq!(client.actions(uri, &range(0, 2, 5), &[]), Vec::<Value>::new());
        assert!(client.hover(uri, 0, 4).is_null());
    }
    client.finish();
}

fn workspace_pull(client: &mut Client, previous: &[Value]) -> Vec<Value> {
    let result = client.request("workspace/diagnostic", json!({ "previousResultIds": previous }));
    result["items"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_workspace_is_pulled_with_result_ids() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.md", "A prostitute in the street of the city.\n");
    write("b.txt", "Nothing of note in this text.\n");
    write("c.bin", "\0prostitute");
    write(".gitignore", "ignored.md\n");
    write("ignored.md", "A prostitute in the street of the city.\n");
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    let items = workspace_pull(&mut client, &[]);
    let [a] = &items[..] else { panic!("{items:?}") };
    assert_eq!((&a["uri"], &a["kind"], &a["version"]), (&json!(uri(&folder.path().join("a.md"))), &json!("full"), &Value::Null));
    assert_eq!(a["items"].as_array().map(Vec::len), Some(1));
    // Polling again costs nothing.
    let previous = [json!({ "uri": a["uri"], "value": a["resultId"] })];
    let items = workspace_pull(&mut client, &previous);
    assert_eq!((items.len(), &items[0]["kind"]), (1, &json!("unchanged")));
    // What was mended is told as nothing, what is gone too.
    write("a.md", "A sex worker in the street of the city.\n");
    let items = workspace_pull(&mut client, &previous);
    assert_eq!((&items[0]["kind"], &items[0]["items"]), (&json!("full"), &json!([])));
    fs::remove_file(folder.path().join("a.md")).unwrap();
    let items = workspace_pull(&mut client, &previous);
    assert_eq!((&items[0]["kind"], &items[0]["items"]), (&json!("full"), &json!([])));
    client.finish();
}

#[test]
fn open_documents_count_as_they_are_in_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "A prostitute in the street of the city.\n").unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&uri(&path), "markdown", "A sex worker in the street of the city.\n");
    let items = workspace_pull(&mut client, &[]);
    assert_eq!((items.len(), &items[0]["version"], &items[0]["items"]), (1, &json!(1), &json!([])));
    client.finish();
}

#[test]
fn a_large_workspace_comes_in_parts_with_progress() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..100 {
        fs::write(folder.path().join(format!("{n:03}.txt")), "A prostitute in the street of the city.\n").unwrap();
    }
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    let params = json!({ "previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work" });
    let rest = client.request("workspace/diagnostic", params);
    let mut documents = rest["items"].as_array().map_or(0, Vec::len);
    let mut kinds = Vec::new();
    while documents < 100 || kinds.last() != Some(&json!("end")) {
        let progress = client.notification("$/progress");
        match progress["token"].as_str() {
            Some("part") => documents += progress["value"]["items"].as_array().map_or(0, Vec::len),
            Some("work") => kinds.push(progress["value"]["kind"].clone()),
            _ => panic!("{progress}"),
        }
    }
    assert_eq!((documents, &kinds[0]), (100, &json!("begin")));
    client.finish();
}

#[test]
fn what_is_compared_across_a_long_document_is_told_when_the_keys_rest() {
    let filler = "Une phrase de plus pour remplir la page de ce document.\n\n".repeat(1500);
    let text = format!("Les travailleurSEs du sexe parlent.\n\n{filler}Les militant·e·s votent.\n");
    let other = format!("Les travailleurSEs du sexe parlent.\n\n{filler}Les militantEs votent.\n");
    let (uri, fresh) = ("file:///nowhere/a.fr.md", "file:///nowhere/b.fr.md");
    let line = text.lines().count() as u32 - 1;
    let edit = json!([{ "range": range(line, 4, 16), "text": "militantEs" }]);
    let mut client = Client::start(profiles::emacs28(), &[]);
    client.open(uri, "markdown", &text);
    assert!(!client.pushed(uri, 1).is_empty(), "two notations are mixed");
    client.change(uri, 2, edit.clone());
    client.pushed(uri, 2);
    let settled = client.pushed(uri, 2);
    client.open(fresh, "markdown", &other);
    assert_eq!(brief(&settled), brief(&client.pushed(fresh, 1)));
    client.finish();
    // Who pulls is asked to pull again.
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(uri, "markdown", &text);
    client.pulled(uri);
    client.change(uri, 2, edit);
    client.pulled(uri);
    client.answer("workspace/diagnostic/refresh", Value::Null);
    client.open(fresh, "markdown", &other);
    assert_eq!(brief(&client.pulled(uri)), brief(&client.pulled(fresh)));
    client.finish();
}
