//! `localyun exec` and `localyun env`: what they set, what they run and how they end.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::support::{Program, ask, finish, plain, program};

use super::command_line::texts;

/// `exec` with a folder for certificates, and no server in reach but its own.
fn exec(folder: &Path, options: &[&str], command: &[&str]) -> Command {
    let mut all = program(&["exec"]);
    all.args(options).arg("--").args(command);
    all.env("LOCALYUN_CA_DIR", folder).env("LOCALYUN_ENDPOINT", "http://127.0.0.1:1");
    all
}

/// The exit status, and what stands on the two streams.
fn outcome(output: &Output) -> (Option<i32>, String, String) {
    let (stdout, stderr) = texts(output);
    (output.status.code(), stdout, stderr)
}

/// A shell's command that asks who it is, with the key of the variables. `$0` is the program.
const WHO: &str = "LOCALYUN_ACCESS_KEY_ID=$ALIBABA_CLOUD_ACCESS_KEY_ID \
                   LOCALYUN_ACCESS_KEY_SECRET=$ALIBABA_CLOUD_ACCESS_KEY_SECRET \
                   \"$0\" call sts GetCallerIdentity --query AccountId";

const LOCALYUN: &str = env!("CARGO_BIN_EXE_localyun");

fn serve() -> (Program, String) {
    let program = Program::spawn(&mut program(&["--port", "0", "--data", ":memory:"]));
    let endpoint = format!("http://{}", program.address);
    (program, endpoint)
}

#[test]
fn the_exit_status_is_that_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text");
    fs::write(&text, "no program").unwrap();
    let ends = |command: &[&str]| outcome(&finish(&mut exec(folder.path(), &[], command)));
    assert_eq!(ends(&["sh", "-c", "echo out; exit 7"]), (Some(7), "out\n".into(), String::new()));
    assert_eq!(ends(&["sh", "-c", "kill -TERM $$"]), (Some(143), String::new(), String::new()));
    for (command, status) in [("/nothing/here", 127), (text.to_str().unwrap(), 126)] {
        let (ended, _, stderr) = ends(&[command]);
        assert_eq!(ended, Some(status), "{stderr}");
        assert!(stderr.starts_with(&format!("localyun: cannot run {command}: ")), "{stderr}");
    }
}

#[test]
fn signals_are_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let trap = "trap 'echo got; exit 9' TERM; echo ready; while :; do sleep 0.05; done";
    for (script, signal, status, said) in [
        (trap, "TERM", 9, "got\n"),
        ("echo ready; exec sleep 60", "TERM", 143, ""),
        ("echo ready; exec sleep 60", "INT", 130, ""),
    ] {
        let mut child = exec(folder.path(), &[], &["sh", "-c", script]).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        stdout.read_line(&mut text).unwrap();
        assert_eq!(text, "ready\n");
        let id = child.id().to_string();
        Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap();
        text.clear();
        stdout.read_to_string(&mut text).unwrap();
        assert_eq!((child.wait().unwrap().code(), &*text), (Some(status), said), "{script}");
    }
}

#[test]
fn the_standard_input_is_the_commands_and_its_children_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut cat = exec(folder.path(), &[], &["cat"]).stdin(Stdio::piped()).spawn().unwrap();
    cat.stdin.take().unwrap().write_all(b"passed through").unwrap();
    let ended = outcome(&cat.wait_with_output().unwrap());
    assert_eq!(ended, (Some(0), "passed through".into(), String::new()));
    let script = "sleep 60 >/dev/null 2>&1 & echo $!";
    let (status, child, stderr) =
        outcome(&finish(&mut exec(folder.path(), &[], &["sh", "-c", script])));
    assert_eq!((status, &*stderr), (Some(0), ""));
    assert!(Command::new("kill").arg(child.trim()).status().unwrap().success(), "{child}");
}

#[test]
fn a_running_server_is_used_and_a_new_world_is_dropped_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let (program, endpoint) = serve();
    let run = |options: &[&str]| {
        let mut command = exec(folder.path(), options, &["sh", "-c", WHO, LOCALYUN]);
        outcome(&finish(command.env("LOCALYUN_ENDPOINT", &endpoint)))
    };
    let worlds =
        || ask(program.address, &plain("GET", "/_localyun/worlds", &[], b"")).text().to_owned();
    let before = worlds();
    assert_eq!(run(&[]), (Some(0), "1000000000000001\n".into(), String::new()));
    let (status, account, stderr) = run(&["--world", "new"]);
    assert_eq!((status, &*stderr), (Some(0), ""));
    assert_ne!(account, "1000000000000001\n");
    assert_eq!(worlds(), before);
    let (status, _, stderr) = run(&["--world", "missing"]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("missing"), "{stderr}");
    let seed = folder.path().join("seed.yaml");
    fs::write(&seed, "version: 1\n").unwrap();
    let (status, _, stderr) = run(&["--seed", seed.to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("localyun seed apply"), "{stderr}");
    let calls =
        || ask(program.address, &plain("GET", "/_localyun/calls", &[], b"")).text().to_owned();
    let counted = calls();
    let (status, ..) = run(&["--own"]);
    assert_eq!((status, calls()), (Some(0), counted), "its own server is asked");
}

/// A program that is told to trust one authority, and shown a certificate of another one, says something obscure.
#[test]
fn a_server_with_another_authority_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let (theirs, ours) = (place("theirs"), place("ours"));
    let start = |more: &[&str]| {
        let args = ["--port", "0", "--data", ":memory:", "--ca-dir", theirs.to_str().unwrap()];
        Program::spawn(&mut program(&[&args[..], more].concat()))
    };
    let server = start(&[]);
    let ask = |server: &Program, ca: &Path, args: &[&str]| {
        let mut command = program(args);
        command.env("LOCALYUN_CA_DIR", ca);
        command.env("LOCALYUN_ENDPOINT", format!("http://{}", server.address));
        outcome(&finish(&mut command))
    };
    // Before clients have an authority at all.
    let (_, stdout, _) = ask(&server, &ours, &["doctor"]);
    let named = format!("signed by {}", theirs.join("ca.pem").display());
    assert!(stdout.contains(&named), "{stdout}");
    assert!(!ours.exists(), "the doctor makes none");
    let exec = ["exec", "--", "echo", "ran"];
    for args in [&exec[..], &["env", "go"]] {
        let (status, stdout, stderr) = ask(&server, &ours, args);
        assert_eq!(status, Some(0), "{stderr}");
        assert!(stdout.contains("ran") || stdout.contains("export "), "{stdout}");
        for part in [
            "signed by another authority, ",
            theirs.join("ca.pem").to_str().unwrap(),
            ours.join("ca.pem").to_str().unwrap(),
            &format!("set LOCALYUN_CA_DIR={}", theirs.display()),
            &format!("--ca-dir {}", ours.display()),
        ] {
            assert!(stderr.contains(part), "{part}: {stderr}");
        }
        assert_eq!(ask(&server, &theirs, args).2, "");
    }
    let (_, stdout, _) = ask(&server, &ours, &["doctor"]);
    assert!(stdout.contains("signed by another authority"), "{stdout}");
    assert!(stdout.contains(&format!("set LOCALYUN_CA_DIR={}", theirs.display())), "{stdout}");
    let (_, stdout, _) = ask(&server, &theirs, &["doctor"]);
    assert!(stdout.contains("the certificate of the server is signed by it"), "{stdout}");
    let (_, stdout, _) = ask(&server, &theirs, &["status"]);
    assert!(
        stdout.contains(&format!("ca       {}\n", theirs.join("ca.pem").display())),
        "{stdout}"
    );
    let plain = start(&["--tls", "off"]);
    let (_, _, stderr) = ask(&plain, &theirs, &exec);
    assert!(stderr.contains("speaks plain HTTP alone"), "{stderr}");
    assert!(!ask(&plain, &theirs, &["status"]).1.contains("ca       "));
}

#[test]
fn a_server_is_started_where_none_runs_and_may_begin_with_a_seed() {
    let folder = tempfile::tempdir().unwrap();
    let seed = folder.path().join("seed.yaml");
    fs::write(&seed, "version: 1\naccounts:\n  - id: 1000000000000001\n    cms: {contacts: [{name: seeded, description: x, mail: a@example.com}]}\n").unwrap();
    let list = "\"$0\" call cms DescribeContactList --query Contacts.Contact.0.Name";
    let options = ["--seed", seed.to_str().unwrap()];
    let mut command = exec(folder.path(), &options, &["sh", "-c", list, LOCALYUN]);
    assert_eq!(outcome(&finish(&mut command)), (Some(0), "seeded\n".into(), String::new()));
}

#[test]
fn variables_keep_what_they_had_and_no_other_credentials_are_left() {
    let folder = tempfile::tempdir().unwrap();
    let script = "echo $PYTHONPATH; echo $NODE_OPTIONS; echo ${ALIBABA_CLOUD_SECURITY_TOKEN-none}; \
                  echo ${ALIBABA_CLOUD_ACCESS_KEY_ID-none}";
    let run = |options: &[&str]| {
        let mut command = exec(folder.path(), options, &["sh", "-c", script]);
        command.env("PYTHONPATH", "/own/path").env("NODE_OPTIONS", "--own-option");
        command.env("ALIBABA_CLOUD_SECURITY_TOKEN", "other");
        command.env("ALIBABA_CLOUD_ACCESS_KEY_ID", "other");
        let (status, stdout, stderr) = outcome(&finish(&mut command));
        assert_eq!((status, &*stderr), (Some(0), ""));
        stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let lines = run(&[]);
    assert!(lines[0].ends_with("/clients/python:/own/path"), "{lines:?}");
    assert!(lines[1].starts_with("--require ") && lines[1].ends_with("hook.cjs\" --own-option"));
    assert_eq!(lines[2..], ["none", "testid"]);
    for credentials in ["uri", "metadata"] {
        assert_eq!(run(&["--credentials", credentials])[2..], ["none", "none"]);
    }
}

#[test]
fn a_session_is_given_to_the_command_with_its_token() {
    let folder = tempfile::tempdir().unwrap();
    let script = "echo $ALIBABA_CLOUD_ACCESS_KEY_ID $ALIBABA_CLOUD_SECURITY_TOKEN $LOCALYUN_SECURITY_TOKEN \
                  ${ALICLOUD_SECURITY_TOKEN-none}";
    let run = |options: &[&str], variables: &[(&str, &str)]| {
        let mut command = exec(folder.path(), options, &["sh", "-c", script]);
        let (status, stdout, stderr) = outcome(&finish(command.envs(variables.iter().copied())));
        assert_eq!((status, &*stderr), (Some(0), ""));
        stdout
    };
    let session = ["--key-id", "STS.a", "--secret", "b", "--security-token", "c"];
    assert_eq!(run(&session, &[]), "STS.a c c c\n");
    let variables = [
        ("LOCALYUN_ACCESS_KEY_ID", "STS.a"),
        ("LOCALYUN_ACCESS_KEY_SECRET", "b"),
        ("LOCALYUN_SECURITY_TOKEN", "c"),
        ("ALICLOUD_SECURITY_TOKEN", "other"),
    ];
    assert_eq!(run(&[], &variables), "STS.a c c c\n");
    // The key of a world has none.
    assert!(run(&["--world", "new"], &variables).ends_with(" none\n"));
    let env = |words: &[&str]| {
        outcome(&finish(program(&["env"]).args(words).env("LOCALYUN_CA_DIR", folder.path())))
    };
    assert_eq!(env(&[]), env(&["shell"]), "all clients are meant unless one is named");
    let printed =
        finish(program(&["env", "terraform"]).args(session).env("LOCALYUN_CA_DIR", folder.path()));
    let (_, text, _) = outcome(&printed);
    for line in ["export ALICLOUD_SECURITY_TOKEN=c", "export LOCALYUN_SECURITY_TOKEN=c"] {
        assert!(text.lines().any(|it| it == line), "{text}");
    }
    assert!(!text.contains("unset"), "{text}");
}

#[test]
fn the_calls_of_a_command_are_kept_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let options = ["--journal", file.to_str().unwrap()];
    let script = "\"$0\" call cms DescribeContactList >/dev/null; \"$0\" call sts GetCallerIdentity >/dev/null";
    let mut command = exec(folder.path(), &options, &["sh", "-c", script, LOCALYUN]);
    assert_eq!(outcome(&finish(&mut command)), (Some(0), String::new(), String::new()));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("DescribeContactList") && text.contains("GetCallerIdentity"), "{text}");
    let (_program, endpoint) = serve();
    let mut command = exec(folder.path(), &options, &["true"]);
    let (status, _, stderr) = outcome(&finish(command.env("LOCALYUN_ENDPOINT", &endpoint)));
    assert_eq!(status, Some(1));
    assert!(stderr.contains("get-calls-export") && stderr.contains("--own"), "{stderr}");
}

#[test]
fn a_user_without_a_folder_gets_one_for_the_command() {
    let (_program, endpoint) = serve();
    let run = |endpoint: &str| {
        let mut command = program(&["exec", "--", "sh", "-c", "test -s \"$SSL_CERT_FILE\""]);
        outcome(&finish(command.env("LOCALYUN_ENDPOINT", endpoint)))
    };
    assert_eq!(run("http://127.0.0.1:1"), (Some(0), String::new(), String::new()));
    let (status, _, stderr) = run(&endpoint);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("--ca-dir"), "{stderr}");
}

#[test]
fn hosts_that_were_refused_are_named_in_the_end() {
    if !Path::new("/usr/bin/curl").exists() {
        println!("skipped: curl (not installed)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = "curl -sS https://sts.aliyuncs.com/ && ! curl -s https://other.example/ && \
                  ! curl -sk --proxy '' --connect-to ::${LOCALYUN_ENDPOINT#http://} https://named.example/";
    let mut command = exec(folder.path(), &[], &["sh", "-c", script]);
    let (status, stdout, stderr) = outcome(&finish(&mut command));
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    assert!(stdout.contains("InvalidAction.NotFound"), "{stdout}");
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{stderr}");
    assert!(lines[0].starts_with("localyun: named.example was refused "), "{stderr}");
    assert!(lines[1].starts_with("localyun: other.example:443 was refused "), "{stderr}");
}

#[test]
fn a_command_runs_on_an_instance() {
    if !Path::new("/usr/bin/curl").exists() {
        println!("skipped: curl (not installed)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/seeds/example.yaml");
    let script = "curl -sS http://100.100.100.200/latest/meta-data/private-ipv4";
    let on = ["--own", "--seed", seed, "--instance", "i-web-1"];
    let on_its_own = outcome(&finish(&mut exec(folder.path(), &on, &["sh", "-c", script])));
    assert_eq!(on_its_own, (Some(0), "10.0.1.10".into(), String::new()));
    // A server that runs is told as its clients are told of a proxy.
    let (_server, endpoint) = serve();
    let mut command = exec(
        folder.path(),
        &["--instance", "i-none"],
        &["sh", "-c", "echo $http_proxy; curl -sSD - http://100.100.100.200/latest/user-data"],
    );
    let (status, stdout, stderr) = outcome(&finish(command.env("LOCALYUN_ENDPOINT", &endpoint)));
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stdout.starts_with(&endpoint.replace("://", "://i-none:@")), "{stdout}");
    assert!(stdout.contains("has no instance i-none"), "{stdout}");
}

const CLIENTS: [&str; 9] =
    ["python", "node", "go", "java", "php", "csharp", "cli", "terraform", "shell"];

#[test]
fn the_variables_of_every_client_are_the_same_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    // What a shell would take for something else.
    let home = folder.path().join("it's $HOME");
    let run = |command: &mut Command| {
        let (status, stdout, stderr) = outcome(&finish(command.env("LOCALYUN_CA_DIR", &home)));
        assert_eq!((status, &*stderr), (Some(0), ""));
        stdout
    };
    let read = |script: &str, client: &str| {
        let mut sh = Command::new("sh");
        sh.env_clear().args(["-c", script, LOCALYUN, client]).stdin(Stdio::null());
        let text = run(sh.stdout(Stdio::piped()).stderr(Stdio::piped()));
        let pairs = text.split('\0').filter_map(|it| it.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<BTreeMap<_, _>>()
    };
    for client in CLIENTS {
        let json = run(&mut program(&["env", client, "--format", "json"]));
        let json: BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
        assert_eq!(json["ALIBABA_CLOUD_ACCESS_KEY_ID"], "testid", "{client}");
        assert_eq!(json["LOCALYUN_ENDPOINT"], "http://127.0.0.1:4800", "{client}");
        let shell = read("eval \"$(\"$0\" env $1)\"; env -0", client);
        let dotenv = read("set -a; eval \"$(\"$0\" env $1 --format dotenv)\"; env -0", client);
        for (name, value) in &json {
            assert_eq!(shell.get(name), Some(value), "{client}");
            assert_eq!(dotenv.get(name), Some(value), "{client}");
        }
    }
    let kept = read("PYTHONPATH=/own; eval \"$(\"$0\" env $1)\"; env -0", "python");
    assert!(kept["PYTHONPATH"].ends_with("/clients/python:/own"), "{kept:?}");
}
