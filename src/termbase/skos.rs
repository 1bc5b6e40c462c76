//! SKOS (W3C Recommendation of 2009) as RDF/XML: `prefLabel`, `altLabel`, and `hiddenLabel` for what is to be avoided, which is
//! the custom of thesauri: a search for the word leads to the concept, and nobody is offered it.
//!
//! A concept has one `prefLabel` a language (integrity condition S14) and no label twice (S13).

use super::memoq::give;
use super::xml::{attribute, escape, parse, text};
use super::{Concept, Export, Format, Mark, Status, Term, TermBase, TermBaseError, beginning, one_file, text_of};
use crate::lexicon::Severity;
use crate::text::LanguageTag;
use std::collections::HashSet;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "skos",
    about: "SKOS as RDF/XML, for thesauri",
    endings: &["rdf", "xml"],
    sniff: |bytes| beginning(bytes).contains("skos"),
    read: Some(read),
    write: |e| Ok(one_file(write(e))),
    loses: "grammar; a second preferred term is an alternative",
};

const NAMES: &str = "urn:motjuste:concept:";

fn write(export: &Export) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n",
    );
    let scheme = "urn:motjuste:lexicon";
    let title = escape(&export.base.title);
    let _ = writeln!(
        out,
        "<skos:ConceptScheme rdf:about=\"{scheme}\"><skos:prefLabel xml:lang=\"en\">{title}</skos:prefLabel></skos:ConceptScheme>"
    );
    for concept in &export.base.concepts {
        let _ = writeln!(
            out,
            "<skos:Concept rdf:about=\"{NAMES}{}\">\n  <skos:inScheme rdf:resource=\"{scheme}\"/>",
            escape(&concept.id)
        );
        let mut element = |name: &str, language: &str, value: &str| {
            let language = if language.is_empty() { String::new() } else { format!(" xml:lang=\"{}\"", escape(language)) };
            let _ = writeln!(out, "  <skos:{name}{language}>{}</skos:{name}>", escape(value));
        };
        if !concept.definition.is_empty() {
            element("definition", "en", &concept.definition);
        }
        let (mut preferred, mut labels) = (HashSet::new(), HashSet::new());
        let mut notes = HashSet::new();
        for term in &concept.terms {
            // No label stands twice (S13); what is to be avoided in one sense is offered in none.
            let is_hidden = |t: &&Term| t.language == term.language && t.text == term.text && t.status.is_avoided();
            if !term.status.is_avoided() && concept.terms.iter().any(|t| is_hidden(&t))
                || !labels.insert((&term.language, &term.text))
            {
                continue;
            }
            let label = match term.status {
                Status::Preferred if preferred.insert(&term.language) => "prefLabel",
                Status::Preferred | Status::Admitted => "altLabel",
                Status::Deprecated | Status::Superseded => "hiddenLabel",
            };
            element(label, &term.language.written(), &term.text);
            if !term.note.is_empty() && notes.insert((&term.language, &term.note)) {
                element("scopeNote", &term.language.written(), &term.note);
            }
        }
        for mark in concept.terms.iter().flat_map(|t| &t.marks) {
            element("editorialNote", "", &mark.line());
        }
        out.push_str("</skos:Concept>\n");
    }
    out.push_str("</rdf:RDF>\n");
    out
}

/// A label of two entries, of which one avoids it and the other has a remark on it, is hidden: it becomes two terms again.
fn apart(terms: &mut Vec<Term>) {
    let is_remark = |m: &Mark| m.rest.as_ref().is_some_and(|r| r.severity == Severity::Info);
    let remarks: HashSet<String> =
        terms.iter().flat_map(|t| &t.marks).filter(|m| is_remark(m)).map(|m| m.entry.clone()).collect();
    let mut more = Vec::new();
    for term in terms.iter_mut().filter(|t| t.status.is_avoided()) {
        let is_one = |m: &Mark| m.find.is_some() && remarks.contains(&m.entry);
        if term.marks.iter().any(|m| m.find.is_some() && !is_one(m)) {
            let (own, rest): (Vec<Mark>, Vec<Mark>) = std::mem::take(&mut term.marks).into_iter().partition(is_one);
            term.marks = rest;
            if !own.is_empty() {
                more.push(Term { marks: own, ..Term::new(term.language.clone(), term.text.clone(), Status::Admitted) });
            }
        }
    }
    terms.extend(more);
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let content = text_of(bytes)?;
    let document = parse(&content)?;
    let mut base = TermBase::default();
    for node in document.root_element().children().filter(|n| n.is_element()) {
        let about = attribute(node, "about");
        let is_concept = node.tag_name().name() == "Concept"
            || node.children().any(|c| c.tag_name().name() == "type" && attribute(c, "resource").ends_with("#Concept"));
        if !is_concept {
            if node.tag_name().name() == "ConceptScheme" {
                base.title = node.children().find(|c| c.tag_name().name() == "prefLabel").map(text).unwrap_or_default();
            }
            continue;
        }
        let id = about.strip_prefix(NAMES).unwrap_or_else(|| about.rsplit(['/', '#', ':']).next().unwrap_or(about));
        let mut concept = Concept { id: id.to_string(), ..Concept::default() };
        let mut marks = Vec::new();
        for child in node.children().filter(|n| n.is_element()) {
            let status = match child.tag_name().name() {
                "prefLabel" => Status::Preferred,
                "altLabel" => Status::Admitted,
                "hiddenLabel" => Status::Deprecated,
                "definition" if concept.definition.is_empty() || attribute(child, "lang").starts_with("en") => {
                    concept.definition = text(child);
                    continue;
                }
                "editorialNote" => {
                    marks.extend(Mark::parse(&text(child)));
                    continue;
                }
                _ => continue,
            };
            if let Some(language) = LanguageTag::parse(attribute(child, "lang")) {
                concept.terms.push(Term::new(language, text(child), status));
            }
        }
        give(&mut concept.terms, marks);
        apart(&mut concept.terms);
        base.concepts.push(concept);
    }
    Ok(base)
}
