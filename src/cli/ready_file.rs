//! The file that says where a server serves, for whoever waits for it.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::output::Output;
use crate::files;

/// The file of `--ready-file`. It is removed when this is dropped, unless it is another server's by then.
pub(super) struct ReadyFile {
    path: PathBuf,
    /// What was written.
    text: String,
}

impl ReadyFile {
    /// Removes what an earlier server has left there; something else is refused.
    pub(super) fn at(path: &Path) -> Result<Self, String> {
        let this = Self { path: path.to_owned(), text: String::new() };
        let advice = "name another file with --ready-file";
        if Output::of_own(path, is_url, advice)?.is_device() {
            return Err(format!(
                "{} is not written: it is no regular file: {advice}",
                path.display()
            ));
        }
        match fs::remove_file(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(this.failed("remove", &e)),
            _ => Ok(this),
        }
    }

    /// Writes the URL of the server and a line feed. The file is there as a whole or not at all.
    pub(super) fn write(mut self, base: &str) -> Result<Self, String> {
        let text = format!("{base}\n");
        let written = files::beside(&self.path).and_then(|file| {
            file.as_file().write_all(text.as_bytes())?;
            file.persist(&self.path).map_err(|e| e.error)
        });
        match written {
            Ok(_) => self.text = text,
            Err(e) => return Err(self.failed("write", &e)),
        }
        Ok(self)
    }

    fn failed(&self, what: &str, e: &io::Error) -> String {
        format!("cannot {what} {}: {e}; name another file with --ready-file", self.path.display())
    }
}

/// Whether this is what a server writes: a line with a URL.
fn is_url(there: &[u8]) -> bool {
    let line = there.strip_suffix(b"\n").unwrap_or(there);
    let begins = [&b"http://"[..], b"https://"].iter().any(|it| line.starts_with(it));
    begins && !line.contains(&b'\n')
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        if !self.text.is_empty() && fs::read_to_string(&self.path).is_ok_and(|it| it == self.text) {
            // Whoever reads it finds nobody there.
            let _ = fs::remove_file(&self.path);
        }
    }
}
