//! Whether the log of a database (`localyun.db-wal`), which a killed process leaves, is whole. SQLite
//! reads it up to the first frame that is damaged, and says nothing.
//!
//! The format is that of <https://www.sqlite.org/fileformat2.html#walformat>.
//!
//! A log that ends within a write is one of a process that was killed in it, before anybody was answered, or one that
//! was cut: a warning says that this write is missing. One that was cut between two commits looks like a shorter one,
//! and is not noticed. After a loss the file is checked as a whole; if it is sound, it is served with an error in the
//! log, else it is refused.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

const HEADER: usize = 32;
const FRAME: usize = 24;
/// The first four bytes; the last bit says in which order the checksums take bytes.
const MAGIC: u32 = 0x377f_0682;

/// What is wrong with a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LogDamage {
    /// It is gone, or emptied, though the process before has written.
    Gone,
    /// It is damaged: what was written from there on is lost.
    Damaged,
    /// It ends within a write, which SQLite leaves out: the process was killed in it, or the log was cut.
    Unfinished,
}

/// Checks the log at `path`. `expected` says that something was written to it.
pub(super) fn check(path: &Path, expected: bool) -> io::Result<Option<LogDamage>> {
    let gone = Ok(expected.then_some(LogDamage::Gone));
    let mut log = match File::open(path) {
        Ok(file) => BufReader::with_capacity(1 << 16, file),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return gone,
        Err(e) => return Err(e),
    };
    let mut header = [0; HEADER];
    match fill(&mut log, &mut header)? {
        0 => return gone,
        HEADER => {}
        _ => return Ok(Some(LogDamage::Damaged)),
    }
    let magic = number(&header, 0);
    let size = usize::try_from(number(&header, 8)).unwrap_or(0);
    let mut sum = Sum { big: magic & 1 == 1, state: (0, 0) };
    sum.add(&header[..24]);
    let known = magic & !1 == MAGIC && size.is_power_of_two() && (512..=65536).contains(&size);
    if !known || sum.state != (number(&header, 24), number(&header, 28)) {
        return Ok(Some(LogDamage::Damaged));
    }
    let mut frame = vec![0; FRAME + size];
    let mut finished = true;
    loop {
        let have = fill(&mut log, &mut frame)?;
        // What is left of an earlier round, after the last frame of this one, has other salts.
        if have == 0 || have >= 16 && frame[8..16] != header[16..24] {
            break;
        }
        if have < frame.len() {
            finished = false;
            break;
        }
        sum.add(&frame[..8]);
        sum.add(&frame[FRAME..]);
        if sum.state != (number(&frame, 16), number(&frame, 20)) {
            return Ok(Some(LogDamage::Damaged));
        }
        // The last frame of a write holds how many pages the database then has.
        finished = number(&frame, 4) != 0;
    }
    Ok((!finished).then_some(LogDamage::Unfinished))
}

/// The checksum, which each frame continues.
struct Sum {
    big: bool,
    state: (u32, u32),
}

impl Sum {
    /// Adds bytes, whose number is divisible by 8.
    fn add(&mut self, bytes: &[u8]) {
        let (mut a, mut b) = self.state;
        let order = |n: u32| if self.big { n.to_be() } else { n.to_le() };
        for &[c, d, e, f, g, h, i, j] in bytes.as_chunks().0 {
            a = a.wrapping_add(order(u32::from_ne_bytes([c, d, e, f]))).wrapping_add(b);
            b = b.wrapping_add(order(u32::from_ne_bytes([g, h, i, j]))).wrapping_add(a);
        }
        self.state = (a, b);
    }
}

/// Four bytes, the most significant first.
fn number(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|it| it.try_into().ok());
    four.map_or(0, u32::from_be_bytes)
}

/// Reads until the buffer is full or the file ends. How much was read.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut have = 0;
    while have < buffer.len() {
        match from.read(&mut buffer[have..])? {
            0 => break,
            more => have += more,
        }
    }
    Ok(have)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rusqlite::Connection;

    use super::*;

    /// A log of some commits, in several rounds, as a killed process leaves it.
    fn log() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("x.db");
        let db = Connection::open(&data).unwrap();
        db.pragma_update(None, "journal_mode", "WAL").unwrap();
        db.execute_batch("CREATE TABLE t (n BIGINT NOT NULL, text TEXT NOT NULL)").unwrap();
        for n in 0..200 {
            db.execute("INSERT INTO t VALUES ($1, $2)", (n, "x".repeat(500))).unwrap();
            if n == 150 {
                let busy: i64 =
                    db.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get(0)).unwrap();
                assert_eq!(busy, 0);
            }
        }
        let path = folder.path().join("x.db-wal");
        let bytes = fs::read(&path).unwrap();
        let copy = folder.path().join("copy-wal");
        fs::write(&copy, &bytes).unwrap();
        (folder, copy, bytes)
    }

    #[test]
    fn a_log_that_is_whole_is_whole() {
        let (_folder, path, _) = log();
        assert_eq!(check(&path, true).unwrap(), None);
    }

    #[test]
    fn a_log_that_is_cut_within_a_write_is_named() {
        const WHOLE: usize = FRAME + 4096;
        let (_folder, path, bytes) = log();
        let ours = |frame: &[u8]| frame[8..16] == bytes[16..24];
        let frames: Vec<&[u8]> =
            bytes[HEADER..].chunks_exact(WHOLE).take_while(|frame| ours(frame)).collect();
        let ends_a_write = |count: usize| count == 0 || number(frames[count - 1], 4) != 0;
        assert!((1..frames.len()).any(|count| !ends_a_write(count)), "each write is one frame");
        let cut = |at: usize| {
            fs::write(&path, &bytes[..at]).unwrap();
            check(&path, true).unwrap()
        };
        for count in frames.len() - 8..frames.len() {
            let end = HEADER + count * WHOLE;
            let whole = ends_a_write(count);
            assert_eq!(cut(end), (!whole).then_some(LogDamage::Unfinished), "{count} frames");
            for more in [1, 16, FRAME, FRAME + 1, WHOLE - 1] {
                assert_eq!(
                    cut(end + more),
                    Some(LogDamage::Unfinished),
                    "{count} frames and {more} bytes"
                );
            }
        }
        // Beyond the last of its frames are those of an earlier round.
        let end = HEADER + frames.len() * WHOLE;
        assert!(bytes.len() >= end + WHOLE);
        assert_eq!([cut(end), cut(end + 100), cut(end + WHOLE)], [None; 3]);
    }

    #[test]
    fn whatever_is_damaged_in_it_is_found() {
        let (_folder, path, bytes) = log();
        for at in [0, 9, 17, 25, 31, HEADER, HEADER + 20, HEADER + 300, HEADER + 2 * 4120 + 4000] {
            let mut spoiled = bytes.clone();
            spoiled[at] ^= 0x40;
            fs::write(&path, spoiled).unwrap();
            assert_eq!(check(&path, true).unwrap(), Some(LogDamage::Damaged), "byte {at}");
        }
        fs::write(&path, &bytes[..20]).unwrap();
        assert_eq!(check(&path, true).unwrap(), Some(LogDamage::Damaged));
    }

    #[test]
    fn one_that_is_gone_is_missed_if_it_is_expected() {
        let (_folder, path, _) = log();
        fs::write(&path, b"").unwrap();
        assert_eq!(check(&path, true).unwrap(), Some(LogDamage::Gone));
        assert_eq!(check(&path, false).unwrap(), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(check(&path, true).unwrap(), Some(LogDamage::Gone));
        assert_eq!(check(&path, false).unwrap(), None);
    }
}
