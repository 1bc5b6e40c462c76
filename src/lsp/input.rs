//! The client's messages, looked at before the framework sees them: it gives up reading at the first one that is no message.
//! Such a one is replaced by a request that answers what the protocol wants (-32700, with no id).

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tower_lsp::jsonrpc::{Error, Request, Response, Result};

/// The method that stands for an unreadable message.
pub const UNREADABLE: &str = "motjuste/unreadable";

/// A message of more than this is none: no document of a gigabyte is opened in an editor.
const LARGEST: usize = 1 << 30;
/// A line of a header is never longer.
const LONGEST_LINE: u64 = 4096;

/// The answer to an unreadable message.
pub async fn unreadable<S>(_: &S) -> Result<()> {
    Err(Error::parse_error())
}

/// Passes messages on until either side ends.
pub async fn pass<I: AsyncRead + Unpin>(input: I, mut to: DuplexStream) {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut body = Vec::new();
    while let Some(length) = header(&mut input).await {
        let Some(length) = length else { continue };
        body.clear();
        // Grows with what comes, not with what was announced.
        match (&mut input).take(length as u64).read_to_end(&mut body).await {
            Ok(read) if read == length => {}
            _ => return,
        }
        if !is_message(&body) {
            body = format!(r#"{{"jsonrpc":"2.0","id":null,"method":"{UNREADABLE}"}}"#).into_bytes();
        }
        let head = format!("Content-Length: {}\r\n\r\n", body.len());
        if to.write_all(head.as_bytes()).await.is_err() || to.write_all(&body).await.is_err() {
            return;
        }
    }
}

/// Reads a header ("Header Part"). The outer nothing: the client is gone; the inner one: no length was said.
async fn header<I: AsyncBufRead + Unpin>(input: &mut I) -> Option<Option<usize>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut *input).take(LONGEST_LINE).read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            return Some(length);
        }
        if let Some((name, value)) = text.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok().filter(|l| *l <= LARGEST);
        }
    }
}

fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Request>(body).is_ok() || serde_json::from_slice::<Response>(body).is_ok()
}
