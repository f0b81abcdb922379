//! Messages to chat bots: at most 20 a minute to each webhook, as the platforms allow; what is more is sent as one message when
//! the minute is over.
//!
//! Assumed: what is more is sent as one message in the next minute.

use crate::{
    Cx, Result,
    arms::{
        robots::robot_rules,
        tables::robot_queues::{self, HeldMessage, RobotQueue},
    },
    ports::{
        due::{About, DueWork},
        outbox::{Channel, Message},
    },
    shared::{
        robots::{self, Mention, Robot},
        text::cut,
    },
};

/// Sends what waits for the next minute.
pub(in crate::arms) const ROBOT: DueWork = DueWork {
    kind: "robot",
    about: |_| About::new("messages that wait for a chat bot", "等待群机器人的消息"),
    run: flush,
};

const MINUTE: i64 = 60_000;
/// How many messages a webhook takes in a minute (documented).
const MOST: i64 = 20;
/// The most bytes of the text of merged messages; what is longer is cut.
const MERGED_BYTES: usize = 16 * 1024;
/// How many people a merged message mentions.
const MOST_MENTIONS: usize = 100;

/// A message to a chat bot.
pub(in crate::arms) struct Post<'a> {
    /// `dingding`, `wechat` or `feishu`.
    pub(in crate::arms) kind: &'a str,
    pub(in crate::arms) url: &'a str,
    /// What signs it; empty for nothing.
    pub(in crate::arms) secret: &'a str,
    /// The contact whose bot it is.
    pub(in crate::arms) contact: Option<&'a str>,
    pub(in crate::arms) title: &'a str,
    pub(in crate::arms) text: &'a str,
    pub(in crate::arms) mentions: &'a [Mention],
}

/// Sends a message to a chat bot, now or in the next minute.
pub(in crate::arms) fn post(cx: &mut Cx<'_>, post: &Post<'_>) -> Result<()> {
    let (now, account) = (cx.now, cx.caller.account.clone());
    let mut queue = robot_queues::queue(cx.tx, &account, post.url)?.unwrap_or_default();
    if now - queue.since >= MINUTE && queue.held.is_none() {
        queue = RobotQueue { since: now, ..RobotQueue::default() };
    }
    if queue.sent < MOST && queue.held.is_none() {
        queue.sent += 1;
        robot_queues::put(cx.tx, &account, post.url, &queue)?;
        return send(cx, post);
    }
    let mentions = post.mentions.iter().map(|it| (it.phone.clone(), it.user.clone()));
    if let Some(held) = &mut queue.held {
        held.count += 1;
        let left = MERGED_BYTES.saturating_sub(held.text.len());
        if left > 0 {
            held.text.push_str("\n\n");
            held.text.push_str(cut(post.text, left));
        }
        for mention in mentions {
            if held.mentions.len() < MOST_MENTIONS && !held.mentions.contains(&mention) {
                held.mentions.push(mention);
            }
        }
    } else {
        queue.held = Some(HeldMessage {
            count: 1,
            title: post.title.to_owned(),
            text: cut(post.text, MERGED_BYTES).to_owned(),
            mentions: mentions.take(MOST_MENTIONS).collect(),
            kind: post.kind.to_owned(),
            secret: post.secret.to_owned(),
            contact: post.contact.map(str::to_owned),
        });
        cx.schedule((queue.since + MINUTE).max(now), ROBOT.kind, post.url)?;
    }
    Ok(robot_queues::put(cx.tx, &account, post.url, &queue)?)
}

fn flush(cx: &mut Cx<'_>, url: &str) -> Result<()> {
    let account = cx.caller.account.clone();
    let Some(mut queue) = robot_queues::queue(cx.tx, &account, url)? else { return Ok(()) };
    let Some(held) = queue.held.take() else { return Ok(()) };
    queue = RobotQueue { since: cx.now, sent: 1, held: None };
    robot_queues::put(cx.tx, &account, url, &queue)?;
    let title = match held.count {
        1 => held.title,
        count => format!("{count} alerts"),
    };
    let mentions = held.mentions.into_iter().map(|(phone, user)| Mention { phone, user });
    send(
        cx,
        &Post {
            kind: &held.kind,
            url,
            secret: &held.secret,
            contact: held.contact.as_deref(),
            title: &title,
            text: &held.text,
            mentions: &mentions.collect::<Vec<_>>(),
        },
    )
}

fn send(cx: &mut Cx<'_>, post: &Post<'_>) -> Result<()> {
    let kind = robot_rules::platform(post.kind);
    let secret = Some(post.secret).filter(|it| !it.is_empty());
    let robot = Robot { kind, url: post.url, secret };
    let request = robots::markdown(&robot, post.title, post.text, post.mentions, cx.now);
    cx.notify(&Message {
        contact: post.contact,
        request: Some(&request),
        ..Message::alert(Channel::Robot, post.url, post.title, post.text)
    })
}
