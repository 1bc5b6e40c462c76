//! The counts as a page: a chart for each concept and language with the table of its numbers. No network, no script, and
//! nothing told by colour alone: what is preferred is full, what is to be avoided is striped, and the numbers stand below.

use super::{Standing, Tally, Topic, Usage, Words};
use crate::lexicon::concepts;
use crate::report::html::{escape, spoken};
use crate::text::Language;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Of the chart, in units of its view box.
const HEIGHT: usize = 160;
/// Of a period.
const COLUMN: usize = 56;
/// On the left, for the numbers.
const LEFT: usize = 48;
/// Above and below the columns.
const TOP: usize = 16;
const BOTTOM: usize = 28;
/// So many words are named.
const WORDS: usize = 12;

const STYLE: &str = ".chart { max-width: 100%; height: auto; } .chart text { fill: var(--ink); font: 12px system-ui, sans-serif; } \
.chart line { stroke: var(--line); } .f-preferred { fill: var(--good); stroke: var(--good); } .f-avoided { fill: url(#avoided); stroke: var(--error); } \
.s-avoided { stroke: var(--error); } figure { margin: 1rem 0; } figcaption { color: var(--soft); } tfoot th, tfoot td { border-top: 2px solid var(--soft); font-weight: 600; } \
tbody td.n, tfoot td.n, thead th.n { width: auto; } thead th.n { white-space: normal; }\n";

const PATTERN: &str = "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\"><defs>\
<pattern id=\"avoided\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<line class=\"s-avoided\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke-width=\"5\"/></pattern></defs></svg>\n";

pub(super) fn write(usage: &Usage, w: &Words, locale: Language, out: &mut dyn Write) -> io::Result<()> {
    let title = escape(&format!("motjuste: {}", w.get("terms_title")));
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"motjuste {}\">\n\
         <title>{title}</title>\n<style>\n{}{STYLE}</style>\n</head>\n<body id=\"top\">\n<header>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n</header>\n<main>\n",
        locale.code(),
        env!("CARGO_PKG_VERSION"),
        include_str!("../html/style.css"),
        w.html("terms_title"),
        w.html("terms_lead"),
    )?;
    if usage.topics.is_empty() {
        writeln!(out, "<p>{}</p>", w.html("nothing"))?;
    } else {
        let key = |class: &str, key: &str| {
            format!(
                "<li><svg width=\"16\" height=\"16\" aria-hidden=\"true\"><rect class=\"{class}\" x=\"1\" y=\"1\" width=\"14\" height=\"12\"/></svg> {}</li>",
                w.html(key)
            )
        };
        write!(
            out,
            "{PATTERN}<h2 id=\"legend\">{}</h2>\n<ul class=\"legend\" aria-labelledby=\"legend\">{}{}</ul>\n",
            w.html("legend"),
            key("f-preferred", "preferred"),
            key("f-avoided", "avoided"),
        )?;
    }
    for (n, (concept, language, topic)) in usage.topics().into_iter().enumerate() {
        out.write_all(section(usage, w, n, (concept, language, topic)).as_bytes())?;
    }
    write!(
        out,
        "</main>\n<footer>\n<p class=\"top\"><a href=\"#top\">{}</a></p>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
        w.html("top"),
        w.html("footer")
    )
}

fn section(usage: &Usage, w: &Words, n: usize, (concept, language, topic): (&str, Language, &Topic)) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<section aria-labelledby=\"t{n}\">\n<h2 id=\"t{n}\">{} · <span lang=\"{}\">{}</span></h2>\n",
        escape(&spoken(concept)),
        language.code(),
        escape(language.endonym()),
    );
    if let Some(concept) = concepts().get(concept) {
        let _ = writeln!(out, "<p class=\"soft\" lang=\"en\">{}</p>", escape(&concept.definition));
    }
    let periods = usage.periods();
    let tallies: Vec<(String, Tally)> = periods.iter().map(|p| (usage.label(*p, w), topic.tally(*p))).collect();
    if tallies.len() > 1 && tallies.iter().any(|(_, t)| t.preferred + t.avoided > 0) {
        chart(&mut out, w, n, &tallies, topic);
    }
    table(&mut out, w, n, usage, topic);
    let _ = writeln!(out, "<p>{}</p>", words(topic, language));
    if !topic.is_named {
        let _ = writeln!(out, "<p class=\"soft\">{}</p>", w.html("avoided_only"));
    }
    out.push_str("</section>\n");
    out
}

/// A column a period, what is preferred below what is to be avoided.
fn chart(out: &mut String, w: &Words, n: usize, tallies: &[(String, Tally)], topic: &Topic) {
    let preferred = |t: &Tally| if topic.is_named { t.preferred } else { 0 };
    let most = round(tallies.iter().map(|(_, t)| preferred(t) + t.avoided).max().unwrap_or(0));
    let width = LEFT + COLUMN * tallies.len() + 8;
    let y = |count: usize| TOP + HEIGHT - count * HEIGHT / most;
    let _ = write!(
        out,
        "<figure>\n<div class=\"scroll\" role=\"region\" aria-labelledby=\"t{n} legend\" tabindex=\"0\">\n<svg class=\"chart\" role=\"img\" aria-labelledby=\"t{n} d{n}\" viewBox=\"0 0 {width} {}\" width=\"{width}\">\n<title id=\"d{n}\">{}</title>\n",
        TOP + HEIGHT + BOTTOM,
        escape(&summary(w, tallies, topic)),
    );
    for step in 0..=4 {
        let count = most * step / 4;
        let at = y(count);
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{at}\" y2=\"{at}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{count}</text>",
            width - 8,
            LEFT - 6,
            at + 4
        );
    }
    for (column, (label, tally)) in tallies.iter().enumerate() {
        let x = LEFT + column * COLUMN + 10;
        let parts = [("f-preferred", 0, preferred(tally)), ("f-avoided", preferred(tally), tally.avoided)];
        for (class, from, count) in parts.into_iter().filter(|(_, _, count)| *count > 0) {
            let (top, bottom) = (y(from + count), y(from));
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"{}\" height=\"{}\"/>",
                COLUMN - 20,
                (bottom - top).max(1)
            );
        }
        if let Some(share) = tally.share().filter(|_| topic.is_named) {
            let top = y(tally.preferred + tally.avoided);
            let _ = write!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{share} %</text>", x + COLUMN / 2 - 10, top - 4);
        }
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x + COLUMN / 2 - 10,
            TOP + HEIGHT + 18,
            escape(label)
        );
    }
    let _ = writeln!(out, "</svg>\n</div>\n</figure>");
}

/// A number that four lines divide: 4, 8, 12, 20, 40, 80, 120, 200 …
fn round(most: usize) -> usize {
    let mut unit = 4;
    loop {
        if let Some(factor) = [1, 2, 3, 5].into_iter().find(|f| unit * f >= most) {
            return unit * factor;
        }
        unit *= 10;
    }
}

/// What the chart shows, for people who do not see it.
fn summary(w: &Words, tallies: &[(String, Tally)], topic: &Topic) -> String {
    let told = |(label, tally): &(String, Tally)| {
        let preferred = if topic.is_named { format!("{} {}, ", w.get("preferred"), tally.preferred) } else { String::new() };
        format!("{label}: {preferred}{} {}", w.get("avoided"), tally.avoided)
    };
    tallies.iter().map(told).collect::<Vec<_>>().join("; ")
}

fn table(out: &mut String, w: &Words, n: usize, usage: &Usage, topic: &Topic) {
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"t{n} p{n}\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\" id=\"p{n}\">{}</th>",
        w.html("period")
    );
    let columns: &[&str] = if topic.is_named {
        &["documents", "preferred", "avoided", "share_preferred", "noted", "held"]
    } else {
        &["documents", "avoided", "noted", "held"]
    };
    for key in columns {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th>", w.html(key));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let row = |out: &mut String, label: &str, documents: usize, tally: Tally| {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escape(label));
        for key in columns {
            let cell = match *key {
                "documents" => documents.to_string(),
                "preferred" => tally.preferred.to_string(),
                "avoided" => tally.avoided.to_string(),
                "noted" => tally.noted.to_string(),
                "held" => tally.held.to_string(),
                _ => tally.share().map_or_else(|| "–".to_string(), |s| format!("{s} %")),
            };
            let _ = write!(out, "<td class=\"n\">{cell}</td>");
        }
        out.push_str("</tr>\n");
    };
    let periods = usage.periods();
    for period in &periods {
        row(out, &usage.label(*period, w), usage.documents(*period), topic.tally(*period));
    }
    out.push_str("</tbody>\n");
    if periods.len() > 1 {
        out.push_str("<tfoot>\n");
        row(out, w.get("all_periods"), usage.documents.values().sum(), topic.total());
        out.push_str("</tfoot>\n");
    }
    out.push_str("</table>\n</div>\n");
}

/// The most frequent words; a word to avoid has a sign before it and says so.
fn words(topic: &Topic, language: Language) -> String {
    let top = topic.top();
    let shown: Vec<String> = top
        .iter()
        .take(WORDS)
        .map(|(word, standing, count)| {
            let sign = match standing {
                Standing::Preferred | Standing::Admitted => "✓",
                Standing::Avoided => "✕",
                Standing::Noted => "●",
            };
            format!("{sign} <span lang=\"{}\">{}</span> {count}", language.code(), escape(word))
        })
        .collect();
    let more = if top.len() > WORDS { " …" } else { "" };
    format!("{}{more}", shown.join(" · "))
}
