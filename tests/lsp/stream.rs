//! The message stream, damaged: what real editors said, with messages lost, doubled and out of order, numbers too large, text
//! cut short, frames that lie. The server answers or ends; it never fails. (`fuzz/` looks further.)

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The same everywhere (xorshift64*, Vigna 2016): a failure can be run again.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below.max(1)
    }
}

/// What the client said in each recorded session.
fn sessions() -> Vec<Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/sessions");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let said = |file: &std::path::PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let lines = text.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
        lines.filter_map(|mut l| l.get_mut("client").map(Value::take)).collect()
    };
    files.iter().map(said).collect()
}

/// One value somewhere in a message becomes another.
fn damage(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(map) if !map.is_empty() && random.next(8) > 0 => {
            let n = random.next(map.len());
            if let Some((_, inner)) = map.iter_mut().nth(n) {
                damage(inner, random);
            }
        }
        Value::Array(list) if !list.is_empty() && random.next(8) > 0 => {
            let n = random.next(list.len());
            damage(&mut list[n], random);
        }
        Value::String(text) if random.next(3) > 0 => match random.next(4) {
            0 => *text = text.chars().take(random.next(12)).collect(),
            1 => text.push_str("🙂\r\n\u{2028}<!-- motjuste: ignore-block[ -->"),
            2 => *text = "file:///%FF/..//\u{0}".into(),
            _ => *text = text.chars().rev().collect(),
        },
        other => {
            let all =
                [Value::Null, (-1).into(), u32::MAX.into(), u64::MAX.into(), "".into(), Vec::<u8>::new().into(), true.into()];
            *other = all[random.next(all.len())].clone();
        }
    }
}

fn stream(session: &[Value], random: &mut Random) -> Vec<u8> {
    let mut messages: Vec<Value> = session.to_vec();
    for _ in 0..1 + random.next(6) {
        let at = random.next(messages.len());
        match random.next(5) {
            // `initialize` stays, so that what comes behind is reached.
            0 if at > 0 => drop(messages.remove(at)),
            1 => messages.insert(at, messages[at].clone()),
            2 if at > 1 => messages.swap(at, at - 1),
            _ => damage(&mut messages[at], random),
        }
    }
    let mut out = Vec::new();
    for message in messages {
        let body = message.to_string();
        let length = if random.next(60) == 0 { random.next(2 * body.len()) } else { body.len() };
        out.extend(format!("Content-Length: {length}\r\n\r\n{body}").bytes());
    }
    if random.next(5) == 0 {
        out.truncate(random.next(out.len()));
    }
    out
}

#[test]
fn a_damaged_stream_is_answered_or_ends() {
    let sessions = sessions();
    for seed in 1..=120 {
        let mut random = Random(0x5eed_0000 + seed);
        let bytes = stream(&sessions[seed as usize % sessions.len()], &mut random);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let output = runtime.block_on(async {
            let (ours, theirs) = tokio::io::duplex(1 << 16);
            let (input, output) = tokio::io::split(theirs);
            let (mut answers, mut messages) = tokio::io::split(ours);
            let speaking = async move {
                // The server may be gone before the end.
                let _ = messages.write_all(&bytes).await;
                let _ = messages.shutdown().await;
            };
            let listening = async move {
                let mut all = Vec::new();
                let _ = answers.read_to_end(&mut all).await;
                all
            };
            let session = async { tokio::join!(motjuste::lsp::serve(input, output), speaking, listening) };
            tokio::time::timeout(Duration::from_secs(60), session)
                .await
                .unwrap_or_else(|_| panic!("seed {seed}: it does not end"))
                .2
        });
        let said = String::from_utf8_lossy(&output);
        assert!(!said.contains("internal error, please report"), "seed {seed}: {said}");
    }
}
