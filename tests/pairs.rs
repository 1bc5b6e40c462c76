//! What holding a translation against its source says: `cases/pairs/`, checked by the program itself, as a file with both sides
//! and as two documents.

use motjuste::check::{Comparison, Finding, LanguageHints, RuleSet, check};
use motjuste::document::{Document, Side};
use motjuste::text::Language;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    pair: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    source: String,
    target: String,
    #[serde(default)]
    finds: Vec<[String; 4]>,
    #[serde(default)]
    #[allow(dead_code)]
    why: String,
}

fn files() -> Vec<(PathBuf, Language, Language)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pairs");
    let mut all: Vec<_> = fs::read_dir(folder)
        .expect("cases")
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = path.file_stem()?.to_str()?.to_string();
            let (source, target) = name.split_once('-')?;
            Some((path, Language::from_code(source)?, Language::from_code(target)?))
        })
        .collect();
    all.sort();
    all
}

/// As the cases write a finding.
fn told(finding: &Finding, rules: &RuleSet) -> [String; 4] {
    let other = finding.related.first().map_or(String::new(), |r| r.text.clone());
    let (source, target) =
        if finding.side == Side::Source { (finding.text.clone(), other) } else { (other, finding.text.clone()) };
    [finding.severity.as_str().to_string(), rules.entries[finding.entry].id.clone(), source, target]
}

#[test]
fn what_a_translator_hears() {
    let rules = RuleSet::builtin();
    let files = files();
    assert!(files.len() >= 5);
    let mut wrong = Vec::new();
    for (path, source, target) in files {
        let text = fs::read_to_string(&path).expect("cases");
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let silent = cases.pair.iter().filter(|c| c.finds.is_empty()).count();
        assert!(cases.pair.len() >= 30 && silent * 2 >= cases.pair.len(), "{}: {silent} silent", path.display());
        for case in cases.pair {
            assert_eq!(case.source.lines().count(), case.target.lines().count(), "{}", case.source);
            let (text, document) = Document::of_units(case.source.lines().zip(case.target.lines()), source, target);
            let found = check(&document, &text, rules, &LanguageHints::default());
            let told: Vec<_> = found.items.iter().filter(|f| f.is_reported()).map(|f| told(f, rules)).collect();
            if told != case.finds {
                wrong.push(format!(
                    "{source}-{target}: {}\n{}\n   wanted {:?}\n   told   {told:?}",
                    case.source, case.target, case.finds
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

const ENGLISH: &str = "# Rights at work\n\n## Who we are\n\nSex workers founded this union in 2012, in a kitchen with 14 chairs.\n\n\
    - A sex worker answers the telephone.\n- Prostitutes may join.\n\n\
    This paragraph was written after the translation, is quite long for a paragraph of this page, and has no counterpart yet at all.\n\n\
    ## What we ask\n\nThe union asks for decriminalisation, and WHO agrees.\n";
const FRENCH: &str = "# Des droits au travail\n\n## Qui nous sommes\n\nDes prostituées ont fondé ce syndicat en 2012, dans une cuisine avec 14 chaises.\n\n\
    - Une voisine répond au téléphone.\n- Les travailleurSEs du sexe peuvent adhérer.\n\n\
    ## Ce que nous demandons\n\nLe syndicat demande la légalisation, et l’OMS est du même avis.\n";

/// Runs `motjuste pair` in a folder with these files; gives standard output, standard error and the exit status.
fn pair(files: &[(&str, &str)], arguments: &[&str]) -> (String, String, Option<i32>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_motjuste"))
        .arg("pair")
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("motjuste");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// `path:line:column entry words ← path:line:column words`
fn places(jsonl: &str) -> Vec<String> {
    let place = |item: &serde_json::Value| {
        let (path, start) = (item["path"].as_str().unwrap_or_default(), &item["start"]);
        format!("{path}:{}:{}", start["line"], start["column"])
    };
    let items = jsonl.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    items
        .filter(|item| item["type"] == "finding")
        .map(|item| {
            let text = |item: &serde_json::Value| item["text"].as_str().unwrap_or_default().to_string();
            let related = item["related"].as_array().and_then(|r| r.first().cloned());
            let related = related.map_or(String::new(), |r| format!(" ← {} {}", place(&r), text(&r)));
            format!("{} {} {}{related}", place(&item), item["entry"].as_str().unwrap_or_default(), text(&item))
        })
        .collect()
}

#[test]
fn two_documents_have_exact_places_on_both_sides() {
    let files = [("guide.en.md", ENGLISH), ("guide.fr.md", FRENCH)];
    let (out, err, status) = pair(&files, &["--format", "jsonl", "guide.en.md", "guide.fr.md"]);
    assert_eq!(
        places(&out),
        [
            "guide.en.md:8:3 en/prostitute Prostitutes ← guide.fr.md:8:7 travailleurSEs du sexe",
            "guide.fr.md:5:5 fr/prostituee prostituées ← guide.en.md:5:1 Sex workers",
            "guide.fr.md:7:3 fr/term-missing Une voisine répond au téléphone. ← guide.en.md:7:5 sex worker",
            "guide.fr.md:12:1 fr/term-missing Le syndicat demande la légalisation, et l’OMS est du même avis. \
             ← guide.en.md:14:20 decriminalisation",
        ]
    );
    assert!(err.contains("guide.en.md: 1 paragraph not aligned, so not compared (line 10)"), "{err}");
    assert_eq!(status, Some(1));
}

#[test]
fn every_report_knows_the_other_side() {
    let files = [("guide.en.md", ENGLISH), ("guide.fr.md", FRENCH)];
    let (text, _, _) = pair(&files, &["guide.en.md", "guide.fr.md"]);
    assert!(
        text.contains(
            "« sex worker » : rien ici ne le rend ; on dit « travailleurSE du sexe » ou « personne exerçant le travail du sexe »"
        ),
        "{text}"
    );
    assert!(text.contains("--> guide.en.md:7:5 sex worker"), "{text}");
    let (sarif, _, _) = pair(&files, &["--format", "sarif", "guide.en.md", "guide.fr.md"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let missing = results.iter().find(|r| r["ruleId"] == "fr/term-missing").expect("a result");
    let related = &missing["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "guide.en.md");
    assert_eq!((&related["region"]["startLine"], &related["region"]["startColumn"]), (&7.into(), &5.into()));
    for format in ["json", "github", "gitlab", "junit", "checkstyle", "rdjson", "html"] {
        let (out, _, status) = pair(&files, &["--format", format, "guide.en.md", "guide.fr.md"]);
        assert!(status == Some(1) && out.contains("term-missing"), "{format}");
    }
}

#[test]
fn strings_of_programs_are_paired_by_their_names() {
    let files = [
        ("messages_en.properties", "title=Rights\nwho=For sex workers\nlaw=Human trafficking\nnew=New\n"),
        ("messages_es.properties", "law=Tráfico ilícito\ntitle=Derechos\nwho=Para trabajadoras sexuales\n"),
    ];
    let (out, err, _) = pair(&files, &["--format", "jsonl", "messages_en.properties", "messages_es.properties"]);
    let wanted = "messages_es.properties:1:5 es/term-missing Tráfico ilícito ← messages_en.properties:3:5 Human trafficking";
    assert_eq!(places(&out), [wanted]);
    assert!(err.contains("messages_en.properties: 1 paragraph not aligned"), "{err}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let po = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgid \"Sex work\"\nmsgstr \"Travail du sexe\"\n";
    let (_, err, status) = pair(&[("a.md", "Text\n"), ("fr.po", po)], &["a.md", "fr.po"]);
    assert!(err.contains("fr.po holds texts and their translations; use `motjuste check fr.po`"), "{err}");
    assert_eq!(status, Some(2));
    let (_, err, status) = pair(&[("a.md", "Text\n")], &["a.md", "b.md"]);
    assert!(err.contains("b.md") && status == Some(2), "{err}");
    let (_, err, _) = pair(&[("a.en.md", "Sex workers vote.\n"), ("b.fr.md", "\n")], &["a.en.md", "b.fr.md"]);
    assert!(err.contains("nothing in a.en.md and b.fr.md could be aligned"), "{err}");
}

#[test]
fn a_comparison_can_be_silenced_like_anything_else() {
    let fr =
        FRENCH.replace("- Une voisine", "<!-- motjuste: ignore[fr/term-missing] because the neighbour is one -->\n- Une voisine");
    let files = [("guide.en.md", ENGLISH), ("guide.fr.md", fr.as_str())];
    let (out, _, _) = pair(&files, &["--format", "jsonl", "guide.en.md", "guide.fr.md"]);
    assert!(!out.contains("Une voisine") && out.contains("légalisation"), "{out}");
    let (out, _, _) = pair(&files, &["--pack", "pairs=off", "--format", "jsonl", "guide.en.md", "guide.fr.md"]);
    assert!(!out.contains("term-missing") && out.contains("fr/prostituee"), "{out}");
}

#[test]
fn drafts_are_information() {
    let po = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\n#, fuzzy\nmsgid \"Sex workers vote.\"\nmsgstr \"Ces femmes votent.\"\n";
    let document = Document::parse(po, motjuste::document::Format::of(Path::new("fr.po")).expect("a format"));
    let rules = RuleSet::builtin();
    let found = check(&document, po, rules, &LanguageHints::default());
    let told: Vec<_> = found.items.iter().map(|f| (told(f, rules), f.comparison.as_ref().map(Comparison::name))).collect();
    let wanted = ["info", "fr/term-missing", "Sex workers", "Ces femmes votent."].map(str::to_string);
    assert_eq!(told, [(wanted, Some("missing"))]);
}

#[test]
fn what_a_translation_is_asked_for_is_not_itself_flagged() {
    use motjuste::lexicon::{Severity, builtin_lexicon};
    let rules = RuleSet::builtin();
    let mut wrong = Vec::new();
    for (id, concept) in &builtin_lexicon().concepts {
        for (place, terms) in &concept.terms {
            for term in terms {
                let phrases = motjuste::grammar::Phrase::parse(term, &Default::default()).unwrap_or_else(|e| panic!("{id}: {e}"));
                for phrase in phrases {
                    let text = phrase.citation();
                    let hints = LanguageHints { option: Some(place.language().into()), ..LanguageHints::default() };
                    let document = Document::parse(&text, motjuste::document::Format::PLAIN);
                    let found = check(&document, &text, rules, &hints);
                    let faults = found.items.iter().filter(|f| f.is_reported() && f.severity > Severity::Info);
                    wrong.extend(faults.map(|f| format!("{id}: \"{text}\" is {}", rules.entries[f.entry].id)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_term_is_called_agrees() {
    let files = [("a.en.txt", "Sex workers vote.\n"), ("a.es.txt", "Estas mujeres votan.\n")];
    let (out, _, _) = pair(&files, &["a.en.txt", "a.es.txt"]);
    assert!(out.contains("se dice «trabajadora sexual» o «persona trabajadora sexual»"), "{out}");
}
