//! The network inside: its addresses, its files, its name server, and what watches its packets.

use std::{
    fs, io,
    num::NonZeroU32,
    os::{
        fd::{AsFd, OwnedFd},
        unix::net::UnixStream,
    },
    path::Path,
    process::Command,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use rustix::{
    event::{self, PollFd, PollFlags},
    io::Errno,
    mount,
    net::{self, AddressFamily, RecvFlags, SocketFlags, SocketType},
    system,
    thread::clear_ambient_capability_set,
};
use tempfile::TempDir;
use tokio::{runtime, sync::Semaphore};

use super::{
    HERE,
    attempts::{Attempts, Report},
    dns::Dns,
    namespace::find,
    packets,
};
use crate::dns::sockets::Sockets;

/// Where programs look for name servers, and in which order they look for hosts.
const RESOLVER: &str = "/etc/resolv.conf";
const HOSTS: &str = "/etc/hosts";
const ORDER: &str = "/etc/nsswitch.conf";

/// The sockets of a daemon that looks up hosts for other programs. It is outside.
const DAEMONS: [&str; 2] = ["/run/nscd", "/var/run/nscd"];

/// How many packets are looked at before it is looked whether to stop.
const AT_A_TIME: usize = 100_000;

/// The packets of IPv4 and of IPv6 (the kernel's `ETH_P_IP` and `ETH_P_IPV6`).
const KINDS: [u16; 2] = [0x0800, 0x86dd];

/// The network.
pub(crate) struct Network {
    /// The files that stand for those of the system.
    _files: TempDir,
    attempts: Arc<Attempts>,
    /// The thread that looks at packets until the socket is closed.
    watched: Option<(UnixStream, JoinHandle<()>)>,
}

impl Network {
    /// Sets up the namespaces in which this process is: every address is this machine.
    pub(crate) fn set_up() -> Result<Self, String> {
        ip(&["link", "set", "lo", "up"])?;
        ip(&["route", "add", "local", "0.0.0.0/0", "dev", "lo"])?;
        // Where there is no IPv6, there is no way out by it either.
        let _ = ip(&["-6", "route", "add", "local", "::/0", "dev", "lo"]);
        let files = files().map_err(|e| format!("cannot lead name lookups here: {e}"))?;
        Ok(Self { _files: files, attempts: Arc::default(), watched: None })
    }

    /// Answers names, and watches what leaves. `is_here` tells the names of the cloud's hosts. The commands that this thread
    /// starts from here on cannot change the network, unless the user is root.
    pub(crate) fn serve(
        &mut self,
        is_here: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Result<(), String> {
        let failed = |e: io::Error| format!("cannot watch the network: {e}");
        let attempts = Arc::clone(&self.attempts);
        let dns = Dns { is_here: Box::new(is_here), attempts: Arc::clone(&attempts) };
        let sockets =
            KINDS.map(socket).into_iter().collect::<io::Result<Vec<_>>>().map_err(failed)?;
        let (stop, stopped) = UnixStream::pair().map_err(failed)?;
        let thread = thread::Builder::new()
            .name("packets".into())
            .spawn(move || watch(&sockets, &stopped, &attempts))
            .map_err(failed)?;
        self.watched = Some((stop, thread));
        let (told, ready) = mpsc::channel();
        // It answers as long as the process runs.
        let names = thread::Builder::new().name("names".into()).spawn(move || {
            let done = runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .and_then(|runtime| runtime.block_on(answer(dns, &told)));
            done.unwrap_or_else(|e| drop(told.send(Err(e))));
        });
        names.map_err(failed)?;
        ready.recv().map_err(io::Error::other).flatten().map_err(failed)?;
        clear_ambient_capability_set().map_err(|e| failed(e.into()))
    }

    /// What has tried to leave until now.
    pub(crate) fn finish(self) -> Report {
        if let Some((stop, thread)) = self.watched {
            drop(stop);
            let _ = thread.join();
        }
        self.attempts.report()
    }
}

/// Runs `ip`.
fn ip(arguments: &[&str]) -> Result<(), String> {
    let program = find("ip").ok_or("--hermetic needs the program `ip`: install iproute2")?;
    let ended = Command::new(program).args(arguments).output();
    let ended = ended.map_err(|e| format!("cannot run ip: {e}"))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
    Err(format!("cannot set up the network (ip {}): {said}", arguments.join(" ")))
}

/// Puts files in the place of those by which programs look up names. What is not there need not be replaced: without these
/// files, name servers are looked for on this machine too.
fn files() -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let name = system::uname().nodename().to_string_lossy().into_owned();
    let hosts = format!("127.0.0.1 localhost {name}\n::1 localhost\n");
    let resolver = "nameserver 127.0.0.1\noptions timeout:5 attempts:1\n";
    let order = fs::read_to_string(ORDER).unwrap_or_default();
    let others = order.lines().filter(|line| !line.trim_start().starts_with("hosts:"));
    let order: String = others.chain(["hosts: files dns"]).flat_map(|line| [line, "\n"]).collect();
    for (file, text) in [(RESOLVER, resolver), (HOSTS, &hosts), (ORDER, &order)] {
        let own = folder.path().join(file.rsplit('/').next().unwrap_or_default());
        fs::write(&own, text)?;
        if Path::new(file).is_file() {
            mount::mount_bind(&own, file)?;
        }
    }
    let empty = folder.path().join("empty");
    fs::create_dir(&empty)?;
    for daemon in DAEMONS {
        if Path::new(daemon).is_dir() {
            mount::mount_bind(&empty, daemon)?;
        }
    }
    Ok(folder)
}

/// A socket that sees the packets of a kind that arrive at any interface.
fn socket(kind: u16) -> io::Result<OwnedFd> {
    let kind = NonZeroU32::new(u32::from(kind.to_be())).map(net::Protocol::from_raw);
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = net::socket_with(AddressFamily::PACKET, SocketType::DGRAM, flags, kind)?;
    // As much as the system allows, so that a burst of packets is not lost.
    let _ = net::sockopt::set_socket_recv_buffer_size(&socket, 16 * 1024 * 1024);
    Ok(socket)
}

/// How many connections may be open at a time.
const CONNECTIONS: usize = 64;

/// Answers names until the process ends, and tells when it begins.
async fn answer(dns: Dns, told: &mpsc::Sender<io::Result<()>>) -> io::Result<()> {
    let sockets = Sockets::bind((HERE, 53).into()).await?;
    let _ = told.send(Ok(()));
    sockets.serve(Arc::new(dns), Arc::new(Semaphore::new(CONNECTIONS))).await;
    Ok(())
}

/// Notes what leaves, until the other end of `stopped` is closed and no packet is left.
fn watch(sockets: &[OwnedFd], stopped: &UnixStream, attempts: &Attempts) {
    loop {
        let all = sockets.iter().map(AsFd::as_fd).chain([stopped.as_fd()]);
        let mut all: Vec<_> = all.map(|it| PollFd::from_borrowed_fd(it, PollFlags::IN)).collect();
        match event::poll(&mut all, None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
        let stops = all.last().is_some_and(|it| !it.revents().is_empty());
        for socket in sockets {
            // What a child that outlives the command sends on and on does not keep this from its end.
            let _ = (0..AT_A_TIME).take_while(|_| taken(socket, attempts)).count();
        }
        if stops {
            return;
        }
    }
}

/// Looks at a packet, if there is one.
fn taken(socket: &OwnedFd, attempts: &Attempts) -> bool {
    let mut packet = [0; packets::SEEN];
    match net::recv(socket, &mut packet, RecvFlags::empty()) {
        Ok((length, _)) => {
            if let Some(target) = packets::attempt(&packet[..length]) {
                attempts.target(target);
            }
            true
        }
        Err(e) => e == Errno::INTR,
    }
}
