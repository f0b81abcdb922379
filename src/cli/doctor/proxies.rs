//! The proxy variables, and which clients heed them.

use super::{Facts, Finding};
use crate::clients::Client;

/// The variables, in the order in which clients ask for them.
const VARIABLES: [&str; 6] =
    ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// What the SDKs of a language do with the variables (tried on real clients).
enum Heeds {
    /// They heed them, also for 127.0.0.1, and exceptions not at all.
    Always,
    /// They heed them, also for 127.0.0.1, unless `NO_PROXY` names the host.
    Unless,
    /// They have no support for proxies.
    Never,
}

/// `None` for a shell, in which any client may run.
fn heeds(client: Client) -> Option<Heeds> {
    Some(match client {
        Client::Python => Heeds::Always,
        Client::Go | Client::Cli | Client::Terraform | Client::Java | Client::Php => Heeds::Unless,
        Client::Node | Client::Csharp => Heeds::Never,
        Client::Shell => return None,
    })
}

pub(super) fn proxies(facts: &Facts<'_>) -> Vec<Finding> {
    let set: Vec<_> =
        VARIABLES.iter().filter_map(|name| Some((*name, (facts.variable)(name)?))).collect();
    if set.is_empty() {
        return vec![Finding::ok("proxy", "no proxy variable is set")];
    }
    set.iter().map(|(name, url)| proxy(facts, name, url)).collect()
}

fn proxy(facts: &Facts<'_>, name: &str, url: &str) -> Finding {
    const ABOUT: &str = "proxy";
    // It may have a password in it.
    let place = super::place(url)
        .map_or_else(|| "a proxy".to_owned(), |(host, port)| format!("{host}:{port}"));
    if facts.leads_here(url) && url.starts_with("https://") {
        return Finding::warning(
            ABOUT,
            format!(
                "{name} leads to this server ({place}) by https://, so clients need to trust it as a proxy, too"
            ),
            format!("set {name}=http://{place}: HTTPS goes through it all the same"),
        );
    }
    if facts.leads_here(url) {
        return Finding::ok(ABOUT, format!("{name} leads to this server ({place})"));
    }
    let host = facts.host;
    let exceptions =
        ["NO_PROXY", "no_proxy"].into_iter().find_map(|it| Some((it, (facts.variable)(it)?)));
    let except =
        exceptions.filter(|(_, hosts)| hosts.split(',').any(|it| [host, "*"].contains(&it.trim())));
    let set = format!("{name} is set to {place}");
    let Some((client, heeds)) = facts.client.and_then(|it| Some((it, heeds(it)?))) else {
        let text = format!("{set}: clients may send calls to {host} there");
        let advice = format!(
            "unset it for the programs that call this server, or set NO_PROXY={host}; Python's SDKs ignore NO_PROXY, \
             Node's all of these; --client says more"
        );
        return match except {
            Some((which, _)) => Finding::warning(
                ABOUT,
                format!("{set}, and {which} names {host}: Python's SDKs ignore that"),
                format!("unset {name} for programs in Python"),
            ),
            None => Finding::warning(ABOUT, text, advice),
        };
    };
    let who = client.name();
    match (heeds, except) {
        (Heeds::Never, _) => Finding::ok(ABOUT, format!("{set}, which {who} does not heed")),
        (Heeds::Unless, Some((which, _))) => {
            Finding::ok(ABOUT, format!("{set}, and {which} names {host}"))
        }
        (Heeds::Unless, None) => Finding::problem(
            ABOUT,
            format!("{set}, and {who} sends calls to {host} there too"),
            format!("set NO_PROXY={host}, or unset {name}"),
        ),
        (Heeds::Always, _) => Finding::problem(
            ABOUT,
            format!("{set}, and {who} sends calls to {host} there too, whatever NO_PROXY says"),
            format!("unset {name}"),
        ),
    }
}
