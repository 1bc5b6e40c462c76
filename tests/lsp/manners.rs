//! Clients that misbehave, cancellation, and the end.

use crate::client::{Client, profiles, range, uri};
use serde_json::{Value, json};
use std::fs;

const URI: &str = "file:///nowhere/a.md";

#[test]
fn a_client_that_misbehaves_gets_an_answer_and_no_crash() {
    let mut client = Client::start(profiles::vscode(), &[]);
    // Never opened.
    client.change(URI, 7, json!([{ "range": range(3, 0, 9), "text": "x" }]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(client.hover(URI, 0, 0).is_null());
    assert_eq!(client.pulled(URI), Vec::<Value>::new());
    // Past the end, backwards, without sense.
    client.open(URI, "markdown", "The prostitute of the city came and spoke.\n");
    client.change(URI, 2, json!([{ "range": range(99, 5, 9), "text": "." }]));
    let backwards = json!({ "start": { "line": 0, "character": 400 }, "end": { "line": 0, "character": 0 } });
    client.change(URI, 3, json!([{ "range": backwards, "text": "A prostitute of the city came and spoke." }]));
    assert_eq!(client.pulled(URI).len(), 1);
    client.actions(URI, &range(4_000_000_000, 4_000_000_000, 1), &[]);
    client.notify("no/such/notification", json!({ "x": 1 }));
    client.notify("textDocument/didChange", json!({ "nonsense": true }));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    assert_eq!(client.error("no/such/request", json!({}))["code"], -32601);
    assert_eq!(client.error("textDocument/hover", json!({ "position": "here" }))["code"], -32602);
    assert_eq!(client.error("codeAction/resolve", json!({ "title": "x", "data": { "from": "elsewhere" } }))["code"], -32602);
    assert_eq!(client.pulled(URI).len(), 1);
    client.finish();
}

#[test]
fn opening_twice_takes_the_second_text() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "The prostitute of the city came and spoke.\n");
    client.open(URI, "markdown", "Nothing of note.\n");
    assert_eq!(client.pulled(URI), Vec::<Value>::new());
    client.finish();
}

#[test]
fn what_is_cancelled_is_answered_as_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..400 {
        fs::write(folder.path().join(format!("{n}.txt")), "A prostitute in the street of the city. ".repeat(400)).unwrap();
    }
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.notify("$/cancelRequest", json!({ "id": id }));
    // Meanwhile a person types and is answered.
    let document = uri(&folder.path().join("open.md"));
    client.open(&document, "markdown", "The prostitute of the city came and spoke.\n");
    assert_eq!(client.pulled(&document).len(), 1);
    let response = client.response(id);
    assert_eq!(response["error"]["code"], -32800, "{response}");
    client.finish();
}

#[test]
fn nothing_is_answered_before_initialize_and_after_shutdown() {
    let mut client = Client::connect();
    assert_eq!(
        client.error("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } }))
            ["code"],
        -32002
    );
    client.request("initialize", json!({ "processId": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    assert_eq!(client.error("initialize", json!({ "processId": null, "capabilities": {} }))["code"], -32600);
    client.request("shutdown", Value::Null);
    assert_eq!(
        client.error("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } }))
            ["code"],
        -32600
    );
    client.notify("exit", Value::Null);
    assert!(client.hang_up());
}

#[test]
fn a_client_that_hangs_up_ends_the_server() {
    let mut client = Client::start(profiles::helix(), &[]);
    client.open(URI, "markdown", "The prostitute of the city came and spoke.\n");
    client.pushed(URI, 1);
    // Without shutdown: the process ends with an error.
    assert!(!client.hang_up());
    let mut client = Client::start(profiles::helix(), &[]);
    client.notify("exit", Value::Null);
    assert!(!client.hang_up());
    // Also while an answer waits for news of the workspace.
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert!(!client.hang_up());
}

#[test]
fn what_is_no_json_is_answered() {
    let mut client = Client::start(profiles::helix(), &[]);
    client.send_raw("{ this is no JSON");
    let answer = client.wait("an error", |m| m.get("error").is_some());
    assert_eq!(answer["error"]["code"], -32700);
    client.open(URI, "markdown", "The prostitute of the city came and spoke.\n");
    assert_eq!(client.pushed(URI, 1).len(), 1);
    client.finish();
}
