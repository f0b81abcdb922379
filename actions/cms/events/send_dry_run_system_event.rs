//! `SendDryRunSystemEvent` sends a system event to debug the rules that it fits: they are run, and they
//! send messages, as for one of a resource.
//!
//! `EventContent` is a JSON object with the fields of an event, of which the page recommends some. What it
//! does not say, such as the level, is left open, and any rule may be for it (assumed: the cloud knows it
//! by the name of the event).

use serde::Serialize;
use serde_json::{Map, Value};

use super::{dispatch, event::Event};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::TEXT_SUCCESS,
        digits::{self, digits},
        faults::{self, RESOURCE_NOT_FOUND},
        tables::monitor_groups,
    },
    shared::ids,
    text,
};

pub(in crate::cms) struct SendDryRunSystemEvent {
    product: String,
    name: String,
    group: Option<i64>,
    content: Option<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

/// The most bytes of `EventContent` (assumed: no page has a limit).
const MAX_CONTENT_BYTES: usize = 16 * 1024;

fn object(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(text).ok()
}

/// Takes the text of a member out of an object.
fn take(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.remove(name)? {
        Value::String(text) => Some(text).filter(|text| !text.is_empty()),
        _ => None,
    }
}

impl Action for SendDryRunSystemEvent {
    const NAME: &'static str = "SendDryRunSystemEvent";
    const DOC: &'static str = "Sends a system event to debug event rules.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(TEXT_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let content = text("EventContent")
            .form("JSON object", |it| it.len() <= MAX_CONTENT_BYTES && object(it).is_some());
        Ok(Self {
            product: p.required(text("Product").line(1, 255).doc("The product: ECS."))?,
            name: p.required(text("EventName").line(1, 255).doc("The name of the event."))?,
            group: digits::optional(
                p,
                digits("GroupId").doc("The application group that it is of."),
            )?,
            content: p.optional(content.doc("The event as a JSON object."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if let Some(group) = self.group {
            let account = &cx.caller.account;
            monitor_groups::group(cx.tx, account, group)?.ok_or(RESOURCE_NOT_FOUND)?;
        }
        let mut fields = self.content.as_deref().and_then(object).unwrap_or_default();
        fields.remove("product");
        fields.remove("name");
        let event = Event {
            id: ids::uuid(cx.random).to_uppercase(),
            product: self.product,
            name: self.name,
            level: take(&mut fields, "level"),
            status: take(&mut fields, "status"),
            kind: take(&mut fields, "eventType"),
            resource: take(&mut fields, "resourceId").unwrap_or_default(),
            instance: take(&mut fields, "instanceName").unwrap_or_default(),
            region: take(&mut fields, "regionId").unwrap_or_else(|| cx.region.to_owned()),
            group: self.group,
            content: fields.remove("content").unwrap_or(Value::Object(fields)),
            at: cx.now,
        };
        dispatch::dispatch(cx, &event)?;
        Ok(Response {})
    }
}
