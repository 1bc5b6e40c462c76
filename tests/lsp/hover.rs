//! Why, what to say instead, where to read on.

use crate::client::{Client, profiles};

const URI: &str = "file:///nowhere/a.md";

#[test]
fn the_page_of_a_finding() {
    let mut client = Client::start(profiles::neovim(), &[]);
    client.open(URI, "markdown", "Ici, la prostitution est pénalisée.\n");
    let hover = client.hover(URI, 0, 12);
    let page = hover["contents"]["value"].as_str().unwrap_or_default();
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(page.contains("Ici, **le** **travail du sexe** est **pénalisé**."), "{page}");
    assert!(page.contains("](http") && page.contains("`fr/prostitution`"), "{page}");
    assert_eq!(hover["range"]["start"]["character"], 8);
    assert!(client.hover(URI, 0, 0).is_null());
    assert!(client.hover(URI, 99, 99).is_null());
    client.finish();
}

#[test]
fn clients_without_markdown_get_none() {
    let mut client = Client::start(profiles::emacs28(), &[]);
    client.open(URI, "markdown", "Ici, la prostitution est pénalisée.\n");
    client.pushed(URI, 1);
    let hover = client.hover(URI, 0, 12);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().unwrap_or("*").contains('*'), "{hover}");
    client.finish();
}

#[test]
fn what_was_let_pass_says_why() {
    let mut client = Client::start(profiles::neovim(), &[]);
    client.open("file:///nowhere/b.txt", "plaintext", "See https://example.org/prostitution for the report of the committee.\n");
    let hover = client.hover("file:///nowhere/b.txt", 0, 28);
    assert!(hover["contents"]["value"].as_str().is_some_and(|v| v.contains("address")), "{hover}");
    client.finish();
}

#[test]
fn a_suppression_says_what_it_silences() {
    let mut client = Client::start(profiles::neovim(), &[]);
    client.open(URI, "markdown", "The law’s title. <!-- motjuste: ignore[en/prostitution] because it is the title -->\n");
    let hover = client.hover(URI, 0, 30);
    let page = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(page.contains("en/prostitution") && page.contains("it is the title"), "{hover}");
    client.finish();
}
