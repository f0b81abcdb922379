//! Which process listens on a port of this machine. Linux tells, in `/proc`; elsewhere there is a command that does.

use std::{fmt, fs, path::Path};

/// Whoever listens on a port.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A process.
    Process {
        pid: u32,
        /// The name of its program, cut off after 15 bytes.
        name: String,
    },
    /// A process that this one may not look at, of the user with this id.
    OfUser(u32),
}

impl Holder {
    /// Whether it is this program, as far as the name says.
    pub(super) fn is_localyun(&self) -> bool {
        matches!(self, Self::Process { name, .. } if name == "localyun")
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Process { pid, name } => write!(f, "{name} (pid {pid})"),
            Self::OfUser(uid) => write!(f, "a process of the user with the id {uid}"),
        }
    }
}

/// Who listens on a TCP port; `None` if nobody does, or if the system does not tell.
pub(super) fn of(port: u16) -> Option<Holder> {
    let tables =
        ["/proc/net/tcp", "/proc/net/tcp6"].map(|it| fs::read_to_string(it).unwrap_or_default());
    let (inode, uid) = tables.iter().find_map(|table| listening(table, port))?;
    Some(process_with(&format!("socket:[{inode}]")).unwrap_or(Holder::OfUser(uid)))
}

/// The command that says who listens on a port, where [`of`] does not.
pub(super) fn command(port: u16) -> String {
    if cfg!(windows) {
        format!("netstat -ano | findstr :{port}")
    } else {
        format!("lsof -nP -iTCP:{port} -sTCP:LISTEN")
    }
}

/// The inode and the user of the socket that listens on a port, in a table of `/proc/net`.
fn listening(table: &str, port: u16) -> Option<(u64, u32)> {
    table.lines().skip(1).find_map(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        let [_, local, _, state, _, _, _, uid, _, inode, ..] = words[..] else { return None };
        let here = u16::from_str_radix(local.rsplit_once(':')?.1, 16).ok()?;
        // 0A is LISTEN.
        (here == port && state == "0A").then_some((inode.parse().ok()?, uid.parse().ok()?))
    })
}

/// The process that has a socket open.
fn process_with(socket: &str) -> Option<Holder> {
    fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
        let mut open = fs::read_dir(entry.path().join("fd")).ok()?.flatten();
        open.any(|fd| fs::read_link(fd.path()).is_ok_and(|it| it == Path::new(socket)))
            .then(|| Holder::Process { pid, name: name(pid).unwrap_or_default() })
    })
}

fn name(pid: u32) -> Option<String> {
    Some(fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim_end().to_owned())
}

/// Whether a process of this id runs this program, on this machine, and has not ended.
pub(super) fn is_running(pid: u32) -> bool {
    // `12 (localyun) S …`; Z has ended, and waits for its parent to ask how.
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    name(pid).is_some_and(|it| it == "localyun") && state.is_some_and(|it| !"ZX".contains(it))
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, process};

    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn who_listens_is_named() {
        for address in ["127.0.0.1:0", "[::1]:0"] {
            // There may be no IPv6.
            let Ok(listener) = TcpListener::bind(address) else { continue };
            let port = listener.local_addr().unwrap().port();
            let Some(Holder::Process { pid, name }) = of(port) else {
                panic!("nobody at {address}")
            };
            assert_eq!(pid, process::id());
            assert!(!name.is_empty());
            drop(listener);
            assert_eq!(of(port), None);
        }
    }

    #[test]
    fn a_table_has_a_line_for_each_socket() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   \
            0: 0100007F:12C0 00000000:0000 01 00000000:00000000 00:00000000 00000000  1000        0 41 1 0\n   \
            1: 0100007F:12C0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 42 1 0\n";
        assert_eq!(listening(table, 4800), Some((42, 1000)));
        assert_eq!(listening(table, 4801), None);
    }
}
