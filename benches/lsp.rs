//! How long a person waits: the real binary over its protocol, on a Markdown document of 1 MB in an otherwise quiet machine.
//!
//!     cargo bench --bench lsp [-- PROGRAM [ARGUMENT…]]
//!     MOTJUSTE_BENCH_SERVER="harper-ls --stdio" cargo bench --bench lsp
//!
//! Another server given as PROGRAM is measured the same way (a slow one in MOTJUSTE_PRESSES key presses a document). With
//! MOTJUSTE_BENCH_SERVER both are measured in turn on the same English documents, and put into one table.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const FRENCH: &str = "file:///tmp/bench.fr.md";
const ENGLISH: &str = "file:///tmp/bench.en.md";

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next_id: i64,
    /// It wants whole documents (`TextDocumentSyncKind.Full`), and gets them.
    wants_all: bool,
}

impl Server {
    fn start(command: &[String]) -> (Server, Duration) {
        let start = Instant::now();
        let mut child = Command::new(&command[0])
            .args(&command[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{}: {e}", command[0]));
        let input = child.stdin.take().expect("piped");
        let output = BufReader::with_capacity(1 << 20, child.stdout.take().expect("piped"));
        let mut server = Server { child, input, output, next_id: 0, wants_all: false };
        let params =
            json!({ "processId": null, "rootUri": null, "capabilities": { "textDocument": { "publishDiagnostics": {} } } });
        let sync = &server.request("initialize", &params)["result"]["capabilities"]["textDocumentSync"];
        server.wants_all = sync.get("change").unwrap_or(sync) == 1;
        server.notify("initialized", &json!({}));
        (server, start.elapsed())
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Requests of the server are answered with nothing.
    fn read(&mut self) -> Vec<u8> {
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.output.read_line(&mut line).expect("output") > 0, "the server ended");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(n) => length = n.parse().expect("a number"),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a body");
        body
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }));
        loop {
            let message: Value = serde_json::from_slice(&self.read()).expect("JSON");
            if message.get("method").is_none() && message["id"] == self.next_id {
                return message;
            }
            self.serve(&message);
        }
    }

    fn serve(&mut self, message: &Value) {
        if message.get("method").is_some() && message.get("id").is_some() {
            let result = if message["method"] == "workspace/configuration" { json!([{ "harper-ls": {} }]) } else { Value::Null };
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }

    /// Waits for diagnostics. Only the method is looked at while the clock runs.
    fn diagnostics(&mut self) -> Vec<u8> {
        loop {
            let body = self.read();
            let is_told = body.windows(31).take(400).any(|w| w == b"textDocument/publishDiagnostics");
            if is_told {
                return body;
            }
            if let Ok(message) = serde_json::from_slice(&body) {
                self.serve(&message);
            }
        }
    }

    fn end(&mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        // Some servers stay until their input ends, or longer.
        for _ in 0..20 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Resident memory in MB, now and at its highest.
    fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let of = |key: &str| {
            let line = status.lines().find(|l| l.starts_with(key));
            line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1024.0)
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    /// Seconds of processor time.
    fn processor(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(f64::NAN);
        (ticks(11) + ticks(12)) / 100.0
    }
}

/// English prose in Markdown of about `size` bytes, for servers that know no other language: every sentence is right, but for
/// the one that our own finds.
fn english(size: usize) -> String {
    let mut text = String::with_capacity(size + 2000);
    let mut n = 0;
    while text.len() < size {
        n += 1;
        text.push_str(&format!("## Part {n}\n\n"));
        for _ in 0..4 {
            text.push_str(
                "The outreach teams meet the people concerned every week and give them what they need to stay healthy, ",
            );
            text.push_str(
                "with *great* care and [as the plan says](https://example.org/plan) that the assembly adopted in 2022 🙂.\n\n",
            );
        }
        text.push_str("- a list\n- with `some code` and **two** points\n\n");
        if n % 20 == 0 {
            text.push_str("The report counts forty prostitutes in the district.\n\n");
        }
    }
    text
}

/// Markdown of about `size` bytes as people write it: headings, lists, links, emphasis, here and there a finding; where it
/// `is_inclusive` with forms that are compared across the document.
fn document(size: usize, is_inclusive: bool) -> String {
    let mut text = String::with_capacity(size + 2000);
    let mut n = 0;
    while text.len() < size {
        n += 1;
        text.push_str(&format!("## Partie {n}\n\n"));
        for _ in 0..4 {
            text.push_str("Les équipes de terrain rencontrent chaque semaine les personnes concernées et leur remettent du matériel de prévention, ");
            text.push_str(
                "avec *beaucoup* de soin et [selon le plan](https://example.org/plan) adopté par l’assemblée en 2022 🙂.\n\n",
            );
        }
        text.push_str("- une liste\n- avec `du code` et **deux** points\n\n");
        if n % 20 == 0 {
            text.push_str("Dans ce quartier, la prostitution est pénalisée depuis longtemps.\n\n");
            if is_inclusive {
                text.push_str("Les travailleurSEs du sexe et les militantEs sont consultéEs par les éluEs.\n\n");
            }
        }
    }
    text
}

fn percentile(times: &[f64], of: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() as f64 * of) as usize).min(sorted.len() - 1)]
}

fn main() {
    // `cargo test --benches` only asks whether this runs.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let own = vec![env!("CARGO_BIN_EXE_motjuste").to_string(), "lsp".into()];
    if let Ok(other) = std::env::var("MOTJUSTE_BENCH_SERVER") {
        return compare(&own, &other.split_whitespace().map(str::to_string).collect::<Vec<_>>());
    }
    let given: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let command = if given.is_empty() { own } else { given };
    println!("start to initialized: {:.1} ms (median of 10)", start(&command));
    for (size, presses) in [(11_000, 400), (100_000, 400), (1_000_000, 1000)] {
        println!("{}", measure(&command, FRENCH, &document(size, false), presses));
    }
    println!("with inclusive forms, which are compared across the document:");
    for (size, presses) in [(100_000, 400), (1_000_000, 200)] {
        println!("{}", measure(&command, FRENCH, &document(size, true), presses));
    }
}

/// The same documents and key presses for two servers, as a table in Markdown.
fn compare(own: &[String], other: &[String]) {
    let name = |command: &[String]| {
        let file = std::path::Path::new(&command[0]).file_name().map_or(command[0].clone(), |n| n.to_string_lossy().into());
        file.to_string()
    };
    println!("| Markdown | server | start | open | key press, median | 99 of 100 | processor time | memory |");
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    for (size, presses, fewer) in [(11_000, 400, 100), (103_000, 400, 40), (1_000_000, 400, 10)] {
        let text = english(size);
        for (command, presses) in [(own, presses), (other, fewer)] {
            let found = measure(command, ENGLISH, &text, presses);
            println!(
                "| {} kB | {} | {:.1} ms | {:.3} ms | {:.3} ms | {:.3} ms | {:.3} ms | {:.0} MB |",
                size / 1000,
                name(command),
                start(command),
                found.opening,
                found.median,
                found.most,
                found.work,
                found.highest,
            );
        }
    }
}

/// Start to `initialized` in ms, the median of ten.
fn start(command: &[String]) -> f64 {
    let starts: Vec<f64> = (0..10)
        .map(|_| {
            let (mut server, time) = Server::start(command);
            server.end();
            time.as_secs_f64() * 1000.0
        })
        .collect();
    percentile(&starts, 0.5)
}

/// What a document costs; times in ms, memory in MB.
struct Measured {
    size: usize,
    opening: f64,
    findings: usize,
    /// Key press to diagnostics.
    median: f64,
    /// 99 of 100 key presses are faster.
    most: f64,
    worst: f64,
    /// Processor time of a key press.
    work: f64,
    memory: f64,
    highest: f64,
    /// Seconds of processor time in two seconds without a key press.
    rest: f64,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Measured { size, opening, findings, median, most, worst, work, memory, highest, rest } = self;
        write!(
            f,
            "{:>5} kB: open {opening:.1} ms ({findings} findings); key press to diagnostics p50 {median:.2} ms, p99 {most:.2} ms, \
             worst {worst:.2} ms ({work:.2} ms of processor time each); memory {memory:.0} MB (highest {highest:.0}); processor \
             at rest {rest:.2} s of 2 s",
            size / 1000,
        )
    }
}

fn measure(command: &[String], uri: &str, text: &str, presses: usize) -> Measured {
    let lines = text.lines().count() as u64;
    let presses = std::env::var("MOTJUSTE_PRESSES").ok().and_then(|n| n.parse().ok()).unwrap_or(presses);
    let (mut server, _) = Server::start(command);
    let start = Instant::now();
    let item = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    server.notify("textDocument/didOpen", &json!({ "textDocument": item }));
    let body = server.diagnostics();
    let opening = start.elapsed().as_secs_f64() * 1000.0;
    let told: Value = serde_json::from_slice(&body).expect("JSON");
    let findings = told["params"]["diagnostics"].as_array().map_or(0, Vec::len);
    let mut times = Vec::new();
    // What other processes do to the clock they do not do to this.
    let opened = server.processor();
    let mut version = 1;
    let mut all: Vec<String> = text.lines().map(str::to_string).collect();
    // A word is typed letter by letter, at places all over the document.
    for n in 0..presses {
        version += 1;
        let line = (n as u64 / 12 * 7919) % lines / 10 * 10 + 2;
        let letter = &"prostitution"[n % 12..=n % 12];
        let at = json!({ "line": line.min(lines - 1), "character": n % 12 });
        let change = if server.wants_all {
            let line = &mut all[line.min(lines - 1) as usize];
            let byte = line.char_indices().nth(n % 12).map_or(line.len(), |(byte, _)| byte);
            line.insert_str(byte, letter);
            json!({ "text": all.join("\n") })
        } else {
            json!({ "range": { "start": at, "end": at }, "text": letter })
        };
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        let start = Instant::now();
        server.notify("textDocument/didChange", &params);
        server.diagnostics();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let (memory, highest) = server.memory();
    let before = server.processor();
    let work = (before - opened) * 1000.0 / presses as f64;
    std::thread::sleep(Duration::from_secs(2));
    let rest = server.processor() - before;
    server.end();
    Measured {
        size: text.len(),
        opening,
        findings,
        median: percentile(&times, 0.5),
        most: percentile(&times, 0.99),
        worst: percentile(&times, 1.0),
        work,
        memory,
        highest,
        rest,
    }
}
