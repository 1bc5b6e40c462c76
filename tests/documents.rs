//! What a writer may rely on: a replacement changes the bytes of its word and no others, in whatever markup it stands, and
//! what stands across markup is left alone.

use motjuste::document::{Document, Format, Hole, Role};

/// Replaces the first `word` of the prose and gives the new source.
fn replace(source: &str, format: Format, word: &str, by: &str) -> Result<String, Hole> {
    let document = Document::parse(source, format);
    let prose = &document.parts[0].prose;
    let at = prose.text.find(word).unwrap_or_else(|| panic!("{word:?} is not in {:?}", prose.text));
    let edit = prose.map.edit(source, &prose.text, at..at + word.len(), by, format)?;
    let mut out = source.to_string();
    out.replace_range(edit.span.range(), &edit.text);
    Ok(out)
}

/// `source` holds the word once; only it may change.
#[track_caller]
fn check(source: &str, format: Format, word: &str, by: &str) {
    assert_eq!(replace(source, format, word, by), Ok(source.replacen(word, by, 1)));
}

#[test]
fn a_word_in_markdown() {
    for source in [
        "| a | b |\r\n|---|---|\r\n| 性 👩🏽‍🦱 \\| x | *prostitutes* &amp; |\r\n",
        "- one\n  - two\n    prostitutes, three\n",
        "# &Eacute;t\\*: prostitutes {#id}\n",
        "> a\n> b prostitutes\n>\n> c\n",
        "a `prostitute` <b>prostitutes</b> b",
        "[prostitutes](https://a.b/prostitute \"t\")",
        "![prostitutes *x*](y.png)",
        "---\nlang: en\n---\n\n<div lang=en>\n\nthe prostitutes\n\n</div>\n",
        "> <p>\n> the\n> prostitutes</p>\n",
    ] {
        check(source, Format::MARKDOWN, "prostitutes", "sex workers");
    }
}

#[test]
fn a_word_in_html() {
    for source in [
        "<p class=a>&eacute;\r\n  the <b>prostitutes</b>, <!-- x --> b</p>\r\n",
        "<img src='prostitute' alt='the &amp; prostitutes'>",
        "<title>prostitutes</title>",
        "<meta name=\"description\" content=\"the prostitutes\">",
        "a &lt; b 👩🏽‍🦱 prostitutes<br>c",
    ] {
        check(source, Format::HTML, "prostitutes", "sex workers");
    }
}

#[test]
fn a_word_written_with_entities_is_replaced_whole() {
    let by = "travailleuse du sexe";
    assert_eq!(replace("<p>la prostitu&eacute;e.", Format::HTML, "prostituée", by), Ok(format!("<p>la {by}.")));
    assert_eq!(replace("la prostitu&eacute;e.", Format::MARKDOWN, "prostituée", by), Ok(format!("la {by}.")));
    assert_eq!(replace("a prosti\\-tute.", Format::MARKDOWN, "prosti-tute", "sex worker"), Ok("a sex worker.".to_string()));
}

#[test]
fn line_ends_come_back_with_their_indentation() {
    let replaced = replace("> a sex\r\n> trade worker", Format::MARKDOWN, "sex\ntrade worker", "person\nin it");
    assert_eq!(replaced, Ok("> a person\r\n> in it".to_string()));
    let replaced = replace("<p>sex\n    trade", Format::HTML, "sex\ntrade", "person\nin it");
    assert_eq!(replaced, Ok("<p>person\n    in it".to_string()));
}

#[test]
fn across_markup_is_refused() {
    for (source, format, word) in [
        ("*prosti*tutes", Format::MARKDOWN, "prostitutes"),
        ("the prostitutes[^1] there\n\n[^1]: x", Format::MARKDOWN, "prostitutes there"),
        ("the pros<wbr>titutes", Format::MARKDOWN, "prostitutes"),
        ("<p>the <b>prosti</b>tutes", Format::HTML, "prostitutes"),
        ("the pros<!-- x -->titutes", Format::HTML, "prostitutes"),
        ("the<br>prostitutes", Format::HTML, "the\nprostitutes"),
        // Without quotation marks around it the value would end at the space.
        ("<img alt=prostitutes>", Format::HTML, "prostitutes"),
        ("[x](y \"the \\\"prostitutes\\\"\")", Format::MARKDOWN, "prostitutes"),
    ] {
        assert_eq!(replace(source, format, word, "sex workers"), Err(Hole), "{source}");
    }
    // Only what differs is replaced, so that markup around a word that stays does not matter.
    let replaced = replace("<b>commercial sex</b> workers", Format::HTML, "commercial sex workers", "sex workers");
    assert_eq!(replaced, Ok("<b>sex</b> workers".to_string()));
}

#[test]
fn replacements_are_written_as_text() {
    let by = "R&D \"<x>\"";
    assert_eq!(replace("<p>a</p>", Format::HTML, "a", by), Ok("<p>R&amp;D \"&lt;x&gt;\"</p>".to_string()));
    let replaced = replace("<img alt=\"a\">", Format::HTML, "a", by);
    assert_eq!(replaced, Ok("<img alt=\"R&amp;D &quot;&lt;x&gt;&quot;\">".to_string()));
    let replaced = replace("b <img alt=\"a\">", Format::MARKDOWN, "a", by);
    assert_eq!(replaced, Ok("b <img alt=\"R&amp;D &quot;&lt;x&gt;&quot;\">".to_string()));
    assert_eq!(replace("|a|\n|-|\n|b|", Format::MARKDOWN, "a", "*x|y*"), Ok("|\\*x\\|y\\*|\n|-|\n|b|".to_string()));
}

#[test]
fn a_document_knows_its_language_and_its_segments_theirs() {
    let source = "<html lang=fr><title>T</title><p>Bonjour <i lang=en>hello</i></p><img alt='x'></html>";
    let document = Document::parse(source, Format::HTML);
    assert_eq!(document.language().map(ToString::to_string).as_deref(), Some("fr"));
    let prose = &document.parts[0].prose;
    let at = prose.text.find("hello").unwrap();
    let segment = prose.segment_at(at..at + 5);
    assert_eq!((&prose.text[segment.range], segment.language.map(|l| l.to_string()).as_deref()), ("hello", Some("en")));
    let roles: Vec<Role> = prose.segments.iter().flatten().map(|s| s.role).collect();
    use Role::*;
    assert_eq!(roles, [Heading, Paragraph, Paragraph, Paragraph, Attribute]);
}
