//! Documents stay the same on both sides, whatever the unit of positions and the order of changes.

use crate::client::{Client, applied, brief, profiles, range};
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/a.md";

#[test]
fn positions_are_counted_as_agreed() {
    // An emoji and a letter with an accent before the term: each unit gives another column.
    let text = "🙂é prostitute one\n";
    for (profile, name, column) in [
        (profiles::vscode(), "utf-16", 4),
        (profiles::neovim(), "utf-8", 7),
        (profiles::helix(), "utf-8", 7),
        (profiles::emacs28(), "utf-16", 4),
        (profiles::emacs30(), "utf-32", 3),
        (profiles::kate(), "utf-16", 4),
    ] {
        let pulls = !profile["textDocument"]["diagnostic"].is_null();
        let mut client = Client::start_with(profile, &[], json!({ "initializationOptions": {} }));
        let capabilities = &client.initialized["capabilities"];
        assert_eq!(capabilities["positionEncoding"], name);
        // Never both.
        assert_eq!(!capabilities["diagnosticProvider"].is_null(), pulls);
        client.open(URI, "markdown", &format!("The women met in the city and talked about their work.\n\n{text}"));
        let diagnostics = if pulls { client.pulled(URI) } else { client.pushed(URI, 1) };
        assert_eq!(brief(&diagnostics), [format!("en/prostitute 2:{column}-2:{}", column + 10)], "{name}");
        // An edit at a position of the same unit lands beside the term.
        client.change(URI, 2, json!([{ "range": range(2, column, column), "text": "prostitute " }]));
        let diagnostics = if pulls { client.pulled(URI) } else { client.pushed(URI, 2) };
        assert_eq!(diagnostics.len(), 2, "{name}: {diagnostics:?}");
        client.finish();
    }
}

#[test]
fn changes_apply_in_the_order_they_came() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "");
    // Each change appends a digit; then a hover sees them all.
    for version in 2..202 {
        let text = if version == 201 { " prostitute is a word that harms people" } else { "The " };
        client.change(
            URI,
            version,
            json!([{ "range": range(0, (version as u32 - 2) * 4, (version as u32 - 2) * 4), "text": text }]),
        );
    }
    let hover = client.hover(URI, 0, 199 * 4 + 3);
    assert!(hover["contents"]["value"].as_str().is_some_and(|v| v.contains("sex worker")), "{hover}");
    client.finish();
}

#[test]
fn changes_of_one_notification_build_on_one_another() {
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", "one\r\ntwo\r\n");
    let changes = json!([
        { "range": range(1, 0, 3), "text": "the prostitute came and said that she wants to work\r\n" },
        { "range": range(0, 0, 3), "text": "first\r\nsecond" },
        { "range": range(2, 4, 4), "text": "old " }
    ]);
    client.change(URI, 2, changes);
    assert_eq!(brief(&client.pulled(URI)), ["en/prostitute 2:8-2:18"]);
    // A change without a range is the whole text.
    client.change(URI, 3, json!([{ "text": "nothing of note" }]));
    assert_eq!(client.pulled(URI), Vec::<Value>::new());
    client.finish();
}

#[test]
fn an_edit_fits_the_text_it_was_made_for() {
    let text = "🙂 Les prostituées sont arrêtées.\r\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let actions = client.actions(URI, &range(0, 7, 18), &["quickfix"]);
    let edit = &actions[0]["edit"];
    assert_eq!(edit["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(applied(text, URI, edit), "🙂 Les travailleurSEs du sexe sont arrêtéEs.\r\n");
    client.finish();
}
