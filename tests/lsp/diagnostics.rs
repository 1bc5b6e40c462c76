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
    // Also where they are pulled, and in files that are not open.
    let folder = tempfile::tempdir().unwrap();
    let text = "The prostitute walked through the city at night.\n\n".repeat(25);
    fs::write(folder.path().join("b.md"), &text).unwrap();
    let options = json!({ "initializationOptions": { "maxDiagnostics": 10 } });
    let mut client = Client::start_with(profiles::vscode(), &[folder.path()], options);
    client.open(URI, "markdown", &text);
    let pulled = client.pulled(URI);
    let items = workspace_pull(&mut client, &[]);
    let closed = items.iter().find(|i| i["uri"] == uri(&folder.path().join("b.md"))).unwrap();
    assert_eq!((pulled.len(), closed["items"].as_array().map(Vec::len)), (11, Some(11)));
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
    // This client does not tell of changed files: they are looked at each time it asks.
    let mut client = Client::start(profiles::neovim(), &[folder.path()]);
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

/// What a client knows after a pull of the workspace.
fn ids(items: &[Value]) -> Vec<Value> {
    items.iter().map(|i| json!({ "uri": i["uri"], "value": i["resultId"] })).collect()
}

#[test]
fn who_polls_without_end_waits_until_there_is_news() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in ["a.md", "b.md"] {
        fs::write(path(name), "A prostitute in the street of the city.\n").unwrap();
    }
    let open = uri(&path("open.md"));
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&open, "markdown", "The women met in the city.\n");
    let mut known = workspace_pull(&mut client, &[]);
    assert_eq!(known.len(), 3);
    // Visual Studio Code asks again two seconds after every answer.
    let poll = |client: &mut Client, known: &[Value]| {
        let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": ids(known) }));
        // What is asked later is answered before: there is nothing new.
        client.hover(&open, 0, 0);
        id
    };
    let id = poll(&mut client, &known);
    // An edit is news, once the keys rest; files that did not change are not spoken of.
    client.change(&open, 2, json!([{ "range": range(0, 0, 9), "text": "The prostitutes" }]));
    let told = client.response(id)["result"]["items"].clone();
    assert_eq!((told.as_array().map(Vec::len), &told[0]["uri"], &told[0]["version"]), (Some(1), &json!(open), &json!(2)));
    let at = known.iter().position(|k| k["uri"] == json!(open)).unwrap();
    known[at] = told[0].clone();
    // A file that changed on the disk is news when the client tells of it.
    let id = poll(&mut client, &known);
    fs::write(path("a.md"), "A sex worker in the street of the city.\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&path("a.md")), "type": 2 }] }));
    client.answer("workspace/diagnostic/refresh", Value::Null);
    let told = client.response(id)["result"]["items"].as_array().cloned().unwrap();
    let kind = |name: &str| told.iter().find(|t| t["uri"] == uri(&path(name))).map(|t| t["kind"].clone());
    assert_eq!((kind("a.md"), kind("b.md")), (Some(json!("full")), Some(json!("unchanged"))), "{told:?}");
    for item in &told {
        let at = known.iter().position(|k| k["uri"] == item["uri"]).unwrap();
        known[at] = item.clone();
    }
    // One who knows less is told at once: what is open, and the file with a finding.
    assert_eq!(workspace_pull(&mut client, &ids(&known[..1])).len(), 2);
    // From here on the first one's pulls count.
    assert_eq!(workspace_pull(&mut client, &[]).len(), 2);
    // Who gives up is answered as cancelled, and who leaves is not kept.
    let id = poll(&mut client, &known);
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.response(id)["error"]["code"], -32800);
    let id = poll(&mut client, &known);
    let shutdown = client.ask("shutdown", Value::Null);
    assert_eq!(client.response(id)["result"]["items"], json!([]));
    client.response(shutdown);
    client.notify("exit", Value::Null);
    client.ended();
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
