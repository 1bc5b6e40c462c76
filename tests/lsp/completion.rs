//! The preferred term where a person begins an avoided one.

use crate::client::{Client, applied, profiles, range};
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/a.fr.md";

fn complete(client: &mut Client, uri: &str, line: u32, character: u32) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let answer = client.request("textDocument/completion", params);
    answer.as_array().or(answer["items"].as_array()).cloned().unwrap_or_default()
}

#[test]
fn who_types_on_asks_again() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "Contre la p");
    // A client that had other completions for the first letter would never ask for ours.
    let params = |character: u32| json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": character } });
    let first = client.request("textDocument/completion", params(11));
    assert_eq!(first, json!({ "isIncomplete": true, "items": [] }));
    client.change(URI, 2, json!([{ "range": range(0, 11, 11), "text": "rostituti" }]));
    let items = complete(&mut client, URI, 0, 20);
    assert!(items.iter().any(|i| i["label"] == "travail du sexe"), "{items:#?}");
    client.finish();
}

#[test]
fn the_article_before_it_follows() {
    let text = "🙂 Contre la prostituti";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let items = complete(&mut client, URI, 0, 23);
    let item = items.iter().find(|i| i["label"] == "travail du sexe").unwrap_or_else(|| panic!("{items:#?}"));
    let mut edits = item["additionalTextEdits"].as_array().cloned().unwrap_or_default();
    edits.push(item["textEdit"].clone());
    assert_eq!(applied(text, URI, &json!({ "changes": { URI: edits } })), "🙂 Contre le travail du sexe");
    client.finish();
}

#[test]
fn the_edit_covers_what_was_typed() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "🙂 les travailleurs du se");
    let items = complete(&mut client, URI, 0, 25);
    assert_eq!(items[0]["label"], "travailleurSEs du sexe", "{items:#?}");
    let edit = &items[0]["textEdit"];
    // From the word that was begun to the cursor, in UTF-16; what is filtered by is what stands there.
    assert_eq!((&edit["range"]["start"]["character"], &edit["range"]["end"]["character"]), (&json!(7), &json!(25)));
    assert_eq!(items[0]["filterText"], "travailleurs du se");
    assert!(complete(&mut client, URI, 0, 2).is_empty());
    client.finish();
}

#[test]
fn role_nouns_come_in_the_configured_style() {
    let folder = tempfile::tempdir().unwrap();
    let document = crate::client::uri(&folder.path().join("a.fr.md"));
    let text = "Les consultan\n\nunE militan\n";
    for (style, many, one) in [("nswp", "consultantEs", "militantE"), ("median", "consultant·e·s", "militant·e")] {
        std::fs::write(folder.path().join("motjuste.toml"), format!("[style]\nfr = \"{style}\"\n")).unwrap();
        let mut client = Client::start(profiles::vscode(), &[folder.path()]);
        client.open(&document, "markdown", text);
        let offered = |items: &[Value]| items.iter().map(|i| i["textEdit"]["newText"].to_string()).collect::<Vec<_>>();
        let items = complete(&mut client, &document, 0, 13);
        assert!(offered(&items)[0].contains(many), "{style}: {:?}", offered(&items));
        let items = complete(&mut client, &document, 2, 11);
        assert!(offered(&items).iter().any(|i| i.contains(one)), "{style}: {:?}", offered(&items));
        client.finish();
    }
}

#[test]
fn configurations_know_their_keys() {
    let mut client = Client::start(profiles::vscode(), &[]);
    let uri = "file:///nowhere/motjuste.toml";
    client.open(uri, "toml", "[severity]\n\"fr/prosti");
    let items = complete(&mut client, uri, 1, 10);
    assert!(items.iter().any(|i| i["label"] == "fr/prostitution"), "{items:?}");
    client.finish();
}

#[test]
fn lexicons_know_their_keys_and_values() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("words/en")).unwrap();
    std::fs::write(folder.path().join("motjuste.toml"), "lexicons = [\"words/en/house.toml\"]\n").unwrap();
    let lexicon = crate::client::uri(&folder.path().join("words/en/house.toml"));
    std::fs::write(folder.path().join("words/en/house.toml"), "").unwrap();
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&lexicon, "toml", "[[entry]]\nconcept = \"\nfi\n");
    let labels = |items: &[Value]| items.iter().map(|i| i["label"].clone()).collect::<Vec<_>>();
    assert!(labels(&complete(&mut client, &lexicon, 1, 11)).contains(&json!("sex-work")));
    assert!(labels(&complete(&mut client, &lexicon, 2, 2)).contains(&json!("find")));
    // Another TOML file is none of ours.
    client.open("file:///nowhere/Cargo.toml", "toml", "fi");
    assert!(complete(&mut client, "file:///nowhere/Cargo.toml", 0, 2).is_empty());
    client.finish();
}
