//! The contacts, groups, chat bots and notification policies of an account, for products that keep some of them:
//! SAE links its contacts to those of ARMS.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use super::tables::contacts::{Contact, by_mail, by_phone, contact};
use super::{
    contacts::contact_rules,
    policies::policy::{Condition, NotifyObject, NotifyRule, Policy, PolicyRules},
    tables::{
        contacts,
        groups::{self, Group},
        policies,
        robots::{self, Robot},
    },
};
use crate::{
    Cx, Result,
    ports::{store, store::Tx},
    shared::phones,
};

/// The label of events that says which product they are of.
const PRODUCT_LABEL: &str = "_aliyun_arms_product_type";

/// The contacts that have a phone number: the number, as [`phones::normalized`] writes it, and the contact's id.
pub(crate) fn phones(tx: &mut dyn Tx, account: &str) -> store::Result<BTreeMap<String, i64>> {
    let all = contacts::all(tx, account)?;
    let number = |it: &Contact| it.phone.as_deref().map(phones::normalized);
    Ok(all.iter().filter_map(|it| number(it).map(|number| (number, it.id))).collect())
}

/// Whether the account has as many contacts as it may.
pub(crate) fn is_full(tx: &mut dyn Tx, account: &str) -> store::Result<bool> {
    Ok(contacts::count(tx, account)? >= contact_rules::MOST)
}

/// A contact that is not stored yet, with what ARMS takes where nothing is given.
pub(crate) fn new_contact() -> Contact {
    Contact { reissue: 3, ..Contact::default() }
}

/// Writes a contact, new if its id is 0. A number that changes is to be verified anew.
pub(crate) fn write(cx: &mut Cx<'_>, contact: &mut Contact) -> Result<()> {
    let former = contacts::contact(cx.tx, &cx.caller.account, contact.id)?;
    contact_rules::save(cx, contact, former.and_then(|it| it.phone).as_deref())
}

/// Deletes a contact, which leaves all groups and notification policies.
pub(crate) fn delete(cx: &mut Cx<'_>, contact: &Contact) -> Result<()> {
    forget(cx, |it| match &*it.kind {
        "CONTACT" => it.id == contact.id,
        "ARMS_CONTACT" => it.id == contact.legacy,
        _ => false,
    })?;
    Ok(contacts::delete(cx.tx, &cx.caller.account, contact.id)?)
}

/// Takes what `is_gone` tells out of all notification policies.
fn forget(cx: &mut Cx<'_>, is_gone: impl Fn(&NotifyObject) -> bool) -> Result<()> {
    let account = &cx.caller.account;
    for mut policy in policies::all(cx.tx, account)? {
        let objects = &mut policy.rules.notify.objects;
        let before = objects.len();
        objects.retain(|it| !is_gone(it));
        if objects.len() < before {
            policy.changed = cx.now;
            policies::put(cx.tx, account, &mut policy)?;
        }
    }
    Ok(())
}

/// Keeps a WeCom bot: changes the one of this id, or adds one if there is none. Answers its id.
pub(crate) fn put_wecom_robot(
    cx: &mut Cx<'_>,
    id: Option<i64>,
    name: String,
    url: String,
) -> Result<i64> {
    let account = &cx.caller.account;
    let found = match id {
        Some(id) => robots::robot(cx.tx, account, id)?,
        None => None,
    };
    let made = Robot { kind: "wechat".into(), made: cx.now, ..Robot::default() };
    let mut robot = Robot { name, url, changed: cx.now, ..found.unwrap_or(made) };
    robots::put(cx.tx, account, &mut robot)?;
    Ok(robot.id)
}

/// Deletes a chat bot, if it is there, and takes it out of all notification policies.
pub(crate) fn delete_robot(cx: &mut Cx<'_>, id: i64) -> Result<()> {
    forget(cx, |it| it.kind.starts_with("DING_ROBOT") && it.id == id)?;
    robots::delete(cx.tx, &cx.caller.account, id)?;
    Ok(())
}

/// Keeps a contact group and a notification policy of the same name, by which the group is told of the
/// events of `product`. What is missing is made, a group with those of `all` that there are; of a group that is
/// there `joining` becomes a member, and `leaving` is one no longer.
pub(crate) fn keep_notified(
    cx: &mut Cx<'_>,
    name: &str,
    product: &str,
    all: &[i64],
    (joining, leaving): (Option<i64>, Option<i64>),
) -> Result<()> {
    let account = &cx.caller.account;
    let found = groups::all(cx.tx, account)?.into_iter().find(|it| it.name == name);
    let group = if let Some(group) = found {
        if joining.or(leaving).is_some() {
            let members = contacts::of_group(cx.tx, account, group.id)?;
            let mut members: Vec<i64> = members.iter().map(|it| it.id).collect();
            members.retain(|it| Some(*it) != leaving);
            members.extend(joining);
            groups::set_contacts(cx.tx, account, group.id, &members)?;
        }
        group
    } else {
        let mut group =
            Group { name: name.into(), made: cx.now, changed: cx.now, ..Group::default() };
        groups::add(cx.tx, account, &mut group)?;
        let there: BTreeSet<i64> = contacts::all(cx.tx, account)?.iter().map(|it| it.id).collect();
        let all: Vec<i64> = all.iter().copied().filter(|it| there.contains(it)).collect();
        groups::set_contacts(cx.tx, account, group.id, &all)?;
        group
    };
    keep_policy(cx, &group, product)
}

/// Keeps the notification policy that has the name of a group and tells it of the events of `product`. One that
/// was edited stays as it is, but has the id of a group that was made anew.
fn keep_policy(cx: &mut Cx<'_>, group: &Group, product: &str) -> Result<()> {
    let account = &cx.caller.account;
    let name = &*group.name;
    let mut policy = policies::all(cx.tx, account)?
        .into_iter()
        .find(|it| it.name == name)
        .unwrap_or_else(|| policy_for(name, product, cx.now));
    let is_group = |it: &&mut NotifyObject| it.kind == "CONTACT_GROUP" && it.name == name;
    let mut is_stale = policy.id == 0;
    for object in policy.rules.notify.objects.iter_mut().filter(is_group) {
        is_stale |= object.id != group.id;
        object.id = group.id;
    }
    if is_stale {
        policy.changed = cx.now;
        policies::put(cx.tx, account, &mut policy)?;
    }
    Ok(())
}

/// A policy that tells the group of its own name of the events of a product, by mail and DingTalk.
fn policy_for(name: &str, product: &str, now: i64) -> Policy {
    let group =
        NotifyObject { kind: "CONTACT_GROUP".into(), id: 0, name: name.into(), channels: vec![] };
    let of_product =
        Condition { key: PRODUCT_LABEL.into(), value: product.into(), operator: "eq".into() };
    let notify = NotifyRule {
        objects: vec![group],
        channels: vec!["email".into(), "dingTalk".into()],
        start: "00:00".into(),
        end: "23:59".into(),
    };
    let rules = PolicyRules {
        matching: vec![vec![of_product]],
        recovery: true,
        repeat_interval: Some(600),
        notify,
        ..PolicyRules::default()
    };
    Policy { id: 0, name: name.into(), enabled: true, rules, made: now, changed: now }
}
