//! `DescribeSystemEventAttribute` lists system events, newest first. Debugged events are among them (assumed). The
//! newest 1000 events are kept (assumed).
//!
//! Assumed: the order of events.

use serde::Serialize;

use super::{event::Event, selection::Selection};
use crate::{
    Access, Action, Cx, Params, Result, Success, Wording,
    cms::{answers::TEXT_SUCCESS, faults, tables::system_events},
    request::page::Page,
};

pub(in crate::cms) struct DescribeSystemEventAttribute {
    selection: Selection,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    system_events: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    system_event: Vec<EventView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EventView {
    id: String,
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
    time: i64,
}

impl EventView {
    fn of(event: Event) -> Self {
        Self {
            content: event.content(),
            id: event.id,
            product: event.product,
            name: event.name,
            level: event.level.unwrap_or_default(),
            status: event.status.unwrap_or_default(),
            resource_id: event.resource,
            instance_name: event.instance,
            region_id: event.region,
            group_id: event.group.map(|id| id.to_string()),
            time: event.at,
        }
    }
}

impl Action for DescribeSystemEventAttribute {
    const NAME: &'static str = "DescribeSystemEventAttribute";
    const DOC: &'static str = "Queries system events.";
    const ACCESS: Access = Access::Get;
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(TEXT_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { selection: Selection::read(p)?, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let all = system_events::all(cx.tx, account)?;
        let found = self.selection.of(cx.tx, account, all)?;
        let system_event = self.page.of(found).map(EventView::of).collect();
        Ok(Response { system_events: List { system_event } })
    }
}
