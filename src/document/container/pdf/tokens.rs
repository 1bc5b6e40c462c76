//! The tokens of content streams and CMaps (ISO 32000-1, 7.2, 7.3, 7.8.2), read one by one from bytes in memory. What is no
//! valid syntax is passed over; nothing is ever read twice, so the time is linear.

/// An operand or an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    /// Without the solidus, escapes resolved.
    Name(Vec<u8>),
    String(Vec<u8>),
    Array(Vec<Token>),
    Dictionary(Vec<(Vec<u8>, Token)>),
    Operator(Vec<u8>),
}

/// Arrays and dictionaries inside one another, at most; of those that lie deeper the brackets are passed over.
const DEEPEST: usize = 32;

impl Token {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Token::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// The value of a key of a dictionary.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Token> {
        match self {
            Token::Dictionary(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Token::Name(n) => Some(n),
            _ => None,
        }
    }

    pub(super) fn string(&self) -> Option<&[u8]> {
        match self {
            Token::String(s) => Some(s),
            _ => None,
        }
    }
}

/// Reads tokens.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b) = self.peek() {
            if is_space(b) {
                self.at += 1;
            } else if b == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    /// Passes over the data of an inline image, up to its `EI`; the operator `BI` was just read.
    pub(super) fn skip_inline_image(&mut self) {
        // The dictionary ends with ID and one white space; in the data, EI stands between white spaces.
        let ends = |at: usize, word: &[u8]| {
            self.bytes[at..].starts_with(word)
                && self.bytes.get(at + word.len()).is_none_or(|b| is_space(*b))
                && at.checked_sub(1).and_then(|i| self.bytes.get(i)).is_none_or(|b| is_space(*b) || is_delimiter(*b))
        };
        let mut at = self.at;
        while at < self.bytes.len() && !ends(at, b"ID") {
            at += 1;
        }
        at = (at + 3).min(self.bytes.len());
        while at < self.bytes.len() && !(ends(at, b"EI") && self.bytes[at + 2..].iter().take(8).all(|b| b.is_ascii())) {
            at += 1;
        }
        self.at = (at + 2).min(self.bytes.len());
    }

    fn token(&mut self, depth: usize) -> Option<Token> {
        loop {
            self.skip_space();
            let byte = self.peek()?;
            match byte {
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(self.name()));
                }
                b'(' => return Some(Token::String(self.literal())),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    if depth < DEEPEST {
                        return Some(self.dictionary(depth));
                    }
                }
                b'<' => return Some(Token::String(self.hexadecimal())),
                b'[' => {
                    self.at += 1;
                    if depth < DEEPEST {
                        return Some(self.array(depth));
                    }
                }
                b']' | b'>' | b'{' | b'}' | b')' => {
                    // Who reads an array or a dictionary sees its end before this.
                    self.at += 1;
                    if depth > 0 {
                        return None;
                    }
                }
                b'+' | b'-' | b'.' | b'0'..=b'9' => return Some(self.number()),
                _ => return Some(Token::Operator(self.regular().to_vec())),
            }
        }
    }

    fn regular(&mut self) -> &'b [u8] {
        let start = self.at;
        while self.peek().is_some_and(|b| !is_space(b) && !is_delimiter(b)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return raw.to_vec();
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut i = 0;
        while i < raw.len() {
            match (raw[i], raw.get(i + 1).and_then(|b| hex(*b)), raw.get(i + 2).and_then(|b| hex(*b))) {
                (b'#', Some(high), Some(low)) => {
                    name.push(high << 4 | low);
                    i += 3;
                }
                (b, ..) => {
                    name.push(b);
                    i += 1;
                }
            }
        }
        name
    }

    fn number(&mut self) -> Token {
        let raw = self.regular();
        let (mut value, mut scale, mut negative, mut fraction) = (0f64, 1f64, false, false);
        for &b in raw {
            match b {
                b'-' => negative = true,
                b'.' => fraction = true,
                b'0'..=b'9' if fraction => {
                    scale /= 10.0;
                    value += f64::from(b - b'0') * scale;
                }
                b'0'..=b'9' => value = value * 10.0 + f64::from(b - b'0'),
                b'+' => {}
                // 12abc: other readers take it for an operator, too.
                _ => return Token::Operator(raw.to_vec()),
            }
        }
        Token::Number(if negative { -value } else { value })
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1usize;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'(' => {
                    open += 1;
                    text.push(b);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    text.push(b);
                }
                b'\\' => {
                    let Some(escaped) = self.peek() else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => text.push(b'\n'),
                        b'r' => text.push(b'\r'),
                        b't' => text.push(b'\t'),
                        b'b' => text.push(8),
                        b'f' => text.push(12),
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                match self.peek() {
                                    Some(d @ b'0'..=b'7') => {
                                        code = code * 8 + u32::from(d - b'0');
                                        self.at += 1;
                                    }
                                    _ => break,
                                }
                            }
                            text.push(code as u8);
                        }
                        b'\r' if self.peek() == Some(b'\n') => self.at += 1,
                        b'\r' | b'\n' => {}
                        other => text.push(other),
                    }
                }
                _ => text.push(b),
            }
        }
        text
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high = None;
        while let Some(b) = self.peek() {
            self.at += 1;
            if b == b'>' {
                break;
            }
            let Some(digit) = hex(b) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(h) => text.push(h << 4 | digit),
            }
        }
        text.extend(high.map(|h| h << 4));
        text
    }

    fn array(&mut self, depth: usize) -> Token {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                _ => match self.token(depth + 1) {
                    // Operators in an array are a string that lacks its end, or booleans.
                    Some(token) => items.push(token),
                    None => break,
                },
            }
        }
        Token::Array(items)
    }

    fn dictionary(&mut self, depth: usize) -> Token {
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += if self.bytes.get(self.at + 1) == Some(&b'>') { 2 } else { 1 };
                    break;
                }
                _ => {
                    let Some(Token::Name(key)) = self.token(depth + 1) else { break };
                    self.skip_space();
                    if self.peek() == Some(b'>') {
                        continue;
                    }
                    let Some(value) = self.token(depth + 1) else { break };
                    entries.push((key, value));
                }
            }
        }
        Token::Dictionary(entries)
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.token(0)
    }
}

fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).map(|d| d as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_and_operators() {
        let text: &[u8] = b"/F#311 -12.5 Tf [(a\\)\\051\\\n(b)) -250 <0041 4>] TJ % x\n<</MCID 3/L(fr)>> BDC T*";
        let tokens: Vec<Token> = Tokens::new(text).collect();
        assert_eq!(tokens[0], Token::Name(b"F11".to_vec()));
        assert_eq!(tokens[1], Token::Number(-12.5));
        let Token::Array(items) = &tokens[3] else { panic!("{tokens:?}") };
        assert_eq!(items[0], Token::String(b"a))(b)".to_vec()));
        assert_eq!(items[2], Token::String(vec![0, 0x41, 0x40]));
        assert_eq!(tokens[5].get(b"MCID"), Some(&Token::Number(3.0)));
        assert_eq!(tokens[7], Token::Operator(b"T*".to_vec()));
    }

    #[test]
    fn an_inline_image_is_passed_over() {
        let mut tokens = Tokens::new(b"BI /W 1 ID \x80EI\xff EIx EI Q");
        assert_eq!(tokens.next(), Some(Token::Operator(b"BI".to_vec())));
        tokens.skip_inline_image();
        assert_eq!(tokens.next(), Some(Token::Operator(b"Q".to_vec())));
    }

    #[test]
    fn depth_does_not_matter() {
        let open = [b"[".repeat(200_000), b"<<".repeat(200_000), b"(".repeat(10)].concat();
        assert!(Tokens::new(&open).count() < 200_000);
    }
}
