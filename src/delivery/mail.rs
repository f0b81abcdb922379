//! Sends one mail.

use std::time::{Duration, UNIX_EPOCH};

use actions::ports::outbox::OutboxMessage;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        Error,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use tokio::time;

use crate::{
    config::{MailTls, Smtp},
    delivery::{progress::Outcome, shortened},
};

/// How long each step of a conversation with the server may take.
const STEP: Duration = Duration::from_secs(5);

/// How long the whole may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The replies to a user that is not accepted, or to one that is missing: not the message is to blame for them.
const OF_USER: [u16; 4] = [530, 534, 535, 538];

/// What sends mail, over a connection for each.
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// One that sends by this server. It trusts the authorities of the system.
    pub(super) fn new(smtp: &Smtp, from: Mailbox) -> Result<Self, Error> {
        let tls = || TlsParameters::builder(smtp.host.clone()).build_rustls();
        let tls = match smtp.tls {
            MailTls::Always => Tls::Wrapper(tls()?),
            MailTls::Required => Tls::Required(tls()?),
            MailTls::Offered => Tls::Opportunistic(tls()?),
        };
        let mut built = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
            .port(smtp.port)
            .tls(tls)
            .timeout(Some(STEP));
        if let Some((user, password)) = &smtp.user {
            built = built.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: built.build(), from })
    }

    /// Sends a message with its link, as a URL; `id` makes its `Message-ID`.
    pub(super) async fn send(&self, m: &OutboxMessage, link: Option<&str>, id: &str) -> Outcome {
        let mail = match mail(&self.from, m, link, id) {
            Ok(mail) => mail,
            Err(why) => return Outcome::Refused(why),
        };
        match time::timeout(TIMEOUT, self.transport.send(mail)).await {
            Err(_) => Outcome::Failed(format!("the mail server took more than {TIMEOUT:?}")),
            Ok(Ok(_)) => Outcome::Accepted,
            Ok(Err(e)) => {
                let of_user = e.status().is_some_and(|it| OF_USER.contains(&u16::from(it)));
                let why = shortened(&format!("the mail server: {}", said(&e)));
                if e.is_permanent() && !of_user {
                    Outcome::Refused(why)
                } else {
                    Outcome::Failed(why)
                }
            }
        }
    }
}

/// An error with its causes.
fn said(e: &Error) -> String {
    let mut text = e.to_string();
    let mut source = std::error::Error::source(e);
    while let Some(cause) = source {
        let more = cause.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = cause.source();
    }
    text
}

fn mail(
    from: &Mailbox,
    m: &OutboxMessage,
    link: Option<&str>,
    id: &str,
) -> Result<Message, String> {
    let to = m.to.parse().map_err(|_| "the recipient is no mail address".to_owned())?;
    let body = match link {
        Some(link) if !m.body.contains(link) => format!("{}\n\n{link}\n", m.body.trim_end()),
        _ => m.body.clone(),
    };
    let millis = Duration::from_millis(u64::try_from(m.at).unwrap_or(0));
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&*m.subject)
        .date(UNIX_EPOCH + millis)
        .message_id(Some(format!("<{id}@localyun>")))
        .header(ContentType::TEXT_PLAIN)
        .body(body)
        .map_err(|e| format!("no mail can be made of it: {e}"))
}

#[cfg(test)]
mod tests {
    use actions::ports::delivery::{Delivery, DeliveryState};

    use super::*;

    #[test]
    fn a_mail_has_the_text_the_link_and_the_time_of_the_world() {
        let mut m = OutboxMessage {
            id: 1,
            at: 1_767_225_600_000,
            account: "1".into(),
            product: "cms".into(),
            kind: "verification".into(),
            channel: "mail".into(),
            to: "alice@example.com".into(),
            contact: None,
            subject: "Aktivieren – 激活".into(),
            body: "Open the link.".into(),
            link: Some("cms/activate/x".into()),
            code: None,
            request: None,
            delivery: Delivery {
                state: DeliveryState::Waiting,
                attempts: 0,
                next: Some(0),
                last_error: None,
                at: None,
                key: None,
            },
        };
        let from: Mailbox = "localyun@localhost".parse().unwrap();
        let text = |m: &OutboxMessage| {
            let made =
                mail(&from, m, Some("http://127.0.0.1:4800/x"), "k").map(|it| it.formatted());
            made.map(|bytes| String::from_utf8(bytes).unwrap())
        };
        let sent = text(&m).unwrap();
        for line in [
            "From: localyun@localhost",
            "To: alice@example.com",
            "Date: Thu, 01 Jan 2026 00:00:00 +0000",
            "Message-ID: <k@localyun>",
            "Content-Type: text/plain; charset=utf-8",
            "Open the link.",
            "http://127.0.0.1:4800/x",
        ] {
            assert!(sent.lines().any(|it| it == line), "{line}: {sent}");
        }
        m.subject = "a\r\nBcc: eve@example.com".into();
        assert!(!text(&m).unwrap().contains("\nBcc:"), "no header is added");
        m.to = "not an address".into();
        assert!(text(&m).is_err());
    }
}
