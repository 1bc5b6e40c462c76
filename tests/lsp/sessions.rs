//! Sessions of real editors, recorded by `scripts/record-session` and played again: whatever they asked is answered, and what
//! a person saw then is seen now. Messages and hovers may be worded anew; places, codes and edits may not change by
//! themselves.

use crate::client::{Client, brief};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What of an answer has to stay as it was.
fn gist(method: &str, result: &Value) -> Value {
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    match method {
        "initialize" => result["capabilities"]["positionEncoding"].clone(),
        "textDocument/diagnostic" => json!([result["kind"], brief(&list(&result["items"]))]),
        "textDocument/codeAction" => {
            let preferred = list(result).into_iter().find(|a| a["isPreferred"] == true);
            let kinds: Vec<Value> = list(result).iter().map(|a| a["kind"].clone()).collect();
            json!([preferred.map(|a| a["edit"].clone()), kinds.first()])
        }
        "codeAction/resolve" => result["edit"].clone(),
        "textDocument/hover" => result["range"].clone(),
        "workspace/executeCommand" => json!(result.is_null()),
        _ => Value::Null,
    }
}

/// Diagnostics are told with a version; what was said before it is over.
#[derive(Default)]
struct Told(BTreeMap<String, (i64, Vec<String>)>);

impl Told {
    fn hear(&mut self, params: &Value) {
        let items = brief(params["diagnostics"].as_array().map_or(&[], Vec::as_slice));
        let version = params["version"].as_i64().unwrap_or(i64::MAX);
        self.0.insert(params["uri"].as_str().unwrap_or_default().to_string(), (version, items));
    }

    /// Waits for what the record tells, or something newer: several changes may be told at once.
    fn wait(&mut self, client: &mut Client, recorded: &Value) {
        let uri = recorded["uri"].as_str().unwrap_or_default();
        let wanted = recorded["version"].as_i64().unwrap_or(i64::MAX);
        while self.0.get(uri).is_none_or(|(version, _)| *version < wanted) {
            let params = client.notification("textDocument/publishDiagnostics");
            self.hear(&params);
        }
        let (version, items) = &self.0[uri];
        if *version == wanted {
            assert_eq!(*items, brief(recorded["diagnostics"].as_array().map_or(&[], Vec::as_slice)), "{uri}, version {version}");
        }
    }
}

/// The names of results, as they were and as they are now: a client says them again.
#[derive(Default)]
struct Names(BTreeMap<String, Value>);

impl Names {
    fn hear(&mut self, then: &Value, now: &Value) {
        if let (Some(then), now @ Value::String(_)) = (then["resultId"].as_str(), &now["resultId"]) {
            self.0.insert(then.to_string(), now.clone());
        }
        for item in then["items"].as_array().into_iter().flatten() {
            let same = now["items"].as_array().into_iter().flatten().find(|i| i["uri"] == item["uri"]);
            if let Some(same) = same.filter(|_| item.get("uri").is_some()) {
                self.hear(item, same);
            }
        }
    }

    fn rename(&self, name: &mut Value) {
        if let Some(now) = name.as_str().and_then(|n| self.0.get(n)) {
            *name = now.clone();
        }
    }

    fn say(&self, message: &mut Value) {
        let Some(params) = message.get_mut("params") else { return };
        if let Some(name) = params.get_mut("previousResultId") {
            self.rename(name);
        }
        let all = params.get_mut("previousResultIds").and_then(Value::as_array_mut);
        all.into_iter().flatten().for_each(|id| self.rename(&mut id["value"]));
    }
}

fn play(path: &Path) {
    let record = fs::read_to_string(path).unwrap();
    let mut client = Client::connect();
    // Methods by the id of the request: those of the client, and those of the server with the id it has now.
    let (mut asked, mut asking) = (BTreeMap::new(), BTreeMap::new());
    let mut told = Told::default();
    let mut names = Names::default();
    // The actions offered last, then and now: what travels with them differs from run to run.
    let (mut then, mut now) = (Vec::new(), Vec::new());
    for line in record.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if let Some(message) = line.get("client") {
            let mut message = message.clone();
            let method = message.get("method").and_then(Value::as_str).map(str::to_string);
            match (method.as_deref(), message.get("id").map(Value::to_string)) {
                (Some("exit"), _) => break,
                (Some(method), Some(id)) => {
                    if method == "codeAction/resolve" {
                        let title = &message["params"]["title"];
                        let at = then.iter().position(|a: &Value| a["title"] == *title).expect("it was offered");
                        message["params"] = Value::clone(&now[at]);
                    }
                    asked.insert(id, method.to_string());
                }
                (Some(_), None) => {}
                (None, id) => {
                    let id: Value = asking.remove(&id.unwrap_or_default()).expect("the server asked before it is answered");
                    message["id"] = id;
                }
            }
            names.say(&mut message);
            client.send(&message);
            continue;
        }
        let message = &line["server"];
        match (message.get("method").and_then(Value::as_str), message.get("id")) {
            (Some("textDocument/publishDiagnostics"), None) => told.wait(&mut client, &message["params"]),
            (Some(method), None) => drop(client.notification(method)),
            (Some(method), Some(id)) => {
                let request = client.wait(method, |m| m["method"] == method && m.get("id").is_some());
                asking.insert(id.to_string(), request["id"].clone());
            }
            (None, Some(id)) => {
                let method = &asked[&id.to_string()];
                let response = client.wait(&format!("the answer to {method}"), |m| m["id"] == *id && m.get("method").is_none());
                assert_eq!(response.get("error").is_some(), message.get("error").is_some(), "{method}: {response}");
                assert_eq!(gist(method, &response["result"]), gist(method, &message["result"]), "{method}");
                names.hear(&message["result"], &response["result"]);
                if method == "textDocument/codeAction" {
                    then = message["result"].as_array().cloned().unwrap_or_default();
                    now = response["result"].as_array().cloned().unwrap_or_default();
                }
            }
            (None, None) => {}
        }
    }
    client.notify("exit", Value::Null);
    client.ended();
}

#[test]
fn recorded_sessions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/sessions");
    let mut played = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "jsonl") {
            println!("{}", path.display());
            play(&path);
            played += 1;
        }
    }
    assert!(played >= 3, "the sessions are there");
}
