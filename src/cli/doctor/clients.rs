//! Whether the variables that a kind of client reads lead it to the server.

use actions::PRODUCTS;
use clap::ValueEnum;

use super::{Facts, Finding, place};

/// A kind of client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Client {
    /// The SDKs for Python.
    Python,
    /// The SDKs for Node.
    Node,
    /// The SDKs for Go.
    Go,
    /// The SDKs for Java.
    Java,
    /// The `aliyun` CLI.
    Cli,
    /// Terraform with the provider alicloud.
    Terraform,
}

impl Client {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::Node => "Node",
            Self::Go => "Go",
            Self::Java => "Java",
            Self::Cli => "the aliyun CLI",
            Self::Terraform => "Terraform",
        }
    }

    /// The variables that lead it somewhere, with the form of their values (tried on real clients, or read in their
    /// sources).
    fn variables(self) -> Vec<(String, Form)> {
        let proxies =
            |names: &[&str]| names.iter().map(|it| ((*it).to_owned(), Form::Proxy)).collect();
        match self {
            Self::Python | Self::Go => {
                proxies(&["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"])
            }
            Self::Node => Vec::new(),
            Self::Java => {
                let mut all: Vec<_> = proxies(&["HTTP_PROXY", "http_proxy", "HTTPS_PROXY"]);
                all.push(("JAVA_TOOL_OPTIONS".to_owned(), Form::JavaOptions));
                all
            }
            Self::Cli => {
                let mut all: Vec<_> = proxies(&["HTTPS_PROXY", "https_proxy"]);
                all.push(("ALIBABA_CLOUD_ENDPOINT".to_owned(), Form::Endpoint));
                all
            }
            Self::Terraform => {
                let mut all: Vec<_> = proxies(&["HTTPS_PROXY", "https_proxy"]);
                for code in PRODUCTS.iter().map(|it| it.code.to_ascii_uppercase()) {
                    all.push((format!("{code}_ENDPOINT"), Form::Endpoint));
                    all.push((format!("ALIBABA_CLOUD_ENDPOINT_{code}"), Form::Endpoint));
                }
                all
            }
        }
    }

    /// How it is led to a host and a port without variables.
    fn without_variables(self, at: &str) -> String {
        match self {
            Self::Python => {
                format!("give the endpoint in code: Config(endpoint='{at}', protocol='http')")
            }
            Self::Node => {
                format!("give the endpoint in code: {{ endpoint: '{at}', protocol: 'http' }}")
            }
            Self::Go => format!(
                "give the endpoint in code: Endpoint: tea.String(\"{at}\"), Protocol: tea.String(\"http\")"
            ),
            Self::Java => format!(
                "give the endpoint in code: new Config().setEndpoint(\"{at}\").setProtocol(\"http\")"
            ),
            Self::Cli => format!(
                "set ALIBABA_CLOUD_ENDPOINT={at}, and call `aliyun … --insecure`, which is plain HTTP"
            ),
            Self::Terraform => {
                format!(
                    "write endpoints {{ cms = \"{at}\" }} and protocol = \"HTTP\" in the block provider \"alicloud\""
                )
            }
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
    for (variable, form) in client.variables() {
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
        found.push(Finding::warning(ABOUT, text, client.without_variables(&at)));
    }
    found
}

/// Whether flags of the JVM name the server as a proxy.
fn java_options_lead_here(facts: &Facts<'_>, options: &str) -> bool {
    let flag = |name: String| {
        options.split_whitespace().find_map(|it| it.strip_prefix(&*name)?.strip_prefix('='))
    };
    ["http", "https"].iter().any(|scheme| {
        let host = flag(format!("-D{scheme}.proxyHost"));
        let port = flag(format!("-D{scheme}.proxyPort"));
        host.zip(port).is_some_and(|(host, port)| {
            let url = format!("{host}:{port}");
            place(&url).is_some() && facts.leads_here(&url)
        })
    })
}
