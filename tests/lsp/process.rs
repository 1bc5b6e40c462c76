//! The real process: standard input and output, how it ends and with which status.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn message(method: &str, id: Option<u32>, params: &Value) -> String {
    // Eglot says `"params": null` where there are none.
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
    if let Some(id) = id {
        message["id"] = json!(id);
    }
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

fn start() -> Child {
    let mut server = Command::new(env!("CARGO_BIN_EXE_motjuste"));
    server.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    server.spawn().unwrap()
}

fn wait(server: &mut Child, what: &str) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = server.try_wait().unwrap() {
            return status.code();
        }
        if start.elapsed() > Duration::from_secs(30) {
            server.kill().unwrap();
            panic!("the server still runs: {what}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn read(output: &mut impl BufRead) -> Value {
    let mut line = String::new();
    let mut length = 0;
    loop {
        line.clear();
        output.read_line(&mut line).unwrap();
        match line.trim().strip_prefix("Content-Length: ") {
            Some(n) => length = n.parse().unwrap(),
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[test]
fn exit_ends_the_process_though_standard_input_stays_open() {
    let mut server = start();
    let mut input = server.stdin.take().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    input.write_all(message("initialize", Some(1), &json!({ "processId": null, "capabilities": {} })).as_bytes()).unwrap();
    assert_eq!(read(&mut output)["result"]["serverInfo"]["name"], "motjuste");
    input.write_all(message("initialized", None, &json!({})).as_bytes()).unwrap();
    input.write_all(message("shutdown", Some(2), &Value::Null).as_bytes()).unwrap();
    assert_eq!(read(&mut output)["id"], 2);
    input.write_all(message("exit", None, &Value::Null).as_bytes()).unwrap();
    assert_eq!(wait(&mut server, "after exit"), Some(0));
    let mut errors = String::new();
    server.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(errors, "");
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut server = start();
    let mut input = server.stdin.take().unwrap();
    input.write_all(message("exit", None, &Value::Null).as_bytes()).unwrap();
    assert_eq!(wait(&mut server, "after exit"), Some(1));
}

#[test]
fn the_end_of_standard_input_ends_the_process() {
    let mut server = start();
    drop(server.stdin.take());
    assert_eq!(wait(&mut server, "after the end of its input"), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn the_death_of_the_parent_ends_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("input");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    // A shell starts the server and waits; we hold the server's input open.
    let script = format!("'{}' lsp < '{}' > /dev/null 2>&1 & echo $!; read x", env!("CARGO_BIN_EXE_motjuste"), fifo.display());
    let mut shell = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(shell.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let server = format!("/proc/{}", line.trim());
    let mut input = std::fs::OpenOptions::new().write(true).open(&fifo).unwrap();
    let params = json!({ "processId": shell.id(), "capabilities": {} });
    input.write_all(message("initialize", Some(1), &params).as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(std::path::Path::new(&server).exists());
    shell.kill().unwrap();
    shell.wait().unwrap();
    let start = Instant::now();
    // A process that has ended and that nobody has waited for is still listed.
    let is_running = || std::fs::read_to_string(format!("{server}/stat")).is_ok_and(|s| !s.contains(") Z "));
    while is_running() {
        assert!(start.elapsed() < Duration::from_secs(30), "the server outlived its parent");
        std::thread::sleep(Duration::from_millis(100));
    }
}
