//! `localyun exec --hermetic`: a network in which nothing is but the cloud.

use std::{
    path::Path,
    process::{Command, Output},
};

use serde_json::{Value, json};

use crate::support::{finish, program};

use super::command_line::texts;

const LOCALYUN: &str = env!("CARGO_BIN_EXE_localyun");

/// Asks the server, where the variables say that it is. `$0` is the program.
const ASKS: &str = "\"$0\" call sts GetCallerIdentity --query AccountId";

fn hermetic(folder: &Path, options: &[&str], command: &[&str]) -> Command {
    let mut all = program(&["exec", "--hermetic"]);
    all.args(options).arg("--").args(command).env("LOCALYUN_CA_DIR", folder);
    all
}

/// The exit status, and what stands on the two streams.
type Ended = (Option<i32>, String, String);

/// How it ended; `None` where there are no namespaces.
fn outcome(output: &Output) -> Option<Ended> {
    let (stdout, stderr) = texts(output);
    if stderr.contains("--hermetic needs ") {
        println!("skipped: namespaces ({})", stderr.trim());
        return None;
    }
    Some((output.status.code(), stdout, stderr))
}

/// Runs a shell's script, with a report; `None` where there are no namespaces.
fn reported(script: &str, options: &[&str]) -> Option<(Ended, Value)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let options = [options, &["--report", file.to_str().unwrap()]].concat();
    let mut command = hermetic(folder.path(), &options, &["sh", "-c", script, LOCALYUN]);
    let ended = outcome(&finish(&mut command))?;
    Some((ended, serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()))
}

#[test]
fn a_program_that_asks_the_cloud_alone_is_answered_and_nothing_leaves() {
    let script = format!("{ASKS} && echo ${{HTTPS_PROXY-none}} ${{NODE_OPTIONS-none}}");
    let Some((ended, report)) = reported(&script, &["--fail-on-leak"]) else { return };
    assert_eq!(ended, (Some(0), "1000000000000001\nnone none\n".into(), String::new()));
    assert_eq!(report, json!({"names": [], "hosts": [], "connections": [], "others": 0}));
}

#[test]
fn the_cloud_is_there_by_https_and_so_is_the_metadata_service() {
    if !Path::new("/usr/bin/curl").exists() {
        println!("skipped: curl (not installed)");
        return;
    }
    let script = "curl -sS https://sts.aliyuncs.com/ && \
                  curl -sS http://100.100.100.200/latest/meta-data/region-id";
    let Some((ended, report)) = reported(script, &[]) else { return };
    let (status, stdout, stderr) = ended;
    assert_eq!((status, &*stderr), (Some(0), ""), "{stdout}");
    assert!(
        stdout.contains("InvalidAction.NotFound") && stdout.ends_with("cn-hangzhou"),
        "{stdout}"
    );
    assert_eq!(report["names"], json!([]));
}

#[test]
fn what_tries_to_leave_gets_nowhere_and_is_named() {
    if !Path::new("/usr/bin/curl").exists() {
        println!("skipped: curl (not installed)");
        return;
    }
    let script = "! curl -s http://other.example/ && ! curl -s http://192.0.2.7:81/";
    for (options, status) in [(&[][..], 0), (&["--fail-on-leak"], 1)] {
        let Some((ended, report)) = reported(script, options) else {
            return;
        };
        assert_eq!(ended.0, Some(status), "{ended:?}");
        assert_eq!(report["names"][0]["name"], "other.example", "{report}");
        let there = json!([{"protocol": "tcp", "address": "192.0.2.7", "port": 81, "count": 1}]);
        assert_eq!(report["connections"], there);
        let lines: Vec<_> = ended.2.lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("localyun: other.example was looked up "), "{lines:?}");
        assert_eq!(lines[1], "localyun: TCP 192.0.2.7:81 was tried once: it is outside");
    }
}

/// It keeps its status, and its user.
#[test]
fn a_command_that_fails_by_itself_keeps_its_status() {
    let Some((ended, _)) = reported("id -u; exit 7", &["--fail-on-leak"]) else { return };
    let user = texts(&Command::new("id").arg("-u").output().unwrap()).0;
    assert_eq!(ended, (Some(7), user, String::new()));
}

#[test]
fn a_report_is_one_of_a_network() {
    let (_, stderr) = texts(&finish(&mut program(&["exec", "--fail-on-leak", "--", "true"])));
    assert!(stderr.contains("--hermetic"), "{stderr}");
}
