//! MultiTerm XML (`mtf`), as Trados and many other tools import it.

use super::xml::{all, attribute, escape, parse, text};
use super::{Concept, Export, Format, Mark, Status, Term, TermBase, TermBaseError, TermGrammar, beginning, one_file, text_of};
use crate::text::LanguageTag;
use roxmltree::Node;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "multiterm",
    about: "MultiTerm XML",
    endings: &["xml", "mtf"],
    sniff: |bytes| beginning(bytes).contains("<mtf"),
    read: Some(read),
    write: |e| Ok(one_file(write(e))),
    loses: "",
};

/// MultiTerm's names of the indexes and their codes.
const LANGUAGES: [(&str, &str, &str); 6] = [
    ("en", "English", "EN"),
    ("es", "Spanish", "ES"),
    ("fr", "French", "FR"),
    ("ru", "Russian", "RU"),
    ("zh-hans", "Chinese (Simplified)", "ZH-HANS"),
    ("zh-hant", "Chinese (Traditional)", "ZH-HANT"),
];

fn descrip(out: &mut String, kind: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "<descripGrp><descrip type=\"{kind}\">{}</descrip></descripGrp>", escape(value));
    }
}

fn write(export: &Export) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mtf>\n");
    for (n, concept) in export.base.concepts.iter().enumerate() {
        let _ = writeln!(out, "<conceptGrp>\n<concept>{}</concept>", n + 1);
        descrip(&mut out, "Concept", &concept.id);
        descrip(&mut out, "Definition", &concept.definition);
        for (tag, name, code) in LANGUAGES {
            let mut terms = concept.terms.iter().filter(|t| t.language.as_str() == tag).peekable();
            if terms.peek().is_none() {
                continue;
            }
            let _ = writeln!(out, "<languageGrp>\n<language type=\"{name}\" lang=\"{code}\"/>");
            for term in terms {
                let _ = writeln!(out, "<termGrp>\n<term>{}</term>", escape(&term.text));
                descrip(&mut out, "Status", if term.status.is_avoided() { "forbidden" } else { term.status.name() });
                descrip(&mut out, "Part of speech", term.grammar.part_of_speech.unwrap_or_default());
                descrip(&mut out, "Gender", term.grammar.gender.unwrap_or_default());
                descrip(&mut out, "Number", term.grammar.number.unwrap_or_default());
                descrip(&mut out, "Note", &term.note);
                descrip(&mut out, "Note (English)", &term.note_en);
                for source in &term.sources {
                    descrip(&mut out, "Source", source);
                }
                for mark in &term.marks {
                    descrip(&mut out, "motjuste", &mark.line());
                }
                out.push_str("</termGrp>\n");
            }
            out.push_str("</languageGrp>\n");
        }
        out.push_str("</conceptGrp>\n");
    }
    out.push_str("</mtf>\n");
    out
}

/// The descriptions of a kind that belong to this level.
fn values(node: Node, kind: &str) -> Vec<String> {
    let groups = node.children().filter(|n| n.tag_name().name() == "descripGrp");
    let descrips = groups.flat_map(|g| g.children()).filter(|n| n.tag_name().name() == "descrip");
    descrips.filter(|d| attribute(*d, "type").eq_ignore_ascii_case(kind)).map(text).collect()
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let content = text_of(bytes)?;
    let document = parse(&content)?;
    let mut base = TermBase::default();
    for group in all(document.root_element(), "conceptGrp") {
        let one = |node, kind: &str| values(node, kind).into_iter().next().unwrap_or_default();
        let number = group.children().find(|n| n.tag_name().name() == "concept").map(text).unwrap_or_default();
        let id = Some(one(group, "Concept")).filter(|id| !id.is_empty()).unwrap_or(format!("concept-{number}"));
        let mut concept = Concept { id, definition: one(group, "Definition"), terms: Vec::new() };
        for section in group.children().filter(|n| n.tag_name().name() == "languageGrp") {
            let named = section.children().find(|n| n.tag_name().name() == "language");
            let (code, name) = named.map_or(("", ""), |n| (attribute(n, "lang"), attribute(n, "type")));
            let Some(language) = LanguageTag::parse(code).or_else(|| LanguageTag::parse(name)) else { continue };
            for term_group in section.children().filter(|n| n.tag_name().name() == "termGrp") {
                let word = term_group.children().find(|n| n.tag_name().name() == "term").map(text).unwrap_or_default();
                let statuses = ["Status", "Usage", "Usage status", "Administrative status"];
                let status = statuses.iter().find_map(|s| values(term_group, s).into_iter().next()).unwrap_or_default();
                let mut term = Term::new(language.clone(), word, Status::read(&status));
                term.grammar =
                    TermGrammar::read(&one(term_group, "Part of speech"), &one(term_group, "Gender"), &one(term_group, "Number"));
                term.note = values(term_group, "Note").join("\n");
                term.note_en = values(term_group, "Note (English)").join("\n");
                term.sources = values(term_group, "Source");
                term.marks = values(term_group, "motjuste").iter().filter_map(|line| Mark::parse(line)).collect();
                if !term.text.is_empty() {
                    concept.terms.push(term);
                }
            }
        }
        base.concepts.push(concept);
    }
    Ok(base)
}
