//! The files of the console: those that are packed into the program, or those of a folder while they are written.

use std::{
    borrow::Cow,
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use tokio::task;

/// Each file by its path, packed by `build.rs`.
const PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/console.rs"));

/// The types of the files, by their extensions.
const KINDS: [(&str, &str); 8] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
];

/// The type of a text, such as a licence.
const OTHER: &str = "text/plain; charset=utf-8";

/// A file.
#[derive(Clone)]
pub(super) struct File {
    /// Its content.
    pub(super) packed: Packed,
    /// Its media type.
    pub(super) kind: &'static str,
    /// The content security policy, where it is another than that of all files.
    pub(super) policy: Option<String>,
}

/// A content, as gzip has it.
#[derive(Clone)]
pub(super) struct Packed(Cow<'static, [u8]>);

impl Packed {
    /// As it is sent to those who unpack it.
    pub(super) fn bytes(&self) -> Bytes {
        match &self.0 {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::copy_from_slice(bytes),
        }
    }

    /// As it was.
    pub(super) fn unpacked(&self) -> Vec<u8> {
        let mut content = Vec::new();
        // What this program has packed can be unpacked.
        let _ = GzDecoder::new(&*self.0).read_to_end(&mut content);
        content
    }

    /// What tells it from another one, whether it is sent packed or not: the checksum and the length of the content, with
    /// which gzip ends (RFC 1952, 2.3.1).
    pub(super) fn tag(&self) -> String {
        let end = &self.0[self.0.len().saturating_sub(8)..];
        format!("W/\"{}\"", base16ct::lower::encode_string(end))
    }
}

/// The names of the files that the program has.
pub fn names() -> impl Iterator<Item = &'static str> {
    PACKED.iter().map(|(name, _)| *name)
}

/// The file of this name, of those that the program has.
pub(super) fn packed(name: &str) -> Option<File> {
    let (_, bytes) = PACKED.iter().find(|(known, _)| *known == name)?;
    Some(File { packed: Packed(Cow::Borrowed(bytes)), kind: kind(name), policy: None })
}

/// The file of this name in a folder.
pub(super) async fn read(folder: PathBuf, name: String) -> Option<File> {
    task::spawn_blocking(move || file(&name, &content(&folder, &name)?)).await.ok()?
}

/// A file of this name with this content.
pub(super) fn file(name: &str, content: &[u8]) -> Option<File> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).ok()?;
    let packed = Packed(Cow::Owned(packed.finish().ok()?));
    Some(File { packed, kind: kind(name), policy: None })
}

/// The content of the file of this name in a folder.
pub(super) fn content(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let is_plain = |part: &str| {
        !part.starts_with('.')
            && !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    if !name.split('/').all(is_plain) {
        return None;
    }
    let folder = folder.canonicalize().ok()?;
    // Nor does a link in it lead out of it.
    let path = folder.join(name).canonicalize().ok().filter(|it| it.starts_with(&folder))?;
    fs::read(path).ok()
}

fn kind(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, it)| it);
    KINDS.iter().find(|(known, _)| *known == extension).map_or(OTHER, |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_what_is_in_it_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("console");
        fs::create_dir_all(folder.join("pages")).unwrap();
        fs::write(folder.join("pages/start.js"), "export {}").unwrap();
        fs::write(folder.join(".hidden"), "x").unwrap();
        fs::write(root.path().join("secret.js"), "x").unwrap();
        let read = |name: &str| file(name, &content(&folder, name)?);
        let first = read("pages/start.js").unwrap();
        assert_eq!((&*first.packed.unpacked(), first.kind), (&b"export {}"[..], KINDS[2].1));
        fs::write(folder.join("pages/start.js"), "export {};").unwrap();
        assert_ne!(read("pages/start.js").unwrap().packed.tag(), first.packed.tag());
        let outside = root.path().join("secret.js");
        for name in [
            "../secret.js",
            "pages/../../secret.js",
            "%2e%2e/secret.js",
            "..%2fsecret.js",
            outside.to_str().unwrap(),
            "pages//start.js",
            "pages/start.js\0",
            "pages\\start.js",
            ".hidden",
            "pages",
            "pages/",
            "none.js",
            "",
        ] {
            assert!(read(name).is_none(), "{name:?}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outside, folder.join("link.js")).unwrap();
            assert!(read("link.js").is_none());
        }
    }
}
