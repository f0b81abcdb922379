//! `DescribeSystemEventCount` counts system events: those of a name, level and status of a resource together, the
//! latest first. Content and time of events that are counted together are those of the latest (assumed).
//!
//! Assumed: which events are counted together.

use serde::Serialize;

use super::{event::Event, selection::Selection};
use crate::{
    Access, Action, Cx, Params, Result, Success, Wording,
    cms::{answers::TEXT_SUCCESS, faults, tables::system_events},
};

pub(in crate::cms) struct DescribeSystemEventCount(Selection);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    system_event_counts: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    system_event_count: Vec<Count>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Count {
    product: String,
    name: String,
    level: String,
    status: String,
    resource_id: String,
    instance_name: String,
    region_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<String>,
    content: String,
    num: i64,
    time: i64,
}

/// What events that are counted together have alike.
fn key(event: &Event) -> [&str; 5] {
    let known = Option::as_deref;
    [
        &event.product,
        &event.name,
        known(&event.level).unwrap_or_default(),
        known(&event.status).unwrap_or_default(),
        &event.resource,
    ]
}

impl Action for DescribeSystemEventCount {
    const NAME: &'static str = "DescribeSystemEventCount";
    const DOC: &'static str = "Counts system events.";
    const ACCESS: Access = Access::Get;
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(TEXT_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(Selection::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let all = system_events::all(cx.tx, account)?;
        let found = self.0.of(cx.tx, account, all)?;
        let mut counted: Vec<(&Event, i64)> = Vec::new();
        for event in &found {
            match counted.iter_mut().find(|(one, _)| key(one) == key(event)) {
                Some((_, num)) => *num += 1,
                None => counted.push((event, 1)),
            }
        }
        let counts = counted.into_iter().map(|(event, num)| Count {
            product: event.product.clone(),
            name: event.name.clone(),
            level: event.level.clone().unwrap_or_default(),
            status: event.status.clone().unwrap_or_default(),
            resource_id: event.resource.clone(),
            instance_name: event.instance.clone(),
            region_id: event.region.clone(),
            group_id: event.group.map(|id| id.to_string()),
            content: event.content(),
            num,
            time: event.at,
        });
        Ok(Response { system_event_counts: List { system_event_count: counts.collect() } })
    }
}
