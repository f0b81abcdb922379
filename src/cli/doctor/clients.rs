//! Whether the variables that a client reads lead it to the server.

use actions::PRODUCTS;

use super::{Facts, Finding, place};
use crate::clients::Client;

/// The variables that lead a client somewhere, with the form of their values (tried on real clients, or read in their
/// sources).
fn variables(client: Client) -> Vec<(String, Form)> {
    let proxies = |names: &[&str]| names.iter().map(|it| ((*it).to_owned(), Form::Proxy)).collect();
    match client {
        Client::Python | Client::Go | Client::Php | Client::Shell => {
            proxies(&["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"])
        }
        Client::Node | Client::Csharp => Vec::new(),
        Client::Java => {
            let mut all: Vec<_> = proxies(&["HTTP_PROXY", "http_proxy", "HTTPS_PROXY"]);
            all.push(("JAVA_TOOL_OPTIONS".to_owned(), Form::JavaOptions));
            all
        }
        Client::Cli => {
            let mut all: Vec<_> = proxies(&["HTTPS_PROXY", "https_proxy"]);
            all.push(("ALIBABA_CLOUD_ENDPOINT".to_owned(), Form::Endpoint));
            all
        }
        Client::Terraform => {
            let mut all: Vec<_> = proxies(&["HTTPS_PROXY", "https_proxy"]);
            for code in PRODUCTS.iter().map(|it| it.code.to_ascii_uppercase()) {
                all.push((format!("{code}_ENDPOINT"), Form::Endpoint));
                all.push((format!("ALIBABA_CLOUD_ENDPOINT_{code}"), Form::Endpoint));
            }
            all
        }
    }
}

/// How a client is led to a host and a port without variables.
fn without_variables(client: Client, at: &str) -> String {
    match client {
        Client::Python => {
            format!("give the endpoint in code: Config(endpoint='{at}', protocol='http')")
        }
        Client::Node => {
            format!("give the endpoint in code: {{ endpoint: '{at}', protocol: 'http' }}")
        }
        Client::Go => format!(
            "give the endpoint in code: Endpoint: tea.String(\"{at}\"), Protocol: tea.String(\"http\")"
        ),
        Client::Java => format!(
            "give the endpoint in code: new Config().setEndpoint(\"{at}\").setProtocol(\"http\")"
        ),
        Client::Php => {
            format!("give the endpoint in code: ['endpoint' => '{at}', 'protocol' => 'http']")
        }
        Client::Csharp => {
            format!("give the endpoint in code: Endpoint = \"{at}\", Protocol = \"http\"")
        }
        Client::Cli => format!(
            "set ALIBABA_CLOUD_ENDPOINT={at}, and call `aliyun … --insecure`, which is plain HTTP"
        ),
        Client::Terraform => format!(
            "write endpoints {{ cms = \"{at}\" }} and protocol = \"HTTP\" in the block provider \"alicloud\""
        ),
        Client::Shell => {
            format!("eval \"$(localyun env shell --endpoint http://{at})\"")
        }
    }
}

/// What the value of a variable is.
#[derive(Clone, Copy)]
enum Form {
    /// The URL of a proxy.
    Proxy,
    /// A host and a port, without a scheme.
    Endpoint,
    /// Flags of the JVM, `-Dhttps.proxyHost=…` among them.
    JavaOptions,
}

pub(super) fn settings(facts: &Facts<'_>) -> Vec<Finding> {
    const ABOUT: &str = "client";
    let Some(client) = facts.client else { return Vec::new() };
    let name = client.name();
    let at = format!("{}:{}", facts.host, facts.port);
    let mut found = Vec::new();
    let mut leads = false;
    for (variable, form) in variables(client) {
        let Some(value) = (facts.variable)(&variable) else { continue };
        match form {
            // One that leads elsewhere is found with the other proxies.
            Form::Proxy if !facts.leads_here(&value) => continue,
            Form::JavaOptions if !java_options_lead_here(facts, &value) => continue,
            Form::Endpoint if value.contains("://") => {
                let text =
                    format!("{variable} is {value}, and {name} takes a host and a port alone");
                found.push(Finding::problem(
                    ABOUT,
                    text,
                    format!("set {variable}={at}, without http://"),
                ));
                continue;
            }
            Form::Endpoint if !facts.leads_here(&value) => {
                let text = format!("{variable} is {value}, which leads {name} elsewhere");
                found.push(Finding::problem(ABOUT, text, format!("set {variable}={at}")));
                continue;
            }
            Form::Proxy | Form::JavaOptions | Form::Endpoint => {}
        }
        leads = true;
        found.push(Finding::ok(ABOUT, format!("{variable} leads {name} to this server")));
    }
    if !leads {
        let text = format!("no variable leads {name} to this server");
        found.push(Finding::warning(ABOUT, text, without_variables(client, &at)));
    }
    found
}

/// The value of a flag of the JVM.
pub(super) fn java_flag<'a>(options: &'a str, name: &str) -> Option<&'a str> {
    options.split_whitespace().find_map(|it| it.strip_prefix(name)?.strip_prefix('='))
}

/// Whether flags of the JVM name the server as a proxy.
fn java_options_lead_here(facts: &Facts<'_>, options: &str) -> bool {
    ["http", "https"].iter().any(|scheme| {
        let host = java_flag(options, &format!("-D{scheme}.proxyHost"));
        let port = java_flag(options, &format!("-D{scheme}.proxyPort"));
        host.zip(port).is_some_and(|(host, port)| {
            let url = format!("{host}:{port}");
            place(&url).is_some() && facts.leads_here(&url)
        })
    })
}
