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

#[test]
fn a_suppression_names_the_words_that_pass_in_every_format() {
    let po = "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\n# motjuste: ignore[fr/prostitution] because titre de loi\nmsgid \"Act\"\nmsgstr \"La prostitution existe\"\n";
    let markdown =
        "<!-- motjuste: ignore[fr/prostitution]\n     because titre de loi -->\n\nLa prostitution existe.\n\nLa prostitution.\n";
    let mut client = Client::start_with(profiles::vscode(), &[], serde_json::json!({ "locale": "fr" }));
    for (uri, language, text, line) in
        [("file:///nowhere/fr.po", "po", po, 4), ("file:///nowhere/a.fr.md", "markdown", markdown, 1)]
    {
        client.open(uri, language, text);
        let hover = client.hover(uri, line, 8);
        let page = hover["contents"]["value"].as_str().unwrap_or_default().replace('\u{a0}', " ");
        assert_eq!(page, "Ce commentaire fait taire fr/prostitution : titre de loi\n\n« prostitution »", "{uri}");
        // No other line of the document has such a page.
        assert!(client.hover(uri, 2, 0).is_null(), "{uri}");
    }
    client.finish();
}

#[test]
fn the_page_speaks_the_client_s_language_where_it_has_one() {
    let text = "La prostitution est pénalisée.\n";
    let page = |locale: &str| {
        let mut client = Client::start_with(profiles::neovim(), &[], serde_json::json!({ "locale": locale }));
        client.open(URI, "markdown", text);
        let hover = client.hover(URI, 0, 5);
        client.finish();
        hover["contents"]["value"].as_str().unwrap_or_default().to_string()
    };
    assert!(page("en-GB").contains("The sentence would read"), "{}", page("en-GB"));
    // Danish is none of ours: then that of the text.
    assert!(page("da").contains("La phrase se lirait ainsi"), "{}", page("da"));
}
