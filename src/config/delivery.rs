//! Whether messages are delivered, and where to.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

use clap::Args;
use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::variable;

/// Who sends the mail, where nobody is named.
const SENDER: &str = "localyun@localhost";

/// Whether messages are delivered, and where to. Without any of these options nothing leaves.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Delivery of messages")]
pub struct Delivery {
    /// Delivers mail by this server: `smtp://[USER:PASSWORD@]HOST[:PORT]` with STARTTLS where the server offers it, and always
    /// for a user beyond this machine, or `smtps://` with TLS from the start. The password may be in `LOCALYUN_DELIVER_PASSWORD`
    /// instead.
    #[arg(long, env = "LOCALYUN_DELIVER", value_name = "URL", hide_env_values = true)]
    deliver: Option<String>,

    /// A host to which requests to chat bots and webhooks are delivered, `*.NAME` for all below a name, with a port if
    /// only that one is meant. Requests to other hosts, and redirects, are not followed. May be repeated.
    #[arg(
        long = "deliver-to",
        env = "LOCALYUN_DELIVER_TO",
        value_name = "HOST[:PORT]",
        value_delimiter = ','
    )]
    hosts: Vec<HostRule>,

    /// Delivers text messages and phone calls to this URL, each as a JSON object by POST.
    #[arg(long, env = "LOCALYUN_DELIVER_PHONE", value_name = "URL", hide_env_values = true)]
    deliver_phone: Option<String>,

    /// The sender of mail. [default: localyun@localhost]
    #[arg(long, env = "LOCALYUN_DELIVER_FROM", value_name = "ADDRESS", value_parser = sender)]
    deliver_from: Option<Mailbox>,
}

/// Without URLs, which may have passwords and tokens.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { deliver: _, hosts, deliver_phone: _, deliver_from } = self;
        f.debug_struct("Delivery")
            .field("hosts", hosts)
            .field("deliver_from", deliver_from)
            .finish_non_exhaustive()
    }
}

impl Delivery {
    /// Where messages go; `None` if nowhere. An error says which option is wrong, without its value.
    pub fn targets(&self) -> Result<Option<Targets>, String> {
        let smtp = self.deliver.as_deref().map(smtp).transpose();
        let smtp = smtp.map_err(|why| format!("the value of --deliver is wrong: {why}"))?;
        let phone = self.deliver_phone.as_deref().map(phone).transpose();
        let phone = phone.map_err(|why| format!("the value of --deliver-phone is wrong: {why}"))?;
        if smtp.is_none() && phone.is_none() && self.hosts.is_empty() {
            return Ok(None);
        }
        let from = self.deliver_from.clone().or_else(|| SENDER.parse().ok());
        let from = from.ok_or("name the sender of mail with --deliver-from")?;
        Ok(Some(Targets { smtp, hosts: self.hosts.clone(), phone, from }))
    }
}

/// Where messages are delivered to. It is shown without secrets.
#[derive(Clone)]
pub struct Targets {
    /// What takes the mail.
    pub smtp: Option<Smtp>,
    /// The hosts that get requests to chat bots and webhooks.
    pub hosts: Vec<HostRule>,
    /// What takes text messages and phone calls.
    pub phone: Option<Url>,
    /// The sender of mail.
    pub from: Mailbox,
}

impl Targets {
    /// Whether requests may go to this host: a name, or an address without brackets.
    #[must_use]
    pub fn allow(&self, host: &str, port: u16) -> bool {
        self.hosts.iter().any(|rule| rule.allows(host, port))
    }
}

impl fmt::Display for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(smtp) = &self.smtp {
            parts.push(format!("mail to {smtp}"));
        }
        if !self.hosts.is_empty() {
            let hosts: Vec<_> = self.hosts.iter().map(HostRule::to_string).collect();
            parts.push(format!("requests to {}", hosts.join(", ")));
        }
        if let Some(phone) = &self.phone {
            parts.push(format!(
                "text messages and phone calls to {}",
                phone.host_str().unwrap_or_default()
            ));
        }
        f.write_str(&parts.join("; "))
    }
}

/// When the connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// From the start.
    Always,
    /// By STARTTLS; without it nothing is sent.
    Required,
    /// By STARTTLS, where the server offers it.
    Offered,
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether it is spoken to in TLS.
    pub tls: MailTls,
    /// The user and the password.
    pub user: Option<(String, String)>,
}

/// Without the user.
impl fmt::Display for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls == MailTls::Always { "smtps" } else { "smtp" };
        write!(f, "{scheme}://{}", host_and_port(&self.host, Some(self.port)))
    }
}

/// A host, an IPv6 address in brackets, and the port if there is one.
fn host_and_port(host: &str, port: Option<u16>) -> String {
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"))
}

fn smtp(text: &str) -> Result<Smtp, &'static str> {
    const FORM: &str = "write smtp:// or smtps://, a host and its port if need be, without a path: \
         smtp://mail.example.com:587";
    let url = Url::parse(text).map_err(|_| FORM)?;
    let host = match url.host() {
        Some(Host::Domain(name)) if !name.is_empty() => name.to_ascii_lowercase(),
        Some(Host::Ipv4(ip)) => ip.to_string(),
        Some(Host::Ipv6(ip)) => ip.to_string(),
        _ => return Err(FORM),
    };
    let is_bare = matches!(url.path(), "" | "/") && url.query().is_none();
    let (usual, secure) = match url.scheme() {
        "smtp" => (25, false),
        "smtps" => (465, true),
        _ => return Err(FORM),
    };
    if !is_bare || url.fragment().is_some() || url.port() == Some(0) {
        return Err(FORM);
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(String::from);
    let user = match url.username() {
        "" if url.password().is_some() => return Err("there is a password without a user"),
        "" => None,
        name => {
            let name = decoded(name).map_err(|_| "the user is not UTF-8")?;
            let given = url.password().map(decoded).transpose();
            let password = given.map_err(|_| "the password is not UTF-8")?;
            let password = password.or_else(|| variable("LOCALYUN_DELIVER_PASSWORD"));
            Some((
                name,
                password
                    .ok_or("there is a user without a password: set LOCALYUN_DELIVER_PASSWORD")?,
            ))
        }
    };
    let tls = match (secure, &user) {
        (true, _) => MailTls::Always,
        (false, Some(_)) if !is_loopback(&host) => MailTls::Required,
        (false, _) => MailTls::Offered,
    };
    Ok(Smtp { host, port: url.port().unwrap_or(usual), tls, user })
}

fn phone(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).ok().filter(|it| ["http", "https"].contains(&it.scheme()));
    let url = url.filter(|it| it.username().is_empty() && it.password().is_none());
    url.ok_or("write an http:// or https:// URL without a user")
}

/// The sender of mail.
fn sender(text: &str) -> Result<Mailbox, &'static str> {
    text.parse().map_err(|_| "write a mail address, such as cloud@example.com")
}

/// Whether a host is this machine, whatever a name server says.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// Hosts to which requests may go: a name, `*.NAME`, or an address; at one port or at any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRule {
    host: String,
    port: Option<u16>,
}

impl HostRule {
    fn allows(&self, host: &str, port: u16) -> bool {
        let host = without_dot(host);
        let fits = match self.host.strip_prefix('*') {
            Some(end) => host.len() > end.len() && host.ends_with(end),
            None => host == self.host,
        };
        fits && self.port.is_none_or(|it| it == port)
    }
}

impl FromStr for HostRule {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str =
            "write a host name or an address, *.NAME for all below a name, and a port if need be";
        let (star, rest) = match text.strip_prefix("*.") {
            Some(rest) => ("*.", rest),
            None => ("", text),
        };
        let whole = rest.parse::<Ipv6Addr>().is_ok();
        let (name, port) = match rest.rsplit_once(':') {
            Some((name, port)) if !whole && !name.ends_with(':') && !port.ends_with(']') => {
                let is_number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
                let port = port.parse().ok().filter(|it| is_number && *it != 0);
                (name, Some(port.ok_or("the port is a number from 1 to 65535")?))
            }
            _ => (rest, None),
        };
        if name.starts_with('.') {
            return Err("write *.NAME for all below a name");
        }
        let name = if whole { format!("[{name}]") } else { name.to_owned() };
        // As a URL has it: `127.1` is `127.0.0.1`, and a name is in lower case and in ASCII.
        let host = match Host::parse(&name).map_err(|_| FORM)? {
            Host::Domain(name) => without_dot(&name).to_owned(),
            _ if !star.is_empty() => return Err("what is below an address is no host"),
            Host::Ipv4(ip) => ip.to_string(),
            Host::Ipv6(ip) => ip.to_string(),
        };
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b"-._:".contains(&b);
        if host.is_empty() || !host.bytes().all(is_name) {
            return Err(FORM);
        }
        Ok(Self { host: star.to_owned() + &host, port })
    }
}

/// A name without the dot of the root at its end, with which it means the same.
fn without_dot(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

impl fmt::Display for HostRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            None => f.write_str(&self.host),
            port => f.write_str(&host_and_port(&self.host, port)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (String, MailTls, Option<(String, String)>) {
        let it = smtp(text).unwrap();
        (it.to_string(), it.tls, it.user)
    }

    #[test]
    fn a_mail_server_is_a_url() {
        let user = Some(("me@example.com".to_owned(), "p:w/d".to_owned()));
        for (text, shown, tls, of) in [
            ("smtp://Mail.Example.com", "smtp://mail.example.com:25", MailTls::Offered, None),
            ("smtp://127.0.0.1:1025/", "smtp://127.0.0.1:1025", MailTls::Offered, None),
            ("smtps://mail.example.com", "smtps://mail.example.com:465", MailTls::Always, None),
            ("smtp://[::1]", "smtp://[::1]:25", MailTls::Offered, None),
            (
                "smtp://me%40example.com:p%3Aw%2Fd@mail.example.com:587",
                "smtp://mail.example.com:587",
                MailTls::Required,
                user.clone(),
            ),
            (
                "smtp://me%40example.com:p%3Aw%2Fd@localhost:587",
                "smtp://localhost:587",
                MailTls::Offered,
                user,
            ),
        ] {
            assert_eq!(found(text), (shown.to_owned(), tls, of), "{text}");
        }
        for wrong in [
            "",
            "mail.example.com",
            "http://a",
            "smtp://",
            "smtp://a/b",
            "smtp://a?b",
            "smtp://a:0",
            "smtp://:hush@a",
        ] {
            assert!(smtp(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_neither_shown_nor_in_an_error() {
        let options = Delivery {
            deliver: Some("smtp://u:hush@a/path".into()),
            deliver_phone: Some("http://a/hush".into()),
            ..Delivery::default()
        };
        assert!(!format!("{options:?}").contains("hush"));
        let why = options.targets().err().unwrap();
        assert!(why.contains("--deliver") && !why.contains("hush"), "{why}");
        let options = Delivery { deliver: Some("smtp://u:hush@a".into()), ..options };
        let shown = options.targets().unwrap().unwrap().to_string();
        assert_eq!(shown, "mail to smtp://a:25; text messages and phone calls to a");
        assert!(Delivery::default().targets().unwrap().is_none());
    }

    #[test]
    fn a_rule_allows_what_it_names() {
        for (rule, host, port, allowed) in [
            ("a.example", "a.example", 80, true),
            ("A.Example:443", "a.example", 443, true),
            ("a.example:443", "a.example", 80, false),
            ("a.example", "b.a.example", 80, false),
            ("a.example", "a.example.evil.example", 80, false),
            ("*.example", "a.example", 80, true),
            ("*.example", "b.a.example", 80, true),
            ("*.example", "example", 80, false),
            ("*.example", ".example", 80, false),
            ("*.example:8080", "a.example", 80, false),
            ("127.0.0.1:9", "127.0.0.1", 9, true),
            ("127.0.0.1", "localhost", 9, false),
            ("[0:0:0:0:0:0:0:1]:9", "::1", 9, true),
            ("::1", "::1", 1, true),
            ("[::1]", "::1", 1, true),
            ("127.1:9", "127.0.0.1", 9, true),
            ("0x7f000001", "127.0.0.1", 9, true),
            ("a.example.", "a.example", 80, true),
            ("a.example", "a.example.", 80, true),
            ("*.example", "a.example.", 80, true),
            ("München.example:80", "xn--mnchen-3ya.example", 80, true),
        ] {
            assert_eq!(
                rule.parse::<HostRule>().unwrap().allows(host, port),
                allowed,
                "{rule} {host}"
            );
        }
        for wrong in [
            "",
            "*",
            "*.",
            "*a.example",
            ".a.example",
            "http://a",
            "a/b",
            "a:x",
            "a:",
            "a:0",
            "a:70000",
            "[::1",
            "*.127.0.0.1",
            "a b",
            "u@a",
            ".",
        ] {
            assert!(wrong.parse::<HostRule>().is_err(), "{wrong}");
        }
    }
}
