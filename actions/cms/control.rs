//! Routes of the control API: what the cloud itself reports of its resources, as metrics and as system events.

use super::{events, metrics::metric_control};
use crate::core::control::{ControlRoute, Names, Operation, OwnerSource};

pub(super) const ROUTES: &[ControlRoute] = &[metric_control::REPORT, ControlRoute::new(
    Operation::post(
        "cms/events",
        "Sends a system event of a cloud resource; answers the event rules that it fits, and whom they told.",
    )
    .owner(OwnerSource::Query)
    .object(EVENT, &[
        r#"{"product": "ECS", "name": "Disk:Stalled:Executing", "level": "CRITICAL", "status": "Executing", "resource": "acs:ecs:cn-hangzhou:1000000000000001:disk/d-1", "content": {"diskId": "d-1"}}"#,
    ]),
    events::receive::receive,
)];

const EVENT: Names = &[
    ("product", "the product, such as ECS"),
    ("name", "the name of the event, such as Disk:Stalled:Executing"),
    ("level", "CRITICAL, WARN or INFO"),
    ("status", "the status, such as Executing"),
    ("type", "StatusNotification, Exception or Maintenance"),
    (
        "resource",
        "the ARN of the resource; what follows its last slash is the id of an instance in application groups",
    ),
    ("instance", "the name of the resource"),
    ("region", "the region of the resource; that of the site unless given"),
    ("content", "what the event says, as JSON"),
];
