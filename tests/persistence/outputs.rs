//! Files that commands write where they are told to: what is there already is not lost by mistake.

use std::{fs, path::Path};

use crate::support::{Program, finish, program, run};

use super::command_line::texts;

/// The exit status and what stands on the standard error.
fn ends(args: &[&str]) -> (Option<i32>, String) {
    let output = run(args);
    (output.status.code(), texts(&output).1)
}

#[test]
fn a_command_replaces_only_what_such_a_command_has_written() {
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca");
    let ca = ca.to_str().unwrap();
    let server = Program::serve(Path::new(":memory:"));
    let endpoint = format!("http://{}", server.address);
    let file = folder.path().join("mine");
    let path = file.to_str().unwrap();
    let seed = ["seed", "export", "--endpoint", &endpoint, "-o", path];
    for (command, advice, again) in [
        (&seed[..], "replace it with --replace", false),
        (&["ca", "--ca-dir", ca, "--out", path], "replace it with --replace", true),
        (&["ca", "--ca-dir", ca, "--format", "pkcs12", "--out", path], "with --replace", true),
        (&["ca", "--ca-dir", ca, "--format", "jks", "--out", path], "with --replace", true),
        (&["coverage", path], "name another file, or -", true),
    ] {
        fs::write(&file, "mine").unwrap();
        let (status, why) = ends(command);
        assert_eq!(status, Some(1), "{command:?}");
        assert!(why.contains("is there already") && why.contains(advice), "{command:?}: {why}");
        assert_eq!(fs::read(&file).unwrap(), b"mine", "{command:?}");
        if advice.ends_with("--replace") {
            assert_eq!(ends(&[command, &["--replace"]].concat()), (Some(0), String::new()));
            assert_ne!(fs::read(&file).unwrap(), b"mine", "{command:?}");
        }
        // An empty file holds nothing.
        fs::write(&file, "").unwrap();
        assert_eq!(ends(command).0, Some(0), "{command:?}");
        assert_eq!(ends(command).0 == Some(0), again, "{command:?} again");
        fs::remove_file(&file).unwrap();
        assert_eq!(ends(command).0, Some(0), "{command:?}");
    }
    // Its private key is beside the certificate that it has in it.
    let key = format!("{ca}/ca-key.pem");
    let before = fs::read(&key).unwrap();
    assert_eq!(ends(&["ca", "--ca-dir", ca, "--out", &key]).0, Some(1));
    assert_eq!(fs::read(&key).unwrap(), before);
}

#[test]
fn a_server_removes_and_appends_to_nothing_that_is_not_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine");
    fs::write(&file, "mine").unwrap();
    let path = file.to_str().unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", ":memory:"];
    for (option, part) in
        [("--ready-file", "name another file with --ready-file"), ("--journal", "is no journal")]
    {
        let (status, why) = ends(&[&serve[..], &[option, path]].concat());
        assert_eq!(status, Some(1), "{option}");
        assert!(why.contains(path) && why.contains(option) && why.contains(part), "{why}");
        assert_eq!(fs::read(&file).unwrap(), b"mine", "{option}");
    }
    let nowhere = folder.path().join("none/ready");
    let (_, why) = ends(&[&serve[..], &["--ready-file", nowhere.to_str().unwrap()]].concat());
    assert!(why.contains("none/ready: ") && !why.contains("none/.tmp"), "{why}");
    // One that was made beforehand, as `mktemp` does, is written.
    fs::write(&file, "").unwrap();
    let command = [&serve[..], &["--ready-file", path]].concat();
    let server = Program::spawn(&mut program(&command));
    let mut text = String::new();
    while text.is_empty() {
        text = fs::read_to_string(&file).unwrap_or_default();
    }
    assert_eq!(text, format!("http://{}\n", server.address));
    server.stop();
    let missing = finish(program(&serve).args(["--seed", "/none.yaml"]));
    let why = texts(&missing).1;
    assert!(why.contains("/none.yaml") && why.contains("with --seed"), "{why}");
}
