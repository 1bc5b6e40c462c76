//! Writing a file so that there is never half of it.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use tempfile::NamedTempFile;

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{path}: changed while it was being checked; nothing was written, run the command again")]
    Changed { path: PathBuf },
    #[error("{path}: cannot be written: {source}; nothing was changed")]
    Io { path: PathBuf, source: io::Error },
}

/// A file that appears, or changes, all at once: it is written beside its target and renamed over it by
/// [`AtomicFile::commit`]. Dropped without that, nothing has happened.
///
/// What is no ordinary file (a pipe, `/dev/null`) is written to as it is.
#[derive(Debug)]
pub struct AtomicFile(Kind);

#[derive(Debug)]
enum Kind {
    Beside { target: PathBuf, temporary: BufWriter<NamedTempFile> },
    Straight(BufWriter<fs::File>),
}

/// Temporary files that exist at this moment, for [`discard_temporary_files`].
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

impl AtomicFile {
    /// Begins to write `path`. Permissions of a file that is there stay; a symbolic link stays a link, its target is replaced.
    ///
    /// # Errors
    /// The file is read-only, or its folder cannot be written.
    pub fn create(path: &Path) -> io::Result<AtomicFile> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let metadata = fs::metadata(&target).ok();
        match &metadata {
            Some(m) if m.is_dir() => return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder")),
            Some(m) if !m.is_file() => {
                return Ok(AtomicFile(Kind::Straight(BufWriter::new(fs::OpenOptions::new().write(true).open(&target)?))));
            }
            Some(m) if m.permissions().readonly() => {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
            }
            _ => {}
        }
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".motjuste-");
        // A new file gets what the user's mask leaves of 0666, as with any other program.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        // Whoever discards temporary files must not miss the one that is made at this moment.
        let mut known = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
        let temporary = builder.tempfile_in(folder).map_err(|e| without_the_temporary_name(&e, folder))?;
        known.push(temporary.path().to_path_buf());
        drop(known);
        let file = AtomicFile(Kind::Beside { target, temporary: BufWriter::new(temporary) });
        if let (Some(metadata), Kind::Beside { temporary, .. }) = (metadata, &file.0) {
            let temporary = temporary.get_ref().as_file();
            keep_owner(temporary, &metadata);
            temporary.set_permissions(metadata.permissions())?;
        }
        Ok(file)
    }

    /// [`AtomicFile::commit`], if what stands at `path` is still what it was. The file was made for this path.
    ///
    /// # Errors
    /// The file was changed meanwhile, or cannot be written; then it is as it was.
    pub fn commit_over(mut self, path: &Path, before: &FileState) -> Result<(), WriteError> {
        let io = |source| WriteError::Io { path: path.to_path_buf(), source };
        self.flush().map_err(io)?;
        let old = fs::File::open(path).map_err(io)?;
        // See `write_atomically`.
        let _locked = old.lock();
        if FileState::of(path).map_err(io)? != *before {
            return Err(WriteError::Changed { path: path.to_path_buf() });
        }
        self.commit().map_err(io)
    }

    /// Flushes to the disk and puts the file in its place.
    ///
    /// # Errors
    /// Those of writing; then the target is as it was.
    pub fn commit(self) -> io::Result<()> {
        match self.0 {
            Kind::Straight(mut file) => file.flush(),
            Kind::Beside { target, temporary } => {
                let path = temporary.get_ref().path().to_path_buf();
                let result = temporary.into_inner().map_err(io::IntoInnerError::into_error).and_then(|temporary| {
                    temporary.as_file().sync_all()?;
                    // Whoever discards temporary files comes before this or after it.
                    let mut known = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
                    temporary.persist(&target).map_err(|e| e.error)?;
                    known.retain(|p| *p != path);
                    Ok(())
                });
                if result.is_err() {
                    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner).retain(|p| *p != path);
                }
                result
            }
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Beside { temporary, .. } => temporary.write(bytes),
            Kind::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Beside { temporary, .. } => temporary.flush(),
            Kind::Straight(file) => file.flush(),
        }
    }
}

/// By what it is seen that a file was changed, where it is too large to be kept for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// In bytes.
    pub length: u64,
    /// Nothing where the file system does not know it.
    modified: Option<SystemTime>,
}

impl FileState {
    /// # Errors
    /// There is no such file, or it may not be looked at.
    pub fn of(path: &Path) -> io::Result<FileState> {
        fs::metadata(path).map(|m| FileState { length: m.len(), modified: m.modified().ok() })
    }
}

/// The owner stays where that is allowed (root puts a writer's file right): elsewhere the file becomes the writer's own, as
/// with any editor that writes this way.
#[cfg(unix)]
fn keep_owner(file: &fs::File, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is_other = |new: &fs::Metadata| (new.uid(), new.gid()) != (metadata.uid(), metadata.gid());
    if file.metadata().is_ok_and(|new| is_other(&new)) && fchown(file, Some(metadata.uid()), Some(metadata.gid())).is_err() {
        let _ = fchown(file, None, Some(metadata.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) {}

/// Nobody knows the name of a temporary file that could not be made.
fn without_the_temporary_name(error: &io::Error, folder: &Path) -> io::Error {
    let why = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no folder {}", folder.display()),
        io::ErrorKind::PermissionDenied => format!("nothing may be written in {}", folder.display()),
        kind => format!("{kind} in {}", folder.display()),
    };
    io::Error::new(error.kind(), why)
}

/// Deletes the temporary files of writes that are under way, before the process ends in the middle of them. The targets
/// are as they were. As long as what is returned lives, no other write begins or ends.
pub fn discard_temporary_files() -> impl Sized {
    let mut known = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    for path in known.drain(..) {
        // One that was renamed a moment ago is gone already.
        let _ = fs::remove_file(path);
    }
    known
}

/// Replaces the content of a file at once. Of two runs at the same time the second finds the work done, or says that the
/// file has changed.
///
/// # Errors
/// The file does not hold `expected` any more, or cannot be written; then nothing has changed.
pub fn write_atomically(path: &Path, expected: &[u8], content: &[u8]) -> Result<(), WriteError> {
    let io = |source| WriteError::Io { path: path.to_path_buf(), source };
    let old = fs::File::open(path).map_err(io)?;
    let mut file = AtomicFile::create(path).map_err(io)?;
    file.write_all(content).map_err(io)?;
    file.flush().map_err(io)?;
    // Held from the comparison to the renaming, so that no other run comes between; where the file system knows no locks
    // the comparison alone has to do.
    let _locked = old.lock();
    let now = fs::read(path).map_err(io)?;
    if now == content {
        return Ok(());
    }
    if now != expected {
        return Err(WriteError::Changed { path: path.to_path_buf() });
    }
    file.commit().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "new").unwrap();
        assert!(matches!(write_atomically(&path, b"old", b"fixed"), Err(WriteError::Changed { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"new");
        write_atomically(&path, b"new", b"fixed").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"fixed");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn what_another_run_has_done_already_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "fixed").unwrap();
        write_atomically(&path, b"old", b"fixed").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn a_file_that_is_not_committed_never_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"{").unwrap();
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"{}").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let link = folder.path().join("link.txt");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write_atomically(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
}
