//! What goes out comes back.

use super::*;
use crate::lexicon::{Entry, Lexicon, LexiconFile, builtin_lexicon};
use std::collections::BTreeSet;

fn base() -> TermBase {
    TermBase::of(builtin_lexicon(), "NSWP", &|_| true)
}

fn export<'a>(base: &'a TermBase, forms: &'a [FormRow]) -> Export<'a> {
    Export { base, source: Language::En, target: Language::Fr, forms }
}

/// What a translator would miss of an entry, comparable.
fn essence(entry: &Entry) -> String {
    let find: BTreeSet<(String, Option<bool>)> = entry.searches.iter().map(|s| (s.phrase.to_string(), s.traditional)).collect();
    let say: Vec<String> = entry
        .say
        .iter()
        .map(|s| {
            format!("{} {:?} {:?} {:?} {}", s.phrase, s.traditional.as_ref().map(ToString::to_string), s.class, s.usage, s.note)
        })
        .collect();
    format!(
        "{} {} {} {:?} {:?} {:?} {:?} {:?} {} {:?} {find:?} {say:?} {}|{}|{}|{}|{}|{} {} {} {} {:?} {}",
        entry.id,
        entry.pack,
        entry.concept,
        entry.denotes,
        entry.kind,
        entry.severity,
        entry.confidence,
        entry.sources,
        entry.exact,
        entry.number,
        entry.why,
        entry.why_en,
        entry.advice,
        entry.advice_en,
        entry.legitimate,
        entry.legitimate_en,
        entry.keep.len(),
        entry.need.len(),
        entry.changes.len(),
        entry.regions.iter().map(|r| &r.tag).collect::<Vec<_>>(),
        entry.preview,
    )
}

/// The lexicon that a file of a format makes.
fn read_back(format: &Format, known: &Lexicon) -> Lexicon {
    let base = base();
    let files = (format.write)(&export(&base, &[])).expect(format.name);
    let bytes = files.get("").expect("one file");
    let back = format.read.expect("a format to read")(bytes).expect(format.name);
    let imported = back.to_lexicon(known, "house");
    assert_eq!(imported.remarks, Vec::<String>::new(), "{}", format.name);
    let files: Vec<LexiconFile> = imported
        .files
        .into_iter()
        .map(|(path, text)| LexiconFile { path: format!("lexicons/{path}"), text: text.into() })
        .collect();
    let mut lexicon = Lexicon { concepts: known.concepts.clone(), sources: known.sources.clone(), ..Lexicon::default() };
    let errors = lexicon.add(&files);
    assert!(
        errors.is_empty(),
        "{}: {}",
        format.name,
        errors.iter().take(10).map(ToString::to_string).collect::<Vec<_>>().join("\n")
    );
    lexicon
}

#[test]
fn export_and_import_give_the_same_lexicon() {
    let known = builtin_lexicon();
    for format in [
        &tbx::FORMAT,
        &tbx::DCT_FORMAT,
        &tbx::V2_FORMAT,
        &table::CSV,
        &table::TSV,
        &xlsx::FORMAT,
        &memoq::FORMAT,
        &multiterm::FORMAT,
        &skos::FORMAT,
    ] {
        let back = read_back(format, known);
        let wanted: Vec<&Entry> = known.entries.iter().filter(|e| e.rule.is_none()).collect();
        assert_eq!(back.entries.len(), wanted.len(), "{}", format.name);
        for entry in wanted {
            let found = back.entry(&entry.id).unwrap_or_else(|| panic!("{}: {} is gone", format.name, entry.id));
            assert_eq!(essence(found), essence(entry), "{}", format.name);
        }
    }
}

/// In formats that hold one or two languages and no patterns, what is forbidden is still forbidden, and nothing else is.
#[test]
fn forbidden_stays_forbidden_everywhere() {
    let base = base();
    let forms = of_lexicon::forms(builtin_lexicon(), &|_| Default::default(), &|_| true);
    for format in FORMATS.iter().filter(|f| f.read.is_some()) {
        let files = (format.write)(&export(&base, &forms)).expect(format.name);
        let back = format.read.expect("read")(&files[""]).expect(format.name);
        let status = |word: &str| -> Vec<bool> {
            let terms = back.concepts.iter().flat_map(|c| &c.terms).filter(|t| t.text == word && t.language.as_str() == "fr");
            terms.map(|t| t.status.is_avoided()).collect()
        };
        assert!(!status("proxénète").is_empty() && status("proxénète").iter().all(|a| *a), "{}", format.name);
        assert!(status("travail du sexe").iter().all(|a| !a), "{}", format.name);
    }
}

#[test]
fn what_another_tool_changed_is_what_is_read() {
    let mut base = base();
    let concept = base.concepts.iter_mut().find(|c| c.id == "sex-work").expect("a concept");
    let term = concept.terms.iter_mut().find(|t| t.text == "prostitution" && t.language.as_str() == "en").expect("a term");
    term.text = "the game".into();
    concept.terms.push(Term::new(LanguageTag::from(Language::En), "the oldest trade", Status::Deprecated));
    let imported = base.to_lexicon(builtin_lexicon(), "house");
    let english = imported.files.get("en/sex-work.toml").expect("a file");
    assert!(english.contains("the [game]") && !english.contains("\"[prostitution]\""), "{english}");
    let new = imported.files.get("en/house.toml").expect("a file for what is new");
    assert!(new.contains("the oldest [trade]") && new.contains("untested = true") && new.contains("sex [work]"), "{new}");
}

/// TBX as other tools write it: of 2008 with `ntig`, and of 2019 in DCT with a dialect of its own.
#[test]
fn other_peoples_tbx_becomes_entries() {
    let old = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en">
        <text><body><termEntry id="c7"><descripGrp><descrip type="definition">A building.</descrip></descripGrp>
        <langSet xml:lang="fr"><ntig><termGrp><term>bordel &amp; co</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
        <ntig><termGrp><term>établissement</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
        </langSet></termEntry></body></text></martif>"#;
    let new = r#"<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" style="dct" type="TBX-Min" xml:lang="en">
        <text><body><conceptEntry id="c7"><langSec xml:lang="fr"><termSec><term>bordel &amp; co</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>établissement</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>"#;
    for text in [old, new] {
        let base = tbx::FORMAT.read.expect("read")(text.as_bytes()).expect(text);
        let imported = base.to_lexicon(builtin_lexicon(), "house");
        let file = imported.files.get("fr/house.toml").expect("a file");
        assert!(file.contains("bordel & co") && file.contains("[établissement]") && file.contains("concept = \"c7\""), "{file}");
        assert_eq!((imported.entries, imported.untested), (1, 1));
    }
}

#[test]
fn tables_of_other_people_are_read() {
    for (text, forbidden) in [
        ("en;fr;fr forbidden\nsex work;travail du sexe;prostitution\n", "prostitution"),
        ("Term,Language,Status\nprostitution,French,do not use\ntravail du sexe,fr,preferred\n", "prostitution"),
    ] {
        let base = table::CSV.read.expect("read")(text.as_bytes()).expect(text);
        let all: Vec<&Term> = base.concepts.iter().flat_map(|c| &c.terms).collect();
        let avoided: Vec<&str> = all.iter().filter(|t| t.status.is_avoided()).map(|t| t.text.as_str()).collect();
        assert_eq!(avoided, [forbidden], "{text}");
    }
    let error = table::CSV.read.expect("read")(b"a,b\n1,2\n").expect_err("no terms");
    assert!(error.to_string().contains("line 1") && error.to_string().contains("name the columns"), "{error}");
}

#[test]
fn broken_files_say_where() {
    for (format, bytes, says) in [
        (&tbx::FORMAT, "<tbx>\n<text>\n</tbx>", "line 3"),
        (&tbx::FORMAT, "<html/>", "no TBX"),
        (&xlsx::FORMAT, "PK nothing", "damaged"),
        (&omegat::FORMAT, "sex work\ttravail du sexe\n", "say its languages"),
        (&table::TSV, "term\tlanguage\nmot\tKlingonisch!\n", "line 2"),
    ] {
        let error = format.read.expect("read")(bytes.as_bytes()).expect_err(bytes).to_string();
        assert!(error.contains(says), "{error}");
    }
}

/// A glossary is for looking at while translating: a word has its best translation, and only what is right is offered.
#[test]
fn a_glossary_offers_the_right_words_only() {
    let base = base();
    for (target, best, avoided) in [
        (Language::Fr, "travail du sexe", "prostitution"),
        (Language::Ru, "секс-работа", "проституция"),
        (Language::Zh, "性工作", "卖淫"),
    ] {
        let export = Export { base: &base, source: Language::En, target, forms: &[] };
        let files = (omegat::FORMAT.write)(&export).expect("a glossary");
        let text = String::from_utf8(files[""].clone()).expect("UTF-8");
        assert!(text.len() < 400_000, "{target}: {} bytes are no glossary", text.len());
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|l| l.split('\t').collect()).collect();
        let of = |source: &str| -> Vec<&Vec<&str>> { rows.iter().filter(|r| r[0] == source).collect() };
        assert_eq!(of("sex work")[0][1], best);
        assert!(of("sex work")[0][2].contains(avoided), "{target}: the translator is told what to avoid");
        assert_eq!(of("prostitution").len(), 1, "{target}");
        assert_eq!((of("prostitution")[0][1], of("prostitution")[0][2].contains("word to avoid")), (best, true), "{target}");
        assert!(rows.iter().all(|r| r[1] != avoided), "{target}: what is to be avoided is never inserted");
    }
}

/// The preferred term of a concept is what people say, not what an entry happens to say first.
#[test]
fn the_preferred_term_names_the_concept() {
    let base = base();
    for (concept, language, expected) in [
        ("sex-work", "fr", "travail du sexe"),
        ("sex-work", "zh-hans", "性工作"),
        ("sex-worker", "en", "sex worker"),
        ("client", "ru", "клиент"),
        ("third-party", "es", "tercero"),
    ] {
        let concept = base.concepts.iter().find(|c| c.id == concept).expect(concept);
        let terms = concept.terms.iter().filter(|t| t.language.as_str() == language && t.status == Status::Preferred);
        assert_eq!(terms.map(|t| t.text.as_str()).collect::<Vec<_>>(), [expected]);
    }
    let sex_worker = base.concepts.iter().find(|c| c.id == "sex-worker").expect("a concept");
    for avoided in ["prostitute", "CSW"] {
        assert!(sex_worker.terms.iter().any(|t| t.text == avoided && t.status.is_avoided()), "{avoided}");
    }
}

#[test]
fn what_is_xml_is_well_formed_xml() {
    let base = base();
    let forms = of_lexicon::forms(builtin_lexicon(), &|_| Default::default(), &|_| true);
    for format in FORMATS.iter().filter(|f| matches!(f.endings[0], "xml" | "tbx" | "rdf" | "xlf" | "xbckl")) {
        let files = (format.write)(&export(&base, &forms)).expect(format.name);
        let text = std::str::from_utf8(&files[""]).expect("UTF-8");
        assert!(xml::parse(text).is_ok(), "{}: {:?}", format.name, xml::parse(text).err());
    }
}

/// A term base holds terms as a dictionary does: adjectives agree, and a pattern of thirty persons and tenses is one term.
#[test]
fn terms_are_written_as_people_look_them_up() {
    let base = base();
    let all: BTreeSet<(&str, &str)> =
        base.concepts.iter().flat_map(|c| &c.terms).map(|t| (t.language.as_str(), t.text.as_str())).collect();
    for term in
        [("ru", "продажная любовь"), ("ru", "древнейшая профессия"), ("es", "trabajo sexual"), ("fr", "travailleurSE du sexe")]
    {
        assert!(all.contains(&term), "{term:?}");
    }
    assert!(!all.contains(&("ru", "продажный любовь")));
    let prostitute_oneself = all.iter().filter(|(l, t)| *l == "en" && t.starts_with("prostitute ")).count();
    assert!(prostitute_oneself < 12, "{prostitute_oneself} rows of one verb");
}
