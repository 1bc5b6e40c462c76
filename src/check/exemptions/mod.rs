//! Why a hit is no finding: every reason one small file, tried in a fixed order.
//!
//! A reason looks at one hit in its place and says whether it holds. What is certain is silent; what is only likely makes a
//! note without a fix. The words that each reason looks for are data: `rules/<language>/context.toml`.

mod bibliography;
mod block_quotation;
pub mod context;
mod exemption;
mod figurative;
mod historical;
mod identifiers;
mod mention;
mod name_shapes;
mod phrases;
mod quotations;
mod self_reference;
mod sic;
mod speech;
mod titles;

pub use exemption::Exemption;
pub use quotations::Quote;
pub(crate) use quotations::{enclosing, quoted};

use crate::document::{Prose, Segment};
use crate::grammar::Form;
use crate::lexicon::Entry;
use crate::text::fold::{BLOCK_SEPARATOR, fold};
use context::Context;
use std::cell::OnceCell;
use std::ops::Range;

/// How far around a hit the reasons look, in bytes: a paragraph without a full stop may be megabytes long.
const REACH: usize = 700;

/// What the hits of one paragraph share.
pub struct Paragraph<'a> {
    pub text: &'a str,
    quotes: OnceCell<Vec<Quote>>,
}

impl<'a> Paragraph<'a> {
    pub fn new(text: &'a str) -> Paragraph<'a> {
        Paragraph { text, quotes: OnceCell::new() }
    }

    /// Closed pairs of quotation marks, in the order in which they close.
    pub fn quotes(&self) -> &[Quote] {
        self.quotes.get_or_init(|| quotations::pairs(self.text))
    }
}

/// A hit where it stands.
pub struct Place<'a> {
    pub paragraph: &'a Paragraph<'a>,
    /// The hit, bytes of the paragraph.
    pub hit: Range<usize>,
    pub segment: &'a Segment,
    pub prose: &'a Prose<'a>,
    pub entry: &'a Entry,
    /// The form found; a rule may have found the words by itself.
    pub form: Option<&'a Form>,
    /// The name that covers the hit, if any.
    pub name: Option<&'a str>,
    pub context: &'static Context,
    /// The sentence, or as much of it as is near, bytes of the paragraph.
    sentence: Range<usize>,
    /// The sentence before the hit and behind it, folded.
    lead: String,
    tail: String,
}

impl<'a> Place<'a> {
    pub fn new(
        paragraph: &'a Paragraph<'a>,
        hit: Range<usize>,
        segment: &'a Segment,
        prose: &'a Prose<'a>,
        entry: &'a Entry,
        form: Option<&'a Form>,
        name: Option<&'a str>,
    ) -> Place<'a> {
        let near = window(paragraph.text, &hit, REACH);
        let local = hit.start - near.start..hit.end - near.start;
        let found = super::sentence::around(&paragraph.text[near.clone()], local);
        let sentence = near.start + found.start..near.start + found.end;
        let lead = fold(&paragraph.text[sentence.start..hit.start]);
        let tail = fold(&paragraph.text[hit.end..sentence.end]);
        Place { paragraph, hit, segment, prose, entry, form, name, context: Context::of(entry.language), sentence, lead, tail }
    }

    fn text(&self) -> &'a str {
        self.paragraph.text
    }

    /// The words found, as written.
    fn found(&self) -> &'a str {
        &self.paragraph.text[self.hit.clone()]
    }

    /// The sentence before the hit, as written.
    fn written_lead(&self) -> &'a str {
        &self.paragraph.text[self.sentence.start..self.hit.start]
    }

    /// The line that the hit stands in, or as much of it as is near; bytes of the paragraph.
    fn line(&self) -> Range<usize> {
        let near = window(self.text(), &self.hit, REACH);
        let start = self.text()[near.start..self.hit.start].rfind('\n').map_or(near.start, |i| near.start + i + 1);
        let end = self.text()[self.hit.end..near.end].find('\n').map_or(near.end, |i| self.hit.end + i);
        start..end
    }

    /// The innermost quotation around the hit.
    fn quote(&self) -> Option<&Quote> {
        let inside = |q: &&Quote| q.inner.start <= self.hit.start && self.hit.end <= q.inner.end;
        self.paragraph.quotes().iter().filter(inside).min_by_key(|q| q.inner.len())
    }

    /// The outermost quotation around the hit.
    fn outer_quote(&self) -> Option<&Quote> {
        let inside = |q: &&Quote| q.inner.start <= self.hit.start && self.hit.end <= q.inner.end;
        self.paragraph.quotes().iter().filter(inside).max_by_key(|q| q.inner.len())
    }

    /// The emphasis around the hit: markup, or asterisks and underscores in plain text. Bytes of the paragraph.
    fn emphasis(&self) -> Option<Range<usize>> {
        use crate::document::InlineKind::{Emphasis, Strong};
        let offset = self.segment.range.start;
        let hit = offset + self.hit.start..offset + self.hit.end;
        let marked = self
            .inlines()
            .filter(|i| matches!(i.kind, Emphasis | Strong) && i.range.start <= hit.start && hit.end <= i.range.end)
            .map(|i| i.range.start.saturating_sub(offset)..(i.range.end - offset).min(self.text().len()))
            .min_by_key(Range::len);
        marked.or_else(|| {
            let line = self.line();
            let (before, behind) = (&self.text()[line.start..self.hit.start], &self.text()[self.hit.end..line.end]);
            ['*', '_'].into_iter().find_map(|sign| {
                let open = before.rfind(sign)?;
                let close = behind.find(sign)?;
                let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != sign);
                let opens = free(before[..open].chars().next_back()) && !before[open + 1..].starts_with(char::is_whitespace);
                let closes = free(behind[close + 1..].chars().next()) && !behind[..close].ends_with(char::is_whitespace);
                (opens && closes).then(|| line.start + open..self.hit.end + close + 1)
            })
        })
    }

    /// The inline markup that may reach into the hit's paragraph.
    fn inlines(&self) -> impl Iterator<Item = &'a crate::document::Inline> {
        let inlines = &self.prose.inlines;
        let from = inlines.partition_point(|i| i.range.start < self.segment.range.start.saturating_sub(REACH));
        inlines[from..].iter().take_while(|i| i.range.start <= self.segment.range.end)
    }

    /// Whether the text offers one of the entry's own wordings: the sign of a sentence about words.
    fn offers_wording(&self, text: &str) -> bool {
        let text = fold(text);
        self.entry.say.iter().flat_map(|s| std::iter::once(&s.phrase).chain(&s.traditional)).any(|say| {
            let say = fold(&say.citation());
            if say.chars().any(crate::text::script::is_han) {
                return text.contains(&say);
            }
            let mut words = say.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 3).peekable();
            words.peek().is_some() && words.all(|w| phrases::has_stem(&text, w))
        })
    }
}

/// The hit with at most `reach` bytes on either side, on character boundaries and within its block.
fn window(text: &str, hit: &Range<usize>, reach: usize) -> Range<usize> {
    let mut from = hit.start.saturating_sub(reach);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (hit.end + reach).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let from = text[from..hit.start].rfind(BLOCK_SEPARATOR).map_or(from, |i| from + i + BLOCK_SEPARATOR.len_utf8());
    let to = text[hit.end..to].find(BLOCK_SEPARATOR).map_or(to, |i| hit.end + i);
    from..to
}

/// A reason to let a hit pass: its name, and the test.
type Reason = (&'static str, fn(&Place) -> Option<Exemption>);

/// In the order in which they are tried.
const REASONS: [Reason; 14] = [
    ("name", |p| p.name.map(|n| Exemption::Name(n.to_string()))),
    ("identifier", |p| identifiers::find(p.text(), p.hit.clone())),
    ("title", titles::find),
    ("bibliography", bibliography::find),
    ("name-shape", name_shapes::find),
    ("mention", mention::find),
    ("sic", sic::find),
    ("self-reference", self_reference::find),
    ("historical", historical::find),
    ("quotation", quotations::find),
    ("block-quotation", block_quotation::find),
    ("reported-speech", speech::find),
    ("figurative", figurative::find),
    ("likely-name", name_shapes::likely),
];

/// What was tried for a hit, and what held.
pub struct Verdict {
    pub exemption: Option<Exemption>,
    /// Names of the reasons, in the order in which they were tried.
    pub tried: Vec<&'static str>,
}

/// Tries every reason. One that is silent ends the search; of those that make a note the first counts, after what the
/// entry's own conditions say (`own`).
pub fn weigh(place: &Place, own: Option<Exemption>) -> Verdict {
    let mut note = own;
    let mut tried = vec!["other-sense"];
    if note.as_ref().is_some_and(|n| !n.is_note()) {
        return Verdict { exemption: note, tried };
    }
    for (name, find) in REASONS {
        tried.push(name);
        match find(place) {
            Some(held) if !held.is_note() => return Verdict { exemption: Some(held), tried },
            Some(held) if note.is_none() => note = Some(held),
            _ => {}
        }
    }
    Verdict { exemption: note, tried }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::check::{LanguageHints, RuleSet, check};
    use crate::document::{Document, Format};
    use crate::text::LanguageTag;

    /// The exemption of the last hit in a plain text, or nothing where it is a finding; panics where there is no hit.
    pub fn last(language: &str, text: &str) -> Option<Exemption> {
        let hints = LanguageHints { option: LanguageTag::parse(language), ..LanguageHints::default() };
        let found = check(&Document::parse(text, Format::PLAIN), text, RuleSet::builtin(), &hints);
        found.items.last().unwrap_or_else(|| panic!("nothing stands in {text:?}")).exemption.clone()
    }

    /// Every text's last hit has this exemption.
    pub fn all(wanted: &str, cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .map(|(language, text)| (language, text, last(language, text)))
            .filter(|(.., found)| found.as_ref().map(Exemption::name) != Some(wanted))
            .map(|(language, text, found)| format!("{language} {text}: {found:?}"))
            .collect();
        assert!(wrong.is_empty(), "not {wanted}:\n{}", wrong.join("\n"));
    }

    /// No text's last hit has this exemption.
    pub fn none(unwanted: &str, cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .map(|(language, text)| (language, text, last(language, text)))
            .filter(|(.., found)| found.as_ref().map(Exemption::name) == Some(unwanted))
            .map(|(language, text, found)| format!("{language} {text}: {found:?}"))
            .collect();
        assert!(wrong.is_empty(), "{unwanted}, and should not be:\n{}", wrong.join("\n"));
    }
}
