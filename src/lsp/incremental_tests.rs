//! Thousands of random edits: what is checked from seam to seam must be what a fresh check finds.

use super::*;
use crate::text::Language;

/// A generator that is the same everywhere (xorshift64*, Vigna 2016): a failure can be run again.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below.max(1)
    }
}

const BITS: [&str; 63] = [
    "The prostitutes were arrested in the city. ",
    "Les prostituées sont arrêtées dans la rue. ",
    "La prostitución está penalizada en el país. ",
    "Проституткам запрещено работать на улице. ",
    "妓女在街上工作。",
    "« la prostitution » ",
    "“prostitute” ",
    "Sex workers organise themselves and ask for rights and safety at work. ",
    "Der Bericht beschreibt die Arbeit in der Stadt und ihre Bedingungen. ",
    "an ex-prostitute ",
    "*prosti*tute ",
    "prostitution",
    "sex wor",
    "kers",
    "🙂 ",
    "👩🏽‍🦱",
    "e\u{301}",
    "\u{a0}",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\n\n\n",
    " ",
    "  ",
    "\t",
    "    ",
    "# ",
    "\n\n## Prostitution\n\n",
    "\n\n## Historical sources\n\n",
    "\n\n# Références\n\n",
    "\nBibliografía\n",
    "\n\n<!-- motjuste: ignore[fr/prostitution] because it is a title -->\n",
    " <!-- motjuste: ignore because it is a title --> ",
    "- ",
    "\n- a prostitute\n",
    "\n1. one\n",
    "> ",
    "\n\n> The prostitutes said so.\n\n",
    "```",
    "\n\n```\nprostitute\n```\n\n",
    "`",
    "*",
    "**",
    "_",
    "[",
    "]",
    "](x)",
    "[prostitutes][1]",
    "\n\n[1]: https://example.org \"prostitution\"\n\n",
    "[^n]",
    "\n\n[^n]: A prostitute in a note.\n\n",
    "\n===\n",
    "\n---\n",
    "| a | prostitute |\n|---|---|\n| b | c |\n",
    "\n: a definition\n",
    "<b>",
    "\n\n<div lang=\"ru\">\n\n",
    "\n\n</div>\n\n",
    "<!-- a comment about prostitutes -->",
    "$",
    "\\",
];

/// What is compared across a whole document: rare, because each makes all of it to be read again.
const WIDE: [&str; 4] = [
    "les travailleurSEs du sexe ",
    "los trabajadores y las trabajadoras ",
    "sex-workers ",
    "les tierces parties et les parties tierces ",
];

/// What most of a text consists of.
const NEUTRAL: [&str; 6] = [
    "The team met in the morning and wrote down what had to be done before the end of the week, and by whom. ",
    "L’équipe s’est réunie le matin et a noté ce qui restait à faire avant la fin de la semaine, et par qui. ",
    "El equipo se reunió por la mañana y apuntó lo que quedaba por hacer antes de terminar la semana. ",
    "Утром команда собралась и записала, что осталось сделать до конца недели и кто за это отвечает. ",
    "团队早上开会，记下本周末之前要完成的事项和负责人。",
    "Short one.",
];

fn document(random: &mut Random, length: usize) -> String {
    let mut text = String::new();
    while text.len() < length {
        let bit = if random.next(5) > 0 { NEUTRAL[random.next(NEUTRAL.len())] } else { BITS[random.next(BITS.len())] };
        text.push_str(bit);
        if random.next(3) == 0 {
            text.push_str("\n\n");
        }
    }
    text
}

fn seen(findings: &[Finding]) -> Vec<String> {
    let mut lines: Vec<String> = findings
        .iter()
        .map(|f| {
            let fixes: Vec<_> = f.fixes.iter().map(|x| (&x.title, x.applicability, &x.edits, &x.doubts)).collect();
            format!("{:?} {} {} {:?} {:?} {:?} {fixes:?}", f.span, f.entry, f.text, f.language, f.severity, f.exemption)
        })
        .collect();
    lines.sort();
    lines
}

fn run(format: Format, seed: u64, edits: usize, hints: &LanguageHints) -> usize {
    let rules = RuleSet::builtin();
    let mut random = Random(seed);
    let mut windows = 0;
    let mut done = 0;
    while done < edits {
        let mut text = Rope::from_str(&document(&mut random, if format == Format::PLAIN { 70_000 } else { 24_000 }));
        let mut analysis = Analysis::new(&text, format, rules, hints);
        for _ in 0..60 {
            let before = text.to_string();
            let mut changes = Vec::new();
            for _ in 0..1 + random.next(3) / 2 {
                let chars = text.len_chars();
                let at = random.next(chars + 1);
                let end = (at + [0, 0, 1, 1, 2, 7, 40, 200][random.next(8)]).min(chars);
                let new = match random.next(100) {
                    0..20 => "",
                    20 => WIDE[random.next(WIDE.len())],
                    _ => BITS[random.next(BITS.len())],
                };
                let old = text.char_to_byte(at)..text.char_to_byte(end);
                text.remove(at..end);
                text.insert(at, new);
                changes.push(Change { old, length: new.len() });
            }
            let hull = Hull::of(&changes).unwrap();
            if analysis.update_in_window(&text, &hull, format, rules, hints, Effort::Exact) {
                windows += 1;
            } else {
                analysis = Analysis::new(&text, format, rules, hints);
            }
            let fresh = Analysis::new(&text, format, rules, hints);
            assert_eq!(
                seen(&analysis.findings),
                seen(&fresh.findings),
                "seed {seed}, edit {done}, changes {changes:?}, before:\n{before}\n=== after:\n{text}"
            );
            assert_eq!(
                analysis.problems, fresh.problems,
                "seed {seed}, edit {done}, changes {changes:?}, before:\n{before}\n=== after:\n{text}"
            );
            let seams = &analysis.seams;
            let at = |s: &Seams| s.at.iter().map(|s| (s.source, s.segments)).collect::<Vec<_>>();
            // A seam fewer is no harm; one at another place would be.
            assert!(seams.is_whole || at(seams).iter().all(|s| at(&fresh.seams).contains(s)), "seed {seed}: seams {changes:?}");
            assert!(seams.is_whole || seams.headings == fresh.seams.headings, "seed {seed}: headings {changes:?}");
            let order = |f: &[Finding]| f.windows(2).all(|w| w[0].span.start <= w[1].span.start);
            assert!(order(&analysis.findings), "seed {seed}: findings out of order");
            done += 1;
        }
    }
    windows
}

/// How many edits a format gets; MOTJUSTE_EDITS asks for more.
fn edits() -> usize {
    std::env::var("MOTJUSTE_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(800)
}

#[test]
fn random_edits_of_plain_text() {
    let windows = run(Format::PLAIN, 0x5eed, edits(), &LanguageHints::default());
    assert!(windows * 3 > edits(), "only {windows} edits were checked in a window");
}

#[test]
fn random_edits_of_markdown() {
    let windows = run(Format::MARKDOWN, 0xfeed, edits(), &LanguageHints::default());
    assert!(windows * 3 > edits(), "only {windows} edits were checked in a window");
}

#[test]
fn random_edits_in_a_known_language() {
    let hints = LanguageHints { option: Some(Language::Fr.into()), ..LanguageHints::default() };
    run(Format::MARKDOWN, 0xdeed, edits() / 3, &hints);
}

#[test]
fn what_is_compared_across_a_long_document_waits() {
    let paragraph = "Les travailleuses s’organisent dans la ville et demandent des droits.\n\n";
    let mixed = "Les travailleurSEs du sexe et les militant·e·s parlent. La prostitution existe.\n\n";
    let text = format!("{mixed}{}{mixed}{}", paragraph.repeat(600), paragraph.repeat(600));
    let (rules, hints) = (RuleSet::builtin(), LanguageHints { option: Some(Language::Fr.into()), ..LanguageHints::default() });
    let mut rope = Rope::from_str(&text);
    let mut analysis = Analysis::new(&rope, Format::MARKDOWN, rules, &hints);
    let compared = |a: &Analysis| a.findings.iter().filter(|f| rules.entries.head(f.entry).rule.is_some()).count();
    let (all, before) = (analysis.findings.len(), compared(&analysis));
    assert!(before > 0, "{:?}", seen(&analysis.findings));
    // In front of the second paragraph with both notations, so that what is kept there has to move.
    let at = text.rfind(mixed).unwrap() - paragraph.len();
    for (n, letter) in "Une prostituée. ".char_indices() {
        rope.insert_char(rope.byte_to_char(at + n), letter);
        let change = Change { old: at + n..at + n, length: letter.len_utf8() };
        analysis.update(&rope, &[change], Format::MARKDOWN, rules, &hints, Effort::Hasty);
        assert!(analysis.owes);
    }
    assert_eq!((analysis.findings.len(), compared(&analysis)), (all + 1, before));
    let fresh = Analysis::new(&rope, Format::MARKDOWN, rules, &hints);
    assert_eq!(seen(&analysis.findings), seen(&fresh.findings), "nothing that was compared has changed");
    // The first notation goes: what was said of the other is over, once the keys rest.
    let first = rope.to_string().find("travailleurSEs").unwrap();
    for at in [first, rope.to_string().rfind("travailleurSEs").unwrap()] {
        let chars = rope.byte_to_char(at)..rope.byte_to_char(at + "travailleurSEs".len());
        rope.remove(chars.clone());
        rope.insert(chars.start, "travailleuses!");
        let change = Change { old: at..at + "travailleurSEs".len(), length: "travailleuses!".len() };
        analysis.update(&rope, &[change], Format::MARKDOWN, rules, &hints, Effort::Hasty);
    }
    analysis.update(&rope, &[], Format::MARKDOWN, rules, &hints, Effort::Exact);
    assert!(!analysis.owes);
    let fresh = Analysis::new(&rope, Format::MARKDOWN, rules, &hints);
    assert_eq!(seen(&analysis.findings), seen(&fresh.findings));
}

#[test]
fn changes_are_merged() {
    let change = |old: Range<usize>, length| Change { old, length };
    // "abcdef": "X" before c, then d and what follows the X replaced.
    let hull = Hull::of(&[change(2..2, 1), change(2..5, 0)]).unwrap();
    assert_eq!((hull.old, hull.delta), (2..4, -2));
    let hull = Hull::of(&[change(4..5, 3), change(0..1, 0)]).unwrap();
    assert_eq!((hull.old, hull.delta), (0..5, 1));
    assert!(Hull::of(&[]).is_none());
}

#[test]
fn a_key_press_in_a_long_document_reads_a_window_only() {
    let paragraph = "Les travailleuses s’organisent dans la ville et demandent des droits.\n\n";
    let text = paragraph.repeat(4000);
    let rules = RuleSet::builtin();
    let hints = LanguageHints::default();
    for format in [Format::PLAIN, Format::MARKDOWN] {
        let mut rope = Rope::from_str(&text);
        let mut analysis = Analysis::new(&rope, format, rules, &hints);
        let at = text.len() / 2 / paragraph.len() * paragraph.len();
        let window = analysis.window(&(at..at), 0, format);
        assert!(window.outer.len() < 48 * 1024, "{format:?}: {:?}", window.outer);
        let new = "La prostitution est pénalisée. ";
        rope.insert(rope.byte_to_char(at), new);
        let hull = Hull::of(&[Change { old: at..at, length: new.len() }]).unwrap();
        assert!(analysis.update_in_window(&rope, &hull, format, rules, &hints, Effort::Exact));
        assert_eq!(analysis.findings.iter().filter(|f| f.text == "prostitution").count(), 1);
    }
}
