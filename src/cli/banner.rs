//! What a server says at its start to a person at a terminal.

use super::server::DEFAULT_ENDPOINT;
use crate::{
    config::Serve,
    console,
    keys::{Account, KeySecret},
    version,
};

/// The line that makes the programs of a shell call the server; `endpoint` is the option that names it, or nothing.
fn settings(endpoint: &str) -> String {
    format!("eval \"$(localyun env shell{endpoint})\"")
}

/// The lines: where it serves, with which keys, and how to begin.
pub(super) fn text(base: &str, options: &Serve) -> String {
    let mut rows =
        vec![("endpoint", base.to_owned()), ("console", format!("{base}{}", console::PATH))];
    for account in &options.accounts {
        rows.push(("key", key(account)));
        rows.push(("account", account.id.clone()));
    }
    let endpoint =
        if base == DEFAULT_ENDPOINT { String::new() } else { format!(" --endpoint {base}") };
    // Wrong options were refused before.
    if let Ok(Some(targets)) = options.delivery.targets() {
        rows.push(("delivers", targets.to_string()));
    }
    rows.push(("settings", settings(&endpoint)));
    rows.push(("try", format!("localyun call sts GetCallerIdentity{endpoint}")));
    rows.push((
        "help",
        "localyun --help; localyun doctor says why a client does not arrive here".to_owned(),
    ));
    let lines: Vec<_> = rows.iter().map(|(name, value)| format!("  {name:<9} {value}")).collect();
    format!("Localyun {}\n{}", version::SHOWN, lines.join("\n"))
}

/// The key of an account. Its secret is shown if it is the one that everybody knows.
fn key(account: &Account) -> String {
    match &account.secret {
        KeySecret::Shared(secret) if secret == "testsecret" => {
            format!("{} {secret}", account.access_key_id)
        }
        _ => account.access_key_id.clone(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serve: Serve,
    }

    #[test]
    fn it_says_where_and_with_which_key() {
        let serve = Line::parse_from(["x"]).serve;
        let text = super::text("http://127.0.0.1:4800", &serve);
        for line in [
            "  endpoint  http://127.0.0.1:4800",
            "  console   http://127.0.0.1:4800/_localyun/console/",
            "  key       testid testsecret",
            "  account   1000000000000001",
            "  settings  eval \"$(localyun env shell)\"",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}: {text}");
        }
        let serve = Line::parse_from(["x", "--account", "1000000000000001:me:hush"]).serve;
        let text = super::text("http://127.0.0.1:4801", &serve);
        assert!(!text.contains("hush") && text.contains("  key       me\n"), "{text}");
        assert!(!text.contains("delivers"), "{text}");
        let serve = Line::parse_from(["x", "--deliver", "smtp://u:hush@mail.example.com"]).serve;
        let mail = super::text("http://127.0.0.1:4800", &serve);
        assert!(mail.contains("  delivers  mail to smtp://mail.example.com:25\n"), "{mail}");
        assert!(text.contains("GetCallerIdentity --endpoint http://127.0.0.1:4801\n"), "{text}");
    }
}
