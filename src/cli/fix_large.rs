//! Large translation files, fixed piece by piece: memory depends neither on the size of the file nor on what is found.

use super::files::Input;
use super::fix::Done;
use super::large_file::{LargeFile, Piece};
use super::options::Setup;
use crate::fix::{AtomicFile, Reach, fix_only};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Fixes a large file; nothing where the input is to be read as a whole.
///
/// # Errors
/// A line for the user; then nothing was written.
pub fn fix(input: &Input, setup: &Setup, reach: Reach) -> Result<Option<Done>, String> {
    let Some(file) = LargeFile::of(input, setup)? else { return Ok(None) };
    // The head stands before every piece; what is found in it counts with the first, where it is no head.
    let work = |piece: &Piece| {
        let mut fixed = fix_only(&piece.text, file.format, &file.rules, &file.hints, reach, &|f| f.span.start.0 >= piece.head);
        fixed.findings.items.retain(|f| f.span.start.0 >= piece.head);
        fixed
    };
    let cannot = |e: io::Error| format!("{}: cannot be written: {e}; nothing was changed", file.name);
    let mut copy = Copy { path: file.path, same: 0, written: None };
    let mut done = Done::default();
    let is_whole = file.each(
        work,
        |fixed| fixed.text.len(),
        |piece, fixed| {
            done.applied += fixed.applied;
            done.findings.items.extend(fixed.findings.items);
            copy.add(&piece.text[piece.head..], &fixed.text[piece.head..]).map_err(cannot)
        },
    )?;
    if !is_whole {
        return Ok(None);
    }
    if let Some(written) = copy.written {
        written.commit_over(file.path, &file.state).map_err(|e| e.to_string())?;
    }
    Ok(Some(done))
}

/// A copy of a file, begun where the two begin to differ.
struct Copy<'p> {
    path: &'p Path,
    /// How many bytes are the same from the beginning, as long as nothing is written.
    same: u64,
    written: Option<AtomicFile>,
}

impl Copy<'_> {
    fn add(&mut self, before: &str, after: &str) -> io::Result<()> {
        if self.written.is_none() && before == after {
            self.same += before.len() as u64;
            return Ok(());
        }
        if self.written.is_none() {
            let mut begun = AtomicFile::create(self.path)?;
            io::copy(&mut File::open(self.path)?.take(self.same), &mut begun)?;
            self.written = Some(begun);
        }
        self.written.as_mut().map_or(Ok(()), |file| file.write_all(after.as_bytes()))
    }
}
