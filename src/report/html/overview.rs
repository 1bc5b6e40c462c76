//! The top of the page: totals, what there is by idea, language and document with bars, and the filters.

use super::{Note, Page, Words, badge, escape, spoken};
use crate::lexicon::Severity;
use crate::report::Summary;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// What a row of a table counts.
#[derive(Default)]
struct Tally<'a> {
    by_severity: [usize; 3],
    words: BTreeMap<String, (usize, &'a str)>,
}

impl<'a> Tally<'a> {
    fn add(&mut self, note: &'a Note) {
        let n = SEVERITIES.iter().position(|s| *s == note.severity).unwrap_or(0);
        self.by_severity[n] += 1;
        self.words.entry(note.words.to_lowercase()).or_insert((0, note.language.code())).0 += 1;
    }

    fn total(&self) -> usize {
        self.by_severity.iter().sum()
    }

    /// The most frequent words found, with their languages.
    fn words(&self) -> String {
        let mut all: Vec<_> = self.words.iter().collect();
        all.sort_by_key(|(word, (count, _))| (std::cmp::Reverse(*count), (*word).clone()));
        let more = if all.len() > 4 { " …" } else { "" };
        let shown: Vec<String> =
            all.iter().take(4).map(|(word, (_, lang))| format!("<span lang=\"{lang}\">{}</span>", escape(word))).collect();
        format!("{}{more}", shown.join(", "))
    }
}

fn tallies<'a, K: Ord>(notes: impl Iterator<Item = &'a Note>, key: impl Fn(&'a Note) -> K) -> Vec<(K, Tally<'a>)> {
    let mut all: BTreeMap<K, Tally> = BTreeMap::new();
    for note in notes {
        all.entry(key(note)).or_default().add(note);
    }
    let mut rows: Vec<_> = all.into_iter().collect();
    rows.sort_by_key(|(_, t)| std::cmp::Reverse(t.total()));
    rows
}

pub fn overview(page: &Page, w: &Words, summary: &Summary) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">{}</h2>\n<dl class=\"totals\">\n",
        w.html("overview")
    );
    let clean = summary.files.saturating_sub(summary.files_with_findings);
    let always = [
        ("findings", summary.findings()),
        ("errors", summary.errors),
        ("warnings", summary.warnings),
        ("infos", summary.infos),
        ("safe_total", summary.safe),
        ("review_total", summary.review),
        ("clean", clean),
    ];
    let sometimes = [("baseline", summary.baseline), ("unread", summary.unread)];
    for (key, count) in always.into_iter().chain(sometimes.into_iter().filter(|(_, n)| *n > 0)) {
        let _ = writeln!(out, "<div><dt>{}</dt><dd>{count}</dd></div>", w.html(key));
    }
    out.push_str("</dl>\n");
    if page.documents.is_empty() {
        out.push_str("</section>\n");
        return out;
    }
    out.push_str(PATTERNS);
    let _ = writeln!(out, "<h3 id=\"legend\">{}</h3>\n<ul class=\"legend\" aria-labelledby=\"legend\">", w.html("legend"));
    for severity in SEVERITIES {
        let name = severity.as_str();
        let _ = writeln!(
            out,
            "<li class=\"{name}\"><svg width=\"16\" height=\"16\" aria-hidden=\"true\">{}</svg> <span class=\"head\">{}</span> {}</li>",
            rect(severity, "1", "14"),
            badge(severity, w),
            w.html(&format!("{name}_about")),
        );
    }
    out.push_str("</ul>\n");
    let by_concept = tallies(page.notes(), |n| n.concept.as_str());
    table(&mut out, w, "concept", by_concept.iter().map(|(k, t)| (escape(&spoken(k)), t)));
    let by_language = tallies(page.notes(), |n| n.language);
    table(
        &mut out,
        w,
        "language",
        by_language.iter().map(|(k, t)| (format!("<span lang=\"{}\">{}</span>", k.code(), escape(k.endonym())), t)),
    );
    let by_document: Vec<(String, Tally)> = page
        .documents
        .iter()
        .enumerate()
        .map(|(n, d)| {
            let mut tally = Tally::default();
            d.notes.iter().for_each(|note| tally.add(note));
            (format!("<a href=\"#d{n}\">{}</a>", escape(&d.path).replace('/', "/<wbr>")), tally)
        })
        .collect();
    table(&mut out, w, "document", by_document.iter().map(|(k, t)| (k.clone(), t)));
    out.push_str("</section>\n");
    out
}

/// Stripes and dots, so that the bars can be told apart without colours.
const PATTERNS: &str = "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\"><defs>\
<pattern id=\"stripes\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"s-warning\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke-width=\"5\"/></pattern>\
<pattern id=\"dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle class=\"s-info\" cx=\"2.5\" cy=\"2.5\" r=\"1.4\"/></pattern></defs></svg>\n";

fn rect(severity: Severity, x: &str, width: &str) -> String {
    let class = match severity {
        Severity::Error => "s-error",
        Severity::Warning => "f-warning",
        Severity::Info => "f-info",
    };
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"1\" width=\"{width}\" height=\"12\"/>")
}

/// A table whose last column is a bar chart; the numbers beside it say the same.
fn table<'a>(out: &mut String, w: &Words, by: &str, rows: impl Iterator<Item = (String, &'a Tally<'a>)> + Clone) {
    let most = rows.clone().map(|(_, t)| t.total()).max().unwrap_or(1).max(1);
    let _ = write!(
        out,
        "<h3 id=\"by-{by}\">{}</h3>\n<div class=\"scroll\" role=\"region\" aria-labelledby=\"by-{by}\" tabindex=\"0\">\n<table class=\"by-{by}\">\n<thead><tr><th scope=\"col\">{}</th>",
        w.html(&format!("by_{by}")),
        w.html(by),
    );
    for key in ["findings", "errors", "warnings", "infos"] {
        let class = if key == "findings" { "n" } else { "n wide" };
        let _ = write!(out, "<th scope=\"col\" class=\"{class}\">{}</th>", w.html(key));
    }
    let _ = writeln!(
        out,
        "<th scope=\"col\">{}</th><th scope=\"col\" class=\"words wide\">{}</th></tr></thead>\n<tbody>",
        w.html("share"),
        w.html("words")
    );
    for (name, tally) in rows {
        let _ = write!(out, "<tr><th scope=\"row\">{name}</th><td class=\"n\">{}</td>", tally.total());
        for count in tally.by_severity {
            let _ = write!(out, "<td class=\"n wide\">{count}</td>");
        }
        out.push_str("<td class=\"bar\"><svg width=\"100%\" height=\"14\" aria-hidden=\"true\">");
        let mut from = 0;
        for (severity, count) in SEVERITIES.into_iter().zip(tally.by_severity) {
            if count > 0 {
                let percent = |n: usize| format!("{:.2}%", n as f64 * 100.0 / most as f64);
                out.push_str(&rect(severity, &percent(from), &percent(count)));
                from += count;
            }
        }
        let _ = writeln!(out, "</svg></td><td class=\"words wide\">{}</td></tr>", tally.words());
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// A filter: its key, the label's key, and what can be chosen, each with a label.
type Filter = (&'static str, &'static str, Vec<(String, String)>);

fn choices(page: &Page, w: &Words) -> [Filter; 3] {
    let languages: BTreeSet<_> = page.notes().map(|n| n.language).collect();
    let concepts: BTreeSet<_> = page.notes().map(|n| n.concept.as_str()).collect();
    let corrections: BTreeSet<_> = page.notes().map(|n| n.correction).collect();
    [
        ("language", "language", languages.into_iter().map(|l| (l.code().to_string(), l.endonym().to_string())).collect()),
        ("concept", "concept", concepts.into_iter().map(|c| (c.to_string(), spoken(c))).collect()),
        ("fix", "correction", corrections.into_iter().map(|c| (c.to_string(), w.get(c).to_string())).collect()),
    ]
}

pub fn filters(page: &Page, w: &Words) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<form id=\"filters\" class=\"filters\" aria-label=\"{}\">\n<fieldset><legend>{}</legend>\n",
        w.html("filters"),
        w.html("filters")
    );
    for severity in SEVERITIES.map(Severity::as_str) {
        let _ = writeln!(out, "<label><input type=\"checkbox\" id=\"f-{severity}\" checked> {}</label>", w.html(severity));
    }
    out.push_str("</fieldset>\n");
    for (id, label, values) in choices(page, w) {
        let _ = write!(
            out,
            "<label class=\"field\">{}<select id=\"f-{id}\"><option value=\"\">{}</option>",
            w.html(label),
            w.html("everything")
        );
        for (value, name) in values {
            let _ = write!(out, "<option value=\"{}\">{}</option>", escape(&value), escape(&name));
        }
        out.push_str("</select></label>\n");
    }
    let _ = writeln!(
        out,
        "<button type=\"reset\">{}</button>\n<output id=\"shown\" role=\"status\" aria-live=\"polite\" data-label=\"{}\" data-of=\"{}\" hidden></output>\n</form>",
        w.html("reset"),
        w.html("shown"),
        w.html("of"),
    );
    out
}

/// Style rules that make the filters work without a script (Selectors Level 4, `:has()`).
pub fn filter_style(page: &Page) -> String {
    let mut out = String::new();
    for severity in SEVERITIES.map(Severity::as_str) {
        let _ = writeln!(out, "body:has(#f-{severity}:not(:checked)) .finding.{severity} {{ display: none; }}");
    }
    for (id, _, values) in choices(page, &Words::of(crate::text::Language::En)) {
        for (value, _) in values {
            // A lexicon of one's own may name anything; only plain keys become selectors.
            if value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
                let _ = writeln!(
                    out,
                    "body:has(#f-{id} option[value=\"{value}\"]:checked) .finding:not([data-{id}=\"{value}\"]) {{ display: none; }}"
                );
            }
        }
    }
    out
}
