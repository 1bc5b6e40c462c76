#![no_main]

//! The language server's message stream: any bytes, or messages that are put into frames, so that what comes behind the frame
//! is reached too. The server has to end when its input does; a panic ends the fuzzer, also one that the server catches.

use libfuzzer_sys::fuzz_target;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex, split};

const GREETING: &str = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"capabilities":{"general":{"positionEncodings":["utf-8"]},"workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true}},"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}}}
{"jsonrpc":"2.0","method":"initialized","params":{}}
{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","languageId":"markdown","version":1,"text":"Les prostituées sont 🙂 arrêtées.\r\n\r\n<!-- motjuste: ignore -->\n"}}}"#;

fn framed(lines: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for body in lines.lines() {
        out.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).bytes());
    }
    out
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let stream = match first % 3 {
        0 => rest.to_vec(),
        1 => framed(&String::from_utf8_lossy(rest)),
        _ => [framed(GREETING), framed(&String::from_utf8_lossy(rest))].concat(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(async {
        let (ours, theirs) = duplex(1 << 16);
        let (input, output) = split(theirs);
        let (mut answers, mut messages) = split(ours);
        let speaking = async move {
            // The server may have said goodbye before the end.
            let _ = messages.write_all(&stream).await;
            let _ = messages.shutdown().await;
        };
        let listening = async move {
            let mut all = Vec::new();
            let _ = answers.read_to_end(&mut all).await;
            assert!(!String::from_utf8_lossy(&all).contains("internal error, please report"), "the server failed");
        };
        let session = async { tokio::join!(motjuste::lsp::serve(input, output), speaking, listening) };
        tokio::time::timeout(Duration::from_secs(8), session).await.expect("the server ends when its input does");
    });
});
