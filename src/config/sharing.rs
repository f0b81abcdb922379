//! How a server is shared, by containers and by people: who may use its control API, and what it is called by.

use std::fmt;

use actions::policy::Range;
use clap::Args;

use crate::wire::host::Host;

/// Who shares the server, and what they call it by.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Containers and teams")]
pub struct Sharing {
    /// A token that callers of the control API must send as `Authorization: Bearer TOKEN`; only /_localyun/health and the
    /// links in messages need none. Write `@FILE` to read it from a file. The commands of localyun send that of the variable.
    #[arg(long, env = "LOCALYUN_CONTROL_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub control_token: Option<String>,

    /// Addresses, such as `172.16.0.0/12` or `10.1.2.3`, from which the control API and the instance metadata may be asked
    /// besides this machine's own. May be repeated.
    #[arg(
        long,
        env = "LOCALYUN_CONTROL_FROM",
        value_name = "CIDR",
        value_delimiter = ',',
        value_parser = range
    )]
    pub control_from: Vec<Range>,

    /// The URL that clients call the server by, behind a port mapping or a name: links in messages, the ready line and
    /// /_localyun/health have it, and its host is a name of the server as those of --tls-name are.
    #[arg(long, env = "LOCALYUN_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// What the names of all worlds of this server begin with, and so the ids of their access keys after `LTAI5t` and
    /// `STS.`: up to three letters and digits, by which a balancer tells the servers behind it apart.
    #[arg(long, env = "LOCALYUN_WORLD_PREFIX", value_name = "LETTERS", value_parser = world_prefix)]
    pub world_prefix: Option<String>,
}

/// Without the token.
impl fmt::Debug for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { control_token: _, control_from, public_url, world_prefix } = self;
        f.debug_struct("Sharing")
            .field("control_from", control_from)
            .field("public_url", public_url)
            .field("world_prefix", world_prefix)
            .finish_non_exhaustive()
    }
}

impl Sharing {
    /// The host of the public URL, if there is one.
    #[must_use]
    pub fn public_host(&self) -> Option<&str> {
        let (_, authority) = self.public_url.as_deref()?.split_once("://")?;
        Some(Host::parse(authority)?.name)
    }
}

fn range(it: &str) -> Result<Range, &'static str> {
    Range::parse(it).ok_or("write an address or a range of them, such as 172.16.0.0/12 or 10.1.2.3")
}

/// Half of a name is left to tell the worlds of a server apart.
fn world_prefix(it: &str) -> Result<String, &'static str> {
    let fits = (1..=3).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then(|| it.to_owned()).ok_or("write one to three letters or digits")
}

/// A URL without a path, as an origin: in lower case, and without the port that its scheme has anyway.
fn public_url(it: &str) -> Result<String, &'static str> {
    let lower = it.to_ascii_lowercase();
    let (scheme, authority) = lower.split_once("://").unwrap_or_default();
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    let usual = match scheme {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    };
    let host = Host::parse(authority).filter(|it| usual.is_some() && it.port != Some(0));
    let host = host.ok_or("write http:// or https://, a host, and its port if need be, without a path: https://localyun.example.com")?;
    let bare = authority.rfind(':').filter(|_| host.port == usual).map(|at| &authority[..at]);
    Ok(format!("{scheme}://{}", bare.unwrap_or(authority)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_worlds_begin_with_is_short_and_plain() {
        for good in ["a", "Z9", "abc"] {
            assert_eq!(world_prefix(good).as_deref(), Ok(good));
        }
        for wrong in ["", "abcd", "a-", "ä", " "] {
            assert!(world_prefix(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_public_url_is_a_scheme_and_a_host() {
        for (text, url, host) in [
            ("http://localhost:8080", "http://localhost:8080", "localhost"),
            (
                "https://Localyun.Example.com/",
                "https://localyun.example.com",
                "localyun.example.com",
            ),
            ("https://a.example:443", "https://a.example", "a.example"),
            ("https://a.example:80", "https://a.example:80", "a.example"),
            ("http://[::1]:80", "http://[::1]", "::1"),
            ("http://[fd00::1]", "http://[fd00::1]", "fd00::1"),
        ] {
            let sharing =
                Sharing { public_url: Some(public_url(text).unwrap()), ..Sharing::default() };
            assert_eq!(sharing.public_url.as_deref(), Some(url), "{text}");
            assert_eq!(sharing.public_host(), Some(host), "{text}");
        }
        for wrong in [
            "",
            "localhost:8080",
            "ftp://a",
            "http://",
            "http://a/b",
            "http://a?b",
            "https://u@a",
            "http://a:0",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }
}
