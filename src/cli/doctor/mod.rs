//! `localyun doctor`: what keeps a client from the server, and what to do about it.

mod clients;
mod credentials;
mod proxies;
mod server;
mod trust;

use std::{fmt::Write, io::IsTerminal, path::PathBuf, process::ExitCode};

use clap::Args;
use serde_json::Value;

use super::{
    ask::Endpoint,
    print,
    server::{Server, place},
    status,
};
use crate::{clients::Client, config, wire::host::Host};

/// What to look at.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun doctor
  localyun doctor --client python
  localyun doctor --client cli --endpoint http://127.0.0.1:4801

The exit status is 1 if there is a problem, else 0.")]
pub(super) struct Doctor {
    /// The client whose settings are looked at, besides all that holds for any.
    #[arg(long, value_enum)]
    client: Option<Client>,

    #[command(flatten)]
    server: Server,
}

/// How good or bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Ok,
    Warning,
    Problem,
}

/// One thing that was found.
#[derive(Debug)]
struct Finding {
    level: Level,
    /// What it is about, in a word.
    about: &'static str,
    text: String,
    /// What to do about it; empty for nothing.
    advice: String,
}

impl Finding {
    fn ok(about: &'static str, text: impl Into<String>) -> Self {
        Self { level: Level::Ok, about, text: text.into(), advice: String::new() }
    }

    fn warning(about: &'static str, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level: Level::Warning, about, text: text.into(), advice: advice.into() }
    }

    fn problem(about: &'static str, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level: Level::Problem, about, text: text.into(), advice: advice.into() }
    }
}

/// What the checks look at.
struct Facts<'a> {
    endpoint: &'a str,
    /// The host and the port in it.
    host: &'a str,
    port: u16,
    client: Option<Client>,
    /// The folder of the certificate authority.
    ca_folder: Option<PathBuf>,
    /// What `/_localyun/health` answers, or why it does not.
    health: Result<Value, String>,
    /// A variable of the environment that is there and not empty.
    variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Facts<'_> {
    /// Whether a URL, or a host and a port alone, leads to the server.
    fn leads_here(&self, url: &str) -> bool {
        let Some((host, port)) = place(url) else { return false };
        let both_here = || {
            let is_here = |name| Host { name, port: None }.is_loopback();
            is_here(host) && is_here(self.host)
        };
        port == self.port && (host.eq_ignore_ascii_case(self.host) || both_here())
    }
}

type Check = fn(&Facts<'_>) -> Vec<Finding>;

/// Every check, in the order in which what is found is shown.
const CHECKS: &[Check] = &[
    server::answers,
    server::port,
    server::version,
    server::clock,
    proxies::proxies,
    credentials::keys,
    credentials::region,
    clients::settings,
    trust::trust,
];

/// Looks, and prints what was found.
pub(super) fn run(it: &Doctor) -> ExitCode {
    let endpoint = &it.server.endpoint;
    let Endpoint { name: host, port, .. } = match Endpoint::parse(endpoint) {
        Ok(it) => it,
        Err(why) => return super::fail(&why),
    };
    let facts = Facts {
        endpoint,
        host,
        port,
        client: it.client,
        ca_folder: config::ca_folder(),
        health: status::health(endpoint),
        variable: &config::variable,
    };
    let found: Vec<_> = CHECKS.iter().flat_map(|check| check(&facts)).collect();
    let in_colour = std::io::stdout().is_terminal() && config::wants_colour();
    let printed = print(&shown(&found, in_colour));
    let is_bad = found.iter().any(|it| it.level == Level::Problem);
    if is_bad { ExitCode::FAILURE } else { printed }
}

/// A line for each finding, one for what to do about it, and how many there are of each level.
fn shown(found: &[Finding], in_colour: bool) -> String {
    let mut text = String::new();
    for it in found {
        let (level, colour) = match it.level {
            Level::Ok => ("ok", 32),
            Level::Warning => ("warning", 33),
            Level::Problem => ("problem", 31),
        };
        let level = if in_colour {
            format!("\x1b[{colour}m{level:<8}\x1b[0m")
        } else {
            format!("{level:<8}")
        };
        let _ = writeln!(text, "{level} {:<10} {}", it.about, it.text);
        if !it.advice.is_empty() {
            let _ = writeln!(text, "{:20}→ {}", "", it.advice);
        }
    }
    let count = |level, noun: &str| match found.iter().filter(|it| it.level == level).count() {
        1 => format!("1 {noun}"),
        many => format!("{many} {noun}s"),
    };
    let (problems, warnings) = (count(Level::Problem, "problem"), count(Level::Warning, "warning"));
    let _ = writeln!(text, "{problems}, {warnings}");
    text
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, path::Path};

    use super::*;
    use crate::tls::authority::Authority;

    /// What a check finds with these variables, where nobody answers.
    fn found(
        check: Check,
        client: Option<Client>,
        variables: &[(&str, &str)],
    ) -> Vec<(Level, String)> {
        found_with(None, check, client, variables)
    }

    /// The same, where the certificate authority is kept in a folder.
    fn found_with(
        folder: Option<&Path>,
        check: Check,
        client: Option<Client>,
        variables: &[(&str, &str)],
    ) -> Vec<(Level, String)> {
        let variables: HashMap<_, _> = variables.iter().copied().collect();
        let facts = Facts {
            endpoint: "http://127.0.0.1:4800",
            host: "127.0.0.1",
            port: 4800,
            client,
            ca_folder: folder.map(Path::to_owned),
            health: Err("no answer".into()),
            variable: &|name| variables.get(name).map(|it| (*it).to_owned()),
        };
        let found = check(&facts);
        assert!(
            found.iter().all(|it| (it.level == Level::Ok) == it.advice.is_empty()),
            "{found:?}"
        );
        found.into_iter().map(|it| (it.level, it.text + " " + &it.advice)).collect()
    }

    #[track_caller]
    fn one(found: &[(Level, String)], level: Level, part: &str) {
        assert!(found.iter().any(|it| it.0 == level && it.1.contains(part)), "{part}: {found:?}");
    }

    #[test]
    fn a_proxy_is_bad_where_the_client_heeds_it() {
        let proxy = ("HTTP_PROXY", "http://proxy.example:3128");
        let except = ("NO_PROXY", "localhost,127.0.0.1");
        let check = proxies::proxies;
        one(&found(check, None, &[]), Level::Ok, "no proxy variable");
        one(&found(check, None, &[proxy]), Level::Warning, "HTTP_PROXY");
        one(&found(check, Some(Client::Python), &[proxy]), Level::Problem, "unset HTTP_PROXY");
        // Python does not heed exceptions (protocol.md 7.3), Go does.
        one(&found(check, Some(Client::Python), &[proxy, except]), Level::Problem, "NO_PROXY");
        one(&found(check, Some(Client::Go), &[proxy]), Level::Problem, "NO_PROXY=127.0.0.1");
        one(&found(check, Some(Client::Go), &[proxy, except]), Level::Ok, "NO_PROXY");
        one(&found(check, Some(Client::Node), &[proxy]), Level::Ok, "Node");
        one(
            &found(check, None, &[("https_proxy", "http://localhost:4800")]),
            Level::Ok,
            "leads to this server",
        );
        one(
            &found(check, None, &[("https_proxy", "https://localhost:4800")]),
            Level::Warning,
            "https_proxy=http://localhost:4800",
        );
    }

    #[test]
    fn a_client_trusts_the_authority_or_not() {
        let check = trust::trust;
        one(&found(check, Some(Client::Go), &[]), Level::Ok, "plain HTTP");
        let folder = tempfile::tempdir().unwrap();
        let of = |client, variables: &[(&str, &str)]| {
            found_with(Some(folder.path()), check, Some(client), variables)
        };
        one(&of(Client::Go, &[]), Level::Ok, "there is no ");
        let authority = Authority::open(folder.path(), &[]).unwrap();
        let proxy = ("HTTPS_PROXY", "http://127.0.0.1:4800");
        assert_eq!(of(Client::Go, &[]).len(), 1, "nothing says that it speaks TLS");
        one(&of(Client::Go, &[proxy]), Level::Warning, "localyun env go");
        let files = crate::clients::Files::write(&authority).unwrap();
        let to = crate::clients::Destination {
            url: "http://127.0.0.1:4800".into(),
            key: ("testid".into(), "testsecret".into()),
            token: None,
            world: None,
            credentials: crate::clients::Credentials::Key,
            instance: None,
            direct: false,
        };
        for client in [Client::Python, Client::Node, Client::Go, Client::Java, Client::Shell] {
            let all = client.variables(&to, &files);
            let all: Vec<_> = all.iter().map(|it| (it.name, &*it.value)).collect();
            let found = of(client, &all);
            one(&found, Level::Ok, "the authority is in ");
            assert!(found.iter().all(|it| it.0 == Level::Ok), "{found:?}");
        }
        let other = folder.path().join("other.pem");
        std::fs::write(&other, "no certificate").unwrap();
        let other = other.to_str().unwrap();
        let java = format!("-Xmx1g -Djavax.net.ssl.trustStore={other}");
        for (client, name, value, part) in [
            (Client::Go, "SSL_CERT_FILE", other, "not in "),
            (Client::Node, "NODE_EXTRA_CA_CERTS", "/none.pem", "cannot be read"),
            (Client::Java, "JAVA_TOOL_OPTIONS", &java, "not in "),
        ] {
            one(&of(client, &[(name, value)]), Level::Problem, part);
        }
    }

    #[test]
    fn settings_of_a_client_lead_here_or_not() {
        let check = clients::settings;
        assert!(found(check, None, &[("ALIBABA_CLOUD_ENDPOINT", "x")]).is_empty());
        let endpoint = |it| [("ALIBABA_CLOUD_ENDPOINT", it)];
        one(
            &found(check, Some(Client::Cli), &endpoint("127.0.0.1:4800")),
            Level::Ok,
            "ALIBABA_CLOUD_ENDPOINT",
        );
        one(
            &found(check, Some(Client::Cli), &endpoint("http://127.0.0.1:4800")),
            Level::Problem,
            "without http://",
        );
        one(
            &found(check, Some(Client::Cli), &endpoint("127.0.0.1:4801")),
            Level::Problem,
            "127.0.0.1:4800",
        );
        let proxy = [("HTTPS_PROXY", "http://127.0.0.1:4800")];
        one(&found(check, Some(Client::Go), &proxy), Level::Ok, "HTTPS_PROXY");
        one(
            &found(check, Some(Client::Terraform), &[("CMS_ENDPOINT", "127.0.0.1:4800")]),
            Level::Ok,
            "CMS_ENDPOINT",
        );
        one(
            &found(
                check,
                Some(Client::Java),
                &[("JAVA_TOOL_OPTIONS", "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4800")],
            ),
            Level::Ok,
            "JAVA_TOOL_OPTIONS",
        );
        for client in <Client as clap::ValueEnum>::value_variants().iter().copied() {
            one(&found(check, Some(client), &[]), Level::Warning, "127.0.0.1:4800");
        }
    }

    #[test]
    fn one_is_no_plural() {
        let last = |found: &[Finding]| shown(found, false).lines().last().unwrap().to_owned();
        assert_eq!(last(&[]), "0 problems, 0 warnings");
        let mut all = vec![Finding::problem("a", "b", "c"), Finding::warning("a", "b", "c")];
        assert_eq!(last(&all), "1 problem, 1 warning");
        all.push(Finding::warning("a", "b", "c"));
        assert_eq!(last(&all), "1 problem, 2 warnings");
    }

    #[test]
    fn keys_are_there_or_not() {
        one(&found(credentials::keys, None, &[]), Level::Warning, "ALIBABA_CLOUD_ACCESS_KEY_ID");
        let half = [("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid")];
        one(
            &found(credentials::keys, None, &half),
            Level::Problem,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        );
        one(
            &found(credentials::region, None, &[("ALIBABA_CLOUD_REGION_ID", "hangzhou")]),
            Level::Problem,
            "cn-hangzhou",
        );
        one(
            &found(credentials::region, None, &[("ALIBABA_CLOUD_REGION_ID", "cn-beijing")]),
            Level::Ok,
            "cn-beijing",
        );
    }
}
