//! TBX: ISO 30042:2019 in both of its styles, as TBX-Basic, and ISO 30042:2008 (`martif`), which older tools read.
//!
//! *DCA* says the data category in an attribute (`<termNote type="administrativeStatus">`), *DCT* in the element's name and
//! name space (`<basic:administrativeStatus>`). Both are read, in every dialect, with `tig` and `ntig`.

use super::xml::{all, attribute, child, escape, parse, text};
use super::{Concept, Export, Format, Mark, Status, Term, TermBase, TermBaseError, TermGrammar, beginning, one_file, text_of};
use crate::text::LanguageTag;
use roxmltree::Node;
use std::collections::BTreeMap;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "tbx",
    about: "TBX-Basic of ISO 30042:2019, DCA",
    endings: &["tbx"],
    sniff: |_| true,
    read: Some(read),
    write: |e| Ok(one_file(write(e, Variant::Dca))),
    loses: "",
};

pub static DCT_FORMAT: Format =
    Format { name: "tbx-dct", about: "the same in DCT style", write: |e| Ok(one_file(write(e, Variant::Dct))), ..copy(&FORMAT) };

pub static V2_FORMAT: Format = Format {
    name: "tbx-v2",
    about: "TBX-Basic of ISO 30042:2008 (martif), for older tools",
    write: |e| Ok(one_file(write(e, Variant::V2))),
    ..copy(&FORMAT)
};

const fn copy(f: &Format) -> Format {
    Format { name: f.name, about: f.about, endings: f.endings, sniff: f.sniff, read: f.read, write: f.write, loses: f.loses }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variant {
    Dca,
    Dct,
    V2,
}

impl Variant {
    /// The elements for an entry, a language and a term.
    fn names(self) -> [&'static str; 3] {
        if self == Variant::V2 { ["termEntry", "langSet", "tig"] } else { ["conceptEntry", "langSec", "termSec"] }
    }

    /// An element of a data category.
    fn category(self, meta: &str, category: &str, value: &str) -> String {
        let value = escape(value);
        match self {
            // The name spaces of the modules: www.tbxinfo.net, TBX-Min and TBX-Basic.
            Variant::Dct => {
                let module = if matches!(category, "administrativeStatus" | "partOfSpeech") { "min" } else { "basic" };
                format!("<{module}:{category}>{value}</{module}:{category}>")
            }
            _ => format!("<{meta} type=\"{category}\">{value}</{meta}>"),
        }
    }
}

fn write(export: &Export, variant: Variant) -> String {
    let base = export.base;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let head = format!("<fileDesc><sourceDesc><p>{}</p></sourceDesc></fileDesc>", escape(&base.title));
    out.push_str(&match variant {
        Variant::Dca => {
            "<tbx xmlns=\"urn:iso:std:iso:30042:ed-2\" style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\">\n".to_string()
        }
        Variant::Dct => "<tbx xmlns=\"urn:iso:std:iso:30042:ed-2\" xmlns:min=\"http://www.tbxinfo.net/ns/min\" \
             xmlns:basic=\"http://www.tbxinfo.net/ns/basic\" style=\"dct\" type=\"TBX-Basic\" xml:lang=\"en\">\n"
            .to_string(),
        Variant::V2 => {
            "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n<martif type=\"TBX-Basic\" xml:lang=\"en\">\n".into()
        }
    });
    let header = if variant == Variant::V2 { "martifHeader" } else { "tbxHeader" };
    let _ = writeln!(out, "<{header}>{head}</{header}>\n<text><body>");
    for concept in &base.concepts {
        write_concept(&mut out, concept, variant);
    }
    let root = if variant == Variant::V2 { "martif" } else { "tbx" };
    let _ = writeln!(out, "</body></text>\n</{root}>");
    out
}

fn write_concept(out: &mut String, concept: &Concept, variant: Variant) {
    let [entry, section, _] = variant.names();
    let _ = writeln!(out, "<{entry} id=\"{}\">", escape(&xml_id(&concept.id)));
    if !concept.definition.is_empty() {
        let _ = writeln!(out, "  {}", variant.category("descrip", "definition", &concept.definition));
    }
    let mut languages: Vec<&LanguageTag> = Vec::new();
    for term in &concept.terms {
        if !languages.contains(&&term.language) {
            languages.push(&term.language);
        }
    }
    for language in languages {
        let _ = writeln!(out, "  <{section} xml:lang=\"{}\">", escape(&language.written()));
        for term in concept.terms.iter().filter(|t| t.language == *language) {
            write_term(out, term, variant);
        }
        let _ = writeln!(out, "  </{section}>");
    }
    let _ = writeln!(out, "</{entry}>");
}

/// A concept's name as an XML name (W3C XML 1.0, section 2.3).
fn xml_id(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_alphabetic() || c == '_') { name } else { format!("c{name}") }
}

fn write_term(out: &mut String, term: &Term, variant: Variant) {
    let tig = variant.names()[2];
    let _ = writeln!(out, "    <{tig}>\n      <term>{}</term>", escape(&term.text));
    let mut note = |category: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "      {}", variant.category("termNote", category, value));
        }
    };
    note("administrativeStatus", Some(&format!("{}Term-admn-sts", term.status.name())));
    note("partOfSpeech", term.grammar.part_of_speech);
    note("grammaticalGender", term.grammar.gender);
    // The dialect TBX-Basic has no number.
    if variant == Variant::V2 {
        note("grammaticalNumber", term.grammar.number);
    }
    for source in &term.sources {
        let _ = writeln!(out, "      {}", variant.category("admin", "source", source));
    }
    for (language, text) in [(term.language.written(), &term.note), ("en".to_string(), &term.note_en)] {
        if !text.is_empty() {
            let _ = writeln!(out, "      <note xml:lang=\"{}\">{}</note>", escape(&language), escape(text));
        }
    }
    for mark in &term.marks {
        let _ = writeln!(out, "      <note>{}</note>", escape(&mark.line()));
    }
    let _ = writeln!(out, "    </{tig}>");
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let content = text_of(bytes)?;
    let document = parse(&content)?;
    let root = document.root_element();
    if !matches!(root.tag_name().name(), "tbx" | "martif") {
        let head: String = beginning(bytes).chars().take(60).collect();
        return Err(TermBaseError::Whole(format!("this is no TBX: it begins with {head:?}, not with <tbx> or <martif>")));
    }
    let title = all(root, "sourceDesc").next().map(text).unwrap_or_default();
    let mut base = TermBase { title, concepts: Vec::new() };
    for entry in root.descendants().filter(|n| matches!(n.tag_name().name(), "conceptEntry" | "termEntry")) {
        let mut concept = Concept { id: attribute(entry, "id").to_string(), ..Concept::default() };
        concept.definition = value(entry, "definition").unwrap_or_default();
        for section in entry.children().filter(|n| matches!(n.tag_name().name(), "langSec" | "langSet")) {
            let Some(language) = LanguageTag::parse(attribute(section, "lang")) else { continue };
            if concept.definition.is_empty() && language.as_str().starts_with("en") {
                concept.definition = value(section, "definition").unwrap_or_default();
            }
            for group in section.children().filter(|n| matches!(n.tag_name().name(), "termSec" | "tig" | "ntig")) {
                concept.terms.extend(read_term(group, &language));
            }
        }
        base.concepts.push(concept);
    }
    Ok(base)
}

/// The value of a data category right below an element, in either style; in a `descripGrp` or `termGrp` too.
fn value(node: Node, category: &str) -> Option<String> {
    let is_it = |n: &Node| n.tag_name().name() == category || attribute(*n, "type") == category;
    let inside = |n: &Node| matches!(n.tag_name().name(), "descripGrp" | "termGrp" | "adminGrp" | "termNoteGrp");
    let direct = node.children().filter(|n| n.is_element()).find(is_it);
    let grouped = || node.children().filter(inside).flat_map(|g| g.children()).filter(|n| n.is_element()).find(is_it);
    direct.or_else(grouped).map(text)
}

fn read_term(group: Node, language: &LanguageTag) -> Option<Term> {
    let element = child(group, "term").or_else(|| child(child(group, "termGrp")?, "term"))?;
    let status = value(group, "administrativeStatus").or_else(|| value(group, "normativeAuthorization"));
    let mut term = Term::new(language.clone(), text(element), Status::read(&status.unwrap_or_default()));
    let of = |category: &str| value(group, category).unwrap_or_default();
    term.grammar = TermGrammar::read(&of("partOfSpeech"), &of("grammaticalGender"), &of("grammaticalNumber"));
    let is_source = |n: &Node| n.tag_name().name() == "source" || attribute(*n, "type") == "source";
    term.sources = group.descendants().filter(|n| n.is_element()).filter(is_source).map(text).collect();
    let mut notes: BTreeMap<bool, Vec<String>> = BTreeMap::new();
    for note in group.children().filter(|n| n.tag_name().name() == "note") {
        let (marks, rest) = Mark::split(&text(note));
        term.marks.extend(marks);
        if !rest.is_empty() {
            let is_english = attribute(note, "lang").starts_with("en") && !language.as_str().starts_with("en");
            notes.entry(is_english).or_default().push(rest);
        }
    }
    term.note = notes.remove(&false).unwrap_or_default().join("\n");
    term.note_en = notes.remove(&true).unwrap_or_default().join("\n");
    Some(term).filter(|t| !t.text.is_empty())
}
