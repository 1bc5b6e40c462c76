//! The counts as a table in a terminal, as CSV and as JSON.

use super::{Standing, Tally, Topic, Usage, Words};
use crate::lexicon::concepts;
use crate::report::html::spoken;
use serde_json::json;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Signs of a bar in the terminal.
const BAR: usize = 20;
/// So many words are named in the terminal.
const WORDS: usize = 8;

/// What was said, and beside it as much of what should not be: told apart without colour.
pub(super) fn bar(tally: &Tally) -> String {
    let all = tally.preferred + tally.avoided;
    if all == 0 {
        return String::new();
    }
    let full = (tally.preferred * BAR + all / 2) / all;
    format!("{}{}", "█".repeat(full), "░".repeat(BAR - full))
}

/// Columns on the right; what stands in the first one is on the left.
fn line(out: &mut dyn Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
    let mut text = String::from(" ");
    for (n, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let gap = " ".repeat(width.saturating_sub(cell.width()));
        text.push_str(&if n == 0 || n + 1 == cells.len() { format!(" {cell}{gap}") } else { format!("  {gap}{cell}") });
    }
    writeln!(out, "{}", text.trim_end())
}

pub(super) fn text(usage: &Usage, w: &Words, out: &mut dyn Write) -> io::Result<()> {
    let periods = usage.periods();
    if usage.topics.is_empty() {
        return writeln!(out, "{}", w.get("nothing"));
    }
    let heads = ["period", "documents", "preferred", "avoided", "held"].map(|k| w.get(k).to_string());
    for (n, (concept, language, topic)) in usage.topics().into_iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{} ({concept}), {}", spoken(concept), language.endonym())?;
        let mut rows: Vec<Vec<String>> = vec![heads.to_vec()];
        let row = |label: String, documents: usize, tally: Tally| {
            let preferred = if topic.is_named { tally.preferred.to_string() } else { "–".into() };
            let share = topic.is_named.then(|| tally.share()).flatten();
            let bar = share.map_or(String::new(), |s| format!("{s:>3} % {}", bar(&tally)));
            vec![label, documents.to_string(), preferred, tally.avoided.to_string(), tally.held.to_string(), bar]
        };
        for period in &periods {
            rows.push(row(usage.label(*period, w), usage.documents(*period), topic.tally(*period)));
        }
        if periods.len() > 1 {
            rows.push(row(w.get("all_periods").to_string(), usage.documents.values().sum(), topic.total()));
        }
        let widths: Vec<usize> =
            (0..6).map(|c| rows.iter().filter_map(|r| r.get(c)).map(|cell| cell.width()).max().unwrap_or(0)).collect();
        for row in &rows {
            line(out, row, &widths)?;
        }
        let top = words(topic, w);
        if !top.is_empty() {
            writeln!(out, "  {top}")?;
        }
        if !topic.is_named {
            writeln!(out, "  {}", w.get("avoided_only"))?;
        }
    }
    Ok(())
}

fn words(topic: &Topic, w: &Words) -> String {
    let top = topic.top();
    let mut parts = Vec::new();
    for (key, is_in) in [("preferred", true), ("avoided", false)] {
        let these: Vec<String> = top
            .iter()
            .filter(|(_, standing, _)| match standing {
                Standing::Preferred | Standing::Admitted => is_in,
                Standing::Avoided => !is_in,
                Standing::Noted => false,
            })
            .map(|(word, _, count)| format!("{word} {count}"))
            .collect();
        if !these.is_empty() {
            let more = if these.len() > WORDS { ", …" } else { "" };
            parts.push(format!("{}: {}{more}", w.get(key), these[..these.len().min(WORDS)].join(", ")));
        }
    }
    parts.join(" · ")
}

pub(super) fn csv(usage: &Usage, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let failed = |e: csv::Error| io::Error::other(e.to_string());
    writer.write_record(["concept", "language", "period", "documents", "status", "place", "term", "count"]).map_err(failed)?;
    for (concept, language, topic) in usage.topics() {
        for (period, words) in &topic.words {
            let label = period.map_or_else(String::new, |p| usage.by.label(p));
            for ((standing, is_held, word), count) in words {
                let place = if *is_held { "held" } else { "use" };
                let documents = usage.documents(*period).to_string();
                let row =
                    [concept, language.code(), &label, &documents, standing.name(), place, word.as_str(), &count.to_string()];
                writer.write_record(row).map_err(failed)?;
            }
        }
    }
    writer.flush()
}

pub(super) fn json(usage: &Usage, out: &mut dyn Write) -> io::Result<()> {
    let label = |period: Option<i32>| period.map(|p| usage.by.label(p));
    let counts = |tally: Tally, topic: &Topic| {
        json!({
            "preferred": topic.is_named.then_some(tally.preferred),
            "avoided": tally.avoided,
            "noted": tally.noted,
            "held": tally.held,
            "share": topic.is_named.then(|| tally.share()).flatten(),
        })
    };
    let topics: Vec<_> = usage
        .topics()
        .into_iter()
        .map(|(concept, language, topic)| {
            let periods: Vec<_> = usage
                .periods()
                .into_iter()
                .map(|period| {
                    let words = topic.words.get(&period).into_iter().flatten().map(|((standing, is_held, word), count)| {
                        json!({"term": word, "status": standing.name(), "held": is_held, "count": count})
                    });
                    json!({"period": label(period), "counts": counts(topic.tally(period), topic), "words": words.collect::<Vec<_>>()})
                })
                .collect();
            json!({
                "concept": concept,
                "definition": concepts().get(concept).map(|c| c.definition.as_str()),
                "language": language.code(),
                "total": counts(topic.total(), topic),
                "periods": periods,
            })
        })
        .collect();
    let documents: Vec<_> =
        usage.periods().into_iter().map(|p| json!({"period": label(p), "documents": usage.documents(p)})).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({"version": 1, "periods": documents, "concepts": topics}))?;
    writeln!(out)
}
