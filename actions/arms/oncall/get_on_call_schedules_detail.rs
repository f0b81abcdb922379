//! `GetOnCallSchedulesDetail` shows an on-call schedule, and who is on duty on the days that are asked for.
//!
//! Without days a schedule is shown for a week from today on (assumed). The vendor's spellings `Substitude` and
//! `Finnal` are kept.
//!
//! Assumed: the form of times; the error of a schedule that there is not.

use std::collections::HashMap;

use serde::Serialize;

use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result,
    arms::{
        ILLEGAL,
        oncall::rota::{DAY, Layer, Restriction, Shift, day_of, day_text, minute_of, time_text},
        tables::{contacts, schedules},
    },
    int, text,
};

/// How many days of a schedule can be asked for (assumed).
const MOST_DAYS: i64 = 31;

pub(in crate::arms) struct GetOnCallSchedulesDetail {
    id: i64,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    id: i64,
    name: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_robot_id: Option<i64>,
    schedule_layers: Vec<LayerView>,
    rendered_layer_entries: Vec<Vec<Entry>>,
    rendered_substitude_entries: Vec<Entry>,
    rendered_finnal_entries: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct LayerView {
    contact_ids: Vec<i64>,
    rotation_type: String,
    shift_length: i64,
    start_time: String,
    restrictions: Vec<RestrictionView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RestrictionView {
    restriction_type: &'static str,
    start_time_of_day: String,
    end_time_of_day: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    start: String,
    end: String,
    simple_contact: SimpleContact,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SimpleContact {
    id: i64,
    /// Empty for a contact that was deleted.
    name: String,
}

impl From<Layer> for LayerView {
    fn from(it: Layer) -> Self {
        Self {
            contact_ids: it.contacts,
            rotation_type: it.rotation,
            shift_length: it.hours,
            start_time: day_text(it.start),
            restrictions: it.restrictions.into_iter().map(RestrictionView::from).collect(),
        }
    }
}

impl From<Restriction> for RestrictionView {
    fn from(it: Restriction) -> Self {
        Self {
            restriction_type: it.kind(),
            start_time_of_day: Restriction::time(it.start),
            end_time_of_day: Restriction::time(it.end),
        }
    }
}

/// The days that are asked for, of which the last is one of them.
fn days(first: Option<&str>, last: Option<&str>, now: i64) -> Result<(i64, i64)> {
    let first = first.and_then(day_of).unwrap_or_else(|| minute_of(now).div_euclid(DAY));
    let last = last.and_then(day_of).unwrap_or(first + 6);
    if (first..first + MOST_DAYS).contains(&last) {
        return Ok((first, last));
    }
    Err(ILLEGAL.with("EndTime").with_hint(format!(
        "EndTime must be {} to {}: {MOST_DAYS} days at most from StartTime on.",
        day_text(first),
        day_text(first + MOST_DAYS - 1)
    )))
}

impl Action for GetOnCallSchedulesDetail {
    const NAME: &'static str = "GetOnCallSchedulesDetail";
    const DOC: &'static str = "Shows an on-call schedule, and who is on duty on some days.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[ILLEGAL];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let date = |name| text(name).form("date of the form yyyy-MM-dd", |it| day_of(it).is_some());
        Ok(Self {
            id: p.required(int("Id").doc("The id of the schedule."))?,
            first: p.optional(date("StartTime").doc("The first day; today unless given."))?,
            last: p.optional(date("EndTime").doc("The last day; a week is shown unless given."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let (first, last) = days(self.first.as_deref(), self.last.as_deref(), cx.now)?;
        let none = || -> ApiError {
            let hint = format!("There is no on-call schedule {}.", self.id);
            ILLEGAL.with("Id").with_hint(hint)
        };
        let schedule = schedules::schedule(cx.tx, account, self.id)?.ok_or_else(none)?;
        let contacts = contacts::all(cx.tx, account)?;
        let names: HashMap<i64, String> = contacts.into_iter().map(|it| (it.id, it.name)).collect();
        let entries = |shifts: Vec<Shift>| -> Vec<Entry> {
            let entry = |it: Shift| Entry {
                start: time_text(it.start),
                end: time_text(it.end),
                simple_contact: SimpleContact {
                    id: it.contact,
                    name: names.get(&it.contact).cloned().unwrap_or_default(),
                },
            };
            shifts.into_iter().map(entry).collect()
        };
        let (from, to) = (first * DAY, (last + 1) * DAY);
        let rota = schedule.rota;
        Ok(Response {
            data: Data {
                id: schedule.id,
                name: schedule.name,
                description: schedule.description,
                alert_robot_id: rota.robot,
                rendered_layer_entries: rota
                    .layers
                    .iter()
                    .map(|layer| entries(layer.shifts(from, to)))
                    .collect(),
                rendered_substitude_entries: entries(rota.substitute_shifts(from, to)),
                rendered_finnal_entries: entries(rota.shifts(from, to)),
                schedule_layers: rota.layers.into_iter().map(LayerView::from).collect(),
            },
        })
    }
}
