//! Files that commands write where the user says: nothing that is there is lost by mistake.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{
    files::{self, private_options},
    store,
};

/// Whether a file that is there may be replaced.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct Replace {
    /// Replaces the file, if there is one.
    #[arg(long)]
    pub(super) replace: bool,
}

/// A file that may be written: there is none of this name yet, or what is there may be lost.
pub(super) struct Output {
    path: PathBuf,
    there: There,
}

/// What is there already.
enum There {
    Nothing,
    /// A file that is to be replaced.
    File,
    /// A pipe or a device, which is written to.
    Device,
}

impl Output {
    /// Refuses a file that is there, unless it is to be replaced, is empty, or is `ours`: what such a command has written. A data
    /// file that a server has open is refused in any case.
    pub(super) fn at(
        path: &Path,
        Replace { replace }: Replace,
        ours: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Self, String> {
        Self::checked(
            path,
            (replace, ours),
            ("choose another name", ", or replace it with --replace"),
        )
    }

    /// The same for a command that replaces nothing but what is `ours`, with what to do else.
    pub(super) fn of_own(
        path: &Path,
        ours: impl FnOnce(&[u8]) -> bool,
        advice: &str,
    ) -> Result<Self, String> {
        Self::checked(path, (false, ours), (advice, ""))
    }

    fn checked(
        path: &Path,
        (replace, ours): (bool, impl FnOnce(&[u8]) -> bool),
        (advice, or_replace): (&str, &str),
    ) -> Result<Self, String> {
        let shown = path.display();
        let refused = |why: &str| Err(format!("{shown} is not written: {why}: {advice}"));
        if let Some(why) = store::in_use(path) {
            return refused(why);
        }
        let Ok(found) = fs::metadata(path) else {
            return Ok(Self { path: path.to_owned(), there: There::Nothing });
        };
        // Where it is a link, what it leads to is replaced and not the link.
        let path = fs::canonicalize(path).map_err(|e| format!("cannot write {shown}: {e}"))?;
        if let Some(why) = store::in_use(&path) {
            return refused(why);
        }
        if found.is_dir() {
            return refused("it is a folder");
        }
        if !found.is_file() {
            return Ok(Self { path, there: There::Device });
        }
        let may = replace || found.len() == 0 || fs::read(&path).is_ok_and(|it| ours(&it));
        if may {
            return Ok(Self { path, there: There::File });
        }
        Err(format!("{shown} is there already: {advice}{or_replace}"))
    }

    /// Whether it is a pipe or a device, of which there is no other.
    pub(super) fn is_device(&self) -> bool {
        matches!(self.there, There::Device)
    }

    /// Writes all of it, into the file that is there if there is one. A new file is its owner's alone if it is `private`.
    pub(super) fn write(&self, content: &[u8], private: bool) -> Result<(), String> {
        let mut options = if private { private_options() } else { File::options() };
        options.write(true);
        match self.there {
            There::Nothing => options.create_new(true),
            There::File => options.truncate(true),
            There::Device => &mut options,
        };
        let written = options.open(&self.path).and_then(|mut it| it.write_all(content));
        written.map_err(|e| self.failed(&e))
    }

    /// Has it filled, its owner's alone: it is there as a whole or not at all.
    pub(super) fn fill<T>(
        &self,
        fill: impl FnOnce(&mut File) -> Result<T, String>,
    ) -> Result<T, String> {
        if self.is_device() {
            let opened = File::options().write(true).open(&self.path);
            return fill(&mut opened.map_err(|e| self.failed(&e))?);
        }
        let mut to = files::beside(&self.path).map_err(|e| self.failed(&e))?;
        let done = fill(to.as_file_mut())?;
        to.as_file().sync_all().map_err(|e| self.failed(&e))?;
        let named = match self.there {
            There::Nothing => to.persist_noclobber(&self.path),
            _ => to.persist(&self.path),
        };
        named.map_err(|e| self.failed(&e.error))?;
        Ok(done)
    }

    fn failed(&self, e: &io::Error) -> String {
        let file = self.path.display();
        match e.kind() {
            io::ErrorKind::NotFound => format!("cannot write {file}: its folder is not there"),
            _ => format!("cannot write {file}: {e}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_kept_unless_it_may_be_lost() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let at = |replace, ours: &[u8]| Output::at(&file, Replace { replace }, |it| it == ours);
        at(false, b"").unwrap().write(b"one", true).unwrap();
        let why = at(false, b"two").err().unwrap();
        assert!(why.contains("file is there already") && why.contains("--replace"), "{why}");
        at(false, b"one").unwrap().write(b"two", true).unwrap();
        at(true, b"")
            .unwrap()
            .fill(|it| it.write_all(b"three").map_err(|e| e.to_string()))
            .unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"three");
        fs::write(&file, "").unwrap();
        assert!(at(false, b"else").is_ok(), "an empty file holds nothing");
        let own = |path: &Path| Output::of_own(path, |_| false, "name another file");
        assert!(own(folder.path()).err().unwrap().contains("is a folder"));
        let why = own(&folder.path().join("none/file")).unwrap().write(b"", false).unwrap_err();
        assert!(why.contains("none/file: its folder"), "{why}");
    }

    /// Another command may make the file between the look and the write.
    #[test]
    fn a_file_that_was_made_meanwhile_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let at = || Output::at(&file, Replace::default(), |_| false).unwrap();
        let (written, filled) = (at(), at());
        fs::write(&file, "mine").unwrap();
        written.write(b"other", false).unwrap_err();
        filled.fill(|it| it.write_all(b"other").map_err(|e| e.to_string())).unwrap_err();
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let to = Output::at(&link, Replace { replace: true }, |_| false).unwrap();
        to.fill(|it| it.write_all(b"two").map_err(|e| e.to_string())).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }
}
