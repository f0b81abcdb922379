//! The key that seals the secrets in the database of a server: 32 random bytes in a file that nobody else may read.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use base64::{Engine, engine::general_purpose::STANDARD};

/// How much of a file is read, which is more than a key is long.
const MOST: u64 = 256;

/// The key that seals the secrets in the database of a server. Shows nothing of itself.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

impl SecretKey {
    /// Reads the key in a file, as Base64 or hexadecimal. The error is for the person who started the program, and does not
    /// repeat it.
    pub fn read(file: &Path) -> Result<Self, String> {
        let shown = file.display();
        let failed = |e: io::Error| format!("cannot read the secret key in {shown}: {e}");
        let found = fs::metadata(file).map_err(failed)?;
        if !found.is_file() {
            return Err(format!("{shown} is no file: name the one that has the secret key"));
        }
        if others_read(&found) {
            return Err(format!("others may read the secret key in {shown}: chmod 600 {shown}"));
        }
        let mut text = String::new();
        let read = File::open(file).and_then(|it| it.take(MOST).read_to_string(&mut text));
        // What is no text is no key.
        if let Err(e) = read.map(drop).or_else(|e| match e.kind() {
            io::ErrorKind::InvalidData => Ok(()),
            _ => Err(e),
        }) {
            return Err(failed(e));
        }
        Self::of(text.trim()).ok_or_else(|| {
            format!(
                "{shown} has no secret key, which is 32 bytes as Base64 or hexadecimal: make one with \
                 `openssl rand -base64 32 > {shown}`"
            )
        })
    }

    /// The key that a text is.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        if text.len() == 2 * key.len() {
            base16ct::mixed::decode(text, &mut key).ok()?;
            return Some(Self(key));
        }
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// Its bytes.
    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Whether a file can be read by others than its owner. A group may read what is root's, as files of a container often are.
#[cfg(unix)]
fn others_read(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let allowed = if found.uid() == 0 { 0o740 } else { 0o700 };
    found.mode() & 0o777 & !allowed != 0
}

#[cfg(not(unix))]
fn others_read(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1F";

    #[test]
    fn a_key_is_32_bytes_as_hexadecimal_or_base64() {
        let key: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        for text in [HEX, &STANDARD.encode(key)] {
            assert_eq!(SecretKey::of(text).unwrap().bytes(), &key, "{text}");
        }
        for wrong in ["", "secret", &HEX[1..], &STANDARD.encode([7; 31]), &"x".repeat(64)] {
            assert!(SecretKey::of(wrong).is_none(), "{wrong}");
        }
        assert_eq!(format!("{:?}", SecretKey::of(HEX).unwrap()), "SecretKey");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_read_or_that_has_no_key_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        let with = |text: &[u8], mode: u32| {
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            SecretKey::read(&file)
        };
        for mode in [0o600, 0o400] {
            assert!(with(format!("{HEX}\n").as_bytes(), mode).is_ok(), "{mode:o}");
            fs::remove_file(&file).unwrap();
        }
        for mode in [0o604, 0o660, 0o644] {
            assert!(with(HEX.as_bytes(), mode).unwrap_err().contains("chmod 600"), "{mode:o}");
        }
        for wrong in [&b""[..], b"testsecret", b"\xff\xfe", &[b'a'; 1000]] {
            let why = with(wrong, 0o600).unwrap_err();
            assert!(why.contains("openssl rand") && !why.contains("testsecret"), "{why}");
        }
        assert!(SecretKey::read(folder.path()).unwrap_err().contains("is no file"));
        assert!(SecretKey::read(&folder.path().join("none")).unwrap_err().contains("none"));
    }
}
