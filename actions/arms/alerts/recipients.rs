//! Whom a rule tells: the contacts, chat bots and webhooks behind its objects, each of them once.
//!
//! Documented: the types of objects, and that the types with `ARMS` have ids of the former generation. Assumed: a contact
//! that several objects lead to is told by the channels of all of them; an object that is gone is left out; both
//! generations have webhook contacts among their contacts, and the object's name tells which of two with the same
//! id is meant.
//!
//! Assumed: a bot that several objects lead to is told once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Cx, Result,
    arms::{
        oncall::duty,
        policies::{
            notified,
            policy::{NotifyObject, NotifyRule},
        },
        tables::{
            contacts::{self, Contact},
            groups,
            robots::{self, Robot},
            webhooks::{self, Webhook},
        },
    },
};

/// Those who are told, in the order of their ids.
#[derive(Default)]
pub(super) struct Recipients {
    /// Each with the channels by which it is told.
    pub(super) contacts: BTreeMap<i64, (Contact, BTreeSet<String>)>,
    pub(super) robots: BTreeMap<i64, Robot>,
    pub(super) webhooks: BTreeMap<i64, Webhook>,
}

/// Those whom the rules tell.
pub(super) fn of(cx: &mut Cx<'_>, rules: &[NotifyRule]) -> Result<Recipients> {
    let mut all = Recipients::default();
    for rule in rules {
        for object in &rule.objects {
            let channels =
                if object.channels.is_empty() { &rule.channels } else { &object.channels };
            add(cx, &mut all, object, channels)?;
        }
    }
    Ok(all)
}

fn add(
    cx: &mut Cx<'_>,
    all: &mut Recipients,
    object: &NotifyObject,
    channels: &[String],
) -> Result<()> {
    let account = cx.caller.account.clone();
    let by = |names: &[&str]| channels.iter().any(|it| names.contains(&&**it));
    if let Some(id) = notified::robot(object) {
        if let Some(robot) = robots::robot(cx.tx, &account, id)?
            && by(&["dingTalk", "wechat"])
        {
            all.robots.insert(robot.id, robot);
        }
        return Ok(());
    }
    let people = match &*object.kind {
        "CONTACT_GROUP" => contacts::of_group(cx.tx, &account, object.id)?,
        "ARMS_CONTACT_GROUP" => match groups::by_legacy_id(cx.tx, &account, object.id)? {
            Some(group) => contacts::of_group(cx.tx, &account, group.id)?,
            None => Vec::new(),
        },
        "CONTACT_SCHEDULE" => on_duty(cx, object.id)?,
        kind @ ("CONTACT" | "ARMS_CONTACT") => {
            let is_former = kind == "ARMS_CONTACT";
            let (contact, webhook) = if is_former {
                let contact = contacts::by_legacy_id(cx.tx, &account, object.id)?;
                (contact, webhooks::by_legacy_id(cx.tx, &account, object.id)?)
            } else {
                let contact = contacts::contact(cx.tx, &account, object.id)?;
                (contact, webhooks::webhook(cx.tx, &account, object.id)?)
            };
            let is_webhook = webhook.as_ref().is_some_and(|webhook| {
                by(&["webhook"]) && (contact.is_none() || webhook.name == object.name)
            });
            if is_webhook {
                all.webhooks.extend(webhook.map(|it| (it.id, it)));
                return Ok(());
            }
            contact.into_iter().collect()
        }
        _ => return Ok(()),
    };
    for contact in people {
        let told = all.contacts.entry(contact.id).or_insert((contact, BTreeSet::new()));
        told.1.extend(channels.iter().cloned());
    }
    Ok(())
}

/// Who is on duty in a schedule now.
fn on_duty(cx: &mut Cx<'_>, schedule: i64) -> Result<Vec<Contact>> {
    let account = cx.caller.account.clone();
    let mut found = Vec::new();
    for id in duty::on_call(cx.tx, &account, schedule, cx.now)? {
        found.extend(contacts::contact(cx.tx, &account, id)?);
    }
    Ok(found)
}
