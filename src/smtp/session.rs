//! One connection of a program that hands over mail. The replies are the recorded ones of the vendor's server; those of
//! what no source records are those that the RFC gives as examples.

use std::{io, sync::Arc, time::Duration};

use actions::{
    ApiError, Authority, Caller, Principal, is_email,
    submission::{self, Reply, Submission, Submitter},
};
use tokio::{
    io::{AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::{Semaphore, watch},
    time,
};
use tracing::{error, info};

use crate::{
    app::App,
    smtp::{
        lines::{Line, decoded, path, read_line},
        message,
    },
    world::{due::WaitFor, transaction::Transaction},
};

/// The most bytes of a command, its end among them.
const LINE: u64 = 4096;
/// The most bytes of a line of a message.
const DATA_LINE: u64 = 64 * 1024;
/// The most bytes of a message.
const MESSAGE: usize = 15 * 1024 * 1024;
/// The most recipients of a message.
const RECIPIENTS: usize = 100;
/// How many wrong passwords, and how many wrong commands, a connection may send.
const WRONG: usize = 3;
const BAD: usize = 20;
/// How long the next line may take.
const IDLE: Duration = Duration::from_secs(60);

/// A connection, and how far it is.
struct Session<'a> {
    app: &'a Arc<App>,
    stream: BufReader<TcpStream>,
    receiving: &'a Semaphore,
    who: Option<Submitter>,
    from: bool,
    to: Vec<String>,
    wrong: usize,
    bad: usize,
}

/// Serves a connection until either side ends it.
pub(super) async fn run(
    app: &Arc<App>,
    tcp: TcpStream,
    receiving: &Semaphore,
    stop: &mut watch::Receiver<bool>,
) -> io::Result<()> {
    let (who, to) = (None, Vec::new());
    let stream = BufReader::new(tcp);
    let mut session = Session { app, stream, receiving, who, from: false, to, wrong: 0, bad: 0 };
    session.say(220, "smtp.aliyun-inc.com MX AliMailServer(127.0.0.1)").await?;
    loop {
        let line = match session.line(LINE, stop).await? {
            Line::Text(line, _) => line,
            Line::TooLong => {
                session.say(500, "Line too long").await?;
                return Ok(());
            }
            Line::End(why) => {
                if let Some(Reply { code, text }) = why {
                    session.say(code, &text).await?;
                }
                return Ok(());
            }
        };
        let line = String::from_utf8_lossy(&line).into_owned();
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        if !session.command(&verb.to_ascii_uppercase(), rest.trim(), stop).await? {
            return Ok(());
        }
    }
}

impl Session<'_> {
    async fn say(&mut self, code: u16, text: &str) -> io::Result<()> {
        let line = format!("{code} {text}\r\n");
        time::timeout(IDLE, self.stream.write_all(line.as_bytes()))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    /// The next line, without its end.
    async fn line(&mut self, most: u64, stop: &mut watch::Receiver<bool>) -> io::Result<Line> {
        let read = read_line(&mut self.stream, most);
        tokio::select! {
            line = time::timeout(IDLE, read) => line.unwrap_or_else(|_| {
                Ok(Line::End(Some(Reply::new(421, "Timeout"))))
            }),
            _ = stop.wait_for(|stop| *stop) => {
                Ok(Line::End(Some(Reply::new(421, "Service not available, closing transmission channel"))))
            }
        }
    }

    /// Carries out a command. Returns whether the connection goes on.
    async fn command(
        &mut self,
        verb: &str,
        rest: &str,
        stop: &mut watch::Receiver<bool>,
    ) -> io::Result<bool> {
        match verb {
            "EHLO" => {
                self.forget();
                let lines = "250-smtp.aliyun-inc.com\r\n250-8BITMIME\r\n250-AUTH=PLAIN LOGIN XALIOAUTH\r\n\
                    250-AUTH PLAIN LOGIN XALIOAUTH\r\n250-PIPELINING\r\n250 DSN\r\n";
                self.stream.write_all(lines.as_bytes()).await?;
            }
            "HELO" => {
                self.forget();
                self.say(250, "smtp.aliyun-inc.com").await?;
            }
            "AUTH" => return self.authenticate(rest, stop).await,
            "MAIL" => self.mail(rest).await?,
            "RCPT" => self.recipient(rest).await?,
            "DATA" => return self.data(stop).await,
            "RSET" => {
                self.forget();
                self.say(250, "Ok").await?;
            }
            "NOOP" => self.say(250, "Ok").await?,
            "VRFY" => self.say(252, "Cannot VRFY user").await?,
            "QUIT" => {
                self.say(221, "Bye").await?;
                return Ok(false);
            }
            _ => {
                self.bad += 1;
                if self.bad > BAD {
                    self.say(421, "Too many bad commands").await?;
                    return Ok(false);
                }
                self.say(502, "Command not implemented").await?;
            }
        }
        Ok(true)
    }

    /// Forgets the message that was begun.
    fn forget(&mut self) {
        self.from = false;
        self.to.clear();
    }

    /// `AUTH PLAIN` and `AUTH LOGIN`, with their first answer or without.
    async fn authenticate(
        &mut self,
        rest: &str,
        stop: &mut watch::Receiver<bool>,
    ) -> io::Result<bool> {
        let (way, first) = rest.split_once(' ').unwrap_or((rest, ""));
        let first = (!first.is_empty()).then(|| first.to_owned());
        let answers = match &*way.to_ascii_uppercase() {
            "PLAIN" => {
                let Some(answer) = self.ask(first, "", stop).await? else { return Ok(false) };
                let text = decoded(&answer).unwrap_or_default();
                let mut parts = text.split('\0').skip(1).map(str::to_owned);
                parts.next().zip(parts.next())
            }
            "LOGIN" => {
                let Some(name) = self.ask(first, "dXNlcm5hbWU6", stop).await? else {
                    return Ok(false);
                };
                let Some(password) = self.ask(None, "UGFzc3dvcmQ6", stop).await? else {
                    return Ok(false);
                };
                decoded(&name).zip(decoded(&password))
            }
            _ => {
                self.say(504, "Unrecognized authentication type").await?;
                return Ok(true);
            }
        };
        if let Some((name, password)) = answers {
            let world = Arc::clone(self.app.world());
            let found = world
                .read(|it| submission::log_in(it.tx, &name, &password).map_err(ApiError::from));
            match found.await {
                Ok(Some(who)) => {
                    self.who = Some(who);
                    self.say(235, "Authentication successful").await?;
                    return Ok(true);
                }
                Ok(None) => {}
                Err(e) => {
                    self.failed(&e).await?;
                    return Ok(true);
                }
            }
        }
        self.wrong += 1;
        self.say(535, "Authentication failure").await?;
        Ok(self.wrong < WRONG)
    }

    /// An answer of the client: one that came with the command, or that to a challenge. `None` if the connection is over.
    async fn ask(
        &mut self,
        first: Option<String>,
        challenge: &str,
        stop: &mut watch::Receiver<bool>,
    ) -> io::Result<Option<String>> {
        if first.is_some() {
            return Ok(first);
        }
        self.say(334, challenge).await?;
        match self.line(LINE, stop).await? {
            Line::Text(line, _) => Ok(Some(String::from_utf8_lossy(&line).into_owned())),
            Line::TooLong | Line::End(_) => Ok(None),
        }
    }

    async fn mail(&mut self, rest: &str) -> io::Result<()> {
        let Some(who) = &self.who else {
            return self.say(530, "Authentication required").await;
        };
        let Some(from) = path(rest, "FROM:") else {
            return self.say(501, "Syntax: MAIL FROM:<address>").await;
        };
        if !from.eq_ignore_ascii_case(&who.address) {
            let text = format!(
                "\"MAIL FROM\" doesn't conform with authentication (Auth Account:{}|Mail Account:{from})",
                who.address
            );
            return self.say(436, &text).await;
        }
        self.forget();
        self.from = true;
        self.say(250, "Mail Ok").await
    }

    async fn recipient(&mut self, rest: &str) -> io::Result<()> {
        let Some(who) = self.who.clone().filter(|_| self.from) else {
            return self.say(503, "Bad sequence of commands").await;
        };
        let Some(to) = path(rest, "TO:").filter(|to| is_email(to)) else {
            return self.say(559, "Invalid rcptto").await;
        };
        if self.to.len() >= RECIPIENTS {
            return self.say(556, "The number of RCPTs is over size").await;
        }
        let refusal = self.app.world().read(|transaction| {
            let caller = caller(&who);
            let now = transaction.world.clock.now();
            let product = submission::product();
            let on_behalf = (&caller, &*who.region);
            let mut cx = transaction.context(product, on_behalf, now, Authority::CLOUD);
            submission::refusal(&mut cx, to)
        });
        match refusal.await {
            Ok(None) => {
                self.to.push(to.to_owned());
                self.say(250, "Rcpt Ok").await
            }
            Ok(Some(Reply { code, text })) => self.say(code, &text).await,
            Err(e) => self.failed(&e).await,
        }
    }

    async fn data(&mut self, stop: &mut watch::Receiver<bool>) -> io::Result<bool> {
        let Some(who) = self.who.clone().filter(|_| !self.to.is_empty()) else {
            self.say(503, "Bad sequence of commands").await?;
            return Ok(true);
        };
        let room = self.receiving;
        let Ok(Ok(place)) = time::timeout(IDLE, room.acquire()).await else {
            self.say(451, "Too many messages are being received; try again later").await?;
            return Ok(true);
        };
        self.say(354, "End data with <CR><LF>.<CR><LF>").await?;
        let mut raw = Vec::new();
        let mut is_too_long = false;
        // Whether the line before ended with CR LF: only then a dot is one of the protocol.
        let mut begins = true;
        loop {
            match self.line(DATA_LINE, stop).await? {
                Line::Text(line, true) if begins && line == b"." => break,
                Line::Text(line, is_crlf) => {
                    let dot = line.strip_prefix(b".").filter(|_| begins);
                    let line = dot.unwrap_or(&line);
                    is_too_long |= raw.len() + line.len() + 2 > MESSAGE;
                    if !is_too_long {
                        raw.extend_from_slice(line);
                        raw.extend_from_slice(if is_crlf { b"\r\n" } else { b"\n" });
                    }
                    begins = is_crlf;
                }
                Line::TooLong => {
                    is_too_long = true;
                    begins = false;
                }
                Line::End(why) => {
                    if let Some(Reply { code, text }) = why {
                        self.say(code, &text).await?;
                    }
                    return Ok(false);
                }
            }
        }
        let to = std::mem::take(&mut self.to);
        self.from = false;
        if is_too_long {
            let text = "The length of DATA content is achieved the maximum threshold";
            self.say(557, text).await?;
            return Ok(true);
        }
        let read = message::read(&raw, to);
        drop(raw);
        let reply = match read {
            Ok(mail) => self.take(who, mail).await,
            Err(reply) => Ok(reply),
        };
        drop(place);
        match reply {
            Ok(Reply { code, text }) => self.say(code, &text).await?,
            Err(e) => self.failed(&e).await?,
        }
        Ok(true)
    }

    /// Puts a message into the outbox.
    async fn take(&self, who: Submitter, mail: Submission) -> Result<Reply, ApiError> {
        let world = self.app.world();
        world.catch_up(WaitFor::Everything).await;
        let address = who.address.clone();
        let recipients = mail.to.len();
        let work = move |transaction: &mut Transaction<'_>| {
            let caller = caller(&who);
            let now = transaction.world.clock.now();
            let product = submission::product();
            let on_behalf = (&caller, &*who.region);
            let mut cx = transaction.context(product, on_behalf, now, Authority::CLOUD);
            submission::take(&mut cx, &who.address, mail.clone())
        };
        let reply = world.write(true, work).await?;
        info!(from = address, recipients, reply = reply.code, "mail by SMTP");
        Ok(reply)
    }

    async fn failed(&mut self, e: &ApiError) -> io::Result<()> {
        error!(error = ?e, "mail by SMTP failed");
        self.say(451, "Requested action aborted: local error in processing").await
    }
}

/// On whose behalf mail is taken.
fn caller(who: &Submitter) -> Caller {
    Caller { account: who.account.clone(), principal: Principal::Root, access_key: String::new() }
}
