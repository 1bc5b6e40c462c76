//! Fixes for a hit: what the entry says, put into the sentence by the language's grammar, as edits of the source.

use super::finding::{Applicability, Fix};
use super::rule_set::RuleSet;
use super::{rules, scan};
use crate::document::{Format, Prose, Segment, SourceEdit};
use crate::grammar::{Request, Rewrite, TextEdit};
use crate::lexicon::{Entry, FixClass, Replacement, Rule, Usage, grammar_of};
use crate::text::{Language, LanguageTag};
use std::ops::Range;

/// How many fixes a finding offers at most.
const MOST: usize = 6;

pub struct Hit<'a> {
    pub entry: &'a Entry,
    pub hit: &'a scan::Hit,
    pub segment: &'a Segment,
    /// The segment's text.
    pub text: &'a str,
    /// The hit in `text`.
    pub local: Range<usize>,
    /// A condition of the entry asks for a person.
    pub review: bool,
    pub tag: Option<&'a LanguageTag>,
    pub rules: &'a RuleSet,
    pub prose: &'a Prose<'a>,
    pub source: &'a str,
    pub format: Format,
    /// What to say instead of the entry's own wordings.
    pub say: Option<&'a Replacement>,
    /// The document's own words where it could choose, with how often it uses them: of several wordings they come first.
    pub own_words: &'a [(Language, String, usize)],
}

/// The fixes, best first, and how those would read that cannot be written in this place.
pub fn fixes(hit: &Hit) -> (Vec<Fix>, Vec<String>) {
    let search = &hit.entry.searches[hit.hit.search];
    let form = &search.forms[hit.hit.form];
    let grammar = grammar_of(hit.entry.language);
    let style = hit.rules.style(hit.entry.language);
    let mut fixes: Vec<Fix> = Vec::new();
    let mut refused: Vec<String> = Vec::new();
    let wanted = (hit.entry.language == Language::Zh).then(|| crate::grammar::zh::usage(hit.text, hit.local.clone()));
    let own = hit.say.map_or_else(|| hit.entry.says(hit.hit.search), std::slice::from_ref);
    let mut says: Vec<&Replacement> = own.iter().filter(|s| s.class != FixClass::Never).collect();
    if let Some(usage) = wanted {
        // The wording for the use that the word has here comes first.
        says.sort_by_key(|s| s.usage.is_some_and(|u| u != usage.usage));
    }
    if !hit.own_words.is_empty() && says.len() > 1 {
        let uses = |s: &Replacement| {
            let citation = s.phrase.citation();
            let own = hit.own_words.iter().find(|(language, word, _)| *language == hit.entry.language && *word == citation);
            own.map_or(0, |w| w.2)
        };
        says.sort_by_key(|s| std::cmp::Reverse(uses(s)));
    }
    for (n, say) in says.into_iter().enumerate() {
        let traditional = search
            .traditional
            .or_else(|| hit.tag.and_then(LanguageTag::traditional))
            .unwrap_or_else(|| crate::grammar::zh::looks_traditional(hit.text));
        let phrase = match &say.traditional {
            Some(phrase) if traditional => phrase,
            _ => &say.phrase,
        };
        let request = Request {
            text: hit.text,
            hit: hit.local.clone(),
            found: form,
            find: &search.phrase,
            say: phrase,
            denotes: hit.entry.denotes,
            style,
        };
        let unsure_use = wanted.is_some_and(|u| !u.is_sure || say.usage.is_some_and(|s| s != u.usage))
            && hit.entry.say.iter().any(|s| s.usage == Some(Usage::Verb));
        for mut rewrite in grammar.rewrite(&request) {
            if fixes.len() == MOST {
                break;
            }
            if hit.entry.rule == Some(Rule::OfficialNames) {
                rules::official_names::settle(hit.text, &hit.local, &phrase.citation(), &mut rewrite);
            }
            let Some(edits) = edits(hit, &rewrite) else {
                let title = title(hit, &rewrite);
                if refused.len() < MOST && !refused.contains(&title) {
                    refused.push(title);
                }
                continue;
            };
            let safe = n == 0
                && say.class == FixClass::Auto
                // Capitals cannot show an inclusive style; what stands for it is the writer's choice.
                && !(hit.entry.concept == "generic-gender" && super::all_capitals(&hit.text[hit.local.clone()]))
                && !hit.review
                && rewrite.doubts.is_empty()
                && !unsure_use
                && !form.readings.iter().any(|r| r.verb);
            let fix = Fix {
                title: title(hit, &rewrite),
                applicability: if safe { Applicability::Safe } else { Applicability::Review },
                edits,
                doubts: rewrite.doubts.iter().map(|d| (d.kind, span(hit, d.range.clone()))).collect(),
                note: say.note.clone(),
            };
            if !fixes.iter().any(|f| f.edits == fix.edits) {
                fixes.push(fix);
            }
        }
    }
    (fixes, refused)
}

/// The fix that a rule made itself, from edits of the prose; or how it would read where it cannot be written.
pub fn from_edits(prose: &Prose, source: &str, format: Format, edits: &[TextEdit], safe: bool) -> (Vec<Fix>, Vec<String>) {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return (Vec::new(), Vec::new()) };
    let mut title = String::new();
    let mut at = first.range.start;
    for edit in edits {
        title.push_str(&prose.text[at..edit.range.start]);
        title.push_str(&edit.text);
        at = edit.range.end;
    }
    title.push_str(&prose.text[at..last.range.end.max(at)]);
    let made: Result<Vec<_>, _> =
        edits.iter().map(|e| prose.map.edit(source, &prose.text, e.range.clone(), &e.text, format)).collect();
    match made {
        Ok(mut edits) => {
            complete(prose, source, &mut edits);
            let applicability = if safe { Applicability::Safe } else { Applicability::Review };
            (vec![Fix { title, applicability, edits, doubts: Vec::new(), note: String::new() }], Vec::new())
        }
        Err(_) => (Vec::new(), vec![title]),
    }
}

fn span(hit: &Hit, range: Range<usize>) -> crate::text::SourceSpan {
    hit.prose.map.span(hit.segment.range.start + range.start..hit.segment.range.start + range.end)
}

/// Adds what has to be edited, too, and puts all in order.
fn complete(prose: &Prose, source: &str, edits: &mut Vec<SourceEdit>) {
    edits.extend(prose.map.companions(source, edits));
    edits.sort();
}

fn edits(hit: &Hit, rewrite: &Rewrite) -> Option<Vec<SourceEdit>> {
    let offset = hit.segment.range.start;
    let mut edits = Vec::new();
    for edit in &rewrite.edits {
        let range = offset + edit.range.start..offset + edit.range.end;
        if hit.prose.text[range.clone()] == edit.text {
            continue;
        }
        edits.push(hit.prose.map.edit(hit.source, &hit.prose.text, range, &edit.text, hit.format).ok()?);
    }
    complete(hit.prose, hit.source, &mut edits);
    let overlap = edits.windows(2).any(|w| w[0].span.end > w[1].span.start);
    (!edits.is_empty() && !overlap).then_some(edits)
}

/// The words from the first to the last changed one, as they would read: "du travail du sexe".
fn title(hit: &Hit, rewrite: &Rewrite) -> String {
    let from = rewrite.edits.iter().map(|e| e.range.start).min().unwrap_or(hit.local.start);
    let to = rewrite.edits.iter().map(|e| e.range.end).max().unwrap_or(hit.local.end);
    let mut title = String::new();
    let mut at = from;
    let mut edits: Vec<_> = rewrite.edits.iter().collect();
    edits.sort_by_key(|e| e.range.start);
    for edit in edits {
        title.push_str(hit.text.get(at..edit.range.start).unwrap_or_default());
        title.push_str(&edit.text);
        at = edit.range.end;
    }
    title.push_str(hit.text.get(at..to).unwrap_or_default());
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}
