//! A client that is no editor: it writes and reads messages, and remembers what nobody read.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::runtime::Runtime;

/// Longer than any answer takes, on a machine that does other things, too.
const PATIENCE: Duration = Duration::from_secs(60);

/// What real clients say of themselves, as far as it matters (recorded from their `initialize`).
pub mod profiles {
    use serde_json::{Value, json};

    fn base(mut more: Value) -> Value {
        let mut profile = json!({
            "textDocument": {
                "synchronization": { "didSave": true },
                "hover": { "contentFormat": ["markdown", "plaintext"] },
                "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
                "codeAction": {
                    "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix", "source"] } },
                    "isPreferredSupport": true
                }
            },
            "workspace": { "workspaceEdit": { "documentChanges": true }, "workspaceFolders": true }
        });
        merge(&mut profile, more.take());
        profile
    }

    fn merge(into: &mut Value, from: Value) {
        match (into, from) {
            (Value::Object(into), Value::Object(from)) => {
                from.into_iter().for_each(|(k, v)| merge(into.entry(k).or_insert(Value::Null), v))
            }
            (into, from) => *into = from,
        }
    }

    /// VS Code 1.13x: UTF-16 only, pulls, resolves edits, lets the server choose what to watch.
    pub fn vscode() -> Value {
        base(json!({
            "general": { "positionEncodings": ["utf-16"] },
            "textDocument": {
                "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
                "publishDiagnostics": { "codeDescriptionSupport": true, "dataSupport": true },
                "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } }
            },
            "workspace": {
                "diagnostics": { "refreshSupport": true },
                "didChangeWatchedFiles": { "dynamicRegistration": true },
                "workspaceEdit": { "resourceOperations": ["create", "rename", "delete"] },
                "applyEdit": true
            }
        }))
    }

    /// Neovim 0.11: UTF-8 first, pulls, does not watch.
    pub fn neovim() -> Value {
        base(json!({
            "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
            "textDocument": {
                "diagnostic": { "dynamicRegistration": false },
                "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit", "command"] } }
            }
        }))
    }

    /// Helix 25.01: UTF-8 first, is pushed to.
    pub fn helix() -> Value {
        base(json!({ "general": { "positionEncodings": ["utf-8", "utf-32", "utf-16"] } }))
    }

    /// Emacs 28 with Eglot 1.9: says nothing of encodings, does not resolve, is pushed to.
    pub fn emacs28() -> Value {
        base(json!({ "textDocument": { "hover": { "contentFormat": ["plaintext"] } } }))
    }

    /// Emacs 30 with Eglot 1.17: UTF-32 first, is pushed to.
    pub fn emacs30() -> Value {
        base(json!({ "general": { "positionEncodings": ["utf-32", "utf-8", "utf-16"] } }))
    }

    /// The poorest there is: plain edits, no code action literals beyond what it must know.
    pub fn kate() -> Value {
        base(json!({ "workspace": { "workspaceEdit": { "documentChanges": false } } }))
    }
}

/// One connection.
pub struct Client {
    runtime: Runtime,
    input: ReadHalf<DuplexStream>,
    output: WriteHalf<DuplexStream>,
    server: Option<std::thread::JoinHandle<bool>>,
    inbox: VecDeque<Value>,
    next_id: i64,
    /// The answer to `initialize`.
    pub initialized: Value,
}

impl Client {
    /// Starts a server and greets it. `roots`: its workspace folders.
    pub fn start(capabilities: Value, roots: &[&Path]) -> Client {
        Client::start_with(capabilities, roots, json!({}))
    }

    /// [`Client::start`] with further parameters of `initialize`.
    pub fn start_with(capabilities: Value, roots: &[&Path], more: Value) -> Client {
        let mut client = Client::connect();
        let folders: Vec<Value> = roots.iter().map(|r| json!({ "uri": uri(r), "name": "w" })).collect();
        let mut params = json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders });
        more.as_object().into_iter().flatten().for_each(|(k, v)| params[k] = v.clone());
        client.initialized = client.request("initialize", params);
        client.notify("initialized", json!({}));
        if capabilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] == true {
            client.answer("client/registerCapability", Value::Null);
        }
        client
    }

    /// A connection without a greeting.
    pub fn connect() -> Client {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let server = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
            let (input, output) = tokio::io::split(theirs);
            runtime.block_on(motjuste::lsp::serve(input, output))
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let (input, output) = tokio::io::split(ours);
        Client { runtime, input, output, server: Some(server), inbox: VecDeque::new(), next_id: 0, initialized: Value::Null }
    }

    pub fn send(&mut self, message: &Value) {
        self.send_raw(&message.to_string());
    }

    pub fn send_raw(&mut self, body: &str) {
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.runtime.block_on(async {
            let sent = tokio::time::timeout(PATIENCE, self.output.write_all(message.as_bytes())).await;
            sent.expect("the server reads").expect("the server is there");
        });
    }

    fn read(&mut self) -> Option<Value> {
        self.runtime.block_on(async {
            let message = async {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let byte = self.input.read_u8().await.ok()?;
                    head.push(byte);
                }
                let head = String::from_utf8(head).expect("an ASCII header");
                let length =
                    head.lines().find_map(|l| l.strip_prefix("Content-Length: ")).expect("a length").parse().expect("a number");
                let mut body = vec![0; length];
                self.input.read_exact(&mut body).await.ok()?;
                Some(serde_json::from_slice(&body).expect("JSON"))
            };
            tokio::time::timeout(PATIENCE, message).await.expect("a message of the server")
        })
    }

    /// The first message that is wanted; the others wait in the inbox.
    pub fn wait(&mut self, what: &str, mut is_wanted: impl FnMut(&Value) -> bool) -> Value {
        if let Some(n) = self.inbox.iter().position(&mut is_wanted) {
            return self.inbox.remove(n).expect("it is there");
        }
        loop {
            let message = self.read().unwrap_or_else(|| panic!("the server ended before {what}; unread: {:?}", self.inbox));
            if is_wanted(&message) {
                return message;
            }
            self.inbox.push_back(message);
        }
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        self.next_id
    }

    pub fn response(&mut self, id: i64) -> Value {
        self.wait(&format!("the answer to {id}"), |m| m["id"] == id && m.get("method").is_none())
    }

    /// The result of a request; an error is a failure.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].take()
    }

    /// The error of a request; a result is a failure.
    pub fn error(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut response = self.response(id);
        assert!(response.get("error").is_some(), "{method}: {response}");
        response["error"].take()
    }

    /// A request of the server, answered.
    pub fn answer(&mut self, method: &str, result: Value) -> Value {
        let mut request = self.wait(method, |m| m["method"] == method && m.get("id").is_some());
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
        request["params"].take()
    }

    pub fn notification(&mut self, method: &str) -> Value {
        self.wait(method, |m| m["method"] == method && m.get("id").is_none())["params"].take()
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The diagnostics that were pushed for a version. Those of versions before it are stale and passed over.
    pub fn pushed(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            let mut message = self.wait(&format!("diagnostics of {uri} {version}"), |m| {
                m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri
            });
            let told = message["params"]["version"].as_i64().expect("diagnostics of an open document name their version");
            assert!(told <= version, "diagnostics of a version that does not exist: {message}");
            if told == version {
                return message["params"]["diagnostics"].as_array_mut().map(std::mem::take).expect("a list");
            }
        }
    }

    /// The diagnostics that are pulled.
    pub fn pulled(&mut self, uri: &str) -> Vec<Value> {
        let mut report = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(report["kind"], "full", "{report}");
        report["items"].as_array_mut().map(std::mem::take).expect("a list")
    }

    pub fn actions(&mut self, uri: &str, range: &Value, only: &[&str]) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
    }

    pub fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        let params = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        self.request("textDocument/hover", params)
    }

    /// Says goodbye as the protocol wants it. Nothing may be left unread.
    pub fn finish(mut self) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.ended();
    }

    /// After `shutdown` and `exit`: nothing may be left unread.
    pub fn ended(mut self) {
        while let Some(message) = self.read() {
            self.inbox.push_back(message);
        }
        let polite = self.server.take().expect("finished once").join().expect("the server did not panic");
        assert!(polite, "shutdown was said");
        assert!(self.inbox.is_empty(), "left unread: {:#?}", self.inbox);
    }

    /// Hangs up without a word; returns what the server makes of it.
    pub fn hang_up(mut self) -> bool {
        let server = self.server.take().expect("finished once");
        drop(self);
        server.join().expect("the server did not panic")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        assert!(self.server.is_none() || std::thread::panicking(), "a test ends with finish() or hang_up()");
    }
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

pub fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

/// The code of every diagnostic with its range: `en/prostitute 0:2-0:12`.
pub fn brief(diagnostics: &[Value]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| {
            let (start, end) = (&d["range"]["start"], &d["range"]["end"]);
            let code = d["code"].as_str().unwrap_or("-");
            format!("{code} {}:{}-{}:{}", start["line"], start["character"], end["line"], end["character"])
        })
        .collect()
}

/// A text after the edits of a workspace edit for one document, in the order an editor applies them (last first). Positions
/// count UTF-16.
pub fn applied(text: &str, uri: &str, edit: &Value) -> String {
    let edits: Vec<Value> = match edit["changes"][uri].as_array() {
        Some(edits) => edits.clone(),
        None => edit["documentChanges"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|c| c["textDocument"]["uri"] == uri)
            .flat_map(|c| c["edits"].as_array().cloned().unwrap_or_default())
            .collect(),
    };
    assert!(!edits.is_empty(), "no edits of {uri} in {edit}");
    let byte = |p: &Value| {
        let mut at = 0;
        for _ in 0..p["line"].as_u64().unwrap_or(0) {
            at += text[at..].find('\n').expect("the line is there") + 1;
        }
        let mut left = p["character"].as_u64().unwrap_or(0);
        for c in text[at..].chars() {
            if left == 0 {
                break;
            }
            left -= c.len_utf16() as u64;
            at += c.len_utf8();
        }
        at
    };
    let mut edits: Vec<(usize, usize, String)> = edits
        .iter()
        .map(|e| (byte(&e["range"]["start"]), byte(&e["range"]["end"]), e["newText"].as_str().unwrap_or_default().to_string()))
        .collect();
    edits.sort();
    assert!(edits.windows(2).all(|w| w[0].1 <= w[1].0), "edits overlap: {edits:?}");
    let mut out = text.to_string();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, &new);
    }
    out
}
