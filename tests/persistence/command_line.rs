//! What the program takes on its command line, and what it says on which stream.

use std::process::Output;

use crate::support::{Call, Program, ask, finish, plain, program, run};

const FREE: [&str; 4] = ["--listen", "127.0.0.1:0", "--data", ":memory:"];

pub(super) fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

fn serve(args: &[&str]) -> Program {
    Program::spawn(program(&FREE).args(args))
}

#[test]
fn one_line_on_one_stream_and_all_else_on_the_other() {
    let key = "n3v3r-shown-s3cr3t";
    let account = format!("1000000000000001:testid:{key}");
    let program = serve(&["--log", "trace", "--account", &account]);
    let with = |call: Call, secret: &str| call.with(|c| c.key.1 = secret.into());
    assert_eq!(program.call(&with(Call::put("Alice"), key)).code(), "200");
    for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1", "roa-v1-hmac-sha1", "acs4-hmac-sha256"] {
        let wrong =
            with(Call::put("Alice"), "wrong").query("Format", "JSON").with(|c| c.scheme = scheme);
        let answer = program.call(&wrong);
        assert_eq!(answer.code(), "SignatureDoesNotMatch");
        assert!(!answer.text().contains(key));
        let explained = format!("/_localyun/explain/{}", answer.field("RequestId"));
        assert!(!ask(program.address, &plain("GET", &explained, &[], b"")).text().contains(key));
    }
    let refused = program.call(&Call::of("Nothing")).field("RequestId");
    program.call(&Call::of("putContact"));
    ask(program.address, b"garbage\r\n\r\n");
    let end = program.stop();
    assert_eq!(end.stdout, "", "the one line was all");
    assert!(!end.stderr.contains(key), "{}", end.stderr);
    // What was refused is in the log, by its id.
    assert!(end.stderr.contains(&refused), "{}", end.stderr);
    assert!(end.stderr.contains("case-sensitive: it is PutContact."), "{}", end.stderr);
    assert!(end.stderr.contains("InvalidAction.NotFound"), "{}", end.stderr);
    assert!(!end.stderr.contains('\u{1b}'), "no colours where nobody sees them");
}

#[test]
fn a_wrong_account_does_not_show_its_secret() {
    for wrong in [
        "1:testid:hush-hush",
        "1000000000000001::hush-hush",
        "hush-hush",
        "1000000000000001:hush-hush",
    ] {
        for output in
            [run(&["--account", wrong]), finish(program(&[]).env("LOCALYUN_ACCOUNT", wrong))]
        {
            let (stdout, stderr) = texts(&output);
            assert_eq!(output.status.code(), Some(2), "{stderr}");
            assert!(!stderr.contains("hush-hush") && stdout.is_empty(), "{stderr}");
            assert!(stderr.contains("--account"), "{stderr}");
        }
    }
    let output = finish(
        program(&["serve", "--help"]).env("LOCALYUN_ACCOUNT", "1000000000000001:a:hush-hush"),
    );
    assert!(!texts(&output).0.contains("hush-hush"));
}

#[test]
fn without_a_place_the_state_is_kept_here_and_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let here = || Program::spawn(program(&["--listen", "127.0.0.1:0"]).current_dir(&folder));
    let first = here();
    first.call(&Call::put("Alice"));
    let end = first.stop();
    assert!(end.stderr.contains("keeping state in localyun.db"), "{}", end.stderr);
    assert!(end.stderr.contains("--data"), "{}", end.stderr);
    assert!(folder.path().join("localyun.db").is_file());
    assert_eq!(here().call(&Call::of("DescribeContactList")).json()["Total"], 1);
    // Where a place is named there is nothing to say.
    let named = serve(&[]).stop();
    assert!(!named.stderr.contains("keeping state"), "{}", named.stderr);
}

#[test]
fn a_port_in_use_is_named() {
    let program = serve(&[]);
    let address = program.address.to_string();
    let output = run(&["--listen", &address, "--data", ":memory:"]);
    let (stdout, stderr) = texts(&output);
    assert_eq!((output.status.code(), &*stdout), (Some(1), ""));
    assert!(stderr.contains(&format!("localyun: cannot listen on {address}: ")), "{stderr}");
    assert!(stderr.contains("choose another port with --listen"), "{stderr}");
    assert!(stderr.contains("--port 0 picks a free one"), "{stderr}");
    if cfg!(target_os = "linux") {
        let who = format!("localyun (pid {}) listens there", program.id());
        assert!(stderr.contains(&who), "{stderr}");
    }
    // Nor is anything of a state that was never served.
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let output = run(&["--listen", &address, "--data", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    let nobodys = texts(&run(&["--listen", "192.0.2.1:0", "--data", ":memory:"])).1;
    assert!(nobodys.contains("no network interface of this machine"), "{nobodys}");
}

fn clock(program: &Program) -> serde_json::Value {
    ask(program.address, &plain("GET", "/_localyun/clock", &[], b"")).json()
}

#[test]
fn the_clock_may_start_frozen() {
    let program = serve(&["--clock", "2026-01-01T00:00:00Z"]);
    let frozen = serde_json::json!({"now": "2026-01-01T00:00:00.000Z", "now_ms": 1_767_225_600_000_i64, "frozen": true, "rate": 0.0});
    assert_eq!(clock(&program), frozen);
    program.call(&Call::put("Alice"));
    let list = program.call(&Call::of("DescribeContactList")).json();
    assert_eq!(list["Contacts"]["Contact"][0]["CreateTime"], 1_767_225_600_000_i64);
    // And a reset leads back to there.
    ask(program.address, &plain("POST", "/_localyun/clock", &[], br#"{"release": true}"#));
    ask(program.address, &plain("POST", "/_localyun/reset", &["content-length: 0"], b""));
    assert_eq!(clock(&program), frozen);
}

#[test]
fn every_flag_is_a_variable_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("by-variable.db");
    let journal = folder.path().join("calls.jsonl");
    let (seed, ready) = (folder.path().join("seed.json"), folder.path().join("ready"));
    std::fs::write(&seed, r#"{"version": 1}"#).unwrap();
    let variables = [
        ("LOCALYUN_LISTEN", "127.0.0.1:1"),
        ("LOCALYUN_PORT", "0"),
        ("LOCALYUN_DATA", data.to_str().unwrap()),
        ("LOCALYUN_AUTH", "audit"),
        ("LOCALYUN_IAM", "audit"),
        ("LOCALYUN_DURABILITY", "full"),
        ("LOCALYUN_COPY_FOR_RESET", "true"),
        ("LOCALYUN_ACCOUNT", "1000000000000001:one:a,2000000000000002:two:b"),
        ("LOCALYUN_CLOCK", "2026-01-01T00:00:00Z"),
        ("LOCALYUN_LOG", "warn"),
        ("LOCALYUN_LOG_FORMAT", "text"),
        ("LOCALYUN_JOURNAL_CALLS", "100"),
        ("LOCALYUN_JOURNAL_BYTES", "1000000"),
        ("LOCALYUN_JOURNAL", journal.to_str().unwrap()),
        ("LOCALYUN_MAX_CONNECTIONS", "7"),
        ("LOCALYUN_MAX_BODY", "1000"),
        ("LOCALYUN_MAX_BODIES", "100000"),
        ("LOCALYUN_CORS", "http://localhost:3000,null"),
        ("LOCALYUN_CONTROL_HOST", "localyun,host.docker.internal"),
        ("LOCALYUN_CONTROL_FROM", "172.16.0.0/12,10.1.2.3"),
        ("LOCALYUN_MAX_HEAD", "2000"),
        ("LOCALYUN_HEAD_TIMEOUT", "0.5"),
        ("LOCALYUN_BODY_TIMEOUT", "1.5"),
        ("LOCALYUN_MAX_WORLDS", "1"),
        ("LOCALYUN_WORLD_PREFIX", "ab"),
        ("LOCALYUN_TLS", "both"),
        ("LOCALYUN_TLS_NAME", "localyun,192.0.2.7"),
        ("LOCALYUN_CA_DIR", folder.path().to_str().unwrap()),
        ("LOCALYUN_SMTP", "127.0.0.1:0"),
        ("LOCALYUN_DNS", "127.0.0.1:0"),
        ("LOCALYUN_IMDS", "127.0.0.1:0"),
        ("LOCALYUN_IMDS_REQUIRE_TOKEN", "true"),
        ("LOCALYUN_PROXY_PASS", "example.com,*.example.org"),
        ("LOCALYUN_SEED_RANDOM", "7"),
        ("LOCALYUN_SEED", seed.to_str().unwrap()),
        ("LOCALYUN_WATCH", "true"),
        ("LOCALYUN_READY_FILE", ready.to_str().unwrap()),
        ("LOCALYUN_EXIT_WITH_PARENT", "true"),
    ];
    let help = texts(&run(&["serve", "--help"])).0;
    for (name, _) in variables {
        assert!(help.contains(name), "{name} is not in the help");
    }
    // Only a new data file begins with another, and the second of these starts finds one. The next two need files, the two
    // after them are in `sharing`, those of delivery are in `tests/delivery`, the next names an instance, and the last is
    // for a database of a server.
    let others = [
        "LOCALYUN_FROM",
        "LOCALYUN_TLS_CERT",
        "LOCALYUN_TLS_KEY",
        "LOCALYUN_CONTROL_TOKEN",
        "LOCALYUN_PUBLIC_URL",
        "LOCALYUN_DELIVER",
        "LOCALYUN_DELIVER_TO",
        "LOCALYUN_DELIVER_PHONE",
        "LOCALYUN_DELIVER_FROM",
        "LOCALYUN_DELIVER_PASSWORD",
        "LOCALYUN_IMDS_INSTANCE",
        "LOCALYUN_DATA_CONNECTIONS",
        "LOCALYUN_SECRET_KEY",
    ];
    for name in others {
        assert!(help.contains(name));
    }
    assert_eq!(help.matches("LOCALYUN_").count(), variables.len() + others.len(), "{help}");
    let mut ids = Vec::new();
    for args in [&[][..], &["serve"]] {
        let program = Program::spawn(program(args).envs(variables));
        assert_eq!(clock(&program)["frozen"], true);
        assert!(ready.is_file());
        ids.push(program.call(&Call::put("Bob")).field("RequestId"));
        for (id, secret) in [("one", "a"), ("two", "b")] {
            let answer =
                program.call(&Call::put("Alice").with(|c| c.key = (id.into(), secret.into())));
            assert_eq!((answer.status, answer.header("x-localyun-audit")), (200, None));
        }
        let stranger = program.call(&Call::put("Alice"));
        assert_eq!(stranger.header("x-localyun-audit"), Some("InvalidAccessKeyId.NotFound"));
        assert_eq!(program.call(&Call::put("x").form("a", &"x".repeat(1000))).status, 413);
        assert_eq!(program.call(&Call::put("x").query("a", &"x".repeat(2000))).status, 431);
        let end = program.stop();
        assert!(!end.stderr.contains("INFO"), "{}", end.stderr);
        assert!(data.is_file());
    }
    // The second start continues with ids that the first has not made.
    assert_ne!(ids[0], ids[1]);
    // A flag wins over its variable.
    let program =
        Program::spawn(program(&["--auth", "strict", "--data", ":memory:"]).envs(variables));
    let answer = program.call(&Call::put("Alice"));
    assert_eq!(answer.code(), "InvalidAccessKeyId.NotFound");
    // The first call of a new state with this seed.
    assert_eq!(answer.field("RequestId"), ids[0]);
}

#[test]
fn the_help_is_enough_to_begin_with() {
    let (help, _) = texts(&run(&["--help"]));
    for part in [
        "Alibaba Cloud on localhost",
        "Usage:",
        "serve",
        "coverage",
        "completions",
        "127.0.0.1:4800",
        "Examples:",
        "`localyun serve --help`",
        "`localyun control`",
    ] {
        assert!(help.contains(part), "{part}");
    }
    assert!(!help.contains("--durability") && help.lines().count() < 80, "{help}");
    let (help, _) = texts(&run(&["serve", "--help"]));
    for part in ["--listen", "--data", ":memory:", "--auth", "strict", "audit", "--max-body"] {
        assert!(help.contains(part), "{part}");
    }
    // All these go without the command, too.
    assert_eq!(run(&["--max-body", "0"]).status.code(), Some(2));
    for args in [&["serve", "--help"][..], &["help"], &["-h"], &["help", "serve"]] {
        let output = run(args);
        assert!(output.status.success() && texts(&output).0.contains("Usage:"), "{args:?}");
    }
    let (version, _) = texts(&run(&["--version"]));
    // With the commit, where it was built in a repository.
    let expected = format!("localyun {}", env!("CARGO_PKG_VERSION"));
    let commit = version.trim_end().strip_prefix(&expected).unwrap();
    let commit = commit.strip_prefix(" (").and_then(|it| it.strip_suffix(')')).unwrap_or(commit);
    assert!(commit.chars().all(|c| c.is_ascii_hexdigit()), "{version}");
}

#[test]
fn shells_complete_it() {
    for (shell, part) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef localyun"),
        ("fish", "complete -c localyun"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let output = run(&["completions", shell]);
        let (script, _) = texts(&output);
        assert!(
            output.status.success() && script.contains(part) && script.contains("durability"),
            "{shell}"
        );
    }
    assert_eq!(run(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn what_makes_no_sense_is_refused_with_a_reason() {
    for (args, part) in [
        (&["--listen", "nowhere"][..], "--listen"),
        (&["--listen", "127.0.0.1"], "such as 127.0.0.1:4801"),
        (&["--listen", "example.com:80"], "such as 127.0.0.1:4801"),
        (&["--port", "70000"], "--port"),
        (&["serev"], "'serve'"),
        (&["serve", "--lisen", "x"], "'--listen'"),
        (&["--listen", "127.0.0.1:70000"], "--listen"),
        (&["--auth", "maybe"], "strict, audit, off"),
        (&["--durability", "some"], "process, full"),
        (
            &["--data", "postgres://me:word@a/x?schema=A"],
            "--data is wrong: the schema is a name of small",
        ),
        (&["--data-connections", "3"], "--data-connections"),
        (&["--clock", "now"], "2026-01-01T00:00:00Z"),
        (&["--clock", "1960-01-01T00:00:00Z"], "1970"),
        (&["--log", "loud"], "--log"),
        (&["--max-body=-1"], "--max-body"),
        (&["--max-body", "8M"], "--max-body"),
        (&["--head-timeout", "0"], "a number of seconds above 0"),
        (&["--head-timeout", "soon"], "a number of seconds above 0"),
        (&["--head-timeout", "nan"], "a number of seconds above 0, up to 86400"),
        (&["--head-timeout", "inf"], "a number of seconds above 0, up to 86400"),
        (&["--body-timeout", "1e300"], "a number of seconds above 0, up to 86400"),
        (&["--body-timeout", "86401"], "a number of seconds above 0, up to 86400"),
        (&["--body-timeout=-1"], "a number of seconds above 0, up to 86400"),
        (&["--ca-dir", "/dev/null"], "/dev/null is no folder"),
        (&["--imds", "127.0.0.1:0x"], "write an address and a port"),
        (&["--deliver", "http://x"], "587\n\nFor more information, try 'localyun serve --help'.\n"),
        (&["--account", "abc"], "such as 1000000000000001:testid:testsecret"),
        (&["status", "--endpoint", "ftp://x"], "write http:// or https:// and a host"),
        (&["control", "get-health", "--endpoint", "http://a/b"], "write http:// or https://"),
        (&["call", "--method", "GE T", "ListUsers"], "write an HTTP method, such as GET"),
        (&["status", "--nonsense"], "Usage: localyun status [OPTIONS]\n"),
        (&["control", "post-clck"], "similar subcommands exist: 'post-clock', "),
        (&["--port", "abc"], "write a whole number from 0 to 65535"),
        (&["--seed-random", "-1"], "write a whole number from 0 to 18446744073709551615"),
        (&["--seed-random", "-"], "write a whole number from 0 to 18446744073709551615"),
        (&["--journal-calls", "ten"], "write a whole number from 0 to 18446744073709551615"),
        (&["--max-connections", "0"], "write a whole number from 1 to 1000000"),
        (&["--max-connections", "2305843009213693952"], "write a whole number from 1 to 1000000"),
        (&["--max-connections", "99999999999999999999999"], "--max-connections"),
        (&["--max-body", "0"], "write a whole number from 1 to 1073741824"),
        (&["--max-body", "18446744073709551615"], "write a whole number from 1 to 1073741824"),
        (&["--max-head", "10"], "write a whole number from 1024 to 245760"),
        (&["--max-head", "262144"], "write a whole number from 1024 to 245760"),
        (&["--data", ""], "name a file, or :memory: to keep nothing"),
        (&["--data", "file:state.db"], "put ./ before a name that begins so"),
        (&["--data", "FILE:///tmp/state.db?mode=memory"], "not a URI"),
        (&["--data", ":MEMORY:"], "write :memory: to keep nothing"),
        (&["--data", ":memory"], "write :memory: to keep nothing"),
        (&["--control-host", ""], "a name or an address, without a scheme and without a port"),
        (&["--control-host", "a.example,"], "a name or an address"),
        (&["--control-host", "a.example:4800"], "without a port"),
        (&["--control-host", "http://a.example"], "without a scheme"),
        (&["--control-from", "10.0.0.0/33"], "write an address or a range of them"),
        (&["--public-url", "localyun.example.com"], "write http:// or https://, a host"),
        (&["--cors", ""], "write an origin such as http://localhost:3000"),
        (&["--account", "1000000000000001:STS.abc:x"], "begins with STS. is one of temporary"),
        (&["--account", "1000000000000001:a b:x"], "has no blanks"),
        (
            &["--account", "1000000000000001:twice:x", "--account", "2000000000000002:twice:y"],
            "the access key id twice is there twice",
        ),
        (
            &["serve", "--account", "1000000000000001:twice:x,1000000000000001:twice:x"],
            "the access key id twice is there twice",
        ),
        (&["--account", "1000000000000001:x:@/no/such.pem"], "/no/such.pem"),
        (&["--nonsense"], "--nonsense"),
        (&["nonsense"], "nonsense"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = finish(program(args).current_dir(&folder));
        let (stdout, stderr) = texts(&output);
        assert_eq!((output.status.code(), &*stdout), (Some(2), ""), "{args:?}: {stderr}");
        assert!(stderr.contains(part), "{args:?}: {stderr}");
        assert_eq!(folder.path().read_dir().unwrap().count(), 0, "{args:?} left something");
    }
    for name in ["LOCALYUN_DATA", "LOCALYUN_CONTROL_HOST"] {
        let empty = finish(program(&[]).env(name, ""));
        assert_eq!(empty.status.code(), Some(2), "{empty:?}");
    }
}

#[test]
fn the_largest_limits_are_served() {
    let limits =
        ["--max-connections", "1000000", "--max-body", "1073741824", "--max-head", "245760"];
    let times = ["--head-timeout", "86400", "--body-timeout", "86400"];
    let program = serve(&[&limits[..], &times].concat());
    // A head that large fits; its first line is at most 64 KiB long whatever the limit.
    let mut call = Call::put("Alice").query("x", &"y".repeat(60_000));
    for n in 0..3 {
        call = call.header(&format!("x-filler-{n}"), &"z".repeat(60_000));
    }
    assert_eq!(program.call(&call).code(), "200");
    let refused = program.call(&Call::put("Alice").query("x", &"y".repeat(70_000)));
    assert_eq!(refused.message(), "The target of the request has more than 65534 bytes.");
    assert_eq!(program.stop().status.code(), Some(0));
}

#[test]
fn a_name_that_looks_like_a_uri_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["--listen", "127.0.0.1:0", "--data", "./file:state.db?mode=memory"];
    let program = Program::spawn(program(&args).current_dir(&folder));
    assert_eq!(program.call(&Call::put("Alice")).code(), "200");
    program.stop();
    assert!(folder.path().join("file:state.db?mode=memory").is_file());
}

#[test]
fn an_account_may_have_several_root_keys() {
    let program = serve(&["--account", "1000000000000001:one:a,1000000000000001:two:b"]);
    let by = |call: Call, id: &str, secret: &str| {
        program.call(&call.with(|c| c.key = (id.into(), secret.into())))
    };
    assert_eq!(by(Call::put("Alice"), "one", "a").code(), "200");
    let list = by(Call::of("DescribeContactList"), "two", "b").json();
    assert_eq!(list["Total"], 1);
}

#[test]
fn the_table_of_actions_is_printed() {
    let page = localyun::coverage::table(|_, _| String::new());
    assert!(texts(&run(&["coverage", "-"])).0 == page, "another table");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("table.md");
    assert!(run(&["coverage", file.to_str().unwrap()]).status.success());
    assert!(std::fs::read_to_string(file).unwrap() == page, "another table");
    let nowhere = run(&["coverage", "/no/such/folder/table.md"]);
    assert!(texts(&nowhere).1.contains("cannot write /no/such/folder/table.md"), "{nowhere:?}");
}
