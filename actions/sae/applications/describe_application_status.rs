//! `DescribeApplicationStatus` shows how an application is, and its last change order.

use serde::Serialize;

use super::{
    application_states::{Applications, ChangeOrders},
    change_orders::{NO_APPLICATION, RESOURCE, RESOURCE_OF, app_id, application, last},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, shared::states::State};

pub(in crate::sae) struct DescribeApplicationStatus(String);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    app_id: String,
    /// `true` or `false`.
    arms_advanced_enabled: &'static str,
    /// Milliseconds since 1970, in digits.
    create_time: String,
    current_status: State<Applications>,
    last_change_order_id: String,
    last_change_order_running: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_change_order_status: Option<State<ChangeOrders>>,
    running_instances: i64,
}

impl Action for DescribeApplicationStatus {
    const NAME: &'static str = "DescribeApplicationStatus";
    const DOC: &'static str = "Shows how an application is, and its last change order.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/describeApplicationStatus");
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const FAULTS: &'static [Fault] = &[NO_APPLICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(app_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let app = application(cx, &self.0)?;
        let status = last(cx, &app)?.map(|order| order.status);
        Ok(Response {
            data: Data {
                app_id: app.id,
                arms_advanced_enabled: "false",
                create_time: app.made.to_string(),
                current_status: app.status,
                last_change_order_id: app.last_order,
                last_change_order_running: status.is_some_and(|it| it == "RUNNING"),
                last_change_order_status: status,
                running_instances: app.running,
            },
        })
    }
}
