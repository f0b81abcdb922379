//! Routes of the control API: how ECS of an account fares, what is in stock, and preemptible instances that are reclaimed.

use serde_json::{Map, Value, json};

use super::{
    catalogue,
    life_cycle::moves,
    limits, states,
    tables::{
        resources::{self, INSTANCE},
        settings,
    },
};
use crate::{
    Cx,
    core::control::{
        ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type, required_text,
        text,
    },
    shared::{format, zones},
    sts::instance_role::own_account,
};

type Result<T> = std::result::Result<T, ControlError>;

/// The greatest number that may be set.
const MOST: i64 = 1_000_000_000;
/// What is set besides steps and limits.
const OTHERS: [&str; 2] = ["task-conflict", "instance.Initializing"];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("ecs/settings", "Answers how ECS of an account fares.")
            .owner(OwnerSource::Query),
        |cx, _| shown(cx),
    ),
    ControlRoute::new(
        Operation::post("ecs/settings", "Sets how ECS of an account fares, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    (
                        "times",
                        "how long states last, in milliseconds: an object with names such as `instance.Pending` or \
                         `image.Creating`; `null` in place of a number, or of the object: as usual",
                    ),
                    (
                        "limits",
                        "how much there may be: an object with names such as `security-groups`, `vcpus` or `instances`; \
                         `null` in place of a number, or of the object: as usual",
                    ),
                    (
                        "task_conflict",
                        "whether a call on an instance that is changing meets `InvalidOperation.Conflict`; default false",
                    ),
                    (
                        "initializing_ms",
                        "for how long a new instance cannot be deleted, in milliseconds; default 0",
                    ),
                ],
                &[r#"{"times": {"instance.Pending": 5000}}"#, r#"{"limits": {"vcpus": 8}}"#],
            )
            .types(&[("task_conflict", Type::Boolean), ("initializing_ms", Type::Integer(0, MOST))]),
        set,
    ),
    ControlRoute::new(
        Operation::post("ecs/stock", "Sets how many instances of a type a zone has left, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    ("type", "the instance type"),
                    ("zone", "the zone; those with none of their own, unless given"),
                    ("left", "how many are left; `null`: no end of them"),
                    ("offered", "false: the zone does not have the type at all; `left` is not looked at then"),
                ],
                &[r#"{"type": "ecs.g7.large", "left": 0}"#],
            )
            .types(&[("offered", Type::Boolean)]),
        stock,
    ),
    ControlRoute::new(
        Operation::post(
            "ecs/instances/{id}/reclaim",
            "Reclaims a preemptible instance, as the vendor does, and answers when.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[("after_ms", "after how long, in milliseconds; at once unless given")],
            &[r#"{"after_ms": 300000}"#],
        )
        .types(&[("after_ms", Type::Integer(0, MOST))]),
        reclaim,
    ),
];

fn number(name: &str, value: &Value) -> Result<Option<i64>> {
    if value.is_null() {
        return Ok(None);
    }
    let found = value.as_i64().filter(|it| (0..=MOST).contains(it));
    let why = || ControlError::member(name, format!("it must be a number from 0 to {MOST}"));
    found.map(Some).ok_or_else(why)
}

/// A flag of a body; `usual` unless given.
fn flag(members: &Map<String, Value>, name: &str, usual: bool) -> Result<bool> {
    let Some(value) = members.get(name) else { return Ok(usual) };
    value.as_bool().ok_or_else(|| ControlError::member(name, "it must be true or false"))
}

/// The name of a limit without that of all of them.
fn short(name: &str) -> &str {
    name.strip_prefix("limit.").unwrap_or(name)
}

fn shown(cx: &mut Cx<'_>) -> Result<Value> {
    let account = own_account(cx)?;
    let mut times = Map::new();
    for name in states::steps() {
        times.insert(name.to_owned(), states::lasting(cx, name)?.into());
    }
    let mut all = Map::new();
    for name in limits::names() {
        all.insert(short(name).to_owned(), limits::limit(cx, name)?.into());
    }
    let mut stock = Map::new();
    for (name, left) in settings::all(cx.tx, &account)? {
        if let Some(of) = name.strip_prefix("stock.") {
            let shown = if left < 0 { json!("not offered") } else { left.into() };
            stock.insert(of.to_owned(), shown);
        }
    }
    let [conflict, initializing] =
        OTHERS.map(|name| settings::get(cx.tx, &account, name).map(|it| it.unwrap_or(0)));
    Ok(json!({
        "times": times,
        "limits": all,
        "stock": stock,
        "task_conflict": conflict? != 0,
        "initializing_ms": initializing?,
    }))
}

/// Sets the numbers of an object by their names, each with the name of its setting; all are as usual where there is no object.
fn set_all(cx: &mut Cx<'_>, (member, value): (&str, &Value), known: &[(&str, &str)]) -> Result<()> {
    let account = cx.account().to_owned();
    if value.is_null() {
        for (_, setting) in known {
            settings::put(cx.tx, &account, setting, None)?;
        }
        return Ok(());
    }
    let object = value.as_object();
    for (name, value) in
        object.ok_or_else(|| ControlError::member(member, "it must be an object"))?
    {
        let found = known.iter().find(|it| it.0 == name);
        let (_, setting) =
            found.ok_or_else(|| ControlError::member(member, format!("it has no {name}")))?;
        settings::put(cx.tx, &account, setting, number(name, value)?)?;
    }
    Ok(())
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = own_account(cx)?;
    for (name, value) in request.members() {
        match &*name {
            "times" => {
                let known: Vec<_> = states::steps().map(|it| (it, it)).collect();
                set_all(cx, ("times", &value), &known)?;
            }
            "limits" => {
                let known: Vec<_> = limits::names().map(|it| (short(it), it)).collect();
                set_all(cx, ("limits", &value), &known)?;
            }
            "task_conflict" => {
                let on = i64::from(flag(&request.members(), &name, false)?);
                settings::put(cx.tx, &account, OTHERS[0], Some(on))?;
            }
            _ => settings::put(cx.tx, &account, OTHERS[1], number(&name, &value)?)?,
        }
    }
    shown(cx)
}

fn stock(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = own_account(cx)?;
    let members = request.members();
    let kind = required_text(&members, "type")?;
    if catalogue::instance_type(kind).is_none() {
        return Err(ControlError::member("type", format!("there is no instance type {kind}")));
    }
    let zone = text(&members, "zone")?.unwrap_or("*");
    if zone != "*" && zones::region_of(zone).is_none() {
        return Err(ControlError::member("zone", format!("there is no zone {zone}")));
    }
    let left = number("left", members.get("left").unwrap_or(&Value::Null))?;
    let offered = flag(&members, "offered", true)?;
    let stored = if offered { left } else { Some(limits::NOT_OFFERED) };
    settings::put(cx.tx, &account, &limits::stock_name(zone, kind), stored)?;
    Ok(json!({"type": kind, "zone": zone, "left": left, "offered": offered}))
}

fn reclaim(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = own_account(cx)?;
    let id = request.path_value("id");
    let none = || ControlError::NotFound(format!("the account has no instance {id}"));
    let mut found = resources::one(cx.tx, &INSTANCE, &account, id)?.ok_or_else(none)?;
    if found.text("SpotStrategy") == "NoSpot" {
        return Err(ControlError::Wrong(format!("the instance {id} is not preemptible")));
    }
    let after =
        request.members().get("after_ms").map_or(Ok(Some(0)), |it| number("after_ms", it))?;
    let after = after.unwrap_or(0);
    let at = cx.now.saturating_add(after);
    found.set("ReclaimedAt", at);
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    if after == 0 {
        moves::reclaim(cx, found)?;
    } else {
        cx.schedule(at, "reclaim", id)?;
    }
    Ok(json!({"id": id, "at": format::iso(at)}))
}
