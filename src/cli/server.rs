//! Which server a command asks, and about which of its worlds.

use clap::Args;
use serde_json::Value;

use super::ask;
use crate::wire::{host::Host, query};

/// The server that is asked unless another one is named.
pub(super) const DEFAULT_ENDPOINT: &str = "http://127.0.0.1:4800";

/// Which server to ask.
#[derive(Args, Clone)]
pub(super) struct Server {
    /// The server.
    #[arg(
        long,
        env = "LOCALYUN_ENDPOINT",
        value_name = "URL",
        value_parser = ask::endpoint,
        default_value = DEFAULT_ENDPOINT
    )]
    pub(super) endpoint: String,
}

/// Which of its worlds to ask about.
#[derive(Args)]
pub(super) struct OfWorld {
    #[command(flatten)]
    pub(super) server: Server,

    /// The id of the world; the first one unless given.
    #[arg(long, value_name = "ID")]
    world: Option<String>,
}

impl Server {
    /// The JSON that it answers.
    pub(super) fn answer(
        &self,
        how: impl Fn(&str, &str, Vec<u8>) -> Result<String, ask::Failed>,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Value, String> {
        let text = how(&self.endpoint, path, body).map_err(|failed| failed.said(&self.endpoint))?;
        serde_json::from_str(&text)
            .map_err(|_| format!("{} does not answer as Localyun does", self.endpoint))
    }
}

impl OfWorld {
    /// The target of a control call about the world.
    pub(super) fn path(&self, path: &str, more: &[(&str, &str)]) -> String {
        let world = self.world.as_deref().map(|world| ("world", world));
        let pairs: Vec<_> = world.into_iter().chain(more.iter().copied()).collect();
        match &pairs[..] {
            [] => format!("/_localyun/{path}"),
            pairs => format!("/_localyun/{path}?{}", query::write(pairs)),
        }
    }
}

/// The host and the port of a URL, with or without its scheme.
pub(super) fn place(url: &str) -> Option<(&str, u16)> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let authority = rest.split('/').next().unwrap_or(rest);
    let authority = authority.rsplit('@').next().unwrap_or(authority);
    let host = Host::parse(authority)?;
    let standard = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    Some((host.name, host.port.unwrap_or(standard)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_url_has_a_place() {
        for (url, place) in [
            ("http://127.0.0.1:4800", Some(("127.0.0.1", 4800))),
            ("127.0.0.1:4800", Some(("127.0.0.1", 4800))),
            ("https://user:secret@example.com/x", Some(("example.com", 443))),
            ("http://[::1]:1/", Some(("::1", 1))),
            ("http://", None),
        ] {
            assert_eq!(super::place(url), place, "{url}");
        }
    }
}
