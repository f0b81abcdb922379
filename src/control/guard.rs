//! Who may use the control API: from which address, by which name of the server, with which token.

use std::net::IpAddr;

use hyper::{header, http::request::Parts};

use crate::{
    app::App,
    control::{Problem, robots},
    control_token,
    wire::{cors, host::Host},
};

/// What is answered without the token: whether the server is up.
const OPEN: &str = "health";

/// Who asks for what.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The address of the client.
    pub(super) peer: IpAddr,
    pub(super) head: &'a Parts,
    /// What follows `/_localyun/`.
    pub(super) path: &'a str,
}

impl Asked<'_> {
    /// The host that it names, if it is one.
    fn host(&self) -> Option<Host<'_>> {
        let mut hosts = self.head.headers.get_all(header::HOST).iter();
        // Two would be one to this and another to what stands before it.
        match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().ok().and_then(Host::parse),
            _ => None,
        }
    }

    /// Whether it is answered without the token: whether the server is up, and messages to a chat bot, whose senders cannot
    /// be told to send one. They know the name of the bot.
    fn is_open(&self) -> bool {
        self.path == OPEN || robots::is_webhook(&self.head.method, self.path)
    }
}

/// Refuses callers from other machines.
pub(super) fn admit_address(app: &App, asked: Asked<'_>) -> Result<(), Problem> {
    if app.admits(asked.peer) {
        return Ok(());
    }
    Err(Problem::new(403, elsewhere(app, asked.peer.to_canonical())))
}

/// Refuses callers from other machines, those without the token, and pages of other sites: a page may make a browser
/// call this server, but not without naming where it came from.
pub(super) fn admit(app: &App, asked: Asked<'_>) -> Result<(), Problem> {
    let (host, headers) = (asked.host(), &asked.head.headers);
    let listed = host
        .is_some_and(|it| app.control_hosts.iter().any(|name| name.eq_ignore_ascii_case(it.name)));
    let from_anywhere = listed && app.control_from.is_empty();
    if !from_anywhere {
        admit_address(app, asked)?;
    }
    match &app.control_token {
        // A page that reaches the server by a name of its own does not know the token: every name will do.
        Some(token) if !asked.is_open() => {
            if !token.is_in(headers) {
                let text = format!(
                    "the control API of this server wants a token: send `Authorization: Bearer TOKEN`. The commands of \
                     localyun send that of {}",
                    control_token::VARIABLE
                );
                return Err(Problem::new(401, text));
            }
        }
        // A name that a foreign page's own DNS points here is no loopback name, and no address.
        _ => {
            let by_address = |it: Host<'_>| it.name.parse::<IpAddr>().is_ok();
            let by_address = !app.control_from.is_empty() && host.is_some_and(by_address);
            if !listed && !by_address && !host.is_some_and(|host| host.is_loopback()) {
                let text = "call the control API by 127.0.0.1, [::1] or localhost, or by a name that the \
                            server is started with: --control-host NAME, or LOCALYUN_CONTROL_HOST=NAME";
                return Err(Problem::new(403, text));
            }
        }
    }
    cors::sender(&app.cors, headers)
        .map(|_| ())
        .map_err(|origin| Problem::new(403, cors::refusal("the control API", &origin)))
}

/// Why a caller from another machine is refused, and what to do.
fn elsewhere(app: &App, peer: IpAddr) -> String {
    if app.control_from.is_empty() {
        format!(
            "the control API answers callers on this machine only, and this one calls from {peer}. From a container or \
             another machine, start the server with --control-from {peer}, or call it by a name that it is started with: \
             --control-host NAME, or LOCALYUN_CONTROL_HOST=NAME. Or call from where the server runs: docker exec CONTAINER …"
        )
    } else {
        format!(
            "the control API answers callers on this machine and at the addresses of --control-from only, and this one \
             calls from {peer}: start the server with --control-from {peer} too"
        )
    }
}
