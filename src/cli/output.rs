//! Standard output and error: colour only on a terminal, a bar while work lasts.

use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{BufWriter, StdoutLock};
use std::time::Duration;

/// Standard output with colour where it is a terminal and `NO_COLOR` is not set.
pub fn stdout() -> BufWriter<AutoStream<StdoutLock<'static>>> {
    BufWriter::new(AutoStream::auto(std::io::stdout().lock()))
}

/// Columns of the terminal, or of a page where there is none.
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(120).clamp(40, 200)
}

/// A bar on standard error that shows itself when the work lasts.
pub fn progress(files: usize) -> ProgressBar {
    let target = if files < 200 { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
    let bar = ProgressBar::with_draw_target(Some(files as u64), target);
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} files {elapsed}").unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar.enable_steady_tick(Duration::from_millis(400));
    bar
}
