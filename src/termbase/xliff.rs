//! The glossary module of XLIFF 2.1 (OASIS, section 5.5, `urn:oasis:names:tc:xliff:glossary:2.0`): a unit a concept, with its
//! terms and their translations. The module has no status; that stands in an attribute of our own name space, which it allows.

use super::xml::{all, attribute, escape, parse, text};
use super::{Concept, Export, Format, Status, Term, TermBase, TermBaseError, beginning, one_file, text_of};
use crate::text::LanguageTag;
use std::fmt::Write;

pub static FORMAT: Format = Format {
    name: "xliff",
    about: "XLIFF 2.1 glossary module, two languages",
    endings: &["xlf", "xliff"],
    sniff: |bytes| beginning(bytes).contains("xliff"),
    read: Some(read),
    write: |e| Ok(one_file(write(e))),
    loses: "two languages; patterns, reasons and kinds stay behind",
};

fn write(export: &Export) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" \
         srcLang=\"{}\" trgLang=\"{}\" xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" xmlns:mj=\"urn:motjuste:status\">\n\
         <file id=\"lexicon\">\n",
        export.source, export.target
    );
    for (n, concept) in export.base.concepts.iter().enumerate() {
        let of = |language| {
            let is_it = move |t: &&Term| t.language.language() == Some(language) && t.language.traditional() != Some(true);
            // What stands instead of something else is no translation of the concept.
            let mut terms: Vec<&Term> =
                concept.terms.iter().filter(is_it).filter(|t| t.is_name || t.status.is_avoided()).collect();
            terms.sort_by_key(|t| t.status);
            terms
        };
        let (sources, targets) = (of(export.source), of(export.target));
        // A pair of two words to avoid is none to learn from.
        let Some((source, target)) =
            sources.first().zip(targets.first()).filter(|(s, t)| !s.status.is_avoided() && !t.status.is_avoided())
        else {
            continue;
        };
        let _ = writeln!(out, "<unit id=\"u{}\" name=\"{}\">\n<gls:glossary>", n + 1, escape(&concept.id));
        for (entry, from) in sources.iter().enumerate() {
            let _ = writeln!(
                out,
                "<gls:glossEntry>\n<gls:term mj:status=\"{}\">{}</gls:term>",
                from.status.name(),
                escape(&from.text)
            );
            // The schema wants a translation or a definition; every term of a concept has the same ones.
            for to in targets.iter().filter(|_| entry == 0) {
                let _ =
                    writeln!(out, "<gls:translation mj:status=\"{}\">{}</gls:translation>", to.status.name(), escape(&to.text));
            }
            if entry > 0 || !concept.definition.is_empty() {
                let _ = writeln!(out, "<gls:definition>{}</gls:definition>", escape(&concept.definition));
            }
            out.push_str("</gls:glossEntry>\n");
        }
        out.push_str("</gls:glossary>\n");
        let _ = writeln!(
            out,
            "<segment><source>{}</source><target>{}</target></segment>\n</unit>",
            escape(&source.text),
            escape(&target.text)
        );
    }
    out.push_str("</file>\n</xliff>\n");
    out
}

fn read(bytes: &[u8]) -> Result<TermBase, TermBaseError> {
    let content = text_of(bytes)?;
    let document = parse(&content)?;
    let root = document.root_element();
    let languages = LanguageTag::parse(attribute(root, "srcLang")).zip(LanguageTag::parse(attribute(root, "trgLang")));
    let Some((source, target)) = languages else {
        return Err(TermBaseError::Whole("this XLIFF has no srcLang and trgLang; only XLIFF 2 has a glossary module".into()));
    };
    let mut base = TermBase::default();
    for (n, unit) in all(root, "unit").enumerate() {
        let mut concept = Concept { id: attribute(unit, "name").to_string(), ..Concept::default() };
        if concept.id.is_empty() {
            concept.id = format!("unit-{}", n + 1);
        }
        for element in unit.descendants().filter(|e| e.is_element()) {
            let language = match element.tag_name().name() {
                "term" => &source,
                "translation" => &target,
                "definition" => {
                    concept.definition = text(element);
                    continue;
                }
                _ => continue,
            };
            let named = attribute(element, "status");
            let is_first = !concept.terms.iter().any(|t| t.language == *language);
            let status = if named.is_empty() && is_first { Status::Preferred } else { Status::read(named) };
            let term = Term::new(language.clone(), text(element), status);
            if !concept.terms.contains(&term) {
                concept.terms.push(term);
            }
        }
        if !concept.terms.is_empty() {
            base.concepts.push(concept);
        }
    }
    Ok(base)
}
