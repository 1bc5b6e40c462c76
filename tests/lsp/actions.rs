//! Quick fixes, fixing all, and saying that a word is right.

use crate::client::{Client, applied, profiles, range, uri};
use serde_json::{Value, json};
use std::fs;

const URI: &str = "file:///nowhere/a.md";
const FRENCH: &str = "La prostitution est pénalisée.\n\nLes prostituées sont arrêtées.\n\nLa prostitution existe.\n";

fn titled<'a>(actions: &'a [Value], part: &str) -> &'a Value {
    actions
        .iter()
        .find(|a| a["title"].as_str().is_some_and(|t| t.contains(part)))
        .unwrap_or_else(|| panic!("no “{part}” in {actions:#?}"))
}

#[test]
fn the_one_safe_first_choice_is_preferred() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", FRENCH);
    let actions = client.actions(URI, &range(0, 5, 5), &["quickfix"]);
    let preferred: Vec<&Value> = actions.iter().filter(|a| a["isPreferred"] == true).collect();
    assert_eq!(preferred.len(), 1, "{actions:#?}");
    assert_eq!(preferred[0], &actions[0]);
    assert_eq!(preferred[0]["diagnostics"][0]["code"], "fr/prostitution");
    assert!(applied(FRENCH, URI, &actions[0]["edit"]).starts_with("Le travail du sexe est pénalisé."));
    client.finish();
}

#[test]
fn the_doubtful_name_the_words_to_look_at() {
    let text = "Les prostituées de la ville parlent. Elles demandent des droits, et elles les auront.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let actions = client.actions(URI, &range(0, 6, 6), &["quickfix"]);
    let action = titled(&actions, "accords à vérifier");
    assert!(action["isPreferred"].is_null(), "{action}");
    assert!(action["title"].as_str().is_some_and(|t| t.to_lowercase().contains("elles")), "{action}");
    client.finish();
}

#[test]
fn all_that_is_safe_is_fixed_at_once() {
    // A client that resolves edits, and forgets what an action carries until then.
    let mut forgetful = profiles::vscode();
    forgetful["textDocument"]["codeAction"]["dataSupport"] = json!(false);
    for profile in [profiles::vscode(), forgetful, profiles::emacs28(), profiles::kate()] {
        let resolves = profile["textDocument"]["codeAction"]["dataSupport"] == true;
        let mut client = Client::start(profile, &[]);
        client.open(URI, "markdown", FRENCH);
        if client.initialized["capabilities"]["diagnosticProvider"].is_null() {
            assert!(client.pushed(URI, 1).len() >= 3);
        }
        for only in ["source.fixAll.motjuste", "source.fixAll", "source"] {
            let actions = client.actions(URI, &range(0, 0, 0), &[only]);
            let [action] = &actions[..] else { panic!("{actions:#?}") };
            assert_eq!(action["kind"], "source.fixAll.motjuste");
            // Who does not resolve gets the edit at once.
            assert_eq!(action["edit"].is_null(), resolves);
            // Neovim gives nulls and empty objects back as an empty list.
            let data = action["data"].to_string();
            assert!(!resolves || !data.contains("null") && !data.contains("{}"), "{data}");
            let action = if resolves { client.request("codeAction/resolve", action.clone()) } else { action.clone() };
            let fixed = applied(FRENCH, URI, &action["edit"]);
            assert_eq!(
                fixed,
                "Le travail du sexe est pénalisé.\n\nLes travailleurSEs du sexe sont arrêtéEs.\n\nLe travail du sexe existe.\n"
            );
        }
        assert_eq!(client.actions(URI, &range(0, 0, 9), &["refactor"]), Vec::<Value>::new());
        client.finish();
    }
}

#[test]
fn one_entry_is_fixed_everywhere() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", FRENCH);
    let actions = client.actions(URI, &range(0, 5, 5), &["quickfix"]);
    let action =
        client.request("codeAction/resolve", titled(&actions, "Corriger tout ce qui est sûr pour fr/prostitution").clone());
    let fixed = applied(FRENCH, URI, &action["edit"]);
    assert_eq!(fixed, "Le travail du sexe est pénalisé.\n\nLes prostituées sont arrêtées.\n\nLe travail du sexe existe.\n");
    client.finish();
}

#[test]
fn nothing_is_done_to_a_text_that_changed_meanwhile() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", FRENCH);
    let actions = client.actions(URI, &range(0, 0, 0), &["source.fixAll"]);
    client.change(URI, 2, json!([{ "range": range(0, 0, 0), "text": "Non. " }]));
    let error = client.error("codeAction/resolve", actions[0].clone());
    assert_eq!(error["code"], -32801, "{error}");
    // An action that has its edit comes back as it is (Neovim asks for those, too).
    let actions = client.actions(URI, &range(0, 9, 9), &["quickfix"]);
    assert_eq!(client.request("codeAction/resolve", actions[0].clone()), actions[0]);
    client.finish();
}

#[test]
fn the_ranges_of_the_client_s_diagnostics_are_not_used() {
    let text = "🙂🙂 La prostitution existe.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    // Neovim 0.7 sends byte columns here.
    let wrong = json!([{ "range": range(0, 12, 24), "message": "x", "source": "motjuste", "code": "fr/prostitution" }]);
    let params = json!({ "textDocument": { "uri": URI }, "range": range(0, 9, 9), "context": { "diagnostics": wrong } });
    let actions = client.request("textDocument/codeAction", params);
    assert_eq!(applied(text, URI, &actions[0]["edit"]), "🙂🙂 Le travail du sexe existe.\n");
    client.finish();
}

#[test]
fn ignoring_here_writes_a_comment_with_a_place_for_the_reason() {
    let text = "La prostitution existe.  \nEncore.\n\n| a | prostitution |\n|---|---|\n";
    let mut client = Client::start_with(profiles::vscode(), &[], json!({}));
    client.open("file:///nowhere/a.fr.md", "markdown", text);
    let uri = "file:///nowhere/a.fr.md";
    let actions = client.actions(uri, &range(0, 5, 5), &["quickfix"]);
    let fixed = applied(text, uri, &titled(&actions, "Ignorer « prostitution » ici")["edit"]);
    assert!(
        fixed.starts_with(
            "La prostitution existe. <!-- motjuste: ignore[fr/prostitution] because pourquoi le mot convient ici -->  \nEncore."
        ),
        "{fixed}"
    );
    // In a table the end of the line is no place for it.
    let actions = client.actions(uri, &range(3, 8, 8), &["quickfix"]);
    let fixed = applied(text, uri, &titled(&actions, "Ignorer « prostitution » ici")["edit"]);
    assert!(
        fixed.contains("| prostitution <!-- motjuste: ignore[fr/prostitution] because pourquoi le mot convient ici --> |"),
        "{fixed}"
    );
    client.finish();
}

#[test]
fn the_configuration_gets_what_a_person_decides() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("motjuste.toml");
    let old = "# ours\n\n[packs] # which\nsex-work = true\n";
    fs::write(&config, old).unwrap();
    let document = uri(&folder.path().join("a.fr.md"));
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&document, "markdown", "Le bar Prostitution Libre se réunit.\n");
    let actions = client.actions(&document, &range(0, 11, 11), &["quickfix"]);
    let action = client.request("codeAction/resolve", titled(&actions, "Protéger le nom « Prostitution Libre »").clone());
    let new = applied(old, &uri(&config), &action["edit"]);
    assert_eq!(new, "# ours\n\nnames = [\"Prostitution Libre\"]\n\n[packs] # which\nsex-work = true\n");
    let action = client.request("codeAction/resolve", titled(&actions, "dans ce projet").clone());
    let new = applied(old, &uri(&config), &action["edit"]);
    assert!(new.starts_with(old) && new.contains("[severity]\n\"fr/prostitution\" = \"off\"\n"), "{new}");
    // The name is protected as soon as the file is saved.
    fs::write(&config, "names = [\"Prostitution Libre\"]\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&config), "type": 2 }] }));
    client.answer("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(client.pulled(&document), Vec::<Value>::new());
    client.finish();
}

#[test]
fn a_configuration_that_is_not_there_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let document = uri(&folder.path().join("a.fr.md"));
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    client.open(&document, "markdown", "La prostitution existe.\n");
    let actions = client.actions(&document, &range(0, 5, 5), &["quickfix"]);
    let action = client.request("codeAction/resolve", titled(&actions, "dans ce projet").clone());
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[1]["edits"][0]["newText"], "[severity]\n\"fr/prostitution\" = \"off\"\n");
    client.finish();
    // A client that makes no files is not offered it.
    let mut client = Client::start(profiles::neovim(), &[folder.path()]);
    client.open(&document, "markdown", "La prostitution existe.\n");
    let actions = client.actions(&document, &range(0, 5, 5), &["quickfix"]);
    assert!(!actions.iter().any(|a| a["title"].as_str().is_some_and(|t| t.contains("dans ce projet"))), "{actions:#?}");
    client.finish();
}

#[test]
fn where_a_comment_has_no_place_the_configuration_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let text = "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\nmsgid \"Sex work\"\nmsgstr \"La prostitution\"\n";
    let mut client = Client::start(profiles::vscode(), &[folder.path()]);
    for (name, language, text, line) in
        [("fr.po", "po", text, 5), ("a.fr.txt", "plaintext", "La prostitution est pénalisée ici.\n", 0)]
    {
        let document = uri(&folder.path().join(name));
        client.open(&document, language, text);
        let actions = client.actions(&document, &range(line, 14, 14), &["quickfix"]);
        let action = client.request("codeAction/resolve", titled(&actions, "Ignorer « prostitution » ici").clone());
        let new = action["edit"]["documentChanges"][1]["edits"][0]["newText"].as_str().unwrap_or_default();
        let lines: Vec<&str> = new.lines().collect();
        let matches = format!("match = [\"/{name}\"]");
        assert_eq!(lines[..3], ["[[ignore]]", matches.as_str(), "entry = \"fr/prostitution\""], "{new}");
        assert!(new.contains("text = \"prostitution\"") && new.contains("reason = "), "{new}");
    }
    // A document without a place on the disk has no configuration of its own.
    client.open("untitled:Untitled-1", "plaintext", "La prostitution est pénalisée dans la ville.\n");
    let actions = client.actions("untitled:Untitled-1", &range(0, 5, 5), &["quickfix"]);
    assert!(!actions.iter().any(|a| a["title"].as_str().is_some_and(|t| t.contains(" ici"))), "{actions:#?}");
    client.finish();
}
