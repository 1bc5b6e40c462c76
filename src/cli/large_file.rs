//! Large translation files, read piece by piece.
//!
//! A piece is the head of the file (what says the languages) and so many whole units.

use super::files::{Input, LARGEST, rules_of, shown, why_not};
use super::in_order;
use super::options::Setup;
use crate::check::{LanguageHints, RuleSet};
use crate::document::{Format, Pieces};
use crate::fix::FileState;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// From this size on a file is read in pieces.
const LARGE: u64 = 24 << 20;
/// About the size of a piece, in bytes.
const PIECE: usize = 2 << 20;
/// A unit longer than this is read in one piece with what follows, and then the file is no translation memory.
const LONGEST_UNIT: usize = 64 << 20;
/// Pieces that are checked at the same time.
const AT_ONCE: usize = 4;

/// A piece of a file that ends with a whole unit.
pub struct Piece {
    pub text: String,
    /// How much of `text` is the file's head, which was counted with the first piece.
    pub head: usize,
}

/// A file that is so large that it is read in pieces.
pub struct LargeFile<'i> {
    pub path: &'i Path,
    /// As the user knows it.
    pub name: String,
    /// Before it was read.
    pub state: FileState,
    pub format: Format,
    pieces: &'static Pieces,
    pub rules: Arc<RuleSet>,
    pub hints: LanguageHints,
}

impl<'i> LargeFile<'i> {
    /// Nothing where the input has to be read as a whole.
    ///
    /// # Errors
    /// A line for the user.
    pub fn of(input: &'i Input, setup: &Setup) -> Result<Option<LargeFile<'i>>, String> {
        let Input::File(path) = input else { return Ok(None) };
        let Some((format, pieces)) = Format::of(path).and_then(|f| Some((f, f.pieces()?))) else { return Ok(None) };
        let Ok(state) = FileState::of(path) else { return Ok(None) };
        let is_large = (LARGE..=LARGEST).contains(&state.length);
        if !is_large || setup.instead.contains_key(path) || setup.encoding_for(path).is_some() {
            return Ok(None);
        }
        let name = shown(path);
        let rules = rules_of(setup, path, &name)?;
        Ok(Some(LargeFile { path, name, state, format, pieces, rules, hints: setup.hints_for(path) }))
    }

    /// Hands the file to `work` piece by piece, some at the same time, and the results to `take` in the order of the file. `size`
    /// says how many bytes a result holds. False where the file is not in UTF-8 or does not look as it should, perhaps after some
    /// pieces: then it is to be read as a whole.
    ///
    /// # Errors
    /// A line for the user, or the first error of `take`.
    pub fn each<T: Send>(
        &self,
        work: impl Fn(&Piece) -> T + Sync,
        size: impl Fn(&T) -> usize + Sync,
        mut take: impl FnMut(&Piece, T) -> Result<(), String>,
    ) -> Result<bool, String> {
        let trouble = |e: &std::io::Error| format!("{}: {}", self.name, why_not(self.path, e));
        let file = File::open(self.path).map_err(|e| trouble(&e))?;
        let mut reader = PieceReader { file, pieces: self.pieces, head: None, rest: Vec::new(), is_at_end: false };
        loop {
            let mut batch = Vec::new();
            while batch.len() < AT_ONCE {
                match reader.next() {
                    Ok(Some(piece)) => batch.push(piece),
                    Ok(None) => break,
                    Err(Trouble::NotInPieces) => return Ok(false),
                    Err(Trouble::Read(e)) => return Err(trouble(&e)),
                }
            }
            if batch.is_empty() {
                return Ok(true);
            }
            in_order::each(&batch, &work, &size, &mut take)?;
        }
    }
}

enum Trouble {
    NotInPieces,
    Read(std::io::Error),
}

struct PieceReader<'p> {
    file: File,
    pieces: &'p Pieces,
    /// What stands before the first unit, once it is known.
    head: Option<String>,
    /// What was read and belongs to no piece yet.
    rest: Vec<u8>,
    is_at_end: bool,
}

impl PieceReader<'_> {
    fn next(&mut self) -> Result<Option<Piece>, Trouble> {
        let mut wanted = PIECE;
        loop {
            self.fill(wanted).map_err(Trouble::Read)?;
            if self.rest.is_empty() {
                return Ok(None);
            }
            let end = if self.is_at_end { Some(self.rest.len()) } else { (self.pieces.end)(&self.rest) };
            match end {
                Some(end) => return self.cut(end).map(Some),
                None if self.rest.len() > LONGEST_UNIT => return Err(Trouble::NotInPieces),
                None => wanted = self.rest.len() * 2,
            }
        }
    }

    /// Reads until so many bytes are there.
    fn fill(&mut self, wanted: usize) -> std::io::Result<()> {
        let mut at = self.rest.len();
        if self.is_at_end || at >= wanted {
            return Ok(());
        }
        self.rest.resize(wanted, 0);
        while at < wanted {
            match self.file.read(&mut self.rest[at..]) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(read) => at += read,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        self.rest.truncate(at);
        Ok(())
    }

    fn cut(&mut self, end: usize) -> Result<Piece, Trouble> {
        let behind = self.rest.split_off(end);
        let bytes = std::mem::replace(&mut self.rest, behind);
        let own = String::from_utf8(bytes).map_err(|_| Trouble::NotInPieces)?;
        let Some(head) = &self.head else {
            // A byte order mark would move everything by three bytes.
            if own.starts_with('\u{feff}') || own.contains('\0') {
                return Err(Trouble::NotInPieces);
            }
            let first = (self.pieces.first)(&own).ok_or(Trouble::NotInPieces)?;
            self.head = Some(own[..first].to_string());
            return Ok(Piece { text: own, head: 0 });
        };
        Ok(Piece { text: format!("{head}{own}"), head: head.len() })
    }
}
