//! What the actions on rules of both directions do.

use serde_json::Value;

use super::group_rules::{self, Direction};
use crate::{
    Cx, Result,
    ecs::{
        calls,
        faults::groups::{
            BOTH_FORMS, MANY_REFERENCES, MANY_RULES, NO_DESCRIBED_RULE, NO_GROUP, NO_RULE,
            NO_RULE_ID, NO_SUCH_RULE, OTHER_KIND, SAME_RULE, TWICE_IN_CALL,
        },
        given::Given,
        limits, lists, numbered,
        tables::{
            resources::{GROUP, Resource},
            rules::{self, Rule},
        },
    },
    shared::format,
};

/// The group that a call names.
pub(super) fn own(cx: &mut Cx<'_>, it: &Given) -> Result<Resource> {
    lists::own(cx, &GROUP, it, it.text("SecurityGroupId"), NO_GROUP)
}

/// The rules that a call writes, each alone or in a list.
fn written(
    cx: &mut Cx<'_>,
    group: &Resource,
    it: &Given,
    direction: Direction,
) -> Result<Vec<Rule>> {
    let listed = it.each("Permissions");
    if listed.is_empty() {
        return Ok(vec![group_rules::read(cx, group, it, (direction, ""))?]);
    }
    if it.has("IpProtocol") || it.has("PortRange") {
        return Err(BOTH_FORMS.into());
    }
    let mut all: Vec<Rule> = Vec::with_capacity(listed.len());
    for (number, one) in (1..).zip(listed) {
        let at = format!("Permissions.{number}.");
        let rule = group_rules::read(cx, group, &one, (direction, &at))?;
        if all.iter().any(|before| group_rules::are_equal(&before.body, &rule.body)) {
            return Err(TWICE_IN_CALL.into());
        }
        all.push(rule);
    }
    Ok(all)
}

/// Adds rules; those that are there already stay as they are. Where one of a call is wrong, none of it is added (assumed).
pub(super) fn authorize(cx: &mut Cx<'_>, it: &Given, direction: Direction) -> Result<Value> {
    let group = own(cx, it)?;
    let account = cx.account().to_owned();
    let mut there = rules::of(cx.tx, &account, &group.id)?;
    for mut rule in written(cx, &group, it, direction)? {
        if there.iter().any(|one| group_rules::are_equal(&one.body, &rule.body)) {
            continue;
        }
        rule.id = numbered::id(cx, "sgr", &group.region);
        rule.body.insert("CreateTime".to_owned(), format::iso(cx.now).into());
        rules::put(cx.tx, &account, &mut rule)?;
        there.push(rule);
    }
    check_count(cx, &there)?;
    Ok(calls::nothing())
}

/// Refuses more rules than a group may have.
pub(in crate::ecs) fn check_count(cx: &mut Cx<'_>, all: &[Rule]) -> Result<()> {
    let most = limits::limit(cx, "limit.group-rules")?;
    if i64::try_from(all.len()).unwrap_or(i64::MAX) > most {
        return Err(MANY_RULES.into());
    }
    let references = limits::limit(cx, "limit.group-references")?;
    let referring = all.iter().filter(|it| group_rules::refers(it)).count();
    if i64::try_from(referring).unwrap_or(i64::MAX) > references {
        return Err(MANY_REFERENCES.into());
    }
    Ok(())
}

/// Removes rules, by their ids or by what they say. Assumed: an id that is not there is a wrong parameter; so is a rule that no one equals, with a
/// code of its own.
pub(super) fn revoke(cx: &mut Cx<'_>, it: &Given, direction: Direction) -> Result<Value> {
    let group = own(cx, it)?;
    let account = cx.account().to_owned();
    let there = rules::of(cx.tx, &account, &group.id)?;
    let this_way = |one: &&Rule| one.body.get("Direction").is_some_and(|it| it == direction.name());
    if let Some(ids) = it.list("SecurityGroupRuleId") {
        for id in ids {
            let found = there.iter().filter(this_way).find(|one| one.id == id).ok_or(NO_RULE_ID)?;
            rules::delete(cx.tx, &account, found)?;
        }
        return Ok(calls::nothing());
    }
    for rule in written(cx, &group, it, direction)? {
        let equal = |one: &&Rule| group_rules::are_equal(&one.body, &rule.body);
        let found = there.iter().find(equal).ok_or(NO_RULE)?;
        rules::delete(cx.tx, &account, found)?;
    }
    Ok(calls::nothing())
}

/// Changes a rule that is named by its id, or the description of the one that the call describes.
pub(super) fn modify(cx: &mut Cx<'_>, it: &Given, direction: Direction) -> Result<Value> {
    let group = own(cx, it)?;
    let account = cx.account().to_owned();
    let there = rules::of(cx.tx, &account, &group.id)?;
    let Some(id) = it.opt("SecurityGroupRuleId") else {
        let described = group_rules::read(cx, &group, it, (direction, ""))?;
        let equal = |one: &&Rule| group_rules::are_equal(&one.body, &described.body);
        let mut found = there.iter().find(equal).ok_or(NO_DESCRIBED_RULE)?.clone();
        found.body.insert("Description".to_owned(), it.text("Description").into());
        rules::put(cx.tx, &account, &mut found)?;
        return Ok(calls::nothing());
    };
    let found = there.iter().find(|one| one.id == id).ok_or(NO_SUCH_RULE)?;
    // What the call leaves out stays as it is; the other side may change, but not into another kind of one.
    let sides = [
        ["SourceCidrIp", "DestCidrIp"],
        ["Ipv6SourceCidrIp", "Ipv6DestCidrIp"],
        ["SourceGroupId", "DestGroupId"],
        ["SourcePrefixListId", "DestPrefixListId"],
    ];
    let text = |name: &str| found.body.get(name).and_then(Value::as_str).unwrap_or_default();
    for side in &sides {
        let given = side.iter().any(|name| it.has(name));
        if given && side.iter().all(|name| text(name).is_empty()) {
            return Err(OTHER_KIND.into());
        }
    }
    let kept =
        found.body.iter().filter(|(_, value)| value.as_str().is_some_and(|it| !it.is_empty()));
    let kept = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
    let whole = it.clone().or(&kept);
    let mut rule = group_rules::read(cx, &group, &whole, (direction, ""))?;
    let equal = |one: &&Rule| one.id != id && group_rules::are_equal(&one.body, &rule.body);
    if there.iter().any(|one| equal(&one)) {
        return Err(SAME_RULE.with("The rule is equal to another one of the group"));
    }
    if let Some(made) = found.body.get("CreateTime") {
        rule.body.insert("CreateTime".to_owned(), made.clone());
    }
    (rule.seq, rule.id) = (found.seq, found.id.clone());
    rules::put(cx.tx, &account, &mut rule)?;
    Ok(calls::nothing())
}
