//! The server as the proxy of its clients: for which hosts it answers itself, which it lets through, and which it has
//! refused.

use std::{
    collections::BTreeMap,
    fmt,
    str::FromStr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use actions::{ApiError, shared::robots::RobotKind};

use crate::{
    catalog,
    wire::host::{Host, METADATA},
};

/// How many hosts are remembered by their names.
const MOST: usize = 1000;

/// Hosts that are let through: a name, `*.NAME`, or `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl FromStr for Pattern {
    type Err = &'static str;

    fn from_str(it: &str) -> Result<Self, Self::Err> {
        let name = it.strip_prefix("*.").unwrap_or(it);
        let is_host = Host::parse(name).is_some_and(|host| host.port.is_none());
        if it == "*" || is_host {
            Ok(Self(it.to_ascii_lowercase()))
        } else {
            Err("write a host name without a port, *.NAME for all below it, or * for all")
        }
    }
}

impl Pattern {
    fn fits(&self, name: &str) -> bool {
        match self.0.strip_prefix('*') {
            Some(end) => name.ends_with(end),
            None => name == self.0,
        }
    }
}

/// What becomes of a request to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is answered here.
    Here,
    /// It is passed on to the host.
    Pass,
    /// It is refused.
    Refused,
}

/// A host to which clients wanted to connect, and how often.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Connections and requests that were passed on.
    pub passed: u64,
    /// Those that were refused.
    pub refused: u64,
}

/// The hosts that a proxy answers for and lets through.
#[derive(Default)]
pub struct Proxy {
    pass: Vec<Pattern>,
    /// The names of the server itself, at its port or without one.
    names: Vec<String>,
    seen: Mutex<BTreeMap<String, Seen>>,
}

impl Proxy {
    /// One that lets the hosts of `pass` through, and answers for `names` itself.
    #[must_use]
    pub fn new(pass: Vec<Pattern>, names: Vec<String>) -> Self {
        Self { pass, names, seen: Mutex::default() }
    }

    /// What becomes of a request to a host. `own` is the port that the server listens on, and `path` that of a plain request:
    /// one to the webhook of a chat bot is answered here unless its host is let through.
    #[must_use]
    pub fn way(&self, host: Host<'_>, own: Option<u16>, path: Option<&str>) -> Way {
        let name = host.name.to_ascii_lowercase();
        let is_named = || self.names.iter().any(|it| it.eq_ignore_ascii_case(&name));
        let is_own = host.is_loopback() && (host.port.is_some() && host.port == own);
        let here = catalog::is_vendors(&name) || name == METADATA || is_own || is_named();
        let way = match here {
            true => return Way::Here,
            false if self.pass.iter().any(|it| it.fits(&name)) => Way::Pass,
            false if path.is_some_and(|path| RobotKind::at(&name, path).is_some()) => {
                return Way::Here;
            }
            false => Way::Refused,
        };
        self.note(Named(host).to_string(), |seen| match way {
            Way::Pass => seen.passed += 1,
            _ => seen.refused += 1,
        });
        way
    }

    /// Notes that a client was refused that asked for this name over TLS, without a proxy.
    pub fn refused(&self, name: &str) {
        self.note(name.to_ascii_lowercase(), |seen| seen.refused += 1);
    }

    fn note(&self, key: String, count: impl FnOnce(&mut Seen)) {
        let mut seen = self.lock();
        if seen.len() < MOST || seen.contains_key(&key) {
            count(seen.entry(key).or_default());
        }
    }

    /// Every host besides those that are answered here, with its port, as far as they are remembered.
    #[must_use]
    pub fn seen(&self) -> BTreeMap<String, Seen> {
        self.lock().clone()
    }

    /// Forgets them.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why a host is refused.
#[must_use]
pub fn refusal(host: Host<'_>) -> ApiError {
    let (name, named) = (host.name, Named(host));
    let text = format!(
        "{named} is no host of the cloud, and this proxy connects to no other: start Localyun with --proxy-pass \
         {name} to let clients through to it."
    );
    ApiError::new(403, "ProxyHostRefused.Localyun", text)
}

/// A host as a target has it.
struct Named<'a>(Host<'a>);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Host { name, port } = self.0;
        if name.contains(':') { write!(f, "[{name}]") } else { f.write_str(name) }?;
        port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clouds_hosts_and_its_own_names_are_answered_here_and_others_only_if_they_are_let_through()
     {
        let pass = ["example.com", "*.example.org"].map(|it| it.parse().unwrap()).to_vec();
        let proxy = Proxy::new(pass, vec!["localyun".to_owned()]);
        for (host, way) in [
            ("metrics.cn-hangzhou.aliyuncs.com:443", Way::Here),
            ("STS.ALIYUNCS.COM", Way::Here),
            ("100.100.100.200:80", Way::Here),
            ("127.0.0.1:4800", Way::Here),
            ("[::1]:4800", Way::Here),
            ("localhost:4800", Way::Here),
            ("localyun:9999", Way::Here),
            ("127.0.0.1:4801", Way::Refused),
            ("localhost", Way::Refused),
            ("aliyuncs.com", Way::Refused),
            ("aliyuncs.com.example.net:443", Way::Refused),
            ("badaliyuncs.com:443", Way::Refused),
            ("example.com:443", Way::Pass),
            ("www.example.com:443", Way::Refused),
            ("a.b.example.org:80", Way::Pass),
            ("example.org:80", Way::Refused),
        ] {
            assert_eq!(proxy.way(Host::parse(host).unwrap(), Some(4800), None), way, "{host}");
        }
        assert_eq!(proxy.seen()["example.com:443"].passed, 1);
        assert_eq!(proxy.seen()["127.0.0.1:4801"].refused, 1);
        assert_eq!(proxy.seen().len(), 9);
        // Webhooks of chat bots are answered here where nothing is encrypted, and nothing else of their hosts.
        let bot = Host::parse("oapi.dingtalk.com").unwrap();
        let to = |proxy: &Proxy, path| proxy.way(bot, Some(4800), path);
        assert_eq!(to(&proxy, Some("/robot/send")), Way::Here);
        assert_eq!(to(&proxy, Some("/gettoken")), Way::Refused);
        assert_eq!(to(&proxy, None), Way::Refused);
        let passing = Proxy::new(vec!["*.dingtalk.com".parse().unwrap()], Vec::new());
        assert_eq!(to(&passing, Some("/robot/send")), Way::Pass);
        for wrong in ["", "*.", "http://example.com", "example.com:443", "*example.com", "a.*"] {
            assert!(wrong.parse::<Pattern>().is_err(), "{wrong}");
        }
    }
}
