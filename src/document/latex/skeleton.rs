//! What must be known of a LaTeX file before it can be read: where groups end, what is code, and what is a comment.

use super::commands::{Command, Environment, command, environment};
use std::collections::HashSet;
use std::ops::Range;

/// The groups, the stretches of code and the comments of a file, each in the order of the source.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    /// Opening braces and where their group is closed.
    groups: Vec<(usize, Option<usize>)>,
    /// Whole `\verb` commands, and environments of code between `\begin{…}` and `\end{…}`.
    pub(super) raw: Vec<Range<usize>>,
    /// From the `%` to the end of the line, without it.
    pub(super) comments: Vec<Range<usize>>,
}

impl Skeleton {
    pub(super) fn of(source: &str) -> Skeleton {
        let bytes = source.as_bytes();
        let mut skeleton = Skeleton::default();
        let mut open: Vec<usize> = Vec::new();
        // Environments that nothing ends any more.
        let mut endless: HashSet<&str> = HashSet::new();
        let mut at = 0;
        while let Some(found) = source[at..].find(['\\', '{', '}', '%']).map(|i| at + i) {
            at = found + 1;
            match bytes[found] {
                b'{' => {
                    open.push(skeleton.groups.len());
                    skeleton.groups.push((found, None));
                }
                b'}' => {
                    if let Some(group) = open.pop() {
                        skeleton.groups[group].1 = Some(found);
                    }
                }
                b'%' => {
                    at = line_end(source, found);
                    skeleton.comments.push(found..at);
                }
                _ => {
                    let name = command_name(source, found);
                    if name.is_empty() {
                        // An escaped character; one of several bytes is no sign of ours anyway.
                        at = found + 1 + source[found + 1..].chars().next().map_or(0, char::len_utf8);
                        continue;
                    }
                    at = found + 1 + name.len();
                    match command(name) {
                        Command::Verbatim => {
                            if let Some(end) = verbatim_end(source, at) {
                                skeleton.raw.push(found..end);
                                at = end;
                            }
                        }
                        Command::IfFalse => {
                            let end = source[at..].find("\\fi").filter(|_| !endless.contains("\\fi")).map(|i| at + i);
                            match end {
                                Some(end) => {
                                    skeleton.raw.push(found..end);
                                    at = end;
                                }
                                None => _ = endless.insert("\\fi"),
                            }
                        }
                        Command::Begin => {
                            let Some((name, end)) = environment_name(source, at) else { continue };
                            at = end;
                            if environment(name) != Environment::Raw || endless.contains(name) {
                                continue;
                            }
                            match end_of(source, end, name) {
                                Some(close) => {
                                    skeleton.raw.push(end..close);
                                    at = close;
                                }
                                None => _ = endless.insert(name),
                            }
                        }
                        // Its name is no group.
                        Command::End => at = environment_name(source, at).map_or(at, |(_, end)| end),
                        _ => {}
                    }
                }
            }
        }
        skeleton
    }

    /// Where the group that begins at a byte ends: its closing brace.
    pub(super) fn close(&self, open: usize) -> Option<usize> {
        let i = self.groups.binary_search_by_key(&open, |g| g.0).ok()?;
        self.groups[i].1
    }

    /// The stretch of code that begins at a byte.
    pub(super) fn raw_at(&self, at: usize) -> Option<Range<usize>> {
        let i = self.raw.binary_search_by_key(&at, |r| r.start).ok()?;
        Some(self.raw[i].clone())
    }

    /// The comment that begins at a byte.
    pub(super) fn comment_at(&self, at: usize) -> Option<Range<usize>> {
        let i = self.comments.binary_search_by_key(&at, |r| r.start).ok()?;
        Some(self.comments[i].clone())
    }
}

/// The letters behind a backslash.
pub(super) fn command_name(source: &str, backslash: usize) -> &str {
    let rest = &source[backslash + 1..];
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    &rest[..end]
}

/// The name of `{name}` at a byte, and where it ends.
pub(super) fn environment_name(source: &str, at: usize) -> Option<(&str, usize)> {
    /// No name is longer.
    const LONGEST: usize = 64;
    let rest = source[at..].trim_start_matches([' ', '\t']);
    let inside = rest.strip_prefix('{')?;
    let end = inside.bytes().take(LONGEST).position(|b| matches!(b, b'}' | b'\n' | b'{' | b'\\'))?;
    (inside.as_bytes()[end] == b'}').then(|| (&inside[..end], source.len() - inside.len() + end + 1))
}

/// Where the environment of that name ends: the backslash of its `\end`.
fn end_of(source: &str, from: usize, name: &str) -> Option<usize> {
    let sign = format!("\\end{{{name}}}");
    source[from..].find(&sign).map(|i| from + i)
}

/// The end of what follows `\verb`: `*|x|`, `[options]{x}`, `{language}{x}` of mintinline aside.
fn verbatim_end(source: &str, at: usize) -> Option<usize> {
    /// None is longer; looking no further keeps this linear.
    const LONGEST: usize = 1024;
    let mut end = source.len().min(at + LONGEST);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let line = source[at..end].split('\n').next().unwrap_or_default();
    let mut rest = line.strip_prefix('*').unwrap_or(line);
    if rest.starts_with('[') {
        rest = &rest[rest.find(']')? + 1..];
    }
    let sign = rest.chars().next().filter(|c| !c.is_alphanumeric() && !c.is_whitespace())?;
    let close = if sign == '{' { '}' } else { sign };
    let inside = &rest[sign.len_utf8()..];
    let mut behind = &inside[inside.find(close)? + close.len_utf8()..];
    // `\mintinline{rust}{code}`
    if sign == '{' && behind.starts_with('{') {
        behind = &behind[behind.find('}')? + 1..];
    }
    Some(at + line.len() - behind.len())
}

pub(super) fn line_end(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |i| at + i)
}
