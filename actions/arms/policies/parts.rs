//! The parts of a policy in JSON, as both generations of the API have them: each with its own names for a few
//! members.

use serde_json::{Value, json};

use crate::arms::{
    json_text::{Node, Result},
    policies::{
        patterns,
        policy::{Condition, Grouping, NotifyObject, NotifyRule, Template},
    },
};

/// What a generation of the API calls its own way.
pub(in crate::arms) struct Names {
    /// The type of somebody to be told.
    kind: &'static str,
    /// What somebody to be told is called.
    name: &'static str,
    /// The text for chat bots.
    robot_text: &'static str,
    channels: &'static [&'static str],
}

/// Notification policies (documented).
pub(in crate::arms) const NOTIFICATION: Names = Names {
    kind: "notifyObjectType",
    name: "notifyObjectName",
    robot_text: "robotContent",
    channels: &["dingTalk", "email", "sms", "tts", "webhook"],
};

/// Dispatch rules (documented).
pub(in crate::arms) const DISPATCH: Names = Names {
    kind: "notifyType",
    name: "name",
    robot_text: "dingContent",
    channels: &["dingTalk", "email", "sms", "tts", "webhook", "wechat"],
};

/// Who can be told (documented). Both generations of actions take the types of recipients of both (assumed).
const KINDS: &[&str] = &[
    "CONTACT",
    "CONTACT_GROUP",
    "ARMS_CONTACT",
    "ARMS_CONTACT_GROUP",
    "DING_ROBOT_GROUP",
    "DING_ROBOT",
    "CONTACT_SCHEDULE",
];

/// Documented; `ne` is observed in the tests of Terraform.
const OPERATORS: &[&str] = &["eq", "neq", "ne", "in", "nin", "re", "nre"];

/// How many elements a list in a policy may have, how long names and values and how long texts of messages may be
/// (assumed: no page has limits).
const MOST: usize = 100;
const MAX_NAME: usize = 255;
const MAX_VALUE: usize = 1024;
const MAX_TEXT: usize = 10_000;
/// How many seconds events may wait: a day (assumed).
const MAX_WAIT: i64 = 86_400;

/// The lists of conditions, each under `name` in an element of a list.
pub(in crate::arms) fn matching(groups: &Node<'_>, name: &str) -> Result<Vec<Vec<Condition>>> {
    let mut left = MOST;
    let mut all = Vec::new();
    for group in groups.list(MOST)? {
        let list = group.need(name)?;
        let conditions: Vec<Condition> =
            list.list(MOST)?.iter().map(condition).collect::<Result<_>>()?;
        left = left
            .checked_sub(conditions.len())
            .ok_or_else(|| groups.bad(format!("has more than {MOST} conditions")))?;
        all.push(conditions);
    }
    Ok(all)
}

fn condition(node: &Node<'_>) -> Result<Condition> {
    let key = required_name(node, "key")?;
    let operator = node.need("operator")?.one_of(OPERATORS)?;
    let value = node.need("value")?;
    let text = value.text(MAX_VALUE)?;
    if matches!(&*operator, "re" | "nre")
        && let Err(why) = patterns::compile(&text)
    {
        return Err(value.bad(format!("is not a regular expression: {why}")));
    }
    Ok(Condition { key, value: text, operator })
}

/// A name that must be there and not empty.
fn required_name(node: &Node<'_>, name: &str) -> Result<String> {
    let text = node.need(name)?.text(MAX_NAME)?;
    if text.is_empty() { Err(node.lacks(name)) } else { Ok(text) }
}

/// The name of a policy.
pub(in crate::arms) fn policy_name(node: &Node<'_>) -> Result<Option<String>> {
    match node.member("name")? {
        Some(_) => required_name(node, "name").map(Some),
        None => Ok(None),
    }
}

/// How events become one alert. What is not given stays as it is.
pub(in crate::arms) fn grouping(node: &Node<'_>, former: Grouping) -> Result<Grouping> {
    let seconds = |name, former| match node.member(name)? {
        Some(it) => it.int(0, MAX_WAIT),
        None => Ok(former),
    };
    Ok(Grouping {
        id: former.id,
        wait: seconds("groupWait", former.wait)?,
        interval: seconds("groupInterval", former.interval)?,
        fields: match node.member("groupingFields")? {
            Some(fields) => {
                fields.list(MOST)?.iter().map(|it| it.text(MAX_NAME)).collect::<Result<_>>()?
            }
            None => former.fields,
        },
    })
}

/// Who is told, by what channels, and when. Whether those to be told exist is not checked (assumed: a group that is
/// notified can be deleted).
pub(in crate::arms) fn notify_rule(node: &Node<'_>, names: &Names) -> Result<NotifyRule> {
    notify_rule_of(node, names, notify_objects(node, names)?)
}

/// The same, of those to be told.
pub(in crate::arms) fn notify_rule_of(
    node: &Node<'_>,
    names: &Names,
    objects: Vec<NotifyObject>,
) -> Result<NotifyRule> {
    let time = |name| match node.member(name)? {
        Some(it) => it.time_of_day(),
        None => Ok(String::new()),
    };
    // Where each has channels of its own, nobody needs those of the rule.
    let channels = if objects.iter().all(|it| !it.channels.is_empty()) {
        channels(node, names)?
    } else {
        required_channels(node, names)?
    };
    Ok(NotifyRule {
        objects,
        channels,
        start: time("notifyStartTime")?,
        end: time("notifyEndTime")?,
    })
}

/// Those to be told; there must be some.
pub(in crate::arms) fn notify_objects(node: &Node<'_>, names: &Names) -> Result<Vec<NotifyObject>> {
    let list = node.need("notifyObjects")?.list(MOST)?;
    if list.is_empty() {
        return Err(node.lacks("notifyObjects"));
    }
    list.iter()
        .map(|it| {
            Ok(NotifyObject {
                kind: it.need(names.kind)?.one_of(KINDS)?,
                id: it.need("notifyObjectId")?.int(1, i64::MAX)?,
                name: match it.member(names.name)? {
                    Some(name) => name.text(MAX_NAME)?,
                    None => String::new(),
                },
                channels: channels(it, names)?,
            })
        })
        .collect()
}

/// Somebody to be told, as [`notify_objects`] reads it in [`NOTIFICATION`].
pub(in crate::arms) fn notify_object_json(it: &NotifyObject) -> Value {
    let mut shown = json!({ NOTIFICATION.kind: it.kind, "notifyObjectId": it.id });
    if !it.name.is_empty() {
        shown[NOTIFICATION.name] = it.name.clone().into();
    }
    if !it.channels.is_empty() {
        shown["notifyChannels"] = it.channels.clone().into();
    }
    shown
}

/// The channels, each once; none if they are not given.
fn channels(node: &Node<'_>, names: &Names) -> Result<Vec<String>> {
    let mut all = Vec::new();
    if let Some(list) = node.member("notifyChannels")? {
        for it in list.list(MOST)? {
            let channel = it.one_of(names.channels)?;
            if !all.contains(&channel) {
                all.push(channel);
            }
        }
    }
    Ok(all)
}

/// The channels, of which there must be some.
pub(in crate::arms) fn required_channels(node: &Node<'_>, names: &Names) -> Result<Vec<String>> {
    let all = channels(node, names)?;
    if all.is_empty() { Err(node.lacks("notifyChannels")) } else { Ok(all) }
}

/// The texts of messages. Those that are not given stay as they are; an empty one stands for the default.
pub(in crate::arms) fn template(
    node: &Node<'_>,
    names: &Names,
    former: Template,
) -> Result<Template> {
    let text = |name, former| match node.member(name)? {
        Some(it) => it.text(MAX_TEXT),
        None => Ok(former),
    };
    Ok(Template {
        email_title: text("emailTitle", former.email_title)?,
        email_content: text("emailContent", former.email_content)?,
        email_recover_title: text("emailRecoverTitle", former.email_recover_title)?,
        email_recover_content: text("emailRecoverContent", former.email_recover_content)?,
        sms_content: text("smsContent", former.sms_content)?,
        sms_recover_content: text("smsRecoverContent", former.sms_recover_content)?,
        tts_content: text("ttsContent", former.tts_content)?,
        tts_recover_content: text("ttsRecoverContent", former.tts_recover_content)?,
        robot_content: text(names.robot_text, former.robot_content)?,
    })
}
