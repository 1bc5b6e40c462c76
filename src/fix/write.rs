//! Writing a file so that there is never half of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{path}: changed while it was being checked; nothing was written, run the command again")]
    Changed { path: PathBuf },
    #[error("{path}: cannot be written: {source}; nothing was changed")]
    Io { path: PathBuf, source: std::io::Error },
}

/// Replaces the content of a file: a temporary file beside it, flushed to the disk, then renamed over it. Permissions
/// stay; a symbolic link stays a link and its target is replaced.
///
/// # Errors
/// The file does not hold `expected` any more, or cannot be written; then nothing has changed.
pub fn write_atomically(path: &Path, expected: &[u8], content: &[u8]) -> Result<(), WriteError> {
    let io = |source| WriteError::Io { path: path.to_path_buf(), source };
    let target = fs::canonicalize(path).map_err(io)?;
    let metadata = fs::metadata(&target).map_err(io)?;
    if metadata.permissions().readonly() {
        return Err(io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, "the file is read-only")));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".motjuste-").tempfile_in(folder).map_err(io)?;
    temporary.write_all(content).map_err(io)?;
    temporary.as_file().set_permissions(metadata.permissions()).map_err(io)?;
    temporary.as_file().sync_all().map_err(io)?;
    if fs::read(&target).map_err(io)? != expected {
        return Err(WriteError::Changed { path: path.to_path_buf() });
    }
    temporary.persist(&target).map_err(|e| io(e.error))?;
    Ok(())
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
