//! The preferred term where a person begins an avoided one.

use crate::client::{Client, profiles};
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/a.fr.md";

fn complete(client: &mut Client, uri: &str, line: u32, character: u32) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    client.request("textDocument/completion", params).as_array().cloned().unwrap_or_default()
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
