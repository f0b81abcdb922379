//! The program itself, in a process of its own.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Answer, Call, ask};

/// The program, with nothing of the environment that these tests run in.
pub(crate) fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_localyun"));
    command.env_clear().args(args).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The same, by a shell that first does something to what the program inherits.
pub(crate) fn in_shell(first: &str, args: &[&str]) -> Command {
    let mut command = Command::new("/bin/sh");
    let script = format!("{first} && exec \"$0\" \"$@\"");
    command.env_clear().args(["-c", &script, env!("CARGO_BIN_EXE_localyun")]).args(args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end, which should be near.
#[track_caller]
pub(crate) fn run(args: &[&str]) -> Output {
    finish(&mut program(args))
}

/// Runs a command to its end, which should be near.
#[track_caller]
pub(crate) fn finish(command: &mut Command) -> Output {
    let child = command.spawn().unwrap();
    let id = child.id().to_string();
    // It is waited for while its output is read: a full pipe would stop it.
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    receiver
        .recv_timeout(Duration::from_secs(300))
        .unwrap_or_else(|_| {
            Command::new("kill").args(["-9", &id]).status().unwrap();
            panic!("it goes on: {:?}", receiver.recv().unwrap());
        })
        .unwrap()
}

/// The program, serving. Ended when it is dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    stdout: Option<JoinHandle<String>>,
    stderr: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

/// What a program has left when it ended.
pub(crate) struct End {
    pub(crate) status: ExitStatus,
    /// What followed the line that says where it listens.
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Program {
    /// Serves the state in `data` on a free port.
    #[track_caller]
    pub(crate) fn serve(data: &Path) -> Self {
        Self::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]))
    }

    /// Waits until it listens.
    #[track_caller]
    pub(crate) fn spawn(command: &mut Command) -> Self {
        Self::start(command, |url| url.strip_prefix("http://")?.parse().ok())
    }

    /// Waits until it listens at `address`, and says that it is called `url`.
    #[track_caller]
    pub(crate) fn spawn_behind(command: &mut Command, address: SocketAddr, url: &str) -> Self {
        Self::start(command, |said| (said == url).then_some(address))
    }

    #[track_caller]
    fn start(command: &mut Command, address: impl Fn(&str) -> Option<SocketAddr>) -> Self {
        let mut child = command.spawn().unwrap();
        let stderr = Arc::new(Mutex::new(String::new()));
        let (mut from, to) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&stderr));
        let reader = thread::spawn(move || {
            let mut line = String::new();
            while from.read_line(&mut line).unwrap() > 0 {
                to.lock().unwrap().push_str(&std::mem::take(&mut line));
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let url = first.strip_prefix("listening on ").and_then(|it| it.strip_suffix('\n'));
        let Some(address) = url.and_then(address) else {
            reader.join().unwrap();
            panic!("it does not listen: {first:?}, {}", stderr.lock().unwrap());
        };
        let stdout = thread::spawn(move || {
            let mut rest = String::new();
            stdout.read_to_string(&mut rest).unwrap();
            rest
        });
        Self { child, address, stdout: Some(stdout), stderr, reader: Some(reader) }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    #[track_caller]
    pub(crate) fn call(&self, call: &Call) -> Answer {
        ask(self.address, &call.bytes())
    }

    /// Asks it to stop.
    pub(crate) fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended.
    pub(crate) fn end(mut self) -> End {
        let status = self.child.wait().unwrap();
        let stdout = self.stdout.take().unwrap().join().unwrap();
        self.reader.take().unwrap().join().unwrap();
        let stderr = std::mem::take(&mut *self.stderr.lock().unwrap());
        End { status, stdout, stderr }
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(self) -> End {
        self.terminate();
        self.end()
    }

    /// Ends it as a power switch would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.end();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let is_running = |child: &mut Child| child.try_wait().is_ok_and(|ended| ended.is_none());
        if is_running(&mut self.child) {
            // Gently, so that it leaves nothing behind.
            self.terminate();
            let start = Instant::now();
            while is_running(&mut self.child) && start.elapsed() < Duration::from_secs(5) {
                thread::sleep(Duration::from_millis(1));
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
