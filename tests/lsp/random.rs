//! Random edits through the protocol: the server's text and findings stay those of a document opened afresh.

use crate::client::{Client, profiles, range};
use serde_json::json;

struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below.max(1)
    }
}

const BITS: [&str; 14] = [
    "Les prostituées sont arrêtées dans la rue. ",
    "The prostitutes were arrested in the city. ",
    "Проституткам запрещено работать на улице. ",
    "妓女在街上工作。",
    "prosti",
    "tute ",
    "🙂",
    "👩🏽‍🦱",
    "e\u{301}",
    "\r\n",
    "\n\n",
    "*",
    "« la prostitution »",
    "\t",
];

/// Lines as the protocol has them, each without its end.
fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(|l| l.strip_suffix('\r').unwrap_or(l)).collect()
}

fn run(profile: serde_json::Value, width: fn(char) -> usize, seed: u64) {
    let mut random = Random(seed);
    let mut client = Client::start(profile, &[]);
    let mut text = String::new();
    for _ in 0..150 {
        text.push_str(BITS[random.next(BITS.len())]);
        if random.next(3) == 0 {
            text.push_str("\n\n");
        }
    }
    let uri = "file:///nowhere/edited.md";
    client.open(uri, "markdown", &text);
    for version in 2..122 {
        let lines = lines(&text);
        let line = random.next(lines.len());
        let chars: Vec<(usize, char)> = lines[line].char_indices().collect();
        let (a, b) = (random.next(chars.len() + 1), random.next(chars.len() + 1));
        let (from, to) = if random.next(2) == 0 { (a, a) } else { (a.min(b), a.max(b)) };
        let column = |n: usize| chars[..n].iter().map(|(_, c)| width(*c)).sum::<usize>() as u32;
        let start: usize = text.split('\n').take(line).map(|l| l.len() + 1).sum();
        let byte = |n: usize| start + chars.get(n).map_or(lines[line].len(), |c| c.0);
        let new = BITS[random.next(BITS.len())];
        let (start, end) = (byte(from), byte(to));
        client.change(uri, version, json!([{ "range": range(line as u32, column(from), column(to)), "text": new }]));
        text.replace_range(start..end, new);
        let edited = client.pulled(uri);
        if version % 4 == 0 {
            let fresh = format!("file:///nowhere/fresh-{version}.md");
            client.open(&fresh, "markdown", &text);
            // Words to look at name their document.
            let expected = json!(client.pulled(&fresh)).to_string().replace(&fresh, uri);
            assert_eq!(json!(edited).to_string(), expected, "seed {seed}, version {version}:\n{text}");
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": fresh } }));
        }
    }
    client.finish();
}

#[test]
fn in_utf_16() {
    run(profiles::vscode(), char::len_utf16, 0x0f16);
}

#[test]
fn in_utf_8() {
    run(profiles::neovim(), char::len_utf8, 0x0f08);
}

#[test]
fn in_utf_32() {
    let mut profile = profiles::neovim();
    profile["general"]["positionEncodings"] = json!(["utf-32"]);
    run(profile, |_| 1, 0x0f32);
}
