//! Files that the program makes: who may read them, and how one takes the place of another as a whole.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

use tempfile::NamedTempFile;

/// How files are made that are nobody else's to read.
pub(crate) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A new file beside `path`, which [takes its place](NamedTempFile::persist) once it is whole; it is its owner's alone. Errors
/// do not name it, as nobody has given it its name.
pub(crate) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    made_beside(path, private_options())
}

/// The same, for all who may read what this user makes.
pub(crate) fn shared_beside(path: &Path) -> io::Result<NamedTempFile> {
    made_beside(path, OpenOptions::new())
}

fn made_beside(path: &Path, mut options: OpenOptions) -> io::Result<NamedTempFile<File>> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    options.read(true).write(true).create_new(true);
    tempfile::Builder::new().make_in(folder, |path| options.open(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_no_file_that_nobody_has_named() {
        let folder = tempfile::tempdir().unwrap();
        for made in [beside, shared_beside] {
            let why = made(&folder.path().join("none/file")).unwrap_err();
            assert_eq!(why.kind(), io::ErrorKind::NotFound);
            assert!(!why.to_string().contains("tmp"), "{why}");
        }
        assert!(beside(&folder.path().join("file")).is_ok());
    }
}
