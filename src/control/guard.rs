//! Who may use the control API: from which address, by which name of the server, with which token.

use std::net::IpAddr;

use hyper::{HeaderMap, Method, header, http::request::Parts};

use crate::{
    app::App,
    control::Problem,
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
    /// Whether it is answered without the token: whether the server is up, and messages to a chat bot, whose senders cannot
    /// be told to send one. They know the name of the bot.
    fn is_open(&self) -> bool {
        self.path == OPEN || is_webhook(&self.head.method, self.path)
    }
}

/// Refuses callers from other machines, whatever name they call by.
pub(super) fn admit_address(app: &App, peer: IpAddr) -> Result<(), Problem> {
    address(app, peer, None)
}

/// Whether a path of the control API, without what is before it, is a webhook. Its sender proves nothing but that it
/// knows the name.
fn is_webhook(method: &Method, path: &str) -> bool {
    let name = path.strip_prefix("robots/").and_then(|it| it.split_once('/'));
    *method == Method::POST && name.is_some_and(|(_, name)| !name.is_empty())
}

/// Refuses callers from other machines, those without the token, and pages of other sites: a page may make a browser
/// call this server, but not without naming where it came from.
pub(super) fn admit(app: &App, asked: Asked<'_>) -> Result<(), Problem> {
    let headers = &asked.head.headers;
    let host = host(headers);
    address(app, asked.peer, host)?;
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
        _ => name(app, host)?,
    }
    sender(app, headers, "the control API")
}

/// Why a file of the console is not given, with the status, if it is not. They hold no data, so that they need no token: with one, they are
/// for all who may use the control API; without one, for this machine alone, since a page is a door that whoever finds it
/// would try. `opened` says that a browser shows what it asks for as a page of its own, so that a link of any site may lead
/// there.
pub(crate) fn refuses_page(
    app: &App,
    peer: IpAddr,
    headers: &HeaderMap,
    opened: bool,
) -> Option<(u16, String)> {
    let admitted = || {
        let host = host(headers);
        address(app, peer, host)?;
        if app.control_token.is_none() {
            if !peer.to_canonical().is_loopback() {
                let text = format!(
                    "the console answers browsers on this machine only, and this one calls from {}: other machines may use \
                     it once the server is started with a token for its control API, with --control-token, and with \
                     --control-from or --control-host",
                    peer.to_canonical()
                );
                return Err(Problem::new(403, text));
            }
            name(app, host)?;
        }
        if opened { Ok(()) } else { sender(app, headers, "the console") }
    };
    admitted().err().map(|problem| (problem.status, problem.text))
}

/// The host that a request names; two would be one to this and another to what stands before it.
fn host(headers: &HeaderMap) -> Option<Host<'_>> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok().and_then(Host::parse),
        _ => None,
    }
}

fn is_listed(app: &App, host: Option<Host<'_>>) -> bool {
    host.is_some_and(|it| app.control_hosts.iter().any(|name| name.eq_ignore_ascii_case(it.name)))
}

/// Refuses addresses from which the control API is not for use.
fn address(app: &App, peer: IpAddr, host: Option<Host<'_>>) -> Result<(), Problem> {
    let from_anywhere = is_listed(app, host) && app.control_from.is_empty();
    if from_anywhere || app.admits(peer) {
        return Ok(());
    }
    Err(Problem::new(403, elsewhere(app, peer.to_canonical())))
}

/// Refuses names that are not the server's: one that a foreign page's own DNS points here is no loopback name, and no
/// address.
fn name(app: &App, host: Option<Host<'_>>) -> Result<(), Problem> {
    let by_address = |it: Host<'_>| it.name.parse::<IpAddr>().is_ok();
    let by_address = !app.control_from.is_empty() && host.is_some_and(by_address);
    if is_listed(app, host) || by_address || host.is_some_and(|host| host.is_loopback()) {
        return Ok(());
    }
    let text = "call the control API by 127.0.0.1, [::1] or localhost, or by a name that the \
                server is started with: --control-host NAME, or LOCALYUN_CONTROL_HOST=NAME";
    Err(Problem::new(403, text))
}

/// Refuses pages of other sites.
fn sender(app: &App, headers: &HeaderMap, what: &str) -> Result<(), Problem> {
    let refused = |origin: String| Problem::new(403, cors::refusal(what, &origin));
    app.sender(headers).map(drop).map_err(refused)
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
