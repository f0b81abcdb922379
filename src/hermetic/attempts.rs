//! What a program has tried to reach outside.

use std::{
    collections::BTreeMap,
    fmt,
    net::{IpAddr, SocketAddr},
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;
use serde_json::Value;

/// How many names, and how many destinations, are told apart. Further ones are counted together.
const MOST: usize = 1000;

/// The protocol of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Protocol {
    /// A connection.
    Tcp,
    /// A datagram.
    Udp,
    /// An echo request (`ping`).
    Icmp,
}

/// Where an attempt went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Target {
    pub(super) protocol: Protocol,
    pub(super) address: IpAddr,
    /// `None` for protocols without ports.
    pub(super) port: Option<u16>,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let protocol = match self.protocol {
            Protocol::Tcp => "TCP",
            Protocol::Udp => "UDP",
            Protocol::Icmp => "ICMP",
        };
        match self.port {
            Some(port) => write!(f, "{protocol} {}", SocketAddr::new(self.address, port)),
            None => write!(f, "{protocol} {}", self.address),
        }
    }
}

/// The attempts so far.
#[derive(Default)]
pub(super) struct Attempts(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    names: BTreeMap<String, u64>,
    targets: BTreeMap<Target, u64>,
    others: u64,
}

impl Attempts {
    /// A name was asked for that is no host of the cloud.
    pub(super) fn name(&self, name: &str) {
        let counted = &mut *self.lock();
        count(&mut counted.names, name.to_owned(), &mut counted.others);
    }

    /// A packet went to an address that is not here.
    pub(super) fn target(&self, target: Target) {
        let counted = &mut *self.lock();
        count(&mut counted.targets, target, &mut counted.others);
    }

    /// All of them, besides the hosts that the server itself refused.
    pub(super) fn report(&self) -> Report {
        let Counted { names, targets, others } = &*self.lock();
        Report {
            names: names
                .iter()
                .map(|(name, count)| Name { name: name.clone(), count: *count })
                .collect(),
            hosts: Vec::new(),
            connections: targets
                .iter()
                .map(|(target, count)| Connection { target: *target, count: *count })
                .collect(),
            others: *others,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K, others: &mut u64) {
    if counts.len() < MOST || counts.contains_key(&key) {
        *counts.entry(key).or_default() += 1;
    } else {
        *others += 1;
    }
}

/// What has tried to leave.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    names: Vec<Name>,
    hosts: Vec<Name>,
    connections: Vec<Connection>,
    /// Attempts beyond those that are told apart.
    others: u64,
}

#[derive(Debug, Serialize)]
struct Name {
    name: String,
    count: u64,
}

#[derive(Debug, Serialize)]
struct Connection {
    #[serde(flatten)]
    target: Target,
    count: u64,
}

impl Report {
    /// Whether a text is one, as JSON.
    pub(crate) fn is_one(text: &[u8]) -> bool {
        let members = |it: Value| it.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>());
        let own = serde_json::to_value(Self::default()).ok().and_then(members);
        own.is_some() && own == serde_json::from_slice(text).ok().and_then(members)
    }

    /// Adds the hosts that the server has refused, and how often.
    pub(crate) fn add_hosts(&mut self, refused: impl IntoIterator<Item = (String, u64)>) {
        self.hosts.extend(refused.into_iter().map(|(name, count)| Name { name, count }));
    }

    /// Whether nothing tried to leave.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { names, hosts, connections, others } = self;
        names.is_empty() && hosts.is_empty() && connections.is_empty() && *others == 0
    }

    /// A line for each attempt, for people.
    pub(crate) fn lines(&self) -> Vec<String> {
        let times =
            |count: u64| if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let mut lines = Vec::new();
        for Name { name, count } in &self.names {
            lines.push(format!(
                "{name} was looked up {}: it is no host of the cloud",
                times(*count)
            ));
        }
        for Name { name, count } in &self.hosts {
            lines.push(format!("{name} was refused {}: it is no host of the cloud", times(*count)));
        }
        for Connection { target, count } in &self.connections {
            lines.push(format!("{target} was tried {}: it is outside", times(*count)));
        }
        if self.others > 0 {
            lines.push(format!("there were {} further attempts", self.others));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_told_apart_up_to_a_limit_and_counted_beyond_it() {
        let attempts = Attempts::default();
        assert!(attempts.report().is_empty());
        for i in 0..MOST + 5 {
            attempts.name(&format!("host-{i}.example"));
        }
        attempts.name("host-0.example");
        let dns = Target { protocol: Protocol::Udp, address: [8, 8, 8, 8].into(), port: Some(53) };
        attempts.target(dns);
        let report = attempts.report();
        assert!(!report.is_empty());
        assert_eq!((report.names.len(), report.names[0].count, report.others), (MOST, 2, 5));
        let lines = report.lines();
        assert_eq!(lines[0], "host-0.example was looked up 2 times: it is no host of the cloud");
        assert_eq!(lines[MOST], "UDP 8.8.8.8:53 was tried once: it is outside");
        assert_eq!(lines[MOST + 1], "there were 5 further attempts");
        let json = serde_json::to_value(&report).unwrap();
        let want =
            serde_json::json!([{"protocol": "udp", "address": "8.8.8.8", "port": 53, "count": 1}]);
        assert_eq!(json["connections"], want);
    }
}
