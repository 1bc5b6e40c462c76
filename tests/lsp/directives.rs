//! Comments that speak to the linter: mistakes in them, and how they are mended.

use crate::client::{Client, applied, brief, profiles, range};
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/a.fr.md";

fn fixes(client: &mut Client, line: u32) -> Vec<Value> {
    let actions = client.actions(URI, &range(line, 6, 6), &["quickfix"]);
    actions.into_iter().filter(|a| a["diagnostics"][0]["code"].as_str().is_some_and(|c| c.starts_with("motjuste/"))).collect()
}

#[test]
fn a_comment_that_silences_nothing_is_told_and_removed() {
    let text = "Un.\n\n<!-- motjuste: ignore[fr/prostitution] because titre -->\n\nLe travail du sexe.\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let told = client.pulled(URI);
    assert_eq!(brief(&told), ["motjuste/ignores-nothing 2:0-2:56"]);
    assert_eq!((&told[0]["severity"], &told[0]["message"]), (&json!(2), &json!("cette consigne ne laisse rien passer")));
    let actions = fixes(&mut client, 2);
    assert_eq!(actions[0]["title"], "Supprimer ce commentaire");
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(applied(text, URI, &actions[0]["edit"]), "Un.\n\nLe travail du sexe.\n");
    // When the word comes, the comment is right.
    client.change(URI, 2, json!([{ "range": range(4, 3, 18), "text": "a prostitution" }]));
    assert_eq!(client.pulled(URI), Vec::<Value>::new());
    client.finish();
}

#[test]
fn a_comment_at_the_end_of_a_line_leaves_no_blank() {
    let text = "Rien ici. <!-- motjuste: ignore titre -->\nEncore.\n";
    let mut client = Client::start(profiles::emacs28(), &[]);
    client.open(URI, "markdown", text);
    assert_eq!(brief(&client.pushed(URI, 1)), ["motjuste/ignores-nothing 0:10-0:41"]);
    let actions = client.actions(URI, &range(0, 20, 20), &[]);
    assert_eq!(applied(text, URI, &actions[0]["edit"]), "Rien ici.\nEncore.\n");
    client.finish();
}

#[test]
fn a_slip_of_the_pen_and_a_missing_reason_are_mended() {
    let text = "La prostitution. <!-- motjuste: ignore[fr/prostitutoin] titre -->\n\n🙂 La prostitution. <!-- motjuste: ignore[fr/prostitution] -->\n";
    let mut client = Client::start(profiles::vscode(), &[]);
    client.open(URI, "markdown", text);
    let codes = brief(&client.pulled(URI));
    assert_eq!(codes.iter().filter(|c| c.starts_with("motjuste/")).count(), 2, "{codes:?}");
    let actions = client.actions(URI, &range(0, 30, 30), &["quickfix"]);
    let fixed = applied(text, URI, &actions[0]["edit"]);
    assert!(fixed.starts_with("La prostitution. <!-- motjuste: ignore[fr/prostitution] titre -->"), "{fixed}");
    let actions = client.actions(URI, &range(2, 30, 30), &["quickfix"]);
    assert!(actions[0]["isPreferred"].is_null());
    let fixed = applied(text, URI, &actions[0]["edit"]);
    assert!(fixed.ends_with("ignore[fr/prostitution] because pourquoi le mot convient ici -->\n"), "{fixed}");
    client.finish();
}
