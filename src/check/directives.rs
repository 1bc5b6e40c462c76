//! Directives: comments in the text that speak to the linter.
//!
//! ```text
//! <!-- motjuste: ignore[fr/prostitution] because it is the law's title -->
//! <!-- motjuste: ignore-block[fr/prostitution, key-populations] a source is quoted --> … <!-- motjuste: end -->
//! <!-- motjuste: ignore-file a collection of old songs -->
//! ```
//!
//! `ignore` speaks of the next line that is not blank where the comment has its line to itself, else of its own line; the
//! comment's own signs are the format's. In a format of entries (PO), a comment speaks of the entry it belongs to. In brackets
//! stand entries, packs or `language/*`; without brackets everything is meant. What follows is the reason. A directive that
//! lets nothing pass, names nothing known, gives no reason or is none is a problem of its own.

use super::rule_set::RuleSet;
use super::{Exemption, Finding};
use crate::document::Comment;
use crate::text::SourceSpan;
use std::ops::Range;

/// Something wrong with a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// Index into the document's parts.
    pub part: usize,
    /// The comment.
    pub span: SourceSpan,
    /// The name or command that is meant, for messages.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Nothing was found where it speaks.
    IgnoresNothing,
    /// No entry, pack or language has this name.
    UnknownName,
    /// It says no reason.
    NoReason,
    /// A block that begins and never ends; it reaches to the end of the text.
    BlockWithoutEnd,
    /// An end without a beginning.
    EndWithoutBlock,
    /// A comment for this program that it does not understand.
    UnknownCommand,
    /// No directive: the file stops being what its format says.
    NotWellFormed,
}

impl ProblemKind {
    /// The same in every report.
    pub fn name(self) -> &'static str {
        match self {
            ProblemKind::IgnoresNothing => "ignores-nothing",
            ProblemKind::UnknownName => "unknown-name",
            ProblemKind::NoReason => "no-reason",
            ProblemKind::BlockWithoutEnd => "block-without-end",
            ProblemKind::EndWithoutBlock => "end-without-block",
            ProblemKind::UnknownCommand => "unknown-command",
            ProblemKind::NotWellFormed => "not-well-formed",
        }
    }
}

/// How many directives that are open at one place are looked at.
const MOST_OPEN: usize = 64;

/// A directive with the place it speaks of.
struct Directive {
    /// Bytes of the source.
    scope: Range<usize>,
    names: Vec<String>,
    reason: String,
    span: SourceSpan,
    used: bool,
    /// It names nothing that exists, so that it lets nothing pass is no news.
    is_void: bool,
}

/// Applies the directives among `comments` to the findings of a part: what they let pass is marked as ignored.
pub fn apply(comments: &[Comment], source: &str, part: usize, rules: &RuleSet, findings: &mut [Finding]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut directives = read(comments, source, part, rules, &mut problems);
    directives.sort_by_key(|d| d.scope.start);
    let mut order: Vec<usize> = (0..findings.len()).filter(|&n| findings[n].is_reported()).collect();
    order.sort_by_key(|&n| findings[n].span.start);
    // Findings and directives in the order of the text: of the directives only those that are open are looked at.
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    for n in order {
        let finding = &mut findings[n];
        let at = finding.span.range().start;
        while directives.get(next).is_some_and(|d| d.scope.start <= at) {
            open.push(next);
            next += 1;
        }
        open.retain(|&d| at < directives[d].scope.end);
        // The innermost counts; nobody opens more than a few at a time.
        let covers = |d: &Directive| d.names.is_empty() || d.names.iter().any(|name| rules.is_named(finding.entry, name));
        if let Some(&d) = open.iter().rev().take(MOST_OPEN).find(|&&d| covers(&directives[d])) {
            directives[d].used = true;
            ignore(finding, &directives[d].reason);
        }
    }
    for directive in directives.iter().filter(|d| !d.used && !d.is_void) {
        problems.push(Problem {
            kind: ProblemKind::IgnoresNothing,
            part,
            span: directive.span,
            text: directive.names.join(", "),
        });
    }
    problems.sort_by_key(|p| p.span.start);
    problems
}

/// Lets a finding pass for a reason that the writer gave.
pub fn ignore(finding: &mut Finding, reason: &str) {
    finding.exemption = Some(Exemption::Ignored(reason.to_string()));
    finding.tried.push("ignored");
    finding.fixes.clear();
    finding.caution.clear();
    finding.refused.clear();
}

fn read(comments: &[Comment], source: &str, part: usize, rules: &RuleSet, problems: &mut Vec<Problem>) -> Vec<Directive> {
    let mut directives: Vec<Directive> = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    for comment in comments {
        let Some(command) = parse(&comment.text) else { continue };
        let span = comment.source;
        let mut problem = |kind: ProblemKind, text: &str| problems.push(Problem { kind, part, span, text: text.to_string() });
        let scope = match command.name {
            "ignore" => scope(comment, source),
            "ignore-file" => 0..source.len(),
            "ignore-block" => {
                blocks.push(directives.len());
                span.range().end..source.len()
            }
            "end" | "ignore-end" | "end-block" => {
                match blocks.pop() {
                    Some(block) => directives[block].scope.end = span.range().start,
                    None => problem(ProblemKind::EndWithoutBlock, ""),
                }
                continue;
            }
            other => {
                problem(ProblemKind::UnknownCommand, other);
                continue;
            }
        };
        let (known, unknown): (Vec<&str>, Vec<&str>) = command.names.iter().partition(|name| rules.knows(name));
        for name in &unknown {
            problem(ProblemKind::UnknownName, &format!("{name}{}", rules.suggestion(name)));
        }
        if command.reason.is_empty() {
            problem(ProblemKind::NoReason, command.name);
        }
        let is_void = known.is_empty() && !unknown.is_empty();
        // Names that do not exist must not turn into "everything".
        let scope = if is_void { scope.start..scope.start } else { scope };
        let names = known.into_iter().map(str::to_string).collect();
        directives.push(Directive { scope, names, reason: command.reason.to_string(), span, used: false, is_void });
    }
    for block in blocks {
        problems.push(Problem { kind: ProblemKind::BlockWithoutEnd, part, span: directives[block].span, text: String::new() });
    }
    directives
}

/// What a comment tells the linter.
pub(crate) struct Command<'c> {
    pub name: &'c str,
    /// Entries, packs, `language/*`; empty where everything is meant.
    pub names: Vec<&'c str>,
    pub reason: &'c str,
}

/// `motjuste: ignore[a, b] reason`; nothing for a comment that is not for this program.
pub(crate) fn parse(comment: &str) -> Option<Command<'_>> {
    let rest = comment.trim().strip_prefix("motjuste:")?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let (names, reason) = match rest.trim_start().strip_prefix('[').and_then(|r| r.split_once(']')) {
        Some((names, reason)) => (names.split(',').map(str::trim).filter(|n| !n.is_empty()).collect(), reason),
        None => (Vec::new(), rest),
    };
    let reason = reason.trim().trim_start_matches([':', '-', '–', '—', ' ']);
    Some(Command { name, names, reason: reason.strip_prefix("because").unwrap_or(reason).trim() })
}

/// What `ignore` in a comment speaks of, bytes of the source: what the format says, else a line.
pub(crate) fn scope(comment: &Comment, source: &str) -> Range<usize> {
    comment.scope.map_or_else(|| line(source, comment.source), SourceSpan::range)
}

/// The line that a comment speaks of, bytes of the source: its own, or the next that is not blank where nothing but the
/// comment stands on its line.
fn line(source: &str, span: SourceSpan) -> Range<usize> {
    let range = span.range();
    let (before, behind) = (source.get(..range.start).unwrap_or_default(), source.get(range.end..).unwrap_or_default());
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let rest = behind.find('\n').unwrap_or(behind.len());
    let alone = before[start..].trim().is_empty() && behind[..rest].trim().is_empty();
    if !alone {
        return start..range.end + rest;
    }
    let mut at = range.end + rest;
    for text in behind[rest..].split_inclusive('\n').skip(1) {
        at += 1;
        let end = at + text.trim_end_matches('\n').len();
        if !text.trim().is_empty() {
            return at..end;
        }
        at = end;
    }
    range.end..range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Findings, LanguageHints, check};
    use crate::document::{Document, Format, Part, PieceKind, Prose, Quoting, SourceMap};
    use crate::text::LanguageTag;
    use std::borrow::Cow;

    /// Reads `<!-- … -->` as comments and everything else as text, as a reader of Markdown or HTML does.
    fn run(source: &str) -> Findings {
        let (mut text, mut map, mut comments) = (String::new(), SourceMap::default(), Vec::new());
        let mut at = 0;
        while at < source.len() {
            let next = source[at..].find("<!--").map_or(source.len(), |i| at + i);
            let from = text.len();
            text.push_str(&source[at..next]);
            map.push(from..text.len(), at..next, PieceKind::Verbatim, Quoting::Bare);
            let Some(end) = source[next..].find("-->").map(|i| next + i + 3) else { break };
            let inner = source[next + 4..end - 3].to_string();
            comments.push(Comment { at: text.len(), source: SourceSpan::new(next, end), scope: None, text: inner });
            at = end;
        }
        let text = Cow::Owned(text);
        let prose = Prose { map, comments, ..Prose::of_text(text) };
        let document = Document { format: Format::MARKDOWN, parts: vec![Part { prose }], sections: Vec::new() };
        let hints = LanguageHints { option: LanguageTag::parse("fr"), ..LanguageHints::default() };
        check(&document, source, RuleSet::builtin(), &hints)
    }

    /// Words reported, and names of problems.
    fn outcome(source: &str) -> (Vec<String>, Vec<&'static str>) {
        let findings = run(source);
        let reported = findings.items.iter().filter(|f| f.is_reported()).map(|f| f.text.clone()).collect();
        (reported, findings.problems.iter().map(|p| p.kind.name()).collect())
    }

    #[test]
    fn the_next_line_this_line_a_block_the_file() {
        let (reported, problems) = outcome(
            "<!-- motjuste: ignore[fr/prostitution] because it is the law's title -->\n\nLa prostitution est citée.\nLa prostitution revient.\n",
        );
        assert_eq!(
            (reported.as_slice(), problems.as_slice()),
            (["prostitution".to_string()].as_slice(), [].as_slice()),
            "the next line only"
        );
        let (reported, problems) =
            outcome("Une phrase.\nLa prostitution est citée. <!-- motjuste: ignore titre -->\nUne prostituée passe.\n");
        assert_eq!(reported, ["prostituée"]);
        assert!(problems.is_empty());
        let (reported, problems) = outcome(
            "<!-- motjuste: ignore-block[sex-work] une source -->\nLa prostitution.\n\nUne prostituée.\n<!-- motjuste: end -->\nLa prostitution.\n",
        );
        assert_eq!(reported, ["prostitution"]);
        assert!(problems.is_empty());
        let (reported, problems) =
            outcome("La prostitution.\n\n<!-- motjuste: ignore-file[fr/*] chansons anciennes -->\n\nUne prostituée.\n");
        assert!(reported.is_empty() && problems.is_empty());
    }

    #[test]
    fn the_reason_is_told() {
        let findings = run("La prostitution est citée. <!-- motjuste: ignore[fr/prostitution] because it is the law's title -->");
        assert_eq!(findings.items[0].exemption, Some(Exemption::Ignored("it is the law's title".into())));
        assert!(findings.items[0].fixes.is_empty());
    }

    #[test]
    fn directives_that_do_nothing_are_problems() {
        let one = |source: &str| outcome(source).1;
        assert_eq!(one("Rien ici. <!-- motjuste: ignore titre -->"), ["ignores-nothing"]);
        assert_eq!(one("<!-- motjuste: ignore-file chansons -->\nRien ici."), ["ignores-nothing"]);
        assert_eq!(one("La prostitution. <!-- motjuste: ignore[fr/prostitution] -->"), ["no-reason"]);
        assert_eq!(one("La prostitution. <!-- motjuste: ignore[fr/prostitutoin] titre -->"), ["unknown-name"]);
        assert_eq!(one("La prostitution. <!-- motjuste: ignroe titre -->"), ["unknown-command"]);
        assert_eq!(one("La prostitution. <!-- motjuste: end -->"), ["end-without-block"]);
        assert_eq!(one("<!-- motjuste: ignore-block titre -->\nLa prostitution."), ["block-without-end"]);
        assert!(one("La prostitution. <!-- un commentaire -->").is_empty());
    }

    #[test]
    fn an_unknown_name_lets_nothing_pass_and_says_what_was_meant() {
        let findings = run("La prostitution. <!-- motjuste: ignore[fr/prostitutoin] titre -->");
        assert!(findings.items[0].is_reported());
        assert!(findings.problems[0].text.contains("fr/prostitution"), "{:?}", findings.problems);
    }

    #[test]
    fn what_is_exempt_anyway_needs_no_directive() {
        assert_eq!(outcome("https://example.org/prostitution <!-- motjuste: ignore adresse -->").1, ["ignores-nothing"]);
    }
}
