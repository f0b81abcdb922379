//! `/_localyun/robots`: chat bots that take messages as those of the platforms do, here and at the platforms' own
//! addresses.

use std::net::SocketAddr;

use actions::{
    core::control::{ControlAccess, ControlRequest, Names, Operation, required_text, text, word},
    policy::Range,
    shared::robots::RobotKind,
};
use hyper::{Method, Response, header, http::request::Parts};
use serde_json::{Map, Value, json};

use crate::{
    app::App,
    control::{
        Outcome, Problem, answered, calls, clock, guard, named,
        reply::Reply,
        request::decoded,
        route::{Sent, ServerRoute},
        selection::positive,
    },
    gateway,
    wire::{body::Body, host::Host},
    world::{
        World,
        robots::{MOST_ROBOTS, Post, Received, RobotSettings, RobotState, is_name},
    },
};

const KINDS: [&str; 3] =
    [RobotKind::DingTalk.name(), RobotKind::Lark.name(), RobotKind::WeCom.name()];

/// The most keywords and the most addresses of a bot (documented).
const MOST_LISTED: usize = 10;

/// The most bytes of a secret or a keyword: far more than those of the platforms have.
const LONGEST_TEXT: usize = 1024;

/// The most messages in a minute that a bot may be set to take.
const FASTEST: u32 = 10_000;

const MEMBERS: Names = &[
    ("kind", "the platform: `dingtalk`, `lark` or `wecom`"),
    (
        "name",
        "the name, which stands in the place of the token: up to 128 letters, digits, `-`, `_` and `.`, not dots alone",
    ),
    (
        "secret",
        "messages must be signed with this, up to 1,024 bytes; unsigned unless given, as they are on WeCom",
    ),
    (
        "keywords",
        "a list of up to 10 texts of up to 1,024 bytes, of which a message must have one; not on WeCom",
    ),
    (
        "ip_allow",
        "a list of up to 10 addresses or ranges from which it takes messages; not on WeCom",
    ),
    (
        "rate_per_minute",
        "how many messages it takes in a minute, 1 to 10000; 100 on Lark and 20 elsewhere unless given",
    ),
    (
        "auto_register",
        "alone: whether a message for a bot that is not set makes it, as is so at first; otherwise its token is unknown",
    ),
];

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("robots", "Lists the chat bots, with how many messages each accepted and refused.")
            .access(ControlAccess::Nothing),
        |app, world, _| Box::pin(async { Ok(listed(app, world)) }),
    ),
    ServerRoute::new(
        Operation::post("robots", "Sets a chat bot, a new one or one that is there, and answers all.")
            .access(ControlAccess::Nothing)
            .object(
                MEMBERS,
                &[
                    r#"{"kind": "dingtalk", "name": "ops", "secret": "SEC0123456789abcdef", "keywords": ["Alert"]}"#,
                    r#"{"kind": "lark", "name": "ops", "ip_allow": ["127.0.0.1", "10.0.0.0/8"]}"#,
                    r#"{"kind": "wecom", "name": "ops", "rate_per_minute": 5}"#,
                    r#"{"auto_register": false}"#,
                ],
            ),
        |app, world, request| Box::pin(async { set(app, world, request) }),
    ),
    ServerRoute::new(
        Operation::delete("robots", "Removes all chat bots, and the messages that they have received.")
            .access(ControlAccess::Nothing),
        |_, world, _| Box::pin(async { Ok(json!({ "deleted": world.robots.clear() })) }),
    ),
    ServerRoute::new(
        Operation::get(
            "robots/{kind}/{name}",
            "Answers how a chat bot is set, and the messages that it has received, oldest first.",
        )
        .access(ControlAccess::Nothing),
        |app, world, request| Box::pin(one(app, world, request)),
    ),
    ServerRoute::receiving(
        Operation::post(
            "robots/{kind}/{name}",
            "Is the webhook of a chat bot: takes a message, and answers as the platform does.",
        )
        .access(ControlAccess::Nothing)
        .of_server()
        .query(&[
            ("world", "the id of the world; the first one unless given"),
            ("timestamp", "on DingTalk: when the message was signed, in milliseconds"),
            ("sign", "on DingTalk: the signature; other parameters are ignored"),
        ])
        .text("the message, as it is sent to the platform"),
        |app, sent| Box::pin(receive(app, sent)),
    ),
    ServerRoute::new(
        Operation::delete("robots/{kind}/{name}", "Removes a chat bot, and the messages that it has received.")
            .access(ControlAccess::Nothing),
        |_, world, request| Box::pin(async { remove(world, request) }),
    ),
];

fn listed(app: &App, world: &World) -> Value {
    let (robots, auto_register) = world.robots.all();
    let robots: Vec<_> = robots.iter().map(|it| shown(app, world, it)).collect();
    json!({ "robots": robots, "auto_register": auto_register })
}

/// A bot; its secret is not shown.
fn shown(app: &App, world: &World, it: &RobotState) -> Value {
    let (kind, settings) = (it.kind.name(), &it.settings);
    let mut url = format!("{}/_localyun/robots/{kind}/{}", app.base(), it.name);
    if !world.name.is_empty() {
        url = format!("{url}?world={}", world.name);
    }
    json!({
        "kind": kind, "name": it.name, "secret": settings.secret.is_some(),
        "keywords": settings.keywords,
        "ip_allow": settings.ip_allow.iter().map(|(text, _)| text).collect::<Vec<_>>(),
        "rate_per_minute": it.rate_per_minute(),
        "messages": it.accepted, "refused": it.refused, "url": url,
    })
}

fn set(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let members = request.members();
    if let Some(value) = members.get("auto_register") {
        let yes = value.as_bool().filter(|_| members.len() == 1).ok_or_else(|| {
            Problem::of_member("auto_register", "it stands alone, and is true or false")
        })?;
        world.robots.register_others(yes);
        return Ok(listed(app, world));
    }
    required_text(&members, "kind")?;
    let kind = word(&members, "kind", &KINDS)?.and_then(RobotKind::named);
    let kind = kind.ok_or_else(|| Problem::of_member("kind", "it is needed"))?;
    let name = required_text(&members, "name")?;
    if !is_name(name) {
        return Err(Problem::of_member("name", "it has other characters, or is too long"));
    }
    if let (RobotKind::WeCom, Some(wrong)) =
        (kind, ["secret", "keywords", "ip_allow"].iter().find(|it| members.contains_key(**it)))
    {
        return Err(Problem::of_member(*wrong, "the key is all that a bot of WeCom asks for"));
    }
    let ranges = texts(&members, "ip_allow")?.into_iter().map(|it| {
        let range = Range::parse(&it).ok_or_else(|| {
            Problem::of_member("ip_allow", "write addresses or ranges, such as 10.0.0.0/8")
        });
        range.map(|range| (it, range))
    });
    let settings = RobotSettings {
        secret: secret(&members)?,
        keywords: texts(&members, "keywords")?,
        ip_allow: ranges.collect::<Result<_, Problem>>()?,
        rate_per_minute: rate(&members)?,
    };
    if !world.robots.set(kind, name, settings) {
        let text = format!("a world has {MOST_ROBOTS} chat bots at most");
        return Err(Problem::new(409, text));
    }
    Ok(listed(app, world))
}

fn secret(members: &Map<String, Value>) -> Result<Option<String>, Problem> {
    let secret = text(members, "secret")?;
    if secret.is_some_and(|it| it.len() > LONGEST_TEXT) {
        return Err(Problem::of_member("secret", format!("it has {LONGEST_TEXT} bytes at most")));
    }
    Ok(secret.map(str::to_owned))
}

fn rate(members: &Map<String, Value>) -> Result<Option<u32>, Problem> {
    let Some(number) = positive(members, "rate_per_minute")? else { return Ok(None) };
    let number = u32::try_from(number).ok().filter(|it| *it <= FASTEST);
    let wrong =
        || Problem::of_member("rate_per_minute", format!("it is a number from 1 to {FASTEST}"));
    number.map(Some).ok_or_else(wrong)
}

/// A list of texts among the members of a body.
fn texts(members: &Map<String, Value>, name: &str) -> Result<Vec<String>, Problem> {
    let Some(value) = members.get(name) else { return Ok(Vec::new()) };
    let fits = |it: &&str| (1..=LONGEST_TEXT).contains(&it.len());
    let text = |it: &Value| it.as_str().filter(fits).map(str::to_owned);
    let all = value.as_array().filter(|all| all.len() <= MOST_LISTED);
    let all = all.and_then(|all| all.iter().map(text).collect());
    let wrong = format!(
        "it must be a list of texts, {MOST_LISTED} at most, of {LONGEST_TEXT} bytes at most"
    );
    all.ok_or_else(|| Problem::of_member(name, wrong))
}

/// The platform of this name.
fn kind(name: &str) -> Result<RobotKind, Problem> {
    RobotKind::named(name).ok_or_else(|| {
        let text = format!("there are chat bots of {} only: use one of these", KINDS.join(", "));
        Problem::new(404, text)
    })
}

fn none() -> Problem {
    Problem::new(404, "there is no such chat bot: GET /_localyun/robots lists those that there are")
}

async fn one(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let (kind, name) = (kind(request.path_value("kind"))?, request.path_value("name"));
    let (robot, received) = world.robots.one(kind, name).ok_or_else(none)?;
    let accepted = robot.accepted;
    let mut robot = shown(app, world, &robot);
    calls::apart(move || {
        if let Some(members) = robot.as_object_mut() {
            // In the list it is how many it accepted.
            members.shift_remove("messages");
            members.insert("accepted".into(), accepted.into());
            members.insert("messages".into(), received.iter().map(|it| message(it)).collect());
        }
        Ok(robot)
    })
    .await
}

/// A message that came; what is no JSON is shown as the text that it is.
fn message(it: &Received) -> Value {
    let payload = serde_json::from_slice(&it.body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&it.body).into_owned()));
    let outcome = if it.code == 0 { "accepted" } else { "refused" };
    json!({
        "at": clock::shown(it.at), "outcome": outcome, "errcode": it.code, "errmsg": it.message,
        "payload": payload,
    })
}

fn remove(world: &World, request: &ControlRequest) -> Outcome {
    let kind = kind(request.path_value("kind"))?;
    if !world.robots.remove(kind, request.path_value("name")) {
        return Err(none());
    }
    Ok(json!({ "status": "deleted" }))
}

/// A message to the webhook of the control API.
async fn receive(app: &App, sent: Sent<'_>) -> Result<Reply, Problem> {
    let part = |name: &str| {
        let part = sent.parts.iter().find(|(it, _)| *it == name).map_or("", |(_, part)| part);
        decoded(part, "path")
    };
    let (kind, name) = (kind(&part("kind")?)?, part("name")?);
    take(app, &sent, kind, |_| Some(name)).await
}

/// Has a bot take a message; `token` finds its name in the query.
async fn take(
    app: &App,
    Sent { peer, head, body, .. }: &Sent<'_>,
    kind: RobotKind,
    token: impl FnOnce(&[(String, String)]) -> Option<String>,
) -> Result<Reply, Problem> {
    // As the platforms decode it: a signature with a plus that is not escaped is another one.
    let query = head.uri.query().unwrap_or_default();
    let query: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let world = query.iter().find(|(name, _)| name == "world").map(|(_, value)| value.as_str());
    let world = named(app, world, &head.headers).await?;
    let name = token(&query);
    let forwarded = head.headers.get("x-forwarded-for").and_then(|it| it.to_str().ok());
    let post = Post {
        query: &query,
        body,
        ip: gateway::address(peer.ip(), forwarded).to_canonical(),
        clocks: world.clocks(),
        id: &world.refusals.request_id(),
    };
    let answer = world.robots.receive(kind, name.as_deref(), &post);
    Ok(Reply::Text("application/json", answer.to_string()))
}

/// The platform whose webhook a request is for by its host, if any, and the token that stands in its path.
#[must_use]
pub fn at_platform(head: &Parts) -> Option<(RobotKind, Option<&str>)> {
    let path = head.uri.path();
    // Few paths are those of a platform.
    RobotKind::of_url(path)?;
    let named = head.uri.authority().map(hyper::http::uri::Authority::as_str);
    let field = || head.headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let host = named.or_else(field).and_then(Host::parse)?;
    RobotKind::at(host.name, path)
}

/// Answers a request to a webhook at a platform's own host, from this machine and the addresses of `--control-from`. Pages of other
/// sites have been refused before.
pub async fn serve_platform(
    app: &App,
    peer: SocketAddr,
    head: &Parts,
    (kind, token): (RobotKind, Option<&str>),
    body: &[u8],
) -> Response<Body> {
    let outcome = async {
        guard::admit_address(app, peer.ip())?;
        if head.method != Method::POST {
            let allowed = Some(Method::POST.to_string());
            return Err(Problem { allowed, ..Problem::new(405, "a message is sent with POST") });
        }
        let sent = Sent { peer, head, parts: Vec::new(), body };
        let of_query = |query: &[(String, String)]| {
            let wanted = kind.token_parameter()?;
            query.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
        };
        take(app, &sent, kind, |query| token.map(str::to_owned).or_else(|| of_query(query))).await
    };
    answered(head, head.uri.path(), outcome.await)
}
