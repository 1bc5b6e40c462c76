//! What loads and could be better: what nobody has tested, what is offered twice, what leads in a circle.

use super::{Entry, Lexicon, LexiconError, LexiconFile, grammar_of};
use crate::grammar::Style;
use crate::text::Language;
use crate::text::fold::fold;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Advice on the entries of `files`, or on all where there are none.
pub fn lint(lexicon: &Lexicon, files: &[LexiconFile]) -> Vec<LexiconError> {
    let mut advice = Vec::new();
    let is_asked = |file: &str| files.is_empty() || files.iter().any(|f| f.path == file);
    for file in files.iter().filter(|f| f.path.ends_with(".toml") && !is_table(&f.path)) {
        if !lexicon.entries.iter().any(|e| e.file == file.path) {
            let message = "no entry is in this file; `motjuste lexicon add` writes one".to_string();
            advice.push(LexiconError { file: file.path.clone(), line: 1, message });
        }
    }
    let mut found_by: HashMap<(Language, String), &Entry> = HashMap::new();
    for entry in lexicon.entries.iter().filter(|e| e.rule.is_none()) {
        for form in entry.searches.iter().flat_map(|s| &s.forms) {
            found_by.entry((entry.language, fold(&form.text))).or_insert(entry);
        }
    }
    for entry in lexicon.entries.iter().filter(|e| is_asked(&e.file)) {
        let mut say = |message: String| {
            advice.push(LexiconError { file: entry.file.clone(), line: entry.line, message: format!("{}: {message}", entry.id) });
        };
        if entry.untested {
            say("has no examples yet; write two sentences that change and two that stay silent, and take `untested` out".into());
        }
        let mut wordings = HashSet::new();
        for wording in &entry.say {
            let text = wording.phrase.to_string();
            if !wordings.insert((text.clone(), wording.usage)) {
                say(format!("offers \"{text}\" twice"));
            }
            // A word for people is said in both genders; the masculine alone may be what another entry finds.
            let grammar = grammar_of(entry.language);
            let style = Style(grammar.styles().first().copied().unwrap_or_default().to_string());
            let said = grammar.citation(&wording.phrase, &style);
            if let Some(other) = found_by.get(&(entry.language, fold(&said))) {
                if other.id == entry.id {
                    say(format!("says \"{text}\", which it finds itself: a circle"));
                } else {
                    say(format!("says \"{text}\", which {} tells people to avoid: a circle", other.id));
                }
            }
        }
        if entry.untested || entry.rule.is_some() {
            continue;
        }
        for pattern in untested(entry) {
            say(format!("no example has \"{pattern}\"; a sentence with it would show what becomes of it"));
        }
    }
    advice
}

fn is_table(path: &str) -> bool {
    ["concepts.toml", "sources.toml", "names.toml", "role-nouns.toml", "agencies.toml"].iter().any(|t| path.ends_with(t))
}

/// The patterns of which no form stands in an example. Patterns around the same words are one.
fn untested(entry: &Entry) -> Vec<String> {
    let texts: Vec<String> = entry.changes.iter().map(|c| fold(&c.from)).collect();
    let mut groups: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for search in &entry.searches {
        let words: Vec<String> = search.phrase.words().map(|w| w.lemma.clone()).collect();
        let key = if words.is_empty() { search.phrase.to_string() } else { words.join(" ") };
        let is_tested = search.forms.iter().any(|f| texts.iter().any(|t| t.contains(&fold(&f.text))));
        let group = groups.entry(key).or_insert_with(|| (search.phrase.to_string(), false));
        group.1 |= is_tested;
    }
    groups.into_values().filter(|(_, tested)| !tested).map(|(pattern, _)| pattern).collect()
}
