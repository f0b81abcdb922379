//! What `deploy/` has for containers and CI jobs, as far as it can be run here.
#![cfg(unix)]

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use crate::support::finish;

fn script(path: &str) -> Command {
    let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    command.stdin(std::process::Stdio::null());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    command
}

#[test]
fn a_job_starts_a_server_and_gets_its_variables() {
    let folder = tempfile::tempdir().unwrap();
    let start = |args: &[&str]| {
        let mut command = script("deploy/start");
        command.env("LOCALYUN_BINARY", env!("CARGO_BIN_EXE_localyun"));
        finish(command.args(args).current_dir(&folder))
    };
    let started = start(&["--listen", "127.0.0.1:0"]);
    let text = String::from_utf8(started.stdout).unwrap();
    assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
    let variables: BTreeMap<_, _> = text.lines().map(|it| it.split_once('=').unwrap()).collect();
    assert_eq!(variables["ALIBABA_CLOUD_ACCESS_KEY_ID"], "testid");
    assert_eq!(variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"], "testsecret");
    // It goes on after the script, until it is stopped.
    let mut localyun = Command::new(env!("CARGO_BIN_EXE_localyun"));
    localyun.env("LOCALYUN_ENDPOINT", variables["LOCALYUN_ENDPOINT"]);
    let stopped = localyun.arg("stop").output().unwrap();
    let said = String::from_utf8(stopped.stdout).unwrap();
    assert!(said.contains(&format!("(pid {})", variables["LOCALYUN_PID"])), "{said}");
    // It keeps nothing, and leaves nothing but its log.
    let left = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name());
    assert_eq!(left.collect::<Vec<_>>(), ["localyun.log"]);

    let failed = start(&["--listen", "nonsense"]);
    assert_eq!((failed.status.code(), &*failed.stdout), (Some(1), &b""[..]));
    let why = String::from_utf8(failed.stderr).unwrap();
    assert!(why.contains("write an address and a port"), "{why}");
}

/// What is installed is what the checksum says; the program stands for the one that would be downloaded.
#[test]
fn a_development_container_gets_the_program_that_its_checksum_names() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    fs::copy("/bin/echo", &program).unwrap();
    let install = |url: &str, sha256: &str| {
        let mut command = script("deploy/devcontainer/localyun/install.sh");
        command.envs([("URL", url), ("SHA256", sha256)]).env("PREFIX", folder.path());
        finish(&mut command)
    };
    let url = format!("file://{}", program.display());
    let installed = folder.path().join("bin/localyun");
    for (url, sha256) in [("", ""), (&*url, &*"0".repeat(64)), ("file:///no/such/file", "")] {
        assert!(!install(url, sha256).status.success(), "{url} {sha256}");
        assert!(!installed.exists());
    }
    let sum = Command::new("sha256sum").arg(&program).output().unwrap().stdout;
    let sum = String::from_utf8(sum).unwrap();
    let done = install(&url, sum.split(' ').next().unwrap());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(fs::read(installed).unwrap(), fs::read(program).unwrap());
}
