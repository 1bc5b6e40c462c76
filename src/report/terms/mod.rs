//! What a body of text says, by concept, language and period (`motjuste terms`): for the terminal, as CSV and JSON, and as a
//! page with charts.

mod page;
mod tables;
#[cfg(test)]
mod tests;

use super::page_words::Words;
use crate::check::{Said, Standing};
use crate::text::Language;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};

/// A day of the Gregorian calendar; month and day are 0 where they are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl Date {
    /// Reads `2021-03-04`, `2021-03` and `2021`, whatever follows (ISO 8601).
    pub fn parse(text: &str) -> Option<Date> {
        let number = |at: std::ops::Range<usize>| -> Option<u32> {
            text.get(at).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
        };
        let year = number(0..4).filter(|y| (1800..2200).contains(y))?;
        let has = |at: usize| matches!(text.as_bytes().get(at), Some(b'-' | b'/' | b'.'));
        let month = number(5..7).filter(|m| has(4) && (1..=12).contains(m)).unwrap_or(0);
        let day = number(8..10).filter(|d| month > 0 && has(7) && (1..=31).contains(d)).unwrap_or(0);
        // Five digits are a number, not a year.
        let ends = text.as_bytes().get(4).is_none_or(|b| !b.is_ascii_digit());
        ends.then(|| Date { year: i32::try_from(year).unwrap_or(0), month, day })
    }
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Year,
    Quarter,
    Month,
}

impl By {
    /// In a year.
    fn periods(self) -> i32 {
        match self {
            By::Year => 1,
            By::Quarter => 4,
            By::Month => 12,
        }
    }

    /// The number of a period, so that those that follow one another have numbers that do.
    fn period(self, date: Date) -> i32 {
        let month = i32::try_from(date.month.max(1)).unwrap_or(1) - 1;
        date.year * self.periods() + month * self.periods() / 12
    }

    /// `2021`, `2021-Q2`, `2021-05`
    fn label(self, period: i32) -> String {
        let (year, part) = (period.div_euclid(self.periods()), period.rem_euclid(self.periods()) + 1);
        match self {
            By::Year => year.to_string(),
            By::Quarter => format!("{year}-Q{part}"),
            By::Month => format!("{year}-{part:02}"),
        }
    }
}

/// How the counts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Csv,
    Json,
    Html,
}

/// Counts of one period, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tally {
    preferred: usize,
    avoided: usize,
    noted: usize,
    /// Preferred, avoided or noted, in quotations, names and titles.
    held: usize,
}

impl Tally {
    fn add(&mut self, standing: Standing, is_held: bool, count: usize) {
        let slot = match (is_held, standing) {
            (true, _) => &mut self.held,
            (false, Standing::Preferred | Standing::Admitted) => &mut self.preferred,
            (false, Standing::Avoided) => &mut self.avoided,
            (false, Standing::Noted) => &mut self.noted,
        };
        *slot += count;
    }

    /// In percent, rounded; nothing where neither stands in the text.
    fn share(&self) -> Option<usize> {
        let all = self.preferred + self.avoided;
        (all > 0).then(|| (self.preferred * 100 + all / 2) / all)
    }
}

/// A word with how it stands.
type Word = (Standing, bool, String);

/// A concept in one language.
#[derive(Debug, Default)]
struct Topic {
    /// Whether the preferred words are known and counted.
    is_named: bool,
    /// By period; nothing for documents without a date.
    words: BTreeMap<Option<i32>, BTreeMap<Word, usize>>,
}

impl Topic {
    fn tally(&self, period: Option<i32>) -> Tally {
        let mut tally = Tally::default();
        for ((standing, is_held, _), count) in self.words.get(&period).into_iter().flatten() {
            tally.add(*standing, *is_held, *count);
        }
        tally
    }

    fn total(&self) -> Tally {
        let mut total = Tally::default();
        for ((standing, is_held, _), count) in self.words.values().flatten() {
            total.add(*standing, *is_held, *count);
        }
        total
    }

    /// The words of all periods in the writer's own use, most frequent first.
    fn top(&self) -> Vec<(&str, Standing, usize)> {
        let mut all: BTreeMap<(&str, Standing), usize> = BTreeMap::new();
        for ((standing, is_held, word), count) in self.words.values().flatten() {
            if !is_held {
                *all.entry((word, *standing)).or_default() += count;
            }
        }
        let mut all: Vec<_> = all.into_iter().map(|((word, standing), count)| (word, standing, count)).collect();
        all.sort_by_key(|(word, standing, count)| (std::cmp::Reverse(*count), *standing, *word));
        all
    }
}

/// What a body of text says.
#[derive(Debug)]
pub struct Usage {
    by: By,
    topics: BTreeMap<(String, Language), Topic>,
    documents: BTreeMap<Option<i32>, usize>,
}

impl Usage {
    pub fn new(by: By) -> Usage {
        Usage { by, topics: BTreeMap::new(), documents: BTreeMap::new() }
    }

    /// A document with its date, and how often it says each word.
    pub fn add(&mut self, date: Option<Date>, said: HashMap<Said, usize>) {
        let period = date.map(|d| self.by.period(d));
        *self.documents.entry(period).or_default() += 1;
        for (s, times) in said {
            let topic = self.topics.entry((s.concept, s.language)).or_default();
            *topic.words.entry(period).or_default().entry((s.standing, s.is_held, s.word)).or_default() += times;
        }
    }

    /// Leaves these concepts; none: all.
    pub fn retain(&mut self, concepts: &[String]) {
        self.topics.retain(|(concept, _), _| concepts.is_empty() || concepts.contains(concept));
    }

    /// `is_named`: whether the preferred words of a concept are known in a language.
    pub fn mark_named(&mut self, is_named: &dyn Fn(&str, Language) -> bool) {
        for ((concept, language), topic) in &mut self.topics {
            topic.is_named = is_named(concept, *language);
        }
    }

    /// # Errors
    /// Those of the writer.
    pub fn write(&self, format: Format, locale: Language, out: &mut dyn Write) -> io::Result<()> {
        let words = Words::of(locale);
        match format {
            Format::Text => tables::text(self, &words, out),
            Format::Csv => tables::csv(self, out),
            Format::Json => tables::json(self, out),
            Format::Html => page::write(self, &words, locale, out),
        }
    }

    /// From the first period to the last, those without a document among them, and then what has no date.
    fn periods(&self) -> Vec<Option<i32>> {
        /// A chart of more is none; a slip in a date must not make ten thousand rows.
        const MOST: usize = 240;
        let dated: BTreeSet<i32> = self.documents.keys().filter_map(|p| *p).collect();
        let whole = dated.first().zip(dated.last()).map(|(first, last)| *first..=*last);
        let mut periods: Vec<Option<i32>> = match whole {
            Some(whole) if whole.clone().count() <= MOST => whole.map(Some).collect(),
            _ => dated.into_iter().map(Some).collect(),
        };
        periods.extend(self.documents.contains_key(&None).then_some(None));
        periods
    }

    fn label(&self, period: Option<i32>, w: &Words) -> String {
        period.map_or_else(|| w.get("no_date").to_string(), |p| self.by.label(p))
    }

    fn documents(&self, period: Option<i32>) -> usize {
        self.documents.get(&period).copied().unwrap_or(0)
    }

    /// The most frequent first; what is only in names and quotations last.
    fn topics(&self) -> Vec<(&str, Language, &Topic)> {
        let mut all: Vec<_> = self.topics.iter().map(|((c, l), t)| (c.as_str(), *l, t)).collect();
        all.sort_by_key(|(concept, language, topic)| {
            let total = topic.total();
            (std::cmp::Reverse((total.preferred + total.avoided, total.noted, total.held)), *concept, language.code())
        });
        all
    }
}
