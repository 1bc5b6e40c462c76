//! Letters of LaTeX, and what stands for others: ligatures, accents, symbols, formulas.

use super::Latex;
use super::escape::compose;
use std::ops::Range;

impl Latex<'_> {
    /// Letters, and the signs that stand for others.
    pub(super) fn text(&mut self, at: usize, end: usize) -> usize {
        const LIGATURES: [(&str, &str); 10] = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            (",,", "„"),
            ("<<", "«"),
            (">>", "»"),
            ("?`", "¿"),
            ("!`", "¡"),
            ("`", "‘"),
        ];
        const SHORTHANDS: [(&str, &str); 10] = [
            ("\"---", "—"),
            ("\"--", "—"),
            ("\"=", "-"),
            ("\"~", "\u{2011}"),
            ("\"-", "\u{ad}"),
            ("\"\"", "\u{200b}"),
            ("\"<", "«"),
            ("\">", "»"),
            ("\"`", "„"),
            ("\"'", "“"),
        ];
        let rest = &self.source[at..end];
        let shorthands: &[(&str, &str)] = if self.has_shorthands { &SHORTHANDS } else { &[] };
        if let Some((sign, text)) = LIGATURES.iter().chain(shorthands).find(|(sign, _)| rest.starts_with(sign)) {
            self.builder.escaped(text, at..at + sign.len());
            return at + sign.len();
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let special = |c: char| {
            matches!(
                c,
                '\\' | '{'
                    | '}'
                    | '%'
                    | '$'
                    | '&'
                    | '~'
                    | ' '
                    | '\t'
                    | '\n'
                    | '\r'
                    | '-'
                    | '`'
                    | '\''
                    | ','
                    | '<'
                    | '>'
                    | '?'
                    | '!'
                    | '"'
            )
        };
        let length = first + rest[first..].find(special).unwrap_or(rest.len() - first);
        self.builder.verbatim(at..at + length);
        at + length
    }

    /// `$ … $`, `$$ … $$`; a dollar that nothing answers in its paragraph is one.
    pub(super) fn dollar(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.source[at..end];
        let sign = if rest.starts_with("$$") { 2 } else { 1 };
        let mut was_line_end = false;
        let mut is_escaped = false;
        for (i, b) in rest.bytes().enumerate().skip(sign) {
            match b {
                b'$' if !is_escaped => {
                    let close = at + i + if rest[i..].starts_with("$$") { sign } else { 1 };
                    self.builder.stand_in(at..close);
                    return close;
                }
                b'\n' if was_line_end => break,
                b'\n' => was_line_end = true,
                b' ' | b'\t' | b'\r' => {}
                _ => was_line_end = false,
            }
            is_escaped = b == b'\\' && !is_escaped;
        }
        self.builder.verbatim(at..at + sign);
        at + sign
    }

    pub(super) fn control_symbol(&mut self, at: usize, end: usize) -> usize {
        let Some(sign) = self.source[at + 1..end].chars().next() else {
            self.builder.verbatim(at..at + 1);
            return at + 1;
        };
        let behind = at + 1 + sign.len_utf8();
        match sign {
            '%' | '&' | '_' | '#' | '$' | '{' | '}' => {
                let mut buffer = [0; 4];
                self.escaped(sign.encode_utf8(&mut buffer), at..behind);
            }
            '\\' => {
                let to = self.option(behind).1.end;
                let to = if to > behind { to + 1 } else { behind };
                if self.tables > 0 {
                    self.end_block();
                } else {
                    self.builder.break_line(at..behind);
                }
                return to;
            }
            ' ' | '\n' | '\t' => self.builder.escaped_space(at..behind, sign == '\n'),
            ',' | ';' | ':' | '>' => self.escaped("\u{202f}", at..behind),
            '-' => self.escaped("\u{ad}", at..behind),
            '/' | '!' => self.escaped("\u{200b}", at..behind),
            '@' => {}
            '(' | '[' => {
                let close = if sign == '(' { "\\)" } else { "\\]" };
                return match self.closers.find(self.source, close, behind, end, |_| true) {
                    Some(to) => {
                        self.builder.stand_in(at..to + 2);
                        to + 2
                    }
                    None => behind,
                };
            }
            _ => {
                let mark = match sign {
                    '\'' => '\u{301}',
                    '`' => '\u{300}',
                    '^' => '\u{302}',
                    '"' => '\u{308}',
                    '~' => '\u{303}',
                    '=' => '\u{304}',
                    '.' => '\u{307}',
                    _ => return behind,
                };
                return self.accent(mark, at, behind, end);
            }
        }
        behind
    }

    /// Text that is written with a backslash. Directly behind the letters of a command, letters in its place would go on with
    /// them: it is read, but not edited.
    pub(super) fn escaped(&mut self, text: &str, source: Range<usize>) {
        let before = &self.source.as_bytes()[..source.start];
        let letters = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
        let is_command = letters > 0 && before.len() > letters && before[before.len() - letters - 1] == b'\\';
        if is_command {
            self.builder.synthetic(text, source);
        } else {
            self.builder.escaped(text, source);
        }
    }

    pub(super) fn symbol(&mut self, text: &str, at: usize, behind: usize, end: usize) -> usize {
        let rest = &self.source[behind..end.max(behind)];
        // What ends the name belongs to it: `{}`, or white space.
        let to = if rest.starts_with("{}") {
            behind + 2
        } else {
            let white = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            behind + white
        };
        if text == " " {
            self.builder.escaped_space(at..to, false);
        } else {
            self.escaped(text, at..to);
        }
        to
    }

    /// `\'e`, `\'{e}`, `\c c`, `\'{\i}`.
    pub(super) fn accent(&mut self, mark: char, at: usize, behind: usize, end: usize) -> usize {
        let rest = &self.source[behind..end.max(behind)];
        let text = rest.trim_start_matches(' ');
        let inside = text.strip_prefix('{').unwrap_or(text);
        let is_group = inside.len() < text.len();
        let (letter, mut used) = match inside.strip_prefix("\\i").or_else(|| inside.strip_prefix("\\j")) {
            Some(more) if !more.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let letter = if inside.starts_with("\\i") { 'i' } else { 'j' };
                let white = if is_group { 0 } else { more.len() - more.trim_start_matches(' ').len() };
                (letter, 2 + white)
            }
            _ => match inside.chars().next() {
                Some(c) if c.is_alphabetic() => (c, c.len_utf8()),
                _ => return behind,
            },
        };
        if is_group {
            let closing = inside[used..].trim_start_matches(' ');
            if !closing.starts_with('}') {
                return behind;
            }
            used += inside[used..].len() - closing.len() + 1;
        }
        let to = behind + (rest.len() - inside.len()) + used;
        self.escaped(&compose(letter, mark), at..to);
        to
    }
}
