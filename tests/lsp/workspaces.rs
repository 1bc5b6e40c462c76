//! Which configuration is in force, mistakes in it, and commands.

use crate::client::{Client, brief, profiles, uri};
use crate::commands::run;
use serde_json::{Value, json};
use std::fs;

const TEXT: &str = "A prostitute in a brothel of the city.\n";

#[test]
fn the_innermost_configuration_wins_also_outside_every_root() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("root/inner")).unwrap();
    fs::create_dir_all(path("outside")).unwrap();
    fs::write(path("root/motjuste.toml"), "[severity]\n\"en/prostitute\" = \"info\"\n").unwrap();
    fs::write(path("root/inner/motjuste.toml"), "[severity]\n\"en/prostitute\" = \"off\"\n").unwrap();
    fs::write(path("outside/motjuste.toml"), "[severity]\n\"en/prostitute\" = \"warning\"\n").unwrap();
    let mut client = Client::start(profiles::helix(), &[&path("root"), &path("root/inner")]);
    for (name, severity) in [("root/a.md", Some(3)), ("root/inner/a.md", None), ("outside/a.md", Some(2))] {
        let uri = uri(&path(name));
        client.open(&uri, "markdown", TEXT);
        let diagnostics = client.pushed(&uri, 1);
        let found = diagnostics.iter().find(|d| d["code"] == "en/prostitute");
        assert_eq!(found.and_then(|d| d["severity"].as_i64()), severity, "{name}");
    }
    client.finish();
}

#[test]
fn a_mistake_leaves_the_last_good_configuration_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("motjuste.toml");
    let document = uri(&folder.path().join("a.md"));
    fs::write(&config, "[severity]\n\"en/prostitute\" = \"info\"\n").unwrap();
    let mut client = Client::start(profiles::helix(), &[folder.path()]);
    client.open(&document, "markdown", TEXT);
    let severity = |d: &[Value]| d.iter().find(|d| d["code"] == "en/prostitute").map(|d| d["severity"].clone());
    assert_eq!(severity(&client.pushed(&document, 1)), Some(json!(3)));
    fs::write(&config, "[severity]\n\"en/prostitut\" = \"off\"\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&config), "type": 2 }] }));
    assert_eq!(severity(&client.pushed(&document, 1)), Some(json!(3)));
    assert!(client.notification("window/showMessage")["message"].as_str().is_some_and(|m| m.contains("did you mean")));
    let told = client.notification("textDocument/publishDiagnostics");
    assert_eq!((&told["uri"], &told["diagnostics"][0]["range"]["start"]["line"]), (&json!(uri(&config)), &json!(1)));
    // Mended: the diagnostic goes.
    fs::write(&config, "[severity]\n\"en/prostitute\" = \"off\"\n").unwrap();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&config) } }));
    assert_eq!(severity(&client.pushed(&document, 1)), None);
    assert_eq!(client.notification("textDocument/publishDiagnostics")["diagnostics"], json!([]));
    client.finish();
}

/// An entry of the writer's own, in a lexicon of the folder.
const HOUSE: &str = r#"[[entry]]
id = "en/house"
concept = "workplace"
denotes = "place"
kind = "stigma"
severity = "info"
confidence = "attested"
sources = ["LIC"]
find = ["[bawdyhouse]"]
say = [{ text = "[workplace]", fix = "auto" }]
why = "House style."
why_en = "House style."
legitimate = "Never."
legitimate_en = "Never."

[[entry.change]]
from = "They left the bawdyhouse."
to = "They left the workplace."

[[entry.change]]
from = "Two bawdyhouses closed."
to = "Two workplaces closed."

[[entry.silent]]
text = "Nothing is said here."

[[entry.silent]]
text = "They left the workplace."
"#;

#[test]
fn a_mistake_in_a_lexicon_is_told_there_and_the_last_good_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("words/en")).unwrap();
    let lexicon = folder.path().join("words/en/house.toml");
    let document = uri(&folder.path().join("a.md"));
    let broken = HOUSE.replace("find = ", "fnd = ");
    for profile in [profiles::helix(), profiles::vscode()] {
        fs::write(folder.path().join("motjuste.toml"), "lexicons = [\"words/en/house.toml\"]\n").unwrap();
        fs::write(&lexicon, HOUSE).unwrap();
        let pulls = !profile["textDocument"]["diagnostic"].is_null();
        let mut client = Client::start(profile, &[folder.path()]);
        client.open(&document, "markdown", "The bawdyhouse closed when the law changed.\n");
        let told = if pulls { client.pulled(&document) } else { client.pushed(&document, 1) };
        assert_eq!(brief(&told), ["en/house 0:4-0:14"]);
        // It is saved with a mistake in it.
        fs::write(&lexicon, &broken).unwrap();
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&lexicon), "type": 2 }] }));
        let told = if pulls {
            client.answer("workspace/diagnostic/refresh", Value::Null);
            client.pulled(&document)
        } else {
            client.pushed(&document, 1)
        };
        assert_eq!(brief(&told), ["en/house 0:4-0:14"], "the last good one stays in force");
        let message = client.notification("window/showMessage");
        assert!(message["message"].as_str().is_some_and(|m| m.contains("house.toml") && m.contains("last good")), "{message}");
        let told = if pulls {
            let items = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }))["items"].clone();
            let item = items.as_array().unwrap().iter().find(|i| i["uri"] == uri(&lexicon)).cloned();
            item.unwrap_or_else(|| panic!("{items}"))["items"].clone()
        } else {
            let told = client.notification("textDocument/publishDiagnostics");
            assert_eq!(told["uri"], uri(&lexicon));
            told["diagnostics"].clone()
        };
        assert!(told[0]["message"].as_str().is_some_and(|m| m.contains("fnd")), "{told}");
        assert_eq!(told[0]["range"]["start"]["line"], 8, "{told}");
        // Mended: it is in force, and the mistake is gone.
        fs::write(&lexicon, HOUSE.replace("\"info\"", "\"warning\"")).unwrap();
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&lexicon), "type": 2 }] }));
        let told = if pulls {
            client.answer("workspace/diagnostic/refresh", Value::Null);
            client.pulled(&document)
        } else {
            let told = client.pushed(&document, 1);
            assert_eq!(client.notification("textDocument/publishDiagnostics")["diagnostics"], json!([]));
            told
        };
        assert_eq!(told[0]["severity"], 2);
        client.finish();
    }
}

#[test]
fn a_form_that_can_never_match_is_told_in_the_lexicon() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("words/en")).unwrap();
    let lexicon = folder.path().join("words/en/house.toml");
    let entry = HOUSE.replace("find = [\"[bawdyhouse]\"]", "find = [\"[bawdyhouse]\", \"…\"]");
    fs::write(folder.path().join("motjuste.toml"), "lexicons = [\"words/en/house.toml\"]\n").unwrap();
    fs::write(&lexicon, &entry).unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&uri(&lexicon), "toml", &entry);
    let told = client.pulled(&uri(&lexicon));
    assert!(told[0]["message"].as_str().is_some_and(|m| m.contains("can never match")), "{told:?}");
    let message = client.notification("window/showMessage");
    assert!(message["message"].as_str().is_some_and(|m| m.contains("can never match")), "{message}");
    client.finish();
}

#[test]
fn a_document_without_a_place_has_the_first_root_s_configuration() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("other")).unwrap();
    fs::write(folder.path().join("motjuste.toml"), "[severity]\n\"en/prostitute\" = \"info\"\n").unwrap();
    let mut client = Client::start(profiles::helix(), &[folder.path(), &folder.path().join("other")]);
    client.open("untitled:Untitled-1", "plaintext", TEXT);
    let told = client.pushed("untitled:Untitled-1", 1);
    assert_eq!(told.iter().find(|d| d["code"] == "en/prostitute").map(|d| &d["severity"]), Some(&json!(3)));
    client.finish();
}

#[test]
fn a_file_in_two_roots_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("inner")).unwrap();
    fs::write(folder.path().join("inner/a.md"), TEXT).unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path(), &folder.path().join("inner")]);
    let items = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }))["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    client.finish();
}

/// A file that nobody may write is read like any other, and its actions are the client's to refuse.
#[test]
fn a_read_only_document_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, TEXT).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut client = Client::start(profiles::helix(), &[folder.path()]);
    client.open(&uri(&path), "markdown", TEXT);
    assert_eq!(client.pushed(&uri(&path), 1).len(), 2);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&path) } }));
    assert!(!client.hover(&uri(&path), 0, 4).is_null());
    client.finish();
}

#[test]
fn mistakes_are_shown_where_they_are_made() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("words/en")).unwrap();
    let (config, lexicon) = (folder.path().join("motjuste.toml"), folder.path().join("words/en/house.toml"));
    fs::write(&config, "lexicons = [\"words/en/house.toml\"]\n").unwrap();
    fs::write(&lexicon, "").unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&uri(&config), "toml", "lexicon = [\"words/en/house.toml\"]\n");
    let diagnostics = client.pulled(&uri(&config));
    assert!(diagnostics[0]["message"].as_str().is_some_and(|m| m.contains("did you mean \"lexicons\"?")), "{diagnostics:?}");
    client.open(&uri(&lexicon), "toml", "[[entry]]\nid = \"en/x\"\nfnd = [\"y\"]\n");
    let diagnostics = client.pulled(&uri(&lexicon));
    assert!(!diagnostics.is_empty());
    assert!(diagnostics[0]["message"].as_str().is_some_and(|m| m.contains("fnd")), "{diagnostics:?}");
    // What only trying shows, once it is saved: the second example says that the word stays, and it does not.
    let entry = HOUSE.replace("text = \"They left the workplace.\"", "text = \"The bawdyhouse stays.\"");
    fs::write(&lexicon, &entry).unwrap();
    client.change(&uri(&lexicon), 2, json!([{ "text": entry }]));
    let diagnostics = client.pulled(&uri(&lexicon));
    assert!(diagnostics.iter().any(|d| d["message"].as_str().is_some_and(|m| m.contains("must stay silent"))), "{diagnostics:?}");
    // Another TOML file is none of ours.
    client.open("file:///nowhere/Cargo.toml", "toml", "[[entry]]\nfnd = 1\n");
    assert_eq!(client.pulled("file:///nowhere/Cargo.toml"), Vec::<Value>::new());
    client.finish();
}

#[test]
fn the_status_of_a_document() {
    let mut client = Client::start(profiles::vscode(), &[]);
    let uri = "file:///nowhere/a.fr.md";
    client.open(uri, "markdown", "La prostitution est pénalisée.\n");
    let status = run(&mut client, "motjuste.status", json!([uri]));
    assert_eq!((&status["language"], &status["style"], &status["errors"]), (&json!("fr"), &json!("nswp"), &json!(1)), "{status}");
    let commands = &client.initialized["capabilities"]["executeCommandProvider"]["commands"];
    assert!(commands.as_array().is_some_and(|c| c.contains(&json!("motjuste.status"))));
    assert_eq!(
        client.error("workspace/executeCommand", json!({ "command": "motjuste.status", "arguments": [] }))["code"],
        -32602
    );
    assert_eq!(client.error("workspace/executeCommand", json!({ "command": "rm" }))["code"], -32602);
    client.finish();
}

#[test]
fn what_was_exempted_is_shown_on_request() {
    let mut client = Client::start(profiles::vscode(), &[]);
    let uri = "file:///nowhere/a.txt";
    client.open(uri, "plaintext", "See https://example.org/prostitution for the report of the committee.\n");
    assert_eq!(client.pulled(uri), Vec::<Value>::new());
    let exempted = run(&mut client, "motjuste.showExempted", json!([{ "uri": uri }]));
    assert_eq!((&exempted[0]["text"], &exempted[0]["kind"]), (&json!("prostitution"), &json!("identifier")), "{exempted}");
    client.finish();
}

#[test]
fn the_whole_workspace_is_checked_on_request() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "b.md"] {
        fs::write(folder.path().join(name), TEXT).unwrap();
    }
    fs::write(folder.path().join("bad.txt"), b"\xff\xfe\xfd").unwrap();
    let mut client = Client::start(profiles::helix(), &[folder.path()]);
    let answer = run(&mut client, "motjuste.checkWorkspace", json!([]));
    assert_eq!(answer["summary"]["files"], 2, "{answer}");
    for _ in 0..2 {
        let told = client.notification("textDocument/publishDiagnostics");
        assert!(brief(told["diagnostics"].as_array().unwrap()).iter().any(|d| d.starts_with("en/prostitute")), "{told}");
    }
    client.finish();
}

#[test]
fn roots_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), TEXT).unwrap();
    let mut client = Client::start(profiles::helix(), &[]);
    let added = json!({ "event": { "added": [{ "uri": uri(folder.path()), "name": "x" }], "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", added);
    let answer = run(&mut client, "motjuste.checkWorkspace", json!([]));
    assert_eq!(answer["summary"]["files"], 1, "{answer}");
    client.notification("textDocument/publishDiagnostics");
    let removed = json!({ "event": { "added": [], "removed": [{ "uri": uri(folder.path()), "name": "x" }] } });
    client.notify("workspace/didChangeWorkspaceFolders", removed);
    assert_eq!(run(&mut client, "motjuste.checkWorkspace", json!([]))["summary"]["files"], 0);
    client.finish();
}
