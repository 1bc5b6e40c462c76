//! For every form of every entry, in ten sentences a language (`cases/frames/`): the fix applies, what it leaves has no
//! finding of that entry (so that a second fix changes nothing), and all positions are where they say.

use motjuste::check::{Finding, LanguageHints, RuleSet, Settings, check};
use motjuste::document::{Document, Format};
use motjuste::fix::{Reach, fix, select, splice};
use motjuste::grammar::{Denotes, Form, of};
use motjuste::lexicon::{Condition, Entry, FixClass};
use motjuste::text::{Language, LanguageTag};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frames {
    frame: Vec<Frame>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    about: String,
    text: String,
    #[serde(default)]
    upper: bool,
    #[serde(default)]
    hant: bool,
}

impl Frame {
    /// The sentence with the form in its place, and where it stands. `need`: words that the entry wants around it.
    fn filled(&self, form: &Form, need: Option<&Condition>) -> (String, Range<usize>) {
        let first = |words: &[String]| words.first().map(|w| w.trim_end_matches('*').to_string()).unwrap_or_default();
        let (mut before, mut after) = need.map_or_else(Default::default, |n| (first(&n.before), first(&n.after)));
        if before.ends_with(char::is_alphanumeric) && before.is_ascii() == form.text.is_ascii() {
            before.push(' ');
        }
        if after.starts_with(char::is_alphanumeric) {
            after.insert(0, ' ');
        }
        let features = form.readings[0].to_string();
        let elided = !features.contains("pl") && form.text.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'ê', 'h']);
        let matches = |label: &str| label.split(' ').all(|l| features.split(' ').any(|f| f == l) || l == "v" && elided);
        let mut text = String::new();
        let mut slot = 0..0;
        let mut rest = self.text.as_str();
        let upper = |t: &str| if self.upper { t.to_uppercase() } else { t.to_string() };
        while let Some((plain, tail)) = rest.split_once('{') {
            text += &upper(plain);
            let (inner, tail) = tail.split_once('}').expect("a brace that closes");
            rest = tail;
            if inner.is_empty() {
                text += &before;
                let start = text.len();
                text += &upper(&form.text);
                slot = start..text.len();
                text += &after;
                continue;
            }
            let chosen = inner.split('|').find_map(|option| match option.split_once(':') {
                Some((label, words)) => matches(label).then_some(words),
                None => Some(option),
            });
            text += &upper(chosen.unwrap_or_default());
        }
        text += &upper(rest);
        if let Some(near) = need.map(|n| first(&n.near)).filter(|n| !n.is_empty()) {
            let at = text.rfind(['.', '。']).unwrap_or(text.len());
            text.insert_str(at, &format!(" ({near})"));
        }
        (text, slot)
    }
}

fn frames(language: Language) -> Vec<Frame> {
    let path = format!("{}/tests/cases/frames/{language}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let frames: Frames = toml::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    assert_eq!(frames.frame.len(), 10, "{path}");
    frames.frame
}

fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| {
        let settings = Settings { preview: true, ..Settings::default() };
        RuleSet::builtin_with(&settings, true).unwrap_or_else(|e| panic!("{e}"))
    })
}

/// What became of the sentences.
#[derive(Default)]
struct Counts {
    sentences: usize,
    fixed: usize,
    /// Found, and nothing to apply: advice only, or a note.
    advised: usize,
    /// Not found: the entry wants other words around it, or something longer or a name stands there.
    silent: BTreeMap<String, usize>,
}

/// Positions on character boundaries, inside the text; the edits of a fix apart from one another and in order.
fn positions(text: &str, finding: &Finding) -> Result<(), String> {
    let inside = |range: &Range<usize>| text.get(range.clone()).is_some();
    if !inside(&finding.span.range()) {
        return Err(format!("the finding stands at {:?}", finding.span));
    }
    for fix in &finding.fixes {
        let mut end = 0;
        for edit in &fix.edits {
            let range = edit.span.range();
            if !inside(&range) || range.start < end {
                return Err(format!("the edits of \"{}\" overlap or fall between characters: {:?}", fix.title, fix.edits));
            }
            end = range.end;
        }
        if let Some((kind, span)) = fix.doubts.iter().find(|(_, span)| !inside(&span.range())) {
            return Err(format!("the doubt {kind:?} stands at {span:?}"));
        }
    }
    Ok(())
}

fn one(text: &str, slot: &Range<usize>, entry: usize, hints: &LanguageHints, counts: &mut Counts) -> Result<(), String> {
    counts.sentences += 1;
    let rules = rules();
    let findings = check(&Document::parse(text, Format::PLAIN), text, rules, hints);
    for finding in &findings.items {
        positions(text, finding)?;
    }
    let own = findings.items.iter().find(|f| f.entry == entry && f.span.range() == *slot);
    let Some(own) = own.filter(|f| f.is_reported()) else {
        *counts.silent.entry(rules.entries[entry].id.clone()).or_default() += 1;
        return Ok(());
    };
    if own.fixes.is_empty() || own.exemption.is_some() {
        let offers = rules.entries[entry].say.iter().any(|s| s.class != FixClass::Never);
        if offers && own.exemption.is_none() {
            return Err("found, and no fix is offered".into());
        }
        counts.advised += 1;
        return Ok(());
    }
    let (edits, applied) = select(&findings, Reach::Review, &|f| f.entry == entry);
    let fixed = splice(text, &edits);
    if applied != 1 || fixed == text {
        return Err(format!("{applied} fixes applied: {fixed}"));
    }
    // So a second fix has nothing to do.
    let left = check(&Document::parse(&fixed, Format::PLAIN), &fixed, rules, hints).items;
    if let Some(left) = left.iter().find(|f| f.entry == entry && f.is_reported()) {
        return Err(format!("\"{}\" is found again in: {fixed}", left.text));
    }
    counts.fixed += 1;
    Ok(())
}

/// The conditions of an entry that can be met at the slot, the plain sentence first where it has none.
fn needs(entry: &Entry) -> Vec<Option<&Condition>> {
    if entry.need.is_empty() { vec![None] } else { entry.need.iter().take(1).map(Some).collect() }
}

fn run(language: Language) {
    let frames = frames(language);
    let hints = LanguageHints { option: Some(LanguageTag::from(language)), ..LanguageHints::default() };
    let mut counts = Counts::default();
    let mut wrong = Vec::new();
    let mut forms = 0;
    for (n, entry) in rules().entries.iter().enumerate().filter(|(_, e)| e.language == language) {
        for search in &entry.searches {
            for form in &search.forms {
                forms += 1;
                for frame in frames.iter().filter(|f| search.traditional.is_none_or(|t| t == f.hant)) {
                    for need in needs(entry) {
                        let (text, slot) = frame.filled(form, need);
                        if let Err(message) = one(&text, &slot, n, &hints, &mut counts) {
                            wrong.push(format!("{} ({})\n    {text}\n    {message}", entry.id, frame.about));
                        }
                    }
                }
            }
        }
    }
    let silent: usize = counts.silent.values().sum();
    let mut never: Vec<(&String, &usize)> = counts.silent.iter().collect();
    never.sort_by(|a, b| b.1.cmp(a.1));
    println!(
        "{language}: {forms} forms in {} sentences: {} fixed, {} advised, {silent} silent (most: {:?}), {} wrong",
        counts.sentences,
        counts.fixed,
        counts.advised,
        never.iter().take(8).collect::<Vec<_>>(),
        wrong.len()
    );
    // Were most sentences passed over, the test would prove nothing.
    assert!(silent * 4 <= counts.sentences, "{silent} of {} sentences have no finding", counts.sentences);
    let shown = wrong.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} sentences\n{shown}", wrong.len());
}

#[test]
fn english() {
    run(Language::En);
}

#[test]
fn spanish() {
    run(Language::Es);
}

#[test]
fn french() {
    run(Language::Fr);
}

#[test]
fn russian() {
    run(Language::Ru);
}

#[test]
fn chinese() {
    run(Language::Zh);
}

/// Words for people in every other style a writer can choose: everything that is offered is applied, and then nothing of the
/// sentence changes any more. (An inclusive form that another entry took for a masculine would be marked twice.)
#[test]
fn every_style_settles() {
    for language in [Language::Es, Language::Fr, Language::Ru] {
        let frames = frames(language);
        let hints = LanguageHints { option: Some(LanguageTag::from(language)), ..LanguageHints::default() };
        let mut wrong = Vec::new();
        let mut sentences = 0;
        for style in &of(language).styles()[1..] {
            let settings = Settings { styles: BTreeMap::from([(language, style.to_string())]), ..Settings::default() };
            let rules = RuleSet::builtin_with(&settings, true).unwrap_or_else(|e| panic!("{e}"));
            let people = rules.entries.iter().filter(|e| e.language == language && e.denotes == Denotes::Person);
            let forms = people.flat_map(|e| e.searches.iter().flat_map(move |s| s.forms.iter().map(move |f| (e, f))));
            for (entry, form) in forms.filter(|(_, f)| !f.readings.iter().all(|r| r.variant)) {
                // Four of the ten: subject, after à, sentence start, in brackets.
                for frame in frames.iter().step_by(3) {
                    let (text, _) = frame.filled(form, needs(entry)[0]);
                    sentences += 1;
                    let once = fix(&text, Format::PLAIN, &rules, &hints, Reach::Review).text;
                    let twice = fix(&once, Format::PLAIN, &rules, &hints, Reach::Review).text;
                    let words: Vec<&str> = once.split([' ', '\n']).collect();
                    let repeated =
                        words.windows(2).any(|w| w[0] == w[1] && w[0].len() > 3) || words.windows(6).any(|w| w[..3] == w[3..]);
                    if once != twice || repeated {
                        wrong.push(format!("{} ({style}, {})\n    {text}\n    {once}\n    {twice}", entry.id, frame.about));
                    }
                }
            }
        }
        println!("{language}: {sentences} sentences in other styles, {} wrong", wrong.len());
        let shown = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(wrong.is_empty(), "{} sentences\n{shown}", wrong.len());
    }
}
