//! On-call schedules in the control API: the cloud's console makes them, and no public action. Whether their contacts
//! exist is not checked, since one can be deleted at any time.

use serde_json::{Value, json};

use crate::{
    Cx,
    arms::{
        json_text::{Node, Result as JsonResult},
        oncall::rota::{DAY, Layer, Restriction, Shift, day_of, day_text, time_text},
        policies::parts,
        tables::schedules::{self, Schedule},
    },
    core::control::{ControlError, ControlRequest},
    shared::time_of_day::minute_of_day,
};

/// How long the lists of a schedule may be, so that whoever is on duty is soon found (assumed).
const MOST: usize = 10;
const MOST_CONTACTS: usize = 100;
/// How many hours a turn may have: a year (assumed).
const MOST_HOURS: i64 = 366 * 24;
const MAX_DESCRIPTION: usize = 1024;

fn shown(it: &Schedule) -> Value {
    let restriction = |it: &Restriction| {
        let mut shown = json!({
            "restrictionType": it.kind(),
            "startTimeOfDay": Restriction::time(it.start),
            "endTimeOfDay": Restriction::time(it.end),
        });
        if !it.days.is_empty() {
            shown["days"] = it.days.iter().map(|day| day + 1).collect::<Vec<_>>().into();
        }
        shown
    };
    let layer = |it: &Layer| {
        json!({
            "contactIds": it.contacts,
            "rotationType": it.rotation,
            "shiftLength": it.hours,
            "startTime": day_text(it.start),
            "restrictions": it.restrictions.iter().map(restriction).collect::<Vec<_>>(),
        })
    };
    let substitute = |it: &Shift| {
        json!({
            "contactId": it.contact,
            "start": time_text(it.start)[..16],
            "end": time_text(it.end)[..16],
        })
    };
    json!({
        "id": it.id,
        "name": it.name,
        "description": it.description,
        "alertRobotId": it.rota.robot,
        "layers": it.rota.layers.iter().map(layer).collect::<Vec<_>>(),
        "substitutes": it.rota.substitutes.iter().map(substitute).collect::<Vec<_>>(),
    })
}

/// Lists the on-call schedules of the account of the request, newest first.
pub(in crate::arms) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let all = schedules::all(cx.tx, &cx.caller.account)?;
    Ok(json!({ "schedules": all.iter().map(shown).collect::<Vec<_>>() }))
}

fn day(node: &Node<'_>) -> JsonResult<i64> {
    let text = node.text(usize::MAX)?;
    day_of(&text).ok_or_else(|| node.bad("must be a date of the form yyyy-MM-dd"))
}

/// The minute that `yyyy-MM-dd HH:mm` is.
fn minute(node: &Node<'_>) -> JsonResult<i64> {
    let text = node.text(usize::MAX)?;
    let parts = text.split_once(' ');
    let found = parts.and_then(|(day, time)| Some(day_of(day)? * DAY + minute_of_day(time)?));
    found.ok_or_else(|| node.bad("must be a time of the form yyyy-MM-dd HH:mm"))
}

fn time_of_day(node: &Node<'_>) -> JsonResult<i64> {
    Ok(minute_of_day(&node.time_of_day()?).unwrap_or_default())
}

fn restriction(node: &Node<'_>) -> JsonResult<Restriction> {
    let kind = node.need("restrictionType")?.one_of(&Restriction::KINDS)?;
    let days = match node.member("days")? {
        _ if kind == Restriction::KINDS[0] => Vec::new(),
        Some(days) => {
            let list = days.list(7)?;
            if list.is_empty() {
                return Err(node.lacks("days"));
            }
            list.iter().map(|day| Ok(day.int(1, 7)? - 1)).collect::<JsonResult<_>>()?
        }
        // The vendor's answers do not say which days. Assumed: a layer of working days whose days are not given has
        // Monday to Friday.
        None => (0..5).collect(),
    };
    Ok(Restriction {
        days,
        start: time_of_day(&node.need("startTimeOfDay")?)?,
        end: time_of_day(&node.need("endTimeOfDay")?)?,
    })
}

fn layer(node: &Node<'_>) -> JsonResult<Layer> {
    let ids = node.need("contactIds")?;
    let contacts: Vec<i64> =
        ids.list(MOST_CONTACTS)?.iter().map(|id| id.int(1, i64::MAX)).collect::<JsonResult<_>>()?;
    if contacts.is_empty() {
        return Err(node.lacks("contactIds"));
    }
    let rotation = node.need("rotationType")?.one_of(&["DAY", "WEEK", "CUSTOM"])?;
    let hours = match &*rotation {
        "DAY" => 24,
        "WEEK" => 7 * 24,
        _ => node.need("shiftLength")?.int(1, MOST_HOURS)?,
    };
    let restrictions = match node.member("restrictions")? {
        Some(list) => list.list(MOST)?.iter().map(restriction).collect::<JsonResult<_>>()?,
        None => Vec::new(),
    };
    Ok(Layer { contacts, rotation, hours, start: day(&node.need("startTime")?)?, restrictions })
}

fn substitute(node: &Node<'_>) -> JsonResult<Shift> {
    let end = node.need("end")?;
    let shift = Shift {
        contact: node.need("contactId")?.int(1, i64::MAX)?,
        start: minute(&node.need("start")?)?,
        end: minute(&end)?,
    };
    if shift.start >= shift.end { Err(end.bad("must be after the start")) } else { Ok(shift) }
}

fn apply(body: &Node<'_>, schedule: &mut Schedule) -> JsonResult<()> {
    if let Some(name) = parts::policy_name(body)? {
        schedule.name = name;
    }
    if let Some(description) = body.member("description")? {
        schedule.description = description.text(MAX_DESCRIPTION)?;
    }
    if let Some(robot) = body.member("alertRobotId")? {
        schedule.rota.robot = Some(robot.int(1, i64::MAX)?);
    }
    if let Some(layers) = body.member("layers")? {
        let layers = layers.list(MOST)?;
        schedule.rota.layers = layers.iter().map(layer).collect::<JsonResult<_>>()?;
    }
    if let Some(list) = body.member("substitutes")? {
        let list = list.list(MOST_CONTACTS)?;
        schedule.rota.substitutes = list.iter().map(substitute).collect::<JsonResult<_>>()?;
    }
    if schedule.name.is_empty() {
        return Err(body.lacks("name"));
    }
    if schedule.rota.layers.is_empty() {
        return Err(body.lacks("layers"));
    }
    Ok(())
}

/// Adds an on-call schedule, or changes one; answers it.
pub(in crate::arms) fn put(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = cx.caller.account.clone();
    let body = Node::root("", &request.body);
    let mut schedule = match body.member("id")? {
        Some(id) => {
            let id = id.int(1, i64::MAX)?;
            schedules::schedule(cx.tx, &account, id)?.ok_or_else(|| none(id))?
        }
        None => Schedule::default(),
    };
    apply(&body, &mut schedule)?;
    schedules::put(cx.tx, &account, &mut schedule)?;
    Ok(shown(&schedule))
}

fn none(id: i64) -> ControlError {
    ControlError::NotFound(format!("there is no on-call schedule {id}"))
}

/// Deletes an on-call schedule.
pub(in crate::arms) fn delete(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let id = request.number("id")?;
    if !schedules::delete(cx.tx, &cx.caller.account, id)? {
        return Err(none(id));
    }
    Ok(json!({}))
}
