//! Outputs: each says the same thing in its own way.

use super::*;
use serde_json::Value;

const TEXT: &str = "😀 Titre\n\nPour la santé : prostituées\nde cette ville.\n\nIls ont parlé de « prostitution » hier.\n";

fn report(format: &str) -> String {
    let folder = folder(&[("a, b.md", TEXT), ("propre.md", "Rien à dire.\n")]);
    stdout(&motjuste(folder.path(), &["check", "--lang", "fr", "--format", format, "."]))
}

fn json(format: &str) -> Value {
    serde_json::from_str(&report(format)).unwrap_or_else(|e| panic!("{format}: {e}"))
}

#[test]
fn json_lines_say_what_json_says() {
    let whole = json("json");
    let text = report("jsonl");
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["version"], whole["version"]);
    assert_eq!(lines.last().unwrap()["errors"], whole["summary"]["errors"]);
    assert_eq!(lines.len(), 4, "version, two findings, summary");
    assert_eq!(lines[1]["path"], "a, b.md");
    assert_eq!(lines[1]["start"], whole["files"][0]["findings"][0]["start"]);
    assert_eq!(lines[1]["fingerprint"], whole["files"][0]["findings"][0]["fingerprint"]);
}

#[test]
fn github_annotates_the_place() {
    let text = report("github");
    let first = text.lines().next().unwrap();
    assert!(
        first.starts_with("::error file=a%2C b.md,line=3,endLine=3,col=17,endColumn=28,title=motjuste fr/prostituee::"),
        "{first}"
    );
    assert!(text.lines().any(|l| l.starts_with("::notice ")), "the quotation is a note\n{text}");
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn sarif_has_rules_fixes_and_fingerprints() {
    let sarif = json("sarif");
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    assert!(rule["helpUri"].as_str().unwrap().starts_with("http"));
    assert!(rule["help"]["text"].as_str().unwrap().contains("juge la personne"), "{rule}");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a,%20b.md");
    assert_eq!(location["region"]["startLine"], 3);
    assert_eq!(location["region"]["snippet"]["text"], "prostituées");
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "travailleurSEs du sexe");
    let gitlab = json("gitlab");
    assert_eq!(result["partialFingerprints"]["motjuste/v1"], gitlab[0]["fingerprint"]);
    assert_eq!(gitlab[0]["location"]["lines"]["begin"], 3);
    assert_eq!(gitlab[0]["severity"], "major");
}

#[test]
fn rdjson_counts_bytes_and_suggests() {
    let diagnostic = &json("rdjson")["diagnostics"][0];
    assert_eq!(diagnostic["location"]["range"]["start"]["column"], 18, "é is two bytes");
    assert_eq!(diagnostic["severity"], "ERROR");
    assert_eq!(diagnostic["suggestions"][0]["text"], "travailleurSEs du sexe");
}

#[test]
fn a_fix_of_several_edits_is_one_suggestion() {
    let folder = folder(&[("a.txt", "Ces prostituées ont été arrêtées.\n")]);
    let text = stdout(&motjuste(folder.path(), &["check", "--lang", "fr", "--format", "rdjson", "a.txt"]));
    let report: Value = serde_json::from_str(&text).unwrap();
    let suggestion = &report["diagnostics"][0]["suggestions"][0];
    assert_eq!(suggestion["text"], "travailleurSEs du sexe ont été arrêtéEs");
    assert_eq!(suggestion["range"]["start"]["column"], 5);
}

#[test]
fn junit_fails_from_the_level_asked_for() {
    let text = report("junit");
    assert!(text.contains("<testsuite name=\"a, b.md\" tests=\"2\" failures=\"1\""), "{text}");
    assert!(text.contains("<testcase classname=\"propre.md\" name=\"wording\"/>"), "a clean file passes");
    let folder = folder(&[("a.txt", "Ils ont parlé de « prostitution » hier.\n")]);
    let text = stdout(&motjuste(folder.path(), &["check", "--lang", "fr", "--format", "junit", "--fail-on", "info", "a.txt"]));
    assert!(text.contains("failures=\"1\""), "{text}");
    let checkstyle = report("checkstyle");
    assert!(checkstyle.contains("line=\"3\" column=\"17\" severity=\"error\""), "{checkstyle}");
    assert!(!checkstyle.contains("propre.md"));
}

#[test]
fn the_page_needs_nothing_else_and_shows_text_reason_and_replacement() {
    let page = report("html");
    for outside in ["<link", "src=", "url(http", "@import", "//cdn"] {
        assert!(!page.contains(outside), "{outside}");
    }
    // The document's text with the words marked and linked to their note, and back.
    assert!(page.contains("<mark class=\"error\" id=\"m1\"><a href=\"#n1\">prostituées"), "{page}");
    assert!(page.contains("<a href=\"#m1\""));
    assert!(page.contains("<ins class=\"say\" lang=\"fr\">travailleurSEs du sexe</ins>"));
    assert!(page.contains("Ce mot juge la personne avant de parler d’elle."));
    // One language of findings: the page speaks it.
    assert!(page.contains("<html lang=\"fr\">") && page.contains("<h1>Des mots à revoir</h1>"));
    for landmark in ["<main>", "<header>", "<footer>", "class=\"skip\"", "aria-label=", "<th scope=\"col\"", "<th scope=\"row\""]
    {
        assert!(page.contains(landmark), "{landmark}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
}

#[test]
fn what_a_document_says_is_text_in_the_page() {
    let folder = folder(&[("<b>.txt", "<script>alert(1)</script> Les prostituées & \"amies\" sont là.\n")]);
    let page = stdout(&motjuste(folder.path(), &["check", "--lang", "fr", "--format", "html", "<b>.txt"]));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script>alert"));
    assert!(page.contains("&lt;b&gt;.txt"));
}

#[test]
fn a_page_without_findings_says_so() {
    let folder = folder(&[("a.txt", "Rien à dire.\n")]);
    let page = stdout(&motjuste(folder.path(), &["check", "--locale", "es", "--format", "html", "a.txt"]));
    assert!(page.contains("No se encontró nada."), "{page}");
}

#[test]
fn several_reports_at_once_and_none_is_read_as_a_document() {
    let folder = folder(&[("a.html", FINDING)]);
    let run = || {
        motjuste(
            folder.path(),
            &[
                "check",
                "--lang",
                "fr",
                "--output",
                "html=report.html",
                "--output",
                "text=report.txt",
                "--output",
                "sarif=r.sarif",
                ".",
            ],
        )
    };
    let first = run();
    assert_eq!(code(&first), 1);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("report.html").contains("</html>") && read("r.sarif").trim_end().ends_with('}'));
    assert!(!read("report.txt").contains('\u{1b}'), "no colours in a file");
    assert_eq!(read("report.txt"), stdout(&first));
    let second = run();
    assert_eq!(stdout(&second), stdout(&first), "the reports of the first run are no documents of the second");
    let left = std::fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .filter(|e| e.file_name().to_string_lossy().starts_with(".motjuste"))
        .count();
    assert_eq!(left, 0);
}

#[test]
fn outputs_that_cannot_be_are_refused_before_the_work() {
    let folder = folder(&[("a.txt", FINDING)]);
    for (argument, said) in [
        (
            "pdf=x.pdf",
            "\"pdf\" is no format; formats are text, json, jsonl, github, sarif, gitlab, junit, checkstyle, rdjson, html",
        ),
        ("report.html", "write FORMAT=FILE"),
        ("json=", "name a file"),
        ("json=-", "--format json"),
        ("json=nowhere/x.json", "nowhere/x.json: cannot be written"),
    ] {
        let output = motjuste(folder.path(), &["check", "a.txt", "--output", argument]);
        assert_eq!(code(&output), 2, "{argument}");
        assert!(stderr(&output).contains(said), "{argument}: {}", stderr(&output));
    }
}

#[test]
fn levels_and_tolerance() {
    let folder = folder(&[
        ("a.txt", &FINDING.repeat(2)),
        ("motjuste.toml", "[[paths]]\nmatch = [\"alt/**\"]\nseverity = { \"sex-work\" = \"info\" }\n"),
        ("alt/b.txt", FINDING),
    ]);
    let exit = |arguments: &[&str]| code(&motjuste(folder.path(), &[&["check", "--lang", "fr"], arguments].concat()));
    assert_eq!(exit(&["a.txt"]), 1);
    assert_eq!(exit(&["a.txt", "--max", "1"]), 1);
    assert_eq!(exit(&["a.txt", "--max", "2"]), 0);
    assert_eq!(exit(&["alt/b.txt"]), 0, "info in this folder");
    assert_eq!(exit(&["alt/b.txt", "--fail-on", "info"]), 1);
    assert_eq!(exit(&["alt/b.txt", "--fail-on", "info", "--pack", "sex-work=off"]), 0);
}

#[test]
fn an_entry_that_is_tried_out_is_off_and_named_as_such() {
    let entry = "[[entry]]\nid = \"fr/essai\"\nconcept = \"sex-worker\"\ndenotes = \"person\"\nkind = \"stigma\"\nseverity = \"warning\"\nconfidence = \"general\"\npreview = true\n\
        find = [\"[cabanon]\"]\nsay = [{ text = \"[maison]\", fix = \"review\" }]\nwhy = \"Pour essayer.\"\nwhy_en = \"For a try.\"\n\
        [[entry.change]]\nfrom = \"Le cabanon est là.\"\nto = \"La maison est là.\"\nby = \"hand\"\n[[entry.change]]\nfrom = \"Un cabanon.\"\nto = \"Une maison.\"\nby = \"hand\"\n\
        [[entry.silent]]\ntext = \"La maison.\"\n[[entry.silent]]\ntext = \"Une cabane.\"\n";
    let folder = folder(&[
        ("a.txt", "Le cabanon est là, au bord du lac.\n"),
        ("fr/house/essai.toml", entry),
        ("motjuste.toml", "lexicons = [\"fr/house/essai.toml\"]\n"),
    ]);
    let off = motjuste(folder.path(), &["check", "--lang", "fr", "a.txt"]);
    assert!(stdout(&off).contains("no findings"), "{}{}", stdout(&off), stderr(&off));
    let on = motjuste(folder.path(), &["check", "--lang", "fr", "--preview", "a.txt"]);
    assert!(stdout(&on).contains("warning[fr/essai, preview]"), "{}{}", stdout(&on), stderr(&on));
}
