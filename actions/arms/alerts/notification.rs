//! The messages of an alert: one to each contact and channel, chat bot and webhook.
//!
//! Documented: which channel leads where, that phone calls, and since 2026 text messages too, go to verified numbers
//! alone, that chat bots mention the contacts of the policy, and that bots look for the word `Alert` or `告警`. Assumed: a
//! message about events that fire has those that do; one about the end has all.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    Cx, Result,
    arms::{
        alerts::{
            alert_activities::{self, Activity},
            recipients::{self, Recipients},
            reports,
            robot_queue::{self, Post},
            template, webhook_request,
        },
        policies::{
            policy::{NotifyRule, Policy, Template},
            templates,
        },
        robots::robot_rules,
        tables::{
            alerts::{self, Alert, Notification},
            events::{self, Event, Labels},
        },
    },
    ports::outbox::{Channel, Message},
    shared::{
        format::{iso_millis, shanghai_time},
        robots::{Mention, RobotKind},
    },
};

/// How many events a message tells of: the newest.
const MOST_EVENTS: i64 = 100;
/// The most bytes of the labels and annotations that a message has; the oldest events beyond that are left out
/// (assumed).
const MOST_BYTES: usize = reports::EVENT_BYTES;

/// Why a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// There are events that no message has told of.
    NewEvents,
    /// It lasts.
    Repetition,
    /// It is over.
    Recovery,
}

/// The texts of a message.
struct Texts {
    mail_title: String,
    mail: String,
    sms: String,
    voice: String,
    robot: String,
}

/// Sends the messages of an alert to those whom the rules name, and notes them in its history.
pub(super) fn send(
    cx: &mut Cx<'_>,
    policy: &Policy,
    alert: &mut Alert,
    rules: &[NotifyRule],
    occasion: Occasion,
) -> Result<()> {
    let account = cx.caller.account.clone();
    let mut told = events::of_alert(cx.tx, &account, alert.id, MOST_EVENTS)?;
    if occasion != Occasion::Recovery {
        told.retain(|event| event.ends.is_none());
    }
    keep_newest(&mut told);
    let data = variables(policy, alert, &told, occasion);
    let texts = texts(&policy.rules.template, &data, occasion);
    let recipients = recipients::of(cx, rules)?;
    let (mails, phones) = tell_contacts(cx, alert, &recipients, &texts)?;
    tell_robots(cx, alert, &recipients, &texts)?;
    tell_webhooks(cx, policy, alert, &recipients, &texts, &data, occasion)?;
    alert_activities::add(cx, alert.id, Activity::Notified, &texts.sms)?;
    let label = |name: &str| told.first().and_then(|it| it.labels.get(name)).cloned();
    alerts::add_notification(
        cx.tx,
        &account,
        &Notification {
            id: 0,
            rule: label("_aliyun_arms_alert_rule_id").unwrap_or_default(),
            // Alert rules of applications.
            kind: label("_aliyun_arms_alert_type").and_then(|it| it.parse().ok()).unwrap_or(5),
            at: cx.now,
            content: texts.sms,
            source: told.first().map(|event| event.source.clone()).unwrap_or_default(),
            mails: mails.join(","),
            phones: phones.join(","),
            target: label("_aliyun_arms_involvedObject_name").unwrap_or_else(|| alert.name.clone()),
        },
    )?;
    Ok(())
}

/// Leaves out the oldest events beyond what a message has room for.
fn keep_newest(told: &mut Vec<Event>) {
    let mut left = MOST_BYTES;
    let fits = |event: &&Event| {
        let size = reports::bytes(&event.labels) + reports::bytes(&event.annotations);
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    };
    let newest = told.iter().rev().take_while(fits).count().max(1);
    told.drain(..told.len().saturating_sub(newest));
}

/// The values that all events have alike.
fn common<'a>(all: impl Iterator<Item = &'a Labels>) -> Labels {
    all.cloned()
        .reduce(|mut common, labels| {
            common.retain(|name, value| labels.get(name) == Some(value));
            common
        })
        .unwrap_or_default()
}

/// The variables of templates.
fn variables(policy: &Policy, alert: &Alert, told: &[Event], occasion: Occasion) -> Value {
    let status = |ends: Option<i64>| if ends.is_some() { "resolved" } else { "firing" };
    let alerts: Vec<Value> = told
        .iter()
        .map(|event| {
            json!({
                "labels": event.labels,
                "annotations": event.annotations,
                "startsAt": iso_millis(event.starts),
                // As Alertmanager says that there is none.
                "endsAt": event.ends.map_or_else(|| "0001-01-01T00:00:00Z".to_owned(), iso_millis),
                "status": status(event.ends),
                "fingerprint": event.fingerprint,
                "generatorURL": event.generator,
            })
        })
        .collect();
    let group: Vec<(String, String)> = serde_json::from_str(&alert.group).unwrap_or_default();
    let is_over = occasion == Occasion::Recovery;
    json!({
        "status": if is_over { "resolved" } else { "firing" },
        "level": alert.severity,
        "dispatchRuleName": policy.name,
        "newIncidentIn": occasion == Occasion::NewEvents && alert.progress.first.is_some(),
        "startTime": told.iter().map(|it| it.starts).min().map_or_else(String::new, shanghai_time),
        "endTime": told.iter().filter_map(|it| it.ends).max().filter(|_| is_over)
            .map_or_else(String::new, shanghai_time),
        "groupLabels": group.into_iter().collect::<BTreeMap<_, _>>(),
        "commonLabels": common(told.iter().map(|it| &it.labels)),
        "commonAnnotations": common(told.iter().map(|it| &it.annotations)),
        "alerts": alerts,
    })
}

fn texts(own: &Template, data: &Value, occasion: Occasion) -> Texts {
    let all = templates::with_defaults(own);
    let is_over = occasion == Occasion::Recovery;
    let of = |fires: &str, over: &str| {
        template::render(if is_over { over } else { fires }, data).trim().to_owned()
    };
    let mut robot = of(&all.robot_content, &all.robot_content);
    if !robot.contains("Alert") && !robot.contains("告警") {
        robot = format!("Alert\n{robot}");
    }
    Texts {
        mail_title: of(&all.email_title, &all.email_recover_title),
        mail: of(&all.email_content, &all.email_recover_content),
        sms: of(&all.sms_content, &all.sms_recover_content),
        voice: of(&all.tts_content, &all.tts_recover_content),
        robot,
    }
}

/// Tells the contacts. Answers the addresses and the numbers.
fn tell_contacts(
    cx: &mut Cx<'_>,
    alert: &Alert,
    recipients: &Recipients,
    texts: &Texts,
) -> Result<(Vec<String>, Vec<String>)> {
    let (mut mails, mut phones) = (Vec::new(), Vec::new());
    for (contact, channels) in recipients.contacts.values() {
        let name = Some(&*contact.name);
        let mut tell = |channel, to: &str, subject: &str, body: &str| {
            cx.notify(&Message { contact: name, ..Message::alert(channel, to, subject, body) })
        };
        if let Some(mail) = contact.mail.as_ref().filter(|_| channels.contains("email")) {
            tell(Channel::Mail, mail, &texts.mail_title, &texts.mail)?;
            mails.push(mail.clone());
        }
        if let Some(phone) = contact.phone.as_ref().filter(|_| contact.phone_verified) {
            if channels.contains("sms") {
                tell(Channel::Sms, phone, &alert.name, &texts.sms)?;
            }
            if channels.contains("tts") {
                tell(Channel::Voice, phone, &alert.name, &texts.voice)?;
            }
            if channels.contains("sms") || channels.contains("tts") {
                phones.push(phone.clone());
            }
        }
    }
    Ok((mails, phones))
}

/// Posts to the chat bots of contacts and to those among the objects, to each webhook once.
fn tell_robots(
    cx: &mut Cx<'_>,
    alert: &mut Alert,
    recipients: &Recipients,
    texts: &Texts,
) -> Result<()> {
    let mentions: Vec<Mention> = recipients
        .contacts
        .values()
        .map(|(contact, _)| Mention {
            phone: contact.phone.clone(),
            user: Some(contact.corp_user.clone()).filter(|it| !it.is_empty()),
        })
        .filter(|it| it.phone.is_some() || it.user.is_some())
        .collect();
    let title = alert.name.clone();
    let mut posted: Vec<&str> = Vec::new();
    for robot in recipients.robots.values() {
        if posted.contains(&&*robot.url) {
            continue;
        }
        posted.push(&robot.url);
        if !alert.progress.robots.contains(&robot.name) {
            alert.progress.robots.push(robot.name.clone());
        }
        robot_queue::post(
            cx,
            &Post {
                kind: &robot.kind,
                url: &robot.url,
                secret: &robot.secret,
                contact: None,
                title: &title,
                text: &texts.robot,
                mentions: &mentions,
            },
        )?;
    }
    for (contact, channels) in recipients.contacts.values() {
        let is_told = channels.contains("dingTalk") && !contact.ding.is_empty();
        if !is_told || posted.contains(&&*contact.ding) {
            continue;
        }
        posted.push(&contact.ding);
        let platform = RobotKind::of_url(&contact.ding).unwrap_or(RobotKind::DingTalk);
        robot_queue::post(
            cx,
            &Post {
                kind: robot_rules::type_of(platform),
                url: &contact.ding,
                secret: "",
                contact: Some(&contact.name),
                title: &title,
                text: &texts.robot,
                mentions: &mentions,
            },
        )?;
    }
    Ok(())
}

fn tell_webhooks(
    cx: &mut Cx<'_>,
    policy: &Policy,
    alert: &Alert,
    recipients: &Recipients,
    texts: &Texts,
    data: &Value,
    occasion: Occasion,
) -> Result<()> {
    if recipients.webhooks.is_empty() {
        return Ok(());
    }
    let names = ["alerts", "commonAnnotations", "commonLabels", "groupLabels", "status"];
    let mut alertmanager: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), data[*name].clone())).collect();
    alertmanager.insert("externalURL".into(), "".into());
    alertmanager.insert("receiver".into(), policy.name.clone().into());
    let alertmanager = Value::Object(alertmanager);
    for webhook in recipients.webhooks.values() {
        let is_over = occasion == Occasion::Recovery;
        let request = webhook_request::request(webhook, is_over, &texts.mail, data, &alertmanager);
        cx.notify(&Message {
            contact: Some(&webhook.name),
            request: Some(&request),
            ..Message::alert(Channel::Webhook, &webhook.url, &alert.name, &texts.mail)
        })?;
    }
    Ok(())
}
