//! Standard output and error: colour only on a terminal, a bar while work lasts.

use crate::fix::discard_temporary_files;
use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{BufWriter, StdoutLock, Write};
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

/// A line on standard error. Who closed that wants to hear nothing, and gets no panic for it.
pub fn say(line: impl Display) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// What a shell reports of a program that Ctrl-C ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Ctrl-C, a hang-up or a request to terminate leave no half file and no temporary one.
pub fn end_cleanly_when_interrupted() {
    // Where no handler can be set the system's own way of ending stays; a temporary file may then be left.
    let _ = ctrlc::set_handler(|| {
        // Held to the end: no new temporary file, and no renaming of one that is gone.
        let _nothing_is_written_any_more = discard_temporary_files();
        say("\nmotjuste: interrupted; every file is whole, as it was or as it should be");
        std::process::exit(INTERRUPTED);
    });
}
