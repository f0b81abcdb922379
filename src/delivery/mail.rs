//! Sends one mail.

use std::{
    io,
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use actions::ports::outbox::OutboxMessage;
use lettre::{
    Message,
    message::{Mailbox, MultiPart, header::ContentType},
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters},
        extension::ClientId,
    },
};
use rustls::pki_types::ServerName;
use tokio::{net::TcpStream, time};
use tokio_rustls::TlsConnector;

use crate::{
    config::{MailTls, Smtp},
    delivery::{bounded::Bounded, http, own::Own, progress::Outcome, shortened},
};

/// How long the conversation with a mail server may take, the connection included.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How long of this the connection may take.
const CONNECT: Duration = Duration::from_secs(5);

/// How long is waited for the farewell of a server that has taken a mail.
const FAREWELL: Duration = Duration::from_secs(1);

/// The replies to a user that is not accepted, or to one that is missing: not the message is to blame for them.
const OF_USER: [u16; 4] = [530, 534, 535, 538];

/// What sends mail, over a connection for each.
pub(super) struct Mailer {
    smtp: Smtp,
    from: Mailbox,
    /// TLS by STARTTLS.
    upgrade: TlsParameters,
    /// TLS from the start.
    tls: TlsConnector,
}

impl Mailer {
    /// One that sends by this server. It trusts the authorities of the system.
    pub(super) fn new(smtp: &Smtp, from: Mailbox) -> Result<Self, String> {
        let upgrade = TlsParameters::builder(smtp.host.clone()).build_rustls();
        let upgrade = upgrade.map_err(|e| e.to_string())?;
        let tls = http::trusting().map_err(|e| e.to_string())?;
        Ok(Self { smtp: smtp.clone(), from, upgrade, tls: Arc::new(tls).into() })
    }

    /// Sends a message with its link, as a URL; `id` makes its `Message-ID`.
    pub(super) async fn send(&self, m: &OutboxMessage, link: Option<&str>, id: &str) -> Outcome {
        let mail = match mail(&self.from, m, link, id) {
            Ok(mail) => mail,
            Err(why) => return Outcome::Refused(why),
        };
        match time::timeout(TIMEOUT, self.hand_over(&mail)).await {
            Err(_) => Outcome::Failed(format!("the mail server took more than {TIMEOUT:?}")),
            Ok(Err(outcome)) => outcome,
            Ok(Ok(mut connection)) => {
                // It has taken the mail: how it says goodbye changes nothing.
                time::timeout(FAREWELL, connection.quit()).await.ok();
                Outcome::Accepted
            }
        }
    }

    /// Has the server take a mail.
    async fn hand_over(&self, mail: &Message) -> Result<AsyncSmtpConnection, Outcome> {
        let hello = ClientId::default();
        let mut connection = self.connect(&hello).await?;
        let starts = match self.smtp.tls {
            MailTls::Always => false,
            MailTls::Required => true,
            MailTls::Offered => connection.can_starttls(),
        };
        if starts {
            connection.starttls(self.upgrade.clone(), &hello).await.map_err(|e| outcome(&e))?;
        }
        if let Some((user, password)) = &self.smtp.user {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(|e| outcome(&e))?;
        }
        connection.send(mail.envelope(), &mail.formatted()).await.map_err(|e| outcome(&e))?;
        Ok(connection)
    }

    /// A connection on which the server has said who it is.
    async fn connect(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, Outcome> {
        let failed = |e: io::Error| Outcome::Failed(shortened(&format!("the mail server: {e}")));
        let Smtp { host, port, .. } = &self.smtp;
        let tcp = time::timeout(CONNECT, TcpStream::connect((&**host, *port))).await;
        let tcp = tcp.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())).map_err(failed)?;
        let peer = tcp.peer_addr().map_err(failed)?;
        let stream: Box<dyn AsyncTokioStream> = if self.smtp.tls == MailTls::Always {
            let name = ServerName::try_from(host.clone());
            let name = name.map_err(|e| failed(io::Error::other(e)))?;
            Box::new(Bounded::new(self.tls.connect(name, tcp).await.map_err(failed)?, peer))
        } else {
            Box::new(Bounded::new(tcp, peer))
        };
        AsyncSmtpConnection::connect_with_transport(stream, hello).await.map_err(|e| outcome(&e))
    }
}

/// What an error of the conversation makes of the message.
fn outcome(e: &Error) -> Outcome {
    let of_user = e.status().is_some_and(|it| OF_USER.contains(&u16::from(it)));
    let why = shortened(&format!("the mail server: {}", said(e)));
    if e.is_permanent() && !of_user { Outcome::Refused(why) } else { Outcome::Failed(why) }
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
    let own = Own::of(m);
    let millis = Duration::from_millis(u64::try_from(m.at).unwrap_or(0));
    let mut mail = Message::builder()
        .from(own.from.unwrap_or_else(|| from.clone()))
        .to(to)
        .subject(&*m.subject)
        .date(UNIX_EPOCH + millis)
        .message_id(Some(own.id.unwrap_or_else(|| format!("<{id}@localyun>"))));
    if let Some(reply) = own.reply {
        mail = mail.reply_to(reply);
    }
    for header in own.others {
        mail = mail.raw_header(header);
    }
    let made = match own.html {
        Some(html) => mail.multipart(MultiPart::alternative_plain_html(body, html)),
        None => mail.header(ContentType::TEXT_PLAIN).body(body),
    };
    made.map_err(|e| format!("no mail can be made of it: {e}"))
}

#[cfg(test)]
mod tests {
    use actions::ports::{
        delivery::{Delivery, DeliveryState},
        message_details::KeptDetails,
    };
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _};

    use super::*;

    fn message() -> OutboxMessage {
        OutboxMessage {
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
                next: Some(0),
                ..Delivery::default()
            },
            details: KeptDetails::default(),
        }
    }

    /// A mail server that answers each line with the reply of the script that its word begins, and is silent where
    /// there is none. What it answers at first has the word `hello`.
    async fn sent(script: &'static [(&'static str, &'static str)]) -> Outcome {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let smtp = Smtp { host: "127.0.0.1".into(), port, tls: MailTls::Offered, user: None };
        let mailer = Mailer::new(&smtp, "localyun@localhost".parse().unwrap()).unwrap();
        let server = async {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = tokio::io::BufStream::new(stream);
            let mut line = "hello".to_owned();
            loop {
                for (_, reply) in script.iter().filter(|(word, _)| line.starts_with(word)) {
                    while stream.write_all(reply.as_bytes()).await.is_ok() && !reply.ends_with('\n')
                    {
                    }
                    stream.flush().await.ok();
                }
                line.clear();
                if !stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
                    std::future::pending::<()>().await;
                }
            }
        };
        let m = message();
        tokio::select! {
            outcome = mailer.send(&m, None, "k") => outcome,
            () = server => unreachable!(),
        }
    }

    #[tokio::test]
    async fn what_a_server_has_taken_is_delivered_however_it_ends_the_conversation() {
        let outcome = sent(&[
            ("hello", "220 me\r\n"),
            ("EHLO", "250 8BITMIME\r\n"),
            ("MAIL", "250 ok\r\n"),
            ("RCPT", "250 ok\r\n"),
            ("DATA", "354 go on\r\n"),
            (".", "250 taken\r\n"),
        ]);
        assert_eq!(outcome.await, Outcome::Accepted, "QUIT is not answered");
    }

    #[tokio::test]
    async fn a_server_whose_line_does_not_end_is_not_read_on() {
        let Outcome::Failed(why) = sent(&[("hello", "220 and so on ")]).await else {
            panic!("it has failed")
        };
        assert!(why.contains("the answer is too long"), "{why}");
    }

    #[test]
    fn a_mail_has_the_text_the_link_and_the_time_of_the_world() {
        let mut m = message();
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

    #[test]
    fn a_mail_of_a_product_has_its_sender_its_headers_and_its_html() {
        let mut m = message();
        let others = serde_json::json!({
            "html": "<p>Open the <b>link</b>.</p>",
            "headers": {
                "From": "\"阿里\" <no-reply@mail.acme.test>", "To": "x@y.test", "Subject": "x",
                "Reply-To": "\"Help\" <help@acme.test>", "message-id": "<1@acme.test>",
                "X-User-Id": "7\r\nBcc: eve@example.com", "X-AliDM-Trace": "x", "Received": "x",
                "Content-Type": "text/x", "List-Unsubscribe": "<https://acme.test/u>",
            },
        });
        m.details.others = Some(others.to_string());
        let from: Mailbox = "localyun@localhost".parse().unwrap();
        let made = mail(&from, &m, None, "k").unwrap();
        let sender = made.envelope().from().map(ToString::to_string);
        assert_eq!(sender.as_deref(), Some("no-reply@mail.acme.test"));
        let recipients: Vec<_> = made.envelope().to().iter().map(ToString::to_string).collect();
        assert_eq!(recipients, ["alice@example.com"]);
        let sent = String::from_utf8(made.formatted()).unwrap();
        for line in [
            "From: =?utf-8?b?6Zi/6YeM?= <no-reply@mail.acme.test>",
            "Reply-To: Help <help@acme.test>",
            "To: alice@example.com",
            "Message-ID: <1@acme.test>",
            "List-Unsubscribe: <https://acme.test/u>",
            "X-User-Id: 7 Bcc: eve@example.com",
            "Content-Type: text/plain; charset=utf-8",
            "Open the link.",
            "Content-Type: text/html; charset=utf-8",
            "<p>Open the <b>link</b>.</p>",
        ] {
            assert!(sent.lines().any(|it| it == line), "{line}: {sent}");
        }
        assert!(sent.contains("Content-Type: multipart/alternative"), "{sent}");
        for none in ["AliDM", "Received", "text/x", "x@y.test", "\nBcc", "localyun"] {
            assert!(!sent.contains(none), "{none}: {sent}");
        }
    }
}
