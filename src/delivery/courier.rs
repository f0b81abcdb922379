//! Which way a message goes, and what sends it: shared by all worlds.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, OnceLock},
};

use actions::{
    ports::outbox::{Channel, HttpRequest, OutboxMessage},
    shared::format,
};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::{
    app::App,
    config::{Targets, is_loopback},
    delivery::{
        http::{Client, Place},
        mail::Mailer,
        progress::Outcome,
        robots,
    },
    wire::host::METADATA,
    world::World,
};

/// How many messages are sent at a time, those of all worlds.
const AT_A_TIME: usize = 32;

/// The way that a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By the mail server.
    Mail,
    /// As a request to a chat bot.
    Robot(Place, HttpRequest),
    /// As a request to a program.
    Webhook(Place, HttpRequest),
    /// As a request to a program that has to acknowledge it.
    Receipt(Place, HttpRequest),
    /// As JSON to the user's own webhook.
    Phone(Place),
}

impl Way {
    /// Where it leads, for the log: without paths, which may have tokens.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Mail => "the mail server".into(),
            Self::Robot(place, _)
            | Self::Webhook(place, _)
            | Self::Receipt(place, _)
            | Self::Phone(place) => place.shown(),
        }
    }
}

/// What sends the messages of all worlds.
pub(super) struct Courier {
    app: Arc<App>,
    targets: Targets,
    places: Semaphore,
    // Made when they are first needed: the authorities of the system are read for that.
    client: OnceLock<Result<Client, String>>,
    mailer: OnceLock<Result<Mailer, String>>,
}

impl Courier {
    pub(super) fn new(app: Arc<App>, targets: Targets) -> Self {
        let (client, mailer) = (OnceLock::new(), OnceLock::new());
        Self { app, targets, places: Semaphore::new(AT_A_TIME), client, mailer }
    }

    /// The way of a message; an error says why it has none.
    pub(super) fn way(&self, m: &OutboxMessage) -> Result<Way, String> {
        way(&self.targets, m)
    }

    /// Sends a message of a world, and says what came of it. `key` is the id by which its receiver knows it.
    pub(super) async fn send(
        &self,
        world: &World,
        m: &OutboxMessage,
        way: &Way,
        key: &str,
    ) -> Outcome {
        // It is never closed.
        let _place = self.places.acquire().await;
        let link = m.link.as_deref().map(|path| self.app.link(world, path));
        match way {
            Way::Mail => match self.mailer() {
                Ok(mailer) => mailer.send(m, link.as_deref(), key).await,
                Err(why) => Outcome::Failed(why),
            },
            Way::Phone(place) => {
                let request = phone(place, world, m, link.as_deref(), key);
                // The user has named it.
                accepted(self.post(place, &request, key, |_| true).await)
            }
            Way::Webhook(place, request) => {
                accepted(self.post(place, request, key, |ip| self.allow(place, ip)).await)
            }
            Way::Receipt(place, request) => {
                acknowledged(self.post(place, request, key, |ip| self.allow(place, ip)).await)
            }
            Way::Robot(place, request) => {
                match self.post(place, request, key, |ip| self.allow(place, ip)).await {
                    Ok(reply) => robots::outcome(&reply),
                    Err(why) => Outcome::Failed(why),
                }
            }
        }
    }

    /// Whether an address of a host that is allowed may be connected to: this machine, and what answers a machine alone,
    /// such as the metadata service of a cloud, have to be named themselves, so that no name server decides that a request
    /// comes there.
    fn allow(&self, place: &Place, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        let named = || self.targets.allow(&ip.to_string(), place.port);
        if ip.is_loopback() || ip.is_unspecified() {
            is_loopback(&place.host) || self.targets.allow("localhost", place.port) || named()
        } else {
            !is_near(ip) || named()
        }
    }

    async fn post(
        &self,
        place: &Place,
        request: &HttpRequest,
        key: &str,
        allowed: impl Fn(IpAddr) -> bool,
    ) -> Result<super::http::Reply, String> {
        let made = self
            .client
            .get_or_init(|| Client::new().map_err(|e| format!("TLS cannot be spoken: {e}")));
        match made {
            Ok(client) => client.send((place, request), key, allowed).await,
            Err(why) => Err(why.clone()),
        }
    }

    fn mailer(&self) -> Result<&Mailer, String> {
        let made = self.mailer.get_or_init(|| {
            let smtp = self.targets.smtp.as_ref().ok_or("there is no mail server")?;
            let made = Mailer::new(smtp, self.targets.from.clone());
            made.map_err(|e| format!("mail cannot be sent: {e}"))
        });
        made.as_ref().map_err(Clone::clone)
    }
}

/// What the answer of a webhook says: only its status counts.
fn accepted(reply: Result<super::http::Reply, String>) -> Outcome {
    match reply.map(|it| it.refusal()) {
        Ok(None) => Outcome::Accepted,
        Ok(Some(why)) | Err(why) => Outcome::Failed(why),
    }
}

/// What the answer to a receipt says: its status is 200, and its `code` is a number (documented for the receipts of
/// text messages).
fn acknowledged(reply: Result<super::http::Reply, String>) -> Outcome {
    match reply {
        Ok(reply) if reply.status == 200 => {
            let body: Option<serde_json::Value> = serde_json::from_slice(&reply.body).ok();
            if body.is_some_and(|it| it["code"].is_number()) {
                return Outcome::Accepted;
            }
            Outcome::Failed("the answer has no number as its code, as in {\"code\":0}".into())
        }
        Ok(reply) => Outcome::Failed(format!("the answer was {}, and not 200", reply.status)),
        Err(why) => Outcome::Failed(why),
    }
}

/// The request of a message, as the outbox has it.
#[derive(Deserialize)]
struct Kept {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

fn way(targets: &Targets, m: &OutboxMessage) -> Result<Way, String> {
    let channel = |it: Channel| it.name() == m.channel;
    if channel(Channel::Mail) {
        return match targets.smtp {
            Some(_) => Ok(Way::Mail),
            None => Err("mail is not delivered: the server was started without --deliver".into()),
        };
    }
    if channel(Channel::Sms) || channel(Channel::Voice) {
        let url = targets.phone.as_ref().ok_or(
            "text messages and phone calls are not delivered: the server was started without --deliver-phone",
        )?;
        return Ok(Way::Phone(Place::of(url.as_str())?));
    }
    let kept = m.request.as_deref().and_then(|it| serde_json::from_str::<Kept>(it).ok());
    let kept = kept.ok_or("its product does not say with which request it is sent")?;
    let place = Place::of(&kept.url)?;
    if !targets.allow(&place.host, place.port) {
        return Err(format!("{} is not among the hosts of --deliver-to", place.shown()));
    }
    let method = if kept.method == "GET" { "GET" } else { "POST" };
    let Kept { url, headers, body, .. } = kept;
    let request = HttpRequest { method, url, headers, body };
    Ok(if channel(Channel::Robot) {
        Way::Robot(place, request)
    } else if channel(Channel::Receipt) {
        Way::Receipt(place, request)
    } else {
        Way::Webhook(place, request)
    })
}

/// The request that hands a text message or a phone call to the user's webhook.
fn phone(
    place: &Place,
    world: &World,
    m: &OutboxMessage,
    link: Option<&str>,
    key: &str,
) -> HttpRequest {
    let world = if world.name.is_empty() { crate::world::worlds::FIRST } else { &world.name };
    let body = json!({
        "id": key, "message": m.id, "world": world, "at": format::iso(m.at), "channel": m.channel,
        "kind": m.kind, "product": m.product, "account": m.account, "contact": m.contact,
        "to": m.to, "subject": m.subject, "body": m.body, "link": link, "code": m.code,
    });
    HttpRequest {
        method: "POST",
        url: place.url.to_string(),
        headers: vec![("Content-Type".into(), "application/json; charset=utf-8".into())],
        body: body.to_string(),
    }
}

/// Whether an address is one that leads no further than to what is attached to this machine: a link-local one, or that of
/// a metadata service.
fn is_near(ip: IpAddr) -> bool {
    const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
    match ip {
        IpAddr::V4(ip) => ip.is_link_local() || ip.to_string() == METADATA,
        IpAddr::V6(ip) => ip.is_unicast_link_local() || ip == METADATA_V6,
    }
}

#[cfg(test)]
mod tests {
    use actions::ports::{
        delivery::{Delivery, DeliveryState},
        message_details::KeptDetails,
    };

    use super::*;

    fn targets(smtp: bool, hosts: &[&str], phone: Option<&str>) -> Targets {
        use crate::config::{MailTls, Smtp};
        let server = Smtp { host: "a".into(), port: 25, tls: MailTls::Offered, user: None };
        Targets {
            smtp: smtp.then_some(server),
            hosts: hosts.iter().map(|it| it.parse().unwrap()).collect(),
            phone: phone.map(|it| it.parse().unwrap()),
            from: "a@b".parse().unwrap(),
        }
    }

    fn message(channel: &str, url: Option<&str>) -> OutboxMessage {
        let request =
            url.map(|url| json!({"method":"GET","url":url,"headers":[["A","b"]],"body":"x"}));
        OutboxMessage {
            id: 1,
            at: 0,
            account: String::new(),
            product: "cms".into(),
            kind: "alert".into(),
            channel: channel.into(),
            to: "x".into(),
            contact: None,
            subject: "s".into(),
            body: "b".into(),
            link: None,
            code: None,
            request: request.map(|it| it.to_string()),
            delivery: Delivery {
                state: DeliveryState::Waiting,
                next: Some(0),
                key: Some("k".into()),
                ..Delivery::default()
            },
            details: KeptDetails::default(),
        }
    }

    #[test]
    fn a_receipt_is_acknowledged_by_a_number() {
        let reply = |status, body: &str| super::super::http::Reply {
            status,
            location: false,
            body: body.into(),
        };
        let good = acknowledged(Ok(reply(200, r#"{"code":0,"msg":"接收成功"}"#)));
        assert_eq!(good, Outcome::Accepted);
        for (status, body) in
            [(200, ""), (200, r#"{"code":"0"}"#), (204, ""), (500, r#"{"code":0}"#)]
        {
            assert!(
                matches!(acknowledged(Ok(reply(status, body))), Outcome::Failed(_)),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn what_answers_a_machine_alone_is_known() {
        for (ip, near) in [
            ("169.254.169.254", true),
            ("100.100.100.200", true),
            ("100.100.100.201", false),
            ("fe80::1", true),
            ("fd00:ec2::254", true),
            ("10.0.0.1", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(is_near(ip.parse().unwrap()), near, "{ip}");
        }
    }

    #[test]
    fn a_message_goes_where_it_may_and_else_the_reason_is_said() {
        let all = targets(true, &["a.example"], Some("http://localhost:9/sms?token=hush"));
        let url = "https://a.example/robot/send?access_token=hush";
        assert_eq!(way(&all, &message("mail", None)), Ok(Way::Mail));
        for channel in ["sms", "voice"] {
            let found = way(&all, &message(channel, None)).unwrap();
            assert_eq!(found.shown(), "localhost:9");
        }
        let Ok(Way::Robot(place, request)) = way(&all, &message("robot", Some(url))) else {
            panic!("a robot")
        };
        assert_eq!(
            (&*place.shown(), request.method, &*request.body),
            ("a.example:443", "GET", "x")
        );
        assert!(matches!(way(&all, &message("webhook", Some(url))), Ok(Way::Webhook(..))));
        assert!(matches!(way(&all, &message("receipt", Some(url))), Ok(Way::Receipt(..))));

        let none = targets(false, &["b.example"], None);
        for (channel, url, why) in [
            ("mail", None, "without --deliver"),
            ("sms", None, "without --deliver-phone"),
            ("voice", None, "without --deliver-phone"),
            ("robot", Some(url), "a.example:443 is not among the hosts of --deliver-to"),
            ("webhook", Some("http://127.0.0.1:1/"), "127.0.0.1:1 is not among"),
            ("webhook", Some("ftp://b.example/"), "neither http nor https"),
            ("robot", None, "does not say with which request"),
        ] {
            let found = way(&none, &message(channel, url)).unwrap_err();
            assert!(found.contains(why) && !found.contains("hush"), "{found}");
        }
    }
}
