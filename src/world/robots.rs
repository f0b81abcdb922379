//! The chat bots of a world: webhooks as those of `DingTalk`, `WeCom` and Lark, which check what comes as the platforms do
//! and keep it. They are in memory and belong to the world, as its journal does: no snapshot has them.

mod dingtalk;
mod form;
mod lark;
mod rate;
mod wecom;

use std::{
    collections::{BTreeMap, VecDeque},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actions::{policy::Range, shared::robots::RobotKind};
use serde_json::Value;

use crate::{
    sign::time::Clocks,
    world::robots::{
        form::says_one_of,
        rate::{Limit, Rate},
    },
};

/// How many bots a world has at most.
pub const MOST_ROBOTS: usize = 1000;
/// How many messages the bots of a world keep together, and of how many bytes. The oldest are dropped.
const MOST_RECEIVED: usize = 10_000;
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// What a message takes besides its body, about.
const MESSAGE_BYTES: usize = 256;
/// The longest name of a bot.
const LONGEST_NAME: usize = 128;

/// How a bot is set.
#[derive(Clone, Debug, Default)]
pub struct RobotSettings {
    /// What messages must be signed with.
    pub secret: Option<String>,
    /// Words of which a message must have one.
    pub keywords: Vec<String>,
    /// The addresses from which it takes messages, each as it was given; from all if there are none.
    pub ip_allow: Vec<(String, Range)>,
    /// How many messages it takes in a minute; as many as on the platform unless given.
    pub rate_per_minute: Option<u32>,
}

/// A message on its way to a bot.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// The query of its request.
    pub query: &'a [(String, String)],
    /// Its body, as it came.
    pub body: &'a [u8],
    /// Where it comes from.
    pub ip: IpAddr,
    /// When it comes.
    pub clocks: Clocks,
    /// An id of its request.
    pub id: &'a str,
}

impl Post<'_> {
    /// The first query parameter of this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&String> {
        self.query.iter().find(|(it, _)| it == name).map(|(_, value)| value)
    }
}

/// A message that came to a bot.
#[derive(Debug)]
pub struct Received {
    /// When, on the world's clock.
    pub at: i64,
    /// The code of the answer: 0 if it was accepted.
    pub code: i64,
    /// The text of a refusal.
    pub message: Option<String>,
    /// Its body, as far as the platform reads it.
    pub body: Box<[u8]>,
}

/// A bot as it is.
#[derive(Clone, Debug)]
pub struct RobotState {
    /// Its platform.
    pub kind: RobotKind,
    /// Its name: what its webhook has as its token.
    pub name: String,
    /// How it is set.
    pub settings: Arc<RobotSettings>,
    /// How many messages it accepted.
    pub accepted: u64,
    /// How many it refused.
    pub refused: u64,
}

impl RobotState {
    /// How many messages it takes in a minute.
    #[must_use]
    pub fn rate_per_minute(&self) -> u32 {
        self.settings.rate_per_minute.unwrap_or(platform(self.kind).per_minute)
    }
}

/// The bots of a world.
#[derive(Default)]
pub struct Robots(Mutex<All>);

type Key = (RobotKind, String);

#[derive(Default)]
struct All {
    robots: BTreeMap<Key, Robot>,
    received: VecDeque<(Key, Arc<Received>)>,
    bytes: usize,
    /// Whether a name that is not set is unknown, instead of a new bot.
    only_set: bool,
}

#[derive(Default)]
struct Robot {
    settings: Arc<RobotSettings>,
    rate: Rate,
    accepted: u64,
    refused: u64,
}

/// Why a platform refuses a message.
struct Refusal {
    code: i64,
    message: String,
}

impl Refusal {
    fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A check that a message has failed, of those that platforms have alike.
#[derive(Clone, Copy)]
enum Check {
    /// The webhook has no token.
    NoToken,
    /// The token is that of no bot.
    Token,
    /// It comes from elsewhere than it may.
    Address,
    /// It has none of the keywords.
    Keywords,
    /// There were more than so many in a minute, or too many in a second.
    Rate(u32),
}

/// A message whose form is right.
struct Message {
    all: Value,
    /// The name of the member in which the platform looks for keywords.
    part: String,
}

/// What a platform checks, in its words.
struct Platform {
    /// The most bytes of a body. A larger one is not read: to parse it would hold up the thread that serves.
    most_bytes: usize,
    per_minute: u32,
    per_second: Option<u32>,
    pause: i64,
    form: fn(&[u8], &Post<'_>) -> Result<Message, Refusal>,
    /// Whether it is signed with a secret.
    signature: fn(&str, &Message, &Post<'_>) -> Result<(), Refusal>,
    refusal: fn(Check, &Post<'_>) -> Refusal,
    /// The body of the answer.
    answer: fn(Option<&Refusal>, &Post<'_>) -> Value,
}

const fn platform(kind: RobotKind) -> &'static Platform {
    match kind {
        RobotKind::DingTalk => &dingtalk::PLATFORM,
        RobotKind::WeCom => &wecom::PLATFORM,
        RobotKind::Lark => &lark::PLATFORM,
    }
}

const HOUR: u64 = 60 * 60 * 1000;

/// Whether a time is within an hour of the world's clock or of the machine's, by which programs sign.
fn is_near(at: i64, clocks: Clocks) -> bool {
    [clocks.world, clocks.real].iter().any(|now| now.abs_diff(at) <= HOUR)
}

/// Whether a bot may have this name: one that stands for itself in a path, so not `.` and `..`.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (1..=LONGEST_NAME).contains(&name.len())
        && name.bytes().all(is_plain)
        && name.bytes().any(|b| b != b'.')
}

impl Platform {
    /// Checks a message in the order of the platforms, up to the rate.
    fn check(&self, settings: &RobotSettings, post: &Post<'_>) -> Result<(), Refusal> {
        // What is too large is answered as a body that is no message.
        let body = if post.body.len() > self.most_bytes { &[] } else { post.body };
        let message = (self.form)(body, post)?;
        let mut ranges = settings.ip_allow.iter();
        if !settings.ip_allow.is_empty() && !ranges.any(|(_, range)| range.contains(post.ip)) {
            return Err((self.refusal)(Check::Address, post));
        }
        if let Some(secret) = &settings.secret {
            (self.signature)(secret, &message, post)?;
        }
        let content = message.all.get(&message.part);
        let says = |it: &Value| says_one_of(it, &settings.keywords);
        if !settings.keywords.is_empty() && !content.is_some_and(says) {
            return Err((self.refusal)(Check::Keywords, post));
        }
        Ok(())
    }
}

impl Robots {
    /// Answers a message as the platform does, and keeps it; `name` is the token of its webhook, if it has one.
    pub fn receive(&self, kind: RobotKind, name: Option<&str>, post: &Post<'_>) -> Value {
        let platform = platform(kind);
        let refused = |check| Err((platform.refusal)(check, post));
        let outcome = match name.filter(|it| !it.is_empty()) {
            None => refused(Check::NoToken),
            Some(name) => match self.known(kind, name) {
                None => refused(Check::Token),
                Some(settings) => {
                    // What is read from the body is read before the lock is taken again.
                    let checked = platform.check(&settings, post);
                    self.take((kind, name.to_owned()), checked, post)
                }
            },
        };
        (platform.answer)(outcome.as_ref().err(), post)
    }

    /// The settings of a bot, which is registered if its name is new and may be.
    fn known(&self, kind: RobotKind, name: &str) -> Option<Arc<RobotSettings>> {
        let mut all = self.lock();
        let key = (kind, name.to_owned());
        if !all.robots.contains_key(&key) {
            if all.only_set || all.robots.len() >= MOST_ROBOTS || !is_name(name) {
                return None;
            }
            all.robots.insert(key.clone(), Robot::default());
        }
        all.robots.get(&key).map(|it| Arc::clone(&it.settings))
    }

    /// Counts a message that was checked against the rate of its bot, and keeps it.
    fn take(&self, key: Key, checked: Result<(), Refusal>, post: &Post<'_>) -> Result<(), Refusal> {
        let platform = platform(key.0);
        let (now, mut all) = (post.clocks.world, self.lock());
        let Some(robot) = all.robots.get_mut(&key) else {
            return Err((platform.refusal)(Check::Token, post));
        };
        let per_minute = robot.settings.rate_per_minute.unwrap_or(platform.per_minute);
        let Platform { per_second, pause, .. } = *platform;
        let limit = Limit { per_minute, per_second, pause };
        let too_fast = || (platform.refusal)(Check::Rate(per_minute), post);
        let outcome =
            checked.and_then(|()| robot.rate.take(now, limit).then_some(()).ok_or_else(too_fast));
        match &outcome {
            Ok(()) => robot.accepted += 1,
            Err(_) => robot.refused += 1,
        }
        let refusal = outcome.as_ref().err();
        let received = Received {
            at: now,
            code: refusal.map_or(0, |it| it.code),
            message: refusal.map(|it| it.message.clone()),
            body: post.body[..post.body.len().min(platform.most_bytes)].into(),
        };
        all.keep(key, received);
        outcome
    }

    /// All bots, by platform and name, and whether others are registered when a message comes for them.
    #[must_use]
    pub fn all(&self) -> (Vec<RobotState>, bool) {
        let all = self.lock();
        let robots = all.robots.iter().map(|(key, robot)| robot.shown(key)).collect();
        (robots, !all.only_set)
    }

    /// A bot, and its messages that are kept, oldest first.
    #[must_use]
    pub fn one(&self, kind: RobotKind, name: &str) -> Option<(RobotState, Vec<Arc<Received>>)> {
        let all = self.lock();
        let (key, robot) = all.robots.get_key_value(&(kind, name.to_owned()))?;
        let its = all.received.iter().filter(|(of, _)| of == key);
        Some((robot.shown(key), its.map(|(_, it)| Arc::clone(it)).collect()))
    }

    /// Sets a bot, a new one or one that is there: that keeps its messages, and its rate begins anew. False if there are too many.
    #[must_use]
    pub fn set(&self, kind: RobotKind, name: &str, settings: RobotSettings) -> bool {
        let (mut all, key) = (self.lock(), (kind, name.to_owned()));
        let fits = all.robots.len() < MOST_ROBOTS || all.robots.contains_key(&key);
        if fits {
            let robot = all.robots.entry(key).or_default();
            (robot.settings, robot.rate) = (Arc::new(settings), Rate::default());
        }
        fits
    }

    /// Whether a bot is registered when a message comes for a name that is not set.
    pub fn register_others(&self, yes: bool) {
        self.lock().only_set = !yes;
    }

    /// Removes a bot and its messages. Whether it was there.
    #[must_use]
    pub fn remove(&self, kind: RobotKind, name: &str) -> bool {
        let (mut all, key) = (self.lock(), (kind, name.to_owned()));
        let was = all.robots.remove(&key).is_some();
        if was {
            let gone: usize = all.received.iter().filter(|(of, _)| *of == key).map(size).sum();
            all.bytes -= gone;
            all.received.retain(|(of, _)| *of != key);
        }
        was
    }

    /// Removes all of them. How many there were.
    pub fn clear(&self) -> usize {
        let mut all = self.lock();
        let only_set = all.only_set;
        let gone = std::mem::replace(&mut *all, All { only_set, ..All::default() });
        drop(all);
        gone.robots.len()
    }

    /// Puts it back to how it was at start.
    pub fn reset(&self) {
        *self.lock() = All::default();
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes that a message takes, about.
fn size((_, received): &(Key, Arc<Received>)) -> usize {
    received.body.len() + MESSAGE_BYTES
}

impl All {
    fn keep(&mut self, key: Key, received: Received) {
        let kept = (key, Arc::new(received));
        self.bytes += size(&kept);
        self.received.push_back(kept);
        while self.received.len() > MOST_RECEIVED || self.bytes > MOST_BYTES {
            let Some(oldest) = self.received.pop_front() else { break };
            self.bytes -= size(&oldest);
        }
    }
}

impl Robot {
    fn shown(&self, (kind, name): &Key) -> RobotState {
        let settings = Arc::clone(&self.settings);
        let (accepted, refused) = (self.accepted, self.refused);
        RobotState { kind: *kind, name: name.clone(), settings, accepted, refused }
    }
}

#[cfg(test)]
mod tests;
