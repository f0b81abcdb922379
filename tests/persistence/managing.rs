//! `localyun status`, `stop`, `doctor`, `completions` and `man`: the program about itself.

use std::{
    fs,
    net::TcpListener,
    process::{Command, Output},
};

use crate::support::{Program, finish, program, run};

use super::command_line::texts;

fn serve(args: &[&str]) -> (Program, String) {
    let program = Program::spawn(program(&["--listen", ":0", "--data", ":memory:"]).args(args));
    let endpoint = format!("http://{}", program.address);
    (program, endpoint)
}

#[track_caller]
fn outcome(status: i32, output: &Output) -> (String, String) {
    let (stdout, stderr) = texts(output);
    assert_eq!(output.status.code(), Some(status), "{stdout}{stderr}");
    (stdout, stderr)
}

#[test]
fn the_status_is_that_of_the_server() {
    let (program, endpoint) = serve(&[]);
    assert!(program.address.ip().is_loopback());
    let (text, _) = outcome(0, &run(&["status", "--endpoint", &endpoint]));
    for line in [
        format!("address  {endpoint}"),
        format!("pid      {}", program.id()),
        "data     :memory:".into(),
    ] {
        assert!(text.lines().any(|it| it == line), "{line}: {text}");
    }
    let (text, _) = outcome(0, &run(&["status", "--json", "--endpoint", &endpoint]));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["status"], &json["pid"]), (&"ok".into(), &program.id().into()));
    assert_eq!(json["address"], endpoint);

    let (text, why) = outcome(1, &run(&["status", "--endpoint", "http://127.0.0.1:1"]));
    assert!(text.is_empty() && why.contains("no answer from http://127.0.0.1:1"), "{why}");
    let (text, _) = outcome(1, &run(&["status", "--json", "--endpoint", "http://127.0.0.1:1"]));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["status"], "down");
}

#[test]
fn a_server_is_gone_when_it_was_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let ready = folder.path().join("ready");
    let (program, endpoint) = serve(&["--ready-file", ready.to_str().unwrap()]);
    let address = program.address;
    let (text, _) = outcome(0, &run(&["stop", "--endpoint", &endpoint]));
    assert_eq!(text, format!("stopped {endpoint} (pid {})\n", program.id()));
    // It has tidied up, and its port is free.
    assert!(!ready.exists());
    drop(TcpListener::bind(address).unwrap());
    let end = program.end();
    assert!(end.status.success(), "{}", end.stderr);
    assert!(end.stderr.contains("asked to stop: stopping"), "{}", end.stderr);
    let (_, why) = outcome(1, &run(&["stop", "--endpoint", &endpoint]));
    assert!(why.contains("no answer from") && why.contains("with --endpoint"), "{why}");
}

fn doctor(args: &[&str], variables: &[(&str, &str)]) -> Output {
    finish(program(&["doctor"]).args(args).envs(variables.iter().copied()))
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let (server, endpoint) = serve(&[]);
    let at = server.address.to_string();
    let key = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret"),
        ("LOCALYUN_ENDPOINT", &endpoint),
    ];
    let with = |more: &[(&'static str, &str)], client: &str| -> (Option<i32>, String) {
        let mut command = program(&["doctor", "--client", client]);
        let output = finish(command.envs(key).envs(more.iter().copied()));
        (output.status.code(), texts(&output).0)
    };
    let (status, text) = with(&[("ALIBABA_CLOUD_ENDPOINT", &at)], "cli");
    assert_eq!(status, Some(0), "{text}");
    for part in [
        &*format!("answers at {endpoint}"),
        "the server knows the key testid, of the account 1000000000000001",
        "ALIBABA_CLOUD_ENDPOINT leads the aliyun CLI to this server",
        "program and server are ",
        "clocks of the server and of this machine agree",
        "0 problems, 0 warnings",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    if cfg!(target_os = "linux") {
        assert!(text.contains(&format!("localyun (pid {}) listens", server.id())), "{text}");
    }
    let (status, text) = with(&[("http_proxy", "http://me:hush@proxy.example:3128")], "python");
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("problem  proxy") && !text.contains("hush"), "{text}");
    let (status, text) = with(&[("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "wr0ng")], "go");
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("SignatureDoesNotMatch") && !text.contains("wr0ng"), "{text}");
    // A clock that was moved on purpose is no problem.
    run(&["control", "post-clock", "--advance", "24h", "--endpoint", &endpoint]);
    let (status, text) = with(&[], "node");
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("s ahead"), "{text}");
}

#[test]
fn the_doctor_says_who_is_there_instead() {
    let (text, _) = outcome(1, &doctor(&["--endpoint", "http://127.0.0.1:1"], &[]));
    assert!(text.contains("problem  server") && text.contains("localyun serve"), "{text}");
    // Something else listens, and closes each connection.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || listener.incoming().for_each(drop));
    let (text, _) = outcome(1, &doctor(&["--endpoint", &endpoint], &[]));
    if cfg!(target_os = "linux") {
        let who = format!("(pid {}) listens on port", std::process::id());
        assert!(text.contains(&who) && text.contains("does not answer as Localyun does"), "{text}");
    }
    outcome(2, &doctor(&["--endpoint", "http://"], &[]));
    outcome(2, &doctor(&["--client", "cobol"], &[]));
}

#[test]
fn bash_completes_names() {
    const PROGRAM: &str = env!("CARGO_BIN_EXE_localyun");
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("completions");
    fs::write(&script, run(&["completions", "bash"]).stdout).unwrap();
    let complete = |line: &[&str]| -> Vec<String> {
        // As bash does it when the key is pressed.
        let body = r#"
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            function=$(complete -p localyun | sed 's/.*-F \([^ ]*\).*/\1/')
            "$function" "$0" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
            printf '%s\n' "${COMPREPLY[@]}""#;
        let mut command = Command::new("bash");
        command.args(["-c", body, PROGRAM]).arg(&script).args(line);
        let output = command.output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    };
    let product = complete(&[PROGRAM, "call", "cm"]);
    assert!(product.contains(&"cms".to_owned()), "{product:?}");
    assert_eq!(complete(&[PROGRAM, "call", "cms", "PutContactG"]), ["PutContactGroup"]);
    assert_eq!(complete(&[PROGRAM, "sign", "PutContactG"]), ["PutContactGroup"]);
    let parameters = complete(&[PROGRAM, "call", "cms", "PutContact", "Channels.M"]);
    assert_eq!(parameters, ["Channels.Mail="]);
    // What is no name is completed as everywhere else.
    assert_eq!(complete(&[PROGRAM, "call", "cms", "PutContact", "--que"]), ["--query"]);
    assert_eq!(complete(&[PROGRAM, "sta"]), ["status"]);
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    outcome(0, &run(&["man", pages.to_str().unwrap()]));
    for name in
        ["localyun", "localyun-call", "localyun-policy-check", "localyun-control-get-health"]
    {
        let page = fs::read_to_string(pages.join(format!("{name}.1"))).unwrap();
        assert!(page.contains(".TH") && page.contains("Example"), "{name}: {page}");
    }
    assert!(!pages.join("localyun-__complete.1").exists());
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let (_, why) = outcome(1, &run(&["man", file.to_str().unwrap()]));
    assert!(why.contains("name another folder"), "{why}");
}

/// The banner is for people: nobody else reads it.
#[test]
fn a_start_without_a_terminal_says_one_line() {
    let (program, _) = serve(&[]);
    let end = program.stop();
    assert_eq!(end.stdout, "");
    assert!(!end.stderr.contains("endpoint") && !end.stderr.contains("eval"), "{}", end.stderr);
}
